"""W003 is a house rule for associations, businesses and persons, and one of evidence for states."""

from __future__ import annotations

import pytest

from tests.simulators.plain_view import AT, PERSON, PlainView
from witnessmark.records import decisions as d
from witnessmark.records import view as v
from witnessmark.records.claims import Modality
from witnessmark.records.findings import Verdict
from witnessmark.rules import rule
from witnessmark.weigh.run import run

DRAWN = v.Conclusion(entry="e", at=AT, by=PERSON, drawn=d.ConclusionDrawn(
    conclusion="k1", question="q1", sentences=(d.Sentence(language="en", text="It runs the station."),), modality=Modality.ASSERTED,
    claims=(), accuses=("The Accused",)))


def reply(sort: d.Accused, who: str = "the accused") -> v.Reply:
    return v.Reply(entry="e", at=AT, by=PERSON, recorded=d.ReplyRecorded(
        reply="r1", who=who, sort=sort, asked_at=None, how="", deadline=None, outcome=d.Outcome.NOT_ASKED, words="", conclusions=("k1",)))


@pytest.mark.parametrize(("sort", "shuts"), [
    (d.Accused.STATE, False), (d.Accused.ASSOCIATION, True), (d.Accused.BUSINESS, True), (d.Accused.PERSON, True),
])
def test_a_state_that_was_not_asked_is_printed_and_shuts_no_gate(sort: d.Accused, shuts: bool) -> None:
    (found,) = run(rule("W003"), PlainView(drawn=(DRAWN,), replied=(reply(sort),))).findings
    assert (found.verdict, found.shuts) == (Verdict.FAILS, shuts)


def test_somebody_of_whom_nothing_is_noted_is_taken_for_no_state() -> None:
    (found,) = run(rule("W003"), PlainView(drawn=(DRAWN,), replied=(reply(d.Accused.STATE, "Somebody Else"),))).findings
    assert (found.verdict, found.shuts) == (Verdict.FAILS, True)
