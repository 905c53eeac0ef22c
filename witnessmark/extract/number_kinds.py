"""Says what a number is by the words around it: whether it counts something of the world, or why it does not."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from witnessmark.extract.lexicon import lexicon

REACH = 56
"""Code points before and after a number that are looked at."""

_OPENING = "\"'“”‘’«»‹›„([{—–"
_CLOSING = ".,;:!?)]}\"'“”‘’«»…"
_MARKS, _STARTING = _CLOSING + _OPENING, _OPENING[:-2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The lists of one language, ready to be asked."""

    sets: dict[str, frozenset[str]]
    money_before: dict[str, str]
    money_after: dict[str, str]
    bounds: dict[str, str]
    bound_ends: frozenset[str]
    """The last words of the phrases in `bounds`: a number after any other word is not bound from before."""
    bounds_after: dict[str, str]
    quantities: dict[str, str]
    """`duration`, `measure` or `times` for each word that measures."""
    after: re.Pattern[str]
    """The phrases of `bounds_after`, right behind a number."""
    names: re.Pattern[str]
    streets: re.Pattern[str]

    def has(self, kind: str, word: str) -> bool:
        """Return whether a list holds a word."""
        return word in self.sets[kind]


QUANTITIES = (("durations", "duration"), ("measures", "measure"), ("times", "times"))
"""Lists of words that measure and what they make of a number, the surest first."""


@functools.cache
def cues() -> Cues:
    """Return the lists around numbers. English serves for languages that have none: their words seldom meet."""
    lists = {kind: value["entries"] for kind, value in lexicon("numbers", "en").items()}
    flat = {kind: frozenset(str(word) for word in words) for kind, words in lists.items() if isinstance(words, list)}
    kinds = {phrase: sort for sort, phrases in lists["bounds"].items() for phrase in phrases}
    after = {phrase: sort for sort, phrases in lists["bounds_after"].items() for phrase in phrases}
    streets = "|".join(re.escape(word) for word in sorted(flat["streets"], key=len, reverse=True))
    quantities = {word: name for kind, name in reversed(QUANTITIES) for word in flat[kind]}
    address = re.compile(rf"(?:\s[A-Z][\w.'’-]*){{0,3}}?\s(?:{streets})(?!\w)", re.IGNORECASE)
    behind = "|".join(re.escape(phrase) for phrase in sorted(after, key=len, reverse=True))
    return Cues(sets=flat, money_before=lists["money_before"], money_after=lists["money_after"], bounds=kinds,
                bound_ends=frozenset(phrase.split()[-1] for phrase in kinds), bounds_after=after, quantities=quantities,
                after=re.compile(rf"(?:[ \u00a0]|,[ ](?=at |or |give))({behind})(?!\w)", re.IGNORECASE),
                names=re.compile("|".join(map(re.escape, lists["names"])), re.IGNORECASE), streets=address)


class Around(NamedTuple):
    """The words before and after a number, within its line."""

    before: tuple[str, ...]
    """As written, nearest last; a word that ends a clause keeps its mark and so meets no list."""
    lower: tuple[str, ...]
    after: tuple[str, ...]
    """Lower case, nearest first; ends at the first mark of punctuation; empty where a mark follows the number."""
    next_raw: str
    """The first of them as written."""
    hyphen: bool
    """The next word hangs on by a hyphen: "54-strong"."""

    def last(self, back: int = 1) -> str:
        """Return the word before the number, or the one `back` words before it, in lower case."""
        return self.lower[-back] if len(self.lower) >= back else ""

    def next(self, ahead: int = 0) -> str:
        """Return the word after the number, or one further on, in lower case."""
        return self.after[ahead] if len(self.after) > ahead else ""


def around(text: str, start: int, end: int) -> Around:
    """Return the words before and after a run."""
    line = text.rfind("\n", max(0, start - REACH), start) + 1
    pieces = text[max(line, start - REACH) : start].split()[-6:]
    if start and not text[start - 1].isspace() and pieces and pieces[-1][-1] not in _OPENING:
        pieces = pieces[:-1] if pieces[-1][-1] not in "$€£¥₹₺₩₽~≈#§№-" else pieces
    before = tuple([piece.lstrip(_OPENING) for piece in pieces])
    stop = text.find("\n", end, end + REACH)
    tail = text[end : stop if stop >= 0 else end + REACH]
    hyphen = tail[:1] in ("-", "‐", "‑") and tail[1:2].isalpha()
    after: list[str] = []
    raw = ""
    if hyphen or tail[:1].isspace():
        for piece in (tail[1:] if hyphen else tail).split(None, 5)[:5]:
            plain = piece.isalnum()
            word = piece if plain else piece.strip(_MARKS)
            raw = raw or word
            after.append(word.lower())
            if not plain and (piece[0] in _STARTING or piece[-1] in _CLOSING):
                break
    return Around(before=before, lower=tuple([word.lower() for word in before]), after=tuple(after), next_raw=raw, hyphen=hyphen)


def money_of(text: str, start: int, near: Around, known: Cues) -> str | None:
    """Return the currency of an amount, or null where it is none."""
    sign = text[start - 1] if start else ""
    if sign in "$€£¥₹₺₩₽" and sign:
        return known.money_before[sign]
    if near.before and near.before[-1] in known.money_before:
        return known.money_before[near.before[-1]]
    words = known.sets["money_words"]
    for word in near.after[:4]:
        if word in known.money_after:
            return known.money_after[word]
        if word not in words:
            return None
    return None


def is_share(text: str, end: int, near: Around, known: Cues) -> bool:
    """Return whether a number is a percentage."""
    percent, first = known.sets["percent"], near.next()
    return (
        text[end : end + 1] in {"%", "％"}
        or first in percent
        or f"{first} {near.next(1)}" in percent
        or text[end : end + 2] in {" %", "\u00a0%", "\u202f%"}
    )


def is_age(text: str, start: int, end: int, value: Decimal, near: Around) -> bool:
    """Return whether a number is somebody's age: "aged 34", "34-year-old", "the defendant, 60, faces"."""
    if cues().has("ages_before", near.last()):
        return True
    first = near.next()
    if first.startswith(("year", "month")):
        if near.hyphen and first.startswith(("year-old", "years-old", "month-old", "months-old")):
            return True
        if first in {"year", "years", "months", "month"} and (near.next(1) == "old" or near.after[1:3] == ("of", "age")):
            return True
        if first.startswith(("year-old", "years-old")):
            return True
    return (
        text[start - 2 : start] == ", "
        and text[end : end + 1] in {",", ")", ";"}
        and 5 <= value <= 110
        and not text[end + 1 : end + 3].strip().isdigit()
        and bool(near.before)
        and near.before[-1][:-1].isalpha()
    )


def quantity_of(near: Around, known: Cues) -> str | None:
    """Return `duration`, `measure` or `times` for what is measured rather than counted."""
    first = near.next()
    if near.hyphen:
        words = {first.split("-")[0].rstrip("'’"), first.rstrip("'’")}
        name = next((name for kind, name in QUANTITIES if not known.sets[kind].isdisjoint(words)), None)
    else:
        name = known.quantities.get(first.rstrip("'’"))
    if name is not None:
        return name
    for ahead in (1, 2, 3):
        if not known.has("duration_words", near.next(ahead - 1)):
            return None
        if known.has("durations", near.next(ahead).rstrip("'’")):
            return "duration"
    return None


def is_label(text: str, start: int, end: int, near: Around, known: Cues, *, digits: bool) -> bool:
    """Return whether a number names a section, page, bill, address or line of a list."""
    last, raw = near.last(), near.before[-1] if near.before else ""
    if raw in {"No", "NO", "Nos"} and digits:
        return True
    if known.has("labels", last) or (digits and last != "no" and known.has("labels_digits", last)):
        return True
    weak = known.has("labels_weak", last) or known.has("labels_weak", f"{near.last(2)} {last}")
    named = raw[:1].isupper() or (last == "of" and len(near.before) > 1 and near.before[-2][:1].isupper())
    if weak and (named or not near.after):
        return True
    return digits and _marked(text, start, end, near, known)


def _marked(text: str, start: int, end: int, near: Around, known: Cues) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("(", "[") and after in (")", "]") and before:
        return True
    line = text.rfind("\n", max(0, start - 12), start) + 1
    begins = (line > 0 or start <= 12) and not text[line:start].strip(" \t([")
    if begins and after in {".", ")"} and text[end + 1 : end + 2].isspace():
        return True
    if end - start == 5 and len(near.before) > 0 and len(near.before[-1]) == 2 and near.before[-1].isupper():
        return True  # a postal code after the letters of a state
    return near.next_raw[:1].isupper() and known.streets.match(text, end) is not None


_QUOTED, _UNQUOTED = frozenset("\"'“‘«"), frozenset("\"'”’»")
_RING = re.compile(r"[\"”’']?\s(?:is|was|being)\s(?:the|a|an|China's|China’s)\s(?:[\w'’]+\s){0,4}?number\b")


def is_phone(text: str, start: int, end: int, near: Around, known: Cues) -> bool:
    """Return whether short digits are a number to ring: "the emergency number 110", "110 is the telephone number of ..."."""
    words = known.sets["phone_words"]
    if not words.isdisjoint(near.lower[-3:]):
        return True
    if near.next() in words or (near.next() == "police" and near.next(1) in {"number", "hotline"}):
        return True
    if text[start - 1 : start] in _QUOTED and text[end : end + 1] in _UNQUOTED:
        return True
    return _RING.match(text, end) is not None


def is_year(near: Around, value: Decimal, known: Cues) -> bool:
    """Return whether four bare digits between 1500 and 2099 are a year."""
    counted = known.has("person_nouns", near.next())
    if counted and not known.has("year_words", near.last()):
        return False
    round_number = value % 100 == 0 and value not in (1900, 2000)
    return not (round_number and near.next().endswith("s") and not known.has("year_words", near.last()))


def is_pronoun(near: Around, known: Cues) -> bool:
    """Return whether "one" stands for a thing or a person rather than counting: "the one", "one of the four", "no one", "a new one"."""
    first, last = near.next(), near.last()
    noun = bool(first) and not known.has("function_words", first)
    if first == "of":
        listed = near.next(1) == "them" and known.has("function_words", near.next(2)) and near.next(2) in {"in", "at", "near"}
        return (known.has("one_of", near.next(1)) or near.next(1).endswith(("'s", "’s"))) and not listed
    if known.has("one_after", first) or known.has("one_before_always", last) or (known.has("one_before", last) and not noun):
        return True
    for back, word in enumerate(reversed(near.lower[-3:])):
        if known.has("one_stop", word) or not word.isalpha():
            return False
        if known.has("one_reach", word):
            return back > 0 or not noun
    return False


def is_name(text: str, start: int, near: Around, known: Cues) -> bool:
    """Return whether a number word belongs to a name: "Five Eyes", "the Two Sessions"."""
    if not text[start].isupper():
        return False
    fixed = known.names.search(text, max(0, start - 9), start + 32)
    if fixed is not None and fixed.group()[0].isupper() and fixed.start() <= start:
        return True
    if not near.next_raw[:1].isupper() or not near.before:
        return False
    if not near.before[-1][-1:].isalpha():
        return False
    line = text[text.rfind("\n", max(0, start - 200), start) + 1 : start + 60].partition("\n")[0]
    words = [word for word in line.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) * 2 < len(words)  # else it is a headline in capitals


_WHERE = frozenset(("over", "under", "above", "below", "beyond", "close to", "around", "about"))
"""Before small numbers these say where, not how many: "under two presidents", "over three borders"."""


def bound_of(near: Around, value: Decimal, known: Cues) -> tuple[str, int] | None:
    """Return `min`, `max` or `about` with how many words before the number say so, the longest phrase first."""
    if near.last() not in known.bound_ends:
        return None
    for size in range(min(5, len(near.lower)), 0, -1):
        phrase = " ".join(near.lower[-size:])
        sort = known.bounds.get(phrase)
        if sort is None:
            continue
        if value < 10 and phrase in _WHERE:
            return None
        return sort, size
    return None
