"""The words of opening a file: a layer of it, the limits, and the fault that it cannot be opened."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

DEEPEST = 4
"""Wrappings inside wrappings."""
LARGEST = 512 * 2**20
"""Bytes that one file may unpack to: what is larger is not opened, and what is not opened does not leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One way of reading a file: what carries it, its text or its bytes."""

    carrier: str
    text: str = ""
    raw: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a file, as a parser cuts it out: bytes in which words may stand, or a file of its own."""

    what: str
    content: bytes
    file: bool = False
    """Whether it is opened as a file of its own: then what cannot be opened shuts the whole."""


class Unopened(Exception):
    """A file that would leave could not be opened; its text says why, and nothing that the file says."""


def inflated(packed: bytes, window: int) -> tuple[bytes, bytes]:
    """Return what a packed run unpacks to, and the bytes behind it. Raises Unopened."""
    undo = zlib.decompressobj(window)
    try:
        out = undo.decompress(packed, LARGEST + 1)
    except zlib.error:
        raise Unopened("a packed part of it is damaged") from None
    if len(out) > LARGEST:
        raise Unopened("it unpacks to more than the gate opens")
    if not undo.eof:
        raise Unopened("a packed part of it is cut off")
    return out, undo.unused_data
