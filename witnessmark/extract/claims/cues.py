"""Finds every cue of the lexicons in one Aho-Corasick pass over a text, whole words only."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from witnessmark.extract.claims.forms import expanded, forms
from witnessmark.extract.claims.words import Words
from witnessmark.extract.lexicon import languages, lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

CUE_FILES = ("speech", "hedges", "control", "link", "act", "measure", "denial", "presence")
ROLES = ("phrases", "before", "after", "passive", "intransitive", "nouns", "phrases_active")
MOODS = {"cond": "conditional", "konj": "reported", "fut": "planned"}
"""The list of hedges that a verb belongs to by its form alone, whatever it means."""
SIGNS = re.compile(r"[^\w\s]|_")
BLANKS = str.maketrans({"\n": " ", "\t": " ", "\r": " ", "\xa0": " ", **{chr(n): " " for n in range(128) if SIGNS.match(chr(n))}})
"""A phrase that reaches across a line feed reaches across a sentence and is left out by the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a lexicon in one surface form."""

    file: str
    list: str
    role: str
    """`verb`, or the name of the list of phrases: `before`, `after`, `passive`, `intransitive`, `nouns`, `phrases`."""
    form: str
    """Of a verb: its tags after forms.yaml, between commas where one surface has several."""
    lemma: str
    strength: str
    why: str
    """Where in the lexicons it stands, for `claims --explain`."""


class Cue(NamedTuple):
    """An entry where it stands: words from first to last (exclusive)."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    strong: bool
    """Whether one of them is more than a hedge."""


Hit = tuple[int, int, tuple[Entry, ...], bool]
"""Where something like a cue stands, its entries, and whether one of them is more than a hedge."""
Used = tuple[Cue, Entry]
"""A cue with one of its entries."""


class Purposes(NamedTuple):
    """The cues of a sentence by what they are cues for, in order."""

    verbs: list[Used]
    """Whatever may be a verb."""
    speech: list[Used]
    """Reports and denials."""
    deeds: list[Used]
    """Control, link, act and measure."""
    hedges: list[Used]
    denials: list[Used]
    """Phrases of denying."""
    presences: list[Used]


LONGEST_LINE = 80
"""Characters of a line of a list that a reason repeats whole."""
DEEDS = frozenset({"control", "link", "act", "measure"})


def purposes(cues: Sequence[Cue]) -> Purposes:
    """Return cues by what they are cues for."""
    verbs: list[Used] = []
    speech: list[Used] = []
    deeds: list[Used] = []
    hedges: list[Used] = []
    denials: list[Used] = []
    presences: list[Used] = []
    for cue in cues:
        for entry in cue.entries:
            used, file = (cue, entry), entry.file
            if entry.role == "verb":
                verbs.append(used)
            if file in DEEDS:
                deeds.append(used)
            elif file == "speech":
                speech.append(used)
            elif file == "hedges":
                hedges.append(used)
            elif file == "presence":
                if entry.list != "sited":
                    presences.append(used)
            else:
                speech.append(used)
                if entry.role == "phrases":
                    denials.append(used)
    return Purposes(verbs=verbs, speech=speech, deeds=deeds, hedges=hedges, denials=denials, presences=presences)


def _entries(language: str) -> Iterator[tuple[str, Entry]]:
    for file in CUE_FILES:
        if language not in languages(file):
            continue
        lists = cast("Mapping[str, Mapping[str, object]]", lexicon(file, language)["entries"])
        for name, found in lists.items():
            strength = str(found.get("strength", ""))
            for line in cast("list[str]", found.get("verbs", [])) + cast("list[str]", found.get("frames", [])):
                for lemma in expanded(line):
                    yield from _inflected(file, name, lemma, strength, language)
            for role in ROLES:
                for line in cast("list[str]", found.get(role, [])):
                    for phrase in expanded(line):
                        # A long line of alternatives is named by its list and by the one that stands in the text.
                        why = f"{language}/{file}.yaml: {line if len(line) <= LONGEST_LINE else f'{name}: {phrase}'}"
                        yield phrase, Entry(file=file, list=name, role=role, form="", lemma=phrase, strength=strength, why=why)


def _inflected(file: str, name: str, lemma: str, strength: str, language: str) -> Iterator[tuple[str, Entry]]:
    seen: dict[str, str] = {}
    for form, surface in forms(lemma, language):
        seen[surface] = f"{seen[surface]},{form}" if surface in seen else form
    why = f"{language}/{file}.yaml: {lemma}"
    for surface, form in seen.items():
        yield surface, Entry(file=file, list=name, role="verb", form=form, lemma=lemma, strength=strength, why=why)
        if form in MOODS:
            # The mood of a verb says by itself how sure or how far off the thing is.
            why_mood = f"{why} ({form})"
            yield surface, Entry(file="hedges", list=MOODS[form], role="phrases", form=form, lemma=lemma, strength="", why=why_mood)


@functools.cache
def _automaton(language: str) -> tuple[AhoCorasick, tuple[tuple[tuple[Entry, ...], bool], ...]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    table: dict[str, list[Entry]] = {}
    for surface, entry in _entries(language):
        key = f" {SIGNS.sub(' ', surface).rstrip()} "  # "stando all'": the apostrophe is the blank behind it
        if entry not in table.setdefault(key, []):
            table[key].append(entry)
    machine = AhoCorasick(list(table), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
    return machine, tuple((tuple(found), any(entry.file != "hedges" for entry in found)) for found in table.values())


def find_hits(low: str, language: str = "en") -> list[Hit]:
    """Return where something like a cue stands in a text in lower case; whether it is one its words must say."""
    machine, entries = _automaton(language)
    plain = low.translate(BLANKS)
    plain = f" {plain if plain.isascii() else SIGNS.sub(' ', plain)} "
    # The plain text has one blank before it, a pattern one blank at each end: the word begins at `start` of the text itself.
    return [(start, end - 2, *entries[which]) for which, start, end in machine.find_matches_as_indexes(plain, overlapping=True)]


def find_cues(words: Words, hits: Sequence[Hit]) -> list[Cue]:
    """Return the cues among the hits, those of whole words, in order of their first word; longer ones first where several begin there."""
    starts, ends, count = words.starts, words.ends, len(words.starts)
    out = []
    for start, end, entries, strong in hits:
        first = bisect_left(starts, start)
        last = bisect_left(ends, end)
        if first < count and starts[first] == start and last < count and ends[last] - words.lows[last].endswith("'") in (end, end - 1):
            out.append(Cue(first=first, last=last + 1, entries=entries, strong=strong))
    out.sort(key=lambda cue: (cue.first, -cue.last))
    return out
