"""Makes patterns of the slots and templates of times.yaml: numbers in digits and words, and any list by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from witnessmark.extract.time_templates import BLANK, any_of, parse, pattern, slots, spelled
from witnessmark.extract.time_templates import Sequence_ as Parts


class Lists(NamedTuple):
    """The lists of a language."""

    values: Mapping[str, Mapping[str, Any]]
    """What the phrases of a list mean, by list."""
    joined: bool
    """Words are written without blanks between them."""


class Template(NamedTuple):
    """A template of times."""

    kind: str
    pattern: re.Pattern[str]
    rule: str
    """The file, the list and the entry."""
    parts: Parts


_ANY = r"(?!(?<=\w)\w)"
"""A word ends here."""
_SMALL = r"(?![\d%]|[.,:]\d|[ ]?%)"
_YEAR = r"(?:19|20)\d\d"
_NUMBERS = {
    "year": rf"(?P<year>{_YEAR}@)(?![\d-]|[.,]\d)",
    "alone": rf"(?P<alone>{_YEAR})(?![\d%]|[.,:/-]\d|[-–]?\w|[ ]?%)",
    "yy": r"['’]?(?P<yy>\d\d)(?![\d%-]|[.,:/]\d|[ ]?%)",
    "day": rf"(?P<day>\d{{1,2}}{_SMALL}@)",
    "last": rf"(?P<last>\d{{1,2}}{_SMALL}@)",
    "m": rf"(?P<m>\d{{1,2}}{_SMALL}@)",
    "last_m": rf"(?P<last_m>\d{{1,2}}{_SMALL}@)",
    "count": r"(?P<count>\d{1,3}@)",
    "iso": rf"(?P<iso>{_YEAR}-[01]\d(?:-[0-3]\d)?)(?![\d-])",
    "numeric": rf"(?P<day>[0-3]?\d)(?P<mark>[./-])(?P<second>[01]?\d|[0-3]\d)(?P=mark)(?P<year>{_YEAR})(?!\w)",
    "numeric_short": r"(?P<day>[0-3]?\d)(?P<mark>[./-])(?P<second>[01]?\d)(?P=mark)(?P<yy>\d\d)(?![\w./-]\w|\w)",
    "roman_date": rf"(?P<day>[0-3]?\d)(?P<mark>[./-])(?P<roman>[IVX]{{1,4}})(?P=mark)(?P<year>{_YEAR})(?!\w)",
    "ymd": rf"(?P<year>{_YEAR})(?P<mark>[./])(?P<second>[01]?\d)(?P=mark)(?P<day>[0-3]?\d)(?!\w)",
    "span": rf"(?P<year>{_YEAR})[/–-](?P<last>{_YEAR}|\d\d)(?![\d/–-])",
    "decade": r"(?P<decade>(?:19|20)\d)0",
    "nineties": r"(?P<nineties>[1-9])0",
    "era": r"(?P<era>\d{1,2}@)",
    "d": rf"(?P<day>(?:[12]\d|3[01]|0?[1-9]){_SMALL})",
    "number": r"(?P<number>\d{1,4})",
    "until": rf"(?P<last>{_YEAR}|\d\d)(?!\d)",
    "roman": r"(?P<roman>[IVX]{1,5})",
    "reign": r"(?P<reign>\d{1,3}@)",
}
DIGITS = frozenset(("year", "alone", "iso", "numeric", "numeric_short", "roman_date", "ymd", "span", "decade", "nineties", "reign"))
"""Slots of digits that a time is found by."""
NUMBERS = frozenset(_NUMBERS)
_WORDY = {"day": "day_words", "last": "day_words", "year": "year_words", "count": "counts"}


def _slot(name: str, lists: Lists) -> str:
    values = lists.values
    if name in _NUMBERS:
        more, said = _NUMBERS[name], any_of(values.get(_WORDY.get(name, ""), {}))
        some = f"|{said}" if said else ""
        if lists.joined and "numerals" in values:
            some += f"|[{''.join(values['numerals'])}]" + ("{4}" if name == "year" else "{1,5}")
        more = more.replace("@", some)
        if not lists.joined:
            return more
        more = more.replace(r"(?!\w)", r"(?![\dA-Za-z])").replace("[/–-]", "[/–—~～-]")
        if name == "year":
            more = more.replace("(?:19|20)", "(?:[1１][9９]|[2２][0０])")
        return f"{BLANK}?{more}{BLANK}?"
    listed = {"units": "unit", "months": "month"}.get(name, name)
    if name == "month":
        short = "".join(rf"|{re.escape(word)}\b\.?" for word in sorted(values.get("months_short", {}), key=len, reverse=True))
        return rf"(?P<month>(?:{any_of(values['months'])})\b{short})"
    source = {**values["unit"], **values.get("units", {})} if name == "units" else values.get(name)
    if not source:
        raise ValueError(f"<{name}> is no number and there is no such list")
    return rf"(?P<{listed}>{any_of(source)})" + ("" if lists.joined else _ANY)


def _once_named(parts: Parts, lists: Lists) -> str:
    """Return the pattern of a template; what stands in a slot for the second time has a name with a number."""
    seen: dict[str, int] = {}

    def fill(name: str) -> str:
        body = _slot(name, lists)
        names = re.findall(r"\(\?P<(\w+)>", body)
        nth = max(seen.get(group, 0) for group in names) + 1
        seen.update(dict.fromkeys(names, nth))
        return body if nth == 1 else re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1\2__{nth}", body)

    return pattern(parts, fill)


TAILS = {"now": "(?!-)", "relative": "(?!['’-])", "today": r"(?!['’]\w)"}
"""What may not follow a time of a kind."""


def templates(language: str, kinds: Mapping[str, list[str]], lists: Lists) -> Iterator[Template]:
    """Yield the templates of a language in order.

    Raises:
        ValueError: A template names a list that there is not, or a brace is not closed; the message has the file, the list and the entry.
    """
    for kind, entries in kinds.items():
        for entry in entries:
            try:
                yield _template(language, kind, str(entry), lists)
            except (ValueError, re.error) as error:
                raise ValueError(f"{language}/times.yaml: {kind}: {entry}: {error}") from error


def _template(language: str, kind: str, entry: str, lists: Lists) -> Template:
    said, mark, behind = entry.partition("!")
    parts = parse(said)
    tail = _not_followed(kind, lists) + (rf"(?!{BLANK}(?:{any_of([*spelled(behind)])})\b)" if mark else "")
    if not lists.joined:
        tail = _ANY + TAILS.get(kind, "") + tail
    compiled = re.compile(f"{_begun(kind, parts, lists)}(?:{_once_named(parts, lists)}){tail}", re.IGNORECASE)
    return Template(kind, compiled, f"{language}/times.yaml: {kind}: {entry}", parts)


def _not_followed(kind: str, lists: Lists) -> str:
    spared = any_of([said for word in lists.values.get("not_followed", {}).get(kind, ()) for said in spelled(word)])
    if not spared:
        return ""
    return rf"(?!{BLANK}?(?:{spared}))" if lists.joined else rf"(?!{BLANK}(?:{spared})\b)"


_BARE = frozenset(("year", "iso", "span"))
"""Kinds of time that are digits alone: no money, no part of a longer number."""


def _begun(kind: str, parts: Parts, lists: Lists) -> str:
    """Return what a time begins behind."""
    if lists.joined:
        return r"(?<![\d$€£.,/A-Za-z])" if kind in _BARE or any(name in NUMBERS for name, _ in slots(parts)[:1]) else ""
    if kind not in _BARE:
        return r"(?<![\w.,/])"
    hyphened = "".join(rf"|(?<={re.escape(word)})" for word in lists.values.get("parts", {}) if word.endswith("-"))
    return rf"(?<![\w$€£.,/])(?:(?<!\w[-–]){hyphened})"
