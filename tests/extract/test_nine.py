"""One report with every trap of its kind: totals, a list of nine, seven names of nine, a law of a later day, nested speakers, bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from witnessmark.extract.find import find, reading
from witnessmark.records.claims import Content, Kind, Listing, Modality
from witnessmark.records.texts import Text, freezable

NINE = Path(__file__).parent.parent / "walk" / "nine.txt"


@pytest.fixture(scope="module")
def text() -> Text:
    content = freezable(NINE.read_text(encoding="utf-8"))
    return Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2022-11-09", language="en")


@pytest.fixture(scope="module")
def claims(text: Text) -> list[Content]:
    return [draft.content for draft in find(text)]


def count(claims: list[Content], value: str, unit: str, *, quote: str = "") -> Content:
    found = [c for c in claims if c.kind is Kind.COUNT and c.value == value and c.unit == unit and quote in c.anchor.quote]
    assert found, f"no count of {value} {unit}; there are {[(c.value, c.unit, c.anchor.quote) for c in claims if c.kind is Kind.COUNT]}"
    return found[0]


def only(claims: list[Content], kind: Kind, words: str) -> Content:
    found = [c for c in claims if c.kind is kind and words in c.anchor.quote]
    assert len(found) == 1, [(c.kind.value, c.anchor.quote) for c in claims]
    return found[0]


def test_every_quote_stands_at_its_anchor(text: Text, claims: list[Content]) -> None:
    for c in claims:
        assert text.content[c.anchor.start : c.anchor.end] == c.anchor.quote
        assert "\n" not in c.anchor.quote


@pytest.mark.parametrize(("value", "unit"), [("47", "station"), ("19", "country"), ("4", "continent")])
def test_totals_are_hearsay_of_the_organisation_that_spoke_before(claims: list[Content], value: str, unit: str) -> None:
    c = count(claims, value, unit)
    assert c.said_by == ("Lantern Watch",)
    assert c.modality is Modality.HEDGED
    assert c.place is None


def test_the_nine_is_made_of_three_three_two_and_one_with_their_own_towns(claims: list[Content]) -> None:
    whole = count(claims, "9", "station")
    assert whole.place == "Portugal"
    items = [c for c in claims if c.kind is Kind.COUNT and c.part_of and c.part_of.start == whole.anchor.start]
    assert [(c.value, c.place) for c in items] == [("3", "Lisbon"), ("3", "Porto"), ("2", "Braga"), ("1", "Vila Nova de Gaia")]
    for c in (whole, *items):
        assert (c.unit, c.said_by, c.modality) == ("station", ("Lantern Watch",), Modality.HEDGED)
        assert c.object is not None
        assert "stations" in c.object
    assert sum(int(c.value or 0) for c in items) == int(whole.value or 0)


def test_nine_countries_are_counted_and_seven_are_named_in_a_closed_list(claims: list[Content]) -> None:
    c = count(claims, "9", "country")
    assert c.list is Listing.CLOSED
    assert c.names == ("Peru", "Bolivia", "Paraguay", "Ecuador", "Honduras", "Panama", "Belize")
    assert c.said_by == ()


def test_a_law_passed_last_month_comes_into_force_on_a_later_day(claims: list[Content]) -> None:
    passed = only(claims, Kind.MEASURE, "passed a law")
    assert passed.time is not None
    assert (passed.time.edtf, passed.modality) == ("2022-10", Modality.ASSERTED)
    force = only(claims, Kind.MEASURE, "come into force")
    assert force.time is not None
    assert (force.time.edtf, force.modality) == ("2023-03-01", Modality.PLANNED)
    assert only(claims, Kind.MEASURE, "will allow the security services").modality is Modality.PLANNED


def test_the_governments_own_figure_has_it_as_speaker_and_its_span_of_time(claims: list[Content]) -> None:
    c = count(claims, "160000", "person")
    assert c.said_by == ("administration of President Holm",)
    assert c.time is not None
    assert (c.time.edtf, c.time.earliest, c.time.latest) == ("2020-05/2022-06", "2020-05-01", "2022-06-30")
    assert c.modality is Modality.ASSERTED
    deed = only(claims, Kind.ACT, "persuaded")
    assert deed.said_by == c.said_by
    assert deed.time == c.time


def test_more_than_ten_thousand_is_a_least_number_of_people(claims: list[Content]) -> None:
    c = count(claims, "10000", "person")
    assert (c.min, c.max) == ("10000", None)
    assert c.anchor.quote == "more than ten thousand"
    assert c.said_by == ("Ministry",)


def test_two_cities_control_the_stations_and_share_those_of_one_town(claims: list[Content]) -> None:
    assert count(claims, "2", "city", quote="Estholm").names == ("Estholm", "Varby")
    run = only(claims, Kind.CONTROL, "under the control of")
    assert run.modality is Modality.HEDGED
    assert run.said_by == ("Lantern Watch",)
    share = only(claims, Kind.CONTROL, "are from Estholm")
    assert (share.subject, share.place) == ("Estholm", "Lisbon")
    assert count(claims, "2", "station", quote="police stations").place == "Lisbon"


def test_a_tie_is_a_link_and_never_control(claims: list[Content]) -> None:
    for words in ("linked to Norland associations", "a cover for a wide network"):
        tie = only(claims, Kind.LINK, words)
        assert tie.modality is Modality.HEDGED
        assert tie.said_by == ("Lantern Watch",)
        assert not [c for c in claims if c.kind is Kind.CONTROL and c.anchor.start < tie.anchor.end and tie.anchor.start < c.anchor.end]


def test_background_on_a_speaker_is_the_texts_own_voice(claims: list[Content]) -> None:
    seat = only(claims, Kind.PRESENCE, "based in Geneva")
    assert (seat.subject, seat.place, seat.said_by, seat.modality) == ("Lantern Watch", "Geneva", (), Modality.ASSERTED)


def test_the_chain_of_stations_is_run_by_the_government_as_the_organisation_says(claims: list[Content]) -> None:
    run = only(claims, Kind.CONTROL, "runs a chain")
    assert run.subject == "Norland government"
    assert run.said_by == ("Lantern Watch",)
    campaign = only(claims, Kind.CONTROL, "Winter Geese campaign")
    assert campaign.subject == "Ministry of Order"
    assert campaign.said_by == ()


def test_towns_get_an_id_only_where_the_text_makes_it_certain(claims: list[Content]) -> None:
    portugal = count(claims, "9", "station")
    assert portugal.place_id == "cc:PT"
    assert count(claims, "3", "station", quote="Lisbon").place_id == "gn:2267057", "the sentence names Portugal"
    assert all(c.place_id is None for c in claims if c.place in ("Estholm", "Varby"))


def test_every_draft_says_which_rule_fired(text: Text) -> None:
    read = reading(text)
    assert all(draft.because for draft in read.drafts)
    assert any(field == "said_by" and "speech.yaml: state" in why for draft in read.drafts for field, why in draft.because)
