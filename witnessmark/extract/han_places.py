"""Finds mentions of places in Chinese text, where no space and no capital marks a name.

Names stand side by side from the widest to the narrowest: of those the narrowest is the mention, and the others are what it lies in.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from witnessmark.extract.lexicon import lexicon
from witnessmark.extract.mentions import Mention, certain, inside
from witnessmark.records.places import Gazetteer, Place

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_LETTER = re.compile(r"[\u3400-\u9fff]")
REACH = 5
"""Letters that are looked at after a name."""
LONGEST_MARKED = 4
"""Letters at most of a name that only its mark ("市", "县") tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    before: tuple[str, ...]
    at: tuple[str, ...]
    """Those of `before` after which a country is where people are, though a word for people follows: 在西班牙华人."""
    of: str
    sites: tuple[str, ...]
    listing: frozenset[str]
    endings: tuple[str, ...]
    not_endings: tuple[str, ...]
    people: tuple[str, ...]
    owners: tuple[str, ...]
    bodies: tuple[str, ...]
    stop: frozenset[str]
    not_places: frozenset[str]
    marked: re.Pattern[str]
    not_marked: tuple[str, ...]
    shorts: dict[str, str]
    short: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    lists = {kind: value["entries"] for kind, value in lexicon("places", "zh").items()}
    some = {kind: "|".join(sorted(lists[kind], key=_long_first)) for kind in ("short_before", "short_loose", "short_after")}
    letters, firm = "".join(lists["shorts"]), "".join(lists["short_firm"])
    return _Words(
        before=tuple(lists["before"]),
        at=tuple(lists["at"]),
        of=lists["of"],
        sites=tuple(lists["sites"]),
        listing=frozenset(lists["listing"]),
        endings=tuple(sorted(lists["endings"], key=_long_first)),
        not_endings=tuple(lists["not_endings"]),
        people=tuple(lists["people"]),
        owners=tuple(lists["owners"]),
        bodies=tuple(lists["bodies"]),
        stop=frozenset(lists["stop"]),
        not_places=frozenset(lists["not_places"]),
        marked=re.compile(f"[{''.join(lists['marked'])}]"),
        not_marked=tuple(lists["not_marked"]),
        shorts=lists["shorts"],
        short=re.compile(f"(?:{some['short_before']})([{letters}])|(?:{some['short_loose']})([{firm}])(?={some['short_after']})"),
    )


def _long_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _rows() -> Iterator[dict[str, Any]]:
    """Yield the names of curated places and towns by language."""
    curated = lexicon("places_curated")
    for country in curated["regions"]["entries"].values():
        yield from (row["names"] for row in country)
    yield from (row["names"] for row in curated["larger"]["entries"])
    yield from lexicon("countries")["continent_names"]["entries"].values()
    yield from lexicon("towns")["towns"]["entries"].values()


@functools.cache
def _automaton() -> tuple[AhoCorasick, tuple[bool, ...]]:
    """Return an automaton over the Chinese names of countries (CLDR, our list), curated places and towns, and which are no place."""
    from ahocorasick_rs import AhoCorasick, MatchKind
    from babel import Locale

    names: set[str] = set()
    for code in ("zh_Hans", "zh_Hant", "zh_Hant_HK"):
        names.update(re.sub(r"[(（].*", "", name) for key, name in Locale.parse(code).territories.items() if len(key) == 2)
    for aliases in lexicon("countries")["aliases"]["entries"].values():
        names.update(aliases)
    for labels in _rows():
        names.update(labels.get("zh", ()))
    for towns in lexicon("places_curated")["names"]["entries"].values():
        names.update(towns)
    known = {name for name in names if _HAN.match(name)}
    blocked = _words().not_places - known
    listed = sorted(known | blocked)
    return AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest), tuple(name in blocked for name in listed)


def find_han_places(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions of places in Han letters: countries, curated places, and towns that are marked as such (市, 县, 区)."""
    words = _words()
    automaton, blocked = _automaton()
    hits = automaton.find_matches_as_indexes(text)
    starts = {start for _index, start, _end in hits}
    found = [made for index, start, end in hits if not blocked[index] and (made := _made(text, start, end, starts, gazetteer, words))]
    taken = [(start, end) for _index, start, end in hits]
    more = [*_marked(text, taken, gazetteer, words), *_short(text, gazetteer, words)]
    if more:
        found = _apart(sorted([*found, *more], key=lambda m: (m.start, -m.end)))
    return _meant(text, _chained(found, gazetteer, words), words)


def _made(text: str, start: int, end: int, starts: set[int], gazetteer: Gazetteer, words: _Words) -> Mention | None:
    name = text[start:end]
    bare = _bare(name, words)
    if bare != name and end not in starts and text.startswith(words.not_endings, start + len(bare)):
        name, end = bare, start + len(bare)  # 纽约市长 is a mayor of 纽约
    places = gazetteer.named(name)
    if not places:
        return None
    end = _ended(text, end, starts, words) if places[0].kind not in ("country", "continent") else end
    return Mention(start=start, end=end, name=text[start:end], places=places, adjective=False)


def _ended(text: str, end: int, starts: set[int], words: _Words) -> int:
    """Return where a name ends with what belongs to it: 福州市; not before 市长 (mayor), unless another place begins there."""
    if not text.startswith(words.endings, end):
        return end
    for ending in words.endings:
        if text.startswith(ending, end):
            after = end + len(ending)
            return end if text.startswith(words.not_endings, end) and after not in starts else after
    return end


def _apart(ordered: Iterable[Mention]) -> list[Mention]:
    out: list[Mention] = []
    for mention in ordered:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def _marked(text: str, taken: list[tuple[int, int]], gazetteer: Gazetteer, words: _Words) -> Iterator[Mention]:
    """Yield towns that the lists lack and the gazetteer has, told by the mark after them: the longest name first."""
    at, free = 0, 0
    for match in words.marked.finditer(text):
        mark = match.start()
        while at < len(taken) and taken[at][1] <= mark:
            free = max(free, taken[at][1])
            at += 1
        if (at < len(taken) and taken[at][0] <= mark) or text[max(0, mark - 2) : mark + 1].endswith(words.not_marked):
            continue
        if text.startswith(words.not_endings, mark):
            continue
        for start in range(max(free, mark - LONGEST_MARKED), mark - 1):
            if not _HAN.fullmatch(text, start, mark) or not _begins(text, start, free, words):
                continue
            places = gazetteer.named(text[start : mark + 1]) or tuple(p for p in gazetteer.named(text[start:mark]) if p.kind == "city")
            if places:
                yield Mention(start=start, end=mark + 1, name=text[start : mark + 1], places=places, adjective=False)
                free = mark + 1
                break


def _begins(text: str, start: int, free: int, words: _Words) -> bool:
    """Return whether a name can begin here: after another place, a sign, a preposition or a word of listing."""
    if start == free or not _LETTER.match(text, start - 1):
        return True
    before = text[max(0, start - REACH) : start]
    return before[-1] in words.listing or before.endswith((words.of, *words.before))


def _short(text: str, gazetteer: Gazetteer, words: _Words) -> Iterator[Mention]:
    """Yield countries that one letter names after a verb that takes them: 驻荷, 旅西; 中荷 is none."""
    for match in words.short.finditer(text):
        group = 1 if match[1] else 2
        place = gazetteer.place(f"cc:{words.shorts[match[group]]}")
        if place is not None:
            start, end = match.span(group)
            yield Mention(start=start, end=end, name=match[group], places=(place,), adjective=False)


def _chained(found: list[Mention], gazetteer: Gazetteer, words: _Words) -> list[Mention]:
    """Return the mentions, of names side by side the narrowest alone, with the others as what it lies in."""
    out: list[Mention] = []
    for mention in found:
        before = out[-1] if out and out[-1].end == mention.start and len(out[-1].wider) < LONGEST_CHAIN else None
        places: tuple[Place, ...] = ()
        if before is not None:
            wider = _sure(before)
            places = inside(_bare(mention.name, words), mention.places, wider, gazetteer) or _parts(mention.places, (*wider, *before.wider))
        if before is None or not places:
            out.append(mention)
            continue
        lead = before.lead if before.lead >= 0 else before.start
        out[-1] = mention._replace(places=places, wider=(*_sure(before), *before.wider), lead=lead)
    return out


def _bare(name: str, words: _Words) -> str:
    if not name.endswith(words.endings):
        return name
    ending = next((ending for ending in words.endings if name.endswith(ending) and len(name) > len(ending) + 1), "")
    return name[: len(name) - len(ending)]


LONGEST_CHAIN = 4
"""Wider places at most before the narrowest."""
NEAR = 1.0
"""Degrees of latitude and longitude within which a part of a town lies: 伦敦克罗伊登, but not 北京上海."""


def _parts(places: tuple[Place, ...], wider: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places that lie in a town which is named right before."""
    if not wider or wider[0].kind != "city":
        return ()
    around = {place.id for place in wider}
    fitting = (p for p in places if p.country == wider[0].country and p.kind in ("city", "region") and p.id not in around)
    return tuple(p for p in fitting if _close(p, wider[0]))


def _close(one: Place, other: Place) -> bool:
    if one.id == other.id or None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return False
    away = (float(one.latitude or 0) - float(other.latitude or 0), float(one.longitude or 0) - float(other.longitude or 0))
    return max(map(abs, away)) < NEAR and one.population < max(other.population, 1)


def _sure(mention: Mention) -> tuple[Place, ...]:
    place = certain(mention.places)
    return mention.places[:1] if place is None and mention.places[0].kind == "region" else (place,) if place is not None else mention.places


def _meant(text: str, found: list[Mention], words: _Words) -> list[Mention]:
    """Return the mentions that are meant as places, and say of which they tell whose, not where."""
    out: list[Mention] = []
    for k, mention in enumerate(found):
        end = mention.end
        opens = mention.lead if mention.lead >= 0 else mention.start
        lead = text[max(0, opens - REACH) : opens]
        led = lead.endswith(words.before)
        if mention.name in words.stop and not (led or mention.lead >= 0 or _listed(text, found, k, words.listing)):
            continue
        nation = mention.places[0].kind in ("country", "continent") or mention.places[0].id.startswith("wm:")
        whose = text.startswith(words.people, end) or (nation and text.startswith(words.owners, end))
        if text.startswith(words.of, end) and mention.places[0].kind in ("country", "continent"):
            listed = _follows(text, found, k, words.listing)
            whose = not (led or listed or text.startswith(words.sites, end + len(words.of)))
        whose = whose and not lead.endswith(words.at)
        out.append(mention._replace(adjective=whose, within=text.startswith(words.bodies, end)))
    return out


def _listed(text: str, found: list[Mention], k: int, listing: frozenset[str]) -> bool:
    """Return whether another place stands beside a name with a sign of listing between."""
    before = _follows(text, found, k, listing)
    after = k + 1 < len(found) and found[k + 1].start - found[k].end == 1 and text[found[k].end] in listing
    return before or after


def _follows(text: str, found: list[Mention], k: int, listing: frozenset[str]) -> bool:
    return k > 0 and found[k].start - found[k - 1].end == 1 and text[found[k - 1].end] in listing
