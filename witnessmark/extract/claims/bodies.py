"""Reads which body a clause of a bill puts inside another, and who is to run one."""

from __future__ import annotations

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.phrases import phrase_after, phrase_before, subject
from witnessmark.extract.claims.wording import wording
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.records.claims import Kind, Modality


def ties(c: Clause) -> list[Found]:
    """Return which body a clause puts inside another, and who is to run one."""
    q, s = wording(c.language), c.sentence
    officials = words_of("measure", "officials", "words", c.language)
    out: list[Found] = []
    body: Span | None = None
    for n, low in enumerate(c.lows(s.first, s.last), s.first):
        length = run_at(c, n, q.headed)
        inside = run_at(c, n, q.placed_in) if body is not None else 0
        if low not in q.within and not length and not inside:
            continue
        after = phrase_after(c, n + max(length, inside, 1))
        aside = not length or low in q.purpose  # "an office, to be headed by"
        before = body if inside else phrase_before(c, n - 1 - (c.low(n - 1) == ","), led=bool(length)) if aside else subject(c, n)
        owned = before is not None and c.low(before[0] - 1) in c.grammar.determiners
        if after is None or before is None or not (length or owned) or after[1] - after[0] < 2 or officials.isdisjoint(c.lows(*after)):
            continue
        body = before if length else body
        kind, doer, done = (Kind.CONTROL, after, before) if length else (Kind.LINK, before, after)
        out.append(
            Found(
                kind=kind,
                first=before[0] - (c.low(before[0] - 1) in c.grammar.determiners),
                last=after[1],
                core=(n, n + 1),
                subject=c.said(doer),
                object=c.said(done),
                modality=Modality.PLANNED,
                said_by=(),
                because=((kind.value, f"{c.language}/bills.yaml: {'headed' if length else 'within'}"),),
            )
        )
    return out
