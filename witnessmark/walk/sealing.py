"""Seals what identifies a person, opens it in memory on a custodian's machine, seals it anew for other keys, and destroys it."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.records.canonical import Json, sha256
from witnessmark.records.codec import decode
from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.records.sealing import ConsentRecorded, ItemSealed, SealOpened, Sort
from witnessmark.walk.begin import Tell, append, permit, quiet
from witnessmark.walk.case import Case, alone, new_id
from witnessmark.walk.keys import recipients_of

if TYPE_CHECKING:
    from witnessmark.vault.keys import Identity, Recipient
    from witnessmark.vault.parcel import Parcel

LARGEST = 512 * 2**20
"""Bytes of one file that is sealed: it is sealed and opened in memory, never on a disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A sealed thing as the ledger knows it."""

    item: ItemSealed
    entry: str


def vault_of(case: Case) -> Path:
    """Return the folder of sealed things."""
    return case.path / "vault"


def kept_items(case: Case, *, about: str | None = None) -> Iterator[Kept]:
    """Yield what is sealed, of everybody or of one protected person."""
    for row in case.ledger.rows("item", key=None if about is None else f"about:{about}"):
        yield Kept(item=decode(ItemSealed, row.body["sealed"]), entry=str(row.body["entry"]))


def consents_of(case: Case) -> Iterator[ConsentRecorded]:
    """Yield the newest record of consent of every protected person."""
    for row in case.ledger.rows("consent"):
        yield decode(ConsentRecorded, row.body["recorded"])


def person_named(case: Case, words: str) -> str:
    """Return the random id of a protected person of the case, given whole or as much as is printed. Raises Misused."""
    known = {kept.item.about for kept in kept_items(case) if kept.item.about}
    known |= {row.id for row in case.ledger.rows("consent")}
    found = [person for person in known if person == words or (len(words) >= 8 and person.startswith(words))]
    if len(found) != 1:
        raise Misused(f'"{words}" names {len(found)} protected persons of this case: give at least 8 digits of an id that `seal` printed')
    return found[0]


def protected_person(case: Case, words: str | None) -> str:
    """Return the id of the protected person that words name; a new one for `new`. Raises Misused."""
    if words is None:
        raise Misused("whose is it? give --person new for somebody of whom nothing is sealed yet, or an id that `seal` printed")
    return new_id() if words == "new" else person_named(case, words)


def seal_files(case: Case, files: Sequence[Path], *, sort: Sort, about: str, by: str, tell: Tell = quiet) -> list[ItemSealed]:
    """Seal files for the custodians' keys; each is durable before the next. The files themselves stay where they are.

    Raises Misused, Refused: nothing more was sealed then.
    """
    from witnessmark.vault.parcel import Parcel

    permit(case, by, "item-sealed")
    recipients = recipients_of(case)
    with alone(case, "seal"):
        _sweep(case)
        sealed = []
        for number, file in enumerate(files, start=1):
            content = _content(file, case=case)
            media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            parcel = Parcel(sort=sort.value, name=file.name, media=media, content=content)
            sealed.append(seal_parcel(case, new_id(), parcel, about=about, to=recipients, by=by))
            tell(number, len(files))
        return sealed


def _sweep(case: Case) -> None:
    from witnessmark.vault.store import sweep_vault

    sweep_vault(vault_of(case), {(kept.item.item, kept.item.digest) for kept in kept_items(case)})


def seal_parcel(case: Case, ident: str, parcel: Parcel, *, about: str, to: Sequence[Recipient], by: str) -> ItemSealed:
    """Seal a parcel under an id: the file first, then the entry, and only then what it replaces goes."""
    from witnessmark.vault.age import seal
    from witnessmark.vault.parcel import pack
    from witnessmark.vault.store import destroy_sealed, put_sealed

    sealed = seal(pack(parcel), to)
    put_sealed(vault_of(case), ident, sealed)
    item = ItemSealed(
        item=ident, sort=Sort(parcel.sort), about=about, recipients=tuple(sorted(key.fingerprint for key in to)), digest=sha256(sealed),
        size=len(sealed),
    )
    append(case, [("item-sealed", item)], by=by)
    destroy_sealed(vault_of(case), ident, but=item.digest)
    return item


def _content(file: Path, *, case: Case) -> bytes:
    if case.path.resolve() in file.resolve().parents:
        raise Refused(f"{file}: this lies in the case's folder in the clear; move it out of it, seal it from there, then destroy it")
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(f"{file}: more than {LARGEST} bytes are not sealed in one piece; cut it into parts")
        return file.read_bytes()
    except OSError as fault:
        raise Misused(f"{file}: it cannot be read ({fault.strerror}); nothing of it was sealed") from None


def open_item(case: Case, item: ItemSealed, identities: Sequence[Identity]) -> Parcel:
    """Return what a sealed file holds, in memory. Raises Damaged where the file is not the one that was sealed, Refused."""
    from witnessmark.vault.age import unseal
    from witnessmark.vault.parcel import unpack
    from witnessmark.vault.store import get_sealed

    parcel = unpack(unseal(get_sealed(vault_of(case), item.item, item.digest), identities))
    if parcel.sort != item.sort:
        raise Damaged(f"sealed thing {item.item[:12]} holds something of another sort than the ledger says")
    return parcel


def open_one(case: Case, words: str, identities: Sequence[Identity], *, by: str) -> Parcel:
    """Open one sealed thing, named by the digits that are printed, and note that it was opened. Raises Misused, Damaged, Refused."""
    permit(case, by, "seal-opened")
    found = [kept.item for kept in kept_items(case) if kept.item.item.startswith(words)] if len(words) >= 8 else []
    if len(found) != 1:
        raise Misused(f'"{words}" names {len(found)} sealed things: give at least 8 digits of an id that `seal` printed')
    parcel = open_item(case, found[0], identities)
    noted = SealOpened(items=(found[0].item,), key=_fingerprint(identities, found[0]), purpose="unseal")
    append(case, [("seal-opened", noted)], by=by)  # noted first, shown then
    return parcel


def open_all(
    case: Case, identities: Sequence[Identity], *, sorts: frozenset[Sort], purpose: str, by: str,
) -> list[tuple[ItemSealed, Parcel]]:
    """Open everything of some sorts in memory, and note that it was opened. Raises Damaged, Refused."""
    permit(case, by, "seal-opened")
    items = [kept.item for kept in kept_items(case) if kept.item.sort in sorts]
    opened = [(item, open_item(case, item, identities)) for item in items]
    if opened:
        noted = SealOpened(items=tuple(item.item for item in items), key=_fingerprint(identities, items[0]), purpose=purpose)
        append(case, [("seal-opened", noted)], by=by)
    return opened


def _fingerprint(identities: Sequence[Identity], item: ItemSealed) -> str:
    known = [identity.recipient.fingerprint for identity in identities]
    return next((print_ for print_ in known if print_ in item.recipients), known[0])


def reseal(case: Case, identities: Sequence[Identity], *, by: str, tell: Tell = quiet) -> tuple[int, int]:
    """Seal everything anew for the keys that stand now; returns how many were, and how many had been already.

    Interrupted, it goes on where it stopped: what is sealed to the keys that stand is passed over. Raises Refused, Damaged.
    """
    permit(case, by, "item-sealed", "seal-opened")
    recipients = recipients_of(case)
    wanted = tuple(sorted(key.fingerprint for key in recipients))
    with alone(case, "seal"):
        _sweep(case)
        items = [kept.item for kept in kept_items(case)]
        old = [item for item in items if item.recipients != wanted]
        for number, item in enumerate(old, start=1):
            parcel = open_item(case, item, identities)
            seal_parcel(case, item.item, parcel, about=item.about, to=recipients, by=by)
            tell(number, len(old))
        if old:
            noted = SealOpened(items=tuple(item.item for item in old), key=_fingerprint(identities, old[0]), purpose="reseal")
            append(case, [("seal-opened", noted)], by=by)
        return len(old), len(items) - len(old)


def examine(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield (verdict, what, why) of every sealed thing: the file is there, is the one that was sealed, and is for as many keys as said.

    It opens nothing and needs no key.
    """
    from witnessmark.vault.age import sorts_in
    from witnessmark.vault.store import get_sealed, unknown_in

    items = [kept.item for kept in kept_items(case)]
    for item in items:
        what = f"sealed thing {item.item[:12]}"
        try:
            sorts = sorts_in(get_sealed(vault_of(case), item.item, item.digest))
        except (Damaged, Refused) as fault:
            yield "fails", what, str(fault)
            continue
        if len(sorts) != len(item.recipients) or len(set(sorts)) != 1:
            yield "fails", what, f"its header is for {len(sorts)} keys, and the ledger names {len(item.recipients)}"
        else:
            yield "holds", what, f"sealed for {len(sorts)} keys, as the ledger says; only who has a key can open it"
    for path in unknown_in(vault_of(case), {(item.item, item.digest) for item in items}):
        yield "fails", path.name, "no entry knows it: left by an interrupted `seal`, or put there by somebody; `seal` and `reseal` sweep it"


def drill(case: Case, identities: Sequence[Identity], *, by: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (sealed thing, fingerprint of a key, whether it opens it) for every pair: what a lost key would cost is known before.

    Raises Refused where the person may not open the vault.
    """
    permit(case, by, "seal-opened")
    items = [kept.item for kept in kept_items(case)]
    for item in items:
        for identity in identities:
            try:
                open_item(case, item, [identity])
            except (Refused, Damaged):
                yield item.item, identity.recipient.fingerprint, False
            else:
                yield item.item, identity.recipient.fingerprint, True
    if items:
        append(case, [("seal-opened", SealOpened(items=(), key="", purpose="drill"))], by=by)


def erase_person(case: Case, person: str, *, reason: str, by: str) -> tuple[int, int]:
    """Destroy everything of a protected person: sealed files, then payload and salt of every entry about them.

    Returns how many files and how many entries. The ledger still proves the rest. Interrupted, it is given once more.
    Raises Misused, Refused.
    """
    from witnessmark.vault.store import destroy_sealed

    permit(case, by, "payload-erased")
    items = {kept.item.item for kept in kept_items(case, about=person)}
    entries = [written.entry.id for written in case.ledger.entries() if _about(written.payload, person)]
    files = sum(destroy_sealed(vault_of(case), item) for item in sorted(items))
    for entry in entries:  # the oldest first: erasing never brings anything back
        case.ledger.erase(entry, reason, by=by, at=case.now())
    return files, len(entries)


def _about(payload: dict[str, Json] | None, person: str) -> bool:
    """Tell whether an entry is about a protected person: sealed things, sealed claims, consent."""
    if payload is None:
        return False
    return payload.get("about") == person or (payload.get("person") == person and "grants" in payload)
