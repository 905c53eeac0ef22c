"""Finds what numbers count: a noun of their own, or one that an earlier number or the sentence lends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.listing import names_after
from witnessmark.extract.claims.memory import Counted, Memory
from witnessmark.extract.claims.phrases import QUOTES, Clause
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.units import uncounted, unit_for, unit_of
from witnessmark.extract.numbers import Number
from witnessmark.records.claims import Kind, Span

COUNTABLE = frozenset({"cardinal", "pronoun", "money"})
PLAIN = frozenset({"such", "further", "other", "more", "additional", "new", "own", "first", "last", "known", "different", "separate", "least", "single"})
WIDE = frozenset({"country", "continent", "state", "nation"})
PARTS = frozenset({"them", "these", "those", "which", "whom"})
ADDING = frozenset({"adds", "added", "add", "total", "totals", "make", "makes", "made", "prints", "counts", "counted", "lists", "listed", "gives", "gave",
                    "names", "named", "found", "finds", "reports", "reported", "also", "another", "other", "these", "those", "reached", "at", "to", "be",
                    "were", "are", "is", "was", "has", "says", "said", ":"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A number with its words; `first` and `last` are those of the number, `lead` begins with its bound ("more than")."""

    lead: int
    first: int
    last: int
    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """The noun that a number counts: its unit, and the words from the number's end to the head's end."""

    unit: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A number that made no claim, and why (`claims --explain`)."""

    start: int
    end: int
    words: str
    why: str


def counts(c: Clause, numbers: Sequence[Placed], spots: Sequence[Spot], memory: Memory) -> tuple[list[Found], list[Passed]]:
    """Return the counts of a sentence, and the numbers that count nothing with the reason."""
    out: list[Found] = []
    passed: list[Passed] = []
    here: list[Counted] = []
    for k, placed in enumerate(numbers):
        follower = numbers[k + 1] if k + 1 < len(numbers) else None
        why = _barred(c, placed)
        noun = _noun(c, placed, follower, spots) if not why else None
        if noun is None and not why and follower is not None and placed.number.value != "1" and _part_of_next(c, placed, follower):
            noun = _noun(c, follower, None, spots)
        if isinstance(noun, str):
            why, noun = noun, None
        found: Found | None = None
        if not why:
            found = _own(c, placed, noun, spots) if noun else _borrowed(c, placed, spots, here, memory)
            why = "" if found else "no noun is counted, and none before lends its own"
        if found is None:
            n = placed.number
            passed.append(Passed(start=n.start, end=n.end, words=n.words, why=why))
            continue
        found = names_after(c, found, placed.last if noun is None else noun.last, spots)
        out.append(found)
        if noun is not None or found.unit is not None:
            here.append(_noted(c, found, noun, placed))
    memory.counted[:0] = here
    del memory.counted[12:]
    return out, passed


def _part_of_next(c: Clause, placed: Placed, follower: Placed) -> bool:
    """ "Two of the 16 countries": the noun is that of the next number."""
    return c.low(placed.last) == "of" and follower.lead <= placed.last + 2 and c.low(follower.first - 1) in ("the", "these", "those", "its", "of")


def _noted(c: Clause, found: Found, noun: Noun | None, placed: Placed) -> Counted:
    led = (c.low(placed.lead - 1) in c.grammar.prepositions and c.low(placed.lead - 1) != "between") or c.low(placed.lead - 2) in ("in", "of", "across")
    return Counted(unit=found.unit or "", noun=found.object or "", first=c.words.starts[found.first], last=c.words.ends[found.last - 1],
                   value=placed.number.value, paragraph=c.sentence.paragraph, led=led or noun is None)


def _barred(c: Clause, placed: Placed) -> str:
    n = placed.number
    if n.kind not in COUNTABLE:
        return f"counts nothing: {n.kind}"
    if placed.first in c.times and placed.last - 1 in c.times:
        return "part of a time"
    before = c.low(placed.first - 1)
    if before in words_of("units", "labels") and n.words[:1].isdigit():
        return f"a label: {before} {n.words}"
    if c.sentence.opens and placed.first == c.sentence.first and c.low(placed.last) in (".", ")") and n.words.isdigit():
        return "the mark of a list"
    if before in ("(", ",") and c.low(placed.last) in (")", ",") and n.words.isdigit() and before == "(":
        return "the mark of a list"
    if before == "," and c.low(placed.last) == "," and n.words.isdigit():
        return "an age or an aside"
    if c.low(placed.last) in ("%", "percent", "per"):
        return "a share"
    return ""


def _stops(c: Clause, k: int) -> bool:
    g, low = c.grammar, c.low(k)
    if (c.sign(k) and low not in QUOTES) or k in c.times or k in c.numbers:
        return True
    return (low in g.nominal or (low in g.verbs and not c.words.capital(k)))


def _noun(c: Clause, placed: Placed, follower: Placed | None, spots: Sequence[Spot]) -> Noun | str | None:
    """Return the noun, or why it is none that is counted, or null where no noun follows."""
    one = placed.number.value == "1" and placed.number.max is None
    start = placed.last
    if c.low(start) in ("per", "%"):
        return "a share"
    if c.low(start) == "of" and c.low(start + 1) not in PARTS | {"the", "these", "those", "his", "her", "its", "their"}:
        start += 1  # "dozens of such notices"
    limit = min(start + 8, c.sentence.last, follower.lead if follower else c.sentence.last)
    head = -1
    for k in range(start, limit):
        low = c.low(k)
        if low in QUOTES and head < 0:
            continue
        if low in c.grammar.adverbs and head < 0 and low not in PLAIN:
            return None
        if low == "others" and head < 0:
            return None
        if low == "'s" or _stops(c, k):
            break
        if uncounted(low) and head < 0:
            return f"counts nothing: {low}"
        if low.endswith(("'s", "s'")) and head < 0 and k > start:
            continue
        known = unit_of(low) if not c.words.capital(k) or unit_of(low) == "person" else None
        if known and (head < 0 or unit_of(low)) and not (one and not _one_counts(c, placed, low)):
            head = k
            if c.low(k).endswith("s") and not unit_of(c.low(k + 1)):
                break
        elif head < 0 and not one and unit_for(low) and k not in c.verbs:
            head = k
        elif head >= 0:
            break
    if head >= 0:
        unit = unit_of(c.low(head)) or unit_for(c.low(head))
        return Noun(unit=unit, first=start, last=head + 1) if unit else None
    if one:
        return None
    for spot in spots:
        if spot.first == start and spot.mention.adjective and (c.words.content[c.words.starts[start]].isupper()) and _stops_or_to(c, spot.last):
            return Noun(unit="person", first=start, last=spot.last)
    return None


def _stops_or_to(c: Clause, k: int) -> bool:
    return _stops(c, k) or k >= c.sentence.last or c.low(k) in ("to", "")


def _one_counts(c: Clause, placed: Placed, low: str) -> bool:
    """ "One station" counts, "one woman" is an article in all but name; a bound ("at least one") makes any noun count."""
    if placed.number.min is not None or placed.number.words.isdigit():
        return True
    return low in words_of("units", "station_like") and low != "office" and c.low(placed.last) == low or unit_of(low) == "station"


def _own(c: Clause, placed: Placed, noun: Noun, spots: Sequence[Spot]) -> Found:
    first, last = _widened(c, placed.lead), noun.last
    head = noun.last
    while noun.first < head - 1 and c.low(noun.first) in PLAIN:
        noun = replace(noun, first=noun.first + 1)
    last = _with_place(c, last, spots)
    of = head
    if c.low(of) == "of" and c.low(of + 1) not in c.grammar.pronouns and c.low(of + 1) not in ("which", "whom"):
        of = _of_phrase(c, of)
    quote_last = max(last, of)
    kind = placed.number
    unit = kind.unit if kind.kind == "money" and kind.unit else noun.unit
    return Found(kind=Kind.COUNT, first=first, last=quote_last, core=(placed.lead, noun.last), value=kind.value, min=kind.min, max=kind.max, unit=unit,
                 object=c.words.said(noun.first, max(of, noun.last)),
                 because=(("value", f"number: {kind.words}"), ("unit", f"units: {c.low(noun.last - 1)}")))


def _widened(c: Clause, first: int) -> int:
    if c.low(first - 1) in ("these", "those", "the", "its", "their", "his", "her", "another", "other", "of", "all", "just", "first") and first > c.sentence.first:
        if c.low(first - 1) in ("of", "first"):
            return first
        return first - 1 if c.low(first - 1) not in ("all", "just", "other") else first
    return first


def _of_phrase(c: Clause, of: int) -> int:
    k = of + 1
    while k < c.sentence.last and k - of < 6 and not (c.sign(k) or c.low(k) in c.grammar.clausal
                                                      or (c.low(k) in c.grammar.prepositions) or k in c.times or k in c.numbers or k in c.verbs
                                                      or c.low(k) in c.grammar.verbs):
        k += 1
    return k if k > of + 1 else of


def _with_place(c: Clause, last: int, spots: Sequence[Spot]) -> int:
    """Return the end of a quotation together with "in PLACE" where that follows at once."""
    for spot in spots:
        if spot.first > last + 2:
            break
        if spot.first in (last + 1, last + 2) and c.low(last) in ("in", "near", "at", "across") and not spot.mention.adjective:
            if spot.first == last + 1 or c.low(last + 1) in ("the", "central", "west", "east", "north", "south"):
                return spot.last
    return last


def _borrowed(c: Clause, placed: Placed, spots: Sequence[Spot], here: list[Counted], memory: Memory) -> Found | None:
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
    if here and lender in here or c.low(placed.last) == "of":
        part = Span(start=lender.first, end=lender.last)
    return Found(kind=Kind.COUNT, first=first, last=last, core=(placed.first, placed.last), value=n.value, min=n.min, max=n.max, unit=lender.unit,
                 object=lender.noun or None, place=place.mention.name if place else None, part_of=part,
                 because=(("value", f"number: {n.words}"), ("unit", why)))


def _lender(c: Clause, placed: Placed, here: list[Counted], memory: Memory, spots: Sequence[Spot]) -> tuple[Counted | None, str]:
    told = _number_of(c, placed)
    if told is not None:
        return _counted(c, unit_of(c.low(told[1])) or "", told[1], placed), f"units: {c.low(told[1])}"
    if c.low(placed.first - 1) in ("these", "those"):
        for k in range(placed.first - 2, c.sentence.first - 1, -1):
            unit = unit_of(c.low(k)) if c.low(k).endswith("s") else None
            if unit:
                return _counted(c, unit, k, placed), f"units: {c.low(k)}"
    if placed.lead - 1 in c.deeds or placed.last in c.deeds:
        return Counted(unit="person", noun=_people_before(c), first=0, last=1, value="", paragraph=c.sentence.paragraph, led=True), "done to people"
    plain = [x for x in here if not x.led] or here
    each = c.low(placed.last) == "each" or c.low(placed.first - 1) == ":"
    same = [x for x in memory.counted if x.value == placed.number.value and x.unit]
    if each and same and c.low(placed.first - 1) == ":":
        return same[0], f"the same number as {same[0].value} {same[0].noun} before"
    town = _led(c, placed.last + (c.low(placed.last) == "each"), spots)
    if each or town is not None:
        # No country lies in a town: what an item "in Madrid" counts is no country.
        plain = [x for x in plain if x.unit not in WIDE]
    if plain:
        return plain[0], f"unit of {plain[0].value} {plain[0].noun}"
    if _those_who(c):
        return Counted(unit="person", noun="", first=0, last=1, value="", paragraph=c.sentence.paragraph, led=True), "those who"
    if c.low(placed.last) == "of" and c.low(placed.last + 1) in PARTS:
        for k in range(placed.first - 1, c.sentence.first - 1, -1):
            unit = unit_of(c.low(k)) if c.low(k).endswith("s") else None
            if unit:
                return _counted(c, unit, k, placed), f"units: {c.low(k)}"
    near = [x for x in memory.counted if not x.led] or memory.counted
    if each or town is not None or _line_item(c, placed, spots):
        near = [x for x in near if x.unit not in WIDE] or [x for x in memory.counted if x.unit not in WIDE]
    if near:
        return near[0], f"unit of {near[0].value} {near[0].noun} before"
    if any(k in c.verbs for k in range(placed.first - 4, placed.first)) and c.low(placed.last) in (".", ""):
        return Counted(unit="person", noun="", first=0, last=1, value="", paragraph=c.sentence.paragraph, led=True), "done to people"
    return None, ""


def _number_of(c: Clause, placed: Placed) -> tuple[int, int] | None:
    """ "The number of people made to go back at 230,000": where it begins, and the noun."""
    for k in range(placed.first - 1, max(c.sentence.first, placed.first - 11), -1):
        if c.low(k) in ("number", "figure", "total") and c.low(k + 1) == "of":
            noun = next((j for j in range(k + 2, placed.first) if unit_of(c.low(j))), None)
            return (k, noun) if noun is not None else None
    return None


def _people_before(c: Clause) -> str:
    """Return the last noun for people before a sentence, at most two sentences back."""
    words = c.words
    for n in range(c.sentence.first - 1, max(0, c.sentence.first - 60), -1):
        if words.lows[n].endswith("s") and unit_of(words.lows[n]) == "person":
            return words.said(n, n + 1)
    return ""


def _those_who(c: Clause) -> bool:
    s = c.sentence
    return any(c.low(k) in ("those", "people") and c.low(k + 1) == "who" for k in range(s.first, min(s.last, s.first + 60)))


def _counted(c: Clause, unit: str, at: int, placed: Placed) -> Counted:
    return Counted(unit=unit, noun=c.words.said(at, at + 1), first=c.words.starts[at], last=c.words.ends[at], value=placed.number.value,
                   paragraph=c.sentence.paragraph, led=False)


def _line_item(c: Clause, placed: Placed, spots: Sequence[Spot]) -> tuple[int, int, Spot | None] | None:
    """ "Spain: 9", "Madrid 3": a place and its number, with nothing else."""
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


def _item(c: Clause, placed: Placed, spots: Sequence[Spot], here: list[Counted]) -> tuple[int, int, Spot | None] | None:
    """Return the words of a number without a noun, and its own place, where something says that it counts."""
    g, first, last = c.grammar, placed.lead, placed.last
    before, after = c.low(placed.lead - 1), c.low(placed.last)
    one = placed.number.value == "1" and placed.number.min is None
    if after == "each":
        last, after = last + 1, c.low(last + 1)
    if after == "of" and c.low(last + 1) in PARTS:
        last, after = last + 2, c.low(last + 2)
        if not one:
            return _wide(c, first), _with_place(c, last, spots), _led(c, last, spots)
    if after == "others":
        return first, last + 1, None
    place = _led(c, last, spots)
    if place is not None and (here or not one):
        return _wide(c, first), place.last, place
    if one and not (here and (c.low(last - 1) == "each" or after == "of")):
        return None
    if after == "of" and here and last + 1 < c.sentence.last and c.words.capital(last + 1):
        return first, last + 2, None
    if c.low(placed.last) == "each":
        end = last
        while end < c.sentence.last and c.low(end) not in (".", ";", ")"):
            end += 1
        return first, end, None
    if before in ("these", "those", "other", "another") or (before in ("the", "to", "of") and (after in g.auxiliaries or after in ("", ".", ","))):
        return _wide(c, first), last, None
    if after in g.auxiliaries or (after in ("", ".", ",", ":", ";", "!", "?", ")", "and", "in") and before in ADDING):
        return _subject_or_object(c, placed, spots)
    if placed.number.bounded and after in ("", ".", ","):
        return first, last, None
    if placed.number.value.isdigit() and int(placed.number.value) >= 100 and (after in ("", ".", ",") or last in c.deeds):
        return first, last, None
    return None


def _subject_or_object(c: Clause, placed: Placed, spots: Sequence[Spot]) -> tuple[int, int, Spot | None]:
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


def _wide(c: Clause, first: int) -> int:
    if c.low(first - 1) in ("other", "these", "those") and first - 1 > c.sentence.first:
        first -= 1
        if c.low(first - 1) in ("the", "these") and c.low(first) == "other":
            first -= 1
        elif c.low(first - 1) in ("from", "in", "especially") and first - 3 > c.sentence.first and unit_of(c.low(first - 3)) :
            return first
    return first


def _led(c: Clause, last: int, spots: Sequence[Spot]) -> Spot | None:
    if c.low(last) not in ("in", "near", "at", "across", "from"):
        return None
    for spot in spots:
        if spot.first in (last + 1, last + 2) and not spot.mention.adjective:
            return spot if spot.first == last + 1 or c.low(last + 1) in ("the", "central") else None
        if spot.first > last + 2:
            return None
    # A town that no gazetteer knows: a capitalised name after "in".
    return None
