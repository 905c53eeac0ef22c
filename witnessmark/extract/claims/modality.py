"""Says how a clause puts its claim: asserted, hedged, denied or planned, and by which cue."""

from __future__ import annotations

from witnessmark.extract.claims.cues import Cue
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
    c: Clause, cues: list[Cue], span: tuple[int, int], chain: list[Frame], *, negatable: bool = True, near: int = 0
) -> tuple[Modality, str]:
    """Return the modality of the claim in the words of a span, and why. A plan counts for a number only from the word `near` on."""
    first, last = span
    if negatable:
        for n in range(first, last):
            if c.low(n) in c.grammar.negations and not (c.low(n) in ("no", "not") and c.low(n + 1) in ("only", "later", "longer", "doubt")):
                return Modality.DENIED, f"grammar.yaml: {c.low(n)}"
    planned: tuple[Modality, str] | None = None
    for cue in cues:
        if cue.first in c.times:
            continue  # the month of May
        for entry in cue.entries:
            if entry.file != "hedges" or not (first <= cue.first < last or _over(c, cue, first)):
                continue
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


def _over(c: Clause, cue: Cue, first: int) -> bool:
    """Whether a hedge at the head of a sentence or right before a claim reaches it."""
    return cue.last <= first and (cue.first == c.sentence.first or first - cue.last <= 1)


def hearsay(cues: list[Cue]) -> bool:
    """Whether a sentence reports by nobody's mouth: "is said to", "reportedly"."""
    return any(e.file == "hedges" and e.list == "hedged" and e.lemma in HEARSAY for cue in cues for e in cue.entries)


def conditional(c: Clause, cues: list[Cue]) -> bool:
    """Whether a sentence stands in the conditional of hearsay."""
    return any(e.list == "conditional" for cue in cues for e in cue.entries if c.low(cue.last) not in ("not", "like", "never"))
