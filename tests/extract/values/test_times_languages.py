"""What a user may rely on: times of seven languages are read by lists of words and templates alone, and never slowly."""

import os
import random
import time as clock
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.values import made_times
from witnessmark.extract.time_slots import Lists, templates
from witnessmark.extract.time_triggers import of_language
from witnessmark.extract.time_words import words
from witnessmark.extract.times import RESOLVERS, find_times
from witnessmark.records.edtf import when

HERE = Path(__file__).parent
LANGUAGES = made_times.LANGUAGES
LARGE = os.environ.get("WITNESSMARK_LARGE") == "1"
CASES = [
    (path.stem, case, read["published"])
    for path in sorted((HERE / "time_cases").glob("*.yaml"))
    for read in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    for case in read["cases"]
]


@pytest.mark.parametrize(("language", "case", "published"), CASES, ids=lambda value: value["text"][:30] if isinstance(value, dict) else None)
def test_a_case_of_the_lists_is_read_as_a_careful_reader_would(language, case, published):
    found = find_times(case["text"], published=case.get("published", published), language=language)
    assert (" ".join(t.when.edtf for t in found) or "-") == case["times"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_generated_times_are_read_right(language):
    """At least 99 of 100; `python tests/extract/values/made_times.py es` lists the others."""
    count = 5_000 if LARGE else 400
    failed = made_times.wrong(language, count)
    assert len(failed) <= count // 100, [(case.text, case.published, case.edtf, got) for case, got in failed[:10]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_can_be_found_and_resolved(language):
    known = words(language)
    assert known is not None
    assert {template.kind for template in known.templates} <= RESOLVERS.keys()
    assert of_language(language).found


def test_a_mistake_in_a_template_names_the_line():
    lists = Lists({"unit": {"jour": "day"}}, joined=False)
    with pytest.raises(ValueError, match=r"xx/times\.yaml: day: .*<mois>"):
        list(templates("xx", {"day": ["<day> <mois>"]}, lists))
    with pytest.raises(ValueError, match=r"xx/times\.yaml: day: .*brace"):
        list(templates("xx", {"day": ["{<day> <unit>"]}, lists))


SORTS = [
    ("es", "un informe de septiembre de 2022", "attributive"),
    ("zh", "2022年9月的报告", "attributive"),
    ("fr", "un rapport de septembre 2022", "attributive"),
    ("de", "ein Bericht vom September 2022", "attributive"),
    ("zh", "（中央社臺北10月25日電）", "dateline"),
    ("es", "desde 2018", "since"),
    ("es", "hasta 2023", "by"),
    ("zh", "2019年前", "before"),
    ("zh", "2019年以后", "after"),
    ("de", "zwischen 2018 und 2019", "interval"),
    ("pt", "há dois anos", "relative"),
    ("it", "attualmente", "now"),
    ("fr", "en 2018", "date"),
]


@pytest.mark.parametrize(("language", "text", "sort"), SORTS)
def test_a_time_says_what_sort_it_is(language, text, sort):
    assert [t.sort for t in find_times(text, published="2022-10-26", language=language)] == [sort]


RULES = [
    ("es", "desde 2018", ["es/times.yaml: since: desde", "year: <alone>"]),
    ("zh", "自2019年起", ["zh/times.yaml: since: 自…起", "year: <year>年"]),
    ("en", "yesterday", ["en/times.yaml: today: <days>"]),
    ("fr", "vers 2019", ["fr/times.yaml: approximate: vers", "year: <alone>"]),
    ("de", "von 2018 bis 2022", ["de/times.yaml: joints: von ... bis"]),
]


@pytest.mark.parametrize(("language", "text", "rules"), RULES)
def test_a_time_names_the_entries_that_fired(language, text, rules):
    (time,) = find_times(text, published="2022-10-26", language=language)
    assert all(rule in time.rule for rule in rules)


def test_both_scripts_of_chinese_have_one_list():
    for code in ("zh", "zh-Hans", "zh-Hant"):
        assert [t.when.edtf for t in find_times("民國111年5月，2022年5月", published=None, language=code)] == ["2022-05", "2022-05"]


def vocabulary(language: str) -> list[str]:
    """Every phrase of a language's lists, with signs and numbers that stand beside them."""
    known = words(language)
    assert known is not None
    said = {part for entries in known.values.values() for phrase in entries for part in (phrase, *phrase.split())}
    return [*sorted(said), "2022", "1999", "5", "31", "26.", "-", "/", ",", ".", "\n", "%", "2022-05", "05/10/2022", "V", "年", "月", "日", "'", "’", "…"]


WORDS = {language: vocabulary(language) for language in LANGUAGES}


@given(st.sampled_from(LANGUAGES), st.randoms(use_true_random=False), st.integers(1, 40), st.dates(min_value=date(1, 1, 1)))
@settings(max_examples=250, deadline=None)
def test_any_words_in_any_order_yield_valid_times_verbatim_and_apart(language, rng, count, published):
    text = rng.choice(("", " ")).join(rng.choice(WORDS[language]) for _ in range(count))
    check(text, published.isoformat(), language)


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_an_error(text, language):
    check(text, "2022-10-26", language)
    check(text + "ſeptember 20٢٢ 5. ＭＡＩ ２０２２年１３月" + text, None, language)


def check(text: str, published: str | None, language: str) -> None:
    free = 0
    for time in find_times(text, published=published, language=language):
        assert text[time.start : time.end] == time.words
        assert free <= time.start < time.end
        assert time.when == when(time.when.edtf)
        assert time.rule.startswith(f"{language}/times.yaml: ")
        free = time.end


HOSTILE = {
    "en": ("in the last ", "2022-", "since the ", "1/", "'90"),
    "es": ("desde hace ", "el pasado día 5 de ", "de mayo de ", "entre 2018 y ", "5-V-", "a principios del "),
    "zh": ("一", "二〇二二年", "自2019年起至", "上上", "20222", "十月至", "今年前后左右"),
    "fr": ("l'", "jusqu'à l'été ", "il y a ", "1er janvier 2022 "),
    "de": ("vom 1. bis ", "vor ", "Montag, den ", "90er "),
    "it": ("dell'anno ", "un anno e mezzo ", "negli ultimi "),
    "pt": ("na segunda ", "há cerca de ", "até o final de "),
}


@pytest.mark.parametrize(("language", "unit"), [(language, unit) for language, units in HOSTILE.items() for unit in units])
def test_time_grows_with_length(language, unit):
    """Eight times the text takes about eight times the time; up to 1 MB where the large tests are asked for."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = clock.process_time()
        find_times(text, published="2022-10-26", language=language)
        return clock.process_time() - begun

    small, large = (125_000, 1_000_000) if LARGE else (4_000, 32_000)
    seconds(2_000)
    least = min(seconds(small) for _ in range(2))
    assert min(seconds(large) for _ in range(4)) < 0.1 + least * 8 * 3


def test_order_of_cases_makes_no_difference():
    """The lists are read once and hold nothing of a text."""
    cases = [made for language in LANGUAGES for made in [(language, m) for m in made_times.made(language, 20)]]
    first = [find_times(m.text, published=m.published, language=language) for language, m in cases]
    order = list(range(len(cases)))
    random.Random(1).shuffle(order)
    for k in order:
        language, m = cases[k]
        assert find_times(m.text, published=m.published, language=language) == first[k]
