"""What a custodian signs: that a proposal was inspected with the names unsealed (Ed25519, RFC 8032)."""

from __future__ import annotations

from witnessmark.records.canonical import canonical


def inspection_words(*, case: str, tree: str, terms: str, patterns: int) -> bytes:
    """Return the bytes that are signed: canonical JSON, so that one signature says one thing."""
    return canonical({"case": case, "form": "witnessmark/inspection/v1", "patterns": patterns, "terms": terms, "tree": tree})


def signature(seed: bytes, words: bytes) -> str:
    """Return a signature, hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(words).hex()


def is_signed(public: str, said: str, words: bytes) -> bool:
    """Return whether a signature (hexadecimal) over words is that of a public key (hexadecimal). What is malformed is not."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(said), words)
    except (InvalidSignature, ValueError):
        return False
    return True
