"""Says how a clause puts its claim: asserted, hedged, denied or planned, and by which cue."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.cues import Cue, Used
from witnessmark.extract.claims.phrases import Clause
from witnessmark.extract.claims.speakers import Frame
from witnessmark.records.claims import Modality

HEARSAY = frozenset(
    {
        "reportedly",
        "allegedly",
        "is said to",
        "are said to",
        "was said to",
        "were said to",
        "is believed to",
        "are believed to",
        "is alleged to",
        "are alleged to",
        "said to have",
        "believed to be",
        "is reported to",
        "are reported to",
    }
)


def modality(
    c: Clause, hedges: Sequence[Used], span: tuple[int, int], chain: Sequence[Frame], *, negatable: bool = True, near: int = 0
) -> tuple[Modality, str]:
    """Return the modality of the claim in the words of a span, and why. A plan counts for a number only from the word `near` on."""
    first, last = span
    negated = _negated(c, first, last) if negatable else ""
    if negated:
        return Modality.DENIED, f"grammar.yaml: {negated}"
    planned: tuple[Modality, str] | None = None
    for cue, entry in hedges:
        if cue.first in c.times or not (first <= cue.first < last or _over(c, cue, first)):
            continue  # the month of May
        if entry.list == "hedged" or (entry.list == "conditional" and c.low(cue.last) not in ("not", "like")):
            return Modality.HEDGED, entry.why
        if entry.list == "planned" and (negatable or cue.last >= near):
            planned = planned or (Modality.PLANNED, entry.why)
    if planned is not None:
        return planned
    inner = chain[-1] if chain else None
    if inner is not None and inner.hedges:
        return Modality.HEDGED, inner.why
    return Modality.ASSERTED, ""


def _negated(c: Clause, first: int, last: int) -> str:
    """Return the first word of a span that negates it, or nothing."""
    if c.grammar.negations.isdisjoint(c.lows(first, last)):
        return ""
    for n in range(first, last):
        low = c.low(n)
        if low in c.grammar.negations and not (low in ("no", "not") and c.low(n + 1) in ("only", "later", "longer", "doubt")):
            return low
    return ""


def _over(c: Clause, cue: Cue, first: int) -> bool:
    """Whether a hedge at the head of a sentence or right before a claim reaches it."""
    return cue.last <= first and (cue.first == c.sentence.first or first - cue.last <= 1)


def hearsay(hedges: Sequence[Used]) -> bool:
    """Whether a sentence reports by nobody's mouth: "is said to", "reportedly"."""
    return any(e.list == "hedged" and e.lemma in HEARSAY for _, e in hedges)


def conditional(c: Clause, hedges: Sequence[Used]) -> bool:
    """Whether a sentence stands in the conditional of hearsay."""
    return any(e.list == "conditional" and c.low(cue.last) not in ("not", "like", "never") for cue, e in hedges)
