"""Proposals of questions: what seems to answer the same thing, for a person to decide."""

from __future__ import annotations

from tests.simulators.plain_view import text_of
from witnessmark.records.claims import Claim, Content, Kind, Modality, Scope
from witnessmark.records.edtf import when
from witnessmark.weigh.questions import proposals

TEXT = text_of("There are 54 stations.")


def claim(ident: str, time: str | None = None, *, question: str | None = None, **more: object) -> Claim:
    content = Content(anchor=TEXT.anchor(10, 21), modality=Modality.ASSERTED, value="54",
                      time=when(time) if time else None, **{"kind": Kind.COUNT, "unit": "station", "place": "Spain", **more})  # type: ignore[arg-type]
    return Claim(id=ident, version=content.version, content=content, question=question)


def test_claims_of_one_unit_place_and_time_are_one_proposal() -> None:
    (found,) = proposals([claim("a", "2022-10"), claim("b", "2022"), claim("c")])
    assert found.claims == ("a", "b", "c")
    assert found.title == "How many stations in Spain?"
    assert found.as_opened() == {"title": "How many stations in Spain?", "kind": "count", "unit": "station", "place": "Spain"}


def test_other_units_places_and_scopes_are_other_questions() -> None:
    given = [claim("a"), claim("b", unit="city"), claim("c", place="Italy"), claim("d", scope=Scope(whose="Fuzhou"))]
    assert len(proposals(given)) == 4


def test_times_that_are_apart_are_other_questions_and_a_claim_without_time_joins_none_of_them() -> None:
    found = proposals([claim("a", "2021"), claim("b", "2023"), claim("c")])
    assert sorted(g.claims for g in found) == [("a",), ("b",), ("c",)]


def test_overlap_is_not_transitive_and_the_proposal_says_so() -> None:
    (found,) = proposals([claim("a", "2021-01/2021-06"), claim("b", "2021-05/2022-02"), claim("c", "2022-01/2022-06")])
    assert found.chained
    (found,) = proposals([claim("a", "2021"), claim("b", "2021-05")])
    assert not found.chained


def test_a_claim_under_a_question_is_not_proposed_again() -> None:
    assert proposals([claim("a", question="q1")]) == ()


def test_a_place_is_the_same_by_its_id_however_it_is_written() -> None:
    assert len(proposals([claim("a", place_id="cc:ES"), claim("b", place="España", place_id="cc:ES")])) == 1


def test_the_title_of_an_act_asks_what_was_done() -> None:
    (found,) = proposals([claim("a", kind=Kind.ACT, subject="bureau", object="relatives", unit=None)])
    assert found.title == "What did bureau do to relatives in Spain?"
