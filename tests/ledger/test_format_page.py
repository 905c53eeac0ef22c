"""docs/formats/ledger-entry.md is enough for a second implementation: this one uses nothing but that page and the standard library."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import json
from pathlib import Path

import pytest

from witnessmark.ledger import chain, checkpoint
from witnessmark.ledger.opening import verify_opening
from witnessmark.records.canonical import canonical
from witnessmark.records.codec import decode, encode
from witnessmark.records.entries import PAYLOADS, Entry, Written
from witnessmark.records.merkle import inclusion_proof, leaf_hash

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "ledger-entry.md").read_text("utf-8")


@pytest.fixture(scope="module")
def example():
    return json.loads(PAGE.split("```json\n")[1].split("```")[0])


def plain(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def h(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def test_a_second_implementation_agrees_on_every_digest_of_the_example(example):
    prev, leaves, evidence = "0" * 64, [], h(b"witnessmark/view/v1")
    for one in example["entries"]:
        salt, entry, digests = bytes.fromhex(one["salt"]), one["entry"], {}
        for name, value in one["payload"].items():
            field_salt = mac(salt, b"field\0" + name.encode())
            digests[name] = h(b"witnessmark/field/v1\0", field_salt, plain([name, value])).hex()
        assert entry["payload"] == h(b"witnessmark/payload/v1\0", plain(digests)).hex()
        assert entry["actor"] == h(b"witnessmark/actor/v1\0", mac(salt, b"actor"), one["by"].encode()).hex()
        assert entry["prev"] == prev
        leaves.append(h(b"\x00", plain(entry)))
        prev, evidence = h(plain(entry)).hex(), h(evidence, leaves[-1])
        assert (one["leaf"], one["evidence"]) == (leaves[-1].hex(), evidence.hex())
    first, second, third = leaves
    roots = [first, h(b"\x01", first, second), h(b"\x01", h(b"\x01", first, second), third)]
    assert [one["root"] for one in example["entries"]] == [root.hex() for root in roots]
    assert example["inclusion"]["path"] == [first.hex(), third.hex()]
    assert example["consistency"]["path"] == [third.hex()]
    text, signature = example["checkpoint"].split("\n\n")
    assert text == f"witnessmark/c0ffee\n3\n{base64.b64encode(roots[2]).decode()}"
    key_id = base64.b64decode(signature.split(" ")[2])[:4]
    assert key_id == h(b"witnessmark/c0ffee\n\x01", bytes.fromhex(example["public"]))[:4]


def test_the_program_agrees_with_the_example(example):
    leaves = []
    for one in example["entries"]:
        entry = decode(Entry, one["entry"])
        record = decode(PAYLOADS[entry.type], one["payload"])
        assert encode(record) == one["payload"]
        assert chain.broken_seal(Written(entry=entry, by=one["by"], payload=one["payload"], salt=one["salt"])) == ""
        leaves.append(leaf_hash(canonical(one["entry"])))
    seed, size, root = bytes.fromhex(example["seed"]), len(leaves), chain.root(leaves).hex()
    assert checkpoint.public_key(seed).hex() == example["public"]
    assert checkpoint.sign("witnessmark/c0ffee", size, root, seed) == example["checkpoint"]
    assert checkpoint.verify(example["checkpoint"], bytes.fromhex(example["public"])) == (size, root)
    assert verify_opening(example["opened"]) == leaves[2].hex()
    inclusion, consistency = example["inclusion"], example["consistency"]
    assert [node.hex() for node in inclusion_proof(inclusion["index"], leaves)] == inclusion["path"]
    assert [node.hex() for node in chain.consistency_proof(leaves, consistency["first"])] == consistency["path"]


def test_the_page_lists_every_type_with_every_field():
    for type_, record in PAYLOADS.items():
        (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{type_}` |")]
        named = line.split("|")[3].replace("`", "").replace(",", " ").split()
        assert named == [field.name for field in dataclasses.fields(record)]
