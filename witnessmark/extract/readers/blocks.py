"""Walks a page's tree into blocks: one for each paragraph, heading, list item or table row, with its address and what hides it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from witnessmark.extract.readers.styles import Look, look_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DROPPED = frozenset(
    [
        "script", "style", "template", "head", "svg", "math", "iframe", "object", "embed", "applet", "select", "option", "button",
        "textarea", "input", "canvas", "audio", "video", "map", "noframes", "datalist", "dialog", "meta", "link", "title", "base"
    ]
)
"""Elements whose content is no text of the page."""
ASIDE = frozenset(["nav", "header", "footer", "aside", "form", "menu"])
"""Elements that stand around the text of the page."""
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html", "legend", "li",
        "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LONG_CELL = 400
LONGEST_ADDRESS = 4000
"""Characters of an address; what is nested deeper has the address of the last element that fits."""
_ASIDE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog", "alertdialog"))


@dataclass(slots=True)
class Block:
    """A run of the page between two breaks."""

    where: str
    tag: str
    aside: bool
    pieces: list[tuple[str, str]] = field(default_factory=list)
    """Words, and what hides them (empty: nothing)."""
    linked: int = 0
    """How many characters stand in links."""

    @property
    def words(self) -> str:
        """Its words as they stand."""
        return "".join(piece for piece, _ in self.pieces)

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.tag in _HEADINGS

    @property
    def hidden(self) -> bool:
        """Whether all of its words are hidden."""
        return all(why for words, why in self.pieces if words.strip())


@dataclass(slots=True)
class _Place:
    """What an element hands down to what stands in it."""

    where: str
    tag: str
    look: Look
    aside: bool
    article: bool = False
    row: bool = False
    linked: bool = False
    kept: bool = False
    """Blanks are kept as they are (pre)."""
    seen: dict[str, int] = field(default_factory=dict)
    """How many children of each name have passed, for addresses."""


_Step = tuple["Element | None", str | None, _Place]
"""Enter an element, write words, or (neither) leave a place."""


def blocks_of(root: Element) -> list[Block]:
    """Return the blocks of a page that have words, in order. The walk keeps its own stack: depth costs no recursion."""
    walk = _Walk()
    stack: list[_Step] = [(root, None, _Place(where="", tag="", look=Look(), aside=False))]
    while stack:
        element, words, place = stack.pop()
        if words is not None:
            walk.write(words, place)
        elif element is None:
            walk.leave(place)
        elif (below := _below(element, place)) is not None:
            walk.enter(below)
            stack.append((None, None, below))
            for child in reversed(element):
                if child.tail:
                    stack.append((None, child.tail, below))
                if isinstance(child.tag, str):
                    stack.append((child, None, below))
            if element.text:
                stack.append((None, element.text, below))
    walk.cut()
    return walk.blocks


def _below(element: Element, around: _Place) -> _Place | None:
    tag = str(element.tag).rpartition("}")[2].lower()
    around.seen[tag] = around.seen.get(tag, 0) + 1
    if tag in DROPPED:
        return None
    row = around.row or (tag == "tr" and _is_row(element))
    return _Place(
        where=around.where + (f"/{tag}[{around.seen[tag]}]" if len(around.where) < LONGEST_ADDRESS else ""), tag=tag,
        look=look_of(element, around.look), aside=around.aside or _is_aside(element, tag, around),
        article=around.article or tag in {"article", "main"}, row=row, linked=around.linked or tag == "a",
        kept=around.kept or tag in {"pre", "xmp", "listing"},
    )


def _is_aside(element: Element, tag: str, around: _Place) -> bool:
    """Whether an element stands around the text: not the head of an article, nor a form that the whole page lies in."""
    if tag == "header" and around.article:
        return False
    if tag == "form" and next(element.iter("p", "article", "h1"), None) is not None:
        return False
    return tag in ASIDE or element.get("role") in _ASIDE_ROLES


def _is_row(row: Element) -> bool:
    """Whether a table row is one of data; a row that lays out the page holds tables or long cells."""
    length = 0
    for inner in row.iter():
        if inner.tag in {"table", "article", "section", "h1", "h2"}:
            return False
        if inner.tag in {"td", "th"}:
            length = 0
        length += len((inner.text or "").strip()) + len((inner.tail or "").strip())
        if length > _LONG_CELL:
            return False
    return True


@dataclass(slots=True)
class _Walk:
    """The block in hand and those that are finished."""

    blocks: list[Block] = field(default_factory=list)
    block: Block | None = None
    owners: list[_Place] = field(default_factory=list)
    blank: bool = False
    """Whether a blank is owed before the next word."""
    cells: int = 0

    def enter(self, place: _Place) -> None:
        if place.tag == "br":
            self.cut() if not place.row else self.space()
        elif place.row and place.tag in {"td", "th"}:
            self.cells += 1
            self.blank = False
            if self.cells > 1:
                self._piece("\t", place)
        elif place.tag in _BLOCKS and (not place.row or place.tag == "tr"):
            self.cut()
            self.owners.append(place)
            self.cells = 0
        elif place.tag in _BLOCKS:
            self.space()

    def leave(self, place: _Place) -> None:
        if self.owners and self.owners[-1] is place:
            self.cut()
            self.owners.pop()
        elif place.row and place.tag in _BLOCKS and place.tag not in {"td", "th"}:
            self.space()

    def write(self, words: str, place: _Place) -> None:
        if place.kept and not place.row:
            self._piece(words, place)
            return
        flat = _SPACE.sub(" ", words)
        if not flat or (flat == " " and self.block is None):
            return
        lead, body = flat[0] == " ", flat.strip(" ")
        if body and (lead or self.blank) and self._has_words():
            body = " " + body
        self.blank = flat[-1] == " " if body else self.blank or lead
        if body:
            self._piece(body, place)

    def space(self) -> None:
        self.blank = True

    def cut(self) -> None:
        """Ends the block in hand."""
        if self.block is not None and self.block.words.strip():
            self.blocks.append(self.block)
        self.block, self.blank = None, False

    def _has_words(self) -> bool:
        return self.block is not None and bool(self.block.pieces) and self.block.pieces[-1][0] != "\t"

    def _piece(self, words: str, place: _Place) -> None:
        if self.block is None:
            owner = self.owners[-1] if self.owners else place
            self.block = Block(where=owner.where, tag=owner.tag, aside=place.aside)
        self.block.pieces.append((words, place.look.why))
        if place.linked:
            self.block.linked += len(words)
