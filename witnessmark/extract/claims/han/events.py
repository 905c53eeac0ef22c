"""Finds deeds, official steps, control and ties in a Chinese sentence."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import JOINERS, Clause, Span, is_noun
from witnessmark.extract.claims.han.phrases import before, leading, name, topic
from witnessmark.extract.claims.han.roles import Roles, mentions, official, roles
from witnessmark.extract.claims.han.speakers import Frame, chain_over
from witnessmark.extract.claims.han.vocabulary import reason, words_in
from witnessmark.records.claims import Kind

PERSONS = ("act.victims", "units.person", "speech.speakers", "speech.pronouns_of_persons")
STATIONS = ("units.stations", "units.station_like", "units.station", "control.bodies", "speech.bodies")
DEEDS = ("act.deeds", "measure.steps", "act.suffering")


CUES = frozenset({*DEEDS, "control.runs", "control.under.after"})
SILENT = frozenset({"speech.silence"})


class _Candidate(NamedTuple):
    n: int
    kind: Kind
    r: Roles


def events(c: Clause, frames: list[Frame]) -> list[Found]:
    """Return the deeds and steps of a sentence, one for each clause, kind and doer."""
    out: list[Found] = []
    taken: list[_Candidate] = []
    silent = c.cues(SILENT)
    for n in c.cues(CUES):
        if n not in c.verbs:
            continue
        wall = max((f.content[0] for f in frames if f.content[0] <= n and f.content[0] > f.span[0]), default=0)
        if any(f.span[0] <= n < f.span[1] for f in frames) and not c.has(n, "speech.accuses"):
            continue
        if silent and any(c.part(n)[0] <= k < n for k in silent):
            continue  # what was not said
        candidate = _candidate(c, n, wall, frames)
        if candidate is not None and (_of_abstract(c, candidate) or _asks_on(c, candidate, taken)):
            continue
        if candidate is None or _governed(c, candidate, taken):
            continue
        again = _joined(c, candidate, taken, out)
        if again is not None:
            out[again] = out[again]._replace(last=max(out[again].last, candidate.r.last))
            continue
        taken.append(candidate)
        out.append(_found(c, candidate))
    return out


def _found(c: Clause, x: _Candidate) -> Found:
    r = x.r
    subject, thing = name(c, r.doer), name(c, r.done_to)
    file = x.kind.value
    return Found(
        kind=x.kind,
        first=min(r.first, x.n),
        last=max(r.last, x.n + 1),
        core=(x.n, x.n + 1),
        subject=subject,
        object=thing,
        because=((file, reason(c.text(x.n), file)), *((("subject", "passive"),) if r.passive else ())),
    )


def _joined(c: Clause, x: _Candidate, taken: list[_Candidate], out: list[Found]) -> int | None:
    """Return the claim that a verb only carries on: the same clause, or the next one with the same doer and a word that adds."""
    for k in range(len(taken) - 1, -1, -1):
        other = taken[k]
        if other.kind is not x.kind:
            continue
        differs = x.r.own and x.r.doer is not None and x.r.doer != other.r.doer and (other.r.relative or x.r.passive != other.r.passive)
        listed = c.has(x.n - 1, JOINERS) or c.text(x.n - 1) in words_in("grammar.list_joiners")
        if c.which[other.n] == c.which[x.n] and (listed or not (x.r.relative or differs)):
            index = [i for i, f in enumerate(out) if f.core[0] == other.n]
            return index[0] if index else None
        first = c.part(x.n)[0]
        adds = c.has(first, "grammar.adding") or c.has(first, "measure.demands")
        if c.which[x.n] - c.which[other.n] == 1 and not x.r.own and adds and not other.r.relative:
            index = [i for i, f in enumerate(out) if f.core[0] == other.n]
            return index[0] if index else None
        break
    return None


def _of_abstract(c: Clause, x: _Candidate) -> bool:
    """Whether nobody does it, but an aim or a motive: "目的在于阻挠"."""
    return x.kind is Kind.ACT and x.r.doer is not None and c.has(x.r.doer[1] - 1, "grammar.abstract")


def _asks_on(c: Clause, x: _Candidate, taken: list[_Candidate]) -> bool:
    """Whether a demand only carries on a deed: "威胁他的母亲，要求她劝儿子闭嘴"."""
    if x.kind is not Kind.MEASURE or not c.has(x.n, "measure.asking") or c.has(c.part(x.n)[0], "speech.bodies"):
        return False
    before_it = [other for other in taken if other.kind is Kind.ACT and c.which[x.n] - c.which[other.n] == 1]
    return bool(before_it) and mentions(c, x.r.done_to, "speech.pronouns_of_persons", "act.kin")


def _governed(c: Clause, x: _Candidate, taken: list[_Candidate]) -> bool:
    """Whether a verb only says what is ordered, asked or forbidden by another step of its clause."""
    if x.r.relative:
        return False
    for other in taken:
        if c.which[other.n] == c.which[x.n] and other.n < x.n and not other.r.relative and x.kind is not other.kind:
            if other.kind is Kind.MEASURE and c.has(other.n, "measure.governing"):
                return True
            if other.kind in (Kind.ACT, Kind.MEASURE) and x.kind in (Kind.CONTROL, Kind.LINK, Kind.MEASURE, Kind.ACT):
                return True
    return False


def elided(c: Clause, n: int, r: Roles, frames: list[Frame]) -> Span | None:
    """Return the speaker as doer where a report leaves it out: "法院宣布，将判处……"."""
    over = [f for f in chain_over(frames, n) if f.content[0] > f.span[0]]
    if r.doer is not None or r.passive or not over or c.which[n] - c.which[over[-1].content[0]] > 1:
        return None
    return leading(c, over[-1].span[0], over[-1].span[1])


def _with_light(c: Clause, n: int, wall: int) -> Roles | None:
    """Return the parts of the verb that a deed is the object of: "对律师实施了边控"."""
    k = n - 1
    while k > wall and (c.has(k, "grammar.aspect") or (is_noun(c, k) and n - k < 4)):
        k -= 1
    return roles(c, k, wall) if k in c.verbs and k < n and c.has(k, "act.carrying_out", "measure.light") else None


def _candidate(c: Clause, n: int, wall: int, frames: list[Frame]) -> _Candidate | None:
    r = None
    if c.has(n, "control.runs", "control.under.after"):
        r = roles(c, n, wall)
        if _controls(c, n, r):
            return _Candidate(n, Kind.CONTROL, _turned(c, n, r))
    if c.has(n, *DEEDS):
        r = _with_light(c, n, wall) or r or roles(c, n, wall)
        left_out = elided(c, n, r, frames)
        r = r._replace(doer=left_out) if left_out is not None else r
        deed, step = _is_deed(c, n, r), _is_step(c, n, r)
        if step and not deed and c.has(n, "measure.harsh") and _harms(c, r):
            return _Candidate(n, Kind.ACT, r)
        if deed and step:
            deed = not _by_law(c, n, r)
        if deed:
            return _Candidate(n, Kind.ACT, r)
        if step:
            return _Candidate(n, Kind.MEASURE, r)
    return None


def _harms(c: Clause, r: Roles) -> bool:
    """Whether a harsh step falls on relatives, dissidents or what is theirs."""
    return mentions(c, r.done_to, "act.kin") or (r.passive and mentions(c, r.done_to, "act.belongings"))


def _turned(c: Clause, n: int, r: Roles) -> Roles:
    """Of "X 隶属 Y" the one who runs is Y."""
    return r._replace(doer=r.done_to, done_to=r.doer) if c.has(n, "control.under.after") else r


def _controls(c: Clause, n: int, r: Roles) -> bool:
    if c.has(n, "control.under.after"):
        return r.done_to is not None and r.doer is not None
    if c.has(n, "presence.based") and not (r.relative and r.own):
        return False  # "设在" with its site as subject says where it is
    if r.passive:
        first = c.part(n)[0]
        told = first and c.among(c.parts[c.which[n] - 1][0], first, "units.stations", "measure")
        return r.doer is not None and (mentions(c, r.done_to, *STATIONS) or r.done_to is None or _points(c, r.done_to) or bool(told))
    if c.has(n, "control.pays") and r.doer is not None and (r.done_to is None or c.has(n - 1, "grammar.being")):
        return mentions(c, r.doer, *STATIONS, "measure.officials") or official(c, r.doer)
    if r.doer is None or not mentions(c, r.done_to, "control.bodies", "units.stations", "units.station"):
        return False
    return not mentions(c, r.doer, "units.stations") or official(c, r.doer)


def _points(c: Clause, span: Span) -> bool:
    return c.among(*span, "grammar.pronouns", "measure", "grammar.demonstratives")


def _is_deed(c: Clause, n: int, r: Roles) -> bool:
    if c.has(n, "act.suffering"):
        return r.relative or r.doer is not None or r.done_to is not None
    if not c.has(n, "act.deeds"):
        return False
    if c.has(n, "act.strong_alone"):
        return mentions(c, r.doer, *PERSONS) or mentions(c, r.done_to, *PERSONS)
    victim = r.done_to
    people = mentions(c, victim, *PERSONS) or (victim is not None and c.sort(victim[1] - 1) == "other")
    if mentions(c, victim, "act.belongings"):
        return True
    if c.has(n, "act.plain"):
        return people and (mentions(c, victim, *PERSONS) or r.passive)
    if r.passive:
        return victim is not None
    if r.relative and r.doer is None:
        return False  # "网络攻击的受害者"
    return (
        people
        or (victim is None and r.doer is not None and not mentions(c, r.doer, "units.stations"))
        or mentions(c, victim, "units.plain", "speech.bodies")
    )


def _is_step(c: Clause, n: int, r: Roles) -> bool:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    if not c.has(n, "measure.steps"):
        return False
    if (
        c.has(n, "presence.shut")
        and (mentions(c, r.doer, "units.stations", "units.seats", "units.measure_words") or r.doer is None)
        and not r.passive
    ):
        return False
    if _asked(c, n) or _wished(c, n) or c.has(n - 1, "measure.received"):
        return False
    if r.relative and not r.passive and r.done_to is not None and c.has(r.done_to[1] - 1, "grammar.abstract"):
        return False  # "报案的可能"
    if c.has(n, "measure.announcing") and any(k in c.verbs and c.has(k, *DEEDS) for k in range(n + 1, c.part(n)[1])):
        return False  # what is announced is the step
    if c.has(n, "measure.strong"):
        return not (r.relative and c.among(c.part(n)[0], n, "grammar.being"))
    if r.passive and r.done_to is not None and _by_law(c, n, r):
        return True
    if r.passive and not mentions(c, r.done_to, "units.stations") and c.has(n, "measure.officials_only"):
        return r.done_to is not None and (official(c, r.doer) or mentions(c, r.done_to, *PERSONS))
    if not c.has(n, "measure.officials_only"):
        return False
    if r.doer is None or not official(c, r.doer):
        return _of_itself(c, n, r)
    if c.has(n, "measure.needs_text"):
        return mentions(c, r.done_to, "measure.texts", "measure.light_nouns", "title") or c.sort(n + 1) == "term"
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
    return False


def _of_itself(c: Clause, n: int, r: Roles) -> bool:
    """As in "申请将于2021年展开", "法案获通过": the step's own text is the subject."""
    if r.done_to is not None or r.doer is None or r.relative:
        return False
    return mentions(c, r.doer, "measure.texts", "measure.light_nouns", "measure.step_nouns", "title") and c.has(n, "measure.middle")


def _by_law(c: Clause, n: int, r: Roles) -> bool:
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
