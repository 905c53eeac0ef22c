"""What a rule may look at: one state of a ledger, read in parts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from witnessmark.ledger.chain import EVIDENCE_START
from witnessmark.ledger.contract import Reader
from witnessmark.records import decisions as d
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Claim, Content
from witnessmark.records.codec import decode
from witnessmark.records.documents import Disclosure, Document, Reading, Received
from witnessmark.records.entries import Entry, Row, Written
from witnessmark.records.faults import Damaged, Misused
from witnessmark.records.places import Gazetteer, Place
from witnessmark.records.texts import Text
from witnessmark.records.view import Answer, Conclusion, Grade, Name, Origin, Person, Question, Reply, Site, View

OriginOf = Callable[[Claim, Sequence[Origin]], "Origin | None"]

KEPT_TEXTS = 4_000_000
"""Code points of frozen texts that a view keeps at hand."""

_LEAVES = 500
"""Leaf hashes that are read at once."""


class LedgerView:
    """A view over a ledger. For a state that stays while others write, give it `ledger.snapshot()`.

    Bytes, texts and places come from callables: this room knows no store and no gazetteer.
    `text` makes the frozen text of a reading; `origin_of` finds the origin of a claim (by its document alone where it is null).
    """

    def __init__(  # every part that comes from another room is handed in by name
        self, ledger: Reader, *, text: Callable[[Reading], Text], content: Callable[[str], bytes],
        reread: Callable[[Document], Text | None], gazetteer: Gazetteer, origins: Callable[[View], Sequence[Origin]],
        origin_of: OriginOf | None = None,
    ) -> None:
        """Take the state that the ledger has now. Raises Misused where no case was opened in it."""
        case, state = next(ledger.rows("case", limit=1), None), ledger.row("state", "state")
        if case is None:
            raise Misused("the ledger has no first entry: start the case with `witnessmark init`")
        self.case = decode(d.CaseOpened, case.body["opened"])
        self.digest = cast(str, state.body["evidence"]) if state else EVIDENCE_START
        self._ledger = ledger
        self._text, self._content, self._reread, self._gazetteer = text, content, reread, gazetteer
        self._find_origins, self._find_origin = origins, origin_of or _by_document
        self._origins: tuple[Origin, ...] | None = None
        self._merged: dict[str, str] | None = None
        self._texts: OrderedDict[tuple[str, str | None], Text] = OrderedDict()
        self._leaves: dict[int, str] = {}

    def documents(self) -> Iterator[Document]:
        """Every document, in the order of first receipt."""
        for arrival in self._ledger.rows("arrival"):
            document = self.document(cast(str, arrival.body["document"]))
            if document is not None:
                yield document

    def document(self, sha256: str) -> Document | None:
        """One document; null where the case has no receipt of it."""
        row = self._ledger.row("document", sha256)
        if row is None or row.body["first"] is None:
            return None
        receipts = [decode(Received, item) for item in cast("Sequence[Json]", row.body["receipts"])]
        if row.body["more"]:
            receipts += [decode(Received, more.body) for more in self._ledger.rows("receipt", key=f"document:{sha256}")]
        reading, disclosure = row.body["reading"], row.body["disclosure"]
        return Document(
            sha256=sha256, size=cast(int, row.body["size"]), media=cast(str, row.body["media"]), receipts=tuple(receipts),
            reading=None if reading is None else decode(Reading, reading),
            disclosure=Disclosure.PASSAGES if disclosure is None else Disclosure(cast(str, disclosure)),
        )

    def content(self, sha256: str) -> bytes:
        """Stored bytes by digest, unchecked. Raises Damaged where they are gone."""
        return self._content(sha256)

    def text(self, digest: str, document: str | None = None) -> Text:
        """The frozen text of a digest, with layout. Raises Damaged where it is gone or changed.

        Several documents may have the same text: the layout is that of `document`, or of the first by its digest.
        """
        kept = self._texts.get((digest, document))
        if kept is not None:
            self._texts.move_to_end((digest, document))
            return kept
        row = self._ledger.row("text", f"{digest}:{document}") if document else None
        row = row or next(self._ledger.rows("text", after=f"{digest}:", limit=1), None)
        if row is None or not row.id.startswith(f"{digest}:"):
            raise Damaged(f"no reading of the case has the text {digest}: its entry may have been erased")
        text = self._text(decode(Reading, row.body["reading"]))
        self._texts[digest, document] = text
        while len(self._texts) > 1 and sum(len(one.content) for one in self._texts.values()) > KEPT_TEXTS:
            self._texts.popitem(last=False)
        return text

    def reread(self, document: Document) -> Text | None:
        """What the reader of this program makes of the document today; null where it is the same reader version."""
        return self._reread(document)

    def claims(self) -> Iterator[Claim]:
        """Every claim that stands, in its newest version."""
        return map(self._claim, self._ledger.rows("claim"))

    def claim(self, ident: str) -> Claim | None:
        """One claim."""
        row = self._ledger.row("claim", ident)
        return self._claim(row) if row else None

    def claims_of(self, question: str) -> Sequence[Claim]:
        """The claims under a question in the order of acceptance, those of questions that were merged into it included.

        A question that was merged has none of its own any more.
        """
        if self._goes_on_in(question) != question:
            return ()
        under = {question, *(merged for merged in self._pointers() if self._goes_on_in(merged) == question)}
        rows = {row.id: row for name in under for row in self._ledger.rows("claim", key=f"question:{name}")}
        return [self._claim(row) for row in sorted(rows.values(), key=_place)]

    def claims_in(self, text: str) -> Sequence[Claim]:
        """The claims anchored in a text, by start."""
        claims = [self._claim(row) for row in self._ledger.rows("claim", key=f"text:{text}")]
        return sorted(claims, key=lambda claim: (claim.content.anchor.start, claim.content.anchor.end, claim.id))

    def questions(self) -> Iterator[Question]:
        """Every question, merged ones included, in the order in which they were opened."""
        for row in self._in_order("question"):
            if row.body["asked"] is not None:
                asked = decode(d.QuestionOpened, row.body["asked"])
                yield Question(id=row.id, asked=asked, merged_into=cast("str | None", row.body["merged_into"]))

    def conclusions(self) -> Iterator[Conclusion]:
        """Every conclusion in its newest wording; one that another supersedes is left out."""
        for row in self._in_order("conclusion"):
            yield Conclusion(**_dated(row), drawn=decode(d.ConclusionDrawn, row.body["drawn"]))

    def replies(self) -> Iterator[Reply]:
        """Every reply in its newest state."""
        for row in self._in_order("reply"):
            yield Reply(**_dated(row), recorded=decode(d.ReplyRecorded, row.body["recorded"]))

    def answers(self) -> Iterator[Answer]:
        """Every answer: the newest of one person on one finding."""
        for row in self._in_order("answer"):
            yield Answer(**_dated(row), given=decode(d.AnswerGiven, row.body["given"]))

    def grades(self) -> Iterator[Grade]:
        """Every grade: the newest of one person on one thing."""
        for row in self._in_order("grade"):
            yield Grade(**_dated(row), graded=decode(d.Graded, row.body["graded"]))

    def sites(self) -> Iterator[Site]:
        """The registry."""
        for row in self._in_order("site"):
            yield Site(**_dated(row), opened=decode(d.SiteOpened, row.body["opened"]))

    def names(self) -> Iterator[Name]:
        """Classified names."""
        for row in self._in_order("name"):
            yield Name(**_dated(row), classified=decode(d.NameClassified, row.body["classified"]))

    def persons(self) -> Iterator[Person]:
        """The people of the case."""
        for row in self._in_order("person"):
            yield person_of(row)

    def origins(self) -> Sequence[Origin]:
        """Origins, derived anew from this state, once."""
        if self._origins is None:
            self._origins = tuple(self._find_origins(self))
        return self._origins

    def origin_of(self, claim: Claim) -> Origin | None:
        """The origin that a claim goes back to, or null where that is not established."""
        return self._find_origin(claim, self.origins())

    def places(self, name: str) -> tuple[Place, ...]:
        """Gazetteer places of a name, countries first."""
        return self._gazetteer.named(name)

    def place(self, ident: str) -> Place | None:
        """A gazetteer place by id."""
        return self._gazetteer.place(ident)

    def entries(self) -> Iterator[Written]:
        """The log, from the first entry."""
        return self._ledger.entries()

    def leaf(self, entry: Entry) -> str:
        """The leaf hash that the ledger keeps for an entry, hexadecimal; empty where it keeps none."""
        if entry.seq not in self._leaves:
            self._leaves = self._ledger.leaves_from(entry.seq, _LEAVES)
        return self._leaves.get(entry.seq, "")

    def roots(self) -> Iterator[tuple[int, str]]:
        """(size, root) of every checkpoint that was made."""
        for row in self._ledger.rows("checkpoint"):
            made = cast("dict[str, Json]", row.body["made"])
            yield cast(int, made["size"]), cast(str, made["root"])

    def _in_order(self, kind: str) -> list[Row]:
        # Ids are random; people read in the order in which things were decided. These kinds are small: a claim is none of them.
        return sorted(self._ledger.rows(kind), key=_place)

    def _claim(self, row: Row) -> Claim:
        question = cast("str | None", row.body["question"])
        return Claim(
            id=row.id, version=cast(str, row.body["version"]), content=decode(Content, row.body["content"]),
            question=None if question is None else self._goes_on_in(question),
            at=cast(str, row.body["at"]), entry=cast(str, row.body["entry"]),
        )

    def _pointers(self) -> dict[str, str]:
        if self._merged is None:
            into = {row.id: cast("str | None", row.body["merged_into"]) for row in self._ledger.rows("question")}
            self._merged = {ident: target for ident, target in into.items() if target is not None}
        return self._merged

    def _goes_on_in(self, question: str) -> str:
        pointers, seen = self._pointers(), {question}
        while question in pointers and pointers[question] not in seen:
            question = pointers[question]
            seen.add(question)
        return question


def person_of(row: Row) -> Person:
    """Return the person of a `person` row."""
    history = cast("Sequence[tuple[int, Sequence[str]]]", row.body["history"])
    return Person(
        id=row.id, name=cast(str, row.body["name"]), active=cast(bool, row.body["active"]),
        roles=tuple(d.Role(role) for role in cast("Sequence[str]", row.body["roles"])),
        history=tuple((seq, tuple(d.Role(role) for role in roles)) for seq, roles in history),
    )


def _place(row: Row) -> tuple[int, str]:
    return cast(int, row.body["seq"]), row.id


def _dated(row: Row) -> dict[str, str]:
    return {name: cast(str, row.body[name]) for name in ("entry", "at", "by")}


def _by_document(claim: Claim, origins: Sequence[Origin]) -> Origin | None:
    found = [origin for origin in origins if claim.content.anchor.document in origin.documents]
    return found[0] if len(found) == 1 else None
