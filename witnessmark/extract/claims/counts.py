"""Finds what numbers count: a noun of their own, or one that an earlier number or the sentence lends them."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.forms import plural_ending
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.lending import borrowed, with_place
from witnessmark.extract.claims.listing import names_after
from witnessmark.extract.claims.memory import Counted, Memory
from witnessmark.extract.claims.numbered import PERSON, STATION, Noun, Passed, Placed, genitive
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.units import uncounted, unit_for, unit_in, unit_of
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.records.claims import Kind, Span

COUNTABLE = frozenset({"cardinal", "pronoun", "money"})
BRACKETED = frozenset({"cardinal", "label"})
MOST_BETWEEN = 8
"""Words from a number to the end of its noun."""


def counts(c: Clause, numbers: Sequence[Placed], spots: Sequence[Spot], memory: Memory) -> tuple[list[Found], list[Passed]]:
    """Return the counts of a sentence, and the numbers that count nothing with the reason."""
    out: list[Found] = []
    passed: list[Passed] = []
    here: list[Counted] = []
    for k, placed in enumerate(numbers):
        follower = numbers[k + 1] if k + 1 < len(numbers) else None
        inside = _bracketed(c, placed)
        if inside is not None:
            out.append(inside)
            continue
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
            passed.append(Passed(start=c.base + n.start, end=c.base + n.end, words=n.words, why=why))
            continue
        if here and found.part_of is None and _among(c, placed.lead):
            found = found._replace(part_of=Span(start=here[0].first, end=here[0].last))
        found = names_after(c, found, placed.last if noun is None else noun.last, spots)
        out.append(found)
        if noun is not None or found.unit is not None:
            here.append(_noted(c, found, noun, placed))
    memory.counted[:0] = here
    del memory.counted[12:]
    return out, passed


def _bracketed(c: Clause, placed: Placed) -> Found | None:
    """As in "abductions (19)": the noun stands before the number in brackets."""
    n = placed.number
    noun = placed.first - 2
    if n.kind not in BRACKETED or not n.words.isdigit() or c.low(noun + 1) != "(" or c.low(placed.last) != ")":
        return None
    unit = unit_of(c.low(noun), c.language) if plural_ending(c.low(noun), c.language) else None
    if unit is None or c.low(noun) in counting(c.language).labels:
        return None
    return Found(
        kind=Kind.COUNT,
        first=noun,
        last=placed.last + 1,
        core=(placed.first, placed.last),
        value=n.value,
        min=n.min,
        max=n.max,
        unit=unit,
        object=c.words.said(noun, noun + 1),
        because=(("value", f"{c.language}/numbers.yaml: {n.words}"), ("unit", f"{c.language}/units.yaml: {c.low(noun)}")),
    )


def _among(c: Clause, lead: int) -> bool:
    """As in "17 attacks, among them six killings": a part of what was counted before."""
    known = counting(c.language).open_lists
    return any(run_at(c, lead - n, known) == n for n in (1, 2, 3))


def _part_of_next(c: Clause, placed: Placed, follower: Placed) -> bool:
    """As in "Two of the 16 countries": the noun is that of the next number."""
    q = counting(c.language)
    near = follower.lead <= placed.last + 2 and c.low(follower.first - 1) in q.whole
    return genitive(c, placed.last) and (near or (follower.lead == placed.last + 3 and c.low(placed.last + 1) in q.whole))


def _noted(c: Clause, found: Found, noun: Noun | None, placed: Placed) -> Counted:
    q, before = counting(c.language), c.low(placed.lead - 1)
    led = (before in c.grammar.prepositions and before not in q.ranging) or c.low(placed.lead - 2) in q.leading
    return Counted(
        unit=found.unit or "",
        noun=found.object or "",
        first=c.base + c.words.starts[found.first],
        last=c.base + c.words.ends[found.last - 1],
        value=placed.number.value,
        paragraph=c.sentence.paragraph,
        led=led or noun is None,
    )


def _barred(c: Clause, placed: Placed) -> str:
    n = placed.number
    if n.kind not in COUNTABLE:
        return f"counts nothing: {n.kind}"
    if placed.first in c.times and placed.last - 1 in c.times:
        return "part of a time"
    before = c.low(placed.first - 1)
    if before in counting(c.language).labels and n.words[:1].isdigit():
        return f"a label: {before} {n.words} ({c.language}/counting.yaml: labels)"
    if c.sentence.opens and placed.first == c.sentence.first and c.low(placed.last) in (".", ")") and n.words.isdigit():
        return "the mark of a list"
    named = not c.grammar.base_is_finite and placed.first - 2 >= c.sentence.first and c.words.capital(placed.first - 2)
    if before == "(" and c.low(placed.last) in (")", ",") and n.words.isdigit() and not named:
        return "the mark of a list"
    if before == "," and c.low(placed.last) == "," and n.words.isdigit():
        return "an age or an aside"
    if c.low(placed.last) in counting(c.language).shares:
        return "a share"
    return ""


def _stops(c: Clause, k: int) -> bool:
    g, low = c.grammar, c.low(k)
    if (c.sign(k) and low not in QUOTES) or k in c.times or k in c.numbers:
        return True
    return low in g.nominal or (low in g.verbs and not c.words.capital(k))


def _noun(c: Clause, placed: Placed, follower: Placed | None, spots: Sequence[Spot]) -> Noun | str | None:
    """Return the noun, or why it is none that is counted, or null where no noun follows."""
    q, start = counting(c.language), placed.last
    part = run_at(c, start, q.parts)
    if part and plural_ending(c.low(start + part), c.language) and unit_of(c.low(start + part), c.language):
        start += part  # "two of those students"
    elif genitive(c, start) and not part and c.low(start + 1) not in q.owned:
        start += 1  # "dozens of such notices"
    elif c.grammar.adjectives_follow and c.low(start) in c.grammar.definites and unit_of(c.low(start + 1), c.language):
        start += 1  # "cifró en nueve las oficinas"
    limit = min(start + MOST_BETWEEN, c.sentence.last, follower.lead if follower else c.sentence.last)
    head = (_first_head if c.grammar.adjectives_follow else _last_head)(c, placed, start, limit)
    if isinstance(head, str):
        return head
    if head is not None:
        unit = unit_in(c.words.lows, head, c.language) or unit_for(c.low(head), c.language)
        last = _adjectives_after(c, head + 1, limit, spots) if c.grammar.adjectives_follow else head + 1
        return Noun(unit=unit, first=start, last=last, head=head) if unit else None
    if placed.number.value == "1":
        return None
    for spot in spots:
        # "230,000 Chinese": a people without a noun.
        if (
            spot.first == start
            and spot.mention.adjective
            and (c.words.capital(start) or c.grammar.adjectives_follow)
            and (_stops(c, spot.last) or c.low(spot.last) in q.purpose or not c.low(spot.last))
        ):
            return Noun(unit=PERSON, first=start, last=spot.last, head=spot.last - 1)
    return None


def _last_head(c: Clause, placed: Placed, start: int, limit: int) -> int | str | None:  # noqa: C901 -- rules in order
    """Return the head of the noun phrase after a number: its last known noun, or its first plural; or why it counts nothing."""
    g, q, language = c.grammar, counting(c.language), c.language
    one = placed.number.value == "1" and placed.number.max is None
    head: int | None = None
    for k in range(start, limit):
        low = c.low(k)
        if head is None and low in QUOTES:
            continue
        loose = low in q.others or (low in g.adverbs and low not in q.between)
        stops = _stops(c, k) and not (low in g.verbs and plural_ending(c.low(k + 1), language) and unit_of(c.low(k + 1), language))
        if low in g.possessive_endings or stops or (head is None and loose):
            break
        if head is None and uncounted(low, language):
            return f"counts nothing: {low}"
        if head is None and k > start and low.endswith(g.possessive_endings):
            continue
        known = unit_of(low, language) if not g.capital_nouns or c.words.capital(k) else None
        plain = known == PERSON or g.capital_nouns or not c.words.capital(k) or k - 1 == head
        if known and plain and not (one and not _one_counts(c, placed, low)):
            head = k
            if plural_ending(low, language) and unit_of(c.low(k + 1), language) != known:
                break  # "In 73 interviews respondents said"
        elif head is not None:
            if not one and plural_ending(low, language) and not plural_ending(c.low(head), language) and _thing(c, k):
                return k  # "two county archives"
            after = c.low(k + 1)
            if not one and _thing(c, k) and _thing(c, k + 1) and plural_ending(after, language) and unit_of(after, language):
                return k + 1 if k + 1 < limit else head  # "30 Uyghur community leaders"
            break
        elif not one and k not in c.verbs and (not g.capital_nouns or c.words.capital(k)) and unit_for(low, language):
            head = k
    if head is None or unit_of(c.low(head), language):
        return head
    return _further(c, head, limit)


def _thing(c: Clause, k: int) -> bool:
    """Whether a word may be the noun that an earlier one only describes."""
    return k not in c.verbs and not c.words.capital(k) and c.low(k) not in counting(c.language).no_nouns


def _first_head(c: Clause, placed: Placed, start: int, limit: int) -> int | str | None:
    """Return the head where adjectives follow their noun: the first known noun after a number, or else the first plural."""
    q, language = counting(c.language), c.language
    one = placed.number.value == "1" and placed.number.max is None
    head: int | None = None
    for k in range(start, limit):
        low = c.low(k)
        if low in QUOTES or low in q.between:
            continue
        if _stops(c, k) or low in q.others or low in c.grammar.adverbs:
            break
        if uncounted(low, language):
            return f"counts nothing: {low}" if head is None else head
        if unit_of(low, language):
            return None if one and not _one_counts(c, placed, low) else k
        plain = head is None and not one and k not in c.verbs and low not in q.no_nouns
        if plain and not low.endswith(c.grammar.participle_endings) and unit_for(low, language):
            head = k
    return head


def _adjectives_after(c: Clause, at: int, limit: int, spots: Sequence[Spot]) -> int:
    """Return where the adjectives end that follow a noun: "comisarías chinas clandestinas"."""
    n = at
    while n < limit:
        named = next((spot.last for spot in spots if spot.first == n and spot.mention.adjective), 0)
        if named:
            n = named
        elif _describes(c, n) or (c.low(n) in QUOTES and (_describes(c, n + 1) or n > at)):
            n += 1
        else:
            break
    return n - (n > at and c.low(n - 1) in QUOTES and c.low(at) not in QUOTES)


def _describes(c: Clause, n: int) -> bool:
    """Whether a word looks like an adjective of a plural noun before it."""
    low = c.low(n)
    loose = n in c.verbs or low in c.grammar.adverbs or c.sign(n)
    return len(low) > 3 and low.endswith(counting(c.language).adjectives) and not loose and not _stops(c, n)


def _further(c: Clause, head: int, limit: int) -> int | None:
    """Return the known plural that ends the noun phrase in which a word only looks like one ("overseas", "police"), or that word."""
    q, language = counting(c.language), c.language
    for k in range(head + 1, limit):
        low = c.low(k)
        loose = k in c.verbs or low in c.grammar.adverbs or low.endswith(c.grammar.possessive_endings)
        if loose or _stops(c, k) or uncounted(low, language):
            break
        if unit_of(low, language) and plural_ending(low, language) and not c.words.capital(k):
            return k
    return None if c.low(head) in q.no_nouns else head


def _one_counts(c: Clause, placed: Placed, low: str) -> bool:
    """As in "One station" counts, "one woman" is an article in all but name; a bound ("at least one") makes any noun count."""
    if placed.number.min is not None or placed.number.words.isdigit():
        return True
    if c.low(placed.first) in c.grammar.indefinites:  # an article, unless "only" stands beside it
        return c.low(placed.last) in counting(c.language).one_counts
    return (low in counting(c.language).one_counts and c.low(placed.last) == low) or unit_of(low, c.language) == STATION


def _own(c: Clause, placed: Placed, noun: Noun, spots: Sequence[Spot]) -> Found:
    q, head, kind = counting(c.language), noun.last, placed.number
    first = placed.lead - (c.low(placed.lead - 1) in q.quoted and placed.lead > c.sentence.first)
    while noun.first < noun.head and c.low(noun.first) in q.between:
        noun = noun._replace(first=noun.first + 1)
    of = head
    if genitive(c, of) and c.low(of + 1) not in c.grammar.pronouns and c.low(of + 1) not in q.relative:
        of = _of_phrase(c, of)
    unit = kind.unit if kind.kind == "money" and kind.unit else noun.unit
    return Found(
        kind=Kind.COUNT,
        first=first,
        last=max(with_place(c, head, spots), of),
        core=(placed.lead, noun.last),
        value=kind.value,
        min=kind.min,
        max=kind.max,
        unit=unit,
        object=c.words.said(noun.first, max(of, noun.last)),
        because=(("value", f"{c.language}/numbers.yaml: {kind.words}"), ("unit", f"{c.language}/units.yaml: {c.low(noun.head)}")),
    )


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
