"""Signs that end no noun phrase: the apostrophe of a possessive in the plural, and a quotation mark inside."""

from __future__ import annotations

from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.forms import plural_ending

APOSTROPHES = frozenset("'’")


def sign_ends(c: Clause, n: int, first: int) -> bool:
    """Whether a word is a sign that ends the noun phrase which begins at another."""
    if not c.sign(n):
        return False
    if c.low(n) not in QUOTES:
        return True
    return not (of_many(c, n) or n == first or c.low(n + 1) in c.grammar.genitives or _opening(c, n, first))


def of_many(c: Clause, n: int) -> bool:
    """Whether a sign is that of a possessive in the plural: "the students' association"."""
    if not c.grammar.possessive_endings or c.low(n) not in APOSTROPHES or n == c.sentence.first or c.words.ends[n - 1] != c.words.starts[n]:
        return False
    if any(c.low(k) in APOSTROPHES and c.words.starts[k + 1] == c.words.ends[k] for k in range(c.sentence.first, n)):
        return False  # it closes a quotation
    return plural_ending(c.low(n - 1), c.language) and c.low(n + 1).isalpha() and c.words.starts[n + 1] > c.words.ends[n]


def _opening(c: Clause, n: int, first: int) -> bool:
    """Whether a quotation mark opens inside a phrase."""
    return (
        not any(c.low(k) in QUOTES for k in range(first, n))
        and not c.sign(n + 1)
        and n > first
        and c.words.starts[n + 1] == c.words.ends[n]
    )
