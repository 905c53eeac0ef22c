"""What a name of a place stands for where it stands: its candidates, and what the text beside it and around it says of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from witnessmark.records.places import Gazetteer, Place

LONGEST_BETWEEN = 40
"""Code points between a town and the region that it lies in."""


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
    wider: tuple[Place, ...] = ()
    """What the text names it in, without a mention of their own: the province of a county that is written in one word with it."""
    lead: int = -1
    """Where those wider names begin; -1 where there are none."""


def narrowed(text: str, found: list[Mention], gazetteer: Gazetteer, between: Collection[str]) -> list[Mention]:
    """Return the mentions, those before a wider place ("Fuzhou, Fujian Province", "Barcelona (Spain)") with the places in it alone."""
    for k in range(len(found) - 1):
        mention = found[k]
        if len(mention.places) < 2 or mention.adjective:
            continue
        next_ = found[k + 1]
        if next_.adjective or next_.start - mention.end > LONGEST_BETWEEN or mention.places[0].kind == "country":
            continue
        if text[mention.end : next_.start] not in between:
            continue
        if text[mention.end] == "," and _goes_on(text, found, k + 1):
            continue  # a list of towns and countries tells nothing
        places = inside(mention.name, mention.places, next_.places, gazetteer)
        if places:
            found[k] = mention._replace(places=places)
    return found


def _goes_on(text: str, found: list[Mention], k: int) -> bool:
    """Return whether another country or region follows in the same list."""
    if k + 1 >= len(found):
        return False
    mention, next_ = found[k], found[k + 1]
    between = next_.start - mention.end
    return 0 < between <= 6 and next_.places[:1] != () and next_.places[0].kind != "city" and text[mention.end] in ", "


def inside(name: str, places: tuple[Place, ...], wider: tuple[Place, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return those places of a name that lie in a country or region that is named beside it; the empty tuple where none does."""
    for place in wider:
        if place.kind == "city" or place.country is None:
            continue
        near = tuple(p for p in places if p.country == place.country and p.id != place.id and p.kind in ("city", "region"))
        if place.kind == "region" and near:
            listed = {p.id for p in gazetteer.named(f"{name}@{place.id}")}
            return tuple(p for p in near if p.id in listed) or (near if len(near) == 1 else ())
        if near:
            return near
    return ()


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
    named.update(place.country for mention in mentions for place in mention.wider[:1] if place.country is not None)
    found: list[Place | None] = []
    for mention, place in zip(mentions, sure, strict=True):
        fitting = [p for p in mention.places if p.country in named]
        found.append(place if place is not None or len(fitting) != 1 else fitting[0])
    return found
