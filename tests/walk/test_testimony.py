"""Claims of sealed testimony are anchored in a sealed text: their entries tell nothing, and only a custodian's machine checks them."""

import json

import pytest

from tests.walk.made import PERSON, ada
from tests.walk.test_sealing import CANARY, WORDS, held, sealed, statement, two_people
from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.records.findings import Verdict
from witnessmark.vault.keys import new_identity
from witnessmark.vault.store import put_sealed
from witnessmark.walk.begin import add_person, who
from witnessmark.walk.consent import claims_about, touched_by
from witnessmark.walk.sealing import kept_items, open_item, protected_person, vault_of
from witnessmark.walk.testimony import findings_on_sealed, open_claim, seal_claims, sealed_claims

QUOTE = "Two men came to the shop"


def lines(folder, *said):
    return statement(folder, "".join(json.dumps(one) + "\n" for one in said), "claims.jsonl")


def claim(item, quote=QUOTE, **more):
    said = {"quote": quote, "kind": "act", "modality": "asserted", "said_by": [], "object": CANARY}
    return {"item": item.item[:12], "claim": said, **more}


@pytest.fixture
def made(tmp_path):
    case, mine, bens = two_people(tmp_path)
    return case, mine, bens, sealed(case, tmp_path)


def test_a_sealed_claim_opens_for_custodians_and_its_entry_tells_nothing(made, tmp_path):
    case, mine, bens, item = made
    relative = sealed(case, tmp_path, about=protected_person(case, "new"), words="a brother").about
    assert seal_claims(case, lines(tmp_path, claim(item, others=[relative[:8]])), [mine], by=ada(case)) == 1
    (kept,) = sealed_claims(case)
    for key in (mine, bens):
        opened = open_claim(case, kept, [key])
        assert (opened.content.anchor.quote, opened.content.object) == (QUOTE, CANARY)
        assert CANARY not in repr(opened)
    assert kept.others == (relative,)
    assert [found.claim for found in claims_about(case, relative)] == [kept.claim]
    assert any(kept.claim[:12] in line for line in touched_by(case, relative))
    case.ledger.close()
    for secret in (CANARY, QUOTE):
        assert secret.encode() not in held(case.path)


def test_only_a_custodians_machine_can_tell_whether_the_words_stand(made, tmp_path):
    case, mine, _, item = made
    seal_claims(case, lines(tmp_path, claim(item), claim(item, "my brother would lose his post")), [mine], by=ada(case))
    told = findings_on_sealed(case, ())
    assert {found.verdict for found in told} == {Verdict.CANNOT_TELL}
    assert all("sealed" in found.message and not found.shuts for found in told)
    assert {found.verdict for found in findings_on_sealed(case, [mine])} == {Verdict.HOLDS}
    assert {found.verdict for found in findings_on_sealed(case, [new_identity()])} == {Verdict.FAILS}
    assert not any(CANARY in repr(found) or QUOTE in repr(found) for found in findings_on_sealed(case, [mine]))


@pytest.mark.parametrize("fault", [
    {"quote": "Three men came"}, {"quote": "a"}, {"kind": "gossip"}, {"kind": "count"}, {"value": "2"}, {"unknown": CANARY}, {"modality": ""},
])
def test_a_claim_that_does_not_stand_is_refused_and_no_word_is_repeated(made, tmp_path, fault):
    case, mine, _, item = made
    good, bad = claim(item), claim(item)
    bad["claim"] |= fault
    with pytest.raises(Misused, match="line 2") as told:
        seal_claims(case, lines(tmp_path, good, bad), [mine], by=ada(case))
    words = {CANARY, QUOTE, *map(str, fault.values())} - {"", "a", "2", "count"}
    assert not any(word in str(told.value) for word in words)
    assert list(sealed_claims(case)) == []


def test_it_needs_a_custodian_with_a_key_and_a_text(made, tmp_path):
    case, mine, _, item = made
    add_person(case, name="Cleo", roles=["investigator"], by=PERSON)
    with pytest.raises(Refused):
        seal_claims(case, lines(tmp_path, claim(item)), [mine], by=who(case, "Cleo"))
    with pytest.raises(Refused):
        seal_claims(case, lines(tmp_path, claim(item)), [new_identity()], by=ada(case))
    with pytest.raises(Misused, match="names 0"):
        seal_claims(case, lines(tmp_path, {**claim(item), "item": "0" * 12}), [mine], by=ada(case))
    with pytest.raises(Misused, match="others"):
        seal_claims(case, lines(tmp_path, claim(item, others=["0" * 12])), [mine], by=ada(case))


def test_a_sealed_claim_that_was_swapped_is_found(made, tmp_path):
    import dataclasses

    case, mine, _, item = made
    seal_claims(case, lines(tmp_path, claim(item), claim(item, "my brother")), [mine], by=ada(case))
    one, two = sealed_claims(case)
    with pytest.raises(Damaged, match="committed"):
        open_claim(case, dataclasses.replace(one, item=two.item), [mine])
    kept = {kept.item.item: kept.item for kept in kept_items(case)}
    put_sealed(vault_of(case), one.item, b"age-encryption.org/v1\n")
    assert open_item(case, kept[one.item], [mine])
    assert WORDS
