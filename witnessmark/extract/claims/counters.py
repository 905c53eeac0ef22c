"""Finds what somebody who denies tells instead: "negó los cargos. «Repartían volantes», dijo", "lo niega y alega que caducaron"."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.phrases import clause_end, phrase_after, subject
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.speakers import Frame, chain_over
from witnessmark.extract.claims.voices import finite, group_start
from witnessmark.records.claims import Kind, Modality

SHORTEST = 3
"""Words of a quotation that says more than a name."""


def counters(c: Clause, frames: Sequence[Frame], memory: Memory, carried: tuple[str, ...], taken: Sequence[Found]) -> list[Found]:
    """Return the stories that replace an allegation, told by whoever has just denied it, where the language lists how."""
    deniers = [f for f in frames if f.sort == "denies"]
    before = memory.chain[-1] if memory.denies and memory.chain and memory.paragraph == c.sentence.paragraph else ""
    if not words_of("denial", "instead", "words", c.language):
        return []
    spans = _besides(c, frames, taken)
    if deniers or before:
        spans += _quoted(c, frames, carried, {*(d.speaker for d in deniers), before} - {""})
        spans += _told(c, frames, deniers)
    out: list[Found] = []
    for first, last, speaker in spans:
        apart = all(last <= f.first or f.last <= first for f in (*taken, *out) if f.kind is Kind.DENIAL)
        if apart and last - first >= SHORTEST and c.low(last - 1) != "?":
            out.append(_instead(c, first, last, speaker))
    return out


def _instead(c: Clause, first: int, last: int, speaker: str) -> Found:
    verb = next((n for n in range(first, last) if finite(c, n)), first)
    who = subject(c, group_start(c, verb)) if verb > first else None
    thing = who if who is not None and who[0] < who[1] else phrase_after(c, verb + 1)
    return Found(
        kind=Kind.DENIAL,
        first=first,
        last=last,
        core=(verb, verb + 1),
        subject=speaker,
        object=c.said(thing),
        said_by=None,
        modality=Modality.DENIED,
        because=(("denial", f"{c.language}/denial.yaml: instead"),),
    )


def _quoted(c: Clause, frames: Sequence[Frame], carried: tuple[str, ...], deniers: set[str]) -> list[tuple[int, int, str]]:
    """Return the quotations of a denier that stand as sentences of their own, or behind a colon."""
    out: list[tuple[int, int, str]] = []
    n, s = c.sentence.first, c.sentence
    while n < s.last:
        if c.low(n) not in QUOTES or c.low(n - 1) not in {"", ":", "."}:
            n += 1
            continue
        end = next((k for k in range(n + 1, s.last) if c.low(k) in QUOTES), s.last)
        chain = chain_over(frames, n + 1, max(n + 2, end - 1))
        behind = next((f.speaker for f in frames if f.sort == "denies" and f.span[1] <= n and c.low(n - 1) == ":"), "")
        speaker = behind or (chain[-1].speaker if chain else carried[-1] if carried else "")
        if speaker in deniers:
            stop = min(end, clause_end(c, n + 1)) if c.low(clause_end(c, n + 1)) in {";", ":"} else end
            out.append((n + 1, stop, speaker))
        n = end + 1
    return out


def _told(c: Clause, frames: Sequence[Frame], deniers: Sequence[Frame]) -> list[tuple[int, int, str]]:
    """Return what a denier says besides, behind a second verb of saying: "lo niega y alega que ..."."""
    known = words_of("denial", "instead", "words", c.language)
    out = []
    for d in deniers:
        for f in frames:
            at = f.content[0]
            same = f.speaker == d.speaker and f.sort == "says" and f.span[0] >= d.span[1] - 1
            if same and c.low(at) in c.grammar.complementizers and c.low(at - 1) in known:
                out.append((at + 1, max(clause_end(c, at + 1), at + 2), d.speaker))
    return out


def _besides(c: Clause, frames: Sequence[Frame], taken: Sequence[Found]) -> list[tuple[int, int, str]]:
    """Return what an accused mission says is so instead: "sostuvo que las llamadas eran de estafadores", or besides its denial."""
    q, g = placing(c.language), c.grammar
    out = []
    for f in frames:
        if f.sort != "says" or q.missions.isdisjoint(f.speaker.casefold().split()) or c.low(f.content[0]) not in g.complementizers:
            continue
        denied = any(t.kind is Kind.DENIAL and f.content[0] <= t.core[0] < f.content[1] for t in taken)
        for n in range(*f.content):
            if c.low(n) not in g.complementizers or (n > f.content[0] and c.low(n - 1) not in g.coordinators):
                continue
            end = max(clause_end(c, n + 1), n + 1)
            verb = next((k for k in range(n + 1, end) if c.low(k) in q.copulas and c.low(k - 1) not in g.relatives), None)
            named = verb is not None and subject(c, verb) is not None and not g.negators & {c.low(verb - 1)}
            if (named and verb is not None and verb + 1 not in c.verbs) or (denied and n > f.content[0]):
                out.append((n + 1, end, f.speaker))
    return out
