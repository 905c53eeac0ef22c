"""Where sealed things lie: one age file for each, named by a random id, and never a key."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from witnessmark.records.faults import Damaged, Misused

_ID = re.compile(r"[0-9a-f]{32}")


def put_sealed(vault: Path, item: str, sealed: bytes) -> None:
    """Write a sealed file so that it is durable when this returns; one of the same id is replaced whole. Raises Misused."""
    file = _file(vault, item)
    waiting = file.with_suffix(".part")
    try:
        vault.mkdir(exist_ok=True, mode=0o700)
        handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(sealed)
            opened.flush()
            os.fsync(opened.fileno())
        waiting.replace(file)
        _sync(vault)
    except OSError as fault:
        raise Misused(f"{file}: the sealed file cannot be written ({fault.strerror}); nothing was sealed") from None


def get_sealed(vault: Path, item: str) -> bytes:
    """Return a sealed file's bytes. Raises Damaged where it is gone."""
    file = _file(vault, item)
    try:
        return file.read_bytes()
    except OSError as fault:
        raise Damaged(f"{file}: a sealed file is gone ({fault.strerror}); bring it back from a copy of the vault") from None


def destroy_sealed(vault: Path, item: str) -> bool:
    """Destroy a sealed file; returns whether there was one. What a flash disk keeps to itself stays sealed to its keys."""
    file, gone = _file(vault, item), False
    for path in (file, file.with_suffix(".part")):
        if path.exists():
            path.unlink()
            gone = True
    if gone:
        _sync(vault)
    return gone


def items_in(vault: Path) -> Iterator[str]:
    """Yield the ids of what lies in a vault."""
    if vault.is_dir():
        yield from sorted(path.stem for path in vault.iterdir() if path.suffix == ".age" and _ID.fullmatch(path.stem))


def sweep_vault(vault: Path) -> None:
    """Take away what an interrupted run left half-written."""
    for path in vault.glob("*.part") if vault.is_dir() else ():
        path.unlink(missing_ok=True)


def _file(vault: Path, item: str) -> Path:
    if not _ID.fullmatch(item):
        raise Misused("an id of a sealed thing has 32 hexadecimal digits")
    return vault / f"{item}.age"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
