"""Says how a Chinese clause puts its claim: asserted, hedged, denied or planned, and by which word."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import OF, Clause, is_noun
from witnessmark.extract.claims.han.frame import Frame
from witnessmark.extract.claims.han.tokens import CLOSING
from witnessmark.extract.claims.han.vocabulary import reason, words_in
from witnessmark.records.claims import Kind, Modality

NEAR = 8
"""Tokens between a negation and the verb that it negates."""


def modality(c: Clause, found: Found, chain: Sequence[Frame]) -> tuple[Modality, str]:
    """Return the modality of a claim and why."""
    core = found.core[0]
    first, _last = c.part(core)
    start = max([first, *(f.content[0] for f in chain if first <= f.content[0] <= core)])
    head = min(found.first, start) if found.first < start and c.which[found.first] == c.which[core] else start
    if found.kind not in (Kind.COUNT, Kind.DENIAL):
        for n in range(max(start, core - NEAR), core):
            if (
                c.has(n, "grammar.negations", "presence.unseen")
                and n != core
                and not c.has(n, "grammar.not_negations")
                and _reaches(c, n, core)
            ):
                return Modality.DENIED, reason(c.text(n), "grammar")
        if c.has(core, "grammar.negations") and ("subject", "passive") not in found.because:
            return Modality.DENIED, reason(c.text(core), "grammar")
    if (wrong := _mistaken(c, found)) is not None:
        return Modality.DENIED, reason(c.text(wrong), "hedges")
    end = core if found.kind is not Kind.COUNT else found.core[1]
    for n in range(head, end):
        if c.has(n, "hedges.hedged") and c.sort(n) == "word" and not _of_a_noun(c, n) and _over(c, n, found):
            return Modality.HEDGED, reason(c.text(n), "hedges")
    if found.kind is Kind.PRESENCE and c.has(core, "hedges.hedged"):
        return Modality.HEDGED, reason(c.text(core), "hedges")
    for n in _earlier_hearsay(c, core, chain):
        return Modality.HEDGED, reason(c.text(n), "speech")
    return _told(c, found, head, chain)


def _told(c: Clause, found: Found, head: int, chain: Sequence[Frame]) -> tuple[Modality, str]:
    """Return the modality of a claim that its own words neither reject nor hedge."""
    core = found.core[0]
    for n in range(head, core):
        if found.kind is not Kind.DENIAL and _planned(c, n, core, found):
            return Modality.PLANNED, reason(c.text(n), "hedges")
    if (kept := _kept_on(c, core, found.kind)) is not None:
        return kept
    if chain and chain[-1].hedges:
        return Modality.HEDGED, chain[-1].why
    return Modality.ASSERTED, ""


def _mistaken(c: Clause, found: Found) -> int | None:
    """Return the word by which a correction calls a claim wrong: "误排成……", "……应为"."""
    first, last = c.part(found.core[0])
    if found.kind is Kind.DENIAL:
        return None
    behind = next((n for n in range(first, found.core[0]) if c.has(n, "hedges.mistaken")), None)
    if behind is not None:
        return behind
    ahead = next((n for n in range(found.core[1], last) if c.has(n, "hedges.corrected")), None)
    return ahead if ahead is not None and (c.text(ahead - 1) in CLOSING or c.sort(ahead - 1) in ("term", "word")) else None


def _over(c: Clause, n: int, found: Found) -> bool:
    """Whether a hedge reaches a claim; 或 between two nouns joins them."""
    if c.among(n + 1, found.core[0], OF) and found.kind is not Kind.PRESENCE:
        return False
    if c.has(n, "hedges.short"):
        beside = all(is_noun(c, k) or k in c.verbs for k in (n - 1, n + 1))
        joins = beside and c.has(n, "hedges.joining") and (found.kind is not Kind.COUNT or n + 1 in c.verbs)
        return not joins
    return True


def _of_a_noun(c: Clause, n: int) -> bool:
    return c.has(n + 1, OF) and c.has(n, "hedges.nominal") and not is_noun(c, n + 2)


def _reaches(c: Clause, n: int, core: int) -> bool:
    for k in range(n + 1, core):
        if c.sort(k) == "sign" or c.has(k, OF):
            return False
        if (
            k in c.verbs
            and not c.has(k, "grammar.auxiliaries", "speech.suspects", "grammar.passive", "presence.sites")
            and not c.has(k, "measure.light")
        ):
            return False
    return True


def _earlier_hearsay(c: Clause, core: int, chain: Sequence[Frame]) -> list[int]:
    """Return 据悉, 据称 and the like before a claim, within what its speaker says."""
    floor = max((f.content[0] for f in chain), default=0)
    return [n for n in range(floor, core) if c.has(n, "speech.hearsay") and not any(c.text(k) in "；;。" for k in range(n, core))][:1]


def _planned(c: Clause, n: int, core: int, found: Found) -> bool:
    if not c.has(n, "hedges.planned") or c.has(n + 1, OF) or (is_noun(c, n - 1) and c.has(n, "hedges.nominal_plans") and c.has(n - 1, OF)):
        return False
    if c.text(n) in words_in("hedges.will"):
        return found.kind in (Kind.MEASURE, Kind.CONTROL, Kind.PRESENCE)
    if c.text(n) in words_in("hedges.disposal_or_plan"):
        return not _is_disposal(c, n, core)
    return n < core


def _kept_on(c: Clause, core: int, kind: Kind) -> tuple[Modality, str] | None:
    """Return what a clause keeps of the one it goes on with: its plan, or its suspicion ("涉嫌雇用帮派，企图绑架记者")."""
    if kind is Kind.MEASURE and (plan := _planned_before(c, core)) is not None:
        return Modality.PLANNED, reason(c.text(plan), "hedges")
    first = c.part(core)[0]
    goes_on = first in c.verbs or c.has(first, "grammar.carrying_on", "grammar.auxiliaries", "grammar.disposal", "grammar.towards")
    if kind in (Kind.COUNT, Kind.DENIAL) or c.which[core] == 0 or not goes_on:
        return None
    start, end = c.parts[c.which[core] - 1]
    accused = next((n for n in c.find(start, end, "hedges.accused") if n + 1 < end and not c.has(n + 1, OF)), None)
    return (Modality.HEDGED, reason(c.text(accused), "hedges")) if accused is not None else None


def _planned_before(c: Clause, core: int) -> int | None:
    """Return the word of planning in the clause before, where this one goes on with it: "将提出法案，把……列为罪行，并授权……"."""
    which = c.which[core]
    while which > 0:
        first = c.parts[which][0]
        goes_on = first in c.verbs or c.has(first, "grammar.carrying_on", "grammar.disposal", "grammar.towards")
        if not goes_on or c.text(first - 1) not in "，,":
            return None
        which -= 1
        start, end = c.parts[which]
        plan = next((n for n in c.find(start, end, "hedges.planned") if c.text(n) not in words_in("hedges.will")), None)
        if plan is not None:
            told = next((k for k in range(plan + 1, end) if k in c.verbs), None)
            return plan if told is not None and not c.has(plan + 1, OF) and not _is_disposal(c, plan, told) else None
    return None


def _is_disposal(c: Clause, n: int, core: int) -> bool:
    """Whether 将 leads an object that the verb follows ("将被拘者转移"), not a plan ("将推出")."""
    k = n + 1
    if k == core and c.sort(k) == "number":  # "将六名学生遣返"
        while c.sort(k) == "number" or c.has(k, "measure") or (is_noun(c, k) and k not in c.verbs):
            k += 1
        return k in c.verbs
    if k >= core or not (is_noun(c, k) or c.sort(k) == "number" or c.has(k, "grammar.demonstratives")):
        return False
    while k < core and (is_noun(c, k) or c.has(k, OF, "grammar.joiners", "measure", "grammar.adverbs") or c.sort(k) == "time"):
        k += 1
    return k >= core or k in c.verbs
