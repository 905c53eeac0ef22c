"""What a file says once every wrapping is opened: names, text, markup, archives, streams. A file that cannot be opened is said so."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

DEEPEST = 4
"""Archives inside archives."""
LARGEST = 512 * 2**20
"""Bytes that one file may unpack to: what is larger is not opened, and what is not opened does not leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One way of reading a file: what carries it, its text or its bytes."""

    carrier: str
    text: str = ""
    raw: bytes = b""


class Unopened(Exception):
    """A file that would leave could not be opened; its text says why."""


_TEXTUAL = re.compile(rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f]*")
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAGS = re.compile(r"<[^<>]{0,10000}>")


def layers_of(content: bytes, *, carrier: str, depth: int = 0) -> Iterator[Layer]:
    """Yield every layer of a file's bytes. Raises Unopened where one of them cannot be looked into."""
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _archive(content, carrier=carrier, depth=depth)
    elif content.startswith(b"%PDF-"):
        yield Layer(carrier=f"{carrier} (bytes)", raw=content)
        yield from _pdf(content, carrier=carrier)
    elif content[:2] == b"\x1f\x8b":
        yield from layers_of(_inflated(content, 47), carrier=f"{carrier} (gzip)", depth=depth + 1)
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _png(content, carrier=carrier)
    elif _TEXTUAL.fullmatch(content):
        yield Layer(carrier=f"{carrier} (bytes)", raw=content)
        yield from _text(content, carrier=carrier)
    else:
        raise Unopened("its format cannot be opened by the gate")


def _text(content: bytes, *, carrier: str) -> Iterator[Layer]:
    text = content.decode("utf-8", "replace")
    yield Layer(carrier=f"{carrier} (text)", text=text)
    if "&" in text:
        yield Layer(carrier=f"{carrier} (entities)", text=html.unescape(text))
    if "<" in text:
        # Markup between the letters of a word hides it from a search, not from a reader.
        yield Layer(carrier=f"{carrier} (words between tags)", text=html.unescape(_TAGS.sub("", text)))
    if "\\u" in text:
        yield Layer(carrier=f"{carrier} (escapes)", text=_ESCAPES.sub(lambda m: chr(int(m[1], 16)), text))
    if "%" in text:
        yield Layer(carrier=f"{carrier} (percent-encoding)", text=unquote(text))


def _archive(content: bytes, *, carrier: str, depth: int) -> Iterator[Layer]:
    if depth >= DEEPEST:
        raise Unopened(f"archives lie more than {DEEPEST} deep in it")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            if sum(member.file_size for member in pack.infolist()) > LARGEST:
                raise Unopened("it unpacks to more than the gate opens")
            # Names, comments and extra fields lie in the directory; what is stored unpacked lies in the bytes.
            yield Layer(carrier=f"{carrier} (archive bytes)", raw=content)
            yield Layer(carrier=f"{carrier} (archive comment)", text=pack.comment.decode("utf-8", "replace"))
            for member in pack.infolist():
                yield Layer(carrier=f"{carrier} (member name)", text=member.filename)
                yield Layer(carrier=f"{carrier} (member comment)", text=member.comment.decode("utf-8", "replace"))
                if not member.is_dir():
                    yield from layers_of(pack.read(member), carrier=f"{carrier} (member)", depth=depth + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError) as fault:
        raise Unopened(f"the archive is damaged or encrypted ({type(fault).__name__})") from None


def _inflated(content: bytes, window: int) -> bytes:
    try:
        out = zlib.decompressobj(window).decompress(content, LARGEST + 1)
    except zlib.error:
        raise Unopened("a packed part of it is damaged") from None
    if len(out) > LARGEST:
        raise Unopened("it unpacks to more than the gate opens")
    return out


def _pdf(content: bytes, *, carrier: str) -> Iterator[Layer]:
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(content) as document:
            for key, value in document.get_metadata_dict(skip_empty=True).items():
                yield Layer(carrier=f"{carrier} (PDF {key})", text=value)
            for page in document:
                yield Layer(carrier=f"{carrier} (PDF page)", text=page.get_textpage().get_text_bounded())
    except pdfium.PdfiumError:
        raise Unopened("the PDF is damaged or encrypted") from None
    for match in _STREAM.finditer(content):
        try:
            stream = zlib.decompressobj().decompress(content[match.end() :], LARGEST)
        except zlib.error:
            continue  # another filter: its words were read by the page and metadata layers, its bytes by the first one
        yield Layer(carrier=f"{carrier} (PDF stream)", raw=stream, text=stream.decode("utf-8", "replace"))


def _png(content: bytes, *, carrier: str) -> Iterator[Layer]:
    yield Layer(carrier=f"{carrier} (bytes)", raw=content)
    at = 8
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        chunk = content[at + 8 : at + 8 + length]
        if kind in (b"zTXt", b"iTXt", b"iCCP") and b"\0" in chunk:
            said = chunk.partition(b"\0")[2].lstrip(b"\0\1")
            try:
                said = zlib.decompressobj().decompress(said, LARGEST)
            except zlib.error:
                said = chunk  # iTXt may be unpacked
            yield Layer(carrier=f"{carrier} (PNG {kind.decode()})", text=said.decode("utf-8", "replace"))
        at += 12 + length
    if at < len(content):
        yield from layers_of(content[at:], carrier=f"{carrier} (after the image)", depth=DEEPEST)
