"""A sentence with what is known of its words, and where its clauses end."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import cast

from witnessmark.extract.claims.grammar import HARD, SIGNS_THAT_CLOSE, Grammar, grammar
from witnessmark.extract.claims.words import Page, Sentence, Words

QUOTES = frozenset("\"“”„‟«»‹›‘’‚'「」『』")
LONGEST_PHRASE = 14
"""Words of a noun phrase."""
REACH = 40
"""Words that a look to the left or right may pass."""
Span = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Clause:
    """A sentence with what is known of its words: which are verbs by a cue, which belong to a time, which to a place.

    Nothing changes it but what finds its verbs; it is not frozen because one is made for every sentence, and freezing doubles that.
    """

    words: Words
    """Those of the sentence; their offsets are its own."""
    sentence: Sentence
    page: Page
    """The text that it stands in."""
    base: int
    """Where its own offsets begin in the text."""
    verbs: AbstractSet[int]
    """Words that a cue uses as a verb."""
    times: frozenset[int]
    """Words inside a time."""
    heads: frozenset[int] = frozenset()
    """Words that some cue could use as a verb."""
    deeds: frozenset[int] = frozenset()
    """Of these, those that a deed to people could be told by."""
    tellers: frozenset[int] = frozenset()
    """Of these, those by which somebody could say something."""
    numbers: frozenset[int]
    low: Callable[[int], str]
    """A word in lower case, or nothing beyond the sentence."""
    voices: dict[tuple[int, int, str], str]
    """How a cue is used as a verb, once it was looked at."""
    once: dict[tuple[str, int, int], object] = field(default_factory=dict)
    """What was found of the words alone (`subject`, `roles`, `clause_end`), by place: copies of a sentence share it."""
    language: str = "en"
    grammar: Grammar = field(default_factory=grammar)

    def lows(self, first: int, last: int) -> list[str]:
        """Return the words from first to last (exclusive) in lower case, as far as they lie in the sentence."""
        s = self.sentence
        first = first if first > s.first else s.first  # noqa: FURB136 -- a call of max() takes three times as long
        last = last if last < s.last else s.last  # noqa: FURB136
        return self.words.lows[first:last]

    def sign(self, n: int) -> bool:
        """Whether a word is a sign, or lies beyond the sentence."""
        low = self.low(n)
        return len(low) < 2 and (not low or not (low.isalnum() or low in "$€£%#"))  # a sign is a word of its own

    def said(self, span: Span | None) -> str | None:
        """Return the text of a phrase; null where there is none, or where it is a subject that the sentence drops."""
        return self.words.said(*span) if span is not None and span[0] < span[1] else None


class Lows(dict[int, str]):
    """The words of a sentence by number; beyond it there is nothing."""

    def __missing__(self, n: int) -> str:
        return ""


def lows_of(words: Words, sentence: Sentence) -> Callable[[int], str]:
    """Return the function that gives a word of a sentence in lower case."""
    return Lows(enumerate(words.lows[sentence.first : sentence.last], sentence.first)).__getitem__


def placed_in(c: Clause, sentence: Sentence, page: Page, base: int) -> Clause:
    """Return a sentence as it stands in a text."""
    return Clause(
        words=c.words,
        sentence=sentence,
        page=page,
        base=base,
        verbs=c.verbs,
        times=c.times,
        heads=c.heads,
        deeds=c.deeds,
        tellers=c.tellers,
        numbers=c.numbers,
        low=c.low,
        voices=c.voices,
        once=c.once,
        language=c.language,
        grammar=c.grammar,
    )


def clause_end(c: Clause, at: int) -> int:
    """Return the word (exclusive) at which the clause that holds a word ends: a hard sign, a comma, or a new clause after `and`."""
    known = c.once.get(("clause_end", at, 0))
    if known is None:
        known = c.once["clause_end", at, 0] = _clause_end(c, at)
    return cast(int, known)


def _clause_end(c: Clause, at: int) -> int:
    g, n = c.grammar, at
    enders = g.enders
    while n < c.sentence.last:
        low = c.low(n)
        if low not in enders:
            n += 1
            continue
        if low in HARD or (low in SIGNS_THAT_CLOSE and n > at and c.low(n - 1) in {",", "."}):
            break
        if low == "," and not _list_goes_on(c, n):
            break
        if low in g.clause_openers and n > at + 1 and n not in c.times:
            break
        if low in g.coordinators and (_new_clause(c, n + 1) or (c.low(n + 1) in g.definites and c.low(n + 2) in g.remainders)):
            break
        n += 1
    while n > at and (c.sign(n - 1) and c.low(n - 1) not in QUOTES):
        n -= 1
    return max(n, at)


def _list_goes_on(c: Clause, n: int) -> bool:
    nxt = n + 1
    return nxt < c.sentence.last and c.words.capital(nxt) and c.words.capital(n - 1) and c.low(nxt) not in c.grammar.determiners


def _new_clause(c: Clause, n: int) -> bool:
    g = c.grammar
    low = c.low(n)
    if low in g.pronouns and low not in g.object_pronouns:
        return True
    if low in g.complementizers and not g.base_is_finite:
        return True  # "y que ..."
    for k in range(n, min(n + 5, c.sentence.last)):
        low = c.low(k)
        if low in g.auxiliaries or k in c.verbs or (low in g.verbs and k > n):
            return True
        if low in g.prepositions or low in g.subordinators or c.sign(k):
            return False
    return False
