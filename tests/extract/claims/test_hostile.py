"""Whatever a document holds: quotes are verbatim, nothing raises, and twice the text takes about twice the time."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from witnessmark.extract.claims.words import cut, lowered
from witnessmark.extract.find import find
from witnessmark.records.texts import Text

PIECES = [
    *("Harbour Watch", " says ", "that ", "12 stations", " in ", "Lisbon", ", ", ". ", "\n", "“", "”", '"', "(", ")", ": "),
    *("; ", "the ", "embassy ", "denied ", "nine", " of them", "would be ", "run by ", "according to ", "more than ", "it "),
    *("İ", "🙂", "e\u0301", "不", " and ", "was ", "threatened ", "2021", "between April 2021 and July 2022 ", "'s ", "who "),
    *("three in Madrid", "no ", "\t", "\u202e"),
]
HOSTILE = {
    "numbers": "12 stations, 34 offices and 56 in ",
    "quotes": '"“said ',
    "no spaces": "a",
    "one sentence": "the police said that the embassy denied that it had ordered the station ",
    "commas": ",",
    "sources": "according to ",
    "names": "Alpha Beta ",
    "groups": "Alpha Beta, a group of ",
    "items": "three in Madrid, ",
    "lines": "one station\n",
    "speakers": "he said, ",
    "marks": "1. ",
}


def text_of(content: str) -> Text:
    return Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2023-06-14", language="en")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map("".join))
@example("")
@example("İİİ 12 stations in Lisbon. Harbour Watch says")
@example("54\n54 stations")
def test_every_quote_is_verbatim_whatever_the_text(content: str) -> None:
    text = text_of(content)
    for draft in find(text):
        anchor = draft.content.anchor
        assert content[anchor.start : anchor.end] == anchor.quote
        assert "\n" not in anchor.quote
        assert anchor.quote.strip()
        part = draft.content.part_of
        assert part is None or 0 <= part.start < part.end <= len(content)


@given(st.text())
def test_lower_case_keeps_every_offset(content: str) -> None:
    assert len(lowered(content)) == len(content)
    words = cut(content, "en")
    assert all(content[a:b].strip() for a, b in zip(words.starts, words.ends, strict=True))
    assert all(a.last == b.first for a, b in zip(words.sentences, words.sentences[1:], strict=False))


def test_the_same_text_gives_the_same_drafts() -> None:
    content = "Harbour Watch says that the ministry runs 12 stations in Lisbon. They would be linked to a party."
    assert find(text_of(content)) == find(text_of(content))


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    def spent(length: int) -> float:
        piece = HOSTILE[name]
        text = text_of((piece * (length // len(piece) + 1))[:length])
        runs = []
        for _ in range(3):
            gc.collect()
            gc.disable()  # what is measured is our own work, not when the collector chooses to walk over it
            start = time.process_time()
            find(text)
            runs.append(time.process_time() - start)
            gc.enable()
        return min(runs)

    find(text_of("One station in Lisbon."))
    ratios = []
    for _ in range(3):  # a busy machine disturbs a measurement, it does not make three of them quadratic
        ratios.append(spent(50_000) / max(spent(25_000), 0.004))
        if ratios[-1] < 2.5:
            return
    pytest.fail(f"{name}: {ratios}")
