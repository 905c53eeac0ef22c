"""Projection rows as a batch of entries sees them: read once, changed in memory, written together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from witnessmark.ledger import sql
from witnessmark.ledger.fold import SAFE, Changes, Ident
from witnessmark.ledger.schema import PROJECTION, PROJECTION_KEY
from witnessmark.records.entries import Row
from witnessmark.records.faults import Misused

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

LONGEST_KEY = 300
"""Longer ones cannot be indexed by every database."""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
"""Stored rows are not canonical JSON; the dump makes them so."""

_PUT_ROW = sa.insert(PROJECTION)
_CHANGE_ROW = (
    sa.update(PROJECTION)
    .where(PROJECTION.c.kind == sa.bindparam("of_kind"), PROJECTION.c.id == sa.bindparam("of_id"))
    .values(found_by=sa.bindparam("new_keys"), body=sa.bindparam("new_body"))
)
_DROP_ROW = sa.delete(PROJECTION).where(PROJECTION.c.kind == sa.bindparam("of_kind"), PROJECTION.c.id == sa.bindparam("of_id"))
_PUT_KEY = sa.insert(PROJECTION_KEY)
_DROP_KEY = sa.delete(PROJECTION_KEY).where(
    PROJECTION_KEY.c.kind == sa.bindparam("of_kind"),
    PROJECTION_KEY.c.key == sa.bindparam("of_key"),
    PROJECTION_KEY.c.id == sa.bindparam("of_id"),
)


def hold_ids(idents: Iterable[Ident]) -> None:
    """Hold ids against what one may be made of. Raises Misused."""
    for kind, ident in idents:
        if not SAFE.fullmatch(ident):
            raise Misused(f"{ident[:80]!r} cannot be the id of a {kind}: 1 to 200 letters, digits and . _ : - are wanted")


class Overlay:
    """Changes on top of the stored rows, until they are written."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._stored: dict[Ident, Row | None] = {}
        self._changed: Changes = {}

    def prefetch(self, idents: Iterable[Ident]) -> None:
        """Read many rows with few statements."""
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for kind, ident in dict.fromkeys(idents):
            if (kind, ident) not in self._stored:
                self._stored[kind, ident] = None
                wanted[kind].append(ident)
        for kind, named in wanted.items():
            for row in sql.many_rows(self._conn, kind, named):
                self._stored[kind, row.id] = row

    def get(self, kind: str, ident: str) -> Row | None:
        """One row as it stands after the changes so far."""
        if (kind, ident) in self._changed:
            return self._changed[kind, ident]
        if (kind, ident) not in self._stored:
            self._stored[kind, ident] = sql.row(self._conn, kind, ident)
        return self._stored[kind, ident]

    def put(self, changes: Changes) -> None:
        """Take changes in. Raises Misused for an id that cannot be one."""
        hold_ids(changes)
        self._changed |= changes

    def write(self) -> None:
        """Write all changes and forget them."""
        self.prefetch(self._changed)
        puts, updates, drops, new_keys, old_keys = [], [], [], [], []
        for (kind, ident), row in self._changed.items():
            before = self._stored[kind, ident]
            if row is not None:
                keys, body = _COMPACT.encode(row.keys), _COMPACT.encode(row.body)
                if before is None:
                    puts.append({"kind": kind, "id": ident, "found_by": keys, "body": body})
                else:
                    updates.append({"of_kind": kind, "of_id": ident, "new_keys": keys, "new_body": body})
            elif before is not None:
                drops.append({"of_kind": kind, "of_id": ident})
            now, was = _keys(row), _keys(before)
            new_keys += [{"kind": kind, "key": key, "id": ident} for key in sorted(now - was)]
            old_keys += [{"of_kind": kind, "of_key": key, "of_id": ident} for key in sorted(was - now)]
        self._execute((_DROP_KEY, old_keys), (_DROP_ROW, drops), (_CHANGE_ROW, updates), (_PUT_ROW, puts), (_PUT_KEY, new_keys))
        self._stored.clear()
        self._changed = {}

    def _execute(self, *batches: tuple[sa.Insert | sa.Update | sa.Delete, list[dict[str, str]]]) -> None:
        for statement, values in batches:
            if values:
                self._conn.execute(statement, values)


def _keys(row: Row | None) -> set[str]:
    if row is None:
        return set()
    for key in row.keys:
        if len(key) > LONGEST_KEY:
            raise Misused(f"{key[:60]!r}... in {row.kind} {row.id} is too long for an id: {LONGEST_KEY} characters at most")
    return set(row.keys)
