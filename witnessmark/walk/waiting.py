"""What waits for a person: drafts, questions, findings, sources and replies, as JSON lines that can be filled in and given back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from witnessmark.records.claims import Content, Draft, Span
from witnessmark.records.codec import decode, encode
from witnessmark.records.decisions import DraftRejected
from witnessmark.records.entries import Row
from witnessmark.records.findings import Verdict
from witnessmark.records.view import View
from witnessmark.walk.case import Case
from witnessmark.walk.drafts import drafts_of
from witnessmark.walk.judge import answers_of, findings_of, names_of, view_of

SHOWN = 200
"""Decisions of a list that are printed at once."""

_FIELDS = (
    "kind", "modality", "said_by", "value", "min", "max", "unit", "subject", "object", "place", "place_id", "names", "list", "scope",
    "method", "service",
)


def waiting(case: Case, verb: str) -> Iterator[str]:
    """Yield what waits for a decision of that verb: a JSON object a line, and lines that begin with `#` and only say something."""
    lists = {"review": _drafts_waiting, "conclude": _questions_waiting, "answer": _findings_waiting, "grade": _sources_waiting}
    number, remarks = 0, list[str]()
    for line in lists.get(verb, _replies_waiting)(case):
        if line.startswith("#"):
            remarks.append(line)  # told with the decision that it is about, or not at all
            continue
        number += 1
        if number > SHOWN:
            yield f"# and more: decide these first ({SHOWN} are shown at once)"
            return
        yield from remarks
        remarks.clear()
        yield line
    yield from remarks


def _json(said: Mapping[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False)


def _remark(words: str) -> str:
    return "# " + " ".join(words.split())


def _drafts_waiting(case: Case) -> Iterator[str]:
    view, names = view_of(case), names_of(case)
    before, shown = 0, ""
    for text, drafts in drafts_of(case):
        taken = {(claim.content.kind, claim.content.anchor.start) for claim in view.claims_in(text)}
        rejected = list(case.ledger.rows("rejection", key=f"text:{text}"))
        for draft in (decode(Draft, said) for said in drafts):
            content = draft.content
            if (content.kind, content.anchor.start) in taken:
                continue
            if any(_same_again(content, row) for row in rejected):
                before += 1
                continue
            document = content.anchor.document
            if shown != document:
                shown = document
                yield _remark(f"{names.get(document, 'a document')}  {document[:12]}")
            # Who decides, and what, is for a person to fill in: nothing is accepted by being pasted.
            said = {"person": "", "decision": "", "document": document, "claim": _plain(view, content)}
            yield _json({**said, "drafted_by": f"{draft.finder} {draft.finder_version}"})
    if before:
        yield _remark(f"left out: {before} {'draft that was' if before == 1 else 'drafts that were'} rejected before")


def _same_again(content: Content, row: Row) -> bool:
    """A draft of the same kind and value that overlaps a rejected one by half is the same draft again."""
    said = decode(DraftRejected, row.body["rejected"])
    shared = min(said.end, content.anchor.end) - max(said.start, content.anchor.start)
    shorter = min(said.end - said.start, content.anchor.end - content.anchor.start)
    return said.kind is content.kind and said.value == content.value and 2 * shared >= shorter


def _plain(view: View, content: Content) -> dict[str, object]:
    """Return a claim as a file of decisions has it: flat, and without what is unknown."""
    encoded = encode(content)
    fields = {name: encoded[name] for name in _FIELDS} if isinstance(encoded, Mapping) else {}
    out: dict[str, object] = {"quote": content.anchor.quote, "start": content.anchor.start, **fields}
    out["time"] = content.time.edtf if content.time else None
    out["part_of"] = _whole(view, content, content.part_of) if content.part_of else None
    return {name: value for name, value in out.items() if value not in (None, [], ())}


def _whole(view: View, content: Content, whole: Span) -> dict[str, object]:
    words = view.text(content.anchor.text).content[whole.start : whole.end]
    return {"quote": words, "start": whole.start}


def _questions_waiting(case: Case) -> Iterator[str]:
    from witnessmark.weigh.questions import proposals

    for proposal in proposals(view_of(case).claims()):
        yield _json({"person": "", "open": proposal.as_opened(), "claims": list(proposal.claims)})


def _findings_waiting(case: Case) -> Iterator[str]:
    answered = answers_of(case)
    for finding in findings_of(case):
        if finding.verdict is not Verdict.HOLDS and finding.id not in answered:
            yield _remark(f"{finding.code} {finding.verdict}: {finding.message}")
            yield _json({"person": "", "finding": finding.id, "text": ""})


def _sources_waiting(case: Case) -> Iterator[str]:
    view = view_of(case)
    graded = {grade.graded.about for grade in view.grades()}
    speakers = Counter(claim.content.said_by[-1] for claim in view.claims() if claim.content.said_by)
    for name, claims in speakers.most_common():
        if name not in graded:
            yield _remark(f"{claims} claims go back to this source")
            yield _json({"person": "", "of": "source", "about": name, "grade": "", "reason": ""})


def _replies_waiting(case: Case) -> Iterator[str]:
    view = view_of(case)
    asked = {reply.recorded.who for reply in view.replies()}
    for conclusion in view.conclusions():
        for accused in conclusion.drawn.accuses:
            if accused not in asked:
                yield _remark(f"a conclusion accuses them: {conclusion.drawn.sentences[0].text}")
                said = dict.fromkeys(("person", "who", "sort", "asked_at", "how", "deadline", "outcome", "words"), "")
                yield _json({**said, "who": accused, "outcome": "asked", "conclusions": [conclusion.drawn.conclusion]})
