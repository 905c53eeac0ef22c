"""The media type of bytes, told by the bytes; a name only decides between kinds of plain text."""

from __future__ import annotations

import csv
import json
import re
from itertools import islice

from witnessmark.records.containers import HEAD, container_of

EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
OLE = "application/x-ole-storage"
HTML = "text/html"
XHTML = "application/xhtml+xml"
XML = "application/xml"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
CSV = "text/csv"
TSV = "text/tab-separated-values"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"

WHOLE_JSON = 4 * 1024 * 1024
"""Bytes up to which JSON is read whole; larger ones are told by their two ends."""

_MAGIC = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (257, b"ustar", "application/x-tar"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"%!PS", "application/postscript"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What a text may hold of C0: tab, line feed, form feed, carriage return, the end mark of DOS, and the escape of ISO-2022.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
_LEADING = re.compile(r"(?:\s|\ufeff|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body|title|meta|base|frameset)[\s>/]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:div|p|article|section|main|h[1-6]|table|ul|ol|span|a|script|style|font|center|form|nav|header)[\s>]", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,500})?/?>")
_XML_ROOT = re.compile(r"<(?!!)(?:[\w.-]+:)?([\w.-]+)")
_DELIMITERS = ",;\t|"


def media_of(content: bytes, name: str = "") -> str:
    """Return the media type of bytes; `application/octet-stream` where they are of no kind that is known."""
    if not content:
        return EMPTY
    if b"%PDF-" in content[:1024] and not content.startswith(b"PK\x03\x04"):
        return PDF
    for at, magic, media in _MAGIC:
        if content[at : at + len(magic)] == magic and _plausible(media, content):
            return media
    if container := container_of(content, name):
        return container
    text = _decoded_head(content)
    return _text_media(text, content, name.lower()) if text is not None else _other(content)


def _plausible(media: str, content: bytes) -> bool:
    if media == "image/webp":
        return content.startswith(b"RIFF")
    if media == "application/x-bzip2":
        return content[3:4].isdigit() and content[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90")
    return True


def _decoded_head(content: bytes) -> str | None:
    """Return the beginning of a text, or null where the bytes are none."""
    head = content[:HEAD]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[: len(head) // 4 * 4 or len(head)].decode(encoding, "replace")
    if _CONTROLS.search(head):
        return None
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.start >= len(head) - 3 and len(content) > len(head):
            return head[: fault.start].decode("utf-8")
    # Older encodings: no control character stood in it, and every one of them keeps ASCII where ASCII stands.
    return head.decode("latin-1")


def _text_media(text: str, content: bytes, name: str) -> str:
    lead = _LEADING.match(text[:8192])
    body = text[lead.end() :] if lead else text
    markdown = name.endswith((".md", ".markdown"))
    if markup := _markup(text, body, name):
        return MARKDOWN if markdown and markup == HTML and not _HTML.match(body) else markup
    if markdown:
        return MARKDOWN
    if body.startswith(("{", "[")) and (media := _json(content, body)):
        return media
    if name.endswith(".txt"):
        return PLAIN
    return _table(text, whole=len(content) <= HEAD, name=name) or PLAIN


def _markup(text: str, body: str, name: str) -> str | None:
    xml = text.lstrip("\ufeff \t\r\n").startswith("<?xml")
    if _HTML.match(body):
        return XHTML if xml else HTML
    if xml:
        root = _XML_ROOT.search(body)
        return {"html": XHTML, "svg": "image/svg+xml"}.get(root.group(1).lower() if root else "", XML)
    if body.startswith("<svg"):
        return "image/svg+xml"
    if _FRAGMENT.match(body) and len(_TAG.findall(body[:8192])) >= 2:
        return HTML
    if name.endswith((".html", ".htm", ".xhtml", ".shtml")) and _TAG.search(body[:8192]):
        return HTML
    return None


def _json(content: bytes, body: str) -> str | None:
    if len(content) <= WHOLE_JSON:
        try:
            json.loads(content)
        except (ValueError, RecursionError):
            pass
        else:
            return JSON
    elif re.match(r'[\[{]\s*["\[{\]}\d-]', body) and content.rstrip()[-1:] in (b"]", b"}"):
        return JSON
    lines = body.split("\n")[:-1] if len(content) > HEAD else body.splitlines()
    rows = [line for line in lines[:20] if line.strip()]
    try:
        found = [json.loads(line) for line in rows]
    except (ValueError, RecursionError):
        return None
    return JSON_LINES if found and all(isinstance(row, (dict, list)) for row in found) else None


def _table(text: str, *, whole: bool, name: str) -> str | None:
    """Return the type of a table in text: several lines with one delimiter, always as often as in the first line."""
    named = TSV if name.endswith((".tsv", ".tab")) else CSV if name.endswith(".csv") else None
    sample = text.lstrip("\ufeff")
    if not whole and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    for delimiter in _DELIMITERS:
        rows = _rows(sample, delimiter)
        widths = {len(row) for row in rows}
        alike = len(widths) == 1 and widths != {1}
        # Prose has commas too: without a name, cells must be short and no cell may be a sentence.
        if alike and (len(rows) >= 2 if named else len(rows) >= 3 and _cells_are_short(rows)):
            return TSV if delimiter == "\t" else CSV
    return named


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    try:
        rows = islice(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter), 60)
        return [row for row in rows if row]
    except csv.Error:
        return []


def _cells_are_short(rows: list[list[str]]) -> bool:
    cells = [cell.strip() for row in rows for cell in row]
    if sum(len(cell) for cell in cells) > 60 * len(cells):
        return False
    sentences = sum(row[-1].strip().endswith((".", ",", "?", "!", "。")) and " " in row[-1].strip() for row in rows)
    return 2 * sentences < len(rows)


def _other(content: bytes) -> str:
    """Return the type of sound, film or a rarer picture, where puremagic is certain; nothing else is left to it."""
    import puremagic

    try:
        best = puremagic.magic_string(content[:HEAD])[0]
    except (puremagic.PureError, ValueError, IndexError, LookupError, OSError):
        return UNKNOWN
    media = str(best.mime_type)
    certain = len(best.byte_match or b"") >= 4
    return media if certain and re.fullmatch(r"(?:image|audio|video)/[\w.+-]{1,60}", media) else UNKNOWN
