"""The words of times of one language, and the patterns that are made of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from witnessmark.extract.lexicon import languages, lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The lists and patterns of a language."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    days: dict[str, int]
    counts: dict[str, int]
    sets: dict[str, frozenset[str]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """Kind of time and pattern, in the order in which they are tried at a place."""
    parts: re.Pattern[str]
    """"early", "the end of": what may stand before a time and leave it as it is. Ends where it is searched."""
    edges: tuple[tuple[str, re.Pattern[str]], ...]
    """`since`, `until`, `before`, `after`, with what says so right before a time."""
    cue: re.Pattern[str]
    """Words that tell future (group 1) from past (group 2), for lower case: a pattern that minds no case is five times as slow."""
    ends: frozenset[str]
    """The last words of `edges`: where none of them stands before a time, no edge does."""
    part_ends: frozenset[str]
    """The last words of `parts`."""


def words(code: str) -> TimeWords | None:
    """Return the words of a language (BCP 47), or null where it has no lists; `und` is read as English."""
    language = code.partition("-")[0]
    language = "en" if language == "und" else language
    return _words(language) if language in languages("times") else None


@functools.cache
def _words(language: str) -> TimeWords:
    lists = {kind: value["entries"] for kind, value in lexicon("times", language).items()}
    sets = {kind: frozenset(map(str, value)) for kind, value in lists.items() if isinstance(value, list)}
    return TimeWords(
        months={**lists["months"], **lists["months_short"]},
        weekdays=lists["weekdays"], seasons=lists["seasons"], days=lists["days"], counts=lists["counts"], sets=sets,
        patterns=tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _patterns(lists)),
        parts=re.compile(rf"(?<![\w-])(?:{_any(lists['parts'])})(?:[ \u00a0]|(?<=-))$", re.IGNORECASE),
        edges=tuple(
            (kind, re.compile(rf"(?<![\w-])(?:{_any(lists[kind])})[ \u00a0](?:the[ \u00a0])?$", re.IGNORECASE))
            for kind in ("since", "until", "before", "after")
        ),
        cue=_tense(_any(lists["future"]), _any(lists["past"])),
        ends=_last_words(word for kind in ("since", "until", "before", "after") for word in lists[kind]),
        part_ends=_last_words(lists["parts"]),
    )


def _tense(future: str, past: str) -> re.Pattern[str]:
    regular = r"(?!expected|scheduled|planned|slated|suspected)\w{2,}ed"
    return re.compile(rf"\b(?:({future})|({past}|{regular}))\b")


def _last_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(re.split(r"\W+", phrase.rstrip("-"))[-1] for phrase in phrases)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]") for word in sorted(words, key=len, reverse=True))


_NTH = "(?:st|nd|rd|th)?"
_RELATIVE = "this|last|next|past|previous|current|coming|the current|the coming|the past|the last|the previous|the following"


def _patterns(lists: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    """Return the patterns of times, each anchored at both ends by what is not a word."""
    short = "|".join(rf"{word}\b\.?" for word in sorted(lists["months_short"], key=len, reverse=True))
    month = rf"(?P<month>(?:{_any(lists['months'])})\b|{short})"
    year = r"(?P<year>(?:19|20)\d\d)(?![\d-]|[.,]\d)"
    whose = r"(?P<whose>this|last|next|that|the[ ]same|the[ ]following|the[ ]previous)[ ]year"
    dated = rf"(?:,?[ \u00a0](?:of[ ])?(?:{year}|{whose}))"
    weekday = rf"(?P<weekday>{_any(lists['weekdays'])})\b"
    season = rf"(?P<season>{_any(lists['seasons'])})\b"
    unit = r"(?P<unit>day|week|weekend|month|quarter|year|decade|century)"
    these = rf"(?:{year}|{whose})"
    counted = rf"(?P<count>\d{{1,3}}|{_any(lists['counts'])})[ ]"
    stretch = r"(?:over|in|during|within|for)[ ]the[ ](?:past|last|previous)[ ]"
    nth_quarter = r"(?:the[ ])?(?P<nth>first|second|third|fourth|last)[ ]quarter[ ](?:of[ ])?|Q(?P<q>[1-4])[ ](?:of[ ])?"
    modifier = "(?:(?:early|earlier|late|later|the end of|the beginning of|the start of)[ ])?"
    short_which = r"(?P<which>this|last|next|this past|this coming)[ ]"
    day_which = r"(?P<which>last|next|this|this past|this coming|the following|the previous)[ ]"
    lead = rf"(?:{_any(lists['weekdays'])})\b,?[ ](?:the[ ])?"
    found = [
        ("iso", r"(?P<iso>(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?)(?![\d-])"),
        ("days", rf"(?P<day>\d{{1,2}}){_NTH}[ ]?(?:-|–|to|and|until|or)[ ]?(?P<last>\d{{1,2}}){_NTH}[ \u00a0](?:of[ ])?{month}{dated}?"),
        ("days", rf"{month}[ \u00a0](?P<day>\d{{1,2}}){_NTH}[ ]?(?:-|–|to|and)[ ]?(?P<last>\d{{1,2}}){_NTH}(?![\w-]){dated}?"),
        ("day", rf"(?:{lead})?(?:the[ ])?(?P<day>\d{{1,2}}){_NTH}[ \u00a0](?:of[ ])?{month}{dated}?"),
        ("day", rf"(?:{lead})?{month}[ \u00a0](?:the[ ])?(?P<day>\d{{1,2}}){_NTH}(?![\w%]|[.,:]\d|[ ]?%){dated}?"),
        ("numeric", r"(?P<day>[0-3]?\d)(?P<mark>[./])(?P<second>[01]?\d|[0-3]\d)(?P=mark)(?P<year>(?:19|20)\d\d)(?!\w)"),
        ("month", rf"(?:(?P<which>this|last|next|this past|this coming|the same)[ ])?{month}{dated}?"),
        ("season", rf"(?:{short_which}|(?P<the>the)[ ])?{season}(?:(?:[ ]of)?[ \u00a0]{these})?"),
        ("quarter", rf"(?:{nth_quarter}){these}"),
        ("half", rf"(?:the[ ])?(?P<nth>first|second)[ ]half[ ]of[ ]{these}"),
        ("decade", r"(?:the[ ])?(?:(?:early|mid|late)[ -])?(?P<decade>(?:19|20)\d)0['’]?s\b"),
        ("era", r"(?:the[ ])?(?P<era>\d{1,2})(?:st|nd|rd|th)[ -]century\b"),
        ("span", r"(?P<year>(?:19|20)\d\d)[/–-](?P<last>(?:19|20)\d\d|\d\d)(?![\d/–-])"),
        ("ago", rf"{counted}(?P<unit>day|week|month|year|decade)s?[ ]ago\b"),
        ("shift", rf"{counted}(?P<unit>day|week|month|year)s?[ ](?P<way>earlier|later|before|afterwards?)\b(?![ ]than)"),
        ("shift", r"the[ ](?P<way>previous|following|next|same)[ ](?P<unit>day|week|month|year)\b"),
        ("shift", r"(?P<way>that)[ ](?P<unit>day|week|month|year)\b"),
        ("shift", r"the[ ](?P<unit>day|week|month|year)[ ](?P<way>before|after)\b(?![ ]\w)"),
        ("past", rf"{stretch}(?:{counted})?(?P<unit>day|week|month|year|decade)s?\b"),
        ("relative", rf"{modifier}(?P<which>{_RELATIVE})[ ]{unit}\b(?!['’-])"),
        ("relative", r"(?P<which>the (?:end|beginning|start) of the)[ ](?P<unit>week|month|year|decade|century)\b"),
        ("today", rf"(?P<today>{_any(lists['days'])})\b(?!['’]s)"),
        ("now", rf"(?P<now>{_any(lists['now'])})\b(?!-)"),
        ("weekday", rf"(?:{day_which})?{weekday}(?:[ ](?P<week>last week|this week|next week))?"),
        ("year", r"(?P<alone>(?:19|20)\d\d)(?![\d%]|[.,:/-]\d|[-–]?\w|[ ]?%)"),
    ]
    digits = r"(?<![\w$€£.,/])(?:(?<!\w[-–])|(?<=mid-)|(?<=late-)|(?<=early-))"
    return [(kind, f"{digits if kind in {'year', 'iso', 'span'} else _WORD}{pattern}") for kind, pattern in found]


_WORD = r"(?<![\w.,/])"
