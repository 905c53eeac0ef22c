"""What could be published, and what passed the gate. Publishers take a Release alone; protect.gate.clear is its one maker."""

from __future__ import annotations

from dataclasses import dataclass

from witnessmark.records import decisions as d
from witnessmark.records.claims import Claim
from witnessmark.records.documents import Document
from witnessmark.records.entries import Written
from witnessmark.records.findings import Finding, Rule, Run
from witnessmark.records.places import Place
from witnessmark.records.texts import Text
from witnessmark.records.view import Answer, Conclusion, Grade, Name, Origin, Question, Reply, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The state of the log that a publication is a function of."""

    size: int
    """Entries up to and with the last one that is evidence."""
    root: str
    """RFC 6962 root over them, hexadecimal."""
    at: str
    """Time of the last of them: the publication's date."""
    view: str
    """Digest of the view."""
    checkpoint: str
    """The signed C2SP checkpoint over them."""
    leaves: tuple[str, ...]
    """Leaf hashes, hexadecimal, in order."""
    tool: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One line of a roll-up."""

    name: str
    place: str | None
    """The gazetteer id of the line, where it is a place."""
    stations: int
    """Added over sites whose `counted` is yes."""
    not_added: int
    """Stations of sites that may not be added, shown beside."""
    sites: tuple[str, ...]
    claims: tuple[str, ...]
    """Every claim that the line rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """The registry summed by country, city, continent or controlling body; nothing is dropped."""

    by: str
    """`country`, `city`, `continent`, `body`."""
    lines: tuple[Tally, ...]
    stations: int
    not_added: int
    standard: str
    """Which list of places was used and how; printed beside the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """What could be published, in one value."""

    case: d.CaseOpened
    head: Head
    documents: tuple[Document, ...]
    texts: tuple[Text, ...]
    """Texts that a claim is anchored in."""
    claims: tuple[Claim, ...]
    questions: tuple[Question, ...]
    origins: tuple[Origin, ...]
    origin_of: tuple[tuple[str, str], ...]
    """Pairs of claim id and origin id; a claim without a pair has no established origin."""
    conclusions: tuple[Conclusion, ...]
    replies: tuple[Reply, ...]
    answers: tuple[Answer, ...]
    grades: tuple[Grade, ...]
    names: tuple[Name, ...]
    sites: tuple[Site, ...]
    places: tuple[Place, ...]
    """Gazetteer places that sites and claims name by id."""
    rollups: tuple[RollUp, ...]
    rules: tuple[Rule, ...]
    runs: tuple[Run, ...]
    opened: tuple[Written, ...]
    """Entries that the bundle opens: receipts and readings of documents, the claims and decisions that are cited."""
    pseudonyms: tuple[tuple[str, str], ...]
    """Pairs of person id and pseudonym of this release."""
    solo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An assembly that passed the gate's first leaf: private names replaced, internal fields emptied."""

    assembly: Assembly
    cleared: str
    """Digest of what was cleared, so that nobody can swap it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """One reason why the gate is shut: a rule, a carrier, a form and a place, never the term."""

    code: str
    carrier: str
    form: str
    where: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a proposal did not pass, complete."""

    reasons: tuple[Shut, ...]


def findings_of(assembly: Assembly) -> tuple[Finding, ...]:
    """Return every finding of an assembly in the order of rules."""
    return tuple(finding for run in assembly.runs for finding in run.findings)
