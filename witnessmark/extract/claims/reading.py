"""Reads a text sentence by sentence: what has neither cue nor number is passed over, the rest becomes drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from witnessmark.extract.claims.bills import house_of
from witnessmark.extract.claims.cues import Cue, find_cues
from witnessmark.extract.claims.drafts import Source
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.memory import Memory, bodies_of, likely_body, persons_of
from witnessmark.extract.claims.numbered import Passed
from witnessmark.extract.claims.scope import countries_of
from witnessmark.extract.claims.sentences import Marked, read_sentence
from witnessmark.extract.claims.words import Words, cut
from witnessmark.extract.numbers import Number, find_numbers
from witnessmark.extract.places import Mention, find_places
from witnessmark.extract.times import Timed, find_times
from witnessmark.records.claims import Draft
from witnessmark.records.places import Gazetteer
from witnessmark.records.texts import Text

LANGUAGES = frozenset({"en"})
T = TypeVar("T", Number, Timed, Mention)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a text."""

    drafts: tuple[Draft, ...]
    passed: tuple[Passed, ...]
    """Numbers that made no claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """Everything that was marked in a text, by sentence."""

    cues: list[list[Cue]]
    numbers: list[list[Number]]
    moments: list[list[Timed]]
    mentions: list[list[Mention]]


def read(text: Text, *, gazetteer: Gazetteer, finder: str, version: str) -> Reading:
    """Return the drafts of a text and the numbers that made none."""
    language = text.language.split("-")[0]
    if language not in LANGUAGES or not text.content.strip():
        return Reading(drafts=(), passed=())
    words = cut(text.content, language)
    marks, countries, placed = _marked(text, words, gazetteer, language)
    source = Source(text=text, digest=text.digest, finder=finder, version=version, countries=countries)
    memory = Memory(
        likely=lambda: likely_body(text.content, words_of("measure", "officials"), placed, grammar().loose), house=house_of(text.content)
    )
    bodies, persons = bodies_of(text.content), persons_of(text.content)
    out: list[Draft] = []
    passed: list[Passed] = []
    seen = met = 0
    for k, sentence in enumerate(words.sentences):
        while seen < len(bodies) and bodies[seen][0] < sentence.end:
            memory.body = bodies[seen][1]
            seen += 1
        while met < len(persons) and persons[met][0] < sentence.start:
            memory.person = persons[met][1]
            met += 1
        if marks.numbers[k] or any(entry.file != "hedges" for cue in marks.cues[k] for entry in cue.entries):
            marked = Marked(cues=marks.cues[k], numbers=marks.numbers[k], moments=marks.moments[k], mentions=marks.mentions[k])
            made, left = read_sentence(words, sentence, marked, memory, source)
            out += made
            passed += left
    out.sort(key=lambda d: (d.content.anchor.start, d.content.anchor.end, d.content.kind.value))
    return Reading(drafts=tuple(out), passed=tuple(passed))


def _marked(text: Text, words: Words, gazetteer: Gazetteer, language: str) -> tuple[_Marks, frozenset[str], frozenset[int]]:
    count = len(words.sentences)
    cues: list[list[Cue]] = [[] for _ in range(count)]
    at = 0
    for cue in find_cues(words):
        while at < count and cue.first >= words.sentences[at].last:
            at += 1
        if at < count and cue.last <= words.sentences[at].last:
            cues[at].append(cue)
    mentions = find_places(text.content, gazetteer, language=language)
    marks = _Marks(
        cues=cues,
        numbers=_spread(words, find_numbers(text.content, language=language)),
        moments=_spread(words, find_times(text.content, published=text.published, language=language)),
        mentions=_spread(words, mentions),
    )
    return marks, countries_of(mentions), frozenset(m.start for m in mentions)


def _spread(words: Words, marks: Sequence[T]) -> list[list[T]]:
    out: list[list[T]] = [[] for _ in words.sentences]
    at = 0
    for mark in marks:
        while at < len(out) and mark.start >= words.sentences[at].end:
            at += 1
        if at < len(out) and mark.end <= words.sentences[at].end:
            out[at].append(mark)
    return out
