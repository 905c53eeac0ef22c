"""Says where a claim holds by whose office takes a step, by what is one street or site throughout, or by a word that points at a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from witnessmark.extract.claims.clauses import Clause
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.numbered import PERSON
from witnessmark.extract.claims.phrases import clause_end
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot, several
from witnessmark.extract.claims.speakers import Frame
from witnessmark.extract.claims.stories import NOWHERE, Named
from witnessmark.extract.claims.units import unit_of
from witnessmark.extract.places import Mention
from witnessmark.records.claims import Draft, Kind, Modality

LONGEST_OPENING = 450
"""Code points of headline and first paragraphs in which the street of a story is named."""
LONGEST_PARTY = 4
"""Words of somebody to whom or from whom something goes: "an officer in M"."""
LONGEST_PART = 1
"""Words between a number and who speaks: "three of them said"."""
LONGEST_VERB = 24
"""Code points of the word behind the country that takes a step in a headline."""
LONGEST_NAME = 3
"""Words of the name of an office behind its town: "Bristol Crown Court"."""
STEPS = frozenset({Kind.ACT, Kind.MEASURE})


def street_of(mentions: Sequence[Mention], language: str) -> Named:
    """Return the street in which a text is set: the only one that it names, and named in the beginning."""
    ends = placing(language).street_ends
    streets = [m for m in mentions if " " in m.name and m.name.casefold().rpartition(" ")[2] in ends]
    if not streets or streets[0].start >= LONGEST_OPENING or len({m.name.casefold() for m in streets}) > 1:
        return NOWHERE
    return streets[0].name, None


def state_of(content: str, mentions: Sequence[Mention], language: str) -> Named:
    """Return the country with whose step a text begins: "Lithuania expels two diplomats"; none where it is only spoken of."""
    steps = placing(language).head_steps
    if not steps or not mentions:
        return NOWHERE
    m = mentions[0]
    country = not m.places or m.places[0].kind == "country"
    acts = content[m.end : m.end + LONGEST_VERB].casefold().split(" ")[1:2]
    if content[: m.start].strip() or m.adjective or m.within or not country or steps.isdisjoint(acts):
        return NOWHERE
    return m.name, m.places[0].id if m.places else None


def in_state(found: Found, c: Clause, spots: Sequence[Spot]) -> bool:
    """Whether a step without a place of its own is one of the country that takes the step at the head of the text."""
    official = words_of("measure", "officials", "words", c.language)
    if found.kind is not Kind.MEASURE or any(not spot.mention.adjective for spot in spots):
        return False
    return found.subject is None or not official.isdisjoint(found.subject.casefold().split())


def of_town(found: Found, c: Clause, spots: Sequence[Spot]) -> Spot | None:
    """Return the town before the office or person of a step: "a Melbourne jury", "convicts a Hull man"."""
    if not c.grammar.base_is_finite or found.kind is not Kind.MEASURE:
        return None
    officials = words_of("measure", "officials", "words", c.language)
    for spot in spots:
        places = spot.mention.places
        if spot.mention.adjective or not places or places[0].kind != "city" or not found.first <= spot.first < found.last:
            continue
        if c.words.ends[spot.last - 1] >= c.words.starts[min(spot.last, c.sentence.last - 1)]:
            continue
        near = range(spot.last, min(spot.last + LONGEST_NAME, c.sentence.last))
        named = next((n for n in near if not c.words.capital(n)), spot.last + LONGEST_NAME)
        office = any(c.low(n) in officials for n in near if n <= named)
        if office or unit_of(c.low(spot.last), c.language) == PERSON:
            return spot
    return None


def to_party(found: Found, c: Clause, spot: Spot) -> bool:
    """Whether a place only says where somebody is to whom something goes, or from whom it comes: "to an officer in M"."""
    q, g, n = placing(c.language), c.grammar, spot.first - 1
    if not g.base_is_finite or c.low(n) not in q.opening or found.kind is Kind.PRESENCE:
        return False
    person = unit_of(c.low(n - 1), c.language) == PERSON or c.low(n - 1) in words_of("control", "bodies", "words", c.language)
    for k in range(n - 1, max(c.sentence.first, n - 1 - LONGEST_PARTY), -1):
        if c.low(k) in g.indefinites:
            return person and c.low(k - 1) in q.parties
        if c.sign(k) or k in c.verbs:
            return False
    return False


def points_there(found: Found, c: Clause) -> bool:
    """Whether a claim says "there" of a town or country that was named before."""
    q, g = placing(c.language), c.grammar
    near = range(max(found.first, c.sentence.first + 1), clause_end(c, found.last))
    return any(c.low(n) in q.there_named and c.low(n + 1) not in g.auxiliaries and c.low(n + 1) not in g.being for n in near)


def in_street(found: Found, spots: Sequence[Spot], language: str) -> bool:
    """Whether a claim without a place of its own is one of the street in which a text is set."""
    if any(not spot.mention.adjective for spot in spots) or (found.kind is Kind.MEASURE and found.modality is Modality.PLANNED):
        return False
    missions = words_of("measure", "missions", "words", language)
    if found.kind is Kind.DENIAL and not missions.isdisjoint((found.subject or "").casefold().split()):
        return False  # a mission answers for the state that sent it
    return found.kind is not Kind.PRESENCE and (found.kind is not Kind.COUNT or found.unit == PERSON)


def at_street(found: Found, c: Clause) -> bool:
    """Whether a claim speaks of the one site that a text is about: "the office", "the rooms", "there"."""
    q = placing(c.language)
    like = words_of("units", "station_like", "words", c.language)
    for n in range(found.first, clause_end(c, found.last)):
        low = c.low(n)
        if c.low(n - 1) in q.back and (low in q.premises or (low in like and not several(low, c.language))):
            return True
        if low in q.there_named and n > c.sentence.first and c.low(n + 1) not in c.grammar.being:
            return True
    return False


def outside(found: Found, frames: Sequence[Frame], spots: Sequence[Spot]) -> Sequence[Spot]:
    """Return the places that may be where people are who are counted as they speak: none of what they say."""
    if found.kind is not Kind.COUNT or not spots:
        return spots
    behind = [f for f in frames if found.core[0] < f.span[1] <= f.content[0] and f.span[0] - LONGEST_PART <= found.core[1]]
    own = [f.content for f in behind if found.core[1] <= f.span[1]]
    return [spot for spot in spots if not any(first <= spot.first < last for first, last in own)] if own else spots


def tie_end(found: Found, c: Clause) -> int:
    """Return where the words of a claim end; of a tie that a relative or participle tells, before the verb of its sentence."""
    if found.kind is not Kind.LINK or not c.grammar.base_is_finite:
        return found.last
    return next((n for n in range(found.core[1], found.last) if n in c.verbs), found.last)


def past_apposition(c: Clause, end: int) -> int:
    """Return the end of a clause that goes on behind who somebody is: "followed the man, a nurse, around the town"."""
    g, q = c.grammar, placing(c.language)
    if not g.base_is_finite or c.low(end) != "," or c.low(end + 1) not in g.articles:
        return end
    close = next((n for n in range(end + 2, min(end + 8, c.sentence.last)) if c.sign(n)), None)
    if close is None or c.low(close) != "," or any(n in c.verbs or n in c.numbers for n in range(end, close)):
        return end
    return clause_end(c, close + 1) if c.low(close + 1) in q.opening or close + 1 in c.times else end


def same_case(c: Clause, found: Sequence[Found], drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a sentence; a step on "the case" or "them" holds where the step before it in the sentence does."""
    if not c.grammar.base_is_finite or len(drafts) < 2:
        return drafts
    return [_same_case(c, f, made, list(zip(found, drafts, strict=True))) for f, made in zip(found, drafts, strict=True)]


def _same_case(c: Clause, f: Found, made: Draft, beside: Sequence[tuple[Found, Draft]]) -> Draft:
    own, known = made.content, placing(c.language).cases
    if f.kind is not Kind.MEASURE or own.place is not None or known.isdisjoint((own.object or "").casefold().split()):
        return made
    before = next((d.content for g, d in reversed(beside) if g.kind in STEPS and g.core[0] < f.core[0] and d.content.place), None)
    if before is None:
        return made
    why = f"that of the {before.kind.value} {before.anchor.quote!r}"
    return replace(made, content=replace(own, place=before.place, place_id=before.place_id), because=(*made.because, ("place", why)))
