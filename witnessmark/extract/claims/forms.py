"""Inflects English verbs and makes nouns singular by a small table of rules; irregular forms stand in lexicon/grammar.yaml."""

from __future__ import annotations

import functools
from typing import cast

from witnessmark.extract.claims.grammar import group, words_of

VOWELS = "aeiou"
SINGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "feet": "foot",
    "lives": "life",
    "wives": "wife",
    "crises": "crisis",
    "analyses": "analysis",
    "criteria": "criterion",
    "media": "medium",
    "series": "series",
    "police": "police",
    "headquarters": "headquarters",
    "movies": "movie",
    "sanctions": "sanction",
}


@functools.cache
def forms(lemma: str) -> tuple[tuple[str, str], ...]:
    """Return (form, surface) pairs of a verb: base, s, ed (past), en (participle), ing; only its first word is inflected."""
    verb, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    past, part = _irregular().get(verb) or (_ed(verb), _ed(verb))
    return (("base", verb + tail), ("s", _s(verb) + tail), ("ed", past + tail), ("en", part + tail), ("ing", _ing(verb) + tail))


@functools.cache
def _irregular() -> dict[str, tuple[str, str]]:
    verbs = cast("dict[str, list[str]]", group("grammar", "irregular")["verbs"])
    return {lemma: (past, part) for lemma, (past, part) in verbs.items()}


def _s(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in words_of("grammar", "doubled") else verb


def _ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def singular(noun: str) -> str:
    """Return the singular of a plural noun; a word that is none comes back as it is."""
    if noun in SINGULAR:
        return SINGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def plural(noun: str) -> bool:
    """Whether a noun looks like a plural."""
    return noun in SINGULAR or (len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s")))
