"""Finds where digits and capital letters stand in a text; most of a text is neither, and a pattern would look at every letter of it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

BEYOND_ASCII = "".join(chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
"""Capital letters of the Latin script with diacritics."""


@functools.cache
def _digits() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick([*"0123456789"])


@functools.cache
def _capitals() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *BEYOND_ASCII])


def digit_runs(text: str) -> list[tuple[int, int]]:
    """Return where runs of the digits 0 to 9 begin and end, in order."""
    out: list[tuple[int, int]] = []
    first = last = -1
    for _, start, end in _digits().find_matches_as_indexes(text):
        if start != last:
            if last >= 0:
                out.append((first, last))
            first = start
        last = end
    if last >= 0:
        out.append((first, last))
    return out


def capitals(text: str) -> list[int]:
    """Return where capital letters of the Latin script stand, in order."""
    return [start for _, start, _ in _capitals().find_matches_as_indexes(text)]
