"""Cuts a text into words, sentences and paragraphs; every offset is a code point of the text."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’\-‑.][^\W_]+)*|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?|\S")
"""A word with inner hyphens and apostrophes, a number with its separators, or one sign."""

LONGEST_SENTENCE = 400
"""Words: a longer run is no sentence of prose (a table, a dump) and is cut, so that no rule meets an endless one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: its words from first to last (exclusive), its span, and the paragraph that it stands in."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    opens: bool
    """Whether it is the first of its paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text cut into words."""

    content: str
    low: str
    """The same in lower case, of the same length."""
    starts: list[int]
    ends: list[int]
    lows: list[str]
    """Each word in lower case, with a straight apostrophe."""
    sentences: list[Sentence]

    def at(self, offset: int) -> int:
        """Return the number of the first word that ends after an offset."""
        return bisect_right(self.ends, offset)

    def until(self, offset: int) -> int:
        """Return the number of the first word that begins at or after an offset."""
        return bisect_left(self.starts, offset)

    def said(self, first: int, last: int) -> str:
        """Return the text of the words from first to last (exclusive)."""
        return self.content[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def capital(self, n: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.content[self.starts[n]].isupper()


def lowered(text: str) -> str:
    """Return a text in lower case without changing its length: a letter that would grow stays as it is."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.replace("’", "'")


def cut(text: str, language: str) -> Words:
    """Return a text cut into words and sentences; a line feed always ends a sentence."""
    low = lowered(text)
    spans = [m.span() for m in WORD.finditer(low)]
    starts, ends = [list(side) for side in zip(*spans, strict=True)] if spans else ([], [])
    lows = [low[a:b] for a, b in spans]
    return Words(content=text, low=low, starts=starts, ends=ends, lows=lows, sentences=_sentences(text, language, starts))


def _sentences(text: str, language: str, starts: list[int]) -> list[Sentence]:
    import sentencex

    bounds = {0, len(text)}
    for found in sentencex.get_sentence_boundaries(language, text):
        bounds.add(found["start_index"])
    feeds: set[int] = set()
    at = text.find("\n")
    while at >= 0:
        feeds.add(at + 1)
        at = text.find("\n", at + 1)
    edges = sorted(bounds | feeds)
    out: list[Sentence] = []
    paragraph, opens, word, count = 0, True, 0, len(starts)
    for start, end in itertools.pairwise(edges):
        if start in feeds:
            paragraph, opens = paragraph + 1, True
        first = word
        while word < count and starts[word] < end:
            word += 1
        for begin in range(first, word, LONGEST_SENTENCE):
            last = min(begin + LONGEST_SENTENCE, word)
            out.append(
                Sentence(
                    first=begin, last=last, start=starts[begin], end=starts[last] if last < word else end, paragraph=paragraph, opens=opens
                )
            )
            opens = False
    return out
