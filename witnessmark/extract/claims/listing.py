"""Reads the names that follow a number: "these nine: A, B and C" is closed, "nine, such as A and B" is open."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.records.claims import Listing

MOST_NAMES = 60
LONGEST_NAME = 6


def names_after(c: Clause, found: Found, at: int, spots: Sequence[Spot]) -> Found:
    """Return a count with the names that follow it at once, or unchanged where none do."""
    n, q = at, counting(c.language)
    if c.low(n) != "," and c.low(n) not in q.open_lists and c.low(n) not in q.closed_lists:
        return found
    opener, listing = _opener(c, n)
    if listing is None:
        return found
    names = _names(c, n + opener)
    if len(names) < 2 or any(k in c.numbers for k in range(n + opener, n + opener + 3)):
        return found
    unit, because = found.unit, found.because
    firsts = {c.words.starts[spot.first]: spot for spot in spots}
    kinds = {firsts[start].mention.places[0].kind for start, _ in names if start in firsts and firsts[start].mention.places}
    if kinds == {"country"} and unit in (None, "place", "case"):
        unit, because = "country", (*because, ("unit", "the names that follow are countries of the gazetteer"))
    said = tuple(c.words.content[a:b] for a, b in names)
    last = found.last
    if c.low(n) == ",":
        # "two cities, A and B": the names belong to the quotation.
        while last < c.sentence.last and c.words.ends[last - 1] < names[-1][1]:
            last += 1
    return found._replace(
        last=last,
        names=said,
        list=listing,
        unit=unit,
        because=(*because, ("list", f"{c.language}/counting.yaml: {listing.value} {c.words.said(n, n + opener)}")),
    )


def _opener(c: Clause, n: int) -> tuple[int, Listing | None]:
    q, skip = counting(c.language), 1 if c.low(n) == "," else 0
    length = run_at(c, n + skip, q.open_lists)
    if length:
        return skip + length + (1 if c.low(n + skip + length) == "," else 0), Listing.OPEN
    length = run_at(c, n, q.closed_lists)
    if length:
        return length, Listing.CLOSED
    if skip and n + 1 < c.sentence.last and c.words.capital(n + 1) and c.low(n + 1) not in c.grammar.pronouns:
        return 1, Listing.CLOSED
    if skip and c.low(n + 1) in c.grammar.definites and n + 2 < c.sentence.last and c.words.capital(n + 2):
        return 1, Listing.CLOSED
    return 0, None


def _names(c: Clause, n: int) -> list[tuple[int, int]]:
    """Return the spans of the names of a list: capitalised, short, between commas and a last "and"."""
    q = counting(c.language)
    out: list[tuple[int, int]] = []
    while n < c.sentence.last and len(out) < MOST_NAMES:
        if c.low(n) in c.grammar.definites:
            n += 1
        first = n
        while (
            n < c.sentence.last
            and n - first < LONGEST_NAME
            and not c.sign(n)
            and (c.words.capital(n) or c.low(n) in q.particles)
        ):
            n += 1
        if n == first or (c.words.sentences and not c.words.capital(first)):
            break
        out.append((c.words.starts[first], c.words.ends[n - 1]))
        if c.low(n) == "," and c.low(n + 1) in q.and_:
            n += 2
        elif c.low(n) == "," or c.low(n) in q.and_:
            n += 1
        else:
            break
    return out
