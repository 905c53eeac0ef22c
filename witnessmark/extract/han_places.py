"""Finds mentions of places in Chinese text, where no space and no capital marks a name."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from witnessmark.extract.lexicon import lexicon
from witnessmark.extract.places import Mention
from witnessmark.records.places import Gazetteer

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_MARKED = re.compile(r"[\u3400-\u9fff]{2,5}?[市县縣区區州]")


@functools.cache
def _automaton() -> AhoCorasick:
    """Return an automaton over the Chinese names of countries (CLDR and our list) and of the curated places."""
    from ahocorasick_rs import AhoCorasick, MatchKind
    from babel import Locale

    names: set[str] = set()
    for code in ("zh_Hans", "zh_Hant"):
        names.update(re.sub(r"[(（].*", "", name) for key, name in Locale.parse(code).territories.items() if len(key) == 2)
    for aliases in lexicon("countries")["aliases"]["entries"].values():
        names.update(aliases)
    for labels in lexicon("countries")["continent_names"]["entries"].values():
        names.update(labels.get("zh", []))
    curated = lexicon("places_curated")
    rows = [row for country in curated["regions"]["entries"].values() for row in country] + curated["larger"]["entries"]
    for row in rows:
        names.update(row["names"].get("zh", []))
    for towns in curated["names"]["entries"].values():
        names.update(towns)
    return AhoCorasick(sorted(name for name in names if _HAN.fullmatch(name)), matchkind=MatchKind.LeftmostLongest)


def find_han_places(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions of places in Han letters: countries, curated places, and towns that are marked as such (市, 县, 区)."""
    found: list[Mention] = []
    for _index, start, end in _automaton().find_matches_as_indexes(text):
        places = gazetteer.named(text[start:end])
        if places:
            adjective = text[end : end + 1] in set("人籍裔")
            found.append(Mention(start=start, end=end, name=text[start:end], places=places, adjective=adjective))
    covered = bytearray(len(text))
    for mention in found:
        covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for match in _MARKED.finditer(text):
        for start in range(match.start(), match.end() - 2):
            if any(covered[start : match.end()]):
                continue
            places = gazetteer.named(text[start : match.end()])
            if places:
                found.append(Mention(start=start, end=match.end(), name=text[start : match.end()], places=places, adjective=False))
                break
    return sorted(found, key=lambda mention: mention.start)
