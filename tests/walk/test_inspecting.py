"""Nothing leaves a case that protects somebody before a custodian's machine looked at every byte with the names unsealed, and signed."""

import dataclasses

import pytest
import yaml

from tests.review.consents import written
from tests.walk.made import PERSON, ada
from tests.walk.test_sealing import CANARY, held, sealed, statement, two_people
from witnessmark.ledger.checkpoint import public_key
from witnessmark.records.assembly import Refusal
from witnessmark.records.entries import ProposalMade
from witnessmark.records.faults import Misused, Refused
from witnessmark.records.sealing import InspectionSigned, Sort, Use
from witnessmark.vault.keys import new_identity
from witnessmark.walk.begin import append, revoke_person, who
from witnessmark.walk.consent import consent_by, earlier_statements, record_consent, withdraw
from witnessmark.walk.gather import read as read_documents
from witnessmark.walk.gather import take_in
from witnessmark.walk.inspecting import hold_inspection, inspect_proposal, unsealed
from witnessmark.walk.keys import retire_key
from witnessmark.walk.release import Proposed, confirm, propose, tree_digest
from witnessmark.walk.sealing import erase_person, protected_person, seal_files

IDENTITY = yaml.safe_dump({"names": [CANARY, "马里贝尔"], "phones": ["+34 600 123 987"]}, allow_unicode=True)


@pytest.fixture
def case(tmp_path):
    """A case of two people with a protected person, and a public document that names nobody."""
    made, mine, bens = two_people(tmp_path)
    about = protected_person(made, "new")
    file = statement(tmp_path, IDENTITY, "who.yaml")
    seal_files(made, [file], sort=Sort.IDENTITY, about=about, by=ada(made))
    take_in(made, [str(statement(tmp_path, "nine offices were counted", "public.txt"))], by=ada(made))
    read_documents(made, by=ada(made))
    return made, mine, bens, about


def test_without_a_signature_nothing_is_released(case, tmp_path):
    made, mine, _, _ = case
    proposed = propose(made, by=ada(made))
    assert isinstance(proposed, Proposed)
    ben = who(made, "Ben Custodian")
    with pytest.raises(Refused, match="no custodian inspected"):
        confirm(made, proposed.digest, by=ben)
    signed = inspect_proposal(made, proposed.digest[:16], [mine], by=ada(made))
    assert isinstance(signed, InspectionSigned)
    assert confirm(made, proposed.digest, by=ben).is_dir()


def test_a_custodian_who_proposes_signs_at_once(case):
    made, mine, _, _ = case
    proposed = propose(made, by=ada(made), who=unsealed(made, [mine], by=ada(made)))
    assert isinstance(proposed, Proposed)
    assert confirm(made, proposed.digest, by=who(made, "Ben Custodian")).is_dir()


def test_a_protected_name_in_a_proposal_is_found_told_by_id_and_the_proposal_deleted(case, tmp_path):
    made, mine, _, about = case
    proposed = propose(made, by=ada(made))
    page = proposed.folder / "site" / "index.html"
    page.write_text(page.read_text("utf-8") + f"<!-- {CANARY.upper()} -->", "utf-8")
    tree, head = tree_digest(proposed.folder), next(made.ledger.rows("proposal")).body["made"]["head"]
    proposed.folder.rename(proposed.folder.parent / tree)
    append(made, [("proposal-made", ProposalMade(proposal=tree, head=head))], by=ada(made))
    found = inspect_proposal(made, tree, [mine], by=ada(made))
    assert isinstance(found, Refusal)
    assert any(about[:12] in reason.said for reason in found.reasons)
    told = repr(found) + repr(list(made.ledger.rows("refusal")))
    assert not any(part.casefold() in told.casefold() for part in CANARY.split())
    assert not (proposed.folder.parent / tree).exists()
    made.ledger.close()
    assert CANARY.encode() not in held(made.path)
    assert CANARY.upper().encode() not in held(made.path)


@pytest.mark.parametrize("fault", ["signature", "tree", "patterns", "terms", "key of nobody", "key that was retired", "person who left"])
def test_a_signature_that_is_not_a_standing_custodians_over_this_tree_is_none(case, fault):
    made, _, bens, _ = case
    proposed = propose(made, by=ada(made))
    signed = inspect_proposal(made, proposed.digest, [bens], by=who(made, "Ben Custodian"))
    if fault == "key that was retired":
        retire_key(made, words=bens.recipient.words, reason="lost", by=ada(made))
    elif fault == "person who left":
        revoke_person(made, name="Ben Custodian", reason="left", by=PERSON)
    else:
        stranger = new_identity()
        changed = {
            "signature": {"signature": "00" * 64}, "patterns": {"patterns": 1}, "terms": {"terms": "00" * 32}, "tree": {},
            "key of nobody": {"key": public_key(stranger.signing_seed()).hex()},
        }[fault]
        if fault == "tree":
            with pytest.raises(Refused):
                hold_inspection(made, "0" * 64)
            return
        append(made, [("inspection-signed", dataclasses.replace(signed, **changed))], by=ada(made))
    with pytest.raises(Refused):
        hold_inspection(made, proposed.digest)


def test_a_key_that_opens_not_every_name_inspects_nothing(case, tmp_path):
    made, _, _, _ = case
    proposed = propose(made, by=ada(made))
    with pytest.raises(Refused):
        inspect_proposal(made, proposed.digest, [new_identity()], by=ada(made))
    with pytest.raises(Refused):
        hold_inspection(made, proposed.digest)


def test_another_protected_person_makes_the_proposal_old(case, tmp_path):
    made, mine, _, _ = case
    proposed = propose(made, by=ada(made), who=unsealed(made, [mine], by=ada(made)))
    other = statement(tmp_path, yaml.safe_dump({"names": ["Somebody Else Altogether"]}), "other.yaml")
    seal_files(made, [other], sort=Sort.IDENTITY, about=protected_person(made, "new"), by=ada(made))
    with pytest.raises(Refused, match="evidence changed"):
        confirm(made, proposed.digest, by=who(made, "Ben Custodian"))


def test_a_withdrawal_lists_what_rests_on_it_and_no_earlier_proposal_can_be_confirmed(case, tmp_path):
    made, mine, _, about = case
    item = sealed(made, tmp_path, about=about)
    record = statement(tmp_path, written().decode(), "consent.yaml")
    record_consent(made, record, person=about, seconded_by=None, by=ada(made))
    assert consent_by(made, about).earlier == 1
    assert earlier_statements(made, about) == (1, 1)
    proposed = propose(made, by=ada(made), who=unsealed(made, [mine], by=ada(made)))
    touched = withdraw(made, about, uses=[Use.AGGREGATE], by=ada(made))
    assert any(item.item[:12] in line for line in touched)
    assert any(proposed.digest[:12] in line for line in touched)
    with pytest.raises(Refused, match="evidence changed"):
        confirm(made, proposed.digest, by=who(made, "Ben Custodian"))
    made.ledger.close()
    assert b"a town in Spain" not in held(made.path)


def test_a_consent_that_needs_a_second_reader_has_one(case, tmp_path):
    made, _, _, about = case
    ward = statement(tmp_path, written(about="ward", guardian="an aunt").decode(), "ward.yaml")
    with pytest.raises(Refused, match="second person"):
        record_consent(made, ward, person=about, seconded_by=None, by=ada(made))
    with pytest.raises(Refused, match="does not second it"):
        record_consent(made, ward, person=about, seconded_by=PERSON, by=ada(made))
    recorded, promising = record_consent(made, ward, person=about, seconded_by="Ben Custodian", by=ada(made))
    assert recorded.seconded_by == who(made, "Ben Custodian")
    assert not promising


def test_erasing_takes_the_consent_too(case, tmp_path):
    made, _, _, about = case
    sealed(made, tmp_path, about=about)
    record_consent(made, statement(tmp_path, written().decode(), "consent.yaml"), person=about, seconded_by=None, by=ada(made))
    erase_person(made, about, reason="asked for it", by=ada(made))
    assert consent_by(made, about) is None
    made.ledger.close()
    assert about.encode() not in held(made.path)
    with pytest.raises(Misused):
        protected_person(made, about)


def test_an_identity_that_cannot_be_read_shuts_the_gate(case, tmp_path):
    made, mine, _, about = case
    seal_files(made, [statement(tmp_path, "no names here", "bad.yaml")], sort=Sort.IDENTITY, about=about, by=ada(made))
    with pytest.raises(Misused):
        unsealed(made, [mine], by=ada(made))


def test_names_stand_in_no_repr(case):
    made, mine, _, _ = case
    people = unsealed(made, [mine], by=ada(made))
    assert CANARY in people.people[0].names
    assert CANARY not in repr(people) + repr(people.people) + repr(people.people[0]) + repr(vars(type(people)))
