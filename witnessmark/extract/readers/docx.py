"""Reads Word files: paragraphs and tables in order, notes after them. Deleted words are no text; hidden ones are marked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from witnessmark.extract.readers.packages import part_of, refusal, xml_of
from witnessmark.extract.readers.plain import about_of
from witnessmark.extract.readers.scribe import About, Made, Scribe
from witnessmark.records.documents import State

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table
    from lxml.etree import _Element as Element

READER, VERSION = "docx", "1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}delText",
        f"{_W}instrText",
        f"{_W}pPr",
        f"{_W}rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_BOX = f"{_W}txbxContent"
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_OFF = frozenset(("0", "false", "off", "none"))
_NEAR_WHITE = re.compile(r"[f][0-9a-f][f][0-9a-f][f][0-9a-f]", re.IGNORECASE)


@dataclass(slots=True)
class _Writing:
    """The text in the making and what was left out on the way."""

    scribe: Scribe
    hidden_styles: frozenset[str]
    paragraph: int = 0
    table: int = 0
    boxes: list[Element] = field(default_factory=list)
    first: list[str] = field(default_factory=list)


def read_docx(content: bytes, *, document: str, declared: str | None = None) -> Made:  # noqa: ARG001 - all readers are called alike
    """Return the words of a Word file as they stand with all changes accepted; comments are no text of it."""
    if (refused := refusal(content)) is not None:
        return refused
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        word = Document(io.BytesIO(content))
        writing = _Writing(scribe=Scribe(), hidden_styles=frozenset(_hidden_styles(word)))
        _write_body(word, writing)
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
        EOFError,
        RuntimeError,
    ) as fault:
        return Made(state=State.UNREADABLE, reason=f"the package is damaged inside ({type(fault).__name__})")
    _write_notes(content, writing)
    return writing.scribe.made(document, READER, VERSION, _about(word, writing.first))


def _write_body(word: Word, writing: _Writing) -> None:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in word.iter_inner_content():
        if isinstance(block, Table):
            _write_table(block, writing)
        elif isinstance(block, Paragraph):
            writing.paragraph += 1
            _write_paragraph(block._p, writing, f"paragraph {writing.paragraph}")  # noqa: SLF001 - python-docx shows no deletions
    while writing.boxes:
        for paragraph in writing.boxes.pop(0).iter(f"{_W}p"):
            writing.paragraph += 1
            _write_paragraph(paragraph, writing, f"text box, paragraph {writing.paragraph}")


def _write_paragraph(paragraph: Element, writing: _Writing, where: str) -> None:
    pieces = list(_runs(paragraph, writing))
    words = "".join(piece for piece, _ in pieces)
    if not words.strip():
        return
    scribe = writing.scribe
    if scribe.length:
        scribe.write("\n")
    start = scribe.length
    for piece, why in pieces:
        scribe.write(piece, hidden=why)
    scribe.region(start, where)
    if len(writing.first) < 12:
        writing.first.append(words)


def _write_table(table: Table, writing: _Writing) -> None:
    """One line for each row, cells joined by a tab; a table inside a cell is read as that cell's words."""
    writing.table += 1
    scribe, name = writing.scribe, writing.table
    for number, row in enumerate(table._tbl.iterchildren(f"{_W}tr"), start=1):  # noqa: SLF001 - cells of merged rows come once here
        if scribe.length:
            scribe.write("\n")
        for column, cell in enumerate(row.iterchildren(f"{_W}tc"), start=1):
            if column > 1:
                scribe.write("\t")
            start = scribe.length
            for count, paragraph in enumerate(cell.iter(f"{_W}p")):
                if count:
                    scribe.write(" ")
                for piece, why in _runs(paragraph, writing):
                    scribe.write(re.sub(r"[\t\n]", " ", piece), hidden=why)
            scribe.region(start, f"table {name}, row {number}, cell {column}")


def _write_notes(content: bytes, writing: _Writing) -> None:
    for name, kind in _NOTES:
        part = part_of(content, name)
        root = xml_of(part) if part is not None else None
        for note in root if root is not None else ():
            if note.get(f"{_W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
                continue
            for paragraph in note.iter(f"{_W}p"):
                _write_paragraph(paragraph, writing, f"{kind} {note.get(f'{_W}id', '?')}")


def _runs(paragraph: Element, writing: _Writing) -> Iterator[tuple[str, str]]:
    """Yield words and what hides them; what was deleted is passed over, what was inserted is not."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    around = "hidden by its style" if style is not None and style.get(f"{_W}val") in writing.hidden_styles else ""
    stack: list[tuple[Element, str]] = [(paragraph, around)]
    while stack:
        element, why = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            continue
        if tag == _BOX:
            writing.boxes.append(element)
            continue
        if tag == f"{_W}t" and element.text:
            yield element.text, why
        elif tag in {f"{_W}tab", f"{_W}ptab"}:
            yield "\t", ""
        elif tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n", ""
        elif tag == f"{_W}noBreakHyphen":
            yield "-", why
        if tag == f"{_W}r":
            why = _hidden_run(element, writing) or why
        stack.extend((child, why) for child in reversed(element) if not (child.tag == f"{_W}p" and element is not paragraph))


def _hidden_run(run: Element, writing: _Writing) -> str:
    look = run.find(f"{_W}rPr")
    if look is None:
        return ""
    style = look.find(f"{_W}rStyle")
    if style is not None and style.get(f"{_W}val") in writing.hidden_styles:
        return "hidden by its style"
    return _hidden_look(look)


def _hidden_look(look: Element) -> str:
    for name in ("vanish", "webHidden", "specVanish"):
        mark = look.find(f"{_W}{name}")
        if mark is not None and mark.get(f"{_W}val", "1").lower() not in _OFF and name != "webHidden":
            return "set as hidden text"
    colour, size = look.find(f"{_W}color"), look.find(f"{_W}sz")
    shaded = any(
        (mark := look.find(f"{_W}{name}")) is not None and mark.get(f"{_W}{key}", "auto").lower() not in {"auto", "ffffff", "none"}
        for name, key in (("shd", "fill"), ("highlight", "val"))
    )
    if colour is not None and _NEAR_WHITE.fullmatch(colour.get(f"{_W}val", "")) and not shaded:
        return "white letters"
    points = size.get(f"{_W}val", "") if size is not None else ""
    return "letters too small to be read" if points.isdecimal() and int(points) < 4 else ""  # half points


def _hidden_styles(word: Word) -> Iterator[str]:
    for style in word.styles.element.iterchildren(f"{_W}style"):
        look = style.find(f"{_W}rPr")
        if look is not None and _hidden_look(look):
            yield style.get(f"{_W}styleId", "")


def _about(word: Word, first: list[str]) -> About:
    """Title and author as the file's properties have them, else its first line; the day as a head line has it, never the file's own."""
    properties = word.core_properties
    head = about_of(first)
    author = (properties.author or "").strip()
    return About(
        title=(properties.title or "").strip() or head.title,
        authors=(author,) if author and author != "python-docx" else head.authors,
        publisher=head.publisher,
        published=head.published,
    )
