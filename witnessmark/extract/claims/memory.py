"""What a reader of the text has in mind when a sentence begins: who speaks, whom `it` means, what is being counted."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from witnessmark.extract.claims.grammar import grammar, listed
from witnessmark.records.claims import When

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from witnessmark.extract.claims.statutes import Bill
    from witnessmark.extract.claims.where import Scene

LED = re.compile(r",? [^\W\d_a-zà-ÿ]")
"""What follows the word for a sort of body where a name does."""
_WORDLY = re.compile(r"\w").match
_NAME = r"[^\W\d_a-zà-ÿ][\w’'\-]{1,30}"
WINDOW = 160
"""Code points on either side of such a word in which the name that it belongs to is looked for."""


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
    denied: tuple[str, int, When] | None = None
    """Who denied something last and when, with the paragraph: what they say further there is as old."""
    denies: bool = False
    """Whether that report is a denial."""
    wraps: str = ""
    """Who says, in the sentence that was read last, that the sentence before is their word: "Das teilte die Polizei mit."."""
    hedges: bool = False
    paragraph: int = -1
    last_chain: tuple[str, ...] = ()
    """The last report of the text, for sentences in the conditional."""
    last_hedges: bool = False
    retells: bool = False
    """Whether the text sums up a report: then whoever speaks first speaks throughout."""
    own: bool = False
    """Whether the text is such a report itself: it has a period, and nobody else speaks throughout."""
    period: When | None = None
    """The period that such a report covers, where it says so."""
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
    bill: Bill | None = None
    """The bill or resolution that the text is; null for any other text."""
    law: str | None = None
    """The law, bill or treaty that was passed or signed last."""
    stations: str | None = None
    scene: Scene
    """Where the text is."""
    counted: list[Counted] = field(default_factory=list)


NAME = re.compile(r"(?<!\w)[A-Z][\w’'\-]{1,30}(?: [A-Z][\w’'\-]{1,30}){1,3}")
INITIALS = re.compile(r"[^\W\d_] \(([^\W\d_a-zà-ÿ]{3,9})\)")
LONGEST_HEAD = 1_000
"""Code points at the head of a text in which the body that it is about is named in full."""
BEFORE_PERSON = 48
"""Code points that the article and the two words before a word for a person take at most."""


class Introductions(NamedTuple):
    """How a language brings in bodies and persons."""

    machine: AhoCorasick | None
    sorts: int
    """How many words of the machine are for bodies; the rest are for persons."""
    body: re.Pattern[str]
    """NAME, a rights group"""
    body_after: re.Pattern[str]
    """the rights group NAME"""
    body_named: re.Pattern[str]
    """Group NAME, in a language whose names begin with the sort"""
    person: re.Pattern[str]
    """a young woman"""
    appositions: tuple[str, ...]
    """How an apposition may begin: without one of these there is none."""
    behind: bool
    """Whether words that describe a noun stand behind it."""


@functools.cache
def introductions(language: str) -> Introductions:
    """Return the patterns of a language; each looks at a bounded number of words, so that no text can hold it up."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    g = grammar(language)
    sorts, led = listed("speech", "bodies", "words", language), listed("speech", "led_bodies", "words", language)
    persons, persons_led = listed("speech", "persons", "words", language), listed("speech", "persons_led", "words", language)
    particles, anybody = _any(g.name_particles), _any(persons) or "(?!)"
    name = rf"(?:{_NAME} (?:{particles} )?){{0,4}}{_NAME}" if particles else rf"(?:{_NAME} ){{0,4}}{_NAME}"
    articles = _leading(sorted(g.articles), capital=False)
    either, capitals = _leading(sorted(g.articles), capital=True), _any(word.capitalize() for word in g.articles)
    joints = _any((g.articles | g.locatives | g.complementizers | g.relatives) - g.genitives)
    unled = rf"(?!(?:{joints})(?!\w))" if joints else ""  # "la ONG afirma que la Asociación", "una ONG con sede en Ginebra"
    behind = rf"(?: {unled}[a-zà-ÿ][\w’'\-]{{0,30}}){{0,6}}?" if g.adjectives_follow else ""
    opened = "?" if g.adjectives_follow else ""  # "NAME, organización de ...": an apposition without an article
    return Introductions(
        machine=AhoCorasick([*sorts, *persons], matchkind=MatchKind.LeftmostLongest) if sorts or persons else None,
        sorts=len(sorts),
        body=re.compile(
            rf"(?!(?:{capitals or '(?!)'}) )({name}), (?:{articles}){opened}"
            rf"(?:[\w’'\-]{{1,30}} ){{0,8}}?({_any(sorts) or '(?!)'})\b"
        ),
        body_after=re.compile(rf"\b(?:{either})(?:[\w’'\-]{{1,30}} ){{0,6}}?(?:{_any(led) or '(?!)'}){behind},? ({name})\b"),
        body_named=re.compile(name),
        person=re.compile(rf"(?<!\w)(?:{_leading(persons_led, capital=True)})(?:[a-zà-ÿ\-]{{2,20}} ){{0,2}}({anybody})(?!\w)"),
        appositions=(", ",) if g.adjectives_follow else tuple(f", {article}" for article in sorted(g.articles)),
        behind=g.adjectives_follow,
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace("'", "['’]")


def _leading(words: Sequence[str], *, capital: bool) -> str:
    """Return a pattern of one of some words and the blank after it, which an elided word has not."""
    forms = dict.fromkeys(form for word in words for form in ((word, word[:1].upper() + word[1:]) if capital else (word,)))
    return "|".join(re.escape(form).replace("'", "['’]") + ("" if form.endswith("'") else " ") for form in forms) or "(?!)"


def likely_body(content: str, barred: frozenset[str], places: frozenset[int], loosely: frozenset[str], language: str = "en") -> str | None:
    """Return the name of several capitalised words that stands most often in a text; names of places and offices are no body."""
    if grammar(language).capital_nouns:
        return None
    seen: Counter[str] = Counter()
    for m in NAME.finditer(content):
        first, _, rest = m.group().partition(" ")
        loose = first.casefold() in loosely
        name, at = (rest, m.start() + len(first) + 1) if loose else (m.group(), m.start())
        if " " in name and at not in places and not barred.intersection(name.casefold().split()):
            seen[name] += 1
    best = seen.most_common(1)
    return best[0][0] if best else None


def initials(content: str, language: str) -> str | None:
    """Return the initials in brackets behind the first long name of a text ("Comisión de Derechos (CDH)"), where they stand again."""
    if not grammar(language).adjectives_follow:
        return None
    m = INITIALS.search(content, 0, LONGEST_HEAD)
    return m.group(1) if m is not None and len(re.findall(rf"(?<!\w){m.group(1)}(?!\w)", content)) > 1 else None


class Introduced(NamedTuple):
    """A word for a body or a person where it stands."""

    start: int
    end: int
    body: bool


def introduced(content: str, language: str) -> list[Introduced]:
    """Return the words of a text that may bring in a body or a person, in order."""
    known = introductions(language)
    if known.machine is None:
        return []
    out: list[Introduced] = []
    size = len(content)
    for which, start, end in known.machine.find_matches_as_indexes(content):
        if not ((start and _WORDLY(content[start - 1])) or (end < size and _WORDLY(content[end]))):
            out.append(Introduced(start, end, which < known.sorts))
    return out


def brought_in(
    content: str, language: str = "en", *, by: Sequence[Introduced] | None = None
) -> tuple[list[tuple[int, str, str]], list[tuple[int, str]]]:
    """Return the bodies that a text brings in, with where and as what sort, and its unnamed persons, with where.

    `by` is what `introduced` gives, where that was asked before.
    """
    by = introduced(content, language) if by is None else by
    if not by:
        return [], []
    known = introductions(language)
    sorts = [(found.start, found.end) for found in by if found.body]
    persons = [(found.start, found.end) for found in by if not found.body]
    return _bodies(content, sorts, known), _persons(content, persons, known)


def self_named(content: str, language: str) -> list[tuple[int, str]]:
    """Return the bodies whose names begin with their sort ("Observatorio Faro"), each with where, in a language that has such names."""
    sorts = words_beginning(language)
    known = introductions(language)
    found = ((m.start(), known.body_named.match(content, m.start())) for m in sorts.finditer(content)) if sorts is not None else ()
    return [(start, name.group()) for start, name in found if name is not None and " " in name.group()]


@functools.cache
def words_beginning(language: str) -> re.Pattern[str] | None:
    """Return a pattern of the words for sorts of bodies, with a capital letter."""
    words = {word[:1].upper() + word[1:] for word in listed("speech", "bodies", "words", language) if " " not in word}
    g = grammar(language)
    if not words or not g.adjectives_follow:
        return None
    return re.compile(rf"(?<!\w)(?:{_any(words)}) (?=[^\W\d_a-zà-ÿ]|{_any(g.genitives)})")


def _persons(content: str, nouns: list[tuple[int, int]], known: Introductions) -> list[tuple[int, str]]:
    """Return the unnamed persons that a text brings in ("a woman answered"), with where: `she` may mean them.

    `nouns` says where the words for persons stand, in order.
    """
    out: list[tuple[int, str]] = []
    begin = -1
    for k, (start, end) in enumerate(nouns):
        begin = begin if begin >= 0 else max(0, start - BEFORE_PERSON)
        if k + 1 == len(nouns) or nouns[k + 1][0] - BEFORE_PERSON > end:
            out += [(m.start(1), m.group(1)) for m in known.person.finditer(content, begin, end + 1)]
            begin = -1
    return out


def _bodies(content: str, sorts: list[tuple[int, int]], known: Introductions) -> list[tuple[int, str, str]]:
    """Return the bodies that a text introduces as such ("NAME, a rights group"; "a group, NAME"), with where, and the sort behind a name.

    `sorts` says where the words for sorts of bodies stand, in order.
    """
    found: dict[int, tuple[str, str]] = {}
    led = known.behind or any(LED.match(content, last) for _, last in sorts)
    for first, last in sorts:
        start = max(0, first - WINDOW)
        start = max(start, content.rfind("\n", start, first) + 1)
        near = content[start : last + WINDOW]
        aside = any(opening in near for opening in known.appositions)
        for pattern in (*((known.body,) if aside else ()), *((known.body_after,) if led else ())):
            for m in pattern.finditer(near):
                found[start + m.start(1)] = m.group(1), (m.group(2).casefold() if pattern is known.body else "")
    return [(at, name, sort) for at, (name, sort) in sorted(found.items())]
