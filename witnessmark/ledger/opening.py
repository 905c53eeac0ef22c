"""Selective disclosure: an entry with some fields of its payload opened, and the others as digests that still add up."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from witnessmark.ledger import chain
from witnessmark.records.canonical import DIGEST, Json
from witnessmark.records.codec import decode, encode
from witnessmark.records.entries import Entry, Written
from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.records.merkle import leaf_hash

_MOST_FIELDS = 100
_SALT = re.compile(r"[0-9a-f]{64}")


def open_entry(written: Written, fields: Collection[str]) -> dict[str, Json]:
    """Return an entry with the named fields opened: value and the salt of that field alone; the other fields are digests.

    Raises Misused for a field that the payload lacks, Refused where the payload was erased.
    """
    if written.payload is None or written.salt is None:
        raise Refused(f"entry {written.entry.id} cannot be opened: its payload was erased")
    if unknown := sorted(set(fields) - set(written.payload)):
        raise Misused(f"a {written.entry.type} has no field {unknown[0]!r}")
    salt = bytes.fromhex(written.salt)
    shown: dict[str, Json] = {}
    for name, value in sorted(written.payload.items()):
        salt_of_field = chain.field_salt(salt, name)
        if name in fields:
            shown[name] = {"value": value, "salt": salt_of_field.hex()}
        else:
            shown[name] = {"digest": chain.field_digest(name, value, salt_of_field)}
    return {"entry": encode(written.entry), "fields": shown}


def verify_opening(opened: Mapping[str, Json]) -> str:
    """Return the leaf hash of an opened entry, hexadecimal, after its fields were found to be the committed ones.

    That the leaf stands in a log is for an inclusion proof to show. Raises Damaged where anything differs or is malformed.
    """
    if set(opened) != {"entry", "fields"}:
        raise Damaged("an opened entry has exactly the members `entry` and `fields`")
    try:
        entry = decode(Entry, opened["entry"], where="entry")
    except ValueError as fault:
        raise Damaged(f"an opened entry is malformed: {fault}") from None
    fields = opened["fields"]
    if not isinstance(fields, Mapping) or not 0 < len(fields) <= _MOST_FIELDS:
        raise Damaged(f"entry {entry.id}: its fields are no object of 1 to {_MOST_FIELDS}")
    try:
        commitment = chain.payload_commitment({name: _digest(entry.id, name, shown) for name, shown in fields.items()})
        raw = chain.entry_bytes(entry)
    except ValueError as fault:
        raise Damaged(f"entry {entry.id}: a value has no canonical form: {fault}") from None
    if commitment != entry.payload:
        raise Damaged(f"entry {entry.id}: the fields shown are not those that the entry committed to")
    return leaf_hash(raw).hex()


def _digest(ident: str, name: str, shown: Json) -> str:
    if isinstance(shown, Mapping):
        digest, salt = shown.get("digest"), shown.get("salt")
        if set(shown) == {"digest"} and isinstance(digest, str) and DIGEST.fullmatch(digest):
            return digest
        if set(shown) == {"value", "salt"} and isinstance(salt, str) and _SALT.fullmatch(salt):
            return chain.field_digest(name, shown["value"], bytes.fromhex(salt))
    raise Damaged(f"entry {ident}: field {name!r} is neither a value with its salt nor a digest")
