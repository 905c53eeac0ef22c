"""Says what a number in Chinese is by the signs around it, and what bounds it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from witnessmark.extract.numerals.amounts import Amount
from witnessmark.extract.numerals.fixed import marks_section
from witnessmark.extract.numerals.han import classifier
from witnessmark.extract.numerals.han_lists import Signs

_BLANKS = " \u00a0\u2009\u202f"
_QUOTES = frozenset('“”"「」『』‘’')
PHONE_REACH = 10


class Said(NamedTuple):
    """What a number is, and its measure word where it has one."""

    kind: str
    unit: str | None = None
    measure: str | None = None
    end: int = 0
    """Where the measure word ends, or the number."""
    start: int = 0
    """Where what belongs to the number begins: the sign of an ordinal."""


def measured(text: str, end: int, known: Signs) -> tuple[str, str, str | None, int] | None:
    """Return the word right after a number (one blank may stand between), what it makes of the number, its unit and its end."""
    at = end + 1 if text[end : end + 1] in _BLANKS and end < len(text) else end
    made = classifier(text, at, known)
    return (*made, at + len(made[0])) if made is not None and made[1] != "none" else None


def said(text: str, first: Amount, end: int, known: Signs) -> Said:
    """Return what a number is; `end` is that of the number or the range, with what hangs on behind."""
    start = first.start
    if known.ends("ordinals_before", text, start):
        made = classifier(text, end, known)
        place = known.begins("labels_ordinal", text, end)
        return Said("label" if place else "ordinal", start=start - 1, end=end + len(made[0]) if made and place else end)
    currency = _currency(text, start, known)
    after = measured(text, end, known)
    if currency is not None:
        return Said("money", currency, end=after[3] if after and after[1] == "money" else end, start=start)
    if known.ends("labels_before", text, start, 6) or _marked(text, start, end, known):
        return Said("label", end=end, start=start)
    if after is None:
        return Said(_bare(text, first, start, end, known), end=end, start=start)
    word, made_of, unit, beyond = after
    kind = _kind(text, first, (start, end, beyond), (word, made_of), known)
    if kind == "share":
        unit = "percent"
    counts = kind in {"cardinal", "pronoun"}
    if kind == "rank":
        unit = None
    return Said(kind, unit, word if counts else None, beyond, start)


def _kind(text: str, first: Amount, span: tuple[int, int, int], after: tuple[str, str], known: Signs) -> str:
    """Return the kind that a word after a number makes of it."""
    (start, end, beyond), (word, made), value = span, after, first.value
    told, kind = text[start:end], "share" if made == "percent" else made
    if made in _CALENDAR:
        kind = _calendar(made, told, value, known, vague=first.vague)
    elif word in known.sets["clock_marks"] and (known.ends("clock_before", text, start) or text[beyond : beyond + 1].isdigit()):
        kind = "clock"
    elif known.ends("ages_before", text, start):
        kind = "age"
    elif made == "cardinal" and known.ends("ranks_before", text, start) and not known.ends("ranks_none", text, start):
        kind = "rank"
    elif made == "cardinal" and told in known.sets["one"] and not _one_counts(text, start, beyond, known):
        kind = "pronoun"
    return kind


_CALENDAR = {"year": 2999, "month": 12, "day": 31, "decade": 2999}
"""The most that a number may be before such a word and be a date."""


def _calendar(made: str, told: str, value: Decimal, known: Signs, *, vague: bool) -> str:
    """Return what a number before a word for a year, month, day or decade is."""
    if made == "decade":
        return "year"
    if made == "year":
        return "year" if _is_year(told, value) else "duration"
    long = vague or value > _CALENDAR[made] or not known.sets["days_long"].isdisjoint(told)
    return "duration" if long else "date"


def _is_year(told: str, value: Decimal) -> bool:
    """Return whether a number before the word for a year is one: four digits, or digits one by one."""
    return 1000 <= value <= 2999 and value == int(value) and not any(sign in told for sign in ",，")


def _bare(text: str, first: Amount, start: int, end: int, known: Signs) -> str:
    """Return the kind of a number that no word follows."""
    before = text[max(0, start - PHONE_REACH) : start]
    after = text[end : end + PHONE_REACH]
    if first.digits and end - start <= 5:
        words = known.sets["phones"]
        if any(word in before or word in after for word in words):
            return "phone"
        if start and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES and end < len(text):
            return "phone"
    if first.digits and end - start == 4 and 1900 <= first.value <= 2099:
        return "year"
    return "age" if known.ends("ages_before", text, start) else "cardinal"


def _currency(text: str, start: int, known: Signs) -> str | None:
    for size in range(min(4, start), 0, -1):
        currency = known.money_before.get(text[start - size : start])
        if currency is not None:
            return currency
    at = start - 1
    if at > 0 and text[at] in _BLANKS:
        for size in range(min(4, at), 0, -1):
            currency = known.money_before.get(text[at - size : at])
            if currency is not None:
                return currency
    return None


def _marked(text: str, start: int, end: int, known: Signs) -> bool:
    """Return whether a number is the mark of a list or stands alone in brackets."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in "([（［〔" and after and after in ")]）］〕":
        return before == "[" or start < 2 or not ("\u4e00" <= text[start - 2] <= "\u9fff") or not text[start:end].isdigit()
    begins = start == 0 or before == "\n" or (before in "(（ \t" and text[max(0, start - 3) : start].strip("(（ \t") in {"", "\n"})
    if begins and marks_section(text, start, end):
        return True
    if not begins or not known.begins("list_marks", text, end, 1):
        return False
    return not text[end + 1 : end + 2].isdigit()


def _one_counts(text: str, start: int, beyond: int, known: Signs) -> bool:
    """Return whether "one" with its measure word counts: after "only" and its like, or with no noun behind it."""
    if known.ends("one_counts_after", text, start) or text[beyond - 1 : beyond] in known.sets["one_counts_measures"]:
        return True
    if known.ends("one_article_after", text, start):
        return False
    return start > 0 and (beyond >= len(text) or known.begins("ends_phrase", text, beyond, 2))


def bound_before(text: str, start: int, known: Signs) -> tuple[str, int] | None:
    """Return `min`, `max` or `about` and where the words that say so begin."""
    at = start
    for _ in range(3):
        while at and text[at - 1] in _BLANKS:
            at -= 1
        for size in range(min(known.bounds_longest, at), 0, -1):
            sort = known.bounds.get(text[at - size : at])
            if sort is not None:
                return (sort, at - size) if sort != "none" else None
        step = next((size for size in (2, 1) if at >= size and text[at - size : at] in known.fillers), 0)
        if not step:
            return None
        at -= step
    return None


def lead_of(text: str, start: int, known: Signs) -> tuple[str, int] | None:
    """Return what bounds a multiplier that stands alone: "上百", "过千"."""
    for size in (2, 1):
        sort = known.leads.get(text[start - size : start]) if start >= size else None
        if sort is not None:
            return sort, start - size
    return bound_before(text, start, known)


def bound_after(text: str, ends: tuple[int, ...], known: Signs) -> tuple[str, int] | None:
    """Return the sort and the end of what bounds a number from behind, right after it or after its measure word."""
    for end in ends:
        if known.begins("not_bounds_after", text, end):
            continue
        for size in range(4, 0, -1):
            sort = known.bounds_after.get(text[end : end + size])
            if sort is not None:
                return sort, end + size
    return None
