"""Conclusions with the claims that they cite and the replies of those whom they accuse."""

from __future__ import annotations

from dataclasses import dataclass

from witnessmark.publish.site import shown, words
from witnessmark.publish.site.known import Known, file_name
from witnessmark.publish.site.shown import ClaimShown, Link
from witnessmark.records.claims import Modality
from witnessmark.records.view import Conclusion, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyShown:
    """What an accused said when asked, in full."""

    who: str
    sort: str
    asked: str
    how: str
    deadline: str
    outcome: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionShown:
    """A conclusion with the claims that it cites and the replies of those whom it accuses."""

    anchor: str
    sentences: tuple[tuple[str, str, str], ...]
    """(language, direction, sentence)."""
    modality: str
    shape: str
    facts: tuple[tuple[str, str], ...]
    question: Link
    claims: tuple[ClaimShown, ...]
    earlier: int
    """How many cited claims were mended since the conclusion was drawn."""
    replies: tuple[ReplyShown, ...]
    unasked: tuple[str, ...]
    """Whom it accuses without a reply on record."""
    by: str
    at: str


def reply(one: Reply) -> ReplyShown:
    """Return a reply as pages print it. Reasons for not asking are internal and never shown."""
    r = one.recorded
    return ReplyShown(
        who=r.who,
        sort=words.ACCUSED[r.sort],
        asked=r.asked_at or "",
        how=r.how.rstrip(". "),
        deadline=r.deadline or "",
        outcome=words.OUTCOME[r.outcome],
        words=r.words,
    )


def conclusion(known: Known, one: Conclusion) -> ConclusionShown:
    """Return a conclusion as pages print it."""
    drawn = one.drawn
    word, shape = words.MODALITY[Modality(drawn.modality)]
    cited = [(known.claims[c.claim], c.version) for c in drawn.claims if c.claim in known.claims]
    replies = known.replies_to.get(drawn.conclusion, ())
    rows = (
        ("value", f"{words.grouped(drawn.value)} {words.plural(drawn.unit or '', drawn.value)}".strip() if drawn.value else None),
        ("place", drawn.place),
        ("time", shown.span(drawn.time)),
        ("said by", " › ".join(drawn.speakers)),
        ("accuses", ", ".join(drawn.accuses)),
    )
    return ConclusionShown(
        anchor=f"conclusion-{file_name(drawn.conclusion)}",
        modality=word,
        shape=shape,
        facts=tuple((n, v) for n, v in rows if v),
        sentences=tuple((words.language(s.language), words.direction(s.language), s.text) for s in drawn.sentences),
        question=Link(
            text=shown.question_title(known, one), href=shown.question_page(drawn.question) if drawn.question in known.questions else None
        ),
        claims=shown.claims(known, (c for c, _ in cited)),
        earlier=sum(c.version != version for c, version in cited),
        replies=tuple(reply(r) for r in replies),
        unasked=tuple(sorted(set(drawn.accuses) - {r.recorded.who for r in replies})),
        by=known.person(one.by),
        at=one.at[:10],
    )
