"""Which pages a release has, and what each of them shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from witnessmark.publish.site import concluded, shown, words
from witnessmark.publish.site.known import Known, chunks, file_name, part
from witnessmark.publish.site.shown import FindingShown, Link
from witnessmark.records.documents import Document
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Origin

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that lies beside the site: a dataset, the bundle, the verifier."""

    href: str
    name: str
    size: str
    exact: int
    sha256: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be written: its path, its template, and what the template prints."""

    path: str
    template: str
    title: str
    section: str
    shows: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where a page stands among the parts of a long list."""

    number: int
    links: tuple[tuple[int, str], ...]
    rows: int


def parts_of(stem: str, number: int, total: int, rows: int) -> Parts:
    """Return the links between the parts of a list."""
    return Parts(number=number, links=tuple((n, part(stem, n)) for n in range(1, total + 1)) if total > 1 else (), rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What a release holds of one rule that does not hold."""

    code: str
    name: str
    href: str | None
    findings: tuple[FindingShown, ...]
    more: int


def overview(known: Known) -> Page:
    """Return the first page: conclusions, what does not hold, how to verify."""
    a = known.assembly
    stations = sum(s.opened.stations for s in known.sites.values() if s.opened.counted == "yes")
    figures = (
        (len(known.documents), "document", "documents", "documents/index.html"),
        (len(known.claims), "claim", "claims", "documents/index.html"),
        (len(known.questions), "question", "questions", "questions/index.html"),
        (len(known.origins), "origin", "origins", "sources/index.html"),
        (len(known.sites), "reported site", "reported sites", "places/index.html"),
        (stations, "station added", "stations added", "places/index.html"),
    )
    conclusions = tuple(concluded.conclusion(known, c) for c in list(known.conclusions.values())[:50])
    return Page(
        path="index.html",
        template="overview.html",
        title="Overview",
        section="overview",
        shows={
            "figures": figures,
            "conclusions": conclusions,
            "conclusions_left": len(known.conclusions) - len(conclusions),
            "fails": sum(f.verdict is Verdict.FAILS for run in known.runs.values() for f in run.findings),
            "groups": tuple(_groups(known, Verdict.FAILS)),
            "unknown": tuple(_groups(known, Verdict.CANNOT_TELL)),
            "solo": a.solo,
        },
    )


def _groups(known: Known, verdict: Verdict) -> Iterator[Group]:
    for code, run in sorted(known.runs.items()):
        found = [f for f in run.findings if f.verdict is verdict]
        if found:
            rule = known.rules.get(code)
            some = shown.findings(known, found)[:3]
            yield Group(
                code=code, name=rule.name if rule else "", href=shown.rule_page(known, code), findings=some, more=len(found) - len(some)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as a list shows it."""

    link: Link
    publisher: str
    published: str
    language: str
    state: str
    media: str
    size: str
    claims: int
    disclosure: str
    sha256: str


def document_row(known: Known, document: Document) -> DocumentRow:
    """Return a document as a list shows it."""
    reading = document.reading
    return DocumentRow(
        link=shown.document_link(known, document.sha256),
        publisher=reading.publisher if reading else "",
        published=(reading.published if reading else None) or "no date given",
        language=reading.language if reading else "und",
        state=words.STATE[reading.state] if reading else "not read",
        media=document.media,
        size=words.size(document.size),
        claims=len(known.claims_in.get(document.sha256, ())),
        disclosure=words.DISCLOSURE[document.disclosure][0],
        sha256=document.sha256,
    )


def documents(known: Known) -> Iterator[Page]:
    """Yield the list of documents and each document's pages."""
    rows = [document_row(known, d) for d in sorted(known.documents.values(), key=_document_order)]
    runs = chunks(rows)
    for number, run in enumerate(runs, 1):
        yield Page(
            path=part("documents/index", number),
            template="documents.html",
            title="Documents",
            section="documents",
            shows={"rows": run, "parts": parts_of("documents/index", number, len(runs), len(rows))},
        )
    for document in known.documents.values():
        yield from document_pages(known, document)


def _document_order(document: Document) -> tuple[str, str]:
    published = document.reading.published if document.reading else None
    return published or "\U0010ffff", document.sha256


def document_pages(known: Known, document: Document) -> Iterator[Page]:
    """Yield the pages of one document: custody on the first, claims in text order on each."""
    stem = f"documents/{file_name(document.sha256)}"
    claims = known.claims_in.get(document.sha256, ())
    runs = chunks(claims)
    custody = tuple(
        (r, known.person(r.by), shown.document_link(known, r.receipt.parent) if r.receipt.parent else None) for r in document.receipts
    )
    about = known.findings_about.get(document.sha256, ())
    for number, run in enumerate(runs, 1):
        yield Page(
            path=part(stem, number),
            template="document.html",
            title=shown.title_of(document),
            section="documents",
            shows={
                "document": document,
                "row": document_row(known, document),
                "custody": custody,
                "held": words.DISCLOSURE[document.disclosure],
                "claims": shown.claims(known, run),
                "total": len(claims),
                "parts": parts_of(stem, number, len(runs), len(claims)),
                "findings": shown.findings(known, about)[:50],
                "first": number == 1,
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule with the verdicts of its run."""

    code: str
    name: str
    href: str
    house: bool
    output: bool
    tool: bool
    ran: str
    holds: int
    fails: int
    cannot_tell: int


OUTPUT_SAID = "ran over every written byte; a failure would have stopped this release"
TOOL_SAID = "looks at the rules themselves; a failure would have stopped this release"


def rule_rows(known: Known) -> list[RuleRow]:
    """Return every rule and every run, in the order of codes."""
    rows = []
    for code in sorted(set(known.rules) | set(known.runs)):
        rule, run = known.rules.get(code), known.runs.get(code)
        verdicts = [f.verdict for f in run.findings] if run else []
        grain = rule.grain.value if rule else ""
        rows.append(
            RuleRow(
                code=code,
                name=rule.name if rule else "a rule that this version does not know",
                href=f"checks/{file_name(code)}.html",
                house=rule.house if rule else False,
                output=grain == "output",
                tool=grain == "tool",
                ran=_ran(known, code),
                holds=verdicts.count(Verdict.HOLDS),
                fails=verdicts.count(Verdict.FAILS),
                cannot_tell=verdicts.count(Verdict.CANNOT_TELL),
            )
        )
    return rows


def _ran(known: Known, code: str) -> str:
    run, rule = known.runs.get(code), known.rules.get(code)
    grain = rule.grain.value if rule else ""
    if grain == "output":
        return OUTPUT_SAID
    if grain == "tool":
        return TOOL_SAID
    if run is None:
        return "has no run over this record"
    return "ran to its end" if run.completed else f"did not end: {run.fault or 'stopped'}"


def checks(known: Known) -> Iterator[Page]:
    """Yield the table of runs with what does not hold, and each rule's page with every finding."""
    open_ones = [f for run in known.runs.values() for f in run.findings if f.verdict is not Verdict.HOLDS]
    order = {Verdict.FAILS: 0, Verdict.CANNOT_TELL: 1}
    open_ones.sort(key=lambda f: (order[f.verdict], f.code, f.message, f.id))
    runs = chunks(open_ones)
    rows = rule_rows(known)
    for number, run in enumerate(runs, 1):
        yield Page(
            path=part("checks/index", number),
            template="checks.html",
            title="Checks",
            section="checks",
            shows={
                "rows": rows,
                "findings": shown.findings(known, run),
                "first": number == 1,
                "parts": parts_of("checks/index", number, len(runs), len(open_ones)),
                "held": sum(row.holds for row in rows),
            },
        )
    for row in rows:
        yield from rule_pages(known, row)


def rule_pages(known: Known, row: RuleRow) -> Iterator[Page]:
    """Yield a rule's page: what it says, and every finding of its run."""
    rule, run = known.rules.get(row.code), known.runs.get(row.code)
    found: Sequence[Finding] = sorted(
        run.findings if run else (), key=lambda f: (f.verdict == "holds", f.verdict == "cannot-tell", f.message, f.id)
    )
    stem = f"checks/{file_name(row.code)}"
    runs = chunks(found)
    for number, some in enumerate(runs, 1):
        yield Page(
            path=part(stem, number),
            template="check.html",
            title=f"{row.code} {row.name}",
            section="checks",
            shows={
                "row": row,
                "ruled": rule_sections(rule.page if rule else "", row.code),
                "findings": shown.findings(known, some),
                "parts": parts_of(stem, number, len(runs), len(found)),
                "first": number == 1,
                "since": rule.since if rule else "",
                "stale": shown.said(known, known.stale_answers.get(row.code, ())),
            },
        )


HEADINGS = ("Checks", "Why it matters", "Holds", "Fails", "Cannot tell", "Known limits", "What to do")


def rule_sections(page: str, code: str) -> list[tuple[str, str]]:
    """Return a rule's page as (heading, text) pairs; what stands before the first heading has none."""
    out: list[tuple[str, list[str]]] = [("", [])]
    for line in page.splitlines():
        text = line.strip()
        heading = next((h for h in HEADINGS if text == h or text.startswith(f"{h}:")), None)
        if heading is not None:
            out.append((heading, []))
            text = text.removeprefix(heading).removeprefix(":").strip()
        if text and not (len(out) == 1 and text.startswith(code)):
            out[-1][1].append(text)
    return [(heading, " ".join(lines)) for heading, lines in out if lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginShown:
    """An origin with the documents that go back to it."""

    anchor: str
    name: str
    held: bool
    documents: tuple[tuple[Link, str, str], ...]
    """(document, published, why it belongs here)."""
    more: int
    claims: int
    grades: tuple[shown.GradeShown, ...]


def origin(known: Known, one: Origin) -> OriginShown:
    """Return an origin with the documents that go back to it."""
    why: dict[str, list[str]] = {}
    for document, reason in one.because:
        why.setdefault(document, []).append(reason)
    order = list(dict.fromkeys([*one.documents, *why]))
    rows = []
    for sha256 in order[:100]:
        held = known.documents.get(sha256)
        published = (held.reading.published if held is not None and held.reading is not None else None) or "no date given"
        rows.append((shown.document_link(known, sha256), published, _reason(known, why.get(sha256, ["goes back to it"]))))
    return OriginShown(
        anchor=f"origin-{file_name(one.id)}",
        name=one.name,
        held=one.held,
        documents=tuple(rows),
        more=max(0, len(order) - 100),
        claims=len(known.claims_from.get(one.id, ())),
        grades=shown.grades(known, known.grades_of_source.get(one.name, ())),
    )


def _reason(known: Known, reasons: Sequence[str]) -> str:
    """Name documents by their titles where a reason names them by digest."""

    def name(match: re.Match[str]) -> str:
        document = known.documents.get(match[0])
        return f"“{shown.title_of(document)}”" if document is not None else f"{match[0][:12]}…"

    return _DIGEST.sub(name, "; ".join(reasons))


def sources(known: Known) -> Iterator[Page]:
    """Yield the list of origins, with grades."""
    origins = list(known.origins.values())
    runs = chunks(origins)
    names = {o.name for o in origins}
    others = [(name, shown.grades(known, grades)) for name, grades in sorted(known.grades_of_source.items()) if name not in names]
    loose = [c for c in known.claims.values() if c.id not in known.origin_of]
    for number, run in enumerate(runs, 1):
        yield Page(
            path=part("sources/index", number),
            template="sources.html",
            title="Sources",
            section="sources",
            shows={
                "origins": [origin(known, o) for o in run],
                "others": others[:200] if number == 1 else [],
                "loose": len(loose),
                "parts": parts_of("sources/index", number, len(runs), len(origins)),
                "first": number == 1,
            },
        )


def method(known: Known) -> Page:
    """Return the page on how the record was made and what it does not show."""
    return Page(
        path="method.html", template="method.html", title="Method and limits", section="method", shows={"solo": known.assembly.solo}
    )


def downloads(known: Known, files: Sequence[Download]) -> Page:
    """Return the page of datasets, bundle and verification."""
    return Page(
        path="downloads.html",
        template="downloads.html",
        title="Downloads and verification",
        section="downloads",
        shows={"files": files, "head": known.assembly.head, "cleared": known.release.cleared},
    )
