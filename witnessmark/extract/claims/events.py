"""Finds who did, ran, was tied to or decreed what: control, link, act and measure, by cues and the phrases around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from witnessmark.extract.claims.brackets import begun
from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue, Entry, Used
from witnessmark.extract.claims.doers import owned_by
from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.meaning import Roles, done_to_people, handed_over, meant, summoned
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.naming import named
from witnessmark.extract.claims.objects import agrees, causes, clitic_of, described, past_asides, subject_behind, taken_up
from witnessmark.extract.claims.phrases import clause_end, dative_of, object_left, phrase_after, phrase_before, subject, subject_around
from witnessmark.extract.claims.scope import station_noun
from witnessmark.extract.claims.speakers import Frame, main_subject
from witnessmark.extract.claims.tied import between, by_itself, inverted, joined_to, made_to, ruled, with_particle
from witnessmark.extract.claims.told import charged, deed_of_noun, owner_of_effort
from witnessmark.extract.claims.voices import group_start, voice
from witnessmark.records.claims import Kind, Modality

KINDS = {"control": Kind.CONTROL, "link": Kind.LINK, "act": Kind.ACT, "measure": Kind.MEASURE}
TURNED = {"joins": joined_to, "proceedings": by_itself, "parted": with_particle, "makes": made_to, "finds": ruled}
"""Lists of verbs whose roles are others than those of most."""
TIED = {"between": between, "inverted": inverted}
"""Lists of phrases around which the order of words is another."""
ONE_OVER_ANOTHER = frozenset({Kind.CONTROL})
"""Kinds of which a relative clause behind one tells another: "staffed by policemen, who answer to the bureau"."""
RANK = {Kind.CONTROL: 0, Kind.ACT: 1, Kind.LINK: 2, Kind.MEASURE: 3, Kind.PRESENCE: 4}


def events(c: Clause, deeds: Sequence[Used], frames: Sequence[Frame], memory: Memory) -> list[Found]:
    """Return the deeds, steps and ties of a sentence; of several cues for the same words the first kind of `RANK` stays."""
    out: list[Found] = []
    nouns = {cue.first: cue.last for cue, entry in deeds if entry.role == "nouns"}
    for cue, entry in deeds:
        kind, accused = KINDS[entry.file], False
        if frames:
            if any(f.span[0] <= cue.first < f.span[1] and f.sort != "accuses" for f in frames):
                continue
            accused = any(f.sort == "accuses" and f.content[0] <= cue.first < f.content[1] for f in frames)
        at = ("roles" if not accused else "roles accused", cue.first, id(entry))
        if at not in c.once:
            c.once[at] = _roles(c, cue, entry, nouns, accused=accused)
        roles = cast("Roles | None", c.once[at])
        if roles is None or _wondered(c, roles) or not meant(c, kind, entry, roles, cue, memory):
            continue
        kind = Kind.MEASURE if kind is Kind.ACT and summoned(c, entry, roles) else kind
        if kind is Kind.MEASURE and (done_to_people(c, entry, roles) or handed_over(c, entry, roles)):
            kind = Kind.ACT
        out.append(_found(c, kind, entry, roles, cue, frames, memory))
        if entry.list == "belongs":
            out += _the_other(c, out[-1])
    return _apart(out, english=c.grammar.base_is_finite) if len(out) > 1 else out


def _the_other(c: Clause, found: Found) -> list[Found]:
    """As in "Two stations are from F and the other from Q": a second body for the rest."""
    q = doing(c.language)
    for n in range(found.core[1], min(c.sentence.last, found.core[1] + 8)):
        if c.low(n) in q.rest and c.low(n + 1) in q.rest_from and c.low(n - 1) in q.rest_led:
            who = phrase_after(c, n + 2)
            if who is not None and c.words.capital(who[0]):
                first = n - 1 if c.low(n - 1) not in c.grammar.coordinators else n
                return [found._replace(first=first, last=who[1], core=(n + 1, n + 2), subject=c.words.said(*who))]
    return []


def _wondered(c: Clause, roles: Roles) -> bool:
    """Whether the clause only asks: "whether anyone will be charged"."""
    return not doing(c.language).wondering.isdisjoint(c.lows(roles.first - 2, roles.first))


def _roles(c: Clause, cue: Cue, entry: Entry, nouns: Mapping[int, int], *, accused: bool) -> Roles | None:
    if entry.role == "verb":
        told = _verb(c, cue, entry, accused=accused)
        told = _taken_over(c, cue, told) if entry.file == "control" and told is not None else told
        return TURNED[entry.list](c, told) if entry.list in TURNED else told
    if entry.role == "nouns":
        return deed_of_noun(c, cue, nouns)
    return TIED[entry.list](c, cue, phrase_after(c, cue.last)) if entry.list in TIED else _phrased(c, cue, entry)


def _phrased(c: Clause, cue: Cue, entry: Entry) -> Roles | None:
    """Return the roles around a phrase, by the list that it stands in."""
    leads = c.low(cue.first - 1) in c.grammar.verbs or cue.first - 1 in c.heads
    noun = c.grammar.base_is_finite and c.low(cue.first - 1) in c.grammar.articles and c.low(cue.first - 2) in c.grammar.being
    start = group_start(c, cue.first - 1 if leads or noun else cue.first)
    before = subject_around(c, cue.first) if c.grammar.verb_last else subject(c, start)
    if c.grammar.base_is_finite and c.low(cue.first) in c.grammar.prepositions and entry.file == "link":
        before = phrase_before(c, cue.first - 1, led=True) or before  # "a businessman with ties to": the tie is his
    end = clause_end(c, cue.last)
    first = before[0] if before else cue.first
    if c.grammar.verb_last:
        first = begun(c, start, first, cue.first)
    if entry.role in ("passive", "intransitive"):
        if (before is None or before[0] == before[1]) and (behind := subject_behind(c, cue.last)) is not None:
            before, end = behind, max(end, behind[1])
            first = start
        if before is None:
            return None
        if entry.list == "force":
            return Roles(doer=before, done=None, first=first, last=max(end, cue.last), used="intransitive")
        return Roles(doer=None, done=before, first=first, last=max(end, cue.last), used="passive")
    if entry.role == "phrases_active":
        return Roles(doer=None, done=before, first=first, last=max(end, cue.last), used="passive") if before else None
    after = phrase_after(c, cue.last)
    if entry.role == "after":
        after = after or dative_of(c, (cue.first, cue.last), before)
        if before is None:
            before = _noun_left(c, cue.first)
            first = before[0] if before else cue.first
        return Roles(doer=after, done=before, first=first, last=max(end, cue.last), used="after") if after and before else None
    if before is None:
        before = _noun_left(c, cue.first) or described(c, cue.first)
        first = before[0] if before else cue.first
    return Roles(doer=before, done=after, first=first, last=max(end, cue.last), used="active") if before else None


def _noun_left(c: Clause, at: int) -> Span | None:
    n = at - 1
    if c.low(n) == ",":
        n -= 1
    return phrase_before(c, n) if n >= c.sentence.first and not c.sign(n) else None


def _verb(c: Clause, cue: Cue, entry: Entry, *, accused: bool) -> Roles | None:
    used = voice(c, cue, entry)
    start, end = _raised(c, group_start(c, cue.first)), max(clause_end(c, cue.last), cue.last)
    if used == "passive":
        return _passive(c, cue, start, end)
    if not used or (used == "infinitive" and not accused and not _governed(c, start) and owner_of_effort(c, start) is None):
        return None
    if used == "gerund" and c.low(cue.first - 1) not in doing(c.language).before_gerunds:
        return None
    doer = None
    if used == "infinitive" and not accused and (owner := owner_of_effort(c, start) or charged(c, start)) is not None:
        doer = owner
    elif used == "infinitive" and not accused:
        doer = subject(c, group_start(c, start - 1)) or main_subject(c, cue.first)
    elif used == "active":
        doer = subject(c, start)
    elif used == "gerund":
        doer = _of_gerund(c, cue)
    done = _object(c, cue)
    clitic = clitic_of(c, cue)
    if clitic is not None and used == "active":
        turned = taken_up(c, clitic, cue)
        done, doer = turned if turned is not None else ((clitic, clitic + 1), doer)
        if turned is not None:
            return Roles(doer=doer, done=done, first=done[0], last=max(end, doer[1] if doer else 0), used=used)
    if done is None and entry.file == "act" and "en" in entry.form and doer is not None:
        return Roles(doer=None, done=doer, first=doer[0], last=end, used="passive")
    shared = c.low(start - 1) in c.grammar.conjunctions
    first = doer[0] if doer and not shared else start
    if c.grammar.verb_last:
        first = begun(c, start, first, cue.first)
    return Roles(doer=doer, done=done, first=min(first, cue.first), last=max(end, done[1] if done else 0), used=used)


def _taken_over(c: Clause, cue: Cue, told: Roles) -> Roles:
    """As in "una oficina que maneja el ministerio": who runs it stands behind the verb of a relative clause."""
    owned = owned_by(c, group_start(c, cue.first), told.done) if told.used == "active" else None
    if owned is None or told.done is None:
        return told
    return told._replace(doer=told.done, done=owned, first=owned[0], last=max(told.last, told.done[1]))


def _of_gerund(c: Clause, cue: Cue) -> Span | None:
    """As in "accused of harassing" or "..., forcing them to leave": whose deed a gerund tells."""
    q, before = doing(c.language), c.low(cue.first - 1)
    if c.low(cue.first - 2) in q.blamed_of:
        return subject(c, group_start(c, cue.first - 2))
    return main_subject(c, cue.first) if before in q.after_main else None


def _raised(c: Clause, start: int) -> int:
    """As in "are alleged to have photographed": whose subject it is begins with the verb before."""
    before = start - 1
    if c.low(start) not in c.grammar.infinitive_markers or c.low(before) not in doing(c.language).raising:
        return start
    return group_start(c, before)


def _passive(c: Clause, cue: Cue, start: int, end: int) -> Roles | None:
    done = subject(c, start) or _noun_left(c, cue.first) or described(c, cue.first)
    if done is None:
        return None
    while c.grammar.base_is_finite and c.low(end) == "," and end + 1 in c.heads and c.low(end + 1).endswith(c.grammar.participle_endings):
        end = clause_end(c, end + 1)  # "were seized, deported or threatened"
    reach = range(start if c.grammar.verb_last else cue.last, min(end, cue.last + 10))
    by = next((n for n in reach if c.low(n) in c.grammar.agents and not c.low(n + 1).endswith(c.grammar.gerund_endings)), None)
    if by is not None and (causes(c, by) or not c.grammar.reflexive_markers.isdisjoint(c.lows(start, cue.first))):
        by = None
    doer = phrase_after(c, by + 1) if by is not None and by + 1 < c.sentence.last else None
    first = begun(c, start, min(done[0], start), cue.first) if c.grammar.verb_last else min(done[0], start)
    return Roles(doer=doer, done=done, first=first, last=end, used="passive")


def _governed(c: Clause, start: int) -> bool:
    """Whether an infinitive tells a deed ("tried to kidnap") and no mere purpose ("to persecute dissidents")."""
    trying = words_of("grammar", "trying", "words", c.language)
    raised = c.low(start) in c.grammar.being
    marked = c.low(start) in c.grammar.infinitive_markers and c.low(start - 1) in trying
    return raised or marked or c.low(start - 2) in trying or _tries(c, start, trying)


def _tries(c: Clause, start: int, trying: frozenset[str]) -> bool:
    """Whether an infinitive follows a verb of trying at once, in a language that needs no word between: "intentó secuestrar"."""
    return not c.grammar.base_is_finite and (c.low(start - 1) in trying or charged(c, start) is not None)


def _object(c: Clause, cue: Cue) -> Span | None:
    q, at = doing(c.language), past_asides(c, cue.last)
    if not c.grammar.base_is_finite and c.low(at) in c.grammar.infinitive_markers and c.low(at + 1) in q.homeward:
        at += 2  # "obligar a regresar a los fugitivos"
    while c.low(at) in q.also and at - cue.last < 8:
        ahead = next((k for k in range(at, at + 4) if k in c.heads), None)  # "kill or kidnap": one object
        if ahead is None or any(c.low(k) not in q.also for k in range(at, ahead)):
            break
        at = ahead + 1 + (c.low(ahead + 1) == ",")
    if (left := object_left(c, cue.first, cue.last)) is not None:
        return left  # "hat drei Männer festgenommen"
    counted = next((n for n in range(at, at + 4) if n in c.numbers), None)
    return phrase_after(c, at if counted is None or c.low(at) not in q.bounds else counted)


def _found(c: Clause, kind: Kind, entry: Entry, roles: Roles, cue: Cue, frames: Sequence[Frame], memory: Memory) -> Found:
    q, doer = doing(c.language), named_role(c, roles.doer, frames, memory)
    done = named_role(c, roles.done, frames, memory)
    if kind is Kind.CONTROL and roles.done is not None and c.low(roles.done[0]) in q.them:
        done = memory.stations or done
    for f in frames:
        if f.sort == "accuses" and f.content[0] <= cue.first and roles.doer is None and kind is not Kind.LINK:
            accused = phrase_after(c, f.content[0], across=())
            doer = c.said(accused)
            roles = Roles(doer=roles.doer, done=roles.done, first=f.span[1] - 1, last=roles.last, used=roles.used)
    if kind is Kind.MEASURE:
        if roles.used == "intransitive" and roles.doer is not None and c.low(roles.doer[0]) in q.it and memory.law:
            doer = memory.law
        if roles.used != "noun" and doer:
            memory.subject = doer
        if done is not None and not words_of("measure", "laws", "words", c.language).isdisjoint(done.casefold().split()):
            memory.law = done
    if kind is Kind.MEASURE and done is not None and doer is None and _stands_shut(c, entry, roles, cue) and station_noun(done, c.language):
        return Found(
            kind=Kind.PRESENCE,
            first=roles.first,
            last=roles.last,
            core=(cue.first, cue.last),
            subject=done,
            modality=Modality.DENIED,
            because=(("presence", entry.why), ("subject", roles.used)),
        )
    # "the Front, a system of the Party": the text's own voice
    put_in = any(f.span[1] == cue.first - 1 for f in frames)  # "los agentes, según la carta, reciben órdenes de"
    aside = entry.role == "after" and not put_in and c.low(cue.first - 1) == "," and cue.first - 2 not in c.tellers
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


def _stands_shut(c: Clause, entry: Entry, roles: Roles, cue: Cue) -> bool:
    """Whether a closure is told as how things are, and of nobody: "el local se cerró", "estarían ya cerradas", but "fue cerrado"."""
    g = c.grammar
    if g.base_is_finite or roles.used != "passive" or entry.lemma not in words_of("presence", "closing", "words", c.language):
        return False
    led = c.lows(group_start(c, cue.first), cue.first)
    states = words_of("presence", "states", "words", c.language)
    return not states.isdisjoint(led) or not g.reflexive_markers.isdisjoint(led) or g.auxiliaries.isdisjoint(led)


def named_role(c: Clause, span: Span | None, frames: Sequence[Frame], memory: Memory) -> str | None:
    """Return a subject or object as the text has it; a pronoun is the speaker of its clause, or whom the text spoke of last."""
    if span is None:
        return None
    if span[0] == span[1]:  # a subject that the sentence drops
        inner = [f for f in frames if f.content[0] <= span[0] < f.content[1] and f.span[0] < span[0]]
        name = inner[-1].speaker if inner else memory.subject or memory.speaker
        return name if name is not None and agrees(c, span[0], name) else None
    q, low = doing(c.language), c.low(span[0])
    if span[1] - span[0] == 1 and low in c.grammar.pronouns:
        inner = [f for f in frames if f.content[0] <= span[0] < f.content[1] and f.span[0] < span[0]]
        if low in q.speakers and inner:
            return inner[-1].speaker
        if low in c.grammar.person_pronouns and c.grammar.base_is_finite:
            return memory.person or memory.subject or c.words.said(*span)
        return memory.subject or memory.speaker if low in q.spoken_of else c.words.said(*span)
    if low in c.grammar.impersonal and span[1] - span[0] == 1:
        return None
    return named(c, span, memory)


def _apart(found: list[Found], *, english: bool) -> list[Found]:
    """Keep one claim of a kind per clause, and of two kinds for the same cue the stronger."""
    out: list[Found] = []
    for f in sorted(found, key=lambda f: (RANK[f.kind], f.core[0] - f.core[1], f.core)):
        clash = False
        for other in out:
            same_cue = f.core[0] < other.core[1] and other.core[0] < f.core[1]
            same_clause = f.kind is other.kind and f.first < other.last and other.first < f.last
            same_clause = same_clause and not (english and f.kind in ONE_OVER_ANOTHER and f.core[0] >= other.last)
            if same_cue or same_clause:
                clash = True
        if not clash:
            out.append(f)
    return sorted(out, key=lambda f: f.core)
