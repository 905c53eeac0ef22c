"""The words that say where and when a claim holds, by language: one frozen value out of lexicon/LANGUAGE/scope.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from witnessmark.extract.claims.wordlists import Runs, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What stands around a place or a time; the lexicon says beside each list what it holds."""

    beside: frozenset[str]
    to: frozenset[str]
    bound: frozenset[str]
    sources: frozenset[str]
    heading: frozenset[str]
    reciting: frozenset[str]
    back: frozenset[str]
    there: frozenset[str]
    sited: frozenset[str]
    site_nouns: frozenset[str]
    carried: frozenset[str]
    alone: frozenset[str]
    story: frozenset[str]
    floor_opens: Runs
    floor_verbs: frozenset[str]
    the_city: Runs
    the_country: Runs
    wider: frozenset[str]
    wide: frozenset[str]
    expelling: frozenset[str]
    timeless: frozenset[str]
    some: frozenset[str]
    opinions: frozenset[str]
    over: frozenset[str]
    over_led: frozenset[str]
    opening: frozenset[str]
    unknown: frozenset[str]
    unlisted: frozenset[str]
    not_places: frozenset[str]
    particles: frozenset[str]
    here: frozenset[str]
    moments: frozenset[str]
    missions: frozenset[str]
    copulas: frozenset[str]
    seats: frozenset[str]
    moving: frozenset[str]
    toward: frozenset[str]
    streets: frozenset[str]
    street_ends: frozenset[str]
    street_leads: frozenset[str]
    not_streets: frozenset[str]
    premises: frozenset[str]
    there_named: frozenset[str]
    parties: frozenset[str]
    cases: frozenset[str]
    head_steps: frozenset[str]
    worldwide: frozenset[str]
    abroad: frozenset[str]
    national: frozenset[str]
    floor_ends: frozenset[str]
    floor_begins: frozenset[str]


@functools.cache
def placing(language: str) -> Placing:
    """Return the words around places and times of a language; one without lists has empty ones."""
    return filled(Placing, "scope", language)
