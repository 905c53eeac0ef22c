"""Finds deeds, official steps, control and ties in a Chinese sentence."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import JOINERS, OF, Clause, Span, is_noun
from witnessmark.extract.claims.han.frame import Frame, chain_over
from witnessmark.extract.claims.han.phrases import leading, name, noun_phrase
from witnessmark.extract.claims.han.roles import Roles, mentions, official, roles
from witnessmark.extract.claims.han.steps import DEEDS, PERSONS, by_law, is_step
from witnessmark.extract.claims.han.tokens import OPENING
from witnessmark.extract.claims.han.vocabulary import reason, words_in
from witnessmark.records.claims import Kind

PRONOUNS = ("speech.pronouns_of_persons", "act.belongings")
STATIONS = ("units.stations", "units.station_like", "units.station", "control.bodies", "speech.bodies")


CUES = frozenset({*DEEDS, "control.runs", "control.under.after", "control.has_sites", "act.orders"})
SILENT = frozenset({"speech.silence"})


class _Candidate(NamedTuple):
    n: int
    kind: Kind
    r: Roles


def events(c: Clause, frames: list[Frame]) -> list[Found]:
    """Return the deeds and steps of a sentence, one for each clause, kind and doer."""
    out: list[Found] = []
    taken: list[_Candidate] = []
    carried_on: list[_Candidate] = []
    """What only carried another claim on."""
    silent = c.cues(SILENT)
    for n in c.cues(CUES):
        if n not in c.verbs and not _orders(c, n):
            continue
        wall = max((f.content[0] for f in frames if f.content[0] <= n and f.content[0] > f.span[0]), default=0)
        if any(f.span[0] <= n < f.span[1] for f in frames) and not c.has(n, "speech.accuses"):
            continue
        if c.has(n, "act.suffering") and c.has(n + 1, OF) and c.has(n + 2, "presence.sites", "grammar.being"):
            continue  # "失联的有五十五件": who they are is counted
        if silent and any(c.part(n)[0] <= k < n for k in silent):
            continue  # what was not said
        candidate = _candidate(c, n, wall, frames)
        if candidate is not None and candidate.kind is Kind.ACT and (of_anyone(c) or _only_named(c, n)):
            continue
        if candidate is not None and c.has(c.part(n)[0], "grammar.otherwise"):
            continue  # "否则将注销其户口"
        if candidate is not None and (_of_abstract(c, candidate) or _asks_on(c, candidate, taken)):
            continue
        if candidate is None or _governed(c, candidate, [*taken, *carried_on]):
            continue
        again = _joined(c, candidate, taken, out)
        if again is not None:
            out[again] = out[again]._replace(last=max(out[again].last, candidate.r.last))
            carried_on.append(candidate)
            continue
        taken.append(candidate)
        out.append(_found(c, candidate))
    return out


def _orders(c: Clause, n: int) -> bool:
    """Whether a word that wants somebody to do something stands before a person: "要她交出手机", "要他「回国」"."""
    k, last = n + 1, c.part(n)[1]
    while k < last and (c.sort(k) == "number" or c.has(k, "measure")):
        k += 1
    if not c.has(n, "act.orders") or not c.has(k, *PERSONS):
        return False
    return any(j in c.verbs or c.text(j) in OPENING or c.sort(j) == "term" for j in range(k + 1, last))


def _found(c: Clause, x: _Candidate) -> Found:
    r = _undergone(c, x)
    subject, thing = name(c, r.doer), name(c, r.done_to or _disposed_after(c, x))
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


def _undergone(c: Clause, x: _Candidate) -> Roles:
    """Return the parts of a verb whose subject is whom it is done to: "X被捕", "X下落不明", "案件开审"."""
    r = x.r
    if r.passive or r.relative or r.done_to is not None or not c.has(x.n, "act.suffering", "act.strong_alone", "measure.undergone"):
        return r
    if c.has(x.n, "measure.sentencing") and official(c, r.doer):
        return r  # "法院判囚三年"
    return r._replace(doer=None, done_to=r.doer)


def _disposed_after(c: Clause, x: _Candidate) -> Span | None:
    """Return what is led by 将 or 把 behind a step: "裁定将某人引渡到某国"."""
    if x.kind is not Kind.MEASURE:
        return None
    last = c.part(x.n)[1]
    mark = next(c.find(x.n + 1, last, "grammar.disposal"), None)
    return noun_phrase(c, mark + 1, last) if mark is not None else None


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
        if _plans(c, x.n) and not _plans(c, other.n):
            return None  # "正在调查，并将要求说明"
        adds = c.has(first, "grammar.adding") or c.has(first, "measure.demands")
        weighty = x.kind is Kind.ACT or (c.has(x.n, "measure.strong") and not c.has(first, "measure.demands"))
        another = weighty and x.r.done_to is not None and not mentions(c, x.r.done_to, *PRONOUNS)
        if c.which[x.n] - c.which[other.n] == 1 and not x.r.own and adds and not another and not other.r.relative:
            index = [i for i, f in enumerate(out) if f.core[0] == other.n]
            return index[0] if index else None
        break
    return None


def _plans(c: Clause, n: int) -> bool:
    """Whether a word of planning stands right before a verb or its adverbs."""
    k = n - 1
    while k >= c.part(n)[0] and (c.has(k, "grammar.adverbs") or c.sort(k) == "time" or c.has(k, "hedges.planned")):
        if c.has(k, "hedges.planned"):
            return True
        k -= 1
    return False


def _only_named(c: Clause, n: int) -> bool:
    """Whether a deed is only named: as a means ("手段包括传唤家属"), or as what a class of people do ("跟踪他人者，处……")."""
    first, last = c.part(n)
    means = next((k for k in c.find(first, n, "grammar.abstract") if c.among(k + 1, n, "grammar.including")), None)
    return means is not None or c.has(last - 1, "grammar.those")


def of_anyone(c: Clause) -> bool:
    """Whether a sentence opens a rule on whoever does something: "任何人跟踪他人，即属犯罪"."""
    return any(c.has(k, "grammar.anyone") for k in range(min(c.parts[0][1], 6))) and c.among(
        0, len(c.tokens), "measure.modal", "measure.binding"
    )


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
        orders = other.kind is x.kind is Kind.MEASURE and c.has(other.n, "measure.asking") and c.which[other.n] == c.which[x.n]
        if orders and other.n < x.n and not other.r.relative:
            return True
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
    if is_noun(c, n + 1) or c.sort(n + 1) == "number":
        return None  # "使用假账号骚扰异见人士": the deed has an object of its own
    k = n - 1
    while k > wall and (c.has(k, "grammar.aspect") or (is_noun(c, k) and n - k < 4)):
        k -= 1
    return roles(c, k, wall) if k in c.verbs and k < n and c.has(k, "act.carrying_out", "measure.light") else None


def _candidate(c: Clause, n: int, wall: int, frames: list[Frame]) -> _Candidate | None:
    r = None
    if n not in c.verbs:
        r = _called(c, n, roles(c, n, wall))
        return _Candidate(n, Kind.ACT, r) if _pressed(c, n, r) else None
    if c.has(n, "control.runs", "control.under.after", "control.has_sites"):
        r = roles(c, n, wall)
        if _controls(c, n, r):
            return _Candidate(n, Kind.CONTROL, _turned(c, n, _of_sites(c, n, r)))
    if c.has(n, *DEEDS):
        r = _with_light(c, n, wall) or r or roles(c, n, wall)
        left_out = elided(c, n, r, frames)
        r = r._replace(doer=left_out) if left_out is not None else r
        deed, step = _is_deed(c, n, r), is_step(c, n, r)
        if step and not deed and c.has(n, "measure.harsh") and _harms(c, r):
            return _Candidate(n, Kind.ACT, r)
        if (step or not deed) and _pressed(c, n, r):
            return _Candidate(n, Kind.ACT, r)
        if deed and (_called_for(c, n) or _if_so(c, n)):
            deed = False
        if deed and step:
            deed = not by_law(c, n, r)
        if deed:
            return _Candidate(n, Kind.ACT, r)
        if step:
            return _Candidate(n, Kind.MEASURE, r)
    return None


def _called_for(c: Clause, n: int) -> bool:
    """Whether somebody only asks that a deed be done or stopped: "呼吁当局停止骚扰家属"."""
    first = c.part(n)[0]
    return any(k in c.verbs and k < n for k in c.find(first, n, "act.called_for"))


def _if_so(c: Clause, n: int) -> bool:
    """Whether a clause only says what would follow: "若不停办，就停发养老金"."""
    first, which = c.part(n)[0], c.which[n]
    if which == 0 or not c.among(first, n, "grammar.consequently"):
        return False
    return c.among(*c.parts[which - 1], "grammar.conditional")


def _called(c: Clause, n: int, r: Roles) -> Roles:
    """Return who calls as the doer: "母亲接到派出所的电话，要她转告儿子"."""
    if r.own or c.which[n] == 0:
        return r
    part = c.parts[c.which[n] - 1]
    got = next(c.find(*part, "act.receiving"), None)
    who = next(c.find(got + 1, part[1], "act.agents"), None) if got is not None else None
    return r._replace(doer=(who, who + 1)) if who is not None else r


def _pressed(c: Clause, n: int, r: Roles) -> bool:
    """Whether a demand is one of agents on a person: "公安要求她交出名单"."""
    if not c.has(n, "act.demanding") or r.relative:
        return False
    return mentions(c, r.done_to, *PERSONS) and not official(c, r.done_to) and mentions(c, r.doer, "act.agents")


def _harms(c: Clause, r: Roles) -> bool:
    """Whether a harsh step falls on relatives, dissidents or what is theirs."""
    kin = mentions(c, r.doer, "act.kin") and r.done_to is None  # "父亲被捕"
    return kin or mentions(c, r.done_to, "act.kin") or (r.passive and mentions(c, r.done_to, "act.belongings"))


def _of_sites(c: Clause, n: int, r: Roles) -> Roles:
    """Return the parts of a passive with the sites of the clause before as what is run: "设有三个联络点，由同乡会运营"."""
    if not r.passive or r.own or c.which[n] == 0 or mentions(c, r.done_to, *STATIONS):
        return r
    first, last = c.parts[c.which[n] - 1]
    site = next((k for k in range(last - 1, first - 1, -1) if c.has(k, "units.stations", "units.station")), None)
    return r._replace(done_to=(site, site + 1)) if site is not None else r


def _turned(c: Clause, n: int, r: Roles) -> Roles:
    """Of "X 隶属 Y" the one who runs is Y."""
    return r._replace(doer=r.done_to, done_to=r.doer) if c.has(n, "control.under.after") else r


def _controls(c: Clause, n: int, r: Roles) -> bool:
    if c.has(n, "control.under.after"):
        return r.done_to is not None and r.doer is not None
    if c.has(n, "control.has_sites") and not c.has(n, "control.runs"):
        return mentions(c, r.doer, "speech.bodies", "act.agents") and mentions(c, r.done_to, "units.stations", "units.station")
    if c.has(n, "presence.based") and not (r.relative and r.own):
        return False  # "设在" with its site as subject says where it is
    if r.passive:
        first = c.part(n)[0]
        told = first and c.among(c.parts[c.which[n] - 1][0], first, "units.stations", "measure")
        return r.doer is not None and (mentions(c, r.done_to, *STATIONS) or r.done_to is None or _points(c, r.done_to) or bool(told))
    if c.has(n, "control.pays") and r.doer is not None and (r.done_to is None or c.has(n - 1, "grammar.being")):
        return mentions(c, r.doer, *STATIONS, "measure.officials") or official(c, r.doer)
    counted = r.done_to is not None and c.text(r.done_to[1] - 1) in words_in("units.of_sites") and official(c, r.doer)
    if r.doer is None or not (counted or mentions(c, r.done_to, "control.bodies", "units.stations", "units.station")):
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
    counted = victim is not None and c.text(victim[1] - 1) in words_in("units.of_persons")
    people = counted or mentions(c, victim, *PERSONS) or (victim is not None and c.sort(victim[1] - 1) == "other")
    if mentions(c, victim, "act.belongings"):
        return True
    if c.has(n, "act.plain"):
        return people and (counted or mentions(c, victim, *PERSONS) or r.passive)
    if r.passive:
        return victim is not None
    if r.relative and r.doer is None:
        return False  # "网络攻击的受害者"
    return (
        people
        or (victim is None and r.doer is not None and not mentions(c, r.doer, "units.stations"))
        or mentions(c, victim, "units.plain", "speech.bodies")
    )
