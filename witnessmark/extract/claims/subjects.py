"""Finds what a number without a noun is told of: the subject before a word of being, or the whole that it is a part of."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.counting import Counting, counting
from witnessmark.extract.claims.forms import plural_ending
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Counted
from witnessmark.extract.claims.numbered import PERSON, SITES, WIDE, Placed, genitive
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.units import unit_of
from witnessmark.extract.claims.wordlists import run_at

FARTHEST_SUBJECT = 14
"""Words from a number to the subject that it is told of."""
NEAR_TOPIC, LONGEST_TOPIC = 400, 60
"""Code points from the beginning of a paragraph to a number that counts what it opened with, and of its first words."""
MANY = 2
"""Counts of sites that make a text one about sites."""
MOST_BETWEEN = 3
"""Words of the verb between a place and its number."""
REGIONS = frozenset({"city", "place", *WIDE})
"""Units that say in how many places something is; rarely does a later number without a noun count them."""


def whole_of(c: Clause, placed: Placed) -> str | None:
    """Return the number that a number is a part of: "two of the 40"."""
    n = placed.last + 1
    if not genitive(c, placed.last):
        return None
    n += c.low(n) in counting(c.language).whole
    return c.low(n) if n in c.numbers else None


def told_before(c: Clause, placed: Placed) -> int | None:
    """Return the noun before a word of being and a number: "The cases of that sort were four"."""
    g, k = c.grammar, placed.lead - 1
    if c.low(k) in g.prepositions and c.low(k - 1) in counting(c.language).rising:
        k -= 1  # "Le domande sono salite a 340"
    elif placed.number.value == "1" or (c.low(k) not in g.being and c.low(k) not in g.auxiliaries):
        return None
    nouns: list[int] = []
    while k > c.sentence.first and placed.lead - k < FARTHEST_SUBJECT:
        k -= 1
        if c.sign(k) and c.low(k) not in QUOTES:
            break
        if plural_ending(c.low(k), c.language) and unit_of(c.low(k), c.language):
            nouns.append(k)
    heads = [n for n in nouns if not _governed(c, n)] or nouns
    return heads[-1] if heads else None


def _governed(c: Clause, n: int) -> bool:
    """Whether a preposition stands before a noun, or before its article."""
    n -= 1
    if c.low(n) in c.grammar.definites or c.low(n) in counting(c.language).those:
        n -= 1
    return c.low(n) in c.grammar.prepositions or genitive(c, n)


def parts_of(c: Clause, placed: Placed, here: Sequence[Counted]) -> int | None:
    """Return the noun right before "of which", after what was counted: "two offices run by associations, eleven of which"."""
    part = run_at(c, placed.last, counting(c.language).parts)
    if not here or not part or c.low(placed.last + part - 1) not in c.grammar.relatives:
        return None
    for k in range(placed.lead - 1, c.sentence.first, -1):
        if c.base + c.words.starts[k] <= here[-1].last:
            return None
        if plural_ending(c.low(k), c.language) and unit_of(c.low(k), c.language) and not _governed(c, k):
            return k
    return None


def standing_for(c: Clause, placed: Placed) -> int | None:
    """Return the site that a sentence is about where a number is of its like: "The centre is one of the 54 that were named"."""
    before = c.low(placed.first - 1)
    if before not in c.grammar.definites and not genitive(c, placed.first - 1) and not genitive(c, placed.last):
        return None
    like = words_of("units", "station_like", language=c.language)
    for k in range(c.sentence.first, min(placed.lead, c.sentence.first + FARTHEST_SUBJECT)):
        if k in c.numbers or (c.low(k) in c.grammar.prepositions and k > c.sentence.first):
            return None
        if c.low(k) in like and unit_of(c.low(k), c.language):
            return k
    return None


def topic(c: Clause, placed: Placed, counted: Sequence[Counted]) -> Counted | None:
    """Return what a paragraph that has counted nothing yet is about: sites named in the sentence, or the plural that opens it."""
    if any(x.paragraph == c.sentence.paragraph for x in counted):
        return None
    language, article, q = c.language, c.low(placed.first - 1), counting(c.language)
    pronoun = _pronoun(article, q)
    like = words_of("units", "station_like", language=language)
    for k in range(c.sentence.first, placed.lead):
        low = c.low(k)
        if low in like and plural_ending(low, language) and agreeing(low, pronoun, language):
            return _named(c, c.base + c.words.starts[k], c.base + c.words.ends[k])
    near = max(0, c.base + c.sentence.start - NEAR_TOPIC)
    start = c.page.low.rfind("\n", near, c.base + c.sentence.start) + 1
    if c.sentence.opens or (near and not start):
        return None
    article, _, rest = c.page.low[start : start + LONGEST_TOPIC].partition(" ")
    noun = rest.split(" ")[0].rstrip(",;:")
    if article in c.grammar.definites and plural_ending(noun, language) and unit_of(noun, language):
        at = start + len(article) + 1
        return _named(c, at, at + len(noun))
    return None


def _pronoun(article: str, q: Counting) -> str:
    """Return a pronoun of the gender that an article before a number tells, or nothing."""
    if article in q.feminine_articles:
        return min(q.feminine, default="")
    return min(q.masculine, default="") if article in q.masculine_articles else ""


def _named(c: Clause, start: int, end: int) -> Counted:
    unit = unit_of(c.page.low[start:end], c.language) or ""
    return Counted(unit=unit, noun=c.page.content[start:end], first=start, last=end, value="", paragraph=c.sentence.paragraph, led=False)


def placed_before(c: Clause, placed: Placed, spots: Sequence[Spot]) -> Spot | None:
    """Return the place that stands before a bare number: "En España se produjeron 12, en México siete"."""
    g, q, last = c.grammar, counting(c.language), placed.last
    if not q.closing or not (c.low(last) in q.closing or not c.low(last)):
        return None
    for spot in reversed(spots):
        if spot.last > placed.lead or spot.mention.adjective:
            continue
        between = range(spot.last, placed.lead)
        apart = any(c.sign(n) or n in c.numbers or (c.low(n) in g.prepositions) or c.low(n) in g.clausal for n in between)
        return spot if len(between) <= MOST_BETWEEN and not apart and c.low(spot.first - 1) in q.located else None
    return None


def regions_again(c: Clause, placed: Placed, counted: Sequence[Counted]) -> Counted | None:
    """Return the countries or towns counted before where a number without a noun says where: "112 in 60 countries. They are 92, in 47"."""
    q, before = counting(c.language), c.low(placed.first - 1)
    if placed.lead != placed.first or before not in q.located or before in q.ranging:
        return None
    return next((x for x in counted if x.unit in REGIONS and x.led), None)


def likely(c: Clause, placed: Placed, counted: list[Counted]) -> list[Counted]:
    """Return what was counted before, the likelier lender first: what agrees with an article, then sites in a text that counts many."""
    near = [x for x in counted if not x.led] or counted
    if not near:
        return near
    pronoun = _pronoun(c.low(placed.first - 1), counting(c.language))
    if pronoun:
        near = [x for x in near if agreeing(x.noun.partition(" ")[0].casefold(), pronoun, c.language)] or near
    if near[0].paragraph != c.sentence.paragraph:
        near = [x for x in counted if x.paragraph == c.sentence.paragraph and x.unit not in REGIONS] or near
    sites = [x for x in (counted if near[0].unit in REGIONS else near) if x.unit in SITES]
    elsewhere = near[0].paragraph != c.sentence.paragraph and len(sites) >= MANY
    if sites and (near[0].unit in REGIONS or (near[0].unit == PERSON and elsewhere)):
        return [*sites, *(x for x in near if x not in sites)]
    return near


def agreeing(noun: str, pronoun: str, language: str) -> bool:
    """Whether a plural noun may be what a pronoun means, in a language whose pronouns tell the gender: "asociaciones ... ellas"."""
    q = counting(language)
    if pronoun not in q.feminine and pronoun not in q.masculine:
        return True
    return noun.endswith(q.feminine_endings) == (pronoun in q.feminine)
