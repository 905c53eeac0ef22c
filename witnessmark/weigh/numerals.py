"""Reads the numbers of a sentence: in digits in any language, in words in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

DIGITS = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:[,.\u00a0\u202f ][0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?")
"""A number in a sentence, with or without marks between thousands."""

ORDINAL = re.compile(r"(?:st|nd|rd|th)(?!\w)", re.IGNORECASE)

LONGEST = 20_000
"""Code points of a text that are read."""

UNITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_ONES = "|".join(UNITS[:9])
_ONE = "|".join(sorted((*UNITS, *TENS), key=len, reverse=True))
_SCALE = "|".join(SCALES)
WORDS = re.compile(
    rf"(?<![\w-])(?:(?:twenty|{'|'.join(TENS)})[- ](?:{_ONES})|{_ONE}|(?<=\ba )(?:{_SCALE}))"
    rf"(?:(?:[- ]| and )(?:(?:twenty|{'|'.join(TENS)})[- ](?:{_ONES})|{_ONE}|{_SCALE})(?!\w))*(?!\w)"
    r"(?!-?(?:first|second|third|fifth|\w+th)\b)",
    re.IGNORECASE,
)
"""Number words of English that follow one another."""

VAGUE = re.compile(r"(?<![\w-])(?:dozens?|scores|hundreds|thousands|millions|billions|half a dozen)(?![\w-])", re.IGNORECASE)
"""Number words that give no one number."""


def written(text: str) -> Iterator[set[Decimal]]:
    """Yield, for each number in digits that is no ordinal, what it may be: a mark may stand before thousands or before a fraction."""
    for match in DIGITS.finditer(text[:LONGEST]):
        if ORDINAL.match(text, match.end()):
            continue
        digits = match.group()[:40]
        bare = re.sub(r"[^0-9]", "", digits)
        readings = {Decimal(bare)}
        if len(parts := re.split(r"[.,]", digits)) == 2:
            readings.add(Decimal(".".join(re.sub(r"[^0-9]", "", part) or "0" for part in parts)))
        yield readings


def spelled(text: str) -> Iterator[Decimal]:
    """Yield the numbers of an English text that stand in words; "one" alone is more often a pronoun, and is left out."""
    for match in WORDS.finditer(text[:LONGEST]):
        words = [word for word in re.split(r"[\s-]+", match.group().casefold()) if word]
        yield from (value for value in _values(words) if value != 1)


def vague(text: str) -> frozenset[str]:
    """Return the number words of an English text that give no one number: "dozens"."""
    return frozenset(match.group().casefold() for match in VAGUE.finditer(text[:LONGEST]))


def _values(words: list[str]) -> Iterator[Decimal]:
    """Yield the numbers of a run of number words: "two hundred and ten" is one, "two and three" are two."""
    total, part, least, any_word = 0, 0, 0, False
    for word in words:
        scale, value = SCALES.get(word), _value(word)
        if scale == 100:
            part, least = max(part, 1) * 100, 100
        elif scale:
            total, part, least = total + max(part, 1) * scale, 0, scale
        elif value and any_word and least <= value:
            yield Decimal(total + part)
            total, part, least = 0, value, 10 if value >= 20 and value % 10 == 0 else 1
        elif value:
            part, least = part + value, 10 if value >= 20 else 1
        any_word = any_word or word != "and"
    if any_word:
        yield Decimal(total + part)


def _value(word: str) -> int:
    if word in UNITS:
        return UNITS.index(word) + 1
    return (TENS.index(word) + 3) * 10 if word in TENS else 0
