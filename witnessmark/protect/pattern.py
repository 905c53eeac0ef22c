"""One form of a protected word as the search looks for it: a string, a part that counts beside another, a sentence, a point on a map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

JOINED = 6
"""A name of fewer letters is looked for as whole words alone, since its letters without blanks stand in ordinary words."""
INSIDE = 8
"""From so many letters on, a name is found in the middle of a longer word as well."""


class Way(StrEnum):
    """In what a form is looked for."""

    WORDS = "words"
    """Folded text, as whole words."""
    SQUEEZED = "squeezed"
    """Folded text without blanks."""
    SKELETON = "skeleton"
    """The same, with look-alike digits and letters made one."""
    NUMBER = "number"
    """Squeezed, where the digits are a number of their own."""
    RAW = "raw"
    """Bytes, also such as base64 and hexadecimal digits decode to."""
    PART = "part"
    """Folded text, as whole words, and only where its other part stands near."""
    QUOTE = "quote"
    """Folded text: the seed of a sentence, whose surroundings are then laid beside it."""
    POINT = "point"
    """Numbers of a text that are a place on a map, or a frame around one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the two sides of what only both together tell."""

    rule: str = ""
    """Which rule of the person's: both sides have the same."""
    side: int = 0
    window: int
    """Folded characters that may stand between the two sides."""
    tail: int = 0
    """Letters that may follow without a blank: endings of cases and plurals."""
    seen: str = ""
    """An expression that the text must hold as it is written: capitals tell initials from other letters."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Pattern:
    """One form of a term to search for."""

    term: str
    """The term's id: never its words."""
    form: str
    way: Way
    text: str = ""
    raw: bytes = b""
    part: Part | None = None
    quote: tuple[str, ...] = ()
    """The words of the sentence that a seed belongs to."""
    point: tuple[float, float] = (0.0, 0.0)

    def __repr__(self) -> str:
        """Say whose and which; never the words."""
        return f"Pattern({self.term!r}, {self.form!r}, {self.way.value!r})"
