"""What a user may rely on in English about the place, the speaker and the kind of claims that do not name them themselves."""

from __future__ import annotations

import pytest

from tests.extract.claims.found_in import reader
from witnessmark.records.claims import Kind, Modality

claims, only = reader("en")


@pytest.mark.parametrize(
    ("said", "kind", "place"),
    [
        ("Two rooms above a bakery on Mill Lane stand empty.\n\nPolice searched the rooms in May.", Kind.MEASURE, "Mill Lane"),
        ("The clerk sent the names of twelve exiles to an officer in Minsk.", Kind.COUNT, None),
        ("They followed the man, a cook, around Geelong.", Kind.ACT, "Geelong"),
        ("A Bristol jury found a former driver guilty of stalking.", Kind.MEASURE, "Bristol"),
        ("Two men were charged in Perth, but a magistrate dropped the cases in May.", Kind.MEASURE, "Perth"),
        ("Lithuania closes three offices\n\nPolice arrested two men on Friday.", Kind.MEASURE, "Lithuania"),
        ("South Africa passed an act on foreign agents.", Kind.MEASURE, "South Africa"),
        ("Officials called on her sister in Kigali. The sister was dismissed from a school there.", Kind.ACT, "Kigali"),
    ],
)
def test_where_a_claim_holds(said: str, kind: Kind, place: str | None) -> None:
    assert [c.place for c in claims(said) if c.kind is kind][-1] == place


def test_the_bank_of_a_state_is_no_street() -> None:
    text = "A notice on Central Bank\n\nPolice searched the rooms in May."
    assert {c.place for c in claims(text)} == {None}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ('"There was no order from Kigali," barrister Ada Rowan told jurors.', "Ada Rowan"),
        ('The landlord, Mr Lau, said they had a kettle. "Nobody was ever questioned upstairs," he said.', "Mr Lau"),
        ("The high commission said that it had never asked anybody to watch anybody.", "high commission"),
        ("The diplomats wrote to the authors that no employee had ever telephoned a refugee.", "diplomats"),
    ],
)
def test_who_denies(said: str, who: str) -> None:
    found = only(Kind.DENIAL, said)
    assert found.subject is not None
    assert who in found.subject
    assert found.modality is Modality.DENIED


@pytest.mark.parametrize(
    "said",
    [
        "Lantern Watch, a rights monitor, said nobody was questioned in Rome.",
        "The embassy spoke of people who have never set foot there.",
        "The government denies passports to those who refuse.",
    ],
)
def test_what_is_no_denial(said: str) -> None:
    assert not [c for c in claims(said) if c.kind is Kind.DENIAL]


def test_she_is_neither_a_man_nor_two_strangers() -> None:
    text = "Officer Anna Kovac told the court about a man with a camera. She said that he had followed a nurse."
    assert [name.endswith("Anna Kovac") for name in only(Kind.ACT, text).said_by] == [True]


def test_a_number_alone_speaks_for_the_people_counted_before() -> None:
    text = "We met 36 exiles in Nairobi. Two said that a landlord in Eastleigh had threatened them."
    found = claims(text)
    assert [c.place for c in found if c.kind is Kind.COUNT] == ["Nairobi", "Nairobi"]
    assert next(c for c in found if c.kind is Kind.ACT).said_by == ("exiles",)


def test_a_part_behind_of_which() -> None:
    text = "The study counts 28 posts in Africa, of which 11 lie in South Africa."
    assert [(c.value, c.place) for c in claims(text) if c.kind is Kind.COUNT] == [("28", "Africa"), ("11", "South Africa")]


def test_a_tie_of_who_runs_an_office_is_told_besides() -> None:
    text = "The office was run by a businessman with ties to the provincial police."
    assert {c.kind for c in claims(text)} == {Kind.CONTROL, Kind.LINK}
    assert only(Kind.LINK, text).subject == "businessman"


def test_items_say_what_another_is_called_on_to_do() -> None:
    text = (
        "RESOLUTION\n\nResolved, That the Senate\N{EM DASH}\n\n(1) calls on the Secretary of State\N{EM DASH}\n\n"
        "(A) to review the visas of consular staff; and\n\n(B) to publish a list of officials."
    )
    found = [c for c in claims(text) if c.kind is Kind.MEASURE]
    assert [(c.subject, c.object) for c in found] == [("Senate", "Secretary of State")] * 2
