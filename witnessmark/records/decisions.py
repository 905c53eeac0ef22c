"""What people of the case decided. Each record is the payload of one entry; the entry says who and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from witnessmark.records.claims import Content, Kind, Modality, Scope, When
from witnessmark.records.documents import Disclosure


class Mode(StrEnum):
    """Who may release: two people, or one who declared it at the start."""

    TWO_PEOPLE = "two-people"
    SOLO = "solo"


class Role(StrEnum):
    """What a person of the case may do."""

    INVESTIGATOR = "investigator"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    CUSTODIAN = "custodian"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """The first entry of a case."""

    case: str
    """Random id."""
    title: str
    mode: Mode
    exercise: bool
    languages: tuple[str, ...]
    contact: str
    """Where a reader sends a correction."""
    key: str
    """The public Ed25519 key of the case's checkpoints, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded:
    """Somebody joins the case, or gets other roles."""

    person: str
    """Random id within the case."""
    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRevoked:
    """Somebody leaves; what they did before stands."""

    person: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAccepted:
    """A draft became a claim, or a claim was mended (a new version of the same id)."""

    claim: str
    version: str
    content: Content
    drafted_by: str
    """The finder and its version, `person`, or `import`."""
    mended: bool = False
    """The person changed what the finder proposed, or this replaces an earlier version."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWithdrawn:
    """A claim is no longer stood behind; it stays visible in the ledger, not in what is published."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRejected:
    """A draft is no claim. A later draft of the same kind and value that overlaps by half is left out of the list, and counted."""

    document: str
    text: str
    kind: Kind
    value: str | None
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOpened:
    """What several claims answer. Only opened questions are published."""

    question: str
    """Random id."""
    title: str
    kind: Kind
    unit: str | None = None
    place: str | None = None
    place_id: str | None = None
    scope: Scope | None = None
    period: str | None = None
    """EDTF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMoved:
    """A claim is put under a question, or (null) taken out of one."""

    claim: str
    question: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMerged:
    """A question goes on in another; its address keeps a pointer."""

    question: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A claim in the version that somebody read."""

    claim: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence in one language (BCP 47)."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionDrawn:
    """A sentence that the team stands behind, citing claims."""

    conclusion: str
    """Random id; the same id again is a new wording."""
    question: str
    sentences: tuple[Sentence, ...]
    modality: Modality
    claims: tuple[Cited, ...]
    value: str | None = None
    unit: str | None = None
    place: str | None = None
    time: When | None = None
    speakers: tuple[str, ...] = ()
    """The chain as the sentence names it, outermost first."""
    accuses: tuple[str, ...] = ()
    """Whom it accuses, each named as in a `ReplySought` (rule W003); states and ministries included."""
    supersedes: str | None = None


class Outcome(StrEnum):
    """What became of a request for a reply. Silence is neither denial nor admission."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    SILENT = "silent"
    NOT_ASKED = "not-asked"
    """Two people signed why asking would endanger somebody."""


class Accused(StrEnum):
    """What sort of body is accused: house rule for the first three, evidence rule for the last."""

    PERSON = "person"
    ASSOCIATION = "association"
    BUSINESS = "business"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRecorded:
    """Who was asked what, how, with what deadline, and what they said, in full."""

    reply: str
    who: str
    sort: Accused
    asked_at: str | None
    """Date, ISO."""
    how: str
    deadline: str | None
    outcome: Outcome
    words: str
    """The reply in full, or the documented position; empty where silent."""
    conclusions: tuple[str, ...] = ()
    reason: str = ""
    """For `not-asked`: why. Internal."""
    signed_by: tuple[str, ...] = ()
    """Persons (ids) who signed the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """A person's word on a finding, printed beside it."""

    finding: str
    """The finding's id: a hash of code, ids and facts, so it binds to what was found."""
    code: str
    text: str


class GradeOf(StrEnum):
    """What a grade judges."""

    SOURCE = "source"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A person's judgement: a source A to F, or an information 1 to 6 (NATO/Admiralty; each judged on its own)."""

    of: GradeOf
    about: str
    """The source's name, or a claim's id."""
    grade: str
    reason: str
    scale: str = "admiralty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Controlled:
    """A body that runs a site, within dates, by these claims. Links never stand here."""

    body: str
    claims: tuple[str, ...]
    since: str | None = None
    """EDTF; null: unknown."""
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOpened:
    """A place that a person opened in the registry. The same id again replaces what was said of it."""

    site: str
    """Random id."""
    title: str
    city: str | None
    """As reported; null: not given."""
    country: str
    """As reported."""
    place_id: str | None
    """The town, region or country in the gazetteer: never narrower than a town."""
    ordinal: int
    """First, second, ... site of this bureau in this city."""
    stations: int
    """How many the row stands for."""
    counted: str
    """`yes`, `no` or `unknown`: whether it may be added to the others."""
    overlaps: str
    """Why not, where `counted` is not `yes`."""
    claims: tuple[str, ...]
    """Claims that report it."""
    controlled_by: tuple[Controlled, ...] = ()
    finding_of_host: str = ""
    """What the host country said or did, in our paraphrase."""
    finding_date: str | None = None
    finding_claims: tuple[str, ...] = ()
    status: str = "tnr.S8"
    """An id of the vocabulary (tnr.S*)."""
    status_date: str | None = None


class NameClass(StrEnum):
    """What a name in the material stands for (rule D006)."""

    PUBLIC_ROLE = "public-role"
    BODY = "body"
    PLACE = "place"
    WORK = "work"
    """The name of an outlet, report, campaign, law or the like."""
    PRIVATE = "private"
    """Replaced by a neutral word wherever it would leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameClassified:
    """A person's decision on a name. A public role needs role, reason and two people."""

    name: str
    as_: NameClass
    role: str = ""
    reason: str = ""
    neutral: str = ""
    """The word that replaces a private name."""
    seconded_by: str | None = None
    """The second person (id)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureChosen:
    """How much of a document the bundle holds."""

    document: str
    disclosure: Disclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A tie between two claims: `demands`, `follows`, `part-of-campaign`, `service-at`."""

    tie: str
    from_: str
    to: str
    sort: str
