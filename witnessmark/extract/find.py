"""Finds the claims of a text: every draft is anchored in it word for word, with its speakers, place, time and modality and why."""

from __future__ import annotations

from witnessmark.extract.claims.reading import Reading, read
from witnessmark.records.canonical import sha256
from witnessmark.records.claims import Draft
from witnessmark.records.places import Gazetteer
from witnessmark.records.texts import Text

WARM = "Paris, 26. 10. 2022: 12 (3 + 9). 巴黎：12。"
"""What makes the finders of any language read all of their lists."""

FINDER = "cues"
FINDER_VERSION = "2"


def find(text: Text, *, gazetteer: Gazetteer | None = None) -> tuple[Draft, ...]:
    """Return the drafts of a text by start; a language without finders gives none. `gazetteer` defaults to the one of the package."""
    return reading(text, gazetteer=gazetteer).drafts


def warm(languages: str) -> None:
    """Read the word lists of languages ("en,es"), so that processes which are forked later share them."""
    for language in languages.split(","):
        find(Text(document=sha256(b""), reader="", reader_version="", content=WARM, language=language, published="2022-10-26"))


def reading(text: Text, *, gazetteer: Gazetteer | None = None) -> Reading:
    """Return the drafts of a text together with the numbers that made none, and why."""
    if gazetteer is None:
        from witnessmark.extract.gazetteer import gazetteer as of_package

        gazetteer = of_package()
    return read(text, gazetteer=gazetteer, finder=FINDER, version=FINDER_VERSION)
