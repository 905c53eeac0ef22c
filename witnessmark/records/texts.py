"""What a reader made of a document: frozen text with pages and positions, and places in it.

Offsets count Unicode code points from 0, end exclusive, everywhere in this project.
"""

from __future__ import annotations

from dataclasses import dataclass

from witnessmark.records.canonical import sha256
from witnessmark.records.faults import Misused

CONTEXT = 32
"""Code points of prefix and suffix that an anchor keeps (W3C Web Annotation, TextQuoteSelector)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, sheet or message part: its number from 1 and its span."""

    number: int
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where a run of the text stands in the document."""

    start: int
    end: int
    where: str
    """An XPath, `page 3`, `Sheet1!B7`, `paragraph 12`, `part 1.2`: what the reader names it by."""
    box: tuple[str, ...] = ()
    """Left, bottom, right, top in points as decimal strings, for pages with geometry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A run that a reader of the rendered document would not see, and why (rule Q004)."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a text. Made by `Text.anchor` alone, so the words are right by construction."""

    document: str
    text: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The frozen text of one document by one reader version."""

    document: str
    reader: str
    reader_version: str
    content: str
    pages: tuple[Page, ...] = ()
    regions: tuple[Region, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str | None = None
    language: str = "und"

    @property
    def digest(self) -> str:
        """SHA-256 of the text's UTF-8 bytes."""
        return sha256(self.content.encode("utf-8"))

    def anchor(self, start: int, end: int, *, digest: str | None = None) -> Anchor:
        """Return the place from start to end (code points). Raises Misused where that is no place in the text.

        `digest` saves hashing the text again where the caller holds it already.
        """
        if not 0 <= start < end <= len(self.content):
            raise Misused(f"{start}:{end} is no place in a text of {len(self.content)} code points")
        return Anchor(
            document=self.document,
            text=digest or self.digest,
            start=start,
            end=end,
            quote=self.content[start:end],
            prefix=self.content[max(0, start - CONTEXT) : start],
            suffix=self.content[end : end + CONTEXT],
            page=next((p.number for p in self.pages if p.start <= start < p.end), None) if self.pages else None,
        )


def freezable(raw: str) -> str:
    """Return raw text as it is frozen: line ends LF, no U+0000, no lone surrogate; nothing else is changed."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
