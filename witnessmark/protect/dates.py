"""A day in other words: five orders of digits, and the names of months in the languages of the field."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

LANGUAGES = ("en", "es", "fr", "de", "it", "pt", "ru", "tr", "ar", "kk", "nl", "pl", "uk")


@functools.cache
def months() -> tuple[tuple[str, ...], ...]:
    """Return the names of each of the twelve months, whole and shortened, in every language."""
    from babel import Locale

    found: list[dict[str, None]] = [{} for _ in range(12)]
    for language in LANGUAGES:
        said = Locale(language).months
        for kind, width in itertools.product(("format", "stand-alone"), ("wide", "abbreviated")):
            for number, name in said[kind][width].items():
                if any(c.isalpha() for c in name):
                    found[number - 1][name] = None
    return tuple(tuple(names) for names in found)


def dates(year: str, month: str, day: str) -> Iterator[str]:
    """Yield a day as it may be written, with every punctuation as a blank."""
    if not 1 <= int(month) <= 12:
        return
    for d, m in ((str(int(day)), str(int(month))), (day, month)):
        yield from (f"{d} {m} {year}", f"{m} {d} {year}", f"{year} {m} {d}", f"{year} {d} {m}")
        yield from (f"{year}年{m}月{d}日", f"{year}년 {m}월 {d}일")
        for name in months()[int(month) - 1]:
            yield from (f"{d} {name} {year}", f"{name} {d} {year}", f"{year} {name} {d}")
            yield from (f"{d} de {name} de {year}", f"{d} de {name} del {year}")
            yield from (f"{name} {d}{th} {year}" for th in ("st", "nd", "rd", "th"))
            yield from (f"{d}{th} {of}{name} {year}" for th in ("st", "nd", "rd", "th") for of in ("", "of "))


def fragments(year: str, month: str, day: str) -> Iterator[str]:
    """Yield the month of a year and the day of a month: each says little, and beside initials it says who."""
    if not 1 <= int(month) <= 12:
        return
    yield from (f"{year} {month}", f"{month} {year}", f"{int(month)} {year}", f"{year}年{int(month)}月", f"{int(month)}月{int(day)}日")
    for name in months()[int(month) - 1]:
        yield from (f"{name} {year}", f"{name} de {year}", f"{int(day)} {name}", f"{name} {int(day)}", f"{int(day)} de {name}")
