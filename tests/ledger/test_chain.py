"""Bytes, commitments, chain and tree: known answers, and what holds for every tree."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.ledger import chain
from witnessmark.records.canonical import LARGEST_INTEGER, canonical
from witnessmark.records.codec import encode
from witnessmark.records.entries import Entry, Written
from witnessmark.records.merkle import inclusion_proof, leaf_hash, root_from_proof

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
"""The leaves that implementations of RFC 6962 are usually tried on."""

ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner),
    max_leaves=8,
)
payloads = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), json_values, max_size=6)
salts = st.binary(min_size=32, max_size=32)


def leaves_of(count: int) -> list[bytes]:
    return [leaf_hash(str(n).encode()) for n in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_ones(size):
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]
    assert chain.root(leaves).hex() == ROOTS[size]


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


@given(st.integers(0, 130), st.integers(0, 130))
def test_a_tree_that_grows_in_two_parts_has_the_root_of_the_whole(first, more):
    leaves = leaves_of(first + more)
    frontier = chain.extend(chain.extend(chain.Frontier(), leaves[:first]), leaves[first:])
    assert frontier.root == plain_root(leaves)
    assert len(frontier.peaks) == frontier.size.bit_count()


@given(st.data(), st.integers(1, 70))
def test_inclusion_is_proved_for_every_leaf_and_for_no_other(data, size):
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = inclusion_proof(index, leaves), chain.root(leaves)
    assert root_from_proof(index, size, leaves[index], path) == root
    assert root_from_proof(index, size, leaf_hash(b"other"), path) != root
    other = data.draw(st.integers(-1, size))
    assert other == index or root_from_proof(other, size, leaves[index], path) != root
    assert root_from_proof(index, size, leaves[index], (*path, root)) is None
    assert size == 1 or root_from_proof(index, size, leaves[index], path[:-1]) is None


@given(st.data(), st.integers(1, 70))
def test_consistency_is_proved_for_every_beginning_and_for_no_other(data, size):
    leaves = leaves_of(size)
    first = data.draw(st.integers(1, size))
    path, old, new = chain.consistency_proof(leaves, first), chain.root(leaves[:first]), chain.root(leaves)
    assert chain.consistent(first=first, first_root=old, second=size, second_root=new, path=path)
    assert not chain.consistent(first=first, first_root=chain.EMPTY, second=size, second_root=new, path=path)
    assert not chain.consistent(first=first, first_root=old, second=size, second_root=chain.EMPTY, path=path)
    assert not chain.consistent(first=first, first_root=old, second=size, second_root=new, path=(*path, new))
    assert not path or not chain.consistent(first=first, first_root=old, second=size, second_root=new, path=path[:-1])


def test_there_is_no_proof_of_what_is_not_in_a_tree():
    for index in (-1, 3):
        with pytest.raises(ValueError, match="not in a tree"):
            inclusion_proof(index, leaves_of(3))
    for first in (0, 4):
        with pytest.raises(ValueError, match="no beginning"):
            chain.consistency_proof(leaves_of(3), first)
    assert not chain.consistent(first=0, first_root=chain.EMPTY, second=0, second_root=chain.EMPTY, path=())


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.builds(Entry, seq=st.integers(0, 2**50), id=text, type=text, at=text, prev=text, actor=text, payload=text))
def test_entry_bytes_are_the_canonical_json_of_the_entry(entry):
    assert chain.entry_bytes(entry) == canonical(encode(entry))


@given(payloads, salts)
def test_commitments_are_those_of_the_format_page(payload, salt):
    digests = {}
    for name, value in payload.items():
        field_salt = hmac.new(salt, b"field\0" + name.encode(), hashlib.sha256).digest()
        digests[name] = hashlib.sha256(b"witnessmark/field/v1\0" + field_salt + canonical([name, value])).hexdigest()
        assert chain.field_digest(name, value, chain.field_salt(salt, name)) == digests[name]
    sealed = chain.seal(payload, salt)
    assert sealed.text.encode() == canonical(payload)
    assert sealed.commitment == hashlib.sha256(b"witnessmark/payload/v1\0" + canonical(digests)).hexdigest()
    assert sealed.commitment == chain.payload_commitment(digests)


@pytest.mark.parametrize("value", [1.5, 2**53, float("nan"), "\ud800", {"a": [b"x"]}])
def test_what_has_no_canonical_form_is_not_sealed(value):
    with pytest.raises(ValueError):
        chain.seal({"field": value}, b"s" * 32)


def test_a_broken_seal_says_what_differs():
    salt = b"s" * 32
    sealed = chain.seal({"a": 1}, salt)
    entry = Entry(
        seq=0, id="i", type="t", at="", prev=chain.START, actor=chain.actor_commitment("ana", salt), payload=sealed.commitment
    )
    assert chain.broken_seal(Written(entry=entry, by="ana", payload={"a": 1}, salt=salt.hex())) == ""
    assert chain.broken_seal(Written(entry=entry, by=None, payload=None, salt=None)) == ""
    assert "payload" in chain.broken_seal(Written(entry=entry, by="ana", payload={"a": 2}, salt=salt.hex()))
    assert "payload" in chain.broken_seal(Written(entry=entry, by="ana", payload={"a": 1}, salt="00" * 32))
    assert "actor" in chain.broken_seal(Written(entry=entry, by="ben", payload={"a": 1}, salt=salt.hex()))
    assert "cannot be one" in chain.broken_seal(Written(entry=entry, by="ana", payload={"a": 1.5}, salt=salt.hex()))
    assert "cannot be one" in chain.broken_seal(Written(entry=entry, by="ana", payload={"a": 1}, salt="zz"))
