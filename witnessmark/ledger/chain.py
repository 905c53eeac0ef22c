"""Bytes, commitments, chain and growing tree of the log, exactly as docs/formats/ledger-entry.md defines them. No I/O.

Hashes of nodes and audit paths are those of every tree of the house: `records.merkle`.

Digests are bytes here and lower-case hexadecimal in entries.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring

from witnessmark.records.canonical import LARGEST_INTEGER, Json, canonical
from witnessmark.records.entries import Entry, Written
from witnessmark.records.merkle import node_hash

START = "0" * 64
"""What the first entry names as the entry before it."""

EMPTY = hashlib.sha256(b"").digest()
"""Root of the tree without leaves."""

SECOND = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
"""A time as an entry has it: UTC, RFC 3339, whole seconds."""

_FIELD = b"witnessmark/field/v1\0"
_PAYLOAD = b"witnessmark/payload/v1\0"
_ACTOR = b"witnessmark/actor/v1\0"
_VIEW = b"witnessmark/view/v1"

EVIDENCE_START = hashlib.sha256(_VIEW).hexdigest()
"""Digest of the evidence of an empty log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A payload ready to be written: its canonical text and the commitment that its entry holds."""

    text: str
    commitment: str


def entry_bytes(entry: Entry) -> bytes:
    """Return the bytes of an entry: its canonical JSON."""
    # Written out, not by canonical(): seven known keys in their order. A test holds the two together.
    actor, at, ident, payload, prev, type_ = map(
        encode_basestring, (entry.actor, entry.at, entry.id, entry.payload, entry.prev, entry.type)
    )
    text = f'{{"actor":{actor},"at":{at},"id":{ident},"payload":{payload},"prev":{prev},"seq":{entry.seq},"type":{type_}}}'
    return text.encode()


def link(raw: bytes) -> str:
    """Return what the next entry names as `prev`: the SHA-256 of an entry's bytes."""
    return hashlib.sha256(raw).hexdigest()


def evidence_after(digest: str, leaf: bytes) -> str:
    """Return the evidence digest after one more entry that is evidence."""
    return hashlib.sha256(bytes.fromhex(digest) + leaf).hexdigest()


# Commitments


def field_salt(salt: bytes, name: str) -> bytes:
    """Return the salt of one field: it opens that field and says nothing of the others."""
    return hmac.digest(salt, b"field\0" + name.encode(), "sha256")


def field_digest(name: str, value: Json, salt_of_field: bytes) -> str:
    """Return the commitment to one field of a payload."""
    return _field_digest(name, _value_text(value), salt_of_field)


def payload_commitment(digests: Mapping[str, str]) -> str:
    """Return the commitment to a payload from those to its fields."""
    return hashlib.sha256(_PAYLOAD + _object_text({name: encode_basestring(digests[name]) for name in digests}).encode()).hexdigest()


def seal(payload: Mapping[str, Json], salt: bytes) -> Sealed:
    """Return a payload's canonical text and its commitment. Raises ValueError where it has no canonical form."""
    # Each value is put into its canonical form once, for the text and for its digest: this is the inner loop of every append.
    values = {name: _value_text(value) for name, value in payload.items()}
    digests = {name: _field_digest(name, text, field_salt(salt, name)) for name, text in values.items()}
    return Sealed(text=_object_text(values), commitment=payload_commitment(digests))


def actor_commitment(person: str, salt: bytes) -> str:
    """Return the commitment to the acting person."""
    return hashlib.sha256(_ACTOR + hmac.digest(salt, b"actor", "sha256") + person.encode()).hexdigest()


def broken_seal(written: Written) -> str:
    """Return what differs between a payload and the commitments of its entry, or the empty string; an erased payload differs in nothing."""
    if written.payload is None or written.by is None or written.salt is None:
        return ""
    try:
        salt = bytes.fromhex(written.salt)
        payload = seal(written.payload, salt).commitment
        actor = actor_commitment(written.by, salt)
    except ValueError:
        return "its payload or salt cannot be one"
    if payload != written.entry.payload:
        return "its payload is not the one that it committed to"
    return "" if actor == written.entry.actor else "its actor is not the one that it committed to"


def _field_digest(name: str, value: str, salt_of_field: bytes) -> str:
    return hashlib.sha256(_FIELD + salt_of_field + f"[{encode_basestring(name)},{value}]".encode()).hexdigest()


def _object_text(values: Mapping[str, str]) -> str:
    names = sorted(values) if all(map(str.isascii, values)) else sorted(values, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join([f"{encode_basestring(name)}:{values[name]}" for name in names]) + "}"


def _value_text(value: Json) -> str:
    # The three forms of nearly every field, without the detour over a JSON encoder; canonical() is the definition.
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_INTEGER:
        return str(value)
    return canonical(value).decode()


# The tree of RFC 6962


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """The roots of the full subtrees of a growing tree, largest first: all that is needed to go on or to close it."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @property
    def root(self) -> bytes:
        """Root of the tree over the leaves so far."""
        if not self.peaks:
            return EMPTY
        right = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            right = node_hash(left, right)
        return right


def extend(frontier: Frontier, leaves: Iterable[bytes]) -> Frontier:
    """Return the frontier after more leaves."""
    size, peaks = frontier.size, list(frontier.peaks)
    for leaf in leaves:
        node, full = leaf, size
        while full & 1:
            node = node_hash(peaks.pop(), node)
            full >>= 1
        peaks.append(node)
        size += 1
    return Frontier(size=size, peaks=tuple(peaks))


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the root of the tree over leaf hashes."""
    return extend(Frontier(), leaves).root


def consistency_proof(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """Return the proof that the tree over the first leaves is the beginning of this one (RFC 6962, 2.1.2). Raises ValueError."""
    if not 0 < first <= len(leaves):
        raise ValueError(f"a tree of {first} is no beginning of one of {len(leaves)}")
    low, high, path, whole = 0, len(leaves), [], True
    while first != high:
        split = low + _largest_power_below(high - low)
        if first <= split:
            path.append(root(leaves[split:high]))
            high = split
        else:
            path.append(root(leaves[low:split]))
            low, whole = split, False
    if not whole:
        path.append(root(leaves[low:high]))
    return tuple(reversed(path))


def consistent(*, first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Return whether a proof shows that the second tree begins with the first."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and hmac.compare_digest(first_root, second_root)
    nodes = list(path)
    if first & (first - 1) == 0:
        nodes.insert(0, first_root)
    if not nodes:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, node)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(old, first_root) and hmac.compare_digest(new, second_root)


def _largest_power_below(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1
