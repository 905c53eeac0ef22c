"""Finds every cue of the lexicons in one Aho-Corasick pass over a text, whole words only."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from witnessmark.extract.claims.forms import forms
from witnessmark.extract.claims.words import Words
from witnessmark.extract.lexicon import lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

CUE_FILES = ("speech", "hedges", "control", "link", "act", "measure", "denial", "presence")
ROLES = ("phrases", "before", "after", "passive", "intransitive", "nouns", "phrases_active")
SIGNS = re.compile(r"[^\w\s]|_")
BLANKS = str.maketrans({"\n": " ", "\t": " ", "\r": " ", "\xa0": " "})
"""A phrase that reaches across a line feed reaches across a sentence and is left out by the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a lexicon in one surface form."""

    file: str
    list: str
    role: str
    """`verb`, or the name of the list of phrases: `before`, `after`, `passive`, `intransitive`, `nouns`, `phrases`."""
    form: str
    """Of a verb: base, s, ed, en, ing."""
    lemma: str
    strength: str

    @property
    def why(self) -> str:
        """Where in the lexicons it stands, for `claims --explain`."""
        return f"{self.file}.yaml: {self.lemma}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """An entry where it stands: words from first to last (exclusive)."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def _entries() -> Iterator[tuple[str, Entry]]:
    for file in CUE_FILES:
        lists = cast("Mapping[str, Mapping[str, object]]", lexicon(file)["entries"])
        for name, found in lists.items():
            strength = str(found.get("strength", ""))
            for lemma in cast("list[str]", found.get("verbs", [])) + cast("list[str]", found.get("frames", [])):
                seen: dict[str, str] = {}
                for form, surface in forms(lemma):
                    seen[surface] = f"{seen[surface]},{form}" if surface in seen else form
                for surface, form in seen.items():
                    yield surface, Entry(file=file, list=name, role="verb", form=form, lemma=lemma, strength=strength)
            for role in ROLES:
                for phrase in cast("list[str]", found.get(role, [])):
                    yield phrase, Entry(file=file, list=name, role=role, form="", lemma=phrase, strength=strength)


@functools.cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[Entry, ...], ...]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    table: dict[str, list[Entry]] = {}
    for surface, entry in _entries():
        key = f" {SIGNS.sub(' ', surface)} "
        if entry not in table.setdefault(key, []):
            table[key].append(entry)
    machine = AhoCorasick(list(table), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
    return machine, tuple(tuple(found) for found in table.values())


def find_cues(words: Words) -> list[Cue]:
    """Return every cue of a text in order of its first word; longer ones first where several begin there."""
    machine, entries = _automaton()
    plain = f" {SIGNS.sub(' ', words.low.translate(BLANKS))} "
    starts, ends, count = words.starts, words.ends, len(words.starts)
    out = []
    for which, start, end in machine.find_matches_as_indexes(plain, overlapping=True):
        # The plain text has one blank before it, a pattern one blank at each end: the word begins at `start` of the text itself.
        first = bisect_left(starts, start)
        last = bisect_left(ends, end - 2)
        if first < count and starts[first] == start and last < count and ends[last] == end - 2:
            out.append(Cue(first=first, last=last + 1, entries=entries[which]))
    out.sort(key=lambda cue: (cue.first, -cue.last))
    return out
