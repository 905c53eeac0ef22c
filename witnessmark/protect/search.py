"""Looks for every form of every protected word at once: in folded text, without its blanks, and in bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from witnessmark.protect.context import Together
from witnessmark.protect.fold import fold, skeleton, squeeze
from witnessmark.protect.opening import Layer
from witnessmark.protect.pattern import INSIDE, Pattern, Way
from witnessmark.protect.whereabouts import in_numbers

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

ANYWHERE = 12
"""From so many letters on, a name is no chance, wherever it begins and ends."""
LONGEST_ENDING = 3
"""Letters that may stand after a long name without a blank: endings of cases and plurals."""
LONGEST_DIALLING = 4
"""Digits that may stand before a telephone number without a blank."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A protected word was met: under which form. Never the word."""

    term: str
    form: str


class Search:
    """Searches text and raw bytes for all patterns at once. It never says what it looks for."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

        def automaton(some: Sequence[Pattern]) -> AhoCorasick | None:
            return AhoCorasick([p.text for p in some], store_patterns=False) if some else None

        self._words = [p for p in patterns if p.way is Way.WORDS]
        self._squeezed = [p for p in patterns if p.way in (Way.SQUEEZED, Way.NUMBER)]
        self._skeletons = [p for p in patterns if p.way is Way.SKELETON]
        self._raws = [p for p in patterns if p.way is Way.RAW]
        self._in_words = automaton(self._words)
        self._in_squeezed = automaton(self._squeezed)
        self._in_skeleton = automaton(self._skeletons)
        self._in_raw: BytesAhoCorasick | None = BytesAhoCorasick([p.raw for p in self._raws]) if self._raws else None
        self._points = [p for p in patterns if p.way is Way.POINT]
        self._together = Together([p for p in patterns if p.way in (Way.PART, Way.QUOTE)])
        self._count = len(patterns)

    def __repr__(self) -> str:
        """Say how many patterns there are, and no pattern: a traceback may print this."""
        return f"<Search for {self._count} forms>"

    def in_text(self, text: str) -> set[Hit]:
        """Return the hits in a text, compared as `fold` folds it; what is short counts as whole words alone."""
        if not self._count or not text:
            return set()
        folded = fold(text)
        squeezed = squeeze(folded)
        hits = {
            Hit(self._words[index].term, self._words[index].form)
            for index, start, end in (self._in_words.find_matches_as_indexes(folded, overlapping=True) if self._in_words else ())
            if _whole(folded, start, end)
        }
        hits |= {Hit(pattern.term, pattern.form) for pattern in self._together.met(folded, text)}
        if self._points:
            here = in_numbers(text, [pattern.point for pattern in self._points])
            hits |= {Hit(self._points[index].term, self._points[index].form) for index in here}
        tokens: _Tokens | None = None
        for automaton, patterns, stream in (
            (self._in_squeezed, self._squeezed, squeezed), (self._in_skeleton, self._skeletons, skeleton(squeezed)),
        ):
            for index, start, end in automaton.find_matches_as_indexes(stream, overlapping=True) if automaton else ():
                tokens = tokens or _Tokens(folded, squeezed)
                if tokens.counts(patterns[index], start, end):
                    hits.add(Hit(patterns[index].term, patterns[index].form))
        return hits

    def of(self, layer: Layer) -> set[Hit]:
        """Return the hits in a layer of a file: in its text and in its bytes."""
        return self.in_text(layer.text) | self.in_bytes(layer.raw)

    def in_bytes(self, raw: bytes) -> set[Hit]:
        """Return the hits in raw bytes."""
        if self._in_raw is None or not raw:
            return set()
        found = self._in_raw.find_matches_as_indexes(raw, overlapping=True)
        return {Hit(self._raws[index].term, self._raws[index].form) for index, _, _ in found}


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether a hit is not the middle of a longer word; scripts without blanks have no such middle."""
    if not folded[start:end].isascii():
        return True
    return not (_letter(folded[start - 1 : start]) or _letter(folded[end : end + 1]))


def _letter(c: str) -> bool:
    return c.isascii() and c.isalnum()


class _Tokens:
    """Where the words of a folded text begin and end once its blanks are gone."""

    def __init__(self, folded: str, squeezed: str) -> None:
        words = folded.split(" ")
        self._ends = list(accumulate(map(len, words)))
        self._starts = [0, *self._ends[:-1]]
        self._squeezed = squeezed

    def counts(self, pattern: Pattern, start: int, end: int) -> bool:
        """Whether a hit is a word or words of its own, or long enough to be meant within a longer one."""
        text = self._squeezed
        if not pattern.text.isascii():
            return True
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._ends, end)
        begins = self._starts[first] == start or not _letter(text[start - 1 : start])
        ends = self._ends[last] == end or not _letter(text[end : end + 1])
        length = end - start
        if pattern.way is Way.NUMBER:
            within = text[self._starts[first] : self._ends[last]]
            whole = begins and ends
            return whole or (first == last and ends and within.isdigit() and len(within) - length <= LONGEST_DIALLING)
        if first == last:
            return length >= INSIDE or (begins and ends)
        if length >= ANYWHERE:
            return True
        if length < INSIDE:
            return begins and ends and self._broken(first, last, start, end)
        return begins and (ends or (length > INSIDE and self._ends[last] - end <= LONGEST_ENDING))

    def _broken(self, first: int, last: int, start: int, end: int) -> bool:
        """Whether a short name is spaced out, or broken once in two parts of three letters: "is lam" is no name."""
        edges = [start, *self._starts[first + 1 : last + 1], end]
        lengths = [b - a for a, b in pairwise(edges)]
        return max(lengths) == 1 or (len(lengths) == 2 and min(lengths) >= 3)
