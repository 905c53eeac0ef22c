"""Resolves a time that was read to EDTF, against the day of publication or the time named before it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from witnessmark.extract.time_words import TimeWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The day of publication, as far as it is known."""

    year: int
    month: int | None
    day: date | None

    @classmethod
    def of(cls, edtf: str | None) -> Published | None:
        """Return what an EDTF date or a time stamp says; null where that is nothing."""
        match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\dX])", edtf or "")
        if match is None or not 1 < int(match[1]) < 9998:
            return None
        month = int(match[2]) if match[2] and 1 <= int(match[2]) <= 12 else None
        try:
            day = date(int(match[1]), month, int(match[3])) if month and match[3] else None
        except ValueError:
            day = None
        return cls(year=int(match[1]), month=month, day=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a relative time is resolved against."""

    published: Published | None
    future: bool
    """The words around put it after publication."""
    before: str | None
    """The EDTF of the time named before it, for "the same day", "a week earlier"."""


class UnresolvedError(Exception):
    """The words cannot be resolved: no day of publication, or none fits."""


def _known(against: Against) -> Published:
    if against.published is None:
        raise UnresolvedError
    return against.published


def _day(against: Against) -> date:
    known = _known(against)
    if known.day is None:
        raise UnresolvedError
    return known.day


def month_span(year: int, first: int, count: int) -> str:
    """Return an interval of whole months; the first may lie beyond December."""
    over, month = divmod(first - 1, 12)
    beyond, last = divmod(first - 1 + count - 1, 12)
    low, high = f"{year + over:04d}-{month + 1:02d}", f"{year + beyond:04d}-{last + 1:02d}"
    return low if count == 1 else f"{low}/{high}"


def year_of(match: re.Match[str], against: Against) -> int | None:
    """Return the year that a time names or points to ("July this year"), or null where it names none."""
    groups = match.re.groupindex
    if "year" in groups and match["year"]:
        return int(match["year"])
    whose = (match["whose"] or "").lower() if "whose" in groups else ""
    if not whose:
        return None
    if whose in {"this", "last", "next"}:
        return _known(against).year + {"this": 0, "last": -1, "next": 1}[whose]
    if against.before is None:
        raise UnresolvedError
    return int(against.before.replace("..", "").strip("/")[:4].replace("X", "0")) + {"the following": 1, "the previous": -1}.get(whose, 0)


def resolve(kind: str, match: re.Match[str], against: Against, words: TimeWords) -> str:
    """Return the EDTF of a time. Raises UnresolvedError where it has none."""
    return _RESOLVERS[kind](match, against, words)


def _iso(match: re.Match[str], _against: Against, _words: TimeWords) -> str:
    return match["iso"]


def _calendar_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise UnresolvedError
    return f"{year:04d}-{month:02d}-{day:02d}"


def _nearest_year(month: int, day: int | None, against: Against) -> int:
    """Return the year of a date without one: the next such date where the words point ahead, else the last one."""
    known = _known(against)
    if known.month is None:
        return known.year
    here = (known.month, known.day.day if known.day and day else 0)
    there = (month, day if day and known.day else 0)
    if against.future:
        return known.year if there >= here else known.year + 1
    return known.year if there <= here else known.year - 1


def _one_day(match: re.Match[str], against: Against, words: TimeWords) -> str:
    month, day = words.months[match["month"].lower().rstrip(".")], int(match["day"])
    year = year_of(match, against)
    if year is None:
        year = _nearest_year(month, day, against)
    return _calendar_day(year, month, day)


def _some_days(match: re.Match[str], against: Against, words: TimeWords) -> str:
    first = _one_day(match, against, words)
    last = _calendar_day(int(first[:4]), int(first[5:7]), int(match["last"]))
    if last <= first:
        raise UnresolvedError
    return f"{first}/{last}"


def _numeric(match: re.Match[str], _against: Against, _words: TimeWords) -> str:
    day, month = int(match["day"]), int(match["second"])
    if match["mark"] == "/" and day <= 12 and month <= 12 and day != month:
        raise UnresolvedError  # 3/4/2022 is March in one country and April in another
    if month > 12:
        day, month = month, day
    return _calendar_day(int(match["year"]), month, day)


def _month(match: re.Match[str], against: Against, words: TimeWords) -> str:
    month = words.months[match["month"].lower().rstrip(".")]
    year, which = year_of(match, against), (match["which"] or "").lower()
    if year is None:
        known = _known(against)
        now = known.month or (12 if which.startswith("last") else month)
        if which.startswith("last"):
            year = known.year if month < now else known.year - 1
        elif which.startswith("next"):
            year = known.year if month > now else known.year + 1
        elif which == "this":
            year = known.year
        else:
            year = _nearest_year(month, None, against)
    return f"{year:04d}-{month:02d}"


def _season(match: re.Match[str], against: Against, words: TimeWords) -> str:
    first, which = words.seasons[match["season"].lower()], (match["which"] or "").lower()
    year = year_of(match, against)
    if year is None:
        known = _known(against)
        now = known.year * 12 + (known.month or 12)
        starts = [(known.year + shift) * 12 + first for shift in (-2, -1, 0, 1, 2)]
        if which.startswith("last"):
            start = max(s for s in starts if s + 2 < now)
        elif which.startswith("next"):
            start = min(s for s in starts if s > now)
        elif which in {"this", "this coming"}:
            start = next((s for s in starts if s <= now <= s + 2), known.year * 12 + first)
        elif against.future:
            start = min(s for s in starts if s + 2 >= now)
        else:
            start = max(s for s in starts if s <= now)
        year = (start - first) // 12
    return month_span(year, first, 3)


def _quarter(match: re.Match[str], against: Against, _words: TimeWords) -> str:
    year = year_of(match, against)
    nth = int(match["q"]) if match["q"] else {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[match["nth"].lower()]
    return month_span(year or 0, 3 * nth - 2, 3)


def _half(match: re.Match[str], against: Against, _words: TimeWords) -> str:
    return month_span(year_of(match, against) or 0, 1 if match["nth"].lower() == "first" else 7, 6)


def _decade(match: re.Match[str], _against: Against, _words: TimeWords) -> str:
    return f"{match['decade']}X"


def _era(match: re.Match[str], _against: Against, _words: TimeWords) -> str:
    if not 1 <= int(match["era"]) <= 30:
        raise UnresolvedError
    return f"{int(match['era']) - 1:02d}XX"


def _span(match: re.Match[str], _against: Against, _words: TimeWords) -> str:
    first, last = match["year"], match["year"][: 4 - len(match["last"])] + match["last"]
    if int(last) <= int(first) or int(last) - int(first) > 30:
        raise UnresolvedError
    return f"{first}/{last}"


def _count(word: str | None, words: TimeWords) -> int:
    if word is None:
        return 1
    return int(word) if word.isdigit() else words.counts[word.lower()]


def shifted(day: date, unit: str, count: int) -> str:
    """Return the EDTF of the day, month or year that lies so many units away; days and weeks to the day."""
    try:
        if unit in {"day", "week"}:
            return (day + timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    except OverflowError:
        raise UnresolvedError from None
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
    if not 0 < months // 12 < 9999:
        raise UnresolvedError
    return f"{months // 12:04d}-{months % 12 + 1:02d}" if unit == "month" else f"{months // 12:04d}"


def _ago(match: re.Match[str], against: Against, words: TimeWords) -> str:
    unit, count = match["unit"].lower(), _count(match["count"], words)
    known = _known(against)
    if known.day is None and unit == "year":
        return f"{known.year - count:04d}"
    return shifted(_day(against), unit, -count)


def _past(match: re.Match[str], against: Against, words: TimeWords) -> str:
    unit, count = match["unit"].lower(), _count(match["count"], words)
    day = _day(against)
    first = shifted(day, unit, -count)
    return f"{first}/{day.isoformat()[: len(first)]}"


def _shift(match: re.Match[str], against: Against, words: TimeWords) -> str:
    """Resolve "the same day", "a week earlier" against the time named before it."""
    base = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", against.before or "")
    if base is None:
        raise UnresolvedError
    unit, way = match["unit"].lower(), match["way"].lower()
    have = 3 if base[3] else 2 if base[2] else 1
    if have < {"day": 3, "week": 3, "month": 2, "year": 1}[unit]:
        raise UnresolvedError
    sign = {"earlier": -1, "before": -1, "previous": -1, "same": 0, "that": 0}.get(way, 1)
    count = _count(match.groupdict().get("count"), words)
    return shifted(date(int(base[1]), int(base[2] or 1), int(base[3] or 1)), unit, sign * count)


_AHEAD = {
    "the end of the": 0, "the beginning of the": 0, "the start of the": 0, "this": 0, "current": 0, "the current": 0,
    "next": 1, "coming": 1, "the coming": 1, "the following": 1,
}


def _relative(match: re.Match[str], against: Against, _words: TimeWords) -> str:
    unit, which = match["unit"].lower(), match["which"].lower()
    ahead, known = _AHEAD.get(which, -1), _known(against)
    if unit == "year":
        return f"{known.year + ahead:04d}"
    if unit in {"decade", "century"}:
        digits = 3 if unit == "decade" else 2
        return f"{int(f'{known.year:04d}'[:digits]) + ahead:0{digits}d}".ljust(4, "X")
    if known.month is not None and unit in {"month", "quarter"}:
        size = 1 if unit == "month" else 3
        return month_span(known.year, known.month - (known.month - 1) % size + size * ahead, size)
    return _days_away(_day(against), unit, ahead, this_past=which.startswith("the"))


def _days_away(day: date, unit: str, ahead: int, *, this_past: bool) -> str:
    """Return the day, the week (Monday to Sunday) or the weekend so many before or after that of a day."""
    if unit == "day":
        return (day + timedelta(days=ahead)).isoformat()
    first, length = day - timedelta(days=day.weekday()), 6
    if unit == "weekend":
        ahead += 1 if day.weekday() > 4 and ahead < 0 and this_past else 0
        first, length = first + timedelta(days=5), 1
    first += timedelta(days=7 * ahead)
    return f"{first.isoformat()}/{(first + timedelta(days=length)).isoformat()}"


def _today(match: re.Match[str], against: Against, words: TimeWords) -> str:
    said = re.sub(r"\s", " ", match["today"].lower())
    return (_day(against) + timedelta(days=words.days[said])).isoformat()


def _now(_match: re.Match[str], against: Against, _words: TimeWords) -> str:
    known = _known(against)
    if known.day is not None:
        return known.day.isoformat()
    return f"{known.year:04d}-{known.month:02d}" if known.month else f"{known.year:04d}"


def _weekday(match: re.Match[str], against: Against, words: TimeWords) -> str:
    day, wanted = _day(against), words.weekdays[match["weekday"].lower()]
    if match["week"]:
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * {"last": -1, "this": 0, "next": 1}[match["week"].lower()[:4]])
        return (monday + timedelta(days=wanted)).isoformat()
    which = (match["which"] or "").lower()
    back = (day.weekday() - wanted) % 7
    ahead = 7 - back
    if which in {"last", "this past", "the previous"}:
        return (day - timedelta(days=back or 7)).isoformat()
    if which in {"next", "this coming", "the following"} or against.future:
        return (day + timedelta(days=ahead)).isoformat()
    return (day - timedelta(days=back)).isoformat()


def _year(match: re.Match[str], _against: Against, _words: TimeWords) -> str:
    return match["alone"]


_RESOLVERS = {
    "iso": _iso, "days": _some_days, "day": _one_day, "numeric": _numeric, "month": _month, "season": _season, "quarter": _quarter,
    "half": _half, "decade": _decade, "era": _era, "span": _span, "ago": _ago, "shift": _shift, "past": _past, "relative": _relative,
    "today": _today, "now": _now, "weekday": _weekday, "year": _year,
}
