"""Finds denials, and plain statements that a body or a station is, or was, at a named place."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.cues import Cue, Used
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.phrases import Clause, clause_end, group_start, phrase_after, phrase_before, subject
from witnessmark.extract.claims.scope import Spot, station_noun
from witnessmark.extract.claims.speakers import Frame, chain_over, named
from witnessmark.records.claims import Kind, Modality


def denials(c: Clause, phrases: Sequence[Used], frames: Sequence[Frame], memory: Memory, carried: tuple[str, ...]) -> list[Found]:
    """Return the denials of a sentence: by a verb of denying, by calling a thing false, or by a negation in an accused speaker's mouth."""
    out = [_denied(c, f) for f in frames if f.sort == "denies"]
    bare = _none_such(c, frames) if frames else None
    if bare is not None and not any(bare.first < f.last and f.first < bare.last for f in out):
        out.append(bare)
    for cue, entry in phrases:
        if any(f.first <= cue.first < f.last for f in out):
            continue
        found = _negated(c, cue, frames, carried, strong=entry.list == "none_strong", memory=memory)
        if found is not None and not any(found.first < other.last and other.first < found.last for other in out):
            out.append(found._replace(because=(("denial", entry.why),)))
    return out


def _denied(c: Clause, f: Frame) -> Found:
    at = f.content[0]
    thing = None
    if c.low(at) == "that":
        for n in range(at, min(at + 20, c.sentence.last)):
            if c.low(n) in c.grammar.auxiliaries:
                thing = subject(c, group_start(c, n))
                break
    thing = thing or phrase_after(c, at)
    end = clause_end(c, at)
    return Found(
        kind=Kind.DENIAL,
        first=f.span[0],
        last=max(end, at),
        core=(f.span[1] - 1, f.span[1]),
        subject=f.speaker,
        said_by=(f.speaker,),
        object=c.words.said(*thing) if thing else None,
        modality=Modality.DENIED,
        because=(("denial", f.why),),
    )


def _none_such(c: Clause, frames: Sequence[Frame]) -> Found | None:
    """As in "Embassy: No police station in B": a bare `no` before a station, said by one of the accused."""
    deniers = words_of("denial", "deniers")
    for f in frames:
        at = f.content[0] + (c.low(f.content[0]) == "that")
        thing = phrase_after(c, at + 1) if c.low(at) == "no" and f.sort in ("colon", "says") else None
        if thing is not None and station_noun(c.words.said(*thing)) and not deniers.isdisjoint(f.speaker.casefold().split()):
            return Found(
                kind=Kind.DENIAL,
                first=at,
                last=clause_end(c, at),
                core=(at, at + 1),
                subject=f.speaker,
                object=c.words.said(*thing),
                said_by=(f.speaker,),
                modality=Modality.DENIED,
                because=(("denial", "no STATION"),),
            )
    return None


def _negated(c: Clause, cue: Cue, frames: Sequence[Frame], carried: tuple[str, ...], *, strong: bool, memory: Memory) -> Found | None:
    chain = chain_over(list(frames), cue.first, cue.last)
    speaker = chain[-1].speaker if chain else (carried[-1] if carried else "")
    denying = (memory.denies and not chain) or any(
        word in words_of("denial", "deniers") for word in speaker.casefold().replace("'s", "").split()
    )
    who = subject(c, group_start(c, cue.first))
    if strong and who is not None:
        name = named(c, who, memory)
        return Found(
            kind=Kind.DENIAL,
            first=who[0],
            last=clause_end(c, cue.last),
            core=(cue.first, cue.last),
            subject=name,
            said_by=(name,),
            modality=Modality.DENIED,
        )
    if strong or not speaker or not denying:
        return None
    first = who[0] if who else cue.first
    after = phrase_after(c, cue.last)
    thing = after if who is None or c.low(who[0]) in c.grammar.impersonal else who
    if c.low(cue.last - 1) == "not" and not (who and (station_noun(c.words.said(*who)) or c.low(who[0]) in ("they", "these", "those"))):
        return None
    return Found(
        kind=Kind.DENIAL,
        first=first,
        last=max(clause_end(c, cue.last), cue.last),
        core=(cue.first, cue.last),
        subject=speaker,
        object=c.words.said(*thing) if thing else None,
        modality=Modality.DENIED,
    )


def presences(c: Clause, cues: Sequence[Used], spots: Sequence[Spot], taken: Sequence[Found], memory: Memory) -> list[Found]:
    """Return who sits where, and stations named at a place without a number."""
    out: list[Found] = []
    for cue, entry in cues:
        if entry.list == "shut":
            found = _shut(c, cue, memory)
        else:
            found = _admitted(c, cue) if entry.list == "admits" else _seated(c, cue, spots, memory)
        if found is not None:
            out.append(found._replace(because=(("presence", entry.why),)))
    out += [f for f in _sited(c, spots) if not any(f.first < o.last and o.first < f.last for o in (*out, *(t for t in taken if _holds(t))))]
    return [f for f in out if not any(f.first >= t.first and f.last <= t.last and t.kind in (Kind.DENIAL, Kind.COUNT) for t in taken)]


def _holds(taken: Found) -> bool:
    return taken.kind in (Kind.COUNT, Kind.DENIAL, Kind.CONTROL)


def _admitted(c: Clause, cue: Cue) -> Found | None:
    """As in "admitted the existence of stations": that they are, wherever that is."""
    thing = phrase_after(c, cue.last)
    if thing is None or not station_noun(c.words.said(*thing)):
        return None
    return Found(kind=Kind.PRESENCE, first=cue.first, last=thing[1], core=(cue.first, cue.last), subject=c.words.said(*thing))


def _shut(c: Clause, cue: Cue, memory: Memory) -> Found | None:
    who = subject(c, group_start(c, cue.first))
    if who is None or not (station_noun(c.words.said(*who)) or "them" in c.words.said(*who) or c.low(cue.last - 2) in ("it", "them")):
        return None
    return Found(
        kind=Kind.PRESENCE,
        first=who[0],
        last=cue.last,
        core=(cue.first, cue.last),
        subject=memory.stations or c.words.said(*who),
        modality=Modality.DENIED,
    )


def _seated(c: Clause, cue: Cue, spots: Sequence[Spot], memory: Memory) -> Found | None:
    at = cue.last + (c.low(cue.last) in ("the", "both", "west", "east"))
    spot = next((x for x in spots if x.first == at and not x.mention.adjective), None)
    if spot is None:
        return None
    start = group_start(c, cue.first)
    who = subject(c, start)
    if who is None and c.low(cue.first - 1) != ",":
        who = phrase_before(c, cue.first - 1) if cue.first > c.sentence.first else None
    if who is None:
        return None
    lead = c.low(who[0] - 1)
    if lead in ("a", "an") and c.low(who[0] - 2) == ",":
        owner = phrase_before(c, who[0] - 3)  # "Safeguard Defenders, a rights group based in Madrid"
        who = (owner[0], who[1]) if owner else who
        name = c.words.said(*owner) if owner else c.words.said(*who)
    else:
        name = named(c, who, memory)
    body = any(c.words.capital(n) for n in range(*who)) or station_noun(c.words.said(*who)) or c.low(who[0]) in ("others", "they")
    if not body:
        return None
    last = spot.last
    for more in spots:
        follows = more.first == last + 1 or (more.first == last + 2 and c.low(last + 1) in ("and", "the", "in"))
        if follows and c.low(last) in (",", "and"):
            last = more.last
    return Found(
        kind=Kind.PRESENCE,
        first=who[0],
        last=last,
        core=(cue.first, cue.last),
        subject=name,
        place=c.words.said(spot.first, last) if last != spot.last else None,
    )


def _sited(c: Clause, spots: Sequence[Spot]) -> list[Found]:
    like = words_of("units", "station_like")
    out = []
    for spot in spots:
        n = spot.first - 2
        if spot.mention.adjective or c.low(spot.first - 1) not in ("in", "at", "near") or c.low(n) not in like:
            continue
        k = n
        while k > c.sentence.first and n - k < 6 and not c.sign(k - 1) and c.low(k - 1) not in c.grammar.linking:
            k -= 1
        det = c.low(k - 1)
        if det not in ("a", "an", "the", "another", "its") or any(j in c.numbers for j in range(k - 1, n)):
            continue
        if any(c.low(j) in ("whether", "if", "no") for j in range(max(c.sentence.first, k - 8), k)):
            continue
        out.append(
            Found(
                kind=Kind.PRESENCE,
                first=k - 1,
                last=spot.last,
                core=(n, spot.last),
                subject=c.words.said(k, n + 1),
                because=(("presence", f"units.yaml: {c.low(n)}"), ("place", "in PLACE")),
            )
        )
    return out
