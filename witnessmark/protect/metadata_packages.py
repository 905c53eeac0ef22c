"""What office files and archives carry beside what they show, by their carriers. None of them is ever published whole."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

PACKED = (
    b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
)
OFFICE = "the properties of an office file, which is never published whole"
OLD = "the properties of an old office file, which is never published whole"
MEMBERS = "the members of an archive, each of which is a document of its own"
_MOST, _MOST_PARTS = 4 * 2**20, 200
_PARTS = (
    (re.compile(r"docProps/|meta\.xml$"), "authors and programs (docProps)"),
    (re.compile(r"comments|people\.xml|threadedComments|annotations", re.IGNORECASE), "comments and who wrote them"),
    (re.compile(r"pivotCache", re.IGNORECASE), "a pivot table's copy of its data"),
    (re.compile(r"embeddings/|media/|Pictures/|Object ", re.IGNORECASE), "embedded files with properties of their own"),
    (re.compile(r"thumbnail", re.IGNORECASE), "an embedded thumbnail"),
    (re.compile(r"externalLink|connections\.xml|queryTable", re.IGNORECASE), "addresses of other files"),
    (re.compile(r"customXml/|vbaProject|printerSettings|revisions?/", re.IGNORECASE), "a program's own data"),
)
_MARKS = (
    (re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\b|<text:tracked-changes"), "tracked changes"),
    (re.compile(rb"<w:comment|<office:annotation"), "comments and who wrote them"),
    (re.compile(rb"<w:vanish\b"), "hidden text"),
    (re.compile(rb"<sheet\b[^>]*\bstate\s*=\s*[\"'](?:hidden|veryHidden)|table:display\s*=\s*[\"']false"), "hidden sheets"),
    (re.compile(rb"<row\b[^>]*\bhidden\s*=\s*[\"'](?:1|true)|<table:table-row\b[^>]*table:visibility\s*=\s*[\"'](?:collapse|filter)"),
     "hidden rows"),
    (re.compile(rb"<col\b[^>]*\bhidden\s*=\s*[\"'](?:1|true)|<table:table-column\b[^>]*table:visibility\s*=\s*[\"']collapse"),
     "hidden columns"),
    (re.compile(rb"<autoFilter\b|<filterColumn\b|<table:filter\b"), "a filter"),
    (re.compile(rb"<definedName\b|<table:named-range\b"), "defined names"),
    (re.compile(rb"\b(?:w:rsid\w*|w15:docId)\b"), "marks of editing sessions"),
)
_READ = re.compile(r"(?:word|xl|ppt)/.*\.xml|content\.xml|styles\.xml")


def of_package(content: bytes) -> Iterator[str]:
    """Yield what an office file or an archive carries; never nothing."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        yield OLD
    elif content[257:262] == b"ustar":
        yield MEMBERS
        yield from dict.fromkeys(_tar(content))
    elif content[:2] != b"PK":
        yield MEMBERS
        if content[:2] == b"\x1f\x8b" and content[3] & 0x1C:
            yield "the name or a comment of what was packed"
        if content[:2] == b"\x1f\x8b" and any(content[4:8]):
            yield "the time of packing"
    else:
        office = b"[Content_Types].xml" in content or content[30:38] == b"mimetype"
        yield OFFICE if office else MEMBERS
        yield from dict.fromkeys(_zip(content, office=office))


def members_of_plain(content: bytes) -> list[bytes] | None:
    """Return the members of a ZIP in the one form that carries nothing but names and bytes (docs/formats/bundle.md); null for others."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            if any(member.compress_type != zipfile.ZIP_STORED for member in pack.infolist()):
                return None
            files = [(member.filename.encode(), pack.read(member)) for member in pack.infolist()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        return None
    return [said for _, said in files] if _plain(files) == content else None


def _plain(files: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return the ZIP of some members, made anew: stored, without dates, owners, comments and gaps."""
    out, central, offset = list[bytes](), list[bytes](), 0
    for name, said in files:
        fields = struct.pack("<HHHHHIIIHH", 20, 0x800, 0, 0, 0x21, zlib.crc32(said), len(said), len(said), len(name), 0)
        out += [b"PK\x03\x04", fields, name, said]
        central.append(b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)
        offset += 30 + len(name) + len(said)
    size = sum(map(len, central))
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), size, offset, 0)
    return b"".join([*out, *central, end])


def _zip(content: bytes, *, office: bool) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            members = pack.infolist()
            yield from _around(pack, members, content)
            if not office:
                return
            for member in members[:_MOST_PARTS]:
                yield from (told for mark, told in _PARTS if mark.search(member.filename))
                if _READ.fullmatch(member.filename):
                    with pack.open(member) as part:
                        said = part.read(_MOST)
                    yield from (told for mark, told in _MARKS if mark.search(said))
            if len(members) > _MOST_PARTS:
                yield "more parts than are looked through"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError, OSError):
        yield "parts that cannot be read"


def _around(pack: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], content: bytes) -> Iterator[str]:
    """Yield what a ZIP says of its members beside their bytes."""
    if pack.comment or any(member.comment for member in members):
        yield "comments in the archive"
    if any(member.extra for member in members):
        yield "extra fields of the archive: owners, exact times"
    if any(member.date_time > (1980, 1, 1, 0, 0, 0) for member in members):
        yield "times of its members"
    if any(member.external_attr >> 16 for member in members):
        yield "rights of files on the machine that packed it"
    if not content.startswith(b"PK") or (members and min(member.header_offset for member in members) > 0):
        yield "bytes before the archive"


def _tar(content: bytes) -> Iterator[str]:
    at = 0
    while at + 512 <= len(content) and content[at : at + 1] != b"\0":
        block = content[at : at + 512]
        if block[108:124].strip(b"0 \0"):
            yield "numbers of owner and group"
        if block[265:329].strip(b"\0"):
            yield "names of owner and group"
        if block[136:148].strip(b"0 \0"):
            yield "times of its members"
        if block[156:157] in (b"x", b"g", b"L", b"K"):
            yield "extra fields of the archive: owners, exact times"
        try:
            size = int(block[124:136].strip(b"\0 ") or b"0", 8)
        except ValueError:
            yield "parts that cannot be read"
            return
        at += 512 + -(-size // 512) * 512
