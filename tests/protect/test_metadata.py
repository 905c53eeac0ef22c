"""D003: a document that leaves whole says nothing beside its text of who made it, where, with what, and what was struck out."""

import bz2
import gzip
import io
import re
import tarfile
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protect.test_carriers import UTF16, XMP, office, pdf, png, stream, zipped
from witnessmark.protect.gate import inspect
from witnessmark.protect.metadata import metadata_left, written_left
from witnessmark.records.canonical import sha256
from witnessmark.records.documents import Disclosure

MAIL = b"From: desk@quayside.example\nTo: desk@quayside.example\nSubject: places\n\nNine of them.\n"
PAGE = "<!doctype html><html><head><title>Places</title>%s</head><body><p>Nine of them.</p>%s</body></html>"

def tarred():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as pack:
        info = tarfile.TarInfo("a.txt")
        info.uid, info.gname, info.mtime, info.pax_headers = 1000, "somebody", 1_666_780_000, {"comment": "x"}
        pack.addfile(info)
    return out.getvalue()


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
    "picture": png((b"tEXt", b"Author\0x")),
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
    "event handler": (PAGE % ("", "<p onclick='x()'>y</p>")).encode(),
    "frame": (PAGE % ("", "<iframe src='a.html'></iframe>")).encode(),
    "picture of a server": (PAGE % ("", "<img src='https://counter.example/1.gif'>")).encode(),
    "style of a server": (PAGE % ("<style>@import url(//counter.example/a.css)</style>", "")).encode(),
    "form of a page": (PAGE % ("", "<form action='https://a.example'><input></form>")).encode(),
    "address that is a program": (PAGE % ("", "<a href='javascript:x()'>y</a>")).encode(),
    "page that turns to another": (PAGE % ("<meta http-equiv=refresh content='0;url=/x'>", "")).encode(),
    "drawing with a program": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "markup far down": b"words " * 2000 + b"<img src=x onerror=x()>",
    "PDF behind other bytes": b"words\n" + pdf(),
    "PDF that says nothing": pdf(),
    "AVIF": b"\0\0\0\x1cftypavif\0",
    "film": b"\0\0\0\x18ftypmp42\0",
    "gzip": gzip.compress(b"x"),
    "tar": tarred(),
    "7z": b"7z\xbc\xaf\x27\x1c\0",
    "bzip2": bz2.compress(b"x"),
    "Photoshop": b"8BPS\0\1",
    "icon": b"\0\0\1\0\1\0",
    "JPEG XL": b"\xff\x0a\0",
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
    assert "the properties of an office file, which is never published whole" in list(metadata_left(out.getvalue()))


def zipped_at(when):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr(zipfile.ZipInfo("a.txt", when), b"x")
    return out.getvalue()


# The carriers 35 to 37 of the table; those of pictures (33, 34) stand in test_scrub, of workbooks (36) in test_workbooks too.
CARRIERS = {
    "PDF Author": pdf(info=b"/Author(x)"),
    "PDF Title": pdf(info=b"/Title(x)"),
    "PDF Keywords": pdf(info=b"/Keywords(x)"),
    "an XMP packet": pdf(stream(XMP, b"/Type/Metadata/Subtype/XML")),
    "identifiers of the PDF (/ID)": pdf().replace(b"/Info 6 0 R", b"/Info 6 0 R/ID[<0011><0022>]"),
    "bookmarks": pdf(b"<</First 9 0 R/Last 9 0 R/Count 1>>", b"<</Title<" + UTF16.hex().encode() + b">/Parent 8 0 R>>", catalog=b"/Outlines 8 0 R"),
    "files attached to the PDF": pdf(stream(b"x", b"/Type/EmbeddedFile"), b"<</Type/Filespec/F(a)/EF<</F 8 0 R>>>>"),
    "a form": pdf(catalog=b"/AcroForm<<>>"),
    "comments or links of the PDF": pdf(b"<</Type/Annot/Subtype/Text>>"),
    "a script": pdf(catalog=b"/OpenAction<<>>"),
    "layers": pdf(catalog=b"/OCProperties<<>>"),
    "earlier versions of the PDF": pdf() + pdf(),
    "bytes behind the end of the PDF": pdf() + b"typed by somebody",
    "fonts cut to the letters that were used": pdf(b"<</Type/FontDescriptor/FontName/ABCDEF+Times/FontFile2 9 0 R>>"),
    "a program's own data": pdf(catalog=b"/PieceInfo<<>>"),
    "a signature": pdf(b"<</Type/Sig/ByteRange[0 1 2 3]>>"),
    "an embedded thumbnail": pdf(b"<</Thumb 9 0 R>>"),
    "words for programs that read aloud": pdf(b"<</ActualText(x)>>"),
    "names of pages and places": pdf(catalog=b"/PageLabels<<>>"),
    "packed: comments or links of the PDF": pdf(stream(zlib.compress(b"9 0 <</#41nnots[1 0 R]>>"), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")),
    "authors and programs (docProps)": office("docProps/core.xml", b"<x/>"),
    "comments and who wrote them": office("word/comments.xml", b"<x/>"),
    "tracked changes": office("word/document.xml", b"<w:del w:author='x'/>"),
    "hidden text": office("word/document.xml", b"<w:rPr><w:vanish/></w:rPr>"),
    "hidden sheets": office("xl/workbook.xml", b"<sheet name='a' state='veryHidden'/>"),
    "hidden rows": office("xl/worksheets/sheet1.xml", b"<row r='1' hidden='1'>"),
    "hidden columns": office("xl/worksheets/sheet1.xml", b"<col min='1' hidden='true'/>"),
    "a filter": office("xl/worksheets/sheet1.xml", b"<autoFilter ref='A1'/>"),
    "defined names": office("xl/workbook.xml", b"<definedName name='a'>"),
    "a pivot table's copy of its data": office("xl/pivotCache/pivotCacheRecords1.xml", b"<x/>"),
    "addresses of other files": office("xl/externalLinks/externalLink1.xml", b"<x/>"),
    "marks of editing sessions": office("word/settings.xml", b"<w:rsids><w:rsidRoot/></w:rsids>"),
    "office: embedded files with properties of their own": office("word/media/image1.jpeg", b"x"),
    "office: an embedded thumbnail": office("docProps/thumbnail.jpeg", b"x"),
    "ODF: authors and programs (docProps)": office("meta.xml", b"<x/>"),
    "ODF: tracked changes": office("content.xml", b"<text:tracked-changes>"),
    "ODF: comments and who wrote them": office("content.xml", b"<office:annotation>"),
    "ODF: hidden rows": office("content.xml", b"<table:table-row table:visibility='filter'>"),
    "comments in the archive": zipped(comment=b"x"),
    "whole: comments in the archive": zipped(whole=b"x"),
    "extra fields of the archive: owners, exact times": zipped(extra=b"\x75\x78\x04\0abcd"),
    "times of its members": zipped_at((2022, 10, 26, 12, 0, 0)),
    "rights of files on the machine that packed it": zipped(),
    "bytes before the archive": b"PK\x03\x04" + zipped(),
    "numbers of owner and group": tarred(),
    "names of owner and group": tarred(),
    "tar: times of its members": tarred(),
    "tar: extra fields of the archive: owners, exact times": tarred(),
    "the name or a comment of what was packed": b"\x1f\x8b\x08\x08\0\0\0\0\0\xffname\0" + gzip.compress(b"x", mtime=0)[10:],
    "the time of packing": gzip.compress(b"x", mtime=1_666_780_000),
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_is_named(carrier):
    told = list(metadata_left(CARRIERS[carrier]))
    assert any(carrier == form or carrier.partition(": ")[2] == form for form in told), told
    assert len(told) > 1, "what it is, and what it carries"


def test_no_carrier_prints_what_it_carries():
    for content in (*CARRIERS.values(), *FAULTS.values()):
        for form in metadata_left(content):
            assert not re.search("somebody|zebulon|quorfax|Writer 7", form, re.IGNORECASE)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CARRIERS)), st.integers(0, 10**6), st.binary(max_size=4))
def test_a_file_that_carried_something_is_never_clean_when_bytes_change(carrier, at, change):
    content = CARRIERS[carrier]
    at = 8 + at % (len(content) - 8)
    assert list(metadata_left(content[:at] + change + content[at + len(change) :]))


def test_of_what_we_wrote_nothing_carries_anything(example):
    files = [path for path in example.released.rglob("*") if path.is_file()]
    assert any(path.suffix == ".zip" for path in files)
    assert {form for path in files for form in written_left(path.read_bytes())} == set()


@pytest.mark.parametrize("original", ["office", "JPEG", "mail", "rich text", "PDF that says nothing", "gzip", "tar", "archive", "unknown bytes"])
def test_an_original_among_what_we_wrote_is_caught(original, example):
    assert list(written_left(FAULTS[original]))
    whole = (example.released / "site" / "downloads" / "bundle.zip").read_bytes()
    for changed in (whole + b"\0", b"PK\x03\x04" + whole, whole.replace(b"\x21\0", b"\x21\x2d", 1), FAULTS[original] + whole):
        assert list(written_left(changed))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr(zipfile.ZipInfo("a"), FAULTS[original])
    assert list(written_left(out.getvalue()))


def test_unknown_binary_formats_do_not_leave():
    for content in (b"\x7fELF\2", b"SQLite format 3\0", b"\0asm\1\0\0\0", bytes(range(256)), b"OggS\0", b"fLaC\0", b"ID3\3\0"):
        assert list(metadata_left(content)) == ["bytes of a format that is not known to be clean"]


# --- captured pages are never pages of ours ---------------------------------------------------------------------------------------------


def test_the_site_holds_no_captured_page_and_links_to_none(example):
    from witnessmark.walk.case import open_case
    from witnessmark.walk.judge import view_of

    case = open_case(example.case)
    documents = {document.sha256 for document in view_of(case).documents()}
    site = example.released / "site"
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert sha256(content) not in documents
            if path.suffix == ".html":
                assert b"Content-Security-Policy" in content
                assert not re.search(rb"(?:href|src)=[\"'][^\"']*bundle/data", content)


def test_a_whole_page_in_the_bundle_does_nothing_when_it_is_opened(example):
    """A server may send a bundle's files without a type, and a browser then guesses: they must be inert, and have no ending."""
    from witnessmark.protect.requests import requests_in

    for path in (example.released / "bundle" / "data").rglob("*"):
        if path.is_file():
            assert path.suffix == ""
            content = path.read_bytes()
            if b"<html" in content[:2000].lower():
                assert [form for form in requests_in(content, name="a.html") if "Content-Security-Policy" not in form] == []
