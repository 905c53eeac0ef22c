"""Makes patterns of the templates of times: words, `{a|b|}` for alternatives (an empty one may be missing), `<slot>` for a list or number.

A template never repeats anything, so that what a pattern reads is bounded and a hostile text cannot make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

BLANK = "[ \u00a0\u202f]"


class Slot(NamedTuple):
    """A place of a template that a list or a number fills."""

    name: str


class Choice(NamedTuple):
    """Alternatives of a template; an empty one says that it may be missing."""

    ways: tuple[Sequence_, ...]


Node = str | Slot | Choice
Sequence_ = tuple[Node, ...]


def parse(template: str) -> Sequence_:
    """Return the parts of a template.

    Raises:
        ValueError: A brace or an angle bracket is not closed; the message has the template.
    """
    ways, end = _ways(template, 0, template)
    if end != len(template) or len(ways) != 1:
        raise ValueError(f"{template!r}: a brace closes nothing, or a bar stands outside braces")
    return ways[0]


def _ways(text: str, at: int, whole: str) -> tuple[tuple[Sequence_, ...], int]:
    ways: list[Sequence_] = []
    parts: list[Node] = []
    words = ""
    while at < len(text) and text[at] != "}":
        if text[at] in "{<|" and words:
            parts.append(words)
            words = ""
        if text[at] == "{":
            inner, at = _ways(text, at + 1, whole)
            if at >= len(text):
                raise ValueError(f"{whole!r}: a brace is not closed")
            parts.append(Choice(inner))
        elif text[at] == "<":
            end = text.find(">", at)
            if end < 0:
                raise ValueError(f"{whole!r}: an angle bracket is not closed")
            parts.append(Slot(text[at + 1 : end]))
            at = end
        elif text[at] == "|":
            ways.append(tuple(parts))
            parts = []
        else:
            words += text[at]
        at += 1
    if words:
        parts.append(words)
    return (*ways, tuple(parts)), at


_SAME = {" ": BLANK, "'": "['’]", "-": "[-–—‑]"}


def literal(words: str) -> str:
    """Return the pattern of words as they stand; a blank, an apostrophe and a hyphen stand for all that look like them."""
    return "".join(_SAME.get(letter) or re.escape(letter) for letter in words)


def pattern(parts: Sequence_, slot: Callable[[str], str]) -> str:
    """Return the pattern of a template; `slot` gives that of each slot."""
    out = ""
    for part in parts:
        if isinstance(part, str):
            out += literal(part)
        elif isinstance(part, Slot):
            out += slot(part.name)
        else:
            ways = [pattern(way, slot) for way in part.ways]
            filled = [way for way in ways if way]
            out += f"(?:{'|'.join(filled)}){'?' if len(filled) < len(ways) else ''}" if filled else ""
    return out


def slots(parts: Sequence_, *, optional: bool = False) -> list[tuple[str, bool]]:
    """Return the slots of a template in order, and whether each may be missing."""
    out: list[tuple[str, bool]] = []
    for part in parts:
        if isinstance(part, Slot):
            out.append((part.name, optional))
        elif isinstance(part, Choice):
            several = optional or len(part.ways) > 1
            for way in part.ways:
                out += slots(way, optional=several)
    return out


def phrases_in(parts: Sequence_) -> list[str]:
    """Return the words that stand in a template as such."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Choice):
            out += [said for way in part.ways for said in phrases_in(way)]
    return out


def heads(parts: Sequence_) -> tuple[frozenset[str | Slot], bool]:
    """Return with what a template may begin (words or slots), and whether it may be empty."""
    out: set[str | Slot] = set()
    for part in parts:
        if not isinstance(part, Choice):
            out.add(part.lstrip() if isinstance(part, str) else part)
            return frozenset(out), False
        empty = False
        for way in part.ways:
            inner, missing = heads(way)
            out |= inner
            empty = empty or missing
        if not empty:
            return frozenset(out), False
    return frozenset(out), True


def blanks_before(parts: Sequence_, name: str) -> int | None:
    """Return how many blanks may stand before a slot at most; null where the template has no such slot."""
    count = 0
    for part in parts:
        if isinstance(part, str):
            count += sum(letter in " -'/" for letter in part)
        elif isinstance(part, Slot):
            if part.name == name:
                return count
            count += 1 if part.name in LONG else 0
        else:
            inside = [found for way in part.ways if (found := blanks_before(way, name)) is not None]
            if inside:
                return count + max(inside)
            count += max(_blanks(way) for way in part.ways)
    return None


LONG = frozenset(("which", "whose", "nth", "count", "the"))
"""Slots whose words may have a blank in them."""


def _blanks(parts: Sequence_) -> int:
    count = 0
    for part in parts:
        if isinstance(part, str):
            count += sum(letter in " -'/" for letter in part)
        elif isinstance(part, Slot):
            count += 1 if part.name in LONG else 0
        else:
            count += max(_blanks(way) for way in part.ways)
    return count


def spelled(template: str) -> tuple[str, ...]:
    """Return every phrase that a template without slots stands for."""
    return tuple(_spelled(parse(template)))


def _spelled(parts: Sequence_) -> list[str]:
    out = [""]
    for part in parts:
        ways = [part] if isinstance(part, str) else [] if isinstance(part, Slot) else [said for way in part.ways for said in _spelled(way)]
        out = [before + way for before in out for way in ways]
    return out


def spelled_all(entries: Mapping[str, object] | Sequence[str]) -> dict[str, object]:
    """Return the phrases of a list with what each means; those of a plain list mean themselves."""
    pairs = entries.items() if isinstance(entries, Mapping) else [(entry, entry) for entry in entries]
    return {" ".join(said.split(" ")).lower(): value for entry, value in pairs for said in spelled(str(entry))}


def any_of(words: Sequence[str] | Mapping[str, object]) -> str:
    """Return the pattern of any of some phrases, the longest first."""
    return "|".join(literal(word) for word in sorted(words, key=len, reverse=True))
