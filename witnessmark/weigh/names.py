"""Compares names of speakers, bodies and places as they are written. It folds spelling; it never merges two names on its own."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection

from witnessmark.weigh.lexicon import words

LONGEST = 300
"""Code points of a name that are compared; longer ones are no names."""

POSSESSIVE = re.compile(r"['’]s?(?=\W|$)")
STROKES = re.compile("[\u0300-\u036f]")
"""Accents of Latin, Greek and Cyrillic letters; other scripts keep their marks, which make their words."""
WORD = re.compile(r"\w+")


@functools.lru_cache(maxsize=8192)
def key(name: str | None) -> str:
    """Return the form of a name by which two spellings are compared: without case, accents, articles, possessives and "report"."""
    if not name:
        return ""
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", name[:LONGEST])).casefold()
    found = WORD.findall(unicodedata.normalize("NFC", STROKES.sub("", plain)))
    while len(found) > 1 and found[0] in words("articles"):
        found = found[1:]
    while len(found) > 1 and found[-1] in words("works"):
        found = found[:-1]
    if len(found) == 1:
        for work in words("works"):
            if len(found[0]) > len(work) + 1 and not work.isascii() and found[0].endswith(work):
                found = [found[0][: -len(work)]]
    return " ".join(found)


def nameless(name: str | None) -> bool:
    """Whether a speaker is given and yet names nobody: "sources", "they", "local media"."""
    return _all_in(name, words("nameless"))


def common(name: str | None) -> bool:
    """Whether a speaker is a common noun that many bodies share: "ministry", "the government"."""
    return _all_in(name, words("common") | words("nameless"))


def _all_in(name: str | None, listed: Collection[str]) -> bool:
    parts = key(name).split()
    return all(part in listed for part in parts)


def within(short: str, long: str) -> bool:
    """Whether the words of one key stand in another in the same order: "ministry" in "ministry of public security"."""
    return short != long and f" {short} " in f" {long} "
