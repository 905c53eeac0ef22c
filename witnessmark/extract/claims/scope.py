"""Says where and when a claim holds: the place and the time that its own clause names, then its sentence, then what the paragraph set."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.phrases import Clause
from witnessmark.extract.claims.speakers import Frame
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed
from witnessmark.records.claims import When


class Spot(NamedTuple):
    """A mention of a place with its words."""

    first: int
    last: int
    mention: Mention


class Moment(NamedTuple):
    """A time with its words."""

    first: int
    last: int
    timed: Timed


def located(c: Clause, spots: Sequence[Spot], first: int, last: int) -> Spot | None:
    """Return the first place in some words that says where: a locative word leads it, or another place that one leads."""
    led = False
    for spot in spots:
        if spot.mention.adjective or spot.last <= first:
            continue
        if spot.first >= last:
            break
        n = spot.first - 1
        while c.low(n) in ("the", "west", "east", "north", "south", "central", "both", "lower", "upper", "nearby"):
            n -= 1
        before = c.low(n)
        led = before in c.grammar.locatives and not (before == "to" and c.low(n - 1) in ("according", "linked", "belongs", "tied"))
        led = led and not (before in ("to", "from", "on") and spot.mention.places and before != "to")
        if led:
            return spot
    return None


def identified(spot: Spot, *contexts: Collection[str]) -> tuple[str | None, str]:
    """Return the gazetteer id of a place where it is certain, and why or why not.

    `contexts` are the countries that are named near it, nearest first: a sentence that names Spain means the Barcelona of Spain.
    """
    places = spot.mention.places
    if not places:
        return None, "not in the gazetteer"
    if len(places) == 1:
        return places[0].id, "one place of that name"
    whole = [p for p in places if p.kind in ("country", "continent")]
    if len(whole) == 1:
        return whole[0].id, "a country's name before that of towns"
    for countries in contexts:
        near = [p for p in places if p.country in countries]
        if len(near) == 1:
            return near[0].id, f"the text names {near[0].country_name}"
        if near:
            break
    return None, f"{len(places)} places are named {spot.mention.name}"


def countries_of(mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the countries that a text itself names, as noun or adjective."""
    return frozenset(p.country for m in mentions for p in m.places[:1] if p.kind == "country" and p.country is not None)


def timed(c: Clause, moments: Sequence[Moment], span: tuple[int, int], chain: Sequence[Frame], frames: Sequence[Frame]) -> Moment | None:
    """Return the time of a claim: in its own words, else at the head of its clause or sentence; never that of the speaking."""
    if not moments:
        return None
    usable = [m for m in moments if m.timed.sort != "attributive" and not any(_of_speaking(c, m, f) for f in frames)]
    inside = [m for m in usable if span[0] <= m.first < span[1]]
    if inside:
        return inside[0]
    start = max((f.content[0] for f in chain), default=c.sentence.first)
    for m in usable:
        if (
            m.first == c.sentence.first
            or start <= m.first <= start + 1
            or (m.first - 1 in (start, c.sentence.first) and c.low(m.first - 1) in ("in", "on", "since"))
        ):
            return m
    close = [m for m in usable if span[1] <= m.first <= span[1] + 1]
    return close[0] if close else None


def _of_speaking(c: Clause, m: Moment, f: Frame) -> bool:
    if f.span[0] <= m.first < f.span[1]:
        return True
    if f.content[0] > f.span[0]:
        # Speaker before the words: times before them belong to the speaking.
        if c.low(f.span[0]).endswith("ing"):
            return False  # ", saying that ...": the time before it is that of the deed
        if f.sort == "tallies":
            return not any(n in c.numbers for n in (m.first - 1, m.first - 2))
        return c.sentence.first <= m.first < f.content[0] and f.sort in ("says", "accuses")
    return f.sort == "says" and m.first - f.span[1] in (0, 1)


def when_of(moment: Moment | None) -> When | None:
    """Return what a time means, or null."""
    return moment.timed.when if moment is not None else None


def station_noun(phrase: str | None) -> bool:
    """Whether a phrase speaks of stations, offices or other sites of that sort."""
    like = words_of("units", "station_like")
    return phrase is not None and not like.isdisjoint(phrase.casefold().replace(",", " ").split())
