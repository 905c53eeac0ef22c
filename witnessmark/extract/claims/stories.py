"""Says what a text is about: the only place that it names, or the town that it comes back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from witnessmark.extract.claims.grammar import grammar
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.places import Mention

Named = tuple[str | None, str | None]
"""A place as the text has it, and its id."""
NOWHERE: Named = (None, None)
LONGEST_LEDE = 200
"""Code points of headline and first sentence: what a text is about is named there."""
LONGEST_OPENING = 700
"""Code points of headline and first paragraphs: the town in which all of it is, is where the story is."""
LEAST_NAMED = 2
"""How often the town of a story is named, and how many times as often as any other."""
LONGEST_DATELINE = 32
"""Code points from the town of a dateline to its dash."""
DASHES = (" - ", " — ", " – ", "—")
LONGEST_JOINT = len(" and ")
LONGEST_LEAD = 24
"""Code points before a place in which the word that leads it stands."""


def sole_place(low: str, mentions: Sequence[Mention], language: str) -> Named:
    """Return the only place in which a text in lower case says that anything is; none where several are, or the language asks for none."""
    q, articles = placing(language), grammar(language).articles
    found: dict[str, str | None] = {}
    first = LONGEST_LEDE
    if not q.alone:
        return NOWHERE
    for k, m in enumerate(mentions):
        before = low[max(0, m.start - LONGEST_LEAD) : m.start].split()
        while before and before[-1] in articles:
            before.pop()
        if not m.adjective and m.places and before and before[-1] in q.opening and q.seats.isdisjoint(before[-2:-1]):
            if q.story and _joined(mentions, k):
                return NOWHERE  # "in A, B and C"
            found[m.name] = m.places[0].id if len(m.places) == 1 or m.places[0].kind == "country" else None
            first = min(first, m.start)
    return next(iter(found.items())) if len(found) == 1 and first < LONGEST_LEDE else NOWHERE


def _joined(mentions: Sequence[Mention], k: int) -> bool:
    """Whether another place follows a mention at once."""
    if k + 1 >= len(mentions):
        return False
    m, more = mentions[k], mentions[k + 1]
    return more.start - m.end <= LONGEST_JOINT and more.places[:1] != m.places[:1]


def story_place(low: str, mentions: Sequence[Mention], language: str) -> Named:
    """Return the town that a text in lower case is plainly about: it stands in the beginning, and again, and no other as often."""
    q = placing(language)
    seen: Counter[str] = Counter()
    first: dict[str, int] = {}
    sited: dict[str, Mention] = {}
    for m in mentions if q.story else ():
        if m.adjective or m.within or (m.places and m.places[0].kind != "city"):
            continue
        name = m.name.casefold()
        seen[name] += 1
        first.setdefault(name, m.start)
        if (name not in sited or sited[name].name.isupper()) and (_sited(low, m, language) or _dateline(low, m)):
            sited[name] = m
    best = sorted(sited, key=lambda name: -seen[name])[:2]
    if not best or seen[best[0]] < LEAST_NAMED or first[best[0]] >= LONGEST_OPENING:
        return NOWHERE
    if len(best) > 1 and seen[best[1]] * LEAST_NAMED > seen[best[0]]:
        return NOWHERE
    if not sited[best[0]].places and len(seen) > 1 and seen[best[0]] * 2 <= sum(seen.values()):
        return NOWHERE  # of a name that no gazetteer knows nobody can tell whether it is a town
    m = sited[best[0]]
    return m.name, m.places[0].id if len(m.places) == 1 else None


def _sited(low: str, m: Mention, language: str) -> bool:
    """Whether the words before a place say that something is there: "in the city of T", "the suburbs of T"."""
    q, g = placing(language), grammar(language)
    before = low[max(0, m.start - LONGEST_LEAD) : m.start].split()
    while before and (before[-1] in g.articles or before[-1] in q.beside) and before[-1] not in q.opening and before[-1] not in g.genitives:
        before.pop()
    if not before:
        return False
    return before[-1] in q.opening or (before[-1] in g.genitives and len(before) > 1 and before[-2] in q.site_nouns)


def _dateline(low: str, m: Mention) -> bool:
    """Whether a line begins with a town and a dash: "ANTWERP, March 14 - ..."."""
    if m.start and low[m.start - 1] != "\n":
        return False
    near = low[m.end : m.end + LONGEST_DATELINE].partition("\n")[0]
    return any(dash in near for dash in DASHES)
