"""Says whether a Chinese verb is an official step, and whether an arrest or a return is one of the law."""

from __future__ import annotations

from witnessmark.extract.claims.han.clauses import OF, Clause, is_noun
from witnessmark.extract.claims.han.phrases import after, before, topic
from witnessmark.extract.claims.han.roles import Roles, mentions, official
from witnessmark.extract.claims.han.tokens import PARTS
from witnessmark.extract.claims.han.vocabulary import words_in

PERSONS = ("act.victims", "units.person", "speech.speakers", "speech.pronouns_of_persons")
DEEDS = ("act.deeds", "measure.steps", "act.suffering")


def is_step(c: Clause, n: int, r: Roles) -> bool:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    """Return whether a verb with its parts is a step: by a body of the state, by its weight, or by the text that it passes."""
    if not c.has(n, "measure.steps"):
        return False
    if (
        c.has(n, "presence.shut")
        and (mentions(c, r.doer, "units.stations", "units.seats") or r.doer is None or c.has(r.doer[1] - 1, "measure"))
        and not r.passive
    ):
        return False
    if c.has(n + 1, OF) and c.has(n - 1, "grammar.unpermitted"):
        return False  # "未经批准的警务站"
    if r.doer is None and r.done_to is None and c.has(n + 1, "grammar.inside"):
        return False  # "懸紅之後"
    if c.among(c.part(n)[0], n, "grammar.unpermitted") and c.among(n + 1, len(c.tokens), "measure.modal"):
        return False  # "未经批准，不得……": what a rule binds to
    if c.has(n, "speech.telling") and mentions(c, r.done_to, "act.kin"):
        return False  # "警方通知家属，……": what is told counts
    if _asked(c, n) or _wished(c, n) or c.has(n - 1, "measure.received"):
        return False
    if r.relative and not r.passive and r.done_to is not None and c.has(r.done_to[1] - 1, "grammar.abstract"):
        return False  # "报案的可能"
    in_court = c.has(n, "hedges.passive") and c.among(c.part(n)[0], n, "measure.courts")
    if c.has(n, "hedges.hedged") and not in_court and (n + 1 in c.verbs or is_noun(c, n + 1)):
        return False  # "被控骚扰他人"
    if c.has(n, "measure.announcing") and any(k in c.verbs and c.has(k, *DEEDS) for k in range(n + 1, c.part(n)[1])):
        return False  # what is announced is the step
    if c.has(n, "measure.strong"):
        return not (r.relative and c.among(c.part(n)[0], n, "grammar.being"))
    if r.passive and r.done_to is not None and by_law(c, n, r):
        return True
    if r.passive and not mentions(c, r.done_to, "units.stations") and c.has(n, "measure.officials_only"):
        return r.done_to is not None and (official(c, r.doer) or mentions(c, r.done_to, *PERSONS))
    if not c.has(n, "measure.officials_only"):
        return False
    if r.doer is None or not official(c, r.doer):
        return _of_itself(c, n, r)
    if c.has(n, "measure.needs_text"):
        behind = after(c, n, c.part(n)[1])
        return any(mentions(c, x, "measure.texts", "measure.light_nouns", "title") for x in (r.done_to, behind)) or c.sort(n + 1) == "term"
    if n + 1 in c.verbs and c.has(n + 1, "measure.steps"):
        return True
    if c.has(n, "measure.governing") and any(k in c.verbs for k in range(n + 1, c.part(n)[1])):
        return True
    weighty = mentions(
        c, r.done_to, "measure.texts", "measure.light_nouns", "measure.suspects", "units.stations", *PERSONS, "speech.bodies", "title"
    )
    return weighty or r.done_to is not None or c.has(n, "measure.light_nouns")


def _asked(c: Clause, n: int) -> bool:
    """Whether the clause asks if the step is taken: "能否起诉"."""
    return c.among(c.part(n)[0], n, "grammar.questions")


def _wished(c: Clause, n: int) -> bool:
    """Whether somebody without office only asks for the step: "该组织呼吁各国展开调查"."""
    first = c.part(n)[0]
    for k in range(n - 1, first - 1, -1):
        if c.has(k, "measure.asking") and not c.has(n, "measure.asking"):
            who = before(c, k, first) or topic(c, k)
            if c.has(k, "measure.modal"):
                return any(c.has(j, "speech.says", "speech.states") for j in range(k))
            return not official(c, who)
    return _wished_on(c, n)


def _wished_on(c: Clause, n: int) -> bool:
    """Whether the step goes on with what an earlier clause asks for: "我们建议各国设立热线，并制裁官员"."""
    first = c.part(n)[0]
    if first == 0 or (before(c, n, first) is not None and not c.has(first, "grammar.carrying_on")):
        return False
    for k in range(first - 1, -1, -1):
        if c.text(k) in PARTS:
            return False
        if k in c.verbs and c.has(k, "act.called_for"):
            who = before(c, k, c.part(k)[0]) or topic(c, k)
            return who is not None and not official(c, who)
    return False


def _of_itself(c: Clause, n: int, r: Roles) -> bool:
    """As in "申请将于2021年展开", "法案获通过": the step's own text is the subject."""
    if r.doer is None or r.relative or (r.done_to is not None and not c.has(n, "measure.passing_on")):
        return False
    if c.has(r.doer[1] - 1, "measure") and c.text(r.doer[1] - 1) in words_in("units.of_cases"):
        return c.has(n, "measure.middle", "measure.undergone")  # "三起结案，一起已转交检方"
    return mentions(c, r.doer, "measure.texts", "measure.light_nouns", "measure.step_nouns", "title") and c.has(n, "measure.middle")


def by_law(c: Clause, n: int, r: Roles) -> bool:
    """Whether an arrest or a return is a step of the law, not a deed: by reason of a crime, against a suspect, by an order."""
    first, last = c.part(n)
    if any(
        c.has(k, "measure.reasons", "measure.suspects") or c.text(k).endswith(tuple(words_in("measure.reasons")))
        for k in range(first, last)
    ):
        return True
    if mentions(c, r.done_to, "act.kin"):
        return False
    return c.has(n, "measure.strong")
