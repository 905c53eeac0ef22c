"""Resolves a day, month, season, year or part of a year to EDTF; one that names no year against the day of publication."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from witnessmark.extract.time_read import Against, Published, Read, UnresolvedError, day_of, known_of, month_span, year_of


def _calendar_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise UnresolvedError
    return f"{year:04d}-{month:02d}-{day:02d}"


def _nearest_year(month: int, day: int | None, against: Against) -> int:
    """Return the year of a date without one: the next such date where the words point ahead, else the last one."""
    known = known_of(against)
    if known.month is None:
        return known.year
    here = (known.month, known.day.day if known.day and day else 0)
    there = (month, day if day and known.day else 0)
    if against.future is None:  # in force from a day: the nearer one
        months = [(abs((there[0] - here[0] + 12 * away) * 31 + there[1] - here[1]), known.year + away) for away in (0, -1, 1)]
        return min(months)[1]
    if not against.future and (year := _year_carried(month, day, against, known)) is not None:
        return year
    if against.future:
        return known.year if there >= here else known.year + 1
    return known.year if there <= here else known.year - 1


def _year_carried(month: int, day: int | None, against: Against, known: Published) -> int | None:
    """Return the year that puts a date next after the time named before it in its sentence; null where that is after publication."""
    base = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?$|(\d{4})$", against.same or "")
    if base is None:
        return None
    if base[4]:
        year = int(base[4])
    else:
        here = (int(base[2]), int(base[3]) if base[3] and day else 0)
        year = int(base[1]) + ((month, day if day and base[3] else 0) < here)
    limit = (known.year, known.month or 12, known.day.day if known.day and day else 31)
    return year if (year, month, day or 0) <= limit and year >= 1900 else None


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _roman(said: str) -> int:
    signs = [_ROMAN[sign] for sign in said.upper()]
    return sum(-sign if any(sign < after for after in signs[k + 1 : k + 2]) else sign for k, sign in enumerate(signs))


def _month_of(read: Read, number: str = "m") -> int:
    if (said := read.said("month")) is not None and number == "m":
        lists = read.words.values
        month = lists["months"].get(said) or lists.get("months_short", {}).get(said.rstrip("."))
    else:
        month = read.number(number, "months")
    if month is None:
        raise UnresolvedError
    return int(month)


def _number(read: Read, slot: str) -> int:
    number = read.number(slot, "day_words")
    if number is None:
        raise UnresolvedError
    return number


def _iso(read: Read) -> str:
    return read.slots["iso"]


def _one_day(read: Read) -> str:
    month, day = _month_of(read), _number(read, "day")
    year = year_of(read)
    which = read.value("which")
    if year is None:
        year = _nearest_year(month, day, read.against if which is None else read.against._replace(future=which > 0))
    return _calendar_day(year, month, day)


def _some_days(read: Read) -> str:
    first = _one_day(read)
    month = _month_of(read, "last_m") if read.said("last_m") else int(first[5:7])
    year = int(first[:4]) + (1 if month < int(first[5:7]) else 0)
    last = _calendar_day(year, month, _number(read, "last"))
    if last <= first:
        raise UnresolvedError
    return f"{first}/{last}"


def _day_alone(read: Read) -> str:
    """Resolve a day without its month: of the month named before it in the sentence, else the last such day."""
    if (weekday := read.value("weekday") if read.said("weekday") else read.value("weekday_short")) is not None:
        return _day_of_week(_number(read, "day"), int(weekday), day_of(read.against))
    day, beside = _number(read, "day"), re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?$", read.against.beside or "")
    if beside is not None and day >= int(beside[3] or 1):
        first = _calendar_day(int(beside[1]), int(beside[2]), day)
    else:
        here = day_of(read.against)
        back = 0 if (day >= here.day if read.against.future else day <= here.day) else 1 if read.against.future else -1
        months = here.year * 12 + here.month - 1 + back
        first = _calendar_day(months // 12, months % 12 + 1, day)
    if not read.said("last"):
        return first
    last = _calendar_day(int(first[:4]), int(first[5:7]), _number(read, "last"))
    if last <= first:
        raise UnresolvedError
    return f"{first}/{last}"


def _day_of_week(day: int, weekday: int, here: date) -> str:
    """Return the day nearest to that of publication that has a number and a weekday: "Thursday 27"."""
    for away in range(NEAR_DAYS):
        for found in (here - timedelta(days=away), here + timedelta(days=away)):
            if found.day == day and found.weekday() == weekday:
                return found.isoformat()
    raise UnresolvedError


NEAR_DAYS = 100
"""Days around publication in which a weekday with its number is looked for."""


def _numeric(read: Read) -> str:
    first, second = int(read.slots["day"]), int(read.slots["second"])
    year = year_of(read) or 0
    order = read.words.values["order"].get(read.slots["mark"])
    if order is None:
        raise UnresolvedError
    if order == "unknown" and first <= 12 and second <= 12 and first != second:
        raise UnresolvedError  # 3/4/2022 is March in one country and April in another
    if second > 12:
        first, second = second, first
    return _calendar_day(year, second, first)


def _roman_date(read: Read) -> str:
    return _calendar_day(int(read.slots["year"]), _roman(read.slots["roman"]), int(read.slots["day"]))


def _year_first(read: Read) -> str:
    return _calendar_day(int(read.slots["year"]), int(read.slots["second"]), int(read.slots["day"]))


def _month(read: Read) -> str:
    month, year, which = _month_of(read), year_of(read), read.value("which")
    if year is None:
        known = known_of(read.against)
        now = known.month or (12 if which == -1 else month)
        if which == -1:
            year = known.year if month < now else known.year - 1
        elif which == 1:
            year = known.year if month > now else known.year + 1
        elif which == 0:
            year = known.year
        else:
            year = _nearest_year(month, None, read.against)
    last = _month_of(read, "last_m") if read.said("last_m") else month
    if not (1 <= month <= 12 and 1 <= last <= 12):
        raise UnresolvedError
    if last == month:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}/{year + (last < month):04d}-{last:02d}"


def _season(read: Read) -> str:
    first, which = int(read.value("season")), read.value("which")
    year = year_of(read)
    if year is None:
        known = known_of(read.against)
        now = known.year * 12 + (known.month or 12)
        starts = [(known.year + shift) * 12 + first for shift in (-2, -1, 0, 1, 2)]
        if which == -1:
            start = max(s for s in starts if s + 2 < now)
        elif which == 1:
            start = min(s for s in starts if s > now)
        elif which == 0:
            start = next((s for s in starts if s <= now <= s + 2), known.year * 12 + first)
        elif read.against.future:
            start = min(s for s in starts if s + 2 >= now)
        else:
            start = max(s for s in starts if s <= now)
        year = (start - first) // 12
    return month_span(year, first, 3)


def _part_of_year(read: Read, months: int) -> str:
    """Resolve a quarter or half of a year: by number, or by a word for which; without a year, of the year of publication."""
    said = next((read.value(slot) for slot in ("nth", "quarter_short", "halves") if read.said(slot)), read.number("q"))
    nth = 0 if said is None else int(said)
    if nth == -1:
        nth = 12 // months
    if not 1 <= nth <= 12 // months:
        raise UnresolvedError
    year, first = year_of(read), months * (nth - 1) + 1
    return month_span(_nearest_year(first, None, read.against) if year is None else year, first, months)


def _quarter(read: Read) -> str:
    return _part_of_year(read, 3)


def _half(read: Read) -> str:
    return _part_of_year(read, 6)


def _third(read: Read) -> str:
    return _part_of_year(read, 4)


def _decade(read: Read) -> str:
    if read.said("decade"):
        return f"{read.slots['decade']}X"
    tens = read.number("nineties") if read.said("nineties") else read.value("decades") or read.value("decades_joined")
    if tens is None:
        raise UnresolvedError
    tens = int(tens) // 10 if int(tens) > 9 else int(tens)
    return f"{19 if tens > 2 else 20}{tens}X"


def _era(read: Read) -> str:
    number = read.number("era", "eras_none") or read.value("nth_era") or (_roman(read.slots["roman"]) if read.said("roman") else 0)
    if not 1 <= int(number) <= 30:
        raise UnresolvedError
    return f"{int(number) - 1:02d}XX"


def _span(read: Read) -> str:
    first = read.slots["year"]
    last = first[: 4 - len(read.slots["last"])] + read.slots["last"]
    if int(last) < int(first) and len(read.slots["last"]) == 2:
        last = str(int(last) + 100)  # 1999/00
    if int(last) <= int(first) or int(last) - int(first) > 30:
        raise UnresolvedError
    return f"{first}/{last}"


def _year(read: Read) -> str:
    if read.said("alone"):
        return read.slots["alone"]
    year = year_of(read)
    if year is None:
        raise UnresolvedError
    return f"{year:04d}"


VALUES: Mapping[str, Callable[[Read], str]] = {
    "iso": _iso, "days": _some_days, "day": _one_day, "numeric": _numeric, "roman_date": _roman_date,
    "year_first": _year_first, "day_alone": _day_alone, "month": _month, "season": _season, "quarter": _quarter,
    "half": _half, "third": _third, "decade": _decade, "era": _era, "span": _span, "year": _year,
}
"""What resolves a time, by the kind of its template."""
