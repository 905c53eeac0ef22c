"""What a PDF says: properties, pages, attached files, every string and every unpacked stream, of all its revisions."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

from witnessmark.protect.opening import LARGEST, Layer, Unopened
from witnessmark.protect.wrappings import coded, opened, words_in

_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/(LZWDecode|RunLengthDecode|Crypt|LZW|RL)\b")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_LITERAL = re.compile(rb"\(((?:[^\\()]|\\.){2,4000}+)\)", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,8000}+)>")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)


def pdf_layers(content: bytes, *, carrier: str) -> Iterator[Layer]:
    """Yield what a PDF says, except what it attaches.

    Raises Unopened where it is encrypted, damaged or packed in a way that is not undone.
    """
    import pypdfium2 as pdfium

    if _ENCRYPTED.search(content) or _FILTERS.search(content):
        raise Unopened("the PDF is encrypted or packed in a way that the gate does not undo")
    try:
        with pdfium.PdfDocument(content) as document:
            for key, value in document.get_metadata_dict(skip_empty=True).items():
                yield Layer(carrier=f"{carrier} (PDF {key})", text=value)
            for page in document:
                yield Layer(carrier=f"{carrier} (PDF page)", text=page.get_textpage().get_text_bounded())
            for mark in document.get_toc():
                yield Layer(carrier=f"{carrier} (PDF bookmark)", text=mark.get_title() or "")
    except pdfium.PdfiumError:
        raise Unopened("the PDF is damaged or encrypted") from None
    outside, at = [], 0
    for match in _STREAM.finditer(content):
        unpacked = _unpacked(content, match.end())
        if unpacked is None:
            continue
        stream, end = unpacked
        if _FILTERS.search(stream) or _ENCRYPTED.search(stream):
            raise Unopened("the PDF is encrypted or packed in a way that the gate does not undo")
        yield from _part(stream, carrier=f"{carrier} (PDF stream)")
        if match.start() >= at:
            outside.append(content[at : match.end()])
            at = end
    outside.append(content[at:])
    rest = b"".join(outside)
    yield from _part(rest, carrier=f"{carrier} (PDF objects)")


def _part(content: bytes, *, carrier: str) -> Iterator[Layer]:
    yield Layer(carrier=carrier, raw=content, text=strings_of_pdf(content))
    yield Layer(carrier=carrier, text=words_in(content))
    for plain in (content.decode("utf-8", "replace"), strings_of_pdf(content)):
        yield from (Layer(carrier=f"{carrier} ({how})", text=under) for how, under in opened(plain))
        written = plain.encode("utf-8", "replace")
        yield from (Layer(carrier=f"{carrier} ({how})", text=words_in(blob), raw=blob) for how, blob in coded(written))
    if _NAME_ESCAPE.search(content):
        yield Layer(carrier=f"{carrier} (names)", text=words_in(_NAME_ESCAPE.sub(lambda m: bytes.fromhex(m[1].decode()), content)))


def _unpacked(content: bytes, at: int) -> tuple[bytes, int] | None:
    """Return a packed stream and where it ends; null where it is not packed, or packed as pictures are."""
    end = content.find(b"endstream", at)
    packed = content[at : end if end >= 0 else len(content)]
    tried = [packed]
    if packed.rstrip().endswith(b"~>"):
        tried = [_or_nothing(packed)]
    for raw in tried:
        try:
            undo = zlib.decompressobj()
            stream = undo.decompress(raw, LARGEST)
        except zlib.error:
            return (raw, at + len(packed)) if raw is not packed else None
        if not undo.eof and undo.unconsumed_tail:
            raise Unopened("it unpacks to more than the gate opens")
        return stream, at + len(packed) - len(undo.unused_data) if raw is packed else at + len(packed)
    return None


def _or_nothing(packed: bytes) -> bytes:
    try:
        return base64.a85decode(packed.strip().removeprefix(b"<~").removesuffix(b"~>"))
    except ValueError:
        raise Unopened("a packed part of the PDF is damaged") from None


def strings_of_pdf(content: bytes) -> str:
    """Return every string object of a part of a PDF, decoded, a line each."""
    said = [_decoded(_ESCAPE.sub(_escape, raw)) for raw in _LITERAL.findall(content)]
    for digits in _HEXADECIMAL.findall(content):
        flat = b"".join(digits.split())
        said.append(_decoded(bytes.fromhex((flat + b"0" * (len(flat) % 2)).decode())))
    # The strings of one array are the letters of one line.
    return "\n".join(said) + "\n" + "".join(said)


def _escape(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[:1].isdigit():
        return bytes([int(said, 8) & 0xFF]) if said[:1] in b"01234567" else said
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}.get(said, said)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw.decode("utf-8", "replace")
    return raw.decode("latin-1")
