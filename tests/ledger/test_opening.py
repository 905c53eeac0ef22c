"""An opened entry shows some fields, hides the others, and still adds up to the leaf in the log."""

from __future__ import annotations

import copy
import json

import pytest

from tests.ledger import samples as s
from witnessmark.ledger import chain
from witnessmark.ledger.opening import open_entry, verify_opening
from witnessmark.ledger.sqlite import SqliteLedger
from witnessmark.records.entries import Written
from witnessmark.records.faults import Damaged, Misused, Refused


@pytest.fixture
def written(tmp_path):
    ledger = SqliteLedger(tmp_path / "ledger.sqlite", create=True, random=s.counting())
    ledger.append(s.opening(), by=s.ANA, at=s.AT)
    (one,) = ledger.append([s.receipt(name="secret-name.html")], by=s.ANA, at=s.AT)
    leaf = list(ledger.leaves())[2]
    ledger.close()
    return one, leaf


@pytest.mark.parametrize("fields", [(), ("document",), ("document", "size", "media", "url"), None])
def test_whatever_is_opened_the_leaf_is_that_of_the_log(written, fields):
    one, leaf = written
    fields = tuple(one.payload) if fields is None else fields
    opened = json.loads(json.dumps(open_entry(one, fields)))
    assert verify_opening(opened) == leaf
    assert {name for name, shown in opened["fields"].items() if "value" in shown} == set(fields)


def test_what_is_not_opened_cannot_be_read_or_guessed_from_what_is(written):
    one, _ = written
    opened = json.dumps(open_entry(one, ["document", "size"]))
    assert "secret-name" not in opened
    assert one.salt not in opened
    assert s.ANA not in opened.replace('"ana', "")
    for name in ("name", "how"):
        assert chain.field_salt(bytes.fromhex(one.salt), name).hex() not in opened


def changes(opened):
    def path(*keys, value):
        other = copy.deepcopy(opened)
        inner = other
        for key in keys[:-1]:
            inner = inner[key]
        inner[keys[-1]] = value
        return other

    yield path("fields", "document", "value", value="0" * 64)
    yield path("fields", "document", "salt", value="0" * 64)
    yield path("fields", "document", "salt", value="zz")
    yield path("fields", "name", "digest", value="0" * 64)
    yield path("fields", "name", value={"digest": "0" * 64, "value": 1})
    yield path("fields", "name", value="x")
    yield path("fields", "new", value={"digest": "0" * 64})
    yield path("fields", value={})
    yield path("fields", value=[])
    yield path("fields", value={str(n): {"digest": "0" * 64} for n in range(1000)})
    yield path("fields", "size", value={"value": 1.5, "salt": "0" * 64})
    yield path("entry", "payload", value="0" * 64)
    yield path("entry", "more", value="x")
    yield path("entry", value=7)
    yield path("more", value=1)


def test_any_change_of_what_is_opened_is_found(written):
    one, leaf = written
    opened = open_entry(one, ["document", "size"])
    for changed in changes(opened):
        with pytest.raises(Damaged):
            verify_opening(changed)
    other_time = copy.deepcopy(opened)
    other_time["entry"]["at"] = "2020-01-01T00:00:00Z"
    assert verify_opening(other_time) != leaf


def test_an_erased_entry_or_an_unknown_field_is_not_opened(written):
    one, _ = written
    with pytest.raises(Misused, match="no field 'colour'"):
        open_entry(one, ["colour"])
    with pytest.raises(Refused, match="was erased"):
        open_entry(Written(entry=one.entry, by=None, payload=None, salt=None), ["document"])
