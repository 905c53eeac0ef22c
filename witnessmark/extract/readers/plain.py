"""Reads plain text and Markdown as they are: every line stays, with its number."""

from __future__ import annotations

import re

from witnessmark.extract.readers.charset import decode
from witnessmark.extract.readers.dates import day_in
from witnessmark.extract.readers.scribe import About, Made, Scribe

READER, VERSION = "plain", "1"
_HEAD_LINES = 15
_LONG_TITLE = 160
_LABEL = re.compile(r"\s{0,3}(?:[-*]\s+)?[*_]{0,2}([^\W\d_][\w ]{0,30}?)[*_]{0,2}\s{0,3}[:：][*_]{0,2}\s{0,3}(\S.{0,300})")
_DATE = frozenset((
    "published", "published on", "date", "dated", "publication date", "date of publication", "updated", "publicado", "publicada",
    "publicado el", "fecha", "fecha de publicación", "发布时间", "发布日期", "发表时间", "日期", "时间",
    "發布時間", "發布日期", "發表時間", "時間",
))
_PUBLISHER = frozenset((
    "publisher", "published by", "source", "outlet", "newspaper", "medio", "fuente", "editor", "editorial", "publicado por", "periódico",
    "来源", "出版", "出版者", "发布者", "來源", "發布者",
))
_AUTHOR = frozenset(("author", "authors", "by", "autor", "autora", "autores", "por", "作者", "记者", "記者"))
_TITLE = frozenset(("title", "headline", "título", "titular", "标题", "標題"))
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$")


def read_plain(content: bytes, *, document: str, declared: str | None = None) -> Made:
    """Return the text as it is, with line ends as LF."""
    decoded = decode(content, declared)
    scribe = Scribe()
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if number > 1:
            scribe.write("\n")
        start = scribe.length
        scribe.write(line)
        scribe.region(start, f"line {number}")
    return scribe.made(document, READER, VERSION, about_of(lines), faults=decoded.faults, notes=decoded.notes)


def about_of(lines: list[str]) -> About:
    """Return what the first lines of a text say of it: labels such as "Published:", a heading, a line that is a date."""
    found: dict[str, str] = {}
    heading, first, day = "", "", None
    for line in [line for line in lines[: 4 * _HEAD_LINES] if line.strip()][:_HEAD_LINES]:
        if match := _LABEL.match(line):
            label, value = match.group(1).strip().lower(), match.group(2).strip().strip("*_").strip()
            for name, labels in (("day", _DATE), ("publisher", _PUBLISHER), ("author", _AUTHOR), ("title", _TITLE)):
                if label in labels:
                    found.setdefault(name, value)
                    break
            else:
                first = first or line.strip()
        elif match := _HEADING.match(line):
            heading = heading or match.group(1)
        else:
            first = first or line.strip()
        if day is None and len(line.strip()) <= 40:
            day = day_in(line)
    title = found.get("title") or heading or (first if len(first) <= _LONG_TITLE and not first.endswith((".", "。")) else "")
    return About(
        title=title, authors=tuple(re.split(r"\s*[,;、，]\s*|\s+(?:and|y|和)\s+", found["author"])) if "author" in found else (),
        publisher=found.get("publisher", ""), published=day_in(found["day"]) if "day" in found else day,
    )
