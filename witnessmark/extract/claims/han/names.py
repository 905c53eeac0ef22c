"""Joins the letters of a person's name that are words elsewhere: "秘书长高以某表示"; the text knows the name from then on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from witnessmark.extract.claims.han.tokens import Token
from witnessmark.extract.claims.han.vocabulary import NO_TAGS, words_in

LONGEST = 3
"""Letters of a name."""
SPEAKS = frozenset({"speech.says", "speech.states", "speech.accuses", "denial.denies", "grammar.towards", "grammar.locatives"})
LOOSE = frozenset(
    {
        *("grammar.adverbs", "grammar.conjunctions", "grammar.negations", "grammar.auxiliaries", "grammar.passive", "grammar.of"),
        *("grammar.joiners", "grammar.aspect", "grammar.disposal", "hedges.planned", "hedges.hedged"),
    }
)

PHRASES = frozenset({"grammar.prepositions", "grammar.demonstratives"})
PRONOUNS = frozenset({"grammar.pronouns", "speech.civil"})


def with_names(tokens: tuple[Token, ...], names: set[str]) -> tuple[Token, ...]:
    """Return the tokens of a sentence with each name as one; keep the names that a title introduces."""
    for n, token in enumerate(tokens):
        if "speech.speakers" in token.tags and (found := _named(tokens, n + 1)):
            names.add(found)
    if not names:
        return tokens
    out: list[Token] = []
    n = 0
    while n < len(tokens):
        size = next((k for k in (3, 2) if n + k <= len(tokens) and _joined(tokens[n : n + k]) in names), 1)
        if size > 1:
            run = tokens[n : n + size]
            out.append(Token(run[0].start, run[-1].end, "".join(t.text for t in run), "other", NO_TAGS))
        else:
            out.append(tokens[n])
        n += size
    return tuple(out)


def _joined(run: Sequence[Token]) -> str:
    """Return the letters of tokens that touch; nothing where a sign, a time or a number is among them."""
    if any(token.sort not in ("other", "word", "place") for token in run):
        return ""
    return "".join(t.text for t in run) if all(a.end == b.start for a, b in itertools.pairwise(run)) else ""


def _named(tokens: Sequence[Token], first: int) -> str:
    """Return the name of two tokens or three that begins at one and that somebody speaks or stands behind."""
    for size in (3, 2):
        run = tokens[first : first + size]
        said = _joined(run)
        if len(run) < size or not 1 < len(said) <= LONGEST or said[0] not in words_in("grammar.surnames"):
            continue
        ends = not run[-1].tags.isdisjoint(LOOSE) or not run[0].tags.isdisjoint(LOOSE | PHRASES)
        if ends or any(not t.tags.isdisjoint(SPEAKS | PRONOUNS) for t in run):
            continue
        behind = tokens[first + size] if first + size < len(tokens) else None
        if behind is not None and not behind.tags.isdisjoint(SPEAKS) and behind.start == run[-1].end:
            return said
    return ""
