"""Reads the head of a paragraph that is a place and a time alone: "Istanbul, 4 March 2018." in a chronology."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.extract.claims.stories import NOWHERE, Named
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed
from witnessmark.records.claims import When

LONGEST_HEADING = 60
"""Code points of such a head."""
PARTS = ".,:;()–—- \t"
"""Signs that may part its place from its time."""


class Heading(NamedTuple):
    """Where and when it is that a paragraph tells of."""

    place: Named
    when: When | None
    paragraph: int


def heading(said: str, mentions: Sequence[Mention], times: Sequence[Timed], paragraph: int) -> Heading | None:
    """Return the place and the time that the first sentence of a paragraph consists of; null where it says anything else, or one alone."""
    places = [m for m in mentions if not m.adjective]
    if len(said) > LONGEST_HEADING or not places or not times:
        return None
    covered = {n for m in places for n in range(m.start, m.end)} | {n for t in times for n in range(t.start, t.end)}
    if any(n not in covered and sign not in PARTS for n, sign in enumerate(said)):
        return None
    first = places[0]
    known = first.places
    ident = known[0].id if known and (len(known) == 1 or known[0].kind == "country") else None
    return Heading(place=(first.name, ident), when=times[0].when, paragraph=paragraph)


def headed(head: Heading | None, paragraph: int) -> Heading:
    """Return the head of a paragraph, or one that says nothing."""
    return head if head is not None and head.paragraph == paragraph else Heading(NOWHERE, None, paragraph)
