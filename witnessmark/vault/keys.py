"""Keys of named people: public ones that things are sealed to, and private ones that stay on people's devices."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from witnessmark.records.faults import Damaged, Misused
from witnessmark.vault import hybrid
from witnessmark.vault.bech32 import read_bech32, write_bech32

X25519, HYBRID = "X25519", hybrid.SORT
_SECRET = {"age-secret-key-": X25519, "age-secret-key-pq-": HYBRID}
_PUBLIC = {"age": (X25519, 32), "age1pq": (HYBRID, hybrid.PUBLIC)}


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


def both_sorts(keys: tuple[Recipient, ...]) -> dict[str, Recipient]:
    """Return one person's public keys by their sort. Raises Damaged where there are two of one sort."""
    found = {key.sort: key for key in keys}
    if len(found) != len(keys):
        raise Damaged("a person has two public keys of one sort")
    return found
