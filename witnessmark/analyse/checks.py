"""Rules on places: G001 place-unresolved, G002 registry-differs-from-claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from witnessmark.analyse.rollup import country_of, standing_sites
from witnessmark.records.claims import Claim, Kind, Modality
from witnessmark.records.decisions import SiteOpened
from witnessmark.records.findings import Finding, Quoted, Verdict
from witnessmark.records.view import Question, View

COUNTED_UNIT = "station"
"""What a row of the registry stands for."""


@dataclass(slots=True)
class _Named:
    """A place name and the claims that carry it, gathered while the claims stream by."""

    about: list[str] = field(default_factory=list)
    quote: Quoted | None = None


def check_place_resolved(view: View) -> Iterator[Finding]:
    """G001 place-unresolved.

    Checks: each place that a claim names stands for one place of the gazetteer, or a person chose which.
    Why it matters: a roll-up that guesses which Fuzhou, which Valencia or which Santiago was meant is wrong without looking wrong.
    Holds: "Barcelona", with the id of the Spanish city set by the person who accepted the claim.
    Fails: a name that no gazetteer place has; a name that several have and nobody chose; an id that no place has.
    Cannot tell: never; a name is either resolved or not.
    Known limits: a name that the gazetteer has once may still be another, unlisted place of that name.
    What to do: set `place_id` when accepting or mending the claim; add the place to the curated list where no gazetteer has it.
    """
    unresolved: dict[tuple[str, int], _Named] = {}
    resolved = 0
    seen: dict[str, int] = {}
    for claim in view.claims():
        name, ident = claim.content.place, claim.content.place_id
        if name is None and ident is None:
            continue
        if ident is not None:
            candidates = 1 if view.place(ident) is not None else NO_SUCH_ID
        else:
            candidates = seen.setdefault(name or "", len(view.places(name or "")))
        if candidates == 1:
            resolved += 1
            continue
        entry = unresolved.setdefault((name or ident or "", candidates), _Named())
        entry.about.append(claim.id)
        entry.quote = entry.quote or quoted(claim)
    for (name, candidates), named in sorted(unresolved.items()):
        what = _UNRESOLVED.get(candidates, f"stands for {candidates} places, and nobody chose")
        yield Finding(
            code="G001", verdict=Verdict.FAILS, about=tuple(sorted(named.about)), message=f"“{name}” {what}: {len(named.about)} claims",
            facts=(("place", name), ("candidates", str(candidates)), ("claims", str(len(named.about)))),
            quotes=(named.quote,) if named.quote else (),
        )
    if resolved:
        message = f"{resolved} claims name one known place each"
        yield Finding(code="G001", verdict=Verdict.HOLDS, about=(), message=message, facts=(("claims", str(resolved)),))


NO_SUCH_ID = -1
_UNRESOLVED = {0: "is not in the gazetteer", NO_SUCH_ID: "was given an id that no place of the gazetteer has"}


def quoted(claim: Claim) -> Quoted:
    """Return the words of a claim for a finding."""
    anchor = claim.content.anchor
    return Quoted(document=anchor.document, quote=anchor.quote, start=anchor.start, end=anchor.end)


def check_registry(view: View) -> Iterator[Finding]:
    """G002 registry-differs-from-claim.

    Checks: for each opened question "how many stations", every claimed total against the sum of the registry's rows in that place.
    Why it matters: a list and a total that differ show either places that nobody named or rows that count one station twice.
    Holds: nine claimed in Spain, and the rows of Spain that may be added make nine.
    Fails: 54 and 102 claimed, and the rows make 63: 39 of the larger total are named nowhere, and some rows are of later reports.
    Cannot tell: the registry has no row in that place; the claim is open-ended and the rows lie within it; or rows of which nobody knows
    whether they may be added decide it.
    Known limits: the registry has no date of its own; rows of all reports are added, whatever the date of the claimed total.
    What to do: open sites for places that are reported; say with `counted` and `overlaps` which rows may not be added, and why.
    """
    sites = [site.opened for site in standing_sites(view)]
    for question in view.questions():
        asked = question.asked
        if question.merged_into or asked.kind is not Kind.COUNT or asked.unit != COUNTED_UNIT:
            continue
        totals = [c for c in view.claims_of(question.id) if _is_total(c, question)]
        if totals:
            yield _compare(question, totals, [site for site in sites if _inside(view, site, asked.place_id)])


def _is_total(claim: Claim, question: Question) -> bool:
    content = claim.content
    if content.kind is not Kind.COUNT or content.unit != COUNTED_UNIT or content.value is None or content.part_of is not None:
        return False
    if content.modality in (Modality.DENIED, Modality.PLANNED):
        return False
    here = question.asked.place_id, question.asked.place
    return (content.place_id, content.place) == here or (content.place_id or content.place) in (*here, None)


def _inside(view: View, site: SiteOpened, place_id: str | None) -> bool:
    if place_id is None:
        return True
    if site.place_id == place_id:
        return True
    country = country_of(view, site)
    asked = view.place(place_id)
    if country is None or asked is None:
        return False
    if asked.kind == "country":
        return country.id == place_id
    return asked.kind == "continent" and country.continent == asked.name


def _compare(question: Question, totals: Sequence[Claim], sites: Sequence[SiteOpened]) -> Finding:
    added = sum(site.stations for site in sites if site.counted == "yes")
    rest = [site for site in sites if site.counted != "yes"]
    values = sorted({c.content.value or "" for c in totals}, key=Decimal)
    verdicts = {_fits(c, added, added + sum(site.stations for site in sites if site.counted == "unknown")) for c in totals}
    where = question.asked.place or "all places"
    claimed = " and ".join(f"{value} ({_gap(Decimal(value), added)})" for value in values)
    why = [f"{site.title}: {site.stations}, {site.overlaps or 'not known whether it may be added'}" for site in rest]
    beside = "; not added: " + "; ".join(why) if why else ""
    if not sites:
        verdict, message = Verdict.CANNOT_TELL, f"{where}: claimed {', '.join(values)}; the registry has no row here"
    else:
        verdict = Verdict.FAILS if False in verdicts else Verdict.CANNOT_TELL if None in verdicts else Verdict.HOLDS
        message = f"{where}: the registry's rows add up to {added}; claimed: {claimed}{beside}"
    return Finding(
        code="G002", verdict=verdict, about=(question.id, *(c.id for c in totals)), message=message,
        facts=(
            ("registry", str(added)), ("rows", str(len(sites) - len(rest))), ("not added", str(sum(s.stations for s in rest))),
            ("claimed", ", ".join(values)), ("place", where),
        ),
        quotes=tuple(quoted(c) for c in totals[:6]),
    )


def _fits(claim: Claim, least: int, most: int) -> bool | None:
    """Whether a claim and the registry agree; what may be added or not makes the registry a range, and an open end leaves it open."""
    content = claim.content
    exact = content.min is None and content.max is None
    low, high = (content.value, content.value) if exact else (content.min, content.max)
    if (low is not None and most < Decimal(low)) or (high is not None and least > Decimal(high)):
        return False
    within = low is not None and high is not None and least >= Decimal(low) and most <= Decimal(high)
    return True if within else None


def _gap(value: Decimal, added: int) -> str:
    gap = value - added
    if gap == 0:
        return "as many as the rows"
    return f"{gap} more than the rows name" if gap > 0 else f"{-gap} fewer than the rows"
