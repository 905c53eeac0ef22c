"""Says where a claim holds: what its own words name, what its sentence begins with, or what the text was speaking of."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from witnessmark.extract.claims.brackets import begins, embedded
from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.doers import by_somebody, expelling, in_aside, with_relatives
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.headings import Heading, headed
from witnessmark.extract.claims.home import (
    answers_here,
    at_the_site,
    between_states,
    denies_it,
    elsewhere,
    joined_end,
    moved_to,
    narrower,
    of_continent,
    office_in,
    opens_in,
    site_of,
    the_site,
    worldwide,
)
from witnessmark.extract.claims.nearby import head_of_clause, nearest, of_victim
from witnessmark.extract.claims.numbered import WIDE
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placelists import listed_with
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import (
    Spot,
    attributive,
    countries_of,
    identified,
    located,
    of_office,
    of_seat,
    right_before,
    station_noun,
)
from witnessmark.extract.claims.several import the_same
from witnessmark.extract.claims.sites import at_street, in_state, in_street, of_town, points_there, tie_end, to_party
from witnessmark.extract.claims.stories import NOWHERE, Named
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.records.claims import Kind, Modality, When

Why = list[tuple[str, str]]
TOWNS = frozenset({"city", "municipality", "village", "province", "region"})
"""Units of which no town has any."""
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
    single: bool = False
    """Whether what is there is one alone: no number of stations is at the place of it."""
    home: Named = NOWHERE
    """The country in which the text is at home."""
    sole: Named = NOWHERE
    """The only place in which the text says that anything is."""
    story: Named = NOWHERE
    """The town that the text is plainly about."""
    street: Named = NOWHERE
    """The only street that the text names, and names in its beginning."""
    state: Named = NOWHERE
    """The country that takes a step in the headline."""
    named: Named = NOWHERE
    """The town or country in which something was said to be last."""
    continents: frozenset[str] = frozenset()
    """Names of continents in the text."""
    head: Heading | None = None
    """The place and the time with which a paragraph begins, and nothing else."""
    header: Named = NOWHERE
    """The place that stands before the colon of a line."""
    header_paragraph: int = -1
    setting: Named = NOWHERE
    """The town in which a paragraph begins: "En M me recibe una señora."."""
    setting_paragraph: int = -1
    placed: set[str] = field(default_factory=set)
    """Names of places at which stations were said to be."""
    last: Named = NOWHERE
    """Where the last claim with a place holds."""
    last_paragraph: int = -1
    town: Named = NOWHERE
    country: Named = NOWHERE
    reported: bool = False
    """Whether the only place is that of a report which the text sums up."""
    several: dict[str, Named] = field(default_factory=dict)
    """Lists of places, and countries of one sort, by how many they are: "the three countries" may mean them."""
    again: Named = NOWHERE
    """The places that the sentence calls "the three countries"."""
    counted: dict[int, Named] = field(default_factory=dict)
    """Where the things are that were counted, by where the count begins."""
    counted_at: dict[int, When | None] = field(default_factory=dict)
    """When that was so."""
    settled: dict[str, str] = field(default_factory=dict)
    """Names of places that the text settled, and the id: a name means the same place to the end."""


def place_of(found: Found, c: Clause, spots: Sequence[Spot], scene: Scene, countries: Collection[str], because: Why) -> Named:
    """Return where a claim holds, and the id of that place where it is certain."""
    if found.kind is Kind.MEASURE and c.low(found.core[0]) in placing(c.language).opinions:
        return NOWHERE  # what is condemned is somewhere, and who condemns it elsewhere
    spot: Spot | None = None
    led = f"{c.language}/counting.yaml: located"
    if found.place is not None:
        spot = next((x for x in spots if x.mention.name == found.place), None)
        if spot is None:
            because.append(("place", led))
            return found.place, None
    elif spots:
        spot, led = _led(found, c, spots)
        spot = spot or of_continent(found, c, spots) or office_in(found, c, spots, scene.placed)
    if spot is None and (spot := of_office(found, c, spots, scene.home[1]) or of_town(found, c, spots)) is not None:
        led = f"{c.language}/measure.yaml: officials"
    if spot is None:
        return _spoken_of(found, c, scene, because, spots)
    listed = listed_with(c, spot, spots) if found.place is None else spot.last
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
    spots = spots if found.kind is Kind.PRESENCE else [spot for spot in spots if not of_seat(c, spot)]
    if (near := nearest(found, c, spots)) is not None:
        return near, f"{c.language}/scope.yaml: {c.low(near.first - 1)} (opening)"
    end = tie_end(found, c)
    if c.grammar.verb_last and (inside := _in_clause(found, c, spots)) is not None:
        return inside[0], f"{c.language}/grammar.yaml: {inside[1]} (locatives)"
    if found.kind in {Kind.COUNT, Kind.ACT}:
        end = clause_end(c, found.last)
        end += AFTER_COMMA if c.low(end) == "," and c.low(end + 1) in placing(c.language).opening else 0  # "returns, in A and B"
    if found.kind is Kind.COUNT and found.unit in WIDE:
        wide = placing(c.language).wide
        named = (x for x in spots if found.first <= x.first < found.last and x.mention.adjective and c.low(x.last) in wide)
        if (whose := next(named, None)) is not None:
            return whose, f"{c.language}/scope.yaml: {c.low(whose.last)} (wide)"
    inside = located(c, spots, first, max(end, joined_end(found, c)) if found.kind is not Kind.LINK else end)
    about = c.low(found.last) in c.grammar.relatives  # "34 cases that occurred in A"
    if inside is not None and (by_somebody(found, c, inside[0]) or in_aside(found, c, inside[0]) or to_party(found, c, inside[0])):
        inside = None  # "paid by somebody in T": where the doer is
    if (end_of := moved_to(found, c, spots)) is not None:
        return end_of, f"{c.language}/scope.yaml: moving ({c.low(end_of.first - 1)})"
    if inside is not None and (found.kind is not Kind.COUNT or about or not _parted(c, found.core[1], inside[0].first)):
        return narrower(c, inside[0], spots), f"{c.language}/grammar.yaml: {inside[1]} (locatives)"
    # else it is the place of the next number or of another verb
    if found.kind is Kind.COUNT and not c.grammar.base_is_finite and (before := right_before(found, c, spots)) is not None:
        return before, f"{c.language}/grammar.yaml: {c.low(before.first - 1)} (locatives)"
    head = _at_head(c, spots) or _at_head_of_words(found, c, spots) or head_of_clause(found, c, spots) or of_victim(found, c, spots)
    return head, f"{c.language}/scope.yaml: {c.low(c.sentence.first)} (opening)"


def _in_clause(found: Found, c: Clause, spots: Sequence[Spot]) -> tuple[Spot, str] | None:
    """Return the place of a clause whose verb stands second or last: behind what is found, or before it."""
    outer = [spot for spot in spots if not embedded(c, spot.first, found.first)]
    inside = located(c, outer, found.first, clause_end(c, found.last))
    if inside is not None and by_somebody(found, c, inside[0]):
        inside = None  # "paid by somebody in T": where the doer is
    if inside is not None and (found.kind is not Kind.COUNT or not _parted(c, found.core[1], inside[0].first)):
        return inside
    return located(c, spots, begins(c, found.first), found.first)


@functools.cache
def _last_words(language: str) -> frozenset[str]:
    """Return the last words of what means the city or the country."""
    q = placing(language)
    return frozenset(words[-1] for runs in (q.the_city, q.the_country) for found in runs.values() for words in found)


def _spoken_of(found: Found, c: Clause, scene: Scene, because: Why, spots: Sequence[Spot]) -> Named:
    """Return the place that the text was speaking of, where a claim points back at it."""
    end = clause_end(c, found.last)
    if scene.again[0] is not None:
        because.append(("place", f"{c.language}/units.yaml: {found.unit or 'country'} (the places that were listed before)"))
        return scene.again
    if not _last_words(c.language).isdisjoint(c.lows(found.first, end)):
        q = placing(c.language)
        town = scene.story if scene.story[0] is not None else scene.town
        country = scene.country if scene.country[0] is not None else scene.home
        for sort, known, runs in (("city", town, q.the_city), ("country", country, q.the_country)):
            if known[0] is not None and any(run_at(c, n, runs) for n in range(found.first, end)):
                because.append(("place", f"{c.language}/scope.yaml: the_{sort}"))
                return known
    if scene.stations[0] is None and scene.street[0] is None and scene.named[0] is not None and points_there(found, c):
        because.append(("place", f"{c.language}/scope.yaml: there_named"))
        return scene.named
    if scene.street[0] is not None and at_street(found, c):
        because.append(("place", f"{c.language}/scope.yaml: premises (the street that the text is about)"))
        return scene.street
    if (same := the_same(found, c, scene.several))[0] is not None:
        because.append(("place", f"{c.language}/units.yaml: {found.unit} (those counted before)"))
        return same
    of_whole = found.lent is not None and (placing(c.language).worldwide or c.grammar.base_is_finite)
    whole = scene.counted.get(found.lent or 0, NOWHERE) if of_whole else NOWHERE
    if whole[0] is not None and not worldwide(found, c):
        because.append(("place", f"{c.language}/units.yaml: that of the whole"))
        return whole
    there = scene.stations[0] is not None and (_there(found, c, scene) or denies_it(found, c))
    if scene.home[0] is not None and answers_here(found, c.language) and (not there or scene.paragraph != c.sentence.paragraph):
        because.append(("place", f"{c.language}/scope.yaml: missions (where the mission is)"))
        return scene.home
    if not there:
        around = _around(found, c, scene, because, spots)
        if around[0] is None and scene.state[0] is not None and in_state(found, c, spots):
            because.append(("place", f"{c.language}/scope.yaml: story (the country that takes the step at the head of the text)"))
            return scene.state
        return around
    because.append(("place", f"{c.language}/scope.yaml: back (that of the stations spoken of before)"))
    return scene.stations


def note_header(c: Clause, spots: Sequence[Spot], scene: Scene) -> None:
    """Keep in mind the place that a line begins with: "Alemania: dos oficinas ..."."""
    spot = next(iter(spots), None)
    dated = spot is not None and not c.grammar.base_is_finite and c.low(spot.last) in DATELINE
    dated = dated and spot is not None and c.words.ends[spot.last - 1] < c.words.starts[spot.last]
    title = spot is not None and not c.grammar.base_is_finite and not c.base and c.low(spot.last) == "," and not c.sentence.start
    leads = dated or title or (spot is not None and c.low(spot.last) == ":")  # "Venezia, sequestrato il locale" at the head of a text
    if spot is not None and spot.first == c.sentence.first and leads and not spot.mention.adjective:
        places = spot.mention.places
        scene.header = (spot.mention.name, places[0].id if places and (len(places) == 1 or places[0].kind == "country") else None)
        scene.header_paragraph = c.sentence.paragraph
    elif (town := opens_in(c, spots)) is not None:
        scene.setting, scene.setting_paragraph = (town.mention.name, None), c.sentence.paragraph


def _around(found: Found, c: Clause, scene: Scene, because: Why, spots: Sequence[Spot]) -> Named:
    """Return the place of the claim before in the paragraph, or the only one of the text, for the kinds that a language lists."""
    q = placing(c.language)
    if found.kind is Kind.MEASURE and c.low(found.core[0]) in q.expelling and (land := expelling(found, spots)) is not None:
        because.append(("place", f"{c.language}/scope.yaml: {c.low(found.core[0])} (expelling)"))
        return land
    if not q.alone or found.unit in WIDE or _wider(found, c):
        return NOWHERE
    head = headed(scene.head, c.sentence.paragraph)
    if head.place[0] is not None:
        because.append(("place", "the head of the paragraph"))
        return head.place
    if scene.setting_paragraph == c.sentence.paragraph and not any(not spot.mention.adjective for spot in spots):
        because.append(("place", f"{c.language}/scope.yaml: opening (the town in which the paragraph begins)"))
        return scene.setting
    if scene.header_paragraph == c.sentence.paragraph:
        because.append(("place", f"{c.language}/scope.yaml: alone (that before the colon of the line)"))
        return scene.header
    # another place or another day: it may be another event
    if scene.street[0] is not None and in_street(found, spots, c.language):
        because.append(("place", f"{c.language}/scope.yaml: story (the street that the text is about)"))
        return scene.street
    away = bool(c.times) or any(not (spot.mention.adjective and scene.reported) for spot in spots)
    if (q.story and away and c.grammar.base_is_finite) or found.modality is Modality.PLANNED:
        return NOWHERE
    if between_states(found, c) or (c.grammar.base_is_finite and with_relatives(found, c)):
        return NOWHERE
    vast = (found.kind is not Kind.COUNT or bool(q.worldwide)) and not scene.reported  # what is done is not done in a whole continent
    if scene.last_paragraph == c.sentence.paragraph and found.kind.value in q.carried and not (vast and scene.last[0] in scene.continents):
        because.append(("place", f"{c.language}/scope.yaml: carried (that of the claim before in the paragraph)"))
        return scene.last
    if scene.sole[0] is not None and found.kind.value in q.alone and not (vast and scene.sole[0] in scene.continents):
        because.append(("place", f"{c.language}/scope.yaml: alone (the only place that the text speaks of)"))
        return scene.sole
    if scene.story[0] is not None and found.kind.value in q.story and not away and found.unit not in TOWNS:
        because.append(("place", f"{c.language}/scope.yaml: story (the town that the text is about)"))
        return scene.story
    return NOWHERE


def _there(found: Found, c: Clause, scene: Scene) -> bool:
    """Whether a claim without a place of its own is about the stations whose place was told before."""
    if scene.single and scene.paragraph != c.sentence.paragraph and placing(c.language).worldwide:
        return the_site(found, c)
    if scene.paragraph != c.sentence.paragraph and not scene.of_all:
        return False
    q, lows = placing(c.language), c.lows(found.first, found.last)
    like = words_of("units", "station_like", "words", c.language)
    again = any(c.low(n) in like and c.low(n - 1) in q.back for n in range(found.first, found.last))  # "the offices must stop all work"
    about = station_noun(found.object, c.language) or station_noun(found.subject, c.language) or not q.there.isdisjoint(lows)
    about = about or at_the_site(found, c)
    if elsewhere(found, c, single=scene.single):
        return False
    if not (about or (again and c.grammar.base_is_finite)) or _wider(found, c):
        return False
    return again or scene.paragraph == c.sentence.paragraph or c.low(found.first) in q.back or c.low(found.first - 1) in q.back


def _parted(c: Clause, first: int, last: int) -> bool:
    sited = placing(c.language).sited
    first += c.grammar.adjectives_follow and c.low(first).endswith(c.grammar.participle_endings)  # "31 personas acogidas en M"
    if c.grammar.base_is_finite and not any(c.sign(n) or n in c.numbers or c.low(n) in c.grammar.coordinators for n in range(first, last)):
        return sum(n in c.verbs for n in range(first, last)) > 1
    return any(n in c.numbers or (n in c.verbs and c.low(n) not in sited) or c.low(n) in c.grammar.auxiliaries for n in range(first, last))


def _wider(found: Found, c: Clause) -> bool:
    """Whether a count is one over several countries: it is not at the place of the last station."""
    return found.kind is Kind.COUNT and (c.low(found.last) in placing(c.language).wider or worldwide(found, c))


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
    site = site_of(c, spots) if scene.paragraph != c.sentence.paragraph else None
    if site is not None:
        ident = site[0].mention.places[0].id if len(site[0].mention.places) == 1 else None
        scene.stations, scene.paragraph, scene.single = (site[0].mention.name, ident), c.sentence.paragraph, site[1]
        scene.of_all = not scene.wide
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
            scene.country = scene.named = known
        elif places[0].kind == "city":
            scene.town = scene.named = known


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
