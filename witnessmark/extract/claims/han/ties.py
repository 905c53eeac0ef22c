"""Finds ties in a Chinese sentence, control by phrases and money, deeds that stand as nouns, and steps that are held or received."""

from __future__ import annotations

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import OF, Clause, Span
from witnessmark.extract.claims.han.events import STATIONS, elided, of_anyone
from witnessmark.extract.claims.han.frame import Frame
from witnessmark.extract.claims.han.phrases import before, final, leading, name, noun_phrase, relative, topic
from witnessmark.extract.claims.han.roles import mentions, official, roles
from witnessmark.extract.claims.han.steps import DEEDS
from witnessmark.extract.claims.han.vocabulary import reason, words_in
from witnessmark.extract.numbers import Number
from witnessmark.records.claims import Kind, Modality

UNSAID = frozenset({"speech.silence", "grammar.questions"})
CUES = frozenset(
    {
        *("grammar.behalf", "link.with", "link.before", "link.parts", "link.borrowed", "control.staffs", "control.under.tails"),
        *("control.under.below", "control.receives", "measure.light", "measure.receiving", "presence.listed", "presence.being"),
        *("measure.step_nouns", "act.receiving", "measure.modal", "measure.penalties"),
    }
)


def ties(c: Clause, frames: list[Frame]) -> list[Found]:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    """Return the weaker ties of a sentence, control by phrases, and what is only received ("获政治庇护")."""
    out: list[Found] = []
    unsaid = c.cues(UNSAID)
    for n in c.cues(CUES):
        found = None
        if c.has(n, "grammar.behalf") and not of_anyone(c) and (found := _for(c, n)) is not None:
            out.append(found)
            continue
        if unsaid and any(c.part(n)[0] <= k <= n for k in unsaid):
            continue
        if c.has(n, "measure.penalties"):
            found = _penalty(c, n)
            out += [found] if found is not None else []
            continue
        if c.has(n, "measure.modal"):
            found = _bound(c, n)
            out += [found] if found is not None else []
            continue
        if c.has(n, "link.with") and not c.has(n + 1, OF):
            found = _with(c, n)
        elif c.has(n, "link.before") and n in c.verbs and c.has(n, "link.before"):
            found = _before(c, n)
        elif c.has(n, "link.parts"):
            found = _part(c, n)
        elif c.has(n, "link.borrowed"):
            found = _borrowed(c, n)
        elif c.has(n, "control.staffs") and c.has(n + 1, "grammar.being"):
            who = noun_phrase(c, n + 2, c.part(n)[1])
            if who is not None:
                found = _tie(c, Kind.CONTROL, n, (n, who[1]), who, topic(c, n))
        elif c.has(n, "control.under.tails", "control.under.below"):
            found = _under(c, n)
        elif (
            (c.has(n, "control.receives") and (found := _paid(c, n)) is not None)
            or (c.has(n, "measure.light") and n in c.verbs and not c.has(n, *DEEDS) and (found := _held(c, n, frames)) is not None)
            or (c.has(n, "act.receiving") and (found := _threatened(c, n)) is not None)
        ):
            pass
        elif c.has(n, "measure.receiving") and c.sort(n) == "word" and not c.has(n, *DEEDS):
            found = _received(c, n)
        elif c.has(n, "presence.listed", "presence.being") and (found := _owned(c, n)) is not None:
            pass
        elif c.has(n, "measure.step_nouns") and c.has(n - 1, "grammar.negations"):
            found = _lacking(c, n)
        if found is not None and not any(f.kind is found.kind and f.first < found.last and found.first < f.last for f in out):
            out.append(found)
    return out


def _tie(c: Clause, kind: Kind, n: int, span: Span, subject: Span | None, thing: Span | None) -> Found:
    return Found(
        kind=kind,
        first=span[0],
        last=span[1],
        core=(n, n + 1),
        subject=name(c, subject),
        object=name(c, thing),
        modality=Modality.DENIED if c.has(n, "link.apart") else None,
        because=((kind.value, reason(c.text(n), kind.value)),),
    )


def _with(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    for k in range(n - 2, first - 1, -1):
        if c.has(k, "link.with.markers"):
            other = noun_phrase(c, k + 1, n)
            if other is None:
                return None
            subject = _left(c, k, first) or topic(c, k)
            if subject is None or not (
                mentions(c, other, *STATIONS, "speech.speakers", "denial.deniers") or mentions(c, subject, *STATIONS)
            ):
                return None
            return _tie(c, Kind.LINK, n, (subject[0] if first <= subject[0] < n else first, last), subject, other)
        if (k in c.verbs and not c.has(k, "presence.sites", "grammar.verbs")) or c.has(k, "grammar.being"):
            return None
    return None


def _left(c: Clause, k: int, first: int) -> Span | None:
    return before(c, k, first)


def _before(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    thing = noun_phrase(c, n + 1, last)
    subject = _left(c, n, first) or topic(c, n)
    if thing is None or subject is None:
        return None
    of = next(c.find(n + 2, last, OF), None)
    if c.has(n, "control.obeying") and of is not None and c.among(of + 1, last, "control.orders"):
        return _tie(
            c, Kind.CONTROL, n, (subject[0] if first <= subject[0] < n else first, last), (n + 1, of), subject
        )  # "听从公安局的安排"
    strong = mentions(c, thing, "units.stations", "speech.bodies", "denial.things", "denial.deniers", "control.bodies")
    bodies = mentions(c, subject, *STATIONS, "units.plain") or c.among(*subject, "grammar.things")
    if not strong or not bodies:
        return None
    return _tie(c, Kind.LINK, n, (subject[0] if first <= subject[0] < n else first, last), subject, thing)


def _part(c: Clause, n: int) -> Found | None:
    """As in "计划是X倡议的项目之一", "该会是统战系统的一部分"."""
    first, last = c.part(n)
    being = next((k for k in range(n - 1, first - 1, -1) if c.has(k, "grammar.being")), None)
    if being is None:
        return None
    subject = _left(c, being, first) or topic(c, being)
    owner = noun_phrase(c, being + 1, n)
    if subject is None or owner is None or mentions(c, subject, "speech.pronouns_of_persons"):
        return None
    if not (mentions(c, owner, *STATIONS) or any(c.sort(k) == "term" for k in range(*owner))):
        return None
    return _tie(c, Kind.LINK, n, (subject[0] if first <= subject[0] < n else first, last), subject, owner)


def _borrowed(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    being = next((k for k in range(n - 1, first - 1, -1) if c.has(k, "grammar.being")), None)
    if being is None:
        return None
    who = noun_phrase(c, being + 1, n)
    thing = _left(c, being, first)
    return _tie(c, Kind.LINK, n, (thing[0] if thing else first, last), who, thing) if who is not None else None


def _under(c: Clause, n: int) -> Found | None:
    """As in "受公安厅领导", "在使馆指挥下", "归县公安局管辖"."""
    first, last = c.part(n)
    if c.among(n + 1, min(last, n + 6), "grammar.those") or c.has(last - 1, "grammar.those"):
        return None  # "受境外势力委托从事活动者": a class that a rule speaks of
    for k in range(n - 2, max(first, n - 12) - 1, -1):
        if c.has(k, "control.under.frames"):
            who = noun_phrase(c, k + 1, n)
            thing = _left(c, k, first) or topic(c, k)
            if who is None or (
                c.has(k, "grammar.locatives") and not c.has(n, "control.under.below") and not c.has(n + 1, "grammar.inside")
            ):
                return None
            return _tie(c, Kind.CONTROL, n, (thing[0] if thing and first <= thing[0] < n else first, last), who, thing)
    return None


def _owned(c: Clause, n: int) -> Found | None:
    """As in "列为福州警方的据点", "是公安局的站点": whose it is."""
    first, last = c.part(n)
    thing = final(c, n + 1, last)
    if thing is None or not mentions(c, thing, "units.stations", "units.seats"):
        return None
    owner = next((k for k in range(n + 1, thing[0]) if c.has(k, "speech.bodies") and not c.has(k, "units.stations")), None)
    if owner is None or any(k in c.verbs for k in range(n + 1, thing[0])) or c.has(n - 1, "grammar.negations"):
        return None
    whose = noun_phrase(c, n + 1, owner + 1)
    subject = _left(c, n, first)
    return _tie(c, Kind.LINK, n, (subject[0] if subject else first, last), subject or thing, whose)


def _lacking(c: Clause, n: int) -> Found | None:
    """As in "现行法例并无罚则": a step that no law takes."""
    first, last = c.part(n)
    who = leading(c, first, n)
    if who is None or not official(c, who):
        return None
    return Found(
        kind=Kind.MEASURE,
        first=who[0],
        last=last,
        core=(n, n + 1),
        subject=name(c, who),
        object=name(c, (n, n + 1)),
        because=(("measure", reason(c.text(n), "measure")),),
    )


def _held(c: Clause, n: int, frames: list[Frame]) -> Found | None:
    """As in "举行首场听证会", "对其实施制裁"."""
    _first, last = c.part(n)
    noun = next((k for k in range(n + 1, min(last, n + 8)) if c.has(k, "measure.light_nouns") and not c.has(k, "act.nouns")), None)
    if noun is None or c.has(n, "measure.receiving") or any(k in c.verbs for k in range(n + 1, noun)):
        return None
    r = roles(c, n)
    who = r.doer or elided(c, n, r, frames)
    if not official(c, who):
        return None
    return Found(
        kind=Kind.MEASURE,
        first=r.first,
        last=last,
        core=(n, noun + 1),
        subject=name(c, who),
        object=name(c, r.done_to),
        because=(("measure", reason(c.text(noun), "measure")),),
    )


def _for(c: Clause, n: int) -> Found | None:
    """As in "替莫斯科盯梢记者": whom a deed serves."""
    first, last = c.part(n)
    whom = noun_phrase(c, n + 1, last)
    if whom is None or not (c.sort(whom[1] - 1) == "place" or mentions(c, whom, "speech.bodies")) or whom[1] not in c.verbs:
        return None
    subject = _left(c, n, first) or topic(c, n)
    if subject is None or not c.has(whom[1], *DEEDS, "control.runs"):
        return None
    return _tie(c, Kind.LINK, n, (subject[0] if first <= subject[0] < n else first, last), subject, whom)


AGAINST = frozenset({"act.against"})


def nominal(c: Clause, found: list[Found]) -> list[Found]:
    """Return the deeds that stand as nouns with their victim: "针对流亡者的恐吓和袭击", "一起针对主管的绑架图谋"."""
    out: list[Found] = []
    for n in c.cues(AGAINST):
        _first, last = c.part(n)
        victim = noun_phrase(c, n + 1, last)
        if victim is None:
            continue
        deed = next(
            (k for k in range(n + 2, min(victim[1] + 4, last)) if c.has(k, "act.deeds", "act.nouns") and (k >= victim[1] - 3)), None
        )
        of = next((k for k in range(n + 2, deed) if c.has(k, OF)), None) if deed is not None else None
        if deed is None or of is None or any(f.kind is Kind.ACT and c.which[f.core[0]] == c.which[n] for f in [*found, *out]):
            continue
        out.append(_tie(c, Kind.ACT, deed, (n, last), None, (n + 1, of)))
    return out


def _paid(c: Clause, n: int) -> Found | None:
    """As in "从基金会领取经费", "一笔款项来自该局": who gives the money."""
    first, last = c.part(n)
    money = any(c.has(k, "control.money") or (c.sort(k) == "number" and _is_money(c, k)) for k in range(first, last))
    if not money:
        return None
    for k in range(n - 1, first - 1, -1):
        if c.has(k, "control.sources_of_money"):
            giver = noun_phrase(c, k + 1, n) or relative(c, k + 1, n)
            taker = _left(c, k, first) or topic(c, k)
            return _tie(c, Kind.CONTROL, n, (k, last), giver, taker) if giver is not None else None
    of = next(c.find(n + 2, last, OF), None)
    if of is not None and c.has(of + 1, "control.money"):
        giver = noun_phrase(c, n + 1, of)
        taker = _left(c, n, first) or topic(c, n)
        if mentions(c, giver, "speech.bodies"):
            return _tie(
                c, Kind.CONTROL, n, (taker[0] if taker and first <= taker[0] else first, last), giver, taker
            )  # "领取公安部门的津贴"
    if c.has(n, "grammar.whole") or c.text(n).endswith(tuple(words_in("control.sources_of_money"))):
        giver = noun_phrase(c, n + 1, last)
        return _tie(c, Kind.CONTROL, n, (first, last), giver, _left(c, n, first)) if mentions(c, giver, "speech.bodies") else None
    return None


def _is_money(c: Clause, k: int) -> bool:
    mark = c.tokens[k].mark
    return isinstance(mark, Number) and mark.kind == "money"


def _penalty(c: Clause, n: int) -> Found | None:
    """As in "骚扰他人者，处三年以下有期徒刑": what a law or a draft sets on whom."""
    first = c.part(n)[0]
    imposed = next((k for k in range(n - 1, max(first, n - 6) - 1, -1) if c.has(k, "measure.imposing")), None)
    if (
        imposed is None
        or first == 0
        or not c.has(first - 2, "grammar.those")
        or any(k in c.verbs and c.has(k, *DEEDS) for k in range(first, n))
    ):
        return None
    start = c.parts[c.which[n] - 1][0]
    law = next((leading(c, a, b) for a, b in c.parts[: c.which[n] - 1] if any(c.has(k, "measure.governing") for k in range(a, b))), None)
    return Found(
        kind=Kind.MEASURE,
        first=start,
        last=c.part(n)[1],
        core=(imposed, n + 1),
        subject=name(c, law),
        object=c.sentence.said(start, first - 1),
        modality=Modality.PLANNED if c.among(0, start, "measure.planned_texts") else None,
        because=(("measure", reason(c.text(n), "measure")),),
    )


def _bound(c: Clause, n: int) -> Found | None:
    """As in "任何人不得向被通缉者提供资金": whom a rule binds."""
    first, last = c.part(n)
    who = _left(c, n, first) or leading(c, first, n)
    if who is None or not c.among(*who, "grammar.anyone") or not any(k in c.verbs for k in range(n + 1, last)):
        return None
    return Found(
        kind=Kind.MEASURE,
        first=who[0],
        last=last,
        core=(n, n + 1),
        object=c.sentence.said(*who),
        modality=Modality.ASSERTED,
        because=(("measure", reason(c.text(n), "measure")),),
    )


def _threatened(c: Clause, n: int) -> Found | None:
    """As in "每天收到死亡威胁", "接到恐吓电话": a deed that stands as a noun behind whom it is done to."""
    first, last = c.part(n)
    thing = final(c, n + 1, min(last, n + 8)) or noun_phrase(c, n + 1, last)
    if thing is None or c.has(n, "grammar.passive") or not any(c.has(k, "act.nouns", "act.messages") for k in range(n + 1, thing[1])):
        return None
    if any(k in c.verbs and not c.has(k, "act.nouns", "act.messages", "act.deeds") for k in range(n + 1, thing[1])):
        return None
    whom = _left(c, n, first) or topic(c, n)
    if whom is None or c.has(whom[1] - 1, "speech.bodies", "speech.civil"):
        return None
    return _done_to(c, n, n, whom, Kind.ACT)


def _done_to(c: Clause, n: int, cue: int, whom: Span, kind: Kind) -> Found:
    """Return what was done to somebody, from the verb at `n` to the word that says what it was."""
    first, last = c.part(n)
    return Found(
        kind=kind,
        first=whom[0] if first <= whom[0] < n else first,
        last=last,
        core=(n, cue + 1),
        object=name(c, whom),
        because=((kind.value, reason(c.text(cue), kind.value)),),
    )


def _received(c: Clause, n: int) -> Found | None:
    """As in "已获得庇护", "遭到制裁"."""
    first, last = c.part(n)
    for k in range(n + 1, min(last, n + 8)):
        if c.has(k, "measure.light_nouns") and not c.has(k, "act.nouns"):
            subject = _left(c, n, first) or topic(c, n)
            if subject is None:
                return None
            return _done_to(c, n, k, subject, Kind.MEASURE)
        if k in c.verbs:
            return None
    return None
