"""A custodian's machine looks at every byte of a proposal with the names unsealed in memory, and signs that it found none.

Without that signature nothing leaves a case that protects somebody.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.records.assembly import Refusal
from witnessmark.records.codec import decode
from witnessmark.records.entries import RefusalMade
from witnessmark.records.faults import Misused, Refused
from witnessmark.records.sealing import InspectionSigned, Sort
from witnessmark.walk.begin import append, permit
from witnessmark.walk.case import Case, alone, read_key
from witnessmark.walk.keys import holders
from witnessmark.walk.sealing import kept_items, open_all

if TYPE_CHECKING:
    from witnessmark.protect.terms import Term
    from witnessmark.records.protected import Protected
    from witnessmark.vault.keys import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealed:
    """Whom a case protects, in memory, with the key that may sign."""

    people: tuple[Protected, ...]
    identity: Identity

    def __repr__(self) -> str:
        """Show how many; never whom."""
        return f"Unsealed({len(self.people)} people)"


def protects_somebody(case: Case) -> bool:
    """Return whether anything is sealed: then a custodian inspects what would leave."""
    return next(kept_items(case), None) is not None


def unsealed(case: Case, identities: Sequence[Identity], *, by: str) -> Unsealed:
    """Open who the protected people are, in memory. Raises Refused where a key opens not all of it: the gate never looks for a part."""
    from witnessmark.vault.identity import read_identity_file

    opened = open_all(case, identities, sorts=frozenset({Sort.IDENTITY}), purpose="inspect", by=by)
    people = tuple(read_identity_file(parcel.content, person=item.about) for item, parcel in opened)
    return Unsealed(people=people, identity=_signing(case, identities))


def _signing(case: Case, identities: Sequence[Identity]) -> Identity:
    known = {holder.registered.recipient for holder in holders(case) if holder.custodian}
    for identity in identities:
        if identity.recipient.words in known:
            return identity
    raise Refused("none of these keys is that of a custodian of this case: nobody could sign what they saw")


def terms_of_people(people: Collection[Protected]) -> tuple[Term, ...]:
    """Return what the gate looks for, by the id of each person."""
    from witnessmark.protect.terms import term_of_person

    return tuple(term_of_person(person) for person in people)


def marks_of(case: Case) -> tuple[Path, bytes]:
    """Return where the marks of files that were clean lie, and their key: without it nobody reads or makes one."""
    return case.path / "work" / "inspected", read_key(case)


def sign_inspection(case: Case, tree: str, who: Unsealed, terms: Collection[Term], *, by: str) -> InspectionSigned:
    """Enter that a proposal was inspected and nothing found, signed by the custodian's key."""
    from witnessmark.ledger.checkpoint import public_key
    from witnessmark.protect.forms import patterns_of
    from witnessmark.protect.terms import digest_of_terms
    from witnessmark.vault.signing import inspection_words, signature

    listed, patterns, seed = digest_of_terms(terms, key=read_key(case)), len(patterns_of(terms)), who.identity.signing_seed()
    words = inspection_words(case=case.opened.case, tree=tree, terms=listed, patterns=patterns)
    signed = InspectionSigned(tree=tree, terms=listed, patterns=patterns, key=public_key(seed).hex(), signature=signature(seed, words))
    append(case, [("inspection-signed", signed)], by=by)
    return signed


def hold_inspection(case: Case, tree: str) -> None:
    """Ask whether a custodian who stands signed this very tree. Raises Refused: without it nothing leaves a case that protects somebody."""
    from witnessmark.vault.signing import inspection_words, is_signed

    if not protects_somebody(case):
        return
    row = case.ledger.row("inspection", tree)
    if row is None:
        said = f"`witnessmark inspect {case.path} {tree[:16]} --key FILE` on a custodian's machine"
        raise Refused(f"this case protects people, and no custodian inspected this proposal with their names unsealed: {said}")
    signed = decode(InspectionSigned, row.body["signed"])
    words = inspection_words(case=case.opened.case, tree=signed.tree, terms=signed.terms, patterns=signed.patterns)
    standing = {holder.registered.signs for holder in holders(case) if holder.custodian}
    if signed.tree != tree or signed.key not in standing or not is_signed(signed.key, signed.signature, words):
        raise Refused("the signature over this proposal is not that of a custodian who stands: inspect it once more")


def inspect_proposal(case: Case, digest: str, identities: Sequence[Identity], *, by: str) -> InspectionSigned | Refusal:
    """Inspect a proposal that lies on this machine, and sign it. A refusal deletes the proposal, and nothing of it is kept.

    Raises Misused, Refused, Damaged.
    """
    from witnessmark.protect.gate import inspect
    from witnessmark.walk.release import named_proposal, tree_digest

    permit(case, by, "inspection-signed", "seal-opened", "refusal-made")
    with alone(case, "publish"):
        proposal, made = named_proposal(case, digest)
        folder = case.path / "out" / "proposals" / proposal
        if not folder.is_dir() or tree_digest(folder) != proposal:
            raise Misused(f"{folder}: the files of this proposal are not here as they were proposed; bring them, or propose anew")
        who = unsealed(case, identities, by=by)
        terms = terms_of_people(who.people)
        found = inspect(folder, release=None, terms=terms, marks=marks_of(case))
        if isinstance(found, Refusal):
            shutil.rmtree(folder)
            codes = tuple(sorted({reason.code for reason in found.reasons}))
            append(case, [("refusal-made", RefusalMade(head=made.head, codes=codes))], by=by)
            return found
        return sign_inspection(case, proposal, who, terms, by=by)
