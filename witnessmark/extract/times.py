"""Finds times in text and resolves them to EDTF against the day of publication."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
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

__all__ = ["Before", "Timed", "find_times", "last_named", "looked_for", "times_after"]


class Before(NamedTuple):
    """The time that was named last before a sentence."""

    edtf: str
    gap: int | None
    """Code points between the two; null where they stand in different paragraphs."""


def find_times(text: str, *, published: str | None, language: str = "en") -> list[Timed]:
    """Return the times of a text in order, none overlapping another. Relative ones are left out where `published` cannot resolve them."""
    return times_after(text, None, published=published, language=language)[0]


def looked_for(text: str, language: str) -> list[tuple[int, Trigger]]:
    """Return the words and digits of a text that a time may be found by, with where: without one it holds no time."""
    known = words(language)
    return triggers(text, known) if known is not None else []


def last_named(times: Sequence[Timed]) -> Timed | None:
    """Return the last of some times that "the same day" may point to, or null."""
    return next((t for t in reversed(times[-_BACK:]) if t.sort not in _STANDING), None)


_day_of = functools.lru_cache(maxsize=1024)(Published.of)


def times_after(
    text: str, before: Before | None, *, published: str | None, language: str = "en", by: Sequence[tuple[int, Trigger]] | None = None
) -> tuple[list[Timed], bool]:
    """Return the times of a text after the one that was named before it, and whether one of them may hang on that.

    `by` is what `looked_for` gives, where that was asked before.
    """
    known = words(language)
    if known is None:
        return [], False
    page = _Page(text, _day_of(published), known, before, [])
    found: list[Timed] = []
    free = 0
    for at, trigger in triggers(text, known) if by is None else by:
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
    return found, bool(page.leaning)


class _Page(NamedTuple):
    """A text with its day of publication and the words of its language."""

    text: str
    day: Published | None
    known: TimeWords
    earlier: Before | None
    leaning: list[str]
    """The kinds of the times that hang on what was named before the text."""


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
_LEANING = frozenset(("shift", "then", "day_alone"))
"""Kinds of times that may hang on one named before them."""
_POINTED = frozenset(("day", "days", "month", "season", "quarter", "half", "third"))
NEAR = 200
"""Code points within which a bare day shares the month of the time before it."""
_STOP = re.compile(r"[.!?][\"”’)]*\s|[。！？；]|\n")
_BACK = 12
"""Times before a time that may be what it points to."""


def _resolved(page: _Page, template: Template, match: re.Match[str], slots: Mapping[str, str], found: list[Timed]) -> Timed | None:
    text, day, known, earlier, _leaning = page
    start, end = match.span()
    while end > start and text[end - 1] in " \u00a0\u202f":
        end -= 1
    while text[start] in " \u00a0\u202f":
        start += 1
    kind = template.kind
    before = last_named(found)
    yearless = kind in _POINTED and names_no_year(slots)
    pointed = yearless or kind in {"weekday", "day_alone"}
    if before is None:
        if kind in _LEANING or "whose" in slots:
            page.leaning.append(kind)
        near = earlier is not None and earlier.gap is not None and earlier.gap + start <= NEAR and "\n" not in text[:start]
        edtf = earlier.edtf if earlier is not None else None
        beside, same = edtf if near and pointed else None, None
    else:
        edtf = before.when.edtf
        gap = text[before.end : start] if pointed and 0 <= start - before.end <= NEAR else "\n"
        beside, same = None if "\n" in gap else edtf, None if _STOP.search(gap) else edtf
    against = Against(
        published=day, future=pointed and future(text, start, end, known), before=edtf, beside=beside, same=same,
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
