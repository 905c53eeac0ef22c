"""Deeds that nouns tell: "harassment of exiles by agents", "the ministry's threats", "acts of repression carried out by officers"."""

from __future__ import annotations

from collections.abc import Mapping

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.grammar import listed
from witnessmark.extract.claims.meaning import Roles, people_in
from witnessmark.extract.claims.numbered import genitive
from witnessmark.extract.claims.phrases import phrase_after, phrase_before, subject
from witnessmark.extract.claims.voices import group_start
from witnessmark.extract.claims.wordlists import run_at

MOST_ADJECTIVES = 3
FARTHEST_VERB = 12
"""Words from a verb of committing to the noun that it commits."""


def deed_of_noun(c: Clause, cue: Cue, nouns: Mapping[int, int]) -> Roles | None:
    """Return who does what a noun tells, and to whom; null where neither is named. `nouns` are the nouns of deeds, first to last word."""
    q = doing(c.language)
    if c.words.capital(cue.first) and cue.first > c.sentence.first and c.words.capital(cue.first - 1):
        return None  # part of a name: "the Countering Repression Act"
    doer, done, last = _after(c, _joined(c, cue.last, nouns))
    owner, first = _before(c, cue, doer)
    doer = doer or owner
    counted = cue.first - 1 in c.numbers and any(word in c.words.said(cue.first, cue.last).casefold() for word in q.counted_deeds)
    kinds = cue.first - 2 if c.grammar.adjectives_follow and genitive(c, cue.first - 1) and c.low(cue.first - 2) in q.kinds_of else None
    if not counted and kinds is not None and kinds - 1 in c.numbers:
        first, counted = kinds, True  # "88 casos de represión"
    if doer is None and done is None and not counted:
        return None
    return Roles(doer=doer, done=done, first=first - counted, last=last, used="noun")


def _joined(c: Clause, n: int, nouns: Mapping[int, int]) -> int:
    """Return the end of the last noun that is joined to one: "harassment, threats and unlawful detention"."""
    q, g = doing(c.language), c.grammar
    while True:
        k = n
        while c.low(k) in q.also:
            k += 1
        if k == n:
            return n
        more = next((j for j in range(k, k + MOST_ADJECTIVES) if j in nouns), None)
        if more is None or any(c.sign(j) or c.low(j) in g.linking or c.low(j) in g.clausal for j in range(k, more)):
            return n
        n = nouns[more]


def _after(c: Clause, n: int) -> tuple[Span | None, Span | None, int]:
    """Return the doer and the victim after a noun, and where they end."""
    q = doing(c.language)
    doer: Span | None = None
    done: Span | None = None
    last = n
    for _ in range(3):
        if c.low(n) == "(":
            n = next((k + 1 for k in range(n, min(n + 6, c.sentence.last)) if c.low(k) == ")"), n)
        by = run_at(c, n, q.done_by) or (c.low(n) in c.grammar.agents and not c.low(n + 1).endswith(c.grammar.gerund_endings))
        if by and doer is None and c.low(n) not in q.victims_led:
            doer = phrase_after(c, n + by)
            n = last = doer[1] if doer else n
        elif c.low(n) in q.victims_led and done is None and c.low(n + 1) not in c.grammar.reflexive_markers:
            done = phrase_after(c, n + 1, across=())
            n = last = done[1] if done else n
            if done is not None and c.low(n) in c.grammar.coordinators and (more := phrase_after(c, n + 1, across=())) is not None:
                done, n = (done[0], more[1]), more[1]
                last = n
        elif done is None and (owned := _genitive_at(c, n)) is not None:
            done = owned
            n = last = owned[1]
        elif c.low(n) in c.grammar.locatives and (there := phrase_after(c, n + 1)) is not None and c.low(there[1]) in c.grammar.agents:
            n = there[1]
        else:
            break
    return doer, done, last


def _genitive_at(c: Clause, n: int) -> Span | None:
    """Return a victim in the genitive that no word leads, where nouns have capitals: "Ausspähung iranischer Exilanten"."""
    endings = listed("grammar", "genitive_adjectives", "endings", c.language)
    if not endings or not c.low(n).endswith(endings):
        return None
    found = phrase_after(c, n, across=())
    return found if found is not None and found[1] - n > 1 and c.words.capital(found[1] - 1) else None


def _before(c: Clause, cue: Cue, doer: Span | None) -> tuple[Span | None, int]:
    """Return the doer before a noun ("the ministry's", "PRC"), and where its words begin."""
    q, g = doing(c.language), c.grammar
    b = cue.first - 1
    named = b > c.sentence.first and c.words.capital(b) and not c.sign(b) and not c.words.capital(cue.first)
    if named and not c.low(b).endswith(g.possessive_endings):
        return ((b, b + 1), b) if doer is None else (None, cue.first)
    for _ in range(MOST_ADJECTIVES):
        if b < c.sentence.first or c.sign(b) or c.low(b) in g.loose or c.low(b).endswith(g.possessive_endings) or c.words.capital(b):
            break
        b -= 1
    first = b + 1
    if genitive(c, b) and c.low(b - 1) in q.kinds_of:
        first, b = b - 1, b - 2
        while b >= c.sentence.first and not (c.sign(b) or c.low(b) in g.loose or c.low(b).endswith(g.possessive_endings)):
            first, b = b, b - 1
    if doer is not None:
        return None, min(first, cue.first)
    if g.possessive_endings and c.low(b).endswith(g.possessive_endings):
        owner = phrase_before(c, b, led=True)
        return (owner, owner[0]) if owner is not None else (None, cue.first)
    owned = c.low(b) in g.possessives
    blamed = b - owned
    if c.low(blamed) in q.blamed_for or (run_at(c, blamed, q.committing) and c.low(blamed - 1) in q.blamed_for):
        blamed -= c.low(blamed) not in q.blamed_for
        owner = phrase_before(c, blamed - 1, led=True)
        if owner is not None and c.words.capital(owner[0]):
            return owner, owner[0]
    return _committed(c, b, first)


def _committed(c: Clause, b: int, first: int) -> tuple[Span | None, int]:
    """As in "the state conducts a campaign of repression": the doer is that of the verb."""
    known = doing(c.language).committing
    for k in range(b, max(c.sentence.first, b - FARTHEST_VERB) - 1, -1):
        if c.sign(k) and c.low(k) != ",":
            break
        if run_at(c, k, known):
            who = subject(c, group_start(c, k))
            return (who, who[0]) if who is not None else (None, first)
    return None, first


def owner_of_effort(c: Clause, start: int) -> Span | None:
    """Return whose effort an infinitive is: "the state's efforts to silence", "efforts by the state to silence"."""
    q, g = doing(c.language), c.grammar
    if c.low(start - 1) in q.efforts:
        b = start - 2
        while b > c.sentence.first and (c.low(b) in ")(" or (c.low(b + 1) == ")" and c.low(b - 1) == "(")):
            b -= 1
        return phrase_before(c, b, led=True) if g.possessive_endings and c.low(b).endswith(g.possessive_endings) else None
    for k in range(start - 2, max(c.sentence.first, start - FARTHEST_VERB) - 1, -1):
        if c.low(k) in g.agents and c.low(k - 1) in q.efforts:
            return phrase_after(c, k + 1)
    return None


def charged(c: Clause, start: int) -> Span | None:
    """Return who is held for the deed of an infinitive: "tres detenidos por amenazar a", "condenó a un contable por espiar a"."""
    g = c.grammar
    if g.base_is_finite or c.low(start - 1) not in g.agents:
        return None
    who = phrase_before(c, start - 2, led=True)
    return who if who is not None and people_in(c, who) else None
