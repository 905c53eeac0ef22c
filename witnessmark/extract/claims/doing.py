"""The words around a deed, a step or a tie, by language: one frozen value out of lexicon/LANGUAGE/events.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from witnessmark.extract.claims.wordlists import Runs, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What stands around a deed; the lexicon says beside each list what it holds."""

    bounds: frozenset[str]
    also: frozenset[str]
    wondering: frozenset[str]
    rest: frozenset[str]
    rest_led: frozenset[str]
    rest_from: frozenset[str]
    before_gerunds: frozenset[str]
    blamed_of: frozenset[str]
    after_main: frozenset[str]
    victims_led: frozenset[str]
    counted_deeds: frozenset[str]
    done_by: Runs
    kinds_of: frozenset[str]
    blamed_for: frozenset[str]
    committing: Runs
    efforts: frozenset[str]
    raising: frozenset[str]
    them: frozenset[str]
    it: frozenset[str]
    speakers: frozenset[str]
    spoken_of: frozenset[str]
    homeward: frozenset[str]
    telling: frozenset[str]
    seizing: frozenset[str]
    kin: frozenset[str]
    siting: frozenset[str]
    manners: Runs
    asking: frozenset[str]
    handing_over: frozenset[str]
    tallied: frozenset[str]
    causes: frozenset[str]
    forms: frozenset[str]
    houses: frozenset[str]
    tabled: frozenset[str]


@functools.cache
def doing(language: str) -> Doing:
    """Return the words around a deed of a language; one without lists has empty ones."""
    return filled(Doing, "events", language)
