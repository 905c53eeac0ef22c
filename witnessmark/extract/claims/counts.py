"""Finds what numbers count: a noun of their own, or one that an earlier number or the sentence lends them."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.lending import borrowed, with_place
from witnessmark.extract.claims.listing import names_after
from witnessmark.extract.claims.memory import Counted, Memory
from witnessmark.extract.claims.numbered import PARTS, Noun, Passed, Placed
from witnessmark.extract.claims.phrases import QUOTES, Clause
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.units import uncounted, unit_for, unit_of
from witnessmark.records.claims import Kind

COUNTABLE = frozenset({"cardinal", "pronoun", "money"})
PLAIN = frozenset(
    {"such", "further", "other", "more", "additional", "new", "own", "first", "last", "known", "different", "separate", "least", "single"}
)

NO_NOUNS = frozenset({"overseas", "news"})
"""Words that end like plurals and are none: alone, they count nothing."""


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
            found = _own(c, placed, noun, spots) if noun else borrowed(c, placed, spots, here, memory)
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
    """As in "Two of the 16 countries": the noun is that of the next number."""
    return (
        c.low(placed.last) == "of"
        and follower.lead <= placed.last + 2
        and c.low(follower.first - 1) in ("the", "these", "those", "its", "of")
    )


def _noted(c: Clause, found: Found, noun: Noun | None, placed: Placed) -> Counted:
    led = (c.low(placed.lead - 1) in c.grammar.prepositions and c.low(placed.lead - 1) != "between") or c.low(placed.lead - 2) in (
        "in",
        "of",
        "across",
    )
    return Counted(
        unit=found.unit or "",
        noun=found.object or "",
        first=c.words.starts[found.first],
        last=c.words.ends[found.last - 1],
        value=placed.number.value,
        paragraph=c.sentence.paragraph,
        led=led or noun is None,
    )


def _barred(c: Clause, placed: Placed) -> str:  # noqa: PLR0911 -- one line for each reason
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
    if before == "(" and c.low(placed.last) in (")", ",") and n.words.isdigit():
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
    return low in g.nominal or (low in g.verbs and not c.words.capital(k))


def _noun(c: Clause, placed: Placed, follower: Placed | None, spots: Sequence[Spot]) -> Noun | str | None:
    """Return the noun, or why it is none that is counted, or null where no noun follows."""
    start = placed.last
    if c.low(start) == "of" and c.low(start + 1) not in PARTS and c.low(start + 1) not in ("the", "his", "her", "its", "their"):
        start += 1  # "dozens of such notices"
    limit = min(start + 8, c.sentence.last, follower.lead if follower else c.sentence.last)
    head = _head(c, placed, start, limit)
    if isinstance(head, str):
        return head
    if head is not None:
        unit = unit_of(c.low(head)) or unit_for(c.low(head))
        return Noun(unit=unit, first=start, last=head + 1) if unit else None
    if placed.number.value == "1":
        return None
    for spot in spots:
        # "230,000 Chinese": a people without a noun.
        if (
            spot.first == start
            and spot.mention.adjective
            and c.words.capital(start)
            and (_stops(c, spot.last) or c.low(spot.last) in ("to", ""))
        ):
            return Noun(unit="person", first=start, last=spot.last)
    return None


def _head(c: Clause, placed: Placed, start: int, limit: int) -> int | str | None:
    """Return the head of the noun phrase after a number: its last known noun, or its first plural; or why it counts nothing."""
    one = placed.number.value == "1" and placed.number.max is None
    head: int | None = None
    for k in range(start, limit):
        low = c.low(k)
        if head is None and low in QUOTES:
            continue
        if low == "'s" or _stops(c, k) or (head is None and (low == "others" or (low in c.grammar.adverbs and low not in PLAIN))):
            break
        if head is None and uncounted(low):
            return f"counts nothing: {low}"
        if head is None and k > start and low.endswith(("'s", "s'")):
            continue
        known = unit_of(low)
        if known and (known == "person" or not c.words.capital(k)) and not (one and not _one_counts(c, placed, low)):
            head = k
            if low.endswith("s") and not unit_of(c.low(k + 1)):
                break
        elif head is not None:
            break
        elif not one and unit_for(low) and k not in c.verbs:
            head = k
    if head is None or unit_of(c.low(head)):
        return head
    return _further(c, head, limit)


def _further(c: Clause, head: int, limit: int) -> int | None:
    """Return the known plural that ends the noun phrase in which a word only looks like one ("overseas", "police"), or that word."""
    for k in range(head + 1, limit):
        low = c.low(k)
        if low.endswith(("'s", "s'")) or _stops(c, k) or k in c.verbs or uncounted(low) or low in c.grammar.adverbs:
            break
        if unit_of(low) and low.endswith("s") and not c.words.capital(k):
            return k
    return None if c.low(head) in NO_NOUNS else head


def _one_counts(c: Clause, placed: Placed, low: str) -> bool:
    """As in "One station" counts, "one woman" is an article in all but name; a bound ("at least one") makes any noun count."""
    if placed.number.min is not None or placed.number.words.isdigit():
        return True
    return (low in words_of("units", "station_like") and low != "office" and c.low(placed.last) == low) or unit_of(low) == "station"


def _own(c: Clause, placed: Placed, noun: Noun, spots: Sequence[Spot]) -> Found:
    first, last = _widened(c, placed.lead), noun.last
    head = noun.last
    while noun.first < head - 1 and c.low(noun.first) in PLAIN:
        noun = noun._replace(first=noun.first + 1)
    last = with_place(c, last, spots)
    of = head
    if c.low(of) == "of" and c.low(of + 1) not in c.grammar.pronouns and c.low(of + 1) not in ("which", "whom"):
        of = _of_phrase(c, of)
    quote_last = max(last, of)
    kind = placed.number
    unit = kind.unit if kind.kind == "money" and kind.unit else noun.unit
    return Found(
        kind=Kind.COUNT,
        first=first,
        last=quote_last,
        core=(placed.lead, noun.last),
        value=kind.value,
        min=kind.min,
        max=kind.max,
        unit=unit,
        object=c.words.said(noun.first, max(of, noun.last)),
        because=(("value", f"number: {kind.words}"), ("unit", f"units: {c.low(noun.last - 1)}")),
    )


def _widened(c: Clause, first: int) -> int:
    if (
        c.low(first - 1) in ("these", "those", "the", "its", "their", "his", "her", "another", "other", "of", "all", "just", "first")
        and first > c.sentence.first
    ):
        if c.low(first - 1) in ("of", "first"):
            return first
        return first - 1 if c.low(first - 1) not in ("all", "just", "other") else first
    return first


def _of_phrase(c: Clause, of: int) -> int:
    k = of + 1
    while (
        k < c.sentence.last
        and k - of < 6
        and not (
            c.sign(k)
            or c.low(k) in c.grammar.clausal
            or (c.low(k) in c.grammar.prepositions)
            or k in c.times
            or k in c.numbers
            or k in c.verbs
            or c.low(k) in c.grammar.verbs
        )
    ):
        k += 1
    return k if k > of + 1 else of
