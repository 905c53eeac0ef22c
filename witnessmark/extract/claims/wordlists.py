"""Fills a typed value with the lists of a lexicon file: words, endings, runs of words; a list that is missing is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar, cast

from witnessmark.extract.claims.grammar import listed

if TYPE_CHECKING:
    from witnessmark.extract.claims.clauses import Clause

T = TypeVar("T")
Runs = Mapping[str, tuple[tuple[str, ...], ...]]
"""Runs of words by their first word, the longest first."""


def filled(sort: type[T], name: str, language: str) -> T:
    """Return a value of a dataclass whose fields are the lists of a lexicon file, by their names: `words`, `endings` or `runs` of each."""
    values: dict[str, object] = {}
    for f in fields(cast("Any", sort)):
        part = {"Runs": "runs", "tuple[str, ...]": "endings"}.get(str(f.type), "words")
        found = listed(name, f.name.removesuffix("_"), part, language) or listed(name, f.name.removesuffix("_"), "words", language)
        values[f.name] = runs(found) if part == "runs" else found if part == "endings" else frozenset(found)
    return sort(**values)


def runs(phrases: Iterable[str]) -> Runs:
    """Return runs of words by their first word."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        out.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in out.items()}


def run_at(c: Clause, n: int, known: Runs) -> int:
    """Return how many words from a word on are one of some runs; none is 0."""
    for words in known.get(c.low(n), ()):
        if all(c.low(n + k) == word for k, word in enumerate(words)):
            return len(words)
    return 0
