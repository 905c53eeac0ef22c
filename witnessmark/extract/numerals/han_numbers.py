"""Finds the numbers of a text in a language of number signs with a place value: value, range, bounds, measure word and kind."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from witnessmark.extract.numerals.amounts import Amount, decimal_string
from witnessmark.extract.numerals.fixed import form_of, hangs_on, run_end
from witnessmark.extract.numerals.han import read_signs
from witnessmark.extract.numerals.han_kinds import Said, bound_after, bound_before, lead_of, measured, said
from witnessmark.extract.numerals.han_lists import Signs, fixed_words, signs
from witnessmark.extract.numerals.listed import of_lists
from witnessmark.extract.numerals.number import Number

LONGEST_RUN = 60
"""A longer run of number signs is no number that anybody wrote."""
_HUNDRED = Decimal(100)


def find_signs(text: str, language: str) -> list[Number]:
    """Return the numbers of a text in order, none overlapping another."""
    known = signs(language)
    words = _words(text, language, known)
    found: list[Number] = []
    free, at = 0, 0
    for run in known.runs.finditer(text):
        while at < len(words) and words[at][1] <= run.start():
            found.extend(_word(text, words[at], free))
            free = max(free, words[at][1]) if words[at][2] != "keep" else free
            at += 1
        if run.end() - run.start() > LONGEST_RUN:
            continue
        for number, end in _in_run(text, (max(free, run.start()), run.end()), free, words[at : at + LONGEST_RUN], known):
            found.extend(number)
            free = end
    for word in words[at:]:
        found.extend(_word(text, word, free))
        free = max(free, word[1]) if word[2] != "keep" else free
    return of_lists(text, found, known.sets["list_joints"])


_Word = tuple[int, int, str, str]
"""Start, end, sort and value of a fixed word."""


def _words(text: str, language: str, known: Signs) -> list[_Word]:
    """Return the fixed words of a text in order; one right behind a number sign is part of something else."""
    automaton, made = fixed_words(language)
    out: list[_Word] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        before = text[start - 1 : start]
        if before and (before in known.marks or before in known.plus or before.isdigit()):
            continue
        out.append((start, end, *made[index]))
    return out


def _word(text: str, word: _Word, free: int) -> list[Number]:
    """Return the number that a fixed word is: vague, uncounted, or a part of a whole."""
    start, end, sort, value = word
    if start < free or sort in {"skip", "keep"}:
        return []
    kind = {"vague": "cardinal", "several": "pronoun", "share": "share"}[sort]
    return [Number(start=start, end=end, value=value, min=value if kind != "share" else None, words=text[start:end], kind=kind,
                   with_bound=(start, end), unit="fraction" if kind == "share" else None)]  # fmt: skip


def _in_run(text: str, span: tuple[int, int], free: int, words: list[_Word], known: Signs) -> Iterator[tuple[list[Number], int]]:
    """Yield the numbers that begin in a run of number signs, each with the place after it."""
    at, end = span
    while at < end:
        word = next((w for w in words if w[0] <= at < w[1] and w[2] != "keep"), None)
        if word is not None:
            yield _word(text, word, free), word[1]
            at = free = word[1]
            continue
        stop = min((w[0] for w in words if w[0] > at and w[2] != "keep"), default=len(text))
        number, beyond = _at(text, at, stop, known)
        yield ([number] if number is not None else []), beyond
        at = free = max(beyond, at + 1)


def _at(text: str, start: int, stop: int, known: Signs) -> tuple[Number | None, int]:
    """Return the number at a place, or null, and where to look on."""
    if "0" <= text[start] <= "9":
        number, end = _by_form(text, start, known)
        if end > start:
            return number, end
    first = read_signs(text, start, known)
    if first is not None and first.end > stop and not first.digits:
        first = read_signs(text, start, known, stop)
    if first is None:
        return None, run_end(text, start) if text[start].isdigit() else start + 1
    number = _share(text, first, known) or _counted(text, first, known)
    return number, number.end if number is not None else first.end


def _by_form(text: str, start: int, known: Signs) -> tuple[Number | None, int]:
    """Return digits whose form alone says what they are, and their end; the start itself where the words around must say."""
    if hangs_on(text, start):
        return None, run_end(text, start)
    form, digits = form_of(text, start), known.digits.match(text, start)
    if form is None and digits is not None and "a" <= text[digits.end() : digits.end() + 1].lower() <= "z":
        form = ("label", digits.end()) if measured(text, digits.end(), known) is None else None
    if form is None or (form[0] == "label" and digits is not None and digits.end() > form[1]):
        return None, start
    kind, end = form
    value = text[start : run_end(text, start)]
    return Number(start=start, end=end, value=value, words=text[start:end], kind=kind, with_bound=(start, end)), end


def _share(text: str, first: Amount, known: Signs) -> Number | None:
    """Return "三分之一" or "百分之七十五", or null."""
    mark = next((m for m in known.sets["part_of"] if text.startswith(m, first.end)), None)
    if mark is None or first.end + len(mark) >= len(text) or first.value == 0:
        return None
    part = read_signs(text, first.end + len(mark), known)
    if part is None:
        return None
    second = _range(text, part, part.end, known)
    end = second.end if second else part.end
    percent = first.value == _HUNDRED
    value = part.value if percent else round(part.value / first.value, 4)
    high = None
    if second is not None or part.high is not None:
        top = second.value if second is not None else (part.high or part.value)
        high = decimal_string(top if percent else round(top / first.value, 4))
    low = decimal_string(value)
    return _bounded(text, Said("share", "percent" if percent else "fraction", end=end, start=first.start),
                    _Ends(first.start, end, end, low, low if high else None, high), known)  # fmt: skip


def _counted(text: str, first: Amount, known: Signs) -> Number | None:
    """Return a number with its range, bounds, measure word and kind; null where the signs number nothing."""
    end = first.plus[1] if first.plus else first.end
    lead = lead_of(text, first.start, known) if first.open else None
    after = measured(text, end, known)
    if first.bare and lead is None and first.plus is None and (after is None or after[0] not in known.sets["bare_measures"]):
        return None
    second = _range(text, first, end, known) if not first.vague else None
    low_value = first.value
    if second is not None:
        if first.scale == 1 and second.scale > 1 and first.value < second.head:
            low_value = first.value * second.scale
        if second.value <= low_value:
            second, low_value = None, first.value
    stop = second.end if second is not None else first.end
    behind = (second.plus[1] if second.plus else second.end) if second is not None else end
    told = said(text, first, behind, known)
    if told.kind == "tenth":
        return _in_tens(text, first, told, known)
    value = decimal_string(low_value)
    low = value if second is not None or first.vague or first.high is not None else None
    high = decimal_string(second.value) if second is not None else (decimal_string(first.high) if first.high is not None else None)
    plus = second.plus if second is not None else first.plus
    number = _bounded(text, told, _Ends(first.start, stop, behind, value, low, high, plus[0] if plus else None, lead), known)
    alone = first.sole and stop - first.start == 1 and number.words not in known.sets["sole_counts"]
    if alone and number.kind == "cardinal" and number.measure is None and number.with_bound == (first.start, stop):
        return None  # a sign alone is more often part of a word than a number
    return number


def _in_tens(text: str, first: Amount, told: Said, known: Signs) -> Number:
    """Return a percentage in tens: "八成", "七成五"."""
    digit = read_signs(text, told.end, known)
    more = digit is not None and digit.sole and digit.value < 10 and measured(text, digit.end, known) is None
    share = first.value * 10 + (digit.value if digit is not None and more else 0)
    high = decimal_string(first.high * 10) if first.high is not None else None
    end = digit.end if digit is not None and more else first.end
    value = decimal_string(share)
    told = told._replace(kind="share", unit="percent")
    return _bounded(text, told, _Ends(first.start, end, end, value, value if high else None, high), known)


class _Ends(NamedTuple):
    """A number with its range, before what bounds it."""

    start: int
    end: int
    right: int
    """The end with what hangs on behind: "余", "多"."""
    value: str
    low: str | None = None
    high: str | None = None
    plus: str | None = None
    lead: tuple[str, int] | None = None


def _bounded(text: str, told: Said, ends: _Ends, known: Signs) -> Number:
    """Return a number with what bounds it from before, by what hangs on it, and from behind."""
    start, end, right, value, low, high, plus, bound = ends
    kind, left, about = told.kind, told.start, False
    if bound is None and kind not in {"label", "date", "phone", "ordinal", "rank", "clock"}:
        bound = bound_before(text, start, known)
    if bound is not None:
        low, high, about = _bound(bound[0], value, low, high)
        left = min(left, bound[1])
    if plus is not None:
        low, high, about = _bound(plus, value, low, high)
    after = bound_after(text, (right, told.end) if told.end > right else (right,), known)
    if after is not None and kind not in {"label", "phone", "clock"}:
        low, high, about = _bound(after[0], value, low, high)
        right = after[1]
    elif low is not None and high is not None:
        close = next((word for word in known.sets["range_after"] if text.startswith(word, told.end)), "")
        right = told.end + len(close) if close else right
    if kind == "pronoun" and bound is not None and bound[0] != "about":
        kind = "cardinal"
    return Number(start=start, end=end, value=value, min=low, max=high, words=text[start:end], kind=kind, with_bound=(left, right),
                  unit=told.unit, approximate=about, measure=told.measure)  # fmt: skip


def _bound(sort: str, value: str, low: str | None, high: str | None) -> tuple[str | None, str | None, bool]:
    if sort == "min":
        return value, high, False
    if sort == "max":
        return low, high or value, False
    return low, high, True


def _range(text: str, first: Amount, end: int, known: Signs) -> Amount | None:
    """Return the high end of a range that a number begins, also behind the number's measure word ("19岁至30岁"), or null."""
    after = measured(text, end, known)
    places = (end,) if after is None or after[1] in {"year", "month", "day"} else (end, after[3])
    for at in places:
        joint = next((word for word in known.joints if text.startswith(word, at)), None)
        if joint is None or at + len(joint) >= len(text):
            continue
        second = read_signs(text, at + len(joint), known)
        if second is None or second.vague or second.bare or (second.sole and first.digits):
            continue
        if joint in known.sets["near_joints"] and second.value - first.value > 2:
            continue
        if at != end and measured(text, second.end, known) is None:
            continue
        if known.ends("change", text, first.start):
            return None
        return second
    return None
