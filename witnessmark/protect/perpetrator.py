"""The perpetrator's view: a row from testimony leaves only if at least five sealed persons of the case could be the one it tells of.

The reader to fear was in the room. He knows whom he visited, when and where, and joins that with what is published. He is taken to know
everything exactly, to guess rightly which rows of all releases tell of one person and of one experience, and to strike from one row whoever
must be another. Whoever knows less has more people to choose from, so what is safe from him is safe from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from witnessmark.protect.coarse import Grid, agrees, on_grid
from witnessmark.records.assembly import Shut
from witnessmark.records.testimony import QUASI, Facts, KnownPublicly, RowSource, ToldRow

FEWEST = 5
"""Sealed persons who could be behind a row (standards, 9.1: k of five inside a case; promises, N2)."""

Values = frozenset[tuple[str, str]]
"""What was published of one experience, in one row or several."""
Told = dict[str, dict[str, set[tuple[str, str]]]]
"""Person to experience to everything that was published of it."""
Fits = dict[str, set[str]]
"""Person to the persons who fit everything that was published of them."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Behind:
    """What stands behind the rows: open on a custodian's machine alone, and in memory alone."""

    facts: tuple[Facts, ...]
    """Of every sealed person of the case, exact."""
    sources: tuple[RowSource, ...]
    """Of the rows of this release and of all before it."""
    statements: tuple[KnownPublicly, ...] = ()
    custodians: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Show nothing."""
        return "Behind(...)"


def leaving(
    rows: Sequence[ToldRow], *, earlier: Sequence[ToldRow], behind: Behind, grid: Grid,
) -> tuple[tuple[ToldRow, ...], tuple[Shut, ...]]:
    """Return the rows that may leave together, and why the others may not."""
    kept, reasons = tuple(rows), list[Shut]()
    while found := refusals(kept, earlier=earlier, behind=behind, grid=grid):
        reasons += found
        struck = {reason.where for reason in found}
        kept = tuple(row for row in kept if row.row not in struck)
    return kept, tuple(reasons)


def refusals(rows: Sequence[ToldRow], *, earlier: Sequence[ToldRow], behind: Behind, grid: Grid) -> tuple[Shut, ...]:
    """Return every reason why rows may not leave together, given every row of every earlier release; none: they may.

    A reason names the row's random id and the fields of the combination, and no value.
    """
    by_experience = {one.experience: one for one in behind.facts}
    source = {one.row: by_experience.get(one.experience) for one in behind.sources}
    reasons = list(_unfit(rows, earlier, behind, grid))
    struck = {reason.where for reason in reasons}
    sound = [row for row in rows if row.row not in struck]
    stated = {row.row for row in (*earlier, *sound) if _stated(row, behind)}
    told = (_told(earlier, source), _told([*earlier, *sound], source))
    known = [
        {facts.person for row in some if row.row in stated and (facts := source.get(row.row))} for some in (earlier, [*earlier, *sound])
    ]
    now = _support(_fitting(told[1], behind, grid), behind, known[1])
    few = [row for row in sound if row.row not in stated and now[_person(row, source)] < FEWEST]
    if few:
        said = f"fewer than {FEWEST} sealed persons could be the one whom it, and the rows joined to it, tell of"
        return (*reasons, *(_shut(row, "fewer than five", said) for row in few))
    before = _support(_fitting(told[0], behind, grid), behind, known[0])
    guarded = {_person(row, source) for row in earlier if row.row not in stated}
    hurt = {person for person in guarded if now[person] < FEWEST and now[person] < before[person]}
    near = _tied_to(hurt, _fitting(told[1], behind, grid))
    said = f"with it, a row of an earlier release would point to fewer than {FEWEST} sealed persons"
    return (*reasons, *(_shut(row, "earlier release", said) for row in sound if _person(row, source) in near))


def _person(row: ToldRow, source: Mapping[str, Facts | None]) -> str:
    facts = source.get(row.row)
    return f"row {row.row}" if facts is None else facts.person


# --- a row by itself -------------------------------------------------------------------------------------------------------------------


def _unfit(rows: Sequence[ToldRow], earlier: Collection[ToldRow], behind: Behind, grid: Grid) -> Iterator[Shut]:
    times = Counter(row.row for row in (*rows, *earlier))
    inside = {one.person for one in behind.facts} | {one.experience for one in behind.facts}
    by_experience = {one.experience: one for one in behind.facts}
    sources = {one.row: one.experience for one in behind.sources}
    for row in rows:
        facts = by_experience.get(sources.get(row.row, ""))
        names = [name for name, _ in row.values]
        if times[row.row] > 1 or row.row in inside:
            yield _shut(row, "shared id", "its id stands elsewhere too: a row has an id of its own in each release")
        elif not names or len(set(names)) < len(names) or not set(names) <= set(QUASI):
            yield _shut(row, "fields", "it has no fields, one twice, or one that is none of the fields of testimony")
        elif not all(on_grid(name, value, grid) for name, value in row.values):
            yield _shut(row, "not generalised", "a value is finer than the grid of the release")
        elif facts is None:
            yield _shut(row, "source", "nothing sealed says whose experience it tells")
        elif any(getattr(facts, name) is None for name in names):
            yield _shut(row, "unknown", "a value is not known of the person whom it tells of")
        elif not all(agrees(name, value, getattr(facts, name), grid) for name, value in row.values):
            yield _shut(row, "differs", "a value is not what the person told")


def _stated(row: ToldRow, behind: Behind) -> bool:
    """Return whether a custodian stated of this row, as it stands, that it is public knowledge, and why."""
    return any(
        word.row == row.row and word.values == row.values and word.by in behind.custodians and word.reason.strip()
        for word in behind.statements
    )


def _shut(row: ToldRow, form: str, why: str) -> Shut:
    fields = " + ".join(sorted({name for name, _ in row.values} & set(QUASI))) or "no field"
    return Shut(code="D002", carrier="a row of testimony", form=form, where=row.row, said=f"row {row.row} ({fields}): {why}")


# --- rows together ---------------------------------------------------------------------------------------------------------------------


def _told(rows: Collection[ToldRow], source: Mapping[str, Facts | None]) -> Told:
    """Return everything that was published, joined by person and experience. A row whose source was erased is somebody of its own."""
    told: Told = {}
    for row in rows:
        facts = source.get(row.row)
        person, experience = (_person(row, source), row.row) if facts is None else (facts.person, facts.experience)
        told.setdefault(person, {}).setdefault(experience, set()).update(row.values)
    return told


def _fitting(told: Told, behind: Behind, grid: Grid) -> Fits:
    """Return, for each person of whom something was published, every person who fits all of it, each experience by one of their own."""
    wants = {frozenset(values) for experiences in told.values() for values in experiences.values()}
    sharing = {want: _sharing(want, behind.facts, grid) for want in wants}
    persons = {one.person for one in behind.facts}
    fits: Fits = {}
    for person, experiences in told.items():
        asked = [sharing[frozenset(values)] for values in experiences.values()]
        common = set.intersection(*(set(found) for found in asked))
        fits[person] = {other for other in common if _each_its_own([found[other] for found in asked])}
        if person not in persons:
            fits[person].add(person)
    return fits


def _sharing(want: Values, facts: Collection[Facts], grid: Grid) -> dict[str, list[str]]:
    """Return each person who shares all values in one experience, with those experiences. Who has one of them unknown does not share."""
    found: dict[str, list[str]] = {}
    for one in facts:
        if all(agrees(name, value, getattr(one, name), grid) for name, value in want):
            found.setdefault(one.person, []).append(one.experience)
    return found


def _each_its_own(choices: Sequence[Sequence[str]]) -> bool:
    """Return whether each of some published experiences can be another experience of one person."""
    if len(choices) == 1:
        return bool(choices[0])
    taken: dict[str, int] = {}

    def place(number: int, tried: set[str]) -> bool:
        for experience in choices[number]:
            if experience not in tried:
                tried.add(experience)
                if experience not in taken or place(taken[experience], tried):
                    taken[experience] = number
                    return True
        return False

    return all(place(number, set()) for number in range(len(choices)))


def _support(fits: Fits, behind: Behind, known: Collection[str]) -> dict[str, int]:
    """Return how many persons could be behind what was published of each person, in any way that explains everything published.

    Whoever is publicly known to be behind a row is nobody else. Where a person does not fit what was published of them themselves, because
    the facts were mended since, whoever does fit is taken to be the one, and is not counted for anybody else.
    """
    gone = set(known).union(*(others for person, others in fits.items() if person not in others))
    open_ = {person: {other for other in others if other not in gone} | ({person} & others) for person, others in fits.items()}
    open_ |= {person: {person} for person in known}
    free = _shifting(open_, {one.person for one in behind.facts} - set(fits) - gone)
    knot = _knots(open_)
    return {
        person: sum(1 for other in others if other == person or other in free or knot[other] == knot[person])
        for person, others in open_.items()
    }


def _shifting(fits: Fits, free: set[str]) -> set[str]:
    """Return the persons who need not be behind their own rows: one after the other moves on, and the last to a person with none."""
    back: dict[str, list[str]] = {}
    for person, others in fits.items():
        for other in others:
            back.setdefault(other, []).append(person)
    reached, open_ = set(free), list(free)
    while open_:
        for person in back.get(open_.pop(), ()):
            if person not in reached:
                reached.add(person)
                open_.append(person)
    return reached


def _knots(fits: Fits) -> dict[str, int]:
    """Return the number of each person's ring: within one, persons can change places all round (strongly connected components)."""
    ended, seen = list[str](), set[str]()
    for start in sorted(fits):
        walk = [] if start in seen else [(start, iter(sorted(fits[start])))]
        seen.add(start)
        while walk:
            person, others = walk[-1]
            step = next((other for other in others if other not in seen), None)
            if step is None:
                ended.append(walk.pop()[0])
            else:
                seen.add(step)
                walk.append((step, iter(sorted(fits.get(step, ())))))
    back: dict[str, list[str]] = {}
    for person, others_ in fits.items():
        for other in others_:
            back.setdefault(other, []).append(person)
    knot: dict[str, int] = {}
    for number, last in enumerate(reversed(ended)):
        open_ = [] if last in knot else [last]
        while open_:
            person = open_.pop()
            if person not in knot:
                knot[person] = number
                open_ += [other for other in back.get(person, ()) if other not in knot]
    return knot


def _tied_to(hurt: Collection[str], fits: Fits) -> set[str]:
    """Return everybody who stands in one web of rows and persons with somebody of an earlier release for whom fewer than five are left."""
    near, open_ = set(hurt), list(hurt)
    ties: dict[str, set[str]] = {}
    for person, others in fits.items() if hurt else ():
        for other in others:
            ties.setdefault(person, set()).add(other)
            ties.setdefault(other, set()).add(person)
    while open_:
        for other in ties.get(open_.pop(), set()) - near:
            near.add(other)
            open_.append(other)
    return near
