"""The forms of `conclude`: open a question, move claims, merge questions, draw a conclusion."""

from __future__ import annotations

from witnessmark.records import decisions as d
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Kind, Modality
from witnessmark.review.accept import Payload, decimal, moment, scope_of
from witnessmark.review.lines import Line
from witnessmark.review.refs import Desk, cited, claim_of, question_of

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
        claim, to = claim_of(desk, line, line.said["move"]), line.maybe("to")
        return [("claim-moved", d.ClaimMoved(claim=claim.id, question=question_of(desk, line, to, opened) if to else None))]
    if "merge" in line.said:
        line.only(frozenset({"person", "merge", "into"}))
        one, into = question_of(desk, line, line.text("merge"), opened), question_of(desk, line, line.text("into"), opened)
        if one == into:
            raise line.fault("a question cannot go on in itself")
        moved = [("claim-moved", d.ClaimMoved(claim=claim.id, question=into)) for claim in desk.view.claims_of(one)]
        return [*moved, ("question-merged", d.QuestionMerged(question=one, into=into))]
    raise line.fault('none of "open", "conclude", "move", "merge"')


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
    fresh = not any(q.asked == asked for q in known)
    opened[title] = question
    moves = [claim_of(desk, line, ref) for ref in line.list("claims")]
    moved = [("claim-moved", d.ClaimMoved(claim=claim.id, question=question)) for claim in moves if claim.question != question]
    return [*([("question-opened", asked)] if fresh else []), *moved]


def _conclude(desk: Desk, said: Line, opened: dict[str, str]) -> list[Payload]:
    said.only(_CONCLUDE)
    sentences = tuple(_sentence(said, one) for one in said.list("sentences"))
    if not sentences:
        raise said.fault('a conclusion has at least one sentence: {"language": "en", "text": "..."}')
    drawn = d.ConclusionDrawn(
        conclusion=said.text("conclusion", "") or desk.new_id(), question=question_of(desk, said, said.text("question"), opened),
        sentences=sentences, modality=said.one_of("modality", Modality),
        claims=tuple(cited(desk, said, ref) for ref in said.list("claims")),
        value=decimal(said, "value"), unit=said.maybe("unit"), place=said.maybe("place"), time=moment(said, "time"),
        speakers=said.texts("speakers"), accuses=said.texts("accuses"), supersedes=said.maybe("supersedes"),
    )
    for other in desk.view.conclusions():
        if other.drawn.sentences == sentences and other.drawn.question == drawn.question and "conclusion" not in said.said:
            return []
    return [("conclusion-drawn", drawn)]


def _sentence(line: Line, said: Json) -> d.Sentence:
    if not isinstance(said, dict):
        raise line.fault('a sentence is {"language": "en", "text": "..."}')
    inner = Line(file=line.file, number=line.number, said=said)
    inner.only(frozenset({"language", "text"}))
    return d.Sentence(language=inner.text("language"), text=inner.text("text"))
