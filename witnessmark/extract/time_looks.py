"""Makes patterns of what stands beside a time: since, until, articles, joints, and the words that say that it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from witnessmark.extract.time_slots import Lists
from witnessmark.extract.time_templates import BLANK, any_of

EDGES = ("since", "until", "before", "after", "dated", "dateline")
"""What stands beside a time and changes it, in the order in which it is looked for."""
NEVER = "(?!)"
WORD = r"(?<![\w-])"


class Around(NamedTuple):
    """An edge that stands on both sides of a time."""

    kind: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    entry: str


def sides(entries: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the phrases that stand before a time, and those after it ("... onwards"), without the mark of the time."""
    listed = [*entries]
    before = [entry.removesuffix("…").rstrip() for entry in listed if not entry.startswith("…")]
    return before, [entry.removeprefix("…").lstrip() for entry in listed if entry.startswith("…")]


def edges_of(lists: Lists) -> tuple[dict[str, list[str]], dict[str, list[str]], list[Around]]:
    """Return the phrases of each kind of edge that stand before a time, those behind it, and those on both sides."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    around: list[Around] = []
    for kind in EDGES:
        entries = lists.values.get(kind, {})
        two = [entry for entry in entries if "…" in entry.strip("…")]
        before[kind], after[kind] = sides(entry for entry in entries if entry not in two)
        for entry in sorted(two, key=len, reverse=True):
            first, _mark, last = entry.partition("…")
            behind = beginning([last.strip()], lists)
            if behind is not None:
                around.append(Around(kind, ending([first.strip()], lists), behind, entry))
    return before, after, around


def ending(phrases: Iterable[str], lists: Lists, *, articles: bool = True) -> re.Pattern[str]:
    """Return a pattern of phrases that ends where it is searched; an article may stand behind them."""
    said = any_of([*phrases]) or NEVER
    if lists.joined:
        return re.compile(rf"(?:{said}){BLANK}?$", re.IGNORECASE)
    some = any_of(lists.values.get("articles", {})) if articles else ""
    the = rf"(?:(?:{some})(?:{BLANK}|(?<=['’])))?" if some else ""
    return re.compile(rf"(?<![\w-])(?:{said})(?:{BLANK}|(?<=['’-])){the}$", re.IGNORECASE)


def beginning(phrases: Iterable[str], lists: Lists) -> re.Pattern[str] | None:
    """Return a pattern of phrases that stand behind a time, or null where there are none."""
    said = any_of([*phrases])
    if not said:
        return None
    return re.compile(rf"{BLANK}?(?:{said})" if lists.joined else rf"{BLANK}(?:{said})(?!\w)", re.IGNORECASE)


def last_words(phrases: Iterable[str], lists: Lists) -> frozenset[str]:
    """Return the last word of each phrase, of a joined script the last letter."""
    if lists.joined:
        return frozenset(phrase[-1] for phrase in phrases)
    return frozenset(re.split(r"\W+", phrase.rstrip("-'"))[-1] for phrase in phrases)


def tense(lists: Lists) -> re.Pattern[str]:
    """Return the pattern of what tells future from past."""
    values = lists.values
    ends = {kind: any_of(values.get(f"{kind}_endings", {})) for kind in ("future", "past")}
    said = {kind: any_of(values[kind]) for kind in ("future", "past")}
    if lists.joined:
        return re.compile(f"({said['future']})|({said['past']})")
    spared = any_of([*values["future"], *values.get("past_not", {})])
    future = said["future"] + (rf"|\w{{2,}}(?:{ends['future']})" if ends["future"] else "")
    past = said["past"] + (rf"|(?!(?:{spared})\b)\w{{2,}}(?:{ends['past']})" if ends["past"] else "")
    return re.compile(rf"\b(?:({future})|({past}))\b")


def _side(lists: Lists, kind: str, where: str) -> re.Pattern[str] | None:
    """Return the pattern of a list whose phrases stand left of a time (and end there), right of it, or about it."""
    said = any_of(lists.values.get(kind, {}))
    if not said:
        return None
    if where == "left":
        return re.compile(rf"{'' if lists.joined else WORD}(?:{said}){BLANK}{'?' if lists.joined else ''}$", re.IGNORECASE)
    if where == "right":
        return re.compile(rf"{BLANK}?(?:{said})" if lists.joined else rf"{BLANK}(?:{said})\b", re.IGNORECASE)
    return re.compile(rf"{'' if lists.joined else WORD}(?:{said})", re.IGNORECASE)


_LEFT = (
    "season_leads", "number_leads", "not_times", "owners", "day_not_before", "span_leads", "weekday_not_before", "habits",
    "relative_not_before",
)
_RIGHT = ("habits_after", "counted", "range_tails", "not_times_after", "spoilt")
_ABOUT = ("not_days", "not_now")
_SIDES = dict.fromkeys(_LEFT, "left") | dict.fromkeys(_RIGHT, "right") | dict.fromkeys(_ABOUT, "about")


def looks(lists: Lists) -> dict[str, re.Pattern[str] | None]:
    """Return the patterns of what stands beside a time, by list; null where the list is empty."""
    values, joined = lists.values, lists.joined
    blank, start = (f"{BLANK}?", "") if joined else (BLANK, WORD)
    articles = any_of(values.get("articles", {}))
    the = rf"(?:(?:{articles})(?:{BLANK}|(?<=['’])))?" if articles and not joined else ""

    def some(*kinds: str) -> str:
        return any_of([word for kind in kinds for word in values.get(kind, {})]) or NEVER

    tie = rf"{blank}(?:{some('joints', 'joints_led')})" + (blank if joined else rf"(?:{BLANK}|(?<=['’]))")
    made = {
        "month_leads": rf"(?:\b(?:{some('leads')})|[-–])[ \u00a0'’-]?$",
        "year_leads": rf"{start}(?:{some('year_leads')})[ \u00a0'’-]$",
        "beside": rf"[ \u00a0]?(?:{some('listed')}|[-–])[ \u00a0]?(?:{some('months', 'months_short')})",
        "joint": rf"{tie}{the}$|[ \u00a0]?[-–—~～〜][ \u00a0]?$",
        "led": rf"{blank}(?:{some('joints_led')}){blank}{the}$",
        "pair": rf"{start}(?P<word>{some('between', 'from')})(?:{blank}|(?<=['’])){the}$",
        "listed": rf",?{blank}(?:{some('listed')}){blank}(?:(?:{some('list_leads')}){blank})?|[,、]{blank}",
    }
    found: dict[str, re.Pattern[str] | None] = {name: re.compile(said, re.IGNORECASE) for name, said in made.items()}
    return found | {kind: _side(lists, kind, where) for kind, where in _SIDES.items()}
