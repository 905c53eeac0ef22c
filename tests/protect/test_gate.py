"""`clear` is the one maker of a release: every reason why not is told, no protected word is printed, and what is internal is emptied."""

import dataclasses
from pathlib import Path

import pytest

from tests.protect.planting import NAME, terms
from witnessmark.protect.gate import clear
from witnessmark.protect.private import strings_of
from witnessmark.records.assembly import Refusal, Release
from witnessmark.records.decisions import NameClass, NameClassified
from witnessmark.records.documents import Disclosure
from witnessmark.records.entries import PAYLOADS
from witnessmark.records.fields import FIELDS, may_leave
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.texts import Hidden
from witnessmark.records.view import Name
from witnessmark.rules import REQUIRED
from witnessmark.walk.begin import who
from witnessmark.walk.case import open_case
from witnessmark.walk.judge import check
from witnessmark.walk.release import assembly_of, is_place, write


@pytest.fixture(scope="module")
def case(example):
    return open_case(example.case)


@pytest.fixture(scope="module")
def assembly(case):
    return assembly_of(case, check(case, by=who(case, "Reviewer One")))


def cleared(assembly, words: str = "Somebody Listed\n"):
    return clear(assembly, terms=terms(words), required=REQUIRED, place=is_place)


def codes(refusal) -> set[str]:
    assert isinstance(refusal, Refusal)
    return {reason.code for reason in refusal.reasons}


def silent(refusal) -> bool:
    return not any(part in repr(refusal).casefold() for part in ("zebulon", "quorfax", "ñandú", "nandu"))


def test_the_example_is_cleared_and_clearing_it_twice_gives_one_digest(assembly):
    one, two = cleared(assembly), cleared(assembly)
    assert isinstance(one, Release)
    assert isinstance(two, Release)
    assert one.cleared == two.cleared


def test_another_word_in_it_gives_another_digest(assembly):
    one = cleared(assembly)
    two = cleared(dataclasses.replace(assembly, case=dataclasses.replace(assembly.case, contact="elsewhere@example.org")))
    assert one.cleared != two.cleared


def test_each_required_rule_that_was_not_run_shuts_the_gate(assembly):
    refusal = cleared(dataclasses.replace(assembly, runs=()))
    assert [reason.where for reason in refusal.reasons if reason.code == "X002"] == sorted(REQUIRED)
    refusal = cleared(dataclasses.replace(assembly, runs=tuple(run for run in assembly.runs if run.code != "N001")))
    assert [reason.where for reason in refusal.reasons] == ["N001"]


def test_a_rule_that_stopped_shuts_the_gate(assembly):
    runs = tuple(
        dataclasses.replace(run, completed=False, fault="TypeError at x.py:1") if run.code == "N001" else run for run in assembly.runs
    )
    assert "X001" in codes(cleared(dataclasses.replace(assembly, runs=runs)))


def with_finding(assembly, code: str, verdict: Verdict, message: str = "so", *, shuts: bool = True):
    found = Finding(code=code, verdict=verdict, about=(), message=message, shuts=shuts)
    runs = tuple(dataclasses.replace(run, findings=(*run.findings, found)) if run.code == code else run for run in assembly.runs)
    return dataclasses.replace(assembly, runs=runs)


@pytest.mark.parametrize(
    ("code", "verdict", "shuts", "shut"),
    [
        ("W001", Verdict.FAILS, True, True),
        ("W002", Verdict.CANNOT_TELL, True, True),
        ("W003", Verdict.FAILS, False, False),
        ("L002", Verdict.CANNOT_TELL, True, False),
        ("L001", Verdict.CANNOT_TELL, True, True),
        ("N001", Verdict.FAILS, True, False),
        ("Q001", Verdict.HOLDS, True, False),
    ],
)
def test_house_rules_shut_the_gate_and_evidence_rules_never(assembly, code, verdict, shuts, shut):
    result = cleared(with_finding(assembly, code, verdict, shuts=shuts))
    assert isinstance(result, Refusal) is shut
    assert not shut or codes(result) == {code}


def test_testimony_does_not_leave(assembly):
    first = assembly.documents[0]
    received = dataclasses.replace(first.receipts[0], receipt=dataclasses.replace(first.receipts[0].receipt, testimony=True))
    documents = (dataclasses.replace(first, receipts=(received,)), *assembly.documents[1:])
    assert codes(cleared(dataclasses.replace(assembly, documents=documents))) == {"D005"}


# --- a protected word in values ---------------------------------------------------------------------------------------


def in_title(assembly, words: str):
    first = assembly.questions[0]
    return dataclasses.replace(
        assembly,
        questions=(dataclasses.replace(first, asked=dataclasses.replace(first.asked, title=words)), *assembly.questions[1:]),
    )


@pytest.mark.parametrize("said", [f"What {NAME} saw", "QuorfaxÑandúZebulon", "zebulon quorfax nandu", "Nandu, Zebulon Quorfax"])
def test_a_protected_word_in_a_value_is_refused_by_its_field_and_never_printed(assembly, said):
    refusal = cleared(in_title(assembly, said), NAME)
    hits = [reason for reason in refusal.reasons if reason.code == "D001"]
    assert {reason.carrier for reason in hits} == {"a question"}
    assert all("QuestionOpened title" in reason.where for reason in hits)
    assert silent(refusal)


def test_a_finding_whose_words_hold_a_protected_word_is_told_without_them(assembly):
    refusal = cleared(with_finding(assembly, "W001", Verdict.FAILS, f"{NAME} is accused and no claim is cited"), NAME)
    assert {"W001", "D001"} <= codes(refusal)
    assert silent(refusal)


def test_a_name_that_is_protected_and_undecided_is_refused_and_not_asked_for(assembly):
    refusal = cleared(in_title(assembly, f"What {NAME} saw, and Amina Nkemelu"), NAME)
    assert silent(refusal)
    assert [reason.where for reason in refusal.reasons if reason.code == "D006"] == ["Amina Nkemelu"]


def test_a_rule_that_stopped_over_a_protected_word_is_told_without_it(assembly):
    runs = tuple(
        dataclasses.replace(run, completed=False, fault=f"KeyError {NAME}") if run.code == "N001" else run for run in assembly.runs
    )
    assert silent(cleared(dataclasses.replace(assembly, runs=runs), NAME))


def test_a_protected_word_in_what_stays_is_no_reason(assembly):
    """In a path of the case's disk, in a remark, in a text of which only the hash leaves: nothing of it would leave."""
    first = assembly.documents[0]
    received = dataclasses.replace(
        first.receipts[0],
        receipt=dataclasses.replace(first.receipts[0].receipt, came_from=f"/home/{NAME}/a", remark=NAME, declared=NAME),
    )
    documents = (dataclasses.replace(first, receipts=(received,), disclosure=Disclosure.HASH_ONLY), *assembly.documents[1:])
    texts = tuple(
        dataclasses.replace(text, content=text.content + f" {NAME}") if text.document == first.sha256 else text for text in assembly.texts
    )
    assert isinstance(cleared(dataclasses.replace(assembly, documents=documents, texts=texts), NAME), Release)


def test_a_protected_word_far_from_every_quotation_is_no_reason_and_near_one_it_is(assembly):
    shown = {d.sha256 for d in assembly.documents if d.disclosure is Disclosure.PASSAGES}
    text = next(text for text in assembly.texts if text.document in shown)
    far = dataclasses.replace(text, content=text.content + "\n\n" + "." * 900 + f" {NAME}")
    near = dataclasses.replace(text, content=text.content + f" {NAME}")
    last = max(claim.content.anchor.end for claim in assembly.claims if claim.content.anchor.text == text.digest)
    near = dataclasses.replace(text, content=text.content[:last] + f" {NAME} " + text.content[last:])

    def of(other):
        claims = tuple(
            dataclasses.replace(c, content=dataclasses.replace(c.content, anchor=dataclasses.replace(c.content.anchor, text=other.digest)))
            if c.content.anchor.text == text.digest
            else c
            for c in assembly.claims
        )
        return dataclasses.replace(assembly, claims=claims, texts=tuple(other if t is text else t for t in assembly.texts))

    assert isinstance(cleared(of(far), NAME), Release)
    assert "D001" in codes(cleared(of(near), NAME))


# --- undecided names --------------------------------------------------------------------------------------------------


def test_an_undecided_name_in_any_field_that_people_read_is_asked_for_once(assembly):
    said = "the baker Amina Nkemelu"
    changed = in_title(assembly, said)
    changed = dataclasses.replace(
        changed,
        grades=(
            dataclasses.replace(changed.grades[0], graded=dataclasses.replace(changed.grades[0].graded, reason=said)),
            *changed.grades[1:],
        ),
    )
    asked = [reason for reason in cleared(changed).reasons if reason.code == "D006"]
    assert [reason.where for reason in asked] == ["Amina Nkemelu"]
    assert '"decision": "classify"' in asked[0].said


PLACES = {
    "grades": ("graded", "reason"),
    "answers": ("given", "text"),
    "replies": ("recorded", "words"),
    "sites": ("opened", "finding_of_host"),
    "origins": (None, "name"),
}


@pytest.mark.parametrize("part", PLACES)
def test_grades_answers_replies_sites_and_origins_are_read_for_names_too(assembly, part):
    inner, field = PLACES[part]
    first, *rest = getattr(assembly, part)
    said = {field: "the baker Amina Nkemelu"}
    new = dataclasses.replace(first, **({inner: dataclasses.replace(getattr(first, inner), **said)} if inner else said))
    assert codes(cleared(dataclasses.replace(assembly, **{part: (new, *rest)}))) == {"D006"}


def test_a_decided_name_is_not_asked_for(assembly):
    entry = {"entry": "e" * 32, "at": "2026-01-01T00:00:00Z", "by": "p"}
    name = Name(**entry, classified=NameClassified(name="Amina Nkemelu", as_=NameClass.WORK))
    changed = dataclasses.replace(in_title(assembly, "On “Amina Nkemelu”"), names=(*assembly.names, name))
    assert isinstance(cleared(changed), Release)


# --- what is internal -------------------------------------------------------------------------------------------------

CANARY = "canary-of-an-internal-field-7f3a"


def planted(value, done: set[str]):
    """The same value with a canary in every internal field of the table, on every record below it."""
    if isinstance(value, tuple):
        return tuple(planted(item, done) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    record, fields = type(value).__name__, {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if may_leave(record, field.name):
            fields[field.name] = planted(held, done)
        elif f"{record}.{field.name}" in UNTOUCHED:
            continue
        else:
            done.add(f"{record}.{field.name}")
            hidden = (Hidden(start=0, end=1, why=CANARY),) if (record, field.name) == ("Text", "hidden") else (CANARY,)  # read by the gate
            fields[field.name] = hidden if isinstance(held, tuple) else CANARY
    return dataclasses.replace(value, **fields)


UNTOUCHED = {"Assembly.names", "Assembly.pseudonyms", "Written.payload", "Rule.check"}
"""Decisions on names and pseudonyms are read by the gate itself and planted below; a payload field by field; a check is a function."""


def test_no_internal_field_of_any_record_is_in_a_written_byte(case, assembly, tmp_path):
    done: set[str] = set()
    changed = planted(assembly, done)
    opened = tuple(
        dataclasses.replace(
            entry,
            payload={
                name: value if may_leave(PAYLOADS[entry.entry.type].__name__, name) else CANARY
                for name, value in (entry.payload or {}).items()
            },
        )
        for entry in changed.opened
    )
    names = tuple(
        dataclasses.replace(
            name, entry=CANARY, at=CANARY, by=CANARY, classified=dataclasses.replace(name.classified, role=CANARY, reason=CANARY)
        )
        for name in assembly.names
    )
    people = tuple((CANARY if n == 0 else person, said) for n, (person, said) in enumerate(assembly.pseudonyms))
    released = cleared(dataclasses.replace(changed, opened=opened, names=names, pseudonyms=people))
    assert isinstance(released, Release), released.reasons[:3]
    below = {f"{record}.{field}" for record, field in _below(assembly)}
    missing = {row for row, level in FIELDS.items() if level.value == "internal" and row in below} - done - UNTOUCHED
    assert missing == set(), "these internal fields were not planted"
    assert not [path for path, words in strings_of(released) if CANARY in words]
    write(case, released, tmp_path / "out")
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert len(files) > 100
    for file in files:
        assert CANARY.encode() not in file.read_bytes(), file


def _below(value):
    """Every (record, field) of the records below a value."""
    if isinstance(value, tuple):
        for item in value:
            yield from _below(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield type(value).__name__, field.name
            if may_leave(type(value).__name__, field.name):
                yield from _below(getattr(value, field.name))


def test_a_release_holds_no_salt_no_person_and_no_payload_that_stays(assembly, case):
    people = {person for person, _ in assembly.pseudonyms}
    released = cleared(assembly)
    assert all(entry.salt is None and entry.by is None for entry in released.assembly.opened)
    assert not [path for path, words in strings_of(released) if words in people]
    for entry in released.assembly.opened:
        record = PAYLOADS[entry.entry.type].__name__
        assert all(may_leave(record, name) for name in entry.payload)
    assert released.assembly.names == ()
    assert Path(case.path).is_dir()
