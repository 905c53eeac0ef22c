"""Finds what is rejected in a Chinese sentence: denials as such, what is called false, what is said not to exist, and other stories."""

from __future__ import annotations

import functools

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import Clause, Span
from witnessmark.extract.claims.han.frame import Frame, chain_over
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.modality import modality
from witnessmark.extract.claims.han.phrases import leading, name, noun_phrase, relative
from witnessmark.extract.claims.han.roles import mentions
from witnessmark.extract.claims.han.sites import absent
from witnessmark.extract.claims.han.tokens import CLOSING, PARTS
from witnessmark.extract.claims.han.vocabulary import fold, reason, words_in
from witnessmark.records.claims import Kind, Modality

REJECTED = ("units.stations", "units.station", "units.station_like", "denial.allegations", "denial.things", "act.nouns")


SITED = ("units.stations", "units.station", "units.seats", "grammar.site_pronouns")
EXPLAINED = ("denial.allegations", "measure.steps", "denial.deniers", "speech.speakers", *SITED)
"""What a counter-story may be about."""
NAMED = 4
"""Letters of a name behind a title."""
CUES = frozenset({"denial.none", "denial.emphatic", "denial.calls_false", "denial.counter", "denial.law_abiding"})


def denials(c: Clause, frames: list[Frame], memory: Memory, carried: tuple[str, ...]) -> list[Found]:
    """Return the denials of a sentence."""
    out = [_by_verb(c, f, frames) for f in frames if f.sort == "denies"]
    spoken = [f for f in frames if f.sort == "denies" and f.content[0] > f.span[1]]
    for n in c.cues(CUES):
        if any(f.span[0] <= n < f.span[1] for f in frames):
            continue
        chain = chain_over(frames, n)
        who = chain[-1].speaker if chain else (carried[-1] if carried else (memory.floor[-1] if memory.floor and not memory.asks else None))
        denies = is_denier(who, memory) or any(f.sort == "denies" and f.speaker == who for f in frames)
        made = _rejected(c, n, who, chain, memory, denier=denies) if not any(o.first <= n < o.last for o in out) else None
        if made is not None and out and c.has(n, "denial.law_abiding") and c.has(out[-1].core[0], "denial.law_abiding"):
            out[-1] = out[-1]._replace(last=made.last)
            continue
        if made is None or any(c.which[o.core[0]] == c.which[n] for o in out):
            continue
        whole = next(
            (
                i
                for i, o in enumerate(out)
                for f in spoken
                if o.core[0] in range(*f.span) and f.content[0] <= n and c.which[n] - c.which[f.content[0]] == 0
            ),
            None,
        )
        if whole is None and out and made.kind is Kind.DENIAL and out[-1].object is None and out[-1].subject == made.subject:
            whole = len(out) - 1 if c.which[n] - c.which[out[-1].core[0]] == 1 else None
        if whole is not None and made.kind is Kind.DENIAL:
            out[whole] = out[whole]._replace(last=made.last, object=out[whole].object or made.object)
        else:
            out.append(made)
    for f in frames:
        if _rebuts(c, f, memory) and not any(f.content[0] <= o.core[0] < f.content[1] for o in out):
            out.append(_rebuttal(c, f, frames))
    return out


def _rebuts(c: Clause, f: Frame, memory: Memory) -> bool:
    """Whether an accused speaker answers with another story: "大使馆反驳称，示威者闯入使馆"."""
    return (
        f.sort == "says"
        and f.content[0] >= f.span[1]
        and any(c.has(k, "denial.rebuts") for k in range(*f.span))
        and is_denier(f.speaker, memory)
    )


def _rebuttal(c: Clause, f: Frame, frames: list[Frame]) -> Found:
    first, end = f.content
    while first < end - 1 and c.sort(first) == "sign":
        first += 1
    stop = next((k for k in range(first, end) if c.text(k) in PARTS + "。"), end)
    outer = tuple(x.speaker for x in chain_over(frames, f.span[0]) if x is not f and x.speaker != f.speaker)
    return Found(
        kind=Kind.DENIAL,
        first=first,
        last=stop,
        core=(first, first + 1),
        subject=f.speaker,
        object=name(c, leading(c, first, c.part(first)[1])),
        modality=Modality.DENIED,
        said_by=(*outer, f.speaker),
        because=(("denial", f.why), ("said_by", f.why)),
    )


def _by_verb(c: Clause, f: Frame, frames: list[Frame]) -> Found:
    verb = next((n for n in range(*f.span) if c.has(n, "denial.denies", "denial.hard")), f.span[0])
    last = c.part(verb)[1]
    if c.text(last) in ("：", ":") and last + 1 < len(c.tokens):
        last = c.part(last + 1)[1]
    thing = _refused(c, verb, last)
    outer = tuple(x.speaker for x in chain_over(frames, f.span[0]) if x is not f and x.speaker != f.speaker)
    return Found(
        kind=Kind.DENIAL,
        first=f.span[0],
        last=max(last, verb + 1),
        core=(verb, verb + 1),
        subject=f.speaker,
        object=name(c, thing),
        modality=Modality.DENIED,
        said_by=(*outer, f.speaker),
        because=(("denial", reason(c.text(verb), "denial")), ("said_by", f.why)),
    )


def _refused(c: Clause, verb: int, last: int) -> Span | None:
    """Return what is denied: a noun phrase right behind the verb, whom a tie is with, or the clause that follows."""
    if c.has(verb + 1, "denial.allegations"):
        return (verb + 1, verb + 2)
    mark = next((k for k in c.find(verb + 1, min(last, verb + 4), "link.with.markers")), None)
    if mark is not None and any(c.has(k, "link.with") for k in range(mark + 1, last)):
        return noun_phrase(c, mark + 1, last)
    found = noun_phrase(c, verb + 1 + (verb + 1 in c.verbs and c.has(verb + 1, "control.runs", "presence.sites")), last)
    if found is not None or verb + 1 >= last:
        return found
    return (verb + 1, last) if any(k in c.verbs for k in range(verb + 1, last)) else leading(c, verb + 1, last)


def is_denier(who: str | None, memory: Memory) -> bool:
    """Whether a speaker is one who would be accused: an embassy, a ministry's spokesman, an owner, a defendant."""
    if who is None:
        return False
    return who in memory.spokesmen or _denies_by_name(fold(who))


@functools.lru_cache(maxsize=4096)
def _denies_by_name(folded: str) -> bool:
    if any(folded.endswith(word) or (len(word) > 2 and word in folded) for word in words_in("denial.deniers")):
        return True
    titles = words_in("denial.deniers") & words_in("speech.speakers")
    return any(word in folded[-NAMED - len(word) :] for word in titles if len(word) > 1)  # "辩方律师某某"


def _rejected(  # noqa: C901 -- rules in order, the first that fits answers
    c: Clause, n: int, who: str | None, chain: list[Frame], memory: Memory, *, denier: bool
) -> Found | None:
    first, last = c.part(n)
    span: Span | None = None
    if c.has(n, "denial.calls_false"):
        if c.among(max(first, n - 5), n, "denial.not_after"):
            return None
        if who is None or not (denier or c.among(first, n, "denial.allegations", "units.stations")):
            return None
        span = (_floor_of(c, first, chain, n), last)
    elif denier and c.has(n, "denial.emphatic") and any(k in c.verbs or c.has(k, "grammar.aspect") for k in range(n + 1, last)):
        span = (_floor_of(c, first, chain, n), last)
    elif c.has(n, "denial.none"):
        k = n + 1
        while k < last and c.has(k, "grammar.questions", "grammar.pronouns", "grammar.adverbs"):
            k += 1
        thing = noun_phrase(c, k, last) or relative(c, k, last)
        things = mentions(c, thing, *REJECTED)
        ends = n + 1 >= last and c.among(first, n, *REJECTED)
        none_at_all = (
            denier
            and any(c.sort(k) == "number" and c.text(k) in words_in("grammar.one") for k in range(first, n))
            and c.text(n)[:1] in words_in("grammar.adverbs")
        )
        if not (things or ends or none_at_all):
            return None
        if not denier:
            return absent(c, n) if not c.has(n, "denial.not_being") else None
        span = (_floor_of(c, first, chain, n), last)
    elif denier and (
        c.has(n, "denial.law_abiding") or (c.has(n, "denial.counter") and (memory.noun is not None or c.among(first, n, *EXPLAINED)))
    ):
        if c.has(n, "denial.counter") and any(c.sort(k) == "number" for k in range(n + 1, n + 2)):
            return None
        span = (_floor_of(c, first, chain, n), last)
    if span is None or who is None:
        return None
    told = leading(c, span[0], n)
    behind = noun_phrase(c, n + 1, last)
    if told is not None and (c.among(*told, "speech.speakers", "speech.first_person") and not c.among(*told, *REJECTED)):
        told = None
    thing = (behind or told) if c.has(n, "denial.none") and not c.has(n, "denial.not_being") else (told or behind)
    return Found(
        kind=Kind.DENIAL,
        first=span[0],
        last=span[1],
        core=(n, n + 1),
        subject=who,
        object=name(c, thing),
        modality=Modality.DENIED,
        because=(("denial", reason(c.text(n), "denial")),),
    )


def as_denial(c: Clause, f: Found, frames: list[Frame], memory: Memory, carried: tuple[str, ...]) -> Found:
    """Return control, a tie or a deed that an accused speaker rejects as a denial."""
    if f.kind not in (Kind.CONTROL, Kind.LINK, Kind.ACT):
        return f
    chain = chain_over(frames, f.core[0])
    who = chain[-1].speaker if chain else (carried[-1] if carried else None)
    if not is_denier(who, memory) or (f.modality or modality(c, f, chain)[0]) is not Modality.DENIED:
        return f
    return f._replace(kind=Kind.DENIAL, subject=who, object=f.object or f.subject, modality=Modality.DENIED)


def _floor_of(c: Clause, first: int, chain: list[Frame], n: int) -> int:
    start = max([first, *(f.content[0] for f in chain if first <= f.content[0] <= n)])
    while start < n and (c.sort(start) == "sign" or c.text(start) in CLOSING + PARTS):
        start += 1
    return start
