"""The tables of a ledger, once for every database. Imports SQLAlchemy: imported inside functions only."""

from __future__ import annotations

import sqlalchemy as sa

VERSION = "1"
"""Version of the schema that this program reads and writes."""

METADATA = sa.MetaData()

ABOUT = sa.Table(
    "about", METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sqlite_strict=True,
)
"""`schema`: the version; `scrub`: there while erased bytes may still stand in free pages."""

ENTRY = sa.Table(
    "entry", METADATA,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("prev", sa.Text, nullable=False, unique=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("leaf", sa.Text, nullable=False),
    sqlite_strict=True,
)
"""The log. Two entries never name the same entry before them: the log does not fork."""

PAYLOAD = sa.Table(
    "payload", METADATA,
    sa.Column("seq", sa.ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_strict=True,
)
"""What can be erased: canonical JSON, salt and actor."""

ERASED = sa.Table(
    "erased", METADATA,
    sa.Column("seq", sa.ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    sqlite_strict=True,
)
"""Entries whose payload was erased: nothing else may be missing, and none comes back."""

PROJECTION = sa.Table(
    "projection", METADATA,
    sa.Column("kind", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), primary_key=True),
    sa.Column("id", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), primary_key=True),
    sa.Column("found_by", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_strict=True,
)
"""Rows folded from entries and payloads; sorted by bytes in both databases."""

PROJECTION_KEY = sa.Table(
    "projection_key", METADATA,
    sa.Column("kind", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), primary_key=True),
    sa.Column("key", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), primary_key=True),
    sa.Column("id", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""By what else a row can be looked up."""

SQLITE_TRIGGERS = (
    """create trigger entry_follows before insert on entry
    when new.seq is not (select coalesce(max(seq) + 1, 0) from entry)
      or exists (select 1 from entry where id = new.id or prev = new.prev)
    begin select raise(abort, 'the log is append-only: this entry leaves a gap or forks it'); end""",
    "create trigger entry_stands before update on entry begin select raise(abort, 'the log is append-only: no entry is changed'); end",
    "create trigger entry_stays before delete on entry begin select raise(abort, 'the log is append-only: no entry is deleted'); end",
    """create trigger payload_once before insert on payload
    when exists (select 1 from erased where seq = new.seq) or exists (select 1 from payload where seq = new.seq)
    begin select raise(abort, 'a payload is written once'); end""",
    "create trigger payload_stands before update on payload begin select raise(abort, 'no payload is changed'); end",
    """create trigger payload_stays before delete on payload when not exists (select 1 from erased where seq = old.seq)
    begin select raise(abort, 'a payload is deleted by an erasure alone'); end""",
    "create trigger erased_stands before update on erased begin select raise(abort, 'an erasure is never undone'); end",
    "create trigger erased_stays before delete on erased begin select raise(abort, 'an erasure is never undone'); end",
)
"""They stop mistakes. Who holds the file can drop them: only checkpoints kept elsewhere show that."""
