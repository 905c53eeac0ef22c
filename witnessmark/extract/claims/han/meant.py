"""Says whom a pronoun means that is the subject or the object of a Chinese claim: a name of the same sentence, or of an earlier one."""

from __future__ import annotations

from witnessmark.extract.claims.han.clauses import Clause, is_noun
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import name
from witnessmark.extract.claims.han.units import unit_at
from witnessmark.extract.claims.han.vocabulary import fold, words_in

POINTING = ("measure", "grammar.demonstratives")
REACH = 40
"""Tokens that are looked at before a pronoun."""


def meant(c: Clause, said: str | None, at: int, memory: Memory) -> str | None:
    """Return a name, or what a pronoun stands for; the pronoun itself where nothing is known."""
    if said is None:
        return None
    word = fold(said)
    if word in words_in("speech.pronouns_of_bodies"):
        return memory.body or said
    if word in words_in("grammar.things"):
        return memory.noun or memory.body or said
    if word not in words_in("speech.pronouns_of_persons") or word.endswith((*words_in("units.people"), *words_in("grammar.counterparts"))):
        return said  # "二人" counts whom it means
    return _person(c, at) or memory.person or memory.someone or said


def _person(c: Clause, at: int) -> str | None:
    """Return the last person that the sentence names before a token."""
    first = c.part(at)[0]
    for n in range(min(at, first) - 1, max(-1, at - REACH), -1):
        if is_person(c, n):
            return _named(c, n)
    return None


def _named(c: Clause, n: int) -> str | None:
    """Return the noun at a token with the nouns right before it."""
    first, floor = n, c.part(n)[0]
    while first > floor and is_noun(c, first - 1) and c.sort(first - 1) != "number" and not c.has(first - 1, *POINTING):
        first -= 1
    return name(c, (first, n + 1))


def is_person(c: Clause, n: int) -> bool:
    """Whether a token is a noun for people, and no pronoun."""
    return n not in c.verbs and (unit_at(c, n) == "person" or c.has(n, "speech.speakers")) and not c.has(n, "grammar.pronouns", "measure")


def note_person(c: Clause, memory: Memory) -> None:
    """Keep in mind whom a sentence named last."""
    for n in range(len(c.tokens) - 1, -1, -1):
        if is_person(c, n) and (said := _named(c, n)):
            memory.someone = said
            return
