"""Finds mentions of places in text, longest names first."""

from __future__ import annotations

from dataclasses import dataclass

from witnessmark.records.places import Gazetteer, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name of a place in a text with every place that it may stand for."""

    start: int
    end: int
    name: str
    """Verbatim from start to end."""
    places: tuple[Place, ...]
    """Countries first, then by population; more than one where the name is ambiguous."""
    adjective: bool
    """"Spanish", "Chinese", "Catalan": says of whom or whose, not where."""


def find_places(text: str, gazetteer: Gazetteer, *, language: str = "en") -> list[Mention]:
    """Return the mentions of places in order, none overlapping another."""
    return []
