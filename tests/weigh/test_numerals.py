"""The numbers of a sentence are read in digits and in English words, and ordinals are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from witnessmark.weigh.numerals import spelled, vague, written


@pytest.mark.parametrize(("text", "numbers"), [
    ("nine police stations", [9]), ("twenty-one", [21]), ("two hundred and thirty thousand", [230_000]), ("a hundred", [100]),
    ("two and three", [2, 3]), ("Five of the nine", [5, 9]), ("one of nine", [9]), ("two million three hundred thousand", [2_300_000]),
    ("one hundred and two", [102]), ("the twenty-first", []), ("the ninth", []), ("no one", []), ("someone often weighs", []),
])
def test_number_words_of_english(text: str, numbers: list[int]) -> None:
    assert list(spelled(text)) == [Decimal(n) for n in numbers]


def test_an_ordinal_in_digits_is_no_number() -> None:
    assert list(written("the 21st of 26")) == [{Decimal(26)}]


def test_dozens_give_no_one_number() -> None:
    assert vague("Dozens of stations, and hundreds") == {"dozens", "hundreds"}
