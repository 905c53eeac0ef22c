"""Tells whether a word of a time is meant as one ("May" the month, "2018" the year), and whether the words around look ahead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from witnessmark.extract.time_words import TimeWords


def meant(text: str, kind: str, span: tuple[int, int], slots: Mapping[str, str], known: TimeWords) -> bool:
    """Return whether a word of a time is meant as one: "May" the month, "now" the time, "fall" the season."""
    check = _CHECKS.get(kind)
    return check is None or check(text, span, slots, known)


def _near(known: TimeWords, look: str, text: str, start: int, back: int) -> bool:
    """Whether words of a list stand right before a place."""
    pattern = known.looks[look]
    return pattern is not None and pattern.search(text, max(0, start - back), start) is not None


def _season(text: str, span: tuple[int, int], slots: Mapping[str, str], known: TimeWords) -> bool:
    if not known.has("seasons_words", slots["season"].lower()):
        return True
    return any(slots.get(name) for name in ("which", "the", "year", "whose")) or _near(known, "season_leads", text, span[0], 16)


_NEXT_WORD = re.compile(r"[ \u00a0]([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]$")


def _weekday(text: str, span: tuple[int, int], slots: Mapping[str, str], known: TimeWords) -> bool:
    start, end = span
    if _near(known, "weekday_not_before", text, start, 4):
        return False
    after = _NEXT_WORD.match(text, end)
    before = _LAST_WORD.search(text, max(0, start - 16), start)
    if after and after[1][0].isupper() and known.has("not_weekdays", after[1].lower()):
        return False
    if before and known.has("not_weekdays", before[1].lower()):
        return False
    name = slots.get("weekday")
    if not known.small or not name or not name[0].isupper() or name.isupper():
        return True
    begins = start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] in {". ", "? ", "! "}
    return begins and not (after and after[1][0].isupper())  # a name otherwise: "Domingo"


def _now(text: str, span: tuple[int, int], _slots: Mapping[str, str], known: TimeWords) -> bool:
    start, end = span
    spared = known.looks["not_now"]
    return spared is None or spared.search(text, max(0, start - 12), end + 8) is None


def _today(text: str, span: tuple[int, int], _slots: Mapping[str, str], known: TimeWords) -> bool:
    spared = known.looks["not_days"]
    return spared is None or spared.search(text, max(0, span[0] - 12), span[1] + 2) is None


def _iso(text: str, span: tuple[int, int], slots: Mapping[str, str], known: TimeWords) -> bool:
    """Tell the month 2009-10 from the school year."""
    return len(slots["iso"]) > len("2009-10") or not _near(known, "span_leads", text, span[0], 24)


def _month(text: str, span: tuple[int, int], slots: Mapping[str, str], known: TimeWords) -> bool:
    name, dated = slots.get("month"), any(slots.get(group) for group in ("year", "yy", "reign", "whose", "which"))
    if not name:
        return True
    plain = name.lower().rstrip(".")
    if known.small:
        if name[0].isupper() and not name.isupper():
            return dated
    elif not name[0].isupper():
        return False
    if dated or plain not in known.values["months"]:
        return dated
    if not known.has("months_words", plain):
        return True
    beside = known.looks["beside"]
    return (beside is not None and beside.match(text, span[1]) is not None) or _near(known, "month_leads", text, span[0], 12)


def _day(_text: str, _span: tuple[int, int], slots: Mapping[str, str], known: TimeWords) -> bool:
    name = slots.get("month")
    if not name or name.lower().rstrip(".") in known.values["months"]:
        return True
    return bool(slots.get("year") or slots.get("whose")) or known.has("months_short", name.lower().rstrip("."))


def _year(text: str, span: tuple[int, int], _slots: Mapping[str, str], known: TimeWords) -> bool:
    start, end = span
    if _near(known, "number_leads", text, start, 20) or _near(known, "not_times", text, start, 24):
        return False
    behind = known.looks["not_times_after"]
    if behind is not None and behind.match(text, end) is not None:
        return False
    counted = known.looks["counted"]
    if counted is None or counted.match(text, end) is None:
        return True
    return _near(known, "year_leads", text, start, 12)


def _day_alone(text: str, span: tuple[int, int], slots: Mapping[str, str], known: TimeWords) -> bool:
    counted = known.looks["counted"] if "weekday" in slots else None
    if counted is not None and counted.match(text, span[1]) is not None:
        return False  # "el martes 14 personas"
    return not _near(known, "day_not_before", text, span[0], 8)


def _relative(text: str, span: tuple[int, int], _slots: Mapping[str, str], known: TimeWords) -> bool:
    return not _near(known, "relative_not_before", text, span[0], 4)


_CHECKS = {
    "relative": _relative,
    "day_alone": _day_alone, "iso": _iso, "season": _season, "weekday": _weekday, "now": _now, "today": _today, "month": _month,
    "day": _day, "year": _year,
}

SENTENCE = 160
"""Code points of a sentence that are looked at for its tense."""
_STOP = re.compile(r"[.!?][\"”’)]*\s|[。！？；]|\n")


def future(text: str, start: int, end: int, known: TimeWords) -> bool | None:
    """Return whether the nearest verb before a time, or failing that the first after it, looks ahead; null where it may do either."""
    low = max(0, start - SENTENCE)
    for stop in _STOP.finditer(text, low, start):
        low = stop.end()
    last, ahead, until = None, False, -2
    for last in known.cue.finditer(*_lowered(text, low, start)):
        ahead = last.group(1) is not None or (ahead and last.start() == until + 1)  # "will be shut", "will be closed" look ahead
        until = last.end()
    if last is not None:
        return ahead
    stop_after = _STOP.search(text, end, end + SENTENCE)
    first = known.cue.search(*_lowered(text, end, stop_after.start() if stop_after else end + SENTENCE))
    if first is not None and known.has("either", first.group()):
        return None
    return first is not None and first.group(1) is not None


def _lowered(text: str, start: int, end: int) -> tuple[str, int]:
    """Return a stretch of a text in lower case with one letter before it, and where the stretch begins in that."""
    lead = min(start, 1)
    return text[start - lead : end].lower(), lead
