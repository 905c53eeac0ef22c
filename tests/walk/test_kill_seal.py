"""`seal` and `reseal` killed with SIGKILL: what the ledger knows opens whole, and what it does not know is swept."""

import random

from tests.conftest import FULL
from tests.walk.made import PERSON, ada, case_in
from tests.walk.test_kill import command, killed
from witnessmark.vault.keyfiles import write_identity
from witnessmark.vault.keys import new_identity
from witnessmark.walk.case import open_case
from witnessmark.walk.keys import card_of, register_key, retire_key
from witnessmark.walk.sealing import examine, kept_items, open_item, vault_of

FILES = 400 if FULL else 80
KILLS = 10 if FULL else 2


def test_a_killed_seal_loses_nothing_that_was_entered_and_a_killed_reseal_goes_on(tmp_path):
    case, chance = case_in(tmp_path), random.Random(11)
    mine, fresh = new_identity(), new_identity()
    for name, key in (("mine", mine), ("fresh", fresh)):
        write_identity(tmp_path / name, key, case=case.path)
    register_key(case, name=PERSON, card=card_of(mine), by=ada(case))
    files = []
    for number in range(FILES):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"statement {number}", "utf-8")
    struck = 0
    for _ in range(KILLS):
        struck += killed(chance, case, "seal", case.path, *files, "--person", "new", upto=case.ledger.size() + FILES)
        opened = open_case(case.path)
        items = [kept.item for kept in kept_items(opened)]
        assert all(open_item(opened, item, [mine]).content.startswith(b"statement") for item in items)
        assert {verdict for verdict, what, _ in examine(opened) if what.startswith("sealed thing")} <= {"holds"}
    kept = len(list(kept_items(case)))
    assert 0 < kept < FILES * KILLS
    retire_key(case, words=mine.recipient.words, reason="a new device", by=ada(case))
    register_key(case, name=PERSON, card=card_of(fresh), by=ada(case))
    for _ in range(KILLS):
        struck += killed(chance, case, "reseal", case.path, "--key", tmp_path / "mine", "--key", tmp_path / "fresh", upto=case.ledger.size() + kept)
        opened = open_case(case.path)
        assert all(open_item(opened, one.item, [mine, fresh]).content.startswith(b"statement") for one in kept_items(opened))
    done = command("reseal", case.path, "--key", tmp_path / "mine", "--key", tmp_path / "fresh")
    assert done.returncode == 0, done.said
    opened = open_case(case.path)
    assert all(open_item(opened, one.item, [fresh]).content.startswith(b"statement") for one in kept_items(opened))
    assert [verdict for verdict, _, _ in examine(opened)] == ["holds"] * kept
    assert len(list(vault_of(opened).iterdir())) == kept
    assert struck >= KILLS, "the kills came while the commands were at work"
