"""Statements that write a ledger, the same on every database; the caller holds the one writing transaction.

Imports SQLAlchemy: imported inside functions only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from witnessmark.ledger import chain, sql
from witnessmark.ledger.authority import objection
from witnessmark.ledger.fold import SAFE, fold, touches
from witnessmark.ledger.overlay import Overlay, hold_ids
from witnessmark.ledger.schema import ABOUT, ENTRY, ERASED, PAYLOAD, PROJECTION, PROJECTION_KEY
from witnessmark.records.canonical import Json, digest_of
from witnessmark.records.codec import decode, encode
from witnessmark.records.entries import NO_EVIDENCE, PAYLOADS, Entry, PayloadErased, Row, Written
from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.records.merkle import leaf_hash

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

LARGEST_PAYLOAD = 4 * 1024 * 1024
"""Characters of canonical JSON."""

KEPT = NO_EVIDENCE | {"case-opened", "payload-erased"}
"""Types whose payload is never erased: they hold no word of anybody's, and other things are proved by them."""

_CHUNK = 1000
"""Entries that are folded before their rows are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes, when, and where randomness comes from."""

    by: str
    at: str
    random: Callable[[int], bytes]


def payload_of(type_: str, record: object) -> dict[str, Json]:
    """Return the payload of a record, checked field by field. Raises Misused."""
    kind = PAYLOADS.get(type_)
    if kind is None:
        raise Misused(f"{type_!r} is no type of entry; the types are: {', '.join(sorted(PAYLOADS))}")
    if type(record) is not kind:
        raise Misused(f"an entry of type {type_} holds a {kind.__name__}, not a {type(record).__name__}")
    try:
        payload = cast("dict[str, Json]", encode(record))
        decode(kind, payload, where=type_)
        if type_ == "claim-accepted" and digest_of(payload["content"]) != payload["version"]:
            raise Misused(f"claim {payload['claim']}: its version is not the digest of its content")
    except ValueError as fault:
        raise Misused(f"this cannot be an entry: {fault}") from None
    return payload


def append(conn: Connection, items: Sequence[tuple[str, dict[str, Json]]], author: Author) -> tuple[Written, ...]:
    """Write entries, payloads and projections. Raises Misused, Refused, Damaged."""
    if not SAFE.fullmatch(author.by):
        raise Misused(f"{author.by!r} cannot be a person's id")
    if not chain.SECOND.fullmatch(author.at):
        raise Misused(f"{author.at!r} is no time of an entry: UTC in whole seconds is wanted, as in 2026-01-31T12:00:00Z")
    seq, prev, opened_by = _end(conn)
    overlay = Overlay(conn)
    overlay.prefetch([("state", "state"), ("person", author.by)])
    named = [ident for type_, payload in items for ident in touches(type_, payload, author.by)]
    hold_ids(named)
    overlay.prefetch(named)
    written, rows, payloads = [], [], []
    for type_, payload in items:
        _permit(overlay, seq, type_, payload, author, opened_by)
        one, text, raw = _seal(seq, prev, type_, payload, author)
        leaf = leaf_hash(raw)
        overlay.put(fold(one.entry, leaf, by=author.by, payload=payload, get=overlay.get))
        rows.append({**_columns(one.entry), "leaf": leaf.hex()})
        payloads.append({"seq": seq, "by": author.by, "salt": one.salt, "body": text})
        written.append(one)
        seq, prev, opened_by = seq + 1, chain.link(raw), opened_by or author.by
    conn.execute(sa.insert(ENTRY), rows)
    conn.execute(sa.insert(PAYLOAD), payloads)
    overlay.write()
    return tuple(written)


def erase(conn: Connection, ident: str, reason: str, author: Author) -> Written:
    """Destroy a payload and fold everything anew without it. Raises Misused, Refused, Damaged."""
    gone = sql.entry(conn, ident)
    if gone is None:
        raise Misused(f"no entry has the id {ident!r}")
    if gone.entry.type in KEPT:
        raise Refused(f"entry {ident} is a {gone.entry.type}: it holds nothing to be erased, and other things are proved by it")
    if gone.payload is None or gone.by is None:
        raise Misused(f"the payload of entry {ident} was erased before")
    named = touches(gone.entry.type, gone.payload, gone.by)
    before = [sql.row(conn, *name) for name in named]
    conn.execute(sa.insert(ERASED), {"seq": gone.entry.seq})
    conn.execute(sa.delete(PAYLOAD).where(PAYLOAD.c.seq == gone.entry.seq))
    (written,) = append(conn, [("payload-erased", payload_of("payload-erased", PayloadErased(entry=ident, reason=reason)))], author)
    refold(conn, recompute=False)
    for (kind, row_id), was in zip(named, before, strict=True):
        now = sql.row(conn, kind, row_id)
        if now is None and was is not None and kind == "person" and was.body["active"]:
            raise Refused(f"person {row_id} is still of this case: revoke the person first, then erase")
        if now is not None and _brings_back(was, now):
            earlier = f": erase entry {now.body['entry']} first" if "entry" in now.body else ""
            raise Refused(f"erasing entry {ident} would bring back what it replaced or took away of {kind} {row_id}{earlier}")
    conn.execute(sa.delete(ABOUT).where(ABOUT.c.name == "scrub"))
    conn.execute(sa.insert(ABOUT), {"name": "scrub", "value": "pending"})
    return written


def refold(conn: Connection, *, recompute: bool) -> None:
    """Fold all projections anew from entries and payloads, in this transaction.

    With `recompute`, every payload is held against what its entry committed to. Raises Damaged.
    """
    conn.execute(sa.delete(PROJECTION_KEY))
    conn.execute(sa.delete(PROJECTION))
    start = 0
    while page := sql.entries(conn, start, _CHUNK):
        overlay = Overlay(conn)
        overlay.prefetch([("state", "state")])
        overlay.prefetch(
            name for one in page if one.payload is not None for name in touches(one.entry.type, one.payload, one.by or "")
        )
        for one in page:
            if recompute:
                _hold(conn, one)
            leaf = leaf_hash(chain.entry_bytes(one.entry))
            try:
                overlay.put(fold(one.entry, leaf, by=one.by, payload=one.payload, get=overlay.get))
            except (KeyError, TypeError, ValueError):
                raise Damaged(f"the payload of entry {one.entry.seq} is not one of a {one.entry.type}: restore from a backup") from None
        overlay.write()
        start = page[-1].entry.seq + 1


def rebuild(conn: Connection) -> str:
    """Fold anew and return the SHA-256 of the dump, each line with its line end. Raises Damaged."""
    refold(conn, recompute=True)
    digest = hashlib.sha256()
    for line in sql.dump(conn):
        digest.update(line + b"\n")
    return digest.hexdigest()


def _end(conn: Connection) -> tuple[int, str, str | None]:
    """The number of the next entry, what it names as the one before it, and who opened the case."""
    last = sql.last_entry(conn)
    if last is None:
        return 0, chain.START, None
    entry, leaf = last
    raw = chain.entry_bytes(entry)
    if leaf_hash(raw).hex() != leaf:
        raise Damaged(f"entry {entry.seq} ({entry.id}) was changed after it was written: run `witnessmark check`, restore from a backup")
    opened = next(iter(sql.entries(conn, 0, 1)), None)
    return entry.seq + 1, chain.link(raw), opened.by if opened else None


def _permit(overlay: Overlay, seq: int, type_: str, payload: dict[str, Json], author: Author, opened_by: str | None) -> None:
    person = overlay.get("person", author.by)
    roles = cast("list[str]", person.body["roles"]) if person else None
    against = objection(seq=seq, type_=type_, by=author.by, payload=payload, roles=roles, opened_by=opened_by)
    if against:
        raise Refused(f"the ledger takes no {type_} of person {author.by}: {against}")
    if type_ == "question-merged":
        _no_circle(overlay, cast(str, payload["question"]), cast(str, payload["into"]))


def _no_circle(overlay: Overlay, question: str, into: str) -> None:
    at: str | None = into
    while at is not None:
        if at == question:
            raise Misused(f"question {question} cannot go on in {into}, which goes on in it")
        row = overlay.get("question", at)
        at = cast("str | None", row.body["merged_into"]) if row else None


def _seal(seq: int, prev: str, type_: str, payload: dict[str, Json], author: Author) -> tuple[Written, str, bytes]:
    salt = author.random(32)
    try:
        sealed = chain.seal(payload, salt)
    except ValueError as fault:
        raise Misused(f"this cannot be a {type_}: {fault}") from None
    if len(sealed.text) > LARGEST_PAYLOAD:
        raise Misused(f"a {type_} of {len(sealed.text)} characters is too large for the ledger; {LARGEST_PAYLOAD} are the most")
    entry = Entry(
        seq=seq, id=author.random(16).hex(), type=type_, at=author.at, prev=prev,
        actor=chain.actor_commitment(author.by, salt), payload=sealed.commitment,
    )
    return Written(entry=entry, by=author.by, payload=payload, salt=salt.hex()), sealed.text, chain.entry_bytes(entry)


def _columns(entry: Entry) -> dict[str, str | int]:
    return {"seq": entry.seq, "id": entry.id, "type": entry.type, "at": entry.at, "prev": entry.prev, "actor": entry.actor,
            "payload": entry.payload}


def _hold(conn: Connection, one: Written) -> None:
    """Hold a payload against what its entry committed to; a missing one must have been erased."""
    where = f"entry {one.entry.seq} ({one.entry.id})"
    if one.payload is None or one.by is None or one.salt is None:
        if not sql.is_erased(conn, one.entry.seq):
            raise Damaged(f"the payload of {where} is gone and was not erased: restore the ledger from a backup")
        return
    if fault := chain.broken_seal(one):
        raise Damaged(f"{where}: {fault}; restore the ledger from a backup")


def _brings_back(was: Row | None, now: Row) -> bool:
    """Whether a row says something after an erasure that it did not say before: less is what was asked for, other is not."""
    if was is None:
        return True
    before, after = was.body, now.body
    if now.kind == "document":
        return after["disclosure"] != before["disclosure"] or after["reading"] not in (None, before["reading"])
    if now.kind == "person":
        return {**after, "history": []} != {**before, "history": []}
    if now.kind == "question" and after["asked"] is None:
        return after["merged_into"] != before["merged_into"]
    return before != after
