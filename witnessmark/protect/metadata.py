"""What a document that would leave whole says beside its text (rule D003): authors, programs, comments, places, earlier versions."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

_MAIL_HEADERS = re.compile(rb"(?:[\w\-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}")
_MAIL_NAMES = re.compile(rb"(?im)^(received|message-id|from):")


def metadata_left(content: bytes) -> Iterator[str]:
    """Yield, in words, what of a document's metadata could tell of a person or a machine; a format not known to be clean is said so."""
    if content.startswith(b"%PDF-"):
        yield from _pdf(content)
    elif content[:4] == b"PK\x03\x04":
        yield from _package(content)
    elif content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")):
        yield "the data of an image file, which is shown only when made anew from its pixels"
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        yield "the properties of an old office file, which is never published whole"
    elif _MAIL_HEADERS.match(content[:4096]) and _MAIL_NAMES.search(content[:8192]):
        yield "the headers of a mail: addresses, servers, times"
    elif b"\0" in content[:4096]:
        yield "bytes of a format that is not known to be clean"
    elif re.search(rb"<meta[^>]+name=[\"']?(author|generator|creator)", content[:65536], re.IGNORECASE):
        yield "its author or the program that made it (<meta>)"


def _pdf(content: bytes) -> Iterator[str]:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content) as document:
        for key, value in document.get_metadata_dict(skip_empty=True).items():
            if key not in ("Title", "Subject", "Keywords") and value:
                yield f"PDF {key}"
        if document.count_attachments():
            yield "files attached to the PDF"
    if b"/Metadata" in content or b"<x:xmpmeta" in content:
        yield "an XMP packet"
    if content.count(b"%%EOF") > 1:
        yield "earlier versions of the PDF"


def _package(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = set(pack.namelist())
    if "[Content_Types].xml" in names or "mimetype" in names:
        yield "the properties of an office file, which is never published whole"
    else:
        yield "the members of an archive, each of which is a document of its own"
