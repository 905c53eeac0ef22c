"""What somebody finds who takes the disk after a working day: no name, no word of a testimony, no key (promises, P2).

The day: keys, people sealed, testimony collected, claims sealed, consents recorded, proposals made and inspected (one refused), a re-seal, a
withdrawal, an erasure, a drill, faults of every command with names in their reach. Then every byte of the case's folder is looked at: the
ledger with its write-ahead log and free pages, work/, out/, vault/, and what was left for temporary files.
"""

import contextlib
import json
import logging
import os
import tempfile

import pytest
import yaml

from tests.review.consents import written
from tests.walk.made import PERSON, ada
from tests.walk.test_sealing import held, statement, two_people
from witnessmark.records.assembly import Refusal
from witnessmark.records.claims import Kind
from witnessmark.records.decisions import QuestionOpened
from witnessmark.records.faults import Refused, WitnessmarkError
from witnessmark.records.sealing import Sort, Use
from witnessmark.vault.keys import new_identity
from witnessmark.walk.begin import append, who
from witnessmark.walk.consent import record_consent, withdraw
from witnessmark.walk.gather import read as read_documents
from witnessmark.walk.gather import take_in
from witnessmark.walk.inspecting import inspect_proposal, unsealed
from witnessmark.walk.keys import card_of, register_key, retire_key
from witnessmark.walk.release import Proposed, confirm, propose
from witnessmark.walk.sealing import drill, erase_person, protected_person, reseal, seal_files
from witnessmark.walk.testimony import findings_on_sealed, seal_claims

GIVEN = ("Maribel", "Aziguli", "Tenzin", "Ruslan", "Wanjiru", "Ngoc", "Zebinisa", "Aurelio", "Katarzyna", "Oyelaran")
FAMILY = ("Quisperguanca", "Tursunniyaz", "Dhondupling", "Abdrakhmanovich", "Muthonikamau", "Tranvanhoang")


def canary(number):
    """One invented person."""
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number % len(FAMILY)]}{'aeiou'[number % 5]}{number}"


def day(tmp_path, people):
    """A scripted day; returns the case, its folder of inputs, what must stand nowhere, and what was said."""
    case, mine, bens = two_people(tmp_path)
    secrets, said = [key.written() for key in (mine, bens)] + [key.seed.hex() for key in (mine, bens)], []
    persons = []
    for number in range(people):
        name, phone = canary(number), f"+34 6{number:02d} 555 {number:03d}"
        secrets += [name, phone]
        about = protected_person(case, "new")
        persons.append(about)
        seal_files(case, [statement(tmp_path, yaml.safe_dump({"names": [name], "phones": [phone]}), f"{name}.yaml")],
                   sort=Sort.IDENTITY, about=about, by=ada(case))
        words = f"I am {name}. Two men came on {number + 1} March and asked for my cousin."
        item = seal_files(case, [statement(tmp_path, words, f"statement of {name}.txt")], sort=Sort.TESTIMONY, about=about, by=ada(case))[0]
        line = {"item": item.item, "claim": {"quote": "Two men came", "kind": "act", "modality": "asserted", "object": name, "said_by": [name]}}
        seal_claims(case, statement(tmp_path, json.dumps(line) + "\n", "claims.jsonl"), [mine], by=ada(case))
        record_consent(case, statement(tmp_path, written().decode(), f"consent of {name}.yaml"), person=about, seconded_by=None, by=ada(case))
        with pytest.raises(WitnessmarkError) as fault:
            seal_claims(case, statement(tmp_path, json.dumps({**line, "claim": {"quote": name + "!"}}) + "\n", "bad.jsonl"), [mine], by=ada(case))
        said.append(str(fault.value))
    take_in(case, [str(statement(tmp_path, "nine offices were counted", "public.txt"))], by=ada(case))
    read_documents(case, by=ada(case))
    said += [repr(found) for found in findings_on_sealed(case, [mine])]
    said.append(repr(list(drill(case, [mine, bens], by=ada(case)))))
    proposed = propose(case, by=ada(case), who=unsealed(case, [mine], by=ada(case)))
    assert isinstance(proposed, Proposed)
    confirm(case, proposed.digest, by=who(case, "Ben Custodian"))
    fresh = new_identity()
    retire_key(case, words=mine.recipient.words, reason="a new device", by=ada(case))
    register_key(case, name=PERSON, card=card_of(fresh), by=ada(case))
    reseal(case, [bens], by=ada(case))
    said += withdraw(case, persons[0], uses=[Use.AGGREGATE], by=ada(case))
    erase_person(case, persons[-1], reason="asked for it", by=ada(case))
    take_in(case, [str(statement(tmp_path, f"the shop of {canary(0)} was shut", "leak.txt"))], by=ada(case))
    said.append(repr(propose(case, by=ada(case))))
    return case, [*secrets, fresh.written()], said


@pytest.mark.parametrize("people", [20 if os.environ.get("WITNESSMARK_LARGE") else 4])
def test_the_disk_of_a_working_day_holds_no_name_and_no_key(tmp_path, people, caplog, capfd, monkeypatch):
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    with caplog.at_level(logging.DEBUG):
        case, secrets, said = day(tmp_path, people)
    spoken = "\n".join(said) + caplog.text + "".join(capfd.readouterr())
    with contextlib.suppress(StopIteration):
        next(case.path.glob("ledger.sqlite-wal"))
    on_disk = held(case.path) + held(scratch)
    leaked = next(file for file in (tmp_path / "inbox").iterdir() if file.name == "leak.txt").read_text("utf-8")
    for secret in secrets:
        for form in {secret, secret.upper(), secret.lower(), secret.replace(" ", ""), secret.replace(" ", "-")}:
            if form not in leaked:  # what somebody collected in the clear lies in the store: the gate is what keeps it in
                assert form.encode() not in on_disk, "something sealed stands on the disk"
            assert form not in spoken, "something sealed was said"


def test_the_look_at_the_disk_can_fail(tmp_path):
    """The planted fault: a name in a free page of the ledger is found by it."""
    case, _, _ = two_people(tmp_path)
    case.ledger.close()
    assert b"a planted name" not in held(case.path)
    with (case.path / "ledger.sqlite").open("ab") as file:
        file.write(b"a planted name")
    assert b"a planted name" in held(case.path)


def test_a_name_that_somebody_collected_in_the_clear_does_not_leave(tmp_path):
    case, mine, _ = two_people(tmp_path)
    name = canary(1)
    seal_files(case, [statement(tmp_path, yaml.safe_dump({"names": [name]}), "who.yaml")], sort=Sort.IDENTITY,
               about=protected_person(case, "new"), by=ada(case))
    take_in(case, [str(statement(tmp_path, "nine offices were counted", "public.txt"))], by=ada(case))
    read_documents(case, by=ada(case))
    asked = QuestionOpened(question="q" * 32, title=f"how many offices did {name.lower()} see", kind=Kind.COUNT, unit="office")
    append(case, [("question-opened", asked)], by=ada(case))
    found = propose(case, by=ada(case), who=unsealed(case, [mine], by=ada(case)))
    assert isinstance(found, Refusal)
    assert "D001" in {reason.code for reason in found.reasons}
    assert not any(part.casefold() in repr(found).casefold() for part in name.split())
    blind = propose(case, by=ada(case))
    assert isinstance(blind, Proposed)
    assert isinstance(inspect_proposal(case, blind.digest, [mine], by=ada(case)), Refusal)
    assert not blind.folder.exists()
    with pytest.raises(Refused, match="no custodian inspected"):
        confirm(case, blind.digest, by=who(case, "Ben Custodian"))
