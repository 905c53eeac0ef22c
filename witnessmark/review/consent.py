"""The record of a consent as a person wrote it down (docs/formats/consent.md), and what of it a machine enforces."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from witnessmark.records.faults import Misused
from witnessmark.records.sealing import AboutWhom, ConsentRecorded, Grant, Said, Standing, Use

E = TypeVar("E", bound=StrEnum)
_FORM = "a record of consent"
WANTED: dict[str, tuple[str, ...]] = {
    "obtained": ("at", "place_general", "by", "organisation_disclosed", "language", "mode"),
    "information_given": (
        "purpose", "uses_explained", "storage", "access_list", "risks", "worst_case", "benefits_none_promised", "legal_disclosure_limit",
        "web_permanence", "withdrawal_how", "contact",
    ),
    "comprehension": ("own_words_note",),
    "voluntariness": ("no_payment", "no_pressure", "may_stop"),
    "competence_check": ("by", "at", "concerns"),
}
"""What a record says before anything may rest on it (WITNESS; OHCHR Manual, 11 and 14; Berkeley Protocol, 199; Murad Code)."""
_MORE = frozenset({
    "about", "guardian", "grants", "restrictions", "identity_protection", "recontact", "support_referral", "prior_statements",
    "affiliations",
})
_GRANT = frozenset({"use", "decision", "from", "until", "whom", "conditions"})
_SHARED = frozenset({Use.SHARE_PARTNER, Use.SHARE_COURT, Use.SHARE_POLICE})


def consent_of(content: bytes, *, person: str, item: str, seconded_by: str = "") -> ConsentRecorded:
    """Return what a machine enforces of a record. Raises Misused that names the key and nothing of what stands under it.

    What is missing is no consent: a record without one of its parts is refused, and a use that is not named is not granted.
    """
    said = _mapping(content)
    for part, keys in WANTED.items():
        inner = said.get(part)
        if not isinstance(inner, dict):
            raise Misused(f'{_FORM}: the part "{part}" is missing')
        if lacking := [key for key in keys if inner.get(key) in (None, "", [])]:
            raise Misused(f'{_FORM}: "{part}" does not say: {", ".join(lacking)}')
    if unknown := sorted(set(map(str, said)) - set(WANTED) - _MORE):
        raise Misused(f"{_FORM}: {len(unknown)} unknown keys; the keys are {', '.join(sorted(set(WANTED) | _MORE))}")
    for part, key in (("voluntariness", "no_payment"), ("voluntariness", "no_pressure"), ("voluntariness", "may_stop"),
                      ("information_given", "benefits_none_promised")):
        if cast("Mapping[str, object]", said[part])[key] is not True:
            raise Misused(f'{_FORM}: "{part}: {key}" is not yes: then it is no consent')
    concern = bool(cast("Mapping[str, object]", said["competence_check"])["concerns"])
    about = _one_of(said.get("about"), AboutWhom, "about")
    if about is AboutWhom.WARD and not said.get("guardian"):
        raise Misused(f"{_FORM}: for a ward it names the guardian who consents")
    grants, prior = said.get("grants"), said.get("prior_statements", [])
    if not isinstance(grants, list) or not isinstance(prior, list):
        raise Misused(f'{_FORM}: "grants" and "prior_statements" are lists')
    return ConsentRecorded(
        person=person, about=about, standing=Standing.ACTIVE, grants=tuple(map(_grant, grants)), item=item,
        concern=concern or about is AboutWhom.WARD, seconded_by=seconded_by, earlier=len(prior),
    )


def promises_benefit(content: bytes) -> bool:
    """Return whether a record's words promise something: hopes that are raised are no free consent (standards, H-12)."""
    words = " ".join(content.decode("utf-8", "replace").casefold().split())
    return any(promise in words for promise in _promises())


@cache
def _promises() -> tuple[str, ...]:
    import yaml

    return tuple(yaml.safe_load((Path(__file__).parent / "promises.yaml").read_text("utf-8"))["promises"])


def withdrawn(consent: ConsentRecorded, uses: frozenset[Use]) -> ConsentRecorded:
    """Return a consent without some uses, or without any where none is named. What it allowed before stays in the log."""
    if not uses:
        return dataclasses.replace(consent, standing=Standing.WITHDRAWN)
    left = tuple(dataclasses.replace(grant, said=Said.NO) if grant.use in uses else grant for grant in consent.grants)
    return dataclasses.replace(consent, grants=left, standing=Standing.PARTLY_WITHDRAWN)


def _mapping(content: bytes) -> Mapping[str, object]:
    import yaml

    try:
        said = yaml.safe_load(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Misused(f"{_FORM}: it is not UTF-8") from None
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise Misused(f"{_FORM}{f', line {mark.line + 1}' if mark is not None else ''}: this is no YAML") from None
    if not isinstance(said, dict):
        raise Misused(f"{_FORM}: keys are wanted, such as docs/formats/consent.md shows")
    return said


def _grant(said: object) -> Grant:
    if not isinstance(said, dict) or set(map(str, said)) - _GRANT:
        raise Misused(f'{_FORM}: a grant has the keys {", ".join(sorted(_GRANT))}')
    decision = said.get("decision")
    answer = {True: "yes", False: "no"}.get(decision, decision) if isinstance(decision, bool) else decision  # YAML reads yes as true
    use, whom = _one_of(said.get("use"), Use, "use"), str(said.get("whom") or "")
    if use in _SHARED and not whom:
        raise Misused(f'{_FORM}: a grant of "{use}" says with whom: one for somebody is none for somebody else')
    return Grant(
        use=use, said=_one_of(answer, Said, "decision"), since=_day(said.get("from"), "from"), until=_day(said.get("until"), "until"),
        whom=whom, conditional=bool(said.get("conditions")),
    )


def _one_of(said: object, kind: type[E], key: str) -> E:
    try:
        return kind(str(said))
    except ValueError:
        raise Misused(f'{_FORM}: "{key}" is one of {", ".join(kind)}') from None


def _day(said: object, key: str) -> str | None:
    if said is None:
        return None
    try:
        return (said if isinstance(said, date) else date.fromisoformat(str(said))).isoformat()[:10]
    except ValueError:
        raise Misused(f'{_FORM}: "{key}" of a grant is a date, year first: 2026-03-31') from None
