"""Signed heads, and the key that signs them."""

from __future__ import annotations

import base64
import stat

import pytest

from tests.ledger.samples import sha
from witnessmark.ledger.checkpoint import key_id, origin_of_case, public_key, sign, verify
from witnessmark.ledger.key import make_seed, read_seed
from witnessmark.records.faults import Damaged, Misused, Refused

SEED = bytes(range(32))
ORIGIN = origin_of_case("case1")
ROOT = sha("root")


def test_a_checkpoint_has_the_form_of_c2sp():
    note = sign(ORIGIN, 12, ROOT, SEED)
    lines = note.split("\n")
    assert lines[:4] == ["witnessmark/case1", "12", base64.b64encode(bytes.fromhex(ROOT)).decode(), ""]
    assert lines[4].startswith("\N{EM DASH} witnessmark/case1 ")
    signature = base64.b64decode(lines[4].split(" ")[2])
    assert (len(signature), signature[:4]) == (68, key_id(ORIGIN, public_key(SEED)))
    assert lines[5:] == [""]
    assert sign(ORIGIN, 12, ROOT, SEED) == note, "Ed25519 signs the same bytes the same way"


def test_the_key_id_is_the_known_one():
    public = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]
    assert key_id("PeterNeumann", public).hex() == "c74f20a3"


def test_a_signed_checkpoint_is_verified_and_other_signatures_are_passed_over():
    note = sign(ORIGIN, 12, ROOT, SEED)
    assert verify(note, public_key(SEED)) == (12, ROOT)
    assert verify(note, public_key(SEED), origin=ORIGIN) == (12, ROOT)
    other = sign(ORIGIN, 12, ROOT, b"w" * 32).split("\n")[4]
    assert verify(f"{note}{other}\n", public_key(SEED)) == (12, ROOT)
    assert verify(f"{note}{other}\n", public_key(b"w" * 32)) == (12, ROOT)


def test_every_changed_character_is_found():
    note = sign(ORIGIN, 12, ROOT, SEED)
    for place in range(len(note)):
        changed = note[:place] + ("x" if note[place] != "x" else "y") + note[place + 1 :]
        with pytest.raises(Damaged):
            verify(changed, public_key(SEED), origin=ORIGIN)


@pytest.mark.parametrize(
    "note",
    ["", "\n\n", "a\n1\n\n\N{EM DASH} a b\n", "a\n01\nAAAA\n\n\N{EM DASH} a b\n", "a b\n1\nAAAA\n\n\N{EM DASH} a b\n", "x" * 100_000,
     "\ud800\n" * 9],
)
def test_what_is_no_checkpoint_is_damaged_and_nothing_worse(note):
    with pytest.raises(Damaged):
        verify(note, public_key(SEED))


def test_another_key_or_origin_is_not_taken():
    note = sign(ORIGIN, 12, ROOT, SEED)
    with pytest.raises(Damaged, match="did not sign"):
        verify(note, public_key(b"x" * 32))
    with pytest.raises(Damaged, match="not of 'witnessmark/other'"):
        verify(note, public_key(SEED), origin="witnessmark/other")


@pytest.mark.parametrize(("origin", "size", "root"), [("a b", 1, ROOT), ("a\nb", 1, ROOT), (ORIGIN, -1, ROOT), (ORIGIN, 1, "xyz")])
def test_what_cannot_be_a_head_is_not_signed(origin, size, root):
    with pytest.raises(Misused):
        sign(origin, size, root, SEED)
    with pytest.raises(Misused, match="32 bytes"):
        sign(ORIGIN, 1, ROOT, b"short")


def test_a_new_key_is_the_owners_alone_and_is_never_overwritten(tmp_path):
    case, file = tmp_path / "case", tmp_path / "keys" / "case1.key"
    case.mkdir()
    seed = make_seed(file, case=case)
    assert read_seed(file) == seed
    assert len(seed) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(Refused, match="never overwritten"):
        make_seed(file, case=case)
    assert read_seed(file) == seed


def test_a_key_never_lies_inside_the_case_not_even_by_a_link(tmp_path):
    case = tmp_path / "case"
    (case / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to(case / "inner")
    for place in (case / "key", case / "inner" / "key", tmp_path / "link" / "key", case / ".." / "case" / "key"):
        with pytest.raises(Refused, match="never lies inside"):
            make_seed(place, case=case)
    assert not list(case.rglob("key"))


def test_a_key_that_others_may_read_is_refused_and_says_what_to_do(tmp_path):
    file = tmp_path / "key"
    make_seed(file, case=tmp_path / "case")
    file.chmod(0o644)
    with pytest.raises(Refused, match="chmod 600"):
        read_seed(file)


def test_a_missing_or_foreign_key_file_is_named(tmp_path):
    with pytest.raises(Misused, match="cannot be read"):
        read_seed(tmp_path / "none")
    file = tmp_path / "other"
    file.write_bytes(b"\xff" * 500)
    file.chmod(0o600)
    with pytest.raises(Damaged, match="no key of witnessmark"):
        read_seed(file)
