"""Says of a place in a sentence that only the doer is there, or that the deed is done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.phrases import phrase_before
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.stories import Named
from witnessmark.records.claims import Kind

BY_SOMEBODY = frozenset({Kind.CONTROL, Kind.ACT})
"""Kinds of claims that do not hold where their doer is."""
LONGEST_DOER = 8
"""Words of who runs something, with where they are."""


def by_somebody(found: Found, c: Clause, spot: Spot) -> bool:
    """Whether a place only says where the doer is."""
    if not c.grammar.base_is_finite or found.kind not in BY_SOMEBODY:
        return False
    if spot.first < found.core[0]:
        return not c.grammar.agents.isdisjoint(c.lows(found.first, spot.first))  # "a man paid by somebody in T took photographs"
    if found.kind is Kind.CONTROL and c.low(found.core[1] - 1) in c.grammar.agents and spot.first - found.core[1] < LONGEST_DOER:
        return not any(c.sign(n) or n in c.verbs or n in c.times for n in range(found.core[1], spot.first))
    if spot.mention.name not in (found.subject or ""):
        return False
    return found.kind is Kind.CONTROL or not c.grammar.agents.isdisjoint(c.lows(found.core[1] - 1, spot.first))


def expelling(found: Found, spots: Sequence[Spot]) -> Named | None:
    """Return the country that expels somebody, and from which they are expelled."""
    for spot in spots:
        places = spot.mention.places
        if found.first <= spot.first < found.core[0] and not spot.mention.adjective and spot.mention.name == found.subject:
            return (spot.mention.name, places[0].id) if places and places[0].kind == "country" else None
    return None


def with_relatives(found: Found, c: Clause) -> bool:
    """Whether a deed is done to relatives, or takes people home: it is not where the exiles are of whom the text speaks."""
    q = doing(c.language)
    if found.kind is not Kind.ACT:
        return False
    homeward = any(c.low(n) in q.homeward and c.low(n - 1) in c.grammar.infinitive_markers for n in range(found.core[1], found.last))
    return homeward or not q.kin.isdisjoint(c.lows(found.first, found.last))


def in_aside(found: Found, c: Clause, spot: Spot) -> bool:
    """Whether a place is only said of a doer: "the agency, which runs a camp near T, is looking into it"."""
    if not c.grammar.base_is_finite or found.kind is Kind.COUNT or not found.first < spot.first < found.core[0]:
        return False
    return not c.grammar.relatives.isdisjoint(c.lows(found.first, spot.first)) and "," in c.lows(spot.last, found.core[0])


def owned_by(c: Clause, start: int, done: Span | None) -> Span | None:
    """Return what a relative clause tells of whose subject follows its verb: "una oficina que maneja la Seguridad Pública"."""
    g, officials = c.grammar, words_of("measure", "officials", "words", c.language)
    if not g.pro_drop or done is None or c.low(start - 1) not in g.relatives or officials.isdisjoint(c.lows(*done)):
        return None
    owned = phrase_before(c, start - 2, led=True)
    if owned is not None:
        first = next((n + 1 for n in range(owned[0], owned[1] - 1) if c.low(n) in g.articles), owned[0])
        owned = (first, owned[1])
    officials -= words_of("units", "station_like", "words", c.language)
    return owned if owned is not None and officials.isdisjoint(c.lows(owned[0], owned[0] + 1)) else None
