"""What a template read of a time, and what it is resolved against: the day of publication, the time named before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

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


class Against(NamedTuple):
    """What a relative time is resolved against."""

    published: Published | None
    future: bool | None
    """The words around put it after publication; null where they leave that open."""
    before: str | None
    """The EDTF of the time named before it, for "the same day", "a week earlier"."""
    beside: str | None
    """The EDTF of the time named before it in the same paragraph, whose month a bare day shares."""
    same: str | None
    """The EDTF of the time named before it in the same sentence, after which a month without a year may come."""


class Read(NamedTuple):
    """What a template read."""

    slots: Mapping[str, str]
    """The words in each slot that was filled."""
    against: Against
    words: TimeWords

    def said(self, slot: str) -> str | None:
        """Return the words in a slot as the lists have them, or null."""
        found = self.slots.get(slot)
        return plain(found) if found else None

    def value(self, slot: str, kind: str | None = None) -> Any:  # noqa: ANN401 -- what the list says
        """Return what the words in a slot mean by the list of that name (or another); null where the slot is empty.

        Raises:
            UnresolvedError: The list does not have the words, as where a letter only looks like another.
        """
        found = self.said(slot)
        if found is None:
            return None
        meant = self.words.values[kind or slot].get(found)
        if meant is None:
            raise UnresolvedError
        return meant

    def number(self, slot: str, kind: str = "counts") -> int | None:
        """Return the number in a slot, by digits, a list or numerals; null where it is none."""
        found = self.said(slot)
        if found is None:
            return None
        if found.isdecimal():
            return int(found)
        listed = self.words.values.get(kind, {}).get(found)
        if listed is not None:
            return int(listed)
        numerals = self.words.values.get("numerals", {})
        return _composed([int(numerals[sign]) for sign in found]) if all(sign in numerals for sign in found) else None


_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "‑": "-"})


def plain(said: str) -> str:
    """Return words as the lists write them."""
    return said.lower().translate(_PLAIN)


def _composed(signs: list[int]) -> int:
    """Return the number of some numerals: digits by place (2, 0, 2, 2), or with tens and hundreds between (2, 10, 6)."""
    if all(sign < 10 for sign in signs):
        return int("".join(map(str, signs)))
    total, held = 0, 0
    for sign in signs:
        if sign < 10:
            held = sign
        elif sign in {20, 30}:
            total, held = total + sign, 0
        else:
            total, held = total + (held or 1) * sign, 0
    return total + held


class UnresolvedError(Exception):
    """The words cannot be resolved: no day of publication, or none fits."""


def known_of(against: Against) -> Published:
    """Return what is known of the day of publication, or raise UnresolvedError."""
    if against.published is None:
        raise UnresolvedError
    return against.published


def day_of(against: Against) -> date:
    """Return the day of publication, or raise UnresolvedError."""
    known = known_of(against)
    if known.day is None:
        raise UnresolvedError
    return known.day


def month_span(year: int, first: int, count: int) -> str:
    """Return an interval of whole months; the first may lie beyond December."""
    over, month = divmod(first - 1, 12)
    beyond, last = divmod(first - 1 + count - 1, 12)
    low, high = f"{year + over:04d}-{month + 1:02d}", f"{year + beyond:04d}-{last + 1:02d}"
    return low if count == 1 else f"{low}/{high}"


def year_of(read: Read) -> int | None:
    """Return the year that a time names or points to ("July this year"), or null where it names none."""
    if (year := read.number("year", "year_words")) is not None:
        return _plausible(year)
    if (short := read.number("yy")) is not None:
        return short + (2000 if short < 60 else 1900)
    if (reign := read.number("reign")) is not None:
        return _plausible(int(read.value("eras")) + reign)
    if read.said("whose") is None:
        return None
    whose = read.value("whose")
    if isinstance(whose, int):
        return known_of(read.against).year + whose
    if read.against.before is None:
        raise UnresolvedError
    base = re.search(r"\d{3}[\dX]", read.against.before)
    if base is None:
        raise UnresolvedError
    return int(base[0].replace("X", "0")) + {"after": 1, "before": -1}.get(str(whose), 0)


def _plausible(year: int) -> int:
    if not 1900 <= year <= 2099:
        raise UnresolvedError
    return year


def filled(match: re.Match[str]) -> dict[str, str]:
    """Return the words in each slot that was filled; a slot may stand in several alternatives of a template."""
    return {name.partition("__")[0]: said for name, said in match.groupdict().items() if said is not None}


def names_no_year(slots: Mapping[str, str]) -> bool:
    """Whether a time of a sort that may name its year does not."""
    return not ("year" in slots or "yy" in slots or "reign" in slots)
