"""Says where the words of a number begin and end that stands alone, as subject, object or total."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.numbered import Placed, Stretch, genitive
from witnessmark.extract.claims.scope import Spot

ENDS = frozenset({"", ".", ","})
CLOSING = frozenset({"", ".", ",", ":", ";", "!", "?", ")"})
LONGEST_TAIL = 4
"""Words quoted behind a number whose noun was told before."""
FARTHEST = 6
"""Words from a locative word to its place."""


def alone(c: Clause, placed: Placed, spots: Sequence[Spot]) -> Stretch | None:
    """Return the words of a number that stands alone, as subject, object or total."""
    g, q, first, last = c.grammar, counting(c.language), placed.lead, placed.last
    near = first - 1
    while near > c.sentence.first and c.low(near) in g.adverbs and c.low(near) not in q.pointing and c.low(near) not in q.adding:
        near -= 1
    before, after = c.low(near), c.low(last)
    if before in q.pointing or (before in q.standing and (after in g.auxiliaries or after in ENDS)):
        return wider(c, first), last, None
    if g.base_is_finite and after in q.occurring and before in {"", ",", ";", ":", *QUOTES, *g.coordinators, *g.definites}:
        return wider(c, first), with_verb(c, last), None
    if not g.base_is_finite and (bare := _told_of(c, placed)) is not None:
        return bare
    if before in g.prepositions and c.low(near - 1) in q.rising and placed.number.value != "1":
        return first, last, None  # "Le domande sono salite a 340"
    adding = before == ":" or before in q.adding or before in q.existing
    if after in g.auxiliaries or (adding and (after in CLOSING or after in q.ending)):
        return _subject_or_object(c, placed, spots)
    if first - 1 in c.deeds and (after in g.prepositions or after in CLOSING):
        return first, last, None
    if genitive(c, last) and c.low(last + 1) in q.whole and last + 2 in c.numbers:
        return first, last + 3, None
    large = placed.number.value.isdigit() and len(placed.number.value) > 2
    if (placed.number.bounded and after in ENDS) or (large and (after in ENDS or last in c.deeds)):
        return first, last, None
    return None


def with_verb(c: Clause, last: int) -> int:
    """Return the end of a quotation that takes in the verb behind a number and what follows it at once: "38 occurred in R"."""
    end = last + 1
    while end < c.sentence.last and end - last < LONGEST_TAIL and not c.sign(end) and c.low(end) not in c.grammar.coordinators:
        end += 1
    return end


def _told_of(c: Clause, placed: Placed) -> Stretch | None:
    """Return the words of a number that a verb or relative follows ("64 pertenecen", "los 54 que sitúa") or a sum leads."""
    g, q, first, last = c.grammar, counting(c.language), placed.lead, placed.last
    before, after = c.low(first - 1), c.low(last)
    one = placed.number.value == "1" and placed.number.min is None
    if before == "(" and after == ")" and c.words.capital(first - 2):
        start = first - 2
        while start > c.sentence.first and c.words.capital(start - 1) and not c.sign(start - 1):
            start -= 1
        return start, last + 1, None  # "Venezuela (27)"
    if before in q.standing and after in g.relatives and not one:
        return first - 1, last, None
    only = not g.base_is_finite and before in g.adverbs  # "Só quatro chegaram"
    front = c.low(first - 2) if only else before
    verb = last + (after in g.reflexive_markers)  # "Deux se trouveraient à Paris"
    if (front in {"", ",", ";"} or front in g.opening or front in q.standing) and not one and (verb in c.verbs or c.low(verb) in g.verbs):
        return first, last, None
    for n in range(first - 1, max(c.sentence.first, first - FARTHEST) - 1, -1):
        if c.low(n) in q.sums and (after in CLOSING or after in q.ending):
            return n, last, None
        if c.low(n) in g.prepositions or n in c.numbers or (c.sign(n) and c.low(n) != ","):
            break
    if after in QUOTES and placed.number.bounded and c.low(last + 1) in {"", ".", ",", *g.coordinators}:
        return first, last, None
    return None


def _subject_or_object(c: Clause, placed: Placed, spots: Sequence[Spot]) -> Stretch:
    s, first, last = c.sentence, placed.lead, placed.last
    if c.low(last) in c.grammar.auxiliaries:
        while last < s.last and last - placed.last < 3 and not c.sign(last):
            last += 1
        return first, last, None
    q, before = counting(c.language), c.low(first - 1)
    if (before in c.grammar.being or before in q.existing) and first - s.first < 9:
        for spot in spots:
            if s.first < spot.first <= s.first + 2 and c.low(s.first) in q.opening and not spot.mention.adjective:
                return s.first, last, spot
    while first > s.first and placed.lead - first < 4 and not c.sign(first - 1) and c.low(first - 1) not in c.grammar.subordinators:
        first -= 1
    return first, last, None


def wider(c: Clause, first: int) -> int:
    """Return where a quotation begins that takes in "these" or "the other" before the number."""
    q = counting(c.language)
    if c.low(first - 1) in q.other and first - 1 > c.sentence.first:
        first -= 1
        if c.low(first) in q.other_quoted and c.low(first - 1) in q.other_led:
            first -= 1
    return first
