"""Who may do what is asked before anything is written; who proposed does not release; one person alone waits a day."""

import dataclasses
import json
import shutil
from collections import Counter

import pytest

from tests.walk.made import PERSON, WORDS, Clock, ada, case_in
from witnessmark.ledger.key import make_seed
from witnessmark.records.assembly import Refusal
from witnessmark.records.decisions import Mode
from witnessmark.records.faults import Misused, Refused
from witnessmark.records.findings import Verdict
from witnessmark.walk.begin import add_person, people_of, revoke_person, start, who
from witnessmark.walk.case import Settings, open_case
from witnessmark.walk.gather import read, take_in
from witnessmark.walk.judge import check, decide, findings_of, view_of
from witnessmark.walk.look import rebuild, verify_case
from witnessmark.walk.release import checkpoint, confirm, manifest_of, propose

EVERY = ("investigator", "reviewer", "publisher", "custodian", "admin")


def files_of(case):
    return {name: digest for name, digest in manifest_of(case.path).items() if not name.startswith("ledger.sqlite")}


@pytest.fixture
def staffed(tmp_path):
    """A case of two people in which each role has somebody, with one document to read."""
    (tmp_path / "a.txt").write_text(WORDS)
    case = case_in(tmp_path, mode=Mode.TWO_PEOPLE, exercise=True)
    for role in EVERY:
        add_person(case, name=f"The {role}", roles=[role], by=PERSON)
    take_in(case, [str(tmp_path / "a.txt")], by=ada(case))
    return case


def review_line(case, person):
    (document,) = view_of(case).documents()
    claim = {"kind": "count", "quote": "nine stations", "modality": "asserted", "value": "9", "unit": "station", "said_by": ["the report"]}
    return {"person": person, "decision": "accept", "document": document.sha256, "claim": claim}


def written(folder, *lines):
    file = folder / "lines.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


STEPS = {
    "collect": ("investigator", lambda case, name, folder: take_in(case, [str(folder / "b.txt")], by=who(case, name))),
    "read": ("investigator", lambda case, name, _: read(case, by=who(case, name))),
    "add somebody": ("admin", lambda case, name, _: add_person(case, name="New", roles=["reviewer"], by=name)),
    "revoke somebody": ("admin", lambda case, name, _: revoke_person(case, name="The reviewer", reason="left", by=name)),
    "publish": ("publisher", lambda case, name, _: propose(case, by=who(case, name))),
    "confirm": ("publisher", lambda case, name, _: confirm(case, "0" * 64, by=who(case, name))),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", EVERY)
def test_a_step_without_its_role_is_refused_before_anything_is_written(staffed, tmp_path, step, role):
    wanted, take = STEPS[step]
    if role == wanted:
        return  # what the role may do is shown by the other tests
    (tmp_path / "b.txt").write_text(WORDS + " More.")
    before, size = files_of(staffed), staffed.ledger.size()
    with pytest.raises(Refused, match=f'"The {role}" may not write') as refused:
        take(staffed, f"The {role}", tmp_path)
    assert wanted in str(refused.value)
    assert "Nothing was written" in str(refused.value)
    assert (files_of(staffed), staffed.ledger.size()) == (before, size)


@pytest.mark.parametrize("role", EVERY)
def test_a_checkpoint_is_made_by_those_who_answer_for_the_log(staffed, role):
    size = staffed.ledger.size()
    if role in ("publisher", "custodian", "admin"):
        assert checkpoint(staffed, by=who(staffed, f"The {role}")).startswith(f"witnessmark/{staffed.opened.case}\n")
        assert staffed.ledger.size() == size + 1
    else:
        with pytest.raises(Refused):
            checkpoint(staffed, by=who(staffed, f"The {role}"))
        assert staffed.ledger.size() == size


def test_a_file_with_one_line_of_somebody_without_the_role_writes_nothing_of_it(staffed, tmp_path):
    read(staffed, by=ada(staffed))
    size = staffed.ledger.size()
    other = {**review_line(staffed, "The publisher")}
    other["claim"] = {**other["claim"], "quote": "three in Barcelona", "value": "3"}
    with pytest.raises(Refused, match=r"The publisher.*claim-accepted"):
        decide(staffed, "review", written(tmp_path, review_line(staffed, "The reviewer"), other))
    assert staffed.ledger.size() == size
    assert decide(staffed, "review", written(tmp_path, review_line(staffed, "The reviewer"))) == Counter({"claim-accepted": 1})


def test_the_same_file_twice_writes_once(staffed, tmp_path):
    read(staffed, by=ada(staffed))
    file = written(tmp_path, review_line(staffed, "The reviewer"), review_line(staffed, "The reviewer"))
    assert decide(staffed, "review", file) == Counter({"claim-accepted": 1})
    assert decide(staffed, "review", file) == Counter()


def test_a_faulty_line_is_named_with_its_file_and_nothing_of_the_file_is_written(staffed, tmp_path):
    read(staffed, by=ada(staffed))
    size, line = staffed.ledger.size(), review_line(staffed, "The reviewer")
    nobody = {**line, "person": "Nobody Known"}
    elsewhere = {**line, "claim": {**line["claim"], "quote": "ninety stations"}}
    twice = {**line, "claim": {**line["claim"], "quote": "three in"}}
    with pytest.raises(Misused) as fault:
        decide(staffed, "review", written(tmp_path, line, nobody, elsewhere, twice, {**line, "decision": "maybe"}))
    said = str(fault.value)
    for words in ("line 2", "Nobody Known", "line 3", "stand nowhere", "ninety stations", "line 4", "stand 2 times", "line 5", "maybe"):
        assert words in said, said
    assert "line 1" not in said
    assert said.endswith("Nothing was written: mend the file and give it again.")
    assert staffed.ledger.size() == size


def test_whoever_was_revoked_does_nothing_more_and_what_they_did_stands(staffed, tmp_path):
    read(staffed, by=ada(staffed))
    file = written(tmp_path, review_line(staffed, "The reviewer"))
    decide(staffed, "review", file)
    revoke_person(staffed, name="The reviewer", reason="left the desk", by="The admin")
    assert ("The reviewer", ()) in people_of(staffed)
    with pytest.raises(Misused, match="nobody of this case"):
        decide(staffed, "review", file)
    with pytest.raises(Misused, match="who acts"):
        who(staffed, "The reviewer")
    assert len(list(view_of(staffed).claims())) == 1
    runs = {run.code: run for run in check(staffed, by=ada(staffed))}
    assert [f.verdict for f in runs["L002"].findings] == [Verdict.HOLDS]


def test_the_last_admin_stays(staffed):
    revoke_person(staffed, name="The admin", reason="left", by=PERSON)
    with pytest.raises(Refused, match="last admin"):
        revoke_person(staffed, name=PERSON, reason="left", by=PERSON)


def test_a_person_keeps_one_id_through_other_roles(staffed):
    before = who(staffed, "The reviewer")
    assert add_person(staffed, name="The reviewer", roles=["publisher", "reviewer", "publisher"], by=PERSON) == ("publisher", "reviewer")
    assert who(staffed, "The reviewer") == before
    with pytest.raises(Misused, match="is no role"):
        add_person(staffed, name="X", roles=["boss"], by=PERSON)
    for name in ("", "  "):
        with pytest.raises(Misused, match="has a name"):
            add_person(staffed, name=name, roles=["reviewer"], by=PERSON)


def test_what_is_written_while_rules_run_is_looked_at_by_the_next_check(staffed, tmp_path, monkeypatch):
    """A check reads one state of the case from its first rule to its last, and is bound to that state."""
    from witnessmark import rules

    read(staffed, by=ada(staffed))
    before = view_of(staffed).digest
    (tmp_path / "late.txt").write_text("Two stations in Madrid.")
    seen = []

    def late(view):
        """Counts documents while a colleague collects one more."""
        seen.append(len(list(view.documents())))
        colleague = open_case(staffed.path)
        take_in(colleague, [str(tmp_path / "late.txt")], by=ada(colleague))
        seen.append(len(list(view.documents())))
        yield from ()

    rule = next(rule for rule in rules.RULES if rule.code == "N001")
    monkeypatch.setattr(rules, "RULES", (dataclasses.replace(rule, check=late), *(r for r in rules.RULES if r.code == "L001")))
    runs = check(staffed, by=ada(staffed))
    assert seen == [1, 1]
    assert all(run.completed for run in runs)
    assert staffed.ledger.row("run", before) is not None
    assert view_of(staffed).digest != before
    with pytest.raises(Misused, match="run `witnessmark check` first"):
        findings_of(staffed)


def test_nothing_is_proposed_of_a_case_that_changed_while_it_was_checked(staffed, tmp_path, monkeypatch):
    from witnessmark.walk import release

    read(staffed, by=ada(staffed))
    (tmp_path / "late.txt").write_text("Two stations in Madrid.")
    real = release.check

    def late(case, *, by):
        runs = real(case, by=by)
        take_in(open_case(case.path), [str(tmp_path / "late.txt")], by=by)
        return runs

    monkeypatch.setattr(release, "check", late)
    with pytest.raises(Refused, match="changed while it was checked"):
        propose(staffed, by=ada(staffed))
    assert list((staffed.path / "out").iterdir()) == []


# --- starting ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", Mode)
def test_a_case_begins_with_a_person_who_has_a_name(tmp_path, mode):
    with pytest.raises(Misused, match="has a name"):
        start(tmp_path / "case", settings=Settings(title="x", keys="../keys"), mode=mode, exercise=False, person=" ")
    assert not (tmp_path / "case").exists()
    assert not (tmp_path / "keys").exists()


def test_a_case_is_never_begun_over_another(tmp_path):
    case = case_in(tmp_path)
    with pytest.raises(Misused, match="there is a case here already"):
        case_in(tmp_path)
    assert case.ledger.size() == 2


def test_the_key_never_lies_in_the_case_and_others_cannot_read_it(tmp_path):
    with pytest.raises(Refused, match="never lies inside the case"):
        start(tmp_path / "case", settings=Settings(title="x", keys="inside"), mode=Mode.SOLO, exercise=False, person="A")
    case = case_in(tmp_path)
    (key,) = (tmp_path / "keys").glob("*.key")
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_text().strip() not in "".join(str(path.read_bytes()) for path in case.path.rglob("*") if path.is_file())
    with pytest.raises(Refused, match="never overwritten"):
        make_seed(key, case=case.path)


# --- releasing -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(tmp_path):
    """Makes a case in which there is something to publish: one question with one claim, every name decided."""

    def make(**more):
        clock = Clock()
        (tmp_path / "a.txt").write_text("There are nine stations in Spain.")
        case = case_in(tmp_path, clock=clock, **more)
        take_in(case, [str(tmp_path / "a.txt")], by=ada(case))
        read(case, by=ada(case))
        line = review_line(case, PERSON)
        line["claim"] |= {"said_by": [], "place": "Spain"}
        decide(case, "review", written(tmp_path, line))
        (claim,) = view_of(case).claims()
        asked = {"title": "How many stations in Spain?", "kind": "count", "unit": "station"}
        decide(case, "conclude", written(tmp_path, {"person": PERSON, "open": asked, "claims": [claim.id]}))
        return case, clock

    return make


def proposed(case, name=PERSON):
    made = propose(case, by=who(case, name))
    assert not isinstance(made, Refusal), [reason.said for reason in made.reasons]
    return made


def test_one_person_alone_waits_a_day(ready):
    case, clock = ready(mode=Mode.SOLO)
    made = proposed(case)
    with pytest.raises(Refused, match="waits 24 hours before a release: 1 day, 0:00:00 are left"):
        confirm(case, made.digest, by=ada(case))
    clock.pass_(hours=23, minutes=59)
    with pytest.raises(Refused, match="0:01:00 are left"):
        confirm(case, made.digest, by=ada(case))
    assert not (case.path / "out" / made.digest).exists()
    clock.pass_(minutes=1)
    released = confirm(case, made.digest, by=ada(case))
    assert (released / "site" / "index.html").is_file()
    assert "Released by one person" in "".join(file.read_text("utf-8") for file in released.rglob("*.html"))
    assert "EXERCISE" not in (released / "site" / "index.html").read_text("utf-8")


def test_proposing_again_does_not_shorten_the_wait_and_new_evidence_starts_it_anew(ready, tmp_path):
    case, clock = ready(mode=Mode.SOLO)
    first = proposed(case)
    clock.pass_(hours=20)
    assert proposed(case).digest == first.digest, "same head, same bytes: the first proposal's time counts"
    clock.pass_(hours=5)
    (tmp_path / "c.txt").write_text("Another document.")
    take_in(case, [str(tmp_path / "c.txt")], by=ada(case))
    with pytest.raises(Refused, match="evidence changed since the proposal"):
        confirm(case, first.digest, by=ada(case))
    with pytest.raises(Refused, match="waits 24 hours"):
        confirm(case, proposed(case).digest, by=ada(case))


def test_an_exercise_does_not_wait_and_says_what_it_is(ready):
    case, _ = ready(mode=Mode.SOLO, exercise=True)
    released = confirm(case, proposed(case).digest, by=ada(case))
    for page in (released / "site").rglob("*.html"):
        assert "EXERCISE, NOT EVIDENCE" in page.read_text("utf-8"), page


def test_in_a_case_of_two_a_second_publisher_confirms(ready):
    case, _ = ready(mode=Mode.TWO_PEOPLE, exercise=True)
    made = proposed(case)
    with pytest.raises(Refused, match="a second person"):
        confirm(case, made.digest, by=ada(case))
    add_person(case, name="Ben Second", roles=["reviewer"], by=PERSON)
    with pytest.raises(Refused, match="evidence changed"):
        confirm(case, made.digest, by=ada(case))
    made = proposed(case)
    with pytest.raises(Refused, match='"Ben Second" may not write "release-made"'):
        confirm(case, made.digest, by=who(case, "Ben Second"))
    assert not (case.path / "out" / made.digest).exists(), "refused before a folder got its name"
    add_person(case, name="Ben Second", roles=["reviewer", "publisher"], by=PERSON)
    made = proposed(case)
    released = confirm(case, made.digest, by=who(case, "Ben Second"))
    assert released == confirm(case, made.digest, by=who(case, "Ben Second")), "confirmed twice, released once"
    assert len(list(case.ledger.rows("release"))) == 1


@pytest.mark.parametrize("digest", ["", "abc", "f" * 64, "../../etc"])
def test_a_digest_that_names_no_proposal_is_told(ready, digest):
    case, _ = ready(mode=Mode.SOLO, exercise=True)
    proposed(case)
    with pytest.raises(Misused, match="names 0 proposals"):
        confirm(case, digest, by=ada(case))


# --- erasing, rebuilding -------------------------------------------------------------------------------------------------------------


def test_rebuild_gives_the_same_projections_to_the_byte(example, tmp_path):
    shutil.copytree(example.folder, tmp_path / "demo", ignore=shutil.ignore_patterns("out", "documents"))
    case = open_case(tmp_path / "demo" / "case")
    dump = b"\n".join(case.ledger.dump())
    before, after = rebuild(case)
    assert before == after
    assert b"\n".join(case.ledger.dump()) == dump
    assert case.ledger.refolded() == (after, after)


def test_an_erased_payload_is_a_named_state_and_everything_else_proves_on(example, tmp_path):
    shutil.copytree(example.folder, tmp_path / "demo", ignore=shutil.ignore_patterns("out", "documents"))
    case = open_case(tmp_path / "demo" / "case")
    view = view_of(case)
    cited = {c.claim for k in view.conclusions() for c in k.drawn.claims}
    opened = [site.opened for site in view.sites()]
    named = {ident for site in opened for ident in (*site.claims, *site.finding_claims)}
    named |= {ident for site in opened for body in site.controlled_by for ident in body.claims}
    lone = next(claim for claim in view.claims() if claim.id not in cited | named and claim.question is None)
    size, root = case.ledger.head()
    case.ledger.erase(lone.entry, "asked for by the person named", by=who(case, "Reviewer One"), at=case.now())
    assert lone.content.anchor.quote.encode() not in (case.path / "ledger.sqlite").read_bytes() or any(
        c.content.anchor.quote == lone.content.anchor.quote for c in view_of(case).claims()
    )
    assert view_of(case).claim(lone.id) is None
    assert case.ledger.head(size) == (size, root), "the log before it is what it was"
    verdicts = Counter((what, verdict) for verdict, what, _ in verify_case(case.path))
    assert verdicts["L001", "holds"] == verdicts["P001", "holds"] == verdicts["projections", "holds"] == 1
    assert verdicts["L002", "cannot-tell"] == 1, "who wrote the erased entry is not known any more, and that is said"
    assert not [what for what, verdict in verdicts if verdict == "fails"]
    before, after = rebuild(case)
    assert before == after
    made = propose(case, by=who(case, "Reviewer One"))
    assert not isinstance(made, Refusal), [reason.said for reason in made.reasons][:5]
