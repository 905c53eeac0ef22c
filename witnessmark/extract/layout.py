"""A text is kept as two objects: its characters, and its layout (pages, regions, hidden runs, what it says of itself)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.codec import decode, encode
from witnessmark.records.faults import Damaged
from witnessmark.records.texts import Text


def layout_bytes(text: Text) -> bytes:
    """Return the canonical JSON of everything about a text but its characters, bound to them by their digest."""
    record = encode(text)
    if not isinstance(record, Mapping):
        raise Damaged("a text is no record")
    return canonical({**{name: value for name, value in record.items() if name != "content"}, "text": text.digest})


def text_from(content: bytes, layout: bytes) -> Text:
    """Return the text of its two objects.

    Raises Damaged where the layout is that of another text, or either is not what it was.
    """
    try:
        characters = content.decode("utf-8")
        record: Json = json.loads(layout)
    except ValueError as fault:
        raise Damaged(f"a stored text or its layout cannot be read ({type(fault).__name__}): run `witnessmark read` again") from None
    if not isinstance(record, Mapping) or record.get("text") != sha256(content):
        raise Damaged("a stored layout belongs to another text: run `witnessmark read` again")
    try:
        return decode(Text, {**{name: value for name, value in record.items() if name != "text"}, "content": characters})
    except ValueError as fault:
        raise Damaged(f"a stored layout is damaged: {fault}") from None
