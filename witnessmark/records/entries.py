"""Entries of the ledger: what is chained, what can be erased, and who may write which type (docs/formats/ledger-entry.md)."""

from __future__ import annotations

from dataclasses import dataclass

from witnessmark.records import decisions as d
from witnessmark.records.canonical import Json
from witnessmark.records.decisions import Role
from witnessmark.records.documents import Reading, Receipt
from witnessmark.records.finders import Consulted, HostPermitted
from witnessmark.records.findings import ChecksRun
from witnessmark.records.sealing import (
    ClaimSealed,
    ConsentRecorded,
    InspectionSigned,
    ItemSealed,
    KeyRegistered,
    KeyRetired,
    SealOpened,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One leaf of the log. Its bytes are its canonical JSON; it holds no word of any payload."""

    seq: int
    """From 0."""
    id: str
    """Random, 32 hexadecimal digits."""
    type: str
    at: str
    """UTC, RFC 3339, seconds."""
    prev: str
    """SHA-256 of the bytes of the entry before; 64 zeros at the beginning."""
    actor: str
    """Salted commitment to the acting person's id."""
    payload: str
    """Salted commitment to the payload, field by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry with its payload as the case holds it. `payload` is null once it was erased."""

    entry: Entry
    by: str | None
    """The acting person's id; null once it was erased."""
    payload: dict[str, Json] | None
    salt: str | None
    """32 random bytes, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a projection: made of entries and payloads only, so it can be rebuilt to the byte."""

    kind: str
    id: str
    body: dict[str, Json]
    keys: tuple[str, ...] = ()
    """By what else it can be looked up: `question:ID`, `document:SHA256`, `text:SHA256`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadErased:
    """The payload of an entry was destroyed, with its salt; everything else still proves."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMade:
    """What would be published, for a second person to confirm."""

    proposal: str
    """Digest of the tree of files that would leave."""
    head: int
    """How many entries the log had at the last one that is evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMade:
    """A proposal was confirmed: the person saw it rendered."""

    proposal: str
    head: int
    solo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalMade:
    """The gate was shut. Carriers and forms only, never a term."""

    head: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointMade:
    """A signed head was made."""

    size: int
    root: str
    note: str
    """The C2SP checkpoint, whole."""


PAYLOADS: dict[str, type] = {
    "case-opened": d.CaseOpened,
    "person-added": d.PersonAdded,
    "person-revoked": d.PersonRevoked,
    "document-received": Receipt,
    "document-read": Reading,
    "host-permitted": HostPermitted,
    "finder-consulted": Consulted,
    "disclosure-chosen": d.DisclosureChosen,
    "claim-accepted": d.ClaimAccepted,
    "claim-withdrawn": d.ClaimWithdrawn,
    "draft-rejected": d.DraftRejected,
    "question-opened": d.QuestionOpened,
    "question-merged": d.QuestionMerged,
    "claim-moved": d.ClaimMoved,
    "conclusion-drawn": d.ConclusionDrawn,
    "reply-recorded": d.ReplyRecorded,
    "answer-given": d.AnswerGiven,
    "graded": d.Graded,
    "site-opened": d.SiteOpened,
    "name-classified": d.NameClassified,
    "tied": d.Tied,
    "key-registered": KeyRegistered,
    "key-retired": KeyRetired,
    "item-sealed": ItemSealed,
    "seal-opened": SealOpened,
    "claim-sealed": ClaimSealed,
    "consent-recorded": ConsentRecorded,
    "inspection-signed": InspectionSigned,
    "payload-erased": PayloadErased,
    "checks-run": ChecksRun,
    "proposal-made": ProposalMade,
    "release-made": ReleaseMade,
    "refusal-made": RefusalMade,
    "checkpoint-made": CheckpointMade,
}
"""Every type of entry with the record that is its payload."""

NO_EVIDENCE = frozenset({
    "checks-run", "proposal-made", "release-made", "refusal-made", "checkpoint-made", "host-permitted", "finder-consulted",
    "key-registered", "key-retired", "seal-opened", "inspection-signed",
})
"""Entries that change nothing of what is known, and so make no run old and no publication another."""

MAY_WRITE: dict[str, frozenset[Role]] = {
    "case-opened": frozenset({Role.ADMIN}),
    "person-added": frozenset({Role.ADMIN}),
    "person-revoked": frozenset({Role.ADMIN}),
    "document-received": frozenset({Role.INVESTIGATOR}),
    "document-read": frozenset({Role.INVESTIGATOR}),
    "host-permitted": frozenset({Role.ADMIN}),
    "finder-consulted": frozenset({Role.INVESTIGATOR}),
    "disclosure-chosen": frozenset({Role.REVIEWER}),
    "claim-accepted": frozenset({Role.REVIEWER}),
    "claim-withdrawn": frozenset({Role.REVIEWER}),
    "draft-rejected": frozenset({Role.REVIEWER}),
    "question-opened": frozenset({Role.REVIEWER}),
    "question-merged": frozenset({Role.REVIEWER}),
    "claim-moved": frozenset({Role.REVIEWER}),
    "conclusion-drawn": frozenset({Role.REVIEWER}),
    "reply-recorded": frozenset({Role.INVESTIGATOR, Role.REVIEWER}),
    "answer-given": frozenset({Role.INVESTIGATOR, Role.REVIEWER}),
    "graded": frozenset({Role.REVIEWER}),
    "site-opened": frozenset({Role.REVIEWER}),
    "name-classified": frozenset({Role.REVIEWER}),
    "tied": frozenset({Role.REVIEWER}),
    "key-registered": frozenset({Role.ADMIN, Role.CUSTODIAN}),
    "key-retired": frozenset({Role.ADMIN, Role.CUSTODIAN}),
    "item-sealed": frozenset({Role.INVESTIGATOR, Role.CUSTODIAN}),
    "seal-opened": frozenset({Role.CUSTODIAN}),
    "claim-sealed": frozenset({Role.CUSTODIAN}),
    "consent-recorded": frozenset({Role.INVESTIGATOR, Role.CUSTODIAN}),
    "inspection-signed": frozenset({Role.CUSTODIAN}),
    "payload-erased": frozenset({Role.CUSTODIAN, Role.ADMIN}),
    "checks-run": frozenset(Role),
    "proposal-made": frozenset({Role.PUBLISHER}),
    "release-made": frozenset({Role.PUBLISHER}),
    "refusal-made": frozenset(Role),
    "checkpoint-made": frozenset({Role.PUBLISHER, Role.CUSTODIAN, Role.ADMIN}),
}
"""Which roles may write which type (rule L002). The first two entries of a case are written by the person whom they add."""
