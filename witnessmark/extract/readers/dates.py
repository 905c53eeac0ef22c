"""The day that a document claims for itself, out of short strings: metadata and the lines at its head."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo", "june jun junio",
         "july jul julio", "august aug agosto ago", "september sep sept septiembre setiembre", "october oct octubre",
         "november nov noviembre", "december dec diciembre dic"), start=1)
    for name in names.split()
}
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=T|\d{6}|$)")
_CHINESE = re.compile(r"((?:19|20)\d{2})\s?年\s?(?:(\d{1,2})\s?月)?\s?(?:(\d{1,2})\s?[日号號])?")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|°)?\.?\s+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d{2})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})(?!\d)")
_MONTH_ONLY = re.compile(r"(?<![\w])([^\W\d_]{3,12})\.?\s+(?:de\s+|del\s+)?((?:19|20)\d{2})(?!\d)")

_PATTERNS = ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_CHINESE, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)))
"""Each with the groups that hold year, month and day."""


def day_in(words: str) -> str | None:
    """Return the first date in a short string as EDTF with the precision that it has, or null: 3/4/2022 is none."""
    words = words[:300]
    for pattern, order in _PATTERNS:
        for match in pattern.finditer(words):
            found = _edtf(*(match.group(group) for group in order))
            if found is not None:
                return found
    for match in _MONTH_ONLY.finditer(words):
        if re.search(r"\d\W{0,4}(?:de\s|of\s)?$", words[: match.start()]):
            continue  # a day stands before it, and no such day is in the calendar
        if (found := _edtf(match.group(2), match.group(1), None)) is not None:
            return found
    return None


def _edtf(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower())
    if number is None or not 1 <= number <= 12:
        return None
    if day is None:
        return f"{year}-{number:02d}"
    try:
        return dt.date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
