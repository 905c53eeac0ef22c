"""What a user may rely on: numbers are read with their bounds, and what counts nothing is told apart."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.numbers import Number, find_numbers

ONES = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """Write a number from 1 to 999,999,999 in English words."""
    if number >= 1_000_000:
        return _scaled(number, 1_000_000, "million")
    if number >= 1000:
        return _scaled(number, 1000, "thousand")
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


def _scaled(number: int, scale: int, name: str) -> str:
    rest = number % scale
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(number // scale)} {name}" + (joint + in_words(rest) if rest else "")


def counted(text: str) -> list[Number]:
    return [n for n in find_numbers(text) if n.kind == "cardinal"]


VALUES = [
    # text, words, value, min, max, with its bound
    ("There are 54 stations", "54", "54", None, None, "54"),
    ("some 230,000 people", "230,000", "230000", None, None, "some 230,000"),
    ("230\u00a0000 people came", "230\u00a0000", "230000", None, None, "230\u00a0000"),
    ("1,219 arrests", "1,219", "1219", None, None, "1,219"),
    ("two hundred and thirty thousand people", "two hundred and thirty thousand", "230000", None, None, "two hundred and thirty thousand"),
    ("half a million people", "half a million", "500000", None, None, "half a million"),
    ("over half a million people", "half a million", "500000", "500000", None, "over half a million"),
    ("a dozen people", "a dozen", "12", None, None, "a dozen"),
    ("the dozen people from there", "dozen", "12", None, None, "dozen"),
    ("half a dozen offices", "half a dozen", "6", None, None, "half a dozen"),
    ("two dozen offices", "two dozen", "24", None, None, "two dozen"),
    ("dozens of offices", "dozens", "12", "12", None, "dozens"),
    ("hundreds of people", "hundreds", "100", "100", None, "hundreds"),
    ("tens of thousands of people", "tens of thousands", "10000", "10000", None, "tens of thousands"),
    ("hundreds of thousands fled", "hundreds of thousands", "100000", "100000", None, "hundreds of thousands"),
    ("scores of people", "scores", "20", "20", None, "scores"),
    ("several hundred people", "several hundred", "100", "100", None, "several hundred"),
    ("a few thousand people", "a few thousand", "1000", "1000", None, "a few thousand"),
    ("about a hundred stations", "a hundred", "100", None, None, "about a hundred"),
    ("1.3 million people", "1.3 million", "1300000", None, None, "1.3 million"),
    ("54k users", "54k", "54000", None, None, "54k"),
    ("two and a half million people", "two and a half million", "2500000", None, None, "two and a half million"),
    ("between 20 and 30 offices", "20 and 30", "20", "20", "30", "between 20 and 30"),
    (
        "between two hundred and three hundred men",
        "two hundred and three hundred",
        "200",
        "200",
        "300",
        "between two hundred and three hundred",
    ),
    ("between one and two dozen men", "one and two dozen", "1", "1", "24", "between one and two dozen"),
    ("20 to 30 offices", "20 to 30", "20", "20", "30", "20 to 30"),
    ("20-30 offices", "20-30", "20", "20", "30", "20-30"),
    ("20–30 offices", "20–30", "20", "20", "30", "20–30"),
    ("three or four men came", "three or four", "3", "3", "4", "three or four"),
    ("ranging from 20 to 30 offices", "20 to 30", "20", "20", "30", "20 to 30"),
    ("more than ten thousand people", "ten thousand", "10000", "10000", None, "more than ten thousand"),
    ("at least 78 cases", "78", "78", "78", None, "at least 78"),
    ("At least one county", "one", "1", "1", None, "At least one"),
    ("over 40 people", "40", "40", "40", None, "over 40"),
    ("no fewer than five offices", "five", "5", "5", None, "no fewer than five"),
    ("up to 40 people", "40", "40", None, "40", "up to 40"),
    ("fewer than 20 inquiries", "20", "20", None, "20", "fewer than 20"),
    ("never more than three volunteers", "three", "3", None, "3", "never more than three"),
    ("nearly 30 people", "30", "30", None, "30", "nearly 30"),
    ("almost a million people", "a million", "1000000", None, "1000000", "almost a million"),
    ("as many as 100 people", "100", "100", None, "100", "as many as 100"),
    ("around 300,000 people", "300,000", "300000", None, None, "around 300,000"),
    ("approximately 300,000 people", "300,000", "300000", None, None, "approximately 300,000"),
    ("an estimated 500 people", "500", "500", None, None, "an estimated 500"),
    ("12 or more countries", "12", "12", "12", None, "12 or more"),
    ("100+ stations", "100", "100", "100", None, "100+"),
    ("12 stations at most", "12", "12", None, None, "12"),
    ("100,000-plus people", "100,000", "100000", "100000", None, "100,000-plus"),
    ("a group of seven men", "seven", "7", None, None, "seven"),
    ("thirty-odd volunteers", "thirty", "30", None, None, "thirty-odd"),
    ("a 54-strong group", "54", "54", None, None, "54"),
    ("the 27 member states", "27", "27", None, None, "27"),
    ("its 27-member council", "27", "27", None, None, "27"),
    ("Madrid 3", "3", "3", None, None, "3"),
    ("Spain: 9", "9", "9", None, None, "9"),
    ("one in Amsterdam", "one", "1", None, None, "one"),
    ("one each in both towns", "one", "1", None, None, "one"),
    ("another three in Madrid", "three", "3", None, None, "three"),
    ("one man and a dog", "one", "1", None, None, "one"),
    ("one Chinese county", "one", "1", None, None, "one"),
    ("Two of the men", "Two", "2", None, None, "Two"),
    ("stations in 110 countries", "110", "110", None, None, "110"),
    ("the group counts 54 such stations", "54", "54", None, None, "54"),
    ("FOUR men were held", "FOUR", "4", None, None, "FOUR"),
    ("the police track 54 dissidents", "54", "54", None, None, "54"),
    ("2,018 people", "2,018", "2018", None, None, "2,018"),
    ("more than 2000 people", "2000", "2000", "2000", None, "more than 2000"),
    ("1500 arrests", "1500", "1500", None, None, "1500"),
    ("In all, 1850 people were held", "1850", "1850", None, None, "1850"),
]


@pytest.mark.parametrize(("text", "words", "value", "low", "high", "bound"), VALUES)
def test_a_count_has_value_bounds_and_words(text, words, value, low, high, bound):
    found = counted(text)
    assert [n.words for n in found] == [words]
    number = found[0]
    assert (number.value, number.min, number.max) == (value, low, high)
    assert text[number.start : number.end] == words
    assert text[slice(*number.with_bound)] == bound
    assert number.bounded == (low is not None or high is not None)


SEVERAL = [
    ("three in Barcelona, another three in Madrid, two in Valencia and one in Santiago", ["3", "3", "2", "1"]),
    ("From 54 to 102: what the second report adds", ["54", "102"]),
    ("it rose from 54 to 102 stations", ["54", "102"]),
    ("54 stations in 21 countries on five continents", ["54", "21", "5"]),
    ("Spain: 9 (Madrid 3, Barcelona 3, Valencia 2, Santiago de Compostela 1)", ["9", "3", "3", "2", "1"]),
    ("Thirty of these, in 25 cities of 21 countries", ["30", "25", "21"]),
    ("two of them in Lagos and one in Abuja", ["2", "1"]),
    ("at least ten others and between 40 and 50 further places", ["10", "40"]),
    ("In 2018 there were 12, in 2019 15", ["12", "15"]),
    ("He paid 12 men $500 each", ["12"]),
    ("Between 2020 and 2022 the police opened fewer than 20 inquiries, and seven people were charged", ["20", "7"]),
    ("China declared nine countries off limits. 110 is the telephone number of the police.", ["9"]),
]


@pytest.mark.parametrize(("text", "values"), SEVERAL)
def test_counts_of_a_sentence_are_told_apart(text, values):
    assert [n.value for n in counted(text)] == values


NOTHING = [
    # text, kind that is found (or null: nothing need be found)
    ("They are the ones", None),
    ("one day it will end", "duration"),
    ("No one knew", "pronoun"),
    ("they spied on one another", "pronoun"),
    ("one of the offices", "pronoun"),
    ("It was an international one.", "pronoun"),
    ("a new one opened", "pronoun"),
    ("the one that matters", "pronoun"),
    ("one must ask why", "pronoun"),
    ("in 2018", "year"),
    ("since 2019,", "year"),
    ("the 2022 report", "year"),
    ("a law of 1995", "year"),
    ("the 1990s", "year"),
    ("2020-2022", "year"),
    ("26 October 2022", "date"),
    ("on December 1", "date"),
    ("Oct. 26, 2022", "date"),
    ("2022-10-26", "date"),
    ("26/10/2022", "date"),
    ("26.10.2022", "date"),
    ("at 07:30", "clock"),
    ("at 7 p.m.", "clock"),
    ("at 9.30am", "clock"),
    ("call +31 20 123 4567", "phone"),
    ("ring 020 7946 0000", "phone"),
    ("the emergency number 110", "phone"),
    ("110 is the telephone number of the police", "phone"),
    ("the hotline 110 is", "phone"),
    ('called "110" by many', "phone"),
    ("the defendant, 60, faces trial", "age"),
    ("a man aged 34", "age"),
    ("a 34-year-old man", "age"),
    ("he is 34 years old", "age"),
    ("for five years", "duration"),
    ("three weeks later", "duration"),
    ("a five-year term", "duration"),
    ("he was held for 37 days", "duration"),
    ("two more weeks", "duration"),
    ("eleven years", "duration"),
    ("lasted 45 minutes", "duration"),
    ("fifteen months", "duration"),
    ("12 km away", "measure"),
    ("three miles from the border", "measure"),
    ("rang four times", "times"),
    ("74.5 %", "share"),
    ("80 percent of them", "share"),
    ("80% of them", "share"),
    ("nine in ten exiles", "share"),
    ("three out of four", "share"),
    ("two-thirds of them", "share"),
    ("half of the stations", "share"),
    ("a third of the stations", "share"),
    ("one quarter of them", "share"),
    ("hundreds of millions of dollars", "money"),
    ("$5 million", "money"),
    ("5 million dollars", "money"),
    ("30,000 euros", "money"),
    ("RMB 5,000", "money"),
    ("60 US dollars", "money"),
    ("a €300 fine", "money"),
    ("the first report", "ordinal"),
    ("the twenty-first station", "ordinal"),
    ("the 21st station", "ordinal"),
    ("Section 5 says", "label"),
    ("Article 9 of the law", "label"),
    ("page 14 of the report", "label"),
    ("No. 3 on the list", "label"),
    ("H.R. 1234 was tabled", "label"),
    ("annex 2 lists them", "label"),
    ("Phase two began", "label"),
    ("1. Stations. The report", "label"),
    ("(2) the second", "label"),
    ("as shown [3] before", "label"),
    ("107 East Broadway in New York", "label"),
    ("New York, NY 10004", "label"),
    ("the Five Eyes partners", "label"),
    ("the Group of Seven met", "label"),
    ("a two-way street", "label"),
    ("G20 and COVID-19", None),
    ("flight MH17", None),
    ("see https://example.org/2022/54/x", None),
    ("ranked 54 of all", "rank"),
]


@pytest.mark.parametrize(("text", "kind"), NOTHING)
def test_what_counts_nothing_is_no_cardinal(text, kind):
    found = find_numbers(text)
    assert [n for n in found if n.kind == "cardinal"] == []
    if kind is not None:
        assert kind in {n.kind for n in found}


def test_currency_and_share_have_units():
    assert find_numbers("$5 million")[0].unit == "dollar"
    assert find_numbers("80 percent")[0].unit == "percent"
    assert find_numbers("two-thirds of them")[0].unit == "fraction"


def test_separators_follow_the_language():
    assert find_numbers("unas 230.000 personas", language="es")[0].value == "230000"
    assert find_numbers("rund 1,5", language="de")[0].value == "1.5"


@given(st.integers(1, 999_999_999))
@settings(max_examples=300, deadline=None)
def test_numbers_written_in_words_and_digits_read_back(number):
    words = [n for n in find_numbers(f"there are {in_words(number)} stations") if n.kind == "cardinal"]
    digits = counted(f"there are {number:,} stations")
    assert [n.value for n in words] == [str(number)]
    assert [n.value for n in digits] == [str(number)]


@given(st.text(alphabet=st.sampled_from("one two half a million dozen 0123456789,.-–%$ and between to more than\n(第三“é🙂"), max_size=120))
@settings(max_examples=300, deadline=None)
def test_spans_are_verbatim_and_never_overlap(text):
    free = 0
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.words
        assert number.start >= free
        assert 0 <= number.with_bound[0] <= number.start < number.end <= number.with_bound[1] <= len(text)
        assert re.fullmatch(r"\d+(\.\d+)?", number.value)
        free = number.end


@pytest.mark.parametrize(
    "unit",
    ["one and ", "1,000,", "two hundred ", "between 2 and ", "1.2.3-4/5 ", "more than ", "9", "half a million and a half ", "12:30 ", "$"],
)
def test_time_grows_with_length(unit):
    """Twice the text takes about twice the time, up to 200 KB."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        find_numbers(text)
        return time.process_time() - begun

    seconds(2_000)
    small = min(seconds(25_000) for _ in range(2))
    large = min(seconds(200_000) for _ in range(2))
    assert large < 0.05 + small * 8 * 3
