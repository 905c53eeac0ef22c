"""Finds the relative clause that stands between a subject and its verb: "un comerciante que pide no dar su nombre cuenta"."""

from __future__ import annotations

from collections.abc import Callable

from witnessmark.extract.claims.clauses import LONGEST_PHRASE, QUOTES, REACH, Clause
from witnessmark.extract.claims.voices import finite


def relative_left(c: Clause, at: int, told: Callable[[Clause, int], bool]) -> int | None:
    """Return the relative pronoun whose clause ends right before the finite verb group at a word, or null.

    `told` says whether such a word is a complementizer where it stands. The clause has a verb of its own; no sign parts it from the other.
    """
    g = c.grammar
    verb = False
    if g.base_is_finite or g.verb_last or c.low(at - 1) in g.relatives:
        return None
    for n in range(at - 1, max(c.sentence.first, at - REACH), -1):
        low = c.low(n)
        if (c.sign(n) and low not in QUOTES) or low in g.conjunctions:
            return None
        if low in g.relatives:
            return n if verb and not told(c, n) and finite(c, at) else None
        if low in g.subordinators and low not in g.comparing:
            return None
        verb = verb or n in c.verbs or low in g.telling
    return None


def over_aside(c: Clause, n: int) -> int:
    """Return the word before an aside that ends at a word: "la activista, citada por el diario, que", "el Foro, una ONG de Lima, que"."""
    g = c.grammar
    if not g.adjectives_follow:
        return n
    for k in range(n, max(c.sentence.first, n - LONGEST_PHRASE), -1):
        if c.low(k) == ",":
            return k - 1 if c.low(k + 1).endswith(g.participle_endings) or c.low(k + 1) in g.indefinites else n
        if c.sign(k) or c.low(k) in g.auxiliaries:
            break
    return n
