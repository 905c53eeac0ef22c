"""Frames on a pipe: eight bytes of length, then as many bytes."""

from __future__ import annotations

import os
import struct

_HEAD = struct.Struct(">Q")
HEAD = _HEAD.size
_CHUNK = 1 << 20


def send(pipe: int, *parts: bytes) -> None:
    """Writes one frame. Raises BrokenPipeError where nobody reads any more."""
    _write(pipe, _HEAD.pack(sum(len(part) for part in parts)) + (parts[0] if parts else b""))
    for part in parts[1:]:
        _write(pipe, part)


def receive(pipe: int) -> bytes | None:
    """Return the next frame of a pipe that blocks, or null at its end."""
    head = _read(pipe, HEAD)
    if head is None:
        return None
    return _read(pipe, length_of(head))


def length_of(head: bytes | bytearray) -> int:
    """Return the length that the head of a frame names."""
    return int(_HEAD.unpack(head[:HEAD])[0])


def _write(pipe: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(pipe, left[:_CHUNK]) :]


def _read(pipe: int, size: int) -> bytes | None:
    out = bytearray()
    while len(out) < size:
        part = os.read(pipe, min(_CHUNK, size - len(out)))
        if not part:
            return None
        out += part
    return bytes(out)
