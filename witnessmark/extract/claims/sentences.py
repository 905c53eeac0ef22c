"""Reads one sentence: its frames of reporting first, then its counts, deeds, steps, ties, denials and places."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

from witnessmark.extract.claims.alone import Parsed
from witnessmark.extract.claims.bills import as_told
from witnessmark.extract.claims.carrying import goes_on, note_report
from witnessmark.extract.claims.clauses import Clause, placed_in
from witnessmark.extract.claims.counters import counters
from witnessmark.extract.claims.counts import counts
from witnessmark.extract.claims.cues import Purposes
from witnessmark.extract.claims.denials import denials, of_speakers, presences, told_instead
from witnessmark.extract.claims.drafts import Setting, Source, draft
from witnessmark.extract.claims.events import events
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.home import at_home, beside
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.naming import named
from witnessmark.extract.claims.numbered import PERSON, Passed, Placed
from witnessmark.extract.claims.phrases import clause_end, phrase_after, subject
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Moment, Spot, several, station_noun
from witnessmark.extract.claims.several import again, note_several
from witnessmark.extract.claims.sighting import spots_of
from witnessmark.extract.claims.sites import same_case
from witnessmark.extract.claims.speakers import Frame, chain_over, frames, main_subject
from witnessmark.extract.claims.statutes import Bill, enacted
from witnessmark.extract.claims.stories import Named
from witnessmark.extract.claims.voices import group_start
from witnessmark.extract.claims.where import covering, note_header, note_places
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.extract.claims.words import Page, Stretch
from witnessmark.records.claims import Content, Draft, Kind, Modality


def read_sentence(
    page: Page, part: Parsed, stretch: Stretch, base: int, memory: Memory, source: Source
) -> tuple[list[Draft], list[Passed]]:
    """Return the drafts of a sentence and its numbers that made none; `base` is where its own offsets begin in the text."""
    own = part.clause.sentence
    sentence = own._replace(paragraph=stretch.paragraph, opens=own.opens and stretch.opens)
    c = placed_in(part.clause, sentence, page, base)
    cues, placed, moments = part.cues, part.numbers, part.moments
    steps = _steps(c, moments, memory)
    if not steps and not placed and not c.verbs and part.nouns:
        return [], []  # every cue was a noun
    spots = part.spots if part.spots is not None else spots_of(c, part.mentions)
    found_frames = frames(c, cues.speech, memory)
    if sentence.opens:
        _floor(c, memory, found_frames)
        note_header(c, spots, memory.scene)
    line = _line(c)
    going = all(c.low(f.content[0] - 1) == ";" for f in found_frames) and (
        (line and bool(memory.last_chain)) or goes_on(c, memory, conditional=part.conditional, hearsay=part.hearsay)
    )
    near = memory.chain if memory.paragraph == sentence.paragraph or not line else ()
    carried = (near or memory.last_chain) if going else ()
    if c.low(sentence.last - 1) == "?" and not found_frames:
        return [], []  # a question claims nothing
    found, passed = _findings(c, placed, cues, found_frames, spots, memory, carried=carried)
    if memory.bill is not None:
        found = _of_bill(c, steps, found, memory.bill, found_frames)
    drafts: list[Draft] = []
    if memory.retells and memory.period is None and (found_frames or memory.own) and c.grammar.base_is_finite:
        memory.period = next((m.timed.when for m in moments if m.timed.when and _years(m.timed.when.edtf)), None)
    if found:
        memory.scene.again = again(c, memory)
        setting = Setting(c, cues.hedges, found_frames, spots, moments, carried, memory.chain_why, memory)
        drafts = _where_done(c, found, [draft(f, setting, source) for f in found])
        drafts = beside(found, drafts) if placing(c.language).worldwide else same_case(c, found, drafts)
        _keep(c, drafts, memory)
    note_places(c, spots, memory.scene)
    note_report(c, found_frames, memory)
    if memory.retells and found_frames and not memory.floor and not memory.own:
        memory.floor = (found_frames[0].speaker,)
    if c.grammar.subject_may_follow and (speaker := _takes_floor(c, memory)):
        memory.floor = (speaker,)
    memory.head, memory.head_paragraph = functools.partial(_head, c), sentence.paragraph
    if not found_frames and not going:
        memory.chain = ()
    return drafts, passed


def _steps(c: Clause, moments: Sequence[Moment], memory: Memory) -> list[Found]:
    """Return the steps of a sentence of a bill; a line that is a date alone is kept for who brings the bill in."""
    if memory.bill is None:
        return []
    if moments and len(c.times) == c.sentence.last - c.sentence.first:
        memory.bill.day = moments[0].timed.when
    return enacted(c, memory.bill)


def _findings(
    c: Clause,
    placed: Sequence[Placed],
    cues: Purposes,
    found_frames: list[Frame],
    spots: Sequence[Spot],
    memory: Memory,
    *,
    carried: tuple[str, ...],
) -> tuple[list[Found], list[Passed]]:
    """Return what a sentence holds, of every kind, and the numbers that count nothing."""
    found, passed = counts(c, placed, spots, memory)
    deeds = events(c, cues.deeds, found_frames, memory)
    rejected = denials(c, cues.denials, found_frames, memory, carried)
    rejected += counters(c, found_frames, memory, carried, rejected)
    if rejected:
        deeds = [f for f in deeds if told_instead(c, f) or not any(r.first <= f.core[0] < r.last for r in rejected)]
    if found:
        found = _listed(c, [_with_doer(f, deeds) for f in found] if deeds else found, spots, memory.scene.home)
        deeds = [_where_counted(f, found) for f in deeds]
    found = found + deeds + rejected + (_towns_of_line(c, spots, memory) if _line(c) else [])
    sites = [of_speakers(f, found_frames) for f in presences(c, cues.presences, spots, found, memory)]
    if not c.grammar.base_is_finite:
        found, sites = _counted_there(c, found, sites, spots)
    found += sites
    return found, passed


def _where_done(c: Clause, found: Sequence[Found], drafts: list[Draft]) -> list[Draft]:
    """People who do something, or to whom it is done, are counted where and when that is; a part is where and when the whole is."""
    wholes = [(g, other.content) for g, other in zip(found, drafts, strict=True) if other.content.place or other.content.time]
    if not wholes or len(drafts) < 2:
        return drafts
    return [_of_whole(c, f, made, wholes) if f.kind is Kind.COUNT else made for f, made in zip(found, drafts, strict=True)]


def _in_which(c: Clause, f: Found, g: Found) -> bool:
    """Whether a relative clause tells what happened in what is counted: "62 cases in which exiles were seized"."""
    n = f.last + (c.low(f.last) in c.grammar.locatives)
    return c.grammar.base_is_finite and c.low(n) in c.grammar.relatives and n < g.first <= n + 2


def _of_whole(c: Clause, f: Found, made: Draft, wholes: Sequence[tuple[Found, Content]]) -> Draft:
    for g, content in wholes:
        part = f.part_of is not None and f.part_of.start == content.anchor.start
        done = g.kind in {Kind.ACT, Kind.MEASURE} and ((g.first <= f.core[0] and f.core[1] <= g.last) or _in_which(c, f, g))
        own = made.content
        why = f"that of the {g.kind.value} {content.anchor.quote!r}"
        if own.place is None and content.place is not None and (part or (done and f.unit == PERSON)):
            own = replace(own, place=content.place, place_id=content.place_id)
            made = replace(made, content=own, because=(*made.because, ("place", why)))
        if own.time is None and content.time is not None and (part or done):
            made = replace(made, content=replace(own, time=content.time), because=(*made.because, ("time", why)))
    return made


def _of_bill(c: Clause, steps: Sequence[Found], found: Sequence[Found], bill: Bill, frames: Sequence[Frame]) -> list[Found]:
    """Return the steps of a bill and, of what else was found, what the house tells: a rule of law tells no deed."""
    out = list(steps)
    stem = bool(bill.stems) and bill.stems[-1].sort == "house" and c.low(c.sentence.last - 1) == ":"
    for f in found:
        if stem and f.kind is Kind.MEASURE:
            continue  # "La Cámara resuelve:"
        inside = any(x.kind is Kind.MEASURE and f.core[0] < clause_end(c, x.last) and x.first < f.core[1] for x in steps)
        if f.kind is Kind.MEASURE and inside and not (("subject", "passive") in f.because and f.subject is not None):
            continue
        if inside and f.kind in {Kind.CONTROL, Kind.LINK} and bill.stems and bill.stems[-1].sort in {"to", "modal"}:
            out.append(f._replace(modality=Modality.PLANNED, said_by=()))
        elif bill.voice is not None and not (inside and f.kind is Kind.COUNT):
            out.append(as_told(f, bill.voice, [frame.speaker for frame in chain_over(frames, *f.core)], c.language))
        elif f.kind is Kind.COUNT and (inside or bill.stems):
            out.append(f._replace(modality=Modality.PLANNED, said_by=()))
        elif f.kind in {Kind.COUNT, Kind.CONTROL, Kind.LINK}:
            told = any(x.kind is Kind.CONTROL and x.first < f.last and f.first < x.last for x in steps)
            out += [] if told and f.kind is Kind.CONTROL else [f]
    return out


def _head(c: Clause, memory: Memory) -> str | None:
    """Return who a sentence is about: the subject of its first verb, unless that is a pronoun."""
    head = main_subject(c, c.sentence.last)
    if head is None or head[0] == head[1] or (head[1] - head[0] == 1 and c.low(head[0]) in c.grammar.empty):
        return None
    return named(c, head, memory)


def _floor(c: Clause, memory: Memory, found: Sequence[object]) -> None:
    """Set or end a speech that fills the text: "The Minister: This statement ..."."""
    q, low = placing(c.language), c.words.low[c.sentence.start : c.sentence.end]
    if memory.floor and any(phrase in low for phrase in q.floor_ends):
        memory.floor = ()
    for f in found:
        if getattr(f, "sort", "") == "colon" and c.low(getattr(f, "content", (0, 0))[0]) in q.floor_begins:
            speaker = getattr(f, "speaker", "")
            if not (memory.floor and memory.floor[0].startswith(speaker)):
                memory.floor = (speaker,)


def _counted_there(c: Clause, found: Sequence[Found], sites: Sequence[Found], spots: Sequence[Spot]) -> tuple[list[Found], list[Found]]:
    """Return what is counted and what sits where: "Nueve de ellas se encuentran en F" is a count alone."""
    counted, left = list(found), []
    for site in sites:
        near = (k for k, f in enumerate(counted) if f.kind is Kind.COUNT and site.first <= f.core[0] and f.core[1] <= site.core[0])
        k = next((k for k in near if "," not in c.lows(counted[k].core[1], site.core[0])), None)
        spot = next((x for x in spots if x.first >= site.core[1]), None)
        if k is None or spot is None or site.modality is not None:
            left.append(site)
        elif counted[k].place is None:
            counted[k] = counted[k]._replace(place=site.place or spot.mention.name, last=max(site.last, counted[k].last))
    return counted, left


def _takes_floor(c: Clause, memory: Memory) -> str | None:
    """Return who speaks from here on: "la Embajada manifiesta lo siguiente:"."""
    g, s, last = c.grammar, c.sentence, c.sentence.last - 1
    if s.first in c.tellers and g.subject_may_follow and c.low(last) in {".", ":"} and c.low(s.first) in placing(c.language).floor_verbs:
        who = phrase_after(c, s.first + 1)  # "Responde la ministra."
        return named(c, who, memory) if who is not None and who[1] == last else None
    known = placing(c.language).floor_opens
    for n in range(c.sentence.first + 1, c.sentence.last if known else 0):
        if run_at(c, n, known):
            at = next((k for k in range(n - 1, c.sentence.first, -1) if k in c.tellers), None)
            who = subject(c, group_start(c, at)) if at is not None else None
            return named(c, who, memory) if who is not None and who[0] < who[1] else None
    return None


def _with_doer(f: Found, deeds: Sequence[Found]) -> Found:
    """A count that is what somebody ordered or did has that somebody as its subject."""
    for deed in deeds:
        if not (deed.first <= f.core[0] and f.core[1] <= deed.last):
            continue
        done = deed.core[1] <= f.core[0] or ("subject", "passive") in deed.because
        own = f.object is not None and deed.subject is not None and f.object in deed.subject
        return f._replace(subject=deed.subject if done and not own else None, reach=(deed.first, deed.last))
    return f


def _listed(c: Clause, found: list[Found], spots: Sequence[Spot], home: Named) -> list[Found]:
    """The items of a list share the subject and the time of the whole: "two offices, one in A and one in B"."""
    if all(f.part_of is None for f in found):
        return found
    q = placing(c.language)
    whole = {c.base + c.words.starts[f.first]: f for f in found}
    items: dict[int, list[str]] = {}
    for f in found:
        if f.part_of is not None and f.place is not None:
            items.setdefault(f.part_of.start, []).append(f.place)
    out = []
    for f in found:
        towns = items.get(c.base + c.words.starts[f.first], [])
        before = _whole_at(c, f, spots)
        if f.place is None and (beside := _beside(c, f, spots)) is not None:
            before = beside
        if len(towns) > 1 and f.place is None and before is not None:
            out.append(f._replace(place=before.mention.name))
            continue
        own = not q.here.isdisjoint(c.lows(f.first, f.last))  # "nine stations in Spain: three in ...": it has a place of its own
        if len(towns) > 1 and f.place is None and not f.names and not own:
            out.append(f._replace(place=covering(towns, c, spots) or at_home(towns, spots, home) or _joined(c, towns)))
            continue
        of = whole.get(f.part_of.start) if f.part_of else None
        out.append(f._replace(subject=f.subject or of.subject, reach=f.reach or of.reach) if of is not None and of is not f else f)
    return out


def _whole_at(c: Clause, f: Found, spots: Sequence[Spot]) -> Spot | None:
    """Return the place before a number whose items have places of their own: "en C funcionaban seis: cuatro en A y dos en B"."""
    q = placing(c.language)
    for spot in reversed(spots):
        if spot.last <= f.core[0] and not spot.mention.adjective and c.low(spot.first - 1) in q.here and not c.grammar.base_is_finite:
            apart = any(c.sign(n) or n in c.numbers or c.low(n) in c.grammar.opening for n in range(spot.last, f.core[0]))
            return None if apart else spot
    return None


def _beside(c: Clause, f: Found, spots: Sequence[Spot]) -> Spot | None:
    """Return the place right behind what is counted, whose items have places of their own: "five offices in R, three in A and two in B"."""
    if not c.grammar.base_is_finite or c.low(f.last) not in placing(c.language).here:
        return None
    return next((x for x in spots if x.first == f.last + 1 and not x.mention.adjective and c.low(x.last) in {",", ":", "(", "-"}), None)


def _joined(c: Clause, names: list[str]) -> str:
    """Return names as one, with the sentence's own word between the last two."""
    known = c.grammar.coordinators
    word = next((low for low in c.lows(c.sentence.first, c.sentence.last) if low in known), min(known, default=""))
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if word else ", ".join(names)


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
    noun = next((x.noun for x in memory.counted if station_noun(x.noun, c.language)), None)
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


def _years(edtf: str) -> bool:
    """Whether a time is a year, or a span of years."""
    parts = edtf.split("/")
    first, last = parts[0][:4], parts[-1][:4]
    return all(len(part) == len("2024") for part in parts) or (first.isdigit() and last.isdigit() and first != last)


def _keep(c: Clause, drafts: Sequence[Draft], memory: Memory) -> None:
    """Keep in mind the place and the stations that the next sentences may mean by "there" and "they"."""
    placed = False
    for made in drafts:
        content = made.content
        if content.kind is Kind.COUNT and content.time is not None:
            memory.scene.counted_at[content.anchor.start] = content.time
        stations = station_noun(content.object, c.language)
        if stations and not (content.object or "").isupper():
            memory.stations = content.object
        stations = stations or (content.kind is Kind.PRESENCE and station_noun(content.subject, c.language))
        vast = content.kind is not Kind.COUNT and content.place in memory.scene.continents and not c.grammar.base_is_finite
        whole = content.part_of is None or memory.scene.stations[0] is None
        if content.place is not None and stations and not (placed or vast) and whole:
            placed = True
            memory.scene.of_all = not memory.scene.wide or memory.scene.wide == {content.value}
            memory.scene.stations, memory.scene.paragraph = (content.place, content.place_id), c.sentence.paragraph
            memory.scene.single = content.value == "1" if content.kind is Kind.COUNT else not several(content.subject, c.language)
        if stations and content.kind is Kind.COUNT and content.place is None and content.part_of is None:
            memory.scene.wide.add(content.value or "")
        if content.place is not None and stations:
            memory.scene.placed.add(content.place)
        if content.place is not None and content.kind is not Kind.PRESENCE:
            memory.scene.last, memory.scene.last_paragraph = (content.place, content.place_id), c.sentence.paragraph
        spans = content.time is not None and "/" in content.time.edtf and not c.grammar.base_is_finite
        if memory.retells and memory.period is None and spans:
            memory.period = content.time
        if memory.period is not None and content.time == memory.period and content.place is not None and memory.scene.sole[0] is None:
            memory.scene.sole = content.place, content.place_id
            memory.scene.reported = c.grammar.base_is_finite
        note_several(c, content, memory)
        if content.kind in (Kind.ACT, Kind.MEASURE, Kind.CONTROL) and content.subject:
            memory.subject = content.subject
