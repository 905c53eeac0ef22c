"""The forms of `conclude`: questions are opened, claims moved, questions merged, conclusions drawn; twice the same writes nothing."""

import pytest

from tests.review.desks import ONE, SHA, claim_said, desk, given, grown, line, view
from witnessmark.records import decisions as d
from witnessmark.records.faults import Misused
from witnessmark.review.accept import decide
from witnessmark.review.conclude import conclude

THREE, NINE = {"document": SHA, "quote": "three in Valencia"}, {"document": SHA, "quote": "Nine stations in Spain", "start": 0}
OPEN = {
    "open": {"title": "How many in Valencia?", "kind": "count", "unit": "station", "place": "Valencia", "place_id": "gn:1"},
    "claims": [THREE],
}
SPAIN = {
    "open": {"title": "How many in Spain?", "kind": "count", "unit": "station", "period": "2022", "scope": {"whose": "a group"}},
    "claims": [NINE],
}
SENTENCES = [{"language": "en", "text": "A group says that there are three in Valencia."}]
DRAW = {
    "conclude": {
        "question": "How many in Valencia?",
        "sentences": SENTENCES,
        "modality": "asserted",
        "value": "3",
        "unit": "station",
        "claims": [THREE],
        "speakers": ["a group"],
        "time": "2022-10",
    }
}


@pytest.fixture
def filled():
    table = desk()
    accepted = [line(decision="accept", document=SHA, claim=claim_said(which)) for which in ("three", "nine")]
    return grown(view(), [payload for said in accepted for payload in decide(table, said)])


def payloads(tmp_path, before, *lines):
    table, opened, out = desk(before), {}, []
    given(tmp_path, lambda said: out.extend(conclude(table, said, opened)), *({"person": ONE, **said} for said in lines))
    return out


def fault(before, **said) -> str:
    with pytest.raises(Misused) as raised:
        conclude(desk(before), line(**said), {})
    assert "file.jsonl, line 7: " in str(raised.value)
    return str(raised.value)


def sorts(made) -> list[str]:
    return [sort for sort, _ in made]


def test_a_question_is_opened_with_its_claims_and_concluded_in_one_file(tmp_path, filled):
    made = payloads(tmp_path, filled, OPEN, DRAW)
    assert sorts(made) == ["question-opened", "claim-moved", "conclusion-drawn"]
    asked, moved, drawn = (record for _, record in made)
    assert asked.question == moved.question == drawn.question
    three = next(claim for claim in filled.accepted if claim.id == moved.claim)
    assert drawn.claims == (d.Cited(claim=three.id, version=three.version),)
    assert (drawn.value, drawn.time.earliest) == ("3", "2022-10-01")


def test_the_same_file_given_twice_writes_nothing(tmp_path, filled):
    lines = (
        OPEN,
        SPAIN,
        DRAW,
        {"move": NINE, "to": "How many in Valencia?"},
        {"merge": "How many in Spain?", "into": "How many in Valencia?"},
    )
    first = payloads(tmp_path, filled, *lines)
    after = grown(filled, first)
    # Opening a question again puts its claims under it again, so a file that moves them away moves them twice; its end is the same.
    again = grown(after, payloads(tmp_path, after, OPEN, DRAW, *lines[3:]))
    assert (again.asked, again.drawn, again.accepted) == (after.asked, after.drawn, after.accepted)
    assert payloads(tmp_path, after, OPEN, DRAW, *lines[3:]) == []


def test_of_two_equal_lines_of_a_file_one_is_written(tmp_path, filled):
    assert sorts(payloads(tmp_path, filled, OPEN, OPEN, DRAW, DRAW)) == ["question-opened", "claim-moved", "conclusion-drawn"]


def test_a_claim_that_stands_where_it_should_is_not_moved_again(tmp_path, filled):
    after = grown(filled, payloads(tmp_path, filled, OPEN))
    assert payloads(tmp_path, after, {"move": THREE, "to": "How many in Valencia?"}) == []
    out = payloads(tmp_path, after, {"move": THREE, "to": None}, {"move": THREE, "to": None})
    assert [record.question for _, record in out] == [None]


def test_merging_moves_the_claims_even_those_that_the_same_file_moved(tmp_path, filled):
    made = payloads(tmp_path, filled, OPEN, SPAIN, {"merge": "How many in Spain?", "into": "How many in Valencia?"})
    assert sorts(made)[-2:] == ["claim-moved", "question-merged"]
    after = grown(filled, made)
    (into,) = {claim.question for claim in after.accepted}
    merged = next(question for question in after.asked if question.merged_into)
    assert (merged.merged_into, merged.asked.title) == (into, "How many in Spain?")
    assert payloads(tmp_path, after, {"merge": "How many in Spain?", "into": "How many in Valencia?"}) == []


def test_what_is_said_of_a_merged_question_is_said_of_the_one_in_which_it_goes_on(tmp_path, filled):
    third = {"open": {"title": "How many at all?", "kind": "count", "unit": "station"}, "claims": []}
    after = grown(filled, payloads(tmp_path, filled, OPEN, SPAIN, third, {"merge": "How many in Valencia?", "into": "How many in Spain?"}))
    after = grown(after, payloads(tmp_path, after, {"merge": "How many in Spain?", "into": "How many at all?"}))
    ((_, drawn),) = payloads(tmp_path, after, DRAW)
    assert drawn.question == next(q.id for q in after.asked if q.asked.title == "How many at all?")
    for name in ("How many in Valencia?", "How many in Spain?"):
        assert payloads(tmp_path, after, {"merge": name, "into": "How many at all?"}) == []


def test_questions_are_not_merged_in_a_circle_or_twice(tmp_path, filled):
    after = grown(filled, payloads(tmp_path, filled, OPEN, SPAIN, {"merge": "How many in Spain?", "into": "How many in Valencia?"}))
    assert "in itself" in fault(after, merge="How many in Valencia?", into="How many in Spain?")
    assert "in itself" in fault(after, merge="How many in Valencia?", into="How many in Valencia?")
    with pytest.raises(Misused, match="line 5: "):
        payloads(
            tmp_path,
            filled,
            OPEN,
            SPAIN,
            {"merge": "How many in Spain?", "into": "How many in Valencia?"},
            {"open": {"title": "Third", "kind": "count"}, "claims": []},
            {"merge": "How many in Spain?", "into": "Third"},
        )


def test_the_same_sentences_with_other_fields_are_the_same_conclusion_drawn_anew(tmp_path, filled):
    after = grown(filled, payloads(tmp_path, filled, OPEN, DRAW))
    ((_, anew),) = payloads(tmp_path, after, {"conclude": {**DRAW["conclude"], "modality": "hedged"}})
    assert anew.conclusion == after.drawn[0].drawn.conclusion
    assert payloads(tmp_path, grown(after, [("conclusion-drawn", anew)]), {"conclude": {**DRAW["conclude"], "modality": "hedged"}}) == []


def test_what_a_conclusion_supersedes_is_named_by_a_sentence_or_id(tmp_path, filled):
    after = grown(filled, payloads(tmp_path, filled, OPEN, DRAW))
    other = {**DRAW["conclude"], "sentences": [{"language": "en", "text": "Three."}], "supersedes": SENTENCES[0]["text"]}
    ((_, drawn),) = payloads(tmp_path, after, {"conclude": other})
    assert drawn.supersedes == after.drawn[0].drawn.conclusion
    assert "0 conclusions are" in fault(after, conclude={**other, "supersedes": "nothing like it"})


def test_a_conclusion_cites_the_version_that_stands(tmp_path, filled):
    after = grown(filled, payloads(tmp_path, filled, OPEN, DRAW))
    mended = grown(after, decide(desk(after), line(decision="mend", document=SHA, claim=claim_said("three", value="4"), replaces=THREE)))
    ((_, drawn),) = payloads(tmp_path, mended, DRAW)
    assert drawn.claims[0].version == next(claim.version for claim in mended.accepted if claim.content.value == "4")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "none of"),
        ({"open": "x"}, "must be an object"),
        ({"open": {}}, '"title"'),
        ({"open": {"title": "x"}}, '"kind"'),
        ({"open": {"title": "x", "kind": "count", "period": "soon"}}, '"period"'),
        ({"open": {"title": "x", "kind": "count", "scope": {"x": 1}}}, '"scope"'),
        ({"open": {"title": "x", "kind": "count", "place_id": "gn:99"}}, "no place"),
        ({"open": {"title": "x", "kind": "count", "why": "x"}}, "unknown field"),
        ({"open": {"title": "x", "kind": "count"}, "claims": "x"}, "must be a list"),
        ({"open": {"title": "x", "kind": "count"}, "claims": ["x"]}, "no accepted claim"),
        ({**OPEN, "to": "x"}, "unknown field"),
        ({"move": THREE}, '"to" is missing'),
        ({"move": THREE, "to": "x"}, "0 questions are called"),
        ({"move": "x", "to": None}, "no accepted claim"),
        ({"move": THREE, "to": 3}, "must be a string"),
        ({"merge": "x", "into": "y"}, "0 questions"),
        ({"merge": "x"}, '"into"'),
        ({"conclude": []}, "must be an object"),
        ({"conclude": {}}, "at least one sentence"),
        ({"conclude": {**DRAW["conclude"], "question": "x"}}, "0 questions"),
        ({"conclude": {**DRAW["conclude"], "sentences": ["x"]}}, "a sentence is"),
        ({"conclude": {**DRAW["conclude"], "sentences": [{"language": "en", "text": " "}]}}, '"text"'),
        ({"conclude": {**DRAW["conclude"], "sentences": [{"text": "x", "language": "en", "by": "x"}]}}, "unknown field"),
        ({"conclude": {**DRAW["conclude"], "modality": "x"}}, "none of"),
        ({"conclude": {**DRAW["conclude"], "value": "x"}}, "is no number"),
        ({"conclude": {**DRAW["conclude"], "time": "x"}}, '"time"'),
        ({"conclude": {**DRAW["conclude"], "speakers": "x"}}, "list of"),
        ({"conclude": {**DRAW["conclude"], "claims": [{"document": SHA}]}}, "2 accepted claims"),
        ({"conclude": {**DRAW["conclude"], "accused": []}}, "unknown field"),
    ],
)
def test_a_fault_names_its_words(tmp_path, filled, said, words):
    after = grown(filled, payloads(tmp_path, filled, OPEN))
    assert words in fault(after, **said)


def test_two_questions_of_one_title_are_told_apart_by_id(tmp_path, filled):
    after = grown(filled, payloads(tmp_path, filled, OPEN))
    twin = d.QuestionOpened(question="f" * 32, title="How many in Valencia?", kind=after.asked[0].asked.kind)
    both = grown(after, [("question-opened", twin)])
    assert "2 questions are called" in fault(both, move=THREE, to="How many in Valencia?")
    ((_, moved),) = conclude(desk(both), line(move=THREE, to="f" * 32), {})
    assert moved.question == "f" * 32
