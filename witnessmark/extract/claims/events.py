"""Finds who did, ran, was tied to or decreed what: control, link, act and measure, by cues and the phrases around them."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.bills import listed_item
from witnessmark.extract.claims.cues import Cue, Entry, Used
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.meaning import Roles, done_to_people, meant
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.phrases import Clause, Span, clause_end, group_start, phrase_after, phrase_before, subject, voice
from witnessmark.extract.claims.speakers import Frame, main_subject, named
from witnessmark.records.claims import Kind, Modality

KINDS = {"control": Kind.CONTROL, "link": Kind.LINK, "act": Kind.ACT, "measure": Kind.MEASURE}
BOUNDS = frozenset({"more", "fewer", "less", "at", "over", "nearly", "about", "some", "almost", "around", "up"})
ALSO = frozenset({"and", "or", ",", "even"})
WONDERING = frozenset({"whether", "if", "unless"})
RANK = {Kind.CONTROL: 0, Kind.ACT: 1, Kind.LINK: 2, Kind.MEASURE: 3}


def events(c: Clause, deeds: Sequence[Used], frames: Sequence[Frame], memory: Memory) -> list[Found]:
    """Return the deeds, steps and ties of a sentence; of several cues for the same words the first kind of `RANK` stays."""
    out: list[Found] = []
    for cue, entry in deeds:
        kind, accused = KINDS[entry.file], False
        if frames:
            if any(f.span[0] <= cue.first < f.span[1] and f.sort != "accuses" for f in frames):
                continue
            accused = any(f.sort == "accuses" and f.content[0] <= cue.first < f.content[1] for f in frames)
        roles = _roles(c, cue, entry, accused=accused)
        if roles is None or _wondered(c, roles) or not meant(c, kind, entry, roles, cue, memory):
            continue
        if kind is Kind.MEASURE and done_to_people(c, entry, roles):
            kind = Kind.ACT
        out.append(_found(c, kind, entry, roles, cue, frames, memory))
        if entry.list == "belongs":
            out += _the_other(c, out[-1])
    return _apart(out) if len(out) > 1 else out


def _the_other(c: Clause, found: Found) -> list[Found]:
    """As in "Two stations are from F and the other from Q": a second body for the rest."""
    for n in range(found.core[1], min(c.sentence.last, found.core[1] + 8)):
        if (
            c.low(n) in ("other", "others", "rest", "one", "third")
            and c.low(n + 1) in ("from", "is", "are")
            and c.low(n - 1) in ("the", "a", "and")
        ):
            who = phrase_after(c, n + 2)
            if who is not None and c.words.capital(who[0]):
                first = n - 1 if c.low(n - 1) != "and" else n
                return [found._replace(first=first, last=who[1], core=(n + 1, n + 2), subject=c.words.said(*who))]
    return []


def _wondered(c: Clause, roles: Roles) -> bool:
    """Whether the clause only asks: "whether anyone will be charged"."""
    return not WONDERING.isdisjoint(c.lows(roles.first - 2, roles.first))


def _roles(c: Clause, cue: Cue, entry: Entry, *, accused: bool) -> Roles | None:  # noqa: PLR0911 -- rules in order, the first that fits answers
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
        if entry.list == "force":
            return Roles(doer=before, done=None, first=first, last=max(end, cue.last), used="intransitive")
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
    start, end = group_start(c, cue.first), max(clause_end(c, cue.last), cue.last)
    if used == "passive":
        return _passive(c, cue, start, end)
    if not used or (used == "infinitive" and not accused and not _governed(c, start)):
        return None
    if used == "gerund" and c.low(cue.first - 1) not in ("of", "for", "by"):
        return None
    doer = None
    if used == "infinitive" and not accused:
        doer = subject(c, group_start(c, start - 1)) or main_subject(c, cue.first)
    elif used == "active":
        doer = subject(c, start)
    done = _object(c, cue)
    if done is None and entry.file == "act" and "en" in entry.form and doer is not None:
        return Roles(doer=None, done=doer, first=doer[0], last=end, used="passive")
    shared = c.low(start - 1) in c.grammar.conjunctions
    first = doer[0] if doer and not shared else start
    return Roles(doer=doer, done=done, first=min(first, cue.first), last=max(end, done[1] if done else 0), used=used)


def _passive(c: Clause, cue: Cue, start: int, end: int) -> Roles | None:
    done = subject(c, start) or _noun_left(c, cue.first)
    if done is None:
        return None
    by = next((n for n in range(cue.last, min(end, cue.last + 10)) if c.low(n) == "by" and not c.low(n + 1).endswith("ing")), None)
    doer = phrase_after(c, by + 1) if by is not None and by + 1 < c.sentence.last else None
    return Roles(doer=doer, done=done, first=done[0], last=end, used="passive")


def _governed(c: Clause, start: int) -> bool:
    """Whether an infinitive tells a deed ("tried to kidnap") and no mere purpose ("to persecute dissidents")."""
    trying = words_of("grammar", "trying")
    return (c.low(start) == "to" and c.low(start - 1) in trying) or c.low(start - 2) in trying


def _object(c: Clause, cue: Cue) -> Span | None:
    at = cue.last
    while c.low(at) in ALSO and at - cue.last < 8:
        ahead = next((k for k in range(at, at + 4) if k in c.heads), None)  # "kill or kidnap": one object
        if ahead is None or any(c.low(k) not in ALSO for k in range(at, ahead)):
            break
        at = ahead + 1 + (c.low(ahead + 1) == ",")
    counted = next((n for n in range(at, at + 4) if n in c.numbers), None)
    return phrase_after(c, at if counted is None or c.low(at) not in BOUNDS else counted)


def _noun(c: Clause, cue: Cue) -> Roles | None:
    """As in "Harassment of exiles by agents", "PRC harassment": doer or victim is named."""
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


def _text(c: Clause, span: Span | None) -> str | None:
    return c.words.said(*span) if span else None


def _found(c: Clause, kind: Kind, entry: Entry, roles: Roles, cue: Cue, frames: Sequence[Frame], memory: Memory) -> Found:
    doer = named_role(c, roles.doer, frames, memory)
    done = named_role(c, roles.done, frames, memory)
    if kind is Kind.MEASURE and memory.house is not None and listed_item(c, cue.first):
        doer, roles = memory.house, roles._replace(first=cue.first)
    if kind is Kind.CONTROL and roles.done is not None and c.low(roles.done[0]) in ("they", "it", "them"):
        done = memory.stations or done
    for f in frames:
        if f.sort == "accuses" and f.content[0] <= cue.first and roles.doer is None and kind is not Kind.LINK:
            accused = phrase_after(c, f.content[0], across=())
            doer = _text(c, accused)
            roles = Roles(doer=roles.doer, done=roles.done, first=f.span[1] - 1, last=roles.last, used=roles.used)
    if kind is Kind.MEASURE:
        if roles.used == "intransitive" and roles.doer is not None and c.low(roles.doer[0]) == "it" and memory.law:
            doer = memory.law
        if roles.used != "noun" and doer:
            memory.subject = doer
        if done is not None and not words_of("measure", "laws").isdisjoint(done.casefold().split()):
            memory.law = done
    aside = entry.role == "after" and c.low(cue.first - 1) == ","  # "the Front, a system of the Party": the text's own voice
    return Found(
        kind=kind,
        first=roles.first,
        last=roles.last,
        core=(cue.first, cue.last),
        subject=doer,
        object=done,
        said_by=() if aside else None,
        modality=Modality.ASSERTED if aside else None,
        because=((kind.value, entry.why), ("subject", roles.used)),
    )


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
