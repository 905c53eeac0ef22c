"""Other worlds that agree with everything that a table's versions ever showed: where one exists in which a number is not small, nobody can
work out that it is.

A table of two dimensions with its totals written as negative numbers adds up to zero in every row and column. So what may change unseen
is a round: one number up, the next of its column down, the next of that row up, and so on back, over withheld numbers alone. Over time, a
round that enters with the people of one version may leave with those of another, if it runs over what is withheld in between. Nobody who
was counted is uncounted later, in no world, unless somebody truly left. Every world found is sound; not every world is looked for, so that
at worst too much is withheld.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

Entry = tuple[int, int]
"""Row and column; the last of each is the total."""
Node = tuple[str, int]
Step = tuple[Entry, bool]
"""An entry of a round, and whether its signed number goes up."""
NO_END = 10**9
"""A capacity that nothing reaches."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Version:
    """One version of a table: every true number, totals among them, and which were shown."""

    counts: Mapping[Entry, int]
    shown: frozenset[Entry]
    shape: Entry

    def __repr__(self) -> str:
        """Show the shape alone."""
        return f"Version({self.shape})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A small number: an entry, counted over the people who came with some versions (`since` excluded, `until` included)."""

    at: Entry
    since: int
    until: int


def version(counts: Mapping[Entry, int], shown: Collection[Entry], shape: Entry) -> Version:
    """Return a version; in a table of one column each row's total is the column's number."""
    if shape[1] == 1:
        counts = {(row, column): counts[row, 0] for row in range(shape[0] + 1) for column in (0, 1)}
        shown = {*shown, *((row, 1) for row, _ in shown)}
    return Version(counts=counts, shown=frozenset(shown), shape=shape)


def derivable(versions: Sequence[Version], least: int) -> list[Aim]:
    """Return every small number for which no world is found in which it is not small."""
    past = _past(versions)
    return [aim for aim in _aims(past, least) if not _grown(past, past.world(), aim, least)]


def widest(versions: Sequence[Version], least: int) -> frozenset[Entry]:
    """Return what the last version may show of what it would: less and less, until no small number can be worked out. Perhaps nothing."""
    past = _past(versions)
    open_ = _aims(past, least)
    while open_:
        world = past.world()
        while not _grown(past, world, open_[0], least):
            if not _withheld(past, world, open_[0], least):
                return frozenset()
        # Withholding more shuts out no world that was found, so what it settles stays settled.
        open_ = [aim for aim in open_ if _counted(world, aim) < least]
    return frozenset(past.shown[-1])


# --- what is known ---------------------------------------------------------------------------------------------------------------------

World = list[dict[Entry, int]]
"""What came with each version: every entry, totals among them."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Past:
    shape: Entry
    came: tuple[dict[Entry, int], ...]
    shown: tuple[set[Entry], ...]
    falls: bool
    """Somebody left between two versions."""

    def world(self) -> World:
        return [dict(one) for one in self.came]


def _past(versions: Sequence[Version]) -> _Past:
    before: Mapping[Entry, int] = {}
    came = []
    for one in versions:
        came.append({at: number - before.get(at, 0) for at, number in one.counts.items()})
        before = one.counts
    falls = any(number < 0 for one in came for number in one.values())
    return _Past(shape=versions[-1].shape, came=tuple(came), shown=tuple(set(one.shown) for one in versions), falls=falls)


def _aims(past: _Past, least: int) -> list[Aim]:
    spans = [(since, until) for until in range(len(past.came)) for since in range(-1, until)]
    entries = [at for at in past.came[0] if past.shape[1] > 1 or at[1] == 0]
    aims = [Aim(at=at, since=since, until=until) for since, until in spans for at in entries]
    return [aim for aim in aims if abs(_counted(past.came, aim)) < least]


def _counted(world: Sequence[Mapping[Entry, int]], aim: Aim) -> int:
    return sum(one[aim.at] for one in world[aim.since + 1 : aim.until + 1])


# --- rounds ----------------------------------------------------------------------------------------------------------------------------


def _grown(past: _Past, world: World, aim: Aim, least: int) -> bool:
    """Change a world, unseen, until a number is not small; false where it stays small."""
    while (need := least - _counted(world, aim)) > 0:
        for way in _ways(past, aim):
            closed = _closed(past, way)
            steps = [] if aim.at in closed else _round(past, world, aim, way, _Prices(closed=closed))
            if steps:
                _walk(past, world, steps, way, need)
                break
        else:
            return False
    return True


def _withheld(past: _Past, world: World, aim: Aim, least: int) -> bool:
    """Withhold in the last version what the cheapest round to a larger number needs; all but the whole where there is none."""
    last, need = past.shown[-1], least - _counted(world, aim)
    whole = {(past.shape[0], past.shape[1]), *([(past.shape[0], 0)] if past.shape[1] == 1 else [])}
    offers: list[tuple[int, list[Entry]]] = []
    for room in (need, 1):
        for way in _ways(past, aim):
            fixed = _closed(past, way, but_last=True) | whole
            if way[1] is None and aim.at not in fixed:
                steps = _round(past, world, aim, way, _Prices(closed=fixed, last=frozenset(last), room=room))
                offers += [(sum(_price(past, at) for at, _ in steps if at in last), [at for at, _ in steps])] if steps else []
        if offers:
            break
    more = last.intersection(min(offers)[1]) if offers else set()
    more = more or last - whole
    if past.shape[1] == 1:
        more = {(row, column) for row, _ in more for column in (0, 1)}
    last -= more
    return bool(more)


Way = tuple[int, int | None]
"""The version that a round enters with, and the one that it leaves with; null: it stays."""


def _ways(past: _Past, aim: Aim) -> Iterator[Way]:
    for out in (None, *range(aim.until + 1, len(past.came)), *range(aim.since + 1)):
        for into in range(aim.until, aim.since, -1):
            yield into, out


def _closed(past: _Past, way: Way, *, but_last: bool = False) -> set[Entry]:
    """Return what was shown while a round is in."""
    into, out = way
    first, end = (into, len(past.shown)) if out is None else (min(way[0], out), max(into, out))
    return set[Entry]().union(*past.shown[first : min(end, len(past.shown) - 1) if but_last else end])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prices:
    """What a round may run over, and at what price."""

    closed: Collection[Entry]
    last: frozenset[Entry] = frozenset()
    """Open at a price: shown in the last version alone, which may withhold it yet."""
    room: int = 1
    """How much each step has to hold."""


def _price(past: _Past, at: Entry) -> int:
    number = 1000 + min(sum(one[at] for one in past.came), 999)
    return 3 * number if _total(past, at) else number


def _total(past: _Past, at: Entry) -> bool:
    """Return whether an entry is the total of a row or a column, and so stands with a minus."""
    return (at[0] == past.shape[0]) != (at[1] == past.shape[1])


def _round(past: _Past, world: World, aim: Aim, way: Way, prices: _Prices) -> list[Step]:
    """Return the cheapest round that makes an entry larger: the entry itself, then the others; empty where there is none."""
    row, column = ("row", aim.at[0]), ("column", aim.at[1])
    start, goal = (row, column) if _total(past, aim.at) else (column, row)
    own = (aim.at, not _total(past, aim.at))
    if _room(past, world, own, way) < prices.room:
        return []
    best: dict[Node, tuple[int, Node | None, Step]] = {start: (0, None, own)}
    heap, done = [(0, start)], set[Node]()
    while heap:
        cost, node = heapq.heappop(heap)
        if node == goal:
            break
        if node in done:
            continue
        done.add(node)
        for step, other in _steps(past, node):
            if step[0] == aim.at or other in done or step[0] in prices.closed or _room(past, world, step, way) < prices.room:
                continue
            dear = cost + 1 + (_price(past, step[0]) if step[0] in prices.last else 0)
            if other not in best or dear < best[other][0]:
                best[other] = (dear, node, step)
                heapq.heappush(heap, (dear, other))
    if goal not in best:
        return []
    steps, at = [], goal
    while (before := best[at][1]) is not None:
        steps.append(best[at][2])
        at = before
    return [own, *steps]


def _steps(past: _Past, node: Node) -> Iterator[tuple[Step, Node]]:
    kind, number = node
    if kind == "column":
        for row in range(past.shape[0] + 1):
            yield ((row, number), False), ("row", row)
    else:
        for column in range(past.shape[1] + 1):
            yield ((number, column), True), ("column", column)


def _room(past: _Past, world: World, step: Step, way: Way) -> int:
    """Return by how much an entry can change: people come from those who came with a version, and no number falls below zero."""
    (at, up), (into, out) = step, way
    if at[0] == past.shape[0] or at[1] == past.shape[1]:
        return NO_END
    room = max(0, world[into][at]) if not up else NO_END if out is None else max(0, world[out][at])
    less = up == (out is not None and out < into)
    if past.falls and less:
        first, end = (into, len(world)) if out is None else (min(into, out), max(into, out))
        room = min(room, *(sum(one[at] for one in world[: number + 1]) for number in range(first, end)))
    return room


def _walk(past: _Past, world: World, steps: Sequence[Step], way: Way, need: int) -> None:
    amount = min(need, *(_room(past, world, step, way) for step in steps))
    into, out = way
    for at, up in steps:
        change = amount if up != _total(past, at) else -amount
        world[into][at] += change
        if out is not None:
            world[out][at] -= change
