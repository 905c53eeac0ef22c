"""How a language words its bills and resolutions: one frozen value out of lexicon/LANGUAGE/bills.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from witnessmark.extract.claims.wordlists import Runs, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a language words its bills; the lexicon says beside each list what it holds."""

    signs: frozenset[str]
    modals: Runs
    after_relatives: frozenset[str]
    not_steps: Runs
    enacting: Runs
    carrying: frozenset[str]
    sense: frozenset[str]
    whereas: frozenset[str]
    that: frozenset[str]
    including: frozenset[str]
    purpose: frozenset[str]
    long_title: frozenset[str]
    steps: tuple[str, ...]
    finite: tuple[str, ...]
    adverbs: tuple[str, ...]
    brought: Runs
    brought_by: frozenset[str]
    ordinals: frozenset[str]
    calling: frozenset[str]
    cuts: frozenset[str]
    within: frozenset[str]
    resolving: frozenset[str]
    articled: frozenset[str]
    headed: Runs
    placed_in: Runs
    calls: frozenset[str]
    conditions: frozenset[str]


@functools.cache
def wording(language: str) -> Wording:
    """Return how a language words its bills."""
    return filled(Wording, "bills", language)
