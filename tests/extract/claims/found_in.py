"""What the finders see in a few words of one language, for tests that are written language by language."""

from __future__ import annotations

from collections.abc import Callable

from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind
from witnessmark.records.texts import Text


def reader(language: str) -> tuple[Callable[[str], list[Content]], Callable[[Kind, str], Content]]:
    """Return what gives all claims of some words, and what gives the only one of a kind."""

    def claims(content: str) -> list[Content]:
        text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-03-14", language=language)
        return [draft.content for draft in find(text)]

    def only(kind: Kind, content: str) -> Content:
        found = [c for c in claims(content) if c.kind is kind]
        assert len(found) == 1, found
        return found[0]

    return claims, only
