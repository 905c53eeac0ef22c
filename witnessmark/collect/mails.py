"""Mail: the attachments of a message, and the messages of a mailbox.

Parts are found by their boundaries, in place and without recursion; the standard library's parser copies a message several
times over and follows as many layers as somebody cares to write. Only header fields go to the standard library.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import pairwise

from witnessmark.collect.limits import Account, OverLimit
from witnessmark.collect.names import inside, remarks, written
from witnessmark.records.containers import MAIL, sender_lines
from witnessmark.records.documents import Capture, How, LeftOut

LAYERS = 20
"""Multiparts inside one another within one message: mail programs write four."""
HEADER_BYTES = 256 * 1024
"""Bytes of the header of a part that are looked at."""
FIELD_BYTES = 16 * 1024
"""Bytes of one header field that are looked at; a file name of 4,000 characters fits in."""

_WANTED = (b"content-type", b"content-disposition", b"content-transfer-encoding", b"content-description")


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a message: where its header and body stand, and its number (`2.1`)."""

    begin: int
    end: int
    number: str
    layer: int


def in_mailbox(container: Capture, digest: str, account: Account) -> Iterator[Capture | LeftOut]:
    """Yield the messages of a mailbox, as they stand between its `From ` lines."""
    data = container.content
    for number, (begin, end) in enumerate(pairwise([*sender_lines(data), len(data)]), 1):
        account.member()
        first = data.find(b"\n", begin, end) + 1
        size = end - first
        name = f"message {number}"
        try:
            account.unpacked(size)
            account.item(size)
        except OverLimit as limit:
            if limit.whole:
                raise
            yield LeftOut(name=name, why=str(limit), parent=digest)
            continue
        # The empty line before the next `From ` line belongs to the mailbox.
        blank = 0 if end == len(data) else 2 if data[end - 2 : end] == b"\r\n" else 1
        yield Capture(
            content=data[first : end - blank],
            name=name,
            how=How.MAIL,
            came_from=inside(container.came_from, name),
            parent=digest,
            member=name,
            declared=MAIL,
            remark=f"mailbox line: {written(data[begin : first - 1].strip()[:300])[0]}",
        )


def in_mail(container: Capture, digest: str, account: Account) -> Iterator[Capture | LeftOut]:
    """Yield the attachments of a message: every part that is not its own words."""
    data = container.content
    begin = len(data) - len(data.lstrip(b"\r\n"))
    todo = [_Part(begin, len(data), "", 0)]
    seen = 0
    while todo:
        seen += 1
        if seen > account.limits.members:
            why = f"more than {account.limits.members:,} parts: the rest stays inside the kept message."
            yield LeftOut(name=container.name, why=why, parent=digest)
            return
        part = todo.pop()
        header, body = _header(data, part)
        kind = header.get_content_type()
        boundary = _boundary(header) if kind.startswith("multipart/") else b""
        if boundary and part.layer >= LAYERS:
            why = f"more than {LAYERS} layers of parts: they stay inside the kept message."
            yield LeftOut(name=f"part {part.number}", why=why, parent=digest)
        elif boundary:
            todo += reversed(list(_parts(data, body, part, boundary, account.limits.members - seen + 1)))
        elif _is_attachment(header, kind, part):
            yield _attachment(container, digest, header, memoryview(data)[body : part.end], part, account)


def _header(data: bytes, part: _Part) -> tuple[Message, int]:
    """Return the fields of a part that are wanted, and where its body begins."""
    message = Message()
    begin = part.begin
    if data.startswith((b"\r\n", b"\n"), begin, part.end):
        return message, data.index(b"\n", begin) + 1
    ends = [at + len(mark) for mark in (b"\n\r\n", b"\n\n") if (at := data.find(mark, begin, min(part.end, begin + HEADER_BYTES))) >= 0]
    body = min(ends, default=part.end)
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", data[begin : min(body, begin + HEADER_BYTES)])
    for line in unfolded.split(b"\n"):
        field, _, value = line.partition(b":")
        if field.strip().lower() in _WANTED and field.decode("ascii", "replace") not in message:
            text = value[:FIELD_BYTES].strip().decode("utf-8", "backslashreplace")
            message[field.decode("ascii", "replace")] = text
    return message, body


def _boundary(header: Message) -> bytes:
    try:
        boundary = header.get_boundary() or ""
    except (ValueError, LookupError, TypeError):
        return b""
    return boundary[:200].encode("utf-8", "replace")


def _parts(data: bytes, body: int, part: _Part, boundary: bytes, most: int) -> Iterator[_Part]:
    """Yield the parts between the boundaries of a multipart, at most so many."""
    mark = b"\n--" + boundary
    begin, number = -1, 0
    at = body - 2
    for _ in range(10 * most):
        at = data.find(mark, at + 1, part.end)
        if at < 0 or number >= most:
            break
        after = at + len(mark)
        line_end = data.find(b"\n", after, part.end)
        rest = data[after : min(line_end if line_end >= 0 else part.end, after + 80)].strip()
        if rest not in (b"", b"--"):
            continue
        if begin >= 0:
            end = at - (data[at - 1 : at] == b"\r")
            yield _Part(begin, max(begin, end), _number(part, number), part.layer + 1)
        begin, number = line_end + 1, number + 1
        if rest == b"--" or line_end < 0:
            return
    if begin >= 0:
        yield _Part(begin, part.end, _number(part, number), part.layer + 1)


def _number(part: _Part, number: int) -> str:
    return f"{part.number}.{number}" if part.number else str(number)


def _is_attachment(header: Message, kind: str, part: _Part) -> bool:
    if not part.number and "content-type" not in header:
        return False
    disposition = str(header.get("content-disposition", "")).strip().lower()
    return disposition.startswith("attachment") or bool(_filename(header)) or not kind.startswith(("text/plain", "text/html", "multipart/"))


def _filename(header: Message) -> str:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        name = header.get_filename("")
        return str(make_header(decode_header(name))) if "=?" in name else name
    except (ValueError, LookupError, TypeError, AttributeError, HeaderParseError, binascii.Error):
        return str(header.get("content-disposition", ""))[:200]


def _attachment(container: Capture, digest: str, header: Message, body: memoryview, part: _Part, account: Account) -> Capture | LeftOut:
    account.member()
    where = f"part {part.number}" if part.number else "the body"
    name, cut = written(_filename(header) or where)
    try:
        account.item(len(body) * 3 // 4)
        content, said = _transferred(body, str(header.get("content-transfer-encoding", "")))
        account.unpacked(len(content))
        account.item(len(content))
    except OverLimit as limit:
        if limit.whole:
            raise
        return LeftOut(name=name, why=str(limit), parent=digest)
    return Capture(
        content=content,
        name=name,
        how=How.MAIL,
        came_from=inside(container.came_from, name),
        parent=digest,
        member=name,
        declared=written(header.get_content_type())[0],
        remark=remarks(where, cut, said),
    )


def _transferred(body: memoryview, coding: str) -> tuple[bytes, str]:
    """Return a part without its transfer encoding, and a remark where that was not whole."""
    coding = coding.strip().lower().partition(";")[0]
    if coding == "base64":
        packed = bytes(body).translate(None, delete=b"\r\n \t")
        try:
            return binascii.a2b_base64(packed, strict_mode=True), ""
        except binascii.Error:
            clean = re.sub(rb"[^A-Za-z0-9+/]", b"", packed.partition(b"=")[0])
            whole = clean[: len(clean) - (len(clean) % 4 == 1)]
            return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)), "its base64 is damaged or cut off: what could be read"
    if coding == "quoted-printable":
        return quopri.decodestring(bytes(body)), ""
    if coding in ("", "7bit", "8bit", "binary"):
        return bytes(body), ""
    return bytes(body), f"transfer encoding {coding[:40]!r} was not undone"
