"""What a user may rely on: a time is kept as EDTF with its first and last day, and what is no time is refused with a reason."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.records.edtf import overlap, when

BOUNDS = [
    ("2022", "2022-01-01", "2022-12-31"),
    ("2022-10", "2022-10-01", "2022-10-31"),
    ("2022-10-26", "2022-10-26", "2022-10-26"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("0000-02", "0000-02-01", "0000-02-29"),
    ("2022~", "2022-01-01", "2022-12-31"),
    ("2022-10?", "2022-10-01", "2022-10-31"),
    ("2022-10-26%", "2022-10-26", "2022-10-26"),
    ("2022?-10-~26", "2022-10-26", "2022-10-26"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2022-XX", "2022-01-01", "2022-12-31"),
    ("2022-02-XX", "2022-02-01", "2022-02-28"),
    ("2022-1X-26", "2022-10-26", "2022-12-26"),
    ("19XX-02-29", "1904-02-29", "1996-02-29"),
    ("XXXX-12", None, None),
    ("2022-21", "2022-03-01", "2022-05-31"),
    ("2022-23", "2022-09-01", "2022-11-30"),
    ("2022-24", "2022-12-01", "2023-02-28"),
    ("2022-31", "2022-03-01", "2022-05-31"),
    ("2022-33", "2022-01-01", "2022-03-31"),
    ("2022-41", "2022-07-01", "2022-12-31"),
    ("9999-24", "9999-12-01", "9999-12-31"),
    ("2021-04/2022-07", "2021-04-01", "2022-07-31"),
    ("2022-09/2022-11", "2022-09-01", "2022-11-30"),
    ("2019/..", "2019-01-01", None),
    ("../2020", None, "2020-12-31"),
    ("2019/", "2019-01-01", None),
    ("/2020-05", None, "2020-05-31"),
    ("2004-02-01/2004-02", "2004-02-01", "2004-02-29"),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest"), BOUNDS)
def test_a_time_has_its_first_and_last_day(edtf, earliest, latest):
    time = when(edtf)
    assert (time.edtf, time.earliest, time.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "22",
        "2022-2",
        "2022-13",
        "2022-00",
        "2022-13-01",
        "2022-02-30",
        "1900-02-29",
        "XXXX-02-30",
        "2022-21-01",
        "2022-42",
        "2022-20",
        "/",
        "a/b",
        "2023/2022",
        "2022-05-02/2022-05-01",
        "2020/2021/2022",
        "[2020,2021]",
        "2022-10-26T07:30",
        "2022-10-26 ",
        "２０２２",
        "-2022",
        "Y12022",
        "2022-10-26/x",
    ],
)
def test_what_is_no_time_is_refused_by_name(edtf):
    with pytest.raises(ValueError, match="is no time"):
        when(edtf)


@given(st.dates(min_value=date(1, 1, 1)), st.dates(min_value=date(1, 1, 1)), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_the_first_day_is_never_after_the_last(a, b, left, right):
    first, last = min(a, b).isoformat()[:left], max(a, b).isoformat()[:right]
    time = when(f"{first}/{last}")
    assert time.earliest <= time.latest
    assert when(first).earliest == time.earliest
    assert when(last).latest == time.latest


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_ends_where_the_calendar_says(year, month):
    assert when(f"{year:04d}-{month:02d}").latest.endswith(f"-{calendar.monthrange(year, month)[1]}")


OVERLAPS = [
    ("2022-12-01/..", "2022-12", True),
    ("2022", "2022-10-26", True),
    ("2021", "2022", False),
    ("2019/..", "2035", True),
    ("2019/..", "2018", False),
    ("../2020", "2021", False),
    ("../2020", "1950", True),
    ("2019/", "2018", False),
    ("2019/", "2020", None),
    ("XXXX-12", "2020", None),
    ("2021-04/2022-07", "2022-07-31", True),
    ("2021-04/2022-07", "2022-08-01", False),
]


@pytest.mark.parametrize(("a", "b", "answer"), OVERLAPS)
def test_two_times_overlap_or_not_or_that_is_not_known(a, b, answer):
    assert overlap(when(a), when(b)) is answer
    assert overlap(when(b), when(a)) is answer


def test_an_unknown_time_overlaps_nothing_that_is_known():
    assert overlap(None, when("2022")) is None
    assert overlap(when("2022"), None) is None
