"""Reads a text sentence by sentence: what has neither cue nor number is passed over, the rest becomes drafts."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from witnessmark.extract.claims.cues import Cue, Hit, find_cues, find_hits
from witnessmark.extract.claims.drafts import Source
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.memory import Memory, brought_in, likely_body
from witnessmark.extract.claims.numbered import Passed
from witnessmark.extract.claims.scope import countries_of
from witnessmark.extract.claims.sentences import Marked, read_sentence
from witnessmark.extract.claims.statutes import bill_of
from witnessmark.extract.claims.turns import retells, turns
from witnessmark.extract.claims.where import Scene, sole_place, story_place
from witnessmark.extract.claims.words import Words, cut_some, lowered, stretches
from witnessmark.extract.lexicon import languages
from witnessmark.extract.numbers import Number, find_numbers
from witnessmark.extract.places import Mention, find_places
from witnessmark.extract.times import Timed, find_times
from witnessmark.records.claims import Draft
from witnessmark.records.places import Gazetteer
from witnessmark.records.texts import Text

APART = frozenset({"zh"})
"""Languages whose words no space separates: another reader has them."""
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


def has_finders(language: str) -> bool:
    """Tell whether claims of a language (BCP 47) are looked for."""
    return language.partition("-")[0] in languages("speech")


def read(text: Text, *, gazetteer: Gazetteer, finder: str, version: str) -> Reading:
    """Return the drafts of a text and the numbers that made none."""
    language = text.language.split("-")[0]
    if not has_finders(text.language) or not text.content.strip():
        return Reading(drafts=(), passed=())
    if language in APART:
        from witnessmark.extract.claims.han.reading import read_han

        return read_han(text, gazetteer=gazetteer, finder=finder, version=version)
    bill = bill_of(text.content, language)
    words, marks, mentions = _marked(text, gazetteer, language, whole=bill is not None)
    countries, placed = countries_of(mentions), frozenset([m.start for m in mentions])
    source = Source(text=text, digest=text.digest, finder=finder, version=version, countries=countries)
    officials, loose = words_of("measure", "officials", "words", language), grammar(language).loose
    memory = Memory(
        likely=functools.cache(lambda: likely_body(text.content, officials, placed, loose)),
        bill=bill,
        scene=Scene(sole=sole_place(words.low, mentions, language), story=story_place(words.low, mentions, language)),
    )
    bodies, persons = brought_in(text.content)
    out: list[Draft] = []
    passed: list[Passed] = []
    hidden = _hidden(text)
    spoken = turns(text.content, language)
    memory.retells = retells(text.content, language)
    seen = met = turn = since = 0
    for k, sentence in enumerate(words.sentences):
        while seen < len(bodies) and bodies[seen][0] < sentence.end:
            memory.body = bodies[seen][1]
            seen += 1
        while met < len(persons) and persons[met][0] < sentence.start:
            memory.person = persons[met][1]
            met += 1
        while turn < len(spoken) and spoken[turn][0] < sentence.end:
            memory.floor, memory.chain, memory.last_chain = ((spoken[turn][1],) if spoken[turn][1] else ()), (), ()
            turn += 1
        shown = words.starts[sentence.first], words.ends[sentence.last - 1]
        if (run := _over(hidden, *shown)) and run[0] <= shown[0] and shown[1] <= run[1]:
            continue
        if bill is not None or marks.numbers[k] or any(cue.strong for cue in marks.cues[k]):
            marked = Marked(cues=marks.cues[k], numbers=marks.numbers[k], moments=marks.moments[k], mentions=marks.mentions[k])
            made, left = read_sentence(words, sentence, marked, memory, source)
            if memory.wraps:
                out[since:] = [told_by(d, memory.wraps) for d in out[since:]]
                memory.wraps = ""
            since = len(out)
            out += made
        else:
            since = len(out)
            passed += left
    out.sort(key=lambda d: (d.content.anchor.start, d.content.anchor.end, d.content.kind.value))
    return Reading(drafts=seen_only(text, out), passed=tuple(passed))


def told_by(draft: Draft, speaker: str) -> Draft:
    """Return a draft as the word of a speaker whom only the sentence after it names; one that has a speaker stays as it is."""
    if draft.content.said_by:
        return draft
    because = (*draft.because, ("said_by", "the sentence after it says so"))
    return replace(draft, content=replace(draft.content, said_by=(speaker,)), because=because)


def seen_only(text: Text, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts whose words a reader of the document sees."""
    hidden = _hidden(text)
    return tuple(d for d in drafts if _seen(d, hidden))


def _seen(draft: Draft, hidden: Sequence[tuple[int, int]]) -> bool:
    """Whether every word of a draft's quotation is shown to who reads the document, and in one cell of a sheet."""
    anchor = draft.content.anchor
    return "\t" not in anchor.quote and _over(hidden, anchor.start, anchor.end) is None


def _over(hidden: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Return the first hidden run that overlaps a span; the runs are in order and apart."""
    if not hidden:
        return None
    k = bisect_right(hidden, start, key=lambda run: run[1])
    return hidden[k] if k < len(hidden) and hidden[k][0] < end else None


def _hidden(text: Text) -> list[tuple[int, int]]:
    """Return the runs of words that a reader of the document does not see, in order and apart; letters that look like others are seen."""
    out: list[tuple[int, int]] = []
    for h in sorted(text.hidden, key=lambda h: (h.start, h.end)):
        if h.why.startswith("letters of another alphabet") or not any(letter.isalnum() for letter in text.content[h.start : h.end]):
            continue
        if out and h.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], h.end))
        else:
            out.append((h.start, h.end))
    return out


def _marked(text: Text, gazetteer: Gazetteer, language: str, *, whole: bool) -> tuple[Words, _Marks, list[Mention]]:
    """Mark a text and cut into words what can hold a claim: the sentences with a number or something like a cue."""
    content, low = text.content, lowered(text.content)
    found, hits, numbers = stretches(content, language), find_hits(low, language), find_numbers(content, language=language)
    begins = [stretch.start for stretch in found]
    wanted = set(range(len(found))) if whole else {bisect_right(begins, n.start) - 1 for n in numbers}
    wanted.update([bisect_right(begins, start) - 1 for start, _, _, strong in hits if strong])
    words = cut_some(content, low, found, sorted(wanted), language)
    mentions = find_places(content, gazetteer, language=language)
    marks = _Marks(
        cues=_cues(words, hits),
        numbers=_spread(words, numbers),
        moments=_spread(words, find_times(content, published=text.published, language=language)),
        mentions=_spread(words, mentions),
    )
    return words, marks, mentions


def _cues(words: Words, hits: Sequence[Hit]) -> list[list[Cue]]:
    sentences = words.sentences
    out: list[list[Cue]] = [[] for _ in sentences]
    at = 0
    for cue in find_cues(words, hits):
        while at < len(out) and cue.first >= sentences[at].last:
            at += 1
        if at < len(out) and sentences[at].first <= cue.first and cue.last <= sentences[at].last:
            out[at].append(cue)
    return out


def _spread(words: Words, marks: Sequence[T]) -> list[list[T]]:
    sentences = words.sentences
    out: list[list[T]] = [[] for _ in sentences]
    at = 0
    for mark in marks:
        start = mark.start
        while at < len(out) and start >= sentences[at].end:
            at += 1
        if at < len(out) and sentences[at].start <= start and mark.end <= sentences[at].end:
            out[at].append(mark)
    return out
