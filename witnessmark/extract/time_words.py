"""The words of times of one language, and the patterns that are made of them; everything that a language owns stands in its times.yaml."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from witnessmark.extract.lexicon import languages, lexicon
from witnessmark.extract.time_looks import Around, beginning, edges_of, ending, last_words, looks, sides, tense
from witnessmark.extract.time_slots import Lists, Template, templates
from witnessmark.extract.time_templates import spelled_all


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The lists and patterns of a language."""

    language: str
    joined: bool
    """Words are written without blanks between them."""
    small: bool
    """Months and weekdays are written with a small letter."""
    values: Mapping[str, Mapping[str, Any]]
    """What the phrases of a list mean, by list."""
    templates: tuple[Template, ...]
    """In the order in which they are tried at a place."""
    parts: re.Pattern[str]
    """"early", "the end of": what may stand before a time and leave it as it is. Ends where it is searched."""
    part_ends: frozenset[str]
    """The last words of `parts`."""
    parts_after: re.Pattern[str] | None
    edges: tuple[tuple[str, re.Pattern[str]], ...]
    """For each kind of edge what stands right before a time."""
    edge_ends: frozenset[str]
    """The last words of `edges`: where none of them stands before a time, no edge does."""
    edges_after: tuple[tuple[str, re.Pattern[str]], ...]
    around: tuple[Around, ...]
    approximate: tuple[re.Pattern[str] | None, re.Pattern[str] | None]
    cue: re.Pattern[str]
    """Words that tell future (group 1) from past (group 2), for lower case: a pattern that minds no case is five times as slow."""
    looks: Mapping[str, re.Pattern[str] | None]
    """Patterns of the lists of what stands beside a time, by list; null where the list is empty."""

    def has(self, kind: str, phrase: str) -> bool:
        """Whether a list has a phrase, in lower case."""
        return phrase in self.values.get(kind, {})


def words(code: str) -> TimeWords | None:
    """Return the words of a language (BCP 47), or null where it has no lists; `und` is read as English."""
    language = code.partition("-")[0]
    language = "en" if language == "und" else language
    return _words(language) if language in languages("times") else None


@functools.cache
def _words(language: str) -> TimeWords:
    read = {kind: value["entries"] for kind, value in lexicon("times", language).items()}
    settings, kinds = read.pop("settings"), read.pop("templates")
    lists = Lists({kind: spelled_all(entries) for kind, entries in read.items()}, bool(settings["joined"]))
    values = lists.values
    before, after, around = edges_of(lists)
    approximate, parts = sides(values.get("approximate", {})), sides(values.get("parts", {}))
    edge_words = [word for said in before.values() for word in said]
    return TimeWords(
        language=language, joined=lists.joined, small=settings["names"] == "small", values=values,
        templates=tuple(templates(language, kinds, lists)),
        parts=ending(parts[0], lists, articles=False), part_ends=last_words(parts[0], lists), parts_after=beginning(parts[1], lists),
        edges=tuple((kind, ending(said, lists)) for kind, said in before.items() if said),
        edge_ends=last_words([*edge_words, *values.get("articles", {})], lists),
        edges_after=tuple((kind, found) for kind, said in after.items() if (found := beginning(said, lists))),
        around=tuple(around),
        approximate=(ending(approximate[0], lists) if approximate[0] else None, beginning(approximate[1], lists)),
        cue=tense(lists), looks=looks(lists),
    )
