"""Finds times in text and resolves them to EDTF against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from witnessmark.extract.time_edges import edged, joined, listed, spoilt, word_before
from witnessmark.extract.time_meant import future, meant
from witnessmark.extract.time_read import Against, Published, Read, UnresolvedError, filled, names_no_year, plain
from witnessmark.extract.time_shifts import SHIFTS
from witnessmark.extract.time_slots import Template
from witnessmark.extract.time_triggers import Trigger, begins, triggers
from witnessmark.extract.time_values import VALUES
from witnessmark.extract.time_words import TimeWords, words
from witnessmark.extract.timed import Timed
from witnessmark.records.edtf import when

__all__ = ["Timed", "find_times"]


def find_times(text: str, *, published: str | None, language: str = "en") -> list[Timed]:
    """Return the times of a text in order, none overlapping another. Relative ones are left out where `published` cannot resolve them."""
    known = words(language)
    if known is None:
        return []
    page = _Page(text, Published.of(published), known)
    found: list[Timed] = []
    free = 0
    for at, trigger in triggers(text, known):
        if at < free:
            continue
        time = _time_at(page, at, trigger, free, found)
        if time is None:
            continue
        free = time.end
        span = joined(text, found[-1], time, known) if found else None
        if span is not None:
            found[-1] = span
            free = span.end
            continue
        if found and (dated := listed(text, found[-1], time, known)) is not None:
            found[-1] = dated
        time = edged(text, time, found[-1].end if found else 0, known)
        if time is not None:
            free = max(free, time.end)
            found.append(time)
    return found


class _Page(NamedTuple):
    """A text with its day of publication and the words of its language."""

    text: str
    day: Published | None
    known: TimeWords


def _time_at(page: _Page, at: int, trigger: Trigger, free: int, found: list[Timed]) -> Timed | None:
    text, known = page.text, page.known
    for start in begins(text, at, free, trigger):
        for template in trigger.templates:
            match = template.pattern.match(text, start)
            if match is None or match.end() <= at:
                continue
            slots = filled(match)
            if not meant(text, template.kind, match.span(), slots, known):
                continue
            time = _resolved(page, template, match, slots, found)
            if time is not None:
                return time
    return None


RESOLVERS = {**VALUES, **SHIFTS}
"""What resolves a time, by the kind of its template; a template is of one of these kinds."""
_SORT_OF = {
    "now": "now", "shift": "anaphor", "then": "since", "past": "interval", "ago": "relative", "ago_about": "relative", "ahead": "relative",
    "relative": "relative", "today": "relative", "weekday": "relative", "ongoing": "since", "day_alone": "relative",
}
_STANDING = frozenset(("attributive", "dateline", "now", "interval"))
"""Sorts of times that "the same day" does not point to."""
_POINTED = frozenset(("day", "days", "month", "season", "quarter", "half", "third"))
NEAR = 200
"""Code points within which a bare day shares the month of the time before it."""
_STOP = re.compile(r"[.!?][\"”’)]*\s|[。！？；]|\n")
_BACK = 12
"""Times before a time that may be what it points to."""


def _resolved(page: _Page, template: Template, match: re.Match[str], slots: Mapping[str, str], found: list[Timed]) -> Timed | None:
    text, day, known = page
    start, end = match.span()
    while end > start and text[end - 1] in " \u00a0\u202f":
        end -= 1
    while text[start] in " \u00a0\u202f":
        start += 1
    kind = template.kind
    before = next((t for t in reversed(found[-_BACK:]) if t.sort not in _STANDING), None)
    edtf = before.when.edtf if before is not None else None
    yearless = kind in _POINTED and names_no_year(slots)
    pointed = yearless or kind in {"weekday", "day_alone"}
    gap = text[before.end : start] if pointed and before is not None and 0 <= start - before.end <= NEAR else "\n"
    against = Against(
        published=day, future=pointed and future(text, start, end, known), before=edtf, beside=None if "\n" in gap else edtf,
        same=None if _STOP.search(gap) else edtf,
    )
    try:
        time = when(RESOLVERS[kind](Read(slots, against, known)))
    except (UnresolvedError, ValueError, OverflowError):
        return None
    sort = _SORT_OF.get(kind, "date")
    if sort == "date" and yearless:
        sort = "relative"
    elif kind == "relative" and "year" in slots:
        sort = "date"
    begun, ended = _with_parts(text, start, end, found[-1].end if found else 0, known)
    rule = template.rule
    if time.edtf.isdigit() and (begun, ended) != (start, end) and (part := _december(text, begun, start, end, ended, known)):
        time, rule = when(f"{time.edtf}-12"), f"{rule} + december: {part}"
    return Timed(start=begun, end=ended, when=time, words=text[begun:ended], sort=sort, rule=rule)


def _december(text: str, begun: int, start: int, end: int, ended: int, known: TimeWords) -> str | None:
    """Return the part of a year that is its last month, as the text has it: "fin 2022", "2022年底"; null where the part is another."""
    said = plain(text[begun:start] or text[end:ended]).strip()
    return said if known.has("december", said) else None


def _with_parts(text: str, start: int, end: int, free: int, known: TimeWords) -> tuple[int, int]:
    """Return a span with "early", "the end of" beside it."""
    if word_before(text, start, known) in known.part_ends:
        part = known.parts.search(text, max(0, start - 24), start)
        if part is not None and part.start() >= free:
            start = part.start()
    after = known.parts_after.match(text, end) if known.parts_after is not None and not spoilt(text, end, known) else None
    return start, after.end() if after is not None else end
