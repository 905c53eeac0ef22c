"""Entries of every type, small and deterministic, for tests of ledgers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from witnessmark.records import decisions as d
from witnessmark.records import entries as e
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.documents import Disclosure, How, Reading, Receipt, State
from witnessmark.records.finders import Consulted, HostPermitted
from witnessmark.records.findings import ChecksRun, RunNoted
from witnessmark.records.sealing import (
    AboutWhom,
    ClaimSealed,
    ConsentRecorded,
    Grant,
    InspectionSigned,
    ItemSealed,
    KeyRegistered,
    KeyRetired,
    Said,
    SealOpened,
    Sort,
    Standing,
    Use,
)
from witnessmark.records.texts import Anchor

AT = "2026-01-31T12:00:00Z"
ANA = "ana"
CASE = "case1"
ALL_ROLES = tuple(d.Role)

Item = tuple[str, object]


def sha(word: object) -> str:
    return hashlib.sha256(str(word).encode()).hexdigest()


def counting(seed: int = 0) -> Callable[[int], bytes]:
    """Bytes that look random and are the same every time."""
    state = [seed * 1_000_003]

    def draw(many: int) -> bytes:
        state[0] += 1
        return hashlib.shake_256(str(state[0]).encode()).digest(many)

    return draw


def opening(*, key: str = "00" * 32, person: str = ANA, roles: tuple[d.Role, ...] = ALL_ROLES) -> list[Item]:
    opened = d.CaseOpened(
        case=CASE, title="Two offices", mode=d.Mode.SOLO, exercise=True, languages=("en",), contact="desk@example.org", key=key
    )
    return [("case-opened", opened), person_added(person, roles, name="Ana Example")]


def person_added(person: str, roles: tuple[d.Role, ...] = ALL_ROLES, name: str = "") -> Item:
    return "person-added", d.PersonAdded(person=person, name=name or f"Name of {person}", roles=roles)


def person_revoked(person: str) -> Item:
    return "person-revoked", d.PersonRevoked(person=person, reason="left")


def receipt(word: object = "a", *, name: str = "page.html") -> Item:
    return "document-received", Receipt(
        document=sha(word), size=1200, media="text/html", name=name, came_from=f"/inbox/{name}", how=How.FILE, tool="witnessmark 0.1"
    )


def reading(word: object = "a", *, text: object | None = "text a", version: str = "1", title: str = "A title") -> Item:
    return "document-read", Reading(
        document=sha(word), state=State.READ if text else State.EMPTY, reason="" if text else "no text", reader="html",
        reader_version=version, text=sha(text) if text else None, layout=sha("layout") if text else None, title=title,
    )


def content(*, quote: str = "nine stations", word: object = "a", text: object = "text a", start: int = 4) -> Content:
    anchor = Anchor(document=sha(word), text=sha(text), start=start, end=start + len(quote), quote=quote, prefix="the ", suffix=" in Spain")
    return Content(
        kind=Kind.COUNT, anchor=anchor, modality=Modality.ASSERTED, said_by=("Example Group",), value="9", unit="station", place="Spain"
    )


def claim(ident: str = "claim1", **kwargs) -> Item:
    said = content(**kwargs)
    return "claim-accepted", d.ClaimAccepted(claim=ident, version=said.version, content=said, drafted_by="numbers 1")


def withdrawn(ident: str = "claim1") -> Item:
    return "claim-withdrawn", d.ClaimWithdrawn(claim=ident, reason="a copy")


def moved(ident: str = "claim1", question: str | None = "q1") -> Item:
    return "claim-moved", d.ClaimMoved(claim=ident, question=question)


def question(ident: str = "q1", title: str = "How many stations in Spain?") -> Item:
    return "question-opened", d.QuestionOpened(question=ident, title=title, kind=Kind.COUNT, unit="station", place="Spain")


def merged(ident: str = "q1", into: str = "q2") -> Item:
    return "question-merged", d.QuestionMerged(question=ident, into=into)


def rejected(word: object = "a", start: int = 9) -> Item:
    return "draft-rejected", d.DraftRejected(
        document=sha(word), text=sha("text a"), kind=Kind.COUNT, value="110", start=start, end=start + 3, reason="a telephone number"
    )


def conclusion(ident: str = "con1", *, text: str = "Nine stations were reported in Spain.", supersedes: str | None = None) -> Item:
    return "conclusion-drawn", d.ConclusionDrawn(
        conclusion=ident, question="q1", sentences=(d.Sentence(language="en", text=text),), modality=Modality.ASSERTED,
        claims=(d.Cited(claim="claim1", version=content().version),), value="9", unit="station", supersedes=supersedes,
    )


def reply(ident: str = "reply1", words: str = "") -> Item:
    return "reply-recorded", d.ReplyRecorded(
        reply=ident, who="An association", sort=d.Accused.ASSOCIATION, asked_at="2026-01-02", how="letter", deadline="2026-01-20",
        outcome=d.Outcome.ANSWERED if words else d.Outcome.SILENT, words=words, conclusions=("con1",),
    )


def answer(finding: str = "f1", text: str = "the report names seven") -> Item:
    return "answer-given", d.AnswerGiven(finding=finding, code="N002", text=text)


def graded(about: str = "The Example Gazette", grade: str = "B") -> Item:
    return "graded", d.Graded(of=d.GradeOf.SOURCE, about=about, grade=grade, reason="checked before")


def site(ident: str = "site1", title: str = "Barcelona, first") -> Item:
    return "site-opened", d.SiteOpened(
        site=ident, title=title, city="Barcelona", country="Spain", place_id=None, ordinal=1, stations=1, counted="yes", overlaps="",
        claims=("claim1",),
    )


def classified(name: str = "Jane Example", as_: d.NameClass = d.NameClass.PRIVATE) -> Item:
    return "name-classified", d.NameClassified(name=name, as_=as_, neutral="a resident", reason="not public")


def disclosure(word: object = "a", how: Disclosure = Disclosure.HASH_ONLY) -> Item:
    return "disclosure-chosen", d.DisclosureChosen(document=sha(word), disclosure=how)


def tied(ident: str = "tie1") -> Item:
    return "tied", d.Tied(tie=ident, from_="claim1", to="claim2", sort="follows")


def permitted(host: str = "models.example.org") -> Item:
    return "host-permitted", HostPermitted(host=host, reason="our own server", seconded_by="ben")


def consulted(text: object = "text a") -> Item:
    return "finder-consulted", Consulted(
        document=sha("a"), text=sha(text), finder="endpoint:small", version="1", prompt=sha("prompt"), model=sha("model"), output=sha("output"),
        drafts=2, dropped=1,
    )


def sealed_things() -> list[Item]:
    """What the ledger holds of a vault: a key, a testimony, a claim in it, a consent, an opening, an inspection."""
    item, text, kept, person = (sha(word)[:32] for word in ("item", "sealed text", "sealed claim", "protected"))
    granted = (Grant(use=Use.AGGREGATE, said=Said.YES), Grant(use=Use.SHARE_COURT, said=Said.YES, until="2027-01-01", whom="a court"))

    def sealed(ident: str, sort: Sort) -> Item:
        return "item-sealed", ItemSealed(
            item=ident, sort=sort, about=person, recipients=(sha("key"),), digest=sha(ident), size=4352,
        )

    return [
        ("key-registered", KeyRegistered(person=ANA, recipient="age1example", signs="00" * 32)),
        sealed(item, Sort.TESTIMONY), sealed(text, Sort.TESTIMONY), sealed(kept, Sort.CLAIM),
        ("claim-sealed", ClaimSealed(claim=sha("c")[:32], item=kept, within=text, about=person, commitment=sha("commitment"))),
        ("consent-recorded", ConsentRecorded(
            person=person, about=AboutWhom.SELF, standing=Standing.ACTIVE, grants=granted, item=sha("consent")[:32],
        )),
        ("seal-opened", SealOpened(items=(item, text), key=sha("key"), purpose="inspect")),
        ("inspection-signed", InspectionSigned(tree=sha("tree"), terms=sha("terms"), patterns=1325, key="00" * 32, signature="00" * 64)),
        ("key-retired", KeyRetired(recipient="age1example", reason="a new device")),
    ]


def checked(view: str = "") -> Item:
    run = RunNoted(code="L001", completed=True, holds=1, fails=0, cannot_tell=0, findings=sha("findings"))
    return "checks-run", ChecksRun(view=view or sha("view"), tool="witnessmark 0.1", rules=sha("rules"), runs=(run,))


def every_type() -> list[Item]:
    """One entry of each type that can be appended, in an order that a case could have; the opening is left out."""
    return [
        person_added("ben", (d.Role.REVIEWER,)), receipt(), reading(), disclosure(), claim(), claim("claim2", quote="fifty-four", start=40),
        rejected(), question(), question("q2"), moved(), merged(), conclusion(), reply(), answer(), graded(), site(), classified(), tied(),
        withdrawn("claim2"), permitted(), consulted(), *sealed_things(), checked(), ("proposal-made", e.ProposalMade(proposal=sha("tree"), head=20)),
        ("refusal-made", e.RefusalMade(head=20, codes=("D001",))),
        ("release-made", e.ReleaseMade(proposal=sha("tree"), head=20, solo=True)),
        ("checkpoint-made", e.CheckpointMade(size=2, root=sha("root"), note="a note")), person_revoked("ben"),
    ]
