"""Finds headings of time and place that open a paragraph of a chronicle: "2021年8月，某城。"; what follows happened there and then."""

from __future__ import annotations

import itertools
from typing import NamedTuple, cast

from witnessmark.extract.claims.han.clauses import Clause
from witnessmark.extract.claims.han.phrases import bare
from witnessmark.extract.times import Timed

LONGEST = 9
"""Tokens of such a heading."""
LOOSE = ("grammar.inside", "grammar.locatives", "grammar.then", "units.city", "units.place", "units.country")


class Scene(NamedTuple):
    """Where and when the sentences of a paragraph happen, until they say otherwise."""

    place: str | None
    when: Timed | None
    paragraph: int
    line: bool = False
    """Whether the heading is a line of its own."""


def scene_of(c: Clause) -> Scene | None:
    """Return the scene that a sentence sets which names a time and perhaps a place, and tells nothing."""
    if not c.sentence.opens or not 1 < len(c.tokens) <= LONGEST or c.sentence.paragraph == 0:
        return None
    times = c.where.get("time", [])
    if not times:
        return None
    named: list[int] = []
    for n in range(len(c.tokens)):
        if n in times or c.sort(n) == "sign" or (c.has(n, *LOOSE) and n not in c.verbs):
            continue
        if c.sort(n) not in ("place", "other") or n < times[0]:
            return None
        named.append(n)
    if len(named) > 1 and any(b - a != 1 for a, b in itertools.pairwise(named)):
        return None
    whole = c.sentence.content[c.sentence.end : c.sentence.end + 1] in ("", "\n")
    if whole and not named:
        return None  # a date on a line of its own is that of the text
    place = bare(c.sentence.said(named[0], named[-1] + 1)) if named else None
    return Scene(place, cast(Timed, c.tokens[times[-1]].mark), c.sentence.paragraph, line=whole)


def holds(scene: Scene | None, paragraph: int) -> bool:
    """Whether a scene is that of a paragraph: of its own, or of the one below a heading."""
    return scene is not None and paragraph - scene.paragraph in ((1, 2) if scene.line else (0,))
