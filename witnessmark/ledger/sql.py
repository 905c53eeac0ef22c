"""Statements that read a ledger, the same on every database. Imports SQLAlchemy: imported inside functions only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from witnessmark.ledger.chain import Frontier, extend
from witnessmark.ledger.schema import ENTRY, ERASED, PAYLOAD, PROJECTION, PROJECTION_KEY
from witnessmark.records.canonical import Json, canonical
from witnessmark.records.entries import Entry, Row, Written
from witnessmark.records.faults import Damaged

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

PAGE = 500
"""Rows that a stream holds at a time."""

_ENTRY_COLUMNS = (ENTRY.c.seq, ENTRY.c.id, ENTRY.c.type, ENTRY.c.at, ENTRY.c.prev, ENTRY.c.actor, ENTRY.c.payload)
_WRITTEN = sa.select(*_ENTRY_COLUMNS, PAYLOAD.c.by, PAYLOAD.c.salt, PAYLOAD.c.body).join_from(
    ENTRY, PAYLOAD, PAYLOAD.c.seq == ENTRY.c.seq, isouter=True
)
_ENTRIES = _WRITTEN.where(ENTRY.c.seq >= sa.bindparam("start")).order_by(ENTRY.c.seq).limit(sa.bindparam("many"))
_ONE_ENTRY = _WRITTEN.where(ENTRY.c.id == sa.bindparam("ident"))
_LAST = sa.select(*_ENTRY_COLUMNS, ENTRY.c.leaf).order_by(ENTRY.c.seq.desc()).limit(1)
_LEAVES = (
    sa.select(ENTRY.c.seq, ENTRY.c.leaf)
    .where(ENTRY.c.seq >= sa.bindparam("start"))
    .order_by(ENTRY.c.seq)
    .limit(sa.bindparam("many"))
)
_ROW = sa.select(PROJECTION.c.kind, PROJECTION.c.id, PROJECTION.c.found_by, PROJECTION.c.body)
_ONE_ROW = _ROW.where(PROJECTION.c.kind == sa.bindparam("kind"), PROJECTION.c.id == sa.bindparam("ident"))
_MANY_ROWS = _ROW.where(PROJECTION.c.kind == sa.bindparam("kind"), PROJECTION.c.id.in_(sa.bindparam("idents", expanding=True)))
_ROWS = (
    _ROW.where(PROJECTION.c.kind == sa.bindparam("kind"), PROJECTION.c.id > sa.bindparam("after"))
    .order_by(PROJECTION.c.id)
    .limit(sa.bindparam("many"))
)
_KEYED = (
    _ROW.join_from(PROJECTION_KEY, PROJECTION, sa.and_(PROJECTION.c.kind == PROJECTION_KEY.c.kind, PROJECTION.c.id == PROJECTION_KEY.c.id))
    .where(PROJECTION_KEY.c.kind == sa.bindparam("kind"), PROJECTION_KEY.c.key == sa.bindparam("key"))
    .where(PROJECTION_KEY.c.id > sa.bindparam("after"))
    .order_by(PROJECTION_KEY.c.id)
    .limit(sa.bindparam("many"))
)
_DUMP = (
    _ROW.where(sa.tuple_(PROJECTION.c.kind, PROJECTION.c.id) > sa.tuple_(sa.bindparam("kind"), sa.bindparam("after")))
    .order_by(PROJECTION.c.kind, PROJECTION.c.id)
    .limit(sa.bindparam("many"))
)


def size(conn: Connection) -> int:
    """Return how many entries there are."""
    last = conn.execute(sa.select(sa.func.max(ENTRY.c.seq))).scalar()
    return 0 if last is None else int(last) + 1


def entries(conn: Connection, start: int, many: int = PAGE) -> list[Written]:
    """Return a page of entries. Raises Damaged."""
    return [written(found) for found in raw_entries(conn, start, many)]


def raw_entries(conn: Connection, start: int, many: int = PAGE) -> Sequence[Sequence[str]]:
    """Return a page of entries for `written` to read one by one."""
    return conn.execute(_ENTRIES, {"start": start, "many": many}).all()


def entry(conn: Connection, ident: str) -> Written | None:
    """Return one entry by id. Raises Damaged."""
    found = conn.execute(_ONE_ENTRY, {"ident": ident}).first()
    return written(found) if found else None


def last_entry(conn: Connection) -> tuple[Entry, str] | None:
    """Return the last entry with its stored leaf hash."""
    found = conn.execute(_LAST).first()
    return (_entry(found), found[7]) if found else None


def leaves(conn: Connection, start: int, many: int = PAGE) -> list[tuple[int, str]]:
    """Return a page of pairs of number and stored leaf hash."""
    return [(found.seq, found.leaf) for found in conn.execute(_LEAVES, {"start": start, "many": many})]


def grown(conn: Connection, frontier: Frontier, n: int) -> Frontier:
    """Return the frontier over the first n entries, from an earlier one. Raises Damaged where a stored leaf hash is none."""
    while frontier.size < n:
        page = leaves(conn, frontier.size, min(10 * PAGE, n - frontier.size))
        if [seq for seq, _ in page] != list(range(frontier.size, frontier.size + len(page))) or not page:
            raise Damaged(f"the log has a gap after entry {frontier.size - 1}: restore the ledger from a backup")
        try:
            frontier = extend(frontier, [bytes.fromhex(leaf) for _, leaf in page])
        except ValueError:
            raise Damaged(f"a leaf hash after entry {frontier.size - 1} is none: restore the ledger from a backup") from None
    return frontier


def row(conn: Connection, kind: str, ident: str) -> Row | None:
    """Return one row of a projection."""
    found = conn.execute(_ONE_ROW, {"kind": kind, "ident": ident}).first()
    return _row(found) if found else None


def many_rows(conn: Connection, kind: str, idents: Sequence[str]) -> Iterator[Row]:
    """Yield those rows of a kind that exist."""
    for start in range(0, len(idents), PAGE):
        for found in conn.execute(_MANY_ROWS, {"kind": kind, "idents": idents[start : start + PAGE]}):
            yield _row(found)


def rows(conn: Connection, kind: str, key: str | None, after: str, many: int) -> list[Row]:
    """Return a page of rows in the order of their ids."""
    if key is None:
        return [_row(found) for found in conn.execute(_ROWS, {"kind": kind, "after": after, "many": many})]
    return [_row(found) for found in conn.execute(_KEYED, {"kind": kind, "key": key, "after": after, "many": many})]


def dump(conn: Connection) -> Iterator[bytes]:
    """Yield every row as a line of canonical JSON. Ids sort as these lines do: `"` sorts before all that an id is made of."""
    kind, after = "", ""
    while True:
        page = [_row(found) for found in conn.execute(_DUMP, {"kind": kind, "after": after, "many": PAGE})]
        for line in page:
            yield canonical([line.kind, line.id, list(line.keys), line.body])
        if len(page) < PAGE:
            return
        kind, after = page[-1].kind, page[-1].id


def is_erased(conn: Connection, seq: int) -> bool:
    """Return whether the payload of an entry was erased."""
    return conn.execute(sa.select(ERASED.c.seq).where(ERASED.c.seq == seq)).first() is not None


def _entry(found: Sequence[str]) -> Entry:
    return Entry(seq=int(found[0]), id=found[1], type=found[2], at=found[3], prev=found[4], actor=found[5], payload=found[6])


def written(found: Sequence[str]) -> Written:
    """Return the entry of a raw one. Raises Damaged."""
    made, by, salt, body = _entry(found), found[7], found[8], cast("str | None", found[9])
    if body is None:
        return Written(entry=made, by=None, payload=None, salt=None)
    return Written(entry=made, by=by, payload=_object(body, f"the payload of entry {made.seq} ({made.id})"), salt=salt)


def _row(found: Sequence[str]) -> Row:
    try:
        return Row(kind=found[0], id=found[1], keys=tuple(json.loads(found[2])), body=json.loads(found[3]))
    except (ValueError, RecursionError):
        raise Damaged(f"the row {found[0]} {found[1]} cannot be read: fold it anew with `witnessmark rebuild`") from None


def _object(text: str, what: str) -> dict[str, Json]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Damaged(f"{what} cannot be read: restore the ledger from a backup")
    return cast("dict[str, Json]", value)
