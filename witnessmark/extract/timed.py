"""A time as a text has it."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.records.claims import When


class Timed(NamedTuple):
    """A time as the text has it, and what it means."""

    start: int
    end: int
    when: When
    words: str
    """Verbatim from start to end, with its preposition where that changes the meaning ("since 2019", "by June", "between ... and ...")."""
    sort: str
    """`date` (a day, month, year or season), `interval`, `since`, `by` (until, by), `before`, `after`, `relative` (yesterday, last month,
    on Monday), `now` (now, currently, to date), `anaphor` (the same day, a week earlier: resolved against the time before it),
    `attributive` ("a September report": dates the noun, not the deed), `dateline` ("LONDON, Nov 2 -": when it was written)."""
    rule: str
    """The entries of times.yaml that fired: "es/times.yaml: since: desde + month: <month> de <year>"."""
