"""Finds who did, ran, was tied to or decreed what: control, link, act and measure, by cues and the phrases around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from witnessmark.extract.claims.cues import Cue, Entry
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.phrases import Clause, Span, clause_end, group_start, phrase_after, phrase_before, subject, voice
from witnessmark.extract.claims.scope import station_noun
from witnessmark.extract.claims.speakers import Frame, main_subject, named
from witnessmark.extract.claims.units import unit_of
from witnessmark.records.claims import Kind

KINDS = {"control": Kind.CONTROL, "link": Kind.LINK, "act": Kind.ACT, "measure": Kind.MEASURE}
TRYING = frozenset("try tried tries trying attempt attempted attempts attempting want wants wanted seek seeks sought threaten threatened used help helped helping"
                   " forced force conspired conspiring plotted plotting continue continued began begin started ordered told asked able managed agreed agree"
                   " pledged refused plans planned".split())
HOMEWARD = frozenset({"return", "come", "go", "leave"})
RANK = {Kind.CONTROL: 0, Kind.ACT: 1, Kind.LINK: 2, Kind.MEASURE: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who does it, to whom, and the words from the first to the last of them."""

    doer: Span | None
    done: Span | None
    first: int
    last: int
    used: str


def events(c: Clause, cues: Sequence[Cue], frames: Sequence[Frame], memory: Memory) -> list[Found]:
    """Return the deeds, steps and ties of a sentence; of several cues for the same words the first kind of `RANK` stays."""
    out: list[Found] = []
    for cue in cues:
        for entry in cue.entries:
            kind = KINDS.get(entry.file)
            if kind is None or any(f.span[0] <= cue.first < f.span[1] and f.sort != "accuses" for f in frames):
                continue
            accused = any(f.sort == "accuses" and f.content[0] <= cue.first < f.content[1] for f in frames)
            roles = _roles(c, cue, entry, accused=accused)
            if roles is None or _wondered(c, roles) or not _meant(c, kind, entry, roles, cue, memory):
                continue
            if kind is Kind.MEASURE and _done_to_people(c, entry, roles):
                kind = Kind.ACT
            out.append(_found(c, kind, entry, roles, cue, frames, memory))
    return _apart(out)


def _done_to_people(c: Clause, entry: Entry, roles: Roles) -> bool:
    """Whether what looks like a step is a deed: people seized, or told to come home."""
    if roles.done is None or not (_people(c, roles.done) or roles.done[0] in c.numbers):
        return False
    if entry.lemma == "seize":
        return _people(c, roles.done)
    home = any(c.low(n) == "to" and c.low(n + 1) in HOMEWARD for n in range(roles.first, roles.last))
    return entry.lemma in ("tell", "order", "ask", "urge", "instruct", "warn") and home


def _wondered(c: Clause, roles: Roles) -> bool:
    """Whether the clause only asks: "whether anyone will be charged"."""
    return any(c.low(n) in ("whether", "if", "unless") for n in range(max(c.sentence.first, roles.first - 2), roles.first))


def _roles(c: Clause, cue: Cue, entry: Entry, *, accused: bool) -> Roles | None:
    if entry.role == "verb":
        return _verb(c, cue, entry, accused=accused)
    if entry.role == "nouns":
        return _noun(c, cue)
    leads = c.low(cue.first - 1) in c.grammar.verbs or cue.first - 1 in c.heads
    start = group_start(c, cue.first - 1 if leads else cue.first)
    before = subject(c, start)
    end = clause_end(c, cue.last)
    first = before[0] if before else cue.first
    if entry.role in ("passive", "intransitive"):
        if before is None:
            return None
        return Roles(doer=None, done=before, first=first, last=max(end, cue.last), used="passive")
    if entry.role == "phrases_active":
        return Roles(doer=None, done=before, first=first, last=max(end, cue.last), used="passive") if before else None
    after = phrase_after(c, cue.last)
    if entry.role == "after":
        if before is None:
            before = _noun_left(c, cue.first)
            first = before[0] if before else cue.first
        return Roles(doer=after, done=before, first=first, last=max(end, cue.last), used="after") if after and before else None
    if before is None:
        before = _noun_left(c, cue.first)
        first = before[0] if before else cue.first
    return Roles(doer=before, done=after, first=first, last=max(end, cue.last), used="active") if before else None


def _noun_left(c: Clause, at: int) -> Span | None:
    n = at - 1
    if c.low(n) == ",":
        n -= 1
    return phrase_before(c, n) if n >= c.sentence.first and not c.sign(n) else None


def _verb(c: Clause, cue: Cue, entry: Entry, *, accused: bool) -> Roles | None:
    used = voice(c, cue, entry)
    if not used:
        return None
    start = group_start(c, cue.first)
    end = clause_end(c, cue.last)
    if used == "passive":
        done = subject(c, start) or _noun_left(c, cue.first)
        if done is None:
            return None
        doer = None
        for n in range(cue.last, min(end, cue.last + 10)):
            if c.low(n) == "by" and n + 1 < c.sentence.last and not c.low(n + 1).endswith("ing"):
                doer = phrase_after(c, n + 1)
                break
        return Roles(doer=doer, done=done, first=done[0], last=max(end, cue.last), used=used)
    if used == "infinitive":
        lead = c.low(start - 1) if c.low(start) == "to" else ""
        governed = lead in TRYING or c.low(start - 2) in TRYING or accused
        if not governed:
            return None
        doer = subject(c, group_start(c, start - 1)) or main_subject(c, cue.first)
    elif used == "gerund":
        if c.low(cue.first - 1) not in ("of", "for", "by"):
            return None
        doer = None
    else:
        doer = subject(c, start)
    at = cue.last
    while c.low(at) in ("and", "or", ",", "even") and at - cue.last < 8:
        ahead = next((k for k in range(at, at + 4) if k in c.heads), None)  # "kill or kidnap": one object
        if ahead is None or any(c.low(k) not in ("and", "or", ",", "even") for k in range(at, ahead)):
            break
        at = ahead + 1 + (c.low(ahead + 1) == ",")
    done = phrase_after(c, at)
    if done is None and entry.file == "act" and "en" in entry.form and doer is not None:
        return Roles(doer=None, done=doer, first=doer[0], last=max(end, cue.last), used="passive")
    shared = c.low(start - 1) in c.grammar.conjunctions
    first = doer[0] if doer and not shared else start
    return Roles(doer=doer, done=done, first=min(first, cue.first), last=max(end, cue.last, done[1] if done else 0), used=used)


def _noun(c: Clause, cue: Cue) -> Roles | None:
    """ "Harassment of exiles by agents", "PRC harassment": doer or victim is named."""
    doer = done = None
    first, last = cue.first, cue.last
    n = cue.last
    for _ in range(2):
        if c.low(n) in ("of", "against", "on", "into") and done is None:
            done = phrase_after(c, n + 1, across=())
            n = last = done[1] if done else n
        elif c.low(n) == "by" and doer is None:
            doer = phrase_after(c, n + 1)
            n = last = doer[1] if doer else n
    if doer is None and cue.first > c.sentence.first and c.words.capital(cue.first - 1) and not c.sign(cue.first - 1):
        doer, first = (cue.first - 1, cue.first), cue.first - 1
    counted = cue.first - 1 in c.numbers and "return" in c.words.said(cue.first, cue.last).casefold()
    return Roles(doer=doer, done=done, first=first - counted, last=last, used="noun") if doer or done or counted else None


def _meant(c: Clause, kind: Kind, entry: Entry, roles: Roles, cue: Cue, memory: Memory) -> bool:
    """Whether the phrases around a cue are of the sort that the kind needs."""
    said = [_text(c, roles.doer), _text(c, roles.done)]
    if kind is Kind.MEASURE:
        return _official(c, entry, roles) and (entry.list not in ("opening", "treaties") or _opened(c, entry, cue, roles))
    if kind is Kind.CONTROL:
        if entry.list == "accused":
            return station_noun(said[1]) or _bodily(said[1])
        if entry.list == "belongs":
            return station_noun(said[1]) and c.words.capital(roles.doer[0]) if roles.doer else False
        if entry.role == "verb":
            pronoun = c.low(roles.done[0]) in ("they", "it", "them") if roles.done else False
            if pronoun and roles.used == "passive" and "by" in [c.low(n) for n in range(cue.last - 1, cue.last + 1)]:
                return True
            if roles.doer is None:
                return False
            return roles.done is not None and (_bodily(said[1]) or (pronoun and memory.stations is not None) or roles.done[0] in c.numbers)
        return True
    if kind is Kind.ACT:
        if entry.lemma == "locate" and roles.used == "passive":
            return False
        if roles.used in ("active", "infinitive", "gerund") and roles.done is None and entry.role == "verb":
            return False
        if entry.lemma in ("force", "visit the", "question the family of", "follow", "subject to", "press", "target", "compel", "monitor", "attack", "locate"):
            return roles.done is not None and _people(c, roles.done)
        return True
    if entry.lemma in ("member of", "members of", "part of", "related to", "close to"):
        return roles.done is not None and (_bodily(said[1]) or c.words.capital(roles.done[0]))
    return True


def _opened(c: Clause, entry: Entry, cue: Cue, roles: Roles) -> bool:
    """Whether what is opened, ordered or signed is an inquiry, a closure or a treaty."""
    objects = words_of("measure", entry.list, "objects")
    spans = [(cue.last, min(roles.last, cue.last + 12))] if roles.used != "passive" or roles.done is None else [roles.done]
    return any(c.low(n) in objects for span in spans for n in range(*span))


def _bodily(phrase: str | None) -> bool:
    """Whether a phrase names stations, a body, a network or a campaign."""
    if phrase is None:
        return False
    words = phrase.casefold().replace("'s", "").split()
    more = ("network", "campaign", "operation", "programme", "program", "group", "groups", "association", "associations", "organisation", "organization",
            "foundation", "these", "front", "network.", "outposts", "agency", "unit", "units", "fund", "channel", "scheme", "police")
    return station_noun(phrase) or any(word in more for word in words)


def _people(c: Clause, span: Span) -> bool:
    for n in range(*span):
        if unit_of(c.low(n)) == "person" or c.low(n) in ("them", "him", "her", "us", "family", "families", "relatives", "parents", "anyone", "someone", "uyghur",
                                                        "others", "student", "she", "he", "they", "son", "daughter", "brother", "mother", "father", "husband",
                                                        "wife", "community", "communities", "diaspora", "opposition", "dissent"):
            return True
    return c.words.capital(span[0]) and span[0] != c.sentence.first


def _official(c: Clause, entry: Entry, roles: Roles) -> bool:
    known = words_of("measure", "officials")
    if roles.used == "passive":
        return roles.done is not None and (entry.role != "verb" or entry.list == "opening" or roles.doer is not None or entry.lemma in words_of("measure", "alone"))
    if roles.doer is None:
        return roles.used == "noun"
    lows = [c.low(n).removesuffix("'s") for n in range(*roles.doer)]
    if any(low in known for low in lows) or lows[0] in ("it", "they", "he", "she"):
        return True
    return c.words.capital(roles.doer[0]) and not c.low(roles.doer[0]).endswith("'s") and roles.done is not None


def _text(c: Clause, span: Span | None) -> str | None:
    return c.words.said(*span) if span else None


def _found(c: Clause, kind: Kind, entry: Entry, roles: Roles, cue: Cue, frames: Sequence[Frame], memory: Memory) -> Found:
    doer = named_role(c, roles.doer, frames, memory)
    done = named_role(c, roles.done, frames, memory)
    if kind is Kind.CONTROL and roles.done is not None and c.low(roles.done[0]) in ("they", "it", "them"):
        done = memory.stations or done
    for f in frames:
        if f.sort == "accuses" and f.content[0] <= cue.first and roles.doer is None and kind is not Kind.LINK:
            accused = phrase_after(c, f.content[0])
            doer = _text(c, accused)
            roles = Roles(doer=roles.doer, done=roles.done, first=f.span[1] - 1, last=roles.last, used=roles.used)
    if kind is Kind.MEASURE and roles.used != "noun" and doer:
        memory.subject = doer
    return Found(kind=kind, first=roles.first, last=roles.last, core=(cue.first, cue.last), subject=doer, object=done,
                 because=((kind.value, entry.why), ("subject", roles.used)))


def named_role(c: Clause, span: Span | None, frames: Sequence[Frame], memory: Memory) -> str | None:
    """Return a subject or object as the text has it; a pronoun is the speaker of its clause, or whom the text spoke of last."""
    if span is None:
        return None
    low = c.low(span[0])
    if span[1] - span[0] == 1 and low in c.grammar.pronouns:
        inner = [f for f in frames if f.content[0] <= span[0] < f.content[1] and f.span[0] < span[0]]
        if low in ("it", "he", "she", "they", "we") and inner:
            return inner[-1].speaker
        return memory.subject or memory.speaker if low in ("it", "they", "he", "she") else c.words.said(*span)
    if low in c.grammar.impersonal and span[1] - span[0] == 1:
        return None
    return named(c, span, memory)


def _apart(found: list[Found]) -> list[Found]:
    """Keep one claim of a kind per clause, and of two kinds for the same cue the stronger."""
    out: list[Found] = []
    for f in sorted(found, key=lambda f: (RANK[f.kind], f.core[0] - f.core[1], f.core)):
        clash = False
        for other in out:
            same_cue = f.core[0] < other.core[1] and other.core[0] < f.core[1]
            same_clause = f.kind is other.kind and f.first < other.last and other.first < f.last
            if same_cue or same_clause:
                clash = True
        if not clash:
            out.append(f)
    return sorted(out, key=lambda f: f.core)
