"""Signed heads of a log: C2SP checkpoints (tlog-checkpoint in a signed note) with Ed25519."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re

from witnessmark.records.canonical import DIGEST
from witnessmark.records.faults import Damaged, Misused

_ED25519 = b"\x01"
"""The signature type that enters a key id."""

_DASH = "\N{EM DASH} "
_LONGEST = 64 * 1024
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_NAME = re.compile(r"[!-*,-~]{1,200}")
"""A key's name: no blanks, no plus sign."""


def origin_of_case(case: str) -> str:
    """Return the origin line of a case's log."""
    return f"witnessmark/{case}"


def public_key(seed: bytes) -> bytes:
    """Return the 32-byte public key of a seed. Raises Misused."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(seed) != 32:
        raise Misused(f"a seed has 32 bytes, not {len(seed)}")
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes that tell the keys of a name apart."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def sign(origin: str, size: int, root: str, seed: bytes) -> str:
    """Return the signed checkpoint of a log: origin, size, root, and one signature under the origin's name. Raises Misused."""
    if not _NAME.fullmatch(origin) or size < 0 or not DIGEST.fullmatch(root):
        raise Misused(f"there is no checkpoint of {origin!r} with {size} entries and the root {root!r}")
    return _note(f"{origin}\n{size}\n{base64.b64encode(bytes.fromhex(root)).decode()}\n", origin, seed)


def sign_digest(origin: str, digest: str, seed: bytes) -> str:
    """Return a signed note that names the digest of a bundle's tag manifest; its first line is no log's origin. Raises Misused."""
    if not _NAME.fullmatch(origin) or not DIGEST.fullmatch(digest):
        raise Misused(f"there is no bundle of {origin!r} with the digest {digest!r}")
    return _note(f"{origin}/bundle\n{digest}\n", origin, seed)


def _note(text: str, name: str, seed: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    signature = key_id(name, public_key(seed)) + Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())
    return f"{text}\n{_DASH}{name} {base64.b64encode(signature).decode()}\n"


def verify(note: str, public: bytes, *, origin: str | None = None) -> tuple[int, str]:
    """Return (size, root) of a checkpoint that the key signed; signatures of other keys are passed over.

    Raises Damaged where it is malformed, of another origin, or not signed by this key.
    """
    if len(note) > _LONGEST:
        raise Damaged(f"a checkpoint of {len(note)} characters is none")
    text, found, below = note.rpartition("\n\n")
    body, signatures = f"{text}\n", below.removesuffix("\n").split("\n") if below.endswith("\n") else []
    lines = text.split("\n")
    if not found or len(lines) < 3 or not signatures or not all(line.startswith(_DASH) for line in signatures):
        raise Damaged("this is no signed checkpoint: origin, size, root, an empty line and signatures are wanted")
    if not _NAME.fullmatch(lines[0]) or not _SIZE.fullmatch(lines[1]):
        raise Damaged("a checkpoint's first lines are its origin and its size in decimal digits")
    if origin is not None and lines[0] != origin:
        raise Damaged(f"this checkpoint is of the log {lines[0]!r}, not of {origin!r}")
    root = _base64(lines[2], 32)
    if not any(_signed(line, lines[0], body, public) for line in signatures):
        raise Damaged(f"the key of this case did not sign this checkpoint of {lines[0]!r}")
    return int(lines[1]), root.hex()


def _signed(line: str, name: str, body: str, public: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    who, _, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        signature = base64.b64decode(encoded, validate=True)
        key = Ed25519PublicKey.from_public_bytes(public)
        if who != name or len(signature) != 68 or not hmac.compare_digest(signature[:4], key_id(name, public)):
            return False
        key.verify(signature[4:], body.encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def _base64(text: str, length: int) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        value = b""
    # One form only: bits that decoding drops would make a second note of the same head.
    if len(value) != length or base64.b64encode(value).decode() != text:
        raise Damaged(f"a checkpoint's third line is {length} bytes in base64")
    return value
