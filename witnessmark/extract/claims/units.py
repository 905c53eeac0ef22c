"""Says what a noun counts: one singular English noun per sort of thing, after lexicon/<language>/units.yaml."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import cast

from witnessmark.extract.claims.forms import expanded, plural, singular
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.lexicon import languages, lexicon


class _Compounds(dict[str, str]):
    """Units by noun, where a compound counts what its last part counts."""

    least: int

    def get(self, word: str, default: str | None = None) -> str | None:  # type: ignore[override]
        found = super().get(word)
        if found is not None:
            return found
        return next((self[word[n:]] for n in range(1, len(word) - self.least + 1) if word[n:] in self), default)


@functools.cache
def _table(language: str) -> Mapping[str, str]:
    """Return the unit of each noun.

    A list has the English `unit` of all its `words`, or `units` with the words of each, or pairs of singular and plural ("city/cities")
    whose singular is the unit (English).
    """
    out: dict[str, str] = {}
    if language not in languages("units"):
        return out
    entries = cast("Mapping[str, Mapping[str, object]]", lexicon("units", language)["entries"])
    for name, found in entries.items():
        if name == "plain" and "words" in found:
            for pair in cast("list[str]", found["words"]):
                one, _, many = pair.partition("/")
                out[one], out[many or one] = one, one
        elif "unit" in found:
            out.update(_all_of(found["words"], str(found["unit"])))
        for unit, words in cast("Mapping[str, list[str]]", found.get("units", {})).items():
            out.update(_all_of(words, unit))
    if "compounds" in entries:
        made = _Compounds(out)
        made.least = int(str(entries["compounds"]["least"]))
        return made
    return out


def _all_of(words: object, unit: str) -> dict[str, str]:
    return {word: unit for line in cast("list[str]", words) for word in expanded(line)}


def unit_of(word: str, language: str = "en") -> str | None:
    """Return the unit of a noun that the lexicon knows, or null."""
    return _table(language).get(word)


def unit_in(words: Sequence[str], at: int, language: str = "en") -> str | None:
    """Return the unit of a noun among its neighbours: "service points" are no points, a "puesto policial" no post."""
    table = _table(language)
    before = f"{words[at - 1]} {words[at]}" if at else ""
    after = f"{words[at]} {words[at + 1]}" if at + 1 < len(words) else ""
    pair = before if before in table else after
    return table[pair] if pair in table else table.get(words[at])


def same_things(low: str, language: str) -> Mapping[str, str]:
    """Return the units that mean another one in a text, given in lower case, that names a thing by another word.

    In Spanish reporting "oficina" is what a "comisaría" is called the second time.
    """
    if not (words := words_of("units", "called", "where", language)) or not any(word in low for word in words):
        return {}
    first = min((low.find(word) for word in words_of("units", "called", "first", language) if word in low), default=-1)
    calls = (low.find(noun) for noun in words_of("units", "called", "again", language))
    if any(0 <= at < first for at in calls) and not _oftener(low, words, words_of("units", "called", "again", language)):
        return {}  # a text that calls them offices first means offices throughout
    return {unit: meant for line in words_of("units", "called", "as", language) for unit, _, meant in [line.partition("/")]}


def _oftener(low: str, words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a text has the longest of some words, or a form of it, more than twice as often as some others."""
    return max(low.count(word) for word in words) > 2 * max((low.count(word) for word in others), default=0)


def uncounted(word: str, language: str = "en") -> bool:
    """Whether a noun measures or labels instead of counting (days, pages, floors)."""
    return word in words_of("units", "not_counted", "words", language)


def unit_for(word: str, language: str = "en") -> str | None:
    """Return the unit of a plural noun, known or not; null for what counts nothing."""
    if uncounted(word, language):
        return None
    known = unit_of(word, language)
    if known is not None:
        return known
    return singular(word, language) if plural(word, language) else None
