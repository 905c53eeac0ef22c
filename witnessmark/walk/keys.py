"""Whose keys open what a case seals: public keys registered and retired; the private ones stay on people's devices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from witnessmark.records.canonical import Json
from witnessmark.records.codec import decode
from witnessmark.records.decisions import Mode, Role
from witnessmark.records.faults import Misused, Refused
from witnessmark.records.sealing import KeyRegistered, KeyRetired
from witnessmark.walk.begin import append, who
from witnessmark.walk.case import Case

if TYPE_CHECKING:
    from witnessmark.vault.keys import Identity, Recipient

_CARD = re.compile(r"(age1[0-9a-z]+)\s+signs:([0-9a-f]{64})")
FEWEST = 2
"""Keys that open a case of two people: one that is lost loses nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A key that stands, with whose it is."""

    person: str
    name: str
    registered: KeyRegistered
    custodian: bool


def card_of(identity: Identity) -> str:
    """Return the line that a person gives to the case: public key, and public key of signatures. It holds no secret."""
    from witnessmark.ledger.checkpoint import public_key

    return f"{identity.recipient.words} signs:{public_key(identity.signing_seed()).hex()}"


def no_case_around(file: Path) -> None:
    """Ask whether a key's file lies in the folder of some case, which is copied and handed on. Raises Refused."""
    for folder in file.resolve().parents:
        if (folder / "case.toml").is_file():
            raise Refused(f"{file}: a private key never lies inside a case's folder ({folder}); choose another place")


def register_key(case: Case, *, name: str, card: str, by: str) -> KeyRegistered:
    """Register the public key of a person of the case. Raises Misused, Refused; a key that stands already is refused."""
    from witnessmark.vault.keys import read_recipient

    _no_exercise(case)
    said = _CARD.fullmatch(card.strip())
    if said is None:
        raise Misused("give the line that `witnessmark key make` or `key show` printed: `age1... signs:...`")
    recipient = read_recipient(said[1])
    person = who(case, name)
    if any(holder.registered.recipient == recipient.words for holder in holders(case)):
        raise Refused("this key is registered already")
    if any(holder.person == person and read_recipient(holder.registered.recipient).sort == recipient.sort for holder in holders(case)):
        raise Refused(f"{name} has a key of this sort already: retire it first with `witnessmark key retire`, then `reseal`")
    registered = KeyRegistered(person=person, recipient=recipient.words, signs=said[2])
    append(case, [("key-registered", registered)], by=by)
    return registered


def _no_exercise(case: Case) -> None:
    if case.opened.exercise:
        raise Refused("an exercise seals nothing: it refuses vault and testimony, so that no real name ever stands in one")


def retire_key(case: Case, *, words: str, reason: str, by: str) -> str:
    """Retire a key, named by the first letters of its public key; returns it. Raises Misused."""
    found = [holder.registered for holder in holders(case) if holder.registered.recipient.startswith(words)] if len(words) >= 8 else []
    if len(found) != 1:
        raise Misused(f'"{words[:20]}" names {len(found)} keys: give at least 8 letters of a public key that `witnessmark key list` prints')
    append(case, [("key-retired", KeyRetired(recipient=found[0].recipient, reason=reason))], by=by)
    return found[0].recipient


def holders(case: Case) -> Iterator[Holder]:
    """Yield the keys that stand: not retired, of people who are still of the case."""
    people = {row.id: row for row in case.ledger.rows("person") if row.body["active"]}
    for row in case.ledger.rows("key"):
        registered = decode(KeyRegistered, row.body["registered"])
        person = people.get(registered.person)
        if row.body["retired"] is None and person is not None:
            roles = cast("list[Json]", person.body["roles"])
            yield Holder(
                person=person.id, name=str(person.body["name"]), registered=registered, custodian=Role.CUSTODIAN.value in roles,
            )


def recipients_of(case: Case) -> tuple[Recipient, ...]:
    """Return to whose keys this case seals: one key of each custodian, all of one sort.

    Raises Refused where a case of two people would hang on one key, or nobody has one.
    """
    from witnessmark.vault.age import chosen
    from witnessmark.vault.keys import read_recipient

    _no_exercise(case)
    kept: dict[str, list[Recipient]] = {}
    for holder in holders(case):
        if holder.custodian:
            kept.setdefault(holder.person, []).append(read_recipient(holder.registered.recipient))
    if case.opened.mode is Mode.TWO_PEOPLE and len(kept) < FEWEST:
        raise Refused(
            f"{len(kept)} of the custodians have a key, and {FEWEST} are needed: what is sealed to one key is lost with it. "
            "`witnessmark key make` on the other's device, then `key add`"
        )
    return chosen([tuple(keys) for _, keys in sorted(kept.items())])


def identities_from(files: list[Path], *, case: Path, passphrase: str | None = None) -> tuple[Identity, ...]:
    """Return the private keys of people's files, one sealed with a passphrase included. Raises Misused, Refused."""
    from witnessmark.vault.keyfiles import read_identities

    return tuple(identity for file in files for identity in read_identities(file, case=case, passphrase=passphrase))
