"""Keys of named people: public ones that things are sealed to, and private ones that stay on people's devices."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.vault import hybrid
from witnessmark.vault.bech32 import read_bech32, write_bech32

X25519, HYBRID = "X25519", hybrid.SORT
_SECRET = {"age-secret-key-": X25519, "age-secret-key-pq-": HYBRID}
_PUBLIC = {"age": (X25519, 32), "age1pq": (HYBRID, hybrid.PUBLIC)}
SECRETS = re.compile(
    rb"AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{50,}|-----BEGIN (?:OPENSSH |RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY-----", re.IGNORECASE,
)
"""What a private key looks like in a file."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public key of a person."""

    sort: str
    words: str
    """As age writes it."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key as it is written."""
        return hashlib.sha256(self.words.encode("ascii")).hexdigest()

    @property
    def raw(self) -> bytes:
        """The key's bytes."""
        return read_bech32(self.words)[1]


@dataclass(frozen=True, slots=True)
class Identity:
    """A private key in memory; it never shows itself."""

    sort: str
    seed: bytes = field(repr=False)

    @property
    def recipient(self) -> Recipient:
        """The public key."""
        if self.sort == HYBRID:
            return Recipient(HYBRID, write_bech32("age1pq", hybrid.public_of(self.seed)))
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        public = X25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return Recipient(X25519, write_bech32("age", public))

    def written(self) -> str:
        """Return the key as age writes it: for its owner's file alone."""
        prefix = next(prefix for prefix, sort in _SECRET.items() if sort == self.sort)
        return write_bech32(prefix, self.seed).upper()

    def signing_seed(self) -> bytes:
        """Return the 32-byte Ed25519 seed of the same person, derived so that neither key tells the other."""
        return hmac.digest(self.seed, b"witnessmark/custodian-signature/v1", "sha256")


def new_identity(*, sort: str = X25519) -> Identity:
    """Make a private key."""
    return Identity(sort, os.urandom(32))


def read_recipient(words: str) -> Recipient:
    """Return the public key that words hold. Raises Misused; a private key is told apart and not repeated."""
    said = words.strip()
    if said.upper().startswith("AGE-SECRET-KEY-"):
        raise Misused("this is a private key: nobody but its owner sees it. Make a new pair, and give the line that begins with `age1`")
    try:
        prefix, content = read_bech32(said)
        sort, size = _PUBLIC[prefix]
    except (ValueError, KeyError):
        raise Misused("this is no public key of age: it begins with `age1` and has lost no letter") from None
    if len(content) != size or said != said.lower():
        raise Misused(f"this public key of age has {len(content)} bytes where {size} are wanted")
    return Recipient(sort, said)


def read_identity(words: str) -> Identity:
    """Return the private key that words hold. Raises Misused that repeats nothing of them."""
    try:
        prefix, seed = read_bech32(words.strip())
    except ValueError:
        raise Misused("this is no private key of age: it begins with `AGE-SECRET-KEY-` and has lost no letter") from None
    if prefix not in _SECRET or len(seed) != 32:
        raise Misused("this is no private key of age")
    return Identity(_SECRET[prefix], seed)


def read_identities(file: Path, *, case: Path) -> tuple[Identity, ...]:
    """Return the private keys of a person's file, as `age-keygen` writes it.

    Raises Refused where it lies in the case's folder or others may read it, Misused where it cannot be read.
    """
    home, place = case.resolve(), file.resolve()
    if home in place.parents:
        raise Refused(f"{file}: a private key never lies inside the case's folder; move it to where only you read it")
    try:
        with file.open("rb") as opened:
            mode, content = os.fstat(opened.fileno()).st_mode, opened.read(2**20)
    except OSError as fault:
        raise Misused(f"{file}: the key cannot be read ({fault.strerror})") from None
    if os.name == "posix" and stat.S_ISREG(mode) and stat.S_IMODE(mode) & 0o077:
        raise Refused(f"{file}: others on this machine may read this key: run `chmod 600 {file}`")
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    keys = []
    for number, line in enumerate(lines, start=1):
        if line and not line.startswith("#"):
            try:
                keys.append(read_identity(line))
            except Misused as fault:
                raise Misused(f"{file}, line {number}: {fault}") from None
    if not keys:
        raise Misused(f"{file}: there is no private key in it")
    return tuple(keys)


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
                        if SECRETS.search(before + block):
                            yield path
                            break
                        before = block[-200:]
            except OSError:
                continue


def write_identity(file: Path, identity: Identity, *, case: Path) -> None:
    """Write a private key to a new file that only its owner reads. Raises Refused, Misused."""
    if case.resolve() in file.resolve().parents:
        raise Refused(f"{file}: a private key never lies inside the case's folder; choose another place")
    said = f"# public key: {identity.recipient.words}\n{identity.written()}\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{file}: a key is here already; it is never overwritten") from None
    except OSError as fault:
        raise Misused(f"{file}: the key cannot be written here ({fault.strerror})") from None
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(said)
        opened.flush()
        os.fsync(opened.fileno())


def both_sorts(keys: tuple[Recipient, ...]) -> dict[str, Recipient]:
    """Return one person's public keys by their sort. Raises Damaged where there are two of one sort."""
    found = {key.sort: key for key in keys}
    if len(found) != len(keys):
        raise Damaged("a person has two public keys of one sort")
    return found
