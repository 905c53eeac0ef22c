"""Finds the names that a text itself shows to be places though no gazetteer lists them: "en Villa Ceniza", "la oficina de Villa Ceniza"."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence

from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.places import Mention

NAME = r"[^\W\d_a-zà-ÿ][\w’'\-]{1,30}"
MOST_NAMES = 12
"""Names of that sort in one text: who has more writes a list, and no story."""


@functools.cache
def _shown(language: str) -> re.Pattern[str] | None:
    """Return what shows a name to be a place, with the name: a word that leads places, or a site and a genitive."""
    q, g = placing(language), grammar(language)
    if not q.unlisted or not g.genitives:
        return None
    led, sites = _any(q.unlisted), _any(q.site_nouns | words_of("units", "station_like", "words", language))
    joint = rf"(?: (?:{_any(q.particles)}){{1}})?"
    opened = _any(frozenset(word.capitalize() for word in q.unlisted))
    leads = rf"(?:{led}|{opened}|(?:{sites}) (?:{_any(g.genitives)}))"
    return re.compile(rf"(?<!\w){leads} ({NAME}(?:{joint} {NAME}){{0,3}})")


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def unlisted(content: str, mentions: Sequence[Mention], language: str) -> list[Mention]:
    """Return every mention of such a name, apart from those of the gazetteer; none in a language that lists nothing that leads them."""
    shown = _shown(language)
    if shown is None:
        return []
    barred = placing(language).not_places | words_of("measure", "officials", "words", language)
    barred |= words_of("speech", "bodies", "words", language) | words_of("speech", "speakers", "words", language)
    starts = [m.start for m in mentions]
    names: dict[str, None] = {}
    for m in shown.finditer(content):
        name = m.group(1)
        if name.isupper() or not barred.isdisjoint(name.casefold().split()) or _known(starts, mentions, m.start(1), m.end(1)):
            continue
        names.setdefault(name)
        if len(names) > MOST_NAMES:
            return []
    if not names:
        return []
    every = re.compile(rf"(?<!\w)(?:{_any(frozenset(names))})(?!\w)")
    return [
        Mention(start=m.start(), end=m.end(), name=m.group(), places=(), adjective=False)
        for m in every.finditer(content)
        if not _known(starts, mentions, m.start(), m.end())
    ]


def _known(starts: Sequence[int], mentions: Sequence[Mention], start: int, end: int) -> bool:
    k = bisect_right(starts, end - 1) - 1
    return k >= 0 and mentions[k].end > start
