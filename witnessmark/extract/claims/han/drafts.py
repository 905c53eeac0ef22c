"""Makes the draft of a finding in a Chinese sentence: its anchor, speakers, modality, place and time, and the reasons for each."""

from __future__ import annotations

from typing import NamedTuple, cast

from witnessmark.extract.claims.drafts import Source
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import Clause
from witnessmark.extract.claims.han.frame import Frame, chain_over
from witnessmark.extract.claims.han.meant import meant
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.modality import modality
from witnessmark.extract.claims.han.scope import placed, timed
from witnessmark.extract.claims.han.tokens import COMMAS, PARTS, STOPS, TITLES
from witnessmark.extract.claims.han.vocabulary import endings
from witnessmark.extract.claims.scope import Spot, identified
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed
from witnessmark.records.claims import Content, Draft, Kind, Modality

EDGES = frozenset(COMMAS + PARTS + STOPS + "”」』’）)】]*#、")
"""Signs at the head of a quotation that are no part of it."""
DATED = frozenset({Kind.COUNT, Kind.ACT, Kind.MEASURE})
"""Kinds that are of the year which a yearly report is of."""


STEPS = frozenset({Kind.ACT, Kind.MEASURE})


class Setting(NamedTuple):
    """All that is known of a sentence when its drafts are made."""

    clause: Clause
    frames: list[Frame]
    carried: tuple[str, ...]
    carried_why: str
    memory: Memory
    when: Timed | None = None
    """The time that the sentences before set and this one goes on with."""


def draft(found: Found, s: Setting, source: Source) -> Draft:
    """Return the draft of a finding."""
    c, because = s.clause, list(found.because)
    chain = chain_over(s.frames, found.core[0])
    mode, why = (found.modality, "") if found.modality is not None else modality(c, found, chain)
    if why:
        because.append(("modality", why))
    said_by = _said_by(found, s, chain, because)
    place, place_id = _place(found, s, source, because)
    when = timed(c, found, chain, s.frames, s.when)
    if when is None and not (said_by or found.time) and mode is Modality.ASSERTED and found.kind in DATED:
        when = s.memory.year
    if when is None and mode is Modality.DENIED and found.kind in STEPS and _to_date(c, found):
        when = s.memory.today
    if when is None and found.kind is Kind.DENIAL and s.memory.floor and not s.memory.asks:
        when = s.memory.answered_on
    if when is None and found.kind is not Kind.LINK and s.memory.scene is not None and not is_seat(c, found):
        when = s.memory.scene.when
    if when is not None:
        because.append(("time", f"{when.rule} ({when.words})"))
    first, last = trimmed(c, found.first, found.last)
    content = Content(
        kind=found.kind,
        anchor=source.text.anchor(c.tokens[first].start, c.tokens[last - 1].end, digest=source.digest),
        modality=mode,
        said_by=said_by,
        value=found.value,
        min=found.min,
        max=found.max,
        unit=found.unit,
        subject=meant(c, found.subject, found.core[0], s.memory),
        object=meant(c, found.object, found.core[0], s.memory),
        place=place,
        place_id=place_id,
        time=found.time or (when.when if when is not None else None),
        part_of=found.part_of,
        names=found.names,
        list=found.list,
        language=source.text.language,
    )
    return Draft(content=content, finder=source.finder, finder_version=source.version, because=tuple(because))


def _to_date(c: Clause, found: Found) -> bool:
    """Whether what did not happen did not happen until now: "还没有人被起诉"."""
    return c.among(c.part(found.core[0])[0], found.core[0], "grammar.to_date")


def trimmed(c: Clause, first: int, last: int) -> tuple[int, int]:
    """Return a span without signs at its edges; quotation marks stay only in pairs."""
    while first < last - 1 and c.sort(first) == "sign" and c.text(first) in EDGES:
        first += 1
    while last > first + 1 and c.sort(last - 1) == "sign" and c.text(last - 1) not in "」』”’》" + TITLES:
        last -= 1
    return first, last


def is_seat(c: Clause, found: Found) -> bool:
    """Whether a claim is where a body has its seat: background in the text's own voice, no scene of what follows."""
    return found.kind is Kind.PRESENCE and c.text(found.core[0]).startswith(endings("presence.seat_heads"))


def _said_by(found: Found, s: Setting, chain: list[Frame], because: list[tuple[str, str]]) -> tuple[str, ...]:
    floor = s.memory.floor
    if found.said_by is not None:
        said_by = found.said_by if not (s.carried and found.kind is not Kind.DENIAL) else s.carried + found.said_by
    elif chain:
        said_by = tuple(f.speaker for f in chain)
        if s.carried:
            said_by = s.carried + said_by
        because.extend(("said_by", f.why) for f in chain)
    elif s.carried and not is_seat(s.clause, found) and not any(f.span[0] <= found.core[0] < f.span[1] for f in s.frames):
        said_by = s.carried
        because.append(("said_by", f"carried on: {s.carried_why}"))
    else:
        said_by = ()
    if floor and (not said_by or said_by[0] != floor[0]):
        because.append(("said_by", "speaks throughout"))
        said_by = floor + said_by
    if found.kind is Kind.DENIAL and found.subject and not said_by:
        said_by = (found.subject,)
    return said_by


def _place(found: Found, s: Setting, source: Source, because: list[tuple[str, str]]) -> tuple[str | None, str | None]:
    where = placed(s.clause, found, s.frames, s.memory)
    figure = (found.unit or "", found.value or "")
    if where is None and found.kind is Kind.COUNT and figure in s.memory.figures:
        because.append(("place", "that of the same number before"))
        s.memory.step_place, s.memory.step_sentence, s.memory.step_at = s.memory.figures[figure][0], s.clause.sentence.start, found.core[0]
        return s.memory.figures[figure]
    if where is not None and found.kind in (Kind.MEASURE, Kind.ACT, Kind.COUNT):
        said = where if isinstance(where, str) else cast(Mention, where.mark).name
        s.memory.step_place, s.memory.step_sentence, s.memory.step_at = said, s.clause.sentence.start, found.core[0]
    if where is None and s.memory.scene is not None and s.memory.scene.place is not None:
        because.append(("place", "that of the heading"))
        return s.memory.scene.place, None
    if where is None:
        return None, None
    if isinstance(where, str):
        because.append(("place", "that of the things spoken of before" if where == s.memory.place else "several places"))
        s.memory.figures[figure] = where, None
        return where, s.memory.place_id if where == s.memory.place else None
    mention = cast(Mention, where.mark)
    ident, why = identified(Spot(first=0, last=1, mention=mention), source.countries)
    if ident is None and mention.name in s.memory.settled:
        ident, why = s.memory.settled[mention.name], "settled before in this text"
    elif ident is not None:
        s.memory.settled[mention.name] = ident
    because.append(("place", f"named: {mention.name}"))
    because.append(("place_id", why))
    s.memory.figures[figure] = mention.name, ident
    if found.kind in (Kind.COUNT, Kind.PRESENCE) and not is_seat(s.clause, found):
        if s.memory.place != mention.name:
            s.memory.sorts.clear()
        if found.unit:
            s.memory.sorts.add(found.unit)
        several = s.memory.place_sentence == s.clause.sentence.start and s.memory.place != mention.name
        s.memory.place_sentence = s.clause.sentence.start
        s.memory.place, s.memory.place_id = (None, None) if several else (mention.name, ident)
        s.memory.place_paragraph = s.clause.sentence.paragraph
    return mention.name, ident
