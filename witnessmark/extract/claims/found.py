"""What a finder found before it becomes a draft."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.records.claims import Kind, Listing, Modality, Span, When

Reasons = tuple[tuple[str, str], ...]


class Found(NamedTuple):
    """A claim in the words from first to last (exclusive) of a sentence. What is null is looked up by the rules of scope and speakers."""

    kind: Kind
    first: int
    last: int
    core: tuple[int, int]
    """The words that carry it: a speaker answers for the claim who answers for these."""
    reach: tuple[int, int] | None = None
    """The words in which its time and place are looked for, where they are more than its own."""
    subject: str | None = None
    object: str | None = None
    value: str | None = None
    min: str | None = None
    max: str | None = None
    unit: str | None = None
    place: str | None = None
    place_id: str | None = None
    time: When | None = None
    part_of: Span | None = None
    lent: int | None = None
    """Where the count begins that lent its noun to a number without one: what is said of the whole holds of its parts."""
    names: tuple[str, ...] = ()
    list: Listing | None = None
    modality: Modality | None = None
    said_by: tuple[str, ...] | None = None
    because: Reasons = ()
