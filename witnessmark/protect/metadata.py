"""What a document that would leave whole says beside its text (rule D003): authors, programs, comments, places, earlier versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIELD = re.compile(rb"(?im)^(received|message-id|from|to|return-path|x-mailer|user-agent|x-originating-ip|dkim-signature)[ \t]*:")
_HEADERS = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\n]*\r?\n)?(?:[A-Za-z][\w\-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n?")
_META = re.compile(
    rb"<meta\b[^>]{0,500}?\b(?:name|property|itemprop)\s*=\s*[\"']?\s*"
    rb"(author|generator|creator|publisher|owner|application-name|progid|originator|last-?modified-?by|geo\.|icbm|[a-z]*:?author|dc\.creator|dcterms\.creator)",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_SAVED = re.compile(rb"saved from url|mirrored from|ProgId|<o:|<w:|office:office|urn:schemas-microsoft-com", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b|\bdata-(?:user|author|account|session)|application/ld\+json", re.IGNORECASE)
_EMBEDDED = re.compile(rb"data:(?:image|application|audio|video|font)/(?!svg)", re.IGNORECASE)
_TRACKED = re.compile(rb"<(?:ins|del)\b[^>]*\b(?:cite|datetime)\s*=", re.IGNORECASE)


def metadata_left(content: bytes) -> Iterator[str]:
    """Yield, in words, what of a document's metadata could tell of a person or a machine; a format not known to be clean is said so."""
    head = content[:4096]
    if content.startswith(b"%PDF-"):
        yield from _pdf(content)
    elif content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _package(content)
    elif content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")) or content[4:12] in _HEIF:
        yield "the data of an image file, which is shown only when made anew from its pixels"
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        yield "the properties of an old office file, which is never published whole"
    elif content.startswith(b"{\\rtf"):
        yield "the properties of a rich text file, which is never published whole"
    elif (match := _HEADERS.match(content)) and _FIELD.search(match[0]):
        yield "the headers of a mail: addresses, servers, times"
    elif b"\0" in content or not _textual(content):
        yield "bytes of a format that is not known to be clean"
    elif b"<" in head:
        yield from _markup(content)


_HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


def _textual(content: bytes) -> bool:
    return re.search(rb"[\x01-\x08\x0e-\x1f]", content) is None


def _markup(content: bytes) -> Iterator[str]:
    if _META.search(content):
        yield "its author or the program that made it (<meta>)"
    if any(comment.strip() for comment in _COMMENT.findall(content)):
        yield "comments that a reader does not see"
    if _SAVED.search(content):
        yield "traces of the program that saved it"
    if _SCRIPT.search(content):
        yield "scripts or data beside its text"
    if _EMBEDDED.search(content):
        yield "embedded files with properties of their own"
    if _TRACKED.search(content):
        yield "tracked changes"


def _pdf(content: bytes) -> Iterator[str]:
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(content) as document:
            for key, value in document.get_metadata_dict(skip_empty=True).items():
                if key not in ("Title", "Subject", "Keywords") and value:
                    yield f"PDF {key}"
            if document.count_attachments():
                yield "files attached to the PDF"
    except pdfium.PdfiumError:
        yield "properties that cannot be read: the PDF is damaged or encrypted"
        return
    if b"/Metadata" in content or b"<x:xmpmeta" in content:
        yield "an XMP packet"
    if content.count(b"%%EOF") > 1:
        yield "earlier versions of the PDF"
    for mark, form in _PARTS:
        if mark in content:
            yield form


_PARTS = ((b"/Annot", "comments or links of the PDF"), (b"/AcroForm", "a form"), (b"/JavaScript", "a script"), (b"/OCG", "layers"))


def _package(content: bytes) -> Iterator[str]:
    office = b"[Content_Types].xml" in content or content[30:38] == b"mimetype"
    what = "the properties of an office file, which is never published whole"
    yield what if office else "the members of an archive, each of which is a document of its own"
