"""Word lists are data that a person looks at; and names and numbers compare as a reader would expect."""

from __future__ import annotations

from decimal import Decimal
from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.weigh.amounts import Bounds, added, apart, counted, plural, spoken
from witnessmark.weigh.lexicon import lexicon, words
from witnessmark.weigh.names import common, key, nameless

ROOM = resources.files("witnessmark.weigh")
LISTS = {name: yaml.safe_load(ROOM.joinpath(name).read_text("utf-8")) for name in ("words.yaml", "hedges.yaml")}
NUMBERS = st.one_of(st.none(), st.integers(-1000, 1000).map(Decimal))
BOUNDS = st.builds(lambda a, b: Bounds(low=None if a is None else min(a, b if b is not None else a), high=b), NUMBERS, NUMBERS)


@pytest.mark.parametrize("file", LISTS)
def test_every_list_says_who_checked_it_and_holds_words(file: str) -> None:
    for name, entry in LISTS[file].items():
        assert set(entry) == {"checked_by", "words"}, name
        for listed in entry["words"].values():
            assert listed
            assert all(isinstance(word, str) and word.strip() == word and word for word in listed), name
            assert len(set(listed)) == len(listed), name


@pytest.mark.parametrize("language", ["en", "es", "zh", "en-GB", "zh-Hans"])
def test_hedges_are_there_for_three_languages(language: str) -> None:
    found = lexicon(language)
    assert found is not None
    assert set(found) == {"hedge", "certain", "plan", "denial", "bound"}


def test_a_language_without_a_list_has_none() -> None:
    assert lexicon("fr") is None
    assert lexicon("und") is None


@pytest.mark.parametrize(("one", "other"), [
    ("Safeguard Defenders", "the Safeguard Defenders report"), ("España", "espana"), ("Open Ledger's", "open ledger"),
    ("保护卫士", "保护卫士报告"),
])
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


def test_different_names_stay_different() -> None:
    assert key("Ministry of Public Security") != key("Ministry of State Security")
    assert key("report") == "report"
    assert key("公安部") != key("国安部")


def test_some_speakers_name_nobody_and_some_are_shared() -> None:
    assert nameless("local sources")
    assert nameless("they")
    assert nameless("消息人士")
    assert not nameless("Open Ledger")
    assert common("the government")
    assert not common("government of Ruritania")


@given(BOUNDS, BOUNDS)
def test_apart_is_symmetric_and_nothing_is_apart_from_itself(one: Bounds, other: Bounds) -> None:
    assert apart(one, other) == apart(other, one)
    assert not apart(one, one)


@given(st.lists(st.integers(0, 1000).map(lambda n: Bounds(low=Decimal(n), high=Decimal(n))), min_size=1, max_size=8))
def test_a_sum_of_exact_numbers_is_exact(parts: list[Bounds]) -> None:
    assert added(parts) == Bounds(low=sum((p.low for p in parts), Decimal(0)), high=sum((p.high for p in parts), Decimal(0)))


def test_numbers_are_written_for_people() -> None:
    assert counted(Bounds(low=Decimal(1219), high=Decimal(1219)), "case") == "1,219 cases"
    assert counted(Bounds(low=Decimal(1), high=Decimal(1)), "country") == "1 country"
    assert spoken(Bounds(low=Decimal(20), high=Decimal(30))) == "20 to 30"
    assert [plural(u) for u in ("country", "person", "bus", "branch", "day", None)] == [
        "countries", "people", "buses", "branches", "days", "of unknown unit"]


def test_lists_for_names_hold_folded_words() -> None:
    for name in ("articles", "nameless", "common"):
        assert all(word == word.casefold() for word in words(name))
