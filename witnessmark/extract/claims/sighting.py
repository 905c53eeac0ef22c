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
LONGEST_SORT = 4
"""Words between "in" and such a name that say what sort of place it is: "in the northern port of N"."""


def spots_of(c: Clause, mentions: Sequence[Mention], learned: dict[str, set[str]]) -> list[Spot]:
    """Return the places of a sentence.

    A capitalised name after "in" or "near", or after "in the town of", that no gazetteer knows is a place as well, without an id;
    where the text names it again it is the same place.
    """
    q, lows = placing(c.language), c.words.lows[c.sentence.first : c.sentence.last - 1]
    if not mentions and not learned and q.unknown.isdisjoint(lows):
        return []
    known = [Spot(first=c.words.at(m.start), last=c.words.until(m.end), mention=m) for m in mentions]
    taken = {n for spot in known for n in range(spot.first, spot.last)}
    out = list(known)
    officials = words_of("measure", "officials", "words", c.language)
    for n, low in enumerate(lows, c.sentence.first):
        first = last = n
        if low in q.unknown:
            first = _past_sort(c, n + 1)
            if first in taken or first in c.times or first >= c.sentence.last or not c.words.capital(first):
                continue
            last = _name_end(c, first)
            capitals = c.words.content[c.words.starts[first] : c.words.ends[last - 1]].isupper()
            if capitals or any(c.low(k) in officials for k in range(first, last)):
                continue
            if c.grammar.base_is_finite:
                learned.setdefault(c.low(first), set()).add(c.words.said(first, last))
        elif low in learned and n not in taken and c.words.capital(n):
            last = _name_end(c, n)
            if c.words.said(n, last) not in learned[low]:
                continue
        if first < last:
            taken.update(range(first, last))
            out.append(_unknown(c, first, last))
    if len(out) > 1:
        out.sort(key=lambda spot: spot.first)
    return out


def _past_sort(c: Clause, n: int) -> int:
    """Return the word behind what says of which sort a place is ("the northern port of"), or the word itself where nothing says so."""
    q, g, k = placing(c.language), c.grammar, n
    while k - n < LONGEST_SORT and (c.low(k) in g.articles or c.low(k) in q.beside or c.low(k) in q.site_nouns or c.low(k) in g.genitives):
        k += 1
    named = any(c.low(j) in q.beside or c.low(j) in q.site_nouns for j in range(n, k))
    return k if named and g.base_is_finite else n


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
