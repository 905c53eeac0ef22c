"""What a file says once every wrapping is opened: names, text, markup, archives, streams. A file that cannot be opened is said so."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator

from witnessmark.protect.fonts import font_pieces, woff_pieces
from witnessmark.protect.opening import DEEPEST, LARGEST, Layer, Piece, Unopened, inflated
from witnessmark.protect.pdf import pdf_layers
from witnessmark.protect.pictures import gif_pieces, jpeg_pieces, png_pieces, webp_pieces
from witnessmark.protect.tapes import git_object, tar_pieces
from witnessmark.protect.wrappings import coded, opened, words_in
from witnessmark.records.canonical import sha256

_TEXTUAL = re.compile(rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f]*+")
_CONTROL = re.compile(rb"[\x00-\x1f]+")
_CHARSETS = ("gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "koi8_r", "cp1256", "cp1254", "latin-1")
"""What a text that is no UTF-8 may be."""
Parser = Callable[[bytes], Iterator[Piece]]
_PARSERS: tuple[tuple[bytes, Parser], ...] = (
    (b"\x89PNG\r\n\x1a\n", png_pieces), (b"\xff\xd8\xff", jpeg_pieces), (b"GIF87a", gif_pieces), (b"GIF89a", gif_pieces),
    (b"\0\1\0\0", font_pieces), (b"OTTO", font_pieces), (b"true\0", font_pieces), (b"wOFF", woff_pieces),
)
_PACKED = re.compile(rb"PK\x03\x04|\x1f\x8b\x08|%PDF-|\x89PNG\r\n\x1a\n|\xff\xd8\xff[\xdb\xe0-\xef]")
MOST_PACKED = 64
"""Packed files that are looked for in what some digits decode to."""


def layers_of(content: bytes, *, carrier: str, depth: int = 0, known: Collection[str] = ()) -> Iterator[Layer]:
    """Yield every layer of a file's bytes; members of archives whose digest is in `known` were looked at already.

    Raises Unopened where one of them cannot be looked into.
    """
    if depth > DEEPEST:
        raise Unopened(f"wrappings lie more than {DEEPEST} deep in it")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _archive(content, carrier=carrier, depth=depth, known=known)
    elif content.startswith(b"%PDF-"):
        yield from pdf_layers(content, carrier=carrier)
        yield from _attached(content, carrier=carrier, depth=depth)
    elif content[:2] == b"\x1f\x8b":
        yield from _gzip(content, carrier=carrier, depth=depth)
    elif (cut := parser_of(content)) is not None:
        yield from _pieces(cut(content), carrier=carrier, depth=depth, known=known)
    elif _TEXTUAL.fullmatch(content):
        yield from text_layers(content, carrier=carrier, depth=depth)
    elif (packed := git_object(content)) is not None:
        yield from _pieces(iter((packed,)), carrier=carrier, depth=depth, known=known)
    else:
        raise Unopened("its format cannot be opened by the gate")


def parser_of(content: bytes) -> Parser | None:
    """Return what cuts a file into its pieces, by its first bytes; null where none does."""
    if content[257:262] == b"ustar":
        return tar_pieces
    if content[36:40] == b"acsp":
        return lambda profile: iter((Piece(what="colour profile", content=profile),))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return webp_pieces
    return next((parser for start, parser in _PARSERS if content.startswith(start)), None)


def _pieces(pieces: Iterator[Piece], *, carrier: str, depth: int, known: Collection[str]) -> Iterator[Layer]:
    try:
        for piece in pieces:
            if not piece.file:
                yield from _part(piece.content, carrier=f"{carrier} ({piece.what})", depth=depth)
            elif piece.content and sha256(piece.content) not in known:
                yield from layers_of(piece.content, carrier=f"{carrier} ({piece.what})", depth=depth + 1, known=known)
    except (IndexError, ValueError, struct.error):
        raise Unopened("it is damaged") from None


def text_layers(content: bytes, *, carrier: str, depth: int = 0) -> Iterator[Layer]:
    """Yield the layers of a text: itself, what lies under its wrappings, and what its digits decode to."""
    yield Layer(carrier=f"{carrier} (bytes)", raw=content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        for charset in _CHARSETS:
            yield Layer(carrier=f"{carrier} (text in {charset})", text=content.decode(charset, "replace"))
    stage = text
    for how, under in opened(text):
        yield Layer(carrier=f"{carrier} ({how})", text=under)
        stage = stage if "tags" in how or how in ("quoted-printable", "punycode", "invisible letters") else under
    yield from _coded(content, carrier=carrier, depth=depth)
    if stage is not text:
        yield from _coded(stage.encode("utf-8", "replace"), carrier=carrier, depth=depth)


def _coded(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    for how, blob in coded(content):
        yield from _blob(blob, carrier=f"{carrier} ({how})", depth=depth)
        words = words_in(blob)
        if depth < DEEPEST and words.strip():
            for again, inner in coded(words.encode("utf-8")):
                yield Layer(carrier=f"{carrier} ({how}, {again})", text=words_in(inner), raw=inner)


def _blob(blob: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    """Yield what of some bytes can be words, and the packed files that lie in them."""
    yield Layer(carrier=carrier, text=words_in(blob), raw=blob)
    for number, match in enumerate(_PACKED.finditer(blob)):
        if number == MOST_PACKED:
            raise Unopened("more packed files seem to lie in it than the gate opens")
        yield from _perhaps(blob[match.start() :], carrier=carrier, depth=depth + 1)


def _part(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    """Yield what stands in a part of a file, as bytes, as text, and under whatever lies over the text."""
    yield from _blob(content, carrier=carrier, depth=depth)
    # Where strings end, binary files have a zero: between words it stands for a blank.
    for how, under in opened(_CONTROL.sub(b" ", content).decode("utf-8", "replace")):
        yield Layer(carrier=f"{carrier} ({how})", text=under)
    yield from _coded(content, carrier=carrier, depth=depth)


def _perhaps(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    """Yield the layers of what may be a packed file: chance makes four bytes too."""
    try:
        yield from layers_of(content, carrier=carrier, depth=depth)
    except Unopened:
        return


# --- archives --------------------------------------------------------------------------------------------------------------------------


def _archive(content: bytes, *, carrier: str, depth: int, known: Collection[str]) -> Iterator[Layer]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            members = pack.infolist()
            if sum(member.file_size for member in members) > LARGEST:
                raise Unopened("it unpacks to more than the gate opens")
            # Names, comments, extra fields and whatever lies before, between and after the members.
            around = _around(content, members)
            yield from _part(around, carrier=f"{carrier} (archive, around its members)", depth=depth)
            yield from _part(pack.comment, carrier=f"{carrier} (archive comment)", depth=depth)
            for member in members:
                yield from _of_name(member.filename.encode("utf-8", "replace"), carrier=f"{carrier} (member name)")
                yield from _part(member.comment, carrier=f"{carrier} (member comment)", depth=depth)
                yield from _part(_extra(content, member), carrier=f"{carrier} (extra field)", depth=depth)
                said = pack.read(member)
                if said and sha256(said) not in known:
                    yield from layers_of(said, carrier=f"{carrier} (member)", depth=depth + 1, known=known)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError, OSError, struct.error) as fault:
        raise Unopened(f"the archive is damaged or encrypted ({type(fault).__name__})") from None


def _of_name(name: bytes, *, carrier: str) -> Iterator[Layer]:
    return text_layers(name, carrier=carrier, depth=DEEPEST)


def _around(content: bytes, members: list[zipfile.ZipInfo]) -> bytes:
    """Return an archive's bytes without those of its members. Raises Unopened where it holds one that its directory does not name."""
    outside, at, headers = [], 0, 0
    for member in sorted(members, key=lambda m: m.header_offset):
        name, extra = struct.unpack_from("<HH", content, member.header_offset + 26)
        start = member.header_offset + 30 + name + extra
        outside.append(content[at:start])
        headers += 1
        at = max(at, start + member.compress_size)
    outside.append(content[at:])
    rest = b"".join(outside)
    if rest.count(b"PK\x03\x04") != headers:
        raise Unopened("the archive holds more than its directory names")
    return rest


def _extra(content: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return what the extra fields of a member hold, in both of its headers, a line each."""
    name, length = struct.unpack_from("<HH", content, member.header_offset + 26)
    start = member.header_offset + 30 + name
    said = []
    for fields in (member.extra, content[start : start + length]):
        at = 0
        while at + 4 <= len(fields):
            size = int.from_bytes(fields[at + 2 : at + 4], "little")
            said.append(fields[at + 4 : at + 4 + size])
            at += 4 + size
    return b"\n".join(said)


def _gzip(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    rest = content
    yield from _part(content[:4096], carrier=f"{carrier} (gzip header)", depth=depth)
    while rest.startswith(b"\x1f\x8b"):
        said, rest = inflated(rest, 31)
        yield from layers_of(said, carrier=f"{carrier} (gzip)", depth=depth + 1)
        yield from _part(rest[:4096], carrier=f"{carrier} (gzip header)", depth=depth)
    if rest.strip(b"\0"):
        yield from layers_of(rest, carrier=f"{carrier} (after gzip)", depth=depth + 1)


def _attached(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content) as document:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            yield from _of_name(attachment.get_name().encode("utf-8", "replace"), carrier=f"{carrier} (name of an attached file)")
            yield from layers_of(bytes(attachment.get_data()), carrier=f"{carrier} (attached file)", depth=depth + 1)
