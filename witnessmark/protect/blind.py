"""Takes from a record what would tell a replaced name by another way: plain hashes over it, and the place and length of its words.

An unsalted hash of a short name is that name for whoever tries a list of names. So what was said anew keeps no version, no offsets and no
id that was made from it; its entry opens no field that holds such a hash.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast

from witnessmark.records.assembly import Assembly
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Claim
from witnessmark.records.entries import Written
from witnessmark.records.findings import Finding, Quoted, Run
from witnessmark.records.view import Conclusion, Origin


def blinded(before: Assembly, after: Assembly) -> Assembly:
    """Return an assembly, said anew from another, without hashes and offsets of what was replaced."""
    changed = frozenset(new.id for old, new in zip(before.claims, after.claims, strict=True) if old.content != new.content)
    conclusions = tuple(_uncited(conclusion, changed) for conclusion in after.conclusions)
    recited = {new.drawn.conclusion for old, new in zip(after.conclusions, conclusions, strict=True) if old != new}
    runs = tuple(_run(old, new) for old, new in zip(before.runs, after.runs, strict=True))
    findings = {old.id: new.id for a, b in zip(before.runs, runs, strict=True) for old, new in zip(a.findings, b.findings, strict=True)}
    origins = {o.id: _origin_id(o, n, number) for number, (o, n) in enumerate(zip(before.origins, after.origins, strict=True), start=1)}
    renamed = {old for old, new in findings.items() if old != new}
    return dataclasses.replace(
        after, conclusions=conclusions, runs=runs, claims=tuple(_claim(claim, changed) for claim in after.claims),
        answers=tuple(
            dataclasses.replace(a, given=dataclasses.replace(a.given, finding=findings.get(a.given.finding, a.given.finding)))
            for a in after.answers
        ),
        origins=tuple(dataclasses.replace(origin, id=origins[origin.id]) for origin in after.origins),
        origin_of=tuple((claim, origins.get(origin, origin)) for claim, origin in after.origin_of),
        opened=tuple(_entry(written, changed, recited, renamed) for written in after.opened),
    )


def _claim(claim: Claim, changed: frozenset[str]) -> Claim:
    if claim.id not in changed:
        return claim
    anchor = dataclasses.replace(claim.content.anchor, start=0, end=0, prefix="", suffix="", page=None)
    return dataclasses.replace(claim, version="", content=dataclasses.replace(claim.content, anchor=anchor, part_of=None))


def _uncited(conclusion: Conclusion, changed: frozenset[str]) -> Conclusion:
    cited = tuple(dataclasses.replace(c, version="") if c.claim in changed else c for c in conclusion.drawn.claims)
    return conclusion if cited == conclusion.drawn.claims else dataclasses.replace(
        conclusion, drawn=dataclasses.replace(conclusion.drawn, claims=cited),
    )


def _run(before: Run, after: Run) -> Run:
    findings = tuple(_finding(old, new) for old, new in zip(before.findings, after.findings, strict=True))
    return dataclasses.replace(after, findings=findings)


def _finding(before: Finding, after: Finding) -> Finding:
    quotes = tuple(_quoted(old, new) for old, new in zip(before.quotes, after.quotes, strict=True))
    return dataclasses.replace(after, quotes=quotes)


def _quoted(before: Quoted, after: Quoted) -> Quoted:
    return after if before.quote == after.quote else dataclasses.replace(after, start=0, end=0)


def _origin_id(before: Origin, after: Origin, number: int) -> str:
    """An origin's id is a hash over its name: one that was renamed gets a number of this release instead."""
    return after.id if before == after else f"origin-{number:04d}"


_HASHES: Mapping[str, tuple[str, ...]] = {
    "claim-accepted": ("version", "content"), "conclusion-drawn": ("claims",), "answer-given": ("finding",),
}
"""Fields of entries that hold a hash over words."""


def _entry(written: Written, claims: frozenset[str], conclusions: set[str], findings: set[str]) -> Written:
    payload = written.payload or {}
    touched = payload.get("claim") in claims or payload.get("conclusion") in conclusions or payload.get("finding") in findings
    if not touched or written.entry.type not in _HASHES:
        return written
    shut = _HASHES[written.entry.type]
    kept: dict[str, Json] = {name: value for name, value in payload.items() if name not in shut}
    return dataclasses.replace(written, payload=cast("dict[str, Any]", kept))
