"""Says where and when a claim holds: the place and the time that its own clause names, then its sentence, then what the paragraph set."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from typing import NamedTuple

from witnessmark.extract.claims.brackets import begins, embedded
from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.forms import plural_ending
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import ends_in, grammar, words_of
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.speakers import Frame
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed
from witnessmark.records.claims import Kind, When

LONGEST_DATELINE = 5
"""Words of the town before the day of a dateline."""
LONGEST_ASIDE = 9
"""Words between commas behind which a time still belongs to what stands before them."""


LONGEST_OFFICE = 5
"""Words between the name of an office and its place."""
NEAR_VERB = 3
"""Words behind a verb of counting in which the day of the counting stands."""


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
        wide = spot.mention.adjective and c.low(spot.last) in q.wide  # "in seven European countries"
        if (spot.mention.adjective and not wide) or spot.last <= first or attributive(c, spot):
            continue
        if spot.first >= last:
            break
        n = spot.first - 1
        while wide and (n in c.numbers or c.low(n) in q.some):
            n -= 1
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


def of_seat(c: Clause, spot: Spot) -> bool:
    """Whether a place is only where somebody sits: "una plataforma con sede en B"."""
    seats = placing(c.language).seats
    return bool(seats) and (c.low(spot.first - 2) in seats or c.low(spot.first - 3) in seats)


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
    usable = [m for m in moments if m.timed.sort != "attributive" and not any(_of_speaking(c, m, f) for f in frames) and not _dated(c, m)]
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
    right = [] if c.grammar.base_is_finite or c.grammar.verb_last else [m for m in usable if _right_before(c, m, span[0])]
    if right:
        return right[-1]  # "señoría, el 9 de mayo dos hombres atacaron": the day right before
    if (first := _heading(c, usable, span[0], start)) is not None:
        return first
    if c.grammar.adjectives_follow and (near := _in_same_clause(c, usable, span[0])) is not None:
        return near
    head = _past_marks(c)
    later = clause_end(c, span[1])
    for m in usable:
        if c.grammar.base_is_finite and ";" in c.lows(m.last, span[0]):
            continue
        led = m.first > head and c.low(m.first - 1) in q.heading
        if m.first - led == head or span[1] <= m.first <= span[1] + 1 or (span[1] <= m.first < later and not _next(c, span[1], m.first)):
            return m
    return _past_aside(c, usable, span[1])


def _heading(c: Clause, usable: Sequence[Moment], first: int, start: int) -> Moment | None:
    """Return the time with which a sentence, its words that somebody says, or a clause behind a semicolon begins."""
    q, g = placing(c.language), c.grammar
    that = start + (g.base_is_finite and c.low(start) in g.complementizers)
    for m in usable:
        if g.base_is_finite and ";" in c.lows(m.last, first):
            continue  # another clause has a time of its own
        opens = g.base_is_finite and c.low(m.first - 1) == ";" and m.last <= first
        if opens or m.first == c.sentence.first or start <= m.first <= start + 1:
            return m
        led = c.low(m.first - 1) in q.heading or (c.low(m.first - 1) in g.articles and c.low(m.first - 2) in q.heading)
        if led and m.first - 1 in (start, that, c.sentence.first):
            return m
    return None


def _dated(c: Clause, m: Moment) -> bool:
    """Whether a time is that of a dateline: "Madrid, 26 oct. - "."""
    s, n = c.sentence, m.last + (c.low(m.last) == ".")
    return not c.grammar.base_is_finite and s.opens and m.first - s.first <= LONGEST_DATELINE and c.low(n) in {"-", "–", "—"}


def _right_before(c: Clause, m: Moment, first: int) -> bool:
    """Whether a time stands right before a claim, or heads its clause with a comma: "una cifra: entre 2020 y 2021, 300 personas"."""
    if m.last == first:
        return True
    n = m.first - 1
    while c.low(n) in placing(c.language).heading:
        n -= 1
    return m.last + 1 == first and c.low(m.last) == "," and c.low(n) in {":", ";"}


def _past_aside(c: Clause, usable: Sequence[Moment], last: int) -> Moment | None:
    """Return a time behind words between commas: "entregó a 200 personas, en su mayoría mujeres, entre 2018 y 2019"."""
    if c.grammar.base_is_finite or c.grammar.verb_last or c.low(last) != ",":
        return None
    close = next((n for n in range(last + 1, min(last + LONGEST_ASIDE, c.sentence.last)) if c.low(n) == ","), None)
    if close is None or any(n in c.verbs or n in c.numbers or c.low(n) in c.grammar.auxiliaries for n in range(last, close)):
        return None
    return next((m for m in usable if m.first in (close + 1, close + 2)), None)


def _in_same_clause(c: Clause, usable: Sequence[Moment], first: int) -> Moment | None:
    """Return the time that stands in the clause before some words: "La Pologne accueillera en 2025 quarante familles"."""
    g = c.grammar
    parting = g.opening | g.relatives | g.complementizers
    for m in reversed(usable):
        if m.last <= first:
            apart = any((c.sign(n) and c.low(n) not in QUOTES) or n in c.numbers or c.low(n) in parting for n in range(m.last, first))
            return None if apart else m
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
    if not c.grammar.base_is_finite:
        if any(c.low(n) == ";" for n in range(m.last, f.span[0])):
            return False  # "ont signé en 2022 un accord ; l'agence rapporte que ..."
        if f.sort == "tallies" and m.first > f.content[0] + NEAR_VERB:
            return False  # "évoque aussi une femme menacée en février"
    if f.content[0] > f.span[0]:
        # Speaker before the words: times before them belong to the speaking.
        if c.low(f.span[0]).endswith(c.grammar.gerund_endings):
            return False  # ", saying that ...": the time before it is that of the deed
        if not c.grammar.base_is_finite and m.last <= f.span[0] and not QUOTES.isdisjoint(c.lows(m.last, f.span[0])):
            return False  # told in the quotation before
        if c.grammar.pro_drop and m.last <= f.span[0] and not c.grammar.relatives.isdisjoint(c.lows(f.span[0], f.content[0])):
            return False  # "convocó el 12 de junio al embajador, quien manifestó que": that of the step
        if f.sort == "tallies" and not c.grammar.base_is_finite and m.timed.when is not None and "/" in m.timed.when.edtf:
            return False  # "Entre 2018 y 2023 documentó 88 casos": the period of what is counted
        if f.sort == "tallies" and c.grammar.base_is_finite:
            return c.sentence.first <= m.first <= c.sentence.first + 1 or f.span[0] <= m.first < f.content[0]
        if f.sort == "tallies":
            return not any(n in c.numbers for n in (m.first - 1, m.first - 2))
        return c.sentence.first <= m.first < f.content[0] and f.sort in ("says", "accuses")
    return f.sort == "says" and m.first - f.span[1] in (0, 1)


def told_at(c: Clause, moments: Sequence[Moment], frames: Sequence[Frame], speaker: str | None) -> When | None:
    """Return when somebody spoke, as the sentence says: "dijo el miércoles un consejero"."""
    for f in frames:
        if f.speaker != speaker:
            continue
        near = (m for m in moments if _of_speaking(c, m, f) or c.sentence.first <= m.first < f.span[1])
        if (m := next(near, None)) is not None:
            return m.timed.when
    return next((m.timed.when for m in moments if m.first - 1 in c.tellers or m.first - 2 in c.tellers), None)


def when_of(moment: Moment | None) -> When | None:
    """Return what a time means, or null."""
    return moment.timed.when if moment is not None else None


@functools.lru_cache(maxsize=4096)
def station_noun(phrase: str | None, language: str = "en") -> bool:
    """Whether a phrase speaks of stations, offices or other sites of that sort."""
    like = words_of("units", "station_like", "words", language)
    if phrase is None:
        return False
    words = phrase.casefold().replace(",", " ").split()
    return not like.isdisjoint(words) or (grammar(language).capital_nouns and any(ends_in(word, like) for word in words))


def several(phrase: str | None, language: str) -> bool:
    """Whether a phrase speaks of more than one station."""
    like = words_of("units", "station_like", "words", language)
    return any(word in like and plural_ending(word, language) for word in (phrase or "").casefold().split())


def of_office(found: Found, c: Clause, spots: Sequence[Spot], home: str | None = None) -> Spot | None:
    """Return the place of the office that takes a step: "la Fiscalía de M investiga"; an embassy acts for another place.

    `home` is the id of the country in which the text is at home: the police of a town there act in it, those of another land elsewhere.
    """
    if found.kind not in {Kind.MEASURE, Kind.COUNT} or c.grammar.base_is_finite:
        return None
    officials = words_of("measure", "officials", "words", c.language) - placing(c.language).bound
    own = words_of("measure", "officials", "words", c.language) - placing(c.language).missions
    for spot in spots:
        here = home is not None and any(f"cc:{p.country}" == home and p.kind == "city" for p in spot.mention.places)
        if not _office_of(c, spot, own if here else officials):
            continue
        if found.kind is Kind.MEASURE and c.grammar.adjectives_follow and not found.first <= spot.first < found.core[0]:
            continue
        if found.kind is Kind.MEASURE and c.grammar.adjectives_follow:
            return spot if found.subject is not None and spot.mention.name in found.subject else None
        between = range(spot.last, found.core[0])
        apart = any((c.sign(n) and c.low(n) not in QUOTES) or n in c.numbers or c.low(n) in c.grammar.relatives for n in between)
        begins = all(not c.sign(n) and n not in c.verbs for n in range(c.sentence.first, spot.first))
        return spot if spot.last <= found.core[0] and begins and not apart else None
    return None


def _office_of(c: Clause, spot: Spot, officials: Collection[str]) -> bool:
    """Whether a place says whose office it is: "la police judiciaire de L", "das Landgericht K", "die Wiener Polizei"."""
    if c.grammar.verb_last:
        if spot.mention.adjective:
            town = bool(spot.mention.places) and spot.mention.places[0].kind == "city"
            return town and ends_in(c.low(spot.last), frozenset(officials))
        return c.words.capital(spot.first - 1) and ends_in(c.low(spot.first - 1), frozenset(officials))
    if spot.mention.adjective or c.low(spot.first - 1) not in c.grammar.genitives:
        return False
    for n in range(spot.first - 2, max(c.sentence.first, spot.first - LONGEST_OFFICE) - 1, -1):
        if c.low(n) in officials:
            return True
        if c.sign(n) or n in c.verbs or c.low(n) in c.grammar.auxiliaries or c.low(n) in c.grammar.conjunctions:
            return False
    return False


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
