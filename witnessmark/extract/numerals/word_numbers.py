"""Finds the numbers of a text in a language of words: value, range, bounds and kind, all out of the language's lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from witnessmark.extract.letters import digit_runs
from witnessmark.extract.number_kinds import Around, around
from witnessmark.extract.numerals.amounts import Amount, decimal_string
from witnessmark.extract.numerals.digits import in_style
from witnessmark.extract.numerals.fixed import form_of, hangs_on, run_end
from witnessmark.extract.numerals.listed import of_lists
from witnessmark.extract.numerals.number import Number
from witnessmark.extract.numerals.word_kinds import (
    before_words,
    bound_after,
    bound_before,
    changes,
    is_article,
    is_name,
    is_share,
    money_of,
    place_of,
    reasons,
)
from witnessmark.extract.numerals.word_lists import WordLists, word_lists, word_starts
from witnessmark.extract.numerals.words import WORD, item_at, read_words

_UNBOUND = frozenset({"label", "date", "phone", "ordinal", "rank", "clock", "year"})
_WHOLES = frozenset(Decimal(n) for n in (*range(2, 11), 20, 100, 1000))
_BLANKS = " \u00a0\u202f\u2009"
_STEP = re.compile(r"[ \u00a0\u202f‑-](?P<word>[^\W\d_]+)")


def find_words(text: str, language: str) -> list[Number]:
    """Return the numbers of a text in order, none overlapping another."""
    known = in_style(text, word_lists(language))
    found: list[Number] = []
    free = 0
    for start in _starts(text, language):
        if start < free:
            continue
        number, free = _at(text, start, free, known)
        if number is not None:
            found.append(number)
    return of_lists(text, found, known.sets["list_joints"])


def _starts(text: str, language: str) -> list[int]:
    """Return where digits begin, and words that may begin a number, in order."""
    starts = [start for start, _ in digit_runs(text)]
    for _index, start, _end in word_starts(language).find_matches_as_indexes(text):
        if not (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
            starts.append(start)
    starts.sort()
    return starts


def _at(text: str, start: int, free: int, known: WordLists) -> tuple[Number | None, int]:
    """Return the number at a place, or null, and where to look on."""
    if text[start].isdigit():
        number, beyond = _by_form(text, start, known)
        if beyond > start:
            return number, beyond
    else:
        number = _ordinal(text, start, known)
        if number is not None:
            return number, number.end
    number = _counted(text, start, known)
    if number is None:
        return None, run_end(text, start) if text[start].isdigit() else max(free, start)
    return number, _percent_end(text, number.end, known) if number.unit == "percent" else number.end


def _percent_end(text: str, end: int, known: WordLists) -> int:
    """Return the end of the words that make a number a percentage: "por ciento" has a number word of its own."""
    at = end
    for _ in range(2):
        step = _STEP.match(text, at)
        if step is None:
            break
        at = step.end()
        if text[end:at].strip(_BLANKS).lower() in known.sets["percent"]:
            return at
    return end


def _plain(start: int, end: int, value: str, text: str, kind: str, unit: str | None = None) -> Number:
    return Number(start=start, end=end, value=value, words=text[start:end], kind=kind, with_bound=(start, end), unit=unit)


def _by_form(text: str, start: int, known: WordLists) -> tuple[Number | None, int]:
    """Return digits whose form alone says what they are, and their end; the start itself where the words around must say."""
    end = run_end(text, start)
    if hangs_on(text, start):
        return None, end
    kind, beyond = _form(text, start, end, known)
    if kind is None:
        return None, start
    return _plain(start, beyond, text[start:end], text, kind), beyond


def _form(text: str, start: int, end: int, known: WordLists) -> tuple[str | None, int]:
    """Return the kind of digits by their form alone, with its end, or null."""
    digits, form, phone = known.digits.match(text, start), form_of(text, start), _GROUPS.match(text, start)
    if phone is not None and not known.sets["phone_words"].isdisjoint(word.lower() for word in before_words(text, start, known)[-4:]):
        return "phone", phone.end()
    if form is not None and (form[0] in {"date", "clock", "year"} or digits is None or form[1] > digits.end()):
        return form
    if digits is None or (end - start > 8 and digits.end() == end):
        return "phone", end
    mark = known.ordinal_marks.match(text, end) if known.ordinal_marks and end - start <= 4 else None
    if mark is not None and _marks_ordinal(text, start, mark, known):
        return "date" if around(text, start, mark.end()).next() in known.sets["months"] else "ordinal", mark.end()
    tail = WORD.match(text, digits.end())
    if tail is None or tail.group().lower() in known.suffixes or tail.group() in known.suffixes:
        return None, start
    return _by_letters(text, tail, known)


def _by_letters(text: str, tail: re.Match[str], known: WordLists) -> tuple[str, int]:
    """Return what letters right behind digits make of them: "45enne", "20h30", "12km", "54b"."""
    word = tail.group().lower()
    if word in known.sets["clock_words"]:
        minutes = run_end(text, tail.end())
        return "clock", minutes if minutes - tail.end() <= 2 else tail.end()
    return "age" if word in known.sets["ages_after"] else known.quantities.get(word, "label"), tail.end()


_GROUPS = re.compile(r"[0-9]{2,4}(?:[ .-][0-9]{2,4}){2,5}(?![0-9A-Za-z])")
"""Digits as telephone numbers are grouped."""


def _marks_ordinal(text: str, start: int, mark: re.Match[str], known: WordLists) -> bool:
    """Return whether what follows digits makes them an ordinal; a dot alone does so only after an article and before a word."""
    if mark[1] != ".":
        return True
    words = before_words(text, start, known)
    return bool(words) and words[-1].lower() in known.sets["ordinal_before"] and text[mark.end() : mark.end() + 2].strip().isalpha()


def _ordinal(text: str, start: int, known: WordLists) -> Number | None:
    """Return an ordinal in words, or a word that is a part of a whole, that begins at a place."""
    head = WORD.match(text, start)
    if head is None:
        return None
    word = head.group().lower()
    if word in known.shares:
        part = _plain(start, head.end(), decimal_string(known.shares[word]), text, "share", "fraction")
        return _bound_number(text, part, before_words(text, start, known), known)
    if word not in known.ordinals:
        item = item_at(text, start, known)
        made = item is not None and item.part.sort == "ordinal"
        return _plain(start, item.end, decimal_string(item.part.value), text, "ordinal") if made and item is not None else None
    value, end, last = known.ordinals[word], head.end(), known.ordinals[word]
    if _doubtful(text, start, end, known):
        return None
    while (step := _STEP.match(text, end)) is not None and step["word"].lower() in known.ordinals:
        more = known.ordinals[step["word"].lower()]
        if more >= last or last % 10:
            break
        value, end, last = value + more, step.end(), more
    return _plain(start, end, decimal_string(value), text, "ordinal")


def _counted(text: str, start: int, known: WordLists) -> Number | None:
    """Return the number at a place with its range, bounds and kind."""
    first = read_words(text, start, known)
    if first is None:
        return None
    told = before_words(text, start, known)
    at = 1 + (len(told) > 1 and told[-1].lower() in known.sets["range_articles"])
    between = len(told) >= at and told[-at].lower() in known.sets["between"]
    second = _range_end(text, first, told, known, between=between)
    if second is None and first.sole and _doubtful(text, first.start, first.end, known):
        return None
    if between and not first.digits and not first.sole:
        first, second = _split(text, first, second, told, known)
    if second is None and (special := _special(text, first, known)) is not None:
        return _bound_number(text, special, told, known)
    value = first.value * second.scale if second is not None and _shares_scale(first, second) else first.value
    end = second.end if second else first.end
    kind, unit = _kind(text, first, end, around(text, start, end), known)
    words, high = decimal_string(value), decimal_string(second.value) if second else None
    number = Number(start=start, end=end, value=words, min=words if second or first.vague else None, max=high, words=text[start:end],
                    kind=kind, with_bound=(start, end), unit=unit, approximate=first.about)  # fmt: skip
    number = _bound_number(text, number, told, known)
    if between and second is not None:
        left = min(place_of(text, start, told[-at:]), number.with_bound[0])
        number = number._replace(with_bound=(left, number.with_bound[1]))
    return number


def _split(text: str, first: Amount, second: Amount | None, told: Sequence[str], known: WordLists) -> tuple[Amount, Amount | None]:
    """Return the ends of "entre mil e novecentos e vinte mil", whose first could go on: the longest first that a higher second follows."""
    shorter = (read_words(text, first.start, known, most=most) for most in range(1, _WORDS_TRIED + 1))
    tried = {short.end: short for short in shorter if short is not None}
    for end in sorted(tried, reverse=True):
        higher = _range_end(text, tried[end], told, known, between=True)
        if higher is not None:
            return tried[end], higher
    return first, second


_WORDS_TRIED = 12


def _shares_scale(first: Amount, second: Amount) -> bool:
    """Return whether the scale of a range's high end is that of the low end too: "de 3 a 5 millones"."""
    return first.scale == 1 and second.scale > 1 and first.value < second.head


def _kind(text: str, first: Amount, end: int, near: Around, known: WordLists) -> tuple[str, str | None]:
    """Return the kind of a number and its unit, where the kind has one."""
    start = first.start
    money = money_of(text, start, end, near, known)
    if money is not None:
        return "money", money
    if is_share(text, end, near, known):
        return "share", "percent"
    for kind in reasons(text, first, end, near, known):
        return kind, None
    if first.value == 1 and not first.digits and is_article(text, first, near, known):
        return "pronoun", None
    return ("label", None) if is_name(text, start, known) else ("cardinal", None)


def _bound_number(text: str, number: Number, told: Sequence[str], known: WordLists) -> Number:
    """Return a number with what bounds it from before and from behind."""
    low, high, about, kind = number.min, number.max, number.approximate, number.kind
    left, right = number.with_bound
    bound = bound_before(text, number.start, Decimal(number.value), told, known) if kind not in _UNBOUND or kind == "year" else None
    if bound is not None and kind == "year" and bound[0] == "about":
        bound = None
    if bound is not None:
        if kind in {"pronoun", "year"} and bound[0] != "about":
            kind = "cardinal" if kind == "pronoun" or not _dates(text, number.start, known) else kind
        if kind != "year":
            low, high, about = _bounded(bound[0], number.value, low, high, about=about)
            left = bound[1]
    after = bound_after(text, number.end, known)
    if after is not None and kind not in _UNBOUND:
        low, high, about = _bounded(after[0], number.value, low, high, about=about)
        right = after[1]
    return number._replace(min=low, max=high, approximate=about, kind=kind, with_bound=(left, right))


def _dates(text: str, start: int, known: WordLists) -> bool:
    """Return whether a word of a date stands right before a year, so that what looks like a bound is one of time: "hasta 2022"."""
    near = around(text, start, start)
    return near.last() in known.sets["year_words"]


def _bounded(sort: str, value: str, low: str | None, high: str | None, *, about: bool) -> tuple[str | None, str | None, bool]:
    if sort == "min":
        return value, high, about
    if sort == "max":
        return low, high or value, about
    return low, high, True


def _special(text: str, first: Amount, known: WordLists) -> Number | None:
    """Return "dos tercios", "tres cuartas partes", "nueve de cada diez" or "veintiuno" as an ordinal's head, or null."""
    step = _STEP.match(text, first.end)
    if step is None:
        return None
    word = step["word"].lower()
    two = _STEP.match(text, step.end())
    both = f"{word} {two['word'].lower()}" if two is not None else ""
    for told, end in ((both, two.end() if two else 0), (word, step.end())):
        parts = known.fractions.get(told)
        if parts is not None and first.value < parts and first.value == int(first.value):
            return _plain(first.start, end, decimal_string(round(first.value / parts, 4)), text, "share", "fraction")
    if word in known.ordinals_last and first.value >= 10:
        return _plain(first.start, step.end(), decimal_string(first.value + known.ordinals_last[word]), text, "ordinal")
    for told, end in ((both, two.end() if two else 0), (word, step.end())):
        if told in known.sets["per"] and text[end : end + 1] == " " and text[end + 1 : end + 2].isalnum():
            whole = read_words(text, end + 1, known)
            if whole is not None and not whole.vague and whole.value > first.value and whole.value in _WHOLES:
                return _plain(first.start, whole.end, decimal_string(round(first.value / whole.value, 4)), text, "share", "fraction")
    return None


def _doubtful(text: str, start: int, end: int, known: WordLists) -> bool:
    """Return whether a word is more likely another that is written alike: "sei" (you are), "segundo" (according to)."""
    rule = known.doubtful.get(text[start:end].lower())
    if rule is None:
        return False
    near = around(text, start, end)
    following = near.next()
    elided = following[: following.find("’" if "’" in following else "'") + 1]
    return near.last() in rule[0] or following in rule[1] or elided in rule[1]


_JOINT = re.compile(r"[ \u00a0]?(?P<dash>[-–—])[ \u00a0]?|[ \u00a0](?P<word>[^\W\d_]+)(?:[ \u00a0]|(?=['’]))")


def _range_end(text: str, first: Amount, told: Sequence[str], known: WordLists, *, between: bool) -> Amount | None:
    """Return the high end of a range that a number begins, or null."""
    joint = _JOINT.match(text, first.end)
    if joint is None or joint.end() >= len(text) or not text[joint.end()].isalnum() or first.vague:
        return None
    word, alternative = (joint["word"] or "").lower(), False
    if not joint["dash"]:
        alternative = not between and word in known.sets["or_joints"]
        if not alternative and word not in known.sets["between_joints" if between else "joints"]:
            return None
    article = _STEP.match(text, joint.end() - 1)
    skipped = article is not None and article["word"].lower() in known.sets["range_articles"] and text[article.end()] == " "
    at = article.end() + 1 if article is not None and skipped else joint.end()
    second = read_words(text, at, known) if at < len(text) and text[at].isalnum() else None
    if second is None or second.vague:
        return None
    low = first.value * second.scale if _shares_scale(first, second) else first.value
    step = second.value - low
    if alternative:
        fits = step <= 2 or (second.value % 10 == 0 and step <= second.value / 2)
    elif joint["dash"]:
        fits = first.digits and (second.digits or second.value >= 1000)
    else:
        fits = between or not changes(told, known)
    return second if fits and step > 0 else None
