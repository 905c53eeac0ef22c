"""Cuts noun phrases and clauses around a cue by closed classes of words and signs; it needs no trained model."""

from __future__ import annotations

from collections.abc import Container
from typing import cast

from witnessmark.extract.claims.antecedents import over_aside, relative_left
from witnessmark.extract.claims.apostrophes import of_many, sign_ends
from witnessmark.extract.claims.brackets import Phrases, clause_subject, field_dative, field_object, field_subject
from witnessmark.extract.claims.clauses import LONGEST_PHRASE, QUOTES, REACH, Clause, Span, clause_end, lows_of
from witnessmark.extract.claims.grammar import listed, words_of
from witnessmark.extract.claims.units import uncounted
from witnessmark.extract.claims.voices import after_noun, finite, group_start, passive_at, voice

__all__ = [
    "QUOTES",
    "Clause",
    "Span",
    "clause_end",
    "group_start",
    "lows_of",
    "object_left",
    "phrase_after",
    "phrase_before",
    "subject",
    "trimmed",
    "voice",
]
LONGEST_LISTENER = 8
"""Words of who is spoken to."""
OPENINGS = {",": ",", ")": "(", "—": "—", "–": "–"}
"""What closes an apposition, and what opens it."""


def subject(c: Clause, at: int, *, depth: int = 0) -> Span | None:
    """Return the subject of the verb group that begins at a word.

    In a language that drops its subjects, an empty span before a finite verb stands for a pronoun.
    """
    if ("subject", at, depth) not in c.once:
        c.once["subject", at, depth] = _subject(c, at, depth)
    return cast("Span | None", c.once["subject", at, depth])


def _subject(c: Clause, at: int, depth: int) -> Span | None:
    g = c.grammar
    if g.verb_last:
        return field_subject(c, at, _PHRASES)
    if at - 1 in c.tellers and not g.base_is_finite and c.low(at) in g.infinitives and c.low(at - 1) not in g.articles:
        at = group_start(c, at - 1)  # "L'association affirme avoir recensé ..."
    n = relative_left(c, at, _told_before)
    found = (_antecedent(c, n) if n is not None else None) or _before(c, at, depth)
    if found is not None and not g.base_is_finite:
        found = _past_relative(c, found)
    if g.base_is_finite or (found is not None and c.low(found[0]) not in g.impersonal):
        return found
    if g.subject_may_follow and (end := passive_at(c, at)) is not None and (after := _inverted(c, end)) is not None:
        return after
    return (at, at) if found is None and g.pro_drop and finite(c, at) else found


def _past_relative(c: Clause, found: Span) -> Span:
    """Return the noun before a relative clause whose verb was taken for a noun: "el informe que las motivó, ... atribuye"."""
    g, n = c.grammar, found[0]
    if found[1] - n > 1 or c.words.capital(n):
        return found
    while n > c.sentence.first and (c.low(n - 1) in g.articles or c.low(n - 1) in g.clitics):
        n -= 1
    if c.low(n - 1) not in g.relatives or _told_before(c, n - 1):
        return found
    last = n - 2 if c.low(n - 2) != "," else n - 3
    before = phrase_before(c, last, led=True) if last >= c.sentence.first else None
    return before if before is not None else found


def _inverted(c: Clause, at: int) -> Span | None:
    """Return the subject right after a passive: "fueron detenidas tres personas", "se abrieron las oficinas"."""
    g = c.grammar
    first = c.low(at)
    if first not in g.determiners and at not in c.numbers and first not in g.object_markers:
        return None
    return phrase_after(c, at)


def _before(c: Clause, at: int, depth: int) -> Span | None:
    """Return the noun phrase that ends before a verb group, across appositions, relatives and shared subjects."""
    g, n = c.grammar, at - 1
    while n >= c.sentence.first and (c.low(n) in QUOTES or c.low(n) in g.adverbs):
        n -= 1
    if n < c.sentence.first or depth > 3:
        return None
    low = c.low(n)
    if n in c.times:
        while n >= c.sentence.first and (n in c.times or c.low(n) in g.before_times):
            n -= 1
        return _before(c, n + 1, depth + 1)
    if low in g.complementizers and _told_before(c, n):
        return None
    if low in g.relatives:
        return _antecedent(c, n)
    if low in OPENINGS:
        return _over_apposition(c, n)
    if low in g.conjunctions:
        return _shared(c, n, depth)
    if low in g.subordinators or c.sign(n):
        return None
    found = phrase_before(c, n)
    if found is None or c.low(found[0]) in g.existentials:
        found = _past_participle(c, n)
    if found is not None and not g.according.isdisjoint((c.low(found[0]), c.low(found[0] - 2))):
        at = found[0] if c.low(found[0]) in g.according else found[0] - 2
        return _before(c, at, depth + 1)
    return found


def _antecedent(c: Clause, n: int) -> Span | None:
    """Return the noun that a relative pronoun stands for where it is the subject; behind a preposition it is none."""
    g = c.grammar
    if g.adjectives_follow and c.low(n - 1) in g.articles and c.low(n - 2) in g.prepositions:
        return None  # "una nota en la que tacha": its subject is another
    before = n - 1 if c.low(n - 1) != "," else over_aside(c, n - 2)
    found = phrase_before(c, before, led=True) if before >= c.sentence.first else None
    return _whose_apposition(c, found) if found is not None and c.low(n - 1) == "," else found


def _whose_apposition(c: Clause, found: Span) -> Span:
    """Return the name that a phrase describes behind a comma ("the Desk, a watchdog with offices in G, which ..."), or the phrase."""
    g = c.grammar
    if not g.base_is_finite or c.low(found[0] - 1) not in g.indefinites or c.low(found[0] - 2) != ",":
        return found
    first = last = found[0] - 2
    while first > c.sentence.first and (c.words.capital(first - 1) or (c.low(first - 1) in g.genitives and c.words.capital(first - 2))):
        first -= 1
    return (first, last) if first < last else found


def _told_before(c: Clause, n: int) -> bool:
    """Whether a verb or a listener stands before a complementizer; a noun makes it a relative."""
    g, k = c.grammar, n - 1
    if not g.base_is_finite:
        while k > c.sentence.first and (k in c.times or c.low(k) in g.adverbs):
            k -= 1
    low = c.low(k)
    return k in c.verbs or low in g.indirect_objects or low in g.verbs or _told_to(c, k)


def _told_to(c: Clause, last: int) -> bool:
    """Whether a listener who ends at a word is told something: "denunciaron ante la Guardia Civil que ..."."""
    g = c.grammar
    if g.base_is_finite:
        return False
    for k in range(last, max(c.sentence.first, last - LONGEST_LISTENER), -1):
        if c.low(k) in g.before_listeners and k - 1 in c.tellers:
            return True
        if c.sign(k) or c.low(k) in g.opening or c.low(k) in g.auxiliaries:
            return False
    return False


def _past_participle(c: Clause, n: int) -> Span | None:
    """As in "A notice published there in 2022 orders ...": the noun before a participle at the head of a sentence."""
    for k in range(n, max(c.sentence.first, n - 10), -1):
        if k in c.verbs and c.low(k).endswith(c.grammar.participle_endings) and c.low(k - 1) not in c.grammar.auxiliaries:
            found = phrase_before(c, k - 1)
            return found if found is not None and _begins(c, found) else None
        if c.sign(k) or c.low(k) in c.grammar.auxiliaries:
            return None
    return None


def _over_apposition(c: Clause, n: int) -> Span | None:
    opening = OPENINGS[c.low(n)]
    nearest: Span | None = None
    inner, k = n, n - 1
    while k > c.sentence.first and n - k < REACH:
        if c.low(k) in (";", ":"):
            break
        if c.low(k) == opening:
            if c.grammar.adjectives_follow and c.low(k - 1) in c.grammar.relatives and not _told_before(c, k - 1):
                return phrase_before(c, k - 2 - (c.low(k - 2) == ","), led=True)  # "un contable que, entre 2020 y 2022, entregó"
            if c.grammar.base_is_finite and c.low(k - 1) in c.grammar.relatives and not _told_before(c, k - 1):
                return _antecedent(c, k - 1)  # "an office which, prosecutors suspect, took its orders"
            found = phrase_before(c, k - 1)
            if found is not None and c.low(found[0]) in c.grammar.according:
                found = None
            nearest = nearest or found
            if found is not None and _begins(c, found):
                between = (k + 1, inner)
                named = all(c.words.capital(j) for j in range(*between))
                return between if named and inner == n and between[0] < between[1] and not c.words.capital(found[1] - 1) else found
            inner = k
        k -= 1
    return nearest


def _begins(c: Clause, found: Span) -> bool:
    """Whether a phrase stands at the head of its clause, articles aside."""
    n = found[0]
    while n > c.sentence.first and c.low(n - 1) in c.grammar.before_heads:
        n -= 1
    return n == c.sentence.first or (c.sign(n - 1) and c.low(n - 1) != ",") or c.low(n - 1) in c.grammar.opening or (n - 1 in c.times)


def _shared(c: Clause, n: int, depth: int) -> Span | None:
    k = n - 1
    while k >= c.sentence.first and n - k < REACH:
        if c.low(k) in c.grammar.telling or k in c.verbs:
            return _before(c, group_start(c, k), depth + 1)
        if c.low(k) in (";", ":"):
            return None
        k -= 1
    return None


def _ends_left(c: Clause, n: int, stop: Container[int]) -> bool:
    g, low = c.grammar, c.low(n)
    if low in g.parting or n in stop or n in c.times or (len(low) < 2 and c.sign(n) and not of_many(c, n)):
        return not of_many(c, n)
    return low in g.verbs and not c.words.capital(n)


def phrase_before(c: Clause, last: int, *, led: bool = False) -> Span | None:
    """Return the noun phrase whose last word is given, without its article; one that a preposition leads is none, unless `led`."""
    g, n, stop = c.grammar, last, c.verbs
    while n >= c.sentence.first and (c.low(n) in QUOTES or c.low(n) in g.adverbs):
        n -= 1
    end = n + 1
    if n < c.sentence.first or _ends_left(c, n, ()):
        return None
    if c.low(n) in g.pronouns:
        part = n - 2 if g.adjectives_follow and c.low(n - 1) in g.genitives and n - 2 >= c.sentence.first and not c.sign(n - 2) else n
        return part, end  # "una de ellas"
    least = max(c.sentence.first, end - LONGEST_PHRASE)
    while n >= least and not _ends_left(c, n, stop if n < end - 1 else ()):
        low = c.low(n)
        if low in g.coordinators and not _joins_names(c, n):
            break
        if low in g.determiners and _begins_phrase(c, n):
            n -= 1
            break
        if led and _nearest(c, n):
            break
        n -= 1
    first = n + 1
    if f"{c.low(first)} {c.low(first + 1)}" in g.bounds:
        first += 2
    while first < end and (_leads(c, first) or c.low(first) in g.conjunctions):
        # "In London the police": the phrase begins after the place.
        rest = next((k for k in range(first + 1, end) if c.low(k) in g.determiners and not _leads(c, k - 1)), None)
        if rest is None and _leads(c, first) and not led:
            return None
        first = rest if rest is not None else first + 1
    return trimmed(c, first, end)


def _nearest(c: Clause, n: int) -> bool:
    """Whether a relative clause is said of what follows a word alone: "la ayuda de un grupo con un exmiembro que ..."."""
    g, low = c.grammar, c.low(n)
    if not g.adjectives_follow or low not in g.prepositions or low in g.genitives:
        return False
    return not (low in g.locatives and c.words.capital(n + 1))


def _leads(c: Clause, n: int) -> bool:
    """Whether a word is a preposition where it stands: an article that may be a genitive (des, der) is one after a noun alone."""
    low = c.low(n)
    return low in c.grammar.prepositions and not (low in c.grammar.genitive_articles and not after_noun(c, n))


def _begins_phrase(c: Clause, n: int) -> bool:
    """Whether a phrase begins at a determiner: no preposition and no list goes before it, and it is no genitive."""
    g, before = c.grammar, c.low(n - 1)
    if c.low(n) in g.genitive_articles and after_noun(c, n):
        return False
    return before not in g.prepositions and not (before in g.coordinators and c.low(n - 2) not in g.verbs)


def _joins_names(c: Clause, n: int) -> bool:
    if n + 1 >= c.sentence.last or n - 1 < c.sentence.first:
        return False
    after, before = c.low(n + 1), c.low(n - 1)
    if c.words.capital(n + 1) and (c.words.capital(n - 1) or c.low(n - 1) == ","):
        return True
    g = c.grammar
    return after in g.indefinites and before not in g.prepositions and c.low(n - 2) in g.articles


def trimmed(c: Clause, first: int, last: int) -> Span | None:
    """Return a phrase without articles at its head and loose words at its end."""
    heads = c.grammar.heads
    while first < last and ((low := c.low(first)) in heads or low in QUOTES):
        first += 1
    loose = c.grammar.trailing
    while first < last and ((low := c.low(last - 1)) in loose or (len(low) < 2 and c.sign(last - 1))):
        last -= 1
    return (first, last) if first < last else None


def phrase_after(c: Clause, at: int, *, across: Container[str] | None = None) -> Span | None:
    """Return the noun phrase that begins at or after a word, up to a sign, a verb or a preposition other than `of` or those of `across`."""
    g, n = c.grammar, at
    across = g.genitives if across is None else across
    while n < c.sentence.last and (c.low(n) in g.adverbs or c.low(n) in QUOTES) and n - at < 4:
        n += 1
    n += c.low(n) in g.object_markers
    first = n
    while n < c.sentence.last and n - first < LONGEST_PHRASE:
        low = c.low(n)
        if low in g.pronouns:
            n += 1 if n == first else 0
            break
        if _ends_right(c, n, first, across):
            break
        n += 1
    return trimmed(c, first, n)


def object_left(c: Clause, first: int, last: int) -> Span | None:
    """Return the object of a verb in a language whose verbs stand second or last; any other has its objects behind the verb."""
    return field_object(c, first, last, _PHRASES) if c.grammar.verb_last else None


def _ends_right(c: Clause, n: int, first: int, across: Container[str]) -> bool:
    g, low = c.grammar, c.low(n)
    if low == "-" and c.words.ends[n - 1] == c.words.starts[n] and n > first:
        return False  # "54-jährigen"
    if sign_ends(c, n, first):
        return True
    article = n == first and low in g.determiners  # the Portuguese "a" is one, and an infinitive marker too
    if n in c.times or low in g.auxiliaries or (low in g.infinitive_markers and low not in across and not article) or _another(c, n, first):
        return True
    if low in g.subordinators and not (low in g.determiners and n == first):
        return True
    if low in g.coordinators:
        return not (_joins_names(c, n))
    if low in g.conjunctions:
        return True
    if n > first and (low in g.verbs or (n in c.verbs and low.endswith(g.verb_endings))) and not c.words.capital(n):
        return True
    if low in g.prepositions and low in g.determiners and n == first:
        return False  # "des agents": an article at the head
    if g.capital_nouns and n > first and c.words.capital(n - 1):
        if _next_phrase(c, n):
            return True
        if low in words_of("grammar", "name_links", "words", c.language):
            return False  # "Verein Anker für Verfolgte"
    return low in g.prepositions and low not in across




def subject_around(c: Clause, at: int) -> Span | None:
    """Return the subject of the clause of a word that is no verb, in a language whose verbs stand second or last."""
    return clause_subject(c, at, _PHRASES)


def dative_of(c: Clause, cue: Span, who: Span | None) -> Span | None:
    """Return the phrase in the dative that goes with some words, in a language whose verbs stand second or last."""
    return field_dative(c, cue, who, _PHRASES) if c.grammar.verb_last else None


def _another(c: Clause, n: int, first: int) -> bool:
    """Whether an article behind a noun begins the next phrase, where adjectives follow their noun: "Secondo Approdi i casi sono 167"."""
    g = c.grammar
    if not g.adjectives_follow or n <= first or c.low(n) not in g.definites or c.low(n) in g.prepositions or c.words.capital(n):
        return False
    before = c.low(n - 1)
    return before not in g.linking and before not in g.coordinators and before not in g.adverbs and not c.sign(n - 1)


def _next_phrase(c: Clause, n: int) -> bool:
    """Whether a word behind a noun begins another phrase, where nouns have capitals: "hat der Bund das Zentrum", but "Bund der Länder"."""
    g, low = c.grammar, c.low(n)
    if not (c.words.capital(n - 1) and c.low(n - 1) not in g.determiners) or c.sign(n) or uncounted(c.low(n - 1), c.language):
        return False
    if n in c.numbers or low.isdigit():
        return True
    if c.words.capital(n) and low in words_of("measure", "opening", "objects", c.language):
        return True  # "erhob die Staatsanwaltschaft Anklage"
    if low in words_of("grammar", "name_links", "words", c.language):
        return n + 1 >= c.sentence.last or not c.words.capital(n + 1)
    if c.words.capital(n) or low in g.genitives or low in g.genitive_articles or low in g.conjunctions or low in g.prepositions:
        return False
    endings = listed("grammar", "genitive_adjectives", "endings", c.language)
    return not (n + 1 < c.sentence.last and c.words.capital(n + 1) and low.endswith(endings))


def _begun_by(c: Clause, last: int) -> Span | None:
    return phrase_before(c, last, led=True)


_PHRASES = Phrases(after=phrase_after, before=_begun_by)
