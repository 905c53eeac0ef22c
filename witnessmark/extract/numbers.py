"""Finds numbers in text: what they say, within which bounds, and whether they count anything."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from witnessmark.extract.letters import digit_runs
from witnessmark.extract.lexicon import entries, languages, lexicon
from witnessmark.extract.number_kinds import (
    REACH,
    Around,
    Cues,
    around,
    bound_of,
    cues,
    is_age,
    is_label,
    is_name,
    is_phone,
    is_pronoun,
    is_share,
    is_year,
    money_of,
    quantity_of,
)
from witnessmark.extract.number_words import Amount, Grammar, decimal_string, grammar, read_amount
from witnessmark.extract.numerals.number import Number

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["Number", "find_numbers", "starts_of"]


def find_numbers(text: str, *, language: str = "en", starts: Sequence[int] | None = None) -> list[Number]:
    """Return the numbers of a text in order, none overlapping another.

    `starts` is what `starts_of` gives, where that was asked before; languages that do not write numbers as English does look themselves.
    """
    code = language.partition("-")[0]
    written = writing(code)
    if written == "positional":
        from witnessmark.extract.numerals.han_numbers import find_signs

        return find_signs(text, code)
    if written == "spaced":
        from witnessmark.extract.numerals.word_numbers import find_words

        return find_words(text, code)
    words, known = grammar(language), cues()
    found: list[Number] = []
    free = 0
    for start in starts_of(text) if starts is None else starts:
        if start < free:
            continue
        fixed = _fixed(text, start)
        if fixed is not None:
            free = fixed[0].end
            if fixed[1]:
                found.append(fixed[0])
            continue
        number = _ordinal(text, start) or _counted(text, start, free, words, known)
        if number is not None:
            found.append(number)
            free = number.end
    return found


@functools.cache
def writing(code: str) -> str | None:
    """Return how a language writes numbers (`positional`, `spaced`), or null where its lists do not say."""
    lists = lexicon("numbers", code) if code in languages("numbers") else {}
    return str(lists["writing"]["entries"]["words"]) if "writing" in lists else None


@functools.cache
def _automaton() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = {*grammar("en").classes, *entries("numbers", "en", "ordinals"), "half", "quarter"}
    forms = sorted({form for word in words for form in (word, word.capitalize(), word.upper())})
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest)


_DIGITS = re.compile(r"[0-9]+")


def starts_of(text: str) -> list[int]:
    """Return where digits or whole number words begin, in order."""
    size = len(text)
    starts = [start for start, _ in digit_runs(text)]
    for _index, start, end in _automaton().find_matches_as_indexes(text):
        if (start and (text[start - 1].isalnum() or text[start - 1] == "_")) or (end < size and text[end].isalnum()):
            continue
        starts.append(start)
    starts.sort()
    return starts


_YEAR = r"(?:1[5-9]|20)\d\d"
_FIXED = re.compile(
    rf"""(?P<date>(?:{_YEAR}-[01]\d(?:-[0-3]\d)?|{_YEAR}/[01]?\d/[0-3]?\d|[0-3]?\d/[0-3]?\d/(?:\d{{4}}|\d\d)|[0-3]?\d\.[01]?\d\.(?:\d{{4}}|\d\d))(?![\w/]))
    |(?P<clock>(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?[ap]\.?m\b\.?)?|(?:\.[0-5]\d)?\s?(?:[ap]\.?m\b\.?|o['’]clock\b|hrs\b)))
    |(?P<phone>(?:00|0)\d{{1,4}}(?:[ -]\d{{2,5}}){{1,4}}(?![\w-])|\d{{3}}-\d{{3,4}}-\d{{4}}(?![\w-])|\d{{9,15}}(?!\w))
    |(?P<year>{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d)(?![\w-])|{_YEAR}['’]?s\b)
    |(?P<ordinal>\d{{1,4}}(?:st|nd|rd|th)\b)
    |(?P<share>\d{{1,2}}/\d{{1,2}}(?![\w/]))
    |(?P<label>\d+(?:\.\d+){{2,}}|\d+(?:-\d+){{2,}}|\d+[^\W\d_][\w-]*|\d+[/_=@]\w[\w/_=.-]*)""",
    re.VERBOSE,
)
_PLUS_PHONE = re.compile(r"\d{1,3}(?:[ ().-]{1,2}\d{1,5}){2,6}(?!\w)")
_TEENS = re.compile(r"\d{1,2}(?:th|st|nd|rd) (?:century|centuries)")


def _fixed(text: str, start: int) -> tuple[Number, bool] | None:
    """Return a number whose form alone says what it is, and whether it is worth telling; null where the words around it must say."""
    if not text[start].isdigit():
        return None
    digits = _DIGITS.match(text, start)
    if text[start - 1 : start] == "+" and (phone := _PLUS_PHONE.match(text, start)) is not None:
        return _number(phone.start(), phone.end(), "0", text, "phone"), True
    if digits is None or _glued(text, start):
        return _number(start, digits.end() if digits else start + 1, "0", text, "label"), False
    match = _FIXED.match(text, start)
    kind = match.lastgroup if match else None
    if match is None or kind is None or (kind == "label" and _grown(match.group())):
        return None
    if kind == "share" and not 0 < int(digits.group()) < int(match.group().partition("/")[2]):
        kind = "label"
    return _number(start, match.end(), digits.group(), text, kind), True


def _grown(run: str) -> bool:
    """Return whether letters after digits are a magnitude or a measure ("54k", "12km") or hang on by a hyphen ("54-strong")."""
    tail = run.lstrip("0123456789.,")
    return tail.startswith("-") or tail.lower() in grammar("en").suffixes or cues().has("measures", tail.lower())


def _glued(text: str, start: int) -> bool:
    """Return whether digits hang on letters, an address or a decimal point: "G20", "COVID-19", "v2.1", "example.org/54"."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalpha():
        return ord(before) < 0x2E80  # Han and kana stand beside digits without a space
    if before in "-–" and start > 1 and text[start - 2].isalpha():
        return not _EASY.search(text, max(0, start - 7), start - 1)
    if before in "_/=@&?" and start > 1 and not text[start - 2].isspace():
        return True
    return before in ".,'’" and start > 1 and text[start - 2].isdigit()


_EASY = re.compile(r"(?<!\w)(?:mid|post|pre|late|early|end|some|nearly)$", re.IGNORECASE)
"""What may hang before a year or a number by a hyphen."""


def _ordinal(text: str, start: int) -> Number | None:
    """Return an ordinal word ("twenty-first") or a fraction in words ("two-thirds", "half of") that begins at a place."""
    head = _HEAD.match(text, start)
    return _ordinal_word(text, start, head.end()) if head else None


def _ordinal_word(text: str, start: int, end: int) -> Number | None:
    word, classes = text[start:end].lower(), grammar("en").classes
    ordinals, fractions = entries("numbers", "en", "ordinals"), entries("numbers", "en", "fractions")
    if word == "half":
        return _number(start, end, fractions["half"], text, "share", unit="fraction") if _HALF.match(text, end) else None
    if word in fractions and word != "half" and _PART_OF.match(text, end) and _A_PART.search(text, max(0, start - 4), start):
        return _number(start, end, fractions[word], text, "share", unit="fraction")
    if word in ordinals:
        return _number(start, end, str(ordinals[word]), text, "ordinal")
    both = _TWO_WORDS.match(text, start)
    return _two_words(text, both, word) if both is not None and word in classes else None


def _two_words(text: str, both: re.Match[str], word: str) -> Number | None:
    """Return "twenty-first" or "two-thirds", or null where two words are neither."""
    (start, end), classes = both.span(), grammar("en").classes
    ordinals, fractions = entries("numbers", "en", "ordinals"), entries("numbers", "en", "fractions")
    second, (kind, size) = both["second"].lower(), classes[word]
    if kind == "tens" and ordinals.get(second, 10) < 10:
        return _number(start, end, str(size + ordinals[second]), text, "ordinal")
    if second in fractions and second != "half" and kind in {"small", "teens"}:
        return _number(start, end, decimal_string(Decimal(fractions[second]) * size), text, "share", unit="fraction")
    return None


_HEAD = re.compile(r"[^\W\d_]+")
_HALF = re.compile(r"[ \u00a0](?:of|the|these|those|their|its|his|her|all)\b")
_PART_OF = re.compile(r"[ \u00a0]of\b")
_A_PART = re.compile(r"\b(?:a|one)[ \u00a0-]$", re.IGNORECASE)
_TWO_WORDS = re.compile(r"[^\W\d_]+[- ](?P<second>[^\W\d_]+)(?![\w-])")


def _number(start: int, end: int, value: str, text: str, kind: str, *, unit: str | None = None) -> Number:
    return Number(start=start, end=end, value=value, words=text[start:end], kind=kind, with_bound=(start, end), unit=unit)


def _counted(text: str, start: int, free: int, words: Grammar, known: Cues) -> Number | None:
    """Return the number at a place with its range, bounds and kind."""
    between = text[max(0, start - 8) : start].lower() == "between "
    first = read_amount(text, start, words, alone=between)
    if first is None or first.start < free:
        return None
    second = _range_end(text, first, words, between=between)
    if between and second is None and (longer := read_amount(text, start, words)) is not None:
        second = _range_end(text, longer, words, between=True)  # "between two hundred and ten and three hundred"
        first = longer if second is not None else first
    start, end = first.start, second.end if second else first.end
    near = around(text, start, end)
    kind, unit = _kind(text, first, end, near, known)
    if unit == "fraction" and (whole := _whole(text, first, words)) is not None:
        return _number(start, whole.end, decimal_string(round(first.value / whole.value, 4)), text, "share", unit=unit)
    bound = bound_of(near, first.value, known)
    if kind in {"year", "pronoun"} and bound is not None and bound[0] != "about":
        kind = "cardinal"
    value = decimal_string(first.value)
    low = value if second or first.vague else None
    high = decimal_string(second.value) if second else None
    left, right, about = start, end, False
    if bound is not None and kind not in {"label", "year", "date", "phone"}:
        low, high, about = _bounded(bound[0], value, low, high)
        left = _words_back(text, start, bound[1])
    if between and second:
        left = start - len("between ")
    after = _bound_after(text, end, known)
    if after is not None:
        low, high, about = _bounded(after[0], value, low, high)
        right = after[1]
    return Number(start=start, end=end, value=value, min=low, max=high, words=text[start:end], kind=kind, with_bound=(left, right),
                  unit=unit, approximate=about)


def _bounded(sort: str, value: str, low: str | None, high: str | None) -> tuple[str | None, str | None, bool]:
    if sort == "min":
        return value, high, False
    if sort == "max":
        return low, high or value, False
    return low, high, True


def _words_back(text: str, start: int, count: int) -> int:
    at = start
    for _ in range(count):
        at = len(text[:at].rstrip()) if at < REACH else at - (len(text[at - REACH : at]) - len(text[at - REACH : at].rstrip()))
        while at and not text[at - 1].isspace() and text[at - 1] not in "\"'“‘«([—–":
            at -= 1
    return at


def _bound_after(text: str, end: int, known: Cues) -> tuple[str, int] | None:
    """Return the sort and the end of what bounds a number from behind: "12 or more", "100+", "30-odd"."""
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum():
        return "min", end + 1
    if text[end : end + 5].lower() == "-plus" and not text[end + 5 : end + 6].isalnum():
        return "min", end + 5
    if text[end : end + 4].lower() in {"-odd", " odd"} and not text[end + 4 : end + 5].isalnum():
        return "about", end + 4
    match = known.after.match(text, end)
    return (known.bounds_after[match[1].lower()], match.end()) if match else None


_TO = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0](?:to|or)[ \u00a0]", re.IGNORECASE)
_AND = re.compile(r"[ \u00a0](?:and|to)[ \u00a0]", re.IGNORECASE)


def _range_end(text: str, first: Amount, words: Grammar, *, between: bool) -> Amount | None:
    """Return the high end of a range that a number begins, or null."""
    join = (_AND if between else _TO).match(text, first.end)
    if join is None or join.end() >= len(text) or not text[join.end()].isalnum():
        return None
    second = _second(text, join.end(), words)
    if second is None or second.value <= first.value:
        return None
    told = join.group().strip().lower()
    if told in _DASHES:
        return second if first.digits and (second.digits or second.value >= 1000) else None
    if told == "or":
        near = second.value - first.value <= 2 or (second.value <= 100 and second.value % 10 == 0)
        return second if near else None
    lead = text[max(0, first.start - 24) : first.start].lower().split()
    changes = lead[-1:] == ["from"] and not any(word in cues().sets["ranging"] for word in lead[:-1])
    return second if between or not changes else None


_DASHES = frozenset("-–—")


def _second(text: str, start: int, words: Grammar) -> Amount | None:
    lead = _LEAD.match(text, start)
    at = lead.end() if lead else start
    if at >= len(text) or not text[at].isalnum():
        return None
    amount = read_amount(text, at, words)
    return amount if amount is not None and not amount.vague and amount.start >= start else None


_LEAD = re.compile(r"(?:half[ \u00a0])?an?[ \u00a0](?=(?:dozen|hundred|thousand|million|billion)\b)", re.IGNORECASE)


def _kind(text: str, first: Amount, end: int, near: Around, known: Cues) -> tuple[str, str | None]:
    """Return the kind of a number and its unit, where the kind has one."""
    start, value = first.start, first.value
    money = money_of(text, start, near, known)
    if money is not None:
        return "money", money
    if is_share(text, end, near, known):
        return "share", "percent"
    for kind in _reasons(text, first, end, near, known):
        return kind, "fraction" if kind == "share" else None
    if value == 1 and not first.digits and text[start:end].lower() == "one" and is_pronoun(near, known):
        return "pronoun", None
    if not first.digits and is_name(text, start, near, known):
        return "label", None
    return "cardinal", None


def _reasons(text: str, first: Amount, end: int, near: Around, known: Cues) -> Iterator[str]:
    """Yield why a number counts nothing, the surest reason first."""
    start, value, digits = first.start, first.value, first.digits
    bare = digits and first.end - start == 4 and text[start : first.end].isdigit() and 1500 <= value <= 2099
    if is_age(text, start, end, value, near):
        yield "age"
    if (quantity := quantity_of(near, known)) is not None:
        yield quantity
    if _dated(near, known, value):
        yield "date"
    if known.has("ranks", near.last()):
        yield "rank"
    if digits and end - start <= 4 and is_phone(text, start, end, near, known):
        yield "phone"
    if is_label(text, start, end, near, known, digits=digits):
        yield "label"
    if bare and is_year(near, value, known):
        yield "year"
    if near.hyphen and known.has("hyphens", near.next().split("-")[0]):
        yield "label"
    if _whole(text, first, grammar("en")) is not None:
        yield "share"


_PER = re.compile(r"[ \u00a0](?:in|out of|in every)[ \u00a0](?:every[ \u00a0])?(?=\w)")
_WHOLES = frozenset(Decimal(n) for n in (*range(2, 11), 20, 100, 1000))


def _whole(text: str, first: Amount, words: Grammar) -> Amount | None:
    """Return the "ten" of "nine in ten" or "nine out of ten", or null."""
    joint = _PER.match(text, first.end)
    if joint is None:
        return None
    whole = read_amount(text, joint.end(), words)
    if whole is None or whole.vague or whole.value <= first.value:
        return None
    return whole if "out" in joint.group() or whole.value in _WHOLES else None


def _dated(near: Around, known: Cues, value: Decimal) -> bool:
    if value > 31:
        return False
    after, before = near.next_raw.rstrip("."), near.before[-1] if near.before else ""
    for word in (after, before):
        lower = word.lower()
        if known.has("months", lower) and (word[:1].isupper() or not known.has("not_months", lower.rstrip("."))):
            return True
    return near.next() == "of" and len(near.after) > 1 and known.has("months", near.next(1)) and not known.has("not_months", near.next(1))
