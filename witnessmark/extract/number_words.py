"""Reads the value of a number that begins at a place: digits with separators, number words, and both mixed ("1.3 million")."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from witnessmark.extract.lexicon import entries, languages, lexicon

LONGEST = 40
"""Words, or digits, of one number at most: hostile text cannot make the grammar walk far."""


class Amount(NamedTuple):
    """A value at a place, before anything is known of what it counts."""

    start: int
    end: int
    value: Decimal
    vague: bool = False
    """The least that the words can mean: "dozens", "several hundred"."""
    digits: bool = False
    """Written in digits alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The number words of a language with what they are."""

    classes: dict[str, tuple[str, int]]
    """Word to class (`small`, `teens`, `tens`, `hundred`, `scales`, `dozens`, `vague`) and value."""
    digits: re.Pattern[str]
    thousands: str
    decimal: str
    suffixes: dict[str, int]
    before: re.Pattern[str] | None
    """What may stand before a magnitude: "a", "half a", "several"."""
    articles: frozenset[str]
    several: frozenset[str]
    halves: re.Pattern[str] | None
    """"and a half"."""


_STEP = re.compile(r"(?P<gap>[ \u00a0]and[ \u00a0]|[ \u00a0\u202f-])(?P<word>[^\W\d_]+)")
_HEAD = re.compile(r"[^\W\d_]+")


@functools.cache
def grammar(language: str) -> Grammar:
    """Return the number grammar of a language; one without lists reads digits in English form."""
    code = language.partition("-")[0]
    code = code if code in languages("numbers") else "en"
    marks = entries("numbers", code, "separators")
    group, point = re.escape(marks["thousands"]), re.escape(marks["decimal"])
    grouped, spaced = rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{point}\d+)?", r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
    digits = re.compile(rf"{grouped}|{spaced}|\d+(?:{point}\d+)?")
    lists = lexicon("numbers", code)
    classes = {word: (kind, int(value)) for kind in ("small", "teens", "tens", "hundred", "scales", "dozens", "vague")
               for word, value in (lists[kind]["entries"] if kind in lists else {}).items()}
    several = tuple(lists["several"]["entries"]) if "several" in lists else ()
    articles = tuple(lists["articles"]["entries"]) if "articles" in lists else ()
    before = halves = None
    if articles:
        words = sorted((*several, *articles, *(f"half {a}" for a in articles)), key=len, reverse=True)
        before = re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, words))})[ \u00a0]$", re.IGNORECASE)
        halves = re.compile(r"[ \u00a0]and[ \u00a0]a[ \u00a0]half\b", re.IGNORECASE)
    suffixes = lists["suffixes"]["entries"] if "suffixes" in lists else {}
    return Grammar(classes=classes, digits=digits, thousands=marks["thousands"], decimal=marks["decimal"], suffixes=suffixes,
                   before=before, articles=frozenset(articles), several=frozenset(several), halves=halves)


_Token = tuple[str, int, int, str]
"""Class, value, end, gap before (" ", "-" or "and")."""


def read_amount(text: str, start: int, words: Grammar, *, alone: bool = False) -> Amount | None:
    """Return the number that begins at a place, with a magnitude's article before it where it has one, or null.

    `alone` reads the first number of "between two hundred and three hundred": an "and" ends it.
    """
    if text[start].isdigit():
        return _read_digits(text, start, words)
    tokens = _tokens(text, start, words)
    if not tokens:
        return None
    kind = tokens[0][0]
    if kind == "vague":
        return _read_vague(text, start, tokens[0], words)
    first, multiplier, vague = start, Decimal(1), False
    if kind in {"hundred", "scales", "dozens"}:
        first, multiplier, vague = _lead(text, start, words)
    value, used = _chain(tokens, multiplier if kind in {"hundred", "scales", "dozens"} else None, alone=alone)
    end = tokens[used - 1][2]
    value, end = _halved(text, end, value, words, tokens[used - 1])
    return Amount(start=first, end=end, value=value, vague=vague)


def _tokens(text: str, start: int, words: Grammar) -> list[_Token]:
    head = _HEAD.match(text, start)
    if head is None or head.group().lower() not in words.classes:
        return []
    kind, value = words.classes[head.group().lower()]
    tokens: list[_Token] = [(kind, value, head.end(), "")]
    while len(tokens) < LONGEST and (step := _STEP.match(text, tokens[-1][2])) is not None:
        known = words.classes.get(step["word"].lower())
        if known is None or known[0] == "vague":
            break
        gap = "and" if len(step["gap"]) > 1 else step["gap"]
        tokens.append((*known, step.end(), gap))
    return tokens


def _lead(text: str, start: int, words: Grammar) -> tuple[int, Decimal, bool]:
    """Return where "a million", "half a dozen", "several hundred" begins, what it multiplies by, and whether it is vague."""
    match = words.before.search(text, max(0, start - 20), start) if words.before else None
    if match is None:
        return start, Decimal(1), False
    said = match.group().strip().lower()
    if said in words.articles:
        return match.start(), Decimal(1), False
    if said in words.several:
        return match.start(), Decimal(1), True
    return match.start(), Decimal("0.5"), False


def _chain(tokens: list[_Token], lead: Decimal | None, *, alone: bool) -> tuple[Decimal, int]:
    """Return the value of the longest number that the tokens begin with, and how many of them it uses."""
    total, at, smallest = Decimal(0), 0, None
    while at < len(tokens):
        if at and not _goes_on(tokens, at, smallest, alone=alone):
            break
        if at == 0 and lead is not None and tokens[0][0] in {"scales", "dozens"}:
            group, after = lead, 0
        else:
            group, after = _group(tokens, at, lead if at == 0 else None, alone=alone)
        scale = 1
        while after < len(tokens) and tokens[after][0] in {"scales", "dozens"} and tokens[after][3] != "and":
            if smallest is not None and tokens[after][1] >= smallest:
                break
            scale, after = scale * tokens[after][1], after + 1
        total, at, smallest = total + group * scale, after, scale
        if scale == 1 or tokens[after - 1][0] == "dozens":
            break
    return total, at


def _goes_on(tokens: list[_Token], at: int, smallest: int | None, *, alone: bool) -> bool:
    """Return whether "... and N" or "... N" after a scale is still the same number, not the next of a list or a range."""
    if tokens[at][0] not in {"small", "teens", "tens"} or (alone and tokens[at][3] == "and"):
        return False
    after = _group(tokens, at, None, alone=alone)[1]
    next_scale = tokens[after][1] if after < len(tokens) and tokens[after][0] in {"scales", "dozens"} else 1
    return smallest is not None and next_scale < smallest


def _group(tokens: list[_Token], at: int, lead: Decimal | None, *, alone: bool) -> tuple[Decimal, int]:
    """Return the value below a thousand that stands at a token, and the token after it."""
    if lead is not None and tokens[at][0] == "hundred":
        value, after = lead * 100, at + 1
    else:
        low, after = _below_hundred(tokens, at)
        if after >= len(tokens) or tokens[after][0] != "hundred" or tokens[after][3] == "and":
            return Decimal(low), after
        value, after = Decimal(low * 100), after + 1
    if after < len(tokens) and tokens[after][0] in {"small", "teens", "tens"} and not (alone and tokens[after][3] == "and"):
        rest, beyond = _below_hundred(tokens, after)
        if beyond >= len(tokens) or tokens[beyond][0] != "hundred":
            return value + rest, beyond
    return value, after


def _below_hundred(tokens: list[_Token], at: int) -> tuple[int, int]:
    kind, value = tokens[at][:2]
    if kind == "tens" and at + 1 < len(tokens) and tokens[at + 1][0] == "small" and tokens[at + 1][3] != "and":
        return value + tokens[at + 1][1], at + 2
    return value, at + 1


def _halved(text: str, end: int, value: Decimal, words: Grammar, last: _Token) -> tuple[Decimal, int]:
    match = words.halves.match(text, end) if words.halves else None
    if match is None:
        return value, end
    unit = Decimal(last[1]) if last[0] in {"hundred", "scales"} else Decimal(1)
    value, end = value + unit / 2, match.end()
    step = _STEP.match(text, end)
    known = words.classes.get(step["word"].lower()) if step and len(step["gap"]) == 1 else None
    if step and known and known[0] == "scales" and unit == 1:
        return value * known[1], step.end()
    return value, end


_OF_VAGUE = re.compile(r"[ \u00a0]of[ \u00a0](?P<word>[^\W\d_]+)")


def _read_vague(text: str, start: int, token: _Token, words: Grammar) -> Amount | None:
    """Return "dozens", "tens of thousands": the least that they can mean."""
    _kind, value, end, _gap = token
    total = Decimal(value)
    while (match := _OF_VAGUE.match(text, end)) is not None:
        kind, size = words.classes.get(match["word"].lower(), ("", 0))
        if kind != "vague":
            break
        total, end = total * size, match.end()
    if total < 12:
        return None  # "tens" alone: seldom a count, and never one that can be added
    return Amount(start=start, end=end, value=total, vague=True)


_BLANKS = re.compile(r"[\u00a0\u202f\u2009 ]")


def _read_digits(text: str, start: int, words: Grammar) -> Amount | None:
    match = words.digits.match(text, start)
    if match is None or match.end() - start > LONGEST:
        return None
    plain = match.group()
    if not plain.isdigit():
        plain = plain.replace(words.thousands, "") if words.thousands not in "  " else plain
        plain = _BLANKS.sub("", plain).replace(words.decimal, ".")
    value, end = Decimal(plain), match.end()
    tail = _HEAD.match(text, end) if text[end : end + 1].isalpha() else None
    if tail is not None:
        scale = words.suffixes.get(tail.group().lower())
        if scale is None:
            return Amount(start=start, end=end, value=value, digits=True)
        return Amount(start=start, end=tail.end(), value=value * scale)
    step = _STEP.match(text, end)
    while step is not None and len(step["gap"]) == 1 and (known := words.classes.get(step["word"].lower())) is not None:
        if known[0] not in {"hundred", "scales", "dozens"}:
            break
        value, end = value * known[1], step.end()
        step = _STEP.match(text, end)
    return Amount(start=start, end=end, value=value, digits=end == match.end())


def decimal_string(value: Decimal) -> str:
    """Return a value as a plain decimal string: no exponent, no trailing zeros."""
    if value == (whole := int(value)):
        return str(whole)
    plain = str(value)
    if plain.isdigit():
        return plain
    plain = format(value.normalize(), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
