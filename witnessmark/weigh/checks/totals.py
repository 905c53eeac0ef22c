"""N003 and N004: the figures under one question against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from witnessmark.records.claims import Claim, Kind, Modality, Scope, When
from witnessmark.records.edtf import overlap, when
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Origin, Question, View
from witnessmark.weigh.amounts import Bounds, apart, bounds, plural, spoken
from witnessmark.weigh.independence import told_apart
from witnessmark.weigh.lexicon import HAN, beside
from witnessmark.weigh.names import key
from witnessmark.weigh.quoting import clip, listed, many, quoted

PAIRWISE = 200
"""Different figures under one question that are compared each with each; beyond it only with the least and the greatest."""

LINK = re.compile(r"\s(?:of|in|on|at|by|for|from|across|abroad|that|which|run|set|de|en|del)\s", re.IGNORECASE)
"""What begins the words after the noun in what is counted."""

POLICE = "110"
"""The telephone number of the police in China and Taiwan, and part of the name of the stations' programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one origin, with the first claims that give it."""

    origin: Origin | None
    limits: Bounds
    time: When | None
    scope: Scope | None
    claims: list[Claim] = field(default_factory=list)

    def __str__(self) -> str:
        """The figure as a message writes it."""
        when = f", {self.time.edtf}" if self.time else ""
        name = clip(self.origin.name) if self.origin else "origin not established"
        return f"{spoken(self.limits)} ({name}{when})"


def check_totals(view: View) -> Iterator[Finding]:
    """N003 total-differs.

    Checks: the origins that answer one question with a number give numbers that can be the same.
    Why it matters: two counts that do not go back to one first utterance are the best test that a number can have.
    Holds: two or more origins, and every bound is kept ("more than 50" agrees with 54).
    Fails: two origins give different totals, and their times are not known to be apart.
    Cannot tell: only one origin is known and it gives several totals, at different dates or not: the later may add, correct or repeat;
    or two origins differ at times or in scopes that are apart; or the origin of a figure that differs is not established; or the same
    total comes from two names that stand in no common language and may be one body's.
    Known limits: the question is a person's grouping; whose things are counted shows only where the scope was noted, and a scope that names
    no more than the speaker, or the same noun in other words, is no other scope. Denied and planned numbers,
    other units (N004) and places outside the question's are left out. One origin with one total is nothing to compare: no finding.
    Under one question, 200 different figures are compared each with each; beyond that, with the least and the greatest only.
    What to do: print the totals side by side with their origins and dates; never take the middle.
    """
    for question in view.questions():
        if question.asked.kind is Kind.COUNT and question.merged_into is None:
            figures = _figures(view, question)
            if finding := _compare(view, question, figures):
                yield finding


def _figures(view: View, question: Question) -> list[Figure]:
    found: dict[tuple[object, ...], Figure] = {}
    for claim in view.claims_of(question.id):
        content, limits = claim.content, bounds(claim.content)
        if limits is None or content.kind is not Kind.COUNT or not _about(question, claim):
            continue
        origin = view.origin_of(claim)
        cell = (origin.id if origin else None, limits, content.time.edtf if content.time else None, content.scope)
        figure = found.setdefault(cell, Figure(origin=origin, limits=limits, time=content.time, scope=content.scope))
        figure.claims.append(claim)
    return list(found.values())


def _about(question: Question, claim: Claim) -> bool:
    asked, content = question.asked, claim.content
    if content.modality in {Modality.DENIED, Modality.PLANNED} or (asked.unit and content.unit and asked.unit != content.unit):
        return False
    if asked.place_id and content.place_id:
        return asked.place_id == content.place_id
    return not (content.part_of and asked.place and content.place and key(asked.place) != key(content.place))


def _compare(view: View, question: Question, figures: Sequence[Figure]) -> Finding | None:
    heard = [(f.origin, claim) for f in figures if f.origin for claim in f.claims]
    origins = {origin.id for origin, _ in heard}
    verdicts: dict[Verdict, str] = {}
    for one, other in _pairs(figures):
        if apart(one.limits, other.limits):
            verdict, why = _differ(one, other)
            verdicts.setdefault(verdict, f"{one}, {other}{why}")
    if Verdict.FAILS in verdicts:
        return _found(question, figures, Verdict.FAILS, verdicts[Verdict.FAILS])
    if Verdict.CANNOT_TELL in verdicts:
        return _found(question, figures, Verdict.CANNOT_TELL, verdicts[Verdict.CANNOT_TELL])
    known = [f for f in figures if f.origin]
    if len(origins) < 2:
        return None
    if not told_apart(view, heard):
        message = f"{listed(str(f) for f in known)}: named in no common language, they may be one"
        return _found(question, known, Verdict.CANNOT_TELL, message)
    return _found(question, known, Verdict.HOLDS, f"{many(len(origins), 'origin')} agree: {listed(str(f) for f in known)}")


def _pairs(figures: Sequence[Figure]) -> Iterable[tuple[Figure, Figure]]:
    if len(figures) <= PAIRWISE:
        return combinations(figures, 2)
    low = min(figures, key=lambda f: (f.limits.high is None, f.limits.high or 0))
    high = max(figures, key=lambda f: (f.limits.low is not None, f.limits.low or 0))
    return ((end, f) for end in (low, high) for f in figures if f is not end)


def _differ(one: Figure, other: Figure) -> tuple[Verdict, str]:
    if one.origin is None or other.origin is None:
        return Verdict.CANNOT_TELL, ": where one of them comes from is not established"
    if one.origin.id == other.origin.id:
        return Verdict.CANNOT_TELL, ": one origin, and whether the one adds to the other or corrects it is not said"
    if overlap(one.time, other.time) is False:
        return Verdict.CANNOT_TELL, ": at different times"
    if _other_scope(one, other):
        return Verdict.CANNOT_TELL, ": of different scopes"
    return Verdict.FAILS, ""


def _other_scope(one: Figure, other: Figure) -> bool:
    first, second = one.scope, other.scope
    if first is None or second is None:
        return False
    mine, theirs = _whose(one), _whose(other)
    if mine and theirs and mine != theirs:
        return True
    if first.places and second.places and key(first.places) != key(second.places):
        return True
    return _other_period(first.period, second.period) or _other_things(first.counted, second.counted)


def _whose(figure: Figure) -> str:
    """Return whose things are counted; nothing where the scope names only who gives the figure: every speaker has a count of their own."""
    whose = key(figure.scope.whose) if figure.scope else ""
    speakers = {key(name) for claim in figure.claims for name in claim.content.said_by}
    speakers.add(key(figure.origin.name) if figure.origin else "")
    return "" if whose in speakers else whose


def _other_period(one: str | None, other: str | None) -> bool:
    if not one or not other or key(one) == key(other):
        return False
    try:
        return overlap(when(one), when(other)) is False
    except ValueError:
        return True


def _other_things(one: str | None, other: str | None) -> bool:
    """Whether the nouns of what is counted differ: "overseas police stations" and "stations" are the same things."""
    first, second = _head(one), _head(other)
    return bool(first and second) and first != second and bool(HAN.search(first)) == bool(HAN.search(second))


def _head(counted: str | None) -> str:
    said = key(LINK.split(counted or "", maxsplit=1)[0])
    if HAN.search(said):
        return said[-1:]
    noun = said.rpartition(" ")[2]
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


def _found(question: Question, figures: Sequence[Figure], verdict: Verdict, message: str) -> Finding:
    firsts = [f.claims[0] for f in figures]
    facts = [("question", question.asked.title), ("unit", question.asked.unit or ""), ("figures", str(len(figures)))]
    facts += [("figure", str(f)) for f in figures[:20]]
    return Finding(code="N003", verdict=verdict, about=(question.id,), message=message, facts=tuple(facts), quotes=quoted(firsts))


def check_units(view: View) -> Iterator[Finding]:
    """N004 unit-differs.

    Checks: the numbers under one question count the same things; and 110 is a count, not the telephone number.
    Why it matters: stations turn into cities and persons into cases on the way from page to page, and the number stays.
    Holds: every number under the question has the question's unit.
    Fails: one counts other things than were asked for; or 110 stands beside words that make it a telephone number.
    Cannot tell: the unit of a number is not noted; or a text counts 110 offices, which is also the number of the police.
    Known limits: units are compared as they were noted ("person" and "case" differ, "office" and "station" too). The words beside 110 are
    looked for within the claim's quotation and 32 characters to each side.
    What to do: move the claim under the question that it answers, or mend its unit; quote the words as they stand.
    """
    for question in view.questions():
        if question.asked.kind is Kind.COUNT and question.merged_into is None:
            yield from _units(question, view.claims_of(question.id))
    for claim in view.claims():
        if claim.content.kind is Kind.COUNT and claim.content.value == POLICE:
            yield _police(claim)


def _units(question: Question, claims: Sequence[Claim]) -> Iterator[Finding]:
    counts = [c for c in claims if c.content.kind is Kind.COUNT]
    given = {c.content.unit for c in counts if c.content.unit}
    asked = question.asked.unit or (min(given) if len(given) == 1 else None)
    other = [c for c in counts if c.content.unit and c.content.unit != asked]
    unknown = [c for c in counts if not c.content.unit]
    facts = (("question", question.asked.title), ("asked", asked or ""), ("claims", str(len(counts))),
             ("other", " ".join(sorted({c.content.unit or "" for c in other}))),
             ("unknown", str(len(unknown))))
    if not counts:
        return
    if other:
        wanted = f"{plural(asked)} asked for" if asked else "no unit asked for"
        shown, verdict, message = other, Verdict.FAILS, f"{wanted}, {listed(clip(c.content.anchor.quote) for c in other)} given"
    elif unknown:
        shown, verdict, message = unknown, Verdict.CANNOT_TELL, f"the unit of {many(len(unknown), 'claim')} is not noted"
    else:
        shown, verdict, message = counts, Verdict.HOLDS, f"{many(len(counts), 'claim')}, all of {plural(asked)}"
    yield Finding(code="N004", verdict=verdict, about=(question.id,), message=message, facts=facts, quotes=quoted(shown))


def _police(claim: Claim) -> Finding:
    anchor = claim.content.anchor
    cue = beside("telephone").search(f"{anchor.prefix}{anchor.quote}{anchor.suffix}")
    unit, word = claim.content.unit or "", cue.group() if cue else ""
    if cue:
        verdict, message = Verdict.FAILS, f'110 stands beside "{clip(word)}": a telephone number, no count of {plural(unit)}'
    else:
        verdict, message = Verdict.CANNOT_TELL, f"110 {plural(unit)}: 110 is also the telephone number of the police"
    return Finding(code="N004", verdict=verdict, about=(claim.id,), message=message, quotes=quoted((claim,)),
                   facts=(("value", POLICE), ("unit", unit), ("beside", word)))
