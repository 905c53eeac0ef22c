"""N005: which number of places belongs to which number of things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from witnessmark.records.claims import Claim, Modality
from witnessmark.records.edtf import overlap
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import View
from witnessmark.weigh.amounts import bounds, number, plural, shown
from witnessmark.weigh.quoting import AT_MOST, counts_by_text, listed, many, quoted

PLACES = frozenset({"country", "city", "continent", "region", "province", "town", "state"})

ENDS = re.compile("[.!?;。！？；\n]")
"""What ends the sentence within which two numbers belong together; a point inside a number does not stand between two quotations."""

SPREAD = re.compile(r"([0-9][0-9,.]*)\s+([a-z]+)")
"""`21 countries` in a noted scope."""

SINGULAR = {plural(unit): unit for unit in PLACES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number of things in a number of places, as one text pairs them."""

    thing: Claim
    place: Claim
    """The claim that counts the places, or once more the thing's claim where its noted scope says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """One pairing, with the first texts that make it."""

    things: Decimal
    places: Decimal
    said: list[Said] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)


Pairings = dict[tuple[Decimal, Decimal], Pairing]


def check_scopes(view: View) -> Iterator[Finding]:
    """N005 scope-differs.

    Checks: a number of things and the number of places that it is given with belong to the same count.
    Why it matters: a report counts 30 stations in 21 countries for one bureau and 54 in 30 for both; repeated as "54 in 21", the figure is
    nobody's, and the defence needs only this one sentence.
    Holds: two or more documents give the number of things with the same number of places, and none gives it with another.
    Fails: 54 is said with 21, while 54 is also said with 30, and 21 with 30 stations: the parts come from two counts.
    Cannot tell: one number of things stands with several numbers of places, and nothing shows which of them was taken from elsewhere.
    Known limits: numbers are paired within one sentence, at most 64 characters apart, or by the noted scope ("21 countries"); pairs are
    compared over the whole case by unit and number; a pair of the same things at a time that is known to be another is left out. A pair
    said once is no finding.
    What to do: print the three quotations side by side; ask the source which count the places belong to.
    """
    by_units: dict[tuple[str, str], Pairings] = {}
    for counts in counts_by_text(view, parts_only=False):
        for said in _pairs(counts):
            things, places = bounds(said.thing.content), _places(said)
            if things and things.exact and things.low is not None and places:
                found = by_units.setdefault((said.thing.content.unit or "", places[1]), {})
                pairing = found.setdefault((things.low, places[0]), Pairing(things=things.low, places=places[0]))
                pairing.documents.add(said.thing.content.anchor.document)
                if len(pairing.said) < 3:
                    pairing.said.append(said)
    for (thing, place), pairings in sorted(by_units.items()):
        yield from _judge(pairings, thing, place)


def _pairs(counts: Sequence[Claim]) -> Iterator[Said]:
    for sentence in _sentences([c for c in counts if c.content.modality is not Modality.DENIED]):
        things = [c for c in sentence if c.content.unit and c.content.unit not in PLACES]
        for claim in things:
            if claim.content.scope and claim.content.scope.places:
                yield Said(thing=claim, place=claim)
        for place in (c for c in sentence if c.content.unit in PLACES):
            before = [t for t in things if t.content.anchor.start <= place.content.anchor.start]
            if before or len(things) == 1:
                yield Said(thing=(before or things)[-1], place=place)


def _sentences(counts: Sequence[Claim]) -> Iterator[list[Claim]]:
    sentence: list[Claim] = []
    for claim in counts:
        if sentence and _apart(sentence[-1], claim):
            yield sentence
            sentence = []
        sentence.append(claim)
    if sentence:
        yield sentence


def _apart(one: Claim, other: Claim) -> bool:
    first, second = one.content.anchor, other.content.anchor
    gap = second.start - first.end
    if gap <= 0:
        return False
    between = first.suffix[:gap] if gap <= len(first.suffix) else first.suffix + second.prefix[-(gap - len(first.suffix)) :]
    return len(between) < gap or ENDS.search(between) is not None


def _places(said: Said) -> tuple[Decimal, str] | None:
    if said.place is not said.thing:
        limits = bounds(said.place.content)
        return (limits.low, said.place.content.unit or "") if limits and limits.exact and limits.low is not None else None
    noted = said.thing.content.scope.places if said.thing.content.scope else None
    found = SPREAD.search((noted or "")[:200].casefold())
    value = number(found.group(1).replace(",", "").rstrip(".")) if found else None
    unit = SINGULAR.get(found.group(2), found.group(2)) if found else ""
    return (value, unit) if value is not None and unit in PLACES else None


def _judge(pairings: Pairings, thing: str, place: str) -> Iterator[Finding]:
    by_things: dict[Decimal, list[Pairing]] = {}
    by_places: dict[Decimal, list[Pairing]] = {}
    for pairing in pairings.values():
        by_things.setdefault(pairing.things, []).append(pairing)
        by_places.setdefault(pairing.places, []).append(pairing)
    mixed: set[Decimal] = set()
    for pairing in pairings.values():
        same_things = next((p for p in by_things[pairing.things] if p is not pairing and _comparable(p, pairing)), None)
        same_places = next((p for p in by_places[pairing.places] if p is not pairing), None)
        if same_things and same_places:
            mixed.add(pairing.things)
            yield _found(Verdict.FAILS, (pairing, same_things, same_places), thing, place)
    for things, given in sorted(by_things.items()):
        if len(given) > 1 and things not in mixed:
            yield _found(Verdict.CANNOT_TELL, given, thing, place)
        elif len(given) == 1 and len(given[0].documents) > 1:
            yield _found(Verdict.HOLDS, given, thing, place)


def _comparable(one: Pairing, other: Pairing) -> bool:
    first, second = one.said[0].thing.content, other.said[0].thing.content
    return overlap(first.time, second.time) is not False


def _found(verdict: Verdict, pairings: Sequence[Pairing], thing: str, place: str) -> Finding:
    said = [f"{shown(p.things)} in {shown(p.places)}" for p in pairings]
    if verdict is Verdict.FAILS:
        message = f"{said[0]}: {said[1]} and {said[2]} are also on record ({plural(thing)} in {plural(place)})"
    elif verdict is Verdict.CANNOT_TELL:
        message = f"{shown(pairings[0].things)} {plural(thing)} in {listed(shown(p.places) for p in pairings)} {plural(place)}"
    else:
        message = f"{said[0]} in {many(len(pairings[0].documents), 'document')} ({plural(thing)} in {plural(place)})"
    claims = tuple(_claims(pairings))
    return Finding(
        code="N005", verdict=verdict, about=tuple(dict.fromkeys(c.id for c in claims)), message=message, quotes=quoted(claims),
        facts=(("things", plural(thing)), ("places", plural(place)), *(("pair", pair) for pair in said[:20])),
    )


def _claims(pairings: Sequence[Pairing]) -> Iterator[Claim]:
    for pairing in pairings[:AT_MOST]:
        first = pairing.said[0]
        yield from (first.thing,) if first.thing is first.place else (first.thing, first.place)
