"""N001 and N006: parts against the whole that they are said to be parts of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from witnessmark.records.claims import Claim, Listing, Modality, Span
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import View
from witnessmark.weigh.amounts import Bounds, added, apart, bounds, counted, plural, shown, spoken, within
from witnessmark.weigh.lexicon import beside
from witnessmark.weigh.names import key
from witnessmark.weigh.quoting import clip, counts_by_text, quoted

PERCENT = frozenset({"percent", "share", "%"})

LIST_BEGINS = re.compile(r"^[\s'\"”’»)]*[:：（(—–]")
"""What stands behind a whole that is then told apart."""

NEAR = Decimal(2)
"""Percentage points below a number that "nearly" still covers: our reading, printed on the rule's page."""

HALF_STEP = Decimal("0.5")
ROUND_STEP = Decimal(5)
"""A whole percentage may be rounded by half a point; a multiple of ten perhaps by five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The parts that point at one whole in one text, with the whole where it is an accepted claim."""

    span: Span
    whole: Claim | None
    parts: tuple[Claim, ...]
    shares: tuple[Claim, ...]


def check_sums(view: View) -> Iterator[Finding]:
    """N001 sum-mismatch.

    Checks: the counts that a text gives as parts of a whole add up to that whole.
    Why it matters: a sum that does not add up shows that a part was lost, or that the whole is somebody else's number.
    Holds: "nine: three in Barcelona, another three in Madrid, two in Valencia and one in Santiago": 3 + 3 + 2 + 1 = 9.
    Fails: the parts are more than the whole; or fewer, where the list gives itself as whole.
    Cannot tell: the whole is no accepted claim, a part counts other things or its unit is not noted, a part is denied, a number is only
    a bound, or nothing says that the list of parts is whole.
    Known limits: parts belong together when they point at the same words; two ways of dividing one whole that point at the same words
    are added. A list gives itself as whole when it was noted as closed, or when a colon, dash or bracket follows the number.
    Parts beside a percentage of the same whole are left to N006; one part alone, when smaller than the whole, is no sum.
    What to do: quote whole and parts as they stand; look for the part that is missing, or for the report that the whole came from.
    """
    for counts in counts_by_text(view, parts_only=True):
        for group in _groups(counts):
            if group.parts and not group.shares and (finding := _sum(group)):
                yield finding


def check_shares(view: View) -> Iterator[Finding]:
    """N006 share-mismatch.

    Checks: a percentage agrees with the numbers that the same text gives for the part and for the whole.
    Why it matters: a rounded share travels further than the two numbers that it was made from.
    Holds: 908 of 1,219, "74.5 %"; "more than 70 %".
    Fails: 908 of 1,219 is 74.5 %, and the text says "nearly 80 %".
    Cannot tell: the whole or the part is no accepted claim, or a number is only a bound; or a multiple of ten may be rounded by up to five.
    Known limits: of several parts, one whose place or object is that of the percentage is taken, else all are added. "Nearly" is read as
    up to two points below; a whole percentage as half a point to either side.
    What to do: print the share that the numbers give beside the words of the source; do not correct the source in silence.
    """
    for counts in counts_by_text(view, parts_only=True):
        for group in _groups(counts):
            for share in group.shares:
                yield _share(group, share)


def _groups(counts: Sequence[Claim]) -> Iterator[Group]:
    pointing: dict[tuple[int, int], list[Claim]] = {}
    for claim in counts:
        if (span := claim.content.part_of) is not None:
            pointing.setdefault((span.start, span.end), []).append(claim)
    for (start, end), parts in sorted(pointing.items()):
        units = [p.content.unit for p in parts if p.content.unit not in PERCENT]
        inside = [c for c in counts if c.content.anchor.start < end and start < c.content.anchor.end and c.content.unit not in PERCENT]
        yield Group(
            span=Span(start=start, end=end),
            whole=_whole(inside, parts, start, end, units[0] if units else None),
            parts=tuple(p for p in parts if p.content.unit not in PERCENT),
            shares=tuple(p for p in parts if p.content.unit in PERCENT),
        )


def _whole(inside: Sequence[Claim], parts: Sequence[Claim], start: int, end: int, unit: str | None) -> Claim | None:
    ids = {p.id for p in parts}
    found = [c for c in inside if c.id not in ids]
    return min(found, key=lambda c: (
        unit is not None and c.content.unit != unit,
        abs(c.content.anchor.start - start) + abs(c.content.anchor.end - end),
        c.content.anchor.start, c.id,
    ), default=None)


def _sum(group: Group) -> Finding | None:
    whole, parts = group.whole, group.parts
    given = [bounds(p.content) for p in parts]
    sums = [b for b in given if b is not None]
    reckoned = " + ".join(spoken(b) if b else "?" for b in given)
    if whole is None or (limits := bounds(whole.content)) is None:
        return _found(group, Verdict.CANNOT_TELL, f"{reckoned}: the whole is no accepted count")
    if why := _unlike(whole, parts, complete=len(sums) == len(given)):
        return _found(group, Verdict.CANNOT_TELL, f"{reckoned}: {why}")
    total = added(sums)
    if len(parts) == 1 and (_less(total, limits) or not (total.exact and limits.exact)):
        return None
    if apart(total, limits):
        return _found(group, *_missed(group, total, limits, reckoned))
    if total.exact and limits.exact:
        return _found(group, Verdict.HOLDS, f"{reckoned} = {spoken(limits)}")
    return _found(group, Verdict.CANNOT_TELL, f"{reckoned} may be {counted(limits, whole.content.unit)}: a number is only a bound")


def _missed(group: Group, total: Bounds, limits: Bounds, reckoned: str) -> tuple[Verdict, str]:
    unit = group.whole.content.unit if group.whole else None
    said = f"{reckoned} = {spoken(total)}, stated {counted(limits, unit)}"
    if not _less(total, limits) or _told_apart(group):
        return Verdict.FAILS, said
    return Verdict.CANNOT_TELL, f"{said}: nothing says that the list is whole"


def _less(total: Bounds, limits: Bounds) -> bool:
    return total.high is not None and limits.low is not None and total.high < limits.low


def _told_apart(group: Group) -> bool:
    if group.whole is None or group.whole.content.list is Listing.OPEN:
        return False
    if group.whole.content.list is Listing.CLOSED:
        return True
    anchor = group.whole.content.anchor
    behind = (anchor.quote + anchor.suffix)[group.span.end - anchor.start :] if group.span.end <= anchor.end else anchor.suffix
    return LIST_BEGINS.match(behind) is not None


def _unlike(whole: Claim, parts: Sequence[Claim], *, complete: bool) -> str:
    unit = whole.content.unit
    if not complete:
        return "a part has no number"
    if unit is None or any(p.content.unit is None for p in parts):
        return "a unit is not noted"
    if other := next((p.content.unit for p in parts if p.content.unit != unit), None):
        return f"a part counts {plural(other)}, the whole {plural(unit)}"
    if any((p.content.modality is Modality.DENIED) != (whole.content.modality is Modality.DENIED) for p in parts):
        return "one of them is denied"
    return ""


def _found(group: Group, verdict: Verdict, message: str) -> Finding:
    claims = ((group.whole,) if group.whole else ()) + group.parts
    return Finding(
        code="N001", verdict=verdict, about=tuple(c.id for c in claims), message=message, quotes=quoted(claims),
        facts=(("whole", _stated(group.whole)), *(("part", _stated(p)) for p in group.parts)),
    )


def _stated(claim: Claim | None) -> str:
    if claim is None or (limits := bounds(claim.content)) is None:
        return ""
    return f"{spoken(limits)} {claim.content.unit or ''} {claim.content.place or ''}".strip()


def _share(group: Group, share: Claim) -> Finding:
    parts, claimed = _numerator(group, share), clip(share.content.anchor.quote)
    whole = bounds(group.whole.content) if group.whole else None
    part = added([b for p in parts if (b := bounds(p.content))]) if parts else None
    claims = (share, *parts, *((group.whole,) if group.whole else ()))
    facts = [("claimed", claimed), ("part", spoken(part) if part else ""), ("whole", spoken(whole) if whole else "")]
    if whole is None or not parts or part is None:
        missing = "the whole" if whole is None else "the part"
        verdict, message = Verdict.CANNOT_TELL, f'claimed "{claimed}": {missing} is no accepted count'
    elif not (whole.exact and part.exact) or not whole.low or part.low is None:
        verdict, message = Verdict.CANNOT_TELL, f'{spoken(part)} of {spoken(whole)}, claimed "{claimed}": a number is only a bound'
    else:
        real = part.low * 100 / whole.low
        reckoned = shown(real.quantize(Decimal("0.1"), ROUND_HALF_UP)).removesuffix(".0")
        facts.append(("share", reckoned))
        verdict, why = _agrees(real, share)
        message = f'{spoken(part)} of {spoken(whole)} is {reckoned} %, claimed "{claimed}"' + (f": {why}" if why else "")
    return Finding(code="N006", verdict=verdict, about=tuple(c.id for c in claims), message=message, facts=tuple(facts),
                   quotes=quoted(claims))


def _numerator(group: Group, share: Claim) -> tuple[Claim, ...]:
    def same(part: Claim) -> bool:
        mine, its = share.content, part.content
        return any(a and key(a) == key(b) for a, b in ((mine.place, its.place), (mine.subject, its.subject)))

    return tuple(p for p in group.parts if same(p))[:1] or group.parts


def _agrees(real: Decimal, share: Claim) -> tuple[Verdict, str]:
    limits = bounds(share.content)
    if limits is None:
        return Verdict.CANNOT_TELL, "the percentage has no number"
    if limits.exact and limits.low is not None:
        step = limits.low.as_tuple().exponent
        half = HALF_STEP.scaleb(step) if isinstance(step, int) and step < 0 else HALF_STEP
        if abs(real - limits.low) <= half:
            return Verdict.HOLDS, ""
        if limits.low % 10 == 0 and abs(real - limits.low) <= ROUND_STEP:
            return Verdict.CANNOT_TELL, "it may be rounded to tens"
        return Verdict.FAILS, ""
    low = limits.low
    if low is None and limits.high is not None and beside("nearly").search(share.content.anchor.quote):
        low = limits.high - NEAR
    return (Verdict.HOLDS if within(real, Bounds(low=low, high=limits.high)) else Verdict.FAILS), ""
