"""Invented cases of visits, what is published of them over some releases, and the perpetrator who joins it with his exact list.

The truth: people, each visited once or several times, in towns, on days. Some of them testified; what the case knows of it has gaps. The
perpetrator knows every visit of those who testified, which published rows tell of one person and of one visit, and whom the public knows
to be behind a row. He joins exactly, or within three days and a town of the same country, and strikes out whoever must be another.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from witnessmark.protect import coarse, perpetrator
from witnessmark.protect.coarse import Area, Grid, Step, Within
from witnessmark.records.testimony import QUASI, Facts, KnownPublicly, RowSource, ToldRow

TOWNS = {f"gn:{c}{u}{t}": Within(unit=f"gn:{c}{u}", country=f"cc:{c}") for c in "ABC" for u in "123" for t in "xyz"}
ALL = tuple(TOWNS)
CUSTODIAN = "custodian-1"


@dataclass(frozen=True, kw_only=True)
class Case:
    truth: Mapping[str, tuple[Facts, ...]]
    """Person to visits, all known: days, towns."""
    facts: tuple[Facts, ...]
    """What the case knows of those who testified."""
    grids: tuple[Grid, ...]
    wishes: tuple[tuple[ToldRow, ...], ...]
    """Rows that each release would publish."""
    sources: tuple[RowSource, ...]
    statements: tuple[KnownPublicly, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    rows: tuple[ToldRow, ...]
    wished: int


def case(seed: int) -> Case:
    """Return an invented case: its truth, what is known, and the rows of one to four releases."""
    rng = random.Random(seed)
    truth = {f"p{n}": _visits(f"p{n}", rng, towns=rng.choice((2, 5, 27)), days=rng.choice((40, 400, 1000))) for n in range(rng.randint(12, 120))}
    gaps = rng.choice((0.0, 0.05, 0.2))
    facts = tuple(_known(one, rng, gaps) for visits in truth.values() for one in visits if rng.random() < 0.9)
    grids, wishes, sources, statements = [], [], [], []
    for release in range(rng.randint(1, 4)):
        grid = Grid(step=rng.choice(tuple(Step)), area=rng.choice(tuple(Area)), within=TOWNS)
        fields = [rng.sample(QUASI, rng.randint(1, 3)) for _ in range(rng.choice((1, 1, 3)))]
        rows, share = [], rng.choice((0.05, 0.3, 0.6, 1.0))
        for one in facts:
            if rng.random() > share:
                continue
            known = coarse.generalised(one, grid)
            values = tuple((name, value) for name in sorted(rng.choice(fields)) if (value := getattr(known, name)) is not None)
            row = ToldRow(row=f"r{seed}-{release}-{rng.getrandbits(48):x}", values=values)
            rows.append(row)
            sources.append(RowSource(row=row.row, experience=one.experience))
            if rng.random() < 0.02:
                statements.append(KnownPublicly(row=row.row, values=values, by=CUSTODIAN, reason="told on television"))
        grids.append(grid)
        wishes.append(tuple(rows))
    return Case(truth=truth, facts=facts, grids=tuple(grids), wishes=tuple(wishes), sources=tuple(sources), statements=tuple(statements))


def _visits(person: str, rng: random.Random, *, towns: int, days: int) -> tuple[Facts, ...]:
    origin, role = rng.choice(ALL[:9]), rng.choice(("student", "trader", "worker"))
    made = []
    for n in range(rng.choice((1, 1, 1, 2, 3))):
        town = rng.choice(ALL[:towns])
        day = date(2021, 1, 1) + timedelta(days=int(rng.triangular(0, days, days / 3)))
        made.append(Facts(
            person=person, experience=f"{person}.{n}", host_country=(TOWNS[town].country or "").removeprefix("cc:"), host_place=town, origin=origin,
            period=day.isoformat(), method=rng.choice(("tnr.visit", "tnr.call", "tnr.proxy")), role=role))
    return tuple(made)


def _known(one: Facts, rng: random.Random, gaps: float) -> Facts:
    told = {name: None if rng.random() < gaps else getattr(one, name) for name in QUASI}
    if told["period"] and rng.random() < 0.3:
        told["period"] = rng.choice((told["period"][:7], told["period"][:4], told["period"] + "~", told["period"][:7] + "/.."))
    return Facts(person=one.person, experience=one.experience, **told)


def publish(made: Case, *, sees_earlier: bool = True) -> Told:
    """Publish every release as the product would."""
    behind = perpetrator.Behind(facts=made.facts, sources=made.sources, statements=made.statements, custodians=frozenset({CUSTODIAN}))
    rows: list[ToldRow] = []
    for grid, wish in zip(made.grids, made.wishes, strict=True):
        left, _ = perpetrator.leaving(wish, earlier=rows if sees_earlier else (), behind=behind, grid=grid)
        rows += left
    return Told(rows=tuple(rows), wished=sum(len(wish) for wish in made.wishes))


def printed_exactly(told: Told, made: Case, field: str) -> Told:
    """Return what was published with one field printed as it was told, not as it was made coarse."""
    exact = {one.experience: one for one in made.facts}
    source = {one.row: exact[one.experience] for one in made.sources}
    rows = [
        ToldRow(row=row.row, values=tuple((n, getattr(source[row.row], n) if n == field else v) for n, v in row.values)) for row in told.rows]
    return Told(rows=tuple(rows), wished=told.wished)


# --- the perpetrator -------------------------------------------------------------------------------------------------------------------


def candidates(told: Told, made: Case, *, days: int = 0, neighbours: bool = False) -> dict[str, int]:
    """Return, for each protected person of whom something was published, how many people the perpetrator has to choose from."""
    who = {one.experience: one.person for one in made.facts}
    source = {one.row: one.experience for one in made.sources}
    public = {who[source[word.row]] for word in made.statements if word.row in {row.row for row in told.rows}}
    groups: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for row in told.rows:
        groups.setdefault(who[source[row.row]], {}).setdefault(source[row.row], []).extend(row.values)
    testified = {one.person for one in made.facts}
    listed = {person: [one for one in made.truth[person] if one.experience in who] for person in testified}
    could = {
        person: {person} if person in public else {
            other for other in testified - public
            if _explains(list(told_.values()), listed[other], days=days, neighbours=neighbours)}
        for person, told_ in groups.items()}
    return {person: _left(person, could) for person in groups if person not in public}


def _explains(told: Sequence[Sequence[tuple[str, str]]], visits: Sequence[Facts], *, days: int, neighbours: bool) -> bool:
    """Whether each published visit is another one of these visits."""
    if not told:
        return True
    return any(
        all(_within(name, value, visit, days, neighbours) for name, value in told[0])
        and _explains(told[1:], [*visits[:n], *visits[n + 1 :]], days=days, neighbours=neighbours)
        for n, visit in enumerate(visits))


def _within(name: str, value: str, visit: Facts, days: int, neighbours: bool) -> bool:
    true = getattr(visit, name)
    if name == "period":
        day = date.fromisoformat(true)
        return any((day + timedelta(days=n)).isoformat().startswith(value[:10]) for n in range(-days, days + 1))
    if name in ("host_place", "origin"):
        near = [town for town in ALL if town == true or (neighbours and town[:4] == true[:4])]
        return any(value in (town, TOWNS[town].unit, TOWNS[town].country) for town in near)
    return value == true


def _left(person: str, could: Mapping[str, set[str]]) -> int:
    """How many could be behind a person's rows if everybody else's rows have somebody too: each is tried."""
    return sum(1 for other in could[person] if other == person or _others_placed(person, other, could))


def _others_placed(person: str, other: str, could: Mapping[str, set[str]]) -> bool:
    """The truth places everybody; whoever is displaced by `other` has to find another, and so on, to somebody without rows or `person`."""
    if other not in could:
        return True
    seen, open_ = {other}, [other]
    while open_:
        for next_ in could[open_.pop()]:
            if next_ == person or next_ not in could:
                return True
            if next_ not in seen:
                seen.add(next_)
                open_.append(next_)
    return False
