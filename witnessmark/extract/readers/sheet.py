"""Reads spreadsheets: one line for each row that has words, cells joined by a tab, and the address of every cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from witnessmark.extract.readers.charset import decode
from witnessmark.extract.readers.packages import is_encrypted_ole, refusal
from witnessmark.extract.readers.scribe import About, Made, Scribe
from witnessmark.extract.readers.sheet_parts import Unseen, unseen_of
from witnessmark.records.documents import State

READER, VERSION = "sheet", "1"
_OLE = b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 50
_Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta | None


def read_workbook(content: bytes, *, document: str, declared: str | None = None) -> Made:  # noqa: ARG001 - all readers are called alike
    """Return every sheet of a workbook; hidden sheets, rows and columns are text that is marked as hidden."""
    if content.startswith(_OLE) and is_encrypted_ole(content):
        return Made(state=State.ENCRYPTED, reason="the file is protected by a password")
    if not content.startswith(_OLE) and (refused := refusal(content)) is not None:
        return refused
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    scribe, faults, bare = Scribe(), [], []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = {sheet.name: sheet.visible == SheetVisibleEnum.Visible for sheet in book.sheets_metadata}
        unseen = {} if content.startswith(_OLE) else unseen_of(content)
        for number, name in enumerate(book.sheet_names, start=1):
            sheet = book.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            parts = unseen.get(name, Unseen())
            bare += [f"{name}!{cell}" for cell in parts.bare]
            rows = ((top + n, [_words(cell) for cell in row]) for n, row in enumerate(sheet.to_python(skip_empty_area=True)))
            _write_sheet(scribe, number, name, rows, left=left, unseen=parts, whole="" if shown.get(name, True) else "on a hidden sheet")
    except PasswordError:
        return Made(state=State.ENCRYPTED, reason="the file is protected by a password")
    except (CalamineError, OSError, ValueError) as fault:
        return Made(state=State.UNREADABLE, reason=f"the workbook cannot be opened ({type(fault).__name__})")
    if bare:
        faults.append(f"{len(bare)} formulas have no stored result, so their cells are empty here: {', '.join(bare[:8])}")
    return scribe.made(document, READER, VERSION, About(), faults=tuple(faults))


def read_csv(content: bytes, *, document: str, declared: str | None = None) -> Made:
    """Return the rows of a comma-, semicolon-, tab- or bar-separated file as those of a sheet named Sheet1."""
    decoded = decode(content, declared)
    text = decoded.text.replace("\x00", "\N{REPLACEMENT CHARACTER}").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = delimiter_of(text)
    scribe, faults = Scribe(), list(decoded.faults)
    csv.field_size_limit(max(131_072, len(text) + 1))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    _write_sheet(scribe, 1, "Sheet1", enumerate(rows), left=0, unseen=Unseen(), whole="")
    if text.count('"') % 2:
        faults.append("a quotation mark is not closed: rows after it may have run together")
    return scribe.made(document, READER, VERSION, About(), faults=tuple(faults), notes=decoded.notes)


def delimiter_of(text: str) -> str:
    """Return the delimiter that splits most of the first lines into the same number of cells; a comma where none does."""
    lines = [line for line in text[:200_000].split("\n") if line.strip()][:_SAMPLE_LINES]
    best, found = (0.0, 0), ","
    for delimiter in _DELIMITERS:
        counts = [_outside_quotes(line, delimiter) for line in lines]
        common = max(set(counts), key=counts.count) if counts else 0
        rank = (counts.count(common) / len(counts) if common else 0.0, common)
        if rank > best:
            best, found = rank, delimiter
    return found


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line[:20_000].split('"')[::2])


def _write_sheet(
    scribe: Scribe, number: int, name: str, rows: Iterable[tuple[int, Sequence[str]]], *, left: int, unseen: Unseen, whole: str
) -> None:
    start = scribe.length + (1 if scribe.length else 0)
    for row, cells in rows:
        if scribe.full:
            break
        last = max((n for n, cell in enumerate(cells) if cell.strip()), default=-1)
        if last < 0:
            continue
        if scribe.length:
            scribe.write("\n")
        in_row = whole or ("in a hidden row" if row in unseen.rows else "")
        for column, cell in enumerate(cells[: last + 1], start=left):
            if column > left:
                scribe.write("\t")
            at = scribe.length
            scribe.write(_flat(cell), hidden=in_row or ("in a hidden column" if column in unseen.columns else ""))
            scribe.region(at, f"{name}!{column_name(column)}{row + 1}")
    scribe.page(number, min(start, scribe.length), name)


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _flat(cell: str) -> str:
    return cell.replace("\r\n", " ").translate(_BREAKS)


_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def _words(cell: _Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = (cell.hour, cell.minute, cell.second, cell.microsecond) == (0, 0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, (dt.date, dt.time)) else str(cell)
