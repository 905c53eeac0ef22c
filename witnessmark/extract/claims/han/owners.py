"""Says who speaks by a Chinese verb of saying: the phrase before it, an earlier topic, whom a pronoun means, whose report it is."""

from __future__ import annotations

from witnessmark.extract.claims.han.clauses import OF, Clause, Span, is_loose, is_noun
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import bare, before, head_phrase, leading, name, noun_phrase, relative, start_of, topic
from witnessmark.extract.claims.han.vocabulary import words_in

OWNERS = ("speech.bodies", "speech.speakers", "term")
ONESELF = ("units.person", "act.victims", "act.kin")
"""Who besides gives a testimony: anybody."""


def speaker(c: Clause, n: int, wall: int, memory: Memory, sort: str) -> tuple[str | None, bool, int]:
    """Return who says by a verb, whether nobody in particular, and where the frame begins."""
    first = max(start_of(c, n), wall)
    indefinite = False
    if c.has(first, "grammar.existential") and first + 1 < n:
        first, indefinite = first + 1, True
    elif c.has(first - 1, "grammar.existential") and first - 1 >= wall:
        indefinite = True
    if c.has(first, "grammar.by_way_of"):
        return None, False, n
    span = _speaking_phrase(c, first, n)
    near = before(c, n, first)
    if near is not None and near != span and c.has(near[0] - 1, OF) and (span is None or span[0] < near[0]):
        span = near if not c.among(*near, "speech.reports") or span is None else (span[0], near[1])
    if span is None:
        if c.sort(first) not in ("", "sign") and first < n and not all(is_loose(c, k) or _adjunct(c, k) for k in range(first, n)):
            span = relative(c, first, n)
        if span is None:
            span = (_agent_of_speech(c, n) or _paper(c, n) or topic(c, n)) if wall <= c.part(n)[0] else None
            if span is None and first >= n and len(c.text(n)) > 2 and c.text(n)[:2] in words_in("speech.reports"):
                own = memory.itself and c.text(n)[:2] in words_in("speech.studies")
                return (None if own else c.text(n)[:2]), indefinite, n
            if span is None or c.part(span[0]) == c.part(n):
                return (memory.head, False, n) if first >= n and memory.head and sort == "denies" else (None, False, n)
            who = owner(c, span, memory)
            return who, False, max(c.part(n)[0], min(first, n))
    who = owner(c, span, memory)
    return who, indefinite, min(first, span[0])


def _agent_of_speech(c: Clause, n: int) -> Span | None:
    """Return who speaks in "做法受到人权组织批评，指……": whom the clause before names behind 被 or 受到."""
    if c.which[n] == 0:
        return None
    first, last = c.parts[c.which[n] - 1]
    if not c.has(last - 1, "speech.states", "speech.accuses", "speech.suspects", "measure.steps"):
        return None
    for k in c.find(first, last - 1, "grammar.passive"):
        return noun_phrase(c, k + 1, last - 1)
    return None


def _paper(c: Clause, n: int) -> Span | None:
    """Return what speaks in "警方接获投诉，指……": the complaint that the clause before ends in."""
    if c.which[n] == 0 or start_of(c, n) != n:
        return None
    first, last = c.parts[c.which[n] - 1]
    got = next((k for k in c.find(first, last, "speech.received") if k < last - 1), None)
    return (last - 1, last) if got is not None and c.has(last - 1, "speech.papers") else None


def _adjunct(c: Clause, n: int) -> bool:
    return c.has(n, "grammar.prepositions", "grammar.locatives", "grammar.towards", "grammar.inside") or is_noun(c, n)


def _speaking_phrase(c: Clause, first: int, n: int) -> Span | None:
    found = leading(c, first, n)
    if found is None:
        return None
    stop = found[1]
    if stop < n and c.has(stop, OF) and found[0] < stop:
        more = relative(c, stop - 1, n)
        return more or found
    return found


def owner(c: Clause, span: Span, memory: Memory) -> str | None:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    """Return the name of a speaker: of "X的报告" X, of a pronoun whom it means."""
    first, last = span
    while first < last and (c.sort(first) == "time" or is_loose(c, first)):
        first += 1
    if first >= last:
        return None
    if c.has(first, "speech.own_voice"):
        return None
    if last - 1 > first and c.has(last, "grammar.after_doing") and c.has(last - 1, "measure.steps", "speech.reports"):
        last -= 1  # "某组织调查后认定"
    head = head_phrase(c, (first, last))
    if c.has(last - 1, "grammar.abstract") and head[0] > first:
        lead = leading(c, first, head[0] - 1)  # "据警方掌握的情况"
        if lead is not None and c.among(*lead, "speech.bodies", "speech.speakers", "term"):
            return name(c, lead)
    if c.has(last - 1, "speech.reports") or c.among(head[0], last, "speech.reports"):
        owner = _of_report(c, first, head[0], memory)
        if owner is not None:
            return owner
    said = name(c, (first, last))
    if said is None or (last - first == 1 and c.has(first, "speech.nobody")):
        return None
    if last - first == 2 and c.sort(first) == "term" and c.has(last - 1, "speech.speakers"):
        return c.sentence.said(last - 1, last)  # "“海燕网络”秘书长"
    if c.sort(last - 1) == "term" and not c.has(last - 1, "title"):
        return bare(c.sentence.said(last - 1, last))  # "人权团体“海燕网络”"
    if c.has(head[0], "speech.pronouns_of_bodies") or c.has(first, "speech.pronouns_of_bodies"):
        if last - head[0] > 1 and any(c.has(k, "speech.speakers") for k in range(head[0] + 1, last)):
            return bare(c.sentence.said(head[0] + 1, last))  # "该组织执行主任某某"
        return memory.body or said
    if c.has(first, "speech.own_voice") or c.has(head[0], "speech.own_voice"):
        return None
    if memory.itself and last - first == 1 and c.has(first, "speech.studies"):
        return None  # "研究发现" in the study itself
    if c.has(first, "speech.first_person") and not (c.has(first, "speech.asked") and last - first == 1):
        return None  # the text, or who has the floor
    if c.has(head[0], "grammar.pronouns", "speech.pronouns_of_persons") and last - head[0] == 1:
        if c.text(head[0]) in words_in("grammar.empty"):
            return None
        return (memory.person if not c.has(head[0], "grammar.things") else memory.head or memory.body) or memory.body or memory.head
    return said


def _of_report(c: Clause, first: int, head: int, memory: Memory) -> str | None:
    """Return whose report it is, where the phrase names one."""
    if c.has(first, "grammar.things"):
        about = topic(c, first)  # "某组织是……，它的报告"
        if about is not None and c.among(*about, "speech.bodies", "speech.civil", "term"):
            return name(c, about)
    if c.has(first, "speech.pronouns_of_bodies"):
        return memory.body
    testimony = c.has(head, "speech.testimonies")
    while first < head and (c.sort(first) == "number" or c.has(first, "measure")):
        first += 1  # "一名学者的证词"
    end = first
    while end < head and is_noun(c, end) and not c.has(end, "speech.reports", "grammar.demonstratives") and c.sort(end) != "number":
        end += 1
    if end > first and any(
        c.has(k, *(OWNERS + ONESELF if testimony else OWNERS)) or c.sort(k) in ("other", "place") for k in range(first, end)
    ):
        if c.sort(end - 1) == "term" and not c.has(end - 1, "title"):
            return bare(c.sentence.said(end - 1, end))
        said = bare(c.sentence.said(first, end))
        if said and not c.has(first, "grammar.pronouns"):
            return said
    if c.has(first, "grammar.back", "grammar.joiners") and not memory.by_report:
        return memory.body  # "同一份报告"
    return None
