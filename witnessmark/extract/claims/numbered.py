"""Numbers with their words, and what counting one may find or pass over."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.scope import Spot
from witnessmark.extract.numbers import Number

Stretch = tuple[int, int, Spot | None]
"""The words of a number without a noun of its own, and its own place."""
PARTS = frozenset({"them", "these", "those", "which", "whom"})
"""What follows "of" where a number is a part of something said before."""


class Placed(NamedTuple):
    """A number with its words; `first` and `last` are those of the number, `lead` begins with its bound ("more than")."""

    lead: int
    first: int
    last: int
    number: Number


class Noun(NamedTuple):
    """The noun that a number counts: its unit, and the words from the number's end to the head's end."""

    unit: str
    first: int
    last: int


class Passed(NamedTuple):
    """A number that made no claim, and why (`claims --explain`)."""

    start: int
    end: int
    words: str
    why: str
