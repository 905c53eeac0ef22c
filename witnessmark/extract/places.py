"""Finds mentions of places in text, longest names first."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from witnessmark.extract.letters import BEYOND_ASCII, capitals
from witnessmark.extract.lexicon import lexicon
from witnessmark.records.places import Gazetteer, Place


class Mention(NamedTuple):
    """A name of a place in a text with every place that it may stand for."""

    start: int
    end: int
    name: str
    """Verbatim from start to end."""
    places: tuple[Place, ...]
    """Countries first, then continents and regions, then towns by population; more than one where the name is ambiguous."""
    adjective: bool
    """"Spanish", "Chinese", "Catalan": says of whom or whose, not where."""
    within: bool = False
    """Begins or ends a longer name: "Fuzhou Public Security Bureau", "New York Times"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """The word lists of places."""

    strong: frozenset[str]
    weak: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    stop: frozenset[str]
    """The common words and the names of persons: towns only after "in" or "at", and with many inhabitants."""
    given: frozenset[str]
    prefixes: frozenset[str]
    not_places: frozenset[str]
    not_firsts: frozenset[str]
    particles: frozenset[str]
    adjectives: dict[str, tuple[str, ...]]
    """Demonym, as written, to ids."""


@functools.cache
def _words() -> PlaceWords:
    lists = {kind: value["entries"] for kind, value in lexicon("places", "en").items()}
    codes = lexicon("countries")["codes"]["entries"]
    adjectives: dict[str, tuple[str, ...]] = {}
    for code, said in lexicon("countries")["demonyms"]["entries"].items():
        ident = code if ":" in code else f"m49:{codes[code]}" if code in codes else f"cc:{code}"
        for word in said:
            adjectives[word] = (*adjectives.get(word, ()), ident)
    return PlaceWords(
        strong=frozenset(lists["strong"]), weak=frozenset(lists["weak"]), titles=frozenset(lists["titles"]),
        common=frozenset(lists["stop"].split()), stop=frozenset((lists["stop"] + " " + lists["persons"]).split()),
        given=frozenset(lists["given"].split()), prefixes=frozenset(lists["prefixes"]),
        not_places=frozenset(lists["not_places"]), not_firsts=frozenset(name.split()[0] for name in lists["not_places"]),
        particles=frozenset(word for phrase in lists["particles"] for word in phrase.split()), adjectives=adjectives,
    )


LONGEST_NAME = 6
"""Words of a name at most."""
LARGE, MEDIUM = 100_000, 15_000
"""Inhabitants from which a town's name is taken without a preposition, and after a weak one ("of", "from", "to")."""

_RUN = re.compile(rf"[A-Z{BEYOND_ASCII}](?:(?:\.[A-Z])+\.?|[^\W\d_]*(?:['’][^\W\d_]{{2,}})*)")
_GAP = re.compile(r"(?:(?<=St)\.|(?<=Mt)\.|(?<=Ft)\.)?(?:['’]s)?[ \u00a0-]")
_SMALL = re.compile(r"([a-zà-ÿ]{1,5})[ \u00a0-]|[dl]['’]")
_QUOTES = "\"“'‘«("
_STOPS = frozenset(_QUOTES + "—–")
_AFTER = re.compile(r"(?:['’]s)?[ \u00a0-]([^\W\d_]+)")
_CAPITAL_CITY = re.compile(r", D\.?C\.?(?!\w)")
_OPENS = frozenset('.!?:;\n•·*-–—“”"‘(')
_HAN = re.compile(r"[\u3400-\u9fff]+")


def find_places(text: str, gazetteer: Gazetteer, *, language: str = "en") -> list[Mention]:
    """Return the mentions of places in order, none overlapping another."""
    words = _words()
    found = _in_capitals(text, gazetteer, words)
    if language.startswith("zh") or (not text.isascii() and _HAN.search(text)):
        from witnessmark.extract.han_places import find_han_places

        found = sorted([*found, *find_han_places(text, gazetteer)], key=lambda mention: mention.start)
    return found


_Token = tuple[int, int]


def _in_capitals(text: str, gazetteer: Gazetteer, words: PlaceWords) -> list[Mention]:
    found: list[Mention] = []
    for run in _runs(text, words):
        if len(run) == 1 and (name := text[run[0][0] : run[0][1]]) not in words.adjectives and not gazetteer.named(name):
            continue  # most are the first word of a sentence
        at = 0
        while at < len(run):
            mention = _longest(text, run, at, gazetteer, words)
            if mention is None:
                at += 1
                continue
            found.append(mention)
            while at < len(run) and run[at][0] < mention.end:
                at += 1
    return found


def _runs(text: str, words: PlaceWords) -> Iterator[list[_Token]]:
    """Yield runs of capitalised words with the particles between them ("Santiago de Compostela")."""
    run: list[_Token] = []
    expected = -1
    end = 0
    for start in capitals(text):
        match = _RUN.match(text, start) if start >= end else None
        if match is None:
            continue
        end = match.end()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        if run and start != expected:
            small = _particles(text, expected, start, words)
            if small is None:
                yield run
                run = []
            else:
                run.extend(small)
        run.append((start, end))
        if text[end : end + 1] == " ":
            expected = end + 1
        else:
            gap = _GAP.match(text, end)
            expected = gap.end() if gap else -1
    if run:
        yield run


def _particles(text: str, start: int, end: int, words: PlaceWords) -> list[_Token] | None:
    """Return the small words between two capitalised ones, or null where they are not all particles of names."""
    if start < 0 or not start < end <= start + 14:
        return None
    found: list[_Token] = []
    while start < end:
        match = _SMALL.match(text, start, end)
        if match is None or len(found) == 2 or not (match[1] is None or match[1] in words.particles):
            return None
        found.append((start, match.end() - 1))
        start = match.end()
    return found


def _longest(text: str, run: list[_Token], at: int, gazetteer: Gazetteer, words: PlaceWords) -> Mention | None:
    """Return the longest place that begins at a word of a run and is meant as one."""
    start = run[at][0]
    if not text[start].isupper():
        return None
    for last in range(min(len(run), at + LONGEST_NAME) - 1, at - 1, -1):
        end = run[last][1]
        if not text[run[last][0]].isupper():
            continue
        name = text[start:end]
        if last > at and text[run[at][0] : run[at][1]] in words.not_firsts and name in words.not_places:
            return None
        idents = words.adjectives.get(name)
        if idents is not None:
            whose = tuple(place for ident in idents if (place := gazetteer.place(ident)) is not None)
            return Mention(start=start, end=end, name=name, places=whose, adjective=True)
        if last == at and end - start < 2:
            continue
        places = gazetteer.named(name)
        if places and (meant := _meant(text, run, (at, last), places, words)):
            return _made(text, start, end, meant, gazetteer, words, within=_within(text, run, at, last, words))
    return None


def _within(text: str, run: list[_Token], at: int, last: int, words: PlaceWords) -> bool:
    """Return whether a capitalised word stands right beside the name."""
    after = last + 1 < len(run) and text[run[last + 1][0]].isupper() and text[run[last][1]] not in "-'’"
    return after or _led_by_name(text, run, at, words)


def _led_by_name(text: str, run: list[_Token], at: int, words: PlaceWords) -> bool:
    """Return whether a capitalised word of a longer name stands right before: "Bank China", not the "In" of "In Chile"."""
    if at == 0 or run[at][0] - run[at - 1][1] != 1:
        return False
    start, end = run[at - 1]
    said = text[start:end]
    if not said[0].isupper() or said in words.adjectives:
        return False
    return said.lower() not in words.strong | words.weak | _ARTICLES


_ARTICLES = frozenset(
    ("the", "when", "while", "as", "if", "since", "new", "greater", "but", "so", "though", "although", "because", "where", "after"),
)


def _made(
    text: str, start: int, end: int, places: tuple[Place, ...], gazetteer: Gazetteer, words: PlaceWords, *, within: bool,
) -> Mention:
    """Return the mention with what belongs to its name around it: "west London", "Washington, D.C."."""
    if text[start : start + 4].lower() == "the " and places[0].kind != "city" and gazetteer.named(text[start + 4 : end]):
        start += 4
    before, said = _said_before(text, start, 16)
    if said in words.prefixes or (said == "the" and places[0].kind == "city"):
        wider = gazetteer.named(f"{said} {text[start:end]}")
        if wider:
            start, places = before, wider
    capital = _CAPITAL_CITY.match(text, end)
    if capital is not None and (city := gazetteer.named(text[start : capital.end()])):
        end, places = capital.end(), city
    return Mention(start=start, end=end, name=text[start:end], places=places, adjective=False, within=within)


def _meant(text: str, run: list[_Token], part: tuple[int, int], places: tuple[Place, ...], words: PlaceWords) -> tuple[Place, ...]:
    """Return the places that a name may mean where it stands; the empty tuple where it is no place here."""
    at, last = part
    start, end = run[at][0], run[last][1]
    name, before = text[start:end], _word_before(text, start)
    if len(name) <= 3 and not name.isupper():
        places = tuple(p for p in places if p.kind == "city" or p.name.lower() == name.lower())  # "US" is a country, "Us" is none
    if not places or before in words.titles:
        return ()
    if places[0].kind == "city":
        return places if _town_meant(text, run, part, places[0].population, words) else ()
    person = last == at and name.lower() in words.given and _person(text, run, part, before, words)
    return () if person else places


def _town_meant(text: str, run: list[_Token], part: tuple[int, int], population: int, words: PlaceWords) -> bool:
    at, last = part
    start, end = run[at][0], run[last][1]
    lower, before = text[start:end].lower(), _word_before(text, start)
    strong = before in words.strong
    if last > at:
        return strong or not all(word in words.stop for word in re.split(r"[ \u00a0-]", lower)) or population >= LARGE * 10
    within = _within(text, run, at, last, words)
    if lower in words.stop or len(lower) < 3:
        return strong and not _opens(text, start) and population >= LARGE and not within
    if within or (lower in words.given and _person(text, run, part, before, words)):
        return population >= LARGE and lower not in words.given
    if strong or population >= (MEDIUM if before in words.weak else LARGE):
        return True
    return _listed(text, start) and (before in words.weak or not _opens(text, start))


_LIST_ITEM = r"(?:[A-Z][\w'’-]*[ \u00a0]?){1,4}"
_LISTED = re.compile(rf"\b(?:in|at|near|between|from)[ \u00a0](?:{_LIST_ITEM},[ ]){{0,8}}(?:{_LIST_ITEM}(?:and|or)[ ])?$")


def _listed(text: str, start: int) -> bool:
    """Return whether a name goes on a list that a preposition of place opens: "in Milan, Prato and Rome"."""
    return _LISTED.search(text, max(0, start - 90), start) is not None


def _word_before(text: str, start: int) -> str:
    before, word = _said_before(text, start, 20)
    if word.lower() == "the":
        word = _said_before(text, before, 24 - start + before)[1]
    return word.lower()


def _said_before(text: str, start: int, reach: int) -> tuple[int, str]:
    """Return where the word before a place begins, and the word, across a blank and one mark of quotation; nothing where there is none."""
    low = max(0, start - reach)
    end = start - 1 if start > low and text[start - 1] in _QUOTES else start
    end -= 1
    if end <= low or text[end] not in " \u00a0":
        return start, ""
    at = max(text.rfind(" ", low, end) + 1, low)
    if not text[at:end].isalnum():
        at = end
        while at > low and not text[at - 1].isspace() and text[at - 1] not in _STOPS:
            at -= 1
    return at, text[at:end]


def _opens(text: str, start: int) -> bool:
    """Return whether a word stands where a sentence begins, so that its capital says nothing."""
    at = start - 1
    while at >= 0 and text[at] in ' \u00a0"“‘(':
        at -= 1
    return at < 0 or text[at] in _OPENS


def _person(text: str, run: list[_Token], part: tuple[int, int], before: str, words: PlaceWords) -> bool:
    """Return whether "Jordan", "Paris", "Washington" is part of a person's name: a capitalised word that is no place's stands beside it."""
    at, last = part
    if before in words.strong:
        return False
    after = _AFTER.match(text, run[last][1])
    follows = after is not None and after[1][0].isupper() and text[run[last][1]] not in "-'’" and after[1].lower() not in words.common
    return follows or (_led_by_name(text, run, at, words) and not _opens(text, run[at][0]))


def certain(places: tuple[Place, ...]) -> Place | None:
    """Return the place that a name stands for where only one can be meant: a single candidate, or a country whose name only towns share."""
    if len(places) == 1:
        return places[0]
    first = places[0] if places else None
    if first is not None and first.kind == "country" and all(p.kind == "city" for p in places[1:]):
        return first
    return None


def settled(mentions: list[Mention]) -> list[Place | None]:
    """Return for each mention the place that is certain, else the one candidate in a country that the same text names; never by population.

    A country counts as named by its name, its adjective or a place in it that is certain.
    """
    sure = [certain(mention.places) for mention in mentions]
    named = {place.country for place in sure if place is not None and place.country is not None}
    found: list[Place | None] = []
    for mention, place in zip(mentions, sure, strict=True):
        fitting = [p for p in mention.places if p.country in named]
        found.append(place if place is not None or len(fitting) != 1 else fitting[0])
    return found
