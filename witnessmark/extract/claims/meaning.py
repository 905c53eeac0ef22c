"""Says whether a cue means what its list says: who does it, to whom, decides whether it is control, link, act or measure."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue, Entry
from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.grammar import ends_in, words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.numbered import PERSON, genitive
from witnessmark.extract.claims.scope import station_noun
from witnessmark.extract.claims.units import unit_of
from witnessmark.records.claims import Kind

OPENED = frozenset({"opening", "treaties", "set_up", "cases", "has_open", "due", "papers", "turns_down", "makes_arrests"})
"""Lists of steps that need an object of their own sort."""
SORTS = frozenset({"appoints", "hires", "comes", "uses", "launches"})
"""Lists of control that need an object of their own sort."""


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
        if entry.list == "proceedings":
            return True
        if entry.list in {"due", "set_up"} and roles.used == "passive":
            return roles.done is not None and _opened(c, entry, cue, roles)
        if entry.list in {"cases", "has_open", "papers"} and roles.used == "passive":
            return roles.done is not None and _opened(c, entry, cue, roles)
        return _official(c, entry, roles, cue, memory) and (entry.list not in OPENED or _opened(c, entry, cue, roles))
    if kind is Kind.CONTROL:
        return _controls(c, entry, roles, cue, memory)
    if kind is Kind.ACT:
        return _deed(c, entry, roles)
    if entry.list in {"meets", "works"}:
        return _with_agents(c, entry, roles)
    if entry.lemma in words_of("link", "only_to_bodies", "words", c.language):
        return roles.done is not None and (_bodily(c, c.words.said(*roles.done)) or c.words.capital(roles.done[0]))
    return True


def _controls(c: Clause, entry: Entry, roles: Roles, cue: Cue, memory: Memory) -> bool:
    q, done = doing(c.language), roles.done
    said = c.words.said(*done) if done else None
    if entry.list == "belongs":
        numbered = done is not None and done[0] in c.numbers and memory.stations is not None
        return roles.doer is not None and (numbered or station_noun(said, c.language)) and c.words.capital(roles.doer[0])
    if entry.list == "accused":
        return _bodily(c, said)
    if entry.list in SORTS:
        return _of_sort(c, entry, roles, cue)
    if entry.role != "verb":
        return True
    if done is None or roles.doer is None or (c.grammar.base_is_finite and c.low(done[0]) in c.grammar.prepositions):
        return False  # "operated out of a back room"
    public = words_of("control", "public", "words", c.language)
    if public and not public.isdisjoint(c.lows(*done)) and (_officials_do(c, roles.doer) or c.low(roles.doer[0]) in q.it):
        return False
    if c.grammar.pro_drop and entry.lemma in words_of("control", "seated", "words", c.language) and _own_seat(c, done):
        return False  # "abrió en Z su segunda oficina": where a body sits is no control of another
    if c.low(done[0]) in q.them:
        # "They are paid for by their members" says who pays whatever they are.
        told = roles.used == "passive" and not c.grammar.agents.isdisjoint(c.lows(cue.last - 1, cue.last + 1))
        return memory.stations is not None or told
    return _bodily(c, said) or (done[0] in c.numbers and (done[1] - done[0] == 1 or genitive(c, done[0] + 1)))


def _own_seat(c: Clause, done: Span) -> bool:
    """Whether what somebody has or opens is an office of their own: "su segunda oficina", "la sede"."""
    lows, seats = c.lows(done[0] - 1, done[1]), words_of("scope", "seats", "words", c.language)
    return not seats.isdisjoint(lows[1:2]) or not c.grammar.possessives.isdisjoint(lows[:2])


def _of_sort(c: Clause, entry: Entry, roles: Roles, cue: Cue) -> bool:
    """Whether what is named, hired, launched or used is of the sort that makes it control."""
    if roles.done is None or roles.doer is None:
        return False
    objects, lows = words_of("control", entry.list, "objects", c.language), c.lows(*roles.done)
    if entry.list == "comes":
        return not objects.isdisjoint(lows)
    if entry.list == "hires":
        officially = not words_of("measure", "officials", "words", c.language).isdisjoint(lows)
        if entry.lemma in words_of("control", "paying", "words", c.language):
            return not objects.isdisjoint(lows)  # whoever pays anybody else is no master of theirs
        return not officially and (people_in(c, roles.done) or roles.done[0] in c.numbers or lows[0] in c.grammar.pronouns)
    if entry.list == "launches":
        return not objects.isdisjoint(lows) and any(c.words.capital(n) for n in range(*roles.done) if n > c.sentence.first)
    if entry.list == "appoints":
        of = next((n for n in range(*roles.done) if c.low(n) in c.grammar.genitives), None)
        return of is not None and not objects.isdisjoint(c.lows(roles.done[0], of)) and _bodily(c, c.words.said(of, roles.done[1]))
    cover = words_of("control", "cover", "runs", c.language)
    under = c.words.low[c.words.starts[cue.first] : c.words.ends[min(roles.last + 4, c.sentence.last) - 1]]
    if not _bodily(c, c.words.said(*roles.done)):
        return False
    return any(run in under for run in cover) or (roles.used == "passive" and _officials_do(c, roles.doer))


def _with_agents(c: Clause, entry: Entry, roles: Roles) -> bool:
    """Whether who meets, or for whom somebody works, is an agent or an office of a state."""
    if roles.doer is None or roles.done is None:
        return False
    if entry.list == "works":
        return not words_of("measure", "officials", "words", c.language).isdisjoint(c.lows(*roles.done))
    known = words_of("link", "contacts", "words", c.language)
    return not known.isdisjoint(c.lows(*roles.doer)) or not known.isdisjoint(c.lows(*roles.done))


def _officials_do(c: Clause, doer: Span) -> bool:
    """Whether officials, or somebody with a name, do something."""
    officials = words_of("measure", "officials", "words", c.language)
    return c.words.capital(doer[0]) or not officials.isdisjoint(bare(low, c.grammar.possessive_endings) for low in c.lows(*doer))


def summoned(c: Clause, entry: Entry, roles: Roles) -> bool:
    """Whether a state calls in a diplomat of another: no relative of an exile."""
    if roles.done is None or entry.lemma.split()[0] not in words_of("measure", "to_people", "words", c.language):
        return False
    return not words_of("measure", "diplomats", "words", c.language).isdisjoint(c.lows(*roles.done))


def _deed(c: Clause, entry: Entry, roles: Roles) -> bool:
    if entry.list in {"parted", "makes"}:
        pronoun = roles.done is not None and c.low(roles.done[0]) in c.grammar.pronouns
        return roles.done is not None and (entry.list == "makes" if pronoun else people_in(c, roles.done))
    if entry.list == "damages":
        lows = c.lows(*roles.done) if roles.done is not None else []
        owned = roles.doer is not None or any(low in c.grammar.genitives or low.endswith(c.grammar.possessive_endings) for low in lows)
        return owned and not words_of("act", entry.list, "objects", c.language).isdisjoint(lows)
    if entry.lemma in doing(c.language).siting and roles.used == "passive":
        return False  # "where they are located"
    if roles.used in ("active", "infinitive", "gerund") and roles.done is None and entry.role == "verb":
        return False
    return entry.lemma not in words_of("act", "to_people", "words", c.language) or (roles.done is not None and people_in(c, roles.done))


def _opened(c: Clause, entry: Entry, cue: Cue, roles: Roles) -> bool:
    """Whether what is opened, ordered or signed is an inquiry, a closure or a treaty."""
    objects = words_of("measure", entry.list, "objects", c.language)
    spans = [(cue.last, min(roles.last, cue.last + 12))] if roles.used != "passive" or roles.done is None else [roles.done]
    return any(not objects.isdisjoint(c.lows(*span)) for span in spans)


def _bodily(c: Clause, phrase: str | None) -> bool:
    """Whether a phrase names stations, a body, a network or a campaign."""
    if phrase is None:
        return False
    bodies, owning = words_of("control", "bodies", "words", c.language), c.grammar.possessive_endings
    if c.grammar.capital_nouns and any(ends_in(word, bodies) for word in phrase.casefold().split()):
        return True
    return station_noun(phrase, c.language) or any(bare(word, owning) in bodies for word in phrase.casefold().split())


def bare(low: str, endings: tuple[str, ...]) -> str:
    """Return a word without the ending of a possessive."""
    ending = next((e for e in endings if low.endswith(e)), "")
    return low.removesuffix(ending)


def people_in(c: Clause, span: Span) -> bool:
    """Whether a phrase names people."""
    victims = words_of("act", "victims", "words", c.language)
    owning = c.grammar.possessive_endings
    lows = [bare(low, owning) for low in c.lows(*span)] if owning else c.lows(*span)
    if any(unit_of(low, c.language) == PERSON or low in victims for low in lows):
        return True
    if c.grammar.capital_nouns:  # two capitals in a row are a name
        return span[1] - span[0] > 1 and c.words.capital(span[1] - 2) and c.words.capital(span[1] - 1)
    return c.words.capital(span[0]) and span[0] != c.sentence.first


def _official(c: Clause, entry: Entry, roles: Roles, cue: Cue, memory: Memory) -> bool:
    known = words_of("measure", "officials", "words", c.language)
    alone = words_of("measure", "alone", "words", c.language)
    if roles.used == "passive":
        reflexive = not c.grammar.reflexive_markers.isdisjoint(c.lows(cue.first - 2, cue.first))
        if roles.done is not None and roles.done[0] == roles.done[1] and reflexive:
            return False  # "se ordenan por países": nobody knows what
        if roles.done is not None and roles.done[0] < roles.done[1] and _of_itself(c, entry, roles, cue):
            return False
        return roles.done is not None and (
            entry.role != "verb" or entry.list == "opening" or roles.doer is not None or entry.lemma in alone
        )
    if roles.doer is None:
        return roles.used == "noun"
    q = doing(c.language)
    if roles.doer[0] == roles.doer[1]:
        # A subject that the sentence drops is one spoken of: an official, or the step is one that officials alone take.
        spoken_of = " ".join([name for name in (memory.subject, memory.speaker) if name]).casefold().split()
        officially = entry.lemma in alone and entry.lemma not in q.asking
        return roles.done is not None and (officially or not known.isdisjoint(spoken_of))
    lows = [bare(low, c.grammar.possessive_endings) for low in c.lows(*roles.doer)]
    if entry.lemma in words_of("measure", "advice", "words", c.language) and known.isdisjoint(lows):
        civil = words_of("measure", "civil", "words", c.language)
        if not civil.isdisjoint(lows) or not civil.isdisjoint((memory.speaker or "").casefold().split() if lows[0] in q.spoken_of else ()):
            return False  # what somebody who is no official asks for
    if not known.isdisjoint(lows) or _consular(c, entry, lows) or lows[0] in q.spoken_of:
        return True
    if c.grammar.capital_nouns:
        return any(ends_in(low, known) for low in lows)
    n = roles.doer[0]
    begins = not c.grammar.base_is_finite and n == c.sentence.first
    if c.grammar.base_is_finite and n == c.sentence.first and (n in c.numbers or c.low(n) in c.grammar.negations):
        return False  # "Two men told him to": nobody of whom anything is known
    if begins and (c.low(n) in c.grammar.determiners or unit_of(c.low(n), c.language) == PERSON):
        return False  # a capital that only begins the sentence
    held = cue.last - cue.first > 1 and not c.grammar.possessives.isdisjoint(c.lows(cue.first, cue.last))  # "recalled its ambassador"
    return c.words.capital(n) and not c.low(n).endswith(c.grammar.possessive_endings) and (roles.done is not None or held)


def _consular(c: Clause, entry: Entry, lows: list[str]) -> bool:
    """Whether a mission does what missions do for their own nationals: "the consulate refused to renew my passport"."""
    consular, missions = (words_of("measure", name, "words", c.language) for name in ("consular", "missions"))
    return entry.lemma in consular and not missions.isdisjoint(lows)


def _of_itself(c: Clause, entry: Entry, roles: Roles, cue: Cue) -> bool:
    """Whether a person before a reflexive verb does it and suffers nothing: "un hombre que se presentó como cónsul"."""
    g, led = c.grammar, c.lows(cue.first - 3, cue.first)
    if entry.role != "verb" or roles.done is None or roles.done[0] > cue.first or g.reflexive_markers.isdisjoint(led):
        return False
    return g.having.isdisjoint(led) and people_in(c, roles.done)


def handed_over(c: Clause, entry: Entry, roles: Roles) -> bool:
    """Whether people are given to another state: "entregó a C a un centenar de uigures"."""
    if entry.lemma not in doing(c.language).handing_over:
        return False
    marks = c.grammar.object_markers
    return any(c.low(n) in marks and c.words.capital(n + 1) for n in range(roles.first, min(roles.last, c.sentence.last - 1)))


def done_to_people(c: Clause, entry: Entry, roles: Roles) -> bool:
    """Whether what looks like a step is a deed: people seized, or told to come home."""
    if roles.done is None or not (people_in(c, roles.done) or roles.done[0] in c.numbers):
        return False
    q = doing(c.language)
    if entry.lemma in q.seizing:
        return people_in(c, roles.done)
    if entry.lemma in words_of("measure", "to_people", "words", c.language) and not q.kin.isdisjoint(c.lows(*roles.done)):
        return True  # relatives are summoned to press those abroad
    marks = c.grammar.infinitive_markers
    home = any(c.low(n) in q.homeward and (not marks or c.low(n - 1) in marks) for n in range(roles.first + 1, roles.last + 1))
    return entry.lemma in q.telling and home
