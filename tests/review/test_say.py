"""The forms of `answer`, `grade` and `reply`: each binds to one thing, and twice the same writes nothing."""

import pytest

from tests.review.desks import ONE, SHA, TWO, claim_said, desk, given, grown, line, view
from witnessmark.records.faults import Misused
from witnessmark.records.findings import Finding, Verdict
from witnessmark.review.accept import decide
from witnessmark.review.conclude import conclude
from witnessmark.review.say import answer, grade, reply

THREE = {"document": SHA, "quote": "three in Valencia"}
TEXT = "A group says that there are three in Valencia."


@pytest.fixture
def filled():
    table, opened = desk(), {}
    after = grown(view(), decide(table, line(decision="accept", document=SHA, claim=claim_said("three"))))
    lines = [
        line(open={"title": "How many?", "kind": "count"}, claims=[THREE]),
        line(
            conclude={"question": "How many?", "sentences": [{"language": "en", "text": TEXT}], "modality": "asserted", "claims": [THREE]}
        ),
    ]
    table = desk(after)
    return grown(after, [payload for said in lines for payload in conclude(table, said, opened)])


def found(code: str, about: str, verdict: Verdict = Verdict.FAILS, *facts) -> Finding:
    return Finding(code=code, verdict=verdict, about=(about,), message="so", facts=facts)


def test_an_answer_binds_to_one_finding_by_id_or_by_what_it_is_about(filled):
    claim, question = filled.accepted[0].id, filled.asked[0].id
    findings = (found("N003", question), found("A001", claim), found("A001", question, Verdict.HOLDS))
    for said in ({"finding": findings[1].id}, {"code": "A001", "about": THREE}, {"code": "A001", "about": claim}):
        ((_, given_),) = answer(desk(filled), line(**said, text="They named nobody."), findings)
        assert (given_.finding, given_.code) == (findings[1].id, "A001")
    ((_, given_),) = answer(desk(filled), line(code="N003", about="How many?", text="Two reports."), findings)
    assert given_.finding == findings[0].id


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"finding": "x", "text": "y"}, "0 findings fit"),
        ({"code": "N003", "about": "nothing", "text": "y"}, "0 findings fit"),
        ({"text": "y"}, '"code"'),
        ({"code": "N001", "about": "How many?", "text": "y"}, "2 findings fit"),
        ({"code": "N003", "about": "How many?", "text": " "}, '"text"'),
        ({"code": "N003", "text": "y"}, "by its id or"),
        ({"finding": 3, "text": "y"}, '"finding"'),
        ({"code": "N003", "about": "How many?", "text": "y", "by": "z"}, "unknown"),
    ],
)
def test_an_answer_that_fits_no_finding_or_several_is_a_fault(filled, said, words):
    question = filled.asked[0].id
    findings = (
        found("N003", question),
        found("N001", question, Verdict.FAILS, ("a", "1")),
        found("N001", question, Verdict.FAILS, ("a", "2")),
    )
    with pytest.raises(Misused, match=r"file.jsonl, line 7: ") as raised:
        answer(desk(filled), line(**said), findings)
    assert words in str(raised.value)


def test_a_source_is_graded_a_to_f_and_an_information_1_to_6(filled):
    ((_, source),) = grade(desk(filled), line(of="source", about="Harbour Courier", grade="B", reason="names its speakers"))
    ((_, information),) = grade(desk(filled), line(of="information", claim=THREE, grade="2", reason="two say so"))
    assert (source.about, information.about) == ("Harbour Courier", filled.accepted[0].id)
    after = grown(filled, [("graded", source)])
    assert grade(desk(after), line(of="source", about="Harbour Courier", grade="B", reason="names its speakers")) == []
    assert len(grade(desk(after), line(person=TWO, of="source", about="Harbour Courier", grade="B", reason="names its speakers"))) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"of": "source", "about": "x", "grade": "2", "reason": "y"}, "A to F"),
        ({"of": "information", "claim": THREE, "grade": "B", "reason": "y"}, "A to F"),
        ({"of": "source", "about": "x", "grade": "G", "reason": "y"}, "A to F"),
        ({"of": "source", "grade": "A", "reason": "y"}, '"about"'),
        ({"of": "source", "about": "x", "grade": "A"}, '"reason"'),
        ({"of": "team", "about": "x", "grade": "A", "reason": "y"}, "none of"),
        ({"of": "information", "grade": "1", "reason": "y"}, "by its id or"),
        ({"of": "source", "about": "x", "grade": "AB", "reason": "y"}, "A to F"),
    ],
)
def test_a_fault_of_a_grade_names_its_words(filled, said, words):
    with pytest.raises(Misused) as raised:
        grade(desk(filled), line(**said))
    assert words in str(raised.value)


ASKED = {
    "who": "Hometown Society",
    "sort": "association",
    "asked_at": "2022-11-07",
    "how": "by letter",
    "deadline": "2022-11-21",
    "outcome": "asked",
    "conclusions": [TEXT],
}


def test_what_became_of_one_request_is_the_newest_state_of_one_reply(tmp_path, filled):
    table, made = desk(filled), []
    given(tmp_path, lambda said: made.extend(reply(table, said)), {"person": ONE, **ASKED}, {"person": ONE, **ASKED})
    ((_, first),) = made
    assert first.conclusions == (filled.drawn[0].drawn.conclusion,)
    after = grown(filled, made)
    assert reply(desk(after), line(**ASKED)) == []
    ((_, second),) = reply(desk(after), line(**{**ASKED, "outcome": "answered", "words": "We lend a room."}))
    assert second.reply == first.reply
    ((_, other),) = reply(desk(after), line(**{**ASKED, "asked_at": "2023-01-02", "deadline": "2023-01-30"}))
    assert other.reply != first.reply


def test_two_documented_positions_of_one_body_are_two_replies(filled):
    said = {"who": "Ministry", "sort": "state", "outcome": "answered", "how": "a documented position"}
    after = grown(filled, reply(desk(filled), line(**said, words="No such stations.")))
    ((_, other),) = reply(desk(after), line(**said, words="Run by volunteers."))
    assert other.reply != after.replied[0].recorded.reply
    assert reply(desk(after), line(**said, words="No such stations.")) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"outcome": "lost"}, "none of"),
        ({"sort": "club"}, "none of"),
        ({"who": ""}, '"who"'),
        ({"asked_at": "2022-13-01"}, "no date"),
        ({"asked_at": "7 November"}, "no date"),
        ({"asked_at": "２０２２-11-07"}, "no date"),
        ({"deadline": "2022-11-31"}, "no date"),
        ({"deadline": "2022-11-01"}, "before"),
        ({"asked_at": None}, "needs the dates"),
        ({"outcome": "silent", "deadline": None}, "needs the dates"),
        ({"outcome": "answered"}, "in full"),
        ({"outcome": "not-asked", "reason": "x"}, "two people"),
        ({"outcome": "not-asked", "signed_by": [ONE, TWO]}, "two people"),
        ({"outcome": "not-asked", "reason": "x", "signed_by": [ONE, ONE]}, "two people"),
        ({"signed_by": ["Nobody"]}, "nobody of this case"),
        ({"conclusions": ["nothing"]}, "0 conclusions"),
        ({"conclusions": "x"}, "list of"),
        ({"by": "x"}, "unknown field"),
    ],
)
def test_a_fault_of_a_reply_names_its_words(filled, more, words):
    with pytest.raises(Misused, match=r"file.jsonl, line 7: ") as raised:
        reply(desk(filled), line(**{**ASKED, **more}))
    assert words in str(raised.value)


def test_not_asking_is_signed_by_two(filled):
    said = {
        **ASKED,
        "outcome": "not-asked",
        "asked_at": None,
        "deadline": None,
        "reason": "it would endanger a witness",
        "signed_by": [ONE, TWO],
    }
    ((_, recorded),) = reply(desk(filled), line(**said))
    assert len(set(recorded.signed_by)) == 2
