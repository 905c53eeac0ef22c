"""What a rule may look at: one state of the case, read in parts, and the digest of that state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from witnessmark.records import decisions as d
from witnessmark.records.claims import Claim
from witnessmark.records.documents import Document
from witnessmark.records.entries import Entry, Written
from witnessmark.records.places import Place
from witnessmark.records.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that a person opened. `merged_into` points on where it was merged."""

    id: str
    asked: d.QuestionOpened
    merged_into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A decision with who made it (the person's id) and when."""

    entry: str
    at: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion(Dated):
    """A conclusion in its newest wording."""

    drawn: d.ConclusionDrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Dated):
    """A reply in its newest state."""

    recorded: d.ReplyRecorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Dated):
    """An answer to a finding."""

    given: d.AnswerGiven


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Dated):
    """A grade; the newest of one person on one thing counts."""

    graded: d.Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Dated):
    """A site of the registry."""

    opened: d.SiteOpened


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Dated):
    """A name that a person classified."""

    classified: d.NameClassified


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the case. The name is internal for ever."""

    id: str
    name: str
    roles: tuple[d.Role, ...]
    active: bool
    history: tuple[tuple[int, tuple[d.Role, ...]], ...]
    """From which entry (seq) on which roles; no roles once revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A group of documents and speakers that go back to one first utterance."""

    id: str
    """Hash of its documents' digests and first speaker."""
    name: str
    """The first speaker, or the earliest document's publisher."""
    documents: tuple[str, ...]
    """Held documents that go back to it, earliest first."""
    held: bool
    """Whether the first utterance itself is among the documents."""
    because: tuple[tuple[str, str], ...]
    """(document, why): `attributes to NAME`, `shares 3 passages with SHA256`, `speaks for itself`."""


class View(Protocol):
    """One state of the case. Iterators stream; nothing loads the whole."""

    digest: str
    """Digest over all entries that are evidence."""
    case: d.CaseOpened

    def documents(self) -> Iterator[Document]:
        """Every document, in the order of first receipt."""

    def document(self, sha256: str) -> Document | None:
        """One document."""

    def content(self, sha256: str) -> bytes:
        """Stored bytes by digest, unchecked: P001 is what checks them. Raises Damaged where they are gone."""

    def text(self, digest: str) -> Text:
        """The frozen text of a digest, with layout. Raises Damaged where it is gone or changed."""

    def reread(self, document: Document) -> Text | None:
        """What the reader of this program makes of the document today; null where it is the same reader version."""

    def claims(self) -> Iterator[Claim]:
        """Every claim that stands, in its newest version."""

    def claim(self, ident: str) -> Claim | None:
        """One claim."""

    def claims_of(self, question: str) -> Sequence[Claim]:
        """The claims under a question."""

    def claims_in(self, text: str) -> Sequence[Claim]:
        """The claims anchored in a text, by start."""

    def questions(self) -> Iterator[Question]:
        """Every question, merged ones included."""

    def conclusions(self) -> Iterator[Conclusion]:
        """Every conclusion in its newest wording."""

    def replies(self) -> Iterator[Reply]:
        """Every reply."""

    def answers(self) -> Iterator[Answer]:
        """Every answer."""

    def grades(self) -> Iterator[Grade]:
        """Every grade."""

    def sites(self) -> Iterator[Site]:
        """The registry."""

    def names(self) -> Iterator[Name]:
        """Classified names."""

    def persons(self) -> Iterator[Person]:
        """The people of the case."""

    def origins(self) -> Sequence[Origin]:
        """Origins, derived anew from this state."""

    def origin_of(self, claim: Claim) -> Origin | None:
        """The origin that a claim goes back to, or null where that is not established."""

    def places(self, name: str) -> tuple[Place, ...]:
        """Gazetteer places of a name, countries first."""

    def place(self, ident: str) -> Place | None:
        """A gazetteer place by id."""

    def entries(self) -> Iterator[Written]:
        """The log, from the first entry."""

    def leaf(self, entry: Entry) -> str:
        """The leaf hash that the ledger keeps for an entry, hexadecimal."""

    def roots(self) -> Iterator[tuple[int, str]]:
        """(size, root) of every checkpoint that was made."""
