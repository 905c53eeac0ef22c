"""Sources named around a clause: "Aus dem Bericht geht hervor, dass ...", "Lo riferisce l'agenzia.", "nach eigenen Angaben"."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.phrases import phrase_after, phrase_before, subject
from witnessmark.extract.claims.voices import FINITE, group_start, tags_of

MOST_BEFORE = 5
"""Words of a sentence before the verb that tells whose word the sentence before was."""
FARTHEST = 12
"""Words from a source to the verb of its clause."""
LONGEST_LEAD = 8
"""Words from the beginning of a clause to a source that is put into it."""


class Sourced(NamedTuple):
    """Who says it, and the words of the frame and of what is said."""

    who: Span
    span: Span
    content: Span


def emerging(c: Clause, cue: Cue) -> Sourced | None:
    """Return the report out of which something comes, before the word that says so: "Dalla relazione emerge che ..."."""
    g, s = c.grammar, c.sentence
    start = cue.last + (c.low(cue.last) == ",")
    if c.low(start) not in g.complementizers:
        return None
    last = cue.first - 1
    while last in c.times and last > s.first:
        last -= 1  # "Aus dem Jahresbericht 2023 geht hervor, dass ..."
    who = phrase_before(c, last, led=True)
    if who is None:
        return None
    who = (who[0], cue.first) if last < cue.first - 1 else who
    first = who[0]
    while first > s.first and c.low(first - 1) in g.determiners:
        first -= 1
    if first > s.first and c.low(first - 1) in g.prepositions:
        first -= 1
    if c.low(first) not in g.prepositions:
        return None
    return Sourced(who, (first, start), (start, s.last))


def finds_people(c: Clause, cue: Cue, who: Span) -> bool:
    """Whether a verb of counting tells what officials did to people: "gli agenti hanno identificato nove persone"."""
    officials = words_of("measure", "officials", "words", c.language)
    if c.grammar.base_is_finite or c.low(cue.first) not in words_of("speech", "finding", "words", c.language):
        return False
    return any(c.low(n) in officials for n in range(*who))


def led(c: Clause, at: int) -> str:
    """Return the words of a sentence before a place, auxiliaries left out; nothing where they are many."""
    lows = c.lows(c.sentence.first, min(at, c.sentence.first + MOST_BEFORE))
    return " ".join(low for low in lows if low not in c.grammar.auxiliaries) if at - c.sentence.first <= MOST_BEFORE else ""


def wrapped(c: Clause, cue: Cue) -> Span | None:
    """Return who says what the sentence before tells: "Lo riferisce l'agenzia.", "C'est ce que révèle une enquête."."""
    g, s = c.grammar, c.sentence
    if led(c, cue.first) not in words_of("speech", "wrapping", "words", c.language):
        return None
    who = phrase_after(c, cue.last)
    if who is None or any(n in c.verbs or c.low(n) in g.telling for n in range(who[1], s.last)):
        return None
    end = who[1]
    ended = end >= s.last or c.sign(end) or end in c.times or c.low(end) in g.prepositions
    return who if ended else None


def own_account(c: Clause, cue: Cue) -> Sourced | None:
    """Return whose own account a clause is, where that is its subject: "Nach eigenen Angaben hat die Organisation ..."."""
    s = c.sentence
    for n in range(cue.last, min(cue.last + FARTHEST, s.last)):
        finite = n in c.verbs and any(at == n and used == "active" and tags_of(form) & FINITE for (at, _, form), used in c.voices.items())
        if c.low(n) in c.grammar.auxiliaries or finite:
            who = subject(c, group_start(c, n))
            named = who is not None and who[0] < who[1] and not cue.first <= who[0] < cue.last
            return Sourced(who, (cue.first, cue.last), (s.first, s.last)) if who is not None and named else None
    return None


def put_in(c: Clause, at: int) -> int:
    """Return where the clause begins that a source is put into: "un local desde el que, según X, se tramitaban", "y en F, según X, hay"."""
    g, s = c.grammar, c.sentence
    if g.base_is_finite or c.low(at - 1) != ",":
        return s.first
    for n in range(at - 2, max(s.first, at - LONGEST_LEAD), -1):
        low = c.low(n)
        if low in g.relatives or low in g.complementizers or low == ";":
            return n
        if low in g.coordinators and c.low(n - 1) == ",":
            return n
        if low == "," or n in c.verbs or low in g.telling:
            break
    return s.first


def bracket(c: Clause, at: int) -> Span:
    """Return the words between the brackets that a word stands in, or those of its sentence."""
    s = c.sentence
    lows = c.lows(s.first, s.last)
    if not c.grammar.base_is_finite and ";" in lows:
        return next((n + 1 for n in range(at - 1, s.first, -1) if c.low(n) == ";"), s.first), s.last
    if "(" not in lows:
        return s.first, s.last
    first = next((n for n in range(at, s.first - 1, -1) if c.low(n) in {"(", ")"}), s.first)
    last = next((n for n in range(at, s.last) if c.low(n) in {"(", ")"}), s.last)
    return (first, last) if c.low(first) == "(" and c.low(last) == ")" else (s.first, s.last)
