"""Tells bills and resolutions by their form, and by whose house they are."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.found import Found


@functools.cache
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of whole phrases, in their own capitals."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))})(?!\w)")


@functools.cache
def _houses(language: str) -> dict[str, str]:
    """Return the houses of a language, as they are named and in capitals, with their names."""
    return {said: house for house in doing(language).houses for said in (house.upper(), house)}


def formed(content: str, language: str) -> int:
    """Return where the words stand that make a text a bill or resolution, or -1."""
    forms = doing(language).forms
    if not any(words in content for words in forms):  # looking for these first is faster
        return -1
    found = _pattern(forms).search(content)
    return found.start() if found is not None else -1


def house_of(content: str, at: int, language: str) -> str | None:
    """Return the house that a bill or resolution is before: the first that is named after its form, or before it."""
    return house_in(content[at:], language) or house_in(content[:at], language)


def house_named(content: str, at: int, language: str) -> str | None:
    """Return the house that stands at an offset, in its own capitals."""
    houses = _houses(language)
    found = _pattern(frozenset(houses)).match(content, at) if houses else None
    return found.group() if found is not None else None


def house_in(content: str, language: str) -> str | None:
    """Return the name of the first house that a stretch of text names."""
    houses = _houses(language)
    found = _pattern(frozenset(houses)).search(content) if houses else None
    return houses[found.group()] if found is not None else None


def as_told(found: Found, house: str, chain: Sequence[str], language: str) -> Found:
    """Return what a house tells as said by it, or by whom it cites."""
    if found.said_by:
        return found._replace(said_by=(house, *found.said_by), because=(*found.because, *_stood(language)))
    return found._replace(said_by=(house, *(name for name in chain if name != house)), because=(*found.because, *_stood(language)))


def _stood(language: str) -> tuple[tuple[str, str], ...]:
    return (("form", f"{language}/events.yaml: forms (a bill or resolution)"),)
