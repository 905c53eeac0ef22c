"""Says where and when a claim holds: the place and the time that its own clause names, then its sentence, then what the paragraph set."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from witnessmark.extract.claims.brackets import begins, embedded
from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import ends_in, grammar, words_of
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.speakers import Frame
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed
from witnessmark.records.claims import Kind, When


class Spot(NamedTuple):
    """A mention of a place with its words."""

    first: int
    last: int
    mention: Mention


class Moment(NamedTuple):
    """A time with its words."""

    first: int
    last: int
    timed: Timed


def located(c: Clause, spots: Sequence[Spot], first: int, last: int) -> tuple[Spot, str] | None:
    """Return the first place in some words that says where, and the locative word that leads it."""
    q, led = placing(c.language), False
    for spot in spots:
        if spot.mention.adjective or spot.last <= first or attributive(c, spot):
            continue
        if spot.first >= last:
            break
        n = spot.first - 1
        while c.low(n) in q.beside and c.low(n) not in c.grammar.locatives and not (
            c.low(n) in c.grammar.genitives and c.low(n - 1) in q.site_nouns
        ):
            n -= 1
        before = c.low(n)
        if before in c.grammar.genitives and not q.site_nouns.isdisjoint(c.lows(max(n - 3, first), n)):
            return spot, before  # "un local comercial de V"
        led = before in c.grammar.locatives and not (before in q.to and c.low(n - 1) in q.bound)
        led = led and not (before in q.sources and spot.mention.places)
        if led:
            return spot, before
    return None


def attributive(c: Clause, spot: Spot) -> bool:
    """Whether a name only describes the noun that follows it, as in "the Fuzhou branch"; where adjectives follow their noun, none does."""
    g, low = c.grammar, c.low(spot.last)
    town = bool(spot.mention.places) and spot.mention.places[0].kind == "city"  # a country has an adjective for that
    if g.adjectives_follow or not town or c.low(spot.first - 1) not in g.articles or not low.isalpha() or c.words.capital(spot.last):
        return False
    closed = low in g.loose or low in g.auxiliaries or low in g.verbs or spot.last in c.verbs or spot.last in c.times
    return not closed and c.words.ends[spot.last - 1] < c.words.starts[spot.last]


def identified(spot: Spot, *contexts: Collection[str]) -> tuple[str | None, str]:
    """Return the gazetteer id of a place where it is certain, and why or why not.

    `contexts` are the countries that are named near it, nearest first: a sentence that names Spain means the Barcelona of Spain.
    """
    places = spot.mention.places
    if not places:
        return None, "not in the gazetteer"
    if len(places) == 1:
        return places[0].id, "one place of that name"
    whole = [p for p in places if p.kind in ("country", "continent")]
    if len(whole) == 1:
        return whole[0].id, "a country's name before that of towns"
    for countries in contexts:
        near = [p for p in places if p.country in countries]
        if len(near) == 1:
            return near[0].id, f"the text names {near[0].country_name}"
        if near:
            break
    return None, f"{len(places)} places are named {spot.mention.name}"


def countries_of(mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the countries that a text itself names, as noun or adjective."""
    return frozenset(p.country for m in mentions for p in m.places[:1] if p.kind == "country" and p.country is not None)


def timed(c: Clause, moments: Sequence[Moment], span: tuple[int, int], chain: Sequence[Frame], frames: Sequence[Frame]) -> Moment | None:
    """Return the time of a claim: in its own words, else at the head of its clause or sentence; never that of the speaking."""
    if not moments:
        return None
    q = placing(c.language)
    usable = [m for m in moments if m.timed.sort != "attributive" and not any(_of_speaking(c, m, f) for f in frames)]
    inside = [m for m in usable if span[0] <= m.first < span[1]]
    if inside:
        outer = (m for m in inside if not embedded(c, m.first, span[0])) if c.grammar.verb_last else iter(inside)
        return next(outer, inside[0])
    if c.grammar.verb_last:
        b, close = begins(c, span[0]), clause_end(c, span[0])
        same = next((m for m in usable if b <= m.first < close), None)
        if same is not None:
            return same
    start = max((f.content[0] for f in chain), default=c.sentence.first)
    for m in usable:
        if (
            m.first == c.sentence.first
            or start <= m.first <= start + 1
            or (m.first - 1 in (start, c.sentence.first) and c.low(m.first - 1) in q.heading)
        ):
            return m
    head = _past_marks(c)
    later = clause_end(c, span[1])
    for m in usable:
        led = m.first > head and c.low(m.first - 1) in q.heading
        if m.first - led == head or span[1] <= m.first <= span[1] + 1 or (span[1] <= m.first < later and not _next(c, span[1], m.first)):
            return m
    return None


def _past_marks(c: Clause) -> int:
    """Return the first word of a sentence after the mark of a list and the word of a recital: "(2) In April 2022, ..."."""
    n, q = c.sentence.first, placing(c.language)
    while n < c.sentence.last and (c.sign(n) or c.low(n).isdigit() or c.low(n) in q.reciting) and n not in c.times:
        n += 1
    return n


def _next(c: Clause, first: int, last: int) -> bool:
    """Whether another number, or a relative, stands before a time: then it is not that of what came before."""
    return any(n in c.numbers or c.low(n) in c.grammar.relatives for n in range(first, last))


def _of_speaking(c: Clause, m: Moment, f: Frame) -> bool:
    if f.span[0] <= m.first < f.span[1]:
        return True
    if f.content[0] > f.span[0]:
        # Speaker before the words: times before them belong to the speaking.
        if c.low(f.span[0]).endswith(c.grammar.gerund_endings):
            return False  # ", saying that ...": the time before it is that of the deed
        if f.sort == "tallies" and not c.grammar.base_is_finite and m.timed.when is not None and "/" in m.timed.when.edtf:
            return False  # "Entre 2018 y 2023 documentó 88 casos": the period of what is counted
        if f.sort == "tallies":
            return not any(n in c.numbers for n in (m.first - 1, m.first - 2))
        return c.sentence.first <= m.first < f.content[0] and f.sort in ("says", "accuses")
    return f.sort == "says" and m.first - f.span[1] in (0, 1)


def when_of(moment: Moment | None) -> When | None:
    """Return what a time means, or null."""
    return moment.timed.when if moment is not None else None


def station_noun(phrase: str | None, language: str = "en") -> bool:
    """Whether a phrase speaks of stations, offices or other sites of that sort."""
    like = words_of("units", "station_like", "words", language)
    if phrase is None:
        return False
    words = phrase.casefold().replace(",", " ").split()
    return not like.isdisjoint(words) or (grammar(language).capital_nouns and any(ends_in(word, like) for word in words))


def of_office(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the place of the office that takes a step: "la Fiscalía de M investiga"; an embassy acts for another place."""
    if found.kind is not Kind.MEASURE or c.grammar.base_is_finite or not c.grammar.adjectives_follow:
        return None
    officials = words_of("measure", "officials", "words", c.language) - placing(c.language).bound
    for spot in spots:
        office = c.low(spot.first - 2)
        if found.first <= spot.first < found.core[0] and c.low(spot.first - 1) in c.grammar.genitives and office in officials:
            return spot if found.subject is not None and spot.mention.name in found.subject else None
    return None


def right_before(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the place that stands between a verb and what is counted there: "mantiene en España nueve oficinas"."""
    q = counting(c.language)
    for spot in reversed(spots):
        if spot.last <= found.first:
            if spot.mention.adjective or any(c.sign(n) or n in c.numbers or n in c.verbs for n in range(spot.last, found.first)):
                return None
            led = spot.first - 1 - (c.low(spot.first - 1) in c.grammar.articles)
            return spot if c.low(led) in q.located else None
    return None
