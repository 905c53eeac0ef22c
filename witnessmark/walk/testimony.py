"""Claims of sealed testimony: anchored in a text that only custodians open; their entries hold random ids and commitments alone."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.claims import Content
from witnessmark.records.codec import decode, encode
from witnessmark.records.faults import Damaged, Misused, Refused, WitnessmarkError
from witnessmark.records.findings import Finding, Run, Verdict
from witnessmark.records.sealing import ClaimSealed, ItemSealed, Sort
from witnessmark.records.texts import Text, freezable
from witnessmark.walk.begin import append, permit
from witnessmark.walk.case import Case, alone, new_id
from witnessmark.walk.keys import recipients_of
from witnessmark.walk.sealing import kept_items, open_item, seal_parcel

if TYPE_CHECKING:
    from witnessmark.review.lines import Line
    from witnessmark.vault.keys import Identity, Recipient
    from witnessmark.vault.parcel import Parcel

_FORM = "witnessmark/sealed-claim/v1"


class _Unnamed(Misused):
    """A fault whose words hold nothing of what is sealed, and may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Opened:
    """A sealed claim, opened in memory with the text that it is anchored in."""

    sealed: ClaimSealed
    content: Content
    text: Text

    def __repr__(self) -> str:
        """Show the id alone."""
        return f"Opened({self.sealed.claim[:12]!r})"


def text_of_parcel(parcel: Parcel) -> Text:
    """Return the text of a testimony that is text. Raises Misused: of another format a transcript is sealed beside it."""
    if not parcel.media.startswith("text/"):
        raise _Unnamed(f"a sealed file of type {parcel.media} is not read: seal a transcript of it as a text file")
    try:
        content = freezable(parcel.content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _Unnamed("a sealed text that is not UTF-8 is not read: seal it again as UTF-8") from None
    return Text(document=sha256(parcel.content), reader="sealed", reader_version="1", content=content, language="und")


def seal_claims(case: Case, file: Path, identities: Sequence[Identity], *, by: str) -> int:
    """Seal the claims that a custodian wrote down about sealed texts, one JSON object a line, all of them or none; returns how many.

    A line is `{"item": ID, "claim": {...as `review` accepts it...}, "others": [IDs]}`. Raises Misused that names file and line and repeats
    no word of either; Refused, Damaged.
    """
    from witnessmark.review.accept import content_of
    from witnessmark.review.lines import read_lines

    permit(case, by, "claim-sealed", "item-sealed", "seal-opened")
    if case.path.resolve() in file.resolve().parents:
        raise Misused(f"{file}: this lies in the case's folder in the clear; move it out of it, and give it from there")
    items = {kept.item.item: kept.item for kept in kept_items(case)}
    texts: dict[str, Text] = {}
    ready: list[tuple[ItemSealed, Content, tuple[str, ...]]] = []
    for number, line in enumerate(read_lines(file), start=1):
        if isinstance(line, Misused):
            raise Misused(f"{file}: a line near the {number}th is no JSON object; it is not repeated here")
        try:
            line.only(frozenset({"item", "claim", "others"}))
            item = _testimony(items, line)
            if item.item not in texts:
                texts[item.item] = text_of_parcel(open_item(case, item, identities))
            ready.append((item, content_of(line.inner("claim"), texts[item.item]), _others(items, line)))
        except (Refused, Damaged):
            raise
        except _Unnamed as fault:
            raise Misused(f"{file}, line {line.number}: {fault}") from None
        except Misused:
            raise Misused(
                f"{file}, line {line.number}: this claim does not stand in its text (its words are not repeated here): look at its "
                "quotation, kind, value and unit",
            ) from None
    recipients = recipients_of(case)
    with alone(case, "seal"):
        for item, content, others in ready:
            _seal_claim(case, item, content, others, to=recipients, by=by)
    return len(ready)


def _testimony(items: dict[str, ItemSealed], line: Line) -> ItemSealed:
    words = line.text("item")
    found = [item for ident, item in items.items() if ident.startswith(words) and item.sort is Sort.TESTIMONY]
    if len(words) < 8 or len(found) != 1:
        raise _Unnamed(f'"item" names {len(found)} sealed testimonies: give at least 8 digits of an id that `seal` printed')
    return found[0]


def _others(items: dict[str, ItemSealed], line: Line) -> tuple[str, ...]:
    known = {item.about for item in items.values() if item.about}
    others = line.texts("others") if "others" in line.said else ()
    found = []
    for words in others:
        matching = [person for person in known if len(words) >= 8 and person.startswith(words)]
        if len(matching) != 1:
            raise _Unnamed(f'"others" names {len(matching)} protected persons: seal who they are first (`seal --identity --person new`)')
        found.append(matching[0])
    return tuple(sorted(set(found)))


def _seal_claim(case: Case, item: ItemSealed, content: Content, others: tuple[str, ...], *, to: Sequence[Recipient], by: str) -> None:
    from witnessmark.vault.parcel import Parcel

    salt, kept = secrets.token_hex(32), new_id()
    said: Json = {"content": encode(content), "form": _FORM, "salt": salt}
    parcel = Parcel(sort=Sort.CLAIM.value, name="claim", media="application/json", content=canonical(said))
    seal_parcel(case, kept, parcel, about=item.about, to=to, by=by)
    claim = ClaimSealed(
        claim=new_id(), item=kept, within=item.item, about=item.about, commitment=commitment(salt, content), others=others,
    )
    append(case, [("claim-sealed", claim)], by=by)


def commitment(salt: str, content: Content) -> str:
    """Return what an entry holds of a sealed claim: SHA-256 over form, salt (32 bytes) and canonical content."""
    return sha256(_FORM.encode() + b"\0" + bytes.fromhex(salt) + canonical(encode(content)))


def sealed_claims(case: Case) -> Iterator[ClaimSealed]:
    """Yield every sealed claim as its entry has it."""
    for row in case.ledger.rows("sealed-claim"):
        yield decode(ClaimSealed, row.body["sealed"])


def open_claim(case: Case, claim: ClaimSealed, identities: Sequence[Identity]) -> Opened:
    """Open a sealed claim with its text, in memory. Raises Damaged where it is not what its entry committed to."""
    import json

    items = {kept.item.item: kept.item for kept in kept_items(case)}
    if claim.item not in items or claim.within not in items:
        raise Damaged(f"sealed claim {claim.claim[:12]}: its file or its text is gone")
    said = json.loads(open_item(case, items[claim.item], identities).content)
    try:
        content, salt = decode(Content, said["content"]), str(said["salt"])
    except (KeyError, TypeError, ValueError):
        raise Damaged(f"sealed claim {claim.claim[:12]}: what is sealed is no claim") from None
    if commitment(salt, content) != claim.commitment:
        raise Damaged(f"sealed claim {claim.claim[:12]}: it is not the claim that its entry committed to")
    return Opened(sealed=claim, content=content, text=text_of_parcel(open_item(case, items[claim.within], identities)))


def findings_on_sealed(case: Case, identities: Sequence[Identity]) -> tuple[Finding, ...]:
    """Return what rule Q001 says of sealed claims: to whoever has no key, that it cannot be told. Nothing of it is written or published."""
    return tuple(_finding(case, claim, identities) for claim in sealed_claims(case))


def with_sealed(runs: Sequence[Run], sealed: Sequence[Finding]) -> tuple[Run, ...]:
    """Return runs as they are shown here: Q001 with what it says of sealed claims, which no stored run and no release holds."""
    return tuple(replace(run, findings=(*run.findings, *sealed)) if run.code == "Q001" else run for run in runs)


def _finding(case: Case, claim: ClaimSealed, identities: Sequence[Identity]) -> Finding:
    def said(verdict: Verdict, words: str) -> Finding:
        return Finding(
            code="Q001", verdict=verdict, about=(claim.claim,), message=f"sealed claim {claim.claim[:12]}: {words}",
            facts=(("why", "sealed"),), shuts=verdict is Verdict.FAILS,
        )

    if not identities:
        return said(Verdict.CANNOT_TELL, "cannot be told here (sealed): a custodian's machine can, with --key")
    try:
        opened = open_claim(case, claim, identities)
    except WitnessmarkError as fault:
        return said(Verdict.FAILS, str(fault))
    anchor = opened.content.anchor
    stands = opened.text.content[anchor.start : anchor.end] == anchor.quote and opened.text.digest == anchor.text
    return said(Verdict.HOLDS, "its words stand in the sealed text, code point by code point") if stands else said(
        Verdict.FAILS, "other words stand at its place in the sealed text",
    )
