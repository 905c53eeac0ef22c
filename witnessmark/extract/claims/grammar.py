"""The closed classes of words of a language, read once from lexicon/grammar.yaml."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from witnessmark.extract.lexicon import lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Closed classes of words; each is a set of lower-case words."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    locatives: frozenset[str]
    auxiliaries: frozenset[str]
    being: frozenset[str]
    subordinators: frozenset[str]
    conjunctions: frozenset[str]
    pronouns: frozenset[str]
    anaphors: frozenset[str]
    adverbs: frozenset[str]
    negations: frozenset[str]
    impersonal: frozenset[str]
    indirect_objects: frozenset[str]
    verbs: frozenset[str]
    linking: frozenset[str]
    """Prepositions and determiners."""
    clausal: frozenset[str]
    """Auxiliaries, subordinators and conjunctions: words at which a noun phrase ends."""
    nominal: frozenset[str]
    """Words at which the noun of a number ends: the clausal ones, prepositions, pronouns and determiners but `such`."""
    opening: frozenset[str]
    """Subordinators and conjunctions: words at which a clause begins."""
    joining: frozenset[str]
    """Prepositions and auxiliaries."""
    telling: frozenset[str]
    """Auxiliaries and verbs."""
    parting: frozenset[str]
    """Auxiliaries, subordinators and words that part clauses: a noun phrase does not reach back over them."""
    empty: frozenset[str]
    """Pronouns and impersonal words: a subject that names nobody."""
    nobody: frozenset[str]
    """Impersonal words but `it`."""
    negators: frozenset[str]
    """Negations inside a verb group."""
    leading: frozenset[str]
    """Words that may stand before the main verb of a verb group."""
    trailing: frozenset[str]
    """Prepositions and adverbs: words that end no phrase."""
    loose: frozenset[str]
    """Every word that may stand before a name without being part of it."""


def group(name: str, entry: str, language: str = "en") -> Mapping[str, object]:
    """Return one list of a lexicon. Raises ValueError where it is no mapping."""
    found = cast("Mapping[str, object]", lexicon(name, language)["entries"]).get(entry)
    if not isinstance(found, dict):
        raise ValueError(f"lexicon/{language}/{name}.yaml: no list {entry!r}")  # noqa: TRY004 -- a wrong file, not a wrong call
    return found


@functools.cache
def words_of(name: str, entry: str, field: str = "words", language: str = "en") -> frozenset[str]:
    """Return the words of one list of a lexicon as a set. Raises ValueError where one is no string."""
    found = group(name, entry, language).get(field)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise ValueError(f"lexicon/{language}/{name}.yaml: {entry}.{field} is no list of words (quote `no`, `on`, `off` and `yes`)")
    return frozenset(cast("list[str]", found))


@functools.cache
def grammar(language: str = "en") -> Grammar:
    """Return the closed classes of a language."""

    def of(name: str) -> frozenset[str]:
        return words_of("grammar", name, language=language)

    clausal = of("auxiliaries") | of("subordinators") | of("conjunctions")
    linking = of("prepositions") | of("determiners")
    negators = of("negations") - {"no", "none", "nobody", "nothing", "without", "neither", "nor"}
    return Grammar(
        determiners=of("determiners"),
        prepositions=of("prepositions"),
        locatives=of("locatives"),
        auxiliaries=of("auxiliaries"),
        being=of("being"),
        subordinators=of("subordinators"),
        conjunctions=of("conjunctions"),
        pronouns=of("pronouns"),
        anaphors=of("anaphors"),
        adverbs=of("adverbs"),
        negations=of("negations"),
        impersonal=of("impersonal"),
        indirect_objects=of("indirect_objects"),
        verbs=of("verbs"),
        linking=linking,
        clausal=clausal,
        nominal=clausal | of("prepositions") | of("pronouns") | (of("determiners") - {"such"}),
        opening=of("subordinators") | of("conjunctions"),
        joining=of("prepositions") | of("auxiliaries"),
        telling=of("auxiliaries") | of("verbs"),
        parting=of("auxiliaries") | of("subordinators") | {"but", "or", "then", "yet"},
        empty=of("pronouns") | of("impersonal"),
        nobody=of("impersonal") - {"it"},
        negators=negators,
        leading=of("auxiliaries") | negators | {"to"} | (of("adverbs") - {"all", "both", "each", "so", "again", "however"}),
        trailing=of("prepositions") | of("adverbs"),
        loose=linking | of("subordinators") | of("conjunctions") | of("pronouns") | of("adverbs"),
    )
