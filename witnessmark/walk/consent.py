"""What protected people allowed, as policy that the machine enforces; and what a withdrawal touches, listed at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.records.codec import decode
from witnessmark.records.entries import ProposalMade, ReleaseMade
from witnessmark.records.faults import Misused, Refused
from witnessmark.records.sealing import ClaimSealed, ConsentRecorded, Said, Sort, Standing, Use, in_force
from witnessmark.walk.begin import append, permit
from witnessmark.walk.begin import who as person_of
from witnessmark.walk.case import Case, alone, new_id
from witnessmark.walk.keys import recipients_of
from witnessmark.walk.sealing import kept_items, seal_parcel

if TYPE_CHECKING:
    from collections.abc import Collection

LARGEST = 2**20
"""Bytes of a record."""


def consent_by(case: Case, person: str) -> ConsentRecorded | None:
    """Return the newest record of a protected person, or null: then nothing is allowed."""
    row = case.ledger.row("consent", person)
    return decode(ConsentRecorded, row.body["recorded"]) if row else None


def record_consent(case: Case, file: Path, *, person: str, seconded_by: str | None, by: str) -> tuple[ConsentRecorded, bool]:
    """Seal a record of consent, and enter what of it a machine enforces; returns it, and whether its words promise a benefit.

    Raises Misused, Refused: a record about somebody who may not be able to consent needs a second person of the case.
    """
    from witnessmark.review.consent import consent_of, promises_benefit
    from witnessmark.vault.parcel import Parcel

    permit(case, by, "item-sealed", "consent-recorded")
    if case.path.resolve() in file.resolve().parents:
        raise Refused(f"{file}: this lies in the case's folder in the clear; move it out of it, and give it from there")
    try:
        content = file.read_bytes()[: LARGEST + 1]
    except OSError as fault:
        raise Misused(f"{file}: the record cannot be read ({fault.strerror})") from None
    second = person_of(case, seconded_by) if seconded_by else ""
    if second == by:
        raise Refused("who records a consent does not second it: another person of the case reads it")
    item, recipients = new_id(), recipients_of(case)
    recorded = consent_of(content, person=person, item=item, seconded_by=second)
    if recorded.concern and not second:
        raise Refused("a ward, or doubts about competence: a second person of the case reads the record and is named with --seconded-by")
    with alone(case, "seal"):
        parcel = Parcel(sort=Sort.CONSENT.value, name=file.name, media="application/yaml", content=content)
        seal_parcel(case, item, parcel, about=person, to=recipients, by=by)
        append(case, [("consent-recorded", recorded)], by=by)
    return recorded, promises_benefit(content)


def standing_of(consent: ConsentRecorded, *, day: str) -> Iterator[tuple[Use, str, str]]:
    """Yield (use, with whom, what holds on a day) for every answer; what was not asked stands nowhere, and is no."""
    for grant in consent.grants:
        if consent.standing is not Standing.ACTIVE and consent.standing is not Standing.PARTLY_WITHDRAWN:
            yield grant.use, grant.whom, f"no ({consent.standing})"
        elif in_force(grant, day=day):
            until = f" until {grant.until}" if grant.until else ""
            yield grant.use, grant.whom, f"yes{until}" + (", with conditions" if grant.conditional else "")
        elif grant.said is Said.YES:
            yield grant.use, grant.whom, f"no (its time is {grant.since or '..'}/{grant.until or '..'})"
        else:
            yield grant.use, grant.whom, f"no ({grant.said})"


def withdraw(case: Case, person: str, *, uses: Collection[Use], by: str) -> list[str]:
    """Withdraw a consent, wholly or for some uses, and return every thing that rests on it: sealed, proposed, released.

    From this moment no proposal made before can be confirmed, and the next is without it. Raises Misused where nothing was recorded.
    """
    from witnessmark.review.consent import withdrawn

    permit(case, by, "consent-recorded")
    before = consent_by(case, person)
    if before is None:
        raise Misused(f"no consent of {person[:12]} is on record: there is nothing to withdraw, and nothing was allowed")
    touched = touched_by(case, person)
    append(case, [("consent-recorded", withdrawn(before, frozenset(uses)))], by=by)
    return touched


def touched_by(case: Case, person: str) -> list[str]:
    """Return what rests on a person's consent, one line each: sealed things, sealed claims, and proposals that are void from now on.

    No release is among them: nothing that is sealed is in one.
    """
    lines = [f"sealed {kept.item.sort}  {kept.item.item[:12]}" for kept in kept_items(case, about=person)]
    lines += [f"claim  {claim.claim[:12]}" for claim in claims_about(case, person)]
    released = {decode(ReleaseMade, row.body["made"]).proposal for row in case.ledger.rows("release")}
    proposed = (decode(ProposalMade, row.body["made"]).proposal for row in case.ledger.rows("proposal"))
    return lines + [f"proposal  {one[:12]}  cannot be confirmed any more" for one in proposed if one not in released]


def claims_about(case: Case, person: str) -> Sequence[ClaimSealed]:
    """Return the sealed claims that tell of a person: their own, and those of others."""
    claims = (decode(ClaimSealed, row.body["sealed"]) for row in case.ledger.rows("sealed-claim"))
    return [claim for claim in claims if person == claim.about or person in claim.others]


def earlier_statements(case: Case, person: str) -> tuple[int, int]:
    """Return how many statements a person gave elsewhere, and here: nobody is to be asked twice without need (standards, H-11)."""
    consent = consent_by(case, person)
    here = sum(kept.item.sort is Sort.TESTIMONY for kept in kept_items(case, about=person))
    return consent.earlier if consent else 0, here
