"""Reads number words written together: "einundzwanzig", "zweihundertdreißigtausend", "ventitré", "duecentotrentamila"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from witnessmark.extract.numerals.amounts import Sum
from witnessmark.extract.numerals.word_lists import Part, WordLists

LONGEST_COMPOUND = 90
"""Letters; a longer word is no number that anybody wrote."""


def read_compound(word: str, known: WordLists) -> Part | None:
    """Return what a word in lower case is that pieces of numbers make up, or null."""
    if len(word) > LONGEST_COMPOUND:
        return None
    pieces = _cut(word, known)
    return _value(pieces, known) if pieces else None


def _cut(word: str, known: WordLists) -> list[Part | None]:
    """Cut a word into pieces (null for a join), the longest first; a piece that leaves a rest no piece begins is taken shorter."""
    size, longest = len(word), known.piece_longest
    dead = bytearray(size + 1)
    out: list[tuple[int, int, Part | None]] = []
    at, limit = 0, longest
    while at < size:
        step = _piece(word, at, min(limit, size - at), known, dead)
        if step is not None:
            out.append((at, step[0], step[1]))
            at, limit = at + step[0], longest
            continue
        dead[at] = 1
        if not out:
            return []
        at, length, _ = out.pop()
        limit = length - 1
    return [part for _, _, part in out]


def _piece(word: str, at: int, limit: int, known: WordLists, dead: bytearray) -> tuple[int, Part | None] | None:
    for size in range(limit, 0, -1):
        if dead[at + size]:
            continue
        piece = word[at : at + size]
        if piece in known.piece_joins:
            return size, None
        part = known.pieces.get(piece)
        if part is not None:
            return size, part
    return None


def _value(pieces: Sequence[Part | None], known: WordLists) -> Part | None:
    """Return the value of pieces in their order, or null where they make no number."""
    total, room, joined = Sum(), Decimal(10**18), False
    for at, part in enumerate(pieces):
        if part is None:
            if joined or at == 0:
                return None
            joined = True
            continue
        if part.sort in _LAST and at < len(pieces) - 1:
            return None
        grown = _grown(total, part, room, known, joined=joined)
        if grown is None:
            return None
        room, joined = grown, False
    value, last = total.total(), pieces[-1]
    if last is None or not value:
        return None
    return Part("ordinal" if last.sort == "ordinal" else "word", value, room if value == int(value) else Decimal(0))


_LAST = frozenset({"ordinal", "half"})
"""Sorts of pieces that only end a word."""


def _grown(total: Sum, part: Part, room: Decimal, known: WordLists, *, joined: bool) -> Decimal | None:
    """Add a piece and return below what the next must be, or null where the piece cannot stand there."""
    if part.sort == "hundred":
        if total.begun and not 0 < total.group < 100:
            return None
        total.group, total.begun = (total.group if total.begun else Decimal(1)) * part.value, True
        return part.value
    if part.sort == "scale":
        return part.value if total.scaled(part.value) is not None else None
    inverted = known.inverted and joined and part.value % 10 == 0 and part.value >= 20 and total.begun and 0 < total.group % 100 < 10
    if not inverted and part.sort == "word" and part.value >= room:
        return None
    if part.sort == "half" and total.group >= 100:
        return None
    total.group, total.begun = total.group + part.value, True
    return Decimal(0) if inverted or part.sort != "word" or (known.inverted and part.value < 100) else part.room
