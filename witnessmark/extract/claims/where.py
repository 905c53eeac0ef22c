"""Says where a claim holds: what its own words name, what its sentence begins with, or what the text was speaking of."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from witnessmark.extract.claims.brackets import begins, embedded
from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.numbered import WIDE
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot, attributive, countries_of, identified, located, of_office, right_before, station_noun
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.extract.places import Mention
from witnessmark.records.claims import Kind, Modality

Named = tuple[str | None, str | None]
"""A place as the text has it, and its id."""
Why = list[tuple[str, str]]
NOWHERE: Named = (None, None)
TOWNS = frozenset({"city", "municipality", "village", "province", "region"})
"""Units of which no town has any."""
BY_SOMEBODY = frozenset({Kind.CONTROL, Kind.ACT})
"""Kinds of claims that do not hold where their doer is."""
LONGEST_LEDE = 200
"""Code points of headline and first sentence: what a text is about is named there."""
LONGEST_OPENING = 700
"""Code points of headline and first paragraphs: the town in which all of it is, is where the story is."""
LEAST_NAMED = 2
"""How often the town of a story is named, and how many times as often as any other."""
LONGEST_DATELINE = 32
"""Code points from the town of a dateline to its dash."""
DASHES = (" - ", " — ", " – ", "—")
LONGEST_JOINT = len(" and ")
LONGEST_LEAD = 24
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
    continents: frozenset[str] = frozenset()
    """Names of continents in the text."""
    header: Named = NOWHERE
    """The place that stands before the colon of a line."""
    header_paragraph: int = -1
    last: Named = NOWHERE
    """Where the last claim with a place holds."""
    last_paragraph: int = -1
    town: Named = NOWHERE
    country: Named = NOWHERE
    learned: dict[str, set[str]] = field(default_factory=dict)
    """Names of places that no gazetteer knows, as the text brought them in, by their first word."""
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
    if spot is None and (spot := of_office(found, c, spots)) is not None:
        led = f"{c.language}/measure.yaml: officials"
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
    if c.grammar.verb_last and (inside := _in_clause(found, c, spots)) is not None:
        return inside[0], f"{c.language}/grammar.yaml: {inside[1]} (locatives)"
    if found.kind in {Kind.COUNT, Kind.ACT}:
        end = clause_end(c, found.last)
        end += AFTER_COMMA if c.low(end) == "," and c.low(end + 1) in placing(c.language).opening else 0  # "returns, in A and B"
    inside = located(c, spots, first, end)
    about = c.low(found.last) in c.grammar.relatives  # "34 cases that occurred in A"
    if inside is not None and _by_somebody(found, c, inside[0]):
        inside = None  # "paid by somebody in T": where the doer is
    if inside is not None and (found.kind is not Kind.COUNT or about or not _parted(c, found.core[1], inside[0].first)):
        return inside[0], f"{c.language}/grammar.yaml: {inside[1]} (locatives)"
    # else it is the place of the next number or of another verb
    if found.kind is Kind.COUNT and not c.grammar.base_is_finite and (before := right_before(found, c, spots)) is not None:
        return before, f"{c.language}/grammar.yaml: {c.low(before.first - 1)} (locatives)"
    return _at_head(c, spots) or _at_head_of_words(found, c, spots), f"{c.language}/scope.yaml: {c.low(c.sentence.first)} (opening)"


def _in_clause(found: Found, c: Clause, spots: Sequence[Spot]) -> tuple[Spot, str] | None:
    """Return the place of a clause whose verb stands second or last: behind what is found, or before it."""
    outer = [spot for spot in spots if not embedded(c, spot.first, found.first)]
    inside = located(c, outer, found.first, clause_end(c, found.last))
    if inside is not None and _by_somebody(found, c, inside[0]):
        inside = None  # "paid by somebody in T": where the doer is
    if inside is not None and (found.kind is not Kind.COUNT or not _parted(c, found.core[1], inside[0].first)):
        return inside
    return located(c, spots, begins(c, found.first), found.first)


def _by_somebody(found: Found, c: Clause, spot: Spot) -> bool:
    """Whether a place only says where the doer is."""
    if not c.grammar.base_is_finite or found.kind not in BY_SOMEBODY or spot.mention.name not in (found.subject or ""):
        return False
    return found.kind is Kind.CONTROL or not c.grammar.agents.isdisjoint(c.lows(found.core[1] - 1, spot.first))


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
    elsewhere = bool(spots or c.times)  # another place or another day: it may be another event
    if (q.story and elsewhere and c.grammar.base_is_finite) or found.modality is Modality.PLANNED:
        return NOWHERE
    vast = found.kind is not Kind.COUNT  # what is done is not done in a whole continent
    if scene.last_paragraph == c.sentence.paragraph and found.kind.value in q.carried and not (vast and scene.last[0] in scene.continents):
        because.append(("place", f"{c.language}/scope.yaml: carried (that of the claim before in the paragraph)"))
        return scene.last
    if scene.sole[0] is not None and found.kind.value in q.alone and not (vast and scene.sole[0] in scene.continents):
        because.append(("place", f"{c.language}/scope.yaml: alone (the only place that the text speaks of)"))
        return scene.sole
    if scene.story[0] is not None and found.kind.value in q.story and not elsewhere and found.unit not in TOWNS:
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
    if c.grammar.base_is_finite and not any(c.sign(n) or n in c.numbers or c.low(n) in c.grammar.coordinators for n in range(first, last)):
        return sum(n in c.verbs for n in range(first, last)) > 1
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
    for k, m in enumerate(mentions):
        before = low[max(0, m.start - LONGEST_LEAD) : m.start].split()
        while before and before[-1] in articles:
            before.pop()
        if not m.adjective and m.places and before and before[-1] in q.opening:
            if q.story and _joined(mentions, k):
                return NOWHERE  # "in A, B and C"
            found[m.name] = m.places[0].id if len(m.places) == 1 or m.places[0].kind == "country" else None
            first = min(first, m.start)
    return next(iter(found.items())) if len(found) == 1 and first < LONGEST_LEDE else NOWHERE


def _joined(mentions: Sequence[Mention], k: int) -> bool:
    """Whether another place follows a mention at once."""
    if k + 1 >= len(mentions):
        return False
    m, more = mentions[k], mentions[k + 1]
    return more.start - m.end <= LONGEST_JOINT and more.places[:1] != m.places[:1]


def story_place(low: str, mentions: Sequence[Mention], language: str) -> Named:
    """Return the town that a text in lower case is plainly about: it stands in the beginning, and again, and no other as often."""
    q = placing(language)
    seen: Counter[str] = Counter()
    first: dict[str, int] = {}
    sited: dict[str, Mention] = {}
    for m in mentions if q.story else ():
        if m.adjective or m.within or (m.places and m.places[0].kind != "city"):
            continue
        name = m.name.casefold()
        seen[name] += 1
        first.setdefault(name, m.start)
        if (name not in sited or sited[name].name.isupper()) and (_sited(low, m, language) or _dateline(low, m)):
            sited[name] = m
    best = sorted(sited, key=lambda name: -seen[name])[:2]
    if not best or seen[best[0]] < LEAST_NAMED or first[best[0]] >= LONGEST_OPENING:
        return NOWHERE
    if len(best) > 1 and seen[best[1]] * LEAST_NAMED > seen[best[0]]:
        return NOWHERE
    if not sited[best[0]].places and len(seen) > 1:
        return NOWHERE  # of a name that no gazetteer knows nobody can tell whether it is a town
    m = sited[best[0]]
    return m.name, m.places[0].id if len(m.places) == 1 else None


def _sited(low: str, m: Mention, language: str) -> bool:
    """Whether the words before a place say that something is there: "in the city of T", "the suburbs of T"."""
    q, g = placing(language), grammar(language)
    before = low[max(0, m.start - LONGEST_LEAD) : m.start].split()
    while before and (before[-1] in g.articles or before[-1] in q.beside) and before[-1] not in q.opening and before[-1] not in g.genitives:
        before.pop()
    if not before:
        return False
    return before[-1] in q.opening or (before[-1] in g.genitives and len(before) > 1 and before[-2] in q.site_nouns)


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
