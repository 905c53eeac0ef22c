"""The lists of a language that writes numbers in signs with a place value, ready to be asked."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from witnessmark.extract.lexicon import lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

AFTER = (
    ("not_classifiers", "none"), ("years", "year"), ("months", "month"), ("days", "day"), ("decades", "decade"), ("ages", "age"),
    ("durations", "duration"), ("measures", "measure"), ("times", "times"), ("percent", "percent"), ("tenths", "tenth"),
    ("not_tenths", "none"), ("clocks", "clock"), ("ordinals_after", "ordinal"), ("labels_after", "label"),
)  # fmt: skip
"""Lists of what stands right after a number, and what each makes of it; the longest word wins, then the later list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The number signs of one language and the words around numbers."""

    marks: dict[str, tuple[str, int]]
    """Sign to sort (`digit`, `unit`, `joined`, `scale`, `some`, `plus`) and value."""
    plus: dict[str, str]
    not_plus: frozenset[str]
    doubtful_plus: frozenset[str]
    pairs: frozenset[str]
    shorthand: frozenset[str]
    points: frozenset[str]
    runs: re.Pattern[str]
    digits: re.Pattern[str]
    fixed: dict[str, tuple[str, str]]
    """Word to sort (`skip`, `keep`, `vague`, `several`, `share`) and value."""
    after: dict[str, tuple[str, str | None]]
    """What stands after a number to what it makes of it and the unit that it implies."""
    after_longest: int
    bounds: dict[str, str]
    bounds_longest: int
    bounds_after: dict[str, str]
    leads: dict[str, str]
    fillers: frozenset[str]
    joints: tuple[str, ...]
    sets: dict[str, frozenset[str]]
    money_before: dict[str, str]
    thousands: str
    decimal: str

    def ends(self, kind: str, text: str, at: int, reach: int = 4) -> bool:
        """Return whether the text before a place ends with a word of a list."""
        words = self.sets[kind]
        return any(text[at - size : at] in words for size in range(min(reach, at), 0, -1))

    def begins(self, kind: str, text: str, at: int, reach: int = 4) -> bool:
        """Return whether the text from a place begins with a word of a list."""
        words = self.sets[kind]
        return any(text[at : at + size] in words for size in range(reach, 0, -1))


Lists = Callable[[str], Any]
"""The entries of a list by its name; of one that a language lacks, nothing."""


def lists_of(language: str) -> Lists:
    """Return the lists around numbers of a language."""
    lists = lexicon("numbers", language)
    return lambda kind: lists[kind]["entries"] if kind in lists else {}


_SETS = (
    "ages_before", "part_of", "clock_marks", "clock_before", "ordinals_before", "ranks_before", "ranks_none", "labels_before",
    "labels_ordinal", "phones", "near_joints", "change", "range_after", "one", "one_counts_after", "one_article_after", "ends_phrase",
    "list_marks", "days_long", "not_bounds_after", "some_leads", "sole_counts", "one_counts_measures", "bare_measures", "list_joints",
)  # fmt: skip


@functools.cache
def signs(language: str) -> Signs:
    """Return the lists of a language; a list that it lacks is empty."""
    of = lists_of(language)
    marks = _marks(of)
    after: dict[str, tuple[str, str | None]] = {word: ("cardinal", unit) for word, unit in of("classifiers").items()}
    for kind, made in AFTER:
        after.update(dict.fromkeys(of(kind), (made, None)))
    after.update({word: ("money", currency) for word, currency in of("money_after").items()})
    bounds = {word: sort for sort, words in of("bounds").items() for word in words}
    behind = {word: sort for sort, words in of("bounds_after").items() for word in words}
    separators = of("separators")
    group, point = re.escape(separators["thousands"]), re.escape(separators["decimal"])
    return Signs(
        marks=marks, plus=dict(of("plus")), not_plus=frozenset(of("not_plus")), doubtful_plus=frozenset(of("doubtful_plus")),
        pairs=frozenset(of("pairs")), shorthand=frozenset(of("shorthand")), points=frozenset(of("points")),
        runs=_runs(marks), digits=_digits(group, point),
        fixed=_fixed(of), after=after, after_longest=max(map(len, after), default=0),
        bounds=bounds, bounds_longest=max(map(len, bounds), default=0), bounds_after=behind, leads=dict(of("bound_leads")),
        fillers=frozenset(of("bound_fillers")), joints=tuple(sorted(of("joints"), key=len, reverse=True)),
        sets={kind: frozenset(str(word) for word in of(kind)) for kind in _SETS}, money_before=dict(of("money_before")),
        thousands=separators["thousands"], decimal=separators["decimal"],
    )  # fmt: skip


def _marks(of: Lists) -> dict[str, tuple[str, int]]:
    out: dict[str, tuple[str, int]] = {}
    for kind, sort in (("digits", "digit"), ("multipliers", "unit"), ("joined", "joined"), ("scales", "scale")):
        out.update({sign: (sort, int(value)) for sign, value in of(kind).items()})
    out.update(dict.fromkeys(of("some"), ("some", 1)))
    return out


def _runs(marks: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[0-9０-９{''.join(map(re.escape, marks))}]+")


def _digits(group: str, point: str) -> re.Pattern[str]:
    """Return the pattern of digits, of either width, with their separators."""
    narrow = rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?![0-9])(?:{point}[0-9]+)?|[0-9]{{1,3}}(?:[\u00a0\u202f\u2009][0-9]{{3}})+(?![0-9])"
    wide = r"[０-９]{1,3}(?:[,，][０-９]{3})+(?![０-９])(?:[.．][０-９]+)?"
    return re.compile(rf"{narrow}|{wide}|[0-9０-９]+(?:(?:{point}|．)[0-9０-９]+)?")


def _fixed(of: Lists) -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = dict.fromkeys(of("not_numbers"), ("skip", ""))
    out.update(dict.fromkeys(of("kept"), ("keep", "")))
    out.update(dict.fromkeys(of("several"), ("several", "2")))
    mapped: tuple[tuple[str, Mapping[str, Any]], ...] = (("vague", of("vague")), ("share", of("shares")))
    for sort, words in mapped:
        out.update({word: (sort, str(value)) for word, value in words.items()})
    return out


@functools.cache
def fixed_words(language: str) -> tuple[AhoCorasick, tuple[tuple[str, str], ...]]:
    """Return the automaton over fixed words and, by its indexes, their sort and value."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = signs(language).fixed
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), tuple(words.values())
