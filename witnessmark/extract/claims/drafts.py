"""Makes the draft of a finding: its anchor, its speakers, modality, place and time, and the reasons for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from witnessmark.extract.claims.cues import Used
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.modality import modality
from witnessmark.extract.claims.phrases import Clause, clause_end
from witnessmark.extract.claims.scope import Moment, Spot, countries_of, identified, located, station_noun, timed
from witnessmark.extract.claims.speakers import Frame, chain_over
from witnessmark.records.claims import Content, Draft, Kind, Modality, Scope, When
from witnessmark.records.texts import Text

BACK = frozenset({"the", "these", "those", "they", "both", "it", "them", "there"})
"""Words that point back at what was spoken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text that is read, with its digest and what it says of countries."""

    text: Text
    digest: str
    finder: str
    version: str
    countries: frozenset[str]


class Setting(NamedTuple):
    """All that is known of a sentence when its drafts are made."""

    clause: Clause
    hedges: Sequence[Used]
    frames: Sequence[Frame]
    spots: Sequence[Spot]
    moments: Sequence[Moment]
    carried: tuple[str, ...]
    carried_why: str
    memory: Memory


def draft(found: Found, s: Setting, source: Source) -> Draft:
    """Return the draft of a finding."""
    c, because = s.clause, list(found.because)
    chain = chain_over(s.frames, *found.core)
    said_by = _said_by(found, s, chain, because)
    mode = found.modality or _mode(found, s, chain, because)
    place, place_id = _place(found, s, source, because)
    moment = timed(c, s.moments, found.reach or (found.first, found.last), chain, s.frames if found.kind is not Kind.DENIAL else ())
    when = found.time or (moment.timed.when if moment else None)
    if moment is not None and found.time is None:
        because.append(("time", f"{moment.timed.sort}: {moment.timed.words}"))
    start, end = c.words.starts[found.first], c.words.ends[found.last - 1]
    content = Content(
        kind=found.kind,
        anchor=source.text.anchor(start, end, digest=source.digest),
        modality=mode,
        said_by=said_by,
        value=found.value,
        min=found.min,
        max=found.max,
        unit=found.unit,
        subject=found.subject,
        object=found.object,
        place=place,
        place_id=place_id,
        time=when,
        part_of=found.part_of,
        names=found.names,
        list=found.list,
        scope=_scope(found, c, chain, when) if found.kind is Kind.COUNT else None,
        language=source.text.language,
    )
    return Draft(content=content, finder=source.finder, finder_version=source.version, because=tuple(because))


def _said_by(found: Found, s: Setting, chain: Sequence[Frame], because: list[tuple[str, str]]) -> tuple[str, ...]:
    if found.said_by is not None:
        said_by = found.said_by
    elif chain:
        said_by = tuple(f.speaker for f in chain)
        because.extend(("said_by", f.why) for f in chain)
    elif s.carried and not _in_frame(found, s.frames):
        said_by = s.carried
        because.append(("said_by", f"carried on: {s.carried_why}"))
    else:
        said_by = ()
    if s.memory.floor and (not said_by or said_by[0] != s.memory.floor[0]):
        because.append(("said_by", "speaks throughout"))
        said_by = s.memory.floor + said_by
    return said_by


def _in_frame(found: Found, frames: Sequence[Frame]) -> bool:
    return any(f.span[0] <= found.core[0] < f.span[1] or (f.content[0] > f.span[0] and found.core[0] < f.content[0]) for f in frames)


def _mode(found: Found, s: Setting, chain: Sequence[Frame], because: list[tuple[str, str]]) -> Modality:
    c = s.clause
    if found.kind is Kind.COUNT:
        span = _around(found, c, chain) if s.hedges else found.core
        mode, why = modality(c, s.hedges, span, chain, negatable=False, near=found.core[0] - 4)
    else:
        mode, why = modality(c, s.hedges, (found.first, min(found.last, found.core[1] + 2)), chain)
    if why:
        because.append(("modality", why))
    return mode


def _around(found: Found, c: Clause, chain: Sequence[Frame]) -> tuple[int, int]:
    """Return the words in which a hedge speaks of a count: its speaker's, from a semicolon to the end of its clause."""
    first = max([f.content[0] for f in chain] or [c.sentence.first])
    for n in range(found.core[0] - 1, first, -1):
        if c.low(n) == ";":
            first = n + 1
            break
    return first, max(found.core[1], clause_end(c, found.core[1]))


def _place(found: Found, s: Setting, source: Source, because: list[tuple[str, str]]) -> tuple[str | None, str | None]:
    c = s.clause
    spot = None
    if found.place is not None:
        spot = next((x for x in s.spots if x.mention.name == found.place), None)
        if spot is None:
            return found.place, None
    elif s.spots:
        first = found.core[1] if found.kind is Kind.DENIAL else found.first
        spot = located(c, s.spots, first, clause_end(c, found.last) if found.kind is Kind.COUNT else found.last)
        if spot is not None and found.kind is Kind.COUNT and _parted(c, found.core[1], spot.first):
            spot = None  # the place of the next number or of another verb
        spot = spot or _at_head(c, s.spots)
    if spot is None:
        if s.memory.place is None or not _there(found, s):
            return None, None
        because.append(("place", "that of the stations spoken of before"))
        return s.memory.place, s.memory.place_id
    beside = countries_of([x.mention for x in s.spots]) if len(spot.mention.places) > 1 else ()
    ident, why = identified(spot, beside, source.countries)
    name = spot.mention.name
    if ident is not None:
        s.memory.settled[name] = ident
    elif name in s.memory.settled:
        ident, why = s.memory.settled[name], "settled before in this text"
    because.append(("place", f"named: {name}"))
    because.append(("place_id", why))
    return name, ident


def _there(found: Found, s: Setting) -> bool:
    """Whether a claim without a place of its own is about the stations whose place was told before."""
    c = s.clause
    back = c.low(found.first) in BACK or c.low(found.first - 1) in BACK
    if not (back and s.memory.place_of_all) and s.memory.place_paragraph != c.sentence.paragraph:
        return False
    about = station_noun(found.object) or station_noun(found.subject) or "there" in c.lows(found.first, found.last)
    return about and not _wider(found, c)


def _parted(c: Clause, first: int, last: int) -> bool:
    return any(n in c.numbers or n in c.verbs or c.low(n) in c.grammar.auxiliaries for n in range(first, last))


def _wider(found: Found, c: Clause) -> bool:
    """Whether a count is one over several countries: it is not at the place of the last station."""
    return found.kind is Kind.COUNT and c.low(found.last) in ("in", "across", "on")


def _at_head(c: Clause, spots: Sequence[Spot]) -> Spot | None:
    for spot in spots:
        if spot.first > c.sentence.first + 2:
            return None
        if c.low(c.sentence.first) in ("in", "across", "at", "near") and not spot.mention.adjective:
            return spot
    return None


def _scope(found: Found, c: Clause, chain: Sequence[Frame], when: When | None) -> Scope | None:
    """Say whose count it is, over which places and period, where the text says so: a speaker need not have counted."""
    n, places = found.last, None
    if c.low(n) in ("in", "across") and (n + 1 in c.numbers or (c.low(n + 1) in ("the", "some") and n + 2 in c.numbers)):
        end = n + 1
        while end < c.sentence.last and end - n < 5 and not c.sign(end) and c.low(end) not in c.grammar.joining:
            end += 1
        places = c.words.said(n + 1, end)
    whose = next((f.speaker for f in reversed(chain) if f.sort == "tallies" and f.speaker.casefold() not in c.grammar.pronouns), None)
    if whose is None and places is None:
        return None
    return Scope(whose=whose, places=places, period=when.edtf if when else None)
