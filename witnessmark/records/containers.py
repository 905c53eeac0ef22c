"""What bytes are a container, by content: one answer for `collect`, which opens containers, and `preserve`, which names them.

Everything here looks at bounded parts of hostile bytes and decodes nothing but names.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

ZIP = "application/zip"
WACZ = "application/wacz"
WARC = "application/warc"
GZIP = "application/gzip"
MAIL = "message/rfc822"
MBOX = "application/mbox"
EPUB = "application/epub+zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OPENDOCUMENT = "application/vnd.oasis.opendocument."
"""The beginning of the media types of OpenDocument: `...text`, `...spreadsheet`, `...presentation`, `...graphics`."""

NAMES = 4_000
"""Entries of a ZIP directory that are looked at: a document of pictures has some hundreds before the telling one."""
SENDERS = 1_000_000
"""Lines that begin with `From ` in one mailbox that are looked at: a mailbox of twenty years has 100,000."""
HEAD = 65_536
"""Bytes at the beginning that decide about mail, mailboxes and WARC."""

_END = b"PK\x05\x06"
_LOCAL = b"PK\x03\x04"
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,70}):(?:[ \t]|\r?\n[ \t]|\r?$)", re.MULTILINE)
_SENDER_LINE = re.compile(rb"From (?:-|\S+)[ \t]?[^\r\n]{0,200}\r?\n(?=[!-9;-~]{1,70}:|>From )")
_SENDER_DATE = re.compile(rb"\d{1,2}:\d\d|From -[ \t]|From \S+[ \t]*\r?\n")
_TRANSPORT = frozenset({b"message-id", b"received", b"mime-version", b"return-path", b"dkim-signature", b"delivered-to"})
_WRITTEN = frozenset({b"from", b"to", b"cc", b"date", b"subject", b"sender", b"reply-to", b"content-type", b"in-reply-to"})


def container_of(content: bytes, name: str = "") -> str | None:
    """Return the media type of a container or of a document that is built as one; null for everything else."""
    if content.startswith((_LOCAL, _END)):
        return zip_media(content)
    if is_warc(content):
        return WARC
    if content.startswith(b"\x1f\x8b\x08"):
        return GZIP
    if next(sender_lines(content[:HEAD]), None) == 0:
        return MBOX
    return MAIL if is_mail(content, name) else None


def zip_media(content: bytes) -> str:
    """Return what a ZIP file is, told by the names of its entries: a document, a web archive or a plain archive."""
    names = list(zip_names(content))
    if kind := _first_entry_says(content):
        return kind
    known = set(names)
    if b"[Content_Types].xml" in known:
        for folder, media in ((b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", PPTX)):
            if any(n.startswith(folder) for n in names):
                return media
    if b"datapackage.json" in known and any(is_wacz_archive(n) for n in names):
        return WACZ
    return ZIP


def is_wacz_archive(name: bytes) -> bool:
    """Return whether an entry of a WACZ is one of its WARC files."""
    return name.startswith(b"archive/") and name.lower().endswith((b".warc", b".warc.gz"))


def _first_entry_says(content: bytes) -> str | None:
    # OpenDocument and EPUB store an entry `mimetype` first and uncompressed, so that this works without unpacking.
    if not content.startswith(_LOCAL) or content[30:38] != b"mimetype" or len(content) < 38:
        return None
    (extra,) = struct.unpack_from("<H", content, 28)
    said = content[38 + extra : 38 + extra + 100]
    kind = re.match(rb"application/(?:epub\+zip|vnd\.oasis\.opendocument\.[a-z-]{1,40})", said)
    return kind.group().decode("ascii") if kind else None


def zip_names(content: bytes) -> Iterator[bytes]:
    """Yield the names of a ZIP as they are written, at most `NAMES`: out of its directory, or of its parts where that is gone."""
    end = zip_end(content)
    if end is None:
        yield from _names_of_parts(content)
        return
    at = end
    for _ in range(NAMES):
        if content[at : at + 4] != b"PK\x01\x02" or at + 46 > len(content):
            return
        length, extra, comment = struct.unpack_from("<3H", content, at + 28)
        yield content[at + 46 : at + 46 + length]
        at += 46 + length + extra + comment


def zip_end(content: bytes) -> int | None:
    """Return where the directory of a ZIP begins, or null where it has none."""
    found = zip_directory(content)
    return found[0] if found else None


def zip_directory(content: bytes) -> tuple[int, int, int] | None:
    """Return where the directory of a ZIP begins, how many entries it declares, and by how much its offsets are shifted."""
    end = content.rfind(_END, max(0, len(content) - 65_557))
    if end < 0 or end + 22 > len(content):
        return None
    count, size, offset = struct.unpack_from("<H2L", content, end + 10)
    before = end
    if end >= 20 and content[end - 20 : end - 16] == b"PK\x06\x07":
        # The record for large archives stands before its locator; where it was shifted, its own length tells where.
        (at,) = struct.unpack_from("<Q", content, end - 12)
        at = at if content[at : at + 4] == b"PK\x06\x06" else end - 76
        if 0 <= at <= end - 76 and content[at : at + 4] == b"PK\x06\x06":
            count, size, offset = struct.unpack_from("<3Q", content, at + 32)
            before = at
    begin = before - size
    if begin < 0 or (count and content[begin : begin + 4] != b"PK\x01\x02"):
        return None
    return begin, count, begin - offset


def _names_of_parts(content: bytes) -> Iterator[bytes]:
    at = 0
    for _ in range(NAMES):
        at = content.find(_LOCAL, at)
        if at < 0 or at + 30 > len(content):
            return
        (length,) = struct.unpack_from("<H", content, at + 26)
        yield content[at + 30 : at + 30 + length]
        at += 30 + length


def is_warc(content: bytes) -> bool:
    """Return whether bytes begin like a WARC file, compressed or not."""
    if content.startswith(b"\x1f\x8b\x08"):
        import zlib

        try:
            return zlib.decompressobj(31).decompress(content[:4096], 8).startswith(b"WARC/")
        except zlib.error:
            return False
    return content.startswith((b"WARC/1.", b"WARC/0.1"))


def sender_lines(content: bytes) -> Iterator[int]:
    """Yield where the messages of a mailbox begin: a line `From ...` after an empty line or at the beginning, before a header."""
    at = 0
    for _ in range(SENDERS):
        fresh = at == 0 or content[max(0, at - 2) : at] == b"\n\n" or content[max(0, at - 4) : at] == b"\r\n\r\n"
        line = _SENDER_LINE.match(content, at, at + 400) if fresh else None
        if line and _SENDER_DATE.search(line.group()):
            yield at
        following = content.find(b"\nFrom ", at)
        if following < 0:
            return
        at = following + 1


def is_mail(content: bytes, name: str = "") -> bool:
    """Return whether bytes begin like a message: a block of header fields, among them such as only mail has.

    A text file by name needs a field that a mail program writes, since memoranda begin with From, To, Date, Subject as well.
    """
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    fields: set[bytes] = set()
    for line in block.split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            continue
        field = _FIELD.match(line + b"\n")
        if field is None:
            break
        fields.add(field.group(1).lower())
    else:
        transport, written = fields & _TRANSPORT, fields & _WRITTEN
        if name.lower().endswith(".eml"):
            return len(transport) + len(written) >= 1
        if name.lower().endswith((".txt", ".md", ".csv")):
            return bool(transport) and len(transport) + len(written) >= 3
        return len(transport) + len(written) >= 3 and bool(transport or {b"from", b"date"} <= written)
    return False
