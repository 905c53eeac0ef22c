"""Says in which country a text is at home: whose offices act there, and where the embassies are that answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.numbered import PERSON, SITES, WIDE
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot, of_seat, several, station_noun
from witnessmark.extract.claims.sites import past_apposition
from witnessmark.extract.claims.stories import Named
from witnessmark.extract.claims.units import unit_of
from witnessmark.extract.places import Mention
from witnessmark.records.claims import Draft, Kind, Modality

LONGEST_BEFORE = 90
"""Code points before the name of a country in which the words are looked for that lead it."""
DEEDS = frozenset({Kind.ACT, Kind.CONTROL, Kind.LINK})
MOVES = frozenset({Kind.ACT, Kind.MEASURE})
"""Kinds of claims that hold where another of their sentence does."""
OF_MISSION, LEAST = 2, 2
"""What a name counts after a mission ("la embajada de C en M"), and how much makes a home."""
LONGEST_RELATIVE = 9
"""Words of a relative clause in which the number of cities stands."""
LONGEST_SITE = 5
"""Words between a site and the preposition that leads its place: "un local de dos plantas de V"."""
NEAR = 9
"""Words between a mission and the country where it is."""


def home_place(low: str, mentions: Sequence[Mention], language: str) -> Named:
    """Return the country in which a text in lower case is at home, by name and id; none where the language asks for none or two may be."""
    q, g = placing(language), grammar(language)
    if not q.missions:
        return None, None
    seen: Counter[str] = Counter()
    sure: dict[str, Mention] = {}
    guests: set[str] = set()
    towns: Counter[str | None] = Counter()
    for m in mentions:
        if m.adjective or m.within:
            continue
        before = _before(low, m, g.articles)
        led, noun = (before[-1] if before else ""), (before[-2] if len(before) > 1 else "")
        if m.places and m.places[0].kind != "country":
            towns.update({m.places[0].country} if led in q.opening and m.places[0].kind == "city" else ())
            continue
        mission = led in q.opening and not q.missions.isdisjoint(before[-NEAR:])
        if led in g.genitives and noun in q.missions:
            guests.add(m.name)
        elif led in q.opening or (led in g.genitives and noun in q.national):
            seen[m.name] += 1 + OF_MISSION * mission
            if m.places or mission or noun in q.national:
                sure.setdefault(m.name, m)
    for name, m in sure.items():
        seen[name] += min(1, towns[m.places[0].country]) if m.places else 0
    best = [name for name in sorted(sure, key=lambda name: -seen[name]) if name not in guests][:2]
    if not best or seen[best[0]] < LEAST or (len(best) > 1 and seen[best[1]] == seen[best[0]]):
        return None, None
    m = sure[best[0]]
    return m.name, m.places[0].id if m.places else None


def _before(low: str, m: Mention, articles: frozenset[str]) -> list[str]:
    """Return the words before a mention in its sentence, without the articles right before it."""
    near = low[max(0, m.start - LONGEST_BEFORE) : m.start]
    before = near[max(near.rfind("\n"), near.rfind(". "), near.rfind(":")) + 1 :].split()
    while before and before[-1] in articles:
        before.pop()
    return [word.strip(',;«»"“”()') for word in before]


def answers_here(found: Found, language: str) -> bool:
    """Whether a denial is that of a mission: what it rejects is said to be in the country where the mission is."""
    return found.kind is Kind.DENIAL and not placing(language).missions.isdisjoint((found.subject or "").casefold().split())


def worldwide(found: Found, c: Clause) -> bool:
    """Whether a count is said to be that of the world, or over so many cities: "los 54 que ... sitúa en 25 ciudades"."""
    q, n = placing(c.language), found.last
    if not q.worldwide.isdisjoint(c.lows(found.first - 2, n + 3)):
        return True
    if not q.worldwide or c.low(n) not in c.grammar.relatives:
        return False
    end = min(n + LONGEST_RELATIVE, c.sentence.last)
    return any(c.low(k) in q.wider and (k + 1 in c.numbers or k + 2 in c.numbers) for k in range(n, end))


def elsewhere(found: Found, c: Clause, *, single: bool) -> bool:
    """Whether a claim speaks of stations that nobody placed yet ("una oficina"), or of more than the one that was placed."""
    if not placing(c.language).worldwide:
        return False
    if found.kind is Kind.COUNT:
        return single and found.value != "1" and station_noun(found.object, c.language)
    like = words_of("units", "station_like", "words", c.language)
    return any(c.low(n) in like and c.low(n - 1) in c.grammar.indefinites for n in range(found.first, found.last))


def at_the_site(found: Found, c: Clause) -> bool:
    """Whether a claim says "in the office", "of the premises": at that which was placed before."""
    q = placing(c.language)
    if not q.worldwide or found.kind is Kind.DENIAL:
        return False
    like, led = words_of("units", "station_like", "words", c.language), q.back | c.grammar.prepositions
    return any(c.low(n) in like and c.low(n - 1) in led for n in range(found.first, clause_end(c, found.last)))


def the_site(found: Found, c: Clause) -> bool:
    """Whether a claim speaks of one site as of the one that is known: "el local", "la oficina"."""
    like, back = words_of("units", "station_like", "words", c.language), placing(c.language).back
    near = range(found.first - 1, clause_end(c, found.last))
    return any(c.low(n) in like and c.low(n - 1) in back and not several(c.low(n), c.language) for n in near)


def between_states(found: Found, c: Clause) -> bool:
    """Whether a step is a treaty, or what one state tells the other's ambassador: it is at no place."""
    return found.kind is Kind.MEASURE and not placing(c.language).abroad.isdisjoint(c.lows(found.first, found.last))


def of_continent(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return what says of which continent the countries are over which a count goes: "16 oficinas en siete países europeos"."""
    if found.kind is not Kind.COUNT or not placing(c.language).worldwide:
        return None
    end = clause_end(c, found.last)
    for spot in spots:
        vast = bool(spot.mention.places) and spot.mention.places[0].country is None
        led = c.low(spot.first - 1) in c.grammar.locatives
        if vast and spot.mention.adjective and found.first < spot.first <= end and unit_of(c.low(spot.first - 1), c.language) in WIDE:
            return spot
        if vast and not spot.mention.adjective and found.unit in WIDE and spot.last <= found.first and led:
            return spot
    return None


def site_of(c: Clause, spots: Sequence[Spot]) -> tuple[Spot, bool] | None:
    """Return the place of a site that a sentence speaks of, and whether it is one alone: "la oficina de V", "un local de la calle U"."""
    q, g = placing(c.language), c.grammar
    if not q.worldwide:
        return None
    like = words_of("units", "station_like", "words", c.language)
    for spot in spots:
        n = spot.first - 1 - (c.low(spot.first - 1) in g.articles)
        vast = bool(spot.mention.places) and spot.mention.places[0].country is None
        if c.low(spot.first - 1) in q.streets:
            return spot, True
        if vast or spot.mention.adjective or of_seat(c, spot) or (c.low(n) not in g.genitives and c.low(n) not in q.opening):
            continue
        if c.low(n - 1) in q.streets:
            return spot, True
        for k in range(n - 1, max(c.sentence.first, n - LONGEST_SITE) - 1, -1):
            if c.low(k) in like:
                return spot, not several(c.low(k), c.language)
            if c.sign(k) or k in c.verbs or k in c.numbers:
                break
    return None


def at_home(towns: Sequence[str], spots: Sequence[Spot], home: Named) -> str | None:
    """Return the country in which the text is at home, where all of some towns may lie in it."""
    inside = [spot.mention.places for spot in spots if spot.mention.name in towns]
    return home[0] if inside and all(not places or home[1] in {f"cc:{p.country}" for p in places} for places in inside) else None


def beside(found: Sequence[Found], drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a sentence; one without a place holds where another deed holds that the same speaker tells of."""
    placed = [
        (f, d)
        for f, d in zip(found, drafts, strict=True)
        if d.content.place and f.kind is not Kind.PRESENCE and (f.part_of is None or f.place is None)
    ]
    return [_beside(f, d, placed) if d.content.place is None else d for f, d in zip(found, drafts, strict=True)] if placed else drafts


def _beside(f: Found, made: Draft, placed: Sequence[tuple[Found, Draft]]) -> Draft:
    counted, own = f.kind is Kind.COUNT and (f.unit == PERSON or f.unit in SITES), made.content
    step = f.kind is Kind.MEASURE and own.subject is not None
    if not (f.kind in DEEDS or counted or step) or own.modality is Modality.PLANNED:
        return made
    near = [d for g, d in placed if d.content.said_by == own.said_by and (g.kind in {*DEEDS, Kind.MEASURE} or f.kind in DEEDS)]
    near = [d for d in near if d.content.kind is not Kind.DENIAL or f.kind is Kind.CONTROL]
    near = [d for d in near if d.content.subject == own.subject] if step else near
    if not near:
        return made
    at = made.content.anchor.start
    other = min(near, key=lambda d: (d.content.anchor.start > at, abs(d.content.anchor.start - at))).content
    why = f"that of the {other.kind.value} {other.anchor.quote!r}"
    return replace(made, content=replace(made.content, place=other.place, place_id=other.place_id), because=(*made.because, ("place", why)))


def narrower(c: Clause, spot: Spot, spots: Sequence[Spot]) -> Spot:
    """Return the town that stands behind its country and a comma: "una oficina a la Argentina, en Buenos Aires"."""
    q = placing(c.language)
    if not q.worldwide or c.low(spot.last) != "," or c.low(spot.last + 1) not in q.opening:
        return spot
    whole = {p.country for p in spot.mention.places[:1] if p.kind == "country"}
    inner = next((x for x in spots if x.first in (spot.last + 2, spot.last + 3)), None)
    return inner if inner is not None and any(p.country in whole for p in inner.mention.places) else spot


def joined_end(found: Found, c: Clause) -> int:
    """Return the end of a deed together with a second verb of the same doer: "los siguieron y fotografiaron este año en M"."""
    end = past_apposition(c, found.last) if found.kind in MOVES else found.last
    if found.kind is not Kind.ACT or not placing(c.language).worldwide:
        return end
    if c.low(end) not in c.grammar.coordinators or end + 1 not in c.heads:
        return end
    return clause_end(c, end + 2)


def moved_to(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the end of a movement that a deed tells: "37 residentes en E fueron forzados a regresar a C"."""
    q = placing(c.language)
    if not q.moving or found.kind not in MOVES:
        return None
    last = max(clause_end(c, found.last), found.last)
    moves = [n for n in range(found.core[0], last) if c.low(n) in q.moving]
    ends = (spot for spot in spots if moves and moves[0] < spot.first < last and not spot.mention.adjective)
    return next((spot for spot in ends if c.low(spot.first - 1 - (c.low(spot.first - 1) in c.grammar.articles)) in q.toward), None)


def opens_in(c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the town in which a paragraph begins: "En M me recibe una señora.", "Manejo a E."."""
    q, s = placing(c.language), c.sentence
    if not q.worldwide or not s.opens or not spots:
        return None
    spot = spots[0]
    town = not spot.mention.places or spot.mention.places[0].kind == "city"
    led = spot.first - s.first in (1, 2) and (c.low(spot.first - 1) in q.opening or c.low(spot.first - 1) in q.toward)
    more = any(not x.mention.adjective and x.first > spot.last for x in spots)
    return spot if town and led and not more and not spot.mention.adjective else None


def office_in(found: Found, c: Clause, spots: Sequence[Spot], placed: set[str]) -> Spot | None:
    """Return the town of an office where the text placed one there before: "las dos oficinas de S cerraron"."""
    like = words_of("units", "station_like", "words", c.language)
    for spot in spots:
        inside, m = found.first <= spot.first < max(found.last, found.core[1] + 3), spot.mention
        if inside and m.adjective and m.places and m.places[0].kind == "city" and c.low(spot.first - 1) in like:
            named = dict(m.places[0].names).get(c.language, m.places[0].name)
            return spot._replace(mention=m._replace(name=named, adjective=False))  # "la oficina porteña"
        near = inside and m.name in placed
        if near and c.low(spot.first - 1) in c.grammar.genitives and c.low(spot.first - 2) in like:
            return spot
    return None


def denies_it(found: Found, c: Clause) -> bool:
    """Whether somebody at the place denies what was just told of a site: "el dueño lo niega"; a mission has a country of its own."""
    it = found.kind is Kind.DENIAL and placing(c.language).worldwide and not answers_here(found, c.language)
    return bool(it) and found.object is None and c.low(found.core[0] - 1) in c.grammar.clitics
