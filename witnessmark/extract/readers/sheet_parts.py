"""What a workbook's own parts say that its values do not: hidden rows and columns, and formulas without a stored result."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from witnessmark.extract.readers.packages import names_of, part_of, xml_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFF = frozenset(("collapse", "filter"))
_MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """Rows and columns (from 0) that the sheet does not show, and cells whose formula has no stored result."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    bare: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    bare: list[str] = field(default_factory=list)

    def done(self) -> Unseen:
        return Unseen(rows=frozenset(self.rows), columns=frozenset(self.columns), bare=tuple(self.bare))


def unseen_of(content: bytes) -> Mapping[str, Unseen]:
    """Return what is not seen, by the name of the sheet; sheets of which nothing is known are absent."""
    names = names_of(content)
    if "xl/workbook.xml" in names:
        return {name: _excel(part) for name, path in _excel_sheets(content) if (part := part_of(content, path)) is not None}
    if "content.xml" in names and (part := part_of(content, "content.xml")) is not None:
        return dict(_open_document(part))
    return {}


def _excel_sheets(content: bytes) -> Iterator[tuple[str, str]]:
    book, links = (xml_of(part_of(content, path) or b"") for path in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    if book is None or links is None:
        return
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter(f"{_M}sheet"):
        target = targets.get(sheet.get(f"{_R}id"))
        if target:
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _elements(part: bytes, tags: tuple[str, ...]) -> Iterator[Element]:
    """Yield elements as they end, and forget them: a sheet of a million rows takes no more memory than a row."""
    from lxml import etree

    walk = etree.iterparse(
        io.BytesIO(part), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in walk:
            yield element
            element.clear(keep_tail=False)
            before = element.getprevious()
            if before is not None and (parent := element.getparent()) is not None and len(parent) > 1000:
                del parent[:-1]
    except etree.XMLSyntaxError:
        return


def _excel(part: bytes) -> Unseen:
    found = _Found()
    for element in _elements(part, (f"{_M}col", f"{_M}row")):
        if element.tag == f"{_M}col":
            if element.get("hidden") in {"1", "true"}:
                first, last = _number(element.get("min")), _number(element.get("max"))
                found.columns.update(range(first - 1, min(last, first + _MOST)))
            continue
        if element.get("hidden") in {"1", "true"}:
            found.rows.add(_number(element.get("r")) - 1)
        for cell in element.iterchildren(f"{_M}c"):
            value = cell.find(f"{_M}v")
            if cell.find(f"{_M}f") is not None and (value is None or not value.text) and cell.get("t") not in {"str", "inlineStr"}:
                found.bare.append(re.sub(r"[^A-Z0-9]", "", cell.get("r", "?"))[:12])
    return found.done()


def _open_document(part: bytes) -> Iterator[tuple[str, Unseen]]:
    root = xml_of(part)
    for sheet in root.iter(f"{_T}table") if root is not None else ():
        found, row, column = _Found(), 0, 0
        for element in sheet.iter(f"{_T}table-row", f"{_T}table-column"):
            kind = "rows" if element.tag == f"{_T}table-row" else "columns"
            times = _number(element.get(f"{_T}number-{kind}-repeated", "1"))
            at, off = (row if kind == "rows" else column), element.get(f"{_T}visibility") in _OFF
            if off:
                (found.rows if kind == "rows" else found.columns).update(range(at, at + min(times, _MOST)))
            row, column = (row + times, column) if kind == "rows" else (row, column + times)
        yield sheet.get(f"{_T}name", ""), found.done()


def _number(words: str | None) -> int:
    return int(words) if words is not None and words.isdecimal() and len(words) < 9 else 1
