"""G001 and G002: a place is resolved or not; a total holds, fails, or cannot be told where rows may be added or not."""

import pytest

from tests.analyse.registry import case, count, question, site
from witnessmark.analyse.checks import check_place_resolved, check_registry
from witnessmark.records.claims import Modality, Span
from witnessmark.records.findings import Verdict

SPAIN = {"place": "Spain", "place_id": "cc:ES"}


def places(*claims):
    return [(f.verdict, f.message) for f in check_place_resolved(case(accepted=claims))]


def test_a_name_that_one_place_has_or_a_person_chose_is_resolved():
    assert places(count("9", place="Spain"), count("9", ident="b", place="Santiago", place_id="gn:2"), count("9", ident="c")) == [
        (Verdict.HOLDS, "2 claims name one known place each"),
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"place": "Atlantis"}, "“Atlantis” is not in the gazetteer: 1 claims"),
        ({"place": "Santiago"}, "“Santiago” stands for 2 places, and nobody chose: 1 claims"),
        ({"place": "Spain", "place_id": "gn:999"}, "“Spain” was given an id that no place of the gazetteer has: 1 claims"),
        ({"place_id": "gn:999"}, "“gn:999” was given an id that no place of the gazetteer has: 1 claims"),
    ],
)
def test_a_name_that_no_place_or_several_have_is_not(said, words):
    assert places(count("9", **said)) == [(Verdict.FAILS, words)]


def test_claims_of_one_name_are_one_finding_with_a_quotation():
    claims = (count("9", place="Atlantis"), count("9", ident="b", place="Atlantis"))
    (finding,) = check_place_resolved(case(accepted=claims))
    assert finding.about == ("a" * 32, "b" * 32)
    assert finding.quotes[0].quote == "Nine stations in Spain"


def test_a_case_without_places_says_nothing():
    assert places() == []
    assert places(count("9")) == []


def registry(claims, sites, **asked):
    return [f.verdict for f in check_registry(case(accepted=tuple(claims), opened=tuple(sites), asked=(question(**asked),)))]


YES, NO, UNKNOWN = site(1, stations=7), site(2, stations=2, counted="no", overlaps="x"), site(3, stations=2, counted="unknown")


@pytest.mark.parametrize(
    ("value", "bounds", "sites", "verdict"),
    [
        ("7", {}, [YES], "holds"),
        ("8", {}, [YES], "fails"),
        ("6", {}, [YES], "fails"),
        ("7", {}, [YES, NO], "holds"),
        ("9", {}, [YES, NO], "fails"),
        ("7", {}, [], "cannot-tell"),
        ("7", {}, [YES, UNKNOWN], "cannot-tell"),
        ("9", {}, [YES, UNKNOWN], "cannot-tell"),
        ("8", {}, [YES, UNKNOWN], "cannot-tell"),
        ("10", {}, [YES, UNKNOWN], "fails"),
        ("6", {}, [YES, UNKNOWN], "fails"),
        ("2", {}, [UNKNOWN], "cannot-tell"),
        ("0", {}, [UNKNOWN], "cannot-tell"),
        ("5", {"min": "5"}, [YES], "cannot-tell"),
        ("8", {"min": "8"}, [YES], "fails"),
        ("8", {"min": "8"}, [YES, UNKNOWN], "cannot-tell"),
        ("10", {"max": "10"}, [YES], "cannot-tell"),
        ("5", {"max": "5"}, [YES], "fails"),
        ("7", {"min": "5", "max": "9"}, [YES], "holds"),
        ("7", {"min": "5", "max": "9"}, [YES, UNKNOWN], "holds"),
        ("7", {"min": "5", "max": "8"}, [YES, UNKNOWN], "cannot-tell"),
        ("9", {"min": "8", "max": "9"}, [YES], "fails"),
    ],
)
def test_a_total_against_the_rows(value, bounds, sites, verdict):
    assert registry([count(value, **SPAIN, **bounds)], sites, **SPAIN) == [verdict]


@pytest.mark.parametrize(
    "claim",
    [
        count("7", **SPAIN, unit="city"),
        count("7", **SPAIN, part_of=Span(start=0, end=3)),
        count("7", **SPAIN, modality=Modality.DENIED),
        count("7", **SPAIN, modality=Modality.PLANNED),
        count("7", place="Chile", place_id="cc:CL"),
        count("7", **SPAIN, question=None),
    ],
)
def test_what_is_no_total_of_the_place_is_not_compared(claim):
    assert registry([claim], [YES], **SPAIN) == []


def test_a_hedged_total_is_compared_like_another():
    assert registry([count("7", **SPAIN, modality=Modality.HEDGED)], [YES], **SPAIN) == ["holds"]


@pytest.mark.parametrize(
    ("asked", "sites", "verdict"),
    [
        ({}, [YES], "holds"),
        ({"place": "Europe", "place_id": "m49:150"}, [YES], "holds"),
        (SPAIN, [site(1, stations=7, city="Valencia", place_id="gn:1")], "holds"),
        ({"place": "Valencia", "place_id": "gn:1"}, [site(1, stations=7, city="Valencia", place_id="gn:1"), site(2)], "holds"),
        ({"place": "Chile", "place_id": "cc:CL"}, [YES], "cannot-tell"),
        ({"place": "Europe", "place_id": "m49:150"}, [site(1, stations=7, country="Taiwan")], "cannot-tell"),
        ({}, [site(1, stations=7, country="Atlantis")], "holds"),
        ({"place": "nowhere", "place_id": "gn:999"}, [YES], "cannot-tell"),
    ],
)
def test_the_rows_of_a_place_are_those_within_it(asked, sites, verdict):
    assert registry([count("7", **asked)], sites, **asked) == [verdict]


def test_one_total_that_fails_makes_the_finding_fail_and_each_is_named():
    claims = (count("7", **SPAIN), count("9", ident="b", **SPAIN))
    (finding,) = check_registry(case(accepted=claims, opened=(YES, NO), asked=(question(**SPAIN),)))
    assert finding.verdict is Verdict.FAILS
    assert (
        finding.message
        == "Spain: the registry's rows add up to 7; claimed: 7 (as many as the rows) and 9 (2 more than the rows name); not added: Site 2: 2, x"
    )
    assert dict(finding.facts) == {"registry": "7", "rows": "1", "not added": "2", "claimed": "7, 9", "place": "Spain"}
    assert finding.about == ("q", "a" * 32, "b" * 32)


def test_merged_questions_and_other_questions_are_passed_over():
    claims = (count("7", **SPAIN),)
    assert not list(check_registry(case(accepted=claims, opened=(YES,), asked=(question(merged="r", **SPAIN),))))
    assert not list(check_registry(case(accepted=claims, opened=(YES,), asked=(question(unit="city", **SPAIN),))))


def test_a_site_of_which_every_claim_was_withdrawn_is_no_row():
    gone = site(1, stations=7, claims=("f" * 32,))
    assert registry([count("7", **SPAIN)], [gone], **SPAIN) == ["cannot-tell"]
