"""Times as EDTF (ISO 8601-2:2019) with their bounds as ISO dates.

Read: Y, Y-M, Y-M-D; `~ ? %` after or before a part; X for unknown digits; seasons 21 to 24 and the further divisions 25 to 41;
intervals a/b, open (`..`) and unknown (empty) ends. Not read: sets, times of day, years of more or fewer than four digits.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Iterator

from witnessmark.records.claims import When

_MARK = r"[~?%]?"
_DATE = re.compile(
    rf"{_MARK}(?P<year>[0-9X]{{4}}){_MARK}(?:-{_MARK}(?P<month>[0-9X]{{2}}){_MARK}(?:-{_MARK}(?P<day>[0-9X]{{2}}){_MARK})?)?",
    re.ASCII,
)
_DIVISIONS: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}
"""First and last month of each season, quarter, third and half; 13 and 14 are January and February of the year after.

Seasons are meteorological; 21 to 24 without a hemisphere are read as northern.
"""

Bounds = tuple[str | None, str | None]


@functools.lru_cache(maxsize=4096)
def when(edtf: str) -> When:
    """Return the time of an EDTF string with its earliest and latest day; an open or unknown end has no bound.

    Raises:
        ValueError: The string is no EDTF of the kinds read here; the message names what is wrong.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        earliest, latest = _bounds(edtf, edtf)
        return When(edtf=edtf, earliest=earliest, latest=latest)
    if "/" in last:
        raise ValueError(f"{edtf!r} is no time: an interval has one slash")
    if not first and not last:
        raise ValueError(f"{edtf!r} is no time: an interval names at least one end")
    earliest = _end(first, edtf)[0]
    latest = _end(last, edtf)[1]
    if earliest is not None and latest is not None and earliest > latest:
        raise ValueError(f"{edtf!r} is no time: the interval ends before it begins")
    return When(edtf=edtf, earliest=earliest, latest=latest)


def overlap(a: When | None, b: When | None) -> bool | None:
    """Return whether two times can share a day, or null where that is not known.

    An open end (`2019/..`) goes on for ever; an unknown end (`2019/`) or a wholly unknown year (`XXXX`) leaves it open.
    """
    if a is None or b is None:
        return None
    if _before(a, b) or _before(b, a):
        return False
    if _vague(a) or _vague(b):
        return None
    return True


def _before(a: When, b: When) -> bool:
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


def _vague(time: When) -> bool:
    edtf = time.edtf
    return edtf.startswith("/") or edtf.endswith("/") or "XXXX" in edtf


def _end(part: str, whole: str) -> Bounds:
    return (None, None) if part in {"", ".."} else _bounds(part, whole)


def _bounds(part: str, whole: str) -> Bounds:
    match = _DATE.fullmatch(part)
    if match is None:
        raise ValueError(f"{whole!r} is no time: {part!r} is not a year, year-month, year-month-day or season in EDTF")
    year, month, day = match["year"], match["month"], match["day"]
    if month is not None and month.isdigit() and int(month) > 12:
        return _division(year, int(month), day, whole)
    if year == "XXXX":
        if not any(_days(y, month, day) for y in (2000, 2001)):  # one leap year and one other stand for all
            raise ValueError(f"{whole!r} is no time: no year has that day")
        return None, None
    earliest = next((days[0] for y in _years(year) if (days := _days(y, month, day))), None)
    latest = next((days[-1] for y in reversed(tuple(_years(year))) if (days := _days(y, month, day))), None)
    if earliest is None or latest is None:
        raise ValueError(f"{whole!r} is no time: the calendar has no {part!r}")
    return earliest, latest


def _division(year: str, code: int, day: str | None, whole: str) -> Bounds:
    if code not in _DIVISIONS:
        raise ValueError(f"{whole!r} is no time: {code:02d} is neither a month nor a season")
    if day is not None:
        raise ValueError(f"{whole!r} is no time: a season has no day")
    if year == "XXXX":
        return None, None
    years = tuple(_years(year))
    first, last = _DIVISIONS[code]
    over, month = divmod(last - 1, 12)
    final = years[-1] + over
    return f"{years[0]:04d}-{first:02d}-01", _last_day(final, month + 1) if final <= 9999 else "9999-12-31"


def _years(pattern: str) -> Iterator[int] | range:
    """Return the years that a pattern of four digits and X allows, ascending; the unknown digits mostly stand last."""
    if pattern.isdigit():
        return range(int(pattern), int(pattern) + 1)
    fits = re.compile(pattern.replace("X", "[0-9]"))
    low, high = int(pattern.replace("X", "0")), int(pattern.replace("X", "9"))
    return (year for year in range(low, high + 1) if fits.fullmatch(f"{year:04d}"))


def _days(year: int, month: str | None, day: str | None) -> tuple[str, ...]:
    """Return the first and last day of the year that month and day allow; the empty tuple where there is none."""
    months = [m for m in range(1, 13) if month is None or _fits(month, m)]
    found = []
    for number in (months[:1] + months[-1:]) if day is None else months:
        length = _length(year, number)
        days = (1, length) if day is None else tuple(d for d in range(1, length + 1) if _fits(day, d))
        found += [f"{year:04d}-{number:02d}-{d:02d}" for d in (days[:1] + days[-1:])]
    return tuple(found)


def _fits(pattern: str, number: int) -> bool:
    return all(mark in ("X", digit) for mark, digit in zip(pattern, f"{number:02d}", strict=True))


def _length(year: int, month: int) -> int:
    # The calendar repeats every 400 years; the standard library begins at year 1 and EDTF at year 0.
    return calendar.monthrange(year % 400 + 2000, month)[1]


def _last_day(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}-{_length(year, month):02d}"
