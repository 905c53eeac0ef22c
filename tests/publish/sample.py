"""A release made by hand: two languages besides English, copies, denials, a link, a hedge, and, on demand, hostile words in every text."""

from __future__ import annotations

import dataclasses
from enum import Enum

from sample_material import AT, DOCS, HOSTILE, NOTICE, TOWNS, claims, document, sha, text
from sample_parts import RULES, conclusions, replies, rollups, runs, sites

from witnessmark.records import decisions as d
from witnessmark.records.assembly import Assembly, Head, Release
from witnessmark.records.claims import Claim, Content, Kind, Modality
from witnessmark.records.places import Place
from witnessmark.records.view import Answer, Grade, Name, Origin, Question


def assembly(*, exercise: bool = True) -> Assembly:
    all_claims, by_id = claims(), {c.id: c for c in claims()}
    digest = {name: row[0] for name, row in DOCS.items()}
    all_sites, all_runs = sites(), runs(by_id)
    by_code = {f.code: f for run in all_runs for f in run.findings}
    origin = Origin(
        id="o-sd",
        name="Safeguard Defenders",
        held=True,
        documents=tuple(digest[n] for n in ("report", "ledger", "agency1", "agency2", "agency3", "diario", "second")),
        because=(
            (digest["report"], "speaks for itself"),
            (digest["ledger"], "attributes to Safeguard Defenders"),
            (digest["agency1"], "attributes to Safeguard Defenders"),
            (digest["agency2"], f"shares 2 passages with {digest['agency1']}"),
            (digest["agency3"], f"shares 3 passages with {digest['agency1']}"),
            (digest["diario"], "attributes to Safeguard Defenders"),
        ),
    )
    other = Origin(
        id="o-mfa", name="外交部发言人", held=False, documents=(digest["zh"],), because=((digest["zh"], "attributes to 外交部发言人"),)
    )
    loose = {"c-world-7", "c-dub", "c-host", "c-es-deny"}
    questions = tuple(
        Question(id=ident, asked=d.QuestionOpened(question=ident, title=title, kind=kind, unit=unit, place=place), merged_into=into)
        for ident, title, kind, unit, place, into in (
            ("q-world", "How many such stations are there in the world?", Kind.COUNT, "station", "world", None),
            ("q-es", "How many such stations are there in Spain?", Kind.COUNT, "station", "Spain", None),
            ("q-people", "How many people were “persuaded to return”?", Kind.COUNT, "person", None, None),
            ("q-old", "How many stations in Iberia?", Kind.COUNT, "station", "Iberia", "q-es"),
        )
    )
    head = Head(
        size=412,
        root=sha("root"),
        at=AT,
        view=sha("view"),
        leaves=(sha("leaf"),),
        tool="witnessmark 0.1.0",
        checkpoint=f"witnessmark/case-1\n412\nc29tZSByb290IGhhc2ggb2YgdGhlIGxvZw==\n\n— witnessmark/case-1 {'Zm9v' * 12}\n",
    )
    answers = (
        d.AnswerGiven(
            finding=by_code["N005"].id, code="N005", text="We print both scopes side by side and cite neither total without its own."
        ),
        d.AnswerGiven(finding="0" * 32, code="N005", text="Answered before the second report came in."),
    )
    grades = (
        d.Graded(of=d.GradeOf.SOURCE, about="Safeguard Defenders", grade="B", reason="Names its documents; some counts were revised."),
        d.Graded(of=d.GradeOf.INFORMATION, about="c-230k", grade="2", reason="The figure is the government's own."),
        d.Graded(of=d.GradeOf.SOURCE, about="The Harbour Ledger", grade="C", reason="Copies without asking."),
    )
    countries = {(t[2], t[3], t[4]) for t in TOWNS}
    places = (
        *(
            Place(id=i, name=n, kind="city", country=c, country_name=cn, continent=k, latitude=la, longitude=lo)
            for i, n, c, cn, k, la, lo in TOWNS
        ),
        *(
            Place(id=f"cc:{c}", name=cn, kind="country", country=c, country_name=cn, continent=k, latitude="1", longitude="1")
            for c, cn, k in sorted(countries)
        ),
    )
    return Assembly(
        case=d.CaseOpened(
            case="case-1",
            title="Desks abroad: what was reported, and what holds",
            mode=d.Mode.TWO_PEOPLE,
            exercise=exercise,
            languages=("en", "es"),
            contact="corrections@desks.example",
            key="ab" * 32,
        ),
        head=head,
        documents=tuple(document(name) for name in sorted(DOCS)),
        texts=tuple(text(name) for name in sorted(DOCS)),
        claims=all_claims,
        questions=questions,
        origins=(origin, other),
        origin_of=tuple((c.id, "o-mfa" if c.id == "c-deny" else "o-sd") for c in all_claims if c.id not in loose),
        conclusions=conclusions(by_id),
        replies=replies(),
        answers=tuple(Answer(entry=sha(a.text)[:32], at=AT, by="person-b", given=a) for a in answers),
        grades=tuple(Grade(entry=sha(g.about)[:32], at=AT, by="person-a", graded=g) for g in grades),
        names=(
            Name(
                entry=sha("name")[:32], at=AT, by="person-a", classified=d.NameClassified(name="Safeguard Defenders", as_=d.NameClass.BODY)
            ),
        ),
        sites=all_sites,
        places=places,
        rollups=rollups(all_sites),
        rules=RULES,
        runs=all_runs,
        opened=(),
        pseudonyms=(("person-a", "P-1f2e3d4c5b"), ("person-b", "P-9a8b7c6d5e")),
        solo=False,
    )


def release(*, exercise: bool = True) -> Release:
    return Release(assembly=assembly(exercise=exercise), cleared=sha("cleared"))


KEPT = frozenset(
    {
        # Ids, digests, dates, numbers and words of closed lists: what the makers of records guarantee.
        "id",
        "sha256",
        "document",
        "text",
        "claim",
        "question",
        "conclusion",
        "site",
        "finding",
        "code",
        "entry",
        "at",
        "by",
        "version",
        "value",
        "min",
        "max",
        "time",
        "place_id",
        "origin_of",
        "pseudonyms",
        "documents",
        "because",
        "claims",
        "finding_claims",
        "conclusions",
        "about",
        "sites",
        "kind",
        "layout",
        "tree",
        "status",
        "counted",
        "root",
        "view",
        "leaves",
        "cleared",
        "key",
        "latitude",
        "longitude",
        "country_name",
        "merged_into",
        "published",
        "page",
        "head",
        "size",
        "date",
        "grade",
        "parent",
        "case",
        "digest",
    }
)


def hostile() -> Release:
    """The sample with hostile words put behind every text that a document, a source or a person wrote."""
    made = release()
    names = iter(HOSTILE * 400)

    def spoil(value: object, name: str) -> object:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            changed = {f.name: spoil(getattr(value, f.name), f.name) for f in dataclasses.fields(value)}
            return dataclasses.replace(value, **changed)
        if isinstance(value, tuple):
            return tuple(spoil(item, name) for item in value) if name not in KEPT or not all(isinstance(i, str) for i in value) else value
        if isinstance(value, str) and not isinstance(value, Enum) and name not in KEPT and value:
            return f"{value} {next(names)}" if name not in ("language", "latitude") else value
        if isinstance(value, str) and not isinstance(value, Enum) and name in ("title", "neutral", "reason", "overlaps") and not value:
            return next(names)
        return value

    return spoil(made, "release")  # type: ignore[return-value]


def many(number: int) -> Release:
    """One document with many claims under one question, all of one origin."""
    made = assembly()
    words = " ".join(f"{n} stations;" for n in range(number))
    one = dataclasses.replace(text("ledger"), content=words)
    found, start = [], 0
    for n in range(number):
        quote = f"{n} stations"
        start = words.index(quote, start)
        content = Content(
            kind=Kind.COUNT, anchor=one.anchor(start, start + len(quote)), modality=Modality.ASSERTED, value=str(n), unit="station"
        )
        found.append(Claim(id=f"c-{n}", version=content.version, content=content, question="q-many", at=AT))
    question = Question(id="q-many", asked=d.QuestionOpened(question="q-many", title="How many?", kind=Kind.COUNT, unit="station"))
    changed = dataclasses.replace(
        made,
        claims=tuple(found),
        questions=(question,),
        origin_of=tuple((c.id, "o-sd") for c in found),
        conclusions=(),
        replies=(),
        sites=(),
        rollups=(),
        documents=(document("ledger"),),
        runs=(),
        texts=(one,),
    )
    return Release(assembly=changed, cleared=sha("many"))


def empty() -> Release:
    """A case in which nothing was received yet."""
    made = assembly()
    nothing = {f.name: () for f in dataclasses.fields(made) if isinstance(getattr(made, f.name), tuple)}
    return Release(assembly=dataclasses.replace(made, **nothing), cleared=sha("empty"))

__all__ = ["NOTICE", "assembly", "empty", "hostile", "many", "release", "replies"]
