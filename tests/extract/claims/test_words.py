"""Cutting a text: only what can hold a claim is cut into words, and that changes nothing of what is found in it."""

from __future__ import annotations

import gc
import re

from hypothesis import example, given
from hypothesis import strategies as st

from witnessmark.extract.claims.memory import brought_in, introductions
from witnessmark.extract.claims.words import cut, cut_one, lowered, stretches, words_before
from witnessmark.extract.find import find
from witnessmark.extract.letters import BEYOND_ASCII, capitals, digit_runs
from witnessmark.records.texts import Text

PIECES = st.sampled_from([
    *("Harbour Watch", " counts ", "12 stations", " in Lisbon", ". ", "? ", "\n", "\n\n", "“", "”", "J.", " ", "\u00a0", "\u2009.", "U.S", ".", "不。"),
    *("a man ", "one young ", "woman", "trader", " exiles", " an old ", "neighbour ", "İ", "3.5", "ÀB", "x2", "'s "),
])
CONTENT = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


def text_of(content: str) -> Text:
    return Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2023-06-14", language="en")


@given(CONTENT)
@example("不。12不。ab.12不")
def test_a_sentence_has_the_same_words_alone_as_in_its_text(content: str) -> None:
    whole = cut(content, "en")
    for sentence in whole.sentences:
        said = content[sentence.start : sentence.end]
        alone = cut_one(said, lowered(said), "en")
        if all(edge in (0, len(content)) or content[edge - 1].isspace() for edge in (sentence.start, sentence.end)):
            assert alone.lows == whole.lows[sentence.first : sentence.last]
            assert [sentence.start + at for at in alone.starts] == whole.starts[sentence.first : sentence.last]


@given(CONTENT)
def test_sentences_follow_one_another_without_words_between(content: str) -> None:
    found = stretches(content, "en")
    edges = [0, *(edge for stretch in found for edge in (stretch.start, stretch.end)), len(content)]
    assert edges == sorted(edges)
    assert all(not content[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))


def test_a_blank_that_is_no_ascii_before_a_full_stop_ends_no_reading() -> None:
    for blank in "\u00a0\u2009\u2028\u3000\x85":
        text = text_of(f"Harbour Watch says that J{blank}. Smith runs 12 stations in Lisbon.")
        assert [draft.content.value for draft in find(text) if draft.content.kind.value == "count"] == ["12"]


def test_words_are_looked_back_for_no_farther_than_asked() -> None:
    low = "one two, three four"
    assert [low[a:b] for a, b in words_before(low, low.index("four"), 3)] == ["three", ",", "two"]
    assert not list(words_before(low, 0, 3))


@given(CONTENT)
@example("a woman trader and a man who saw an old neighbour")
def test_persons_are_those_that_the_pattern_finds(content: str) -> None:
    assert brought_in(content)[1] == [(m.start(1), m.group(1)) for m in introductions("en").person.finditer(content)]


@given(st.text() | CONTENT)
def test_digits_and_capitals_are_those_that_a_pattern_finds(content: str) -> None:
    assert digit_runs(content) == [m.span() for m in re.finditer("[0-9]+", content)]
    assert capitals(content) == [m.start() for m in re.finditer(f"[A-Z{BEYOND_ASCII}]", content)]


def test_reading_leaves_nothing_behind() -> None:
    text = text_of("Harbour Watch says that the ministry runs 12 stations in Lisbon. They would be linked to a party. It denied that.")
    assert find(text)
    gc.collect()
    gc.disable()
    try:
        find(text)
        assert gc.collect() == 0
    finally:
        gc.enable()
