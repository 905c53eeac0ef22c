"""Cuts a text into words, sentences and paragraphs; every offset is a code point of the text."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from witnessmark.extract.claims.grammar import grammar

WORD = re.compile(r"[a-z]++(?=[ ,;:!?)\n\"”]|\.[ \n])|[^\W\d_][^\W_]*+(?:['’\-‑.][^\W_]+)*|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?|\S")
"""A word with inner hyphens and apostrophes, a number with its separators, or one sign. The first branch only saves time: it takes plain
words that nothing can prolong."""

_PLAIN = r"[^\W\d_][^\W_]*+"

_GROUP = cast("Callable[[re.Match[str]], str]", re.Match.group)
_WIDE_BLANK = re.compile(r"[^\S\x00-\x7f](?=\.)")
_TAB = re.compile(r"\t")
_CLOSED = re.compile(r"[.!?]\) (?=[^\W\d_a-zà-ÿ]|[«“¿¡])")
"""Where a sentence in brackets ends."""
_START = cast("Callable[[re.Match[str]], int]", re.Match.start)
_END = cast("Callable[[re.Match[str]], int]", re.Match.end)
SPLITS = frozenset({"ca", "de", "en", "es", "fr", "it", "nl", "pt"})
"""Languages whose sentences the splitter knows; the others are split as English is."""
LONG = 20
"""Code points of a word with its blank, generously, where words are counted back."""
LONGEST_BLOCK = 16_384
"""Code points of a text that are split into sentences at once."""
NEAR_WORDS = 160
"""Code points that are cut at once where words are counted back: most often the word that is looked for is near."""
LONGEST_SENTENCE = 400
"""Words: a longer run is no sentence of prose (a table, a dump) and is cut, so that no rule meets an endless one."""


class Page(NamedTuple):
    """A whole text, for what looks back beyond its own sentence."""

    content: str
    low: str
    """The same in lower case, of the same length."""


class Sentence(NamedTuple):
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
        return 0 <= n < len(self.starts) and self.content[self.starts[n]].isupper()


@functools.cache
def word_pattern(language: str) -> re.Pattern[str]:
    """Return what a word is in a language: an elided one (l', qu') and an enclitic one (-il, -se) are words of their own."""
    g = grammar(language)
    if not g.elisions and not g.enclitics:
        return WORD
    elided = "|".join(sorted((re.escape(word.rstrip("'’")) for word in g.elisions), key=len, reverse=True))
    clitic = "|".join(sorted(map(re.escape, g.enclitics), key=len, reverse=True))
    own = [*([rf"(?:{elided})'(?=[^\W\d_])"] if elided else ()), *([rf"(?:{clitic})(?![^\W_])"] if clitic else ())]
    inner = rf"(?!(?:{clitic})(?![^\W_]))['’\-‑.]" if clitic else r"['’\-‑.]"
    soon = r"[a-z]++(?=[ ,;:!?)\n\"”]|\.[ \n])"
    return re.compile(rf"{'|'.join(own)}|{soon}|{_PLAIN}(?:{inner}[^\W_]+)*|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?|\S")


def lowered(text: str) -> str:
    """Return a text in lower case without changing its length: a letter that would grow stays as it is."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.replace("’", "'")


class Stretch(NamedTuple):
    """A sentence before its words are cut."""

    start: int
    end: int
    paragraph: int
    opens: bool
    """Whether it is the first of its paragraph."""


def stretches(text: str, language: str) -> list[Stretch]:
    """Return the sentences of a text that have words, as they follow one another; a line feed always ends a sentence."""
    # sentencex 1.0.32 cuts inside a letter and panics where such a blank stands between an initial and its full stop.
    safe = text if text.isascii() else _WIDE_BLANK.sub(" ", text)
    bounds = {0, len(text)}
    for start, end in _blocks(safe):
        bounds.update(_bounds(safe[start:end], start, language))
    feeds: set[int] = set()
    at = text.find("\n")
    while at >= 0:
        feeds.add(at + 1)
        at = text.find("\n", at + 1)
    bounds.update([m.end() for m in _CLOSED.finditer(text)])
    bounds.update([m.end() for m in _TAB.finditer(text)])  # a cell of a sheet is no part of the sentence in the next
    out: list[Stretch] = []
    paragraph, opens = 0, True
    for start, end in itertools.pairwise(sorted(bounds | feeds)):
        if start in feeds:
            paragraph, opens = paragraph + 1, True
        if not text[start:end].isspace():
            out.append(Stretch(start, end, paragraph, opens))
            opens = False
    return out


def _bounds(block: str, start: int, language: str) -> list[int]:
    import sentencex

    return [start + found["start_index"] for found in sentencex.get_sentence_boundaries(language if language in SPLITS else "en", block)]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of a text that are split apart: the splitter looks for the end of each quotation as far as its text goes."""
    start = 0
    while len(text) - start > LONGEST_BLOCK:
        near = start + LONGEST_BLOCK
        end = next((at + len(sign) for sign in ("\n", ". ", " ") if (at := text.rfind(sign, start + 1, near)) >= 0), near)
        yield start, end
        start = end
    yield start, len(text)


def cut(text: str, language: str) -> Words:
    """Return a text cut into words and sentences."""
    low = lowered(text)
    tokens = list(word_pattern(language).finditer(low))
    starts = list(map(_START, tokens))
    spans = [(bisect_left(starts, found.start), bisect_left(starts, found.end), found) for found in stretches(text, language)]
    return _words(text, low, tokens, starts, spans)


def cut_one(text: str, low: str, language: str) -> Words:
    """Return a sentence cut into words, in several where it is too long to be one; `low` is the text as `lowered` gives it."""
    tokens = list(word_pattern(language).finditer(low))
    starts = list(map(_START, tokens))
    return _words(text, low, tokens, starts, [(0, len(tokens), Stretch(0, len(text), 0, opens=True))])


def _words(text: str, low: str, tokens: list[re.Match[str]], starts: list[int], spans: Sequence[tuple[int, int, Stretch]]) -> Words:
    ends, lows = list(map(_END, tokens)), list(map(_GROUP, tokens))
    return Words(content=text, low=low, starts=starts, ends=ends, lows=lows, sentences=_sentences(spans, starts))


def _sentences(spans: Sequence[tuple[int, int, Stretch]], starts: Sequence[int]) -> list[Sentence]:
    out: list[Sentence] = []
    for first, last, stretch in spans:
        begin, (start, end, paragraph, opens) = first, stretch
        while last - begin > LONGEST_SENTENCE:
            stop = begin + LONGEST_SENTENCE
            out.append(Sentence(begin, stop, start, starts[stop], paragraph, opens))
            begin, start, opens = stop, starts[stop], False
        if begin < last:
            out.append(Sentence(begin, last, start, end, paragraph, opens))
    return out


def words_before(low: str, at: int, count: int, language: str = "en") -> Iterator[tuple[int, int]]:
    """Yield where at most so many words before a place stand, the nearest first; they are looked for in its near past alone."""
    word, floor, end = word_pattern(language), max(0, at - count * LONG), at
    while floor and floor < at and not low[floor - 1].isspace():
        floor += 1
    while end > floor and count > 0:
        start = max(floor, end - NEAR_WORDS)
        while start > floor and start < end and not low[start - 1].isspace():
            start += 1
        start = floor if start == end else start
        found = [m.span() for m in word.finditer(low, start, end)][-count:]
        yield from reversed(found)
        count, end = count - len(found), start
