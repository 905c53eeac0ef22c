"""Reads one sentence: its frames of reporting first, then its counts, deeds, steps, ties, denials and places."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.extract.claims.bills import as_bill
from witnessmark.extract.claims.carrying import goes_on, note_report
from witnessmark.extract.claims.counts import counts
from witnessmark.extract.claims.cues import Cue, Used, purposes
from witnessmark.extract.claims.denials import denials, presences
from witnessmark.extract.claims.drafts import Setting, Source, draft
from witnessmark.extract.claims.events import events
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.modality import conditional, hearsay
from witnessmark.extract.claims.numbered import Passed, Placed
from witnessmark.extract.claims.phrases import Clause, lows_of, voice
from witnessmark.extract.claims.scope import Moment, Spot, station_noun
from witnessmark.extract.claims.speakers import frames, main_subject, named
from witnessmark.extract.claims.words import Sentence, Words
from witnessmark.extract.numbers import Number
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed
from witnessmark.records.claims import Draft, Kind


class Marked(NamedTuple):
    """What was marked in one sentence."""

    cues: Sequence[Cue]
    numbers: list[Number]
    moments: list[Timed]
    mentions: list[Mention]


def read_sentence(words: Words, sentence: Sentence, marked: Marked, memory: Memory, source: Source) -> tuple[list[Draft], list[Passed]]:
    """Return the drafts of a sentence and its numbers that made none."""
    moments = [
        m
        for m in [Moment(first=words.at(t.start), last=words.until(t.end), timed=t) for t in marked.moments]
        if not _part_of_name(words, m)
    ]
    placed = [_placed(words, n) for n in marked.numbers]
    cues = purposes(marked.cues)
    c = _clause(words, sentence, cues.verbs, moments, placed)
    if not placed and not c.verbs and all(entry.role == "verb" for cue in marked.cues for entry in cue.entries):
        return [], []  # every cue was a noun
    spots = _spots(c, marked.mentions)
    found_frames = frames(c, cues.speech, memory)
    if sentence.opens:
        _floor(c, memory, found_frames)
    line = _line(c)
    going = not found_frames and (
        (line and bool(memory.last_chain)) or goes_on(c, memory, conditional=conditional(c, cues.hedges), hearsay=hearsay(cues.hedges))
    )
    carried = (memory.chain or memory.last_chain) if going else ()
    if words.lows[sentence.last - 1] == "?" and not found_frames:
        return [], []  # a question claims nothing
    found, passed = counts(c, placed, spots, memory)
    deeds = events(c, cues.deeds, found_frames, memory)
    rejected = denials(c, cues.denials, found_frames, memory, carried)
    if rejected:
        deeds = [f for f in deeds if not any(r.first <= f.core[0] < r.last for r in rejected)]
    if found:
        found = _listed(c, [_with_doer(f, deeds) for f in found] if deeds else found)
        deeds = [_where_counted(f, found) for f in deeds]
    found = found + deeds + rejected + (_towns_of_line(c, spots, memory) if line else [])
    found += presences(c, cues.presences, spots, found, memory)
    if memory.house is not None:
        found = [as_bill(f, memory.house) for f in found]
    drafts: list[Draft] = []
    if found:
        setting = Setting(c, cues.hedges, found_frames, spots, moments, carried, memory.chain_why, memory)
        drafts = [draft(f, setting, source) for f in found]
        _keep(c, drafts, memory)
    note_report(c, found_frames, memory)
    memory.head, memory.head_paragraph = functools.partial(_head, c), sentence.paragraph
    if not found_frames and not going:
        memory.chain = ()
    return drafts, passed


def _part_of_name(words: Words, m: Moment) -> bool:
    """Whether a season or month is the head of a name: "the Winter Geese campaign"."""
    if m.last - m.first > 2 or m.last >= len(words.lows) or not words.lows[m.last - 1].isalpha() or not words.capital(m.last - 1):
        return False
    return words.capital(m.last) and (
        m.first == 0 or words.lows[m.first - 1] not in ("in", "since", "until", "by", "on", "last", "this", "next")
    )


def _head(c: Clause, memory: Memory) -> str | None:
    """Return who a sentence is about: the subject of its first verb, unless that is a pronoun."""
    head = main_subject(c, c.sentence.last)
    if head is None or (head[1] - head[0] == 1 and c.low(head[0]) in c.grammar.empty):
        return None
    return named(c, head, memory)


def _placed(words: Words, n: Number) -> Placed:
    first, last = words.at(n.start), words.until(n.end)
    lead = words.at(n.with_bound[0]) if n.with_bound[1] and n.with_bound[0] != n.start else first
    return Placed(lead=min(lead, first), first=first, last=max(last, first + 1), number=n)


def _clause(words: Words, sentence: Sentence, verbal: Sequence[Used], moments: Sequence[Moment], placed: Sequence[Placed]) -> Clause:
    times = frozenset([n for m in moments for n in range(m.first, m.last)])
    numbers = frozenset([n for p in placed if p.number.kind in ("cardinal", "money") for n in range(p.first, p.last)])
    verbs: set[int] = set()
    c = Clause(
        words=words,
        sentence=sentence,
        verbs=verbs,
        heads=frozenset([cue.first for cue, _ in verbal]),
        deeds=frozenset([cue.first for cue, entry in verbal if entry.file == "act"]),
        times=times,
        numbers=numbers,
        low=lows_of(words, sentence),
        voices={},
    )
    # Which cues are verbs is settled before anything else is read of the sentence: what a phrase is depends on it.
    verbs.update([cue.first for cue, entry in verbal if cue.first not in times and voice(c, cue, entry)])
    return c


def _spots(c: Clause, mentions: Sequence[Mention]) -> list[Spot]:
    """Return the places of a sentence; a capitalised name after "in" or "near" that no gazetteer knows is one as well, without an id."""
    lows = c.words.lows[c.sentence.first : c.sentence.last - 1]
    if not mentions and "in" not in lows and "near" not in lows:
        return []
    known = [Spot(first=c.words.at(m.start), last=c.words.until(m.end), mention=m) for m in mentions]
    taken = {n for spot in known for n in range(spot.first, spot.last)}
    out = list(known)
    officials = words_of("measure", "officials")
    for n, low in enumerate(lows, c.sentence.first):
        if low not in ("in", "near") or n + 1 in taken or n + 1 in c.times or not c.words.capital(n + 1):
            continue
        last = n + 1
        while (
            last < c.sentence.last
            and last - n < 5
            and (
                c.words.capital(last)
                or (
                    c.low(last) in ("de", "del", "la", "es", "of")
                    and last > n + 1
                    and last + 1 < c.sentence.last
                    and c.words.capital(last + 1)
                )
            )
        ):
            last += 1
        start, end = c.words.starts[n + 1], c.words.ends[last - 1]
        if any(c.low(k) in officials for k in range(n + 1, last)) or c.words.content[start:end].isupper():
            continue
        out.append(
            Spot(first=n + 1, last=last, mention=Mention(start=start, end=end, name=c.words.content[start:end], places=(), adjective=False))
        )
    out.sort(key=lambda spot: spot.first)
    return out


def _floor(c: Clause, memory: Memory, found: Sequence[object]) -> None:
    """Set or end a speech that fills the text: "The Minister: This statement ..."."""
    low = c.words.low[c.sentence.start : c.sentence.end]
    if memory.floor and any(
        phrase in low for phrase in ("told reporters", "told journalists", "asked about", "after the statement", "this statement,")
    ):
        memory.floor = ()
    for f in found:
        if getattr(f, "sort", "") == "colon" and c.low(getattr(f, "content", (0, 0))[0]) in ("this", "i", "we", "mr", "madam"):
            memory.floor = (getattr(f, "speaker", ""),)


def _with_doer(f: Found, deeds: Sequence[Found]) -> Found:
    """A count that is what somebody ordered or did has that somebody as its subject."""
    for deed in deeds:
        if not (deed.first <= f.core[0] and f.core[1] <= deed.last):
            continue
        done = deed.core[1] <= f.core[0] or ("subject", "passive") in deed.because
        own = f.object is not None and deed.subject is not None and f.object in deed.subject
        return f._replace(subject=deed.subject if done and not own else None, reach=(deed.first, deed.last))
    return f


def _listed(c: Clause, found: list[Found]) -> list[Found]:
    """The items of a list share the subject and the time of the whole: "two offices, one in A and one in B"."""
    if all(f.part_of is None for f in found):
        return found
    whole = {c.words.starts[f.first]: f for f in found}
    items: dict[int, list[str]] = {}
    for f in found:
        if f.part_of is not None and f.place is not None:
            items.setdefault(f.part_of.start, []).append(f.place)
    out = []
    for f in found:
        towns = items.get(c.words.starts[f.first], [])
        own = any(c.low(k) == "in" for k in range(f.first, f.last))  # "nine stations in Spain: three in ...": it has a place of its own
        if len(towns) > 1 and f.place is None and not f.names and not own:
            out.append(f._replace(place=f"{', '.join(towns[:-1])} and {towns[-1]}"))
            continue
        of = whole.get(f.part_of.start) if f.part_of else None
        out.append(f._replace(subject=f.subject or of.subject, reach=f.reach or of.reach) if of is not None and of is not f else f)
    return out


def _where_counted(deed: Found, counted: Sequence[Found]) -> Found:
    """What is done to a number of things is done where these are."""
    for f in counted:
        if deed.place is None and f.place is not None and f.part_of is None and deed.first <= f.core[0] and f.core[1] <= deed.last:
            return deed._replace(place=f.place)
    return deed


def _line(c: Clause) -> bool:
    """Whether a sentence is a line of a list or table: a number after a colon, and no verb."""
    s = c.sentence
    if not s.opens or not c.numbers or c.verbs:
        return False
    lows = c.words.lows[s.first : s.last]
    return ":" in lows and not any(low in c.grammar.auxiliaries or low in c.grammar.verbs for low in lows)


def _towns_of_line(c: Clause, spots: Sequence[Spot], memory: Memory) -> list[Found]:
    """As in "Italy: 4 (Milan, Prato, Rome, Florence)": the things counted are at these places."""
    lows = c.words.lows[c.sentence.first : c.sentence.last]
    noun = next((x.noun for x in memory.counted if station_noun(x.noun)), None)
    if noun is None or "(" not in lows or ")" not in lows:
        return []
    first, last = c.sentence.first + lows.index("(") + 1, c.sentence.first + lows.index(")")
    inside = [x for x in spots if first <= x.first and x.last <= last and not x.mention.adjective]
    if not inside or any(n in c.numbers for n in range(first, last)) or first >= last:
        return []
    place = c.words.said(inside[0].first, inside[-1].last)
    return [
        Found(
            kind=Kind.PRESENCE,
            first=first,
            last=last,
            core=(first, last),
            subject=noun,
            place=place,
            because=(("presence", "line of a list"),),
        )
    ]


def _keep(c: Clause, drafts: Sequence[Draft], memory: Memory) -> None:
    """Keep in mind the place and the stations that the next sentences may mean by "there" and "they"."""
    placed = False
    for made in drafts:
        content = made.content
        stations = station_noun(content.object)
        if stations and not (content.object or "").isupper():
            memory.stations = content.object
        stations = stations or (content.kind is Kind.PRESENCE and station_noun(content.subject))
        if content.place is not None and stations and not placed:
            placed = True
            memory.place_of_all = not memory.wide
            memory.place, memory.place_id, memory.place_paragraph = content.place, content.place_id, c.sentence.paragraph
        if stations and content.kind is Kind.COUNT and content.place is None and content.part_of is None:
            memory.wide = True
        if content.kind in (Kind.ACT, Kind.MEASURE, Kind.CONTROL) and content.subject:
            memory.subject = content.subject
