"""Pages of questions: claims by origin, so that twenty copies count once, with denials at the same size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from witnessmark.publish.site import concluded, shown, words
from witnessmark.publish.site.chart import chart
from witnessmark.publish.site.known import ROWS, Known, chunks, file_name, part
from witnessmark.publish.site.pages import Page, parts_of
from witnessmark.publish.site.shown import ClaimShown, Link
from witnessmark.records.claims import Claim, Kind, Modality
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Origin, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One origin's claims under a question; copies stand behind the claim that they repeat."""

    name: str
    href: str | None
    held: bool
    established: bool
    documents: int
    claims: tuple[tuple[ClaimShown, tuple[ClaimShown, ...]], ...]
    """A claim, and the claims of the same origin that say the same in other documents."""
    goes_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question as a list shows it."""

    link: Link
    merged: bool
    kind: str
    about: str
    claims: int
    origins: int
    loose: int
    denials: int
    values: str
    fails: int
    concluded: bool


def is_denial(claim: Claim) -> bool:
    """Return whether a claim denies."""
    return claim.content.kind is Kind.DENIAL or claim.content.modality is Modality.DENIED


def findings_on(known: Known, question: Question) -> list[Finding]:
    """Return findings about a question, its claims or its conclusions, each once."""
    idents = [question.id, *(c.id for c in known.claims_of.get(question.id, ()))]
    idents += [c.drawn.conclusion for c in known.conclusions_of.get(question.id, ())]
    found = {f.id: f for ident in idents for f in known.findings_about.get(ident, ())}
    return list(found.values())


def row(known: Known, question: Question) -> QuestionRow:
    """Return a question as a list shows it."""
    claims = known.claims_of.get(question.id, ())
    asked = question.asked
    counts = sorted(
        {
            (c.content.unit or "", words.amount(c.content.value, c.content.min, c.content.max))
            for c in claims
            if c.content.kind is Kind.COUNT
        },
        key=lambda pair: (pair[0] != asked.unit, len(pair[1]), pair[1]),
    )
    values = [text if unit == asked.unit else f"{text} {words.plural(unit, text)}" for unit, text in counts]
    about = " · ".join(p for p in (asked.unit, asked.place, asked.period) if p)
    return QuestionRow(
        link=Link(text=asked.title, href=shown.question_page(question.id)),
        merged=question.merged_into is not None,
        kind=words.KIND[asked.kind],
        about=about,
        claims=len(claims),
        origins=len({known.origin_of[c.id] for c in claims if c.id in known.origin_of}),
        loose=sum(c.id not in known.origin_of for c in claims),
        denials=sum(is_denial(c) for c in claims),
        values=", ".join(values[:8]) + (f" and {len(values) - 8} more" if len(values) > 8 else ""),
        fails=sum(f.verdict is Verdict.FAILS for f in findings_on(known, question)),
        concluded=question.id in known.conclusions_of,
    )


def questions(known: Known) -> Iterator[Page]:
    """Yield the list of questions and each question's pages."""
    rows = [row(known, q) for q in known.questions.values()]
    runs = chunks(rows)
    for number, run in enumerate(runs, 1):
        yield Page(
            path=part("questions/index", number),
            template="questions.html",
            title="Questions",
            section="questions",
            shows={"rows": run, "parts": parts_of("questions/index", number, len(runs), len(rows))},
        )
    for question in known.questions.values():
        yield from question_pages(known, question)


def question_pages(known: Known, question: Question) -> Iterator[Page]:
    """Yield the pages of one question."""
    claims = list(known.claims_of.get(question.id, ()))
    denials = _denials(known, question, claims)
    said = [c for c in claims if not is_denial(c)]
    runs = list(_runs(known, said))
    stem = f"questions/{file_name(question.id)}"
    found = findings_on(known, question)
    open_ones = [f for f in found if f.verdict is not Verdict.HOLDS or not _is_house(known, f)]
    into = known.questions.get(question.merged_into or "")
    for number, run in enumerate(runs, 1):
        yield Page(
            path=part(stem, number),
            template="question.html",
            title=question.asked.title,
            section="questions",
            shows={
                "question": question.asked,
                "row": row(known, question),
                "merged": question.merged_into is not None,
                "into": Link(text=into.asked.title, href=shown.question_page(into.id)) if into else None,
                "groups": run,
                "denials": shown.claims(known, denials[:ROWS]),
                "first": number == 1,
                "conclusions": tuple(concluded.conclusion(known, c) for c in known.conclusions_of.get(question.id, ())),
                "findings": shown.findings(known, open_ones)[:100],
                "house_holds": len(found) - len(open_ones),
                "chart": chart(known, question.asked, claims),
                "table": tuple(_table(known, claims)),
                "parts": parts_of(stem, number, len(runs), len(said)),
            },
        )


def _is_house(known: Known, finding: Finding) -> bool:
    rule = known.rules.get(finding.code)
    return rule is not None and rule.house


def _denials(known: Known, question: Question, claims: Sequence[Claim]) -> list[Claim]:
    """Denials under the question, and those that a rule set against its claims (C002)."""
    idents = {c.id for c in claims if is_denial(c)}
    for finding in findings_on(known, question):
        if finding.code == "C002":
            idents |= {ident for ident in finding.about if ident in known.claims and is_denial(known.claims[ident])}
    return [claim for ident, claim in known.claims.items() if ident in idents]


def _runs(known: Known, claims: Sequence[Claim]) -> Iterator[tuple[Gathered, ...]]:
    """Yield the groups of each page: at most 200 claims, an origin goes on where a page ends in it."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(known.origin_of.get(claim.id, ""), []).append(claim)
    flat = [(ident, claim) for ident in sorted(grouped, key=lambda i: _origin_order(known, i)) for claim in grouped[ident]]
    seen: set[str] = set()
    for chunk in chunks(flat):
        here: dict[str, list[Claim]] = {}
        for ident, claim in chunk:
            here.setdefault(ident, []).append(claim)
        yield tuple(
            _gathered(known, ident, some, len({c.content.anchor.document for c in grouped[ident]}), goes_on=ident in seen)
            for ident, some in here.items()
        )
        seen |= set(here)


def _origin_order(known: Known, ident: str) -> tuple[bool, bool, str, str]:
    origin = known.origins.get(ident)
    return (origin is None, origin is not None and not origin.held, origin.name if origin else "", ident)


def _gathered(known: Known, ident: str, claims: Sequence[Claim], documents: int, *, goes_on: bool) -> Gathered:
    origin: Origin | None = known.origins.get(ident)
    alike: dict[tuple[str | None, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (_published(known, c), c.content.anchor.document, c.content.anchor.start, c.id)):
        # Without an origin nothing shows that two claims are copies of one another, so each stands by itself.
        alike.setdefault(_sense(claim) if origin else (claim.id,), []).append(claim)
    return Gathered(
        name=origin.name if origin else "No origin established",
        href=known.origin_page[origin.id] if origin else None,
        held=origin.held if origin else False,
        established=origin is not None,
        documents=documents,
        goes_on=goes_on,
        claims=tuple((shown.claim(known, first), shown.claims(known, copies)) for first, *copies in alike.values()),
    )


def _sense(claim: Claim) -> tuple[str | None, ...]:
    c = claim.content
    place = c.place_id or c.place
    scope = (c.scope.whose, c.scope.places, c.scope.period, c.scope.counted) if c.scope else ()
    return (*scope, c.kind, c.modality, c.value, c.min, c.max, c.unit, place, c.time.edtf if c.time else None, c.subject, c.object)


def _published(known: Known, claim: Claim) -> str:
    document = known.documents.get(claim.content.anchor.document)
    return (document.reading.published if document is not None and document.reading is not None else None) or "\U0010ffff"


def _table(known: Known, claims: Iterable[Claim]) -> Iterator[ClaimShown]:
    counts = sorted((c for c in claims if c.content.kind is Kind.COUNT), key=lambda c: (_published(known, c), c.id))
    yield from shown.claims(known, counts[:ROWS])
