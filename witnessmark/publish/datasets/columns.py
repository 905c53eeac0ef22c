"""The tables: every column with its type, its meaning, and the fields of the records that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from witnessmark.publish.site.known import Known
from witnessmark.publish.site.shown import title_of
from witnessmark.records.assembly import RollUp, Tally
from witnessmark.records.claims import Claim
from witnessmark.records.documents import Document
from witnessmark.records.findings import Finding
from witnessmark.records.view import Site

T = TypeVar("T")

JOIN = " | "
"""Between the items of a list in one cell. Where an item holds it itself, the lines (claims.jsonl) have the exact list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[T]):
    """A column: name, Frictionless type, meaning, and the record fields that it holds."""

    name: str
    type: str
    means: str
    holds: tuple[str, ...]
    cell: Callable[[T], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[T]):
    """A table: its file, its columns and its rows."""

    file: str
    title: str
    record: type
    key: tuple[str, ...]
    columns: tuple[Column[T], ...]
    rows: Iterable[T]


def _column(name: str, type_: str, means: str, cell: Callable[[T], str], *holds: str) -> Column[T]:
    return Column(name=name, type=type_, means=means, holds=holds, cell=cell)


def _or(value: object) -> str:
    return "" if value is None else str(value)


def _document(known: Known, c: Claim) -> Document | None:
    return known.documents.get(c.content.anchor.document)


def _reading(known: Known, c: Claim, field: str) -> str:
    held = _document(known, c)
    return _or(getattr(held.reading, field)) if held is not None and held.reading is not None else ""


def _origin(known: Known, c: Claim, field: str) -> str:
    one = known.origins.get(known.origin_of.get(c.id, ""))
    return _or(getattr(one, field)) if one is not None else ""


def _held(known: Known, c: Claim) -> str:
    return {"True": "yes", "False": "no"}.get(_origin(known, c, "held"), "unknown")


def _when(c: Claim, field: str) -> str:
    return _or(getattr(c.content.time, field)) if c.content.time else ""


def _scope(c: Claim, field: str) -> str:
    return _or(getattr(c.content.scope, field)) if c.content.scope else ""


def _question(known: Known, c: Claim) -> str:
    one = known.questions.get(c.question or "")
    return one.asked.title if one is not None else ""


def _said(known: Known) -> tuple[Column[Claim], ...]:
    """What a claim is: its words and who says them."""
    col = _column
    return (
        col("id", "string", "The claim's id, the same in every release.", lambda c: c.id, "id"),
        col("version", "string", "SHA-256 of what the claim says.", lambda c: c.version, "version"),
        col(
            "kind",
            "string",
            "count, presence, control, link, act, measure or denial. A link is weaker than control.",
            lambda c: c.content.kind,
            "content.kind",
        ),
        col("quote", "string", "The exact words.", lambda c: c.content.anchor.quote, "content.anchor.quote"),
        col("prefix", "string", "The words before.", lambda c: c.content.anchor.prefix, "content.anchor.prefix"),
        col("suffix", "string", "The words after.", lambda c: c.content.anchor.suffix, "content.anchor.suffix"),
        col("language", "string", "Language of the words (BCP 47).", lambda c: c.content.language, "content.language"),
        col(
            "modality",
            "string",
            "asserted, hedged, denied or planned, as the clause puts it.",
            lambda c: c.content.modality,
            "content.modality",
        ),
        col(
            "said_by",
            "string",
            "Chain of speakers, outermost first; the document's publisher is not repeated.",
            lambda c: JOIN.join(c.content.said_by),
            "content.said_by",
        ),
        col(
            "root_speaker",
            "string",
            "The last of the chain, else the publisher.",
            lambda c: c.content.said_by[-1] if c.content.said_by else _reading(known, c, "publisher"),
        ),
    )


def _content() -> tuple[Column[Claim], ...]:
    """What it says: number, bounds, place, time, scope."""
    col = _column
    return (
        col("value", "number", "What is counted, how many.", lambda c: _or(c.content.value), "content.value"),
        col("min", "number", "Lower bound.", lambda c: _or(c.content.min), "content.min"),
        col("max", "number", "Upper bound.", lambda c: _or(c.content.max), "content.max"),
        col("unit", "string", "What is counted.", lambda c: _or(c.content.unit), "content.unit"),
        col("subject", "string", "Who or what.", lambda c: _or(c.content.subject), "content.subject"),
        col("object", "string", "Whom or what.", lambda c: _or(c.content.object), "content.object"),
        col("place", "string", "The place as the text has it.", lambda c: _or(c.content.place), "content.place"),
        col(
            "place_id",
            "string",
            "Its id: gn GeoNames, cc ISO 3166-1, m49 UN M49, wm our list.",
            lambda c: _or(c.content.place_id),
            "content.place_id",
        ),
        col("time", "string", "EDTF.", lambda c: _when(c, "edtf"), "content.time.edtf"),
        col("earliest", "string", "First day that the time may mean.", lambda c: _when(c, "earliest"), "content.time.earliest"),
        col("latest", "string", "Last day that the time may mean.", lambda c: _when(c, "latest"), "content.time.latest"),
        col("names", "string", "Names that follow the number one by one.", lambda c: JOIN.join(c.content.names), "content.names"),
        col("list", "string", "Whether those names are all (closed) or some (open).", lambda c: _or(c.content.list), "content.list"),
        col("scope_whose", "string", "Whose count it is.", lambda c: _scope(c, "whose"), "content.scope.whose"),
        col("scope_places", "string", "Which places it is about.", lambda c: _scope(c, "places"), "content.scope.places"),
        col("scope_period", "string", "Which period it is about.", lambda c: _scope(c, "period"), "content.scope.period"),
        col("scope_counted", "string", "What is counted.", lambda c: _scope(c, "counted"), "content.scope.counted"),
        col("method", "string", "Id of the vocabulary of methods.", lambda c: _or(c.content.method), "content.method"),
        col("service", "string", "Service that is offered.", lambda c: _or(c.content.service), "content.service"),
    )


def _source(known: Known) -> tuple[Column[Claim], ...]:
    """Which question it answers, what it goes back to, and where it stands."""
    col = _column
    return (
        col("question", "string", "Id of the question that it answers.", lambda c: _or(c.question), "question"),
        col("question_title", "string", "The question.", lambda c: _question(known, c)),
        col(
            "origin", "string", "Id of the origin; empty: not established, so not independent.", lambda c: _origin(known, c, "id")
        ),
        col("origin_name", "string", "Who said it first.", lambda c: _origin(known, c, "name")),
        col("origin_held", "string", "Whether the first utterance is among the documents: yes, no or unknown.", lambda c: _held(known, c)),
        col("document", "string", "SHA-256 of the document.", lambda c: c.content.anchor.document, "content.anchor.document"),
        col("document_title", "string", "Its title.", lambda c: title_of(one) if (one := _document(known, c)) is not None else ""),
        col("publisher", "string", "Its publisher.", lambda c: _reading(known, c, "publisher")),
        col("published", "string", "EDTF date that it claims for itself.", lambda c: _reading(known, c, "published")),
        col("text", "string", "SHA-256 of the frozen text.", lambda c: c.content.anchor.text, "content.anchor.text"),
        col(
            "start", "integer", "Where the words begin: code points from 0.", lambda c: str(c.content.anchor.start), "content.anchor.start"
        ),
        col("end", "integer", "Where they end, exclusive.", lambda c: str(c.content.anchor.end), "content.anchor.end"),
        col("page", "integer", "Page, from 1.", lambda c: _or(c.content.anchor.page), "content.anchor.page"),
        col("accepted_at", "string", "When a person accepted this version (UTC).", lambda c: c.at, "at"),
    )


def claims(known: Known) -> Table[Claim]:
    """Return the table of claims."""
    columns = (*_said(known), *_content(), *_source(known))
    return Table(file="claims.csv", title="Claims, one a row", record=Claim, key=("id",), columns=columns, rows=known.claims.values())


def documents(known: Known) -> Table[Document]:
    """Return the table of documents."""

    def reading(d: Document, field: str) -> str:
        return _or(getattr(d.reading, field)) if d.reading is not None else ""

    col = _column
    columns: tuple[Column[Document], ...] = (
        col("sha256", "string", "SHA-256 of the bytes: the document's name.", lambda d: d.sha256, "sha256"),
        col("size", "integer", "Bytes.", lambda d: str(d.size), "size"),
        col("media", "string", "Media type by content.", lambda d: d.media, "media"),
        col("title", "string", "Title.", lambda d: reading(d, "title"), "reading.title"),
        col("publisher", "string", "Publisher.", lambda d: reading(d, "publisher"), "reading.publisher"),
        col("published", "string", "EDTF date that it claims for itself.", lambda d: reading(d, "published"), "reading.published"),
        col("language", "string", "BCP 47.", lambda d: reading(d, "language"), "reading.language"),
        col("state", "string", "What became of it when it was read.", lambda d: reading(d, "state"), "reading.state"),
        col("reader", "string", "Reader program.", lambda d: reading(d, "reader"), "reading.reader"),
        col("reader_version", "string", "Its version.", lambda d: reading(d, "reader_version"), "reading.reader_version"),
        col("text", "string", "SHA-256 of the frozen text.", lambda d: reading(d, "text"), "reading.text"),
        col("text_tree", "string", "Root of the salted tree over the text's blocks.", lambda d: reading(d, "tree"), "reading.tree"),
        col("disclosure", "string", "What the bundle holds: whole, passages or hash-only.", lambda d: d.disclosure, "disclosure"),
        col("receipts", "integer", "How often it was received.", lambda d: str(len(d.receipts))),
        col("first_received", "string", "UTC.", lambda d: min((r.at for r in d.receipts), default=""), "receipts[].at"),
        col("claims", "integer", "Claims of this record in it.", lambda d: str(len(known.claims_in.get(d.sha256, ())))),
    )
    return Table(
        file="documents.csv", title="Documents, one a row", record=Document, key=("sha256",), columns=columns, rows=known.documents.values()
    )


def sites(known: Known) -> Table[Site]:
    """Return the table of reported sites."""

    def place(s: Site, field: str) -> str:
        one = known.places.get(s.opened.place_id or "")
        return _or(getattr(one, field)) if one is not None else ""

    def bodies(s: Site) -> str:
        return JOIN.join(f"{t.body} ({t.since or '..'}/{t.until or '..'})" for t in s.opened.controlled_by)

    col = _column
    columns: tuple[Column[Site], ...] = (
        col("site", "string", "Id.", lambda s: s.opened.site, "opened.site"),
        col("title", "string", "Name in the registry.", lambda s: s.opened.title, "opened.title"),
        col("city", "string", "Town as reported; empty: not given.", lambda s: _or(s.opened.city), "opened.city"),
        col("country", "string", "Country as reported.", lambda s: s.opened.country, "opened.country"),
        col("place_id", "string", "Id in the gazetteer, never narrower than a town.", lambda s: _or(s.opened.place_id), "opened.place_id"),
        col("country_code", "string", "ISO 3166-1 alpha-2, or XK; empty: unassigned.", lambda s: place(s, "country")),
        col("continent", "string", "UN M49; empty: unassigned.", lambda s: place(s, "continent")),
        col("ordinal", "integer", "Which site of this bureau in this town.", lambda s: str(s.opened.ordinal), "opened.ordinal"),
        col("stations", "integer", "How many the row stands for.", lambda s: str(s.opened.stations), "opened.stations"),
        col(
            "counted",
            "string",
            "yes, no or unknown: whether it may be added to the others. Add only yes.",
            lambda s: s.opened.counted,
            "opened.counted",
        ),
        col("overlaps", "string", "Why not.", lambda s: s.opened.overlaps, "opened.overlaps"),
        col("claims", "string", "Ids of the claims that report it.", lambda s: JOIN.join(s.opened.claims), "opened.claims"),
        col(
            "controlled_by",
            "string",
            "Bodies that are said to run it, each with its dates (EDTF). Links never stand here.",
            bodies,
            "opened.controlled_by[].body",
            "opened.controlled_by[].since",
            "opened.controlled_by[].until",
        ),
        col(
            "control_claims",
            "string",
            "Ids of the claims that say so.",
            lambda s: JOIN.join(c for t in s.opened.controlled_by for c in t.claims),
            "opened.controlled_by[].claims",
        ),
        col(
            "finding_of_host",
            "string",
            "What the host country said or did, in a paraphrase.",
            lambda s: s.opened.finding_of_host,
            "opened.finding_of_host",
        ),
        col("finding_date", "string", "When.", lambda s: _or(s.opened.finding_date), "opened.finding_date"),
        col(
            "finding_claims",
            "string",
            "Ids of the claims behind it.",
            lambda s: JOIN.join(s.opened.finding_claims),
            "opened.finding_claims",
        ),
        col("status", "string", "Id of the vocabulary (tnr.S*).", lambda s: s.opened.status, "opened.status"),
        col("status_date", "string", "When.", lambda s: _or(s.opened.status_date), "opened.status_date"),
    )
    return Table(
        file="sites.csv", title="Reported places, one a row", record=Site, key=("site",), columns=columns, rows=known.sites.values()
    )


Rolled = tuple[RollUp, Tally]


def rollups(known: Known) -> Table[Rolled]:
    """Return the table of roll-ups."""
    col = _column
    columns: tuple[Column[Rolled], ...] = (
        col("by", "string", "country, city, continent or body.", lambda r: r[0].by, "by"),
        col("name", "string", "The line; `unassigned` where it has none.", lambda r: r[1].name, "lines[].name"),
        col("place_id", "string", "Id in the gazetteer.", lambda r: _or(r[1].place), "lines[].place"),
        col("stations", "integer", "Added over sites whose `counted` is yes.", lambda r: str(r[1].stations), "lines[].stations"),
        col("not_added", "integer", "Stations of the others: in no sum.", lambda r: str(r[1].not_added), "lines[].not_added"),
        col("sites", "string", "Ids of the sites.", lambda r: JOIN.join(r[1].sites), "lines[].sites"),
        col("claims", "string", "Ids of the claims that the line rests on.", lambda r: JOIN.join(r[1].claims), "lines[].claims"),
        col("standard", "string", "Which list of places was used and how.", lambda r: r[0].standard, "standard"),
    )
    rows = [(roll, tally) for roll in known.assembly.rollups for tally in roll.lines]
    return Table(file="rollups.csv", title="The registry added up", record=RollUp, key=("by", "name"), columns=columns, rows=rows)


def findings(known: Known) -> Table[Finding]:
    """Return the table of findings."""

    def rule(f: Finding, field: str) -> str:
        one = known.rules.get(f.code)
        return _or(getattr(one, field)) if one is not None else ""

    col = _column
    columns: tuple[Column[Finding], ...] = (
        col("id", "string", "Hash of code, ids and facts: other facts make another finding.", lambda f: f.id),
        col("code", "string", "Code of the rule.", lambda f: f.code, "code"),
        col("name", "string", "Name of the rule.", lambda f: rule(f, "name")),
        col(
            "sort",
            "string",
            "house: shuts the gate where it fails; evidence: never does.",
            lambda f: "house" if rule(f, "house") == "True" else "evidence",
        ),
        col("verdict", "string", "holds, fails or cannot-tell. Cannot-tell is never holds.", lambda f: f.verdict, "verdict"),
        col("message", "string", "What was found.", lambda f: f.message, "message"),
        col("about", "string", "Ids of what it is about.", lambda f: JOIN.join(f.about), "about"),
        col("facts", "string", "What the sentence was built from.", lambda f: JOIN.join(f"{k}={v}" for k, v in f.facts), "facts"),
        col("quotes", "string", "The words that it rests on.", lambda f: JOIN.join(q.quote for q in f.quotes), "quotes[].quote"),
        col("answers", "string", "What people answered.", lambda f: JOIN.join(a.given.text for a in known.answers_to.get(f.id, ()))),
    )
    return Table(
        file="findings.csv", title="Findings, one a row", record=Finding, key=("id",), columns=columns, rows=ordered_findings(known)
    )


def ordered_findings(known: Known) -> list[Finding]:
    """Return every finding in the order of codes and ids, each once."""
    found = {f.id: f for run in known.runs.values() for f in run.findings}
    return sorted(found.values(), key=lambda f: (f.code, f.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table whose rows are cells already."""

    file: str
    title: str
    record: type
    key: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...]
    """(name, type, meaning) of each column."""
    holds: tuple[str, ...]
    rows: Iterator[list[str]]


def sheet(table: Table[T]) -> Sheet:
    """Return a table with its rows as cells."""
    return Sheet(
        file=table.file,
        title=table.title,
        record=table.record,
        key=table.key,
        fields=tuple((c.name, c.type, c.means) for c in table.columns),
        holds=tuple(f for c in table.columns for f in c.holds),
        rows=([column.cell(row) for column in table.columns] for row in table.rows),
    )


def sheets(known: Known) -> tuple[Sheet, ...]:
    """Return every table of a release."""
    return (sheet(claims(known)), sheet(documents(known)), sheet(sites(known)), sheet(rollups(known)), sheet(findings(known)))
