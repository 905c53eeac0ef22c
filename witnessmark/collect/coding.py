"""Codings of HTTP: what a server packed for the way is unpacked under limits, and what cannot be is kept as it was sent."""

from __future__ import annotations

from witnessmark.collect.limits import Account
from witnessmark.collect.names import remarks
from witnessmark.collect.unpack import BROKEN, inflate

CODINGS = 3
"""Codings over one another that are undone; servers use one."""
CHUNKS = 1_000_000
"""Chunks of one body: servers send some thousand bytes in each."""


def decoded(body: bytes, codings: str, account: Account) -> tuple[bytes, str]:
    """Return a body without its content codings, and a remark on what could not be undone.

    Raises OverLimit where it swells beyond the limits.
    """
    names = [name.strip().lower() for name in codings[:200].split(",") if name.strip()]
    said = ""
    for done, coding in enumerate(reversed(names)):
        if coding in ("identity", "none"):
            continue
        if done >= CODINGS or coding not in ("gzip", "x-gzip", "deflate"):
            return body, remarks(said, f"content coding {coding!r} was not undone: these are the bytes as they were sent")
        try:
            body, cut = _ungzipped(body, account) if coding != "deflate" else _undeflated(body, account)
        except BROKEN as fault:
            why = f"content coding {coding!r} was declared, but the bytes do not unpack ({fault}): kept as they were sent"
            return body, remarks(said, why)
        said = remarks(said, f"content coding {coding!r} undone{cut}")
    return body, said


def _ungzipped(body: bytes, account: Account) -> tuple[bytes, str]:
    out = bytearray()
    rest = memoryview(body)
    while bytes(rest[:3]) == b"\x1f\x8b\x08" or not out:
        part = inflate(rest, 31, account)
        out += part.content
        account.item(len(out))
        if not part.ended:
            return bytes(out), ", but it is cut off"
        rest = rest[part.consumed :]
        if not rest:
            return bytes(out), ""
    return bytes(out), f", {len(rest)} bytes behind it left out"


def _undeflated(body: bytes, account: Account) -> tuple[bytes, str]:
    try:
        part = inflate(memoryview(body), 15, account)
    except BROKEN:
        # Half of the world's servers send this coding without the wrapper that the standard wants.
        part = inflate(memoryview(body), -15, account)
    return part.content, "" if part.ended else ", but it is cut off"


def unchunked(body: bytes) -> tuple[bytes, str]:
    """Return a body that was sent in chunks as one; as it is, with a remark, where it is not sent so."""
    out = bytearray()
    at = 0
    for _ in range(CHUNKS):
        end = body.find(b"\r\n", at, at + 1024)
        size = _chunk_size(body[at:end]) if end >= 0 else None
        if size is None or end + 2 + size > len(body):
            break
        if size == 0:
            return bytes(out), ""
        out += body[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
    return body, "sent in chunks by its header, but not in fact, or cut off: kept as it was recorded"


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";", 1)[0].strip()
    try:
        return int(digits, 16) if digits.isalnum() and len(digits) <= 16 else None
    except ValueError:
        return None
