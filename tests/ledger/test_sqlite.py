"""What the SQLite file does on its own: durability, several programs at once, refusals of other hands, and bytes that are really gone."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time

import pytest

from tests.ledger import samples as s
from witnessmark.ledger import chain
from witnessmark.ledger.sqlite import SqliteLedger
from witnessmark.records.faults import Damaged, Misused, Refused, Unreachable

FULL = os.environ.get("WITNESSMARK_LARGE") == "1"
fork = multiprocessing.get_context("fork")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path):
    made = SqliteLedger(path, create=True)
    made.append(s.opening(), by=s.ANA, at=s.AT)
    yield made
    made.close()


def put(ledger, *items):
    return [written.entry.id for written in ledger.append(items, by=s.ANA, at=s.AT)]


def sound(ledger) -> int:
    """Hold the whole chain against itself; returns the number of entries."""
    prev, size = chain.START, 0
    for written in ledger.entries():
        raw = chain.entry_bytes(written.entry)
        assert (written.entry.seq, written.entry.prev, chain.broken_seal(written)) == (size, prev, "")
        prev, size = chain.link(raw), size + 1
    return size


def raw(path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_what_was_written_is_there_when_the_file_is_opened_again(ledger, path):
    ident, *_ = put(ledger, *s.every_type())
    ledger.close()
    again = SqliteLedger(path)
    assert again.entry(ident).payload["person"] == "ben"
    assert sound(again) == len(s.every_type()) + 2
    again.close()


def test_only_the_owner_reads_the_file(ledger, path):
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_importing_the_ledger_does_not_import_the_database_library():
    rooms = ", ".join(f"witnessmark.ledger.{name}" for name in ("sqlite", "view", "checks", "opening", "checkpoint", "key"))
    code = f"import sys, {rooms}; sys.exit('sqlalchemy' in sys.modules or 'cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Other hands


@pytest.mark.parametrize(
    "statement",
    [
        "update entry set at = '2020-01-01T00:00:00Z' where seq = 1",
        "delete from entry where seq = 3",
        "insert or replace into entry select 1, 'x', type, at, 'p', actor, payload, leaf from entry where seq = 1",
        "insert or replace into entry select 5, id, type, at, 'p', actor, payload, leaf from entry where seq = 1",
        "replace into entry select 5, 'x', type, at, prev, actor, payload, leaf from entry where seq = 3",
        "insert into entry select 9, 'x', type, at, 'p', actor, payload, leaf from entry where seq = 1",
        "insert into entry select -1, 'x', type, at, 'p', actor, payload, leaf from entry where seq = 1",
        "update payload set body = '{}' where seq = 3",
        "delete from payload where seq = 3",
        "replace into payload select seq, 'ben', salt, body from payload where seq = 3",
        "delete from erased",
        "update erased set seq = 2",
    ],
)
def test_a_mistake_with_the_file_is_stopped(ledger, path, statement):
    ident, _ = put(ledger, s.rejected(), s.receipt())
    ledger.erase(ident, "asked", by=s.ANA, at=s.AT)
    with raw(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()
    assert sound(ledger) == 5


def test_an_erased_payload_cannot_be_written_again(ledger, path):
    ident, _ = put(ledger, s.rejected(), s.receipt())
    ledger.erase(ident, "asked", by=s.ANA, at=s.AT)
    with raw(path) as connection, pytest.raises(sqlite3.IntegrityError, match="written once"):
        connection.execute("insert into payload values (2, 'ana', 'salt', '{}')")
    connection.close()


def test_an_append_after_a_changed_entry_says_so(ledger, path):
    with raw(path) as connection:
        connection.execute("drop trigger entry_stands")
        connection.execute("update entry set at = '2020-01-01T00:00:00Z' where seq = 1")
    connection.close()
    with pytest.raises(Damaged, match=r"entry 1 .* was changed"):
        put(ledger, s.receipt())


@pytest.mark.parametrize("body", ["{}", "[", '{"person":7}', "[]"])
def test_a_rebuild_over_a_changed_payload_says_which_and_leaves_the_projections(ledger, path, body):
    lines = list(ledger.dump())
    with raw(path) as connection:
        connection.execute("drop trigger payload_stands")
        connection.execute("update payload set body = ? where seq = 1", [body])
    connection.close()
    with pytest.raises(Damaged, match="entry 1 "):
        ledger.rebuild()
    assert list(ledger.dump()) == lines


def test_a_rebuild_over_a_missing_payload_says_so(ledger, path):
    with raw(path) as connection:
        connection.execute("drop trigger payload_stays")
        connection.execute("delete from payload where seq = 1")
    connection.close()
    with pytest.raises(Damaged, match="gone and was not erased"):
        ledger.rebuild()


# Files that are no ledger


def test_a_ledger_of_another_schema_is_left_alone_and_says_what_to_do(ledger, path):
    ledger.close()
    with raw(path) as connection:
        connection.execute("update about set value = '99' where name = 'schema'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Misused, match=r"schema 99.*this program reads 1.*open it with"):
        SqliteLedger(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_ledger_is_named(tmp_path):
    nothing = tmp_path / "none.sqlite"
    with pytest.raises(Misused, match="no ledger here"):
        SqliteLedger(nothing)
    assert not nothing.exists()
    text = tmp_path / "text.sqlite"
    text.write_text("a letter to nobody " * 100)
    with pytest.raises(Damaged, match="no ledger"):
        SqliteLedger(text)
    other = tmp_path / "other.sqlite"
    with raw(other) as connection:
        connection.execute("create table phones (number text)")
    connection.close()
    with pytest.raises(Misused, match="holds no ledger"):
        SqliteLedger(other, create=True)


def test_a_creation_that_was_cut_off_is_gone_on_with(path):
    path.touch(0o600)
    with pytest.raises(Misused, match="holds no ledger"):
        SqliteLedger(path)
    made = SqliteLedger(path, create=True)
    assert made.size() == 0
    made.close()


# Several programs


def test_a_ledger_that_another_program_holds_is_waited_for_and_then_named(ledger, path):
    other = SqliteLedger(path, wait=0.2)
    holder = raw(path)
    holder.execute("begin immediate")
    start = time.monotonic()
    with pytest.raises(Unreachable, match="another program holds the ledger"):
        put(other, s.receipt())
    assert time.monotonic() - start >= 0.2
    holder.execute("rollback")
    holder.close()
    put(other, s.receipt())
    assert sound(ledger) == 3
    other.close()


def append_many(path, word, batches):
    other = SqliteLedger(path)
    for batch in range(batches):
        put(other, *(s.receipt(f"{word} {batch} {n}") for n in range(5)))
    other.close()


def test_two_programs_that_append_at_once_make_one_chain(ledger, path):
    both = [fork.Process(target=append_many, args=(path, word, 12)) for word in "ab"]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
        assert process.exitcode == 0
    assert sound(ledger) == 2 + 2 * 12 * 5
    lines = list(ledger.dump())
    ledger.rebuild()
    assert list(ledger.dump()) == lines
    assert ledger.head()[1] == chain.root(bytes.fromhex(leaf) for leaf in ledger.leaves()).hex()


def append_until_killed(path, pipe):
    other = SqliteLedger(path)
    while True:
        pipe.send(put(other, *(s.receipt(os.urandom(8)) for _ in range(3))))


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(ledger, path):
    draw, acknowledged = random.Random(7), []
    for _ in range(100 if FULL else 20):
        mine, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=append_until_killed, args=(path, theirs))
        process.start()
        theirs.close()
        acknowledged += mine.recv()
        time.sleep(draw.random() / 50)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        try:
            while True:
                acknowledged += mine.recv()
        except EOFError:
            mine.close()
        there = {written.entry.id for written in ledger.entries()}
        assert there.issuperset(acknowledged)
        assert (sound(ledger) - 2) % 3 == 0, "a batch is there whole or not at all"
    lines = list(ledger.dump())
    ledger.rebuild()
    assert list(ledger.dump()) == lines


# Erased bytes


def found(path, *words: bytes) -> list[str]:
    return [file.name for file in path.parent.iterdir() for word in words if word in file.read_bytes()]


@pytest.mark.parametrize("seed", range(3))
def test_erased_words_are_in_no_file_of_the_ledger(ledger, path, seed):
    draw = random.Random(seed)
    for batch in range(8):
        put(ledger, *(s.answer(f"f{batch}.{n}", "word " * draw.randrange(1, 400)) for n in range(draw.randrange(1, 60))))
        if batch == 3:
            words = "the WITNESS-OF-BATCH said " + "so " * draw.randrange(1, 3000)
            ident, other = put(ledger, s.answer("hidden", words), s.answer("g", "stays"))
    written = ledger.entry(ident)
    assert found(path, b"WITNESS-OF-BATCH", written.salt.encode())
    ledger.erase(ident, "the witness asked", by=s.ANA, at=s.AT)
    assert not found(path, b"WITNESS-OF-BATCH", written.salt.encode())
    assert ledger.entry(other).payload["text"] == "stays"
    assert sound(ledger) == ledger.size()


def test_erased_words_that_another_program_still_reads_are_reported_and_go_at_the_next_opening(ledger, path):
    (ident,) = put(ledger, s.answer("f", "the HIDDEN-WORDS"))
    ledger.close()
    hasty, reader = SqliteLedger(path, wait=0.2), SqliteLedger(path)
    with reader.snapshot() as still:
        assert still.entry(ident).payload is not None
        with pytest.raises(Unreachable, match=r"payload is erased.*open the case once more"):
            hasty.erase(ident, "asked", by=s.ANA, at=s.AT)
        assert hasty.entry(ident).payload is None
        SqliteLedger(path, wait=0.1).close()
        assert found(path, b"HIDDEN-WORDS")
    reader.close()
    hasty.close()
    last = SqliteLedger(path)
    assert not found(path, b"HIDDEN-WORDS")
    assert sound(last) == 4
    last.close()


def test_a_refused_erasure_changes_no_byte_of_the_log(ledger, path):
    ident, *_ = put(ledger, s.claim(), s.claim(quote="mended"))
    second = list(ledger.entries())[-1].entry.id
    head = ledger.head()
    with pytest.raises(Refused):
        ledger.erase(second, "asked", by=s.ANA, at=s.AT)
    assert ledger.head() == head
    assert ledger.entry(second).payload is not None
    assert ledger.entry(ident).payload is not None
