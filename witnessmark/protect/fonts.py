"""Cuts fonts: their names are read, and a font that holds some letters only is refused, since they tell which words it was cut for."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping

from witnessmark.protect.opening import LARGEST, Piece, Unopened

PLAIN = frozenset(range(0x20, 0x7F))
"""The letters, digits and signs that every whole font has."""
FEWEST_HAN = 3000
"""A font with some Han signs and fewer than this was cut for a text."""
_SUBSET = re.compile(rb"(?:^|[^A-Z])(?:\0?[A-Z]){6}\0?\+")
MOST_TABLES = 256


def font_pieces(content: bytes) -> Iterator[Piece]:
    """Yield the names and every other table of a font. Raises Unopened where it is a part of a font, or damaged."""
    count = struct.unpack_from(">H", content, 4)[0]
    tables: dict[bytes, bytes] = {}
    for number in range(min(count, MOST_TABLES)):
        tag, _, start, length = struct.unpack_from(">4sIII", content, 12 + number * 16)
        tables[tag] = content[start : start + length]
    yield from _tables(tables)


def woff_pieces(content: bytes) -> Iterator[Piece]:
    """Yield the same of a font in WOFF 1; WOFF 2 is packed in a way that is not undone here."""
    count = struct.unpack_from(">H", content, 12)[0]
    tables: dict[bytes, bytes] = {}
    for number in range(min(count, MOST_TABLES)):
        tag, start, packed, length = struct.unpack_from(">4sIII", content, 44 + number * 20)
        said = content[start : start + packed]
        tables[tag] = _inflated(said, length) if packed < length else said
    for at in (24, 36):  # metadata, and a block of the maker's own
        start, packed = struct.unpack_from(">II", content, at)
        said = content[start : start + packed]
        yield Piece(what="font metadata", content=_inflated(said, LARGEST) if at == 24 and packed else said)
    yield from _tables(tables)


def _inflated(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, min(most, LARGEST))
    except zlib.error:
        raise Unopened("a packed part of it is damaged") from None


def _tables(tables: Mapping[bytes, bytes]) -> Iterator[Piece]:
    mapped = _mapped(tables.get(b"cmap", b""))
    han = sum(0x4E00 <= code <= 0x9FFF for code in mapped)
    if not mapped >= PLAIN or 0 < han < FEWEST_HAN or _SUBSET.search(tables.get(b"name", b"")):
        raise Unopened("the font holds some letters only: which, tells the words that it was cut for")
    drawn = (b"glyf", b"loca", b"CFF ", b"CFF2")
    yield Piece(what="font tables", content=b"\n".join(said for tag, said in tables.items() if tag not in drawn))


def _mapped(cmap: bytes) -> set[int]:
    """Return the code points that a font has a glyph for, after its formats 4 and 12."""
    found: set[int] = set()
    if len(cmap) < 4:
        return found
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        at = struct.unpack_from(">I", cmap, 8 + number * 8)[0]
        kind = struct.unpack_from(">H", cmap, at)[0]
        if kind == 4:
            found |= _segments(cmap, at)
        elif kind == 12:
            for group in range(min(struct.unpack_from(">I", cmap, at + 12)[0], 100_000)):
                first, last = struct.unpack_from(">II", cmap, at + 16 + group * 12)
                found |= set(range(first, min(last, 0x10FFFF) + 1))
    return found


def _segments(cmap: bytes, at: int) -> set[int]:
    found: set[int] = set()
    twice = struct.unpack_from(">H", cmap, at + 6)[0]
    for segment in range(0, twice, 2):
        last = struct.unpack_from(">H", cmap, at + 14 + segment)[0]
        first = struct.unpack_from(">H", cmap, at + 16 + twice + segment)[0]
        found |= set(range(first, last + 1))
    return found - {0xFFFF}
