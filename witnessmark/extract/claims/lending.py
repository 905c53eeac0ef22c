"""Says what a number without a noun of its own counts: "another three in Madrid", "of these", "the other 24", "Spain: 9"."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.forms import plural_ending
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Counted, Memory
from witnessmark.extract.claims.numbered import PERSON, WIDE, Placed, Stretch, genitive
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.standing import alone, wider, with_verb
from witnessmark.extract.claims.subjects import (
    agreeing,
    likely,
    parts_of,
    placed_before,
    regions_again,
    standing_for,
    told_before,
    topic,
    whole_of,
)
from witnessmark.extract.claims.units import unit_for, unit_of
from witnessmark.extract.claims.where import name_of
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.extract.claims.words import words_before
from witnessmark.records.claims import Kind, Span

SEPARATORS = frozenset(":;|—–")
"""What stands between a place and its number in a list."""
TITLE, NEAR = 300, 2_000
"""Code points at the head of a text, and before a line of a list, in which the noun of its numbers is looked for."""
FARTHEST = 6
"""Words from a locative word to its place."""


def borrowed(c: Clause, placed: Placed, spots: Sequence[Spot], here: list[Counted], memory: Memory) -> Found | None:
    """Return the count of a number that borrows its noun, or null where nothing lends one or nothing says that it counts."""
    if placed.number.kind == "money":
        return _money(c, placed)
    line = _line_item(c, placed, spots)
    lender, why = _lender(c, placed, here, memory, spots)
    n = placed.number
    if lender is None:
        return None
    told, owned = _number_of(c, placed), _owned(c, placed)
    own = line or ((placed.lead, owned, None) if owned else None)
    own = own or ((told[0], placed.last, None) if told else None) or _item(c, placed, spots, here)
    if own is None:
        return None
    first, last, place = own
    part = None
    if (here and lender in here) or genitive(c, placed.last):
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
        place=name_of(place, c.language) if place else None,
        part_of=part,
        lent=lender.first if _is_part(n.value, lender.value) else None,
        because=(("value", f"{c.language}/numbers.yaml: {n.words}"), ("unit", why)),
    )


def _lender(c: Clause, placed: Placed, here: list[Counted], memory: Memory, spots: Sequence[Spot]) -> tuple[Counted | None, str]:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    """Return what lends its noun: words beside the number first, then counts of the sentence, then those before."""
    q = counting(c.language)
    each, total = run_at(c, placed.last, q.each), c.low(placed.first - 1) == ":"
    again = placed.number.value if total or c.low(placed.first - 1) in c.grammar.definites else whole_of(c, placed)
    same = next((x for x in memory.counted if x.value == again and x.unit), None)
    listed = total and any(x.value != again and _is_part(again or "", x.value) for x in here)  # "four offices: two in A"
    if same is not None and not listed:
        return same, _lent(c, same, "the same number as ")
    beside = _beside(c, placed)
    if beside is not None:
        return beside
    told_of = told_before(c, placed)
    if told_of is not None:
        return _counted(c, told_of, placed), f"{c.language}/units.yaml: {c.low(told_of)}"
    if owned := _owned(c, placed):
        whose = _people(c, "") if c.low(owned - 1) in q.ourselves else _counted(c, owned - 1, placed)
        return whose, f"{c.language}/counting.yaml: {c.low(placed.last + 1)} (owned)"
    # No country lies in a town: what an item "in Madrid" counts is no country.
    led = placed_before(c, placed, spots) or place_led(c, placed.last + each, spots)
    narrow = bool(each) or total or led is not None or _line_item(c, placed, spots) is not None
    of = parts_of(c, placed, here)
    if of is not None:
        return _counted(c, of, placed), f"{c.language}/units.yaml: {c.low(of)}"
    again_in = regions_again(c, placed, [*here, *memory.counted])
    if again_in is not None:
        return again_in, _lent(c, again_in, "where, as before ")
    plain = [x for x in here if not x.led] or here
    plain = [x for x in plain if x.unit not in WIDE] if narrow else plain
    if plain:
        whole = _enough(placed, plain) if narrow and c.grammar.base_is_finite else plain[0]
        return whole, _lent(c, whole, "lent by ")
    if _those_who(c):
        return _people(c, ""), f"{c.language}/counting.yaml: those_who"
    part = run_at(c, placed.last, q.parts)
    noun = _plural_before(c, placed.first - 1 - genitive(c, placed.first - 1), c.low(placed.last + part - 1)) if part else None
    if noun is not None:
        return _counted(c, noun, placed), f"{c.language}/units.yaml: {c.low(noun)}"
    one_of = None if here else standing_for(c, placed)
    if one_of is not None:
        return _counted(c, one_of, placed), f"{c.language}/units.yaml: {c.low(one_of)}"
    about = topic(c, placed, memory.counted)
    if about is not None:
        return about, f"{c.language}/units.yaml: {about.unit} ({about.noun} before)"
    near = likely(c, placed, memory.counted)
    if part:
        pronoun = c.low(placed.last + part - 1)
        near = [x for x in memory.counted if agreeing(x.noun.partition(" ")[0].casefold(), pronoun, c.language)] or near
    if narrow:
        near = [x for x in near if x.unit not in WIDE] or [x for x in memory.counted if x.unit not in WIDE]
    if near:
        return near[0], _lent(c, near[0], "lent from before by ")
    if _line_item(c, placed, spots) is not None and (site := _site_before(c)) is not None:
        return site, _lent(c, site, "the list is of ")
    if not c.grammar.base_is_finite and (thing := _thing_before(c, placed)) is not None:
        return thing, f"{c.language}/units.yaml: {thing.unit} ({thing.noun} before)"
    if c.grammar.base_is_finite and c.low(placed.last) in q.others:
        return _people(c, ""), f"{c.language}/counting.yaml: {c.low(placed.last)} (others)"
    if any(k in c.verbs for k in range(placed.first - 4, placed.first)) and c.low(placed.last) in (".", ""):
        return _people(c, ""), f"{c.language}/act.yaml: {PERSON} (done to people)"
    return None, ""


def _is_part(value: str, whole: str) -> bool:
    """Whether a number may be a part of another: it is no larger."""
    return value.isdigit() and whole.isdigit() and int(value) <= int(whole)


def _owned(c: Clause, placed: Placed) -> int | None:
    """Return the end of "two of the societies", "three of its volunteers", "all 94 of us", which have a noun and no count before."""
    q, g, n = counting(c.language), c.grammar, placed.last
    if g.verb_last or not genitive(c, n) or placed.number.value == "1":
        return None
    if c.low(n + 1) in q.ourselves:
        return n + 2
    if c.low(n + 1) not in q.owned:
        return None
    for k in range(n + 2, min(n + 5, c.sentence.last)):
        if c.sign(k) or k in c.numbers or k in c.verbs or c.low(k) in g.prepositions or c.low(k) in q.no_nouns or c.low(k) in g.relatives:
            return None
        if plural_ending(c.low(k), c.language) and (unit_of(c.low(k), c.language) or unit_for(c.low(k), c.language)):
            return k + 1
    return None


def _money(c: Clause, placed: Placed) -> Found | None:
    """A sum of money counts without a noun: "$250,000"."""
    n = placed.number
    return Found(
        kind=Kind.COUNT,
        first=placed.lead,
        last=placed.last,
        core=(placed.lead, placed.last),
        value=n.value,
        min=n.min,
        max=n.max,
        unit=n.unit,
        because=(("value", f"{c.language}/numbers.yaml: {n.words}"), ("unit", f"{c.language}/numbers.yaml: {n.unit}")),
    )


def _enough(placed: Placed, plain: Sequence[Counted]) -> Counted:
    """Return the last count of a sentence of which a number may be a part: "two forces opened five offices, three in A and two in B"."""
    own = placed.number.value
    enough = [x for x in plain if not x.led and x.value.isdigit() and own.isdigit() and int(x.value) > int(own)]
    return enough[-1] if enough else plain[0]


def _lent(c: Clause, lender: Counted, how: str) -> str:
    return f"{c.language}/units.yaml: {lender.unit} ({how}{lender.value} {lender.noun})"


def _beside(c: Clause, placed: Placed) -> tuple[Counted, str] | None:
    told = _number_of(c, placed)
    if told is not None:
        return _counted(c, told[1], placed), f"{c.language}/units.yaml: {c.low(told[1])}"
    noun = _plural_before(c, placed.first - 2) if c.low(placed.first - 1) in counting(c.language).those else None
    if noun is not None:
        return _counted(c, noun, placed), f"{c.language}/units.yaml: {c.low(noun)}"
    if placed.lead - 1 in c.deeds or placed.last in c.deeds:
        return _people(c, _people_before(c)), f"{c.language}/act.yaml: {PERSON} (done to people)"
    return None


def _plural_before(c: Clause, last: int, pronoun: str = "") -> int | None:
    lang = c.language
    for k in range(last, c.sentence.first - 1, -1):
        low = c.low(k)
        if plural_ending(low, lang) and unit_of(low, lang) and agreeing(low, pronoun, lang):
            return k
    return None


def _people(c: Clause, noun: str) -> Counted:
    return Counted(unit=PERSON, noun=noun, first=0, last=1, value="", paragraph=c.sentence.paragraph, led=True)


def _number_of(c: Clause, placed: Placed) -> tuple[int, int] | None:
    """As in "The number of people made to go back at 230,000": where it begins, and the noun."""
    q, farthest = counting(c.language), max(c.sentence.first, placed.first - 11)
    if q.number_of.isdisjoint(c.lows(farthest + 1, placed.first)):
        return None
    for k in range(placed.first - 1, farthest, -1):
        if c.low(k) in q.number_of and genitive(c, k + 1):
            nouns = (j for j in range(k + 2, placed.first) if c.grammar.capital_nouns or not c.words.capital(j))
            noun = next((j for j in nouns if unit_of(c.low(j), c.language)), None)
            return (k, noun) if noun is not None else None
    return None


def _thing_before(c: Clause, placed: Placed) -> Counted | None:
    """Return the last noun for stations before a number which nothing else lends a noun: "El centro es uno de los 54 que ..."."""
    page, like = c.page, words_of("units", "station_like", language=c.language)
    for start, end in words_before(page.low, c.base + c.words.starts[placed.lead], 59):
        low = page.low[start:end]
        if low in like and (plural_ending(low, c.language) or start >= c.base + c.sentence.start):
            unit = unit_of(page.low[start:end], c.language) or unit_for(page.low[start:end], c.language)
            noun = page.content[start:end]
            return Counted(unit=unit, noun=noun, first=start, last=end, value="", paragraph=-1, led=True) if unit else None
    return None


def _people_before(c: Clause) -> str:
    """Return the last noun for people before a sentence, at most two sentences back."""
    page = c.page
    for start, end in words_before(page.low, c.base + c.sentence.start, 59):
        low = page.low[start:end]
        if start and plural_ending(low, c.language) and unit_of(low, c.language) == PERSON:
            return page.content[start:end]
    return ""


def _site_before(c: Clause) -> Counted | None:
    """Return the stations that a list is of: the noun last said before it, or in the title."""
    low, at = c.page.low, c.base + c.sentence.start
    plural = [word for word in words_of("units", "station_like", "words", c.language) if plural_ending(word, c.language)]
    for start, end in ((max(0, at - NEAR), at), (0, min(TITLE, at))):
        found = max(((low.rfind(f" {word}", start, end), word) for word in plural), default=(-1, ""))
        unit = unit_of(found[1], c.language)
        if found[0] >= 0 and unit is not None:
            first = found[0] + 1
            last = first + len(found[1])
            return Counted(unit=unit, noun=c.page.content[first:last], first=first, last=last, value="", paragraph=-1, led=False)
    return None


def _those_who(c: Clause) -> bool:
    known = counting(c.language).those_who
    begins = [n for n, low in enumerate(c.lows(c.sentence.first, c.sentence.first + 61), c.sentence.first) if low in known]
    return any(run_at(c, n, known) for n in begins)


def _counted(c: Clause, at: int, placed: Placed) -> Counted:
    return Counted(
        unit=unit_of(c.low(at), c.language) or (unit_for(c.low(at), c.language) if c.grammar.base_is_finite else "") or "",
        noun=c.words.said(at, at + 1),
        first=c.base + c.words.starts[at],
        last=c.base + c.words.ends[at],
        value=placed.number.value,
        paragraph=c.sentence.paragraph,
        led=False,
    )


def _line_item(c: Clause, placed: Placed, spots: Sequence[Spot]) -> Stretch | None:
    """As in "Spain: 9", "Madrid 3": a place and its number, with nothing else."""
    if not placed.number.words.isdigit() or c.low(placed.last) not in ("", ",", ")", "(", ";", "."):
        return None
    n = placed.first - 1
    parted = c.low(n) in SEPARATORS
    n -= parted
    for spot in spots:
        if spot.last - 1 == n and not spot.mention.adjective and (parted or c.low(spot.first - 1) in ("", "(", ",", ";")):
            return spot.first, placed.last, spot
    if c.low(n) in counting(c.language).sums and c.low(n + 1) == ":":
        return n, placed.last, None
    return None


def _item(c: Clause, placed: Placed, spots: Sequence[Spot], here: list[Counted]) -> Stretch | None:
    """Return the words of a number without a noun, and its own place, where something says that it counts."""
    q, first, last = counting(c.language), placed.lead, placed.last
    one = placed.number.value == "1" and placed.number.min is None
    last += run_at(c, last, q.more)
    each = run_at(c, last, q.each)
    last += each
    part = run_at(c, last, q.parts)
    if part:
        last += part
        if not one:
            return wider(c, first), with_place(c, last, spots), place_led(c, last, spots)
    if c.low(last) in q.others:
        return first, last + 1, None
    if not one and (adjective := _adjective_before(c, first, spots)) is not None:
        return adjective.first - 1, last, adjective
    spoken_of = run_at(c, last, placing(c.language).the_city) or run_at(c, last, placing(c.language).the_country)
    if spoken_of and not one and not c.grammar.base_is_finite:
        return wider(c, first), last + spoken_of, None
    place = place_led(c, last, spots)
    if place is not None and (here or part or not one):
        return wider(c, first), place.last, place
    if (led := placed_before(c, placed, spots)) is not None and (here or not one):
        return led.first - 1, last, led
    if not one and _part_before(c, first):
        return first, with_verb(c, last) if c.grammar.base_is_finite and c.low(last) in q.occurring else last, None
    if one and not (here and (each or genitive(c, last))):
        return None
    if genitive(c, last) and here and last + 1 < c.sentence.last and c.words.capital(last + 1):
        return first, last + 2, None
    if each:
        end = next((k for k in range(last, c.sentence.last) if c.low(k) in (".", ";", ")")), c.sentence.last)
        return first, end, None
    return alone(c, placed, spots)


def _adjective_before(c: Clause, first: int, spots: Sequence[Spot]) -> Spot | None:
    """As in "the Belgian four": the adjective says where."""
    for spot in spots:
        if spot.last == first and spot.mention.adjective and c.low(spot.first - 1) in c.grammar.definites:
            return spot
    return None


def _part_before(c: Clause, first: int) -> bool:
    """As in "of which three": a part of what was said before."""
    known = counting(c.language).parts_before
    return bool(known) and any(run_at(c, first - n, known) == n for n in range(1, 4))


def place_led(c: Clause, last: int, spots: Sequence[Spot]) -> Spot | None:
    """Return the place that "in" or "near" leads right after some words, or that stands in brackets there."""
    if c.low(last) == "(":
        return next((spot for spot in spots if spot.first == last + 1 and c.low(spot.last) == ")" and not spot.mention.adjective), None)
    return _led(c, last, spots) if c.low(last) in counting(c.language).located_loosely else None


def with_place(c: Clause, last: int, spots: Sequence[Spot]) -> int:
    """Return the end of a quotation together with "in PLACE" where that follows at once."""
    spot = _led(c, last, spots) if c.low(last) in counting(c.language).located else None
    return spot.last if spot is not None else last


def _led(c: Clause, last: int, spots: Sequence[Spot]) -> Spot | None:
    """Return the place after a locative word: "in the west of X" has words between."""
    for spot in spots:
        if spot.first > last and not spot.mention.adjective:
            beside = placing(c.language).beside
            return spot if spot.first - last < FARTHEST and all(c.low(n) in beside for n in range(last + 1, spot.first)) else None
    return None
