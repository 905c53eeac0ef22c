"""Cuts pictures into everything that is no pixel: JPEG, PNG, GIF and WebP. What a picture shows is for eyes; what is damaged is refused."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from witnessmark.protect.exif import positions
from witnessmark.protect.opening import Piece, Unopened, inflated

_LONG_XMP = re.compile(rb"http://ns\.adobe\.com/xmp/extension/\0.{40}", re.DOTALL)
_IPTC = re.compile(rb"\x1c[\x01-\x09].{3}", re.DOTALL)
"""What stands before each of its words: their number and their length."""
_SCAN_ENDS = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])")
_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})


def _around(outside: list[bytes], what: str) -> Iterator[Piece]:
    whole = b"\n".join(outside)
    yield Piece(what=what, content=whole)
    if _IPTC.search(whole):
        yield Piece(what="IPTC", content=_IPTC.sub(b"\n", whole))
    if said := "\n".join(positions(whole)):
        yield Piece(what="place where it was taken", content=said.encode())


# --- JPEG --------------------------------------------------------------------------------------------------------------------------------


def jpeg_pieces(content: bytes) -> Iterator[Piece]:
    """Yield every segment of a JPEG, the bytes between them, and what lies behind its end. Raises Unopened where it is cut off."""
    outside, at = [], 2
    while True:
        if content[at : at + 1] != b"\xff" or at + 2 > len(content):
            raise Unopened("the picture is damaged or cut off")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == 0xD9:
            break
        elif marker in (0x01, *range(0xD0, 0xD8)):
            at += 2
        else:
            length = struct.unpack_from(">H", content, at + 2)[0] if at + 4 <= len(content) else 0
            if length < 2 or at + 2 + length > len(content):
                raise Unopened("the picture is damaged or cut off")
            outside.append(content[at + 4 : at + 2 + length])
            at += 2 + length
            if marker == 0xDA:
                ends = _SCAN_ENDS.search(content, at)
                if ends is None:
                    raise Unopened("the picture is damaged or cut off")
                yield Piece(what="JPEG scan", content=content[at : ends.start()])
                at = ends.start()
    yield from _around(outside, "JPEG segments")
    # One long XMP packet is spread over several segments.
    if len(long := [_LONG_XMP.sub(b"", said, count=1) for said in outside if _LONG_XMP.match(said)]) > 1:
        yield Piece(what="JPEG XMP", content=b"".join(long))
    if behind := content[at + 2 :].strip(b"\0"):
        yield Piece(what="after the image", content=behind, file=True)


# --- PNG ---------------------------------------------------------------------------------------------------------------------------------


def png_pieces(content: bytes) -> Iterator[Piece]:
    """Yield every chunk of a PNG but its pixels, the packed ones unpacked, and what lies behind its end."""
    at, outside, ended = 8, [], False
    while at + 8 <= len(content) and not ended:
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        chunk = content[at + 8 : at + 8 + length]
        if kind != b"IDAT":
            outside.append(kind + b"\n" + chunk)
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            yield Piece(what=f"PNG {kind.decode()}", content=_packed_text(kind, chunk))
        at += 12 + length
        ended = kind == b"IEND"
    if not ended or at > len(content):
        raise Unopened("the picture is damaged or cut off")
    yield from _around(outside, "PNG chunks")
    if at < len(content):
        yield Piece(what="after the image", content=content[at:], file=True)


def _packed_text(kind: bytes, chunk: bytes) -> bytes:
    rest = chunk.partition(b"\0")[2]
    if kind == b"iTXt":
        flag, rest = rest[:1], rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        packed = flag == b"\1"
    else:
        packed, rest = True, rest[1:]
    return inflated(rest, 15)[0] if packed else rest


# --- GIF ---------------------------------------------------------------------------------------------------------------------------------


def gif_pieces(content: bytes) -> Iterator[Piece]:
    """Yield comments and the data of programs of a GIF, and what lies behind its end."""
    if len(content) < 14:
        raise Unopened("the picture is damaged or cut off")
    at = 13 + _colours(content[10])
    outside = [content[6:at]]
    while (kind := content[at : at + 1]) != b";":
        if kind == b"!":
            said, at = _blocks(content, at + 2)
            outside.append(said)
        elif kind == b"," and at + 10 <= len(content):
            _, at = _blocks(content, at + 11 + _colours(content[at + 9]))
        else:
            raise Unopened("the picture is damaged or cut off")
    yield from _around(outside, "GIF blocks")
    if behind := content[at + 1 :].strip(b"\0"):
        yield Piece(what="after the image", content=behind, file=True)


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(content: bytes, at: int) -> tuple[bytes, int]:
    """Return the bytes of a row of blocks joined, without and with their lengths, and where it ends."""
    said, start = [], at
    while at < len(content) and content[at]:
        said.append(content[at + 1 : at + 1 + content[at]])
        at += 1 + content[at]
    if at >= len(content):
        raise Unopened("the picture is damaged or cut off")
    # XMP in a GIF is written across the lengths, as if they were letters of it.
    return b"".join(said) + b"\n" + content[start:at], at + 1


# --- WebP --------------------------------------------------------------------------------------------------------------------------------


def webp_pieces(content: bytes) -> Iterator[Piece]:
    """Yield every chunk of a WebP but its pixels, and what lies behind its end."""
    ends = 8 + int.from_bytes(content[4:8], "little")
    at, outside, pixels = 12, [], False
    while at + 8 <= min(ends, len(content)):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        pixels = pixels or kind in _PIXELS or kind == b"ANMF"
        if kind not in _PIXELS:
            outside.append(kind + b"\n" + content[at + 8 : at + 8 + length])
        at += 8 + length + length % 2
    if not pixels or at not in (ends, ends + 1) or ends > len(content):
        raise Unopened("the picture is damaged or cut off")
    yield from _around(outside, "WebP chunks")
    if behind := content[ends:].strip(b"\0"):
        yield Piece(what="after the image", content=behind, file=True)
