"""Finds passages that stand word for word in several texts: runs that begin with a clause, hashed one text at a time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from witnessmark.weigh.lexicon import HAN

WORDS = 25
HANS = 40
"""How long a run is: 25 words, or 40 Han characters; a mixed run counts each by its share."""

TOKEN = re.compile(f"{HAN.pattern}|[^\\W\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
BEGINS = re.compile("(?:\\A|\n|[.,;:!?…)–—-][\"'”’»)]*\\s|[\"“«「『]|[。，；：！？）][”’」』）]*)\\s*")
"""After what a sentence or a clause begins: the text, a line, a mark. Copies cut datelines and join sentences; clauses stay whole."""

MOST_RUNS = 20_000
"""Runs of one text that are looked at, about 20,000 clauses: a limit against texts made to fill memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of a text: a hash of its words without case, blanks and punctuation, and where it stands."""

    hash: int
    start: int
    end: int


def passages(content: str) -> Iterator[Passage]:
    """Return the run of 25 words (or 40 Han characters) behind each beginning of a clause; shorter ends of texts give none."""
    begins = [match.end() for match in BEGINS.finditer(content)]
    last = -1
    for at in begins[:MOST_RUNS]:
        found = _run(content, at)
        if found is not None and found.start != last:
            last = found.start
            yield found


def _run(content: str, at: int) -> Passage | None:
    weight, words, start, end = 0, [], -1, at
    for match in TOKEN.finditer(content, at):
        word = match.group()
        start = match.start() if start < 0 else start
        words.append(word.casefold())
        weight += WORDS if HAN.match(word) else HANS
        end = match.end()
        if weight >= WORDS * HANS:
            digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
            return Passage(hash=int.from_bytes(digest, "big"), start=start, end=end)
    return None
