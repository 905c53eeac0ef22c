"""A case seals what identifies a person for its custodians' keys, opens it in memory alone, and destroys it so that the ledger still proves."""

import pytest

from tests.walk.made import PERSON, Clock, ada, case_in
from witnessmark.records.decisions import Mode
from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.records.sealing import Sort
from witnessmark.vault.keys import HYBRID, X25519, new_identity
from witnessmark.walk.begin import add_person, revoke_person, who
from witnessmark.walk.gather import take_in
from witnessmark.walk.keys import card_of, holders, recipients_of, register_key, retire_key
from witnessmark.walk.look import verify_case
from witnessmark.walk.sealing import (
    drill,
    erase_person,
    examine,
    kept_items,
    open_all,
    open_item,
    open_one,
    protected_person,
    reseal,
    seal_files,
    vault_of,
)

CANARY = "Maribel Xochitl Quisperguanca"
WORDS = f"My name is {CANARY}. Two men came to the shop on 14 March and said that my brother would lose his post."


def two_people(folder, **how):
    """A case of two custodians, each with a key; returns case, Ada's key, Ben's key."""
    case = case_in(folder, mode=Mode.TWO_PEOPLE, **how)
    add_person(case, name="Ben Custodian", roles=["custodian", "publisher"], by=PERSON)
    keys = []
    for name in (PERSON, "Ben Custodian"):
        keys.append(new_identity())
        register_key(case, name=name, card=card_of(keys[-1]), by=ada(case))
    return case, *keys


def statement(folder, words=WORDS, name="statement.txt"):
    file = folder / "inbox" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(words, "utf-8")
    return file


def sealed(case, folder, *, about=None, sort=Sort.TESTIMONY, words=WORDS):
    about = about or protected_person(case, "new")
    return seal_files(case, [statement(folder, words)], sort=sort, about=about, by=ada(case))[0]


def held(folder):
    """Every byte of a case's folder, file names included."""
    return b"\n".join(str(path).encode() + path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_is_sealed_opens_with_each_key_and_stands_nowhere_in_the_clear(tmp_path):
    case, mine, bens = two_people(tmp_path)
    item = sealed(case, tmp_path)
    assert [open_item(case, item, [key]).content.decode() for key in (mine, bens)] == [WORDS, WORDS]
    assert set(item.recipients) == {mine.recipient.fingerprint, bens.recipient.fingerprint}
    assert [verdict for verdict, _, _ in examine(case)] == ["holds"]
    case.ledger.close()
    on_disk = held(case.path)
    for secret in (CANARY, "statement.txt", "14 March", mine.written(), bens.written(), mine.seed.hex()):
        assert secret.encode() not in on_disk


def test_opening_is_noted_and_needs_a_custodian(tmp_path):
    case, mine, _ = two_people(tmp_path)
    item = sealed(case, tmp_path)
    add_person(case, name="Cleo Reader", roles=["investigator"], by=PERSON)
    with pytest.raises(Refused, match="seal-opened"):
        open_one(case, item.item[:12], [mine], by=who(case, "Cleo Reader"))
    assert open_one(case, item.item[:12], [mine], by=ada(case)).content.decode() == WORDS
    assert [(found.item.item, kept.content.decode()) for found, kept in _all(case, mine)] == [(item.item, WORDS)]
    assert [row.body["opened"]["purpose"] for row in case.ledger.rows("opening")] == ["unseal", "inspect"]


def _all(case, key):
    class Found:
        def __init__(self, item):
            self.item = item

    return [(Found(item), parcel) for item, parcel in open_all(
        case, [key], sorts=frozenset({Sort.TESTIMONY}), purpose="inspect", by=ada(case),
    )]


def test_a_case_of_two_people_does_not_hang_on_one_key(tmp_path):
    case = case_in(tmp_path, mode=Mode.TWO_PEOPLE)
    register_key(case, name=PERSON, card=card_of(new_identity()), by=ada(case))
    with pytest.raises(Refused, match="2 are needed"):
        sealed(case, tmp_path)
    assert not list(vault_of(case).iterdir())


def test_a_solo_case_seals_to_its_one_key(tmp_path):
    case, key = case_in(tmp_path, mode=Mode.SOLO), new_identity()
    register_key(case, name=PERSON, card=card_of(key), by=ada(case))
    assert open_item(case, sealed(case, tmp_path), [key]).content.decode() == WORDS


def test_an_exercise_refuses_the_vault(tmp_path):
    case = case_in(tmp_path, exercise=True)
    with pytest.raises(Refused, match="exercise"):
        register_key(case, name=PERSON, card=card_of(new_identity()), by=ada(case))


def test_hybrid_keys_are_used_once_every_custodian_has_one(tmp_path):
    case, mine, bens = two_people(tmp_path)
    hybrid = [new_identity(sort=HYBRID) for _ in range(2)]
    register_key(case, name=PERSON, card=card_of(hybrid[0]), by=ada(case))
    assert {key.sort for key in recipients_of(case)} == {X25519}
    item = sealed(case, tmp_path)
    register_key(case, name="Ben Custodian", card=card_of(hybrid[1]), by=ada(case))
    assert reseal(case, [mine], by=ada(case)) == (1, 0)
    (kept,) = kept_items(case)
    assert kept.item.item == item.item
    assert [open_item(case, kept.item, [key]).content.decode() for key in hybrid] == [WORDS, WORDS]
    with pytest.raises(Refused):
        open_item(case, kept.item, [bens])


def test_a_person_who_left_or_lost_a_key_opens_nothing_more_after_one_command(tmp_path):
    case, mine, bens = two_people(tmp_path)
    sealed(case, tmp_path)
    add_person(case, name="Cleo Custodian", roles=["custodian"], by=PERSON)
    cleos = new_identity()
    register_key(case, name="Cleo Custodian", card=card_of(cleos), by=ada(case))
    revoke_person(case, name="Ben Custodian", reason="left", by=PERSON)
    assert {holder.name for holder in holders(case)} == {PERSON, "Cleo Custodian"}
    assert reseal(case, [mine], by=ada(case)) == (1, 0)
    assert reseal(case, [mine], by=ada(case)) == (0, 1)
    (kept,) = kept_items(case)
    assert open_item(case, kept.item, [cleos]).content.decode() == WORDS
    with pytest.raises(Refused):
        open_item(case, kept.item, [bens])
    assert len(list(vault_of(case).iterdir())) == 1


def test_a_reseal_that_is_killed_loses_nothing_and_goes_on(tmp_path, monkeypatch):
    import witnessmark.walk.sealing as walk

    case, mine, _ = two_people(tmp_path)
    for number in range(4):
        sealed(case, tmp_path, words=f"{WORDS} {number}")
    retire_key(case, words=card_of(mine).split()[0][:20], reason="a new device", by=ada(case))
    fresh = new_identity()
    register_key(case, name=PERSON, card=card_of(fresh), by=ada(case))
    real, calls = walk.append, []

    def killed(*given, **more):
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*given, **more)

    monkeypatch.setattr(walk, "append", killed)
    with pytest.raises(KeyboardInterrupt):
        reseal(case, [mine], by=ada(case))
    monkeypatch.undo()
    items = [kept.item for kept in kept_items(case)]
    opened = {open_item(case, item, [mine, fresh]).content.decode() for item in items}
    assert opened == {f"{WORDS} {number}" for number in range(4)}
    assert reseal(case, [mine], by=ada(case)) == (2, 2)
    assert [verdict for verdict, _, _ in examine(case)] == ["holds"] * 4
    assert {open_item(case, kept.item, [fresh]).content.decode() for kept in kept_items(case)} == opened


def test_the_drill_says_which_key_opens_what(tmp_path):
    case, mine, bens = two_people(tmp_path)
    items = [sealed(case, tmp_path).item for _ in range(2)]
    tried = list(drill(case, [mine, bens, new_identity()], by=ada(case)))
    assert len(tried) == 6
    assert {(item, key) for item, key, opens in tried if opens} == {
        (item, key.recipient.fingerprint) for item in items for key in (mine, bens)
    }


@pytest.mark.parametrize("harm", ["changed", "gone", "other", "added"])
def test_a_sealed_file_that_is_not_the_one_is_found_without_any_key(tmp_path, harm):
    case, mine, _ = two_people(tmp_path)
    item, other = sealed(case, tmp_path), sealed(case, tmp_path, words="other")
    file, second = (next(vault_of(case).glob(f"{one.item}-*")) for one in (item, other))
    if harm == "changed":
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    elif harm == "gone":
        file.unlink()
    elif harm == "other":
        file.write_bytes(second.read_bytes())
    else:
        (vault_of(case) / ("0" * 32 + "-" + "0" * 16 + ".age")).write_bytes(second.read_bytes())
    assert [verdict for verdict, _, _ in examine(case)].count("fails") == 1
    assert ("fails" in {verdict for verdict, _, _ in verify_case(case.path)})
    if harm != "added":
        with pytest.raises(Damaged):
            open_item(case, item, [mine])


def test_erasing_a_person_leaves_no_byte_and_the_ledger_proves_the_rest(tmp_path):
    case, mine, _ = two_people(tmp_path, clock=Clock())
    gone, stays = protected_person(case, "new"), protected_person(case, "new")
    for about in (gone, gone, stays):
        sealed(case, tmp_path, about=about)
    reseal_after = new_identity()
    retire_key(case, words=card_of(mine).split()[0][:20], reason="a new device", by=ada(case))
    register_key(case, name=PERSON, card=card_of(reseal_after), by=ada(case))
    reseal(case, [mine], by=ada(case))
    files, entries = erase_person(case, gone, reason="asked for it", by=ada(case))
    assert (files, entries) == (2, 4)
    assert {kept.item.about for kept in kept_items(case)} == {stays}
    assert gone.encode() not in held(case.path)
    assert {verdict for verdict, _, _ in verify_case(case.path)} <= {"holds", "cannot-tell"}
    with pytest.raises(Misused):
        protected_person(case, gone)
    assert open_item(case, next(kept_items(case)).item, [reseal_after]).content.decode() == WORDS


def test_a_private_key_is_not_collected(tmp_path):
    case, mine, _ = two_people(tmp_path)
    files = statement(tmp_path, f"# kept for Ben\n{mine.written()}\n", "key.txt"), statement(tmp_path, "other")
    done = take_in(case, [str(file) for file in files], by=ada(case))
    assert (done.received, [left.name for left in done.left_out]) == (1, ["key.txt"])
    assert mine.written().encode() not in held(case.path)


def test_a_file_in_the_cases_folder_is_not_sealed_from_there(tmp_path):
    case, _, _ = two_people(tmp_path)
    inside = case.path / "work" / "statement.txt"
    inside.write_text(WORDS, "utf-8")
    with pytest.raises(Refused, match="in the clear"):
        seal_files(case, [inside], sort=Sort.TESTIMONY, about=protected_person(case, "new"), by=ada(case))
