"""Guards before a ZIP-based office file is opened: encryption, bombs, cut ends, and XML without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from witnessmark.extract.readers.scribe import Made
from witnessmark.records.documents import State

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES = 400_000_000
_MOST_MEMBERS = 20_000
_RATIO = 200
_RATIO_FROM = 10_000_000
_DAMAGE = (zipfile.BadZipFile, EOFError, ValueError, OSError, RuntimeError, KeyError)


def refusal(content: bytes) -> Made | None:  # noqa: PLR0911 - one return for each reason
    """Return why an office file is not opened, or null where it may be."""
    if content.startswith(_OLE):
        if is_encrypted_ole(content):
            return Made(state=State.ENCRYPTED, reason="the file is protected by a password")
        return Made(state=State.UNREADABLE, reason="an old binary office file under a newer name")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except _DAMAGE:
        if content.startswith(b"PK") and b"PK\x05\x06" not in content[-70_000:]:
            return Made(state=State.TRUNCATED, reason="the file ends before its list of contents: it was cut off")
        return Made(state=State.UNREADABLE, reason="the package cannot be opened: its list of contents is damaged")
    if any(member.flag_bits & 1 for member in members):
        return Made(state=State.ENCRYPTED, reason="the file is protected by a password")
    unpacked = sum(member.file_size for member in members)
    bomb = unpacked > _RATIO_FROM and any(m.file_size > _RATIO * max(1, m.compress_size) and m.file_size > _RATIO_FROM for m in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_BYTES or bomb:
        return Made(state=State.UNREADABLE, reason=f"it would unpack to {unpacked:,} bytes in {len(members):,} parts: beyond the limits")
    return None


def is_encrypted_ole(content: bytes) -> bool:
    """Whether an OLE file wraps an encrypted office file."""
    return "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content


def names_of(content: bytes) -> list[str]:
    """Return the names of a package's parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def part_of(content: bytes, name: str) -> bytes | None:
    """Return the bytes of one part, or null where it is missing or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(name)
    except (*_DAMAGE, zlib.error):
        return None


def xml_of(part: bytes) -> Element | None:
    """Return the tree of an XML part, or null where it is none or declares a document type. No entity, no address, no huge tree."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Element = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype else root  # type: ignore[attr-defined]
