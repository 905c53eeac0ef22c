"""What templates print: claims, documents, findings and conclusions with their words, links and languages worked out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from witnessmark.publish.site import words
from witnessmark.publish.site.known import Known, file_name
from witnessmark.records.claims import Claim, Kind, When
from witnessmark.records.documents import Document
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.texts import CONTEXT
from witnessmark.records.view import Answer, Conclusion, Grade

MOST_QUOTES = 12
"""Quotations that a finding shows; findings.jsonl has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to another page of the site; no address where that page does not exist."""

    text: str
    href: str | None = None
    lang: str = "und"
    dir: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A person's word with pseudonym and date: an answer."""

    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeShown:
    """A grade in words."""

    grade: str
    meaning: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteShown:
    """A quotation in its language and direction, with its surroundings where they are known."""

    quote: str
    document: Link
    lang: str
    dir: str
    prefix: str = ""
    suffix: str = ""

    @property
    def cut_before(self) -> bool:
        """Whether the text goes on before the surroundings that are shown."""
        return len(self.prefix) >= CONTEXT

    @property
    def cut_after(self) -> bool:
        """Whether the text goes on after the surroundings that are shown."""
        return len(self.suffix) >= CONTEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """A claim with its words, its speaker chain, its document and its origin."""

    id: str
    anchor: str
    kind: str
    figure: str
    """The number, for counts; else empty."""
    unit: str
    place: str
    quoted: QuoteShown
    chain: tuple[str, ...]
    modality: str
    shape: str
    facts: tuple[tuple[str, str], ...]
    publisher: str
    published: str
    page: int | None
    permalink: str | None
    origin: Link
    grades: tuple[GradeShown, ...]
    doubts: tuple[Link, ...]
    """Findings on this very claim that do not hold."""
    link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShown:
    """A finding with its verdict in word and shape, what it rests on, and what people answered."""

    id: str
    anchor: str
    code: str
    name: str
    href: str
    house: bool
    verdict: str
    shape: str
    word: str
    message: str
    about: tuple[Link, ...]
    more: int
    quotes: tuple[QuoteShown, ...]
    answers: tuple[Said, ...]

    @property
    def holds(self) -> bool:
        """Whether the verdict is `holds`."""
        return self.verdict == Verdict.HOLDS


def title_of(document: Document) -> str:
    """Return a document's title, else its name, else the beginning of its digest."""
    if document.reading is not None and document.reading.title.strip():
        return document.reading.title
    return next((r.receipt.name for r in document.receipts if r.receipt.name), "") or f"document {document.sha256[:12]}"


def language_of(document: Document | None) -> str:
    """Return the language of a document as an attribute takes it."""
    return words.language(document.reading.language) if document is not None and document.reading is not None else "und"


def document_link(known: Known, sha256: str) -> Link:
    """Return a link to a document's page; a document that does not leave is named by its digest alone."""
    document = known.documents.get(sha256)
    if document is None:
        return Link(text=f"{sha256[:12]}… (not part of this record)", lang="en", dir="ltr")
    lang = language_of(document)
    return Link(text=title_of(document), href=f"documents/{file_name(sha256)}.html", lang=lang, dir=words.direction(lang))


def span(time: When | None) -> str:
    """Return a time as EDTF with its bounds, where they say more."""
    if time is None:
        return ""
    bounds = f"{time.earliest or '…'} to {time.latest or '…'}"
    return time.edtf if time.earliest == time.latest == time.edtf or not (time.earliest or time.latest) else f"{time.edtf} ({bounds})"


def claim(known: Known, one: Claim) -> ClaimShown:
    """Return a claim as pages print it."""
    content, anchor = one.content, one.content.anchor
    document = known.documents.get(anchor.document)
    publisher = document.reading.publisher if document is not None and document.reading is not None else ""
    published = document.reading.published if document is not None and document.reading is not None else None
    chain = content.said_by if publisher and content.said_by[:1] == (publisher,) else (publisher or "the document itself", *content.said_by)
    word, shape = words.MODALITY[content.modality]
    lang = words.language(content.language)
    lang = language_of(document) if lang == "und" else lang
    figure = words.amount(content.value, content.min, content.max) if content.kind is Kind.COUNT else ""
    return ClaimShown(
        id=one.id,
        anchor=f"claim-{file_name(one.id)}",
        kind=words.KIND[content.kind],
        figure=figure,
        unit=words.plural(content.unit or "", figure),
        place=content.place or "",
        quoted=QuoteShown(
            quote=anchor.quote,
            prefix=anchor.prefix,
            suffix=anchor.suffix,
            lang=lang,
            dir=words.direction(lang),
            document=document_link(known, anchor.document),
        ),
        chain=chain,
        modality=word,
        shape=shape,
        facts=tuple(_facts(known, one)),
        publisher=publisher,
        published=published or "no date given",
        page=anchor.page,
        permalink=known.claim_page.get(one.id) if document is not None else None,
        origin=origin_link(known, one.id),
        grades=grades(known, known.grades_of_claim.get(one.id, ())),
        doubts=tuple(_doubts(known, one.id)),
        link=content.kind is Kind.LINK,
    )


def claims(known: Known, many: Iterable[Claim]) -> tuple[ClaimShown, ...]:
    """Return claims as pages print them."""
    return tuple(claim(known, one) for one in many)


def origin_link(known: Known, ident: str) -> Link:
    """Return a link to the origin of a claim; where none is established, that is said."""
    origin = known.origins.get(known.origin_of.get(ident, ""))
    if origin is None:
        return Link(text="no origin established", lang="en", dir="ltr")
    return Link(text=origin.name, href=known.origin_page[origin.id])


def grades(known: Known, many: Sequence[Grade]) -> tuple[GradeShown, ...]:
    """Return grades in words."""
    return tuple(
        GradeShown(
            grade=g.graded.grade,
            meaning=words.GRADE.get(g.graded.grade, g.graded.scale),
            reason=g.graded.reason,
            by=known.person(g.by),
            at=g.at[:10],
        )
        for g in many
    )


def _facts(known: Known, one: Claim) -> Iterable[tuple[str, str]]:
    content = one.content
    place = known.places.get(content.place_id or "")
    named = (
        f"{place.name}, {place.country_name}" if place and place.country_name and place.kind != "country" else (place.name if place else "")
    )
    if content.place or named:
        yield "place", f"{content.place} ({named})" if content.place and named and named != content.place else content.place or named
    scope = content.scope
    rows = (
        ("time", span(content.time)),
        ("subject", content.subject),
        ("object", content.object),
        ("method", content.method),
        ("service", content.service),
        ("names in the list", ", ".join(content.names)),
        ("list", content.list.value if content.list else None),
        ("whose count", scope.whose if scope else None),
        ("which places", scope.places if scope else None),
        ("period", scope.period if scope else None),
        ("what is counted", scope.counted if scope else None),
    )
    yield from ((name, value) for name, value in rows if value)


def _doubts(known: Known, ident: str) -> Iterable[Link]:
    codes = sorted({f.code for f in known.findings_about.get(ident, ()) if f.verdict is not Verdict.HOLDS})
    for code in codes:
        rule = known.rules.get(code)
        yield Link(text=f"{code} {rule.name}" if rule else code, href=rule_page(known, code), lang="en", dir="ltr")


def rule_page(known: Known, code: str) -> str | None:
    """Return the page of a rule, where there is one."""
    return f"checks/{file_name(code)}.html" if code in known.rules or code in known.runs else None


def verdict_word(finding: Finding, *, house: bool) -> str:
    """Return a verdict in the words of the house."""
    if finding.verdict is Verdict.HOLDS:
        return "holds"
    if finding.verdict is Verdict.CANNOT_TELL:
        return "cannot tell"
    if house:
        return "gate shut"
    return "the sources disagree" if finding.code in words.DISAGREE else "falls short"


def finding(known: Known, one: Finding) -> FindingShown:
    """Return a finding as pages print it."""
    rule = known.rules.get(one.code)
    house = rule is not None and rule.house and one.shuts
    quoted = _quoted_claims(known, one)
    links = [link for ident in one.about if ident not in quoted.values() and (link := about_link(known, ident)) is not None]
    return FindingShown(
        id=one.id,
        anchor=f"finding-{one.id}",
        code=one.code,
        name=rule.name if rule else "",
        href=rule_page(known, one.code) or "",
        house=house,
        verdict=one.verdict.value,
        shape=words.SHAPE[one.verdict],
        word=verdict_word(one, house=house),
        message=one.message,
        about=tuple(links[:12]),
        more=max(0, len(links) - 12),
        quotes=tuple(_quotes(known, one, quoted)),
        answers=said(known, known.answers_to.get(one.id, ())),
    )


def findings(known: Known, many: Iterable[Finding]) -> tuple[FindingShown, ...]:
    """Return findings as pages print them: what fails first, then what cannot be told, then what holds."""
    order = {Verdict.FAILS: 0, Verdict.CANNOT_TELL: 1, Verdict.HOLDS: 2}
    return tuple(finding(known, one) for one in sorted(many, key=lambda f: (order[f.verdict], f.code, f.message, f.id)))


def _quoted_claims(known: Known, one: Finding) -> dict[tuple[str, int, int], str]:
    """Return which claim that a finding is about stands at which of the places that it quotes."""
    about = [known.claims[ident].content.anchor for ident in one.about if ident in known.claims]
    idents = [ident for ident in one.about if ident in known.claims]
    places = {(a.document, a.start, a.end): ident for a, ident in zip(about, idents, strict=True)}
    return {place: places[place] for q in one.quotes[:MOST_QUOTES] if (place := (q.document, q.start, q.end)) in places}


def _quotes(known: Known, one: Finding, quoted: Mapping[tuple[str, int, int], str]) -> Iterable[QuoteShown]:
    for words_ in one.quotes[:MOST_QUOTES]:
        lang = language_of(known.documents.get(words_.document))
        link = document_link(known, words_.document)
        ident = quoted.get((words_.document, words_.start, words_.end))
        if ident is not None and link.href is not None:
            link = dataclasses.replace(link, href=known.claim_page[ident])
        yield QuoteShown(quote=words_.quote, document=link, lang=lang, dir=words.direction(lang))


def said(known: Known, many: Iterable[Answer]) -> tuple[Said, ...]:
    """Return answers with pseudonym and date."""
    return tuple(Said(text=n.given.text, by=known.person(n.by), at=n.at[:10]) for n in many)


def about_link(known: Known, ident: str) -> Link | None:
    """Return a link to what a finding is about: a claim, question, conclusion, site or document of this record."""
    if (one := known.claims.get(ident)) is not None:
        content = one.content
        text = content.anchor.quote if len(content.anchor.quote) <= 60 else content.anchor.quote[:57] + "…"
        lang = words.language(content.language)
        return Link(text=f"“{text}”", href=known.claim_page.get(ident), lang=lang, dir=words.direction(lang))
    if (question := known.questions.get(ident)) is not None:
        return Link(text=question.asked.title, href=question_page(ident))
    if (conclusion := known.conclusions.get(ident)) is not None:
        return Link(text=f"conclusion on {question_title(known, conclusion)}", href=conclusion_page(conclusion), lang="en", dir="ltr")
    if (site := known.sites.get(ident)) is not None:
        return Link(text=site.opened.title, href=known.site_page[ident])
    return document_link(known, ident) if ident in known.documents else None


def question_page(ident: str) -> str:
    """Return the page of a question."""
    return f"questions/{file_name(ident)}.html"


def conclusion_page(one: Conclusion) -> str:
    """Return where a conclusion stands under its question."""
    return f"{question_page(one.drawn.question)}#conclusion-{file_name(one.drawn.conclusion)}"


def question_title(known: Known, one: Conclusion) -> str:
    """Return the title of a conclusion's question."""
    question = known.questions.get(one.drawn.question)
    return question.asked.title if question else "a question that is not part of this record"
