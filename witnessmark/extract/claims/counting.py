"""The words around a number, by language: one frozen value out of lexicon/LANGUAGE/counting.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from witnessmark.extract.claims.wordlists import Runs, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What stands around a number; the lexicon says beside each list what it holds."""

    between: frozenset[str]
    no_nouns: frozenset[str]
    owned: frozenset[str]
    purpose: frozenset[str]
    whole: frozenset[str]
    ranging: frozenset[str]
    leading: frozenset[str]
    shares: frozenset[str]
    others: frozenset[str]
    one_counts: frozenset[str]
    quoted: frozenset[str]
    relative: frozenset[str]
    parts: Runs
    parts_before: Runs
    number_of: frozenset[str]
    each: Runs
    more: Runs
    those: frozenset[str]
    those_who: Runs
    sums: frozenset[str]
    pointing: frozenset[str]
    standing: frozenset[str]
    ending: frozenset[str]
    closing: frozenset[str]
    other: frozenset[str]
    other_quoted: frozenset[str]
    other_led: frozenset[str]
    located: frozenset[str]
    located_loosely: frozenset[str]
    opening: frozenset[str]
    open_lists: Runs
    closed_lists: Runs
    and_: frozenset[str]
    labels: frozenset[str]
    occurring: frozenset[str]
    ourselves: frozenset[str]
    adding: frozenset[str]
    rising: frozenset[str]
    """Words that say that a number grew or fell, before the preposition that leads how many there are now."""
    existing: frozenset[str]
    """Words that say that there are so many, before a bare number."""
    particles: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    feminine_articles: frozenset[str]
    masculine_articles: frozenset[str]
    feminine_endings: tuple[str, ...]
    adjectives: tuple[str, ...]
    """What an adjective that follows a plural noun ends with."""


@functools.cache
def counting(language: str) -> Counting:
    """Return the words around a number of a language; one without lists has empty ones."""
    return filled(Counting, "counting", language)
