"""What a file says once every wrapping is opened: names, text, markup, archives, streams. A file that cannot be opened is said so."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator

from witnessmark.protect.opening import DEEPEST, LARGEST, Layer, Unopened, inflated
from witnessmark.protect.pdf import pdf_layers
from witnessmark.protect.wrappings import coded, opened, words_in
from witnessmark.records.canonical import sha256

_TEXTUAL = re.compile(rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f]*+")
_CHARSETS = ("gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "koi8_r", "cp1256", "cp1254", "latin-1")
"""What a text that is no UTF-8 may be."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PACKED = re.compile(rb"PK\x03\x04|\x1f\x8b\x08|%PDF-|\x89PNG\r\n\x1a\n")
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
    elif content.startswith(_PNG):
        yield from _png(content, carrier=carrier, depth=depth)
    elif _TEXTUAL.fullmatch(content):
        yield from text_layers(content, carrier=carrier, depth=depth)
    else:
        raise Unopened("its format cannot be opened by the gate")


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
            yield Layer(carrier=f"{carrier} (archive, around its members)", text=words_in(around), raw=around)
            yield Layer(carrier=f"{carrier} (archive comment)", text=pack.comment.decode("utf-8", "replace"))
            for member in members:
                yield from _of_name(member.filename.encode("utf-8", "replace"), carrier=f"{carrier} (member name)")
                yield Layer(carrier=f"{carrier} (member comment)", text=member.comment.decode("utf-8", "replace"))
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


def _gzip(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    rest = content
    yield Layer(carrier=f"{carrier} (gzip header)", text=words_in(content[:4096]), raw=content[:4096])
    while rest.startswith(b"\x1f\x8b"):
        said, rest = inflated(rest, 31)
        yield from layers_of(said, carrier=f"{carrier} (gzip)", depth=depth + 1)
        yield Layer(carrier=f"{carrier} (gzip header)", text=words_in(rest[:4096]), raw=rest[:4096])
    if rest.strip(b"\0"):
        yield from layers_of(rest, carrier=f"{carrier} (after gzip)", depth=depth + 1)


def _attached(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content) as document:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            yield from _of_name(attachment.get_name().encode("utf-8", "replace"), carrier=f"{carrier} (name of an attached file)")
            yield from layers_of(bytes(attachment.get_data()), carrier=f"{carrier} (attached file)", depth=depth + 1)


# --- pictures --------------------------------------------------------------------------------------------------------------------------


def _png(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    at, outside = 8, []
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        chunk = content[at + 8 : at + 8 + length]
        if kind != b"IDAT":  # what the pixels show is for eyes
            outside.append(chunk)
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            said = _packed_text(kind, chunk)
            yield Layer(carrier=f"{carrier} (PNG {kind.decode()})", text=said.decode("utf-8", "replace") + "\n" + words_in(said), raw=said)
        at += 12 + length
        if kind == b"IEND":
            break
    yield from _blob(b"\n".join(outside), carrier=f"{carrier} (PNG chunks)", depth=depth)
    if at < len(content):
        yield from layers_of(content[at:], carrier=f"{carrier} (after the image)", depth=depth + 1)


def _packed_text(kind: bytes, chunk: bytes) -> bytes:
    rest = chunk.partition(b"\0")[2]
    if kind == b"iTXt":
        flag, rest = rest[:1], rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        packed = flag == b"\1"
    else:
        packed, rest = True, rest[1:]
    return inflated(rest, 15)[0] if packed else rest
