"""Words, shapes, languages and dates as the site prints them."""

from __future__ import annotations

import re
from datetime import date

from witnessmark.records.claims import Kind, Modality
from witnessmark.records.decisions import Accused, NameClass, Outcome
from witnessmark.records.documents import Disclosure, State
from witnessmark.records.findings import Verdict

NOTICE = "EXERCISE, NOT EVIDENCE"
"""What everything says that a case makes which is an exercise. No switch removes it."""

SHAPE = {Verdict.HOLDS: "●", Verdict.FAILS: "▲", Verdict.CANNOT_TELL: "■"}
"""A shape beside each verdict's word, so that nothing hangs on a colour."""

DISAGREE = frozenset({"A003", "C001", "C002", "G002", "N003", "N004", "N005"})
"""Rules whose failure means that sources say different things; the failures of all others mean that something falls short."""

MODALITY = {
    Modality.ASSERTED: ("asserted", "●"),
    Modality.HEDGED: ("hedged", "○"),
    Modality.DENIED: ("denied", "✕"),
    Modality.PLANNED: ("planned", "◇"),
}

KIND = {
    Kind.COUNT: "count",
    Kind.PRESENCE: "presence",
    Kind.CONTROL: "control",
    Kind.LINK: "link (weaker than control)",
    Kind.ACT: "act",
    Kind.MEASURE: "measure",
    Kind.DENIAL: "denial",
}

STATE = {
    State.READ: "read",
    State.PARTIAL: "read in part",
    State.EMPTY: "empty",
    State.ENCRYPTED: "encrypted, not read",
    State.TRUNCATED: "truncated",
    State.UNREADABLE: "unreadable",
    State.UNKNOWN: "unknown form, not read",
    State.STOPPED: "reading stopped at a limit",
    State.CONTAINER: "container of other documents",
}

DISCLOSURE = {
    Disclosure.WHOLE: ("whole", "The bundle holds the document as it was received."),
    Disclosure.PASSAGES: (
        "passages",
        "The bundle holds the quoted passages with their surroundings, each proved as part of the frozen text.",
    ),
    Disclosure.HASH_ONLY: ("hash only", "The bundle holds the document's SHA-256 alone."),
}

OUTCOME = {
    Outcome.ASKED: "Asked, the deadline is not past",
    Outcome.ANSWERED: "Answered",
    Outcome.DECLINED: "Declined to answer",
    Outcome.SILENT: "Silent. Silence is neither denial nor admission",
    Outcome.NOT_ASKED: "Not asked: two people signed why asking would endanger somebody",
}

ACCUSED = {Accused.PERSON: "person", Accused.ASSOCIATION: "association", Accused.BUSINESS: "business", Accused.STATE: "state or ministry"}

NAME_CLASS = {NameClass.PUBLIC_ROLE: "public role", NameClass.BODY: "body", NameClass.PLACE: "place", NameClass.WORK: "work"}

STATUS = {
    "tnr.S1": "announced by the state of origin",
    "tnr.S2": "observed",
    "tnr.S3": "host's inquiry open",
    "tnr.S4": "ordered closed",
    "tnr.S5": "closed, by somebody's word",
    "tnr.S6": "closed, checked",
    "tnr.S7": "denied",
    "tnr.S8": "unknown",
}
"""Status of a reported place, after the vocabulary of methods (tnr.S*)."""

COUNTED = {"yes": "yes", "no": "no", "unknown": "unknown"}

GRADE = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""The Admiralty scale in words: letters for sources, figures for informations, each judged on its own."""

ROLLUP = {"country": "By country", "city": "By city", "continent": "By continent", "body": "By controlling body"}

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def language(tag: str) -> str:
    """Return a BCP 47 tag as it may stand in an attribute; what is none becomes `und`."""
    return tag if _TAG.fullmatch(tag) else "und"


def direction(tag: str) -> str:
    """Return `rtl`, `ltr`, or `auto` where the language is not known."""
    parts = language(tag).lower().split("-")
    if parts[0] == "und":
        return "auto"
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


def grouped(decimal: str) -> str:
    """Return a decimal string with its thousands set apart by narrow no-break spaces."""
    sign, whole, rest = ("-", decimal[1:], "") if decimal.startswith("-") else ("", decimal, "")
    whole, _, rest = whole.partition(".")
    if not whole.isascii() or not whole.isdigit() or len(whole) < 5:
        return decimal
    head = len(whole) % 3
    groups = ([whole[:head]] if head else []) + [whole[n : n + 3] for n in range(head, len(whole), 3)]
    return sign + "\N{NARROW NO-BREAK SPACE}".join(groups) + (f".{rest}" if rest else "")


def amount(value: str | None, least: str | None, most: str | None) -> str:
    """Return a count with its bounds: `54`, `more than or equal`, a range, or an em dash where no number stands."""
    if value is None and least is None and most is None:
        return "—"
    if least is None and most is None:
        return grouped(value or "")
    if least is not None and most is not None:
        return grouped(least) if least == most else f"{grouped(least)} to {grouped(most)}"
    return f"at least {grouped(least)}" if least is not None else f"at most {grouped(most or '')}"


def plural(noun: str, amount_shown: str) -> str:
    """Return the English noun of a unit as it follows an amount. Only regular nouns and `person` are bent; units in other scripts stay."""
    if amount_shown == "1" or not noun or not noun.isascii() or not noun[-1].isalpha():
        return noun
    if noun == "person":
        return "persons"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def size(count: int) -> str:
    """Return a number of bytes for people, with the exact figure kept readable."""
    if count < 1000:
        return f"{count}\N{NO-BREAK SPACE}bytes"
    unit, scaled = ("kB", count / 1000) if count < 1_000_000 else ("MB", count / 1_000_000)
    return f"{scaled:.1f}\N{NO-BREAK SPACE}{unit}"


def older_than_a_year(day: str | None, at: str) -> bool:
    """Return whether a date (EDTF, its year is enough) lies more than a year before an instant; unknown dates are not old."""
    year = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", day or "")
    if year is None:
        return False
    try:
        then = date(int(year[1]), int(year[2] or 12), int(year[3] or 28))
        return (date.fromisoformat(at[:10]) - then).days > 366
    except ValueError:
        return False
