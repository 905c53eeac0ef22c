"""The post-quantum hybrid recipient of age, mlkem768x25519 (C2SP age.md): HPKE of the library `cryptography`, since pyrage has none.

The payload is age's STREAM of chunks of 64 KiB under ChaCha20-Poly1305.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from witnessmark.records.faults import Damaged, Refused
from witnessmark.vault.header import CHUNK, COLUMNS, FIRST, NONCE, TAG, Header, canonical_base64

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, Suite

SORT = "mlkem768x25519"
PUBLIC = 1216
"""Bytes of a public key: 1,184 of ML-KEM-768 and 32 of X25519."""
_INFO = b"age-encryption.org/mlkem768x25519"
_SHARE = 1120


def public_of(seed: bytes) -> bytes:
    """Return the public key of a 32-byte identity."""
    lattice, curve = _parts(seed)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def seal_hybrid(content: bytes, publics: Sequence[bytes]) -> bytes:
    """Return an age file that each of these public keys opens."""
    key, nonce = os.urandom(16), os.urandom(NONCE)
    head = FIRST + b"".join(_wrapped(key, public) for public in publics) + b"---"
    mac = base64.b64encode(hmac.digest(_derived(key, b"", b"header"), head, "sha256")).rstrip(b"=")
    return b"".join([head, b" ", mac, b"\n", nonce, *_chunks(_derived(key, nonce, b"payload"), content)])


def open_hybrid(sealed: bytes, header: Header, seeds: Sequence[bytes]) -> bytes:
    """Return what an age file holds, whole and authenticated. Raises Refused where no key is for it, Damaged where it was changed."""
    key = _file_key(header, seeds)
    if key is None:
        raise Refused("none of these keys opens it")
    if not hmac.compare_digest(hmac.digest(_derived(key, b"", b"header"), header.authenticated, "sha256"), header.mac):
        raise Damaged("the header of an age file was changed")
    nonce, payload = sealed[header.payload : header.payload + NONCE], sealed[header.payload + NONCE :]
    return b"".join(_opened(_derived(key, nonce, b"payload"), payload))


def _parts(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    stretched = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(stretched[:64]), X25519PrivateKey.from_private_bytes(stretched[64:])


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def _private(seed: bytes) -> MLKEM768X25519PrivateKey:
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

    return MLKEM768X25519PrivateKey(*_parts(seed))


def _wrapped(key: bytes, public: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

    lattice, curve = MLKEM768PublicKey.from_public_bytes(public[:1184]), X25519PublicKey.from_public_bytes(public[1184:])
    sealed = _suite().encrypt(key, MLKEM768X25519PublicKey(lattice, curve), _INFO)
    share, body = (base64.b64encode(part).rstrip(b"=") for part in (sealed[:_SHARE], sealed[_SHARE:]))
    rows = [body[at : at + COLUMNS] for at in range(0, len(body), COLUMNS)]
    return b"\n".join([b"-> " + SORT.encode() + b" " + share, *rows, *([b""] if len(rows[-1]) == COLUMNS else []), b""])


def _file_key(header: Header, seeds: Sequence[bytes]) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    suite = _suite()
    for seed in seeds:
        private = _private(seed)
        for stanza in header.stanzas:
            if stanza.sort != SORT:
                continue
            try:
                key = suite.decrypt((canonical_base64(stanza.arguments[0]) or b"") + stanza.body, private, _INFO)
            except (InvalidTag, ValueError):
                continue
            return key if len(key) == 16 else None
    return None


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, info).derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _chunks(key: bytes, content: bytes) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher = ChaCha20Poly1305(key)
    starts = range(0, max(len(content), 1), CHUNK)
    for number, at in enumerate(starts):
        yield cipher.encrypt(_nonce(number, last=at == starts[-1]), content[at : at + CHUNK], None)


def _opened(key: bytes, payload: bytes) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher, size = ChaCha20Poly1305(key), CHUNK + TAG
    starts = range(0, len(payload), size)
    try:
        for number, at in enumerate(starts):
            yield cipher.decrypt(_nonce(number, last=at == starts[-1]), payload[at : at + size], None)
    except InvalidTag:
        raise Damaged("an age file was changed or cut off: nothing of it is used") from None
