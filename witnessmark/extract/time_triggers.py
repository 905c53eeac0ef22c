"""Finds the words and digits that a time may hold, and where such a time may begin; nothing else of a text is looked at for times."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from witnessmark.extract.letters import digit_runs
from witnessmark.extract.time_words import words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SORTS: dict[str, tuple[int, frozenset[str]]] = {
    "month": (4, frozenset(("days", "day", "month"))),
    "weekday": (3, frozenset(("day", "weekday"))),
    "season": (3, frozenset(("season",))),
    "digits": (4, frozenset(("iso", "numeric", "half", "decade", "era", "span", "year"))),
    "unit": (5, frozenset(("quarter", "ago", "shift", "past", "relative"))),
    "today": (5, frozenset(("today",))),
    "now": (5, frozenset(("now",))),
}
"""For each sort of trigger how many words before it a time may begin, and which kinds of time may hold it; a word may be of several."""


_OPENERS = frozenset(
    ("the", "this", "last", "next", "that", "past", "previous", "current", "coming", "early", "earlier", "late", "later", "mid", "first",
     "second", "third", "fourth", "over", "in", "during", "within", "for", "right", "by", "up", "until", "as", "at", "to", "so", "these",
     "thus", "yesterday", "q1", "q2", "q3", "q4"),
)
"""Words that a time may begin with, besides digits, counts, weekdays and the words that it is found by."""


@functools.cache
def patterns_of(sort: str) -> tuple[int, tuple[tuple[str, re.Pattern[str]], ...], frozenset[str]]:
    """Return for a sort of trigger the words back, the patterns that may hold it, and the words that may open them."""
    known = words("en")
    if known is None:
        return 0, (), frozenset()
    found = [_SORTS[name] for name in sort.split()]
    back, kinds = max(back for back, _ in found), frozenset().union(*(kinds for _, kinds in found))
    return back, tuple(pair for pair in known.patterns if pair[0] in kinds), _OPENERS | known.counts.keys() | known.weekdays.keys()


_UNITS = ("ago", "day", "days", "week", "weeks", "weekend", "month", "months", "quarter", "year", "years", "decade", "decades", "century")


@functools.cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Return an automaton over the words that a time may hold, and the sort of each."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    known = words("en")
    sorts: dict[str, str] = {}
    if known is not None:
        phrases = {"unit": (*_UNITS, "Q1", "Q2", "Q3", "Q4"), "now": known.sets["now"], "today": known.days}
        for word in (phrase.split()[-1] for said in phrases.values() for phrase in said):
            sorts[word] = " ".join(sort for sort, said in phrases.items() if any(word in phrase.split() for phrase in said))
        for sort, names in (("season", known.seasons), ("weekday", known.weekdays), ("month", known.months)):
            sorts |= dict.fromkeys(names, sort)
    forms = {form: sort for word, sort in sorts.items() for form in (word, word[:1].upper() + word[1:], word.upper())}
    return AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest), tuple(forms.values())


_NUMERIC = re.compile(r"\d\d?[./]\d\d?[./](?:19|20)\d\d|\d\d(?:th|st|nd|rd)[ -]century")


def triggers(text: str) -> list[tuple[int, str]]:
    """Return where words stand that a time may hold, in order, with their sort."""
    size = len(text)
    found: list[tuple[int, str]] = []
    for start, end in digit_runs(text):
        if (end - start == 4 and text[start : start + 2] in {"19", "20"}) or (end - start <= 2 and _NUMERIC.match(text, start)):
            found.append((start, "digits"))
    automaton, sorts = _automaton()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if not ((start and text[start - 1].isalnum()) or (end < size and text[end].isalnum())):
            found.append((start, sorts[index]))
    found.sort()
    return found


def begins(text: str, at: int, free: int, back: int, openers: frozenset[str]) -> list[int]:
    """Return where a time that holds the place may begin: so many words before at most, farthest first, within its line."""
    starts = [at]
    for _ in range(back):
        if at <= free or text[at - 1] not in " \u00a0-–/":
            break
        before = max(text.rfind(" ", free, at - 1) + 1, free)
        if at - before > 16 or not text[before : at - 1].isalnum():
            before = at - 1
            while before > free and not text[before - 1].isspace() and text[before - 1] not in "-–(\"“'‘/" and at - before < 16:
                before -= 1
        if before == at - 1:
            break
        if text[before].isdigit() or text[before : at - 1].rstrip(",").lower() in openers:
            starts.append(before)
        at = before
    return starts[::-1]
