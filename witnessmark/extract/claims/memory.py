"""What a reader of the text has in mind when a sentence begins: who speaks, whom `it` means, what is being counted."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

SORTS = (
    *("NGO", "group", "organisation", "organization", "charity", "non-profit", "watchdog", "association", "foundation", "think tank"),
    "institute",
)
LED = re.compile(r",? [^\W\d_a-zà-ÿ]")
"""What follows such a word where a name does."""
_WORDLY = re.compile(r"\w").match
WINDOW = 160
"""Code points on either side of such a word in which the name that it belongs to is looked for."""
BODY = re.compile(
    r"((?:[^\W\d_a-zà-ÿ][\w’'\-]{1,30} ){0,4}[^\W\d_a-zà-ÿ][\w’'\-]{1,30}), (?:an?|the) (?:[\w’'\-]{1,30} ){0,8}?"
    r"(?:NGO|group|organi[sz]ation|charity|non-profit|watchdog|association|foundation|think tank|institute)\b"
)
BODY_AFTER = re.compile(
    r"\b(?:[Aa]n?|[Tt]he) (?:[\w’'\-]{1,30} ){0,6}?(?:NGO|group|organi[sz]ation|charity|watchdog|foundation|association),? "
    r"((?:[^\W\d_a-zà-ÿ][\w’'\-]{1,30} ){0,4}[^\W\d_a-zà-ÿ][\w’'\-]{1,30})\b"
)


@dataclass(slots=True, kw_only=True)
class Counted:
    """What a number in an earlier sentence counted."""

    unit: str
    noun: str
    first: int
    last: int
    value: str
    paragraph: int
    led: bool
    """Whether a preposition leads it ("in 21 countries"): then it is not what the sentence is about."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What was read so far; it lives as long as one text is read."""

    chain: tuple[str, ...] = ()
    """The speakers whose report may go on."""
    chain_why: str = ""
    denies: bool = False
    """Whether that report is a denial."""
    hedges: bool = False
    paragraph: int = -1
    last_chain: tuple[str, ...] = ()
    """The last report of the text, for sentences in the conditional."""
    last_hedges: bool = False
    floor: tuple[str, ...] = ()
    """Who speaks throughout: "The Minister: This statement ..."."""
    topic: set[str] = field(default_factory=set)
    """Words of what was reported."""
    likely: Callable[[], str | None]
    """The name that stands most often in the text, for "the group" of a text that never introduces it."""
    speaker: str | None = None
    speaker_paragraph: int = -1
    head: Callable[[Memory], str | None] | None = None
    """Who the last sentence that was read is about, looked up when a pronoun asks for it."""
    head_paragraph: int = -1
    body: str | None = None
    owners: dict[str, str] = field(default_factory=dict)
    """The bodies that spoke, by the word of their names that calls them again ("the institute")."""
    person: str | None = None
    subject: str | None = None
    """Who did the last deed or step."""
    house: str | None = None
    """The house that a bill or resolution is before; null for any other text."""
    law: str | None = None
    """The law, bill or treaty that was passed or signed last."""
    stations: str | None = None
    place: str | None = None
    place_id: str | None = None
    place_paragraph: int = -1
    settled: dict[str, str] = field(default_factory=dict)
    """Names of places that the text settled, and the id: a name means the same place to the end."""
    place_of_all: bool = False
    """Whether that place is of all the stations that the text spoke of until then, and not of a part of them."""
    wide: bool = False
    """Whether stations were counted without a place: what is placed later is a part of them."""
    counted: list[Counted] = field(default_factory=list)


NAME = re.compile(r"(?<!\w)[A-Z][\w’'\-]{1,30}(?: [A-Z][\w’'\-]{1,30}){1,3}")
PERSONS = ("woman", "man", "trader", "witness", "student", "activist", "neighbor", "neighbour", "resident", "lawyer", "exile")
BEFORE_PERSON = 48
"""Code points that the article and the two words before such a word take at most."""
PERSON = re.compile(
    r"(?<!\w)(?:[Aa]n?|[Oo]ne) (?:[a-z\-]{2,20} ){0,2}(woman|man|trader|witness|student|activist|neighbou?r|resident|lawyer|exile)(?!\w)"
)


def likely_body(content: str, barred: frozenset[str], places: frozenset[int], loosely: frozenset[str]) -> str | None:
    """Return the name of several capitalised words that stands most often in a text; names of places and offices are no body."""
    seen: Counter[str] = Counter()
    for m in NAME.finditer(content):
        first, _, rest = m.group().partition(" ")
        loose = first.casefold() in loosely
        name, at = (rest, m.start() + len(first) + 1) if loose else (m.group(), m.start())
        if " " in name and at not in places and not barred.intersection(name.casefold().split()):
            seen[name] += 1
    best = seen.most_common(1)
    return best[0][0] if best else None


@functools.cache
def _automaton() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick([*SORTS, *PERSONS], matchkind=MatchKind.LeftmostLongest)


def brought_in(content: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the bodies and the unnamed persons that a text brings in, each with where."""
    sorts: list[tuple[int, int]] = []
    persons: list[tuple[int, int]] = []
    size = len(content)
    for which, start, end in _automaton().find_matches_as_indexes(content):
        if (start and _WORDLY(content[start - 1])) or (end < size and _WORDLY(content[end])):
            continue
        (sorts if which < len(SORTS) else persons).append((start, end))
    return bodies_of(content, sorts), persons_of(content, persons)


def persons_of(content: str, nouns: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Return the unnamed persons that a text brings in ("a woman answered"), with where: `she` may mean them.

    `nouns` says where the words of PERSONS stand, in order.
    """
    out: list[tuple[int, str]] = []
    begin = -1
    for k, (start, end) in enumerate(nouns):
        begin = begin if begin >= 0 else max(0, start - BEFORE_PERSON)
        if k + 1 == len(nouns) or nouns[k + 1][0] - BEFORE_PERSON > end:
            out += [(m.start(1), m.group(1)) for m in PERSON.finditer(content, begin, end + 1)]
            begin = -1
    return out


def bodies_of(content: str, sorts: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Return the bodies that a text introduces as such ("NAME, a rights group"; "a group, NAME"), with where.

    `sorts` says where the words of SORTS stand, in order.
    """
    found: dict[int, str] = {}
    led = any(LED.match(content, last) for _, last in sorts)
    for first, last in sorts:
        start = max(0, first - WINDOW)
        start = max(start, content.rfind("\n", start, first) + 1)
        near = content[start : last + WINDOW]
        patterns = (*((BODY,) if ", a" in near or ", the " in near else ()), *((BODY_AFTER,) if led else ()))
        for pattern in patterns:
            for m in pattern.finditer(near):
                found[start + m.start(1)] = m.group(1)
    return sorted(found.items())
