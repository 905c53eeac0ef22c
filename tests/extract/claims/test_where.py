"""What a user may rely on for where a claim holds: its own words, a list, what the text spoke of, and never a mere name."""

from __future__ import annotations

import pytest

from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind
from witnessmark.records.texts import Text


def claims(content: str, kind: Kind) -> list[Content]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2023-06-14", language="en")
    return [draft.content for draft in find(text) if draft.content.kind is kind]


@pytest.mark.parametrize(("sentence", "place"), [
    ("Harbour Watch counts nine stations in Spain.", "Spain"),
    ("Harbour Watch counts nine stations in the north of Spain.", "Spain"),
    ("It knows of three returns, in Spain, Serbia and France.", "Spain, Serbia and France"),
    ("In Lisbon there are nine stations.", "Lisbon"),
    ("The Spanish ministry counts nine stations.", None),
    ("Two men were arrested in Porto.", "Porto"),
])
def test_where_a_count_holds(sentence: str, place: str | None) -> None:
    assert claims(sentence, Kind.COUNT)[0].place == place


def test_a_town_that_only_describes_a_branch_is_no_place_of_the_deed() -> None:
    (found,) = claims("The station in Lisbon answered to the Fuzhou branch of the ministry.", Kind.CONTROL)
    assert found.place == "Lisbon"


def test_the_city_is_the_town_named_last() -> None:
    content = "Two men were arrested in Porto. The police searched four addresses in the city."
    assert claims(content, Kind.COUNT)[-1].place == "Porto"


def test_the_part_is_where_the_whole_is() -> None:
    whole, part = claims("Harbour Watch logged 17 attacks in Portugal, among them six killings.", Kind.COUNT)
    assert (whole.place, part.place) == ("Portugal", "Portugal")
    assert part.part_of is not None


def test_items_of_a_status_list_have_their_towns_and_the_unit_of_its_title() -> None:
    content = "Police stations abroad: status list\n\nPortugal. Lisbon 3; Porto 1.\n\nIreland. Dublin; 1; closed.\n"
    assert [(c.value, c.unit, c.place) for c in claims(content, Kind.COUNT)] == [
        ("3", "station", "Lisbon"), ("1", "station", "Porto"), ("1", "station", "Dublin"),
    ]


def test_a_number_in_brackets_counts_the_noun_before_it() -> None:
    found = claims("Abductions (19) and assaults (31) are rare.", Kind.COUNT)
    assert [(c.value, c.unit) for c in found] == [("19", "abduction"), ("31", "assault")]


def test_a_sum_of_money_counts_by_itself() -> None:
    (found,) = claims("Whoever runs such an office can be fined $250,000.", Kind.COUNT)
    assert (found.value, found.unit) == ("250000", "dollar")
