"""Tells sentences whose every cue is plainly a noun ("at the end", "its name") before they are cut into words: they say nothing."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from witnessmark.extract.claims.cues import Entry, Hit
from witnessmark.extract.claims.forms import plural_ending
from witnessmark.extract.claims.grammar import Grammar, grammar


def mute(low: str, hits: Sequence[Hit], language: str) -> bool:
    """Whether no word of a sentence without numbers, given in lower case, can be used as a verb by a cue; where in doubt it is not mute.

    It asks less than `voice`, and says so of a cue only where `voice` would say that it is a noun.
    """
    g = grammar(language)
    if not g.base_is_finite or g.verb_last or g.capital_nouns:
        return False
    behind_genitive = tuple(f" {word} " for word in g.genitives)
    for start, end, entries, _ in hits:
        if start < 2 or low[start - 1] != " ":
            return False
        before = low[low.rfind(" ", 0, start - 1) + 1 : start - 1]
        if not (before.isascii() and before.isalpha()):
            return False
        if any(entry.form == "base" for entry in entries) and low[: start - len(before) - 1].endswith(behind_genitive):
            return False  # "the police of Q oversee"
        for entry in entries:
            if entry.role != "verb" or not _noun_behind(before, entry.form, language):
                return False
        if any(_past(entry) for entry in entries) and _next(low, end) in g.after_participles:
            return False
    return True


def _past(entry: Entry) -> bool:
    return entry.form not in {"s", "base"}


def _next(low: str, end: int) -> str:
    """Return the word behind a cue, or what stands there instead."""
    return low[end + 1 : end + 24].partition(" ")[0].rstrip(".,;:!?") if low[end : end + 1] == " " else ""


@functools.lru_cache(maxsize=4096)
def _noun_behind(before: str, form: str, language: str) -> bool:
    """Whether a form is a noun behind a word, whatever follows."""
    g = grammar(language)
    if before in g.leading or "ing" in form or form == "en":
        return False
    if form == "s":
        return before in _nominal(g) or (before in g.attributive and before not in g.relative_determiners)
    if form == "base":
        opens = before in g.finite_subjects or before in g.coordinators
        return not (opens or before in g.collectives or plural_ending(before, language))
    if before in g.determiners:
        return before not in g.pronominal
    return before in g.prepositions and before not in g.comparing


def _nominal(g: Grammar) -> frozenset[str]:
    return (g.determiners | g.prepositions) - g.relative_determiners
