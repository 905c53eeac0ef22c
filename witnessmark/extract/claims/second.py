"""Frames of reporting in a language whose verbs stand second or last: "Das teilte die Polizei mit", "wie die Polizei mitteilte"."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.brackets import begins, relative, told_last
from witnessmark.extract.claims.clauses import QUOTES, Clause, Span
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.phrases import phrase_after, subject
from witnessmark.extract.claims.saying import dash
from witnessmark.extract.claims.voices import group_start

LONGEST_ASIDE = 16
"""Words between who says something and what is said."""
LONGEST_CLAUSE = 20
LEAST_SAID = 2


class Told(NamedTuple):
    """Who says it, the words of the frame, and what is said; `wraps`: that is the sentence before."""

    who: Span
    span: Span
    content: Span
    wraps: bool = False


def told(c: Clause, cue: Cue) -> Told | None:
    """Return what a verb of saying reports, or null where it reports nothing."""
    s, at = c.sentence, group_start(c, cue.first)
    b, who = begins(c, at), subject(c, at)
    if who is None or who[0] == who[1]:
        return None
    if who[1] - who[0] > 2 and c.low(who[1] - 1) in c.grammar.indirect_objects and c.low(who[1] - 2) in c.grammar.articles:
        who = (who[0], who[1] - 2)  # "sagte der Mann der Zeitung"
    lead, behind = c.low(at - 1), who[0] > at
    if told_last(c, b, at):
        if c.low(b) in words_of("speech", "as_told", "words", c.language):
            return Told(who, (b, cue.last), (s.first, s.last))
        start = content_after(c, cue.last)
        return Told(who, (min(who[0], b), start), (start, s.last)) if start is not None else None
    end = max(cue.last, who[1])
    if c.low(end) in c.grammar.negators:
        return None  # "wo sie sind, teilte die Behörde nicht mit"
    start = content_after(c, end)
    parted = behind and at - s.first > 1 and (lead in {",", *QUOTES} or dash(c, lead))
    if parted and (start is None or c.low(start) not in {":", *c.grammar.complementizers}):
        return Told(who, (at, end), (s.first, s.last))
    if start is not None:
        return Told(who, (min(who[0], at), start), (start, s.last))
    if b + 1 == at and c.low(b) in words_of("speech", "wrapping", "words", c.language) and behind:
        return Told(who, (b, end), (b, b + 1), wraps=True)
    return None


def aside(c: Clause, cue: Cue) -> Span | None:
    """Return who speaks after a word that stands behind a comma: "..., so die Sprecherin"; null where more follows."""
    if c.low(cue.first - 1) not in {",", *QUOTES} or cue.first - c.sentence.first < LEAST_SAID:
        return None
    who = phrase_after(c, cue.last, across=c.grammar.belonging)
    if who is None or who[0] - cue.last > 1:
        return None
    end = who[1]
    ended = end >= c.sentence.last or c.sign(end) or end in c.times or c.low(end) in c.grammar.after_saying
    return who if ended else None


def object_start(c: Clause, cue: Cue, who: Span) -> int:
    """Return where the words begin that may be the object of a verb, which may stand behind them."""
    at = group_start(c, cue.first)
    b = begins(c, at)
    return max(who[1], b if told_last(c, b, at) else at + 1)


def content_after(c: Clause, n: int) -> int | None:
    """Return where the words begin that are said, behind a comma, a colon, a quotation mark or a complementizer; or null."""
    g, k = c.grammar, n
    while k < min(n + LONGEST_ASIDE, c.sentence.last):
        low = c.low(k)
        if low in g.complementizers or low == ":":
            return k
        if low in QUOTES and k + 1 < c.sentence.last and c.words.starts[k + 1] == c.words.ends[k]:
            return k
        if low == ",":
            if c.low(k + 1) in g.complementizers:
                return k + 1
            if relative(c, k + 1) is not None and (over := _over_relative(c, k + 1)) is not None:
                k = over
                continue
            return k + 1 if _clause_at(c, k + 1) else None
        if low in {";", ".", "(", "?", "!"} or low in g.auxiliaries or k in c.verbs:
            return None
        k += 1
    return None


def _over_relative(c: Clause, first: int) -> int | None:
    """Return the comma behind a relative clause that begins at a word, or null where it is none."""
    for n in range(first, min(first + LONGEST_CLAUSE, c.sentence.last)):
        if c.low(n) == ",":
            last = n - 1
            ends = c.low(last) in c.grammar.telling or last in c.verbs
            return n if ends and told_last(c, first, last) else None
    return None


def _clause_at(c: Clause, first: int) -> bool:
    g = c.grammar
    for n in range(first, min(first + LONGEST_CLAUSE, c.sentence.last)):
        if c.low(n) in g.telling or n in c.verbs:
            return True
        if c.low(n) in {";", ".", ":"}:
            return False
    return False
