"""A capture becomes a document: its bytes are durable in the store before its receipt exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from witnessmark.preserve.sniff import media_of
from witnessmark.preserve.store import Store
from witnessmark.records.documents import Capture, Receipt


def keep(capture: Capture, *, store: Store, tool: str) -> Receipt:
    """Keep one capture and return its receipt once the bytes are durable.

    Raises Misused and Damaged as `Store.put` does.
    """
    return keep_many((capture,), store=store, tool=tool)[0]


def keep_many(captures: Iterable[Capture], *, store: Store, tool: str) -> tuple[Receipt, ...]:
    """Keep captures as they come, one in memory at a time; their receipts are returned once all bytes are durable.

    Raises Misused and Damaged as `Store.put` does; captures that were kept before the fault have no receipt then, and are
    kept again without harm when the same command runs again.
    """
    receipts: list[Receipt] = []

    def contents() -> Iterator[bytes]:
        for capture in captures:
            receipts.append(_receipt(capture, tool))
            yield capture.content

    digests = store.put_many(contents())
    return tuple(replace(receipt, document=digest) for receipt, digest in zip(receipts, digests, strict=True))


def _receipt(capture: Capture, tool: str) -> Receipt:
    return Receipt(
        document="",
        size=len(capture.content),
        media=media_of(capture.content, capture.name),
        name=capture.name,
        came_from=capture.came_from,
        how=capture.how,
        tool=tool,
        url=capture.url,
        parent=capture.parent,
        member=capture.member,
        declared=capture.declared,
        remark=capture.remark,
    )
