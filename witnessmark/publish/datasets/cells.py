"""Cells of CSV files that no spreadsheet takes for a formula, reversibly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

MARK = "'"

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_BLANK = " \t\r\n\x0b\x0c\x00\u00a0\u3000\ufeff"


def safe(value: str) -> str:
    """Return a cell with an apostrophe put before it where a spreadsheet could take it for a formula, or where it begins with one.

    A formula is what begins with = + - @, also in full width and behind blanks, or with a tab or a line end. Plain numbers stay.
    """
    if _NUMBER.fullmatch(value):
        return value
    risky = value.lstrip(_BLANK)[:1] in _FORMULA if value.strip(_BLANK) else False
    return MARK + value if risky or value[:1] in ("\t", "\r", "\n", MARK) else value


def exact(cell: str) -> str:
    """Return the words that `safe` made a cell of: one apostrophe at the beginning is taken away."""
    return cell.removeprefix(MARK)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file after RFC 4180 (UTF-8, CRLF, quotes where they are needed), every cell safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")
