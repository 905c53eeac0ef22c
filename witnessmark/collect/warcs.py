"""Web archives: each answer and resource of a WARC by itself, with its address, date and status.

The frames around records are read here and not by warcio's iterator, which ends in silence where a file is damaged and has no
bound for a line; warcio parses the HTTP header.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from witnessmark.collect.coding import decoded, unchunked
from witnessmark.collect.limits import Account, OverLimit, in_bytes
from witnessmark.collect.names import inside, remarks, written
from witnessmark.records.canonical import Json, canonical
from witnessmark.records.documents import Capture, How, LeftOut

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

HEADER_BYTES = 256 * 1024
"""Bytes of the header of a record, and of the HTTP header in it: servers stop at 16 to 64 KiB."""
_STEP = 256 * 1024
_FRAMES = 10
"""Records and empty lines for each member that may come out: an answer has a request, a metadata record and blanks beside it."""
_TEARS = 1_000
"""Damaged packed parts after which the rest is given up."""
_QUIET = frozenset({"warcinfo", "request", "metadata"})
"""Records that say how another was made: they stay inside the kept archive."""
_MAGIC = b"\x1f\x8b\x08"


def in_warc(container: Capture, digest: str, account: Account) -> Iterator[Capture | LeftOut]:
    """Yield the answers and resources of a WARC, with the digest of the document that holds it as their parent."""
    plain = _Plain(container.content, account)
    strays = 0
    for _ in range(_FRAMES * account.limits.members):
        line = plain.line()
        if not line:
            torn = ""
            break
        if line.startswith(b"WARC/"):
            yield from _record(container, digest, plain, account)
        elif line.strip():
            strays += len(line)
    else:
        torn = "it has more records and lines than any crawler writes"
    if strays:
        torn = remarks(torn, f"{strays:,} bytes between its records are no records")
    if why := remarks(plain.fault, torn):
        why = f"the web archive is damaged: {why}. What could be read came out; get a whole copy for the rest."
        yield LeftOut(name=container.name, why=why, parent=digest)


def _record(container: Capture, digest: str, plain: _Plain, account: Account) -> Iterator[Capture | LeftOut]:
    fields = _fields(plain)
    kind = fields.get("warc-type", "").lower()
    url = fields.get("warc-target-uri", "").strip("<>")
    ident = fields.get("warc-record-id", "") or url
    name = written(remarks(container.member or "", ident).replace("; ", " "))[0]

    def left(why: str) -> LeftOut:
        return LeftOut(name=written(remarks(name, url))[0], why=why, parent=digest)

    if not re.fullmatch(r"\d{1,15}", length := fields.get("content-length", "")):
        yield left("damaged: the record does not say how long it is.")
        return
    if kind in _QUIET:
        plain.skip(int(length))
        return
    account.member()
    if kind not in ("response", "resource"):
        plain.skip(int(length))
        yield left(_why_not(kind, fields))
        return
    if int(length) > account.limits.item_bytes:
        plain.skip(int(length))
        size, limit = in_bytes(int(length)), in_bytes(account.limits.item_bytes)
        yield left(f"{size}, larger than {limit}: take it out, split it, and collect the parts.")
        return
    before = plain.tears
    block = plain.take(int(length))
    if len(block) < int(length) or plain.tears != before:
        yield left(f"cut off or damaged: {length} bytes are declared, {len(block)} could be read. Get a whole copy of the archive.")
        return
    try:
        yield _capture(container, digest, fields, block, name, account)
    except _NoPage as why:
        yield left(str(why))
    except OverLimit as limit:
        if limit.whole:
            raise
        yield left(str(limit))


class _NoPage(Exception):
    """A record that holds no document; the text says why."""


def _why_not(kind: str, fields: dict[str, str]) -> str:
    if kind == "revisit":
        of = fields.get("warc-refers-to-target-uri") or fields.get("warc-refers-to") or "an earlier answer"
        return f"a revisit: the bytes are not recorded again, they were the same as those of {written(of)[0]}."
    if kind == "continuation":
        return "a part of a record in segments, which are not joined here."
    return f"a record of kind {written(kind)[0]!r}, which is no answer of a server."


def _capture(container: Capture, digest: str, fields: dict[str, str], block: bytes, name: str, account: Account) -> Capture:
    url = written(fields.get("warc-target-uri", "").strip("<>"))[0]
    said: dict[str, Json] = {"record": fields.get("warc-type", ""), "date": fields.get("warc-date", "")[:40]}
    declared: str | None = fields.get("content-type")
    body, remark = block, ""
    if fields.get("warc-type", "").lower() == "response" and url.lower().startswith(("http:", "https:")):
        status, header, body = _http(block)
        said["status"] = status
        declared = header.get_header("content-type")
        if status.startswith("3") and not body.strip():
            raise _NoPage(f"the server answered {status} and points to {written(header.get_header('location') or 'nowhere')[0]}")
        if "chunked" in (header.get_header("transfer-encoding") or "").lower():
            body, remark = unchunked(body)
        body, coding = decoded(body, header.get_header("content-encoding") or "", account)
        remark = remarks(remark, coding)
    if truncated := fields.get("warc-truncated"):
        remark = remarks(remark, f"the crawler cut it off: {truncated[:40]}")
    if "warc-segment-number" in fields:
        remark = remarks(remark, "only the first of several segments")
    if remark:
        said["remark"] = remark
    return Capture(
        content=body,
        name=name_of(url) or name,
        how=How.WARC,
        came_from=inside(container.came_from, remarks(name, url)),
        url=url or None,
        parent=digest,
        member=name,
        declared=written(declared)[0] if declared else None,
        remark=canonical(said).decode("utf-8"),
    )


def name_of(url: str) -> str:
    """Return the name that an address gives what it answers: the last part of its path, or its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    last = unquote(parts.path, errors="backslashreplace").rstrip("/").rpartition("/")[2]
    return written(last or parts.netloc)[0]


def _http(block: bytes) -> tuple[str, StatusAndHeaders, bytes]:
    from warcio.statusandheaders import StatusAndHeadersParser

    ends = [at + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark, 0, HEADER_BYTES)) >= 0]
    if not ends and len(block) > HEADER_BYTES:
        raise _NoPage("its HTTP header has no end: damaged.")
    end = min(ends, default=len(block))
    try:
        header = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(block[:end]))
    except (EOFError, ValueError, LookupError, TypeError) as fault:
        raise _NoPage(f"its HTTP header cannot be read: damaged ({fault}).") from fault
    status = re.match(r"\d{3}", str(header.statusline))
    return status.group() if status else "", header, block[end:]


def _fields(plain: _Plain) -> dict[str, str]:
    """Return the header of a record; an empty one where it is longer than `HEADER_BYTES`."""
    fields: dict[str, str] = {}
    size, last = 0, ""
    while (line := plain.line()).strip():
        size += len(line)
        if size > HEADER_BYTES:
            return {}
        text = line.decode("utf-8", "backslashreplace")
        if text[:1] in " \t" and last:
            fields[last] += " " + text.strip()
            continue
        field, _, value = text.partition(":")
        last = field.strip().lower()
        fields.setdefault(last, value.strip())
    return fields


class _Plain:
    """The bytes of a WARC as if it were not packed, read forward, at most a step beyond what was asked for."""

    def __init__(self, content: bytes, account: Account) -> None:
        self.fault = ""
        self.tears = 0
        self._content = content
        self._account = account
        self._packed = content.startswith(_MAGIC)
        self._ended = False
        self._engine = zlib.decompressobj(31)
        self._begin = 0
        self._at = 0
        self._waiting = b""
        self._out = 0
        self._buffer = bytearray()

    def line(self) -> bytes:
        """Return the next line, or its first `HEADER_BYTES`; empty at the end."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0 and len(self._buffer) < HEADER_BYTES:
            searched = len(self._buffer)
            if not self._fill():
                break
        end = end + 1 if 0 <= end < HEADER_BYTES else min(len(self._buffer), HEADER_BYTES)
        return self._cut(end)

    def take(self, size: int) -> bytes:
        """Return the next bytes, fewer at the end."""
        while len(self._buffer) < size and self._fill():
            continue
        return self._cut(min(size, len(self._buffer)))

    def skip(self, size: int) -> None:
        """Pass over bytes."""
        while size > 0 and (self._buffer or self._fill()):
            size -= len(self._cut(min(size, len(self._buffer))))

    def _cut(self, size: int) -> bytes:
        part = bytes(self._buffer[:size])
        del self._buffer[:size]
        return part

    def _fill(self) -> bool:
        """Add a step to the buffer; false at the end."""
        part = self._unpacked() if self._packed else self._content[self._at : self._at + _STEP]
        if not self._packed:
            self._at += len(part)
        self._account.unpacked(len(part))
        self._buffer += part
        return bool(part)

    def _unpacked(self) -> bytes:
        while not self._ended:
            if self._engine.eof:
                self._next_member()
                continue
            if not self._waiting:
                self._waiting = self._content[self._at : self._at + 65_536]
                self._at += len(self._waiting)
            drained = not self._waiting
            try:
                part = self._engine.decompress(self._waiting, _STEP)
            except zlib.error as fault:
                self._tear(f"a packed part does not unpack ({fault})")
                continue
            self._waiting = self._engine.unconsumed_tail
            self._out += len(part)
            self._account.ratio(self._out, self._at - len(self._waiting))
            if part:
                return part
            if drained and not self._engine.eof:
                self.fault = remarks(self.fault, "it is cut off")
                self._ended = True
        return b""

    def _next_member(self) -> None:
        """Go on to the packed part behind the one that ended; what is none is passed over."""
        self._at -= len(self._engine.unused_data)
        if self._at < len(self._content) and self._content[self._at : self._at + 3] != _MAGIC:
            self.fault = self.fault or "bytes between its packed parts belong to none"
        self._seek(self._at)

    def _tear(self, why: str) -> None:
        self.tears += 1
        self.fault = self.fault or why
        self._seek(self._begin + 3)
        self._ended = self._ended or self.tears >= _TEARS

    def _seek(self, start: int) -> None:
        begin = self._content.find(_MAGIC, start)
        self._waiting = b""
        if begin < 0:
            self._ended = True
            return
        self._begin = self._at = begin
        self._engine = zlib.decompressobj(31)
