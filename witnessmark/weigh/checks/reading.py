"""Q002: nothing is a claim that no person accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from witnessmark.records.claims import Claim
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Conclusion, View
from witnessmark.weigh.quoting import many, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What the ledger says was accepted: claims with their versions, and entries whose payload was erased."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)


def accepted(view: View) -> Accepted:
    """Return every claim and version that an entry accepted. Reads the log once."""
    found = Accepted()
    for written in view.entries():
        if written.entry.type != "claim-accepted":
            continue
        if written.payload is None:
            found.erased.add(written.entry.id)
        else:
            found.pairs.add((str(written.payload.get("claim")), str(written.payload.get("version"))))
    return found


def check_accepted(view: View) -> Iterator[Finding]:
    """Q002 claim-unread.

    Checks: every claim was accepted by an entry of the ledger in exactly this version, and every version that a conclusion cites was too.
    Why it matters: a finder's draft is a guess of a machine; nothing of it may be published as if somebody had read it.
    Holds: each claim has its entry, and its content has the digest that the entry names; one finding for all.
    Fails: a claim has no entry, or other content than was accepted; or a conclusion cites what nobody accepted.
    Cannot tell: the payload of the accepting entry was erased, so that its version can no longer be compared.
    Known limits: that the person had the role is rule L002, and that the words stand in the text is Q001. Reading with care is not shown
    by any entry.
    What to do: review the draft; then run `witnessmark rebuild`, for a claim without an entry can only come from a damaged projection.
    """
    known, claims, cited, wrong = accepted(view), 0, 0, 0
    for claim in view.claims():
        claims += 1
        if (finding := _claim(claim, known)) is not None:
            wrong += 1
            yield finding
    for conclusion in view.conclusions():
        cited += len(conclusion.drawn.claims)
        if (finding := _conclusion(conclusion, known)) is not None:
            wrong += 1
            yield finding
    if (claims or cited) and not wrong:
        yield Finding(
            code="Q002", verdict=Verdict.HOLDS, about=(), facts=(("claims", str(claims)), ("cited", str(cited))),
            message=f"{many(claims, 'claim')} and {many(cited, 'citation')}: each accepted by a person",
        )


def _claim(claim: Claim, known: Accepted) -> Finding | None:
    content = claim.content.version
    if content == claim.version and (claim.id, claim.version) in known.pairs:
        return None
    if content != claim.version:
        verdict, message = Verdict.FAILS, "the claim has other content than was accepted"
    elif claim.entry in known.erased:
        verdict, message = Verdict.CANNOT_TELL, "what was accepted was erased from its entry"
    else:
        verdict, message = Verdict.FAILS, "no entry accepted this claim"
    return Finding(code="Q002", verdict=verdict, about=(claim.id,), message=message, quotes=quoted((claim,)),
                   facts=(("version", claim.version), ("content", content)))


def _conclusion(conclusion: Conclusion, known: Accepted) -> Finding | None:
    drawn = conclusion.drawn
    missing = [c for c in drawn.claims if (c.claim, c.version) not in known.pairs]
    if not missing:
        return None
    verdict = Verdict.CANNOT_TELL if known.erased else Verdict.FAILS
    why = "no entry that can still be read accepted it" if known.erased else "nobody accepted it"
    return Finding(
        code="Q002", verdict=verdict, about=(drawn.conclusion, *(c.claim for c in missing)),
        message=f"cites {many(len(missing), 'claim')}: {why}",
        facts=tuple(("cited", f"{c.claim} {c.version}") for c in missing),
    )
