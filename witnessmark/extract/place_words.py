"""Reads the word lists of places of a language out of its folder in the lexicon."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from witnessmark.extract.lexicon import languages, lexicon

LEFT_TO_ENGLISH = "en"
"""Whose lists serve a language that has none, and whose common words and names of persons hold in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """The word lists of places."""

    strong: frozenset[str]
    weak: frozenset[str]
    phrases: frozenset[str]
    """Strong ones of two words ("cerca de"); `closing` are their last words."""
    closing: frozenset[str]
    articles: frozenset[str]
    openers: frozenset[str]
    """May stand, with a capital at the head of a sentence, before a name without being part of it."""
    elisions: frozenset[str]
    """Cling to a name ("l'", "d'")."""
    endings: tuple[str, ...]
    """A name with one of these is the same name: "Spaniens"."""
    town_endings: tuple[tuple[str, str], ...]
    """Make an adjective of a town, with what the town ends with in their place: "Madrider", "Münchner"."""
    capital_nouns: bool
    titles: frozenset[str]
    common: frozenset[str]
    """Words that may stand with a capital after a place without making it a person's name."""
    stop: frozenset[str]
    """The common words and the names of persons: towns only after "in" or "at", and with many inhabitants."""
    given: frozenset[str]
    prefixes: frozenset[str]
    not_places: frozenset[str]
    not_firsts: frozenset[str]
    particles: frozenset[str]
    adjectives: Mapping[str, tuple[str, ...]]
    """Demonym, as written, to ids."""
    raised: Mapping[str, tuple[str, ...]]
    """The same for those that are written small, with a capital: "Española" at the head of a sentence."""
    language: str
    between: frozenset[str]
    """Stand between a town and the country or region that it lies in: ", ", " (", ", provincia de "."""
    dropped: frozenset[str]
    """Articles that are no part of a name though they have a capital: "The Netherlands"."""
    listed: re.Pattern[str]
    """A list that a preposition of place opens, up to its last comma or "and"."""


def language_of(language: str) -> str:
    """Return the language whose lists serve a text in a language: "es" for "es-MX", English where there are none."""
    code = language.replace("_", "-").split("-")[0].lower()
    return code if code in languages("places") and code != "zh" else LEFT_TO_ENGLISH


@functools.cache
def place_words(language: str) -> PlaceWords:
    """Return the word lists of a language that has them."""
    lists = {kind: value["entries"] for kind, value in lexicon("places", language).items()}
    english = {kind: value["entries"] for kind, value in lexicon("places", LEFT_TO_ENGLISH).items()}
    own = frozenset(lists["stop"].split())
    stop = own.union(*((each["stop"] + " " + each["persons"]).split() for each in (lists, english)))
    adjectives = demonyms(language)
    strong = frozenset(lists["strong"])
    phrases = frozenset(word for word in strong if " " in word)
    return PlaceWords(
        strong=strong,
        weak=frozenset(lists["weak"]),
        phrases=phrases,
        closing=frozenset(word.rsplit(" ", 1)[1] for word in phrases),
        articles=frozenset(lists["articles"]),
        openers=frozenset(lists["openers"]),
        elisions=frozenset(lists.get("elisions", ())),
        endings=tuple(lists.get("endings", ())),
        town_endings=tuple((ending, restored) for ending, restored in lists.get("town_endings", ())),
        capital_nouns=bool(lists.get("capital_nouns", False)),
        titles=frozenset(lists["titles"]),
        common=own if language == LEFT_TO_ENGLISH or lists.get("capital_nouns") else frozenset(),
        stop=stop,
        given=frozenset((lists["given"] + " " + english["given"]).split()),
        prefixes=frozenset(lists["prefixes"]),
        not_places=frozenset(lists["not_places"]),
        not_firsts=frozenset(name.split()[0] for name in lists["not_places"]),
        particles=frozenset(word for phrase in lists["particles"] for word in phrase.split()),
        adjectives=adjectives,
        raised={_raised(word): idents for word, idents in adjectives.items() if word[0].islower()},
        language=language,
        between=frozenset(lists["between"]),
        dropped=frozenset(lists.get("dropped", ())),
        listed=_listed(lists["listed"], lists["joins"]),
    )


_ITEM = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’-]*[ \u00a0]?){1,4}"


def _listed(openers: Iterable[str], joins: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that is only ever matched against a window of fixed length before a name."""
    opening, joining = ("|".join(re.escape(word) for word in words) for words in (openers, joins))
    return re.compile(rf"\b(?:{opening})[ \u00a0](?:{_ITEM},[ ]){{0,8}}(?:{_ITEM}(?:{joining})[ ])?$")


def _raised(word: str) -> str:
    return word[0].upper() + word[1:]


def ident_of(code: str) -> str:
    """Return the gazetteer id of a key of the demonyms: a country's code, a continent's name, or an id as it is."""
    codes = lexicon("countries")["codes"]["entries"]
    return code if ":" in code else f"m49:{codes[code]}" if code in codes else f"cc:{code}"


def demonyms(language: str) -> dict[str, tuple[str, ...]]:
    """Return the adjectives and words for people of a language, in all their forms, with the ids of what they are of."""
    if language in languages("demonyms"):
        lists: Mapping[str, Any] = lexicon("demonyms", language)
        forms = [(re.compile(pattern), tuple(endings)) for pattern, endings in lists["forms"]["entries"]]
    else:
        lists, forms = lexicon("countries"), []
    found: dict[str, tuple[str, ...]] = {}
    for code, said in lists["demonyms"]["entries"].items():
        ident = ident_of(code)
        for word in dict.fromkeys(form for each in said for form in inflected(each, forms)):
            found[word] = (*found.get(word, ()), ident)
    return found


def inflected(word: str, forms: Iterable[tuple[re.Pattern[str], tuple[str, ...]]]) -> list[str]:
    """Return the forms of a word by the first pattern that fits it; the word itself where none does."""
    for pattern, endings in forms:
        match = pattern.search(word)
        if match is not None:
            return [word[: match.start()] + match.expand(ending) + word[match.end() :] for ending in endings]
    return [word]


def mixed_names(language: str) -> list[str]:
    """Return the names of countries and regions that a language writes with a small word that is no particle: "Arabie saoudite"."""
    from babel import Locale, UnknownLocaleError

    particles = place_words(language).particles
    names: set[str] = set()
    try:
        for code in (language, *_BESIDE.get(language, ())):
            names.update(re.sub(r"\s*\(.*", "", name) for key, name in Locale.parse(code).territories.items() if len(key) == 2)
    except UnknownLocaleError:
        return []
    curated = lexicon("places_curated")
    for rows in (*curated["regions"]["entries"].values(), curated["larger"]["entries"]):
        names.update(name for row in rows for name in row["names"].get(language, ()))
    for aliases in lexicon("countries")["aliases"]["entries"].values():
        names.update(aliases)
    return sorted(name for name in names if _mixed(name, particles))


_BESIDE = {"pt": ("pt_PT",)}


def _mixed(name: str, particles: frozenset[str]) -> bool:
    words = re.split(r"[ '’-]", name)
    small = [word for word in words if word[:1].islower() and word not in particles]
    return len(words) > 1 and bool(small) and name.isprintable()
