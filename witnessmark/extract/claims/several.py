"""Remembers lists of places by how many they name, for "the three countries" later on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.numbered import WIDE
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import station_noun
from witnessmark.extract.claims.stories import NOWHERE, Named
from witnessmark.records.claims import Content, Kind

if TYPE_CHECKING:
    from witnessmark.extract.claims.memory import Memory


def note_several(c: Clause, content: Content, memory: Memory) -> None:
    """Keep in mind how many places a claim is about, where it names a list of them, or some countries of one sort."""
    if content.place is None or not c.grammar.base_is_finite:
        return
    counted = content.kind is Kind.COUNT and content.unit in WIDE
    if content.kind is Kind.COUNT and not counted and content.part_of is None and station_noun(content.object, c.language):
        memory.scene.several[f"{content.value} {content.unit}"] = content.place, content.place_id
    many = content.value if counted else _how_many(c, content.place)
    if many is not None and (counted or many not in memory.scene.several):
        memory.scene.several[many] = content.place, content.place_id


def _how_many(c: Clause, place: str) -> str | None:
    """Return how many places a list of them names; null for a place alone."""
    words = place.split()
    joints = sum(word in c.grammar.coordinators for word in words)
    return str(place.count(",") + 1 + joints) if joints == 1 else None


def the_same(found: Found, c: Clause, several: Mapping[str, Named]) -> Named:
    """Return where the stations are that were counted before, where a count speaks of the same: "the two offices", "all five sites"."""
    q = placing(c.language)
    known = several.get(f"{found.value} {found.unit}", NOWHERE) if found.kind is Kind.COUNT and c.grammar.base_is_finite else NOWHERE
    led = {c.low(found.first - 1), c.low(found.first)} & (q.back | q.some)
    return known if known[0] is not None and led - c.grammar.indefinites else NOWHERE


def again(c: Clause, memory: Memory) -> Named:
    """Return the places that a sentence calls "the three countries", where the text named them before."""
    for x in memory.counted if memory.scene.several else ():
        inside = c.base + c.sentence.start <= x.first and x.last <= c.base + c.sentence.end
        if inside and x.unit in WIDE and x.value in memory.scene.several:
            n = c.words.at(x.first - c.base)
            if any(c.low(k) in c.grammar.definites for k in range(n - 1, n + 3)):
                return memory.scene.several[x.value]
    return NOWHERE
