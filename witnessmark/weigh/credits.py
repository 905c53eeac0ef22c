"""Reads agency credits: the lines by which an outlet says whose story it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.weigh.lexicon import words

NAME = r"[^\W\d_][\w&.'’ -]{1,58}?[\w.]"
DATELINE = re.compile(rf"^[^\W\d_][\w .,'’-]{{1,60}}\(({NAME})\)\s*[-–—:]", re.MULTILINE)
"""`MADRID (Agency) - ` at the beginning of a line."""
BYLINE = re.compile(rf"^\s*\(?({NAME})\)?\s*/\s*(?:agencies|agencias)\b", re.MULTILINE | re.IGNORECASE)
HEAD = 2_000
TAIL = 1_000
"""Code points at both ends of a text where a credit stands; a name in the middle is a mention."""


def credited(content: str) -> tuple[str, ...]:
    """Return the names that the head or the end of a text credits with its story, in the order of the text."""
    parts = (content,) if len(content) <= HEAD + TAIL else (content[:HEAD], content[-TAIL:])
    names = (name.strip() for part in parts for name in _named(part))
    return tuple(dict.fromkeys(name for name in names if not name[0].islower()))


def _named(part: str) -> Iterator[str]:
    for pattern in (DATELINE, BYLINE):
        yield from (match.group(1) for match in pattern.finditer(part))
    for match in _credit().finditer(part):
        yield match.group(1)


def _credit() -> re.Pattern[str]:
    before = "|".join(re.escape(word) for word in sorted(words("credit"), key=len, reverse=True))
    return re.compile(rf"^[\s(\[]*(?i:{before})\s*({NAME})\s*[)\].]?\s*$", re.MULTILINE)
