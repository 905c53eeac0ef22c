"""What a PDF carries beside its pages, by its carriers. Only a PDF that was made here from pixels carries nothing."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from witnessmark.protect.opening import Unopened
from witnessmark.protect.pixels import sheets_of

STRANGER = "the objects of a PDF that was not made here from pixels"
_DAMAGED = "properties that cannot be read: the PDF is damaged or encrypted"
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST = 64 * 2**20
"""Bytes of unpacked streams that are looked through for the names of carriers."""
_CARRIERS = (
    (re.compile(rb"/Metadata\b|<x:xmpmeta|<\?xpacket"), "an XMP packet"),
    (re.compile(rb"/ID\s*\["), "identifiers of the PDF (/ID)"),
    (re.compile(rb"/Outlines\b"), "bookmarks"),
    (re.compile(rb"/EmbeddedFiles?\b|/Filespec\b|/AF\b"), "files attached to the PDF"),
    (re.compile(rb"/AcroForm\b|/XFA\b"), "a form"),
    (re.compile(rb"/Annots?\b"), "comments or links of the PDF"),
    (re.compile(rb"/JavaScript\b|/JS\b|/OpenAction\b|/AA\b|/Launch\b"), "a script"),
    (re.compile(rb"/OCGs?\b|/OCProperties\b"), "layers"),
    (re.compile(rb"/[A-Z]{6}\+|/FontFile[23]?\b|/CharProcs\b"), "fonts cut to the letters that were used"),
    (re.compile(rb"/PieceInfo\b|/LastModified\b"), "a program's own data"),
    (re.compile(rb"/StructTreeRoot\b|/ActualText\b|/Alt\b|/ReplaceAlt\b"), "words for programs that read aloud"),
    (re.compile(rb"/Sig\b|/ByteRange\b"), "a signature"),
    (re.compile(rb"/Thumb\b"), "an embedded thumbnail"),
    (re.compile(rb"/PageLabels\b|/Threads\b|/Dests\b"), "names of pages and places"),
)


def of_pdf(content: bytes) -> Iterator[str]:
    """Yield what a PDF carries; nothing only for one that was made here from pixels."""
    try:
        sheets_of(content)
    except Unopened:
        yield STRANGER
        yield from dict.fromkeys(_named(content))


def _named(content: bytes) -> Iterator[str]:
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(content) as document:
            for key, value in document.get_metadata_dict(skip_empty=True).items():
                if value:
                    yield f"PDF {key}"
            if document.count_attachments():
                yield "files attached to the PDF"
            if next(iter(document.get_toc()), None) is not None:
                yield "bookmarks"
    except pdfium.PdfiumError:
        yield _DAMAGED
        return
    if content.count(b"%%EOF") > 1 or content.count(b"startxref") > 1:
        yield "earlier versions of the PDF"
    if content.rstrip(b"\r\n \0")[-5:] != b"%%EOF":
        yield "bytes behind the end of the PDF"
    for part in _parts(content):
        said = _ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), part)
        yield from (told for mark, told in _CARRIERS if mark.search(said))


def _parts(content: bytes) -> Iterator[bytes]:
    """Yield the bytes of a PDF as they are, and each packed stream unpacked, within bounds."""
    yield content
    left = _MOST
    for match in _STREAM.finditer(content):
        try:
            said = zlib.decompressobj().decompress(content[match.end() :], max(1, left))
        except zlib.error:
            continue
        left -= len(said)
        if left <= 0:
            yield b"/PieceInfo"  # more than is looked through counts as a program's own data
            return
        yield said
