"""C001 and C002: what cannot both hold, and who denied it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from witnessmark.records.claims import Claim, Content, Kind, Modality
from witnessmark.records.decisions import Outcome
from witnessmark.records.edtf import overlap
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Question, View
from witnessmark.weigh.amounts import apart, bounds, counted
from witnessmark.weigh.names import key
from witnessmark.weigh.quoting import AT_MOST, clip, listed, many, quoted

Subject = tuple[str, str, str, str]
"""Kind, who, whom or what, where: what a claim and its denial have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Claims that deny one thing, and the first claims that say it."""

    denied: list[Claim] = field(default_factory=list)
    said: dict[Verdict, list[Claim]] = field(default_factory=dict)
    total: dict[Verdict, int] = field(default_factory=dict)


def check_contradictions(view: View) -> Iterator[Finding]:
    """C001 claims-contradict.

    Checks: no accepted claim says what another accepted claim denies, and asserted numbers of one question at one time can be the same.
    Why it matters: a record that states both in one breath is read out in court.
    Holds: the asserted numbers of a question that are known to be of one time can all be true.
    Fails: the same thing is asserted and denied, of the same place, at times that meet; or two asserted numbers of one unit, one scope
    and one time exclude each other.
    Cannot tell: a time is not known, or one of the two is only hedged.
    Known limits: claims meet by kind, subject, object and place as they are written, or by the place's id; other words for the same thing
    are not seen. A denial meets what has its object and its place; its time is that of denying, so that mostly nothing is certain.
    What to do: print both with their speakers; do not choose between them without a reason that is written down.
    """
    for question in view.questions():
        counts = question.asked.kind is Kind.COUNT and question.merged_into is None
        if counts and (found := _numbers(question, view.claims_of(question.id))):
            yield found
    denials = _denials(view.claims())
    if denials:
        _meet(view.claims(), denials)
    seen: set[int] = set()
    for against in denials.values():
        if id(against) not in seen:
            seen.add(id(against))
            yield from _denied(against)


def _numbers(question: Question, claims: Sequence[Claim]) -> Finding | None:
    by_unit: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        content = claim.content
        if content.kind is Kind.COUNT and content.modality is Modality.ASSERTED and bounds(content) and content.time:
            where = content.place_id or key(content.place)
            by_unit.setdefault((content.unit, where, content.scope), []).append(claim)
    compared = 0
    for same in by_unit.values():
        distinct = list({(c.content.value, c.content.min, c.content.max, c.content.time): c for c in same}.values())[:200]
        for n, one in enumerate(distinct):
            for other in distinct[n + 1 :]:
                if overlap(one.content.time, other.content.time) is not True:
                    continue
                compared += 1
                first, second = bounds(one.content), bounds(other.content)
                if first and second and apart(first, second):
                    said = f"{counted(first, one.content.unit)} and {counted(second, other.content.unit)} at one time"
                    return Finding(code="C001", verdict=Verdict.FAILS, about=(question.id, one.id, other.id), message=said,
                                   facts=(("question", question.asked.title), ("one", _stated(one)), ("other", _stated(other))),
                                   quotes=quoted((one, other)))
        compared += len(same) - len(distinct)
    if not compared:
        return None
    return Finding(code="C001", verdict=Verdict.HOLDS, about=(question.id,), message="the numbers of one time can all be true",
                   facts=(("question", question.asked.title), ("pairs", str(compared))))


def _stated(claim: Claim) -> str:
    content = claim.content
    return f"{content.value} {content.unit or ''} {content.place or ''} {content.time.edtf if content.time else ''}".strip()


def _spots(content: Content) -> tuple[str, ...]:
    return tuple(spot for spot in (content.place_id, key(content.place)) if spot) or ("",)


def _subjects(content: Content) -> Iterator[Subject]:
    for spot in _spots(content):
        yield content.kind.value, key(content.subject), key(content.object), spot
        yield Kind.DENIAL.value, "", key(content.object), spot
        if content.subject:
            yield Kind.DENIAL.value, "", key(content.subject), spot


def _denials(claims: Iterable[Claim]) -> dict[Subject, Against]:
    found: dict[Subject, Against] = {}
    for claim in claims:
        content = claim.content
        if content.kind is Kind.DENIAL:
            if not content.object:
                continue
            keys = [(Kind.DENIAL.value, "", key(content.object), spot) for spot in _spots(content)]
        elif content.modality is Modality.DENIED:
            keys = [(content.kind.value, key(content.subject), key(content.object), spot) for spot in _spots(content)]
        else:
            continue
        against = next((found[k] for k in keys if k in found), Against())
        against.denied.append(claim)
        for k in keys:
            found.setdefault(k, against)
    return found


def _meet(claims: Iterable[Claim], denials: dict[Subject, Against]) -> None:
    for claim in claims:
        if claim.content.kind is Kind.DENIAL or claim.content.modality not in {Modality.ASSERTED, Modality.HEDGED}:
            continue
        for against in {id(a): a for k in _subjects(claim.content) if (a := denials.get(k))}.values():
            verdict = _times(claim, against.denied[:AT_MOST])
            if verdict is not None:
                against.total[verdict] = against.total.get(verdict, 0) + 1
                said = against.said.setdefault(verdict, [])
                if len(said) < AT_MOST:
                    said.append(claim)


def _times(claim: Claim, denied: Sequence[Claim]) -> Verdict | None:
    met = [overlap(claim.content.time, d.content.time) for d in denied]
    if all(m is False for m in met):
        return None
    certain = claim.content.modality is Modality.ASSERTED and any(m is True for m in met)
    return Verdict.FAILS if certain else Verdict.CANNOT_TELL


def _denied(against: Against) -> Iterator[Finding]:
    verdict = Verdict.FAILS if Verdict.FAILS in against.total else Verdict.CANNOT_TELL
    said = against.said.get(verdict, [])
    if not said:
        return
    first = against.denied[0].content
    about = clip(first.object or first.subject or first.kind.value)
    where = f" ({clip(first.place)})" if first.place else ""
    why = "" if verdict is Verdict.FAILS else ": whether both speak of the same time, or only suspect it, is not known"
    message = f"{many(against.total[verdict], 'claim')} against {many(len(against.denied), 'denial')} of {about}{where}{why}"
    claims = (*against.denied[:3], *said)
    yield Finding(
        code="C001", verdict=verdict, about=tuple(c.id for c in claims), message=message, quotes=quoted(claims),
        facts=(("denied", about), ("place", first.place or ""), ("denials", str(len(against.denied))),
               ("claims", str(against.total[verdict]))),
    )


def check_denials(view: View) -> Iterator[Finding]:
    """C002 denial-on-record.

    Checks: whether somebody denied what a question is about; the denial is shown beside it at the same size.
    Why it matters: a reader who finds the denial elsewhere stops believing the rest.
    Holds: no denial and no reply is among what is held; this is not to say that nobody denied it.
    Fails: a denial stands under the question, or one of its object and place is among the accepted claims.
    Cannot tell: a denial speaks of the same place, or of the same object and no place, and whether it means this is not certain;
    or somebody replied to a conclusion, and only a reader can say whether the reply is a denial.
    Known limits: objects are compared as they are written. "Fails" here says that the matter is disputed, not that the claims are wrong.
    What to do: put the denial under the question that it answers; print it and the reply in full.
    """
    denials, asked = _known_denials(view), _replied(view)
    for question in view.questions():
        if question.merged_into is None:
            yield _disputed(question, view.claims_of(question.id), denials, asked.get(question.id, ()))


def _known_denials(view: View) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in view.claims():
        if claim.question is None and claim.content.kind is Kind.DENIAL:
            for spot in _spots(claim.content):
                for what in {key(claim.content.object), "*"}:
                    held = found.setdefault((spot, what), [])
                    if len(held) < AT_MOST:
                        held.append(claim)
    return found


def _replied(view: View) -> dict[str, tuple[str, ...]]:
    questions = {c.drawn.conclusion: c.drawn.question for c in view.conclusions()}
    found: dict[str, tuple[str, ...]] = {}
    for reply in view.replies():
        if reply.recorded.outcome is Outcome.ANSWERED:
            for question in {questions[c] for c in reply.recorded.conclusions if c in questions}:
                found[question] = (*found.get(question, ()), reply.recorded.who)
    return found


def _disputed(question: Question, claims: Sequence[Claim], denials: dict[tuple[str, str], list[Claim]], replied: Sequence[str]) -> Finding:
    sure = [c for c in claims if c.content.kind is Kind.DENIAL or c.content.modality is Modality.DENIED]
    spots = tuple(s for s in (question.asked.place_id, key(question.asked.place)) if s) or ("",)
    objects = {key(c.content.object) for c in claims} - {""}
    sure += [c for spot in spots for what in sorted(objects) for c in denials.get((spot, what), ())]
    perhaps = [c for spot in spots for c in denials.get((spot, "*"), ())] if spots != ("",) else []
    perhaps += [c for what in sorted(objects) for c in denials.get(("", what), ())]
    sure = list({c.id: c for c in sure}.values())
    perhaps = [c for c in {c.id: c for c in perhaps}.values() if c not in sure]
    facts = (("question", question.asked.title), ("denials", str(len(sure))),
             ("perhaps", str(len(perhaps))), ("replies", str(len(replied))))
    if sure:
        verdict, message = Verdict.FAILS, f"denied by {listed(sorted({_denier(c) for c in sure}))}"
    elif perhaps:
        verdict, message = Verdict.CANNOT_TELL, f"{listed(sorted({_denier(c) for c in perhaps}))} denied something of this place or object"
    elif replied:
        verdict, message = Verdict.CANNOT_TELL, f"{listed(sorted(set(replied)))} replied: whether it is a denial is for a reader"
    else:
        verdict, message = Verdict.HOLDS, "no denial is among what is held"
    return Finding(code="C002", verdict=verdict, about=(question.id, *(c.id for c in (sure or perhaps)[:AT_MOST])), message=message,
                   facts=facts, quotes=quoted(sure or perhaps))


def _denier(claim: Claim) -> str:
    content = claim.content
    return content.said_by[-1] if content.said_by else content.subject or "a speaker who is not named"
