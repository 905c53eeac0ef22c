"""Reads digits with the separators of a language; where a text uses them the other way round, so does the reader."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from witnessmark.extract.numerals.amounts import LONGEST, Amount
from witnessmark.extract.numerals.word_lists import WordLists

_SUFFIX = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(r"[.,]")
_NO_DIGIT = re.compile(r"[^0-9]")
_IN_DOUBT = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}$")


def read_digits(text: str, start: int, known: WordLists) -> Amount | None:
    """Return the number that digits at a place write, with a magnitude of letters right behind them ("54k"), or null."""
    match = known.digits.match(text, start)
    if match is None or match.end() - start > LONGEST:
        return None
    about, mark = False, known.decimal
    swapped = None if match.group().isdigit() else _swapped(text, match, known)
    if swapped is not None:
        (match, about), mark = swapped, "," if mark == "." else "."
    grouped = swapped is not None or known.grouped.fullmatch(match.group()) is not None
    value = _plain(match.group(), mark, grouped=grouped)
    end = match.end()
    tail = _SUFFIX.match(text, end) if text[end : end + 1].isalpha() else None
    if tail is not None:
        scale = known.suffixes.get(tail.group()) or known.suffixes.get(tail.group().lower())
        if scale is not None:
            return Amount(start=start, end=tail.end(), value=value * scale, about=about, head=value, scale=Decimal(scale))
    return Amount(start=start, end=end, value=value, about=about, digits=True, head=value)


def _plain(told: str, mark: str, *, grouped: bool) -> Decimal:
    """Return the value of digits; outside groups of three either separator is a decimal mark."""
    whole, _, part = told.partition(mark) if grouped else _SEPARATORS.sub(".", told).partition(".")
    return Decimal(_NO_DIGIT.sub("", whole) + ("." + part if part else ""))


def _swapped(text: str, match: re.Match[str], known: WordLists) -> tuple[re.Match[str], bool] | None:
    """Return the match with the separators the other way round where the text writes them so, and whether that stays in doubt."""
    other = "," if known.decimal == "." else "."
    told = match.group()
    swapped = known.foreign.match(text, match.start())
    if swapped is None:
        return None
    if known.foreign_sign.search(swapped.group()):
        return swapped, False
    if known.in_doubt == "decimal" or not _IN_DOUBT.match(told) or known.decimal not in told or other in told:
        return None
    return swapped, known.in_doubt == "thousands"


def in_style(text: str, known: WordLists) -> WordLists:
    """Return the lists with what a text shows of its separators: the language's own, or the other way round."""
    if known.in_doubt == "decimal" and known.foreign_sign.search(text) is None:
        return known
    if known.foreign_sign.search(text) is not None:
        return replace(known, in_doubt="swapped")
    return replace(known, in_doubt="decimal") if known.native_sign.search(text) is not None else known
