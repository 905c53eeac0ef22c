"""Reads one document in a process of its own: bytes in, an extraction out. What the engine runs for every document."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from witnessmark.extract.readers import docx, html, mail, pdf, plain, sheet
from witnessmark.extract.readers.packages import is_encrypted_ole
from witnessmark.extract.readers.scribe import Made
from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.claims import Draft
from witnessmark.records.codec import decode, encode
from witnessmark.records.documents import State
from witnessmark.records.faults import Damaged, Misused
from witnessmark.records.texts import Text

Read = Callable[..., Made]
"""Called with the bytes and, by name, `document` and `declared`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A program that makes a text, and its version: another version may make another text."""

    name: str
    version: str
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What reading one document gave."""

    state: State
    reason: str
    text: Text | None
    drafts: tuple[Draft, ...] = ()
    reader: str = ""
    reader_version: str = ""
    slow: tuple[int, ...] = ()
    """Pages that took too long and after which reading stopped: `again` makes the job that goes on without them."""


_HTML = Reader(name=html.READER, version=html.VERSION, read=html.read_html)
_PDF = Reader(name=pdf.READER, version=pdf.VERSION, read=pdf.read_pdf)
_DOCX = Reader(name=docx.READER, version=docx.VERSION, read=docx.read_docx)
_BOOK = Reader(name=sheet.READER, version=sheet.VERSION, read=sheet.read_workbook)
_CSV = Reader(name=sheet.READER, version=sheet.VERSION, read=sheet.read_csv)
_PLAIN = Reader(name=plain.READER, version=plain.VERSION, read=plain.read_plain)
_MAIL = Reader(name=mail.READER, version=mail.VERSION, read=mail.read_mail)
_OFFICE = "application/vnd.openxmlformats-officedocument."

READERS: Mapping[str, Reader] = {
    "text/html": _HTML,
    "application/xhtml+xml": _HTML,
    "application/pdf": _PDF,
    f"{_OFFICE}wordprocessingml.document": _DOCX,
    f"{_OFFICE}wordprocessingml.template": _DOCX,
    "application/vnd.ms-word.document.macroenabled.12": _DOCX,
    f"{_OFFICE}spreadsheetml.sheet": _BOOK,
    "application/vnd.ms-excel.sheet.macroenabled.12": _BOOK,
    "application/vnd.ms-excel": _BOOK,
    "application/vnd.oasis.opendocument.spreadsheet": _BOOK,
    "text/csv": _CSV,
    "text/tab-separated-values": _CSV,
    "text/plain": _PLAIN,
    "text/markdown": _PLAIN,
    "message/rfc822": _MAIL,
}
"""Which reader reads which media type."""

CONTAINERS = frozenset((
    "application/zip", "application/x-zip-compressed", "application/mbox", "application/warc", "application/x-warc", "application/wacz",
    "application/x-wacz", "application/gzip", "application/x-tar", "application/x-7z-compressed", "application/vnd.rar",
    "application/warc+gzip", "application/wacz+zip", "application/x-bzip2", "application/x-xz", "application/zstd",
))
"""Archives and mailboxes: their members are documents of their own."""

_MEMBERS = "its members are documents of their own"
_NOBODY = "0" * 64
_WARM_PAGE = """<!doctype html><html lang="en"><head><title>A page | The paper</title><meta name="author" content="A. Writer">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-10-26"}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>A page</h1>
<p>Published on <time datetime="2022-10-26">26 October 2022</time>, “in the city”.</p>
<p style="color: #333">A first paragraph, which only warms the reader, so that patterns and tables are made once, not in each process.</p>
<p>A second paragraph of the same page, long enough that a program which looks for articles will take it for a part of one.</p>
<p>A third paragraph, which says once more that there are three in Barcelona and that others are in Valencia or Madrid.</p>
<table><tr><td>City</td><td>3</td></tr></table></article><footer>©</footer></body></html>"""
"""What is read once before the first document."""
_OLE = frozenset((
    "application/x-ole-storage", "application/x-cfb", "application/msword", "application/vnd.ms-powerpoint", "application/vnd.ms-excel",
))
_BY_NAME = {".csv": _CSV, ".tsv": _CSV, ".eml": _MAIL}
"""Plain text whose name says more than its bytes."""


def preload(spoken: str = "en") -> None:
    """Loads what readers need, and finders of the languages spoken ("en,es"), so that every forked process shares it."""
    import docx.api
    import htmldate
    import openpyxl  # noqa: F401
    import python_calamine
    import trafilatura

    from witnessmark.extract.find import warm
    from witnessmark.extract.readers import languages

    pdf.load()
    languages.load()
    for _ in range(2):
        extract(_WARM_PAGE.encode(), document=_NOBODY, media="text/html")
        extract(_WARM_PAGE.encode(), document=_NOBODY, media="text/plain")
        extract(b"a,b\n1,2\n", document=_NOBODY, media="text/csv")
        extract(b"Subject: Nine\nDate: Wed, 26 Oct 2022 10:00:00 +0200\n\nWords of a message.\n", document=_NOBODY, media="message/rfc822")
    del docx, htmldate, python_calamine, trafilatura
    warm(spoken)


def read_job(job: Json) -> bytes:
    """Return the canonical JSON of the extraction of one document.

    The job: `document`, `path`, `media`, `name`, `find`, `language` (or null); and, optional, `skip` (pages), `seconds`.
    Raises Damaged where the bytes are not those of the document.
    """
    if not isinstance(job, Mapping):
        raise Misused("a job to read is an object")
    content = Path(str(job["path"])).read_bytes()
    if sha256(content) != job["document"]:
        raise Damaged(f"the bytes of document {job['document']} are not what they were: nothing is read out of them")
    extraction = extract(
        content, document=str(job["document"]), media=str(job["media"]), name=str(job.get("name") or ""),
        skip=tuple(page for page in _list(job.get("skip")) if isinstance(page, int)), seconds=float(str(job.get("seconds") or 50)),
    )
    if extraction.text is not None:
        if isinstance(language := job.get("language"), str) and language:
            extraction = replace(extraction, text=replace(extraction.text, language=language))
        if job.get("find") and extraction.text is not None:
            extraction = replace(extraction, drafts=_find(extraction.text))
    return canonical(encode(extraction))


def extraction_from(result: bytes) -> Extraction:
    """Return the extraction that `read_job` gave. Raises ValueError where it is none."""
    return decode(Extraction, json.loads(result))


def again(job: Json, extraction: Extraction) -> Json:
    """Return the job that reads the rest of a document without the pages that took too long, or null where nothing is left to try."""
    if not extraction.slow or not isinstance(job, Mapping):
        return None
    skip = [*_list(job.get("skip")), *extraction.slow]
    return {**job, "skip": skip} if len(skip) <= 20 else None


def reader_of(media: str, name: str = "") -> Reader | None:
    """Return the reader of a media type; a name decides only between kinds of plain text."""
    plain_media = media.partition(";")[0].strip().lower()
    if plain_media == "text/plain":
        return _BY_NAME.get(PurePosixPath(name).suffix.lower(), _PLAIN)
    return READERS.get(plain_media)


def extract(
    content: bytes, *, document: str, media: str, name: str = "", skip: tuple[int, ...] = (), seconds: float = 50.0
) -> Extraction:
    """Return what the reader of a media type makes of bytes: every document gets a state."""
    kind = media.partition(";")[0].strip().lower()
    reader = reader_of(media, name)
    if not content:
        return _without(State.EMPTY, "it has no bytes")
    if kind in CONTAINERS:
        return _archive(content) if kind == "application/zip" else _without(State.CONTAINER, f"{kind}: {_MEMBERS}")
    if kind in _OLE and content.startswith(b"\xd0\xcf\x11\xe0"):
        if is_encrypted_ole(content):
            return _without(State.ENCRYPTED, "the file is protected by a password")
        reader = _BOOK if "Workbook".encode("utf-16-le") in content else None
    if reader is None:
        return _without(State.UNKNOWN, f"there is no reader for {kind or 'it'}: save it as PDF, DOCX, XLSX or text to have it read")
    options = [part.strip() for part in media.split(";")[1:]]
    declared = next((option.partition("=")[2].strip("\"' ") for option in options if option.lower().startswith("charset=")), None)
    more = {"skip": skip, "seconds": seconds} if reader is _PDF else {}
    made = reader.read(content, document=document, declared=declared, **more)
    return Extraction(
        state=made.state, reason=made.reason, text=made.text, reader=reader.name, reader_version=reader.version, slow=made.slow
    )


def _archive(content: bytes) -> Extraction:
    """Say of a ZIP whether it could be opened; its members were taken out when it was collected."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            locked = [bool(member.flag_bits & 1) for member in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return _without(State.TRUNCATED, "the archive's list of contents is cut off or damaged: members that could be found are documents")
    if locked and all(locked):
        return _without(State.ENCRYPTED, "its members are protected by a password: unpack it with the password and collect the result")
    closed = f", but {sum(locked)} of {len(locked)} are protected by a password" if any(locked) else ""
    return _without(State.CONTAINER, f"application/zip: {_MEMBERS}{closed}")


def _without(state: State, reason: str) -> Extraction:
    return Extraction(state=state, reason=reason, text=None)


def _find(text: Text) -> tuple[Draft, ...]:
    from witnessmark.extract.find import find

    return find(text)


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, (list, tuple)) else []
