"""The ledger in one SQLite file: write-ahead log, synchronous=FULL, one writer at a time, erased bytes overwritten."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from witnessmark.ledger.chain import Frontier
from witnessmark.records.entries import Row, Written
from witnessmark.records.faults import Damaged, Misused, Unreachable

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

Lend = Callable[[], AbstractContextManager["Connection"]]

WAIT = 30.0
"""Seconds to wait for another program that writes."""

_PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "recursive_triggers=ON", "trusted_schema=OFF",
    # Temporary copies (VACUUM makes one of the whole file) stay off a disk that may not be the encrypted one.
    "temp_store=MEMORY",
)

_READ_PRAGMAS = ("query_only=ON", "trusted_schema=OFF", "temp_store=MEMORY")


class SqliteReader:
    """Reads a ledger over connections that it is lent."""

    def __init__(self, lend: Lend) -> None:
        self._lend = lend
        self._frontier = Frontier()

    def size(self) -> int:
        """How many entries there are."""
        from witnessmark.ledger import sql

        with self._lend() as conn:
            return sql.size(conn)

    def entries(self, start: int = 0) -> Iterator[Written]:
        """Every entry with its payload, from a number on. Raises Damaged where a stored payload cannot be read."""
        from witnessmark.ledger import sql

        while True:
            with self._lend() as conn:
                page = sql.raw_entries(conn, start)
            for found in page:
                written = sql.written(found)
                start = written.entry.seq + 1
                yield written
            if len(page) < sql.PAGE:
                return

    def entry(self, ident: str) -> Written | None:
        """One entry by its id."""
        from witnessmark.ledger import sql

        with self._lend() as conn:
            return sql.entry(conn, ident)

    def leaves(self, n: int | None = None) -> Iterator[str]:
        """The leaf hashes that the ledger keeps, hexadecimal, in order: of the first n entries, or of all."""
        from witnessmark.ledger import sql

        start = 0
        while n is None or start < n:
            with self._lend() as conn:
                page = sql.leaves(conn, start)
            yield from (leaf for seq, leaf in page if n is None or seq < n)
            if len(page) < sql.PAGE:
                return
            start = page[-1][0] + 1

    def leaves_from(self, start: int, many: int) -> dict[int, str]:
        """The leaf hashes that the ledger keeps for a run of entries, by the entry's number; a number that is not there is left out."""
        from witnessmark.ledger import sql

        with self._lend() as conn:
            return {seq: leaf for seq, leaf in sql.leaves(conn, start, many) if seq < start + many}

    def head(self, n: int | None = None) -> tuple[int, str]:
        """Size and RFC 6962 root over the first n entries (all of them where n is null). Raises Misused where there are fewer."""
        from witnessmark.ledger import sql

        with self._lend() as conn:
            size = sql.size(conn)
            if n is not None and not 0 <= n <= size:
                raise Misused(f"there is no head of {n} entries: the log has {size}")
            n = size if n is None else n
            # Heads are asked for in growing order: what was hashed before is gone on from.
            known = self._frontier if self._frontier.size <= n else Frontier()
            frontier = sql.grown(conn, known, n)
        if frontier.size >= self._frontier.size:
            self._frontier = frontier
        return n, frontier.root.hex()

    def row(self, kind: str, ident: str) -> Row | None:
        """One row of a projection."""
        from witnessmark.ledger import sql

        with self._lend() as conn:
            return sql.row(conn, kind, ident)

    def rows(self, kind: str, *, key: str | None = None, after: str = "", limit: int | None = None) -> Iterator[Row]:
        """Rows of a kind in the order of their ids, after an id: all, or those that a key names."""
        from witnessmark.ledger import sql

        left = limit
        while left is None or left > 0:
            many = sql.PAGE if left is None else min(left, sql.PAGE)
            with self._lend() as conn:
                page = sql.rows(conn, kind, key, after, many)
            yield from page
            if len(page) < many:
                return
            after, left = page[-1].id, None if left is None else left - len(page)

    def dump(self) -> Iterator[bytes]:
        """Every row as a line of canonical JSON `[kind,id,keys,body]`, sorted by bytes, from one state."""
        from witnessmark.ledger import sql

        with self._lend() as conn:
            yield from sql.dump(conn)


class SqliteLedger(SqliteReader):
    """The ledger in one SQLite file. `random` gives the bytes of ids and salts: the system's, unless a test needs its own."""

    def __init__(
        self, path: Path, *, create: bool = False, wait: float = WAIT, random: Callable[[int], bytes] = os.urandom, read_only: bool = False,
    ) -> None:
        """Open a ledger, or make one where `create` is set and none is there; `read_only` opens one that cannot be written.

        Raises Misused, Damaged, Unreachable.
        """
        super().__init__(self._reading)
        self._path, self._wait, self._random, self._read_only = path, wait, random, read_only
        if not path.exists():
            if not create or read_only:
                raise Misused(f"{path}: no ledger here; `witnessmark init` makes one")
            # Before SQLite does it, so that nobody else on this machine can read names out of it.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with self._faults():
            self._engine = _reading_engine(path, wait) if read_only else _engine(path, wait)
        try:
            with self._faults():
                self._stand_ready(create=create)
        except BaseException:
            self._engine.dispose()
            raise

    def append(self, payloads: Sequence[tuple[str, object]], *, by: str, at: str) -> tuple[Written, ...]:
        """Append entries, payloads and projections in one transaction. Raises Misused, Refused, Unreachable, Damaged."""
        from witnessmark.ledger import write

        items = [(type_, write.payload_of(type_, record)) for type_, record in payloads]
        if any(type_ == "payload-erased" for type_, _ in items):
            raise Misused("an erasure is not appended: `erase` destroys the payload and says so")
        if not items:
            return ()
        with self._writing() as conn:
            return write.append(conn, items, write.Author(by=by, at=at, random=self._random))

    def erase(self, entry: str, reason: str, *, by: str, at: str) -> Written:
        """Destroy the payload of an entry, and its bytes in the file. Raises Misused, Refused, Unreachable, Damaged."""
        from witnessmark.ledger import write

        with self._writing() as conn:
            written = write.erase(conn, entry, reason, write.Author(by=by, at=at, random=self._random))
        self.scrub()
        return written

    def rebuild(self) -> str:
        """Fold all projections anew and return the SHA-256 of the dump. Raises Damaged, Unreachable."""
        from witnessmark.ledger import write

        with self._writing() as conn:
            return write.rebuild(conn)

    def refolded(self) -> tuple[str, str]:
        """Digest of the dump as it stands, and as `rebuild` would make it; nothing is changed. Raises Damaged, Unreachable."""
        from witnessmark.ledger import sql, write

        with self._faults(), self._to_undo() as conn, conn.begin() as undone:
            try:
                if (said := conn.exec_driver_sql("pragma integrity_check(1)").scalar()) != "ok":
                    raise Damaged(f"{self._path}: the database's own structure is damaged ({said}): restore it from a backup")
                digest = hashlib.sha256()
                for line in sql.dump(conn):
                    digest.update(line + b"\n")
                return digest.hexdigest(), write.rebuild(conn)
            finally:
                undone.rollback()

    @contextmanager
    def snapshot(self) -> Iterator[SqliteReader]:
        """One state of the ledger that stays as it is while others write."""
        with self._reading() as conn:
            conn.exec_driver_sql("select count(*) from about")  # the state is taken at the first look, not at BEGIN

            @contextmanager
            def lend() -> Iterator[Connection]:
                yield conn

            yield SqliteReader(lend)

    def scrub(self, *, wait: float | None = None) -> None:
        """Overwrite what erasures left in free pages and in the write-ahead log. Raises Unreachable while another program reads."""
        self._must_write()
        # secure_delete zeroes deleted cells, but promises nothing of copies that SQLite left when it moved cells between pages before:
        # only a fresh copy of the file, written over the old pages, leaves none behind for certain.
        until = time.monotonic() + (self._wait if wait is None else wait)
        with self._faults(), closing(self._engine.raw_connection()) as raw:
            cursor = raw.cursor()
            cursor.execute("vacuum")
            while True:
                cursor.execute("pragma wal_checkpoint(truncate)")
                if (cursor.fetchone() or (1,))[0] == 0:
                    break
                if time.monotonic() > until:
                    raise Unreachable(
                        f"{self._path}: the payload is erased, but another program still has its old bytes in use: "
                        "close that program, then open the case once more, which finishes it"
                    )
                time.sleep(0.05)
            cursor.execute("delete from about where name = 'scrub'")

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._must_write()
        with self._faults(), self._engine.connect().execution_options(witnessmark_writes=True) as conn, conn.begin():
            yield conn

    def _must_write(self) -> None:
        if self._read_only:
            raise Misused(f"{self._path}: the ledger is opened for reading: nothing is written to it")

    @contextmanager
    def _to_undo(self) -> Iterator[Connection]:
        """A connection whose changes are undone: to the file, or to a copy in memory where the file cannot be written."""
        import sqlalchemy as sa

        if not self._read_only:
            with self._engine.connect().execution_options(witnessmark_writes=True) as conn:
                yield conn
            return
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
            with closing(self._engine.raw_connection()) as raw:
                cast("sqlite3.Connection", raw.driver_connection).backup(memory)
            copy = sa.create_engine("sqlite://", creator=lambda: memory, poolclass=sa.StaticPool)
            _begun_by_us(copy)
            with copy.connect() as conn:
                yield conn

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say in the words of the house what the database says."""
        from sqlalchemy.exc import DBAPIError

        try:
            yield
        except DBAPIError as fault:
            raise _in_our_words(self._path, self._wait, fault.orig or fault) from fault
        except sqlite3.Error as fault:
            raise _in_our_words(self._path, self._wait, fault) from fault

    def _stand_ready(self, *, create: bool) -> None:
        import sqlalchemy as sa

        from witnessmark.ledger import schema

        with self._engine.connect() as conn, conn.begin():
            here = set(conn.exec_driver_sql("select name from sqlite_schema where type = 'table'").scalars())
        if not here and create:
            self._lay_out()
            return
        if "about" not in here:
            raise Misused(f"{self._path}: this file holds no ledger; name a case that `witnessmark init` made")
        with self._engine.connect() as conn, conn.begin():
            about = {row[0]: row[1] for row in conn.execute(sa.select(schema.ABOUT.c.name, schema.ABOUT.c.value))}
        if about.get("schema") != schema.VERSION:
            raise Misused(
                f"{self._path}: the ledger has schema {about.get('schema', 'none')}, this program reads {schema.VERSION}: "
                "open it with the version of witnessmark that wrote it, or a newer one"
            )
        if "scrub" in about and not self._read_only:
            # Whoever still reads keeps the old bytes for a while; the mark stays, and the next one to open the ledger tries again.
            with suppress(Unreachable):
                self.scrub(wait=min(self._wait, 1.0))

    def _lay_out(self) -> None:
        from witnessmark.ledger import schema

        with self._engine.connect().execution_options(witnessmark_writes=True) as conn, conn.begin():
            if conn.exec_driver_sql("select 1 from sqlite_schema where name = 'about'").first():
                return  # another program was quicker
            schema.METADATA.create_all(conn)
            for trigger in schema.SQLITE_TRIGGERS:
                conn.exec_driver_sql(trigger)
            conn.execute(schema.ABOUT.insert(), {"name": "schema", "value": schema.VERSION})


def _engine(path: Path, wait: float) -> Engine:
    import sqlalchemy as sa
    from sqlalchemy import event

    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": wait})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # Transactions are begun by us alone: the driver would begin them late and deferred, and two writers could not wait for each other.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            answer = connection.execute(f"pragma {pragma}").fetchone()
            if pragma == "journal_mode=WAL" and answer[0] != "wal":
                raise Misused(f"{path}: no write-ahead log can be kept here (a network drive?): put the case on a disk of this machine")

    _begun_by_us(engine)
    return engine


def _begun_by_us(engine: Engine) -> None:
    from sqlalchemy import event

    @event.listens_for(engine, "begin")
    def begin(conn: Connection) -> None:
        conn.exec_driver_sql("begin immediate" if conn.get_execution_options().get("witnessmark_writes") else "begin")


def _reading_engine(path: Path, wait: float) -> Engine:
    """An engine that only reads. Raises sqlite3.Error where the file cannot be opened so, Misused where it waits for its log."""
    import sqlalchemy as sa

    file = f"file:{quote(os.fsencode(path.absolute()))}"

    def opened(how: str) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{file}?{how}", uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        try:
            for pragma in _READ_PRAGMAS:
                connection.execute(f"pragma {pragma}")
            connection.execute("select count(*) from sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    how = "mode=ro"
    try:
        opened(how).close()
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        # No write-ahead log can be made here. Without one the file is whole as it lies, and nobody who may not write can change it.
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise Misused(
                f"{log}: the last entries still lie in this log, which cannot be used where nothing can be written: "
                "copy the case's folder to a place where you may write, and open it there"
            ) from fault
        how = "immutable=1"
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), creator=lambda: opened(how))
    _begun_by_us(engine)
    return engine


def _in_our_words(path: Path, wait: float, fault: BaseException) -> Damaged | Misused | Unreachable:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Unreachable(f"{path}: another program holds the ledger and did not let go within {wait:g} s: close it, or try again")
    if code == sqlite3.SQLITE_READONLY:
        return Misused(f"{path}: the ledger cannot be written: look at the rights of the file and its folder")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return Misused(f"{path}: the ledger cannot be opened: look at the rights of the file and its folder")
    if code == sqlite3.SQLITE_FULL:
        return Unreachable(f"{path}: the disk is full; nothing was written")
    if code == sqlite3.SQLITE_NOTADB:
        return Damaged(f"{path}: this is no ledger, or its first bytes are damaged: restore it from a backup")
    return Damaged(f"{path}: the database says: {fault}; run `witnessmark check`, and restore from a backup where it is broken")

