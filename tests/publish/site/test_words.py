"""Words, numbers, directions and scales as pages print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.publish.site import words
from witnessmark.publish.site.chart import _Scale, _ticks
from witnessmark.publish.site.known import chunks, file_name
from witnessmark.publish.site.pages import rule_sections
from witnessmark.publish.site.projection import HEIGHT, WIDTH, project


@pytest.mark.parametrize(
    ("value", "least", "most", "shown"),
    [
        ("54", None, None, "54"), ("230000", None, None, "230\u202f000"), (None, "10000", None, "at least 10\u202f000"),
        ("9", None, "9", "at most 9"),
        (None, "3", "5", "3 to 5"), (None, None, None, "—"), ("1234", None, None, "1234"), ("-12345.5", None, None, "-12\u202f345.5"),
        ("not a number", None, None, "not a number"),
    ],
)  # fmt: skip
def test_amounts(value: str | None, least: str | None, most: str | None, shown: str) -> None:
    assert words.amount(value, least, most) == shown


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ar", "rtl"), ("ug-Arab", "rtl"), ("ug-Cyrl", "ltr"), ("zh-Hans", "ltr"), ("uz-Arab", "rtl"), ("und", "auto"), ('"><x', "auto")],
)
def test_directions(tag: str, direction: str) -> None:
    assert words.direction(tag) == direction


@given(st.text())
def test_a_language_is_a_tag_or_undetermined(tag: str) -> None:
    assert words.language(tag) == tag or words.language(tag) == "und"
    assert '"' not in words.language(tag)


@given(st.text(max_size=200))
def test_a_file_name_is_plain_whatever_the_id(ident: str) -> None:
    name = file_name(ident)
    assert name.replace("-", "").replace("_", "").isalnum()
    assert name.isascii()
    assert len(name) <= 96


@given(st.lists(st.integers(), max_size=700))
def test_chunks_lose_nothing(rows: list[int]) -> None:
    assert [row for run in chunks(rows) for row in run] == rows
    assert all(len(run) <= 200 for run in chunks(rows))


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_every_place_lies_on_the_map(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert -0.5 <= x <= WIDTH + 0.5
    assert -0.5 <= y <= HEIGHT + 0.5


@given(st.decimals(0, 10**12, places=0), st.decimals(0, 10**12, places=0))
def test_a_scale_spans_its_values_with_few_ticks(a: Decimal, b: Decimal) -> None:
    least, most = min(a, b), max(a, b)
    log = least > 0 and most / least > 200
    ticks = _ticks(least, most, log=log)
    assert 2 <= len(ticks) <= 8
    scale = _Scale(low=min(least, ticks[0]), high=max(most, ticks[-1]), log=log)
    for value in (least, most, *ticks):
        assert 3.9 <= float(scale.at(value).rstrip("%")) <= 96.1


def test_a_status_is_old_after_a_year_and_unknown_dates_are_not() -> None:
    assert words.older_than_a_year("2022-10", "2024-03-05T10:00:00Z")
    assert not words.older_than_a_year("2023", "2024-03-05T10:00:00Z")
    assert not words.older_than_a_year(None, "2024-03-05T10:00:00Z")
    assert not words.older_than_a_year("unknown", "2024-03-05T10:00:00Z")


def test_a_rule_page_is_read_under_its_headings() -> None:
    page = "N001 sum-mismatch.\n\nChecks: a total\nagainst its parts.\nHolds:\n3 + 3 + 2 + 1 = 9.\n"
    assert rule_sections(page, "N001") == [("Checks", "a total against its parts."), ("Holds", "3 + 3 + 2 + 1 = 9.")]
