"""The forms of `answer`, `grade` and `reply`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from witnessmark.records import decisions as d
from witnessmark.records.findings import Finding, Verdict
from witnessmark.review.accept import Payload
from witnessmark.review.lines import Line
from witnessmark.review.refs import Desk, claim_of, conclusion_of, person_of, said_before, unmerged

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def answer(desk: Desk, line: Line, findings: Sequence[Finding]) -> list[Payload]:
    """Return an answer to one finding, named by id or by code and what it is about. Raises Misused."""
    line.only(frozenset({"person", "finding", "code", "about", "text"}))
    if "finding" in line.said:
        found = [f for f in findings if f.id == line.text("finding")]
    else:
        code, about = line.text("code"), _about(desk, line)
        found = [f for f in findings if f.code == code and about in f.about and f.verdict is not Verdict.HOLDS]
        found = found or [f for f in findings if f.code == code and about in f.about]
    if len({f.id for f in found}) != 1:
        raise line.fault(f"{len(found)} findings fit: run `witnessmark check` and give the finding's id")
    given = d.AnswerGiven(finding=found[0].id, code=found[0].code, text=line.text("text"))
    return [] if any(a.given == given for a in desk.view.answers()) else [("answer-given", given)]


def _about(desk: Desk, line: Line) -> str:
    said = line.said.get("about")
    if isinstance(said, str):
        for question in desk.view.questions():
            if said in (question.id, question.asked.title):
                return unmerged(desk, question.id)
        for conclusion in desk.view.conclusions():
            if said == conclusion.drawn.conclusion or said in (s.text for s in conclusion.drawn.sentences):
                return conclusion.drawn.conclusion
        for site in desk.view.sites():
            if said in (site.opened.site, site.opened.title):
                return site.opened.site
        if desk.view.claim(said) is None:
            return said
    return claim_of(desk, line, said).id


def grade(desk: Desk, line: Line) -> list[Payload]:
    """Return a grade of a source (A to F) or of an information (1 to 6). Raises Misused."""
    line.only(frozenset({"person", "of", "about", "claim", "grade", "reason"}))
    of, word = line.one_of("of", d.GradeOf), line.text("grade")
    if word not in (tuple("ABCDEF") if of is d.GradeOf.SOURCE else tuple("123456")):
        raise line.fault(f'"grade": {word!r}: a source is graded A to F, an information 1 to 6')
    about = line.text("about") if of is d.GradeOf.SOURCE else claim_of(desk, line, line.said.get("claim")).id
    graded = d.Graded(of=of, about=about, grade=word, reason=line.text("reason"))
    who = person_of(desk, line)
    return [] if any(g.graded == graded and g.by == who for g in desk.view.grades()) else [("graded", graded)]


def reply(desk: Desk, line: Line) -> list[Payload]:
    """Return what the accused said when asked, or that they were not asked and why. Raises Misused."""
    line.only(frozenset({
        "person", "reply", "who", "sort", "asked_at", "how", "deadline", "outcome", "words", "conclusions", "reason", "signed_by",
    }))
    outcome = line.one_of("outcome", d.Outcome)
    asked_at, deadline = _day(line, "asked_at"), _day(line, "deadline")
    if asked_at is not None and deadline is not None and deadline < asked_at:
        raise line.fault(f'"deadline": {deadline} is before "asked_at": {asked_at}')
    signed = tuple(person_of(desk, line, name) for name in line.texts("signed_by"))
    if outcome is d.Outcome.NOT_ASKED and (len(set(signed)) < 2 or not line.maybe("reason")):
        raise line.fault('"not-asked" needs a reason why asking would endanger somebody, and two people in "signed_by"')
    if outcome is d.Outcome.ANSWERED and not line.maybe("words"):
        raise line.fault('an answered reply is printed in full: give "words"')
    if outcome in (d.Outcome.ASKED, d.Outcome.SILENT) and (asked_at is None or deadline is None):
        raise line.fault(f'"{outcome}" needs the dates "asked_at" and "deadline"')
    who = line.text("who")
    # What became of one request is the newest state of one reply, never a second reply.
    before = [r.recorded for r in desk.view.replies() if asked_at and (r.recorded.who, r.recorded.asked_at) == (who, asked_at)]
    recorded = d.ReplyRecorded(
        reply=line.text("reply", "") or (before[0].reply if len(before) == 1 else desk.new_id()), who=who,
        sort=line.one_of("sort", d.Accused), asked_at=asked_at, how=line.text("how", ""), deadline=deadline, outcome=outcome,
        words=line.text("words", ""),
        conclusions=tuple(dict.fromkeys(conclusion_of(desk, line, name).drawn.conclusion for name in line.texts("conclusions"))),
        reason=line.text("reason", ""), signed_by=signed,
    )
    but, standing = "" if line.said.get("reply") or len(before) == 1 else "reply", [r.recorded for r in desk.view.replies()]
    return [] if said_before(desk, "reply-recorded", recorded, but=but, standing=standing) else [("reply-recorded", recorded)]


def _day(line: Line, field: str) -> str | None:
    day = line.maybe(field)
    if day is None:
        return None
    try:
        right = _DAY.fullmatch(day) is not None and bool(date.fromisoformat(day))
    except ValueError:
        right = False
    if not right:
        raise line.fault(f'"{field}": {day!r} is no date like 2026-11-24')
    return day
