"""Seals bytes for named people, and opens what was sealed: age files alone, authenticated to their last byte before one is used."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.vault import hybrid
from witnessmark.vault.header import Header, dearmored, read_header
from witnessmark.vault.keys import HYBRID, X25519, Identity, Recipient, both_sorts

LARGEST = 2 * 2**30
"""Bytes of a sealed file that is opened in memory."""
SHORTEST_PASSPHRASE = 12
"""Letters. A passphrase that is guessed opens everything."""


def chosen(people: Sequence[tuple[Recipient, ...]]) -> tuple[Recipient, ...]:
    """Return one key for each person, all of one sort: the hybrid one where everybody has it.

    A file for keys of both sorts would be as strong as the weaker. Raises Refused where the people share no sort, or there is nobody.
    """
    if not people:
        raise Refused("there is nobody to seal it for: register a person's public key first")
    kept = [both_sorts(keys) for keys in people]
    for sort in (HYBRID, X25519):
        if all(sort in keys for keys in kept):
            return tuple(keys[sort] for keys in kept)
    raise Refused("some people have a hybrid key alone and others none: who has only the hybrid one registers an X25519 key as well")


def seal(content: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return a binary age file that each of these people opens, and nobody else. Raises Refused."""
    sorts = {recipient.sort for recipient in recipients}
    if len(sorts) != 1:
        raise Refused("a file is sealed to keys of one sort, and to somebody")
    if sorts == {HYBRID}:
        return hybrid.seal_hybrid(content, [recipient.raw for recipient in recipients])
    import pyrage

    return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(recipient.words) for recipient in recipients]))


def seal_with_passphrase(content: bytes, passphrase: str) -> bytes:
    """Return a binary age file under a passphrase (scrypt). Raises Misused where it is too short."""
    import pyrage

    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Misused(f"a passphrase has at least {SHORTEST_PASSPHRASE} letters; six or more words drawn at random are better")
    return bytes(pyrage.passphrase.encrypt(content, passphrase))


def unseal(sealed: bytes, identities: Sequence[Identity]) -> bytes:
    """Return what an age file holds. Raises Refused where none of the keys is for it, Damaged where it must be refused."""
    import pyrage

    content, header = _read(sealed)
    if any(stanza.sort == HYBRID for stanza in header.stanzas):
        seeds = [identity.seed for identity in identities if identity.sort == HYBRID]
        if seeds:
            return hybrid.open_hybrid(content, header, seeds)
    keys = [pyrage.x25519.Identity.from_str(identity.written()) for identity in identities if identity.sort == X25519]
    if not keys:
        raise Refused("none of these keys opens it")
    try:
        return bytes(pyrage.decrypt(content, keys))
    except pyrage.DecryptError as fault:
        raise _fault(str(fault)) from None


def unseal_with_passphrase(sealed: bytes, passphrase: str) -> bytes:
    """Return what an age file under a passphrase holds. Raises Refused, Damaged."""
    import pyrage

    content, header = _read(sealed)
    if header.stanzas[0].sort != "scrypt":
        raise Refused("it is sealed to people's keys, not with a passphrase")
    try:
        return bytes(pyrage.passphrase.decrypt(content, passphrase))
    except pyrage.DecryptError as fault:
        raise _fault(str(fault)) from None


def sorts_in(sealed: bytes) -> tuple[str, ...]:
    """Return the sort of every recipient in a sealed file's header, those left out that age puts in to keep readers honest."""
    return tuple(stanza.sort for stanza in _read(sealed)[1].stanzas if not stanza.sort.endswith("-grease"))


def _read(sealed: bytes) -> tuple[bytes, Header]:
    if len(sealed) > LARGEST:
        raise Refused(f"a sealed file of more than {LARGEST} bytes is not opened in memory")
    content = dearmored(sealed)
    return content, read_header(content)


def _fault(said: str) -> Refused | Damaged:
    """Tell a wrong key from a changed file; the library's words hold nothing of either."""
    low = said.lower()
    if "no matching keys" in low or "decryption failed" in low or "passphrase" in low:
        return Refused("none of these keys opens it")
    return Damaged("an age file was changed or cut off: nothing of it is used")
