"""Says whether a speaker is one of those who deny: by name, or by what the text says that they are ("N, the landlord")."""

from __future__ import annotations

from collections.abc import Collection

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.phrases import subject
from witnessmark.extract.claims.scope import station_noun
from witnessmark.extract.claims.voices import group_start

MOST_NAMED = 4
"""Mentions of a name that are looked at."""
FARTHEST = 4_000
"""Code points before a sentence in which somebody is brought in."""
NEAR = 48
"""Code points before and behind a name in which a trade stands."""
LONGEST_APPOSITION = 5
"""Words of who somebody is behind their name."""
MARKS = ",.;:()\"'“”‘’"


def accused(c: Clause, speaker: str, deniers: Collection[str]) -> bool:
    """Whether a speaker is one of those who are accused, or who speak for them."""
    low = speaker.casefold()
    if any(word in deniers for word in low.replace("'s", "").split()) or any(" " in word and word in low for word in deniers):
        return True
    trades = words_of("denial", "trades", "words", c.language)
    return bool(trades) and speaker[:1].isupper() and _of_trade(c, low, trades)


def _of_trade(c: Clause, name: str, trades: Collection[str]) -> bool:
    """Whether the text sets a trade beside a name."""
    page, here = c.page.low, c.base + c.sentence.start
    at, end = max(0, here - FARTHEST) - 1, here + FARTHEST // 4
    for _ in range(MOST_NAMED):
        at = page.find(name, at + 1, end)
        if at < 0:
            return False
        before = page[max(0, at - NEAR) : at].rpartition("\n")[2].split()[-2:]
        after = page[at + len(name) : at + len(name) + NEAR].partition("\n")[0]
        behind = after[1:].partition(",")[0].split()[:LONGEST_APPOSITION] if after.startswith(",") else []
        if behind and behind[0] not in c.grammar.articles:
            behind = []
        if any(word.strip(MARKS) in trades for word in (*before, *behind)):
            return True
    return False


def of_nobody(c: Clause, cue: Cue) -> bool:
    """Whether nobody is the subject of some words: "no employee had ever", "none of them was ever"."""
    who = subject(c, group_start(c, cue.first))
    none = words_of("denial", "none_before", "words", c.language) | c.grammar.nobody
    return who is not None and not none.isdisjoint((c.low(who[0] - 1), c.low(who[0])))


def of_people(c: Clause, cue: Cue) -> bool:
    """Whether a relative clause only says who somebody is: "people who have never set foot there"."""
    if not c.grammar.base_is_finite or c.low(cue.first - 1) not in c.grammar.relatives or c.low(cue.first - 2) == ",":
        return False
    who = subject(c, group_start(c, cue.first))
    return who is not None and not station_noun(c.said(who), c.language)


def past_verb(c: Clause, after: Span | None) -> Span | None:
    """Return what is denied without the participle before it: "had ever telephoned a refugee"."""
    if after is None or not c.grammar.base_is_finite or after[0] not in c.heads:
        return after
    return (after[0] + 1, after[1]) if after[1] - after[0] > 1 and c.low(after[0] + 1) not in c.grammar.adverbs else None
