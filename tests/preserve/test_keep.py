"""A receipt exists only for bytes that are durable; it says what came in, how and from where."""

import pytest

from witnessmark.preserve.keep import keep, keep_many
from witnessmark.preserve.store import Store
from witnessmark.records.canonical import canonical, sha256
from witnessmark.records.codec import encode
from witnessmark.records.documents import Capture, How
from witnessmark.records.faults import Misused


def _capture(content: bytes, **more: object) -> Capture:
    return Capture(**{"content": content, "name": "a.txt", "how": How.FILE, "came_from": "/cases/a.txt", **more})


def test_the_receipt_says_what_came_in(tmp_path):
    store = Store(tmp_path)
    more = {"url": "https://example.org/a", "parent": "0" * 64, "member": "a\0b", "declared": "text/plain", "remark": "status 200"}
    capture = _capture(b"<html><p>Nine stations</html>", **more)
    receipt = keep(capture, store=store, tool="witnessmark 0.1.0")
    assert receipt.document == sha256(capture.content)
    assert (receipt.size, receipt.media, receipt.tool) == (29, "text/html", "witnessmark 0.1.0")
    for field in ("name", "how", "came_from", "url", "parent", "member", "declared", "remark"):
        assert getattr(receipt, field) == getattr(capture, field)
    assert store.get(receipt.document) == capture.content
    assert canonical(encode(receipt))


def test_the_same_bytes_twice_are_one_document_with_two_receipts(tmp_path):
    store = Store(tmp_path)
    first, second = keep_many([_capture(b"x"), _capture(b"x", name="b.txt")], store=store, tool="t")
    assert first.document == second.document
    assert (first.name, second.name) == ("a.txt", "b.txt")
    assert list(store.digests()) == [first.document]


def test_captures_are_taken_one_by_one(tmp_path):
    held = []

    def captures():
        for number in range(300):
            held.append(number)
            yield _capture(b"%d" % number)

    receipts = keep_many(captures(), store=Store(tmp_path), tool="t")
    assert [receipt.document for receipt in receipts] == [sha256(b"%d" % number) for number in range(300)]


def test_nothing_is_receipted_where_the_disk_is_full(tmp_path, monkeypatch):
    import errno
    import os

    def full(fd):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Misused, match="full"):
        keep(_capture(b"x"), store=Store(tmp_path), tool="t")
