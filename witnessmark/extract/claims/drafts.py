"""Makes the draft of a finding: its anchor, its speakers, modality, place and time, and the reasons for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.cues import Used
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.headings import headed
from witnessmark.extract.claims.home import joined_end
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.modality import modality
from witnessmark.extract.claims.numbered import WIDE
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Moment, Spot, timed, told_at
from witnessmark.extract.claims.sites import outside
from witnessmark.extract.claims.speakers import Frame, chain_over
from witnessmark.extract.claims.where import place_of
from witnessmark.records.claims import Content, Draft, Kind, Modality, Scope, When
from witnessmark.records.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text that is read, with its digest and what it says of countries."""

    text: Text
    digest: str
    finder: str
    version: str
    countries: frozenset[str]
    called: Mapping[str, str] = field(default_factory=dict)
    """Units that mean another one in this text."""


PERIODIC = frozenset({Kind.ACT, Kind.COUNT, Kind.MEASURE})
"""Kinds of claims that hold in the period that a report covers, where the text sums one up."""


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
    if found.modality not in {None, Modality.ASSERTED} and found.because:
        because.append(("modality", found.because[0][1]))
    place, place_id = place_of(found._replace(modality=mode), c, _of_claims(found, s), s.memory.scene, source.countries, because)
    reach = found.reach or (found.first, joined_end(found, c))
    moment = timed(c, s.moments, reach, chain, s.frames if found.kind is not Kind.DENIAL else ())
    when = found.time or (moment.timed.when if moment else None)
    if not c.grammar.base_is_finite and found.kind is Kind.DENIAL:
        when = _denied_at(found, s, when)
    if found.kind is Kind.PRESENCE and found.said_by == () and moment is not None and not found.first <= moment.first < found.last:
        when = moment = None  # who somebody is does not begin with what they say
    if when is None and (when := headed(s.memory.scene.head, c.sentence.paragraph).when) is not None:
        because.append(("time", "the head of the paragraph"))
    if when is None and found.kind in PERIODIC and s.memory.period is not None and not _other_time(s) and not _timeless(found, s):
        when = s.memory.period
        because.append(("time", f"{c.language}/speech.yaml: retellings (the period of the report)"))
    if moment is not None and found.time is None:
        because.append(("time", f"{moment.timed.rule} ({moment.timed.words})"))
    start, end = c.base + c.words.starts[found.first], c.base + c.words.ends[found.last - 1]
    if found.kind is Kind.COUNT:
        s.memory.scene.counted[start] = place, place_id
        if when is None and found.lent is not None and not s.moments:
            when = s.memory.scene.counted_at.get(found.lent)
        s.memory.scene.counted_at[start] = when
    content = Content(
        kind=found.kind,
        anchor=source.text.anchor(start, end, digest=source.digest),
        modality=mode,
        said_by=said_by,
        value=found.value,
        min=found.min,
        max=found.max,
        unit=source.called.get(found.unit or "", found.unit),
        subject=said_by[-1] if said_by and (found.subject or "").casefold() in c.grammar.speaking else found.subject,
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
    why = tuple([(name, _traced(reason, c.language)) for name, reason in because])
    return Draft(content=content, finder=source.finder, finder_version=source.version, because=why)


def _of_claims(found: Found, s: Setting) -> Sequence[Spot]:
    """Return the places of a sentence but those where somebody speaks who stands behind what is said: "afferma il ministero a P"."""
    c = s.clause
    behind = [f.span for f in s.frames if f.content[0] < f.span[0] and f.sort != "denies"]
    if c.grammar.base_is_finite or not behind or not s.spots:
        return outside(found, s.frames, s.spots) if c.grammar.base_is_finite else s.spots

    def held(n: int) -> bool:
        return any(first <= n < last or (n - last in (1, 2) and c.low(last) in c.grammar.locatives) for first, last in behind)

    return [spot for spot in s.spots if not held(spot.first) or found.core[1] <= spot.first < found.last]


def _denied_at(found: Found, s: Setting, when: When | None) -> When | None:
    """Return when something is denied: as its clause or its sentence says, or when the same speaker denied before in the paragraph."""
    speaker, paragraph = found.subject or "", s.clause.sentence.paragraph
    when = when or told_at(s.clause, s.moments, s.frames, found.subject)
    before = s.memory.denied
    if when is None and before is not None and before[1] == paragraph:
        return before[2]
    if when is not None:
        s.memory.denied = speaker, paragraph, when
    return when


def _other_time(s: Setting) -> bool:
    """Whether a sentence names a time that is not the period of the report."""
    return s.clause.grammar.base_is_finite and any(m.timed.when != s.memory.period for m in s.moments)


def _timeless(found: Found, s: Setting) -> bool:
    """Whether what is counted is no event of a period: states, governments, recommendations."""
    return s.clause.grammar.base_is_finite and (found.unit in WIDE or found.unit in placing(s.clause.language).timeless)


def _traced(why: str, language: str) -> str:
    """Return a reason with the language before the name of its file."""
    if "/" in why or (at := why.find(".yaml")) < 0:
        return why
    begin = why.rfind(" ", 0, at) + 1
    return f"{why[:begin]}{language}/{why[begin:]}"


def _said_by(found: Found, s: Setting, chain: Sequence[Frame], because: list[tuple[str, str]]) -> tuple[str, ...]:
    if found.said_by is not None:
        said_by = found.said_by
        if said_by:
            because.append(("said_by", found.because[0][1] if found.because else "set by the finder"))
    elif chain:
        said_by = tuple(f.speaker for f in chain)
        because.extend(("said_by", f.why) for f in chain)
    elif s.carried and not _in_frame(found, s.frames):
        said_by = s.carried
        because.append(("said_by", f"carried on: {s.carried_why}"))
    else:
        said_by = ()
    if s.memory.floor and said_by and s.memory.floor[0].startswith(f"{said_by[0]} "):
        said_by = s.memory.floor + said_by[1:]
    answers = s.memory.retells and said_by and found.kind is Kind.DENIAL  # whoever denies what a report says is outside it
    if s.memory.floor and not answers and (not said_by or said_by[0] != s.memory.floor[0]):
        because.append(("said_by", f"{s.clause.language}/scope.yaml: floor_begins (speaks throughout)"))
        said_by = s.memory.floor + said_by
    return said_by


def _in_frame(found: Found, frames: Sequence[Frame]) -> bool:
    return any(f.span[0] <= found.core[0] < f.span[1] or (f.content[0] > f.span[0] and found.core[0] < f.content[0]) for f in frames)


def _mode(found: Found, s: Setting, chain: Sequence[Frame], because: list[tuple[str, str]]) -> Modality:
    c = s.clause
    if found.kind is Kind.COUNT:
        span = _around(found, c, chain) if s.hedges else found.core
        charged = not c.grammar.base_is_finite  # "17 investigaciones por presuntas coacciones": the inquiries are certain
        hedges = [used for used in s.hedges if not (charged and c.low(used[0].first - 1) in c.grammar.agents)]
        mode, why = modality(c, hedges, span, chain, negatable=False, near=found.core[0] - 4, told=bool(s.carried))
    else:
        mode, why = modality(c, s.hedges, (found.first, min(found.last, found.core[1] + 2)), chain, told=bool(s.carried))
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


def _scope(found: Found, c: Clause, chain: Sequence[Frame], when: When | None) -> Scope | None:
    """Say whose count it is, over which places and period, where the text says so: a speaker need not have counted."""
    q, n, places = placing(c.language), found.last, None
    if c.low(n) in q.over and (n + 1 in c.numbers or (c.low(n + 1) in q.over_led and n + 2 in c.numbers)):
        end = n + 1
        while end < c.sentence.last and end - n < 5 and not c.sign(end) and c.low(end) not in c.grammar.joining:
            end += 1
        places = c.words.said(n + 1, end)
    whose = next((f.speaker for f in reversed(chain) if f.sort == "tallies" and f.speaker.casefold() not in c.grammar.pronouns), None)
    if whose is None and places is None:
        return None
    return Scope(whose=whose, places=places, period=when.edtf if when else None)
