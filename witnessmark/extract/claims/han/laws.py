"""Reads the articles of a Chinese law or draft: each rule is a measure, in the law's own voice, planned while it is a draft."""

from __future__ import annotations

import functools
import re

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import Clause
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import leading, name
from witnessmark.extract.claims.han.tokens import PARTS
from witnessmark.extract.claims.han.vocabulary import reason, words_in
from witnessmark.records.claims import Kind, Modality

HEAD = 300
"""Letters at the head of a text in which it calls itself a draft."""
RULING = ("measure.modal", "measure.rules", "measure.steps", "measure.enacting")


@functools.cache
def _article() -> re.Pattern[str]:
    ordinal, article = "".join(words_in("grammar.ordinal")), "".join(words_in("measure.article"))
    return re.compile(rf"^[ \t　*#]{{0,8}}[{ordinal}][{_digits()}\d]{{1,8}}[{article}]", re.MULTILINE)


@functools.cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"[ \t　]{{0,8}}[（(][{_digits()}\d]{{1,3}}[）)]")


def _digits() -> str:
    return "".join(words_in("grammar.digits"))


def is_law(folded: str) -> bool:
    """Whether a text consists of articles."""
    found = _article().finditer(folded)
    return next(found, None) is not None and next(found, None) is not None


def is_draft(folded: str) -> bool:
    """Whether a law calls itself a draft."""
    return any(word in folded[:HEAD] for word in words_in("measure.planned_texts"))


def enter(c: Clause, folded: str, memory: Memory) -> None:
    """Keep in mind whether a paragraph is an article, an item of one, or neither."""
    if not memory.law or not c.sentence.opens:
        return
    begins = _article().match(folded, c.sentence.start)
    memory.item = begins is None and memory.article and _item().match(folded, c.sentence.start) is not None
    memory.article = begins is not None or memory.item
    if begins is not None:
        memory.bound = None


def rules(c: Clause, memory: Memory) -> list[Found]:
    """Return the rules of a sentence of a law."""
    out: list[Found] = []
    for first, last in _groups(c):
        begun: tuple[int, int] | None = None
        for a, b in [part for part in c.parts if first <= part[0] and part[1] <= last]:
            word = next((n for n in range(a, b) if c.has(n, *RULING) and (n in c.verbs or c.has(n, "measure.modal"))), None)
            if word is None:
                continue
            if begun is None or c.has(word, "measure.modal"):
                if begun is not None:
                    out[-1:] = [x._replace(last=a) for x in out[-1:]]
                begun = (a, word)
                rule = _rule(c, a, last, word, memory)
                if any(c.has(k, "grammar.following") for k in range(word, last)) and c.text(len(c.tokens) - 1) in "：:":
                    continue  # "履行下列职责：": what follows is listed
                out.append(rule)
        if begun is None and memory.item and first < last:
            out.append(_rule(c, first, last, first, memory))
    return out


def _groups(c: Clause) -> list[tuple[int, int]]:
    """Return the spans between semicolons."""
    ends = [n for n in range(len(c.tokens)) if c.text(n) in PARTS]
    return list(zip([0, *(n + 1 for n in ends)], [*ends, len(c.tokens)], strict=True))


def _rule(c: Clause, first: int, last: int, word: int, memory: Memory) -> Found:
    start = first
    while start < word and (c.sort(start) in ("sign", "number") or c.has(start, "measure", "measure.article", "grammar.ordinal")):
        start += 1
    who = leading(c, start, word)
    subject = name(c, who)
    if who is not None and not memory.item:
        memory.bound = subject
    return Found(
        kind=Kind.MEASURE,
        first=start,
        last=last,
        core=(word, word + 1),
        subject=subject or memory.bound,
        said_by=(),
        modality=Modality.PLANNED if memory.draft else None,
        because=(("measure", reason(c.text(word), "measure")),),
    )


def within_law(f: Found, memory: Memory) -> Found | None:
    """Return what else an article says as the law has it; deeds and presences of a rule are no claims."""
    if f.kind in (Kind.ACT, Kind.PRESENCE, Kind.MEASURE, Kind.DENIAL):
        return None
    if f.kind is Kind.CONTROL and ("subject", "passive") not in f.because:
        return None
    return f._replace(said_by=(), modality=Modality.PLANNED if memory.draft else f.modality)
