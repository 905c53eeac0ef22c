"""Keys, shares, parcels and the place where sealed things lie."""

import logging
import os
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.records.canonical import sha256
from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.vault.age import chosen, seal, seal_with_passphrase, sorts_in, unseal, unseal_with_passphrase
from witnessmark.vault.bech32 import read_bech32, write_bech32
from witnessmark.vault.keyfiles import keys_lying_in, read_identities, write_identity
from witnessmark.vault.keys import HYBRID, X25519, Identity, new_identity, read_identity, read_recipient
from witnessmark.vault.parcel import Parcel, pack, padded, unpack
from witnessmark.vault.shares import joined, split
from witnessmark.vault.store import destroy_sealed, get_sealed, put_sealed, sweep_vault, unknown_in

ITEM = "0123456789abcdef" * 2


@given(prefix=st.from_regex(r"[a-z]{1,20}", fullmatch=True), content=st.binary(max_size=1300))
def test_bech32_gives_back_what_it_wrote(prefix, content):
    assert read_bech32(write_bech32(prefix, content)) == (prefix, content)
    assert read_bech32(write_bech32(prefix, content).upper()) == (prefix, content)


@given(content=st.binary(min_size=32, max_size=32), at=st.integers(0, 60), other=st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_one_letter_that_was_changed_is_noticed(content, at, other):
    words = write_bech32("age", content)
    at = min(at, len(words) - 1)
    changed = words[:at] + other + words[at + 1 :]
    if changed != words:
        with pytest.raises(ValueError, match=r"Bech32|check digits|bits"):
            read_bech32(changed)


@pytest.mark.parametrize("sort", [X25519, HYBRID])
def test_a_key_goes_to_paper_and_comes_back_from_any_two_shares(sort):
    identity = new_identity(sort=sort)
    shares = split(identity)
    assert joined(shares[:2]) == joined(shares[1:]) == joined((shares[2], shares[0])) == joined(shares) == identity


def test_one_share_gives_nothing_and_repeats_no_word():
    shares, others = split(new_identity()), split(new_identity())
    for few in (shares[:1], (shares[0], shares[0]), (shares[0], others[1]), ("academic acid",), ()):
        with pytest.raises(Misused) as fault:
            joined(few)
        assert not any(word in str(fault.value) for word in " ".join(few).split() if len(word) > 5)


def test_a_private_key_shows_itself_nowhere():
    identity = new_identity()
    assert identity.written() not in repr(identity)
    assert repr(identity.seed) not in repr(identity)
    try:
        read_identity(identity.written()[:-1] + ("Q" if identity.written()[-1] != "Q" else "P"))
    except Misused:
        assert identity.written()[20:40] not in traceback.format_exc()
    with pytest.raises(Misused) as fault:
        read_recipient(identity.written())
    assert identity.written()[20:40] not in str(fault.value)


def test_everybody_has_a_hybrid_key_or_none_is_used():
    both = [tuple(new_identity(sort=sort).recipient for sort in (X25519, HYBRID)) for _ in range(2)]
    plain = (new_identity().recipient,)
    assert {key.sort for key in chosen(both)} == {HYBRID}
    assert {key.sort for key in chosen([*both, plain])} == {X25519}
    with pytest.raises(Refused, match="X25519 key as well"):
        chosen([(both[0][1],), plain])
    with pytest.raises(Refused, match="nobody"):
        chosen([])


def test_keys_of_two_sorts_are_never_mixed_in_one_file():
    with pytest.raises(Refused):
        seal(b"x", [new_identity().recipient, new_identity(sort=HYBRID).recipient])


@pytest.mark.parametrize("sort", [X25519, HYBRID])
def test_each_recipient_opens_it_and_nobody_else(sort):
    people = [new_identity(sort=sort) for _ in range(4)]
    sealed = seal(b"words", [person.recipient for person in people[:3]])
    assert [unseal(sealed, [person]) for person in people[:3]] == [b"words"] * 3
    assert sorts_in(sealed) == (sort,) * 3
    with pytest.raises(Refused):
        unseal(sealed, [people[3]])


@pytest.mark.parametrize("sort", [X25519, HYBRID])
def test_no_changed_byte_is_passed_over(sort):
    identity = new_identity(sort=sort)
    sealed = seal(b"a testimony", [identity.recipient])
    for at in range(0, len(sealed), 7):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises((Damaged, Refused)):
            unseal(changed, [identity])


def test_a_passphrase_that_is_guessed_is_not_taken():
    with pytest.raises(Misused, match="at least 12"):
        seal_with_passphrase(b"x", "short")
    sealed = seal_with_passphrase(b"x", "long enough for a test")
    with pytest.raises(Refused):
        unseal_with_passphrase(sealed, "another passphrase")
    with pytest.raises(Refused, match="none of these keys"):
        unseal(sealed, [new_identity()])


def test_a_key_in_the_cases_folder_is_refused_and_found(tmp_path):
    case, outside = tmp_path / "case", tmp_path / "keys" / "mine.key"
    case.mkdir()
    identity = new_identity()
    write_identity(outside, identity, case=case)
    assert read_identities(outside, case=case) == (identity,)
    with pytest.raises(Refused, match="never overwritten"):
        write_identity(outside, identity, case=case)
    with pytest.raises(Refused, match="never lies inside"):
        write_identity(case / "mine.key", identity, case=case)
    (case / "notes").mkdir()
    (case / "notes" / "mail.txt").write_bytes(b"x" * (2**20 - 30) + identity.written().encode() + b"\n")
    (case / "id").write_text("-----BEGIN OPENSSH " + "PRIVATE KEY-----\n", "ascii")
    (case / "public").write_text(identity.recipient.words, "ascii")
    assert [path.name for path in keys_lying_in(case)] == ["id", "mail.txt"]
    (case / "link.key").symlink_to(case / "notes" / "mail.txt")
    with pytest.raises(Refused, match="never lies inside"):
        read_identities(case / "link.key", case=case)


def test_a_key_is_sealed_with_a_passphrase_where_one_person_works_alone(tmp_path):
    file, identity = tmp_path / "mine.key", new_identity()
    write_identity(file, identity, passphrase="six words drawn at random here")
    assert identity.written().encode() not in file.read_bytes()
    assert read_identities(file, case=tmp_path / "case", passphrase="six words drawn at random here") == (identity,)
    for wrong in (None, "another passphrase"):
        with pytest.raises(Refused):
            read_identities(file, case=tmp_path / "case", passphrase=wrong)


def test_a_key_that_others_may_read_is_refused(tmp_path):
    file = tmp_path / "mine.key"
    write_identity(file, new_identity(), case=tmp_path / "case")
    os.chmod(file, 0o644)
    with pytest.raises(Refused, match="chmod 600"):
        read_identities(file, case=tmp_path / "case")


def test_a_line_that_is_no_key_is_named_by_its_number_alone(tmp_path, caplog):
    file = tmp_path / "mine.key"
    file.write_text(f"# mine\n{new_identity().written()[:-4]}AAAA\n", "ascii")
    os.chmod(file, 0o600)
    with caplog.at_level(logging.DEBUG), pytest.raises(Misused, match="line 2") as fault:
        read_identities(file, case=tmp_path / "case")
    assert "AGE-SECRET-KEY-1" not in str(fault.value) + caplog.text


@given(content=st.binary(max_size=20_000), name=st.text(max_size=40))
def test_a_parcel_comes_back_as_it_was_packed(content, name):
    packed = pack(Parcel(sort="testimony", name=name, media="text/plain", content=content))
    assert unpack(packed) == Parcel(sort="testimony", name=name, media="text/plain", content=content)
    assert len(packed) in {padded(len(packed)), 4096}


@given(length=st.integers(1, 2**40))
def test_a_length_tells_at_most_a_band(length):
    assert length <= padded(length) <= max(4096, length * 1.12)
    assert padded(padded(length)) == padded(length)


@pytest.mark.parametrize("opened", [
    b"", b"{}\n", b'{"form":"other","length":0,"media":"","name":"","sort":""}\n', b'{"form":"witnessmark/parcel/v1"}\n',
    b'{"form":"witnessmark/parcel/v1","length":5,"media":"","name":"","sort":""}\nabc',
    b'{"form":"witnessmark/parcel/v1","length":1,"media":"","name":"","sort":""}\nabc',
    b'{"form":"witnessmark/parcel/v1","length":-1,"media":"","name":"","sort":""}\n', b"[1]\nabc", b"\xff\n",
])
def test_what_is_no_parcel_is_said_so(opened):
    with pytest.raises(Damaged):
        unpack(opened)


def test_a_sealed_file_is_durable_lies_beside_the_old_one_and_is_destroyed(tmp_path):
    vault, old, new = tmp_path / "vault", sha256(b"one"), sha256(b"two")
    put_sealed(vault, ITEM, b"one")
    put_sealed(vault, ITEM, b"two")
    put_sealed(vault, ITEM[::-1], b"nobody knows it")
    (vault / f"{ITEM}-{new[:16]}.part").write_bytes(b"half")
    assert (get_sealed(vault, ITEM, old), get_sealed(vault, ITEM, new)) == (b"one", b"two")
    sweep_vault(vault, {(ITEM, old), (ITEM, new)})
    assert destroy_sealed(vault, ITEM, but=new) == 1
    assert [path.name for path in vault.iterdir()] == [f"{ITEM}-{new[:16]}.age"]
    assert list(unknown_in(vault, {(ITEM, new)})) == []
    assert destroy_sealed(vault, ITEM) == 1
    assert destroy_sealed(vault, ITEM) == 0
    with pytest.raises(Damaged):
        get_sealed(vault, ITEM, new)


def test_a_sealed_file_that_was_changed_is_said_so(tmp_path):
    put_sealed(tmp_path, ITEM, b"one")
    next(tmp_path.iterdir()).write_bytes(b"two")
    with pytest.raises(Damaged, match="not the file"):
        get_sealed(tmp_path, ITEM, sha256(b"one"))


@pytest.mark.parametrize("item", ["", "../x", "A" * 32, "0" * 31, "0" * 32 + "/"])
def test_a_name_that_is_no_id_is_no_path(tmp_path, item):
    with pytest.raises(Misused):
        put_sealed(tmp_path, item, b"x")


def test_a_signing_key_is_of_the_same_person_and_tells_nothing_of_the_other():
    seed = bytes(range(32))
    assert Identity(X25519, seed).signing_seed() == Identity(X25519, seed).signing_seed() != seed
