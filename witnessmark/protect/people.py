"""Everything that could tell of a protected person in what leaves: their names and numbers in all forms, and what tells only together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from witnessmark.protect import quotes, whereabouts
from witnessmark.protect.alphabets import otherwise, transliterations
from witnessmark.protect.dates import fragments
from witnessmark.protect.fold import fold, squeeze
from witnessmark.protect.han import han_spellings, is_han
from witnessmark.protect.pattern import INSIDE, JOINED, Part, Pattern, Way
from witnessmark.protect.words import MOST_PARTS, in_bytes, in_text, named
from witnessmark.records.protected import Protected

APART = 60
"""Folded characters between two parts of a name that stand apart."""
BESIDE = 80
"""Between initials or an age and a town."""
AROUND = 160
"""Between an employer and a function: two sentences."""
YEARS = 13
"""For so many years back a report may say how old somebody was."""
OWN = 4
"""Letters of a part of a name that counts apart from the others."""
RARE = 6
"""Letters from which on a part of a name counts without a capital too."""


def patterns_of_protected(person: Protected, *, term: str) -> Iterator[Pattern]:
    """Yield every form of a person, by the term's id: table 3.5 as strings, and what only two things together tell."""
    for name in (*person.names, *person.relatives, *person.pseudonyms):
        yield from _strings(term, name)
        yield from _of_a_name(term, name)
    for said in (*person.handles, *person.emails, *person.phones, *person.numbers, *person.addresses, *person.coordinates):
        yield from _strings(term, said)
    if person.born:
        yield from _strings(term, person.born)
    yield from _of_places(term, person)
    yield from _together(term, person)
    for quote in person.quotes:
        yield from _of_a_quote(term, quote)


def _strings(term: str, word: str) -> Iterator[Pattern]:
    yield from (Pattern(term=term, form=form, way=way, text=text) for form, way, text in in_text(word) if text)
    yield from (Pattern(term=term, form=form, way=Way.RAW, raw=raw) for form, raw in in_bytes(word))


def _words(term: str, form: str, texts: Iterator[str] | Sequence[str]) -> Iterator[Pattern]:
    yield from (Pattern(term=term, form=form, way=Way.WORDS, text=text) for text in texts if text)


# --- names -------------------------------------------------------------------------------------------------------------------------------


def _of_a_name(term: str, name: str) -> Iterator[Pattern]:
    romanised = [fold(said) for custom, said in transliterations(name) if custom.startswith("Arabic")]
    for spelled in dict.fromkeys(other for folded in (fold(name), *romanised) for other in otherwise(folded)):
        yield from (Pattern(term=term, form=f"spelled otherwise, {f}", way=way, text=text) for f, way, text in named(spelled, "", fewest=4))
    for parts in _latin_names(name):
        yield from _words(term, "initials and family name", list(_shortened(parts)))
        yield from _words(term, "n-grams", list(_grams(parts)))
        yield from _words(term, "stems", list(_stemmed(parts)))
        yield from _apart(term, parts)


def _latin_names(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a name in Latin letters, of a Han name by its first reading, family and given name."""
    if not is_han(name):
        yield tuple(fold(name).split())
        return
    for _, syllables in itertools.islice(han_spellings(name), 1):
        for cut in range(1, min(3, len(syllables))):
            yield "".join(syllables[:cut]), "".join(syllables[cut:])


def _shortened(parts: tuple[str, ...]) -> Iterator[str]:
    """A name of which all parts but one are initials: `Z. Quorfax`, or the family name with all initials behind it."""
    if not 2 <= len(parts) <= MOST_PARTS:
        return
    for at, part in enumerate(parts):
        if len(part) < JOINED:
            continue
        others = [other[0] for index, other in enumerate(parts) if index != at]
        for initials in {(others[0],), tuple(others)}:
            spaced, joined = " ".join(initials), "".join(initials)
            yield from (f"{spaced} {part}", f"{part} {spaced}", f"{joined} {part}", f"{part} {joined}")


def _grams(parts: tuple[str, ...]) -> Iterator[str]:
    """The letters of a part three by three and two by two, and growing, as an index of words holds them."""
    for part in parts:
        if len(part) >= JOINED and part.isascii():
            for size in (2, 3, 4):
                yield " ".join(part[at : at + size] for at in range(len(part) - size + 1))
            yield " ".join(part[:size] for size in range(3, len(part) + 1))


def _stemmed(parts: tuple[str, ...]) -> Iterator[str]:
    endings = ("[aeiousy]$", "(?:es|ed|er|ing|os|as|ez)$", "$")
    stems = [tuple(dict.fromkeys(re.sub(ending, "", part) for ending in endings)) for part in parts]
    letters = 0 if len(parts) < 2 else sum(map(len, parts))
    if letters >= INSIDE and len(parts) <= MOST_PARTS:
        for turned in itertools.product(*stems):
            if min(map(len, turned)) >= 3:
                yield " ".join(turned)
                yield " ".join(reversed(turned))


def _apart(term: str, parts: tuple[str, ...]) -> Iterator[Pattern]:
    """Two parts of a name in one sentence, with other words between them."""
    own = [part for part in parts if len(part) >= OWN] if len(parts) <= MOST_PARTS else []
    for one, other in itertools.combinations(dict.fromkeys(own), 2):
        # A part that is a word of the language too is a name where it has a capital.
        rare = min(len(one), len(other)) >= RARE
        seen = "" if rare or not (one + other).isascii() else _capitals(one) + "\0" + _capitals(other)
        yield from _two(term, "two parts of a name apart", (one,), (other,), Part(window=APART, seen=seen))


def _capitals(part: str) -> str:
    return rf"\b(?:{part.capitalize()}|{part.upper()})\b"


# --- what tells only together ------------------------------------------------------------------------------------------------------------


def _two(term: str, form: str, one: Sequence[str], other: Sequence[str], near: Part) -> Iterator[Pattern]:
    """Yield both sides of a pair; `near` says how far apart they may stand, and what tells them from other words."""
    rule = f"{form}: {min(one, default='')} {min(other, default='')}"
    for side, texts in enumerate((one, other)):
        part = replace(near, rule=rule, side=side, seen=near.seen if side == 0 else "")
        yield from (Pattern(term=term, form=form, way=Way.PART, text=text, part=part) for text in dict.fromkeys(texts) if text)


def _together(term: str, person: Protected) -> Iterator[Pattern]:
    towns = [form for place in person.places for form in _place_forms(place)]
    for name in (*person.names, *person.pseudonyms):
        for parts in _latin_names(name):
            if 2 <= len(parts) <= MOST_PARTS:
                yield from _of_initials(term, parts, towns, person.born)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", person.born) and towns:
        yield from _two(term, "age and town", list(_ages(int(person.born[:4]))), towns, Part(window=BESIDE))
    for employer, function in person.posts:
        yield from _two(term, "employer and function", _place_forms(employer), _place_forms(function), Part(window=AROUND, tail=3))
    for address in person.addresses:
        yield from _of_an_address(term, address)


def _place_forms(said: str) -> list[str]:
    return list(dict.fromkeys(fold(text) for text in (said, *(custom_said for _, _, custom_said in _spelled_places(said))) if fold(text)))


def _spelled_places(said: str) -> Iterator[tuple[str, Way, str]]:
    if not said.isascii():
        yield from ((form, way, text) for form, way, text in in_text(said) if way is Way.WORDS and "other order" not in form)


def _of_initials(term: str, parts: tuple[str, ...], towns: Sequence[str], born: str) -> Iterator[Pattern]:
    letters = [part[0] for part in parts]
    orders = {tuple(letters), tuple(reversed(letters)), (letters[0], letters[-1]), (letters[-1], letters[0])}
    if not all(letter.isalpha() and letter.isascii() for letter in letters):
        return
    said = [form for order in sorted(orders) for form in ("".join(order), " ".join(order))]
    # Capitals, with or without points: initials, and no other letters.
    seen = "|".join(rf"(?<![A-Za-z])(?:{r'[.·]?[ -]?'.join(map(str.upper, order))})(?![A-Za-z])" for order in sorted(orders))
    if towns:
        yield from _two(term, "initials and place", said, towns, Part(window=BESIDE, seen=seen))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", born):
        days = [fold(text) for text in fragments(*born.split("-"))]
        yield from _two(term, "initials and date", said, days, Part(window=BESIDE, seen=seen))


_AGED = (
    "{n} year old", "{n} years old", "{n} yr old", "aged {n}", "age {n}", "{n} años", "{n} anos", "{n} ans", "{n} anni", "{n} jahre",
    "{n} jährige",
    "{n} jähriger", "{n} jährigen", "{n}岁", "{n}歲", "{n} 岁", "{n} 歲", "{n} лет", "{n} года", "{n} год", "{n} летний", "{n} летняя",
    "{n} yaşında",
    "{n} ياش", "{n} عاما", "{n} سنة", "age of {n}", "edad {n}", "{n} jaar", "{n} lat",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _ages(born: int) -> Iterator[str]:
    """Yield how a report of the last years would say somebody's age."""
    now = datetime.now(UTC).year
    for age in range(max(0, now - YEARS - born), now - born + 1):
        yield from (fold(words.format(n=age)) for words in _AGED)
        if age >= 20:
            said = _TENS[age // 10 - 2] + (f" {_ONES[age % 10 - 1]}" if age % 10 else "") if age < 100 else str(age)
            yield from (f"{said} year old", f"{said} years old", f"aged {said}")


# --- places ------------------------------------------------------------------------------------------------------------------------------


def _of_an_address(term: str, address: str) -> Iterator[Pattern]:
    """The post code with the number of the house, and the street's own word with it."""
    folded = fold(address)
    numbers = re.findall(r"(?<![a-z0-9])\d{1,4}[a-z]?(?![a-z0-9])", folded)
    codes = re.findall(r"(?<![a-z0-9])(?:\d{5,6}|[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}|\d{4} [a-z]{2})(?![a-z0-9])", folded)
    words = [word for word in folded.split() if len(word) >= OWN + 1 and not any(c.isdigit() for c in word)]
    house = [number for number in numbers if not any(number in code for code in codes)][:2]
    street = max(words, key=len, default="")
    if codes and house:
        joined = [*codes, *map(squeeze, codes)]
        yield from _two(term, "post code and house number", joined, house[:1], Part(window=30))
    if street and house:
        yield from _two(term, "street and house number", (street,), (house[0],), Part(window=12))


def _of_places(term: str, person: Protected) -> Iterator[Pattern]:
    for point in whereabouts.points(person.coordinates):
        yield Pattern(term=term, form="coordinates", way=Way.POINT, point=point)
        latitude, longitude = (list(map(fold, whereabouts.sexagesimal(value))) for value in point)
        yield from _two(term, "degrees and minutes", latitude, longitude, Part(window=BESIDE // 2, tail=6))
        geohash = whereabouts.geohash(point)
        yield from _words(term, "geohash", [geohash[:size] for size in (7, 8, 9)])
        code = whereabouts.plus_code(point)
        yield from _words(term, "plus code", [fold(code), fold(code[4:]), squeeze(fold(code))])
        for zoom, column, row in whereabouts.tiles(point):
            yield from _words(term, "map tile", [f"{zoom} {column} {row}", f"{zoom} {row} {column}"])
            yield from _two(term, "map tile", (str(column),), (str(row),), Part(window=12))


# --- sentences ---------------------------------------------------------------------------------------------------------------------------


def _of_a_quote(term: str, quote: str) -> Iterator[Pattern]:
    words = quotes.words_of(fold(quote))
    yield from _words(term, "words of a sentence", list(quotes.runs(words)))
    for seed, piece in quotes.seeds(words):
        yield Pattern(term=term, form="a sentence, slightly changed", way=Way.QUOTE, text=seed, quote=piece)
