"""Holds what a finder offers against the text: a claim whose words, names or number do not stand there is dropped and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from witnessmark.records.canonical import Json
from witnessmark.records.claims import Content, Draft, Kind, Modality, When
from witnessmark.records.edtf import when
from witnessmark.records.texts import Text

LONGEST_QUOTE = 2_000
LONGEST_NAME = 300
LONGEST_CHAIN = 8
MOST = 2_000
"""Offers of one answer that are looked at."""
FIELDS = frozenset({
    "kind", "quote", "start", "modality", "said_by", "value", "min", "max", "unit", "subject", "object", "place", "time",
})
_DECIMAL = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_UNIT = re.compile(r"[a-z][a-z -]{0,38}[a-z]")
_EDTF = re.compile(r"[0-9XYSEu./~?%+:TZ-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Our own grammars, by which a number or a time that a finder gives is read once more."""

    numbers: Callable[[str], Collection[str]]
    """Gives the values and bounds that stand in a quotation, as decimal strings."""
    times: Callable[[Text], Collection[str]]
    """Gives the times of a text as EDTF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is left of an answer."""

    drafts: tuple[Draft, ...]
    dropped: tuple[tuple[str, int], ...]
    """Why offers were dropped, and how many."""


class _Dropped(ValueError):
    """An offer is no draft; the message is the reason that is counted."""


def held(text: Text, offers: Sequence[Json], *, finder: str, version: str, readers: Readers) -> Held:
    """Return the drafts that an answer holds, and why the rest is none."""
    drafts: dict[tuple[str, int, int, str | None], Draft] = {}
    dropped: Counter[str] = Counter()
    digest, times = text.digest, frozenset(readers.times(text)) if offers else frozenset()
    if len(offers) > MOST:
        dropped["more than is looked at"] = len(offers) - MOST
    for offer in offers[:MOST]:
        try:
            content = _content(text, offer, digest, readers, times)
        except _Dropped as why:
            dropped[str(why)] += 1
            continue
        key = (content.kind.value, content.anchor.start, content.anchor.end, content.value)
        if key in drafts:
            dropped["said twice"] += 1
            continue
        drafts[key] = Draft(content=content, finder=finder, finder_version=version, because=(("kind", f"{finder} {version}"),))
    ordered = sorted(drafts.values(), key=lambda d: (d.content.anchor.start, d.content.anchor.end, d.content.kind.value))
    return Held(drafts=tuple(ordered), dropped=tuple(sorted(dropped.items())))


def _content(text: Text, offer: Json, digest: str, readers: Readers, times: Collection[str]) -> Content:
    if not isinstance(offer, Mapping):
        raise _Dropped("no object")
    if offer.keys() - FIELDS:
        raise _Dropped("a field that no claim has")
    try:
        kind, mode = Kind(str(offer.get("kind"))), Modality(str(offer.get("modality", "asserted")))
    except ValueError:
        raise _Dropped("no kind or modality of claims") from None
    quote = offer.get("quote")
    if not isinstance(quote, str) or not quote.strip() or len(quote) > LONGEST_QUOTE or "\n" in quote:
        raise _Dropped("no quotation")
    start = _start(text.content, quote, offer.get("start"))
    if _over_hidden(text, start, start + len(quote)):
        raise _Dropped("words that no reader sees")
    said_by = offer.get("said_by") or ()
    if not isinstance(said_by, (list, tuple)) or len(said_by) > LONGEST_CHAIN:
        raise _Dropped("no chain of speakers")
    number = _number(kind, offer, quote, readers)
    return Content(
        kind=kind, anchor=text.anchor(start, start + len(quote), digest=digest), modality=mode,
        said_by=tuple(_name(text.content, name) or "" for name in said_by),
        value=number[0], min=number[1], max=number[2], unit=number[3],
        subject=_name(text.content, offer.get("subject")), object=_name(text.content, offer.get("object")),
        place=_name(text.content, offer.get("place")), time=_time(offer.get("time"), times), language=text.language,
    )


def _start(content: str, quote: str, start: Json) -> int:
    """Return where a quotation stands, code point by code point: there and nowhere else, or where the offer says."""
    if isinstance(start, int) and not isinstance(start, bool):
        if start >= 0 and content[start : start + len(quote)] == quote:
            return start
        raise _Dropped("not verbatim where it is said to stand")
    at = content.find(quote)
    if at < 0:
        raise _Dropped("not verbatim in the text")
    if content.find(quote, at + 1) >= 0:
        raise _Dropped("stands twice in the text, and the offer does not say where")
    return at


def _over_hidden(text: Text, start: int, end: int) -> bool:
    return any(h.start < end and start < h.end for h in text.hidden)


def _name(content: str, name: Json) -> str | None:
    """Return a name that stands in the text. A speaker whom the text does not name would be an invention of the finder."""
    if name is None:
        return None
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME or name not in content:
        raise _Dropped("names somebody or something that the text does not name")
    return name


def _number(kind: Kind, offer: Mapping[str, Json], quote: str, readers: Readers) -> tuple[str | None, str | None, str | None, str | None]:
    """Return value, least, most and unit of a count, each of which our own grammar reads in the quotation as well."""
    said = [offer.get(name) for name in ("value", "min", "max")]
    unit = offer.get("unit")
    if kind is not Kind.COUNT:
        if unit is not None or any(one is not None for one in said):
            raise _Dropped("a number on what is no count")
        return None, None, None, None
    known = {Decimal(one) for one in readers.numbers(quote)}
    if said == [None, None, None] and len(known) == 1:
        said[0] = format(next(iter(known)), "f")
    values = [_decimal(one) for one in said]
    if values[0] is None:
        raise _Dropped("a count without a number")
    if any(one is not None and Decimal(one) not in known for one in values):
        raise _Dropped("a number that does not stand in the quotation")
    if unit is not None and not (isinstance(unit, str) and _UNIT.fullmatch(unit)):
        raise _Dropped("no unit")
    return values[0], values[1], values[2], unit if isinstance(unit, str) else None


def _decimal(said: Json) -> str | None:
    if said is None:
        return None
    words = str(said) if isinstance(said, int) and not isinstance(said, bool) else said
    if not isinstance(words, str) or not _DECIMAL.fullmatch(words):
        raise _Dropped("a number that is none")
    return format(Decimal(words), "f")


def _time(said: Json, times: Collection[str]) -> When | None:
    """Return a time that our own grammar reads in the text too; any other is left out, and the claim stands without one."""
    if not isinstance(said, str) or not _EDTF.fullmatch(said) or said not in times:
        return None
    try:
        return when(said)
    except ValueError:
        return None
