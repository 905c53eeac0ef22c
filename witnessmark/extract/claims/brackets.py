"""Where a clause begins, who its subject is and what its verb is done to, in a language whose verbs stand second or last."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from witnessmark.extract.claims.clauses import QUOTES, REACH, Clause, Span, clause_end
from witnessmark.extract.claims.grammar import HARD, words_of
from witnessmark.extract.claims.voices import FINITE, group_start, tags_of

DEEPEST = 3
"""Verbs looked back over for a subject that several share."""
Phrase = Callable[[Clause, int], Span | None]


class Phrases(NamedTuple):
    """How the noun phrase is cut that begins at a word, or that ends there."""

    after: Phrase
    before: Phrase


def begins(c: Clause, at: int) -> int:
    """Return the first word of the clause that holds a word: behind a comma that parts no list, a hard sign, or a conjunction."""
    g = c.grammar
    first = c.sentence.first
    for n in range(at - 1, max(first, at - REACH) - 1, -1):
        low = c.low(n)
        if low in HARD or (low == "," and not in_list(c, n)):
            first = n + 1
            break
        if low in g.conjunctions and not _joins_nouns(c, n) and _told_left(c, n):
            first = n + 1
            break
    while first < at and c.low(first) in QUOTES:
        first += 1
    return first


def begun(c: Clause, at: int, first: int, verb: int) -> int:
    """Return where the words of a deed begin whose verb group, first phrase and verb are given: a subordinate clause is told whole."""
    b = begins(c, at)
    for n in range(verb - 1, at, -1):
        if c.low(n) in c.grammar.coordinators and n - 1 in c.verbs:
            return n + 1  # "hat vier Wohnungen durchsucht und zwei Männer festgenommen"
    return b if told_last(c, b, at) else min(first, at)


def in_list(c: Clause, n: int) -> bool:
    """Whether a comma parts the members of a list and no clauses: "29, 33 und 58", "Berlin, Wien und Bern"."""
    if n + 1 >= c.sentence.last or n - 1 < c.sentence.first:
        return False
    if c.low(n - 1).isdigit() and c.low(n + 1).isdigit():
        return True
    return c.words.capital(n - 1) and c.words.capital(n + 1) and c.low(n + 2) in {",", *c.grammar.coordinators}


def _joins_nouns(c: Clause, n: int) -> bool:
    return n > c.sentence.first and n + 1 < c.sentence.last and c.words.capital(n - 1) and c.words.capital(n + 1)


def _told_left(c: Clause, n: int) -> bool:
    """Whether a verb stands before a conjunction in its own clause."""
    for k in range(n - 1, c.sentence.first - 1, -1):
        if k in c.verbs or c.low(k) in c.grammar.telling:
            return True
        if c.low(k) in HARD or (c.low(k) == "," and not in_list(c, k)):
            return False
    return False


def told_last(c: Clause, first: int, at: int) -> bool:
    """Whether the verb at a word ends a subordinate clause that begins at another."""
    g, end = c.grammar, at + 1
    helping = g.auxiliaries | g.leading
    while end < c.sentence.last and (c.low(end) in helping or (end in c.heads and not c.words.capital(end))):
        end += 1
    closed = end >= c.sentence.last or c.sign(end) or c.low(end) in g.conjunctions or c.low(end) in g.comparing
    low = c.low(first)
    if low in g.complementizers:
        return True
    if low in g.subordinators and first < at - 1:
        return closed
    return closed and relative(c, first) is not None


def relative(c: Clause, first: int) -> int | None:
    """Return the relative pronoun with which a clause begins (", die ...", ", in denen ..."), or null."""
    known = words_of("grammar", "relative_pronouns", "words", c.language)
    n = first + (c.low(first) in c.grammar.prepositions and c.low(first) not in c.grammar.articles)
    if c.low(n) not in known or c.low(first - 1) != ",":
        return None
    return n if n > first or c.words.capital(first - 2) or first - 2 in c.verbs or c.low(first - 2) in QUOTES else None


def embedded(c: Clause, n: int, first: int) -> bool:
    """Whether a word stands in a relative clause inside the words that begin at another: "der Mann, der seit 2011 in K lebt, wurde ..."."""
    b = begins(c, n)
    return b > first and relative(c, b) is not None


def field_subject(c: Clause, at: int, phrases: Phrases, depth: int = 0) -> Span | None:
    """Return the subject of the verb group that begins at a word."""
    g, b = c.grammar, begins(c, at)
    if told_last(c, b, at):
        n = relative(c, b)
        if n is None:
            return _first_phrase(c, b + 1, at, phrases)
        if n > b or c.low(n) in words_of("grammar", "oblique", "words", c.language) or c.low(n) in g.subordinators:
            return _first_phrase(c, n + 1, at, phrases, owned=n > b)
        if c.low(n + 1) in g.pronouns - g.object_pronouns:
            return n + 1, n + 2
        return _antecedent(c, n, phrases)
    if c.low(b - 1) in g.conjunctions and (b - 2 in c.verbs or c.low(b - 2) in g.auxiliaries) and depth < DEEPEST:
        start = begins(c, b - 2)
        if told_last(c, start, b - 2):
            return field_subject(c, group_start(c, b - 2), phrases, depth + 1)
    if not _finite_at(c, at):
        return _first_phrase(c, b, at, phrases) if b < at else None
    if b == at:
        return _verb_first(c, at, phrases, depth)
    return _in_front(c, b, at, phrases) or _first_phrase(c, at + 1, clause_end(c, at + 1), phrases)


def _finite_at(c: Clause, at: int) -> bool:
    low = c.low(at)
    if low in c.grammar.auxiliaries:
        return True
    return any(n == at and used == "active" and tags_of(form) & FINITE for (n, _, form), used in c.voices.items()) or low in c.grammar.verbs


def _verb_first(c: Clause, at: int, phrases: Phrases, depth: int) -> Span | None:
    """Return the subject of a verb with which its clause begins: one that is shared, one before an aside, or the one behind it."""
    g, lead = c.grammar, c.low(at - 1)
    if lead in g.conjunctions and depth < DEEPEST:
        for k in range(at - 2, max(c.sentence.first, at - REACH) - 1, -1):
            if k in c.verbs or c.low(k) in g.telling:
                return field_subject(c, group_start(c, k), phrases, depth + 1)
            if c.low(k) in HARD:
                break
    if lead == ",":
        for k in range(at - 2, max(c.sentence.first, at - REACH) - 1, -1):
            if c.low(k) in HARD:
                break
            if c.low(k) != "," or in_list(c, k):
                continue
            start = begins(c, k)
            inner = any(n in c.verbs or c.low(n) in g.telling for n in range(start, k))
            behind = _first_phrase(c, at + 1, clause_end(c, at + 1), phrases)
            if inner:  # "Es gebe 30 Zentren, die Freiwillige führten, sagte die Sprecherin."
                return behind if behind is not None and c.low(at + 1) in g.articles else None
            return _in_front(c, start, k, phrases) or behind
    return _first_phrase(c, at + 1, clause_end(c, at + 1), phrases)


def _in_front(c: Clause, b: int, at: int, phrases: Phrases) -> Span | None:
    """Return the subject before a finite verb, or null where something else stands there."""
    g, n = c.grammar, b
    while n < at and (c.low(n) in g.adverbs or c.low(n) in QUOTES or c.low(n) in g.conjunctions):
        n += 1
    if n >= at or c.low(at - 1) in words_of("grammar", "postpositions", "words", c.language):
        return None
    low = c.low(n)
    if n in c.times or (low in g.before_times and n + 1 in c.times) or (low in g.prepositions and low not in g.articles):
        return None
    if low in words_of("grammar", "oblique", "words", c.language):
        return None
    if low in words_of("speech", "wrapping", "words", c.language) and n + 1 == at:
        return _first_phrase(c, at + 1, clause_end(c, at + 1), phrases) or (n, n + 1)
    if low in g.pronouns:
        return n, n + 1
    if n + 1 == at and (low in g.determiners or c.low(at + 1) in g.pronouns - g.object_pronouns):
        return (n, at) if low in g.determiners else (at + 1, at + 2)
    found = phrases.after(c, n)
    return (found[0], min(found[1], at)) if found is not None and found[0] < at else None


def clause_subject(c: Clause, at: int, phrases: Phrases) -> Span | None:
    """Return the subject of the clause in which a word stands that is no verb."""
    b, close = begins(c, at), clause_end(c, at)
    verbs = [n for n in range(b, close) if c.low(n) in c.grammar.telling or (n in c.verbs and not c.words.capital(n))]
    if not verbs:
        return field_subject(c, at, phrases)
    n = group_start(c, verbs[-1]) if told_last(c, b, verbs[-1]) else verbs[0]
    return field_subject(c, n, phrases)


def _first_phrase(c: Clause, first: int, last: int, phrases: Phrases, *, owned: bool = False) -> Span | None:
    """Return the first noun phrase or pronoun between two words that may be a subject; `owned`: nothing leads it but a pronoun."""
    g, n = c.grammar, first
    oblique = words_of("grammar", "oblique", "words", c.language)
    while n < last:
        low = c.low(n)
        passed = n in c.times or low in g.adverbs or low in QUOTES or low in g.reflexive_markers
        if passed or (low in g.before_times and n + 1 in c.times) or (low in oblique and not _noun_follows(c, n)):
            n += 1
        elif (low in g.prepositions and low not in g.articles) or (low in oblique and not owned):
            led = phrases.after(c, n + 1)
            n = max(led[1] if led is not None else n + 1, n + 1)
        elif low in g.pronouns:
            return n, n + 1
        elif c.sign(n) or low in g.auxiliaries or n in c.verbs or low in g.subordinators:
            return None
        else:
            found = phrases.after(c, n)
            return (found[0], min(found[1], last)) if found is not None and found[0] < last else None
    return None


def _noun_follows(c: Clause, n: int) -> bool:
    """Whether a determiner leads a noun, within two words that describe it."""
    return any(k < c.sentence.last and c.words.capital(k) for k in range(n + 1, n + 4)) and c.low(n) in c.grammar.determiners


def _antecedent(c: Clause, n: int, phrases: Phrases) -> Span | None:
    """Return the noun that a relative pronoun means: the nearest, or the object of the clause whose verb stands between."""
    last = n - 2
    if last in c.verbs and not c.words.capital(last):
        if any(n == last and used == "passive" for (n, _, _), used in c.voices.items()):
            return phrases.before(c, last - 1) or field_subject(c, group_start(c, last), phrases)
        return field_object(c, last, last + 1, phrases) or field_subject(c, group_start(c, last), phrases)
    start = begins(c, n - 1)
    found = phrases.before(c, last)
    return (max(found[0], start), found[1]) if found is not None and found[1] > start else None


def field_object(c: Clause, first: int, last: int, phrases: Phrases) -> Span | None:
    """Return the object of the verb that stands between two words: behind it, or before it where it ends its clause."""
    g, at = c.grammar, group_start(c, first)
    b, who = begins(c, at), field_subject(c, at, phrases)
    if at < first and c.low(at) in g.auxiliaries:
        n, end = _behind_shared(c, at + 1, first), first
    elif told_last(c, b, at) or not _finite_at(c, at):
        n, end = b + (c.low(b) in g.subordinators or relative(c, b) is not None), at
    else:
        n, end = last, clause_end(c, last)
        front = c.low(b)
        led_off = words_of("grammar", "dative", "words", c.language)
        if b < at and front in words_of("grammar", "oblique", "words", c.language) and front not in led_off:
            return phrases.after(c, b)
    return _object_in(c, n, end, who, phrases)


def _behind_shared(c: Clause, first: int, verb: int) -> int:
    """Return where the words of the second of two verbs begin that share an auxiliary, or the first word."""
    joints = (n + 1 for n in range(verb - 1, first, -1) if c.low(n) in c.grammar.coordinators and n - 1 in c.verbs)
    return next(joints, first)


def field_dative(c: Clause, cue: Span, who: Span | None, phrases: Phrases) -> Span | None:
    """Return the phrase in the dative that goes with some words: "unterstand laut X dem Büro", "das der Führung unterstand"."""
    first, last = cue
    behind = _object_in(c, last, clause_end(c, last), who, phrases, dative=True)
    if behind is not None:
        return behind
    start = _past_joint(c, begins(c, first))
    before = _object_in(c, start, first, who, phrases, dative=True)
    if before is not None:
        return before
    # "nach Einschätzung des A der Führung unterstand": the article that stands nearest
    near = next((n for n in range(first - 1, start, -1) if c.low(n) in c.grammar.definites), None)
    return phrases.after(c, near) if near is not None else None


def _past_joint(c: Clause, b: int) -> int:
    return b + (c.low(b) in c.grammar.subordinators or relative(c, b) is not None)


def _object_in(
    c: Clause, n: int, end: int, who: Span | None, phrases: Phrases, *, dative: bool = False
) -> Span | None:
    g = c.grammar
    led_off = frozenset[str]() if dative else words_of("grammar", "dative", "words", c.language)
    while n < end:
        low = c.low(n)
        if who is not None and (n == who[0] or (n < who[0] and n + 3 > who[0] and low in g.determiners)):
            n = who[1]
        elif n in c.times or low in g.adverbs or low in g.reflexive_markers or (low in g.before_times and n + 1 in c.times):
            n += 1
        elif (low in g.prepositions and low not in g.articles) or low in led_off:
            led = phrases.after(c, n + 1) if low not in g.pronouns else None
            n = max(led[1] if led is not None else n + 1, n + 1)
        elif low in g.auxiliaries or low in g.subordinators or (c.sign(n) and low not in QUOTES):
            return None
        else:
            found = phrases.after(c, n)
            return (found[0], min(found[1], end)) if found is not None and found[0] < end else None
    return None
