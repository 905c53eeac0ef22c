"""What a user may rely on in English texts of any author: existence, counter-stories, chronologies, turns, "the three countries"."""

from __future__ import annotations

import pytest

from witnessmark.extract.claims.unlisted import shown
from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.texts import Text


def claims(content: str, kind: Kind) -> list[Content]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-03-05", language="en")
    return [draft.content for draft in find(text) if draft.content.kind is kind]


@pytest.mark.parametrize(
    ("sentence", "subject", "place"),
    [
        ("There was a counter on the second floor of a building in Leeds.", "counter", "Leeds"),
        ("A second station opened in Lyon the following year.", "second station", "Lyon"),
        ("The association had a branch in Hamburg.", "association", "Hamburg"),
        ("In Toronto, a station was found in a single-family house.", "station", "Toronto"),
        ("The service station operates from a restaurant in Barcelona.", "service station", "Barcelona"),
        ("The Stockholm-based Lantern Institute published its findings in May.", "Lantern Institute", "Stockholm"),
        ("The building in Kyiv housed a service centre of the county police.", "service centre of the county police", "Kyiv"),
    ],
)
def test_a_site_is_told_to_exist_without_a_word_for_it(sentence: str, subject: str, place: str) -> None:
    (found,) = claims(sentence, Kind.PRESENCE)
    assert (found.subject, found.place) == (subject, place)


@pytest.mark.parametrize(
    ("sentence", "kind", "subject"),
    [
        ("Behind the operation stands the Ministry of Harbours.", Kind.CONTROL, "Ministry of Harbours"),
        ("The police of Qingtian oversee the centre.", Kind.CONTROL, "police of Qingtian"),
        ("The money came from the ministry.", Kind.CONTROL, "ministry"),
        ("The police used the association as a cover.", Kind.CONTROL, "police"),
        ("Documents tie the station to the public security bureau.", Kind.LINK, "station"),
        ("There are links between the station and the provincial government.", Kind.LINK, "station"),
        ("The police handed the activists over to Cambodia.", Kind.ACT, "police"),
        ("Officers at the station made him sign a statement.", Kind.ACT, "Officers at the station"),
        ("The minister summoned the ambassador.", Kind.MEASURE, "minister"),
        ("The trial opened in Celle on Monday.", Kind.MEASURE, None),
        ("Lithuania recalled its ambassador in 2021.", Kind.MEASURE, "Lithuania"),
        ("The embassy funds the students' association.", Kind.CONTROL, "embassy"),
    ],
)
def test_ties_and_steps_are_told_by_description(sentence: str, kind: Kind, subject: str | None) -> None:
    (found,) = claims(sentence, kind)
    assert found.subject == subject


def test_a_harmless_thing_instead_denies_and_who_runs_it_is_told() -> None:
    sentence = "The embassy said it was a tea house run by volunteers."
    (denial,) = claims(sentence, Kind.DENIAL)
    assert (denial.subject, denial.modality) == ("embassy", Modality.DENIED)
    (control,) = claims(sentence, Kind.CONTROL)
    assert control.subject == "volunteers"


def test_a_place_and_a_day_at_the_head_of_a_paragraph_hold_in_it() -> None:
    (found,) = claims("A chronology\n\nLyon, February 2024. Police arrested four suspects after the attack.\n", Kind.MEASURE)
    assert found.place == "Lyon"
    assert found.time is not None
    assert found.time.edtf == "2024-02"


def test_a_count_of_countries_means_those_that_were_listed() -> None:
    content = "We spoke to 118 emigrants in Italy, Hungary and Spain. Of 34 stations in the three countries, 21 were run by associations.\n"
    assert claims(content, Kind.CONTROL)[0].place == "Italy, Hungary and Spain"


def test_items_are_parts_of_the_count_that_is_large_enough() -> None:
    content = "Two forces opened five offices in Spain, three in Madrid and two in Vigo.\n"
    found = {c.value: c for c in claims(content, Kind.COUNT) if c.part_of is not None}
    assert {c.unit for c in found.values()} == {"office"}
    assert next(c for c in claims(content, Kind.COUNT) if c.value == "5").place == "Spain"


def test_a_title_and_a_name_take_the_floor() -> None:
    content = "Evidence\n\nThe Chair: We begin.\n\nMs. Arbel-Oduya: Your force found four sites in Toronto.\n\nMr. Dell: Agents followed her.\n"
    assert claims(content, Kind.ACT)[0].said_by[:1] == ("Mr. Dell",)


def test_a_number_before_a_verb_stands_for_what_was_counted() -> None:
    found = claims("We documented 62 cases. Of these, 38 occurred in Russia; 15 concern Iran.\n", Kind.COUNT)
    assert [(c.value, c.unit) for c in found] == [("62", "case"), ("38", "case"), ("15", "case")]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A room in Quayside Street was closed.", ["Quayside Street"]),
        ("They met in the northern port of Grimvik.", ["Grimvik", "Grimvik"]),
        ("In March officers spoke in English.", []),
        ("He believed in Stellhaven's mayor.", []),
    ],
)
def test_a_text_shows_names_to_be_places(sentence: str, names: list[str]) -> None:
    assert shown(sentence, "en") == names


def spoken(content: str) -> set[tuple[str, ...]]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-03-05", language="en")
    return {draft.content.said_by for draft in find(text)}


def test_questions_with_numbers_and_titles_without_a_point_make_a_hearing() -> None:
    said = (
        "Evidence was taken on Tuesday\n\nQ14 Chair: Does the service stand by that?\n\nMs Oduya: We have identified two offices here.\n\n"
        "Q15 Mr Tolland: How many people were approached?\n\nMs Oduya: Eleven people told us of threats."
    )
    assert spoken(said) == {("Ms Oduya",)}


def test_according_to_her_means_whom_the_paragraph_named() -> None:
    assert spoken("Councillor Dora Hargrave goes further. According to her, the rooms were run by the embassy.") == {("Dora Hargrave",)}
