"""W001 and W003: what a conclusion rests on, and whether those whom it accuses were asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from witnessmark.records.claims import Claim, Kind
from witnessmark.records.decisions import Accused, Outcome, ReplyRecorded
from witnessmark.records.entries import NO_EVIDENCE
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Conclusion, Reply, View
from witnessmark.weigh.names import key
from witnessmark.weigh.quoting import clip, listed, many, quoted


def sentence(conclusion: Conclusion) -> str:
    """Return the first sentence of a conclusion, by which a finding names it."""
    return conclusion.drawn.sentences[0].text if conclusion.drawn.sentences else ""


def check_cited(view: View) -> Iterator[Finding]:
    """W001 conclusion-without-claim.

    Checks: every conclusion cites at least one claim, and each cited claim stands today in the version that was cited.
    Why it matters: a sentence that the team stands behind is worth what it rests on; a claim that was withdrawn or mended carries nothing.
    Holds: all that it cites stands.
    Fails: it cites nothing; or a claim that was never accepted, was withdrawn, or has been mended since; or its question is unknown.
    Cannot tell: a cited claim is gone, and payloads of the ledger that might have told why were erased.
    Known limits: that the claims say what the sentence says is rule W002, and the reader's judgement.
    What to do: draw the conclusion again from the claims as they stand, or take it back.
    """
    questions = {q.id for q in view.questions()}
    gone: Gone | None = None
    for conclusion in view.conclusions():
        drawn = conclusion.drawn
        standing = [(cited, view.claim(cited.claim)) for cited in drawn.claims]
        missing = [cited.claim for cited, claim in standing if claim is None]
        gone = _gone(view) if missing and gone is None else gone
        mended = [claim for cited, claim in standing if claim is not None and claim.version != cited.version]
        yield _cited(conclusion, missing, mended, gone or ((), False), known=drawn.question in questions)


Gone = tuple[Sequence[str], bool]
"""Claims that were withdrawn; and whether a payload that could tell was erased."""


def _gone(view: View) -> Gone:
    withdrawn, erased = [], False
    for written in view.entries():
        if written.entry.type in {"claim-accepted", "claim-withdrawn"}:
            if written.payload is None:
                erased = True
            elif written.entry.type == "claim-withdrawn":
                withdrawn.append(str(written.payload.get("claim")))
    return tuple(withdrawn), erased


def _cited(conclusion: Conclusion, missing: Sequence[str], mended: Sequence[Claim], gone: Gone, *, known: bool) -> Finding:
    drawn = conclusion.drawn
    withdrawn = [ident for ident in missing if ident in gone[0]]
    lost = [ident for ident in missing if ident not in gone[0]]
    why = []
    if not drawn.claims:
        why.append("cites no claim")
    if not known:
        why.append("its question is unknown")
    if withdrawn:
        why.append(f"cites {many(len(withdrawn), 'claim')} withdrawn since")
    if mended:
        why.append(f"cites {many(len(mended), 'claim')} mended since")
    if lost and not gone[1]:
        why.append(f"cites {many(len(lost), 'claim')} that nobody accepted")
    if why:
        verdict, message = Verdict.FAILS, "; ".join(why)
    elif lost:
        verdict, message = Verdict.CANNOT_TELL, f"cites {many(len(lost), 'claim')} whose entry may have been erased"
    else:
        verdict, message = Verdict.HOLDS, f"cites {many(len(drawn.claims), 'accepted claim')}"
    return Finding(
        code="W001", verdict=verdict, about=(drawn.conclusion, *missing, *(c.id for c in mended)), message=message, quotes=quoted(mended),
        facts=(("sentence", sentence(conclusion)), ("entry", conclusion.entry),
               ("cited", str(len(drawn.claims))), ("withdrawn", str(len(withdrawn))),
               ("mended", str(len(mended))), ("lost", str(len(lost)))),
    )


def check_replies(view: View) -> Iterator[Finding]:
    """W003 reply-not-sought.

    Checks: whoever a conclusion accuses was asked for a reply in time, or two people signed why asking would endanger somebody.
    Why it matters: fairness to the accused, and the first thing that a court asks of a publication.
    Holds: answered or declined, with the words; or asked and past the deadline. Silence is neither denial nor admission.
    Fails: nobody was asked, or not about this conclusion; the deadline is not over, or was the day of asking; or the reason not to ask
    lacks words or a second person.
    Cannot tell: the day or way of asking or the deadline was not noted (for a state, its position in its own words is enough); an answer
    has no words; or the conclusion speaks of somebody's acts or control and notes nobody as accused.
    Known limits: names are compared as they are written. "Today" is the day of the last entry of the case that is evidence. For a state or
    a ministry (noted as `state` in a reply) the finding is one of evidence: it is printed and does not shut the gate. The sort is what a
    person noted, and is printed with the finding.
    What to do: ask in writing, set a fair deadline, print the reply in full; for a state, note the position that it has published.
    """
    conclusions = tuple(view.conclusions())
    if not conclusions:
        return
    today = max((w.entry.at for w in view.entries() if w.entry.type not in NO_EVIDENCE), default="")
    active = {p.id for p in view.persons() if p.active}
    replies: dict[str, list[Reply]] = {}
    for reply in view.replies():
        replies.setdefault(key(reply.recorded.who), []).append(reply)
    for conclusion in conclusions:
        for name in conclusion.drawn.accuses:
            yield _asked(conclusion, name, replies.get(key(name), []), today, active)
        if not conclusion.drawn.accuses and (unnamed := _deeds(view, conclusion)):
            yield Finding(
                code="W003", verdict=Verdict.CANNOT_TELL, about=(conclusion.drawn.conclusion,), quotes=quoted(unnamed),
                message=f"speaks of what {listed(sorted({c.content.subject or '' for c in unnamed}))} did, and notes nobody as accused",
                facts=(("sentence", sentence(conclusion)), ("accused", ""), ("entry", conclusion.entry)),
            )


def _deeds(view: View, conclusion: Conclusion) -> list[Claim]:
    cited = [view.claim(c.claim) for c in conclusion.drawn.claims]
    return [c for c in cited if c is not None and c.content.kind in {Kind.ACT, Kind.CONTROL} and c.content.subject]


def _asked(conclusion: Conclusion, name: str, replies: Sequence[Reply], today: str, active: set[str]) -> Finding:
    ident = conclusion.drawn.conclusion
    fitting = [r for r in replies if ident in r.recorded.conclusions]
    if fitting:
        judged = [_judge(r.recorded, today, active) for r in fitting]
        verdict, message = min(judged, key=lambda j: (Verdict.HOLDS, Verdict.CANNOT_TELL, Verdict.FAILS).index(j[0]))
    elif any(not r.recorded.conclusions for r in replies):
        verdict, message = Verdict.CANNOT_TELL, "a reply is on record, and about what is not noted"
    elif replies:
        verdict, message = Verdict.FAILS, "asked, and not about this conclusion"
    else:
        verdict, message = Verdict.FAILS, "no reply was asked for"
    state = bool(replies) and all(r.recorded.sort is Accused.STATE for r in replies)
    return Finding(
        code="W003", verdict=verdict, about=(ident,), message=f"{clip(name)}: {message}", shuts=not state,
        facts=(("sentence", sentence(conclusion)), ("accused", name),
               ("sort", "state" if state else "other"), ("replies", str(len(replies))), ("said", message)),
    )


def _judge(reply: ReplyRecorded, today: str, active: set[str]) -> tuple[Verdict, str]:
    if reply.outcome is Outcome.NOT_ASKED:
        return _not_asked(reply, active)
    replied = reply.outcome in {Outcome.ANSWERED, Outcome.DECLINED}
    if reply.outcome is Outcome.ANSWERED and not reply.words.strip():
        return Verdict.CANNOT_TELL, "answered, and the words are not on record"
    if replied and reply.sort is Accused.STATE and reply.words.strip():
        return Verdict.HOLDS, reply.outcome.value  # a position that a state has published
    if (fault := _in_time(reply)) is not None:
        return fault
    if replied:
        return Verdict.HOLDS, reply.outcome.value
    return _silent(reply, today)


def _in_time(reply: ReplyRecorded) -> tuple[Verdict, str] | None:
    """Return what is wrong with how and when somebody was asked, or null."""
    if not reply.asked_at or not reply.how.strip() or not reply.deadline:
        return Verdict.CANNOT_TELL, f"{reply.outcome.value}; when or how they were asked, or until when, is not said"
    if reply.outcome is not Outcome.ANSWERED and reply.deadline[:10] <= reply.asked_at[:10]:
        return Verdict.FAILS, f"asked on {reply.asked_at}, and the deadline {reply.deadline} leaves no day to answer"
    return None


def _silent(reply: ReplyRecorded, today: str) -> tuple[Verdict, str]:
    if reply.deadline and today[:10] <= reply.deadline[:10]:
        return Verdict.FAILS, f"asked on {reply.asked_at}, and the deadline {reply.deadline} is not over"
    return Verdict.HOLDS, f"asked on {reply.asked_at}, silent past the deadline {reply.deadline}: neither denial nor admission"


def _not_asked(reply: ReplyRecorded, active: set[str]) -> tuple[Verdict, str]:
    signed = len(set(reply.signed_by) & active)
    if reply.reason.strip() and signed >= 2:
        return Verdict.HOLDS, "not asked, for a reason that two people signed"
    if reply.sort is Accused.STATE:
        return Verdict.FAILS, "not asked"
    if not reply.reason.strip():
        return Verdict.FAILS, "not asked, and no reason is given"
    return Verdict.FAILS, f"not asked, and the reason is signed by {many(signed, 'person', 'people')}: two are wanted"
