"""Writes a text down piece by piece, so that pages, regions and hidden spans keep their offsets by construction."""

from __future__ import annotations

from dataclasses import dataclass, field

from witnessmark.extract.readers.unseen import unseen
from witnessmark.records.documents import State
from witnessmark.records.texts import Hidden, Page, Region, Text, freezable

MOST = 20_000_000
"""Code points that a text may have; what is longer is cut there, and the state says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a reader made of a document. Only `read` and `partial` have a text."""

    state: State
    reason: str = ""
    text: Text | None = None
    slow: tuple[int, ...] = ()
    """Pages that took too long, after which the reader stopped: ask again without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a document says of itself."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str | None = None
    language: str = ""
    """Where the reader knows better than the words do; mostly empty."""


@dataclass(slots=True)
class Scribe:
    """A text in the making."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[Page] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    full: bool = False
    """Whether something was left out because the text had become too long."""

    def write(self, raw: str, *, hidden: str = "") -> None:
        """Adds a piece, frozen; `hidden` says why a reader of the rendered document would not see it."""
        piece = freezable(raw)
        if self.length + len(piece) > MOST:
            piece, self.full = piece[: MOST - self.length], True
        start, self.length = self.length, self.length + len(piece)
        self.pieces.append(piece)
        if hidden and piece.strip():
            last = self.hidden[-1] if self.hidden else None
            if last is not None and last.end == start and last.why == hidden:
                self.hidden[-1] = Hidden(start=last.start, end=self.length, why=hidden)
            else:
                self.hidden.append(Hidden(start=start, end=self.length, why=hidden))

    def region(self, start: int, where: str, box: tuple[str, ...] = ()) -> None:
        """Says where the run from `start` to here stands in the document; an empty run is none."""
        if start < self.length:
            self.regions.append(Region(start=start, end=self.length, where=where, box=box))

    def page(self, number: int, start: int, name: str = "") -> None:
        """Says that the run from `start` to here is a page."""
        self.pages.append(Page(number=number, start=start, end=self.length, name=name))

    def made(
        self, document: str, reader: str, version: str, about: About, *, faults: tuple[str, ...] = (), notes: tuple[str, ...] = ()
    ) -> Made:
        """Return the finished text; with faults, or cut for its length, its state is `partial`. Notes are said and change no state."""
        from witnessmark.extract.readers.languages import language_of

        content = "".join(self.pieces)
        if not content.strip():
            return Made(state=State.EMPTY, reason="; ".join(faults) or "it has no words")
        if self.full:
            faults = (*faults, f"longer than {MOST:,} characters: the rest is left out")
        hidden = sorted({*self.hidden, *unseen(content)}, key=lambda h: (h.start, h.end, h.why))
        text = Text(
            document=document,
            reader=reader,
            reader_version=version,
            content=content,
            pages=tuple(self.pages),
            regions=tuple(self.regions),
            hidden=tuple(hidden),
            title=_line(about.title, 300),
            authors=tuple(_line(author, 200) for author in about.authors[:20] if author.strip()),
            publisher=_line(about.publisher, 200),
            published=about.published,
            language=about.language or language_of(content),
        )
        return Made(state=State.PARTIAL if faults else State.READ, reason="; ".join((*faults, *notes)), text=text)


def _line(words: str, most: int) -> str:
    return " ".join(freezable(words).split())[:most]
