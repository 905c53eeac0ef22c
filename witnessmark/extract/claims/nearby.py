"""Says which place stands nearest to a claim where several do: behind its own preposition, before its number, at the head of its clause."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.numbered import PERSON
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot, right_before
from witnessmark.extract.claims.units import unit_of
from witnessmark.records.claims import Kind

FARTHEST_HEAD = 12
"""Words from the place with which a clause begins to what is found in it."""
LONGEST_PERSON = 5
"""Words of a person before the town that they are of: "a una médica uigur de L"."""


def nearest(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the place that a seat's own preposition leads, or that stands before a number and not in the clause that describes it."""
    q, g = placing(c.language), c.grammar
    if not q.worldwide or g.base_is_finite:
        return None
    if found.kind is Kind.PRESENCE and c.low(found.core[1] - 1) in q.opening:
        return next((x for x in spots if x.first - found.core[1] in (0, 1) and not x.mention.adjective), None)
    if found.kind is Kind.COUNT and not g.relatives.isdisjoint(c.lows(found.core[1] + 1, clause_end(c, found.last))):
        return right_before(found, c, spots)  # "siguieron en V a tres opositores que se instalaron en M"
    if found.kind is Kind.CONTROL and found.first - c.sentence.first > 1:
        return right_before(found, c, spots)  # "las hacía en M un comité dirigido por ..."
    return None


def head_of_clause(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the place with which the clause of a claim begins: "cosas insólitas: en P la policía trabaja con ..."."""
    q, g = placing(c.language), c.grammar
    if not q.worldwide or g.base_is_finite:
        return None
    for spot in spots:
        n = spot.first - 1 - (c.low(spot.first - 1) in g.articles)
        before = c.low(n - 1)
        begins = before in {":", ";"} or before in g.complementizers or (before in g.coordinators and c.low(n - 2) in {",", ";"})
        near = spot.last <= found.core[0] and found.first - spot.last <= FARTHEST_HEAD
        if spot.mention.adjective or c.low(n) not in q.opening or not (begins and near):
            continue
        if not any(c.sign(k) or k in c.verbs or c.low(k) in g.telling or c.low(k) in g.relatives for k in range(spot.last, found.first)):
            return spot
    return None


def of_victim(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the town of whom something is done to, where nothing else says where: "a una médica uigur de L la amenazaba"."""
    q, g = placing(c.language), c.grammar
    if not q.worldwide or g.base_is_finite or found.kind not in {Kind.ACT, Kind.MEASURE}:
        return None
    for spot in spots:
        town = bool(spot.mention.places) and spot.mention.places[0].kind == "city" and not spot.mention.adjective
        if not town or c.low(spot.first - 1) not in g.genitives or spot.first > found.last:
            continue
        near = range(max(c.sentence.first, spot.first - LONGEST_PERSON), spot.first - 1)
        led = next((n for n in near if c.low(n) in g.object_markers), None)
        if led is not None and any(unit_of(c.low(n), c.language) == PERSON for n in range(led, spot.first)):
            return spot
    return None
