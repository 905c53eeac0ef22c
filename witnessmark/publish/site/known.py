"""A release, looked up: which claim, document, origin, finding and answer stands where, and on which page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from witnessmark.records.assembly import Assembly, Release, findings_of
from witnessmark.records.claims import Claim
from witnessmark.records.decisions import GradeOf
from witnessmark.records.documents import Document
from witnessmark.records.findings import Finding, Rule, Run
from witnessmark.records.places import Place
from witnessmark.records.view import Answer, Conclusion, Grade, Origin, Question, Reply, Site

T = TypeVar("T")

ROWS = 200
"""Most rows of one page; what is longer goes on on a next page."""

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,95}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything of a release by id. Made once, read by every page."""

    release: Release
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    questions: Mapping[str, Question]
    origins: Mapping[str, Origin]
    origin_of: Mapping[str, str]
    conclusions: Mapping[str, Conclusion]
    sites: Mapping[str, Site]
    places: Mapping[str, Place]
    rules: Mapping[str, Rule]
    runs: Mapping[str, Run]
    pseudonyms: Mapping[str, str]
    claims_in: Mapping[str, Sequence[Claim]]
    claims_of: Mapping[str, Sequence[Claim]]
    claims_from: Mapping[str, Sequence[Claim]]
    conclusions_of: Mapping[str, Sequence[Conclusion]]
    replies_to: Mapping[str, Sequence[Reply]]
    findings_about: Mapping[str, Sequence[Finding]]
    answers_to: Mapping[str, Sequence[Answer]]
    stale_answers: Mapping[str, Sequence[Answer]]
    """Answers by rule code whose finding is no longer there: given before the evidence changed."""
    grades_of_claim: Mapping[str, Sequence[Grade]]
    grades_of_source: Mapping[str, Sequence[Grade]]
    claim_page: Mapping[str, str]
    """Where a claim stands in its document's page, with its fragment."""
    origin_page: Mapping[str, str]
    site_page: Mapping[str, str]

    @property
    def assembly(self) -> Assembly:
        """What was cleared."""
        return self.release.assembly

    def person(self, ident: str) -> str:
        """Return the pseudonym of a person of the case, never the id."""
        return self.pseudonyms.get(ident, "a person of the case")


def known(release: Release) -> Known:
    """Return a release, looked up."""
    a = release.assembly
    claims = sorted(a.claims, key=lambda c: (c.content.anchor.document, c.content.anchor.start, c.content.anchor.end, c.id))
    origin_of = dict(sorted(a.origin_of))
    findings = findings_of(a)
    present = {finding.id for finding in findings}
    claims_in = _grouped(claims, lambda c: [c.content.anchor.document])
    newest = _newest_grades(a.grades)
    replies = sorted(a.replies, key=lambda r: (r.recorded.who, r.recorded.reply))
    return Known(
        release=release,
        claims={c.id: c for c in claims},
        documents={d.sha256: d for d in sorted(a.documents, key=lambda d: d.sha256)},
        questions={q.id: q for q in a.questions},
        origins={o.id: o for o in sorted(a.origins, key=lambda o: (o.name, o.id))},
        origin_of=origin_of,
        conclusions={c.drawn.conclusion: c for c in a.conclusions},
        sites={s.opened.site: s for s in sorted(a.sites, key=_site_order)},
        places={p.id: p for p in a.places},
        rules={r.code: r for r in sorted(a.rules, key=lambda r: r.code)},
        runs={r.code: r for r in a.runs},
        pseudonyms=dict(a.pseudonyms),
        claims_in=claims_in,
        claims_of=_grouped(claims, lambda c: [c.question] if c.question else []),
        claims_from=_grouped(claims, lambda c: [origin_of[c.id]] if c.id in origin_of else []),
        conclusions_of=_grouped(a.conclusions, lambda c: [c.drawn.question]),
        replies_to=_grouped(replies, lambda r: list(r.recorded.conclusions)),
        findings_about=_grouped(findings, lambda f: sorted(set(f.about))),
        answers_to=_grouped(_by_time(a.answers), lambda n: [n.given.finding]),
        stale_answers=_grouped(_by_time(n for n in a.answers if n.given.finding not in present), lambda n: [n.given.code]),
        grades_of_claim=_grouped((g for g in newest if g.graded.of is GradeOf.INFORMATION), lambda g: [g.graded.about]),
        grades_of_source=_grouped((g for g in newest if g.graded.of is GradeOf.SOURCE), lambda g: [g.graded.about]),
        claim_page=_claim_pages(claims_in),
        origin_page=_listed_pages("sources/index", "origin", sorted(a.origins, key=lambda o: (o.name, o.id)), lambda o: o.id),
        site_page={s.opened.site: f"places/{file_name(s.opened.site)}.html" for s in a.sites},
    )


def file_name(ident: str) -> str:
    """Return an id as a file name and fragment: itself where it is plain, else its hash."""
    return ident if _SAFE.fullmatch(ident) else hashlib.sha256(ident.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def chunks(rows: Sequence[T], size: int = ROWS) -> list[Sequence[T]]:
    """Return rows in runs of at most `size`; no rows are one empty run."""
    return [rows[n : n + size] for n in range(0, len(rows), size)] or [()]


def part(stem: str, number: int) -> str:
    """Return the path of a list's part, counted from 1."""
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


def _grouped(rows: Iterable[T], keys: Callable[[T], list[str]]) -> dict[str, Sequence[T]]:
    out: dict[str, list[T]] = {}
    for row in rows:
        for key in keys(row):
            out.setdefault(key, []).append(row)
    return dict(out)


def _claim_pages(claims_in: Mapping[str, Sequence[Claim]]) -> dict[str, str]:
    out: dict[str, str] = {}
    for document, claims in claims_in.items():
        out |= _listed_pages(f"documents/{file_name(document)}", "claim", claims, lambda c: c.id)
    return out


def _listed_pages(stem: str, prefix: str, rows: Sequence[T], ident: Callable[[T], str]) -> dict[str, str]:
    return {
        ident(row): f"{part(stem, number)}#{prefix}-{file_name(ident(row))}" for number, run in enumerate(chunks(rows), 1) for row in run
    }


def _site_order(site: Site) -> tuple[str, str, int, str]:
    return site.opened.country, site.opened.city or "\U0010ffff", site.opened.ordinal, site.opened.site


def _by_time(answers: Iterable[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda n: (n.at, n.entry))


def _newest_grades(grades: Iterable[Grade]) -> list[Grade]:
    """One person's newest grade of one thing stands; grades of different persons stand side by side and are never added up."""
    out: dict[tuple[str, str, str], Grade] = {}
    for grade in sorted(grades, key=lambda g: (g.at, g.entry)):
        out[(grade.graded.of, grade.graded.about, grade.by)] = grade
    return sorted(out.values(), key=lambda g: (g.graded.about, g.at, g.entry))
