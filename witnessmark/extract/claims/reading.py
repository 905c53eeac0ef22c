"""Reads a text sentence by sentence: what has neither cue nor number is passed over, the rest becomes drafts."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from witnessmark.extract.claims.alone import Alone, Parsed, alone, parsed, timed
from witnessmark.extract.claims.drafts import Source
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.headings import heading
from witnessmark.extract.claims.home import home_place
from witnessmark.extract.claims.memory import Memory, initials, likely_body
from witnessmark.extract.claims.numbered import Passed
from witnessmark.extract.claims.search import Searched, stands_in
from witnessmark.extract.claims.sentences import read_sentence
from witnessmark.extract.claims.sites import state_of, street_of
from witnessmark.extract.claims.statutes import Bill, bill_of
from witnessmark.extract.claims.stories import NOWHERE, sole_place, story_place
from witnessmark.extract.claims.turns import Turn, reports_itself, retells, stated_by, turns
from witnessmark.extract.claims.units import same_things
from witnessmark.extract.claims.unlisted import unlisted
from witnessmark.extract.claims.where import Scene
from witnessmark.extract.claims.words import Page, Stretch, lowered, stretches
from witnessmark.extract.lexicon import languages
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Before, Timed, last_named
from witnessmark.records.claims import Draft
from witnessmark.records.places import Gazetteer
from witnessmark.records.texts import Text

APART = frozenset({"zh"})
"""Languages whose words no space separates: another reader has them."""
_Placed = tuple[Stretch, int, Alone]
"""A sentence, where it begins without the blanks before it, and what it says by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a text."""

    drafts: tuple[Draft, ...]
    passed: tuple[Passed, ...]
    """Numbers that made no claim."""


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
    content = text.content
    page, bill = Page(content, lowered(content)), bill_of(content, language)
    found = _sentences(page, language, gazetteer)
    countries = frozenset([country for _, _, a in found for country in a.countries])
    called = same_things(page.low, language)
    source = Source(text=text, digest=text.digest, finder=finder, version=version, countries=countries, called=called)
    mentions = _mentions(found)
    more = unlisted(content, (name for _, _, a in found for name in a.shown), mentions)
    memory = _memory(page, sorted([*mentions, *more], key=lambda m: m.start) if more else mentions, language, bill)
    hidden, spoken = _hidden(text), turns(content, language)[::-1]
    out: list[Draft] = []
    passed: list[Passed] = []
    named: _Named | None = None
    own: str | None = None
    since = 0
    for stretch, base, a in found:
        a.met += 1
        times, leans = timed(a, _before(named, base, stretch.paragraph), text.published) if a.dated else ([], False)
        wanted = a.telling or bill is not None
        _head_of(a, times, stretch, memory)
        _bring_in(a, memory)
        if wanted:
            memory.body, own = own or memory.body, None
        _take_turns(spoken, stretch.end, memory)
        parts = parsed(a, times, text.published, leans=leans) if wanted and not (a.mute and bill is None) else ()
        for part in parts:
            if _unseen(part, base, hidden):
                continue
            if bill is None and not part.telling:
                since = len(out)
                continue
            made, left = read_sentence(page, _with(more, part, base) if more else part, stretch, base, memory, source)
            if memory.wraps:
                out[since:] = [told_by(d, memory.wraps) for d in out[since:]]
                memory.wraps = ""
            since = len(out)
            out += made
            passed += left
        if not parts:
            since = len(out)
        own = a.selves[-1][1] if a.selves else own
        if a.persons:
            memory.person = a.persons[-1][1]
        if times and (last := last_named(times)) is not None:
            named = _Named(last.when.edtf, base + last.end, stretch.paragraph)
    out.sort(key=lambda d: (d.content.anchor.start, d.content.anchor.end, d.content.kind.value))
    return Reading(drafts=seen_only(text, out), passed=tuple(passed))


def _head_of(a: Alone, times: Sequence[Timed], stretch: Stretch, memory: Memory) -> None:
    """Keep in mind a place and a time with which a paragraph begins."""
    if stretch.opens and times:
        memory.scene.head = heading(a.said, a.mentions, times, stretch.paragraph) or memory.scene.head


def _bring_in(a: Alone, memory: Memory) -> None:
    """Keep in mind the bodies that a sentence brings in."""
    for _, memory.body, sort in a.bodies:
        if sort:
            memory.owners[sort] = memory.body


def _take_turns(spoken: list[Turn], end: int, memory: Memory) -> None:
    """Give the floor to the last who takes it before a place; the turns that are still to come are listed last to first."""
    while spoken and spoken[-1][0] < end:
        _, who = spoken.pop()
        memory.floor, memory.chain, memory.last_chain = ((who,) if who else ()), (), ()


def told_by(draft: Draft, speaker: str) -> Draft:
    """Return a draft as the word of a speaker whom only the sentence after it names; one that has a speaker stays as it is."""
    if draft.content.said_by:
        return draft
    because = (*draft.because, ("said_by", "the sentence after it says so"))
    return replace(draft, content=replace(draft.content, said_by=(speaker,)), because=because)


class _Named(NamedTuple):
    """The last time that the text named."""

    edtf: str
    end: int
    paragraph: int


def _before(named: _Named | None, at: int, paragraph: int) -> Before | None:
    return Before(named.edtf, at - named.end if named.paragraph == paragraph else None) if named is not None else None


def _sentences(page: Page, language: str, gazetteer: Gazetteer) -> list[_Placed]:
    """Return the sentences of a text, each with where it begins and what it says by itself."""
    found = stretches(page.content, language)
    bare: list[str] = []
    bounds: list[tuple[int, int]] = []
    for start, end, _, _ in found:
        said = page.content[start:end]
        first = start + len(said) - len(said.lstrip())
        bare.append(said.strip())
        bounds.append((first, first + len(bare[-1])))
    text, known = Searched(page.content, page.low, language, bounds), cast("Hashable", gazetteer)
    return [(stretch, bounds[k][0], alone(stands_in(text, k, bare[k]), language, known)) for k, stretch in enumerate(found)]


def _mentions(found: Sequence[_Placed]) -> list[Mention]:
    """Return the places of a text by name; their offsets are those of the text."""
    return [m._replace(start=base + m.start, end=base + m.end) for _, base, a in found for m in a.mentions]


def _with(more: Sequence[Mention], part: Parsed, base: int) -> Parsed:
    """Return a sentence with the places in it that no gazetteer lists, but the text shows to be places."""
    s = part.clause.sentence
    own = [m._replace(start=m.start - base, end=m.end - base) for m in more if s.start <= m.start - base and m.end - base <= s.end]
    return part._replace(mentions=sorted([*part.mentions, *own], key=lambda m: m.start), spots=None) if own else part


def _memory(page: Page, mentions: Sequence[Mention], language: str, bill: Bill | None) -> Memory:
    """Return what a reader has in mind when a text begins."""
    officials, loose = words_of("measure", "officials", "words", language), grammar(language).loose
    placed = frozenset([m.start for m in mentions])
    continents = frozenset([m.name for m in mentions if m.places and m.places[0].country is None])
    own = reports_itself(page.content, language)
    story = story_place(page.low, mentions, language) if bill is None else NOWHERE
    street = street_of(mentions, language) if bill is None else NOWHERE
    state = state_of(page.content, mentions, language) if bill is None else NOWHERE
    home, sole = home_place(page.low, mentions, language), sole_place(page.low, mentions, language)
    return Memory(
        likely=functools.cache(lambda: initials(page.content, language) or likely_body(page.content, officials, placed, loose)),
        bill=bill,
        scene=Scene(sole=sole, story=story, street=street, state=state, continents=continents, home=home),
        floor=(by,) if (by := stated_by(page.content, language)) else (),
        own=own,
        retells=own or retells(page.content, language),
    )


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


def _unseen(part: Parsed, base: int, hidden: Sequence[tuple[int, int]]) -> bool:
    """Whether no word of a sentence is shown to who reads the document."""
    if not hidden:
        return False
    s, words = part.clause.sentence, part.clause.words
    start, end = base + words.starts[s.first], base + words.ends[s.last - 1]
    run = _over(hidden, start, end)
    return run is not None and run[0] <= start and end <= run[1]


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
