"""Cuts tar archives, with every header, and the objects of a git repository."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from witnessmark.protect.opening import LARGEST, Piece, Unopened, inflated

BLOCK = 512
_OBJECT = re.compile(rb"(blob|tree|commit|tag) \d{1,12}\0")
_DATA = frozenset((0, ord("0"), ord("7")))
_HEADERS = frozenset(b"xgLKNV")


def tar_pieces(content: bytes) -> Iterator[Piece]:
    """Yield headers and members of a tar archive. Raises Unopened where it is damaged, or holds what is not known."""
    at, headers = 0, []
    while at + BLOCK <= len(content):
        head = content[at : at + BLOCK]
        if not head.strip(b"\0"):
            break
        size = _size(head[124:136])
        ends = at + BLOCK + size
        if head[257:262] != b"ustar" or ends > len(content):
            raise Unopened("the archive is damaged or cut off")
        said, kind = content[at + BLOCK : ends], head[156]
        headers.append(head)
        if kind in _HEADERS:
            yield Piece(what="tar header", content=said)
        elif kind in _DATA:
            yield Piece(what="tar member", content=said, file=True)
        elif size or not chr(kind).isdigit():
            raise Unopened("the archive holds a member of a sort that the gate does not open")
        padding = content[ends : ends + -size % BLOCK]
        headers.append(padding)
        at = ends + -size % BLOCK
    yield Piece(what="tar headers", content=b"\n".join(headers))
    yield Piece(what="tar names", content=b"\n".join(_fields(head) for head in headers if len(head) == BLOCK))
    if behind := content[at:].strip(b"\0"):
        yield Piece(what="after the archive", content=behind, file=True)


def _fields(head: bytes) -> bytes:
    """Return name, link, user and group of a header, a line each; of a long name, the front part stands in a field of its own."""
    name = head[345:500].rstrip(b"\0") + b"/" + head[:100].rstrip(b"\0")
    return b"\n".join((name, *(head[low:high].strip(b"\0") for low, high in ((157, 257), (265, 297), (297, 329)))))


def _size(field: bytes) -> int:
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:])
    return int(field.strip(b" \0") or b"0", 8)


def git_object(content: bytes) -> Piece | None:
    """Return what an object of a git repository, or another packed stream, unpacks to; null where it is none. Raises Unopened."""
    if len(content) < 6 or content[0] & 0x0F != 8 or int.from_bytes(content[:2]) % 31:
        return None
    try:
        begins = zlib.decompressobj().decompress(content, 64)
    except zlib.error:
        return None
    said, behind = inflated(content, 15)
    if behind or len(said) > LARGEST:
        raise Unopened("more lies behind a packed stream")
    match = _OBJECT.match(begins)
    if match is None:
        return Piece(what="packed stream", content=said, file=True)
    return Piece(what=f"git {match[1].decode()}", content=said[match.end() :], file=match[1] == b"blob")
