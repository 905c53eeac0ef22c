"""What could be published: claims that people placed, the documents that they stand in, the entries that say so; nothing that was withdrawn."""

import dataclasses
import json
import shutil
import subprocess
import sys

import pytest

from tests.analyse.registry import ENTRY, case, count, question, site
from tests.simulators.plain_view import written
from witnessmark.analyse.assemble import assemble
from witnessmark.records import decisions as d
from witnessmark.records import view as v
from witnessmark.records.assembly import Head, Refusal
from witnessmark.records.claims import Modality
from witnessmark.records.documents import Disclosure
from witnessmark.walk.begin import who
from witnessmark.walk.case import open_case
from witnessmark.walk.judge import check, decide
from witnessmark.walk.release import assembly_of, confirm, propose

HEAD = Head(size=1, root="0" * 64, at=ENTRY["at"], view="0" * 64, checkpoint="", leaves=(), tool="witnessmark test")


def assembled(of):
    return assemble(of, head=HEAD, rules=(), runs=(), pseudonyms=(), solo=False)


def conclusion(*cited: str, question: str = "q", entry: str = "k" * 32) -> v.Conclusion:
    drawn = d.ConclusionDrawn(
        conclusion="k" * 32,
        question=question,
        sentences=(d.Sentence(language="en", text="Nine."),),
        modality=Modality.ASSERTED,
        claims=tuple(d.Cited(claim=claim, version="0" * 64) for claim in cited),
    )
    return v.Conclusion(**{**ENTRY, "entry": entry}, drawn=drawn)


def test_claims_leave_under_a_question_in_a_conclusion_or_in_the_registry_and_others_stay():
    claims = [count("9", ident=ident, question="q" if ident == "a" else None) for ident in "abcde"]
    sites = (site(1, claims=("c" * 32,), finding_claims=("d" * 32,)),)
    out = assembled(case(accepted=tuple(claims), asked=(question(),), drawn=(conclusion("b" * 32),), opened=sites))
    assert {claim.id[0] for claim in out.claims} == set("abcd")


def test_a_merged_question_keeps_its_address_with_a_pointer():
    out = assembled(case(accepted=(count("9", question="q"),), asked=(question("q"), question("r", merged="q"))))
    assert [(q.id, q.merged_into) for q in out.questions] == [("q", None), ("r", "q")]
    assert [claim.question for claim in out.claims] == ["q"]


def test_what_was_withdrawn_leaves_neither_as_a_claim_nor_through_a_site():
    sites = (site(1, claims=("x" * 32,)), site(2, claims=("a" * 32, "x" * 32)))
    out = assembled(case(accepted=(count("9"),), asked=(question(),), opened=sites, drawn=(conclusion("x" * 32),)))
    assert [claim.id for claim in out.claims] == ["a" * 32]
    assert [one.opened.site for one in out.sites] == [sites[1].opened.site]
    assert [line.sites for line in out.rollups[0].lines] == [(sites[1].opened.site,)]


def test_earlier_wordings_and_what_nothing_cites_are_not_opened():
    old, new = conclusion(entry="1" * 32), conclusion("a" * 32, entry="2" * 32)
    first, asked = question(title="An earlier title"), question()
    log = (
        written(0, "case-opened", case().case),
        written(1, "question-opened", first.asked),
        written(2, "question-opened", asked.asked),
        written(3, "conclusion-drawn", old.drawn, ident=old.entry),
        written(4, "conclusion-drawn", new.drawn, ident=new.entry),
        written(5, "name-classified", d.NameClassified(name="Somebody", as_=d.NameClass.WORK)),
        written(6, "person-added", d.PersonAdded(person="p", name="x", roles=())),
    )
    out = assembled(case(accepted=(count("9"),), asked=(asked,), drawn=(new,), log=log))
    assert [entry.entry.seq for entry in out.opened] == [0, 2, 4]


def test_grades_leave_with_what_they_grade():
    def grade(about: str, of: d.GradeOf) -> v.Grade:
        return v.Grade(**ENTRY, graded=d.Graded(of=of, about=about, grade="1" if of is d.GradeOf.INFORMATION else "B", reason="x"))

    grades = (
        grade("a" * 32, d.GradeOf.INFORMATION),
        grade("b" * 32, d.GradeOf.INFORMATION),
        grade("A group", d.GradeOf.SOURCE),
        grade("Nobody here", d.GradeOf.SOURCE),
    )
    claims = (count("9", said_by=("A group",)), count("9", ident="b", question=None))
    assert {one.graded.about for one in assembled(case(accepted=claims, asked=(question(),), graded=grades)).grades} == {
        "a" * 32,
        "A group",
    }


# --- the example ---------------------------------------------------------------------------------------------------------------------------


def test_in_the_example_documents_leave_with_a_claim_and_entries_are_opened_for_what_leaves(example):
    opened = open_case(example.case)
    out = assembly_of(opened, check(opened, by=who(opened, "Reviewer One")))
    with_claims = {claim.content.anchor.document for claim in out.claims}
    assert {document.sha256 for document in out.documents} == with_claims
    assert {text.document for text in out.texts} == with_claims
    assert {place for claim in out.claims if (place := claim.content.place_id)} <= {place.id for place in out.places}
    sorts = [entry.entry.type for entry in out.opened]
    assert sorts.count("claim-accepted") == len(out.claims)
    assert sorts.count("conclusion-drawn") == len(out.conclusions)
    assert sorts.count("question-opened") == len(out.questions)
    graded = {one.graded.about for one in out.grades if one.graded.of is d.GradeOf.INFORMATION}
    assert graded
    assert graded <= {claim.id for claim in out.claims}


@pytest.fixture
def copied(example, tmp_path):
    opened = open_case(example.copy(tmp_path / "copy").case)
    shutil.rmtree(opened.path / "out")
    (opened.path / "out").mkdir()
    return opened


def said(case_, verb: str, *lines: dict[str, object]):
    file = case_.path.parent / "lines.jsonl"
    file.write_text("".join(json.dumps({"person": "Reviewer One", **line}) + "\n" for line in lines), "utf-8")
    return decide(case_, verb, file)


def test_after_a_merger_and_a_withdrawal_the_record_still_verifies(copied):
    """A merged question keeps its page with a pointer; a site whose one claim was withdrawn is gone, with its row."""
    me = who(copied, "Reviewer One")
    before = assembly_of(copied, check(copied, by=me))
    cited = {c.claim for k in before.conclusions for c in k.drawn.claims}
    lonely = next(
        s.opened for s in sorted(before.sites, key=lambda s: s.opened.title) if len(s.opened.claims) == 1 and not s.opened.controlled_by and not {*s.opened.claims} & cited
    )
    free = [q for q in sorted(before.questions, key=lambda q: q.asked.title) if q.id not in {k.drawn.question for k in before.conclusions} and q.asked.unit == "station"]
    said(copied, "review", {"decision": "withdraw", "claim": lonely.claims[0], "reason": "a row of another list"})
    merged = free[:2] if len(free) > 1 else before.questions[:2]
    said(copied, "conclude", {"merge": merged[0].id, "into": merged[1].id})
    made = propose(copied, by=me)
    if isinstance(made, Refusal):
        assert {reason.code for reason in made.reasons} <= {"W001", "W002"}, [reason.said for reason in made.reasons]
        pytest.fail("; ".join(reason.said for reason in made.reasons))
    folder = confirm(copied, made.digest, by=who(copied, "Reviewer Two"))
    done = subprocess.run(
        [sys.executable, "-I", folder / "bundle" / "verify_bundle.py", folder / "bundle"], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout
    assert not [line for line in done.stdout.splitlines() if line.startswith("fails")]
    assert (folder / "site" / "questions" / f"{merged[0].id}.html").exists()
    assert not list((folder / "site").rglob(f"{lonely.site}*"))


def test_a_site_that_rests_partly_on_a_withdrawn_claim_shuts_the_gate_until_it_is_opened_again(copied):
    from witnessmark.protect.gate import clear
    from witnessmark.rules import REQUIRED
    from witnessmark.walk.release import is_place

    out = assembly_of(copied, check(copied, by=who(copied, "Reviewer One")))
    first = out.sites[0]
    broken = dataclasses.replace(first, opened=dataclasses.replace(first.opened, claims=(*first.opened.claims, "f" * 32)))
    refusal = clear(dataclasses.replace(out, sites=(broken, *out.sites[1:])), terms=(), required=REQUIRED, place=is_place)
    assert [(reason.code, reason.form, reason.where) for reason in refusal.reasons] == [("W001", "withdrawn claim", first.opened.site)]
    assert all(document.disclosure in Disclosure for document in out.documents)
