"""Tables of counts: no small cell leaves, and none can be worked out from totals, or from differences to earlier releases.

A table is laid out once for a case. Each release states a new version of it, or none: then the version that stands is printed again with
the date of its own release, which tells nothing new. Between two versions every number that is shown in both grew by a cell's worth of
people, so that who joined in between is one of many. A total is a cell; so are zero, `unknown`, and "nobody new".

What is withheld is chosen so that, for every small number, there is another world that agrees with everything ever shown and in which that
number is not small. The worlds are looked for; where none is found, more is withheld. `protect.worlds` looks.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from itertools import product

from witnessmark.protect.coarse import Grid, generalised
from witnessmark.protect.worlds import Entry, Version, version, widest
from witnessmark.records.assembly import Shut
from witnessmark.records.testimony import QUASI, Cell, Counted, Facts, Layout, PublishedCells

FEWEST_PERSONS = 10
"""Where persons are counted (standards, 9.1: ONS, UK LLC)."""
FEWEST_ELSE = 5
"""Where anything else is counted; and as many persons stand behind what is shown."""
OTHER, SEVERAL, UNKNOWN, TOTAL = "other", "several", "unknown", "total"
_AXIS = {"host_country": "host", "host_place": "host"}
"""Fields that say the same thing, one finer than the other: where one is known, much of the other is."""


def fewest(layout: Layout) -> int:
    """Return the smallest number that a table may show."""
    return FEWEST_PERSONS if layout.counted is Counted.PERSONS else FEWEST_ELSE


def table(
    facts: Collection[Facts], layout: Layout, *, grid: Grid, release: str, earlier: Sequence[PublishedCells],
) -> PublishedCells | tuple[Shut, ...]:
    """Return a new version of a table with all that may be shown, or every reason why there is none that may leave.

    `facts` are those of persons who allow it (`aggregate_statistics`); `earlier` is every table of every earlier release, oldest first.
    """
    earlier = tuple(dict.fromkeys(earlier))  # one that was printed again is one version
    if reasons := tuple(_laid_out(layout, earlier)):
        return reasons
    counts = count(facts, layout, grid)
    if reasons := tuple(_total(counts, layout, earlier)):
        return reasons
    least = fewest(layout)
    entries = _entries(layout)
    behind = {at: len(set(persons)) for at, persons in _standing_in(facts, layout, grid).items()}
    hidden = {at for at in entries if counts[at] < least or behind[at] < FEWEST_ELSE or _close(at, counts, earlier, layout)}
    offered = tuple(Cell(at=at, count=counts[at], shown=at not in hidden) for at in entries)
    persons = tuple(sorted({one.person for one in facts}))
    new = PublishedCells(release=release, layout=layout, cells=offered, persons=persons)
    left = widest([_version(one) for one in (*earlier, new) if one.layout == layout], least)
    shown = {at for at in entries if _place(at, layout) in left}
    if not any(at != (TOTAL,) * len(at) for at in shown):
        return (_shut("nothing left", "no cell but the whole could be shown beside what earlier releases show", layout),)
    cells = tuple(Cell(at=at, count=counts[at], shown=at in shown) for at in entries)
    return dataclasses.replace(new, cells=cells)


def standing(layout: Layout, earlier: Sequence[PublishedCells], facts: Collection[Facts]) -> PublishedCells | None:
    """Return the version of a table that stands, to be printed again with the date of its release: that tells nothing new.

    Null where there is none, or where somebody who is counted in it does not allow it any more.
    """
    last = next((one for one in reversed(earlier) if one.layout == layout), None)
    return last if last is not None and {one.person for one in facts}.issuperset(last.persons) else None


def told(new: PublishedCells | tuple[Shut, ...], stands: PublishedCells | None) -> PublishedCells | tuple[Shut, ...]:
    """Return the new version where it shows as many cells as the one that stands, or that one, or why there is neither."""
    if isinstance(new, tuple) or stands is None:
        return new if stands is None else stands
    return new if sum(cell.shown for cell in new.cells) >= sum(cell.shown for cell in stands.cells) else stands


# --- counting --------------------------------------------------------------------------------------------------------------------------


def headings(layout: Layout) -> tuple[tuple[str, ...], ...]:
    """Return the categories of each dimension with those that every table has: other, several (of persons alone), unknown."""
    more = (OTHER, SEVERAL, UNKNOWN) if layout.counted is Counted.PERSONS else (OTHER, UNKNOWN)
    return tuple((*own, *more) for own in layout.categories)


def count(facts: Collection[Facts], layout: Layout, grid: Grid) -> dict[tuple[str, ...], int]:
    """Return every cell with its number, totals and zeros among them. Each person or experience stands in one cell."""
    return {at: len(units) for at, units in _standing_in(facts, layout, grid).items()}


def _standing_in(facts: Collection[Facts], layout: Layout, grid: Grid) -> dict[tuple[str, ...], list[str]]:
    """Return every cell with the persons of the units that stand in it: five experiences may all be one person's."""
    units: dict[str, list[Facts]] = {}
    for one in facts:
        units.setdefault(one.person if layout.counted is Counted.PERSONS else one.experience, []).append(generalised(one, grid))
    found: dict[tuple[str, ...], list[str]] = {at: [] for at in _entries(layout)}
    for unit in units.values():
        for at in _cells_of(unit, layout):
            found[at].append(unit[0].person)
    return found


def _cells_of(unit: Sequence[Facts], layout: Layout) -> Iterator[tuple[str, ...]]:
    at = []
    for name, own in zip(layout.dimensions, headings(layout), strict=True):
        values = {getattr(one, name) for one in unit}
        value = values.pop() if len(values) == 1 else SEVERAL if SEVERAL in own else None
        at.append(UNKNOWN if value is None else value if value in own else OTHER)
    yield from product(*((category, TOTAL) for category in at))


def _entries(layout: Layout) -> tuple[tuple[str, ...], ...]:
    return tuple(product(*((*categories, TOTAL) for categories in headings(layout))))


# --- what may not be -------------------------------------------------------------------------------------------------------------------


def _laid_out(layout: Layout, earlier: Sequence[PublishedCells]) -> Iterator[Shut]:
    axes = [_AXIS.get(name, name) for name in layout.dimensions]
    taken = {OTHER, SEVERAL, UNKNOWN, TOTAL}
    if not 1 <= len(axes) <= 2 or len(layout.categories) != len(axes) or not set(layout.dimensions) <= set(QUASI):
        yield _shut("dimensions", "a table has one or two dimensions, with categories for each", layout)
    elif len(set(axes)) < len(axes):
        yield _shut("dimensions", "its two dimensions say the same thing, one finer than the other", layout)
    elif any(not own or len(set(own)) < len(own) or not taken.isdisjoint(own) for own in layout.categories):
        yield _shut("categories", "each dimension has categories, each once, and none of the names that every table has", layout)
    for one in earlier:
        if one.layout != layout and not {_AXIS.get(name, name) for name in one.layout.dimensions}.isdisjoint(axes):
            said = "an earlier table shares a dimension with it and is laid out in another way: together they could tell more than each"
            yield _shut("another layout", said, layout)
            return


def _total(counts: dict[tuple[str, ...], int], layout: Layout, earlier: Sequence[PublishedCells]) -> Iterator[Shut]:
    """Yield why no version leaves: the whole is small, or too close to a whole that was stated before."""
    whole, least = counts[(TOTAL,) * len(layout.dimensions)], fewest(layout)
    if whole < least:
        yield _shut("small whole", f"fewer than {least} are counted in all", layout)
    for one in earlier:
        apart = abs(whole - one.cells[-1].count)
        if apart < least and (apart or one.layout == layout):
            said = f"fewer than {least} joined or left since a table of an earlier release: print the table that stands, with its date"
            yield _shut("too close", said, layout)
            return


def _close(at: tuple[str, ...], counts: dict[tuple[str, ...], int], earlier: Sequence[PublishedCells], layout: Layout) -> bool:
    """Return whether the difference to a number that was shown before is small."""
    before = [cell for one in earlier if one.layout == layout for cell in one.cells if cell.at == at and cell.shown]
    return any(abs(counts[at] - cell.count) < fewest(layout) for cell in before)


def _shut(form: str, why: str, layout: Layout) -> Shut:
    named = " + ".join(name for name in layout.dimensions if name in QUASI) or "no field"
    return Shut(code="D002", carrier="a table", form=form, where=named, said=f"the table of {layout.counted} by {named}: {why}")


# --- what is withheld beside -----------------------------------------------------------------------------------------------------------


def _place(at: tuple[str, ...], layout: Layout) -> Entry:
    """Return row and column of a cell; a table of one dimension is one of two with a single column beside its total."""
    rows = [(*categories, TOTAL).index(name) for categories, name in zip(headings(layout), at, strict=True)]
    return (rows[0], rows[1] if len(rows) > 1 else 0)


def _version(one: PublishedCells) -> Version:
    sizes = [len(categories) for categories in headings(one.layout)]
    counts = {_place(cell.at, one.layout): cell.count for cell in one.cells}
    shown = {_place(cell.at, one.layout) for cell in one.cells if cell.shown}
    return version(counts, shown, shape=(sizes[0], sizes[1] if len(sizes) > 1 else 1))
