"""Finds what a verb is done to: behind its asides ("detuvo en Praga a tres"), or as a pronoun inside its group ("las gestiona")."""

from __future__ import annotations

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.counting import counting
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.phrases import phrase_after, phrase_before, subject, trimmed
from witnessmark.extract.claims.units import uncounted
from witnessmark.extract.claims.voices import group_start
from witnessmark.extract.claims.wordlists import run_at

MOST_ASIDES = 4
LONGEST_ASIDE = 7
"""Words of an aside between commas."""
SAME_ENDING = 2
"""Letters at the end of a pronoun and of the noun that it takes up: "los centros los atienden"."""


def past_asides(c: Clause, at: int) -> int:
    """Return where the object of a verb may begin: behind times, places, manners and measures that stand before it."""
    if c.grammar.base_is_finite:
        return at
    for _ in range(MOST_ASIDES):
        n = _past_one(c, at)
        if n == at:
            break
        at = n
    return at


def _past_one(c: Clause, at: int) -> int:
    """Return the end of the aside that begins at a word, or the word itself."""
    g, q = c.grammar, doing(c.language)
    n = at + (c.low(at) in g.before_times and at not in c.times)
    if n in c.times or n + (c.low(n) in g.articles) in c.times:
        while n in c.times or n + 1 in c.times:
            n += 1
        return n
    if run := run_at(c, at, q.manners):
        return at + run
    if c.low(at) in counting(c.language).located and (n := _past_name(c, at + 1)) > at + 1:
        return n
    if c.low(at) in g.prepositions:
        return max(at, _past_measure(c, at + 1))
    return _past_commas(c, at) if c.low(at) == "," else at


def _past_name(c: Clause, at: int) -> int:
    """Return the end of a capitalised name that begins at a word, with its article; the word before it where none does."""
    g, n = c.grammar, at + (c.low(at) in c.grammar.articles)
    if n >= c.sentence.last or not c.words.capital(n):
        return at - 1
    while n < c.sentence.last and (
        c.words.capital(n) or (c.low(n) in g.name_particles and n + 1 < c.sentence.last and c.words.capital(n + 1))
    ):
        n += 1
    return n


def _past_measure(c: Clause, at: int) -> int:
    """Return the end of a measure that a number begins: "a seis años de prisión"; where it is none, the word before."""
    n, tallied = at, doing(c.language).tallied
    while n - at < MOST_ASIDES and not c.sign(n) and c.low(n) not in c.grammar.linking and not _measured(c, n, tallied):
        n += 1
    if n == at or not _measured(c, n, tallied):
        return at - 1
    n += 1
    while c.low(n) in c.grammar.genitives and n - at < LONGEST_ASIDE:
        n += 2
    return n


def _measured(c: Clause, n: int, tallied: frozenset[str]) -> bool:
    return uncounted(c.low(n), c.language) or c.low(n) in tallied


def _past_commas(c: Clause, at: int) -> int:
    """Return the word behind an aside between commas without a verb: ", además,"."""
    for n in range(at + 1, min(at + LONGEST_ASIDE, c.sentence.last)):
        if c.low(n) == ",":
            return n + 1
        if c.sign(n) or n in c.verbs or c.low(n) in c.grammar.telling or c.low(n) in c.grammar.opening:
            break
    return at


def clitic_of(c: Clause, cue: Cue) -> int | None:
    """Return the pronoun that is the object of a verb in its group, or null; one that makes it reflexive is none."""
    g = c.grammar
    if g.base_is_finite:
        return None
    for n in range(group_start(c, cue.first), cue.first):
        if c.low(n) in g.clitics and c.low(n) not in g.reflexive_markers:
            return n
    return None


def taken_up(c: Clause, clitic: int, cue: Cue) -> tuple[Span, Span] | None:
    """Return object and subject where a pronoun takes up the noun before it: "los centros los atienden voluntarios"."""
    low, before = c.low(clitic), subject(c, group_start(c, cue.first))
    if before is None or before[0] == before[1]:
        who = _turned(c, clitic, cue)
        return ((clitic, clitic + 1), who) if who is not None else None
    if c.sign(cue.last) or c.low(cue.last) in c.grammar.linking - c.grammar.articles:
        return None
    head = c.low(before[0] - 1) if c.low(before[0] - 1) in c.grammar.articles else c.low(before[0])
    if head[-SAME_ENDING:] != low[-SAME_ENDING:] and not (head in c.grammar.definites and head == low):
        return None
    after = phrase_after(c, cue.last)
    if after is None or trimmed(c, *after) is None:
        return None
    return before, after


def _turned(c: Clause, clitic: int, cue: Cue) -> Span | None:
    """Return the subject behind a verb whose object is a pronoun: "los dirige la policía", "las atienden asociaciones de vecinos"."""
    g = c.grammar
    if c.low(clitic) not in g.articles or c.low(cue.last) in g.linking - g.articles or c.sign(cue.last) or cue.last in c.times:
        return None
    who = phrase_after(c, cue.last)
    if who is None or any(uncounted(c.low(n), c.language) for n in range(who[0], min(who[1], who[0] + 2))):
        return None
    plural = bool(g.plural_verb_endings) and c.low(cue.last - 1).endswith(g.plural_verb_endings)
    many = c.low(who[0]).endswith(g.plural_endings) or cue.last in c.numbers
    return who if plural == many else None


def causes(c: Clause, by: int) -> bool:
    """Whether what an agent's preposition leads says why and not who: "detenido por un delito de coacciones", "condenado por acosar"."""
    if c.grammar.base_is_finite:
        return False
    n = by + 1
    if n in c.heads and c.low(n) not in c.grammar.determiners:
        return True
    return not doing(c.language).causes.isdisjoint(c.lows(n, n + 3))


def agrees(c: Clause, at: int, name: str) -> bool:
    """Whether a dropped subject of the verb group that begins at a word may be a name: no single body is the subject of a plural."""
    g, n = c.grammar, at
    while c.low(n) in g.leading and c.low(n) not in g.auxiliaries:
        n += 1
    if not g.plural_verb_endings or not c.low(n).endswith(g.plural_verb_endings):
        return True
    words = name.casefold().split()
    return any(word in g.coordinators or word.endswith(g.plural_endings) for word in words)


def subject_behind(c: Clause, at: int) -> Span | None:
    """Return the subject behind a verb: "está en vigor, desde 2006, un tratado", "fueron detenidas tres personas"."""
    g = c.grammar
    if not g.subject_may_follow:
        return None
    n = past_asides(c, at)
    if c.low(n) not in g.determiners and n not in c.numbers:
        return None
    return phrase_after(c, n)


def described(c: Clause, at: int) -> Span | None:
    """Return the noun that a participle behind it describes, whatever leads the noun: "a la pregunta presentada por tres diputados"."""
    g = c.grammar
    if g.base_is_finite:
        return None
    if c.low(at - 1) in g.coordinators:
        # "creada en 2015 y financiada por": what the participle before describes
        reach = range(at - 2, max(c.sentence.first, at - LONGEST_ASIDE), -1)
        other = next((k for k in reach if c.low(k).endswith(g.participle_endings)), None)
        return described(c, other) if other is not None and c.low(other - 1) not in g.coordinators else None
    n = at - 1 - (c.low(at - 1) == ",")
    return phrase_before(c, n, led=True) if n >= c.sentence.first and not c.sign(n) else None
