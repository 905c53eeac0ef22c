"""Says whether a Chinese sentence without a speaker of its own goes on with the last report, and keeps who spoke."""

from __future__ import annotations

from witnessmark.extract.claims.han.clauses import Clause
from witnessmark.extract.claims.han.frame import Frame, chain_over
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import leading, name
from witnessmark.extract.claims.han.roles import official
from witnessmark.extract.claims.han.tokens import CLOSING, OPENING
from witnessmark.extract.claims.han.vocabulary import words_in


def goes_on(c: Clause, memory: Memory) -> bool:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    """Whether a sentence goes on with the last report."""
    if not memory.chain:
        return False
    n = 0
    while n < len(c.tokens) and c.sort(n) == "sign":
        n += 1
    word = c.text(n)
    if memory.paragraph != c.sentence.paragraph:
        return word in words_in("grammar.within") and c.sentence.paragraph - memory.paragraph <= 2
    if c.among(0, len(c.tokens), "speech.silence"):
        return False
    if _quoted_on(c, n):
        return True
    if word in words_in("grammar.onward") or c.sort(n) == "number":
        return True
    if c.sort(n) == "place" and (c.has(n + 1, "presence.sites", "grammar.only", "grammar.being") or c.sort(n + 1) == "number"):
        return True
    if c.sort(n) == "time":
        while n < len(c.tokens) and (c.sort(n) in ("time", "sign") or c.has(n, "grammar.adverbs")):
            n += 1
        if n >= len(c.tokens) or c.has(n, "speech.pronouns_of_persons", "speech.pronouns_of_bodies"):
            return n < len(c.tokens)
        if not memory.retold or (c.sort(n) != "number" and not c.has(n, "presence.sites", "grammar.existential")):
            return False
        return any(f in memory.topic for f in (c.text(k) for k in range(n, len(c.tokens))) if len(f) > 1)
    subject = leading(c, n, c.part(n)[1])
    if subject is None:
        return True
    words = [c.text(k) for k in range(*subject) if len(c.text(k)) > 1]
    if any(w in memory.topic for w in words):
        return True
    return not official(c, subject) and not c.among(*subject, "speech.speakers", "speech.bodies")


def _quoted_on(c: Clause, n: int) -> bool:
    """Whether a sentence is a quotation from its first sign to its last: the words of who spoke before."""
    if n == 0 or c.text(n - 1) not in OPENING:
        return False
    closed = next((k for k in range(n, len(c.tokens)) if c.text(k) in CLOSING), None)
    return closed is None or closed >= len(c.tokens) - 2


def note_report(c: Clause, found: list[Frame], memory: Memory, carried: tuple[str, ...]) -> None:
    """Keep in mind who spoke in a sentence, so that the next may go on with it."""
    if found:
        closing = len(c.tokens) - 1
        chain = chain_over(found, closing) or chain_over(found, max(0, closing - 1))
        if not chain:
            outer = found[0]
            chain = [outer] if outer.content[0] < outer.span[0] else []
        if chain and chain[-1].sort == "denies":
            chain = chain[:-1] or chain
        memory.chain = carried + tuple(f.speaker for f in chain)
        memory.chain_why = chain[-1].why if chain else ""
        memory.retold = any(c.has(k, "speech.reports", "speech.civil", "term") for f in chain for k in range(*f.span))
        memory.hedges = any(f.hedges for f in chain)
        memory.paragraph = c.sentence.paragraph
        memory.topic = frozenset(
            token.text
            for f in found
            for token in c.tokens[f.content[0] : f.content[1]]
            if len(token.text) > 1
            and token.sort in ("word", "other", "term", "place")
            and not token.tags & {"grammar.adverbs", "grammar.conjunctions"}
        )
    elif not carried:
        memory.chain = ()
    memory.itself = memory.itself or any(True for _ in c.find(0, len(c.tokens), "speech.own_voice"))
    subject = leading(c, 0, c.parts[0][1])
    said = name(c, subject)
    if subject is not None and said and not c.among(*subject, "grammar.pronouns"):
        memory.head = said
        if not found and c.among(*subject, "speech.bodies", "term") and not c.has(subject[1] - 1, "units.station"):
            memory.body = said
        elif not found and c.has(subject[1] - 1, "speech.speakers"):
            memory.person = said
