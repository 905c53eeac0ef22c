"""The forms of `conclude`: open a question, move claims, merge questions, draw a conclusion."""

from __future__ import annotations

from collections.abc import Iterable

from witnessmark.records import decisions as d
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Claim, Kind, Modality
from witnessmark.review.accept import Payload, decimal, known_place, moment, scope_of
from witnessmark.review.lines import Line
from witnessmark.review.refs import (
    Desk,
    cited,
    claim_of,
    claims_under,
    conclusion_of,
    question_named,
    question_of,
    question_under,
    said_before,
    unmerged,
)

_OPEN = frozenset({"title", "kind", "unit", "place", "place_id", "scope", "period"})
_CONCLUDE = frozenset({
    "conclusion", "question", "sentences", "modality", "value", "unit", "place", "time", "speakers", "accuses", "claims", "supersedes",
})


def conclude(desk: Desk, line: Line, opened: dict[str, str]) -> list[Payload]:
    """Return the records of one line of a `conclude` file; titles of questions that it opens are put into `opened`.

    Raises Misused that names file, line and words.
    """
    if "open" in line.said:
        line.only(frozenset({"person", "open", "claims"}))
        return _open(desk, line, opened)
    if "conclude" in line.said:
        line.only(frozenset({"person", "conclude"}))
        return _conclude(desk, line.inner("conclude"), opened)
    if "move" in line.said:
        line.only(frozenset({"person", "move", "to"}))
        if "to" not in line.said:
            raise line.fault('"to" is missing: the question under which the claim goes, or null')
        claim, to = claim_of(desk, line, line.said["move"]), line.maybe("to")
        return _moved(desk, [claim], question_of(desk, line, to, opened) if to else None)
    if "merge" in line.said:
        line.only(frozenset({"person", "merge", "into"}))
        return _merge(desk, line, opened)
    raise line.fault('none of "open", "conclude", "move", "merge"')


def _moved(desk: Desk, claims: Iterable[Claim], question: str | None) -> list[Payload]:
    moves: list[Payload] = []
    for claim in claims:
        if question_under(desk, claim) != question:
            desk.ahead.moved[claim.id] = question
            moves.append(("claim-moved", d.ClaimMoved(claim=claim.id, question=question)))
    return moves


def _merge(desk: Desk, line: Line, opened: dict[str, str]) -> list[Payload]:
    name, into = line.text("merge"), question_of(desk, line, line.text("into"), opened)
    one = opened.get(name) or desk.ahead.merged.get(name) or question_named(desk, line, name).id
    into = desk.ahead.merged.get(into, into)
    if desk.ahead.merged.get(one) == into or unmerged(desk, one) == into != one:
        return []
    if one == into:
        raise line.fault("a question cannot go on in itself")
    if unmerged(desk, one) != one:
        raise line.fault(f'"{name}" was merged into another question already')
    desk.ahead.merged[one] = into
    return [*_moved(desk, list(claims_under(desk, one)), into), ("question-merged", d.QuestionMerged(question=one, into=into))]


def _open(desk: Desk, line: Line, opened: dict[str, str]) -> list[Payload]:
    said = line.inner("open")
    said.only(_OPEN)
    title = said.text("title")
    period = moment(said, "period")
    known = [q for q in desk.view.questions() if q.asked.title == title and q.merged_into is None]
    question = opened.get(title) or (known[0].id if known else desk.new_id())
    asked = d.QuestionOpened(
        question=question, title=title, kind=said.one_of("kind", Kind), unit=said.maybe("unit"), place=said.maybe("place"),
        place_id=said.maybe("place_id"), scope=scope_of(said), period=period.edtf if period else None,
    )
    known_place(desk, said)
    fresh = asked not in (*(q.asked for q in known), *desk.ahead.asked.values())
    opened[title] = question
    desk.ahead.asked[question] = asked
    moved = _moved(desk, [claim_of(desk, line, ref) for ref in line.list("claims")], question)
    return [*([("question-opened", asked)] if fresh else []), *moved]


def _conclude(desk: Desk, said: Line, opened: dict[str, str]) -> list[Payload]:
    said.only(_CONCLUDE)
    sentences = tuple(_sentence(said, one) for one in said.list("sentences"))
    if not sentences:
        raise said.fault('a conclusion has at least one sentence: {"language": "en", "text": "..."}')
    question = question_of(desk, said, said.text("question"), opened)
    same = [k.drawn for k in desk.view.conclusions() if k.drawn.sentences == sentences and k.drawn.question == question]
    # The same sentences with other fields are the same conclusion, drawn anew.
    ident = said.text("conclusion", "") or (same[0].conclusion if same else desk.new_id())
    replaced = said.maybe("supersedes")
    drawn = d.ConclusionDrawn(
        conclusion=ident, question=question, sentences=sentences, modality=said.one_of("modality", Modality),
        claims=tuple(dict.fromkeys(cited(desk, said, ref) for ref in said.list("claims"))),
        value=decimal(said, "value"), unit=said.maybe("unit"), place=said.maybe("place"), time=moment(said, "time"),
        speakers=said.texts("speakers"), accuses=said.texts("accuses"),
        supersedes=conclusion_of(desk, said, replaced).drawn.conclusion if replaced else None,
    )
    standing = [k.drawn for k in desk.view.conclusions()]
    but = "" if said.said.get("conclusion") or same else "conclusion"
    return [] if said_before(desk, "conclusion-drawn", drawn, but=but, standing=standing) else [("conclusion-drawn", drawn)]


def _sentence(line: Line, said: Json) -> d.Sentence:
    if not isinstance(said, dict):
        raise line.fault('a sentence is {"language": "en", "text": "..."}')
    inner = line.within(said)
    inner.only(frozenset({"language", "text"}))
    return d.Sentence(language=inner.text("language"), text=inner.text("text"))
