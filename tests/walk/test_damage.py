"""One changed byte anywhere is found and named: in the store, in the ledger, in a projection; and what is whole proves on."""

import random
import shutil
import sqlite3
from contextlib import nullcontext, suppress

import pytest

from tests.conftest import FULL
from witnessmark.preserve.checks import check_bytes
from witnessmark.records.faults import Damaged, WitnessmarkError
from witnessmark.records.findings import Verdict
from witnessmark.walk.begin import who
from witnessmark.walk.case import open_case
from witnessmark.walk.judge import check, view_of
from witnessmark.walk.look import hash_store, rebuild, trace, verify_case
from witnessmark.walk.release import propose

PLACES = 1000 if FULL else 40
LEDGER_PLACES = 200 if FULL else 20
ONE = "Reviewer One"


@pytest.fixture
def case(example, tmp_path):
    """A copy of the example case without what it published."""
    shutil.copytree(example.folder, tmp_path / "demo", ignore=shutil.ignore_patterns("proposals", example.released.name, "documents"))
    return open_case(tmp_path / "demo" / "case")


def flip(path, at, bit=0):
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    path.chmod(0o644)
    path.write_bytes(bytes(content))


def said(case):
    return list(verify_case(case.path))


def failing(case):
    return [(what, why) for verdict, what, why in said(case) if verdict == "fails"]


def test_a_whole_case_holds(case):
    lines = said(case)
    assert {verdict for verdict, _, _ in lines} == {"holds"}
    assert [what for _, what, _ in lines] == ["store", "L001", "L002", "P001", "projections"]


def test_one_flipped_byte_anywhere_in_the_store_is_found_and_named(case):
    chance, digests, view = random.Random(1102), sorted(case.store.digests()), view_of(case)
    for number in range(PLACES):
        digest = chance.choice(digests)
        path = case.store.path(digest)
        at, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
        flip(path, at, bit)
        if number % 8 == 0:  # the whole of `verify`; else the two parts of it that look at bytes
            found = failing(case)
        else:
            found = [(what, why) for verdict, what, why in hash_store(case) if verdict == "fails"]
            found += [(f.code, f.message) for f in check_bytes(view) if f.verdict is Verdict.FAILS]
        assert {what for what, _ in found} == {"store", "P001"}, found
        assert all(digest in why for _, why in found), found
        flip(path, at, bit)
    assert failing(case) == []


def is_text(case, digest):
    return any(row.id.startswith(digest) for row in case.ledger.rows("text"))


def test_the_check_shuts_the_gate_and_names_the_object(case):
    digest = sorted(case.store.digests())[7]
    flip(case.store.path(digest), 0)
    (run,) = [run for run in check(case, by=who(case, ONE)) if run.code == "P001"]
    assert {finding.verdict.value for finding in run.findings} == {"fails"}
    assert {dict(finding.facts)["recorded"] for finding in run.findings} == {digest}
    before = sorted(path.name for path in (case.path / "out").iterdir())
    with pytest.raises(Damaged, match=digest) if is_text(case, digest) else nullcontext():
        made = propose(case, by=who(case, ONE))
        assert "P001" in {reason.code for reason in made.reasons}
    assert sorted(path.name for path in (case.path / "out").iterdir()) == before


@pytest.mark.parametrize("how", ["gone", "cut", "longer", "empty", "a folder"])
def test_an_object_that_is_no_more_what_it_was_is_named(case, how):
    digest = next(d for d in case.store.digests() if case.ledger.row("document", d))
    path = case.store.path(digest)
    content = path.read_bytes()
    path.unlink()
    if how == "a folder":
        path.mkdir()
    elif how != "gone":
        path.write_bytes({"cut": content[:-1], "longer": content + b" ", "empty": b""}[how])
    found = failing(case)
    assert ("P001", True) in {(what, digest in why) for what, why in found}


def test_what_lies_in_the_store_under_no_record_is_hashed_too(case):
    digest = case.store.put(b"kept, and then the machine died")
    flip(case.store.path(digest), 3)
    assert [(what, digest in why) for what, why in failing(case)] == [("store", True)]


def changed(case, statement, *values):
    """Change the database past the program, as a hand would."""
    path = case.path / "ledger.sqlite"
    case.ledger.close()
    with sqlite3.connect(path) as conn:
        for (name,) in conn.execute("select name from sqlite_schema where type = 'trigger'").fetchall():
            conn.execute(f'drop trigger "{name}"')
        assert conn.execute(statement, values).rowcount == 1
    conn.close()


ASSERTED = "like '%\"asserted\"%'"
JOINED = "select e.seq from entry e join payload p on p.seq = e.seq"
ENTRY = f"{JOINED} where e.type = 'claim-accepted' and p.body {ASSERTED} order by e.seq limit 1"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (f"update payload set body = replace(body, '\"asserted\"', '\"planned\"') where seq = ({ENTRY})", "payload"),
        (f"update payload set by = 'somebody' where seq = ({ENTRY})", "actor"),
        (f"update entry set at = '2020-01-01T00:00:00Z' where seq = ({ENTRY})", "leaf"),
        (f"delete from payload where seq = ({ENTRY})", "payload is gone"),
        ("delete from entry where seq = (select max(seq) - 3 from entry)", "number is"),
    ],
)
def test_a_changed_entry_is_found_and_named(case, statement, words):
    changed(case, statement)
    found = []
    with suppress(Damaged):  # what cannot be folded anew is said at the end; before it, what is wrong
        found.extend((what, why) for verdict, what, why in verify_case(case.path) if verdict == "fails")
    assert any(what == "L001" and words in why for what, why in found), found


def test_a_changed_projection_is_found_is_not_published_and_is_mended(case):
    changed(case, "update projection set body = replace(body, '\"counted\":\"yes\"', '\"counted\":\"no\"') where kind = 'site' and id = "
                  "(select id from projection where kind = 'site' and body like '%\"counted\":\"yes\"%' limit 1)")
    case = open_case(case.path)
    assert [what for what, _ in failing(case)] == ["projections"]
    with pytest.raises(Damaged, match="not what the entries make"):
        propose(case, by=who(case, ONE))
    before, after = rebuild(case)
    assert before != after
    assert failing(case) == []


def test_no_byte_of_the_ledger_s_file_changes_unseen_where_it_says_something(case):
    """A flipped byte is found, or it lay where nothing is said: then everything reads as before."""
    path = case.path / "ledger.sqlite"
    with sqlite3.connect(path) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
    conn.close()
    case.ledger.close()
    whole, chance, seen = path.read_bytes(), random.Random(7), 0
    dump = b"".join(open_case(case.path).ledger.dump())
    for _ in range(LEDGER_PLACES):
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :])
        try:
            bad = failing(case)
        except WitnessmarkError as fault:
            bad = [("ledger", str(fault))]
        seen += bool(bad)
        if not bad:
            assert b"".join(open_case(case.path).ledger.dump()) == dump
    assert seen > LEDGER_PLACES // 2


def test_a_trace_says_that_the_bytes_at_its_end_are_damaged(case):
    lines = list(trace(case, "nine stations"))
    assert any("hashed again now, they are what was received" in line for line in lines)
    texts = {row.id.partition(":")[0] for row in case.ledger.rows("text")}
    ended = {line.split()[1].rstrip(",") for line in lines if line.split()[0] == "document"} - texts
    assert ended
    for digest in ended:
        flip(case.store.path(digest), 0)
    lines = list(trace(case, "nine stations"))
    assert {digest for digest in ended if any(f"DAMAGED: object {digest}" in line for line in lines)} == ended
