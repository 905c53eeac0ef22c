"""Numbers with their words, and what counting one may find or pass over."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.numbers import Number

Stretch = tuple[int, int, Spot | None]
"""The words of a number without a noun of its own, and its own place."""
PERSON, STATION = "person", "station"
"""Units that rules speak of."""
SITES = frozenset({STATION, "office", "site", "centre", "camp", "prison", "headquarters", "outpost", "branch", "premise"})
"""Units of what a text counts place by place."""
WIDE = frozenset({"country", "continent", "state", "nation"})
"""Units of what lies in no town."""


class Placed(NamedTuple):
    """A number with its words; `first` and `last` are those of the number, `lead` begins with its bound ("more than")."""

    lead: int
    first: int
    last: int
    number: Number


class Noun(NamedTuple):
    """The noun that a number counts: its unit, and the words from the number's end to its own end."""

    unit: str
    first: int
    last: int
    head: int
    """The noun itself: adjectives may stand on either side."""


class Passed(NamedTuple):
    """A number that made no claim, and why (`claims --explain`)."""

    start: int
    end: int
    words: str
    why: str


def genitive(c: Clause, n: int) -> bool:
    """Whether a word ties what stands before it to the noun that follows: `of`, or an article that says as much."""
    low = c.low(n)
    return low in c.grammar.genitives or low in c.grammar.genitive_articles
