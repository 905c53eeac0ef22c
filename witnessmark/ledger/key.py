"""The key that signs a case's checkpoints: 32 random bytes in a file of their own, never inside the case."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from witnessmark.records.faults import Damaged, Misused, Refused

_SEED = re.compile(r"[0-9a-f]{64}")


def make_seed(path: Path, *, case: Path) -> bytes:
    """Write a new seed to a file that only its owner reads, and return it.

    Raises Refused where a file is there already or the path lies inside the case's folder, Misused where it cannot be written.
    """
    folder, place = case.resolve(), path.resolve()
    if folder == place or folder in place.parents:
        raise Refused(f"{path}: a key never lies inside the case's folder {case}, which is copied and handed on: choose another place")
    seed = os.urandom(32)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{path}: a key is here already; it is never overwritten") from None
    except OSError as fault:
        raise Misused(f"{path}: the key cannot be written here: {fault.strerror}") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(seed.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(place.parent)
    return seed


def read_seed(path: Path) -> bytes:
    """Return the seed that a file holds.

    Raises Misused where there is none, Refused where others on this machine may read it, Damaged where it holds something else.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(100)
    except OSError as fault:
        raise Misused(f"{path}: the key of this case cannot be read: {fault.strerror}; put it back from your copy") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise Refused(f"{path}: others on this machine may read this key: run `chmod 600 {path}`")
    seed = text.decode("ascii", "replace").strip()
    if not _SEED.fullmatch(seed):
        raise Damaged(f"{path}: this is no key of witnessmark: one line of 64 hexadecimal digits is wanted")
    return bytes.fromhex(seed)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
