"""Puts together what could be published: the one value that the gate looks at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from witnessmark.analyse.rollup import rollups, standing_sites
from witnessmark.records.assembly import Assembly, Head
from witnessmark.records.claims import Claim
from witnessmark.records.codec import encode
from witnessmark.records.decisions import Controlled
from witnessmark.records.documents import Document
from witnessmark.records.entries import Written
from witnessmark.records.findings import Rule, Run
from witnessmark.records.places import Place
from witnessmark.records.view import Grade, Origin, Question, Site, View


def assemble(
    view: View, *, head: Head, rules: Iterable[Rule], runs: Iterable[Run], pseudonyms: Iterable[tuple[str, str]], solo: bool,
) -> Assembly:
    """Return what could be published of one state of the case.

    Claims leave where a person put them under an opened question, cites them in a conclusion or names them in the registry;
    documents leave where such a claim is anchored in them. What was withdrawn stays, and with it a site that rested on nothing else.
    """
    # In the order in which people opened and drew them: that is the order in which they want to be read.
    questions, conclusions = tuple(view.questions()), tuple(view.conclusions())
    sites = standing_sites(view)
    claims = _claims(view, questions, [c.claim for k in conclusions for c in k.drawn.claims], sites)
    pairs = tuple((claim.id, origin.id) for claim in claims if (origin := view.origin_of(claim)) is not None)
    origins = tuple(sorted((o for o in view.origins() if o.id in {ident for _, ident in pairs}), key=lambda o: o.id))
    documents = _documents(view, claims)
    texts = tuple(view.text(digest) for digest in sorted({claim.content.anchor.text for claim in claims}))
    replies, answers = sorted(view.replies(), key=lambda r: r.recorded.reply), sorted(view.answers(), key=lambda a: (a.at, a.entry))
    grades = sorted(_grades(view, claims, documents, origins), key=lambda g: (g.at, g.entry))
    cited = {one.entry for one in (*conclusions, *replies, *answers, *grades, *sites)}
    return Assembly(
        case=view.case, head=head, documents=documents, texts=texts, claims=claims, questions=questions, origins=origins,
        origin_of=pairs, conclusions=conclusions, replies=tuple(replies), answers=tuple(answers), grades=tuple(grades),
        names=tuple(sorted(view.names(), key=lambda n: n.classified.name)), sites=sites, places=_places(view, claims, sites, questions),
        rollups=rollups(view), rules=tuple(rules), runs=tuple(runs), opened=tuple(_opened(view, claims, documents, questions, cited)),
        pseudonyms=tuple(sorted(pseudonyms)), solo=solo,
    )


def _claims(view: View, questions: Iterable[Question], cited: Iterable[str], sites: Iterable[Site]) -> tuple[Claim, ...]:
    found: dict[str, Claim] = {}
    for question in questions:
        found |= {claim.id: claim for claim in view.claims_of(question.id)}
    named = [*cited, *(ident for site in sites for ident in _named_by(site))]
    for ident in named:
        claim = found.get(ident) or view.claim(ident)
        if claim is not None:
            found[ident] = claim
    return tuple(sorted(found.values(), key=lambda c: (c.content.anchor.document, c.content.anchor.start, c.content.anchor.end, c.id)))


def _named_by(site: Site) -> Iterable[str]:
    ties: tuple[Controlled, ...] = site.opened.controlled_by
    return (*site.opened.claims, *site.opened.finding_claims, *(ident for tie in ties for ident in tie.claims))


def _documents(view: View, claims: Iterable[Claim]) -> tuple[Document, ...]:
    wanted = {claim.content.anchor.document for claim in claims}
    return tuple(sorted((doc for doc in view.documents() if doc.sha256 in wanted), key=lambda doc: doc.sha256))


def _grades(view: View, claims: Iterable[Claim], documents: Iterable[Document], origins: Iterable[Origin]) -> Iterator[Grade]:
    """Yield the grades of what leaves: of these claims, and of those who speak, write or publish in them."""
    about = {claim.id for claim in claims} | {name for claim in claims for name in claim.content.said_by} | {o.name for o in origins}
    for reading in (document.reading for document in documents):
        about |= {reading.publisher, *reading.authors} if reading else set()
    yield from (grade for grade in view.grades() if grade.graded.about in about)


def _opened(
    view: View, claims: Iterable[Claim], documents: Iterable[Document], questions: Iterable[Question], cited: Collection[str],
) -> Iterator[Written]:
    """Yield the entries that a bundle opens: receipts and readings of what leaves, the claims in their versions, and what people said.

    Earlier wordings stay shut, since nobody read them for this release; classified names too: they would print what they protect.
    """
    versions, digests = {(claim.id, claim.version) for claim in claims}, {document.sha256 for document in documents}
    texts = {claim.content.anchor.text for claim in claims} | {d.reading.text for d in documents if d.reading}
    asked = [encode(question.asked) for question in questions]
    for written in view.entries():
        said, sort = written.payload, written.entry.type
        if said is None:
            continue
        if (
            sort == "case-opened" or written.entry.id in cited
            or (sort == "question-opened" and said in asked)
            or (sort in ("document-received", "disclosure-chosen") and said["document"] in digests)
            or (sort == "document-read" and said["document"] in digests and said["text"] in texts)
            or (sort == "claim-accepted" and (said["claim"], said["version"]) in versions)
        ):
            yield written


def _places(view: View, claims: Iterable[Claim], sites: Iterable[Site], questions: Iterable[Question]) -> tuple[Place, ...]:
    ids = {claim.content.place_id for claim in claims} | {site.opened.place_id for site in sites}
    ids |= {question.asked.place_id for question in questions}
    places = {place.id: place for ident in ids if ident and (place := view.place(ident)) is not None}
    for place in tuple(places.values()):
        country = view.place(f"cc:{place.country}") if place.country else None
        if country is not None:
            places[country.id] = country
    return tuple(places[ident] for ident in sorted(places))
