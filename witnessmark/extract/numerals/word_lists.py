"""The lists of a language that writes numbers in words with spaces (and, in some, in compounds), ready to be asked."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from witnessmark.extract.numerals.han_lists import Lists, lists_of

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Part(NamedTuple):
    """A number word, or a piece of a compound: its sort, its value, and below what the next word must be to add to it."""

    sort: str
    """`word`, `hundred`, `scale`, `dozen`, `round` (a dozen of about so many), `vague`, `half`, `several`, `ordinal`."""
    value: Decimal
    room: Decimal = Decimal(0)


class Join(NamedTuple):
    """Where a word like "and" may stand within a number."""

    after: frozenset[str]
    """`tens`, `hundreds`, `scales`."""
    before: frozenset[Decimal]
    """The only values that may follow; empty where any may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """The number words of one language and the words around numbers."""

    words: dict[str, Part]
    """Lower case; several words with one blank between them."""
    longest: dict[str, int]
    """First word of those to the most words that an entry beginning with it has."""
    vague: dict[str, Decimal]
    """Words that are vague where no number stands before them, though elsewhere a magnitude: "millones"."""
    pieces: dict[str, Part]
    piece_joins: frozenset[str]
    inverted: bool
    """Whether in compounds units come before tens: "einundzwanzig"."""
    piece_longest: int
    joins: dict[str, Join]
    halves: re.Pattern[str] | None
    suffixes: dict[str, int]
    digits: re.Pattern[str]
    grouped: re.Pattern[str]
    """Of those, digits in groups of three."""
    foreign: re.Pattern[str]
    """Digits in groups of three with the two separators the other way round."""
    native_sign: re.Pattern[str]
    foreign_sign: re.Pattern[str]
    """What shows in a text which of the two it uses."""
    decimal: str
    in_doubt: str
    """What the decimal mark before exactly three digits is where the text does not show it: `thousands` or `decimal`; `swapped` where the
    text shows that it uses the separators the other way round."""
    ordinals: dict[str, Decimal]
    ordinals_last: dict[str, Decimal]
    ordinal_marks: re.Pattern[str] | None
    fractions: dict[str, Decimal]
    shares: dict[str, Decimal]
    bounds: dict[str, str]
    bound_words: int
    bound_ends: frozenset[str]
    """The last words of the phrases in `bounds`."""
    behind: re.Pattern[str] | None
    bounds_after: dict[str, str]
    doubtful: dict[str, tuple[frozenset[str], frozenset[str]]]
    """Number words that are also others: not after these words, not before those."""
    quantities: dict[str, str]
    money_before: dict[str, str]
    money_after: dict[str, str]
    names: re.Pattern[str] | None
    sets: dict[str, frozenset[str]]

    def has(self, kind: str, word: str) -> bool:
        """Return whether a list holds a word."""
        return word in self.sets[kind]


_SETS = (
    "of", "one_alone", "one_article_next", "list_joints", "decade_words", "digits_go_on", "range_articles", "capital_nouns", "one",
    "one_counts_before", "one_counts_after", "one_places", "one_article_before", "bound_fillers", "between", "between_joints", "joints",
    "or_joints", "change_leads", "change_verbs", "per", "percent", "duration_words", "money_words", "ages_before", "ages_after",
    "age_units", "age_leads", "age_not_after", "labels", "labels_digits", "labels_weak", "phone_words", "phone_after", "ranks",
    "ranks_after", "months", "date_words", "year_words", "year_words_weak", "person_nouns", "function_words", "plural_endings",
    "clock_words", "clock_before", "streets", "streets_before", "ordinal_before", "compound_tails", "where",
)  # fmt: skip


@functools.cache
def word_lists(language: str) -> WordLists:
    """Return the lists of a language; a list that it lacks is empty."""
    of = lists_of(language)
    words, pieces, vague = _words(of), _pieces(of), {word: Decimal(value) for word, value in of("vague").items()}
    bounds = {" ".join(split(str(word))): sort for sort, told in of("bounds").items() for word in told}
    behind = {str(word): sort for sort, told in of("bounds_after").items() for word in told}
    quantities = {word: made for kind, made in _QUANTITIES for word in of(kind)}
    compound = of("compounds")
    return WordLists(
        words=words, longest=_longest([*words, *of("ordinals"), *of("shares")]), vague=vague, pieces=pieces,
        piece_joins=frozenset(compound.get("joins", ())), inverted=bool(compound.get("inverted", False)),
        piece_longest=max(map(len, pieces), default=0),
        joins={word: Join(frozenset(rule["after"]), frozenset(map(Decimal, rule.get("before", ())))) for word, rule in of("joins").items()},
        halves=_phrases(of("halves_after"), rf"[{_BLANK}-]"), suffixes={**of("scales"), **of("suffixes")}, **_separators(of("separators")),
        ordinals=_decimals(of("ordinals")), ordinals_last=_decimals(of("ordinals_last")), ordinal_marks=_marks(of("ordinal_marks")),
        fractions=_decimals(of("fractions")), shares=_decimals(of("shares")), bounds=bounds,
        bound_words=max((len(split(phrase)) for phrase in bounds), default=0),
        bound_ends=frozenset(phrase.rpartition(" ")[2] for phrase in bounds),
        behind=_phrases(behind, rf"(?:,?[{_BLANK}])"), bounds_after=behind, doubtful=_doubtful(of("doubtful")),
        quantities=quantities, money_before=dict(of("money_before")), money_after=dict(of("money_after")),
        names=_phrases(of("names"), ""), sets={kind: frozenset(str(word) for word in of(kind)) for kind in _SETS},
    )  # fmt: skip


_THIN = "\u00a0\u202f\u2009"
_BLANK = f" {_THIN}"
_APART = re.compile(r"[^\s'’]+['’]?|['’]")


def split(phrase: str) -> list[str]:
    """Return the words of a phrase; an elided one keeps its apostrophe: "plus d'" has two."""
    return _APART.findall(phrase)


def _decimals(told: Mapping[str, Any]) -> dict[str, Decimal]:
    return {str(word): Decimal(str(value)) for word, value in told.items()}


_QUANTITIES = (("times", "times"), ("measures", "measure"), ("durations", "duration"))
"""Lists of words that measure and what they make of a number, the surest last."""


def _doubtful(told: Mapping[str, Any]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {word: (frozenset(rule.get("not_after", ())), frozenset(rule.get("not_before", ()))) for word, rule in told.items()}


def _room(value: Decimal, rooms: Mapping[int, int]) -> Decimal:
    if int(value) in rooms:
        return Decimal(rooms[int(value)])
    for step in (1_000_000_000, 1_000_000, 1000, 100, 10):
        if value >= 2 * step if step == 10 else value >= step:
            return Decimal(step) if value % step == 0 else Decimal(0)
    return Decimal(0)


_SORTS = (
    ("vague", "vague"), ("numbers", "word"), ("hundreds", "hundred"), ("dozens", "dozen"), ("rounds", "round"), ("scales", "scale"),
)  # fmt: skip
_PIECES = (("numbers", "word"), ("hundreds", "hundred"), ("scales", "scale"), ("ordinals", "ordinal"), ("halves", "half"))


def _words(of: Lists) -> dict[str, Part]:
    rooms = of("rooms")
    out: dict[str, Part] = {}
    for kind, sort in _SORTS:
        for word, value in of(kind).items():
            number = Decimal(value)
            out[str(word)] = Part(sort, number, _room(number, rooms) if sort == "word" else number)
    out.update({word: Part("half", Decimal("0.5")) for word in of("halves_before")})
    out.update({word: Part("several", Decimal(1)) for word in of("several")})
    return out


def _pieces(of: Lists) -> dict[str, Part]:
    rooms = of("rooms")
    out: dict[str, Part] = {}
    told = of("compounds")
    for kind, sort in _PIECES:
        for word, value in told.get(kind, {}).items():
            number = Decimal(str(value))
            out[str(word)] = Part(sort, number, _room(number, rooms) if sort == "word" else number)
    return out


def _longest(words: Iterable[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for phrase in words:
        told = str(phrase).split(" ")
        out[told[0]] = max(out.get(told[0], 1), len(told))
    return out


def _phrases(told: Iterable[str], gap: str) -> re.Pattern[str] | None:
    """Return a pattern of phrases behind a gap, the longest first, or null where there are none."""
    words = sorted(map(str, told), key=len, reverse=True)
    if not words:
        return None
    return re.compile(rf"{gap}({'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _marks(told: Sequence[str]) -> re.Pattern[str] | None:
    words = sorted(map(str, told), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, words))})(?![^\W_])") if words else None


def _separators(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns of digits with separators."""
    point = str(told["decimal"])
    other = "," if point == "." else "."
    gaps = "".join(dict.fromkeys((str(told["thousands"]), *told.get("also", ()), *_THIN)))
    mark, back = re.escape(point), re.escape(other)
    groups = "|".join(rf"[0-9]{{1,3}}(?:{re.escape(gap)}[0-9]{{3}})+(?![0-9])(?:{mark}[0-9]+)?" for gap in gaps)
    swapped = rf"[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+(?![0-9])(?:{back}[0-9]+)?"
    simple = rf"[0-9]+(?:{mark}[0-9]+|{back}[0-9]{{1,2}}(?![0-9]|[.,][0-9]))?"
    return {
        "digits": re.compile(rf"{groups}|{simple}"),
        "grouped": re.compile(groups),
        "foreign": re.compile(swapped),
        "native_sign": re.compile(rf"[0-9]{back}[0-9]{{3}}(?:{mark}[0-9]|{back}[0-9]{{3}})|[0-9]{mark}[0-9]{{1,2}}(?![0-9.,])"),
        "foreign_sign": re.compile(rf"[0-9]{mark}[0-9]{{3}}(?:{back}[0-9]|{mark}[0-9]{{3}})"),
        "decimal": point,
        "in_doubt": str(told.get("in_doubt", "decimal")),
    }


@functools.cache
def word_starts(language: str) -> AhoCorasick:
    """Return the automaton over the first words of everything that may begin a number."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    known = word_lists(language)
    firsts = {word.split(" ")[0] for word in (*known.words, *known.ordinals, *known.shares)}
    firsts |= {piece for piece, part in known.pieces.items() if part.sort not in {"ordinal", "half"}}
    forms = sorted({form for word in firsts for form in (word, word.capitalize(), word.upper())})
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest)
