"""Who is tied to whom, or stands over whom, where the order of words is another: "links between A and B", "above it stands C"."""

from __future__ import annotations

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.meaning import Roles
from witnessmark.extract.claims.phrases import phrase_after, trimmed


def joined_to(c: Clause, told: Roles | None) -> Roles | None:
    """Return the two that somebody says are tied: "documents tie the station to the bureau"; a passive tells that in other words."""
    if told is None or told.done is None or told.used == "passive":
        return None
    if c.low(told.done[1]) not in words_of("link", "joined_by", "words", c.language):
        return None
    other = phrase_after(c, told.done[1] + 1)
    return Roles(doer=told.done, done=other, first=told.first, last=max(told.last, other[1]), used=told.used) if other is not None else None


def between(c: Clause, cue: Cue, after: Span | None) -> Roles | None:
    """Return the two between which there is a tie; what is `between` one thing alone is no tie."""
    if after is None:
        return None
    if c.low(after[1]) in c.grammar.coordinators and (more := phrase_after(c, after[1] + 1)) is not None:
        return Roles(doer=after, done=more, first=cue.first, last=more[1], used="noun")
    inner = next((n for n in range(after[0] + 1, after[1] - 1) if c.low(n) in c.grammar.coordinators), None)
    if inner is None:
        return None
    return Roles(doer=(after[0], inner), done=trimmed(c, inner + 1, after[1]), first=cue.first, last=after[1], used="noun")


def inverted(c: Clause, cue: Cue, after: Span | None) -> Roles | None:
    """Return who stands behind or above whom: "Behind the operation stands the ministry"."""
    first = c.sentence.first
    if after is None or c.low(first) not in words_of("control", "inverted_led", "words", c.language):
        return None
    under = trimmed(c, first + 1, cue.first)
    if under is None or any(c.sign(n) or n in c.verbs or c.low(n) in c.grammar.auxiliaries for n in range(*under)):
        return None
    return Roles(doer=after, done=under, first=first, last=after[1], used="after")


def by_itself(c: Clause, told: Roles | None) -> Roles | None:
    """Return what begins or ends by itself, as what is begun or ended: "the trial opened in C"."""
    if told is None:
        return None
    what = told.doer if told.used == "active" and told.done is None else told.done if told.used == "passive" else None
    if what is None or words_of("measure", "proceedings", "objects", c.language).isdisjoint(c.lows(*what)):
        return None
    return Roles(doer=None, done=what, first=told.first, last=told.last, used="passive")


def with_particle(c: Clause, told: Roles | None) -> Roles | None:
    """Return the roles of a verb whose particle stands behind its object: "handed the activists over to C"."""
    if told is None or told.done is None or told.used == "passive":
        return None
    at = told.done[1]
    inner = next((n for n in range(*told.done) if n > told.done[0] and c.low(n) in _particles(c)), None)
    if inner is None and c.low(at) not in _particles(c):
        return None
    end = inner if inner is not None else at
    return told._replace(done=(told.done[0], end), last=max(told.last, end + 1))


def _particles(c: Clause) -> frozenset[str]:
    return words_of("act", "particles", "words", c.language)


def ruled(c: Clause, told: Roles | None) -> Roles | None:
    """Return the roles of "found the man guilty": what a court finds stands behind whom it judges."""
    if told is None or told.done is None or told.used == "passive":
        return None
    found = words_of("measure", "finds", "objects", c.language)
    n = next((k for k in range(told.done[0] + 1, told.done[1] + 1) if c.low(k) in found), None)
    return told._replace(done=(told.done[0], n), last=max(told.last, n + 1)) if n is not None else None


def made_to(c: Clause, told: Roles | None) -> Roles | None:
    """Return the roles of "made him sign a statement": who is made to do it is the victim."""
    if told is None or told.done is None or told.used == "passive":
        return None
    verbs = words_of("act", "made_to", "words", c.language)
    n = next((k for k in range(told.done[0] + 1, told.done[1] + 1) if c.low(k) in verbs), None)
    return told._replace(done=(told.done[0], n), last=max(told.last, n + 1)) if n is not None else None
