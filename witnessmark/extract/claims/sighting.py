"""Finds the places of a sentence: those of the gazetteer, and names that the text itself says to be places."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.places import Mention

LONGEST_NAME = 4
"""Words of a name that no gazetteer knows."""


def spots_of(c: Clause, mentions: Sequence[Mention]) -> list[Spot]:
    """Return the places of a sentence.

    In a language that lists nothing that shows a name to be a place in the whole text, a capitalised name after "in" that no gazetteer
    knows is a place in its own sentence, without an id.
    """
    q, lows = placing(c.language), c.words.lows[c.sentence.first : c.sentence.last - 1]
    if not mentions and q.unknown.isdisjoint(lows):
        return []
    known = [Spot(first=c.words.at(m.start), last=c.words.until(m.end), mention=m) for m in mentions]
    taken = {n for spot in known for n in range(spot.first, spot.last)}
    out = list(known)
    officials = words_of("measure", "officials", "words", c.language)
    for n, low in enumerate(lows, c.sentence.first):
        first = last = n
        if low in q.unknown:
            first = n + 1
            if first in taken or first in c.times or first >= c.sentence.last or not c.words.capital(first):
                continue
            last = _name_end(c, first)
            capitals = c.words.content[c.words.starts[first] : c.words.ends[last - 1]].isupper()
            if capitals or any(c.low(k) in officials for k in range(first, last)):
                continue
        if first < last:
            taken.update(range(first, last))
            out.append(_unknown(c, first, last))
    if len(out) > 1:
        out.sort(key=lambda spot: spot.first)
    return out


def _name_end(c: Clause, first: int) -> int:
    """Return the end of a capitalised name, small words inside it included."""
    q, last, end = placing(c.language), first, c.sentence.last
    while last < end and last - first < LONGEST_NAME:
        inner = c.low(last) in q.particles and last > first and last + 1 < end and c.words.capital(last + 1)
        if not (c.words.capital(last) or inner):
            break
        last += 1
    return last


def _unknown(c: Clause, first: int, last: int) -> Spot:
    start, end = c.words.starts[first], c.words.ends[last - 1]
    return Spot(first=first, last=last, mention=Mention(start=start, end=end, name=c.words.content[start:end], places=(), adjective=False))
