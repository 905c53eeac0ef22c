"""A001: who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.records.claims import Claim, Content, Kind, Modality
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import View
from witnessmark.weigh.lexicon import HAN
from witnessmark.weigh.names import nameless
from witnessmark.weigh.quoting import clip, many, quoted

OPENING, CLOSING = "“«「『„", "”»」』"
STRAIGHT = re.compile('"([^"\n]*)"')
WORD = re.compile(r"\w+")
LEAST = 4
"""Words between quotation marks from which on they are somebody's sentence and no "so-called" word; or twice as many Han characters."""


def check_speakers(view: View) -> Iterator[Finding]:
    """A001 speaker-missing.

    Checks: a claim that is hedged, denied as an allegation, or stands in quotation marks names who says it.
    Why it matters: "there would be 54" is somebody's suspicion; without a name it cannot be asked about, weighed or answered.
    Holds: every such claim has a speaker; one finding for all of them.
    Fails: a hedged or quoted claim has no speaker.
    Cannot tell: the speaker of such a claim names nobody ("sources", "observers", "they").
    Known limits: quotation marks are looked for within the claim and 32 characters to each side; fewer than four words between them are
    taken for a so-called word. Whether the speaker is the right one is for the reviewer.
    What to do: look up the paragraph for the speaker and mend the claim; where the text names nobody, say so in the conclusion.
    """
    named = 0
    for claim in view.claims():
        why = _needs_speaker(claim.content)
        if not why:
            continue
        root = claim.content.said_by[-1] if claim.content.said_by else ""
        if root and not nameless(root):
            named += 1
            continue
        yield _found(claim, why, root)
    if named:
        yield Finding(
            code="A001", verdict=Verdict.HOLDS, about=(), facts=(("claims", str(named)),),
            message=f"{many(named, 'hedged, quoted or denied claim')} {'names its' if named == 1 else 'name their'} speaker",
        )


def _found(claim: Claim, why: str, root: str) -> Finding:
    if root:
        verdict, message = Verdict.CANNOT_TELL, f'{why}, and its speaker names nobody: "{clip(root)}"'
    else:
        verdict, message = Verdict.FAILS, f"{why}, and no speaker is named"
    return Finding(code="A001", verdict=verdict, about=(claim.id,), message=message, quotes=quoted((claim,)),
                   facts=(("why", why), ("speaker", root)))


def _needs_speaker(content: Content) -> str:
    if content.modality is Modality.HEDGED:
        return "hedged"
    if content.kind is Kind.DENIAL:
        return "a denial"
    return "quoted" if _is_quoted(content) else ""


def _is_quoted(content: Content) -> bool:
    anchor = content.anchor
    around = anchor.prefix + anchor.quote + anchor.suffix
    start, end = len(anchor.prefix), len(anchor.prefix) + len(anchor.quote)
    return any(_covers(around, run, start, end) for run in (*_directed(around), *(m.span(1) for m in STRAIGHT.finditer(around))))


def _directed(around: str) -> Iterator[tuple[int, int]]:
    opened = 0
    for at, letter in enumerate(around):
        if letter in OPENING:
            opened = at + 1
        elif letter in CLOSING and opened >= 0:
            yield opened, at
            opened = -1
    last = max(around.rfind(mark) for mark in OPENING)
    if last > max(around.rfind(mark) for mark in CLOSING):
        yield last + 1, len(around)


def _covers(around: str, run: tuple[int, int], start: int, end: int) -> bool:
    inside = max(0, min(run[1], end) - max(run[0], start))
    said = around[run[0] : run[1]]
    return 2 * inside > end - start and (len(WORD.findall(said)) >= LEAST or len(HAN.findall(said)) >= 2 * LEAST)
