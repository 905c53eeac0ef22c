"""Where sealed things lie: one age file for each, named by a random id and the beginning of its digest, and never a key."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from witnessmark.records.canonical import sha256
from witnessmark.records.faults import Damaged, Misused

_ID = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"([0-9a-f]{32})-([0-9a-f]{16})\.age")
PRINT = 16
"""Digits of the digest that a file's name holds: what is sealed anew lies beside the old file until the ledger knows it."""


def put_sealed(vault: Path, item: str, sealed: bytes) -> None:
    """Write a sealed file so that it is durable when this returns. Raises Misused."""
    file = _file(vault, item, sha256(sealed))
    waiting = file.with_suffix(".part")
    try:
        vault.mkdir(exist_ok=True, mode=0o700)
        handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(sealed)
            opened.flush()
            os.fsync(opened.fileno())
        waiting.replace(file)
        sync_folder(vault)
    except OSError as fault:
        raise Misused(f"{file}: the sealed file cannot be written ({fault.strerror}); nothing was sealed") from None


def get_sealed(vault: Path, item: str, digest: str) -> bytes:
    """Return a sealed file's bytes. Raises Damaged where it is gone or another."""
    file = _file(vault, item, digest)
    try:
        sealed = file.read_bytes()
    except OSError as fault:
        raise Damaged(f"{file}: a sealed file is gone ({fault.strerror}); bring it back from a copy of the vault") from None
    if sha256(sealed) != digest:
        raise Damaged(f"{file}: it is not the file that was sealed; bring it back from a copy of the vault")
    return sealed


def destroy_sealed(vault: Path, item: str, *, but: str = "") -> int:
    """Destroy the sealed files of an id, but the one of a digest; returns how many. What a flash disk keeps to itself stays sealed."""
    _file(vault, item, "0" * PRINT)
    kept = f"{item}-{but[:PRINT]}.age"
    gone = [path for path in vault.glob(f"{item}-*") if path.name != kept]
    for path in gone:
        path.unlink()
    if gone:
        sync_folder(vault)
    return len(gone)


def unknown_in(vault: Path, known: Collection[tuple[str, str]]) -> Iterator[Path]:
    """Yield the files of a vault that are not among what the ledger knows, pairs of id and digest."""
    names = {f"{item}-{digest[:PRINT]}.age" for item, digest in known}
    if vault.is_dir():
        yield from sorted(path for path in vault.iterdir() if path.name not in names)


def sweep_vault(vault: Path, known: Collection[tuple[str, str]]) -> None:
    """Take away what an interrupted run left: half-written files, and whole ones that no entry came to know."""
    for path in unknown_in(vault, known):
        if path.suffix == ".part" or _NAME.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _file(vault: Path, item: str, digest: str) -> Path:
    if not _ID.fullmatch(item):
        raise Misused("an id of a sealed thing has 32 hexadecimal digits")
    return vault / f"{item}-{digest[:PRINT]}.age"


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
