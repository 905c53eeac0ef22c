"""Finds the claims of a text: every draft is anchored in it word for word, with its speakers, place, time and modality and why."""

from __future__ import annotations

from witnessmark.extract.claims.reading import Reading, read
from witnessmark.records.claims import Draft
from witnessmark.records.places import Gazetteer
from witnessmark.records.texts import Text

FINDER = "cues"
FINDER_VERSION = "1"


def find(text: Text, *, gazetteer: Gazetteer | None = None) -> tuple[Draft, ...]:
    """Return the drafts of a text by start; a language without finders gives none. `gazetteer` defaults to the one of the package."""
    return reading(text, gazetteer=gazetteer).drafts


def reading(text: Text, *, gazetteer: Gazetteer | None = None) -> Reading:
    """Return the drafts of a text together with the numbers that made none, and why."""
    if gazetteer is None:
        from witnessmark.extract.gazetteer import gazetteer as of_package

        gazetteer = of_package()
    return read(text, gazetteer=gazetteer, finder=FINDER, version=FINDER_VERSION)
