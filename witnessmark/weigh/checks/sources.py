"""S001, S003 and S004: how many said it first, how they are graded, and whether their own words are held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from witnessmark.records.claims import Claim, Kind, Modality
from witnessmark.records.decisions import GradeOf
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Origin, Question, View
from witnessmark.weigh.independence import told_apart
from witnessmark.weigh.names import key, nameless
from witnessmark.weigh.quoting import AT_MOST, clip, listed, many, quoted

NOT_JUDGED = "F"
"""The grade of a source that cannot be judged (NATO/Admiralty)."""

CONFIRMED = "1"
"""The grade of an information that other, independent sources confirm."""


def check_origins(view: View) -> Iterator[Finding]:
    """S001 single-origin.

    Checks: what answers a question goes back to two origins or more.
    Why it matters: twenty newspapers that repeat one report are one source; readers take them for twenty.
    Holds: two or more origins are established.
    Fails: every claim goes back to one origin, however many documents repeat it; one finding names the origin.
    Cannot tell: one origin or none is established, and where other claims come from is not known. Unknown is never independent. Or two
    names of bodies whose own words are not held stand in texts of different languages only, and may be one body's.
    Known limits: origins are found by attribution, credits and passages that are the same word for word. Two origins may still have talked
    to each other. A denial is no origin of what it denies. An information graded 1 ("confirmed") with one origin is said in the
    same finding.
    What to do: look for the first utterance; ask a second, independent source; or let the conclusion name the one that there is.
    """
    confirmed = {g.graded.about for g in view.grades() if g.graded.of is GradeOf.INFORMATION and g.graded.grade == CONFIRMED}
    for question in view.questions():
        if question.merged_into is None and (claims := _answering(question, view.claims_of(question.id))):
            yield _single(view, question, claims, confirmed)


def _answering(question: Question, claims: Sequence[Claim]) -> list[Claim]:
    if question.asked.kind is Kind.DENIAL:
        return list(claims)
    return [c for c in claims if c.content.kind is not Kind.DENIAL and c.content.modality is not Modality.DENIED]


def _single(view: View, question: Question, claims: Sequence[Claim], confirmed: set[str]) -> Finding:
    origins: dict[str, Origin] = {}
    first: dict[str, Claim] = {}
    heard: list[tuple[Origin, Claim]] = []
    unknown: list[Claim] = []
    for claim in claims:
        if (origin := view.origin_of(claim)) is None:
            unknown.append(claim)
        else:
            heard.append((origin, claim))
            origins[origin.id] = origin
            first.setdefault(origin.id, claim)
    documents = len({c.content.anchor.document for c in claims})
    names = sorted(o.name for o in origins.values())
    graded = sum(c.id in confirmed for c in claims)
    if len(origins) > 1 and told_apart(view, heard):
        verdict, message = Verdict.HOLDS, f"{many(documents, 'document')}, {many(len(origins), 'origin')}: {listed(names)}"
    elif len(origins) > 1:
        verdict, message = Verdict.CANNOT_TELL, f"{listed(names)}: named in no common language, they may be one"
    elif unknown:
        known = f"{many(len(origins), 'origin')} established" + (f" ({listed(names)})" if names else "")
        comes = "comes" if len(unknown) == 1 else "come"
        verdict, message = Verdict.CANNOT_TELL, f"{known}; where {many(len(unknown), 'claim')} {comes} from is not known"
    else:
        verdict, message = Verdict.FAILS, f"{many(documents, 'document')}, 1 origin: {listed(names)}"
    if graded and verdict is not Verdict.HOLDS:
        message += f"; graded 1 (confirmed by others) all the same: {many(graded, 'claim')}"
    return Finding(
        code="S001", verdict=verdict, about=(question.id,), message=message, quotes=quoted((*first.values(), *unknown)),
        facts=(("question", question.asked.title), ("documents", str(documents)),
               *(("origin", name) for name in names[:20]), ("unknown", str(len(unknown)))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Somebody who is said to have said it first, with how often and the first claim."""

    name: str
    authors: set[str] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    total: list[int] = field(default_factory=lambda: [0])


def check_grades(view: View) -> Iterator[Finding]:
    """S003 source-ungraded.

    Checks: whoever is said to have said it first was graded (A to F) by a person of the case who is not its author.
    Why it matters: a reader must see how far the team trusts a source, and that the source did not grade itself.
    Holds: the root speaker, or the publisher where a document speaks for itself, has a grade from somebody else.
    Fails: there is no grade; or the only ones come from a person whose name is that of the source or of an author of its documents.
    Cannot tell: the grade is F (cannot be judged); or nobody is named whom one could grade.
    Known limits: persons, authors and sources are compared by their names as they are written; a pen name is not seen through. Grades are
    never added up and never become a number.
    What to do: grade the source with a reason; let a colleague grade what one of you wrote.
    """
    graded, sources, nobody = _graded(view), _sources(view), Source(name="")
    persons = {p.id: key(p.name) for p in view.persons()}
    for ident, source in sorted(sources.items()):
        if not ident:
            nobody = source
            continue
        yield _grade(source, ident, graded.get(ident, []), persons)
    if nobody.claims:
        yield Finding(
            code="S003", verdict=Verdict.CANNOT_TELL, about=tuple(c.id for c in nobody.claims), quotes=quoted(nobody.claims),
            message=f"{many(nobody.total[0], 'claim')}: nobody is named whom one could grade", facts=(("claims", str(nobody.total[0])),),
        )


def _graded(view: View) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for grade in view.grades():
        if grade.graded.of is GradeOf.SOURCE:
            found.setdefault(key(grade.graded.about), []).append((grade.graded.grade, grade.by))
    return found


def _sources(view: View) -> dict[str, Source]:
    readings = {d.sha256: d.reading for d in view.documents() if d.reading}
    sources: dict[str, Source] = {}
    for claim in view.claims():
        reading = readings.get(claim.content.anchor.document)
        root = claim.content.said_by[-1] if claim.content.said_by else (reading.publisher if reading else "")
        ident = "" if nameless(root) else key(root)
        source = sources.setdefault(ident, Source(name=root))
        source.total[0] += 1
        if len(source.claims) < AT_MOST:
            source.claims.append(claim)
        if reading and ident and ident == key(reading.publisher):
            source.authors.update(key(author) for author in reading.authors)
    return sources


def _grade(source: Source, ident: str, grades: Sequence[tuple[str, str]], persons: dict[str, str]) -> Finding:
    others = [grade for grade, by in grades if persons.get(by, "") not in {ident, *source.authors} or not persons.get(by)]
    judged = sorted({grade for grade in others if grade != NOT_JUDGED})
    name, total = clip(source.name), many(source.total[0], "claim")
    if judged:
        verdict, message = Verdict.HOLDS, f"{name} ({total}): graded {listed(judged)}"
    elif others:
        verdict, message = Verdict.CANNOT_TELL, f"{name} ({total}): graded F, cannot be judged"
    elif grades:
        verdict, message = Verdict.FAILS, f"{name} ({total}): graded by its own author alone"
    else:
        verdict, message = Verdict.FAILS, f"{name} ({total}): no grade"
    return Finding(code="S003", verdict=verdict, about=tuple(c.id for c in source.claims), message=message,
                   quotes=quoted(source.claims[:3]),
                   facts=(("source", source.name), ("grades", " ".join(sorted(grade for grade, _ in grades)))))


def check_held(view: View) -> Iterator[Finding]:
    """S004 origin-not-held.

    Checks: the first utterance that claims go back to is itself among the documents.
    Why it matters: what a report says is known from the report, not from those who repeat it; numbers and hedges change on the way.
    Holds: a document that the first speaker published is held.
    Fails: documents repeat it, and the first speaker's own words are not held.
    Cannot tell: copies of one story are held and nothing shows whether the earliest of them was the first; or where claims come from is
    not established.
    Known limits: held means that a document of that publisher or author is among ours, not that the very sentence stands in it.
    What to do: get the report itself; where it cannot be had, mark what stands in for it as a paraphrase of a source that is not held.
    """
    found: dict[str, tuple[Origin, list[Claim], list[int]]] = {}
    unknown: list[Claim] = []
    lost = 0
    for claim in view.claims():
        if (origin := view.origin_of(claim)) is None:
            lost += 1
            unknown = unknown if len(unknown) == AT_MOST else [*unknown, claim]
            continue
        _, claims, total = found.setdefault(origin.id, (origin, [], [0]))
        total[0] += 1
        if len(claims) < AT_MOST:
            claims.append(claim)
    for origin, claims, total in sorted(found.values(), key=lambda item: (item[0].name, item[0].id)):
        yield _held(origin, claims, total[0])
    if lost:
        yield Finding(
            code="S004", verdict=Verdict.CANNOT_TELL, about=tuple(c.id for c in unknown), quotes=quoted(unknown),
            facts=(("claims", str(lost)),), message=f"{many(lost, 'claim')}: the origin is not established",
        )


def _held(origin: Origin, claims: Sequence[Claim], total: int) -> Finding:
    repeated, name = f"{many(total, 'claim')} in {many(len(origin.documents), 'document')}", clip(origin.name)
    copied = len(origin.documents) > 1 and all(why.startswith("shares") for _, why in origin.because)
    if not origin.held:
        verdict, message = Verdict.FAILS, f"{name}: its own words are not among the documents ({repeated})"
    elif copied:
        verdict, message = Verdict.CANNOT_TELL, f"{name}: the earliest copy held; whether it was the first is not known ({repeated})"
    else:
        verdict, message = Verdict.HOLDS, f"{name}: held ({repeated})"
    return Finding(code="S004", verdict=verdict, about=tuple(c.id for c in claims), message=message, quotes=quoted(claims[:3]),
                   facts=(("origin", origin.name), ("documents", str(len(origin.documents))), ("claims", str(total))))
