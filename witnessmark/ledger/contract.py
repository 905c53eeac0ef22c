"""What every ledger can do, whatever database it stands in; tests/contract/ holds every ledger to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from witnessmark.records.entries import Row, Written


class Reader(Protocol):
    """Reads a log and its projections. Iterators stream: they hold one page at a time."""

    def size(self) -> int:
        """How many entries there are."""

    def entries(self, start: int = 0) -> Iterator[Written]:
        """Every entry with its payload, from a number on. Raises Damaged where a stored payload cannot be read."""

    def entry(self, ident: str) -> Written | None:
        """One entry by its id."""

    def leaves(self, n: int | None = None) -> Iterator[str]:
        """The leaf hashes that the ledger keeps, hexadecimal, in order: of the first n entries, or of all."""

    def leaves_from(self, start: int, many: int) -> dict[int, str]:
        """The leaf hashes that the ledger keeps for a run of entries, by the entry's number; a number that is not there is left out."""

    def head(self, n: int | None = None) -> tuple[int, str]:
        """Size and RFC 6962 root over the first n entries (all of them where n is null). Raises Misused where there are fewer."""

    def row(self, kind: str, ident: str) -> Row | None:
        """One row of a projection."""

    def rows(self, kind: str, *, key: str | None = None, after: str = "", limit: int | None = None) -> Iterator[Row]:
        """Rows of a kind in the order of their ids, after an id: all, or those that a key names."""

    def dump(self) -> Iterator[bytes]:
        """Every row of every projection as a line of canonical JSON `[kind,id,keys,body]`, sorted by bytes, from one state."""


class Ledger(Reader, Protocol):
    """Writes a log. Whatever returns is durable; whatever raises left nothing."""

    def append(self, payloads: Sequence[tuple[str, object]], *, by: str, at: str) -> tuple[Written, ...]:
        """Append one entry for each pair of type and record, with payloads and projections, in one transaction.

        Raises Misused for a record, id or time that cannot be an entry; Refused where the person may not write it;
        Unreachable where another program holds the ledger; Damaged.
        """

    def erase(self, entry: str, reason: str, *, by: str, at: str) -> Written:
        """Destroy the payload of an entry with its salt and actor, and what it put into projections; returns the entry that says so.

        Raises Misused for an unknown entry or one erased before; Refused where the payload holds nothing to be erased,
        where its erasure would bring back what it replaced, or where the person may not; Unreachable where the payload is erased but
        another program still keeps the old bytes in use.
        """

    def rebuild(self) -> str:
        """Fold all projections anew and return the SHA-256 of the dump. Raises Damaged where a payload is not the committed one."""

    def refolded(self) -> tuple[str, str]:
        """Digest of the dump as it stands, and as `rebuild` would make it; nothing is changed.

        Raises Damaged where a payload is not the committed one, or the database itself is damaged; Unreachable.
        """

    def snapshot(self) -> AbstractContextManager[Reader]:
        """One state of the ledger that stays as it is while others write."""

    def close(self) -> None:
        """Let go of the database."""
