"""Finds names of bodies (bureaus, ministries, embassies, courts, associations) with the place that each is of.

    find_bodies(text, mentions, *, language) -> list[Body]
    class Body(NamedTuple): start, end, name, sort, place: Mention | None

`mentions` are those that `find_places` returned for the same text. A body is a noun of lexicon/<language>/bodies.yaml with what stands
around it: "Fuzhou Public Security Bureau", "Jefatura de Policía de Fuzhou", "福州市公安局", or a name that is complete ("Interpol").
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from witnessmark.extract.claims.forms import expanded
from witnessmark.extract.claims.words import lowered
from witnessmark.extract.lexicon import languages, lexicon
from witnessmark.extract.mentions import Mention
from witnessmark.extract.place_words import language_of, place_words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Body(NamedTuple):
    """A name of a body in a text."""

    start: int
    end: int
    name: str
    """Verbatim from start to end."""
    sort: str
    """`public_security`, `police`, `intelligence`, `embassy`, `ministry`, `prosecutor`, `court`, `parliament`, `government`, `party`,
    `association`, `ngo`, `media` or `company`."""
    place: Mention | None
    """The last place in the name, failing that the adjective in it, failing that null."""


LONGEST_NAME = 60
"""Letters of a Chinese name at most that is made of the names of two bodies."""
LONGEST_BEFORE, LONGEST_AFTER = 6, 5
"""Steps (a word, or a place) that a name reaches before its noun and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nouns:
    sorts: tuple[str, ...]
    """The sort of each pattern of the automaton."""
    proper: tuple[bool, ...]
    joins: tuple[tuple[str, bool], ...]
    """What joins, and whether it joins places alone."""
    fields: tuple[str, ...]
    openers: frozenset[str]
    between: tuple[str, ...]
    tails: tuple[str, ...]
    before: bool
    capital_nouns: bool
    """Whether every noun of the language has a capital, so that one after a noun is no part of a name."""


@functools.cache
def _nouns(language: str) -> tuple[AhoCorasick, _Nouns]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    lists: Mapping[str, Any] = lexicon("bodies", language)
    known: dict[str, tuple[str, bool]] = {}
    for kind in ("heads", "proper"):
        for sort, phrases in lists[kind]["entries"].items():
            for phrase in (low for line in phrases for low in expanded(lowered(line))):
                known[phrase] = (sort, kind == "proper") if kind == "proper" or phrase not in known else known[phrase]
    words = sorted(known)

    def some(kind: str) -> tuple[str, ...]:
        return tuple(sorted(lists.get(kind, {}).get("entries", ()), key=lambda word: (-len(word), word)))

    nouns = _Nouns(
        sorts=tuple(known[word][0] for word in words),
        proper=tuple(known[word][1] for word in words),
        joins=tuple(sorted([*((w, False) for w in some("joins")), *((w, True) for w in some("place_joins"))], key=lambda j: -len(j[0]))),
        fields=some("fields"),
        openers=frozenset(some("openers")),
        between=some("between"),
        tails=some("tails"),
        before=bool(lists.get("before", {}).get("entries", True)),
        capital_nouns=language != "zh" and place_words(language_of(language)).capital_nouns,
    )
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), nouns


class _Text(NamedTuple):
    """A text that is read, with the places in it by where they begin and end."""

    content: str
    low: str
    mentions: Sequence[Mention]
    starts: Sequence[int]
    ends: Sequence[int]

    def at(self, start: int) -> Mention | None:
        """Return the place that begins at an offset."""
        k = bisect_left(self.starts, start)
        return self.mentions[k] if k < len(self.starts) and self.starts[k] == start else None

    def until(self, end: int) -> Mention | None:
        """Return the place that ends at an offset."""
        k = bisect_left(self.ends, end)
        return self.mentions[k] if k < len(self.ends) and self.ends[k] == end else None

    def over(self, end: int) -> Mention | None:
        """Return the place that ends at an offset or goes on over it."""
        k = bisect_left(self.ends, end)
        return self.mentions[k] if k < len(self.ends) and self.starts[k] < end else None

    def inside(self, start: int, end: int) -> Sequence[Mention]:
        """Return the places that lie in a span."""
        first = bisect_left(self.starts, start)
        return self.mentions[first : max(first, bisect_right(self.ends, end))]


def find_bodies(text: str, mentions: Sequence[Mention], *, language: str) -> list[Body]:
    """Return the bodies that a text names, in order, none overlapping another; none in a language without a list of them."""
    code = language.replace("_", "-").split("-")[0].lower()
    if code not in languages("bodies"):
        return []
    automaton, nouns = _nouns(code)
    t = _Text(text, lowered(text), mentions, [m.start for m in mentions], [m.end for m in mentions])
    found: list[Body] = []
    free = 0
    for index, start, end in automaton.find_matches_as_indexes(t.low):
        if start < free or (code != "zh" and not _alone(text, start, end)):
            continue
        body = (_han if code == "zh" else _spaced)(t, (start, end), free, nouns, nouns.sorts[index], proper=nouns.proper[index])
        if body is None:
            continue
        if code == "zh" and found and found[-1].end == body.start and body.end - found[-1].start <= LONGEST_NAME:
            last = found.pop()  # 青田县委统战部
            body = body._replace(start=last.start, name=text[last.start : body.end], place=body.place or last.place)
        found.append(body)
        free = body.end
    return found


def _alone(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def _spaced(t: _Text, noun: tuple[int, int], free: int, nouns: _Nouns, sort: str, *, proper: bool) -> Body | None:
    start, end = noun
    first = _back(t, start, free, nouns, places_alone=proper) if nouns.before else start
    last = _forth(t, end, nouns)
    places = t.inside(first, last)
    name = t.content[first:last]
    named = (first < start or last > end) and name.lower() != name and not name.isupper()
    if not (places or proper or named):
        return None
    if proper and not t.content[start].isupper():
        return None
    return Body(start=first, end=last, name=name, sort=sort, place=_place(places))


def _place(places: Sequence[Mention]) -> Mention | None:
    where = [m for m in places if not m.adjective]
    return where[-1] if where else places[0] if places else None


def _back(t: _Text, start: int, free: int, nouns: _Nouns, *, places_alone: bool) -> int:
    """Return where a name begins: before its noun stand places, adjectives of places, and words with a capital."""
    for _ in range(LONGEST_BEFORE):
        if start < 2 or t.content[start - 1] not in " \u00a0":
            break
        place = t.until(start - 1) or (t.until(start - 3) if t.low[start - 3 : start - 1] == "'s" else None)
        if place is None and places_alone:
            break
        at = place.start if place is not None else _word_before(t.content, start - 1)
        if at < free or at == start - 1 or (place is None and (not t.content[at].isupper() or t.low[at : start - 1] in nouns.openers)):
            break
        start = at
    return start


def _word_before(text: str, end: int) -> int:
    at = end
    while at > 0 and end - at < LONGEST_WORD and (text[at - 1].isalnum() or text[at - 1] in "-'’"):
        at -= 1
    return at


LONGEST_WORD = 40
"""Letters of a word at most."""


def _forth(t: _Text, end: int, nouns: _Nouns) -> int:
    """Return where a name ends: after its noun stand adjectives, words with a capital, and what a preposition joins to it."""
    for _ in range(LONGEST_AFTER):
        if t.content[end : end + 1] not in (" ", "\u00a0"):
            break
        after = _step(t, end + 1, nouns, places_alone=nouns.capital_nouns) or _joined(t, end + 1, nouns)
        if after is None:
            break
        end = after
    return end


def _joined(t: _Text, start: int, nouns: _Nouns) -> int | None:
    """Return where that ends which a preposition joins to a name."""
    for join, places_alone in nouns.joins:
        if t.low.startswith(join, start):
            at = start + len(join)
            if not join.endswith("'"):
                at += 1
                if t.content[at - 1 : at] not in (" ", "\u00a0"):
                    continue
            after = _step(t, at, nouns, places_alone=places_alone)
            if after is not None:
                return after
    return None


def _step(t: _Text, start: int, nouns: _Nouns, *, places_alone: bool) -> int | None:
    """Return where the next part of a name ends: a place, a word with a capital, or what a body is for."""
    place = t.at(start)
    if place is not None:
        return place.end
    if places_alone:
        return None
    for field in nouns.fields:
        if t.low.startswith(field, start) and not t.content[start + len(field) : start + len(field) + 1].isalnum():
            return start + len(field)
    if not t.content[start : start + 1].isupper():
        return None
    end = start
    while end < len(t.content) and end - start < LONGEST_WORD and (t.content[end].isalnum() or t.content[end] in "-'’"):
        end += 1
    return end


def _han(t: _Text, noun: tuple[int, int], free: int, nouns: _Nouns, sort: str, *, proper: bool) -> Body | None:
    start, end = noun
    first = start
    for _ in range(LONGEST_BEFORE):
        place = t.over(first)
        at = first
        if place is not None:
            at = place.lead if place.lead >= 0 else place.start
        elif t.content.endswith(nouns.between, max(0, first - LONGEST_WORD), first):
            at -= next(len(word) for word in nouns.between if t.content.endswith(word, 0, first))
        if at == first or at < free:
            break
        first = at
    last = end
    tail = t.at(end)
    if tail is not None and (word := next((word for word in nouns.tails if t.content.startswith(word, tail.end)), "")):
        last = tail.end + len(word)
    places = t.inside(first, last)
    if not places and not proper:
        return None
    return Body(start=first, end=last, name=t.content[first:last], sort=sort, place=_place(places))
