"""Reads of a sentence what hangs on its words alone: once, however many documents repeat it.

Who speaks, where and when something is, and how sure it is, hangs on the document around a sentence and is read in each.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from witnessmark.extract.claims.clauses import Clause, lows_of
from witnessmark.extract.claims.cues import Cue, Entry, Hit, Purposes, Used, find_cues, find_hits, purposes
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.memory import brought_in, self_named
from witnessmark.extract.claims.modality import conditional, hearsay
from witnessmark.extract.claims.mute import mute
from witnessmark.extract.claims.numbered import Placed
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Moment, Spot, countries_of
from witnessmark.extract.claims.search import marks_of
from witnessmark.extract.claims.sighting import spots_of
from witnessmark.extract.claims.unlisted import shown
from witnessmark.extract.claims.voices import voice
from witnessmark.extract.claims.words import Page, Sentence, Words, cut_one, lowered
from witnessmark.extract.numbers import Number, find_numbers
from witnessmark.extract.places import Mention, find_places
from witnessmark.extract.times import Before, Timed, looked_for, times_after

if TYPE_CHECKING:
    from witnessmark.extract.time_triggers import Trigger
    from witnessmark.records.places import Gazetteer

KEPT = 8192
"""Sentences that a process remembers."""
ASIDE = frozenset({"parted", "makes"})
"""Lists of deeds that need more than their verb: "handed them over", "made them sign"."""
DAYS = 16
"""Days of publication for which the times of a sentence are remembered."""
T = TypeVar("T", Number, Timed, Mention)
K = TypeVar("K")


class Parsed(NamedTuple):
    """A sentence cut into words, with its cues, numbers, times and places."""

    clause: Clause
    cues: Purposes
    numbers: list[Placed]
    moments: list[Moment]
    mentions: list[Mention]
    spots: list[Spot] | None
    """Its places; null where they were not looked for."""
    telling: bool
    """Whether it has a number, or a cue that is more than a hedge."""
    nouns: bool
    """Whether every cue is a noun."""
    conditional: bool
    hearsay: bool


@dataclass(slots=True, kw_only=True)
class Alone:
    """A sentence by itself; all offsets are its own."""

    said: str
    low: str
    language: str
    hits: Sequence[Hit]
    numbers: Sequence[Number]
    mentions: Sequence[Mention]
    countries: frozenset[str]
    """The countries that it names."""
    shown: Sequence[str]
    """The names that it shows to be places, be they in the gazetteer or not."""
    bodies: Sequence[tuple[int, str, str]]
    """The bodies that it brings in, with where and as what sort."""
    persons: Sequence[tuple[int, str]]
    """The unnamed persons that it brings in, with where."""
    selves: Sequence[tuple[int, str]]
    """The bodies in it whose names say their sort."""
    telling: bool
    """Whether it has a number, or something like a cue that is more than a hedge."""
    dated: Sequence[tuple[int, Trigger]]
    """The words that a time may be found by, with where."""
    mute: bool
    """Whether every cue in it is plainly a noun, and it has no number: it makes no draft, in whatever text."""
    met: int = 0
    """How many documents it stood in: what is met a second time is worth keeping."""
    times: dict[str | None, list[Timed]] | None = None
    """By day of publication, where they hang on nothing else; null until there are any, as many sentences are remembered for nothing."""
    parsed: dict[str | None, list[Parsed]] | None = None


@functools.lru_cache(maxsize=KEPT)
def alone(said: str, language: str, gazetteer: Hashable) -> Alone:
    """Return a sentence with what is marked in it."""
    marks = marks_of(said)
    said = str(said)
    if marks is None:
        low = lowered(said)
        hits, numbers, dated, named = find_hits(low, language), find_numbers(said, language=language), looked_for(said, language), True
        mentions = find_places(said, cast("Gazetteer", gazetteer), language=language)
        bodies, persons = brought_in(said, language)
    else:
        low, hits, dated = marks.low, marks.hits, marks.dated
        numbers = find_numbers(said, language=language, starts=marks.numbers)
        mentions = find_places(said, cast("Gazetteer", gazetteer), language=language, letters=marks.capitals)
        bodies, persons = brought_in(said, language, by=marks.introduced)
        named = marks.capitals not in ([], [0]) or not said.isascii()
    telling = bool(numbers) or any(strong for _, _, _, strong in hits)
    return Alone(
        said=said,
        low=low,
        language=language,
        hits=hits or (),
        numbers=numbers or (),
        mentions=mentions or (),
        countries=countries_of(mentions),
        shown=(shown(said, language) if named else ()) or (),
        bodies=bodies or (),
        persons=persons or (),
        selves=self_named(said, language) or (),
        telling=telling,
        mute=telling and not numbers and mute(low, hits, language),
        dated=dated or (),
    )


def timed(a: Alone, before: Before | None, published: str | None) -> tuple[list[Timed], bool]:
    """Return the times of a sentence after the one that was named before it, and whether they hang on that."""
    if not a.dated:
        return [], False
    known = a.times.get(published) if a.times is not None else None
    if known is not None:
        return known, False
    times, leans = times_after(a.said, before, published=published, language=a.language, by=a.dated)
    if not leans and a.met > 1:
        a.times = _kept(a.times, published, times)
    return times, leans


def parsed(a: Alone, times: Sequence[Timed], published: str | None, *, leans: bool) -> list[Parsed]:
    """Return a sentence cut into words and parsed; a very long one in several parts."""
    day = published if times else None
    known = a.parsed.get(day) if a.parsed is not None and not leans else None
    if known is None:
        known = _parsed(a, times)
        if not leans and a.met > 1:
            a.parsed = _kept(a.parsed, day, known)
    return known


def _kept(held: dict[str | None, list[K]] | None, day: str | None, found: list[K]) -> dict[str | None, list[K]]:
    """Return what is remembered by day of publication, with one more day."""
    if held is None or len(held) >= DAYS:
        return {day: found}
    held[day] = found
    return held


def _parsed(a: Alone, times: Sequence[Timed]) -> list[Parsed]:
    words = cut_one(a.said, a.low, a.language)
    cues, numbers = _cues(words, a.hits), _spread(words, a.numbers)
    moments, mentions = _spread(words, times), _spread(words, a.mentions)
    return [_part(a, words, k, (cues[k], numbers[k], moments[k], mentions[k])) for k in range(len(words.sentences))]


def _part(a: Alone, words: Words, k: int, marks: tuple[list[Cue], list[Number], list[Timed], list[Mention]]) -> Parsed:
    language, (found, numbers, times, mentions) = a.language, marks
    moments = [
        m
        for m in [Moment(first=words.at(t.start), last=words.until(t.end), timed=t) for t in times]
        if not _part_of_name(words, m, language)
    ]
    placed = [_placed(words, n) for n in numbers]
    cues = purposes(found)
    c = _clause(words, words.sentences[k], cues.verbs, moments, placed, language)
    nouns = all(entry.role == "verb" for cue in found for entry in cue.entries)
    # a sentence of nouns alone is most often left at once: its places are looked for where it is not
    spots = spots_of(c, mentions) if numbers or c.verbs or not nouns else None
    return Parsed(
        clause=c,
        cues=cues,
        numbers=placed,
        moments=moments,
        mentions=mentions,
        spots=spots,
        telling=bool(numbers) or any(cue.strong for cue in found),
        nouns=nouns,
        conditional=conditional(c, cues.hedges),
        hearsay=hearsay(cues.hedges),
    )


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
    if len(sentences) == 1:
        return [list(marks)]
    out: list[list[T]] = [[] for _ in sentences]
    at = 0
    for mark in marks:
        start = mark.start
        while at < len(out) and start >= sentences[at].end:
            at += 1
        if at < len(out) and sentences[at].start <= start and mark.end <= sentences[at].end:
            out[at].append(mark)
    return out


def _part_of_name(words: Words, m: Moment, language: str) -> bool:
    """Whether a time is a part of a name: "the Winter Geese campaign", "the Foreign Agents Act of 1938"."""
    if m.last - m.first == 1 and m.first > 1 and words.lows[m.first - 1] in grammar(language).genitives:
        laws = words_of("measure", "laws", "words", language)
        if words.capital(m.first - 2) and words.lows[m.first - 2] in laws:
            return True
    if m.last - m.first > 2 or m.last >= len(words.lows) or not words.lows[m.last - 1].isalpha() or not words.capital(m.last - 1):
        return False
    return words.capital(m.last) and (m.first == 0 or words.lows[m.first - 1] not in placing(language).moments)


def _placed(words: Words, n: Number) -> Placed:
    first, last = words.at(n.start), words.until(n.end)
    lead = words.at(n.with_bound[0]) if n.with_bound[1] and n.with_bound[0] != n.start else first
    return Placed(lead=min(lead, first), first=first, last=max(last, first + 1), number=n)


def _to_people(entry: Entry, people: frozenset[str]) -> bool:
    """Whether a verb tells what is done to people: a bare number after it counts them."""
    return (entry.file == "act" and entry.list not in ASIDE) or (entry.lemma in people and entry.file == "measure")


def _clause(
    words: Words, sentence: Sentence, verbal: Sequence[Used], moments: Sequence[Moment], placed: Sequence[Placed], language: str
) -> Clause:
    times = frozenset([n for m in moments for n in range(m.first, m.last)])
    numbers = frozenset([n for p in placed if p.number.kind in ("cardinal", "money") for n in range(p.first, p.last)])
    verbs: set[int] = set()
    people = words_of("measure", "to_people", "words", language)
    c = Clause(
        words=words,
        sentence=sentence,
        page=Page(words.content, words.low),
        base=0,
        verbs=verbs,
        heads=frozenset([cue.first for cue, _ in verbal]),
        deeds=frozenset([n for cue, e in verbal if _to_people(e, people) for n in (cue.first, cue.last - 1)]),
        tellers=frozenset([cue.first for cue, entry in verbal if entry.file == "speech"]),
        times=times,
        numbers=numbers,
        low=lows_of(words, sentence),
        voices={},
        language=language,
        grammar=grammar(language),
    )
    # Which cues are verbs is settled before anything else is read of the sentence: what a phrase is depends on it.
    verbal_at = [cue.first for cue, entry in verbal if cue.first not in times and voice(c, cue, entry)]
    verbs.update(verbal_at)
    c.once.clear()  # what was found before the verbs were known
    return c
