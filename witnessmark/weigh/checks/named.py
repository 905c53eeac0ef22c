"""N002: as many names as were counted."""

from __future__ import annotations

from collections.abc import Iterator

from witnessmark.records.claims import Claim, Kind, Listing
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import View
from witnessmark.weigh.amounts import Bounds, bounds, counted
from witnessmark.weigh.names import key
from witnessmark.weigh.quoting import quoted


def check_named(view: View) -> Iterator[Finding]:
    """N002 named-fewer-than-counted.

    Checks: a claim that counts things and names them one by one names as many as it counts.
    Why it matters: readers repeat the count; only the names can be checked.
    Holds: "two cities: Fuzhou and Qingtian"; a bound is kept, "at least two".
    Fails: "nine countries", of which seven are named, where the list gives itself as whole.
    Cannot tell: the list is open ("such as", "among others"), or nobody noted whether it is; or more are named than were counted.
    Known limits: one name for two things ("both Koreas") counts as one; two spellings of one name count as two.
    What to do: quote the count and the list as they stand; ask the source for the rest.
    """
    for claim in view.claims():
        limits = bounds(claim.content)
        if claim.content.kind is not Kind.COUNT or not claim.content.names or limits is None:
            continue
        named = len({key(name) or name for name in claim.content.names})
        yield _finding(claim, limits, named)


def _finding(claim: Claim, limits: Bounds, named: int) -> Finding:
    verdict, why = _verdict(claim.content.list, limits, named)
    said = f"{counted(limits, claim.content.unit)} counted, {named} named"
    return Finding(
        code="N002", verdict=verdict, about=(claim.id,), message=f"{said}: {why}" if why else said, quotes=quoted((claim,)),
        facts=(("counted", claim.content.value or ""), ("unit", claim.content.unit or ""), ("named", str(named)),
               ("list", claim.content.list.value if claim.content.list else "")),
    )


def _verdict(listing: Listing | None, limits: Bounds, named: int) -> tuple[Verdict, str]:
    if listing is Listing.OPEN:
        return Verdict.CANNOT_TELL, "the list is open"
    if limits.high is not None and named > limits.high:
        return Verdict.CANNOT_TELL, "one of them may be another name of the same"
    if limits.low is None or named >= limits.low:
        return Verdict.HOLDS, ""
    if listing is Listing.CLOSED:
        return Verdict.FAILS, ""
    return Verdict.CANNOT_TELL, "whether the list is whole was not noted"
