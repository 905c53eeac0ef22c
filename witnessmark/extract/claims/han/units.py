"""Says what a Chinese noun counts, and what the words around a number say of it."""

from __future__ import annotations

from typing import cast

from witnessmark.extract.claims.han.clauses import OF, Clause
from witnessmark.extract.claims.han.phrases import bare
from witnessmark.extract.claims.han.vocabulary import known, words_in
from witnessmark.extract.numbers import Number


def unit_at(c: Clause, m: int) -> str | None:
    """Return what a noun counts: by its whole word, or by its ending."""
    if m not in c.units:
        c.units[m] = _unit_at(c, m)
    return c.units[m]


def _unit_at(c: Clause, m: int) -> str | None:
    units, text = known().units, c.text(m)
    if c.sort(m) not in ("word", "other", "term", "place"):
        return None
    if m in c.verbs and c.sort(m) == "word":
        return None
    if text in units and c.sort(m) != "place":
        return units[text]
    if c.sort(m) in ("other", "term") or c.has(m, "speech.bodies", "act.victims", "act.agents", "control.bodies"):
        for size in (5, 4, 3, 2, 1):
            if len(text) > size and text[-size:] in units and (size > 1 or text[-1] in words_in("units.endings")):
                return units[text[-size:]]
    return None


def like_those(c: Clause, n: int) -> bool:
    """Whether the places counted are of a sort spoken of before: "类似地点有37个"."""
    first, last = c.part(n)
    return any(c.has(m, "units.such") and c.has(m + 1, "units.place", OF) for m in range(first, last - 1))


def bare_before_noun(c: Clause, n: int) -> bool:
    """Whether people follow a large number, or a thing its measure word: "百万维吾尔人", "三把手枪"."""
    number = cast("Number", c.tokens[n].mark)
    if c.has(n + 1, "units.measure_words") and c.sort(n + 2) == "word" and unit_at(c, n + 2) is not None and n + 2 not in c.verbs:
        return not c.has(n - 1, "units.labels")
    k = n + 1 + (c.sort(n + 1) == "place")
    return number.value.isdigit() and len(number.value) > 2 and unit_at(c, k) == "person" and not c.has(n - 1, "units.labels")


def measured_by_noun(measure: str) -> bool:
    """Whether a measure word says itself what is counted, or at least that it is no place."""
    return bool(measure) and measure not in words_in("units.of_places")


def asked(c: Clause, n: int) -> tuple[str, str] | None:
    """Return what a sentence asks after before its numbers: "究竟有多少警员，甲方说三十"."""
    for m in range(n - 1, -1, -1):
        if c.has(m, "units.how_many"):
            for k in range(m + 1, min(m + 4, n)):
                unit = unit_at(c, k)
                if unit is not None and not c.has(k, "measure"):
                    return unit, bare(c.sentence.said(k, k + 1))
            return None
    return None
