"""A protected name is refused in every carrier: archives, PDFs, office files, pictures, names of files. What cannot be opened stays."""

import base64
import gzip
import io
import os
import struct
import zipfile
import zlib

import pytest

from tests.protect.planting import NAME, inspected, refused

TEXT = f"the shop of {NAME} in the town".encode()


def zipped(name: str = "a.txt", content: bytes = b"nothing", *, how: int = zipfile.ZIP_DEFLATED, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as pack:
        info = zipfile.ZipInfo(name)
        info.compress_type = how
        info.comment, info.extra = more.get("comment", b""), more.get("extra", b"")
        pack.writestr(info, content)
        pack.comment = more.get("whole", b"")
    return out.getvalue()


def office(part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr(part, content)
    return out.getvalue()


SPLIT = "<w:r><w:t>Zebulon Quor</w:t></w:r><w:r><w:rPr/><w:t>fax-Ñandú</w:t></w:r>".encode()


def pdf(*objects: bytes, info: bytes = b"", text: bytes = b"BT /F1 9 Tf 9 9 Td (nothing) Tj ET", catalog: bytes = b"") -> bytes:
    stream = zlib.compress(text)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[8 0 R]>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<<" + info + b">>",
        b"<</Empty true>>",
        *objects,
    ]
    out, places = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n" % (len(content), more) + content + b"\nendstream"


LATIN = NAME.encode("latin-1")
UTF16 = b"\xfe\xff" + NAME.encode("utf-16-be")
XMP = f"<x:xmpmeta><dc:creator><rdf:li>{NAME}</rdf:li></dc:creator></x:xmpmeta>".encode()
HIDDEN_XMP = b"<x:xmpmeta><dc:creator>&#90;ebulon&#x20;Quorfax-&#209;and&#250;</dc:creator></x:xmpmeta>"
FLATE = b"/Filter/FlateDecode"

PDFS = {
    "author, plain": pdf(info=b"/Author(" + LATIN + b")"),
    "author, octal": pdf(info=b"/Author(\\132ebulon Quorfax-\\321and\\372)"),
    "author, UTF-16": pdf(info=b"/Author(" + UTF16 + b")"),
    "author, hexadecimal": pdf(info=b"/Author<" + UTF16.hex().encode() + b">"),
    "author, hexadecimal with gaps": pdf(info=b"/Author<" + UTF16.hex(" ").upper().encode() + b">"),
    "properties of our own": pdf(info=b"/ReviewedBy(" + LATIN + b")"),
    "words of a page": pdf(text=b"BT /F1 9 Tf 9 9 Td [(Zebulon)-250(Quor)3(fax-\\321)(and\\372)] TJ ET"),
    "invisible words of a page": pdf(text=b"BT 3 Tr /F1 1 Tf -999 -999 Td (" + LATIN + b") Tj ET"),
    "XMP": pdf(stream(XMP, b"/Type/Metadata/Subtype/XML")),
    "XMP with entities": pdf(stream(HIDDEN_XMP, b"/Type/Metadata/Subtype/XML")),
    "XMP, packed": pdf(stream(zlib.compress(HIDDEN_XMP), FLATE)),
    "packed twice over in base 85": pdf(stream(base64.a85encode(zlib.compress(XMP)) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]")),
    "in base 85": pdf(stream(base64.a85encode(XMP) + b"~>", b"/Filter/ASCII85Decode")),
    "hexadecimal stream": pdf(stream(XMP.hex().encode() + b">", b"/Filter/ASCIIHexDecode")),
    "objects in a stream": pdf(stream(zlib.compress(b"9 0 10 9 <</Contents(" + UTF16 + b")>>"), b"/Type/ObjStm/N 1/First 9" + FLATE)),
    "comment on a page": pdf(b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(" + UTF16 + b")/T(" + LATIN + b")>>"),
    "bookmark": pdf(b"<</First 9 0 R/Count 1>>", b"<</Title<" + UTF16.hex().encode() + b">/Parent 8 0 R>>", catalog=b"/Outlines 8 0 R"),
    "form value": pdf(b"<</FT/Tx/T(name)/V(" + LATIN + b")>>"),
    "attached file": pdf(
        stream(zlib.compress(gzip.compress(TEXT)), b"/Type/EmbeddedFile" + FLATE),
        b"<</Type/Filespec/F(a.gz)/UF(a.gz)/EF<</F 8 0 R>>>>",
        catalog=b"/Names<</EmbeddedFiles<</Names[(a.gz) 9 0 R]>>>>",
    ),
    "earlier version": pdf(info=b"/Author(" + LATIN + b")")
    + b"6 0 obj<</Author()>>endobj\ntrailer<</Root 1 0 R/Info 6 0 R/Size 8>>\n%%EOF\n",
    "comment in the file": pdf() + b"% " + NAME.encode() + b"\n",
    "name of an object": pdf(b"<</Zebulon#20Quorfax#2dNandu true>>"),
}


@pytest.mark.parametrize("carrier", PDFS)
def test_a_name_in_a_pdf_is_refused(tmp_path, carrier):
    assert refused(tmp_path, PDFS[carrier], name="paper.pdf"), carrier


@pytest.mark.parametrize(
    "content",
    [
        pdf(stream(b"\x80\x0b\x60\x50", b"/Filter/LZWDecode")),
        pdf().replace(b"/Info", b"/Encrypt 6 0 R/Info"),
        pdf(stream(b"x", b"/Filter/Crypt")),
        b"%PDF-1.4\nnothing of a PDF",
    ],
)
def test_a_pdf_that_cannot_be_opened_is_refused(tmp_path, content):
    assert refused(tmp_path, content, name="paper.pdf") == {"unopened"}


def test_a_pdf_without_a_name_passes(tmp_path):
    assert refused(tmp_path, pdf(info=b"/Author(Nobody)"), name="paper.pdf") == set()


NESTED = zipped("b.zip", zipped("c.zip", zipped("d.txt", TEXT)))
ARCHIVES = {
    "member": zipped(content=TEXT),
    "member, stored": zipped(content=TEXT, how=zipfile.ZIP_STORED),
    "bzip2": zipped(content=TEXT, how=zipfile.ZIP_BZIP2),
    "lzma": zipped(content=TEXT, how=zipfile.ZIP_LZMA),
    "name": zipped(f"x/{NAME}.txt"),
    "name in percent": zipped("Zebulon%20Quorfax%2DNandu"),
    "folder": zipped("zebulon/quorfax_nandu/"),
    "comment": zipped(whole=NAME.encode()),
    "comment of a member": zipped(comment=NAME.encode("latin-1")),
    "extra field": zipped(extra=struct.pack("<HH", 0x7777, len(NAME.encode())) + NAME.encode()),
    "extra field in UTF-16": zipped(extra=struct.pack("<HH", 0x7777, 2 * len(NAME)) + NAME.encode("utf-16-le")),
    "nested": NESTED,
    "behind it": zipped() + NAME.encode(),
    "before it": b"PK\x03\x04" + NAME.encode() + zipped()[4:],
    "office inside": zipped("a.docx", office("word/document.xml", SPLIT)),
    "gzip inside": zipped("a.gz", gzip.compress(TEXT)),
}


@pytest.mark.parametrize("carrier", ARCHIVES)
def test_a_name_in_an_archive_is_refused(tmp_path, carrier):
    assert refused(tmp_path, ARCHIVES[carrier], name="a.zip"), carrier


def test_an_archive_that_hides_a_member_is_refused(tmp_path):
    whole = zipped("hidden.txt", TEXT)
    local = whole[: whole.index(b"PK\x01\x02")]
    assert "unopened" in refused(tmp_path, zipped()[: zipped().index(b"PK\x01\x02")] + local + zipped()[zipped().index(b"PK\x01\x02") :])


def test_an_encrypted_or_damaged_archive_is_refused(tmp_path):
    locked = bytearray(zipped(content=TEXT))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    damaged = bytearray(zipped(content=TEXT * 9))
    damaged[60] ^= 0xFF
    for content in (bytes(locked), bytes(damaged), zipped()[:-9]):
        assert refused(tmp_path, content, name="a.zip") == {"unopened"}


def test_archives_too_deep_are_refused(tmp_path):
    content = zipped()
    for _ in range(6):
        content = zipped("a.zip", content)
    assert refused(tmp_path, content, name="a.zip") == {"unopened"}


def test_what_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("witnessmark.protect.opening.LARGEST", 10_000)
    monkeypatch.setattr("witnessmark.protect.layers.LARGEST", 10_000)
    for content in (zipped(content=b" " * 20_000), gzip.compress(b" " * 20_000)):
        assert refused(tmp_path, content, name="a") == {"unopened"}


def gz(name: bytes = b"", comment: bytes = b"", content: bytes = b"nothing") -> bytes:
    packer = zlib.compressobj(wbits=-15)
    body = packer.compress(content) + packer.flush()
    flags = (8 if name else 0) | (16 if comment else 0)
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\xff" + (name + b"\0" if name else b"") + (comment + b"\0" if comment else b"")
    return head + body + struct.pack("<II", zlib.crc32(content), len(content))


@pytest.mark.parametrize(
    "content",
    [
        gz(content=TEXT),
        gz(name=LATIN),
        gz(comment=LATIN),
        gz() + gz(content=TEXT),
        gz() + gz(name=LATIN),
        gz() + TEXT,
        gz(content=gz(content=TEXT)),
        gz(content=zipped(content=TEXT)),
    ],
)
def test_a_name_in_a_gzip_file_is_refused(tmp_path, content):
    assert refused(tmp_path, content, name="a.gz")


def test_a_gzip_file_that_is_cut_off_is_refused(tmp_path):
    assert refused(tmp_path, gz(content=TEXT * 20)[:-30], name="a.gz") == {"unopened"}


OFFICE = {
    "docProps/core.xml": f"<cp:lastModifiedBy>{NAME}</cp:lastModifiedBy>".encode(),
    "docProps/custom.xml": f'<property name="{NAME}"/>'.encode(),
    "docProps/app.xml": b"<Manager>Zebulon &#81;uorfax-&#xD1;and&#xFA;</Manager>",
    "word/document.xml": SPLIT,
    "word/comments.xml": b"<w:comment w:author='x'>" + SPLIT + b"</w:comment>",
    "word/footnotes.xml": f"<w:del w:author='{NAME}'><w:delText>x</w:delText></w:del>".encode(),
    "xl/sharedStrings.xml": "<sst><si><r><t>Quorfax-Ñandú</t></r></si><si><t>Zebulon</t></si></sst>".encode(),
    "xl/worksheets/sheet2.xml": f"<c t='inlineStr'><is><t>{NAME}</t></is></c>".encode(),
    "customXml/item1.xml": f"<x>{NAME}</x>".encode(),
    "word/embeddings/a.docx": office("word/document.xml", SPLIT),
    "Zebulon Quorfax-Nandu.xml": b"<x/>",
}


@pytest.mark.parametrize("part", OFFICE)
def test_a_name_in_a_part_of_an_office_file_is_refused(tmp_path, part):
    assert refused(tmp_path, office(part, OFFICE[part]), name="paper.docx"), part


def png(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    whole = b"".join(struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said)) for kind, said in parts)
    return b"\x89PNG\r\n\x1a\n" + whole + behind


PICTURES = {
    "tEXt": png((b"tEXt", b"Author\0" + LATIN)),
    "zTXt": png((b"zTXt", b"Author\0\0" + zlib.compress(LATIN))),
    "iTXt": png((b"iTXt", b"Author\0\0\0es\0Autor\0" + NAME.encode())),
    "iTXt, packed": png((b"iTXt", b"Author\0\1\0es\0Autor\0" + zlib.compress(NAME.encode()))),
    "keyword": png((b"tEXt", LATIN + b"\0x")),
    "profile": png((b"iCCP", b"x\0\0" + zlib.compress(b"desc" + LATIN))),
    "EXIF": png((b"eXIf", b"MM\0*\0\0\0\x08" + NAME.encode())),
    "EXIF in UTF-16": png((b"eXIf", b"II*\0" + NAME.encode("utf-16-le"))),
    "a chunk of our own": png((b"prVt", NAME.encode())),
    "behind the image": png(behind=TEXT),
    "an archive behind it": png(behind=zipped(content=TEXT)),
}


@pytest.mark.parametrize("carrier", PICTURES)
def test_a_name_in_a_picture_is_refused(tmp_path, carrier):
    assert refused(tmp_path, PICTURES[carrier], name="a.png"), carrier


def test_a_picture_without_a_name_passes(tmp_path):
    assert refused(tmp_path, png((b"tEXt", b"Title\0a town")), name="a.png") == set()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0" + b"\0" * 40,
        b"GIF89a" + b"\0" * 20,
        b"RIFF\0\0\0\0WEBP",
        b"7z\xbc\xaf\x27\x1c\0\0",
        b"BZh91AY&SY\0",
        b"\xfd7zXZ\0\0",
        b"\x28\xb5\x2f\xfd\0\0",
        b"SQLite format 3\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
        "a text".encode("utf-16"),
        b"a\0b",
        png(behind=b"\0\1\2"),
    ],
)
def test_what_the_gate_cannot_open_does_not_leave(tmp_path, content):
    assert refused(tmp_path, content, name="a.bin") == {"unopened"}


@pytest.mark.parametrize(
    "name",
    [
        "Zebulon Quorfax-Ñandú.txt",
        "zebulon-quorfax-nandu.txt",
        "QuorfaxÑandúZebulon",
        "Zebulon%20Quorfax-%C3%91and%C3%BA.html",
        f"{NAME}".encode().hex(),
        base64.urlsafe_b64encode(NAME.encode()).decode(),
        "zebulon/quorfax/nandu.txt",
    ],
)
def test_a_name_of_a_file_or_folder_is_refused_and_not_printed(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"nothing")
    refusal = inspected(tmp_path)
    assert refusal is not None
    assert {reason.carrier for reason in refusal.reasons} == {"a file name"}
    assert not any(part in repr(refusal).casefold() for part in ("zebulon", "quorfax", "andu", NAME.encode().hex(), "wmvidw"))


def test_an_empty_folder_is_looked_at_too(tmp_path):
    (tmp_path / "Zebulon Quorfax-Ñandú").mkdir()
    assert inspected(tmp_path) is not None


def test_a_file_name_that_is_no_utf_8_is_refused_or_read(tmp_path):
    with open(os.fsencode(tmp_path) + b"/" + LATIN + b".txt", "wb") as file:
        file.write(b"nothing")
    assert inspected(tmp_path) is not None


def test_links_and_pipes_do_not_leave(tmp_path):
    (tmp_path / "link").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe")
    refusal = inspected(tmp_path)
    assert [reason.form for reason in refusal.reasons] == ["link", "link"]


def test_the_same_bytes_are_looked_at_once_and_refused_wherever_they_stand(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.zip").write_bytes(zipped("a.txt", TEXT))
    where = {reason.where for reason in inspected(tmp_path).reasons}
    assert where == {"a.txt", "b.zip"}
