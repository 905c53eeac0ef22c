"""Says where a claim holds: what its own words name, what its sentence begins with, or what the text was speaking of."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.numbered import WIDE
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot, attributive, countries_of, identified, located, station_noun
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.extract.places import Mention
from witnessmark.records.claims import Kind

Named = tuple[str | None, str | None]
"""A place as the text has it, and its id."""
Why = list[tuple[str, str]]
NOWHERE: Named = (None, None)
LONGEST_LEDE = 200
"""Code points of headline and first sentence: what a text is about is named there."""
LONGEST_OPENING = 700
"""Code points of headline and first paragraphs: the town in which all of it is, is where the story is."""
LONGEST_DATELINE = 32
"""Code points from the town of a dateline to its dash."""
DASHES = (" - ", " — ", " – ", "—")
LONGEST_LEAD = 16
"""Code points before a place in which the word that leads it stands."""
MOST_BETWEEN = 3
"""Words between two places of a list."""
DATELINE = frozenset("-–—")
"""Signs behind the place that a report begins with: "CURITIBA - Quatro pessoas ..."."""
AFTER_COMMA = 4
"""Words from a comma to the place that a locative word leads after it."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """Where the text is: the places that later sentences may mean by "there", "the city" and "the country"."""

    stations: Named = NOWHERE
    """Where the stations are that were spoken of last."""
    paragraph: int = -1
    of_all: bool = False
    """Whether that is the place of all the stations that the text spoke of until then, and not of a part of them."""
    wide: set[str] = field(default_factory=set)
    """How many stations were counted without a place: of another number, what is placed later is a part of them."""
    sole: Named = NOWHERE
    """The only place in which the text says that anything is."""
    story: Named = NOWHERE
    """The town that the text is plainly about."""
    header: Named = NOWHERE
    """The place that stands before the colon of a line."""
    header_paragraph: int = -1
    last: Named = NOWHERE
    """Where the last claim with a place holds."""
    last_paragraph: int = -1
    town: Named = NOWHERE
    country: Named = NOWHERE
    settled: dict[str, str] = field(default_factory=dict)
    """Names of places that the text settled, and the id: a name means the same place to the end."""


def place_of(found: Found, c: Clause, spots: Sequence[Spot], scene: Scene, countries: Collection[str], because: Why) -> Named:
    """Return where a claim holds, and the id of that place where it is certain."""
    spot: Spot | None = None
    led = f"{c.language}/counting.yaml: located"
    if found.place is not None:
        spot = next((x for x in spots if x.mention.name == found.place), None)
        if spot is None:
            because.append(("place", led))
            return found.place, None
    elif spots:
        spot, led = _led(found, c, spots)
    if spot is None:
        return _spoken_of(found, c, scene, because, spots)
    listed = _listed_with(c, spot, spots) if found.place is None else spot.last
    because.append(("place", f"{led} ({c.words.said(spot.first, listed)})"))
    if listed != spot.last:
        return c.words.said(spot.first, listed), None
    name, ident = _certain(spot, spots, scene, countries, because)
    return name, ident


def _certain(spot: Spot, spots: Sequence[Spot], scene: Scene, countries: Collection[str], because: Why) -> Named:
    beside = countries_of([x.mention for x in spots]) if len(spot.mention.places) > 1 else ()
    ident, why = identified(spot, beside, countries)
    name = spot.mention.name
    if ident is not None:
        scene.settled[name] = ident
    elif name in scene.settled:
        ident, why = scene.settled[name], "settled before in this text"
    because.append(("place_id", why))
    return name, ident


def _led(found: Found, c: Clause, spots: Sequence[Spot]) -> tuple[Spot | None, str]:
    """Return the place that a claim's own words name, or that its sentence begins with, and the list of words that say so."""
    first = found.core[1] if found.kind is Kind.DENIAL else found.first
    end = found.last
    if found.kind in {Kind.COUNT, Kind.ACT}:
        end = clause_end(c, found.last)
        end += AFTER_COMMA if c.low(end) == "," and c.low(end + 1) in placing(c.language).opening else 0  # "returns, in A and B"
    inside = located(c, spots, first, end)
    about = c.low(found.last) in c.grammar.relatives  # "34 cases that occurred in A"
    if inside is not None and (found.kind is not Kind.COUNT or about or not _parted(c, found.core[1], inside[0].first)):
        return inside[0], f"{c.language}/grammar.yaml: {inside[1]} (locatives)"
    # else it is the place of the next number or of another verb
    if found.kind is Kind.COUNT and not c.grammar.base_is_finite and (before := _right_before(found, c, spots)) is not None:
        return before, f"{c.language}/grammar.yaml: {c.low(before.first - 1)} (locatives)"
    return _at_head(c, spots) or _at_head_of_words(found, c, spots), f"{c.language}/scope.yaml: {c.low(c.sentence.first)} (opening)"


def _right_before(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the place that stands between a verb and what is counted there: "mantiene en España nueve oficinas"."""
    q = counting(c.language)
    for spot in reversed(spots):
        if spot.last <= found.first:
            if spot.mention.adjective or any(c.sign(n) or n in c.numbers or n in c.verbs for n in range(spot.last, found.first)):
                return None
            led = spot.first - 1 - (c.low(spot.first - 1) in c.grammar.articles)
            return spot if c.low(led) in q.located else None
    return None


def _listed_with(c: Clause, spot: Spot, spots: Sequence[Spot]) -> int:
    """Return the end of a list of places that begins with one: "in Spain, Serbia and France"."""
    last = spot.last
    for more in spots:
        if more.first <= last or more.mention.adjective:
            continue
        between, g = c.lows(last, more.first), c.grammar
        again = next((k for k, low in enumerate(between) if low == "," or low in g.coordinators), len(between))  # "in A and in B"
        joined = all(
            low == "," or low in g.coordinators or low in g.articles or (k > again and low in g.locatives) for k, low in enumerate(between)
        )
        if not between or len(between) > MOST_BETWEEN or not joined:
            break
        if between[0] == "," and len(between) == 1 and _inside(spot, more):
            break  # "Toledo, Spain"
        last = more.last
    return last if any(low in c.grammar.coordinators for low in c.lows(spot.last, last)) else spot.last


def _inside(a: Spot, b: Spot) -> bool:
    """Whether a place may lie in the next that is named."""
    whole = b.mention.places[:1]
    return any(p.country == w.country for w in whole if w.kind == "country" for p in a.mention.places)


@functools.cache
def _last_words(language: str) -> frozenset[str]:
    """Return the last words of what means the city or the country."""
    q = placing(language)
    return frozenset(words[-1] for runs in (q.the_city, q.the_country) for found in runs.values() for words in found)


def _spoken_of(found: Found, c: Clause, scene: Scene, because: Why, spots: Sequence[Spot]) -> Named:
    """Return the place that the text was speaking of, where a claim points back at it."""
    end = clause_end(c, found.last)
    if not _last_words(c.language).isdisjoint(c.lows(found.first, end)):
        q = placing(c.language)
        for sort, known, runs in (("city", scene.town, q.the_city), ("country", scene.country, q.the_country)):
            if known[0] is not None and any(run_at(c, n, runs) for n in range(found.first, end)):
                because.append(("place", f"{c.language}/scope.yaml: the_{sort}"))
                return known
    if scene.stations[0] is None or not _there(found, c, scene):
        return _around(found, c, scene, because, spots)
    because.append(("place", f"{c.language}/scope.yaml: back (that of the stations spoken of before)"))
    return scene.stations


def note_header(c: Clause, spots: Sequence[Spot], scene: Scene) -> None:
    """Keep in mind the place that a line begins with: "Alemania: dos oficinas ..."."""
    spot = next(iter(spots), None)
    dated = c.low(spot.last) in DATELINE and c.words.ends[spot.last - 1] < c.words.starts[spot.last] if spot is not None else False
    if spot is not None and spot.first == c.sentence.first and (dated or c.low(spot.last) == ":") and not spot.mention.adjective:
        places = spot.mention.places
        scene.header = (spot.mention.name, places[0].id if places and (len(places) == 1 or places[0].kind == "country") else None)
        scene.header_paragraph = c.sentence.paragraph


def _around(found: Found, c: Clause, scene: Scene, because: Why, spots: Sequence[Spot]) -> Named:
    """Return the place of the claim before in the paragraph, or the only one of the text, for the kinds that a language lists."""
    q = placing(c.language)
    if not q.alone or found.unit in WIDE or _wider(found, c):
        return NOWHERE
    if scene.header_paragraph == c.sentence.paragraph:
        because.append(("place", f"{c.language}/scope.yaml: alone (that before the colon of the line)"))
        return scene.header
    if q.story and (spots or c.times):
        return NOWHERE  # another place or another day: it may be another event
    if scene.last_paragraph == c.sentence.paragraph and found.kind.value in q.carried:
        because.append(("place", f"{c.language}/scope.yaml: carried (that of the claim before in the paragraph)"))
        return scene.last
    if scene.sole[0] is not None and found.kind.value in q.alone:
        because.append(("place", f"{c.language}/scope.yaml: alone (the only place that the text speaks of)"))
        return scene.sole
    if scene.story[0] is not None and found.kind.value in q.story:
        because.append(("place", f"{c.language}/scope.yaml: story (the town that the text is about)"))
        return scene.story
    return NOWHERE


def _there(found: Found, c: Clause, scene: Scene) -> bool:
    """Whether a claim without a place of its own is about the stations whose place was told before."""
    if scene.paragraph != c.sentence.paragraph and not scene.of_all:
        return False
    q, lows = placing(c.language), c.lows(found.first, found.last)
    about = station_noun(found.object, c.language) or station_noun(found.subject, c.language) or not q.there.isdisjoint(lows)
    if not about or _wider(found, c):
        return False
    if scene.paragraph == c.sentence.paragraph:
        return True
    like = words_of("units", "station_like", "words", c.language)
    if c.low(found.first) in q.back or c.low(found.first - 1) in q.back:
        return True
    return any(c.low(n) in like and c.low(n - 1) in q.back for n in range(found.first, found.last))


def _parted(c: Clause, first: int, last: int) -> bool:
    sited = placing(c.language).sited
    return any(n in c.numbers or (n in c.verbs and c.low(n) not in sited) or c.low(n) in c.grammar.auxiliaries for n in range(first, last))


def _wider(found: Found, c: Clause) -> bool:
    """Whether a count is one over several countries: it is not at the place of the last station."""
    return found.kind is Kind.COUNT and c.low(found.last) in placing(c.language).wider


def _at_head(c: Clause, spots: Sequence[Spot]) -> Spot | None:
    for spot in spots:
        if spot.first > c.sentence.first + 2:
            return None
        if c.low(c.sentence.first) in placing(c.language).opening and not spot.mention.adjective:
            return spot
    return None


def _at_head_of_words(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the place with which the words that somebody denies begin: "ribadisce che in Italia non opera alcuna polizia"."""
    if found.kind is not Kind.DENIAL or c.grammar.base_is_finite:
        return None
    for spot in spots:
        led = spot.first - 1 - (c.low(spot.first - 1) in c.grammar.articles)
        if spot.last == found.first and c.low(led) in placing(c.language).opening and c.low(led - 1) in c.grammar.complementizers:
            return spot
    return None


def note_places(c: Clause, spots: Sequence[Spot], scene: Scene) -> None:
    """Keep in mind the town and the country that a sentence says something to be in, the last of each."""
    q = placing(c.language)
    for spot in spots:
        places, n = spot.mention.places, spot.first - 1
        if not places or spot.mention.adjective or spot.mention.within or attributive(c, spot):
            continue
        while c.low(n) in q.beside and c.low(n) not in q.opening:
            n -= 1
        if c.low(n) not in q.opening and c.low(n):
            continue
        name = spot.mention.name
        known = (name, places[0].id if len(places) == 1 or places[0].kind == "country" else scene.settled.get(name))
        if places[0].kind == "country":
            scene.country = known
        elif places[0].kind == "city":
            scene.town = known


def sole_place(low: str, mentions: Sequence[Mention], language: str) -> Named:
    """Return the only place in which a text in lower case says that anything is; none where several are, or the language asks for none."""
    q, articles = placing(language), grammar(language).articles
    found: dict[str, str | None] = {}
    first = LONGEST_LEDE
    if not q.alone:
        return NOWHERE
    for m in mentions:
        before = low[max(0, m.start - LONGEST_LEAD) : m.start].split()
        while before and before[-1] in articles:
            before.pop()
        if not m.adjective and m.places and before and before[-1] in q.opening:
            found[m.name] = m.places[0].id if len(m.places) == 1 or m.places[0].kind == "country" else None
            first = min(first, m.start)
    return next(iter(found.items())) if len(found) == 1 and first < LONGEST_LEDE else NOWHERE


def story_place(low: str, mentions: Sequence[Mention], language: str) -> Named:
    """Return the town that a text in lower case is plainly about: that of its dateline, or the only one in its beginning that anything is in."""
    q, articles = placing(language), grammar(language).articles
    dated: Mention | None = None
    begun: dict[str, Mention] = {}
    if not q.story:
        return NOWHERE
    for m in mentions:
        if m.adjective or not m.places or m.places[0].kind != "city" or m.within:
            continue
        if dated is None and m.start < LONGEST_OPENING and _dateline(low, m):
            dated = m
            continue
        before = low[max(0, m.start - LONGEST_LEAD) : m.start].split()
        while before and (before[-1] in articles or before[-1] in q.beside) and before[-1] not in q.opening:
            before.pop()
        if before and before[-1] in q.opening:
            if dated is not None and m.name.casefold() == dated.name.casefold():
                return m.name, _only(m)
            begun.setdefault(m.name.casefold(), m)
    m = next(iter(begun.values()), None)
    return (m.name, _only(m)) if m is not None and len(begun) == 1 and m.start < LONGEST_OPENING else NOWHERE


def _only(m: Mention) -> str | None:
    return m.places[0].id if len(m.places) == 1 else None


def _dateline(low: str, m: Mention) -> bool:
    """Whether a line begins with a town and a dash: "ANTWERP, March 14 - ..."."""
    if m.start and low[m.start - 1] != "\n":
        return False
    near = low[m.end : m.end + LONGEST_DATELINE].partition("\n")[0]
    return any(dash in near for dash in DASHES)


def covering(towns: Sequence[str], c: Clause, spots: Sequence[Spot]) -> str | None:
    """Return the country that covers all of some towns, where the sentence speaks of it: "the Dutch government ... in A and in B"."""
    inside = [{p.country for p in spot.mention.places} for spot in spots if spot.mention.name in towns]
    common = set.intersection(*inside) if inside else set()
    for spot in spots:
        places = spot.mention.places
        if spot.first < c.sentence.last and places and places[0].kind == "country" and places[0].country in common:
            return name_of(spot, c.language)
    return None


def name_of(spot: Spot, language: str) -> str:
    """Return the name of a place, of an adjective that of its country."""
    if not spot.mention.adjective or not spot.mention.places:
        return spot.mention.name
    place = spot.mention.places[0]
    return dict(place.names).get(language, place.name)
