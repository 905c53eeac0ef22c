"""D003: a document that leaves whole says nothing beside its text of who made it, where, with what, and what was struck out."""

import io
import zipfile

import pytest

from tests.protect.test_carriers import office, pdf, png, zipped
from witnessmark.protect.gate import inspect
from witnessmark.protect.metadata import metadata_left
from witnessmark.records.canonical import sha256
from witnessmark.records.documents import Disclosure

MAIL = b"From: desk@quayside.example\nTo: desk@quayside.example\nSubject: places\n\nNine of them.\n"
PAGE = "<!doctype html><html><head><title>Places</title>%s</head><body><p>Nine of them.</p>%s</body></html>"

FAULTS = {
    "PDF author": pdf(info=b"/Author(Somebody)"),
    "PDF producer": pdf(info=b"/Producer(Some Writer 7.1)"),
    "PDF creator": pdf(info=b"/Creator(x)"),
    "PDF date": pdf(info=b"/CreationDate(D:20221026120000+01'00')"),
    "XMP": pdf(b"<</Type/Metadata>>"),
    "earlier version": pdf() + b"7 0 obj<<>>endobj\n%%EOF\n",
    "comment on a page": pdf(b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>"),
    "form": pdf(catalog=b"/AcroForm<<>>"),
    "script": pdf(b"<</S/JavaScript/JS(x)>>"),
    "damaged PDF": b"%PDF-1.4 nothing",
    "office": office("docProps/core.xml", b"<x/>"),
    "archive": zipped(),
    "open document": zipped("mimetype", b"application/vnd.oasis.opendocument.text"),
    "picture": png(),
    "JPEG": b"\xff\xd8\xff\xe1",
    "GIF": b"GIF89a",
    "TIFF": b"II*\0\x08",
    "HEIC": b"\0\0\0\x18ftypheic\0",
    "old office": b"\xd0\xcf\x11\xe0",
    "rich text": rb"{\rtf1{\info{\author Somebody}}}",
    "mail": MAIL,
    "mail of a mailbox": b"From somebody Wed Oct 26\n" + MAIL,
    "mail with long fields": b"Received: from a\n\tby b\nMessage-ID: <1@b>\n\nx",
    "mail behind a mark": b"\xef\xbb\xbf" + MAIL,
    "unknown bytes": b"text and then\0",
    "control characters": b"text\x01",
    "author": (PAGE % ('<meta name="author" content="x">', "")).encode(),
    "author, other order": (PAGE % ("<meta content='x' name='Author'>", "")).encode(),
    "author, no quotes": (PAGE % ("<meta name=author content=x>", "")).encode(),
    "generator": (PAGE % ('<meta name="generator" content="x">', "")).encode(),
    "author of an article": (PAGE % ('<meta property="article:author" content="x">', "")).encode(),
    "Dublin Core": (PAGE % ('<meta name="DC.creator" content="x">', "")).encode(),
    "place": (PAGE % ('<meta name="geo.position" content="1;2">', "")).encode(),
    "comment": (PAGE % ("", "<!-- typed by somebody -->")).encode(),
    "saved by a program": (PAGE % ("", "<o:p></o:p>")).encode(),
    "data of a program": (PAGE % ('<script type="application/ld+json">{}</script>', "")).encode(),
    "embedded picture": (PAGE % ("", '<img src="data:image/jpeg;base64,/9j/">')).encode(),
    "tracked change": (PAGE % ("", '<ins cite="x" datetime="2022-10-26">y</ins>')).encode(),
    "author far down": b" " * 90_000 + b"<meta name='author'>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_metadata_of_a_whole_document_is_named(fault):
    content = FAULTS[fault]
    assert list(metadata_left(content if fault != "author far down" else b"<html>" + content)), fault


@pytest.mark.parametrize(
    "content",
    [
        b"Nine stations in Spain.\nNote: this is text.\nFrom Madrid: nothing.\n",
        (PAGE % ("", "")).encode(),
        b"city,country\nMadrid,Spain\n",
        b"",
        b"# Notes\n\nA heading: with a colon.\n",
        (PAGE % ('<meta name="description" content="Nine"><meta charset="utf-8">', "")).encode(),
        "九个\n".encode("gb18030"),
        b"Title: a text\n\nFrom: this line is not a header any more\n",
    ],
)
def test_plain_text_tables_and_plain_pages_are_clean(content):
    assert list(metadata_left(content)) == []


def test_a_whole_document_with_metadata_is_refused(tmp_path, document_of_release):
    content = b"<html><head><meta name='author' content='x'></head></html>"
    file = tmp_path / "bundle" / "data" / "sha256" / sha256(content)[:2] / sha256(content)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    release = document_of_release(sha256(content), Disclosure.WHOLE)
    assert [reason.code for reason in inspect(tmp_path, release=release, terms=()).reasons] == ["D003"]
    assert inspect(tmp_path, release=document_of_release(sha256(content), Disclosure.PASSAGES), terms=()) is None


def test_a_whole_document_that_is_not_there_is_refused(tmp_path, document_of_release):
    refusal = inspect(tmp_path, release=document_of_release("0" * 64, Disclosure.WHOLE), terms=())
    assert [reason.code for reason in refusal.reasons] == ["D003"]


def test_the_documents_that_the_example_publishes_whole_are_clean(example, document_of_release):
    from witnessmark.walk.case import open_case
    from witnessmark.walk.judge import view_of

    case = open_case(example.case)
    whole = [d.sha256 for d in view_of(case).documents() if d.disclosure is Disclosure.WHOLE]
    assert whole
    for digest in whole:
        assert list(metadata_left(case.store.get(digest))) == []


def test_a_package_is_never_unpacked_to_say_so():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", b" " * 10_000_000)
    assert list(metadata_left(out.getvalue())) == ["the properties of an office file, which is never published whole"]
