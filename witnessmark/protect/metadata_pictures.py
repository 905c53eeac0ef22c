"""What a picture carries beside its pixels, by the carriers of each format. Only a PNG that was made here carries nothing."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from witnessmark.protect.opening import Unopened
from witnessmark.protect.pixels import picture_of

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM", b"8BPS", b"\0\0\1\0", b"\xff\x0a")
ANEW = "the data of an image file, which is shown only when made anew from its pixels"
EXIF, GPS, MAKER, THUMB = "EXIF", "EXIF with coordinates (GPS)", "EXIF with a maker's note", "an embedded thumbnail"
XMP, IPTC, ICC, COMMENT, BEHIND = "XMP", "IPTC", "an ICC profile and its description", "a comment or text", "bytes behind the image"
_CHUNKS = {
    b"tEXt": COMMENT, b"zTXt": COMMENT, b"iTXt": COMMENT, b"iCCP": ICC, b"tIME": "the time of its last change", b"acTL": "further pictures",
}
_MOST_TAGS = 5000
_TAGS = {0x8825: GPS, 0x927C: MAKER, 0x02BC: XMP, 0x83BB: IPTC, 0x8773: ICC, 0x0201: THUMB, 0x010E: COMMENT, 0x013B: "an artist's name"}


def of_picture(content: bytes) -> Iterator[str]:
    """Yield what a picture carries; nothing only for one that was made here from its pixels."""
    try:
        picture_of(content)
    except Unopened:
        yield ANEW
        yield from dict.fromkeys(_carriers(content))


def _carriers(content: bytes) -> Iterator[str]:
    try:
        if content.startswith(b"\x89PNG"):
            yield from _png(content)
        elif content.startswith(b"\xff\xd8"):
            yield from _jpeg(content)
        elif content.startswith(b"GIF8"):
            yield from _gif(content)
        elif content.startswith(b"RIFF"):
            yield from _riff(content)
        elif content[:2] in (b"II", b"MM"):
            yield from _tags(content)
        elif content[4:8] == b"ftyp":
            yield from _boxes(content)
    except (struct.error, IndexError):
        yield "parts that cannot be read"


def _exif(block: bytes) -> Iterator[str]:
    yield EXIF
    at = block.find(b"Exif\0\0")
    yield from _tags(block[at + 6 :] if at >= 0 else block)


def _tags(block: bytes) -> Iterator[str]:
    """Yield the carriers among the tags of a TIFF structure, and of those that it points to."""
    order = "<" if block[:2] == b"II" else ">"
    waiting, seen, left = [struct.unpack_from(f"{order}I", block, 4)[0]], set[int](), _MOST_TAGS
    while waiting and left > 0:
        at = waiting.pop(0)
        if at in seen or not 0 < at < len(block) - 2:
            continue
        seen.add(at)
        count = struct.unpack_from(f"{order}H", block, at)[0]
        for n in range(min(count, left)):
            tag, _, _, value = struct.unpack_from(f"{order}HHII", block, at + 2 + 12 * n)
            left -= 1
            if tag in _TAGS:
                yield _TAGS[tag]
            if tag in (0x8769, 0x8825, 0xA005, 0x014A):
                yield EXIF
                waiting.append(value)
        after = at + 2 + 12 * count
        if after + 4 <= len(block):
            waiting.append(struct.unpack_from(f"{order}I", block, after)[0])


def _png(content: bytes) -> Iterator[str]:
    at = 8
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        said = content[at + 8 : at + 8 + length]
        if kind == b"eXIf":
            yield from _exif(said)
        if kind == b"iTXt" and said.startswith(b"XML:com.adobe.xmp"):
            yield XMP
        if kind in _CHUNKS:
            yield _CHUNKS[kind]
        elif kind not in (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"eXIf"):
            yield "other chunks"
        at += 12 + length
        if kind == b"IEND":
            break
    if at < len(content):
        yield BEHIND


def _jpeg(content: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        said = content[at + 4 : at + 2 + length]
        if mark == 0xDA:
            break
        if mark == 0xE1:
            yield from _exif(said) if said.startswith(b"Exif\0\0") else [XMP if b"ns.adobe.com" in said[:60] else "other data of a program"]
        elif mark == 0xE2:
            yield ICC if said.startswith(b"ICC_PROFILE") else "further pictures"
        elif mark == 0xED:
            yield IPTC
        elif mark == 0xFE:
            yield COMMENT
        elif 0xE0 < mark <= 0xEF or (mark == 0xE0 and not said.startswith(b"JFIF\0")):
            yield THUMB if said.startswith(b"JFXX") else "other data of a program"
        elif mark == 0xE0 and said[12:14] not in (b"\0\0", b""):
            yield THUMB
        at += 2 + length
    if _behind_jpeg(content, at):
        yield BEHIND


def _behind_jpeg(content: bytes, at: int) -> bool:
    """Whether anything lies behind the end of a JPEG's data: in the data an FF is never followed by D9."""
    end = content.find(b"\xff\xd9", at)
    return 0 <= end < len(content) - 2


def _gif(content: bytes) -> Iterator[str]:
    flags = content[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    pictures = 0
    while content[at] != 0x3B:
        if content[at] == 0x21:
            kind, name = content[at + 1], content[at + 3 : at + 14]
            if kind in (0xFE, 0x01):
                yield COMMENT
            elif kind == 0xFF:
                yield XMP if name.startswith(b"XMP Data") else "other data of a program"
            at += 2
        elif content[at] == 0x2C:
            local = content[at + 9]
            pictures += 1
            at += 11 + (3 << ((local & 7) + 1) if local & 0x80 else 0)
        else:
            raise IndexError
        while content[at]:
            at += 1 + content[at]
        at += 1
    if pictures > 1:
        yield "further pictures"
    if at + 1 < len(content):
        yield BEHIND


def _riff(content: bytes) -> Iterator[str]:
    if content[8:12] != b"WEBP":
        return
    at, end = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    while at + 8 <= min(end, len(content)):
        kind, length = struct.unpack_from("<4sI", content, at)
        if kind == b"EXIF":
            yield from _exif(content[at + 8 : at + 8 + length])
        else:
            told = {b"XMP ": XMP, b"ICCP": ICC, b"ANIM": "further pictures"}.get(kind, "other chunks")
            if kind not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANMF"):
                yield told
        at += 8 + length + length % 2
    if end < len(content):
        yield BEHIND


def _boxes(content: bytes) -> Iterator[str]:
    """Yield the carriers of a HEIC or AVIF file, by their names: its boxes are not opened."""
    for mark, told in ((b"Exif", EXIF), (b"application/rdf+xml", XMP), (b"colrprof", ICC), (b"colrrICC", ICC), (b"thmb", THUMB)):
        if mark in content[:65_536]:
            yield told
