"""L001 and L002: what was changed is found and named, what cannot be known is never said to hold."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

import pytest

from tests.ledger import samples as s
from witnessmark.ledger import chain, checkpoint
from witnessmark.ledger.checks import MOST, check_actor, check_chain
from witnessmark.ledger.sqlite import SqliteLedger
from witnessmark.ledger.view import LedgerView
from witnessmark.records import decisions as d
from witnessmark.records import entries as e
from witnessmark.records.codec import encode
from witnessmark.records.entries import Entry, Written
from witnessmark.records.findings import Verdict
from witnessmark.records.merkle import leaf_hash

SEED = b"k" * 32
HEADINGS = ("Checks", "Why it matters", "Holds", "Fails", "Cannot tell", "Known limits", "What to do")


def view_of(ledger):
    def none(*_):
        raise AssertionError("these rules read the log alone")

    return LedgerView(ledger, text=none, content=none, reread=none, gazetteer=none, origins=none)


def checkpoint_made(ledger):
    size, root = ledger.head()
    note = checkpoint.sign(checkpoint.origin_of_case(s.CASE), size, root, SEED)
    return "checkpoint-made", e.CheckpointMade(size=size, root=root, note=note)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path):
    made = SqliteLedger(path, create=True, random=s.counting())
    made.append(s.opening(key=checkpoint.public_key(SEED).hex()), by=s.ANA, at=s.AT)
    made.append([item for item in s.every_type() if item[0] != "checkpoint-made"], by=s.ANA, at=s.AT)
    made.append([checkpoint_made(made)], by=s.ANA, at=s.AT)
    made.append([s.receipt("after")], by=s.ANA, at=s.AT)
    yield made
    made.close()


def chain_of(ledger):
    return list(check_chain(view_of(ledger)))


def actors_of(ledger):
    return list(check_actor(view_of(ledger)))


def tamper(path, *statements):
    with sqlite3.connect(path) as connection:
        for (trigger,) in connection.execute("select name from sqlite_schema where type = 'trigger'").fetchall():
            connection.execute(f"drop trigger {trigger}")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
    connection.close()


def verdicts(findings):
    return {finding.verdict for finding in findings}


@pytest.mark.parametrize("rule", [check_chain, check_actor])
def test_a_rules_page_has_every_heading(rule):
    page = rule.__doc__
    assert page.startswith(("L001 chain-broken.", "L002 entry-by-nobody."))
    assert all(f"\n    {heading}: " in page for heading in HEADINGS)


def test_an_untouched_log_holds_and_says_over_what(ledger):
    (finding,) = chain_of(ledger)
    assert finding.verdict is Verdict.HOLDS
    evidence = ledger.row("state", "state").body["size"]
    assert dict(finding.facts) == {"entries": str(evidence), "erased": "0", "root": ledger.head(evidence)[1]}
    (finding,) = actors_of(ledger)
    assert finding.verdict is Verdict.HOLDS


COLUMNS = ("id", "type", "at", "prev", "actor", "payload", "leaf")


def columns(path, seq) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        row = connection.execute(f"select {','.join(COLUMNS)} from entry where seq = {seq}").fetchone()
    connection.close()
    return dict(zip(COLUMNS, row, strict=True))


@pytest.mark.parametrize("column", COLUMNS)
def test_any_changed_byte_of_any_entry_is_found_and_the_entry_named(ledger, path, column):
    for seq in range(0, ledger.size(), 5):
        before = columns(path, seq)
        for place in range(0, len(before[column]), 7):
            old = before[column][place]
            new = "1" if old == "0" else "0"
            changed = before[column][:place] + new + before[column][place + 1 :]
            tamper(path, (f"update entry set {column} = ? where seq = ?", (changed, seq)))
            findings = chain_of(ledger)
            assert verdicts(findings) == {Verdict.FAILS}
            assert ("entry", str(seq)) in findings[0].facts
            tamper(path, (f"update entry set {column} = ? where seq = ?", (before[column], seq)))
    assert verdicts(chain_of(ledger)) == {Verdict.HOLDS}


def test_a_dropped_entry_is_one_gap_and_not_one_fault_for_every_entry_after_it(ledger, path):
    tamper(path, "delete from payload where seq = 5", "delete from entry where seq = 5")
    findings = chain_of(ledger)
    assert verdicts(findings) == {Verdict.FAILS}
    assert findings[0].message == f"Entry 6 ({list(ledger.entries())[5].entry.type}): its number is 6 where 5 was due."
    assert len(findings) == 3, "the number, the link and the checkpoint"


def test_swapped_entries_are_found(ledger, path):
    tamper(
        path, "pragma foreign_keys = off", "update entry set seq = -1 where seq = 5", "update entry set seq = 5 where seq = 6",
        "update entry set seq = 6 where seq = -1",
    )
    assert verdicts(chain_of(ledger)) == {Verdict.FAILS}


def test_entries_cut_off_before_a_checkpoint_are_missed(ledger, path):
    cut = ledger.size() - 3
    rows = list(ledger.rows("checkpoint"))
    tamper(path, f"delete from payload where seq >= {cut}", f"delete from entry where seq >= {cut}")
    assert rows
    assert any("entries are missing" in finding.message for finding in chain_of(ledger))


@pytest.mark.parametrize(("column", "value"), [("body", "{}"), ("by", "ben"), ("salt", "00" * 32)])
def test_a_changed_payload_actor_or_salt_is_found(ledger, path, column, value):
    tamper(path, (f"update payload set {column} = ? where seq = 4", (value,)))
    (finding,) = chain_of(ledger)
    assert ("entry", "4") in finding.facts
    assert finding.verdict is Verdict.FAILS


def test_a_payload_that_cannot_be_read_is_a_finding(ledger, path):
    tamper(path, "update payload set body = '[' where seq = 4")
    (finding,) = chain_of(ledger)
    assert finding.message == "The log cannot be read on after 4 entries."


def test_a_payload_that_vanished_without_an_erasure_is_found(ledger, path):
    tamper(path, "delete from payload where seq = 4", "insert into erased values (4)")
    (finding,) = chain_of(ledger)
    assert "no entry says that it was erased" in finding.message


def rewrite(ledger, path, *, from_seq):
    """Change an entry and make every later one follow, as somebody would who knows the format."""
    statements, prev = [], None
    for written in list(ledger.entries()):
        entry = written.entry
        if entry.seq >= from_seq:
            at = "2020-01-01T00:00:00Z" if entry.seq == from_seq else entry.at
            entry = Entry(**{**encode(entry), "at": at, "prev": prev or entry.prev})
            leaf = leaf_hash(chain.entry_bytes(entry)).hex()
            statements.append(("update entry set at = ?, prev = ?, leaf = ? where seq = ?", (entry.at, entry.prev, leaf, entry.seq)))
        prev = chain.link(chain.entry_bytes(entry))
    tamper(path, *statements)


def test_a_rewritten_chain_is_found_by_the_checkpoint_over_it(ledger, path):
    rewrite(ledger, path, from_seq=3)
    (finding,) = chain_of(ledger)
    assert "a checkpoint over the log up to here has the root" in finding.message


def test_a_rewritten_checkpoint_is_found_by_its_signature(ledger, path):
    (row,) = ledger.rows("checkpoint")
    other = checkpoint.sign(checkpoint.origin_of_case(s.CASE), row.body["made"]["size"], row.body["made"]["root"], b"x" * 32)
    forged = e.CheckpointMade(size=row.body["made"]["size"], root=row.body["made"]["root"], note=other)
    ledger.append([("checkpoint-made", forged)], by=s.ANA, at=s.AT)
    (finding,) = chain_of(ledger)
    assert "did not sign" in finding.message


def test_a_checkpoint_that_says_another_head_than_it_signed_is_found(ledger):
    (row,) = ledger.rows("checkpoint")
    made = row.body["made"]
    ledger.append([("checkpoint-made", e.CheckpointMade(size=made["size"] - 1, root=made["root"], note=made["note"]))], by=s.ANA, at=s.AT)
    messages = " ".join(finding.message for finding in chain_of(ledger))
    assert "another size or root than it says" in messages


def test_an_erased_payload_breaks_no_chain(ledger):
    ident = next(row for row in ledger.rows("rejection")).body["entry"]
    ledger.erase(ident, "asked", by=s.ANA, at=s.AT)
    (finding,) = chain_of(ledger)
    assert (finding.verdict, dict(finding.facts)["erased"]) == (Verdict.HOLDS, "1")


def test_very_many_faults_are_listed_up_to_a_limit_and_then_counted(ledger, path):
    ledger.append([s.receipt(n) for n in range(MOST + 20)], by=s.ANA, at=s.AT)
    tamper(path, "update entry set leaf = 'none'")
    findings = chain_of(ledger)
    assert len(findings) == MOST + 1
    assert findings[-1].message == f"And {ledger.size() - MOST} more like these."


# L002


@dataclass
class Log:
    """A view of a log that no program wrote."""

    written: list[Written] = field(default_factory=list)

    def add(self, item, by, *, erased=False):
        type_, record = item
        entry = Entry(seq=len(self.written), id=f"e{len(self.written)}", type=type_, at=s.AT, prev="", actor="", payload="")
        self.written.append(Written(entry=entry, by=None if erased else by, payload=None if erased else encode(record), salt="00" * 32))
        return self

    def entries(self):
        return iter(self.written)

    def found(self):
        return [(finding.about, finding.verdict) for finding in check_actor(self)]


def opened(person="ana", roles=s.ALL_ROLES) -> Log:
    log = Log()
    for item in s.opening(person=person, roles=roles):
        log.add(item, "ana")
    return log


def test_every_writer_had_the_role_just_before_the_entry():
    log = opened()
    log.add(s.person_added("ben", (d.Role.REVIEWER,)), "ana").add(s.claim(), "ben").add(s.person_revoked("ben"), "ana")
    assert log.found() == [((), Verdict.HOLDS)]


@pytest.mark.parametrize("by", ["carla", "ben", "zoe", ""])
def test_an_entry_by_nobody_fails(by):
    log = opened().add(s.person_added("ben", (d.Role.INVESTIGATOR,)), "ana")
    log.add(s.person_added("zoe"), "ana").add(s.person_revoked("zoe"), "ana").add(s.claim(), by)
    assert log.found() == [(("e5",), Verdict.FAILS)]
    (finding,) = check_actor(log)
    assert by not in finding.message or not by, "findings are published, persons are not"


def test_roles_that_come_later_do_not_count_for_before():
    log = opened().add(s.person_added("ben", ()), "ana").add(s.claim(), "ben").add(s.person_added("ben"), "ana")
    assert log.found() == [(("e3",), Verdict.FAILS)]


def test_a_case_opened_by_somebody_else_than_it_adds_fails():
    assert opened(person="ben").found() == [(("e1",), Verdict.FAILS)]
    assert Log().add(s.claim(), "ana").found() == [(("e0",), Verdict.FAILS)]
    assert opened().add(s.opening()[0], "ana").found() == [(("e2",), Verdict.FAILS)]


def test_an_erased_entry_cannot_be_told_and_neither_can_those_of_an_erased_person():
    log = opened().add(s.person_added("ben"), "ana", erased=True).add(s.claim(), "ben").add(s.claim(), "ana")
    assert log.found() == [(("e2",), Verdict.CANNOT_TELL), (("e3",), Verdict.CANNOT_TELL)]
    assert opened().add(s.claim(), "ana", erased=True).found() == [(("e2",), Verdict.CANNOT_TELL)]


def test_an_empty_log_cannot_be_told():
    assert Log().found() == [((), Verdict.CANNOT_TELL)]
