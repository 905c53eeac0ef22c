"""What a user may rely on in a counted phrase, a report's body, a sheet's cells and words that are hidden."""

from __future__ import annotations

import pytest

from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind
from witnessmark.records.texts import Hidden, Text


def counts(content: str, *, hidden: tuple[Hidden, ...] = ()) -> list[Content]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2023-06-14", language="en", hidden=hidden)
    return [d.content for d in find(text) if d.content.kind is Kind.COUNT]


@pytest.mark.parametrize(("sentence", "quote", "unit"), [
    ("There are 54 overseas police stations in 30 countries.", "54 overseas police stations", "station"),
    ("There are nine police service stations.", "nine police service stations", "station"),
    ("There are nine overseas police service stations.", "nine overseas police service stations", "station"),
    ("The town sent three police officers.", "three police officers", "person"),
    ("There were two news reports.", "two news reports", "report"),
    ("The letter of 12 human rights groups was read.", "12 human rights groups", "group"),
    ("There are five service points.", "five service points", "station"),
])
def test_what_is_counted_is_the_last_noun_of_its_phrase(sentence: str, quote: str, unit: str) -> None:
    first = counts(sentence)[0]
    assert (first.anchor.quote, first.unit) == (quote, unit)


def test_a_word_that_only_ends_like_a_plural_counts_nothing() -> None:
    assert counts("There are 54 overseas.") == []


def test_the_parts_of_a_list_have_the_unit_of_the_whole() -> None:
    found = counts("The group runs nine police service stations in Spain: three in Madrid, two in Valencia and four in Barcelona.")
    assert [(c.value, c.unit) for c in found] == [("9", "station"), ("3", "station"), ("2", "station"), ("4", "station")]


@pytest.mark.parametrize("sentence", [
    "According to a report by the Tidewater Institute, there are nine stations in Spain.",
    "There are nine stations in Spain, according to a report from the Tidewater Institute.",
    "A report by the Tidewater Institute says that there are nine stations in Spain.",
])
def test_a_report_by_a_body_is_said_by_the_body_and_the_institute_is_that_body(sentence: str) -> None:
    later = "Harbour Watch says that 12 stations are open.\n\nThe institute says that 14 stations are open."
    assert [(c.value, c.said_by) for c in counts(f"{sentence}\n\n{later}")] == [
        ("9", ("Tidewater Institute",)), ("12", ("Harbour Watch",)), ("14", ("Tidewater Institute",)),
    ]


def test_who_speaks_is_not_noted_as_whose_count_it_is() -> None:
    (said,) = counts("Harbour Watch says that nine stations are open.")
    (counted,) = counts("Harbour Watch counts nine stations.")
    assert said.scope is None
    assert counted.scope is not None
    assert (counted.scope.whose, counted.scope.counted) == ("Harbour Watch", None)


def test_no_quotation_reaches_over_the_cells_of_a_sheet() -> None:
    found = counts("Country\tStations\nSpain\t9 stations\tin Madrid\nItaly\t4\tstations in Rome\n")
    assert [c.anchor.quote for c in found] == ["9 stations"]


def test_hidden_words_make_no_draft() -> None:
    content = "There are nine stations in Spain. Harbour Watch says that 12 stations are open. There are five offices."
    start, end = content.index("Harbour"), content.index(" There are five")
    found = counts(content, hidden=(Hidden(start=start, end=end, why="display: none"),))
    assert [(c.value, c.said_by) for c in found] == [("9", ()), ("5", ())]
    inside = content.index("stations in Spain")
    assert [c.value for c in counts(content, hidden=(Hidden(start=inside, end=inside + 8, why="white on white"),))] == ["12", "5"]
