"""Where a picture was taken, as its EXIF says it in binary numbers: turned into decimals, so that it is searched like any text."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_POSITION = 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8}
MOST_ENTRIES = 4096

Entry = tuple[int, int, int, bytes]
"""Tag, kind, count, value."""


def positions(content: bytes) -> Iterator[str]:
    """Yield `latitude, longitude` of every EXIF block in some bytes."""
    for start, order in _ORDERS.items():
        at = content.find(start)
        while at >= 0:
            yield from _position(content[at:], order)
            at = content.find(start, at + 4)


def _position(block: bytes, order: str) -> Iterator[str]:
    if len(block) < 8:
        return
    first = struct.unpack_from(order + "I", block, 4)[0]
    for tag, _, _, value in _entries(block, first, order):
        if tag == _POSITION and len(value) >= 4:
            said = {t: (k, v) for t, k, _, v in _entries(block, struct.unpack_from(order + "I", value)[0], order)}
            degrees = [_degrees(said[t][1], order) for t in (2, 4) if t in said and said[t][0] == 5 and len(said[t][1]) == 24]
            if len(degrees) == 2:
                yield f"{degrees[0]:.6f}, {degrees[1]:.6f}"


def _entries(block: bytes, at: int, order: str) -> Iterator[Entry]:
    if at + 2 > len(block):
        return
    for number in range(min(struct.unpack_from(order + "H", block, at)[0], MOST_ENTRIES)):
        place = at + 2 + number * 12
        if place + 12 > len(block):
            return
        tag, kind, count = struct.unpack_from(order + "HHI", block, place)
        size = _SIZES.get(kind, 1) * count
        begins = place + 8 if size <= 4 else struct.unpack_from(order + "I", block, place + 8)[0]
        yield tag, kind, count, block[begins : begins + max(size, 4)]


def _degrees(value: bytes, order: str) -> float:
    parts: tuple[int, ...] = struct.unpack(order + "6I", value)
    return float(sum(parts[2 * n] / (parts[2 * n + 1] or 1) / 60**n for n in range(3)))
