"""Says what a noun counts: one singular English noun per sort of thing, after lexicon/en/units.yaml."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import cast

from witnessmark.extract.claims.forms import plural, singular
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.lexicon import lexicon


@functools.cache
def _table() -> Mapping[str, str]:
    out: dict[str, str] = {}
    entries = cast("Mapping[str, Mapping[str, object]]", lexicon("units", "en")["entries"])
    for name, found in entries.items():
        if name == "plain":
            for pair in cast("list[str]", found["words"]):
                one, _, many = pair.partition("/")
                out[one], out[many or one] = one, one
        elif "unit" in found:
            out.update(dict.fromkeys(cast("list[str]", found["words"]), str(found["unit"])))
    return out


def unit_of(word: str) -> str | None:
    """Return the unit of a noun that the lexicon knows, or null."""
    return _table().get(word)


def uncounted(word: str) -> bool:
    """Whether a noun measures or labels instead of counting (days, pages, floors)."""
    return word in words_of("units", "not_counted")


def unit_for(word: str) -> str | None:
    """Return the unit of a plural noun, known or not; null for what counts nothing."""
    if uncounted(word):
        return None
    known = unit_of(word)
    if known is not None:
        return known
    return singular(word) if plural(word) else None
