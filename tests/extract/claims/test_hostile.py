"""Whatever a document holds: quotes are verbatim, nothing raises, and twice the text takes about twice the time."""

from __future__ import annotations

import gc
import os
import time
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from witnessmark.extract.claims.alone import alone
from witnessmark.extract.claims.words import cut, lowered
from witnessmark.extract.find import find, warm
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


SIGNS = ["numbers", "quotes", "no spaces", "one sentence", "commas", "names", "lines", "marks"]
"""Texts that hold up the reader of any language, if they hold it up at all."""
OWN = {
    "de": "Nach Angaben der Polizei, die sagte, dass der Verein, der 12 Stellen betreibt, ",
    "es": "según la policía, que dijo que la embajada negó que las 12 oficinas que ",
    "fr": "selon la police, qui a dit que l'ambassade a nié que les 12 bureaux qui ",
    "it": "secondo la polizia, che ha detto che l'ambasciata ha negato che i 12 uffici che ",
    "pt": "segundo a polícia, que disse que a embaixada negou que os 12 escritórios que ",
    "zh": "据警方称，大使馆否认说12个站点，",
}
"""A sentence of each language that never ends."""
MOODS = {
    "en": "would be 5 and had ",
    "de": "sei 5 und habe ",
    "es": "habría 5 y que ",
    "fr": "aurait 5 et serait ",
    "it": "avrebbe 5 e sarebbe ",
    "pt": "teria 5 e seria ",
    "zh": "据称有5个，",
}
"""Hearsay about a number, again and again."""
CASES = [
    *(("en", name) for name in HOSTILE),
    *((language, name) for language in OWN for name in (*SIGNS, "own")),
    *((language, "moods") for language in MOODS),
]
LARGE = os.environ.get("WITNESSMARK_LARGE") == "1"
LENGTH = {language: 500_000 if LARGE else 64_000 if language == "en" else 16_000 for language in ("en", *OWN)}
"""Code points of the shorter of two texts: the longer has 1 MB, or 128 KB (32 KB in the other languages) in every run of the tests."""


def hostile(piece: str, length: int) -> str:
    """Return a text of a piece again and again; now and then a number tells it apart, so that no sentence was read before."""
    pieces: list[str] = []
    size = n = 0
    while size < length:
        n += 1
        pieces.append(piece if n % 8 else f"{piece}{n} ")
        size += len(pieces[-1])
    return "".join(pieces)[:length]


@pytest.mark.parametrize(("language", "name"), CASES)
def test_twice_the_text_takes_about_twice_the_time(language: str, name: str) -> None:
    piece = {"own": OWN, "moods": MOODS}[name][language] if name in {"own", "moods"} else HOSTILE[name]

    def spent(length: int) -> float:
        text = replace(text_of(hostile(piece, length)), language=language)
        alone.cache_clear()
        gc.collect()
        gc.disable()  # what is measured is our own work, not when the collector chooses to walk over it
        start = time.process_time()
        find(text)
        gone = time.process_time() - start
        gc.enable()
        return gone

    warm(language)
    ratios = []
    for _ in range(4):  # a busy machine disturbs a measurement, it does not make four of them quadratic
        ratios.append(spent(2 * LENGTH[language]) / max(spent(LENGTH[language]), 0.004))
        if ratios[-1] < 2.6:
            return
    pytest.fail(f"{language} {name}: {ratios}")
