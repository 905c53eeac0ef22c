"""Says whether a cue means what its list says: who does it, to whom, decides whether it is control, link, act or measure."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.bills import listed_item
from witnessmark.extract.claims.cues import Cue, Entry
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.phrases import Clause, Span
from witnessmark.extract.claims.scope import station_noun
from witnessmark.extract.claims.units import unit_of
from witnessmark.records.claims import Kind

HOMEWARD = frozenset({"return", "come", "go", "leave"})


class Roles(NamedTuple):
    """Who does it, to whom, and the words from the first to the last of them."""

    doer: Span | None
    done: Span | None
    first: int
    last: int
    used: str


def meant(c: Clause, kind: Kind, entry: Entry, roles: Roles, cue: Cue, memory: Memory) -> bool:
    """Whether the phrases around a cue are of the sort that the kind needs."""
    if kind is Kind.MEASURE:
        stem = memory.house is not None and roles.used == "active" and listed_item(c, cue.first)
        return (stem or _official(c, entry, roles)) and (entry.list not in ("opening", "treaties") or _opened(c, entry, cue, roles))
    if kind is Kind.CONTROL:
        return _controls(c, entry, roles, cue, memory)
    if kind is Kind.ACT:
        return _deed(c, entry, roles)
    if entry.lemma in words_of("link", "only_to_bodies"):
        return roles.done is not None and (_bodily(c.words.said(*roles.done)) or c.words.capital(roles.done[0]))
    return True


def _controls(c: Clause, entry: Entry, roles: Roles, cue: Cue, memory: Memory) -> bool:
    done = roles.done
    said = c.words.said(*done) if done else None
    if entry.list == "belongs":
        return roles.doer is not None and station_noun(said) and c.words.capital(roles.doer[0])
    if entry.list == "accused":
        return _bodily(said)
    if entry.role != "verb":
        return True
    if done is None or roles.doer is None:
        return False
    pronoun = c.low(done[0]) in ("they", "it", "them")
    if pronoun:
        # "They are paid for by their members" says who pays whatever they are.
        return memory.stations is not None or (roles.used == "passive" and "by" in (c.low(cue.last - 1), c.low(cue.last)))
    return _bodily(said) or (done[0] in c.numbers and (done[1] - done[0] == 1 or c.low(done[0] + 1) == "of"))


def _deed(c: Clause, entry: Entry, roles: Roles) -> bool:
    if entry.lemma == "locate" and roles.used == "passive":
        return False  # "where they are located"
    if roles.used in ("active", "infinitive", "gerund") and roles.done is None and entry.role == "verb":
        return False
    return entry.lemma not in words_of("act", "to_people") or (roles.done is not None and people_in(c, roles.done))


def _opened(c: Clause, entry: Entry, cue: Cue, roles: Roles) -> bool:
    """Whether what is opened, ordered or signed is an inquiry, a closure or a treaty."""
    objects = words_of("measure", entry.list, "objects")
    spans = [(cue.last, min(roles.last, cue.last + 12))] if roles.used != "passive" or roles.done is None else [roles.done]
    return any(not objects.isdisjoint(c.lows(*span)) for span in spans)


def _bodily(phrase: str | None) -> bool:
    """Whether a phrase names stations, a body, a network or a campaign."""
    if phrase is None:
        return False
    bodies = words_of("control", "bodies")
    return station_noun(phrase) or not bodies.isdisjoint(phrase.casefold().replace("'s", "").split())


def people_in(c: Clause, span: Span) -> bool:
    """Whether a phrase names people."""
    victims = words_of("act", "victims")
    if any(unit_of(low) == "person" or low in victims for low in c.lows(*span)):
        return True
    return c.words.capital(span[0]) and span[0] != c.sentence.first


def _official(c: Clause, entry: Entry, roles: Roles) -> bool:
    known = words_of("measure", "officials")
    if roles.used == "passive":
        return roles.done is not None and (
            entry.role != "verb" or entry.list == "opening" or roles.doer is not None or entry.lemma in words_of("measure", "alone")
        )
    if roles.doer is None:
        return roles.used == "noun"
    lows = [low.removesuffix("'s") for low in c.lows(*roles.doer)]
    if not known.isdisjoint(lows) or lows[0] in ("it", "they", "he", "she"):
        return True
    return c.words.capital(roles.doer[0]) and not c.low(roles.doer[0]).endswith("'s") and roles.done is not None


def done_to_people(c: Clause, entry: Entry, roles: Roles) -> bool:
    """Whether what looks like a step is a deed: people seized, or told to come home."""
    if roles.done is None or not (people_in(c, roles.done) or roles.done[0] in c.numbers):
        return False
    if entry.lemma == "seize":
        return people_in(c, roles.done)
    home = any(c.low(n) == "to" and c.low(n + 1) in HOMEWARD for n in range(roles.first, roles.last))
    return entry.lemma in ("tell", "order", "ask", "urge", "instruct", "warn") and home
