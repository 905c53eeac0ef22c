"""The words that the Chinese lexicons know, folded to simplified characters, with the lists that each stands in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from witnessmark.extract.lexicon import lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

FILES = ("speech", "hedges", "control", "link", "act", "measure", "denial", "presence", "units", "grammar")
WORDS = frozenset({"verbs", "words", "phrases", "nouns", "endings"})
"""Parts of a list that have no name of their own."""
ENDINGS = "endings"
"""The part whose words are only looked for at the end of others: they part no text."""
_CHOICE = re.compile(r"\{([^{}]*)\}")
NO_TAGS: frozenset[str] = frozenset()


class Known(NamedTuple):
    """Everything that the lexicons say of words."""

    tags: Mapping[str, frozenset[str]]
    """The lists that a word stands in: "act.deeds"."""
    why: Mapping[tuple[str, str], str]
    """Where a word stands in the lexicons, by word and file, for `claims --explain`."""
    units: Mapping[str, str]
    """What a noun counts."""
    alone: Mapping[str, str]
    """What a measure word counts where no noun follows."""
    endings: Mapping[str, frozenset[str]]
    """Last letters of words that are in no list, by list."""


@functools.cache
def _folding() -> dict[int, str]:
    pairs = cast("list[str]", lexicon("variants", "zh")["entries"]["characters"]["pairs"])
    return {ord(pair[0]): pair[1] for row in pairs for pair in row.split(" ")}


def fold(text: str) -> str:
    """Return a text in simplified characters: one for one, so that offsets stay."""
    return text.translate(_folding())


def expanded(phrase: str) -> list[str]:
    """Return the phrases that one with choices stands for: "{a|b}c" is "ac" and "bc"."""
    choice = _CHOICE.search(phrase)
    if choice is None:
        return [phrase]
    head, tail = phrase[: choice.start()], phrase[choice.end() :]
    return [found for part in choice.group(1).split("|") for found in expanded(head + part + tail)]


def _rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield each word with its file, its list and the part of it."""
    for file in FILES:
        lists = cast("Mapping[str, Mapping[str, object]]", lexicon(file, "zh")["entries"])
        for name, parts in lists.items():
            for part, found in parts.items():
                for phrase in cast("list[str]", found) if isinstance(found, list) else ():
                    for word in expanded(phrase):
                        yield file, name, part, word


@functools.cache
def known() -> Known:
    """Return the words of all lexicons."""
    tags: dict[str, set[str]] = {}
    why: dict[tuple[str, str], str] = {}
    units: dict[str, str] = {}
    alone: dict[str, str] = {}
    endings: dict[str, set[str]] = {}
    named = cast("Mapping[str, Mapping[str, object]]", lexicon("units", "zh")["entries"])
    for file, name, part, raw in _rows():
        word = fold(raw)
        if file == "units" and name in ("plain", "alone"):
            word, _, unit = word.partition("/")
            (units if name == "plain" else alone).setdefault(word, unit)
        elif file == "units" and "unit" in named[name]:
            units.setdefault(word, str(named[name]["unit"]))
        tag = f"{file}.{name}" if part in WORDS else f"{file}.{name}.{part}"
        if part == ENDINGS:
            endings.setdefault(tag, set()).add(word)
            continue
        tags.setdefault(word, set()).add(tag)
        why.setdefault((word, file), f"zh/{file}.yaml: {raw}")
    return Known(
        tags={w: frozenset(t) for w, t in tags.items()},
        why=why,
        units=units,
        alone=alone,
        endings={t: frozenset(w) for t, w in endings.items()},
    )


def reason(word: str, file: str) -> str:
    """Return where a word stands in a file of the lexicons."""
    return known().why.get((word, file), f"zh/{file}.yaml: {word}")


@functools.cache
def words_in(tag: str) -> frozenset[str]:
    """Return the words of one list."""
    if tag in known().endings:
        return known().endings[tag]
    return frozenset(word for word, tags in known().tags.items() if tag in tags)


@functools.cache
def endings(tag: str, shortest: int = 1) -> tuple[str, ...]:
    """Return the words of one list that have so many letters at least, for `str.endswith`."""
    return tuple(word for word in words_in(tag) if len(word) >= shortest)


@functools.cache
def automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Return an automaton over all words, which takes the longest at each place, and the words by their index."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = tuple(known().tags)
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words
