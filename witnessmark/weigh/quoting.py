"""How findings quote: the words of a claim with their place, and evidence cut to a length that a line holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from witnessmark.records.claims import Claim, Kind
from witnessmark.records.findings import Quoted
from witnessmark.records.view import View

LINE = 120
"""Code points of evidence that a message repeats; the whole stands in the finding's quotations."""

AT_MOST = 10
"""Quotations that one finding carries; its facts say how many there are."""


def quoted(claims: Iterable[Claim]) -> tuple[Quoted, ...]:
    """Return the words of the first claims with their places."""
    out: list[Quoted] = []
    for claim in claims:
        anchor = claim.content.anchor
        out.append(Quoted(document=anchor.document, quote=anchor.quote, start=anchor.start, end=anchor.end))
        if len(out) == AT_MOST:
            break
    return tuple(dict.fromkeys(out))


def clip(words: str) -> str:
    """Return words of the evidence on one line, cut where they are long."""
    line = " ".join(words[: LINE * 4].split())
    return line if len(line) <= LINE else f"{line[:LINE]}…"


def listed(names: Iterable[str], *, at_most: int = 5) -> str:
    """Return names in one phrase: `A, B and 3 more`."""
    given = [clip(name) for name in names]
    if len(given) > at_most:
        return f"{', '.join(given[:at_most])} and {len(given) - at_most} more"
    return f"{', '.join(given[:-1])} and {given[-1]}" if len(given) > 1 else "".join(given)


def many(amount: int, one: str, several: str = "") -> str:
    """Return an amount with its noun: `1 claim`, `3 claims`."""
    return f"{amount:,} {one if amount == 1 else several or one + 's'}"


def counts_by_text(view: View, *, parts_only: bool) -> Iterator[tuple[Claim, ...]]:
    """Return the counts of one text after another, by start; only of texts that tell parts of a whole, where that is asked for."""
    texts = {c.content.anchor.text: None for c in view.claims()
             if c.content.kind is Kind.COUNT and (c.content.part_of is not None or not parts_only)}
    for text in texts:
        yield tuple(c for c in view.claims_in(text) if c.content.kind is Kind.COUNT)
