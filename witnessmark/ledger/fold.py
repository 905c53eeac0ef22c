"""Entries to projection rows: a pure fold. One function for each type of entry; rebuild and append call the same ones.

A row is made of entries and payloads alone. Rows that a later entry builds upon (roles, receipts, where a claim was moved) are
kept even where the thing itself is unknown, because its payload was erased: so the fold never depends on what is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from witnessmark.ledger.chain import EVIDENCE_START, evidence_after
from witnessmark.records.canonical import Json, digest_of
from witnessmark.records.entries import NO_EVIDENCE, Entry, Row

INLINE = 16
"""Receipts that a document's row holds itself. Further ones are rows of kind `receipt`, so that ten thousand cost no more each than one."""

SAFE = re.compile(r"[0-9A-Za-z._:-]{1,200}")
"""What an id may be made of. Rows are sorted by it in every database, and it stands in addresses."""

Body: TypeAlias = dict[str, Json]
Ident: TypeAlias = tuple[str, str]
"""Kind and id of a row."""
Get: TypeAlias = Callable[[str, str], Row | None]
Changes: TypeAlias = dict[Ident, Row | None]
"""Rows to be put; null where a row goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry with what it needs to be folded."""

    entry: Entry
    by: str
    payload: Body
    get: Get

    @property
    def dated(self) -> Body:
        """What every decision carries: its entry, its time and who made it."""
        return {"entry": self.entry.id, "at": self.entry.at, "by": self.by, "seq": self.entry.seq}

    @property
    def place(self) -> str:
        """The entry's number as a row id that sorts as numbers do."""
        return place_of(self.entry.seq)

    def word(self, field: str) -> str:
        """A field that is a string."""
        return cast(str, self.payload[field])

    def body(self, kind: str, ident: str) -> Body | None:
        """The body of a row as it stands."""
        row = self.get(kind, ident)
        return row.body if row else None


def place_of(seq: int) -> str:
    """Return an entry's number as a row id that sorts as numbers do."""
    return f"{seq:012d}"


def fold(entry: Entry, leaf: bytes, *, by: str | None, payload: Body | None, get: Get) -> Changes:
    """Return what an entry changes. An erased payload changes nothing, and is noted as erased."""
    changes: Changes = {}
    if entry.type not in NO_EVIDENCE:
        changes["state", "state"] = _state(entry, leaf, get)
    if payload is None or by is None:
        return changes | _row("erased", entry.id, {"type": entry.type, "seq": entry.seq, "at": entry.at, "reason": "", "erasure": None})
    return changes | _FOLDS[entry.type](Step(entry=entry, by=by, payload=payload, get=get))


def touches(type_: str, payload: Mapping[str, Json], by: str) -> tuple[Ident, ...]:
    """Return the rows that a payload of a type builds upon or replaces; rows named after the entry itself are left out."""
    if type_ in _DIGESTED:
        return (_DIGESTED[type_](payload, by),)
    return tuple((kind, cast(str, payload[field])) for kind, field in _TOUCHES.get(type_, ()) if payload.get(field) is not None)


def _state(entry: Entry, leaf: bytes, get: Get) -> Row:
    row = get("state", "state")
    before = cast(str, row.body["evidence"]) if row else EVIDENCE_START
    return Row(kind="state", id="state", body={"evidence": evidence_after(before, leaf), "size": entry.seq + 1, "at": entry.at})


def _row(kind: str, ident: str, body: Body, keys: Sequence[str] = ()) -> Changes:
    return {(kind, ident): Row(kind=kind, id=ident, body=body, keys=tuple(sorted(set(keys))))}


# The case and its people


def _case_opened(step: Step) -> Changes:
    return _row("case", step.word("case"), {**step.dated, "opened": step.payload})


def _person_added(step: Step) -> Changes:
    before = step.body("person", step.word("person")) or {"history": []}
    roles = step.payload["roles"]
    history: list[Json] = [*cast("list[Json]", before["history"]), [step.entry.seq, roles]]
    body: Body = {"name": step.payload["name"], "roles": roles, "active": True, "history": history, **step.dated}
    return _row("person", step.word("person"), body)


def _person_revoked(step: Step) -> Changes:
    before = step.body("person", step.word("person"))
    if before is None:
        return {}
    history: list[Json] = [*cast("list[Json]", before["history"]), [step.entry.seq, []]]
    return _row("person", step.word("person"), {**before, "roles": [], "active": False, "history": history})


# Documents


def _document(step: Step) -> Body:
    blank: Body = {"size": None, "media": None, "receipts": [], "more": 0, "reading": None, "disclosure": None, "first": None}
    return step.body("document", step.word("document")) or blank


def _document_received(step: Step) -> Changes:
    sha, body = step.word("document"), _document(step)
    received: Body = {"entry": step.entry.id, "at": step.entry.at, "by": step.by, "receipt": step.payload}
    receipts, changes = cast("list[Json]", body["receipts"]), {}
    if body["first"] is None:
        body = {**body, "first": step.entry.seq, "size": step.payload["size"], "media": step.payload["media"]}
        changes = _row("arrival", step.place, {"document": sha})
    if len(receipts) < INLINE:
        return changes | _row("document", sha, {**body, "receipts": [*receipts, received]})
    changes |= _row("receipt", step.place, received, [f"document:{sha}"])
    return changes | _row("document", sha, {**body, "more": cast(int, body["more"]) + 1})


def _document_read(step: Step) -> Changes:
    sha, body, text = step.word("document"), _document(step), step.payload["text"]
    changes = _row("document", sha, {**body, "reading": step.payload})
    if text is not None:
        changes |= _row("text", f"{text}:{sha}", {"reading": step.payload}, [f"document:{sha}"])
    return changes


def _disclosure_chosen(step: Step) -> Changes:
    sha, body = step.word("document"), _document(step)
    return _row("document", sha, {**body, "disclosure": step.payload["disclosure"]})


# Claims


def _claim_row(ident: str, body: Body) -> Changes:
    anchor = cast(Body, cast(Body, body["content"])["anchor"])
    keys = [f"text:{anchor['text']}", f"document:{anchor['document']}"]
    if body["question"] is not None:
        keys.append(f"question:{body['question']}")
    return _row("claim", ident, body, keys)


def _past(ident: str, body: Body) -> Changes:
    """A version that no longer stands, kept to be traced."""
    kept = {key: value for key, value in body.items() if key != "question"}
    return _row("claim-version", f"{ident}:{body['version']}", {**kept, "claim": ident}, [f"claim:{ident}"])


def _claim_accepted(step: Step) -> Changes:
    ident = step.word("claim")
    before, moved = step.body("claim", ident), step.body("claim-place", ident)
    body: Body = {key: value for key, value in step.payload.items() if key != "claim"}
    body |= {**step.dated, "question": moved["question"] if moved else None}
    return (_past(ident, before) if before else {}) | _claim_row(ident, body)


def _claim_withdrawn(step: Step) -> Changes:
    ident = step.word("claim")
    before = step.body("claim", ident)
    return {**_past(ident, before), ("claim", ident): None} if before else {}


def _claim_moved(step: Step) -> Changes:
    ident, question = step.word("claim"), step.payload["question"]
    before = step.body("claim", ident)
    changes = _row("claim-place", ident, {"question": question})
    return changes | _claim_row(ident, {**before, "question": question}) if before else changes


def _draft_rejected(step: Step) -> Changes:
    keys = [f"text:{step.payload['text']}", f"document:{step.payload['document']}"]
    return _row("rejection", step.place, {**step.dated, "rejected": step.payload}, keys)


def _tied(step: Step) -> Changes:
    keys = [f"claim:{step.payload['from_']}", f"claim:{step.payload['to']}"]
    return _row("tie", step.word("tie"), {**step.dated, "tied": step.payload}, keys)


# Questions, conclusions, and what is said of them


def _question_opened(step: Step) -> Changes:
    before = step.body("question", step.word("question")) or {"merged_into": None}
    return _row("question", step.word("question"), {**step.dated, "asked": step.payload, "merged_into": before["merged_into"]})


def _question_merged(step: Step) -> Changes:
    before = step.body("question", step.word("question")) or {**step.dated, "asked": None}
    into = step.payload["into"]
    return _row("question", step.word("question"), {**before, "merged_into": into}, [f"into:{into}"])


def _conclusion_drawn(step: Step) -> Changes:
    ident, superseded = step.word("conclusion"), step.payload["supersedes"]
    keys = [f"question:{step.payload['question']}"]
    keys += [f"claim:{cast(Body, cited)['claim']}" for cited in cast("list[Json]", step.payload["claims"])]
    changes = _row("conclusion", ident, {**step.dated, "drawn": step.payload}, keys)
    if isinstance(superseded, str) and superseded != ident and step.get("conclusion", superseded):
        changes["conclusion", superseded] = None
    return changes


def _newest(kind: str, field: str, within: str) -> Callable[[Step], Changes]:
    """The newest payload of an id replaces what was said under it before."""

    def step_to_row(step: Step) -> Changes:
        return _row(kind, step.word(field), {**step.dated, within: step.payload})

    return step_to_row


def _answer_given(step: Step) -> Changes:
    (_, ident), finding = _answer_id(step.payload, step.by), step.payload["finding"]
    return _row("answer", ident, {**step.dated, "given": step.payload}, [f"finding:{finding}"])


def _graded(step: Step) -> Changes:
    return _row(*_grade_id(step.payload, step.by), {**step.dated, "graded": step.payload})


def _name_classified(step: Step) -> Changes:
    return _row(*_name_id(step.payload, step.by), {**step.dated, "classified": step.payload})


def _answer_id(payload: Mapping[str, Json], by: str) -> Ident:
    """The newest answer of one person on one finding counts."""
    return "answer", digest_of([payload["finding"], by])[:32]


def _grade_id(payload: Mapping[str, Json], by: str) -> Ident:
    """The newest grade of one person on one thing counts."""
    return "grade", digest_of([payload["of"], payload["about"], by])[:32]


def _name_id(payload: Mapping[str, Json], by: str) -> Ident:  # noqa: ARG001  # one form with the two above
    """The newest decision on a name counts, whoever made it."""
    return "name", digest_of(payload["name"])[:32]


# Finders that a user adds


def _host_permitted(step: Step) -> Changes:
    return _row(*_host_id(step.payload, step.by), {**step.dated, "permitted": step.payload})


def _host_id(payload: Mapping[str, Json], by: str) -> Ident:  # noqa: ARG001  # one form with the three above
    """The newest decision on a host counts, whoever made it."""
    return "host", digest_of(payload["host"])[:32]


def _finder_consulted(step: Step) -> Changes:
    return _row("consulted", step.place, {**step.dated, "consulted": step.payload}, [f"text:{step.payload['text']}"])


# Sealed things


def _key_registered(step: Step) -> Changes:
    ident = _key_id(step.payload, step.by)
    return _row(*ident, {**step.dated, "registered": step.payload, "retired": None}, [f"person:{step.payload['person']}"])


def _key_retired(step: Step) -> Changes:
    kind, ident = _key_id(step.payload, step.by)
    before = step.body(kind, ident)
    if before is None:
        return {}
    keys = [f"person:{cast(Body, before['registered'])['person']}"]
    return _row(kind, ident, {**before, "retired": step.payload["reason"]}, keys)


def _key_id(payload: Mapping[str, Json], by: str) -> Ident:  # noqa: ARG001  # one form with the others
    """A key is one row, whoever wrote of it."""
    return "key", digest_of(payload["recipient"])[:32]


def _item_sealed(step: Step) -> Changes:
    about = step.payload["about"]
    return _row("item", step.word("item"), {**step.dated, "sealed": step.payload}, [f"about:{about}"] if about else [])


def _claim_sealed(step: Step) -> Changes:
    keys = [f"about:{step.payload['about']}", f"within:{step.payload['within']}"]
    return _row("sealed-claim", step.word("claim"), {**step.dated, "sealed": step.payload}, keys)


# What leaves, and the log itself


def _each(kind: str, within: str) -> Callable[[Step], Changes]:
    """Every entry of a type is a row of its own, in the order of the log."""

    def step_to_row(step: Step) -> Changes:
        return _row(kind, step.place, {**step.dated, within: step.payload})

    return step_to_row


def _payload_erased(step: Step) -> Changes:
    before = step.body("erased", step.word("entry"))
    if before is None:
        return {}
    return _row("erased", step.word("entry"), {**before, "reason": step.payload["reason"], "erasure": step.entry.id})


_FOLDS: dict[str, Callable[[Step], Changes]] = {
    "case-opened": _case_opened,
    "person-added": _person_added,
    "person-revoked": _person_revoked,
    "document-received": _document_received,
    "document-read": _document_read,
    "disclosure-chosen": _disclosure_chosen,
    "host-permitted": _host_permitted,
    "finder-consulted": _finder_consulted,
    "claim-accepted": _claim_accepted,
    "claim-withdrawn": _claim_withdrawn,
    "claim-moved": _claim_moved,
    "draft-rejected": _draft_rejected,
    "tied": _tied,
    "question-opened": _question_opened,
    "question-merged": _question_merged,
    "conclusion-drawn": _conclusion_drawn,
    "reply-recorded": _newest("reply", "reply", "recorded"),
    "site-opened": _newest("site", "site", "opened"),
    "answer-given": _answer_given,
    "graded": _graded,
    "name-classified": _name_classified,
    "key-registered": _key_registered,
    "key-retired": _key_retired,
    "item-sealed": _item_sealed,
    "seal-opened": _each("opening", "opened"),
    "claim-sealed": _claim_sealed,
    "consent-recorded": _newest("consent", "person", "recorded"),
    "inspection-signed": _newest("inspection", "tree", "signed"),
    "payload-erased": _payload_erased,
    "checks-run": _newest("run", "view", "run"),
    "proposal-made": _newest("proposal", "proposal", "made"),
    "release-made": _each("release", "made"),
    "refusal-made": _each("refusal", "made"),
    "checkpoint-made": _each("checkpoint", "made"),
}

_TOUCHES: dict[str, tuple[Ident, ...]] = {
    "case-opened": (("case", "case"),),
    "person-added": (("person", "person"),),
    "person-revoked": (("person", "person"),),
    "document-received": (("document", "document"),),
    "document-read": (("document", "document"),),
    "disclosure-chosen": (("document", "document"),),
    "claim-accepted": (("claim", "claim"), ("claim-place", "claim")),
    "claim-withdrawn": (("claim", "claim"),),
    "claim-moved": (("claim", "claim"), ("claim-place", "claim")),
    "tied": (("tie", "tie"),),
    "question-opened": (("question", "question"),),
    "question-merged": (("question", "question"),),
    "conclusion-drawn": (("conclusion", "conclusion"), ("conclusion", "supersedes")),
    "reply-recorded": (("reply", "reply"),),
    "site-opened": (("site", "site"),),
    "item-sealed": (("item", "item"),),
    "claim-sealed": (("sealed-claim", "claim"),),
    "consent-recorded": (("consent", "person"),),
    "inspection-signed": (("inspection", "tree"),),
    "payload-erased": (("erased", "entry"),),
    "checks-run": (("run", "view"),),
    "proposal-made": (("proposal", "proposal"),),
}
"""For each type: kind of row and the payload's field that holds its id."""

_DIGESTED: dict[str, Callable[[Mapping[str, Json], str], Ident]] = {
    "answer-given": _answer_id, "graded": _grade_id, "name-classified": _name_id, "host-permitted": _host_id,
    "key-registered": _key_id, "key-retired": _key_id,
}
"""Types whose row is named by a digest of what they are about."""
