"""Says what a number without a noun of its own counts: "another three in Madrid", "of these", "the other 24", "Spain: 9"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Counted, Memory
from witnessmark.extract.claims.numbered import PARTS, Placed, Stretch
from witnessmark.extract.claims.phrases import Clause
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.units import unit_of
from witnessmark.extract.claims.words import words_before
from witnessmark.records.claims import Kind, Span

WIDE = frozenset({"country", "continent", "state", "nation"})
ENDS = frozenset({"", ".", ","})
NUMBER = frozenset({"number", "figure", "total"})


def borrowed(c: Clause, placed: Placed, spots: Sequence[Spot], here: list[Counted], memory: Memory) -> Found | None:
    """Return the count of a number that borrows its noun, or null where nothing lends one or nothing says that it counts."""
    line = _line_item(c, placed, spots)
    lender, why = _lender(c, placed, here, memory, spots)
    n = placed.number
    if lender is None:
        return None
    told = _number_of(c, placed)
    own = line or ((told[0], placed.last, None) if told else None) or _item(c, placed, spots, here)
    if own is None:
        return None
    first, last, place = own
    part = None
    if (here and lender in here) or c.low(placed.last) == "of":
        part = Span(start=lender.first, end=lender.last)
    return Found(
        kind=Kind.COUNT,
        first=first,
        last=last,
        core=(placed.first, placed.last),
        value=n.value,
        min=n.min,
        max=n.max,
        unit=lender.unit,
        object=lender.noun or None,
        place=place.mention.name if place else None,
        part_of=part,
        because=(("value", f"number: {n.words}"), ("unit", why)),
    )


def _lender(c: Clause, placed: Placed, here: list[Counted], memory: Memory, spots: Sequence[Spot]) -> tuple[Counted | None, str]:  # noqa: PLR0911 -- rules in order, the first that fits answers
    """Return what lends its noun: words beside the number first, then counts of the sentence, then those before."""
    beside = _beside(c, placed)
    if beside is not None:
        return beside
    each, total = c.low(placed.last) == "each", c.low(placed.first - 1) == ":"
    same = next((x for x in memory.counted if x.value == placed.number.value and x.unit), None)
    if total and same is not None:
        return same, f"the same number as {same.value} {same.noun} before"
    # No country lies in a town: what an item "in Madrid" counts is no country.
    narrow = each or total or place_led(c, placed.last + each, spots) is not None or _line_item(c, placed, spots) is not None
    plain = [x for x in here if not x.led] or here
    plain = [x for x in plain if x.unit not in WIDE] if narrow else plain
    if plain:
        return plain[0], f"unit of {plain[0].value} {plain[0].noun}"
    if _those_who(c):
        return _people(c, ""), "those who"
    noun = _plural_before(c, placed.first - 1) if c.low(placed.last) == "of" and c.low(placed.last + 1) in PARTS else None
    if noun is not None:
        return _counted(c, noun, placed), f"units: {c.low(noun)}"
    near = [x for x in memory.counted if not x.led] or memory.counted
    if narrow:
        near = [x for x in near if x.unit not in WIDE] or [x for x in memory.counted if x.unit not in WIDE]
    if near:
        return near[0], f"unit of {near[0].value} {near[0].noun} before"
    if any(k in c.verbs for k in range(placed.first - 4, placed.first)) and c.low(placed.last) in (".", ""):
        return _people(c, ""), "done to people"
    return None, ""


def _beside(c: Clause, placed: Placed) -> tuple[Counted, str] | None:
    told = _number_of(c, placed)
    if told is not None:
        return _counted(c, told[1], placed), f"units: {c.low(told[1])}"
    noun = _plural_before(c, placed.first - 2) if c.low(placed.first - 1) in ("these", "those") else None
    if noun is not None:
        return _counted(c, noun, placed), f"units: {c.low(noun)}"
    if placed.lead - 1 in c.deeds or placed.last in c.deeds:
        return _people(c, _people_before(c)), "done to people"
    return None


def _plural_before(c: Clause, last: int) -> int | None:
    return next((k for k in range(last, c.sentence.first - 1, -1) if c.low(k).endswith("s") and unit_of(c.low(k))), None)


def _people(c: Clause, noun: str) -> Counted:
    return Counted(unit="person", noun=noun, first=0, last=1, value="", paragraph=c.sentence.paragraph, led=True)


def _number_of(c: Clause, placed: Placed) -> tuple[int, int] | None:
    """As in "The number of people made to go back at 230,000": where it begins, and the noun."""
    farthest = max(c.sentence.first, placed.first - 11)
    if NUMBER.isdisjoint(c.lows(farthest + 1, placed.first)):
        return None
    for k in range(placed.first - 1, farthest, -1):
        if c.low(k) in NUMBER and c.low(k + 1) == "of":
            noun = next((j for j in range(k + 2, placed.first) if unit_of(c.low(j))), None)
            return (k, noun) if noun is not None else None
    return None


def _people_before(c: Clause) -> str:
    """Return the last noun for people before a sentence, at most two sentences back."""
    words = c.words
    for start, end in words_before(words.low, c.sentence.start, 59):
        low = words.low[start:end]
        if start and low.endswith("s") and unit_of(low) == "person":
            return words.content[start:end]
    return ""


def _those_who(c: Clause) -> bool:
    lows = c.lows(c.sentence.first, c.sentence.first + 61)
    return "who" in lows and any(low in ("those", "people") and after == "who" for low, after in itertools.pairwise(lows))


def _counted(c: Clause, at: int, placed: Placed) -> Counted:
    return Counted(
        unit=unit_of(c.low(at)) or "",
        noun=c.words.said(at, at + 1),
        first=c.words.starts[at],
        last=c.words.ends[at],
        value=placed.number.value,
        paragraph=c.sentence.paragraph,
        led=False,
    )


def _line_item(c: Clause, placed: Placed, spots: Sequence[Spot]) -> Stretch | None:
    """As in "Spain: 9", "Madrid 3": a place and its number, with nothing else."""
    if not placed.number.words.isdigit() or c.low(placed.last) not in ("", ",", ")", "(", ";", "."):
        return None
    n = placed.first - 1
    if c.low(n) == ":":
        n -= 1
    for spot in spots:
        if spot.last - 1 == n and not spot.mention.adjective and (c.low(n + 1) == ":" or c.low(spot.first - 1) in ("", "(", ",", ";")):
            return spot.first, placed.last, spot
    if c.low(n) in ("total", "sum") and c.low(n + 1) == ":":
        return n, placed.last, None
    return None


def _item(c: Clause, placed: Placed, spots: Sequence[Spot], here: list[Counted]) -> Stretch | None:  # noqa: PLR0911 -- rules in order, the first that fits answers
    """Return the words of a number without a noun, and its own place, where something says that it counts."""
    first, last = placed.lead, placed.last
    one = placed.number.value == "1" and placed.number.min is None
    each = c.low(last) == "each"
    last += each
    if c.low(last) == "of" and c.low(last + 1) in PARTS:
        last += 2
        if not one:
            return wider(c, first), with_place(c, last, spots), place_led(c, last, spots)
    if c.low(last) == "others":
        return first, last + 1, None
    place = place_led(c, last, spots)
    if place is not None and (here or not one):
        return wider(c, first), place.last, place
    if one and not (here and (each or c.low(last) == "of")):
        return None
    if c.low(last) == "of" and here and last + 1 < c.sentence.last and c.words.capital(last + 1):
        return first, last + 2, None
    if each:
        end = next((k for k in range(last, c.sentence.last) if c.low(k) in (".", ";", ")")), c.sentence.last)
        return first, end, None
    return _alone(c, placed, spots)


def _alone(c: Clause, placed: Placed, spots: Sequence[Spot]) -> Stretch | None:
    """Return the words of a number that stands alone, as subject, object or total."""
    g, first, last = c.grammar, placed.lead, placed.last
    before, after = c.low(first - 1), c.low(last)
    if before in ("these", "those", "other", "another") or (before in ("the", "to", "of") and (after in g.auxiliaries or after in ENDS)):
        return wider(c, first), last, None
    adding = before == ":" or before in words_of("units", "adding")
    if after in g.auxiliaries or (adding and after in ("", ".", ",", ":", ";", "!", "?", ")", "and", "in")):
        return _subject_or_object(c, placed, spots)
    large = placed.number.value.isdigit() and len(placed.number.value) > 2
    if (placed.number.bounded and after in ENDS) or (large and (after in ENDS or last in c.deeds)):
        return first, last, None
    return None


def _subject_or_object(c: Clause, placed: Placed, spots: Sequence[Spot]) -> Stretch:
    s, first, last = c.sentence, placed.lead, placed.last
    if c.low(last) in c.grammar.auxiliaries:
        while last < s.last and last - placed.last < 3 and not c.sign(last):
            last += 1
        return first, last, None
    if c.low(first - 1) in c.grammar.being and first - s.first < 9:
        for spot in spots:
            if s.first < spot.first <= s.first + 2 and c.low(s.first) in ("in", "across") and not spot.mention.adjective:
                return s.first, last, spot
    while first > s.first and placed.lead - first < 4 and not c.sign(first - 1) and c.low(first - 1) not in c.grammar.subordinators:
        first -= 1
    return first, last, None


def wider(c: Clause, first: int) -> int:
    """Return where a quotation begins that takes in "these" or "the other" before the number."""
    if c.low(first - 1) in ("other", "these", "those") and first - 1 > c.sentence.first:
        first -= 1
        if c.low(first - 1) in ("the", "these") and c.low(first) == "other":
            first -= 1
        elif c.low(first - 1) in ("from", "in", "especially") and first - 3 > c.sentence.first and unit_of(c.low(first - 3)):
            return first
    return first


def place_led(c: Clause, last: int, spots: Sequence[Spot]) -> Spot | None:
    """Return the place that "in" or "near" leads right after some words."""
    if c.low(last) not in ("in", "near", "at", "across", "from"):
        return None
    for spot in spots:
        if spot.first in (last + 1, last + 2) and not spot.mention.adjective:
            return spot if spot.first == last + 1 or c.low(last + 1) in ("the", "central") else None
        if spot.first > last + 2:
            return None
    return None


def with_place(c: Clause, last: int, spots: Sequence[Spot]) -> int:
    """Return the end of a quotation together with "in PLACE" where that follows at once."""
    for spot in spots:
        if spot.first > last + 2:
            break
        near = spot.first == last + 1 or (
            spot.first == last + 2 and c.low(last + 1) in ("the", "central", "west", "east", "north", "south")
        )
        if near and c.low(last) in ("in", "near", "at", "across") and not spot.mention.adjective:
            return spot.last
    return last
