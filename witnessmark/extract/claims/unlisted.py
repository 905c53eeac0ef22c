"""Finds names that a text itself shows to be places though no gazetteer lists them: "in Quayside Street", "la oficina de Villa Ceniza"."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.places import Mention

NAME = r"[^\W\d_a-zà-ÿ][\w’'\-]{1,30}"
MOST_NAMES = 12
"""Names of that sort in one text: who has more writes a list, and no story."""
LONGEST_SORT = 4
"""Words between "in" and a name that say what sort of place it is: "in the northern port of N"."""
LONGEST_WORD = 24


@functools.cache
def _name(language: str) -> re.Pattern[str]:
    """Return what a name looks like, small words inside it included."""
    return re.compile(rf"{NAME}(?:(?: (?:{_any(placing(language).particles)}))? {NAME}){{0,3}}")


@functools.cache
def _leads(language: str) -> tuple[str, ...]:
    """Return the words that lead places, as they stand in a sentence and at its head."""
    return tuple(sorted({form for word in placing(language).unlisted for form in (f"{word} ", f"{word.capitalize()} ")}))


@functools.cache
def _sites(language: str) -> frozenset[str]:
    """Return the nouns behind which, with a genitive, a place stands: "the port of N", in some languages "la oficina de N"."""
    q = placing(language)
    if grammar(language).base_is_finite:
        return q.beside
    return q.site_nouns | words_of("units", "station_like", "words", language)


@functools.cache
def _barred(language: str) -> frozenset[str]:
    barred = placing(language).not_places | words_of("measure", "officials", "words", language)
    return barred | words_of("speech", "bodies", "words", language) | words_of("speech", "speakers", "words", language)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


def shown(said: str, language: str) -> list[str]:
    """Return the names that a sentence shows to be places; none in a language that lists nothing that leads them."""
    if not placing(language).unlisted:
        return []
    names, barred = [], _barred(language)
    for at in _led(said, language):
        m = _name(language).match(said, at)
        name = m.group().removesuffix("'").removesuffix("’") if m is not None else ""
        owned = name.casefold().endswith(grammar(language).possessive_endings)
        if name and not owned and not name.isupper() and (barred.isdisjoint(name.casefold().split()) or _street(name, language)):
            names.append(name)
            names += _listed_with(said, m.end() if m is not None else at, language)
    return names


def _listed_with(said: str, at: int, language: str) -> Iterator[str]:
    """Yield the names that go on a list of places: "en A, B y C"; in English a name behind a comma may be anybody's."""
    g = grammar(language)
    if g.base_is_finite:
        return
    joined = re.compile(rf"(?:, | (?:{_any(g.coordinators)}) )(?=[^\W\d_a-zà-ÿ])")
    more: list[str] = []
    while (joint := joined.match(said, at)) is not None and (m := _name(language).match(said, joint.end())) is not None:
        more.append(m.group())
        at = m.end()
        if joint.group() != ", ":  # the last of a list is one that "and" leads
            yield from (name for name in more if _barred(language).isdisjoint(name.casefold().split()))
            return


def _led(said: str, language: str) -> Iterator[int]:
    """Yield where a word with a capital stands behind what leads places."""
    for lead in _leads(language):
        at = said.find(lead)
        while at >= 0:
            if not (at and said[at - 1].isalnum()):
                n = _past_sort(said, at + len(lead), language)
                if said[n : n + 1].isupper():
                    yield n
            at = said.find(lead, at + len(lead))
    sites = _sites(language)
    yield from _streets(said, language)
    for street in placing(language).streets:
        at = said.find(f"{street} ")
        while at >= 0:
            n = at + len(street) + 1
            if said[n : n + 1].isupper() and not (at and said[at - 1].isalnum()):
                yield n
            at = said.find(f"{street} ", n)
    for genitive in grammar(language).genitives:
        at = said.find(f" {genitive} ")
        while at >= 0:
            n = at + len(genitive) + 2
            if said[n : n + 1].isupper() and said[max(0, at - LONGEST_WORD) : at].rpartition(" ")[2].casefold() in sites:
                yield n
            at = said.find(f" {genitive} ", n)


def _streets(said: str, language: str) -> Iterator[int]:
    """Yield where the name of a street begins in a language that has the sort at its end: "a shop on Mill Road"."""
    q, name = placing(language), _name(language)
    for lead in q.street_leads:
        at = said.find(f" {lead} ")
        while at >= 0:
            n = at + len(lead) + 2
            m = name.match(said, n)
            if m is not None and _street(m.group(), language):
                yield n
            at = said.find(f" {lead} ", n)


def _street(name: str, language: str) -> bool:
    """Whether a name is that of a street: "Spring Bank", but "Central Bank" is none."""
    q, words = placing(language), name.casefold().split()
    return len(words) > 1 and words[-1] in q.street_ends and q.not_streets.isdisjoint(words[:-1])


def _past_sort(said: str, n: int, language: str) -> int:
    """Return where the name begins behind "the northern port of", or the place itself where nothing says what sort of place it is."""
    g, beside = grammar(language), placing(language).beside
    if not g.base_is_finite or not said[n : n + 1].islower():
        return n
    for _ in range(LONGEST_SORT):
        word, blank, _ = said[n : n + LONGEST_WORD].partition(" ")
        if not blank or not (word in g.articles or word in beside or word in g.genitives):
            break
        n += len(word) + 1
    return n


def unlisted(content: str, names: Iterable[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Return every mention of the names that a text shows to be places, apart from those of the gazetteer."""
    if not (kept := dict.fromkeys(names)):
        return []
    starts = [m.start for m in mentions]
    listed = {m.name for m in mentions}
    kept = {name: None for name in kept if name not in listed}
    every = re.compile(rf"(?<!\w)(?:{_any(kept)})(?!\w)")
    found = [m for m in every.finditer(content) if not _known(starts, mentions, m.start(), m.end())]
    if len({m.group() for m in found}) > MOST_NAMES:
        return []
    return [Mention(start=m.start(), end=m.end(), name=m.group(), places=(), adjective=False) for m in found]


def _known(starts: Sequence[int], mentions: Sequence[Mention], start: int, end: int) -> bool:
    k = bisect_right(starts, end - 1) - 1
    return k >= 0 and mentions[k].end > start
