"""Reads a resolution in Chinese: what its house has before it ("鉴于……"), and what it resolves, item by item ("呼吁……")."""

from __future__ import annotations

import re

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import Clause
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import name, noun_phrase
from witnessmark.extract.claims.han.vocabulary import reason, words_in
from witnessmark.records.claims import Kind, Modality

_LINE = re.compile(r"[^\n]+")
FEWEST = 2
"""Recitals by which a text without a formula of resolving is known as a resolution."""


def house_of(content: str, folded: str) -> str | None:
    """Return whose resolution a text is, as it has the name; null where it is none."""
    lines = [(m.start(), m.group().strip()) for m in _LINE.finditer(folded)]
    recitals = sum(line.startswith(tuple(words_in("measure.recitals"))) for _, line in lines)
    formula = [(at, line) for at, line in lines if any(word in line for word in words_in("measure.resolved"))]
    if not formula and recitals < FEWEST:
        return None
    if recitals == 0 and len(formula) < FEWEST:
        return None
    for at, line in [*formula, *lines[:2]]:
        known = sorted((word for word in words_in("measure.houses") if word in line), key=len, reverse=True)
        if known:
            first = folded.index(known[0], at)
            return content[first : first + len(known[0])]
    return None


def recites(c: Clause) -> bool:
    """Whether a sentence opens with what the house has before it or takes note of."""
    return any(c.text(n) in words_in("measure.recitals") for n in range(min(2, len(c.tokens))))


def resolves(c: Clause, memory: Memory, found: list[Found]) -> list[Found]:
    """Return what a sentence of a resolution claims, with the step that an item takes instead of what it asks for."""
    first = next((n for n in range(len(c.tokens)) if c.sort(n) != "sign"), 0)
    head = next((n for n in range(first, min(first + 3, len(c.tokens))) if c.has(n, "measure.operative")), None)
    if head is None or not c.sentence.opens or (head > first and not all(c.has(n, "grammar.adverbs") for n in range(first, head))):
        return found
    last = len(c.tokens)
    whom = noun_phrase(c, head + 1, c.part(head)[1])
    step = Found(
        kind=Kind.MEASURE,
        first=first,
        last=last,
        core=(head, head + 1),
        subject=memory.house,
        object=name(c, whom),
        modality=Modality.PLANNED,
        said_by=(),
        because=(("measure", reason(c.text(head), "measure")), ("subject", "whose resolution it is")),
    )
    return [step, *(f for f in found if f.kind is not Kind.MEASURE and (f.kind is Kind.COUNT or c.which[f.core[0]] != c.which[head]))]
