"""The media type is told by the bytes; a name decides only between kinds of plain text."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.preserve.sniff import media_of
from witnessmark.records.containers import DOCX, PPTX, WACZ, XLSX

LEGACY = "El Gobierno dice que habrá más comisarías en España. Nueve, según el informe."


def _zip(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def _docx() -> bytes:
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def _warc() -> bytes:
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "a test"}))
    return out.getvalue()


MAIL = b"Received: by mx\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nDate: 1 May 2022\r\n\r\nHello.\r\n"

CASES = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "report.txt", "application/pdf"),
    "pdf behind some bytes": (b"\r\n\r\n%PDF-1.4\n", "", "application/pdf"),
    "html": (b"<!DOCTYPE html><html><p>x</p></html>", "page", "text/html"),
    "html named txt": (b"<html><body>x</body></html>", "page.txt", "text/html"),
    "html behind a comment": (b"\n<!-- saved -->\n<HTML lang=en><p>x", "", "text/html"),
    "html in UTF-16": ("<html><p>文</p></html>".encode("utf-16"), "", "text/html"),
    "html fragment": (b"<div class=a><p>Nine stations.</p></div>", "", "text/html"),
    "html by name": (b"Nine stations.<br>Three in Madrid.", "a.html", "text/html"),
    "text by name is no html without a tag": (b"Nine stations, 3 < 4.", "a.html", "text/plain"),
    "xhtml": (b"<?xml version='1.0'?>\n<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'/>", "", "application/xhtml+xml"),
    "xml": (b"<?xml version='1.0'?><rss><channel/></rss>", "a.html", "application/xml"),
    "svg": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "", "image/svg+xml"),
    "docx": (_docx(), "a.zip", DOCX),
    "xlsx": (_xlsx(), "", XLSX),
    "pptx": (_zip(("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")), "", PPTX),
    "odt": (
        _zip(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")),
        "",
        "application/vnd.oasis.opendocument.text",
    ),
    "ods": (
        _zip(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")),
        "a.xlsx",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    "epub": (_zip(("mimetype", b"application/epub+zip"), ("a.xhtml", b"")), "", "application/epub+zip"),
    "zip": (_zip(("a.txt", b"x")), "a.docx", "application/zip"),
    "empty zip": (_zip(), "", "application/zip"),
    "wacz": (_zip(("datapackage.json", b"{}"), ("archive/data.warc.gz", b"x"), ("pages/pages.jsonl", b"")), "", WACZ),
    "warc.gz": (_warc(), "x.gz", "application/warc"),
    "warc": (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n", "", "application/warc"),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x04\x00", "a.warc.gz", "application/gzip"),
    "mail": (MAIL, "", "message/rfc822"),
    "mail named txt": (MAIL, "a.txt", "message/rfc822"),
    "memo named txt is text": (b"From: the desk\nTo: all\nDate: 1 May\nSubject: stations\n\nNine.\n", "memo.txt", "text/plain"),
    "mbox": (b"From a@example.org Mon May  2 10:00:00 2022\n" + MAIL, "", "application/mbox"),
    "a letter is no mailbox": (b"From the beginning it was clear.\nThey came.\n", "", "text/plain"),
    "csv": (b"country,city,stations\nES,Madrid,3\nES,Barcelona,3\n", "", "text/csv"),
    "csv with semicolons": (b"pa\xeds;ciudad\nES;Madrid\nES;Barcelona\n", "", "text/csv"),
    "csv of one column by name": (b"stations\n3\n", "a.csv", "text/csv"),
    "tsv": (b"country\tstations\nES\t9\nIT\t4\n", "", "text/tab-separated-values"),
    "prose with commas is no table": (b"Three in Madrid, they say.\nThree in Vic, they say.\nTwo in Gandia, they say.\n", "", "text/plain"),
    "table named txt is text": (b"a,b\n1,2\n3,4\n", "a.txt", "text/plain"),
    "markdown by name": (b"# Nine stations\n\n- Madrid\n", "a.md", "text/markdown"),
    "markdown that begins with a tag": (b"<h1 align=center>Nine</h1>\n<p>x</p>\n", "README.md", "text/markdown"),
    "markdown without the name is text": (b"# Nine stations\n\n- Madrid\n", "", "text/plain"),
    "utf-8": ("Nueve comisarías, 九个".encode(), "", "text/plain"),
    "utf-8 with BOM": (b"\xef\xbb\xbfx", "", "text/plain"),
    "utf-16": ("Nueve comisarías".encode("utf-16"), "", "text/plain"),
    "utf-16 big endian": (b"\xfe\xff" + "Nueve".encode("utf-16-be"), "", "text/plain"),
    "windows-1252": (LEGACY.encode("cp1252"), "", "text/plain"),
    "gb18030": ("西班牙有九个服务站".encode("gb18030"), "", "text/plain"),
    "shift-jis": ("スペインに九か所".encode("shift-jis"), "", "text/plain"),
    "iso-2022-jp": ("スペインに九か所".encode("iso-2022-jp"), "", "text/plain"),
    "json": (json.dumps({"stations": [3, 3, 2, 1]}, indent=1).encode(), "a.txt", "application/json"),
    "json lines": (b'{"a":1}\n{"a":2}\n', "", "application/x-ndjson"),
    "brackets are no json": (b"[Note] nine stations", "", "text/plain"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "", "image/png"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.pdf", "image/jpeg"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "a.doc", "application/x-ole-storage"),
    "rar": (b"Rar!\x1a\x07\x01\0", "", "application/vnd.rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\x04", "", "application/x-7z-compressed"),
    "empty": (b"", "a.pdf", "application/x-empty"),
    "unknown": (bytes(range(256)) * 4, "a.txt", "application/octet-stream"),
}


@pytest.mark.parametrize("case", CASES)
def test_media_by_content(case):
    content, name, media = CASES[case]
    assert media_of(content, name) == media


def test_a_cut_off_document_is_still_what_it_was():
    whole = _docx()
    assert media_of(whole[: len(whole) // 2], "") == DOCX


def test_a_long_text_may_end_within_a_character():
    content = ("九" * 40_000).encode()
    for shift in range(3):
        assert media_of(b"x" * shift + content) == "text/plain"


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=400), name=st.text(max_size=20))
def test_any_bytes_have_a_type(content, name):
    assert "/" in media_of(content, name)


@settings(max_examples=120, deadline=None)
@given(case=st.sampled_from(sorted(CASES)), data=st.data())
def test_damaged_bytes_have_a_type(case, data):
    content = bytearray(CASES[case][0])
    for _ in range(data.draw(st.integers(1, 8))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert "/" in media_of(bytes(content[: data.draw(st.integers(0, len(content)))]))
