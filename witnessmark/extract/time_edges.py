"""What stands beside a time and changes it: since, until, before, after, about; from A to B; the noun that it dates; a dateline."""

from __future__ import annotations

import re
from datetime import date, timedelta

from witnessmark.extract.time_words import TimeWords
from witnessmark.extract.timed import Timed
from witnessmark.records.claims import When
from witnessmark.records.edtf import when

LONGEST_LEAD = 16
"""Letters of a word that may stand before a time and change it."""


def word_before(text: str, start: int, known: TimeWords) -> str:
    """Return the word before a place in lower case, up to a blank, apostrophe or hyphen between; of a joined script the letter."""
    if start == 0:
        return ""
    end = at = start - 1
    if known.joined:
        return text[at] if text[at] not in " \u00a0" or at == 0 else text[at - 1]
    if text[end] not in " \u00a0-'’":
        return ""
    low = max(0, end - LONGEST_LEAD)
    at = max(text.rfind(" ", low, end) + 1, low)
    if not text[at:end].isalnum():
        at = end
        while at > low and text[at - 1].isalnum():
            at -= 1
    return text[at:end].lower()


_PLAIN = frozenset({"date", "relative", "now"})
_FIRST = _PLAIN | {"since", "attributive", "by"}


def joined(text: str, first: Timed, second: Timed, known: TimeWords) -> Timed | None:
    """Return the span of "between A and B", "from A to B", "A - B", or null where the two stand each for itself."""
    if second.start - first.end > 16 or second.sort not in _PLAIN or first.sort not in _FIRST - {"by"}:
        return None
    gap = text[first.end : second.start]
    tie = known.looks["joint"]
    if tie is None or tie.match(gap) is None:
        return None
    pair = known.looks["pair"]
    lead = pair.search(text, max(0, first.start - 20), first.start) if pair is not None else None
    word = lead["word"].lower().replace("’", "'") if lead else ""
    led = known.looks["led"]
    if led is not None and led.match(gap) is not None and word not in known.values["between"]:
        return None
    start, low, high = lead.start() if lead else first.start, _low(first), _high(second)
    if low and low.endswith("X") and first.words[-1].isdigit():
        low = f"{low[:-1]}0"  # "between the years 1990 and 1995" has no decade in it
    if low and high and takes_year(first, second):
        low = year_of_second(low, high)
    time = _span(low, high) or _span(low, year_of_first(low, second))
    if time is None:
        return None
    tail = known.looks["range_tails"]
    after = tail.match(text, second.end) if tail is not None else None
    end = after.end() if after is not None else second.end
    said = f"{word} ... {gap.strip()} ..." if word else f"... {gap.strip()} ..."
    rule = f"{known.language}/times.yaml: joints: {said} + {_entry(first.rule)} + {_entry(second.rule)}"
    return Timed(start=start, end=end, when=time, words=text[start:end], sort="interval", rule=rule)


def _span(low: str | None, high: str | None) -> When | None:
    try:
        return when(f"{low}/{high}")
    except ValueError:
        return None


def year_of_first(low: str | None, second: Timed) -> str | None:
    """Return the high end put into the year of the low end, or the one after: "from October 2022 to 3 November"."""
    high = _high(second)
    if not low or not high or second.sort != "relative" or _NAMED.search(second.rule) is None or not low[:4].isdigit():
        return None
    moved = low[:4] + high[4:]
    return moved if moved >= low[: len(moved)] else f"{int(low[:4]) + 1:04d}{high[4:]}"


def _entry(rule: str) -> str:
    return rule.partition(": ")[2]


def listed(text: str, first: Timed, second: Timed, known: TimeWords) -> Timed | None:
    """Return the first of "March and April 2021" with the year of the second; null where it has its own."""
    tie = known.looks["listed"]
    if first.sort != "relative" or tie is None or tie.fullmatch(text, first.end, second.start) is None or not takes_year(first, second):
        return None
    return first._replace(when=when(year_of_second(first.when.edtf, second.when.edtf)), sort="date")


_NAMED = re.compile(r"(?:yaml: | \+ )(?:day|days|month|season|day_alone): ")
_YEARLESS = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:/.*)?")


def takes_year(first: Timed, second: Timed) -> bool:
    """Return whether a month or day without a year stands before one with a year: "April to July 2021", "March and April 2021"."""
    unsaid = first.sort == "relative" or (first.sort == "since" and not any(c.isdigit() for c in first.words[-4:]))
    named = _NAMED.search(first.rule) is not None
    return unsaid and named and second.sort == "date" and _YEARLESS.fullmatch(first.when.edtf) is not None and "/" not in second.when.edtf


def year_of_second(low: str, high: str) -> str:
    """Return the low end put into the year of the high end: "between April and July 2021"."""
    moved = high[:4] + low[4:]
    return moved if moved[: len(high)] <= high else f"{int(high[:4]) - 1:04d}{low[4:]}"


def _low(time: Timed) -> str | None:
    return time.when.edtf.partition("/")[0] or None


def _high(time: Timed) -> str | None:
    first, _slash, last = time.when.edtf.partition("/")
    last = last or first
    return None if last == ".." else last


_CAPITALS = re.compile(r"[A-Z][A-Z .,'’/()-]{2,40},?[ \u00a0]$")
_DATELINE_END = re.compile(r"[ \u00a0]?(?:\([A-Za-z ]{2,30}\)[ \u00a0]?)?[-–—:][ \u00a0]")


def edged(text: str, time: Timed, free: int, known: TimeWords) -> Timed | None:
    """Return a time with what stands before it: since, until, before, after; or as dating a noun; null where it is a habit."""
    if time.sort == "relative" and _NAMED.search(time.rule) is not None and _habit(text, time, known):
        return None
    time = _approximate(text, time, free, known)
    changed = _edge(text, time, free, known)
    if changed is not None:
        return changed
    if time.sort not in {"date", "relative"}:
        return time
    line = text.rfind("\n", max(0, time.start - 60), time.start) + 1
    if (line or time.start < 60) and _CAPITALS.fullmatch(text[line : time.start]) and _DATELINE_END.match(text, time.end):
        return time._replace(sort="dateline")
    return time._replace(sort="attributive") if _attributive(text, time, known) else time


def _habit(text: str, time: Timed, known: TimeWords) -> bool:
    """Whether every such day is meant: "every 5 May", "30 June of each year"."""
    before, behind = known.looks["habits"], known.looks["habits_after"]
    if before is not None and before.search(text, max(0, time.start - 16), time.start) is not None:
        return True
    return behind is not None and behind.match(text, time.end) is not None


def _edge(text: str, time: Timed, free: int, known: TimeWords) -> Timed | None:
    """Return a time with the words beside it that change it, or null where none do."""
    clean = not spoilt(text, time.end, known)
    for kind, before, after, entry in known.around if clean else ():
        behind = after.match(text, time.end)
        ahead = before.search(text, max(free, time.start - 28), time.start) if behind is not None else None
        if behind is not None and ahead is not None:
            return _changed(text, time, (kind, entry), (ahead.start(), behind.end()), known)
    if word_before(text, time.start, known) in known.edge_ends:
        low = max(free, time.start - 28)
        edges = [(edge.start(), kind, edge.group()) for kind, pattern in known.edges if (edge := pattern.search(text, low, time.start))]
        if edges:
            start, kind, said = min(edges, key=lambda found: found[0])  # "prior to" before "to"
            return _changed(text, time, (kind, said.strip().lower()), (start, time.end), known)
    for kind, pattern in known.edges_after if clean else ():
        edge = pattern.match(text, time.end)
        if edge is not None:
            return _changed(text, time, (kind, "..." + edge.group().strip().lower()), (time.start, edge.end()), known)
    return None


def spoilt(text: str, end: int, known: TimeWords) -> bool:
    """Whether a word begins behind a time that only looks like one that changes it."""
    look = known.looks["spoilt"]
    return look is not None and look.match(text, end) is not None


def _changed(text: str, time: Timed, edge: tuple[str, str], span: tuple[int, int], known: TimeWords) -> Timed:
    """Return what an edge makes of a time; the time itself where it leaves it as it is."""
    changed = _when_changed(edge, time, known)
    if changed is None:
        return time
    if edge[0] in {"dated", "dateline"}:
        span = (time.start, time.end)
    start, end = span
    rule = f"{known.language}/times.yaml: {edge[0]}: {edge[1]} + {_entry(time.rule)}"
    return time._replace(start=start, end=end, words=text[start:end], when=changed[0], sort=changed[1], rule=rule)


def _when_changed(edge: tuple[str, str], time: Timed, known: TimeWords) -> tuple[When, str] | None:
    kind, said = edge
    if kind in {"dated", "dateline"}:
        return (time.when, "attributive" if kind == "dated" else "dateline") if time.sort in {"date", "relative"} else None
    low, high = _low(time), _high(time)
    if low is None or high is None or ".." in time.when.edtf:
        return None
    if kind == "since":
        return None if known.has("no_edge", said) else (when(f"{low}/.."), "since")
    if kind == "until":
        return None if time.sort == "now" else (when(f"../{high}"), "by")
    return None if time.sort in {"now", "anaphor"} else _beyond(kind, time, (low, high), known)


def _beyond(kind: str, time: Timed, ends: tuple[str, str], known: TimeWords) -> tuple[When, str] | None:
    """Return the times before or after a time; before the end of a year is by that year, after its beginning since it."""
    before = kind == "before"
    if _part(time, "ends" if before else "starts", known):
        return (when(f"../{ends[1]}"), "by") if before else (when(f"{ends[0]}/.."), "after")
    bound = time.when.earliest if before else time.when.latest
    if bound is None:
        return None
    return (_past(bound, ends[0], -1), "before") if before else (_past(bound, ends[1], 1), "after")


def _part(time: Timed, kind: str, known: TimeWords) -> bool:
    """Whether a time is said to be the beginning, or the end, of something."""
    said = time.words.lower()
    return any(said.startswith(part) or said.endswith(part) for part in known.values.get(kind, {}))


def _past(bound: str, like: str, step: int) -> When:
    """Return the times before or after a bound, as exact as what was said."""
    day = (date.fromisoformat(bound) + timedelta(days=step)).isoformat()[: max(4, len(like.rstrip("~")))]
    return when(f"../{day}" if step < 0 else f"{day}/..")


def _approximate(text: str, time: Timed, free: int, known: TimeWords) -> Timed:
    """Return a time that is said to be about right as such."""
    before, after = known.approximate
    edtf = time.when.edtf
    if time.sort not in {"date", "relative"} or "/" in edtf or "X" in edtf:
        return time
    ahead = before.search(text, max(free, time.start - 20), time.start) if before is not None else None
    behind = after.match(text, time.end) if after is not None and not spoilt(text, time.end, known) else None
    if ahead is None and behind is None:
        return time
    start, end = ahead.start() if ahead else time.start, behind.end() if behind else time.end
    said = ahead.group().strip().lower() if ahead else behind.group().strip().lower() if behind else ""
    rule = f"{known.language}/times.yaml: approximate: {said} + {_entry(time.rule)}"
    return time._replace(start=start, end=end, words=text[start:end], when=when(f"{edtf}~"), rule=rule)


_NOUN = re.compile(r"[ \u00a0](?P<noun>[a-z][a-z-]{2,})\b")


def _attributive(text: str, time: Timed, known: TimeWords) -> bool:
    """Return whether a time stands before a noun that it dates: "a September report", "the 2022 law"."""
    owner = known.looks["owners"]
    noun = _NOUN.match(text, time.end) if owner is not None else None
    if owner is None or noun is None or known.has("nouns_not", noun["noun"]):
        return False
    if noun["noun"].endswith(tuple(known.values.get("nouns_not_endings", {}))):
        return False
    said = time.words.lower().split()
    leads = known.looks["season_leads"]
    if known.has("season", said[-1]) and leads is not None and leads.search(text, max(0, time.start - 16), time.start):
        return False
    owned = known.has("articles_owning", said[0]) or owner.search(text, max(0, time.start - 8), time.start) is not None
    return owned and not known.has("pointing", said[0])
