"""A ledger that is opened for reading: it says what the other says, and nothing is written, not even where nothing could be."""

from __future__ import annotations

import pytest

from tests.ledger import samples as s
from witnessmark.ledger.sqlite import SqliteLedger
from witnessmark.records.faults import Misused


@pytest.fixture
def path(tmp_path):
    made = SqliteLedger(tmp_path / "a # b%41?.sqlite", create=True)
    made.append(s.opening(), by=s.ANA, at=s.AT)
    made.close()
    return tmp_path / "a # b%41?.sqlite"


def forbid_logs(path):
    """SQLite makes no log where a link has the name of its index; a user who may write everywhere meets this as others meet rights."""
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.with_name(path.name + "-shm").symlink_to("nowhere/at all")


@pytest.mark.parametrize("logs", [True, False])
def test_what_is_read_is_the_same_and_the_file_stays_as_it_is(path, logs):
    ledger = SqliteLedger(path)
    said = list(ledger.dump()), ledger.head(), ledger.refolded()
    ledger.close()
    if not logs:
        forbid_logs(path)
        with pytest.raises(Misused, match="cannot be opened"):
            SqliteLedger(path)
    before = path.read_bytes()
    ledger = SqliteLedger(path, read_only=True)
    assert (list(ledger.dump()), ledger.head(), ledger.refolded()) == said
    with ledger.snapshot() as state:
        assert state.head() == said[1]
    for write in (
        lambda: ledger.append(s.opening()[:1], by=s.ANA, at=s.AT), lambda: ledger.erase("0", "why", by=s.ANA, at=s.AT), ledger.rebuild,
        ledger.scrub,
    ):
        with pytest.raises(Misused, match="opened for reading"):
            write()
    ledger.close()
    assert path.read_bytes() == before


def test_entries_that_still_lie_in_a_log_are_seen_or_the_log_is_named(path):
    writer = SqliteLedger(path)
    size = writer.size()
    reader = SqliteLedger(path, read_only=True)
    writer.append(s.opening()[1:2], by=s.ANA, at=s.AT)
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size
    assert reader.size() == size + 1, "a reader sees what another program wrote meanwhile"
    kept = log.read_bytes()
    reader.close()
    writer.close()
    forbid_logs(path)
    log.write_bytes(kept)
    with pytest.raises(Misused, match=r"-wal: the last entries still lie in this log"):
        SqliteLedger(path, read_only=True)


def test_nothing_is_made_where_nothing_is(tmp_path):
    with pytest.raises(Misused, match="no ledger here"):
        SqliteLedger(tmp_path / "none", create=True, read_only=True)
    assert list(tmp_path.iterdir()) == []
