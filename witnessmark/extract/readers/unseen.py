"""Characters that change or hide what a reader sees, in any format: direction marks, zero-width characters, look-alike letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from witnessmark.records.texts import Hidden

_SUSPECT = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff]+"
)
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = frozenset("\u061c\u200e\u200f")
_JOINERS = frozenset("\u200c\u200d")
_SOFT_HYPHEN = "\u00ad"
_SPACE = "\u200b"
_LETTER = r"[^\W\d_]"
_ALIKE = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυικρα")
"""Cyrillic and Greek letters that look like Latin ones (after UTS #39)."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def unseen(content: str) -> Iterator[Hidden]:
    """Yield the runs of a text whose characters a reader does not see, or takes for others.

    What scripts need is left alone: direction marks in a line with right-to-left letters, joiners between letters that join, variation
    selectors and joiners in emoji, soft hyphens inside words.
    """
    if content.isascii():
        return
    line = _Line(content)
    for match in _SUSPECT.finditer(content):
        why = _why(content, match.start(), match.end(), line)
        if why:
            yield Hidden(start=match.start(), end=match.end(), why=why)
    yield from _look_alikes(content)


def _why(content: str, start: int, end: int, line: _Line) -> str:
    run, before, after = content[start:end], content[start - 1 : start], content[end : end + 1]
    names = " ".join(f"U+{ord(c):04X}" for c in run[:4])
    if _DIRECTION & set(run):
        return f"a direction control ({names}) may show the words in another order"
    if set(run) <= _MARKS:
        return "" if line.right_to_left(start) else f"a direction mark ({names}) in a line without right-to-left letters"
    if len(run) == 1 and (_joins(run, before, after) or _selects(run, before)):
        return ""
    if len(run) == 2 and run[0] == "\ufe0f" and run[1] == "\u200d":  # inside an emoji sequence
        return ""
    return f"a character that is not seen ({names})"


def _joins(char: str, before: str, after: str) -> bool:
    if char == _SOFT_HYPHEN:
        return before.isalpha() and after.isalpha()
    if char == _SPACE:  # where words are written without spaces it says where a line may break
        return any("\u0e00" <= c <= "\u109f" or "\u1780" <= c <= "\u17ff" for c in (before, after) if c)
    if char in _JOINERS:
        return all(c and (not c.isascii()) and unicodedata.category(c) in {"Lo", "Mn", "Mc", "So", "Sk"} for c in (before, after))
    return False


def _selects(char: str, before: str) -> bool:
    """Whether a variation selector chooses the form of an emoji, of a mathematical sign or of a Chinese character."""
    if "\ufe00" <= char <= "\ufe0f":
        return bool(before) and unicodedata.category(before) in {"So", "Sm", "Po", "Nd", "Lo", "Sk", "Pd"}
    return ("\U000e0100" <= char <= "\U000e01ef" or "\u180b" <= char <= "\u180f") and before.isalpha()


class _Line:
    """The line that was asked of last, so that a line full of marks is looked at once."""

    def __init__(self, content: str) -> None:
        self._content, self._end, self._found = content, -1, False

    def right_to_left(self, at: int) -> bool:
        """Whether the line around a place has letters that run from right to left. Places are asked of in order."""
        if at >= self._end:
            start, end = self._content.rfind("\n", 0, at) + 1, self._content.find("\n", at)
            self._end = end if end >= 0 else len(self._content)
            line = self._content[start : self._end]
            self._found = any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in line if c > "\u0590" and c not in _MARKS)
        return self._found


def _look_alikes(content: str) -> Iterator[Hidden]:
    if not re.search("[\u0370-\u052f]", content):
        return
    for match in re.finditer(rf"{_LETTER}+", content):
        word = match.group()
        foreign = [c for c in word if "\u0370" <= c <= "\u052f"]
        if foreign and len(foreign) < len(word) and _ALIKE & set(foreign) and re.search("[A-Za-z\u00c0-\u024f]", word):
            shown = " ".join(f"U+{ord(c):04X}" for c in foreign[:4])
            yield Hidden(start=match.start(), end=match.end(), why=f"letters of another alphabet that look alike ({shown})")
