"""A user's own finders in a case: off until named, testimony held back, answers kept and used again, another host only by two people."""

import dataclasses
import json
import shutil

import pytest

from tests.consult.rogue import serving
from tests.walk.made import PERSON, WORDS, ada, case_in
from witnessmark.consult.endpoint import Endpoint
from witnessmark.preserve.checks import check_bytes
from witnessmark.records.codec import decode
from witnessmark.records.decisions import Mode
from witnessmark.records.documents import Received
from witnessmark.records.faults import Misused, Refused, Unreachable
from witnessmark.records.findings import Verdict
from witnessmark.walk.begin import add_person, append
from witnessmark.walk.consult import ask, offered
from witnessmark.walk.drafts import drafts_of
from witnessmark.walk.gather import read, take_in
from witnessmark.walk.judge import decide, view_of

OFFERS = [
    {"kind": "link", "quote": "nine stations in Spain", "subject": "The report", "object": None},
    {"kind": "count", "quote": "nine stations in Spain", "value": "9", "unit": "station"},
    {"kind": "act", "quote": "nobody said this"},
]


def says(claims):
    body = json.dumps({"model": "small", "choices": [{"message": {"content": json.dumps({"claims": claims})}}]}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
    return lambda line: line.sendall(head + body)


@pytest.fixture
def case(tmp_path):
    made = case_in(tmp_path, mode=Mode.TWO_PEOPLE)
    add_person(made, name="Ben Second", roles=["reviewer", "admin"], by=PERSON)
    (tmp_path / "report.txt").write_text(WORDS, "utf-8")
    take_in(made, [str(tmp_path / "report.txt")], by=ada(made))
    read(made, by=ada(made))
    return made


def small(port):
    return Endpoint(url=f"http://127.0.0.1:{port}/v1", model="small", seconds=5)


def test_offers_wait_for_review_beside_our_own_drafts_and_the_answer_is_kept(case):
    before = sum(len(drafts) for _, drafts in drafts_of(case))
    asked = []
    with serving(says(OFFERS), asked) as port:
        done = ask(case, [small(port)], by=ada(case))
        again = ask(case, [small(port)], by=ada(case))
    assert (done.texts, done.drafts, done.dropped.total()) == (1, 2, 1)
    assert (again.texts, again.unchanged, len(asked)) == (0, 1, 1)
    ((_, drafts),) = drafts_of(case)
    finders = [draft["finder"] for draft in drafts]
    assert len(drafts) == before + 1, "an offer that says what our own draft says is the same draft"
    assert finders.count("endpoint:small") == 1
    (entry,) = [w.payload for w in case.ledger.entries() if w.entry.type == "finder-consulted"]
    kept = json.loads(case.store.get(entry["output"]))
    assert kept["prompt"] == entry["prompt"] == small(1).prompt
    assert kept["offers"] == OFFERS
    assert len(entry["model"]) == 64


def test_what_lies_in_work_is_made_again_from_the_kept_answer(case):
    with serving(says(OFFERS)) as port:
        ask(case, [small(port)], by=ada(case))
    text = next(iter(drafts_of(case)))[0]
    before = offered(case, text)
    shutil.rmtree(case.path / "work" / "offered")
    assert offered(case, text) == before


def test_a_changed_answer_is_found(case):
    with serving(says(OFFERS)) as port:
        ask(case, [small(port)], by=ada(case))
    (entry,) = [w.payload for w in case.ledger.entries() if w.entry.type == "finder-consulted"]
    path = case.store.path(entry["output"])
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"nine", b"nune"))
    assert [f.facts[0] for f in check_bytes(view_of(case)) if f.verdict is Verdict.FAILS] == [("object", "answer of a finder")]


def test_being_asked_makes_no_run_old(case):
    before = view_of(case).digest
    with serving(says(OFFERS)) as port:
        ask(case, [small(port)], by=ada(case))
    assert view_of(case).digest == before


@pytest.mark.parametrize("where", ["itself", "its container"])
def test_testimony_is_shown_to_no_finder_whatever_the_finder_says(case, tmp_path, where):
    """No door lets testimony in yet; this puts it behind the door, as a later version or a hand in the ledger would."""
    row = next(iter(case.ledger.rows("document")))
    receipt = decode(Received, row.body["receipts"][0]).receipt
    if where == "itself":
        forged = [dataclasses.replace(receipt, testimony=True, came_from="a witness")]
    else:
        parent = "ab" * 32
        forged = [dataclasses.replace(receipt, document=parent, testimony=True), dataclasses.replace(receipt, parent=parent, came_from="mail")]
    append(case, [("document-received", one) for one in forged], by=ada(case))

    class Eager:
        """Claims to be local and harmless, and asks for everything."""

        name, version, prompt, host = "eager", "1", "", ""

        def ask(self, _):
            raise AssertionError("it was shown testimony")

    done = ask(case, [Eager()], by=ada(case))
    assert (done.texts, done.testimony) == (0, 1)


def far():
    return Endpoint(url="https://models.example.org/v1", model="large", hosts=frozenset({"models.example.org"}), seconds=1)


def line(tmp_path, **said):
    file = tmp_path / "hosts.jsonl"
    file.write_text(json.dumps({"person": PERSON, "host": "models.example.org", "reason": "our own server", **said}), "utf-8")
    return file


def test_another_host_is_refused_until_two_people_decide(case, tmp_path):
    with pytest.raises(Refused, match="permit-host"):
        ask(case, [far()], by=ada(case))
    with pytest.raises(Misused, match="seconded_by"):
        decide(case, "review", line(tmp_path, decision="permit-host"))
    with pytest.raises(Misused, match="second their own"):
        decide(case, "review", line(tmp_path, decision="permit-host", seconded_by=PERSON))
    decide(case, "review", line(tmp_path, decision="permit-host", seconded_by="Ben Second"))
    with pytest.raises((Unreachable, AssertionError)):  # it is asked now; in a test no network answers
        ask(case, [far()], by=ada(case))
    decide(case, "review", line(tmp_path, decision="forbid-host"))
    with pytest.raises(Refused):
        ask(case, [far()], by=ada(case))


def test_nobody_there_stops_the_round_and_keeps_what_was_asked(case, tmp_path):
    with serving(says([])) as port:
        pass
    with pytest.raises(Unreachable):
        ask(case, [small(port)], by=ada(case))
    assert not list(case.ledger.rows("consulted"))
