"""One act of reporting in a Chinese sentence, and the chain of those that answer for a token."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.han.clauses import Span


class Frame(NamedTuple):
    """One act of reporting: who, by which words, and the tokens that they answer for."""

    speaker: str
    span: Span
    content: Span
    sort: str
    """`says`, `tallies`, `list` (what follows stands in a list of theirs), `accuses`, `denies`, `source`, `colon`."""
    why: str
    hedges: bool = False
    indefinite: bool = False
    """Whether nobody in particular speaks: "有目击者称"."""
    inner: bool = False
    """Whether its speaker is what an earlier clause tells of: "警方接获投诉，指……"."""


def chain_over(found: list[Frame], n: int) -> list[Frame]:
    """Return the frames that answer for a token, outermost first."""
    out: list[Frame] = []
    for f in found:
        if not f.content[0] <= n < f.content[1]:
            continue
        if out and out[-1].speaker == f.speaker:
            out[-1] = out[-1]._replace(hedges=out[-1].hedges or f.hedges)
        else:
            out.append(f)
    return out
