"""Finds times in text and resolves them to EDTF against the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from witnessmark.extract.time_triggers import begins, patterns_of, triggers
from witnessmark.extract.time_values import Against, Published, UnresolvedError, resolve
from witnessmark.extract.time_words import TimeWords, words
from witnessmark.records.claims import When
from witnessmark.records.edtf import when


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


def find_times(text: str, *, published: str | None, language: str = "en") -> list[Timed]:
    """Return the times of a text in order, none overlapping another. Relative ones are left out where `published` cannot resolve them."""
    known = words(language)
    if known is None:
        return []
    day = Published.of(published)
    found: list[Timed] = []
    free = 0
    for at, sort in triggers(text):
        if at < free:
            continue
        time = _time_at(text, (at, sort), free, day, known, found)
        if time is None:
            continue
        free = time.end
        joined = _joined(text, found[-1], time) if found else None
        if joined is not None:
            found[-1] = joined
            continue
        if found and _LISTED.fullmatch(text, found[-1].end, time.start) and _takes_year(found[-1], time) and found[-1].sort == "relative":
            found[-1] = found[-1]._replace(when=when(_year_of_second(found[-1].when.edtf, time.when.edtf)), sort="date")
        found.append(_edged(text, time, found[-1].end if found else 0, known))
    return found


def _time_at(text: str, trigger: tuple[int, str], free: int, day: Published | None, known: TimeWords, found: list[Timed]) -> Timed | None:
    at, (back, patterns, openers) = trigger[0], patterns_of(trigger[1])
    for start in begins(text, at, free, back, openers):
        for kind, pattern in patterns:
            match = pattern.match(text, start)
            if match is None or match.end() <= at or not _meant(text, kind, match, known):
                continue
            time = _resolved(text, kind, match, day, known, found)
            if time is not None:
                return time
    return None


def _resolved(text: str, kind: str, match: re.Match[str], day: Published | None, known: TimeWords, found: list[Timed]) -> Timed | None:
    start, end = match.span()
    before = next((t.when.edtf for t in reversed(found) if t.sort not in {"attributive", "dateline", "now", "interval"}), None)
    pointed = kind == "weekday" or (kind in {"day", "days", "month", "season"} and _names_no_year(match))
    future = pointed and _future(text, start, end, known)
    try:
        edtf = resolve(kind, match, Against(published=day, future=future, before=before), known)
        time = when(edtf)
    except (UnresolvedError, ValueError, OverflowError):
        return None
    sort = _SORT_OF.get(kind, "date")
    if sort == "date" and _names_no_year(match):
        sort = "relative"
    part = known.parts.search(text, max(0, start - 24), start) if _word_before(text, start) in known.part_ends else None
    start = part.start() if part is not None and (not found or part.start() >= found[-1].end) else start
    return Timed(start=start, end=end, when=time, words=text[start:end], sort=sort)


_SORT_OF = {
    "now": "now", "shift": "anaphor", "past": "interval", "ago": "relative", "relative": "relative", "today": "relative",
    "weekday": "relative",
}


def _names_no_year(match: re.Match[str]) -> bool:
    return "year" in match.re.groupindex and match["year"] is None


def _meant(text: str, kind: str, match: re.Match[str], known: TimeWords) -> bool:
    """Return whether a word of a time is meant as one: "May" the month, "now" the time, "fall" the season."""
    start, end = match.span()
    if kind == "month":
        return _month_meant(text, match, known)
    if kind == "season":
        alone = match["season"].lower() in known.sets["seasons_words"]
        led = match["which"] or match["the"] or match["year"] or match["whose"] or _LED.search(text, max(0, start - 8), start)
        return not alone or bool(led)
    if kind == "weekday":
        after = _NEXT_WORD.match(text, end)
        before = _LAST_WORD.search(text, max(0, start - 12), start)
        names = known.sets["not_weekdays"]
        return not (after and after[1][0].isupper() and after[1].lower() in names) and not (before and before[1].lower() in names)
    if kind == "now":
        around = text[max(0, start - 8) : end + 8].lower()
        return not any(phrase in around for phrase in known.sets["not_now"])
    if kind == "year":
        return _year_meant(text, match)
    return True


_LED = re.compile(r"\b(?:in|since|by|until|during|over)[ ]$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[ \u00a0]([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_LEADS = "in|of|since|until|till|by|from|to|and|early|mid|late|before|after|between|through|during|or|end"
_TO_MONTH = re.compile(rf"(?:\b(?:{_LEADS}|as|last|this|next)|[-–])[ \u00a0-]?$", re.IGNORECASE)
_FULL = frozenset(("may", "june", "july"))


_BESIDE = re.compile(r"[ \u00a0]?(?:and|to|or|-|–)[ \u00a0]?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def _month_meant(text: str, match: re.Match[str], known: TimeWords) -> bool:
    groups = match.groupdict()
    name, dated = match["month"], bool(groups["year"] or groups["whose"] or groups["which"])
    if not name[0].isupper():
        return False
    short = len(name.rstrip(".")) <= 4 and name.lower() not in _FULL
    if short or dated:
        return dated
    beside = _BESIDE.match(text, match.end()) or _TO_MONTH.search(text, max(0, match.start() - 9), match.start())
    return name.lower() not in known.sets["months_words"] or beside is not None


_COUNTED = re.compile(r"[ \u00a0](?:people|persons|men|women|children|officers|arrests|deaths|cases|stations|such|of)\b", re.IGNORECASE)
_BEFORE_YEAR = re.compile(rf"\b(?:{_LEADS}|year|spring|summer|autumn|fall|winter)[ \u00a0-]$", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:than|over|least|nearly|almost|some|approximately|page|section|article|no\.)[ \u00a0]$", re.IGNORECASE)


def _year_meant(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if _BOUND.search(text, max(0, start - 15), start):
        return False
    counted = _COUNTED.match(text, end) is not None
    return not counted or _BEFORE_YEAR.search(text, max(0, start - 9), start) is not None


SENTENCE = 160
"""Code points of a sentence that are looked at for its tense."""
_STOP = re.compile(r"[.!?][\"”’)]*\s|\n")


def _future(text: str, start: int, end: int, known: TimeWords) -> bool:
    """Return whether the nearest verb before a time, or failing that the first after it, looks ahead."""
    low = max(0, start - SENTENCE)
    for stop in _STOP.finditer(text, low, start):
        low = stop.end()
    last = None
    for last in known.cue.finditer(*_lowered(text, low, start)):  # noqa: B007 -- only the last one is wanted
        pass
    if last is not None:
        return last.group(1) is not None
    stop_after = _STOP.search(text, end, end + SENTENCE)
    first = known.cue.search(*_lowered(text, end, stop_after.start() if stop_after else end + SENTENCE))
    return first is not None and first.group(1) is not None


def _lowered(text: str, start: int, end: int) -> tuple[str, int]:
    """Return a stretch of a text in lower case with one letter before it, and where the stretch begins in that."""
    lead = min(start, 1)
    return text[start - lead : end].lower(), lead


_JOINTS = re.compile(r"[ \u00a0](?:and|to|until|till|through)[ \u00a0](?:the[ ])?$|[ \u00a0]?[-–—][ \u00a0]?$", re.IGNORECASE)
_PAIR = re.compile(r"(?<!\w)(?P<word>between|from)[ \u00a0](?:the[ ])?$", re.IGNORECASE)
_PLAIN = frozenset({"date", "relative", "now"})
_FIRST = _PLAIN | {"since", "attributive"}


def _joined(text: str, first: Timed, second: Timed) -> Timed | None:
    """Return the span of "between A and B", "from A to B", "A - B", or null where the two stand each for itself."""
    if second.start - first.end > 12 or second.sort not in _PLAIN or first.sort not in _FIRST:
        return None
    gap = text[first.end : second.start]
    if _JOINTS.match(gap) is None:
        return None
    lead = _PAIR.search(text, max(0, first.start - 14), first.start)
    word = lead["word"].lower() if lead else "from" if first.sort == "since" else ""
    if "and" in gap.lower() and word != "between":
        return None
    start, low, high = lead.start() if lead else first.start, _low(first), _high(second)
    if low and high and _takes_year(first, second):
        low = _year_of_second(low, high)
    try:
        time = when(f"{low}/{high}")
    except ValueError:
        return None
    return Timed(start=start, end=second.end, when=time, words=text[start : second.end], sort="interval")


_LISTED = re.compile(r",?[ \u00a0](?:and|or)[ \u00a0](?:in[ ])?|,[ ]")
_YEARLESS = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:/.*)?")


def _takes_year(first: Timed, second: Timed) -> bool:
    """Return whether a month or day without a year stands before one with a year: "April to July 2021", "March and April 2021"."""
    unsaid = first.sort == "relative" or (first.sort == "since" and not any(c.isdigit() for c in first.words[-4:]))
    return unsaid and second.sort == "date" and _YEARLESS.fullmatch(first.when.edtf) is not None and "/" not in second.when.edtf


def _year_of_second(low: str, high: str) -> str:
    """Return the low end put into the year of the high end: "between April and July 2021"."""
    moved = high[:4] + low[4:]
    return moved if moved[: len(high)] <= high else f"{int(high[:4]) - 1:04d}{low[4:]}"


def _low(time: Timed) -> str | None:
    return time.when.edtf.partition("/")[0] or None


def _high(time: Timed) -> str | None:
    first, _slash, last = time.when.edtf.partition("/")
    last = last or first
    return None if last == ".." else last


def _word_before(text: str, start: int) -> str:
    """Return the word before a place in lower case, up to a blank or hyphen that stands between; nothing where there is none."""
    end = at = start - 1
    while at > 0 and text[at - 1].isalnum() and end - at < LONGEST_LEAD:
        at -= 1
    return text[at:end].lower() if end > 0 and text[end] in " \u00a0-" else ""


LONGEST_LEAD = 16
"""Letters of a word that may stand before a time and change it."""


def _edge_before(text: str, start: int, known: TimeWords) -> bool:
    word = _word_before(text, start)
    return (_word_before(text, start - 4) if word == "the" else word) in known.ends


_ONWARDS = re.compile(r"[ \u00a0](?:onwards?|on)\b(?![ \u00a0](?:the|a|an|\d))", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z .,'’/()-]{2,40},?[ \u00a0]$")
_DATELINE_END = re.compile(r"[ \u00a0]?(?:\([A-Za-z ]{2,30}\)[ \u00a0]?)?[-–—:][ \u00a0]")


def _edged(text: str, time: Timed, free: int, known: TimeWords) -> Timed:
    """Return a time with what stands before it: since, until, before, after; or as dating a noun."""
    for kind, pattern in known.edges if _edge_before(text, time.start, known) else ():
        edge = pattern.search(text, max(free, time.start - 28), time.start)
        if edge is not None:
            changed = _changed(kind, edge.group().lower(), time)
            if changed is None:
                return time
            return time._replace(start=edge.start(), words=text[edge.start() : time.end], when=changed[0], sort=changed[1])
    if time.sort not in {"date", "relative"}:
        return time
    onwards = _ONWARDS.match(text, time.end)
    if onwards is not None and text[max(0, time.start - 5) : time.start].lower() == "from " and (low := _low(time)):
        start = time.start - 5
        return time._replace(start=start, end=onwards.end(), words=text[start : onwards.end()], when=when(f"{low}/.."), sort="since")
    line = text.rfind("\n", max(0, time.start - 60), time.start) + 1
    if (line or time.start < 60) and _DATELINE.fullmatch(text[line : time.start]) and _DATELINE_END.match(text, time.end):
        return time._replace(sort="dateline")
    return time._replace(sort="attributive") if _attributive(text, time, known) else time


def _changed(kind: str, said: str, time: Timed) -> tuple[When, str] | None:
    """Return the time and sort that an edge makes of a time; null leaves it as it is."""
    low, high = _low(time), _high(time)
    if low is None or high is None or ".." in time.when.edtf:
        return None
    if kind == "since":
        return None if said.startswith("as of") else (when(f"{low}/.."), "since")
    if kind == "until":
        return None if time.sort == "now" else (when(f"../{high}"), "by")
    bound = time.when.earliest if kind == "before" else time.when.latest
    if bound is None or time.sort in {"now", "anaphor"}:
        return None
    beside = _beside(bound, low if kind == "before" else high, -1 if kind == "before" else 1)
    return (when(f"../{beside}"), "before") if kind == "before" else (when(f"{beside}/.."), "after")


def _beside(bound: str, like: str, step: int) -> str:
    """Return the day, month or year before or after a bound, as exact as what was said."""
    day = date.fromisoformat(bound) + timedelta(days=step)
    return day.isoformat()[: max(4, len(like))]


_OWNER = re.compile(r"(?:\b(?:a|an|the|its|their|his|her|our|this|that)|['’]s?)[ \u00a0]$", re.IGNORECASE)
_NOUN = re.compile(r"[ \u00a0](?P<noun>[a-z][a-z-]{2,})\b")


def _attributive(text: str, time: Timed, known: TimeWords) -> bool:
    """Return whether a time stands before a noun that it dates: "a September report", "the 2022 law"."""
    noun = _NOUN.match(text, time.end)
    if noun is None or noun["noun"] in known.sets["nouns_not"] or noun["noun"].endswith(("ed", "ly")):
        return False
    first = time.words.split()[0].lower()
    if time.words.lower().split()[-1] in known.seasons and _LED.search(text, max(0, time.start - 8), time.start):
        return False
    owned = first in {"the", "a"} or _OWNER.search(text, max(0, time.start - 8), time.start) is not None
    return owned and time.words.lower().split()[0] not in {"this", "last", "next"}
