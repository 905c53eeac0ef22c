"""What somebody says is so: drafts of finders and claims that a person accepted (gold/GUIDELINES.md defines the kinds)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from witnessmark.records.canonical import digest_of
from witnessmark.records.codec import encode
from witnessmark.records.texts import Anchor


class Kind(StrEnum):
    """The seven kinds of claims."""

    COUNT = "count"
    PRESENCE = "presence"
    CONTROL = "control"
    LINK = "link"
    ACT = "act"
    MEASURE = "measure"
    DENIAL = "denial"


class Modality(StrEnum):
    """How the clause that holds the claim puts it."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    PLANNED = "planned"


class Listing(StrEnum):
    """Whether the names that follow a number are all of them ("these nine:") or some ("such as")."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run in the same text as the claim that names it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a number is about: whose count, which places, which period, what is counted. Null is unknown, not all."""

    whose: str | None = None
    places: str | None = None
    period: str | None = None
    counted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as EDTF with its bounds as ISO dates; an open end has no bound."""

    edtf: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a claim says. Its version is the SHA-256 of this record's canonical JSON."""

    kind: Kind
    anchor: Anchor
    modality: Modality
    said_by: tuple[str, ...] = ()
    """The chain of speakers, outermost first; empty where the text itself says so."""
    value: str | None = None
    """`count` only: a decimal string."""
    min: str | None = None
    max: str | None = None
    """Bounds of `value`. Both null: the number stands alone."""
    unit: str | None = None
    """`count` only: what is counted, a singular English noun."""
    subject: str | None = None
    object: str | None = None
    place: str | None = None
    """The place as the text has it."""
    place_id: str | None = None
    """Its id in the gazetteer, set where it is certain or a person chose it."""
    time: When | None = None
    part_of: Span | None = None
    """The quotation of the whole that this count is a part of."""
    names: tuple[str, ...] = ()
    """The names that follow a number one by one."""
    list: Listing | None = None
    scope: Scope | None = None
    method: str | None = None
    """An id of the vocabulary of methods (tnr.*)."""
    service: str | None = None
    language: str = "und"

    @property
    def version(self) -> str:
        """SHA-256 of the canonical JSON of the content."""
        return digest_of(encode(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim as a finder proposed it. It is no claim until a person accepts it."""

    content: Content
    finder: str
    finder_version: str
    because: tuple[tuple[str, str], ...] = ()
    """Which rule of the finder fired for what: (field, "file: cue") pairs, for `claims --explain`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim that a person accepted."""

    id: str
    """Random, given at first acceptance, never changed."""
    version: str
    content: Content
    question: str | None = None
    """The question that it answers, once a person opened one."""
    at: str = ""
    """When this version was accepted: UTC, RFC 3339."""
    entry: str = ""
    """The entry that accepted this version."""


def gold_form(content: Content) -> dict[str, object]:
    """Return a claim in the form of gold/GUIDELINES.md, so that gold/score.py can score it; numbers become JSON numbers."""
    anchor = content.anchor
    out: dict[str, object] = {
        "quote": anchor.quote, "start": anchor.start, "end": anchor.end, "kind": content.kind.value,
        "subject": content.subject, "object": content.object, "place": content.place,
        "time": content.time.edtf if content.time else None,
        "said_by": list(content.said_by), "modality": content.modality.value,
    }
    if content.kind is Kind.COUNT:
        out["value"], out["unit"] = _number(content.value), content.unit
        if content.min is not None or content.max is not None:
            out["min"], out["max"] = _number(content.min), _number(content.max)
    return out


def _number(decimal: str | None) -> int | float | None:
    if decimal is None:
        return None
    return float(decimal) if "." in decimal else int(decimal)
