"""Resolves times that lie so far from the day of publication, or from the time named before: yesterday, three years ago, the same day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from witnessmark.extract.time_read import Read, UnresolvedError, day_of, known_of, month_span, year_of


def _count(read: Read) -> int:
    if read.said("count") is None:
        return 1
    number = read.number("count")
    if not number:
        raise UnresolvedError
    return number


_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def shifted(day: date, unit: str, count: int) -> str:
    """Return the EDTF of the day, month or year that lies so many units away; days and weeks to the day."""
    try:
        if unit in _DAYS:
            return (day + timedelta(days=count * _DAYS[unit])).isoformat()
    except OverflowError:
        raise UnresolvedError from None
    if unit not in _MONTHS:
        raise UnresolvedError
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    if not 0 < months // 12 < 9999:
        raise UnresolvedError
    return f"{months // 12:04d}-{months % 12 + 1:02d}" if _MONTHS[unit] < 12 else f"{months // 12:04d}"


def _away(read: Read, sign: int) -> str:
    unit, count = _unit_of(read), _count(read)
    known = known_of(read.against)
    if read.said("half"):  # "a year and a half ago"
        if unit != "year":
            raise UnresolvedError
        return shifted(day_of(read.against), "month", sign * (12 * count + 6))
    if known.day is None and unit == "year":
        return f"{known.year + sign * count:04d}"
    return shifted(day_of(read.against), unit, sign * count)


def _ago(read: Read) -> str:
    return _away(read, -1)


def _ago_about(read: Read) -> str:
    return f"{_away(read, -1)}~"


def _ahead(read: Read) -> str:
    return _away(read, 1)


def _past(read: Read) -> str:
    unit, day = _unit_of(read), day_of(read.against)
    first = shifted(day, unit, -_count(read))
    return f"{first}/{day.isoformat()[: len(first)]}"


def _ongoing(read: Read) -> str:
    """Resolve "for three years now": since then."""
    return f"{_away(read, -1)}/.."


def _unit_of(read: Read) -> str:
    said = read.said("unit")
    if said is None:
        return str(read.value("spans"))
    unit = read.words.values.get("units", {}).get(said) or read.words.values["unit"].get(said)
    if unit is None:
        raise UnresolvedError
    return str(unit)


_NEEDS = {"day": 3, "week": 3, "fortnight": 3, "month": 2, "quarter": 2, "half": 2, "year": 1, "decade": 1}


def _shift(read: Read) -> str:
    """Resolve "the same day", "a week earlier" against the time named before it."""
    base = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", read.against.before or "")
    if base is None:
        raise UnresolvedError
    unit = _unit_of(read)
    have = 3 if base[3] else 2 if base[2] else 1
    if have < _NEEDS.get(unit, 4):
        raise UnresolvedError
    way = int(read.value("way") or read.value("later") or 0)
    return shifted(date(int(base[1]), int(base[2] or 1), int(base[3] or 1)), unit, way * _count(read))


def _then(read: Read) -> str:
    """Resolve "since then" against the time named before it."""
    low = (read.against.before or "").partition("/")[0]
    if not low or low == "..":
        raise UnresolvedError
    return f"{low}/.."


def _relative(read: Read) -> str:
    if (away := read.value("away")) is not None:
        count, _blank, unit = str(away).partition(" ")
        ahead = int(count)
    else:
        unit, ahead = _unit_of(read), read.value("which")
        if ahead is None:
            ahead = 0
    if read.said("year"):  # "at the end of the year 2020"
        return f"{year_of(read):04d}{'-12' if unit == 'december' else ''}"
    known = known_of(read.against)
    if unit == "year":
        return f"{known.year + ahead:04d}"
    if unit == "december":
        return f"{known.year + ahead:04d}-12"
    if unit in {"decade", "century"}:
        digits = 3 if unit == "decade" else 2
        return f"{int(f'{known.year:04d}'[:digits]) + ahead:0{digits}d}".ljust(4, "X")
    if known.month is not None and unit in _MONTHS:
        size = _MONTHS[unit]
        return month_span(known.year, known.month - (known.month - 1) % size + size * ahead, size)
    near = read.said("which") in read.words.values.get("weekend_itself", {})
    return _days_away(day_of(read.against), unit, ahead, near=near)


def _days_away(day: date, unit: str, ahead: int, *, near: bool) -> str:
    """Return the day, the week (Monday to Sunday) or the weekend so many before or after that of a day."""
    if unit == "day":
        if ahead:
            raise UnresolvedError  # "the next day" is next to a day that was named
        return day.isoformat()
    if unit not in {"week", "weekend"}:
        raise UnresolvedError
    first, length = day - timedelta(days=day.weekday()), 6
    if unit == "weekend":
        ahead += 1 if day.weekday() > 4 and ahead < 0 and near else 0
        first, length = first + timedelta(days=5), 1
    first += timedelta(days=7 * ahead)
    return f"{first.isoformat()}/{(first + timedelta(days=length)).isoformat()}"


def _today(read: Read) -> str:
    return (day_of(read.against) + timedelta(days=int(read.value("days")))).isoformat()


def _now(read: Read) -> str:
    known = known_of(read.against)
    if known.day is not None:
        return known.day.isoformat()
    return f"{known.year:04d}-{known.month:02d}" if known.month else f"{known.year:04d}"


def _weekday(read: Read) -> str:
    day, wanted = day_of(read.against), int(read.value("weekday") if read.said("weekday") else read.value("weekday_short"))
    if (week := read.value("week")) is not None:
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * int(week))
        return (monday + timedelta(days=wanted)).isoformat()
    which = read.value("which")
    back = (day.weekday() - wanted) % 7
    if which == -1:
        return (day - timedelta(days=back or 7)).isoformat()
    if which == 1 or read.against.future:
        return (day + timedelta(days=7 - back)).isoformat()
    return (day - timedelta(days=back)).isoformat()


SHIFTS: Mapping[str, Callable[[Read], str]] = {
    "ago": _ago, "ago_about": _ago_about, "ahead": _ahead, "ongoing": _ongoing, "shift": _shift, "past": _past,
    "then": _then, "relative": _relative, "today": _today, "now": _now, "weekday": _weekday,
}
"""What resolves a time, by the kind of its template."""
