"""What a user may rely on: times are read as EDTF against the day of publication, and what cannot be resolved is left out."""

import calendar
import time as clock
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.times import find_times

WEDNESDAY = "2022-10-26"

RESOLVED = [
    # text, EDTF of each time in order, joined by a blank; "-" for none
    ("26 October 2022", "2022-10-26"),
    ("the 26th of October, 2022", "2022-10-26"),
    ("Oct. 26, 2022", "2022-10-26"),
    ("October 26th, 2022", "2022-10-26"),
    ("Wednesday, 26 October 2022", "2022-10-26"),
    ("2022-10-26", "2022-10-26"),
    ("26.10.2022", "2022-10-26"),
    ("26/10/2022", "2022-10-26"),
    ("3/4/2022", "-"),
    ("October 2022", "2022-10"),
    ("October of 2022", "2022-10"),
    ("in 2018", "2018"),
    ("31 February 2022", "2022-02"),
    ("between April 2021 and July this year", "2021-04/2022-07"),
    ("from April 2021 to this July", "2021-04/2022-07"),
    ("April to July 2021", "2021-04/2021-07"),
    ("between November and January 2021", "2020-11/2021-01"),
    ("from 2014 to 2019", "2014/2019"),
    ("2020-2022", "2020/2022"),
    ("2021/22", "2021/2022"),
    ("Between 2020 and 2022", "2020/2022"),
    ("between January and February", "2022-01/2022-02"),
    ("1-5 October 2022", "2022-10-01/2022-10-05"),
    ("October 1 to 5", "2022-10-01/2022-10-05"),
    ("March and April 2019", "2019-03 2019-04"),
    ("three in 2020 and two in 2021", "2020 2021"),
    ("since 2019", "2019/.."),
    ("since January", "2022-01/.."),
    ("from 1 December 2022 onwards", "2022-12-01/.."),
    ("until June 2023", "../2023-06"),
    ("by June 2023 it", "../2023-06"),
    ("by the end of 2023", "../2023"),
    ("before 2019", "../2018"),
    ("before 1 December 2022", "../2022-11-30"),
    ("before this autumn", "../2022-08"),
    ("after June 2020", "2020-07/.."),
    ("early 2021", "2021"),
    ("mid-2021", "2021"),
    ("late in 2021", "2021"),
    ("the end of 2022", "2022"),
    ("at the end of the year", "2022"),
    ("the autumn of 2022", "2022-09/2022-11"),
    ("summer 2021", "2021-06/2021-08"),
    ("winter 2021", "2021-12/2022-02"),
    ("in the summer", "2022-06/2022-08"),
    ("last summer", "2022-06/2022-08"),
    ("next spring", "2023-03/2023-05"),
    ("prices fall", "-"),
    ("the 1990s", "199X"),
    ("in the early 2000s", "200X"),
    ("the 21st century", "20XX"),
    ("the first quarter of 2022", "2022-01/2022-03"),
    ("Q3 2022", "2022-07/2022-09"),
    ("the second half of 2021", "2021-07/2021-12"),
    ("today", "2022-10-26"),
    ("yesterday", "2022-10-25"),
    ("last night", "2022-10-25"),
    ("tomorrow", "2022-10-27"),
    ("last week", "2022-10-17/2022-10-23"),
    ("this week", "2022-10-24/2022-10-30"),
    ("last weekend", "2022-10-22/2022-10-23"),
    ("last month", "2022-09"),
    ("earlier this month", "2022-10"),
    ("next month", "2022-11"),
    ("this year", "2022"),
    ("last year", "2021"),
    ("last decade", "201X"),
    ("on Monday", "2022-10-24"),
    ("on Wednesday", "2022-10-26"),
    ("last Wednesday", "2022-10-19"),
    ("next Monday", "2022-10-31"),
    ("will meet on Monday", "2022-10-31"),
    ("will say what happened on Monday", "2022-10-24"),
    ("Monday last week", "2022-10-17"),
    ("The Sunday Times", "-"),
    ("two years ago", "2020"),
    ("three months ago", "2022-07"),
    ("a week ago", "2022-10-19"),
    ("over the past five years", "2017/2022"),
    ("in the last 12 months", "2021-10/2022-10"),
    ("now", "2022-10-26"),
    ("to date", "2022-10-26"),
    ("so far", "2022-10-26"),
    ("Up to now", "2022-10-26"),
    ("now that he", "-"),
    ("It came on December 1.", "2021-12-01"),
    ("It will come into force on December 1.", "2022-12-01"),
    ("The law passed last month will come into force on 1 December", "2022-09 2022-12-01"),
    ("an answer is expected on 17 November", "2022-11-17"),
    ("this December", "2022-12"),
    ("last October", "2021-10"),
    ("July last year", "2021-07"),
    ("in September this year", "2022-09"),
    ("in October", "2022-10"),
    ("May said so", "-"),
    ("in May", "2022-05"),
    ("they may go and march", "-"),
    ("On Tuesday it ordered this. The same day he left", "2022-10-25 2022-10-25"),
    ("last Friday he came; a week earlier he went", "2022-10-21 2022-10-14"),
    ("In 2018 he left. That year she went. The following year too", "2018 2018 2019"),
    ("the same day", "-"),
    ("2018 people", "-"),
    ("more than 2000", "-"),
    ("54 stations in 21 countries", "-"),
    ("for five years", "-"),
    ("within 30 days", "-"),
]


@pytest.mark.parametrize(("text", "edtf"), RESOLVED)
def test_times_are_resolved(text, edtf):
    found = find_times(text, published=WEDNESDAY)
    assert (" ".join(t.when.edtf for t in found) or "-") == edtf
    assert all(text[t.start : t.end] == t.words for t in found)


SORTS = [
    ("in a September report", "attributive"),
    ("the 2022 law", "attributive"),
    ("LONDON, Nov 2 - The ministry", "dateline"),
    ("in the summer relatives came", "relative"),
    ("in 2018", "date"),
    ("since 2019", "since"),
    ("until 2023", "by"),
    ("before 2019", "before"),
    ("after 2019", "after"),
    ("between 2020 and 2022", "interval"),
    ("last month", "relative"),
    ("in October", "relative"),
    ("currently", "now"),
]


@pytest.mark.parametrize(("text", "sort"), SORTS)
def test_a_time_says_what_sort_it_is(text, sort):
    assert [t.sort for t in find_times(text, published=WEDNESDAY)] == [sort]


def test_relative_times_need_a_day_of_publication():
    assert find_times("yesterday, last month, on Monday, now", published=None) == []
    assert [t.when.edtf for t in find_times("in 2018 and last year", published=None)] == ["2018"]
    assert [t.when.edtf for t in find_times("last month, this year, yesterday", published="2022-10")] == ["2022-09", "2022"]
    assert [t.when.edtf for t in find_times("last month, last year", published="2022")] == ["2021"]
    assert [t.when.edtf for t in find_times("yesterday", published="2022-10-26T07:30:00Z")] == ["2022-10-25"]
    assert find_times("yesterday", published="no date") == []


def test_a_language_without_lists_finds_none():
    assert find_times("en octubre de 2022", published=WEDNESDAY, language="eu") == []


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)))
@settings(max_examples=200, deadline=None)
def test_a_day_is_read_in_every_usual_form(day):
    month = calendar.month_name[day.month]
    for text in (
        f"on {day.day} {month} {day.year}",
        f"on {month} {day.day}, {day.year}",
        f"on {day.isoformat()}",
        f"the {day.day}. On {day.day} {month[:3]} {day.year}",
    ):
        assert find_times(text, published=None)[-1].when.edtf == day.isoformat()


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_a_weekday_is_the_last_one_or_the_day_itself(published, weekday):
    found = find_times(f"He was arrested on {calendar.day_name[weekday]}.", published=published.isoformat())
    day = date.fromisoformat(found[0].when.edtf)
    assert day.weekday() == weekday
    assert timedelta(0) <= published - day < timedelta(days=7)


# fmt: off
WORDS = [
    "between", "and", "from", "to", "since", "until", "by", "before", "2021", "2022", "April", "May", "1", "31", "October", ",",
    "this", "last", "next", "year", "month", "week", "ago", "two", "now", "the", "same", "day", "Monday", "will", "was", "summer",
    "-", "of", "in", "\n", "20", "/",
]
# fmt: on


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), st.dates(min_value=date(1, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_spans_are_verbatim_ordered_and_bounded(text, published):
    free = 0
    for found in find_times(text, published=published.isoformat()):
        assert text[found.start : found.end] == found.words
        assert free <= found.start < found.end
        free = found.end
        low, high = found.when.earliest, found.when.latest
        assert low is None or high is None or low <= high


@pytest.mark.parametrize(
    "unit", ["2022 ", "October ", "between April and ", "the same day ", "last ", "Monday will ", "1-", "early late mid ", "2020-2021-"]
)
def test_time_grows_with_length(unit):
    """Twice the text takes about twice the time, up to 80 KB."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = clock.process_time()
        find_times(text, published=WEDNESDAY)
        return clock.process_time() - begun

    seconds(2_000)
    small = min(seconds(10_000) for _ in range(2))
    large = min(seconds(80_000) for _ in range(2))
    assert large < 0.05 + small * 8 * 3
