"""Files that carry words where nobody looks: each is made by hand around one plant."""

from __future__ import annotations

import gzip
import html
import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

Made = tuple[str, bytes]
"""Name of the file, its bytes."""


def segment(marker: int, said: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(said) + 2) + said


def jpeg(*segments: bytes, behind: bytes = b"") -> bytes:
    frame = segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + b"".join(segments) + frame + segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x7f\xff\x00\x3f" + b"\xff\xd9" + behind


def tiff(tags: list[tuple[int, int, int, bytes]], *, more: bytes = b"") -> bytes:
    """One directory in little-endian order; what is longer than four bytes lies behind it."""
    at, entries, pool = 8 + 2 + 12 * len(tags) + 4, b"", b""
    for tag, kind, count, value in tags:
        here = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack("<I", at + len(pool))
        pool += value if len(value) > 4 else b""
        entries += struct.pack("<HHI", tag, kind, count) + here
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + pool + more


def with_position(latitude: float, longitude: float) -> bytes:
    """An EXIF block that says where a picture was taken, in degrees, minutes and seconds."""

    def rational(value: float) -> bytes:
        seconds = abs(value) * 3600
        return struct.pack("<6I", int(seconds // 3600), 1, int(seconds // 60 % 60), 1, round(seconds % 60 * 1000), 1000)

    gps = 8 + 2 + 12 + 4
    at = gps + 2 + 48 + 4
    directory = struct.pack("<H", 4) + b"".join((
        struct.pack("<HHI", 1, 2, 2) + (b"N\0\0\0" if latitude >= 0 else b"S\0\0\0"), struct.pack("<HHII", 2, 5, 3, at),
        struct.pack("<HHI", 3, 2, 2) + (b"E\0\0\0" if longitude >= 0 else b"W\0\0\0"), struct.pack("<HHII", 4, 5, 3, at + 24),
    )) + b"\0\0\0\0" + rational(latitude) + rational(longitude)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 0x8825, 4, 1, gps) + b"\0\0\0\0" + directory


def _exif(said: str) -> bytes:
    data = said.encode() + b"\0"
    return segment(0xE1, b"Exif\0\0" + tiff([(0x013B, 2, len(data), data), (0x9C9D, 1, 2 * len(said), said.encode("utf-16-le"))]))


def _xmp(said: str) -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator><rdf:li>{html.escape(said)}</rdf:li></dc:creator></x:xmpmeta>'.encode()


def png(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts) + behind


def gif(comment: bytes, *, behind: bytes = b"") -> bytes:
    blocks = b"".join(bytes([len(comment[at : at + 255])]) + comment[at : at + 255] for at in range(0, len(comment), 255))
    return b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe" + blocks + b"\0" + b",\0\0\0\0\1\0\1\0\0" + b"\2\2\x44\1\0" + b";" + behind


def webp(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    body = b"WEBP" + b"".join(k + struct.pack("<I", len(d)) + d + b"\0" * (len(d) % 2) for k, d in ((b"VP8L", b"\x2f\0\0\0\0\0"), *chunks))
    return b"RIFF" + struct.pack("<I", len(body)) + body + behind


def pdf(info: bytes = b"", *, xmp: bytes = b"", packed: bool = False, behind: bytes = b"") -> bytes:
    data = zlib.compress(xmp) if packed else xmp
    how = b"/Filter/FlateDecode" if packed else b""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<<" + info + b">>", b"<</Type/Metadata/Subtype/XML/Length %d%s>>stream\n" % (len(data), how) + data + b"\nendstream",
    ]
    out, places = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out)) + behind


def _pdf_string(said: str) -> bytes:
    return b"<" + (b"\xfe\xff" + said.encode("utf-16-be")).hex().encode() + b">"


def package(members: dict[str, bytes], *, extra: bytes = b"", comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, said in {"[Content_Types].xml": b"<Types/>", **members}.items():
            info = zipfile.ZipInfo(name)
            info.compress_type, info.extra = zipfile.ZIP_DEFLATED, extra
            pack.writestr(info, said)
        pack.comment = comment
    return out.getvalue()


def _docx(part: str, said: str) -> bytes:
    return package({part: said.encode()})


def tar(user: str, said: bytes = b"nothing") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as pack:
        info = tarfile.TarInfo("a.txt")
        info.size, info.uname = len(said), user
        pack.addfile(info, io.BytesIO(said))
    return out.getvalue()


def git_object(kind: bytes, said: bytes) -> bytes:
    return zlib.compress(kind + b" %d\0" % len(said) + said)


def gzipped(said: str) -> bytes:
    return gzip.compress(said.encode(), mtime=0)


def e(said: str) -> str:
    return html.escape(said)


INPUTS: dict[str, Callable[[str], Made]] = {
    "EXIF": lambda s: ("a.jpg", jpeg(_exif(s))),
    "PDF /Info": lambda s: ("a.pdf", pdf(b"/Author" + _pdf_string(s))),
    "XMP": lambda s: ("b.pdf", pdf(xmp=_xmp(s), packed=True)),
    "docx comment": lambda s: ("a.docx", _docx("word/comments.xml", f'<w:comment w:author="x"><w:r><w:t>{e(s)}</w:t></w:r></w:comment>')),
    "tracked change": lambda s: ("b.docx", _docx("word/document.xml", f"<w:p><w:del><w:r><w:delText>{e(s)}</w:delText></w:r></w:del></w:p>")),
    "hidden sheet": lambda s: ("a.xlsx", _docx("xl/worksheets/sheet2.xml", f'<c t="inlineStr"><is><t>{e(s)}</t></is></c>')),
    "WARC header": lambda s: ("a.warc", f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Filename: {s}\r\nContent-Length: 0\r\n\r\n\r\n\r\n".encode()),
}
"""Inputs that leave only where a document's file is copied: then the gate must find the plant."""

CARRIERS: dict[str, Callable[[str], Made]] = {
    **INPUTS,
    "JPEG COM": lambda s: ("a.jpg", jpeg(segment(0xFE, s.encode()))),
    "JPEG XMP": lambda s: ("a.jpg", jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _xmp(s)))),
    "JPEG profile": lambda s: ("a.jpg", jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + b"\0" * 36 + b"acspdesc\0\0\0\0" + struct.pack(">I", len(s.encode()) + 1) + s.encode() + b"\0"))),
    "JPEG IPTC": lambda s: ("a.jpg", jpeg(segment(0xED, b"Photoshop 3.0\0008BIM\4\4\0\0\0\0\0\x20\x1c\2\x50" + struct.pack(">H", len(s.encode())) + s.encode()))),
    "embedded thumbnail": lambda s: ("a.jpg", jpeg(segment(0xE1, b"Exif\0\0" + tiff([(0x0100, 4, 1, b"\1")], more=jpeg(segment(0xFE, s.encode())))))),
    "bytes after EOI": lambda s: ("a.jpg", jpeg(behind=s.encode())),
    "PNG tEXt": lambda s: ("a.png", png((b"tEXt", b"Author\0" + s.encode()))),
    "PNG iTXt, packed": lambda s: ("a.png", png((b"iTXt", b"a\0\1\0\0\0" + zlib.compress(s.encode())))),
    "bytes after IEND": lambda s: ("a.png", png(behind=s.encode())),
    "GIF comment": lambda s: ("a.gif", gif(s.encode())),
    "bytes after a GIF": lambda s: ("a.gif", gif(b"x", behind=s.encode())),
    "WebP XMP": lambda s: ("a.webp", webp((b"XMP ", _xmp(s)))),
    "old revision": lambda s: ("a.pdf", pdf(b"/Author" + _pdf_string(s), behind=b"4 0 obj<</Author()>>endobj\ntrailer<</Root 1 0 R/Info 4 0 R/Size 6>>\n%%EOF\n")),
    "docProps": lambda s: ("a.docx", _docx("docProps/core.xml", f"<dc:creator>{e(s)}</dc:creator>")),
    "pivot cache": lambda s: ("a.xlsx", _docx("xl/pivotCache/pivotCacheRecords1.xml", f'<s v="{e(s)}"/>')),
    "defined name": lambda s: ("a.xlsx", _docx("xl/workbook.xml", f'<definedName name="x" comment="{e(s)}">A1</definedName>')),
    "ZIP comment": lambda s: ("a.zip", package({}, comment=s.encode())),
    "ZIP extra field": lambda s: ("a.zip", package({"a": b"x"}, extra=struct.pack("<HH", 0x7777, len(s.encode())) + s.encode())),
    "tar user": lambda s: ("a.tar", tar(s)),
    "tar member": lambda s: ("a.tar", tar("root", s.encode())),
    "gz side file": lambda s: ("a.html.gz", gzipped(s)),
    "git commit": lambda s: ("a", git_object(b"commit", f"tree 0\nauthor {s} <a@b> 0 +0000\n\nx".encode())),
    "git blob": lambda s: ("b", git_object(b"blob", s.encode())),
    "source map": lambda s: ("a.css.map", json.dumps({"version": 3, "sources": ["a"], "sourcesContent": [s]}).encode()),
    "feed": lambda s: ("feed.xml", f"<rss><channel><item><title>{e(s)}</title></item></channel></rss>".encode()),
    "sitemap": lambda s: ("sitemap.xml", f"<urlset><url><loc>https://site.example/{e(s)}</loc></url></urlset>".encode()),
    "search index": lambda s: ("index.json", json.dumps({"documents": {"3": s}}, ensure_ascii=True).encode()),
    "log line": lambda s: ("build.log", f"2026-01-01T00:00:00Z wrote {s} in 3 ms\n".encode()),
    "error page": lambda s: ("404.html", f"<!doctype html><pre>KeyError: {e(s)}</pre>".encode()),
    "headers": lambda s: ("_headers", f'/*\n  ETag: "{s}"\n  Server-Timing: db;desc="{s}"\n'.encode()),
    "JSON-LD": lambda s: ("a.html", f'<script type="application/ld+json">{json.dumps({"author": s})}</script>'.encode()),
}
"""Every carrier of table 3.5 in which the gate must find the plant itself."""

SHUT: dict[str, Made] = {
    "brotli side file": ("a.html.br", b"\x8b\x02\x80nothing\x03"), "SQLite": ("a.sqlite", b"SQLite format 3\0" + b"\0" * 84),
    "Parquet": ("a.parquet", b"PAR1\x15\x04\x15\0PAR1"), "TIFF": ("a.tif", tiff([(0x013B, 2, 4, b"abc\0")])), "WOFF 2": ("a.woff2", b"wOF2\0\1\0\0" + b"\0" * 40),
    "git pack": ("a.pack", b"PACK\0\0\0\2\0\0\0\1\x9f\x0b"), "git index": ("index", b"DIRC\0\0\0\2\0\0\0\0"), "HEIF": ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
    "7z": ("a.7z", b"7z\xbc\xaf\x27\x1c\0\4"), "zstd": ("a.zst", b"\x28\xb5\x2f\xfd\0\0"),
}
"""What is not opened, and so does not leave, whatever it holds."""
