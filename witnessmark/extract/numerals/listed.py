"""Gives the numbers of a list the kind that its last one has: of "de 25, 31 y 40 años" all are ages."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.numerals.number import Number

_CARRIED = frozenset({"age", "duration", "measure", "share", "money", "year", "date", "label", "times", "ordinal"})
_LONGEST_JOINT = 8


def of_lists(text: str, numbers: Sequence[Number], joints: frozenset[str]) -> list[Number]:
    """Return the numbers; one that counts and that only a joint parts from the next takes the next one's kind and unit."""
    out = list(numbers)
    for at in range(len(out) - 2, -1, -1):
        first, second = out[at], out[at + 1]
        if first.kind != "cardinal" or first.measure is not None or second.kind not in _CARRIED or first.max is not None:
            continue
        gap = text[first.end : second.start]
        if len(gap) <= _LONGEST_JOINT and gap.strip().lower() in joints and _alike(first, second):
            out[at] = first._replace(kind=second.kind, unit=second.unit)
    return out


def _alike(first: Number, second: Number) -> bool:
    """Return whether two numbers are written alike: both in digits or both in words, and the second without a bound of its own."""
    digits = first.words[:1].isdigit() == second.words[:1].isdigit()
    return digits and second.with_bound[0] == second.start and second.words[-1:].isalnum()
