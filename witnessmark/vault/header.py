"""The header of an age file, read strictly (C2SP age.md, version 1): what the specification says must be refused is refused here.

pyrage accepts some files that it must not; nothing reaches it that was not read here first.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from witnessmark.records.faults import Damaged

FIRST = b"age-encryption.org/v1\n"
ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ARMOR_END = b"-----END AGE ENCRYPTED FILE-----"
COLUMNS = 64
MOST_STANZAS = 200
LARGEST_HEADER = 2 * 2**20
"""Bytes."""
WORK_FACTOR = 22
"""Base-two logarithm of the work of scrypt, at most: more would let a file hold the machine for minutes."""
NONCE = 16
TAG = 16
CHUNK = 65536
_VISIBLE = re.compile(rb"[\x21-\x7e]+")
_DECIMAL = re.compile(r"[1-9][0-9]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stanza:
    """One way to the file's key."""

    sort: str
    arguments: tuple[str, ...]
    """Without the sort."""
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header that was read whole."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    """What the MAC is over: from the first byte to the `---`."""
    mac: bytes
    payload: int
    """Where the payload begins, in bytes."""


def dearmored(content: bytes) -> bytes:
    """Return a binary age file of an armoured one (RFC 7468, strict), and any other content as it is. Raises Damaged."""
    said = content.strip(b" \t\r\n")
    if not said.startswith(b"-----BEGIN"):
        return content
    lines = re.split(rb"\r?\n", said)
    if lines[0] != ARMOR or lines[-1] != _ARMOR_END or len(lines) < 3:
        raise Damaged("the armour of an age file does not begin and end as it must")
    rows = lines[1:-1]
    if any(len(row) != COLUMNS for row in rows[:-1]) or not 0 < len(rows[-1]) <= COLUMNS:
        raise Damaged("the armour of an age file has lines of another length than 64 columns")
    try:
        joined = b"".join(rows)
        binary = base64.b64decode(joined, validate=True)
    except ValueError:
        raise Damaged("the armour of an age file is no base64") from None
    if base64.b64encode(binary) != joined:
        raise Damaged("the armour of an age file is not written in the one way that base64 has")
    return binary


def read_header(content: bytes) -> Header:
    """Return the header of a binary age file. Raises Damaged with the rule that it breaks, and nothing of what it holds."""
    if not content.startswith(FIRST):
        raise Damaged("no age file of version 1: its first line is another")
    at, stanzas = len(FIRST), []
    while not content.startswith(b"---", at):
        stanza, at = _stanza(content, at)
        stanzas.append(stanza)
        if len(stanzas) > MOST_STANZAS:
            raise Damaged(f"an age file for more than {MOST_STANZAS} recipients")
    if not stanzas:
        raise Damaged("an age file for nobody: it has no recipient")
    line, after = _line(content, at)
    if not line.startswith(b"--- "):
        raise Damaged("the last line of an age header has no blank before its MAC")
    mac = canonical_base64(line[4:].decode("latin-1"))
    if mac is None or len(mac) != 32:
        raise Damaged("the MAC of an age header is not the base64 of 32 bytes")
    for stanza in stanzas:
        _allowed(stanza, alone=len(stanzas) == 1)
    _payload(content, after)
    return Header(stanzas=tuple(stanzas), authenticated=content[: at + 3], mac=mac, payload=after)


def canonical_base64(words: str) -> bytes | None:
    """Return the bytes of unpadded base64, or null where it is none, is padded, or is not the one way to write them."""
    try:
        content = base64.b64decode(words + "=" * (-len(words) % 4), validate=True)
    except ValueError:
        return None
    return content if base64.b64encode(content).rstrip(b"=") == words.encode("utf-8", "replace") else None


def _line(content: bytes, at: int) -> tuple[bytes, int]:
    end = content.find(b"\n", at, min(len(content), LARGEST_HEADER))
    if end < 0:
        raise Damaged("an age header that does not end")
    return content[at:end], end + 1


def _stanza(content: bytes, at: int) -> tuple[Stanza, int]:
    line, at = _line(content, at)
    if not line.startswith(b"-> "):
        raise Damaged("a line of an age header begins neither a recipient nor the MAC")
    arguments = line[3:].split(b" ")
    if not all(_VISIBLE.fullmatch(argument) for argument in arguments):
        raise Damaged("an age recipient with an empty argument, or one of other signs than visible ASCII")
    rows = []
    while True:
        row, at = _line(content, at)
        if len(row) > COLUMNS:
            raise Damaged("the body of an age recipient has a line of more than 64 columns")
        rows.append(row)
        if len(row) < COLUMNS:
            break
    body = canonical_base64(b"".join(rows).decode("latin-1"))
    if body is None:
        raise Damaged("the body of an age recipient is not base64 as it must be written")
    sort, *rest = (argument.decode("ascii") for argument in arguments)
    return Stanza(sort=sort, arguments=tuple(rest), body=body), at


_SHARE = {"X25519": 32, "mlkem768x25519": 1120}
"""Bytes of the one argument of each kind."""
_WRAPPED = 32
"""Bytes of a wrapped file key, with its tag."""


def _allowed(stanza: Stanza, *, alone: bool) -> None:
    """Ask whether a stanza of a native kind is as it must be; others are passed over, as the specification wants."""
    if stanza.sort in _SHARE:
        share = canonical_base64(stanza.arguments[0]) if len(stanza.arguments) == 1 else None
        if share is None or len(share) != _SHARE[stanza.sort]:
            raise Damaged(f"an age recipient {stanza.sort} without its one share of {_SHARE[stanza.sort]} bytes")
    elif stanza.sort == "scrypt":
        if not alone:
            raise Damaged("an age file with a passphrase beside other recipients")
        salt = canonical_base64(stanza.arguments[0]) if len(stanza.arguments) == 2 else None
        if salt is None or len(salt) != 16 or not _DECIMAL.fullmatch(stanza.arguments[1]):
            raise Damaged("an age passphrase without salt of 16 bytes and decimal work factor")
        if len(stanza.arguments[1]) > 2 or int(stanza.arguments[1]) > WORK_FACTOR:
            raise Damaged(f"an age passphrase whose work factor is above {WORK_FACTOR}")
    else:
        return
    if len(stanza.body) != _WRAPPED:
        raise Damaged(f"an age recipient {stanza.sort} whose wrapped key has another length than {_WRAPPED} bytes")


def _payload(content: bytes, at: int) -> None:
    """Ask whether the payload's length can be: a nonce, then whole chunks, then one that is not empty unless it is the only one."""
    sealed = len(content) - at - NONCE
    if sealed < TAG:
        raise Damaged("an age file whose payload is cut off")
    last = sealed % (CHUNK + TAG)
    if 0 < last < TAG or (last == TAG and sealed > CHUNK + TAG):
        raise Damaged("an age file whose last chunk is cut off or empty")
