"""The closed classes of words of a language, read once from lexicon/<language>/grammar.yaml, which says what each is for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

from witnessmark.extract.claims.forms import expanded
from witnessmark.extract.lexicon import languages, lexicon

Set = frozenset[str]
Endings = tuple[str, ...]
SIGNS_THAT_CLOSE = frozenset('"“”„«»')
HARD = frozenset(";:.!?()[]|—–")
"""Signs at which a clause ends."""
COLLECTIONS = {"Set": frozenset, "Endings": tuple}
NO_ENDINGS = {"verb_endings": ("",)}
"""What an empty list of endings stands for, where that is not nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Closed classes: sets of lower-case words, endings of words, and switches. What a language's file does not name is empty or off.

    The first part is read from the file, name by name; what each class is for stands there. The second part is made of the first.
    """

    determiners: Set
    articles: Set
    definites: Set
    indefinites: Set
    heads: Set
    pronominal: Set
    relative_determiners: Set
    attributive: Set
    transparent: Set
    possessives: Set
    body_possessives: Set
    prepositions: Set
    locatives: Set
    genitives: Set
    genitive_articles: Set
    agents: Set
    after_participles: Set
    belonging: Set
    authors: Set
    comparing: Set
    before_times: Set
    after_saying: Set
    before_content: Set
    before_that: Set
    before_listeners: Set
    before_accounts: Set
    before_topics: Set
    at_times: Set
    auxiliaries: Set
    being: Set
    having: Set
    infinitive_markers: Set
    infinitives: Set
    subordinators: Set
    complementizers: Set
    relatives: Set
    asides: Set
    clause_openers: Set
    conjunctions: Set
    coordinators: Set
    parting_conjunctions: Set
    contrasting: Set
    pronouns: Set
    object_pronouns: Set
    body_pronouns: Set
    person_pronouns: Set
    finite_subjects: Set
    clitics: Set
    reflexive_markers: Set
    reflexives: Set
    existentials: Set
    impersonal_verbs: Set
    first_persons: Set
    speaking: Set
    impersonal: Set
    subject_impersonal: Set
    nameless: Set
    anaphors: Set
    latter: Set
    adverbs: Set
    outer_adverbs: Set
    negations: Set
    outer_negations: Set
    harmless_negations: Set
    indirect_objects: Set
    verbs: Set
    trying: Set
    onward: Set
    remainders: Set
    continuers: Set
    collectives: Set
    according: Set
    bounds: Set
    object_markers: Set
    before_heads: Set
    name_particles: Set
    conditional_exceptions: Set
    elisions: Endings
    enclitics: Endings
    possessive_endings: Endings
    participle_endings: Endings
    gerund_endings: Endings
    verb_endings: Endings
    plural_endings: Endings
    plural_verb_endings: Endings
    base_is_finite: bool
    pro_drop: bool
    subject_may_follow: bool
    adjectives_follow: bool
    capital_nouns: bool
    verb_last: bool
    dialogue_dashes: bool

    linking: Set
    """Prepositions and determiners."""
    clausal: Set
    """Auxiliaries, subordinators and conjunctions: words at which a noun phrase ends."""
    nominal: Set
    """Words at which the noun of a number ends: the clausal ones, prepositions, pronouns and determiners but the transparent ones."""
    opening: Set
    """Subordinators and conjunctions: words at which a clause begins."""
    joining: Set
    """Prepositions and auxiliaries."""
    telling: Set
    """Auxiliaries and verbs."""
    parting: Set
    """Auxiliaries, subordinators and words that part clauses: a noun phrase does not reach back over them."""
    empty: Set
    """Pronouns and impersonal words: a subject that names nobody."""
    nobody: Set
    """Impersonal words but those that may stand for somebody (`it`)."""
    negators: Set
    """Negations inside a verb group."""
    leading: Set
    """Words that may stand before the main verb of a verb group."""
    trailing: Set
    """Prepositions and adverbs: words that end no phrase."""
    loose: Set
    """Every word that may stand before a name without being part of it."""
    enders: Set
    """What may end a clause."""


def group(name: str, entry: str, language: str = "en") -> Mapping[str, object]:
    """Return one list of a lexicon; it is empty where the language has no such file or list. Raises ValueError where it is no mapping."""
    if language not in languages(name):
        return {}
    found = cast("Mapping[str, object]", lexicon(name, language)["entries"]).get(entry, {})
    if not isinstance(found, dict):
        raise ValueError(f"lexicon/{language}/{name}.yaml: {entry!r} is no list")  # noqa: TRY004 -- a wrong file, not a wrong call
    return found


@functools.cache
def listed(name: str, entry: str, field: str = "words", language: str = "en") -> tuple[str, ...]:
    """Return the words of one list of a lexicon in order, alternatives written out. Raises ValueError where one is no string."""
    found = group(name, entry, language).get(field, [])
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise ValueError(f"lexicon/{language}/{name}.yaml: {entry}.{field} is no list of words (quote `no`, `on`, `off` and `yes`)")
    return tuple(phrase for line in cast("list[str]", found) for phrase in expanded(line))


@functools.cache
def words_of(name: str, entry: str, field: str = "words", language: str = "en") -> frozenset[str]:
    """Return the words of one list of a lexicon as a set; it is empty where the language has none."""
    return frozenset(listed(name, entry, field, language))


LEAST_PART = 5
"""Letters of a word that may be the last part of a compound."""


def ends_in(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of some words, or a compound whose last part is: "Geheimpolizeistationen"."""
    return word in known or any(word[n:] in known for n in range(1, len(word) - LEAST_PART + 1))


@functools.cache
def grammar(language: str = "en") -> Grammar:
    """Return the closed classes of a language."""
    read: dict[str, Any] = {}
    switches = group("grammar", "switches", language)
    for f in fields(Grammar):
        if f.type == "bool":
            read[f.name] = bool(switches.get(f.name, False))
        else:
            read[f.name] = COLLECTIONS[str(f.type)](listed("grammar", f.name, language=language) or NO_ENDINGS.get(f.name, ()))
    return Grammar(**{**read, **_made_of(read)})


def _made_of(g: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return the classes that are made of others."""
    clausal = g["auxiliaries"] | g["subordinators"] | g["conjunctions"]
    linking = g["prepositions"] | g["determiners"]
    negators = g["negations"] - g["outer_negations"]
    verbal = g["auxiliaries"] | negators | g["infinitive_markers"] | g["clitics"] | g["reflexive_markers"]
    return {
        "linking": linking,
        "clausal": clausal,
        "nominal": clausal | g["prepositions"] | g["pronouns"] | (g["determiners"] - g["transparent"]),
        "opening": g["subordinators"] | g["conjunctions"],
        "joining": g["prepositions"] | g["auxiliaries"],
        "telling": g["auxiliaries"] | g["verbs"],
        "parting": g["auxiliaries"] | g["subordinators"] | g["parting_conjunctions"],
        "empty": g["pronouns"] | g["impersonal"],
        "nobody": g["impersonal"] - g["subject_impersonal"],
        "negators": negators,
        "leading": verbal | (g["adverbs"] - g["outer_adverbs"]),
        "trailing": g["prepositions"] | g["adverbs"],
        "loose": linking | g["subordinators"] | g["conjunctions"] | g["pronouns"] | g["adverbs"],
        "enders": HARD | g["clause_openers"] | g["coordinators"] | {",", *SIGNS_THAT_CLOSE},
    }
