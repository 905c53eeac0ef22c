"""What every ledger must do, whatever database it stands in. A new ledger joins by one line in MAKERS."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledger.samples import (
    ANA,
    AT,
    answer,
    checked,
    claim,
    classified,
    conclusion,
    content,
    counting,
    disclosure,
    every_type,
    graded,
    merged,
    moved,
    opening,
    person_added,
    person_revoked,
    question,
    reading,
    receipt,
    rejected,
    reply,
    sha,
    site,
    withdrawn,
)
from witnessmark.ledger import chain
from witnessmark.ledger.contract import Ledger
from witnessmark.ledger.sqlite import SqliteLedger
from witnessmark.records import decisions as d
from witnessmark.records.canonical import canonical
from witnessmark.records.documents import Disclosure
from witnessmark.records.entries import PAYLOADS, PayloadErased
from witnessmark.records.faults import Misused, Refused
from witnessmark.records.merkle import leaf_hash

Maker = Callable[[Path], Ledger]

MAKERS: dict[str, Maker] = {
    "sqlite": lambda folder: SqliteLedger(folder / "ledger.sqlite", create=True, random=counting()),
}


@pytest.fixture(params=sorted(MAKERS))
def empty(request, tmp_path):
    ledger = MAKERS[request.param](tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def ledger(empty):
    empty.append(opening(), by=ANA, at=AT)
    return empty


def put(ledger: Ledger, *items) -> list[str]:
    return [written.entry.id for written in ledger.append(items, by=ANA, at=AT)]


def erase(ledger: Ledger, entry: str) -> None:
    ledger.erase(entry, "asked for", by=ANA, at=AT)


def stands(ledger: Ledger) -> bytes:
    """The dump as it stands, which must be the one that a rebuild makes."""
    lines = list(ledger.dump())
    assert lines == sorted(lines)
    assert all(canonical(json.loads(line)) == line for line in lines)
    ledger.rebuild()
    assert list(ledger.dump()) == lines
    return b"\n".join(lines)


def test_an_empty_ledger_has_the_root_of_an_empty_tree(empty):
    assert empty.size() == 0
    assert empty.head() == (0, sha(""))
    assert list(empty.entries()) == list(empty.leaves()) == list(empty.dump()) == []
    assert empty.append([], by=ANA, at=AT) == ()


def test_every_type_of_entry_can_be_written_and_read_back_whole(ledger):
    items = every_type()
    assert {type_ for type_, _ in items} == set(PAYLOADS) - {"case-opened", "payload-erased"}
    written = ledger.append(items, by=ANA, at=AT)
    assert tuple(ledger.entries(2)) == written
    assert [one.entry.type for one in written] == [type_ for type_, _ in items]
    assert all(one.by == ANA and one.entry.at == AT for one in written)
    assert all(ledger.entry(one.entry.id) == one for one in written)
    assert ledger.entry("nothing") is None
    stands(ledger)


def test_entries_are_numbered_chained_and_gathered_in_one_tree(ledger):
    put(ledger, *every_type())
    prev, leaves = chain.START, []
    for number, written in enumerate(ledger.entries()):
        raw = chain.entry_bytes(written.entry)
        assert (written.entry.seq, written.entry.prev) == (number, prev)
        assert chain.broken_seal(written) == ""
        prev, leaves = chain.link(raw), [*leaves, leaf_hash(raw)]
    assert [leaf.hex() for leaf in leaves] == list(ledger.leaves())
    for n in (len(leaves), 0, 1, 7, 20, len(leaves)):
        assert ledger.head(n) == (n, chain.root(leaves[:n]).hex())
        assert len(list(ledger.leaves(n))) == n
    assert ledger.head() == ledger.head(ledger.size())
    assert ledger.leaves_from(3, 2) == {3: leaves[3].hex(), 4: leaves[4].hex()}
    with pytest.raises(Misused, match="log has"):
        ledger.head(len(leaves) + 1)


def test_one_bad_payload_leaves_nothing_of_the_batch(ledger):
    before, head = list(ledger.dump()), ledger.head()
    for bad in (("claim-accepted", d.ClaimMoved(claim="x", question=None)), ("no-type", 1), withdrawn("no id")):
        with pytest.raises(Misused):
            put(ledger, receipt(), bad)
    assert (list(ledger.dump()), ledger.head()) == (before, head)


@pytest.mark.parametrize(
    ("item", "word"),
    [
        (("claim-moved", d.ClaimMoved(claim=7, question=None)), "claim-moved.claim"),
        (("claim-moved", d.ClaimMoved(claim="a b", question=None)), "id of a claim"),
        (("claim-accepted", d.ClaimAccepted(claim="c", version="0" * 64, content=content(), drafted_by="person")), "version"),
        (("answer-given", d.AnswerGiven(finding="f", code="N001", text="half a pair: \ud800")), "answer-given"),
        (("answer-given", d.AnswerGiven(finding="f", code="N001", text="x" * 5_000_000)), "too large"),
        (("payload-erased", PayloadErased(entry="e", reason="r")), "erase"),
        (("question-merged", d.QuestionMerged(question="q1", into="q1")), "goes on in it"),
    ],
)
def test_what_cannot_be_an_entry_is_refused_by_field(ledger, item, word):
    with pytest.raises(Misused, match=word):
        put(ledger, item)


@pytest.mark.parametrize("at", ["2026-01-31", "2026-01-31T12:00:00+00:00", "2026-01-31T12:00:00.5Z", "2026-13-31T12:00:00Z", ""])
def test_a_time_is_utc_in_whole_seconds(ledger, at):
    with pytest.raises(Misused, match="whole seconds"):
        ledger.append([receipt()], by=ANA, at=at)


def test_a_case_begins_with_itself_and_the_person_who_opens_it(empty):
    with pytest.raises(Refused, match="case-opened"):
        put(empty, receipt())
    with pytest.raises(Refused, match="second entry"):
        empty.append(opening(person="somebody-else"), by=ANA, at=AT)
    put(empty, *opening()[:1])
    with pytest.raises(Refused, match="second entry"):
        empty.append(opening(person="ben")[1:], by="ben", at=AT)
    put(empty, *opening()[1:])
    with pytest.raises(Refused, match="opened once"):
        put(empty, *opening()[:1])


def test_nobody_writes_without_a_role_for_it(ledger):
    put(ledger, person_added("ben", (d.Role.INVESTIGATOR,)))
    ledger.append([receipt()], by="ben", at=AT)
    with pytest.raises(Refused, match="takes reviewer"):
        ledger.append([receipt("b"), claim()], by="ben", at=AT)
    with pytest.raises(Refused, match="nobody of this case"):
        ledger.append([receipt()], by="carla", at=AT)
    put(ledger, person_added("ben", (d.Role.REVIEWER,)))
    ledger.append([claim()], by="ben", at=AT)
    put(ledger, person_revoked("ben"))
    with pytest.raises(Refused, match="no role"):
        ledger.append([claim("c2")], by="ben", at=AT)
    assert ledger.row("person", "ben").body["history"] == [[2, ["investigator"]], [4, ["reviewer"]], [6, []]]
    assert not ledger.row("person", "ben").body["active"]


def test_rows_come_in_the_order_of_ids_with_a_cursor_and_a_limit(ledger):
    put(ledger, *(claim(f"claim{n:04d}", text=f"text {n % 2}", start=n) for n in range(1203)))
    idents = [row.id for row in ledger.rows("claim")]
    assert idents == sorted(idents)
    assert len(idents) == 1203
    assert [row.id for row in ledger.rows("claim", after="claim0500", limit=3)] == ["claim0501", "claim0502", "claim0503"]
    odd = [row.id for row in ledger.rows("claim", key=f"text:{sha('text 1')}")]
    assert odd == idents[1::2]
    assert [row.id for row in ledger.rows("claim", key=f"text:{sha('text 1')}", after=odd[-2], limit=900)] == odd[-1:]
    assert list(ledger.rows("claim", limit=0)) == list(ledger.rows("nothing")) == []


def test_a_mended_claim_is_a_new_version_of_the_same_id_and_the_earlier_one_stays(ledger):
    put(ledger, question(), claim(), moved())
    put(ledger, claim(quote="at least nine stations"))
    row = ledger.row("claim", "claim1")
    assert row.body["version"] == content(quote="at least nine stations").version
    assert row.body["question"] == "q1"
    assert set(row.keys) == {"question:q1", f"text:{sha('text a')}", f"document:{sha('a')}"}
    assert [past.body["version"] for past in ledger.rows("claim-version", key="claim:claim1")] == [content().version]
    stands(ledger)


def test_a_withdrawn_claim_stands_no_more_and_can_still_be_traced(ledger):
    put(ledger, claim(), moved(), withdrawn())
    assert ledger.row("claim", "claim1") is None
    assert not list(ledger.rows("claim", key="question:q1"))
    assert [past.id for past in ledger.rows("claim-version")] == [f"claim1:{content().version}"]
    stands(ledger)


def test_the_newest_word_of_a_thing_replaces_the_one_before(ledger):
    put(ledger, conclusion(), conclusion(text="Newer."), conclusion("con2", supersedes="con1"))
    put(ledger, reply(), reply(words="No."), site(), site(title="Barcelona, second"), answer(), answer(text="newer"))
    put(ledger, graded(), graded(grade="C"), classified(), classified(as_=d.NameClass.WORK), question(), question(title="Newer?"))
    assert [row.id for row in ledger.rows("conclusion")] == ["con2"]
    assert [row.body["recorded"]["words"] for row in ledger.rows("reply")] == ["No."]
    assert [row.body["opened"]["title"] for row in ledger.rows("site")] == ["Barcelona, second"]
    assert [row.body["given"]["text"] for row in ledger.rows("answer")] == ["newer"]
    assert [row.body["graded"]["grade"] for row in ledger.rows("grade")] == ["C"]
    assert [row.body["classified"]["as_"] for row in ledger.rows("name")] == ["work"]
    assert [row.body["asked"]["title"] for row in ledger.rows("question")] == ["Newer?"]
    stands(ledger)


def test_questions_never_go_on_in_a_circle(ledger):
    put(ledger, question("q1"), question("q2"), question("q3"), merged("q1", "q2"), merged("q2", "q3"))
    with pytest.raises(Misused, match="goes on in it"):
        put(ledger, merged("q3", "q1"))


def test_the_same_bytes_twice_are_one_document_with_two_receipts(ledger):
    put(ledger, receipt(name="first.html"), receipt("b"), reading(), disclosure(), receipt(name="second.html"))
    body = ledger.row("document", sha("a")).body
    assert [one["receipt"]["name"] for one in body["receipts"]] == ["first.html", "second.html"]
    assert body["reading"]["text"] == sha("text a")
    assert body["disclosure"] == "hash-only"
    assert [row.body["document"] for row in ledger.rows("arrival")] == [sha("a"), sha("b")]
    stands(ledger)


def test_a_document_with_very_many_receipts_has_a_small_row_and_loses_none(ledger):
    for start in range(0, 2000, 500):
        put(ledger, *(receipt(name=f"{start + n}.html") for n in range(500)))
    row = ledger.row("document", sha("a"))
    assert len(canonical(row.body)) < 10_000
    names = [one["receipt"]["name"] for one in row.body["receipts"]]
    names += [more.body["receipt"]["name"] for more in ledger.rows("receipt", key=f"document:{sha('a')}")]
    assert names == [f"{n}.html" for n in range(2000)]


def test_the_evidence_digest_covers_what_is_evidence_and_nothing_else(ledger):
    put(ledger, receipt(), claim())
    state = ledger.row("state", "state").body
    digest = chain.EVIDENCE_START
    for leaf in ledger.leaves():
        digest = chain.evidence_after(digest, bytes.fromhex(leaf))
    assert state == {"evidence": digest, "size": 4, "at": AT}
    ledger.append([checked()], by=ANA, at="2026-02-01T00:00:00Z")
    assert ledger.row("state", "state").body == state
    ledger.append([receipt("b")], by=ANA, at="2026-02-02T00:00:00Z")
    assert ledger.row("state", "state").body["size"] == 6
    assert ledger.row("state", "state").body["at"] == "2026-02-02T00:00:00Z"


# Erasure


def test_an_erased_payload_is_gone_from_entries_and_projections_and_the_rest_still_proves(ledger):
    _, ident, _ = put(ledger, receipt(), claim(quote="words of a witness"), receipt("b"))
    leaves, digest = list(ledger.leaves()), ledger.row("state", "state").body["evidence"]
    erasure = ledger.erase(ident, "the witness asked", by=ANA, at=AT)
    gone = ledger.entry(ident)
    assert (gone.payload, gone.by, gone.salt) == (None, None, None)
    assert (erasure.entry.type, erasure.payload["entry"]) == ("payload-erased", ident)
    assert list(ledger.leaves())[:-1] == leaves
    assert ledger.row("claim", "claim1") is None
    assert ledger.row("state", "state").body["evidence"] != digest
    assert ledger.row("erased", ident).body == {
        "type": "claim-accepted", "seq": 3, "at": AT, "reason": "the witness asked", "erasure": erasure.entry.id,
    }
    assert b"words of a witness" not in stands(ledger)


def test_a_persons_name_goes_with_its_payload(ledger):
    ident, _ = put(ledger, person_added("ben", name="Benjamin Hidden"), receipt())
    with pytest.raises(Refused, match="revoke the person first"):
        erase(ledger, ident)
    put(ledger, person_revoked("ben"))
    erase(ledger, ident)
    assert ledger.row("person", "ben") is None
    assert b"Benjamin" not in stands(ledger)


def test_an_erasure_never_brings_back_what_was_replaced(ledger):
    first, second = put(ledger, claim(), claim(quote="mended words"))
    with pytest.raises(Refused, match=f"erase entry {first} first"):
        erase(ledger, second)
    erase(ledger, first)
    assert ledger.row("claim", "claim1").body["entry"] == second
    assert not list(ledger.rows("claim-version"))
    erase(ledger, second)
    assert not list(ledger.rows("claim"))
    stands(ledger)


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ([claim()], withdrawn()),
        ([claim(), moved()], moved(question=None)),
        ([person_added("ben")], person_revoked("ben")),
        ([receipt()], disclosure()),
        ([receipt(), disclosure()], disclosure(how=Disclosure.WHOLE)),
        ([question(), question("q2")], merged()),
        ([conclusion()], conclusion("con2", supersedes="con1")),
        ([classified(as_=d.NameClass.PUBLIC_ROLE)], classified()),
        ([reading()], reading(version="2", text="newer")),
    ],
)
def test_what_took_something_away_is_not_erased_while_that_is_on_record(ledger, before, last):
    put(ledger, *before)
    (ident,) = put(ledger, last)
    lines, size = list(ledger.dump()), ledger.size()
    with pytest.raises(Refused, match="bring back"):
        erase(ledger, ident)
    assert (list(ledger.dump()), ledger.size()) == (lines, size)
    assert ledger.entry(ident).payload is not None


def test_what_holds_nobodys_words_is_not_erased(ledger):
    (run,) = put(ledger, checked())
    (ident,) = put(ledger, rejected())
    erase(ledger, ident)
    erasure = list(ledger.entries())[-1].entry.id
    for kept in (next(ledger.entries()).entry.id, run, erasure):
        with pytest.raises(Refused, match="nothing to be erased"):
            erase(ledger, kept)
    with pytest.raises(Misused, match="erased before"):
        erase(ledger, ident)
    with pytest.raises(Misused, match="no entry"):
        erase(ledger, "nothing")


def test_only_a_custodian_or_an_admin_erases(ledger):
    (ident, _) = put(ledger, receipt(), person_added("ben", (d.Role.REVIEWER,)))
    with pytest.raises(Refused, match="takes admin or custodian"):
        ledger.erase(ident, "r", by="ben", at=AT)
    assert ledger.entry(ident).payload is not None


def test_what_came_after_an_erased_payload_is_kept(ledger):
    first, *_ = put(ledger, receipt(name="secret.html"), reading(), disclosure(), receipt(name="open.html"))
    erase(ledger, first)
    body = ledger.row("document", sha("a")).body
    assert [one["receipt"]["name"] for one in body["receipts"]] == ["open.html"]
    assert body["disclosure"] == "hash-only"
    assert body["reading"]["title"] == "A title"
    assert b"secret" not in stands(ledger)


# States


def test_a_snapshot_stays_while_others_write(ledger):
    put(ledger, claim())
    with ledger.snapshot() as still:
        before = (still.size(), still.head(), list(still.dump()))
        put(ledger, claim("claim2"), withdrawn())
        assert (still.size(), still.head(), list(still.dump())) == before
        assert still.row("claim", "claim1") is not None
        assert [row.id for row in still.rows("claim")] == ["claim1"]
        assert len(list(still.entries())) == 3
    assert [row.id for row in ledger.rows("claim")] == ["claim2"]


def test_a_stream_goes_on_while_entries_are_appended(ledger):
    put(ledger, *(receipt(n) for n in range(600)))
    seen = 0
    for _ in ledger.entries():
        seen += 1
        if seen == 100:
            put(ledger, receipt("late"))
    assert seen == 603
