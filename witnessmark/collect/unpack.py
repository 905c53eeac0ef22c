"""Unpacking one packed run of bytes under limits, whatever it is packed with."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from witnessmark.collect.limits import Account

STEP = 256 * 1024
"""Bytes that come out at a time, so that a limit is met soon after it is passed."""

DICTIONARY = 64 * 1024 * 1024
"""Bytes of the dictionary of LZMA: its highest level asks for 64 MiB, and a damaged header for gigabytes."""

BROKEN = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
"""What the unpackers raise for damaged input."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came out of a run, how many packed bytes that took, and whether its end was seen."""

    content: bytes
    consumed: int
    ended: bool


@dataclass(frozen=True, slots=True)
class _Engine:
    """An unpacker of the standard library, which tell in two ways what they left."""

    step: Callable[[bytes, int], bytes]
    eof: Callable[[], bool]
    unread: Callable[[], bytes]
    unused: Callable[[], bytes]
    hungry: Callable[[], bool]


def _run(packed: memoryview, engine: _Engine, account: Account) -> Unpacked:
    """Unpack until the end of the packed run or of the input. Raises OverLimit, and `BROKEN` for damage."""
    out = bytearray()
    at = 0
    waiting = b""
    while not engine.eof():
        if not waiting and at < len(packed) and engine.hungry():
            waiting = bytes(packed[at : at + 65_536])
            at += len(waiting)
        dry = not waiting and engine.hungry()
        part = engine.step(waiting, STEP)
        waiting = engine.unread()
        if not part and dry:
            break
        out += part
        account.unpacked(len(part))
        account.item(len(out))
        account.ratio(len(out), at - len(waiting))
    return Unpacked(bytes(out), at - len(engine.unused()), engine.eof())


def inflate(packed: memoryview, wbits: int, account: Account) -> Unpacked:
    """Unpack deflate (wbits -15), zlib (15) or one gzip member (31). Raises OverLimit, and `BROKEN` for damage."""
    tool = zlib.decompressobj(wbits)
    engine = _Engine(tool.decompress, lambda: tool.eof, lambda: tool.unconsumed_tail, lambda: tool.unused_data, lambda: True)
    return _run(packed, engine, account)


def unbzip2(packed: memoryview, account: Account) -> Unpacked:
    """Unpack bzip2. Raises OverLimit, and `BROKEN` for damage."""
    tool = bz2.BZ2Decompressor()
    engine = _Engine(tool.decompress, lambda: tool.eof, lambda: b"", lambda: tool.unused_data, lambda: tool.needs_input)
    return _run(packed, engine, account)


def unlzma(packed: memoryview, account: Account) -> Unpacked:
    """Unpack LZMA as ZIP holds it: four bytes, then the filter's properties, then the stream.

    Raises OverLimit, and `BROKEN` for damage.
    """
    size = int.from_bytes(packed[2:4], "little")
    properties = bytes(packed[4 : 4 + size])
    if len(properties) < 5:
        raise ValueError("the properties of LZMA are cut off")
    base, dictionary = properties[0], int.from_bytes(properties[1:5], "little")
    if base >= 9 * 5 * 5 or dictionary > DICTIONARY:
        raise ValueError("the properties of LZMA ask for what no archive needs")
    rest, lc = divmod(base, 9)
    pb, lp = divmod(rest, 5)
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": lp, "pb": pb}]
    tool = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    engine = _Engine(tool.decompress, lambda: tool.eof, lambda: b"", lambda: tool.unused_data, lambda: tool.needs_input)
    return _run(packed[4 + size :], engine, account)
