"""What a user may rely on in long texts of one source: retold reports, interviews, datelines, and names that no gazetteer knows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.texts import Text


def claims(content: str, kind: Kind) -> list[Content]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-03-05", language="en")
    return [draft.content for draft in find(text) if draft.content.kind is kind]


RETOLD = """Long Arm: what a new report found

In its annual report, the Harbour Collective documents 88 cases of harassment abroad in 2022.

Iranian agents followed a broadcaster in London. The embassy rejected the accusations.
"""


def test_whoever_is_retold_speaks_through_the_paragraphs_and_the_period_of_the_report_holds() -> None:
    (found,) = claims(RETOLD, Kind.ACT)
    assert found.said_by == ("Harbour Collective",)
    assert found.time is not None
    assert found.time.edtf == "2022"


def test_whoever_denies_what_a_report_says_stands_outside_it() -> None:
    (found,) = claims(RETOLD, Kind.DENIAL)
    assert found.said_by == ("embassy",)


def test_a_report_itself_speaks_in_its_own_voice() -> None:
    content = "Quiet Corners: executive summary\n\nThis report covers 2019 to 2021. According to victims, agents followed three exiles in Graz.\n\n"
    content += "Police arrested two men in Vienna."
    assert claims(content, Kind.MEASURE)[-1].said_by == ()


def test_an_interview_is_said_by_whom_it_is_with() -> None:
    content = "A talk with the head of Harbour Watch\n\nQ. What do you know?\n\nA. Agents threatened three exiles in Graz.\n"
    assert claims(content, Kind.ACT)[0].said_by == ("head of Harbour Watch",)


def test_a_relative_clause_behind_an_apposition_is_said_by_the_name() -> None:
    content = "The search follows a study by the Harbour Desk, a watchdog with offices in Graz, which counted seven stations in Austria."
    assert claims(content, Kind.COUNT)[-1].said_by == ("Harbour Desk",)


def test_who_is_put_between_commas_answers_for_the_relative_clause() -> None:
    content = "The city closed an office in Graz which, prosecutors suspect, took its orders from the police of Wenzhou, the mayor said."
    assert claims(content, Kind.CONTROL)[0].said_by == ("mayor", "prosecutors")


def test_the_day_of_speaking_may_stand_before_that() -> None:
    content = "The police confirmed on Monday that they had opened an investigation into the owner."
    assert claims(content, Kind.MEASURE)[0].said_by == ("police",)


@pytest.mark.parametrize("second", ["Two men were detained.", "Nobody has been charged.", "The police searched an office."])
def test_a_story_holds_in_the_town_of_its_dateline(second: str) -> None:
    content = f"HAMBURG, March 5 - Police in Hamburg have closed an office.\n\n{second}"
    assert [c.place for kind in (Kind.ACT, Kind.MEASURE) for c in claims(content, kind)] in ([None, "Hamburg"], ["Hamburg", "Hamburg"])


def test_a_story_about_two_towns_holds_in_neither() -> None:
    content = "Police in Hamburg closed an office. Police in Bremen closed another.\n\nTwo men were detained."
    assert claims(content, Kind.COUNT)[-1].place is None


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Two men were arrested in the port of Grimsund.", "Grimsund"),
        ("Two men were arrested in the capital Tarskey.", "Tarskey"),
        ("Two men were arrested in the town of Halmdenby.", "Halmdenby"),
    ],
)
def test_a_town_that_no_gazetteer_knows_is_one_where_the_text_says_so(sentence: str, place: str) -> None:
    assert claims(sentence, Kind.COUNT)[0].place == place


def test_a_body_is_run_where_it_is_and_not_where_its_doer_is() -> None:
    assert claims("The office in Graz was run by a bureau of a city in China.", Kind.CONTROL)[0].place == "Graz"


def test_nobody_arrested_is_denied() -> None:
    assert claims("No one has been arrested.", Kind.MEASURE)[0].modality is Modality.DENIED


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The police handed them over in July.", Kind.MEASURE),
        ("Officials shut it down in May.", Kind.MEASURE),
        ("Agents took photographs of the exiles.", Kind.ACT),
        ("The club is said to report to the consulate.", Kind.CONTROL),
        ("The group has close ties to the ministry.", Kind.LINK),
        ("The parliament set up a committee of inquiry.", Kind.MEASURE),
        ("Varnish Watch, which has its seat in Lisbon, closed.", Kind.PRESENCE),
    ],
)
def test_separated_particles_and_phrases(sentence: str, kind: Kind) -> None:
    assert len(claims(sentence, kind)) == 1


def test_what_a_state_sets_up_for_the_public_it_does_not_control() -> None:
    assert claims("Canada set up a hotline.", Kind.CONTROL) == []


def test_a_petrol_station_is_no_station() -> None:
    assert claims("The men met at a petrol station in Graz.", Kind.PRESENCE) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Q.", "A.", "\n", "in the town of", "Grimsund", "This report", ", which,", "said", "arrested", "two men"]),
        max_size=24,
    )
)
def test_every_quotation_is_verbatim(parts: list[str]) -> None:
    content = " ".join(parts)
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published=None, language="en")
    assert all(content[d.content.anchor.start : d.content.anchor.end] == d.content.anchor.quote for d in find(text))
