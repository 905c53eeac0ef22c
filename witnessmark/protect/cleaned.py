"""Which files were looked at and held no protected word: kept between inspections, for one list of terms and one manner of looking."""

from __future__ import annotations

import hmac
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from witnessmark.protect.manner import MANNER
from witnessmark.protect.terms import Term, digest_of_terms
from witnessmark.records.canonical import sha256

SIZE = 32
MOST_KEPT = 500_000
"""Marks of a file of them: 16 MB."""


class Cleaned:
    """The marks of clean files. A mark is an HMAC over terms, manner and the file's digest: without the key nobody reads or makes one.

    It serves as the collection of known digests for `layers_of`. What cannot be read is an empty list: everything is looked at again.
    """

    def __init__(self, file: Path | None, *, key: bytes, terms: str) -> None:
        self._file, self._key = file, key
        self._about = f"witnessmark/clean/v1\0{terms}\0{MANNER}\0".encode()
        self._before = _read(file)
        self._new: set[bytes] = set()

    def __repr__(self) -> str:
        """Say how many; no mark."""
        return f"<Cleaned of {len(self)} files>"

    def __contains__(self, digest: object) -> bool:
        """Whether the file with this SHA-256 was looked at, for these terms and in this manner, and nothing was met."""
        mark = self._mark(str(digest))
        return mark in self._before or mark in self._new

    def __iter__(self) -> Iterator[str]:
        """Marks tell no digest back, so there is nothing to go through."""
        return iter(())

    def __len__(self) -> int:
        """How many marks there are, those of other lists too."""
        return len(self._before) + len(self._new)

    def add(self, digest: str) -> None:
        """Remember that a file was looked into whole and nothing was met."""
        mark = self._mark(digest)
        if mark not in self._before:
            self._new.add(mark)

    def add_content(self, content: bytes) -> None:
        """Remember the same of some bytes."""
        self.add(sha256(content))

    def has_content(self, content: bytes) -> bool:
        """Whether these bytes were looked at."""
        return sha256(content) in self

    def keep(self) -> None:
        """Write the marks for the next inspection, where there is a file for them: readable by its owner alone, and whole or not at all."""
        if self._file is None or not self._new:
            return
        marks = [*sorted(self._new), *sorted(self._before)][:MOST_KEPT]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_name(self._file.name + ".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(b"".join(marks))
        beside.replace(self._file)

    def _mark(self, digest: str) -> bytes:
        return hmac.digest(self._key, self._about + digest.encode(), "sha256")


def cleaned_for(terms: Collection[Term], *, file: Path | None, key: bytes) -> Cleaned:
    """Return the marks for what is looked for: another word on the list, and everything is looked at again."""
    return Cleaned(file, key=key, terms=digest_of_terms(terms, key=key))


def _read(file: Path | None) -> frozenset[bytes]:
    try:
        said = file.read_bytes() if file is not None else b""
    except OSError:
        return frozenset()
    if len(said) % SIZE or len(said) > SIZE * MOST_KEPT:
        return frozenset()
    return frozenset(said[at : at + SIZE] for at in range(0, len(said), SIZE))
