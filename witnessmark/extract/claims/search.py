"""Searches a whole text at once for what its sentences are read by; each takes its share, and most of them are looked at no further."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from witnessmark.extract.claims.cues import Hit, find_hits
from witnessmark.extract.claims.memory import Introduced, introduced
from witnessmark.extract.letters import capitals
from witnessmark.extract.numbers import starts_of
from witnessmark.extract.times import looked_for

if TYPE_CHECKING:
    from witnessmark.extract.time_triggers import Trigger

Bounds = tuple[int, int]
"""Where a sentence begins and ends in a text, without the blanks around it."""
T = TypeVar("T")


class Marks(NamedTuple):
    """What was found in a sentence; all offsets are its own."""

    low: str
    """The sentence in lower case."""
    hits: list[Hit]
    """What is like a cue."""
    numbers: list[int]
    """Where a number may begin."""
    dated: list[tuple[int, Trigger]]
    """The words that a time may be found by, with where."""
    capitals: list[int]
    """Where capital letters of the Latin script stand."""
    introduced: list[Introduced]
    """The words for bodies and persons."""


class Searched:
    """A text with its sentences; it is searched when the first of them is asked for, and not at all where all were read before."""

    __slots__ = ("_bounds", "_content", "_found", "_language", "_low")

    def __init__(self, content: str, low: str, language: str, bounds: Sequence[Bounds]) -> None:
        self._content, self._low, self._language, self._bounds = content, low, language, bounds
        self._found: list[Marks | None] | None = None

    def marks(self, place: int) -> Marks | None:
        """Return what was found in a sentence; null where it has to be searched by itself."""
        if self._found is None:
            self._found = _search(self._content, self._low, self._language, self._bounds)
        return self._found[place]


class Said(str):
    """A sentence that knows the text in which it stands until it is read; copies of it are equal, whatever text that is."""

    __slots__ = ("place", "text")
    text: Searched | None
    place: int


def stands_in(text: Searched, place: int, said: str) -> Said:
    """Return the words of a sentence as those of a text."""
    one = Said(said)
    one.text, one.place = text, place
    return one


def marks_of(said: str) -> Marks | None:
    """Return what the search of its text found in a sentence, and forget the text; null where it has to be searched by itself."""
    if not isinstance(said, Said) or said.text is None:
        return None
    text, said.text = said.text, None
    return text.marks(said.place)


def _search(content: str, low: str, language: str, bounds: Sequence[Bounds]) -> list[Marks | None]:
    if not content.isascii() and len(content.lower()) != len(content):
        return [None] * len(bounds)  # a letter that grows in lower case makes the others be lowered one by one
    crossed: set[int] = set()
    hits = _dealt(((h[0], h[1], h) for h in find_hits(low, language)), bounds, set())
    numbers = _dealt(((start, start + 1, start) for start in starts_of(content)), bounds, crossed)
    dated = _dealt(((found[0], found[0] + 1, found) for found in looked_for(content, language)), bounds, crossed)
    raised = _dealt(((start, start + 1, start) for start in capitals(content)), bounds, crossed)
    brought = _dealt(((found.start, found.end, found) for found in introduced(content, language)), bounds, crossed)
    out: list[Marks | None] = []
    for k, (start, end) in enumerate(bounds):
        if k in crossed or not _free(content, start, end):
            out.append(None)
            continue
        out.append(
            Marks(
                low=low[start:end],
                hits=[(first - start, last - start, entries, strong) for first, last, entries, strong in hits[k]],
                numbers=[at - start for at in numbers[k]],
                dated=[(at - start, trigger) for at, trigger in dated[k]],
                capitals=[at - start for at in raised[k]],
                introduced=[Introduced(found.start - start, found.end - start, found.body) for found in brought[k]],
            )
        )
    return out


def _free(content: str, start: int, end: int) -> bool:
    """Whether blanks stand on both sides of a sentence, such as a sentence by itself has: then nothing beside it counts."""
    return (start == 0 or content[start - 1] in _BLANK) and (end == len(content) or content[end] in _BLANK)


_BLANK = frozenset(" \n\t")


def _dealt(found: Iterable[tuple[int, int, T]], bounds: Sequence[Bounds], crossed: set[int]) -> list[list[T]]:
    """Return what was found, in the order of its ends, by sentence; `crossed` gets the sentences that something reaches across."""
    out: list[list[T]] = [[] for _ in bounds]
    places = enumerate(bounds)
    k, (first, last) = next(places)
    for start, end, mark in found:
        while end > last:
            following = next(places, None)
            if following is None:
                return out
            k, (first, last) = following
        if start >= first:
            out[k].append(mark)
        elif end > first:
            crossed.update((k - 1, k))
    return out
