"""What the ledger holds of sealed things: random ids, commitments, whose keys open them, and what consent allows. Never a word of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a sealed file holds."""

    IDENTITY = "identity"
    """Who a protected person is: the gate's terms come from here, in memory alone."""
    TESTIMONY = "testimony"
    """What a witness gave, byte for byte."""
    CLAIM = "claim"
    """A claim that is anchored in a sealed text."""
    CONSENT = "consent"
    """The whole record of a consent; what a machine enforces of it stands in its entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRegistered:
    """A person of the case gave a public key; what is sealed from now on opens with it."""

    person: str
    recipient: str
    """The public key as age writes it."""
    signs: str
    """The public Ed25519 key of the same person, hexadecimal: who inspects what leaves signs with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRetired:
    """A key is used no more. What was sealed to it is sealed anew with `reseal`."""

    recipient: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSealed:
    """Something was sealed, or sealed anew: the same id again replaces the file."""

    item: str
    """Random id; the file in the vault is named by it."""
    sort: Sort
    about: str
    """Random id of the protected person whom it is about; empty where it is about none."""
    recipients: tuple[str, ...]
    """Fingerprints of the keys that open it: as many and of the sort that the file's header says."""
    digest: str
    """SHA-256 of the sealed file."""
    size: int
    """Bytes of the sealed file, padded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOpened:
    """Somebody opened sealed things in memory: a custody event."""

    items: tuple[str, ...]
    key: str
    """Fingerprint of the key that opened them."""
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSealed:
    """A claim that is anchored in a sealed text. Only a custodian's machine can say whether its quotation stands there (Q001)."""

    claim: str
    """Random id."""
    item: str
    """The sealed claim."""
    within: str
    """The sealed testimony that it is anchored in."""
    about: str
    commitment: str
    """SHA-256 over a salt and the claim's content, both sealed: it can be opened to a court, and not guessed."""
    others: tuple[str, ...] = ()
    """Other protected persons whom it tells of: relatives, bystanders. Each has a consent of their own, and none is given for them."""


class Use(StrEnum):
    """For what a person allowed that which is theirs to be used (standards, 9.2). Another use is another grant."""

    INTERNAL_ANALYSIS = "internal_analysis"
    AGGREGATE = "aggregate_statistics"
    PUBLISH_ANONYMOUS = "publish_anonymous"
    PUBLISH_PSEUDONYM = "publish_pseudonym"
    PUBLISH_NAME = "publish_name"
    PUBLISH_IMAGE = "publish_image"
    PUBLISH_VOICE = "publish_voice"
    SHARE_PARTNER = "share_partner"
    SHARE_UN = "share_un"
    SHARE_COURT = "share_court"
    SHARE_POLICE = "share_police"
    RESEARCH = "research"
    AI = "ai_processing"
    RECONTACT = "recontact"


class Said(StrEnum):
    """What a person answered when asked. Whatever is not `yes` is no."""

    YES = "yes"
    NO = "no"
    ASK_AGAIN = "ask_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """An answer for one use."""

    use: Use
    said: Said
    since: str | None = None
    """Date, ISO: not before; null: from the day that it was given."""
    until: str | None = None
    """Date, ISO, the last day on which it holds; null: until it is withdrawn."""
    whom: str = ""
    """For sharing: with whom, a word of the team's own; a grant for one is none for another."""
    conditional: bool = False
    """There are conditions, in words, in the sealed record: a custodian says at each proposal that they are met."""


class AboutWhom(StrEnum):
    """For whom the person could consent. Nobody consents for relatives at home."""

    SELF = "self"
    WARD = "ward"
    RELATIVE = "relative"


class Standing(StrEnum):
    """Whether a consent stands."""

    ACTIVE = "active"
    PARTLY_WITHDRAWN = "partly_withdrawn"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecorded:
    """What a protected person allowed. The newest record of a person replaces what was recorded before; history stays in the log."""

    person: str
    """The protected person's random id."""
    about: AboutWhom
    standing: Standing
    grants: tuple[Grant, ...]
    item: str
    """The sealed record: how it was obtained, what was explained, conditions, safe ways to call back."""
    concern: bool = False
    """A minor, or doubts about competence: a second person reviewed it."""
    seconded_by: str = ""
    """Id of the person of the case who reviewed it."""
    earlier: int = 0
    """How many statements the person gave elsewhere before: nobody is to be asked twice without need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionSigned:
    """A custodian's machine inspected every byte of a proposal with the names unsealed in memory, and found none."""

    tree: str
    """Digest of the tree of files that would leave."""
    terms: str
    """HMAC of the list of protected words under the case's salt: the same list gives the same, and nobody can try words against it."""
    patterns: int
    """Forms that were looked for."""
    key: str
    """Public Ed25519 key, hexadecimal."""
    signature: str
    """Over tree, terms and patterns, hexadecimal."""


def in_force(grant: Grant, *, day: str) -> bool:
    """Return whether a grant allows its use on a day (ISO date). Whatever is unknown does not."""
    return grant.said is Said.YES and (grant.since is None or grant.since <= day) and (grant.until is None or day <= grant.until)


def allows(consent: ConsentRecorded | None, use: Use, *, day: str, whom: str = "") -> Grant | None:
    """Return the grant that allows a use on a day, or null: no record, no `yes`, another use, another receiver, another day.

    A later answer for the same use and receiver in one record replaces an earlier one.
    """
    if consent is None or consent.standing not in (Standing.ACTIVE, Standing.PARTLY_WITHDRAWN):
        return None
    if consent.concern and not consent.seconded_by:
        return None
    answers = [grant for grant in consent.grants if grant.use is use and grant.whom == whom]
    return answers[-1] if answers and in_force(answers[-1], day=day) else None
