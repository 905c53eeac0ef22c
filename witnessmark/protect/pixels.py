"""Pixels and nothing else: pictures in one form of PNG, and sheets of such pictures in one form of PDF.

Both forms can hold no word beside what is seen: a file is of the form only where making it anew from its pixels gives the same bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from witnessmark.protect.opening import Unopened

MOST_BYTES = 256 * 2**20
"""Bytes that a picture may unpack to."""
PRODUCER = "witnessmark"
_PNG = b"\x89PNG\r\n\x1a\n"
_END = b"\0\0\0\0IEND\xaeB`\x82"
_KINDS = {(4, 0): 4, (8, 0): 8, (8, 2): 24}
"""Bits of a sample and PNG's kind of colour: bits of a pixel. Grey of 16 or 256 levels, and colour; transparency is none of them."""
_WORDS = re.compile(rb"/(?:LZ|RL)|/Encrypt|endstream|%%EOF|/Annot|/OCG")
"""What programs that read raw bytes would take for words of a PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Rows of pixels, packed as PNG packs them, without a filter."""

    width: int
    height: int
    rows: bytes
    depth: int = 8
    """Bits of a sample: 4 or 8."""
    colour: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.width < 2**16 or not 0 < self.height < 2**16 or len(self.rows) != self.height * self.stride:
            raise ValueError(f"{len(self.rows)} bytes are no picture of {self.width} by {self.height}")

    @property
    def stride(self) -> int:
        """Bytes of a row."""
        return (self.width * _KINDS[self.depth, 2 if self.colour else 0] + 7) // 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page: its size in whole points, and its picture in 16 greys, as `png_of` made it."""

    width: int
    height: int
    png: bytes


# --- PNG -------------------------------------------------------------------------------------------------------------------------------


def png_of(picture: Picture) -> bytes:
    """Return the one PNG of a picture: header, pixels, end."""
    head = struct.pack(">IIBBBBB", picture.width, picture.height, picture.depth, 2 if picture.colour else 0, 0, 0, 0)
    return _PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", _packed(picture)) + _END


def picture_of(content: bytes) -> Picture:
    """Return the picture of a PNG that `png_of` made. Raises Unopened where anything else stands in it."""
    if len(content) < 57 or content[:8] != _PNG or content[37:41] != b"IDAT":
        raise Unopened("it is no picture that was made from its pixels alone")
    width, height, depth, kind = struct.unpack_from(">IIBB", content, 16)
    size = struct.unpack_from(">I", content, 33)[0]
    picture = _unpacked(content[41 : 41 + size], width=width, height=height, depth=depth, kind=kind)
    if png_of(picture) != content:
        raise Unopened("it is no picture that was made from its pixels alone")
    return picture


def _chunk(kind: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def _packed(picture: Picture) -> bytes:
    """Return the rows packed, in the first strength whose bytes hold nothing that looks like a word of a PDF."""
    step = picture.stride
    rows = b"".join(b"\0" + picture.rows[at : at + step] for at in range(0, len(picture.rows), step))
    packed = b""
    for strength in (6, 7, 8, 9, 5, 4, 3, 2, 1):
        packed = zlib.compress(rows, strength)
        if not _WORDS.search(packed):
            break
    return packed


def _unpacked(packed: bytes, *, width: int, height: int, depth: int, kind: int) -> Picture:
    bits = _KINDS.get((depth, kind))
    if bits is None or not 0 < width < 2**16 or not 0 < height < 2**16:
        raise Unopened("it is no picture that was made from its pixels alone")
    step = 1 + (width * bits + 7) // 8
    if height * step > MOST_BYTES:
        raise Unopened("it unpacks to more than the gate opens")
    undo = zlib.decompressobj()
    try:
        rows = undo.decompress(packed, height * step + 1)
    except zlib.error:
        raise Unopened("a packed part of it is damaged") from None
    if len(rows) != height * step or not undo.eof or undo.unused_data or any(rows[::step]):
        raise Unopened("it is no picture that was made from its pixels alone")
    bare = b"".join(rows[at + 1 : at + step] for at in range(0, len(rows), step))
    return Picture(width=width, height=height, rows=bare, depth=depth, colour=kind == 2)


# --- PDF -------------------------------------------------------------------------------------------------------------------------------

_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_SHEET = re.compile(rb"\d+ 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox\[0 0 (\d{1,5}) (\d{1,5})\][^\n]*\n[^\n]*\nendobj\n")
_IMAGE = re.compile(rb"\d+ 0 obj\n<</Type/XObject/Subtype/Image/Width (\d{1,5})/Height (\d{1,5})[^\n]*?/Length (\d{1,10})>>\nstream\n")


def pdf_of(sheets: Sequence[Sheet]) -> bytes:
    """Return the one PDF of some sheets: a picture on each, no text, no font, no identifier, one revision."""
    kids = b" ".join(b"%d 0 R" % (4 + 3 * n) for n in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[" % len(sheets) + kids + b"]>>",
        b"<</Producer(" + PRODUCER.encode() + b")>>",
    ]
    for n, sheet in enumerate(sheets):
        objects += _objects(sheet, 4 + 3 * n)
    out, places = [_HEAD], [len(_HEAD)]
    for number, said in enumerate(objects, start=1):
        out.append(b"%d 0 obj\n" % number + said + b"\nendobj\n")
        places.append(places[-1] + len(out[-1]))
    table = b"".join(b"%010d 00000 n \n" % place for place in places[:-1])
    size = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, places[-1])
    return b"".join([*out, b"xref\n0 %d\n0000000000 65535 f \n" % size, table, end])


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a PDF that `pdf_of` made. Raises Unopened where anything else stands in it."""
    sheets, at = [], 0
    while match := _SHEET.search(content, at):
        image = _IMAGE.match(content, match.end())
        if image is None:
            break
        at = image.end() + int(image[3])
        picture = _unpacked(content[image.end() : at], width=int(image[1]), height=int(image[2]), depth=4, kind=0)
        sheets.append(Sheet(width=int(match[1]), height=int(match[2]), png=png_of(picture)))
    if not sheets or pdf_of(sheets) != content:
        raise Unopened("it is no PDF that was made from its pixels alone")
    return tuple(sheets)


def _objects(sheet: Sheet, first: int) -> tuple[bytes, bytes, bytes]:
    width, height, depth, kind = struct.unpack_from(">IIBB", sheet.png, 16)
    if (depth, kind) != (4, 0):
        raise ValueError("sheets are pictures of 16 greys")
    packed = sheet.png[41 : -4 - len(_END)]
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]\n/Resources<</XObject<</P %d 0 R>>>>/Contents %d 0 R>>"
        % (sheet.width, sheet.height, first + 1, first + 2)
    )
    image = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 4/Filter/FlateDecode"
        b"/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 4/Columns %d>>/Length %d>>\nstream\n"
        % (width, height, width, len(packed))
    )
    drawn = b"q %d 0 0 %d 0 0 cm /P Do Q" % (sheet.width, sheet.height)
    return page, image + packed + b"\nendstream", b"<</Length %d>>\nstream\n" % len(drawn) + drawn + b"\nendstream"
