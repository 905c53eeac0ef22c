"""A view in memory, for tests: frozen, without a ledger; entries are made up from the records that it holds unless given."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from witnessmark.ledger import chain
from witnessmark.records import decisions as d
from witnessmark.records import view as v
from witnessmark.records.canonical import canonical, digest_of, sha256
from witnessmark.records.claims import Claim
from witnessmark.records.codec import encode
from witnessmark.records.documents import Document, How, Reading, Receipt, Received, State
from witnessmark.records.entries import Entry, Written
from witnessmark.records.faults import Damaged
from witnessmark.records.places import Place
from witnessmark.records.texts import Text
from witnessmark.weigh.origins import Lineage, lineage, origin_of

CASE = d.CaseOpened(case="c" * 32, title="A case of the tests", mode=d.Mode.TWO_PEOPLE, exercise=True, languages=("en",),
                    contact="corrections@example.org", key="0" * 64)
AT = "2026-01-31T12:00:00Z"
PERSON = "p" * 32


def document_of(content: bytes, *, name: str = "a.txt", text: Text | None = None, at: str = AT) -> Document:
    """Return the document of some bytes, with the reading that made the text."""
    sha = sha256(content)
    receipt = Receipt(document=sha, size=len(content), media="text/plain", name=name, came_from=name, how=How.FILE, tool="witnessmark test")
    reading = None if text is None else Reading(
        document=sha, state=State.READ, reason="", reader=text.reader, reader_version=text.reader_version, text=text.digest,
        title=text.title, authors=text.authors, publisher=text.publisher, published=text.published, language=text.language)
    return Document(sha256=sha, size=len(content), media="text/plain", reading=reading,
                    receipts=(Received(entry=sha[:32], at=at, by=PERSON, receipt=receipt),))


def text_of(content: str, *, document: str | None = None, publisher: str = "", published: str | None = None,
            authors: tuple[str, ...] = (), language: str = "en", **more: object) -> Text:
    """Return a frozen text as a reader would make it."""
    return Text(document=document or sha256(content.encode()), reader="plain", reader_version="1", content=content, publisher=publisher,
                published=published, authors=authors, language=language, **more)  # type: ignore[arg-type]


def written(number: int, kind: str, payload: object, *, at: str = AT, ident: str | None = None) -> Written:
    """Return an entry around a payload; commitments are made up."""
    entry = Entry(seq=number, id=ident or digest_of([number, kind])[:32], type=kind, at=at, prev="0" * 64, actor="0" * 64, payload="0" * 64)
    body = encode(payload) if payload is not None else None
    return Written(entry=entry, by=PERSON, payload=body if isinstance(body, dict) else None, salt="0" * 64)


def chained(steps: Sequence[Mapping[str, Any]]) -> Iterator[Written]:
    """Return a log with true links and commitments, then broken where a step says `then: erased | changed | unlinked`."""
    prev = "0" * 64
    for number, step in enumerate(steps):
        payload, by, then = dict(step.get("payload", {"said": number})), step.get("by", PERSON), step.get("then")
        salt = sha256(f"salt {number}".encode())
        entry = Entry(
            seq=number, id=sha256(f"entry {number}".encode())[:32], type=step["type"], at=AT, prev="1" * 64 if then == "unlinked" else prev,
            actor=chain.actor_commitment(by, bytes.fromhex(salt)), payload=chain.seal(payload, bytes.fromhex(salt)).commitment)
        prev = chain.link(chain.entry_bytes(entry))
        if then == "erased":
            yield Written(entry=entry, by=None, payload=None, salt=None)
        else:
            yield Written(entry=entry, by=by, payload={**payload, "more": "words"} if then == "changed" else payload, salt=salt)


@dataclass(frozen=True, kw_only=True)
class PlainView:
    """One state of a case, held in memory."""

    texts: tuple[Text, ...] = ()
    kept: tuple[Document, ...] = ()
    bytes_of: Mapping[str, bytes] = field(default_factory=dict)
    accepted: tuple[Claim, ...] = ()
    asked: tuple[v.Question, ...] = ()
    drawn: tuple[v.Conclusion, ...] = ()
    replied: tuple[v.Reply, ...] = ()
    answered: tuple[v.Answer, ...] = ()
    graded: tuple[v.Grade, ...] = ()
    opened: tuple[v.Site, ...] = ()
    classified: tuple[v.Name, ...] = ()
    people: tuple[v.Person, ...] = ()
    gazetteer: tuple[Place, ...] = ()
    log: tuple[Written, ...] | None = None
    newer: Mapping[str, Text] = field(default_factory=dict)
    case: d.CaseOpened = CASE

    @functools.cached_property
    def digest(self) -> str:
        return sha256(canonical([encode(c) for c in self.accepted]))

    @functools.cached_property
    def _by_text(self) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.accepted:
            found.setdefault(claim.content.anchor.text, []).append(claim)
        return {t: tuple(sorted(c, key=lambda c: (c.content.anchor.start, c.content.anchor.end, c.id))) for t, c in found.items()}

    @functools.cached_property
    def _by_question(self) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.accepted:
            if claim.question:
                found.setdefault(claim.question, []).append(claim)
        return {q: tuple(c) for q, c in found.items()}

    @functools.cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {c.id: c for c in self.accepted}

    @functools.cached_property
    def _read(self) -> dict[str, Text]:
        return {t.digest: t for t in self.texts}

    @functools.cached_property
    def _documents(self) -> dict[str, Document]:
        return {x.sha256: x for x in self.documents()}

    @functools.cached_property
    def _lineage(self) -> Lineage:
        return lineage(self)

    def documents(self) -> Iterator[Document]:
        if self.kept:
            yield from self.kept
            return
        for text in self.texts:
            yield dataclasses.replace(document_of(text.content.encode(), text=text), sha256=text.document)

    def document(self, sha256: str) -> Document | None:
        return self._documents.get(sha256)

    def content(self, sha256: str) -> bytes:
        if sha256 in self.bytes_of:
            return self.bytes_of[sha256]
        for text in self.texts:
            if sha256 in {text.document, text.digest}:
                return text.content.encode()
        raise Damaged(f"{sha256[:12]} is gone")

    def text(self, digest: str) -> Text:
        if digest not in self._read:
            raise Damaged(f"text {digest[:12]} is gone")
        return self._read[digest]

    def reread(self, document: Document) -> Text | None:
        return self.newer.get(document.sha256)

    def claims(self) -> Iterator[Claim]:
        return iter(self.accepted)

    def claim(self, ident: str) -> Claim | None:
        return self._by_id.get(ident)

    def claims_of(self, question: str) -> Sequence[Claim]:
        return self._by_question.get(question, ())

    def claims_in(self, text: str) -> Sequence[Claim]:
        return self._by_text.get(text, ())

    def questions(self) -> Iterator[v.Question]:
        return iter(self.asked)

    def conclusions(self) -> Iterator[v.Conclusion]:
        return iter(self.drawn)

    def replies(self) -> Iterator[v.Reply]:
        return iter(self.replied)

    def answers(self) -> Iterator[v.Answer]:
        return iter(self.answered)

    def grades(self) -> Iterator[v.Grade]:
        return iter(self.graded)

    def sites(self) -> Iterator[v.Site]:
        return iter(self.opened)

    def names(self) -> Iterator[v.Name]:
        return iter(self.classified)

    def persons(self) -> Iterator[v.Person]:
        return iter(self.people)

    def origins(self) -> Sequence[v.Origin]:
        return self._lineage.origins

    def origin_of(self, claim: Claim) -> v.Origin | None:
        return origin_of(claim, self._lineage)

    def places(self, name: str) -> tuple[Place, ...]:
        return tuple(p for p in self.gazetteer if name.casefold() in {p.name.casefold(), *(n.casefold() for _, n in p.names)})

    def place(self, ident: str) -> Place | None:
        return next((p for p in self.gazetteer if p.id == ident), None)

    def entries(self) -> Iterator[Written]:
        if self.log is not None:
            yield from self.log
            return
        yield written(0, "case-opened", self.case)
        for number, claim in enumerate(self.accepted, 1):
            payload = d.ClaimAccepted(claim=claim.id, version=claim.version, content=claim.content, drafted_by="person")
            yield written(number, "claim-accepted", payload, ident=claim.entry or None)

    def leaf(self, entry: Entry) -> str:
        return sha256(b"\x00" + canonical(encode(entry)))

    def roots(self) -> Iterator[tuple[int, str]]:
        return iter(())
