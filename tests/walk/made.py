"""Makes what the tests of the walk go through: small cases, and a folder with a document of every kind, whole and broken."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import openpyxl

from tests.collect.makers import mail, packed, raw_zip
from tests.collect.test_warcs import _response, _warc
from tests.extract.readers.made import page, pdf, saved, stream
from witnessmark.records.decisions import Mode
from witnessmark.walk.begin import start, who
from witnessmark.walk.case import Case, Settings

PERSON = "Ada Reviewer"
WORDS = "The report counts nine stations in Spain: three in Barcelona, three in Valencia, two in Madrid and one in Santiago."


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **more: float) -> None:
        self.at += timedelta(**more)


def case_in(folder: Path, *, mode: Mode = Mode.SOLO, exercise: bool = False, clock: Clock | None = None, workers: int = 2) -> Case:
    """An empty case with one person, its key beside it."""
    settings = Settings(title="A small case", keys="../keys", workers=workers)
    return start(folder / "case", settings=settings, mode=mode, exercise=exercise, person=PERSON, clock=clock or Clock())


def ada(case: Case) -> str:
    return who(case, PERSON)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    return saved(document)


def book() -> bytes:
    sheets = openpyxl.Workbook()
    for row in (("city", "stations"), ("Barcelona", 3), ("Madrid", 2)):
        sheets.active.append(row)
    return saved(sheets)


def calc() -> bytes:
    """An OpenDocument spreadsheet, by hand."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>' for words in ("Barcelona", "three")
    )
    body = f'<office:spreadsheet><table:table table:name="A"><table:table-row>{cells}</table:table-row></table:table></office:spreadsheet>'
    whole = f'<office:document-content {spaces} office:version="1.2"><office:body>{body}</office:body></office:document-content>'
    content = f'<?xml version="1.0"?>{whole}'
    media = "application/vnd.oasis.opendocument.spreadsheet"
    entries = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
    entries += '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</manifest:manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", media, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def mbox() -> bytes:
    one, two = mail(subject="One", text=WORDS), mail(("table.csv", b"city,stations\nMadrid,2\n"), subject="Two")
    return b"".join(b"From a@example.org Mon May  2 10:00:00 2022\n" + message + b"\n" for message in (one, two))


def warc() -> bytes:
    pdf_ = _response(b"%PDF-1.7 broken", url="https://example.org/a.pdf", headers=(("Content-Type", "application/pdf"),))
    return _warc(_response(page()), pdf_)


def wacz() -> bytes:
    return packed(("datapackage.json", b"{}"), ("archive/data.warc.gz", _warc(_response(page(paragraphs=7)))), method=zipfile.ZIP_STORED)


WHOLE_PDF = pdf([stream([WORDS])])

EVERY_KIND = {
    "page.html": page(),
    "answer.pdf": WHOLE_PDF,
    "answer.docx": word(),
    "places.xlsx": book(),
    "places.ods": calc(),
    "table.csv": b"city,stations\nBarcelona,3\nMadrid,2\n",
    "plain.txt": WORDS.encode(),
    "notes.md": f"# Notes\n\n{WORDS}\n".encode(),
    "letter.eml": mail(("inside.docx", word() + b""), ("note.txt", b"Two in Madrid."), text=WORDS),
    "box.mbox": mbox(),
    "outer.zip": packed(("inner.zip", packed(("deep.txt", b"One in Santiago."), ("deep.pdf", WHOLE_PDF))), ("../up.txt", b"Three.")),
    "web.warc.gz": warc(),
    "web.wacz": wacz(),
    "empty.txt": b"",
    "truncated.pdf": WHOLE_PDF[: len(WHOLE_PDF) // 2],
    "truncated.docx": word()[:-600],
    "locked.pdf": pdf([stream([WORDS])], encrypt="secret"),
    "locked.zip": raw_zip((b"secret.txt", b"hidden"), flags=0x801),
    "unknown.bin": bytes(range(256)) * 4,
    "broken.pdf": b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\ngarbage " * 20,
    "twice.txt": WORDS.encode(),
}


def every_kind(folder: Path) -> Path:
    """A folder with a document of every kind, some of them deeper."""
    for name, content in EVERY_KIND.items():
        place = folder / ("deeper" if name in ("twice.txt", "empty.txt") else "") / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder
