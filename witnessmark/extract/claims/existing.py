"""Finds presence told by existence: "there was a counter in a shop in L", "a second one opened in M", "it had a branch in H"."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.naming import named
from witnessmark.extract.claims.phrases import clause_end, phrase_after, phrase_before, subject
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot, located, station_noun
from witnessmark.extract.claims.voices import group_start
from witnessmark.records.claims import Kind

LONGEST_OF = 7
"""Words of an "of"-phrase between a noun for a site and its place."""


def told_to_exist(c: Clause, cue: Cue, sort: str, spots: Sequence[Spot], memory: Memory) -> Found | None:
    """Return who or what is somewhere, by the sort of words that say so."""
    end = clause_end(c, cue.last)
    who = subject(c, group_start(c, cue.first)) if sort != "there" else None
    thing = phrase_after(c, cue.last) if sort in {"there", "houses"} else who
    if thing is None or thing[0] == thing[1] or any(n in c.numbers for n in range(*thing)) or _none(c, thing):
        return None
    first = min(cue.first, thing[0], who[0] if who is not None else cue.first)
    place = located(c, spots, thing[1] if sort == "there" else first, end)
    last = max(cue.last, thing[1], place[0].last if place is not None else 0)
    if place is None and not _begins_there(c, spots):
        return None
    name = _name(c, thing, sort, memory)
    if name is None:
        return None
    return Found(kind=Kind.PRESENCE, first=first, last=last, core=(cue.first, cue.last), subject=name)


def _name(c: Clause, thing: Span, sort: str, memory: Memory) -> str | None:
    """Return the name of what is somewhere, where it is a site or a body; what only stands for one is the stations spoken of."""
    said = c.said(thing)
    if _site(c, thing):
        return said
    stands_for = words_of("presence", "stands_for", "words", c.language)
    alone = all(c.low(n) in stands_for or c.low(n) in c.grammar.heads for n in range(*thing))
    if memory.stations is not None and sort != "houses" and alone:
        return said
    body = sort == "holds" and (c.words.capital(thing[0]) or c.low(thing[1] - 1) in words_of("control", "bodies", "words", c.language))
    return named(c, thing, memory) if body else None


def _site(c: Clause, thing: Span) -> bool:
    """Whether the head of a phrase is a noun for a site; a station of another sort (of a railway, of the radio) is none."""
    sites, others = words_of("presence", "sites", "words", c.language), words_of("presence", "other_stations", "words", c.language)
    for n in range(*thing):
        if c.low(n) in c.grammar.genitives and n > thing[0]:
            break
        if (c.low(n) in sites or station_noun(c.low(n), c.language)) and c.low(n - 1) not in others:
            return True
    return False


def _none(c: Clause, thing: Span) -> bool:
    none = words_of("denial", "none_before", "words", c.language)
    return c.low(thing[0]) in none or c.low(thing[0] - 1) in none or c.low(thing[0] - 1) in c.grammar.negators


def _begins_there(c: Clause, spots: Sequence[Spot]) -> bool:
    """Whether a sentence begins with a place: "In T, a station was found in a house"."""
    q, first = placing(c.language), c.sentence.first
    return c.low(first) in q.opening and any(first < x.first <= first + 3 and not x.mention.adjective for x in spots)


def one_more(c: Clause, spots: Sequence[Spot], memory: Memory) -> list[Found]:
    """Return sites that only stand for a noun, beside their place: "A fourth, in B, has since been alleged", "the remaining one, in L"."""
    if memory.stations is None:
        return []
    stands_for, out = words_of("presence", "stands_for", "words", c.language), []
    q = placing(c.language)
    where = c.grammar.locatives - q.sources - q.to
    for spot in spots:
        led = spot.first - 1
        while c.low(led) in q.beside and c.low(led) not in c.grammar.locatives:
            led -= 1
        last = led - (c.low(led - 1) == ",")
        if c.low(led) not in where or c.low(last - 1) not in stands_for or spot.mention.adjective:
            continue
        first = last - 1
        while first > c.sentence.first and (c.low(first - 1) in stands_for or c.low(first - 1) in c.grammar.heads):
            first -= 1
        if c.low(first) in c.grammar.heads and first < last - 1 and not any(n in c.numbers for n in range(first, last)):
            name = c.words.said(first + 1, last)
            out.append(Found(kind=Kind.PRESENCE, first=first, last=spot.last, core=(last - 1, spot.last), subject=name))
    return [f._replace(because=(("presence", f"{c.language}/presence.yaml: stands_for"),)) for f in out]


def hyphened(c: Clause, spots: Sequence[Spot]) -> list[Found]:
    """Return bodies with their seat before a noun: "Safeguard Lanterns, a Madrid-based group", "the Geneva-based Lantern Centre"."""
    endings, out = tuple(words_of("presence", "hyphened", "words", c.language)), []
    for spot in spots if endings else ():
        n = spot.last - 1
        if not c.low(n).endswith(endings):
            continue
        after = phrase_after(c, n + 1)
        if after is None or after[0] != n + 1:
            continue
        if c.low(n - 1) in c.grammar.indefinites and c.low(n - 2) == "," and (owner := phrase_before(c, n - 3)) is not None:
            span, name = (owner[0], after[1]), c.words.said(*owner)
        else:
            span, name = (n, after[1]), c.words.said(*after)
        if c.words.capital(span[0] if span[0] < n else after[1] - 1) or span[0] == n:
            why = (("presence", f"{c.language}/presence.yaml: hyphened"),)
            place = spot.mention.name
            out.append(
                Found(kind=Kind.PRESENCE, first=span[0], last=span[1], core=(n, n + 1), subject=name, place=place, because=why)
            )
    return out
