"""Says where a list of places ends: "in Spain, Serbia and France"."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.scope import Spot

MOST_BETWEEN = 3
"""Words between two places of a list."""


def listed_with(c: Clause, spot: Spot, spots: Sequence[Spot]) -> int:
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
