"""What a page says of itself: title, authors, publisher, day, out of its metadata and, failing that, its head lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from witnessmark.extract.readers.dates import day_in
from witnessmark.extract.readers.scribe import About
from witnessmark.records.canonical import Json

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "byl", "parsely-author")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name", "citation_publisher")
_DAYS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "pubdate", "publishdate", "publish-date", "parsely-pub-date", "citation_publication_date", "sailthru.date", "weibo: article:create_at",
)
_ARTICLES = frozenset((
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "blogposting", "report", "webpage", "scholarlyarticle",
))
_CHINESE_DAY = re.compile(r"(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号號]")
_LARGEST_JSON = 200_000
_LARGEST_GUESS = 400_000
"""Bytes of a page up to which htmldate may look for a date."""


def about_of(root: Element, source: str, head: str) -> About:
    """Return what a page says of itself. `head` are the first lines of its text."""
    meta = _meta(root)
    things = list(_things(root))
    title, heading = _element(root, "title"), _element(root, "h1")
    if heading and title.startswith(heading):  # "Nine stations | The Paper": the rest names the paper
        title = heading
    return About(
        title=_first(meta, _TITLES) or _named(things, "headline") or title or heading,
        authors=tuple(dict.fromkeys(_authors(meta, things))), publisher=_first(meta, _PUBLISHERS) or _publisher(things),
        published=_published(root, meta, things, source, head),
    )


def _meta(root: Element) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            out.setdefault(name.strip().lower(), []).append(content[:2000])
    return out


def _first(meta: Mapping[str, Sequence[str]], names: Sequence[str]) -> str:
    return next((meta[name][0] for name in names if meta.get(name)), "")


def _element(root: Element, tag: str) -> str:
    found = next(root.iter(tag), None)
    return " ".join("".join(str(part) for part in found.itertext()).split())[:300] if found is not None else ""


def _things(root: Element) -> Iterator[Mapping[str, Json]]:
    """The objects of a page's JSON-LD that describe it, at most 50."""
    left = 50
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _LARGEST_JSON:
            continue
        try:
            waiting: list[Json] = [json.loads(script.text)]
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting += thing[:left]
            elif isinstance(thing, dict):
                left -= 1
                waiting += [thing["@graph"]] if "@graph" in thing else []
                kinds = thing.get("@type")
                if {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])} & _ARTICLES:
                    yield thing


def _named(things: Sequence[Mapping[str, Json]], name: str) -> str:
    return next((value for thing in things if isinstance(value := thing.get(name), str)), "")


def _names(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _names(value.get("name"))
    elif isinstance(value, Sequence):
        for item in value[:20]:
            yield from _names(item) if isinstance(item, (str, Mapping)) else ()


def _authors(meta: Mapping[str, Sequence[str]], things: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    for thing in things:
        yield from _names(thing.get("author"))
    for name in _AUTHORS:
        for value in meta.get(name, ()):
            if not value.startswith(("http:", "https:", "//")):
                yield value


def _publisher(things: Sequence[Mapping[str, Json]]) -> str:
    return next((name for thing in things for name in _names(thing.get("publisher"))), "")


def _published(
    root: Element, meta: Mapping[str, Sequence[str]], things: Sequence[Mapping[str, Json]], source: str, head: str
) -> str | None:
    times = [element.get("datetime") or "" for element in root.iter("time") if element.get("datetime")]
    told = [value for name in _DAYS for value in meta.get(name, ())]
    for words in [*told, _named(things, "datePublished"), *times[:3]]:
        if (day := day_in(words)) is not None:
            return day
    if match := _CHINESE_DAY.search(head):
        return day_in(match.group())
    return _guess(root, source) or day_in(next((line for line in head.splitlines()[:6] if len(line) < 80 and day_in(line)), ""))


def _guess(root: Element, source: str) -> str | None:
    """What htmldate finds without its long search: it gives 1 January where it knows the year alone."""
    if len(source) > _LARGEST_GUESS or "年" in source:  # on Chinese pages it is slow and wrong
        return None
    import copy

    from htmldate import find_date

    try:
        found = find_date(copy.deepcopy(root), extensive_search=False, original_date=True, max_date="2100-01-01")
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    if not isinstance(found, str):
        return None
    return found[:4] if found.endswith("-01-01") else found
