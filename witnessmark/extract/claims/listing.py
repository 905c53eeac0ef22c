"""Reads the names that follow a number: "these nine: A, B and C" is closed, "nine, such as A and B" is open."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.phrases import Clause
from witnessmark.extract.claims.scope import Spot
from witnessmark.records.claims import Listing

OPENERS = (("such", "as"), ("including",), ("among", "them"), ("among", "these"), ("for", "example"), ("like",), ("notably",))
CLOSERS = ((":",), ("are",), ("namely",), ("were",))
LEADING = frozenset({",", *(words[0] for words in (*OPENERS, *CLOSERS))})
MOST_NAMES = 60
LONGEST_NAME = 6


def names_after(c: Clause, found: Found, at: int, spots: Sequence[Spot]) -> Found:
    """Return a count with the names that follow it at once, or unchanged where none do."""
    n = at
    if c.low(n) not in LEADING:
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
        unit, because = "country", (*because, ("unit", "the names that follow are countries"))
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
        because=(*because, ("list", f"{listing.value}: {c.words.said(n, n + opener)}")),
    )


def _opener(c: Clause, n: int) -> tuple[int, Listing | None]:
    skip = 1 if c.low(n) == "," else 0
    low = c.low(n + skip)
    for words in OPENERS:
        if words[0] == low and all(c.low(n + skip + k) == word for k, word in enumerate(words)):
            return skip + len(words) + (1 if c.low(n + skip + len(words)) == "," else 0), Listing.OPEN
    low = c.low(n)
    for words in CLOSERS:
        if words[0] == low and all(c.low(n + k) == word for k, word in enumerate(words)):
            return len(words), Listing.CLOSED
    if skip and n + 1 < c.sentence.last and c.words.capital(n + 1) and c.low(n + 1) not in c.grammar.pronouns:
        return 1, Listing.CLOSED
    if skip and c.low(n + 1) == "the" and n + 2 < c.sentence.last and c.words.capital(n + 2):
        return 1, Listing.CLOSED
    return 0, None


def _names(c: Clause, n: int) -> list[tuple[int, int]]:
    """Return the spans of the names of a list: capitalised, short, between commas and a last "and"."""
    out: list[tuple[int, int]] = []
    while n < c.sentence.last and len(out) < MOST_NAMES:
        if c.low(n) == "the":
            n += 1
        first = n
        while (
            n < c.sentence.last
            and n - first < LONGEST_NAME
            and not c.sign(n)
            and (c.words.capital(n) or c.low(n) in ("of", "the", "de", "da", "es"))
        ):
            n += 1
        if n == first or (c.words.sentences and not c.words.capital(first)):
            break
        out.append((c.words.starts[first], c.words.ends[n - 1]))
        if c.low(n) == "," and c.low(n + 1) in ("and", "or"):
            n += 2
        elif c.low(n) in (",", "and", "or"):
            n += 1
        else:
            break
    return out
