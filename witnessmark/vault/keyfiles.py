"""Files of private keys: on a person's device, read by its owner alone, never in a case's folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from witnessmark.records.faults import Misused, Refused
from witnessmark.vault.age import seal_with_passphrase, unseal_with_passphrase
from witnessmark.vault.header import ARMOR, FIRST
from witnessmark.vault.keys import Identity, read_identity
from witnessmark.vault.store import sync_folder

SECRETS = re.compile(
    rb"AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{50,}|-----BEGIN (?:OPENSSH |RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY-----", re.IGNORECASE,
)
"""What a private key looks like in a file."""
_MARKS = (b"SECRET-KEY-", b"secret-key-", b"PRIVATE KEY-----")
"""Looked for first: a search for plain bytes is twenty times as fast. Bech32 is written in capitals or in small letters, never mixed."""


def holds_key(content: bytes) -> bool:
    """Return whether a private key stands in some bytes."""
    return any(mark in content for mark in _MARKS) and SECRETS.search(content) is not None


def read_identities(file: Path, *, case: Path | None = None, passphrase: str | None = None) -> tuple[Identity, ...]:
    """Return the private keys of a person's file, as `age-keygen` writes it, in the clear or sealed with a passphrase.

    Raises Refused where it lies in the case's folder, others may read it or the passphrase is not its own; Misused where it cannot be read.
    """
    content = _own(file, case=case)
    if content.startswith((FIRST, ARMOR)):
        if passphrase is None:
            raise Refused(f"{file}: this key is sealed with a passphrase: give it with --passphrase")
        content = unseal_with_passphrase(content, passphrase)
    keys = []
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                keys.append(read_identity(line))
            except Misused as fault:
                raise Misused(f"{file}, line {number}: {fault}") from None
    if not keys:
        raise Misused(f"{file}: there is no private key in it")
    return tuple(keys)


def _own(file: Path, *, case: Path | None) -> bytes:
    """Return the bytes of a file that only its owner reads, outside the case. Raises Refused, Misused."""
    if case is not None and case.resolve() in file.resolve().parents:
        raise Refused(f"{file}: a private key never lies inside the case's folder; move it to where only you read it")
    try:
        with file.open("rb") as opened:
            mode, content = os.fstat(opened.fileno()).st_mode, opened.read(2**20)
    except OSError as fault:
        raise Misused(f"{file}: the key cannot be read ({fault.strerror})") from None
    if os.name == "posix" and stat.S_ISREG(mode) and stat.S_IMODE(mode) & 0o077:
        raise Refused(f"{file}: others on this machine may read this key: run `chmod 600 {file}`")
    return content


def keys_lying_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that hold a private key: it belongs on a person's device and nowhere else.

    A file that cannot be read is passed over; `doctor` and the walk say so elsewhere.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            try:
                with path.open("rb") as file:
                    before = b""
                    while block := file.read(2**20):
                        if holds_key(before + block):
                            yield path
                            break
                        before = block[-200:]
            except OSError:
                continue


def write_identity(file: Path, identity: Identity, *, case: Path | None = None, passphrase: str | None = None) -> None:
    """Write a private key to a new file that only its owner reads, sealed where a passphrase is given. Raises Refused, Misused."""
    if case is not None and case.resolve() in file.resolve().parents:
        raise Refused(f"{file}: a private key never lies inside the case's folder; choose another place")
    said = f"# public key: {identity.recipient.words}\n{identity.written()}\n".encode("ascii")
    content = said if passphrase is None else seal_with_passphrase(said, passphrase)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{file}: a key is here already; it is never overwritten") from None
    except OSError as fault:
        raise Misused(f"{file}: the key cannot be written here ({fault.strerror})") from None
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    sync_folder(file.resolve().parent)
