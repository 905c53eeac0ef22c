"""Finds mentions of places in text, longest names first."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from witnessmark.extract.letters import BEYOND_ASCII, capitals
from witnessmark.extract.mentions import Mention, certain, narrowed, settled
from witnessmark.extract.place_words import PlaceWords, language_of, mixed_names, place_words
from witnessmark.records.places import Gazetteer, Place

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["Mention", "certain", "find_places", "settled"]

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


def find_places(text: str, gazetteer: Gazetteer, *, language: str = "en", letters: Sequence[int] | None = None) -> list[Mention]:
    """Return the mentions of places in order, none overlapping another; `letters` is what `capitals` gives, where that was asked before."""
    tongue = language_of(language)
    words = place_words(tongue)
    found = _in_capitals(text, capitals(text) if letters is None else letters, gazetteer, words)
    small = _small(tongue)
    if small is not None:
        found = _merged(found, _written_small(text, small, gazetteer, words))
    if language.startswith("zh") or (not text.isascii() and _HAN.search(text)):
        from witnessmark.extract.han_places import find_han_places

        found = _merged(found, find_han_places(text, gazetteer))
    return narrowed(text, found, gazetteer, words.between)


def _merged(some: list[Mention], more: list[Mention]) -> list[Mention]:
    """Return two lists as one, in order; of mentions that overlap the first stays."""
    if not more:
        return some
    out: list[Mention] = []
    for mention in sorted([*some, *more], key=lambda m: (m.start, -m.end)):
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


_Token = tuple[int, int]


@functools.cache
def _small(language: str) -> AhoCorasick | None:
    """Return an automaton over the adjectives and names that a language writes with small letters, or null where it has none."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    small = sorted(word for word in place_words(language).adjectives if word[0].islower())
    return AhoCorasick([*small, *mixed_names(language)], matchkind=MatchKind.LeftmostLongest) if small else None


def _written_small(text: str, small: AhoCorasick, gazetteer: Gazetteer, words: PlaceWords) -> list[Mention]:
    found: list[Mention] = []
    for _index, start, end in small.find_matches_as_indexes(text):
        if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
            continue
        said = text[start:end]
        idents = words.adjectives.get(said)
        places = _whose(idents, gazetteer) if idents is not None else gazetteer.named(said)
        found.append(Mention(start=start, end=end, name=said, places=places, adjective=idents is not None))
    return [mention for mention in found if mention.places]


def _whose(idents: tuple[str, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    return tuple(place for ident in idents if (place := gazetteer.place(ident)) is not None)


def _in_capitals(text: str, letters: Sequence[int], gazetteer: Gazetteer, words: PlaceWords) -> list[Mention]:
    found: list[Mention] = []
    adjectives, raised, named = words.adjectives, words.raised, gazetteer.named
    plain = not words.endings and not words.elisions
    for run in _runs(text, letters, words):
        if plain and len(run) == 1:
            name = text[run[0][0] : run[0][1]]
            if name not in adjectives and name not in raised and not named(name):
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


def _cling(name: str, words: PlaceWords) -> int:
    """Return the length of an elision that clings to a name: 2 for "L’Espagne"."""
    if words.elisions and not name.isalpha():
        for at, letter in enumerate(name[:8], 1):
            if letter in "'’":
                return at if f"{name[: at - 1].lower()}'" in words.elisions else 0
    return 0


def _runs(text: str, letters: Sequence[int], words: PlaceWords) -> Iterator[list[_Token]]:
    """Yield runs of capitalised words with the particles between them ("Santiago de Compostela")."""
    run: list[_Token] = []
    expected = -1
    end = 0
    for start in letters:
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
        idents = words.adjectives.get(name) or words.raised.get(name)
        found = _adjective(name, start, idents, gazetteer, words) if idents is not None else None
        if found is None and (last > at or end - start > 1):
            found = _named(text, run, (at, last), gazetteer, words)
        if found is not None:
            return _past_article(text, run, at, found, gazetteer, words)
    if (cut := _cling(text[start : run[at][1]], words)) > 0 and start + cut < run[at][1]:
        led = run[max(0, at - 1) : at]
        rest = [*led, (start + cut, run[at][1]), *run[at + 1 : at + LONGEST_NAME]]
        return _longest(text, rest, len(led), gazetteer, words)
    return None


def _past_article(text: str, run: list[_Token], at: int, found: Mention, gazetteer: Gazetteer, words: PlaceWords) -> Mention | None:
    """Return a place whose name begins with an article; null where a longer name begins right after it: "La Unión Europea"."""
    if found.adjective or at + 1 >= len(run) or run[at + 1][0] >= found.end or text[run[at][0] : run[at][1]].lower() not in words.articles:
        return found
    if text[run[at + 1][0] : run[at + 1][1]].lower() in words.articles:
        return found
    longer = _longest(text, run, at + 1, gazetteer, words)
    return None if longer is not None and longer.end > found.end else found


def _adjective(name: str, start: int, idents: tuple[str, ...], gazetteer: Gazetteer, words: PlaceWords) -> Mention | None:
    if name in words.raised or words.capital_nouns:
        places = gazetteer.named(name)
        if places and (places[0].kind in ("country", "continent") or (words.language, name) in places[0].names):
            return None  # "Suiza", "Schweden", "Toscana": the country or region has the same name
    return Mention(start=start, end=start + len(name), name=name, places=_whose(idents, gazetteer), adjective=True)


def _named(text: str, run: list[_Token], part: tuple[int, int], gazetteer: Gazetteer, words: PlaceWords) -> Mention | None:
    """Return the place that some words of a run name, as they stand or without an ending of the language."""
    at, last = part
    start, end = run[at][0], run[last][1]
    name = text[start:end]
    places = gazetteer.named(name)
    if len(places) > 1:
        places = _spelled(name, places, words.language)
    for ending in () if places else words.endings:
        if name.endswith(ending) and (places := gazetteer.named(name[: -len(ending)])):
            end -= len(ending)
            places = _spelled(text[start:end], places, words.language)
            break
    if places and (meant := _meant(text, run, part, places, words)):
        return _made(text, start, end, meant, gazetteer, words, within=_within(text, run, at, last, words))
    for ending, restored in words.town_endings:
        if name.endswith(ending) and len(name) > len(ending) + 3 and name.lower() not in words.stop:
            town = name[: -len(ending)] + restored
            towns = _spelled(town, gazetteer.named(town), words.language)
            if towns and towns[0].kind == "city" and towns[0].population >= LARGE:
                return Mention(start=start, end=end, name=name, places=towns, adjective=True)
    return None


def _spelled(name: str, places: tuple[Place, ...], language: str) -> tuple[Place, ...]:
    """Return the places that a language spells so, or that spell themselves so; all where it spells none so.

    "Londres" in French is London, or a place that is itself called Londres; not each town that is called London.
    """
    exact = tuple(p for p in places if p.name == name or (language, name) in p.names)
    return exact if any((language, name) in p.names for p in exact) else places


def _within(text: str, run: list[_Token], at: int, last: int, words: PlaceWords) -> bool:
    """Return whether a capitalised word stands right beside the name; where every noun has a capital that says nothing."""
    if words.capital_nouns:
        return False
    after = last + 1 < len(run) and text[run[last + 1][0]].isupper() and text[run[last][1]] not in "-'’"
    return after or _led_by_name(text, run, at, words)


def _led_by_name(text: str, run: list[_Token], at: int, words: PlaceWords) -> bool:
    """Return whether a capitalised word of a longer name stands right before: "Bank China", not the "In" of "In Chile"."""
    if at == 0 or run[at][0] - run[at - 1][1] != 1:
        return False
    start, end = run[at - 1]
    said = text[start:end]
    if not said[0].isupper() or said in words.adjectives or said in words.raised:
        return False
    low = said.lower()
    return low not in words.strong and low not in words.weak and low not in words.openers


def _made(
    text: str, start: int, end: int, places: tuple[Place, ...], gazetteer: Gazetteer, words: PlaceWords, *, within: bool,
) -> Mention:
    """Return the mention with what belongs to its name around it: "west London", "Washington, D.C."."""
    if places[0].kind != "city" and (blank := text.find(" ", start, min(end, start + 5))) > 0:
        bare = gazetteer.named(text[blank + 1 : end]) if text[start:blank].lower() in words.dropped else ()
        if bare and bare[0].id == places[0].id:
            start = blank + 1
    before, said = _said_before(text, start, 16)
    if said in words.prefixes or (said in words.articles and places[0].kind == "city"):
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
    name, before = text[start:end], _word_before(text, start, words)
    if len(name) <= 3 and not name.isupper():
        places = tuple(p for p in places if p.kind == "city" or p.name.lower() == name.lower())  # "US" is a country, "Us" is none
    if not places or before in words.titles:
        return ()
    if places[0].kind == "city":
        return places if _town_meant(text, run, part, places[0].population, before, words) else ()
    person = last == at and name.lower() in words.given and _person(text, run, part, before, words)
    return () if person else places


def _town_meant(text: str, run: list[_Token], part: tuple[int, int], population: int, before: str, words: PlaceWords) -> bool:
    at, last = part
    start, end = run[at][0], run[last][1]
    lower = text[start:end].lower()
    strong = before in words.strong
    if last > at:
        return strong or not all(word in words.stop for word in re.split(r"[ \u00a0-]", lower)) or population >= LARGE * 10
    within = _within(text, run, at, last, words)
    if lower in words.stop or len(lower) < 3:
        direct = strong and _said_before(text, start, 20)[1].lower() not in words.articles
        return direct and not _opens(text, start) and population >= LARGE and not within
    if within or (lower in words.given and _person(text, run, part, before, words)):
        return population >= LARGE and lower not in words.given
    if strong or population >= (MEDIUM if before in words.weak else LARGE):
        return True
    return _goes_on_list(text, start, words) and (before in words.weak or not _opens(text, start))


def _goes_on_list(text: str, start: int, words: PlaceWords) -> bool:
    """Return whether a name goes on a list that a preposition of place opens: "in Milan, Prato and Rome"."""
    return words.listed.search(text, max(0, start - 90), start) is not None


def _word_before(text: str, start: int, words: PlaceWords) -> str:
    """Return the word before a name in lower case, without an article; two words where they are one preposition ("cerca de")."""
    before, word = _said_before(text, start, 20)
    if word.lower() in words.articles:
        article = word
        before, word = _said_before(text, before, 24 - start + before)
        word = word or article
    word = word.lower()
    if word in words.closing:
        phrase = f"{_said_before(text, before, 16)[1].lower()} {word}"
        return phrase if phrase in words.phrases else word
    return word


def _said_before(text: str, start: int, reach: int) -> tuple[int, str]:
    """Return where the word before a place begins, and the word, across a blank and one mark of quotation; nothing where there is none."""
    low = max(0, start - reach)
    if start and text[start - 1] in "'’" and start > low + 1 and text[start - 2].isalpha():
        at = start - 1
        while at > low and text[at - 1].isalpha():
            at -= 1
        return at, f"{text[at : start - 1]}'"
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
