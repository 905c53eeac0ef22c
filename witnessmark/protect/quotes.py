"""Sentences that tell who said them: seven of their words in a row are found, and the sentence with some of its words changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

SHINGLE = 7
"""Words in a row that are nobody else's."""
SEED = 3
"""Words in a row at which a sentence may begin to be the same."""
SIGNS = 9
"""Han signs in a row that are nobody else's."""
PIECE = 14
"""Words of a sentence that are compared at once; a longer one is compared piece by piece."""
SAME = 0.72
"""Share of a piece's words that stand in the same order."""
FEWEST_SAME = 6


def words_of(folded: str) -> list[str]:
    """Return the words of folded text; of scripts without blanks, the signs."""
    found: list[str] = []
    for word in folded.split():
        if word.isascii() or not any(_sign(c) for c in word):
            found.append(word)
        else:
            found += _cut(word)
    return found


def _cut(word: str) -> Iterator[str]:
    rest = ""
    for c in word:
        if _sign(c):
            if rest:
                yield rest
            yield c
            rest = ""
        else:
            rest += c
    if rest:
        yield rest


def _sign(c: str) -> bool:
    return "\u2e80" <= c <= "\ufaff" or c >= "\U00020000"


def runs(words: Sequence[str]) -> Iterator[str]:
    """Yield each run of so many words that a search for strings finds it, as it stands in folded text."""
    signs = all(_sign(word[0]) for word in words)
    size = SIGNS if signs else SHINGLE
    if len(words) < size:
        if words and (len(words) >= FEWEST_SAME or signs):
            yield _joined(words)
        return
    for at in range(len(words) - size + 1):
        yield _joined(words[at : at + size])


def seeds(words: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (three words, the piece they belong to) at which the search looks closer."""
    if len(words) < SHINGLE:
        return
    for start in range(0, max(len(words) - SHINGLE, 0) + 1, PIECE // 2):
        piece = tuple(words[start : start + PIECE])
        if len(piece) >= SHINGLE:
            yield from ((_joined(piece[at : at + SEED]), piece) for at in range(len(piece) - SEED + 1))


def _joined(words: Sequence[str]) -> str:
    """Words as they stand in folded text: signs without blanks between them."""
    said = words[0]
    for before, word in pairwise(words):
        said += word if _sign(before[0]) and _sign(word[0]) else f" {word}"
    return said


def is_said(piece: Sequence[str], folded: str, start: int) -> bool:
    """Whether a piece of a sentence stands around a place of folded text, word by word in its order, some changed, left out or added."""
    reach = sum(map(len, piece)) + 2 * len(piece) + 24
    near = words_of(folded[max(0, start - reach) : start + reach])
    wanted = max(FEWEST_SAME, round(len(piece) * SAME))
    masks: dict[str, int] = {}
    for at, word in enumerate(piece):
        masks[word] = masks.get(word, 0) | 1 << at
    held = [masks.get(word, 0) for word in near]
    return sum(map(bool, held)) >= wanted and _in_order(held, len(piece), wanted)


def _in_order(held: Sequence[int], length: int, wanted: int) -> bool:
    """Whether so many words stand in their order within as many words as the piece has, and a third more; a word is the bits it may be.

    The longest common subsequence by whole rows of bits, after Crochemore and others (2001).
    """
    every, span = (1 << length) - 1, length + length // 3
    for start in range(len(held) - wanted + 1):
        if not held[start]:
            continue
        row = every
        for bits in held[start : start + span]:
            met = row & bits
            row = ((row + met) | (row - met)) & every
        if length - row.bit_count() >= wanted:
            return True
    return False
