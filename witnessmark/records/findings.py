"""Rules, what they found, and their runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from witnessmark.records.canonical import Json, digest_of

if TYPE_CHECKING:
    from witnessmark.records.view import View


class Verdict(StrEnum):
    """What a rule says. What cannot be known is never `holds`."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that a finding rests on: where they stand, and in which document."""

    document: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one thing. Its sentence is built from its facts."""

    code: str
    verdict: Verdict
    about: tuple[str, ...]
    """Ids of claims, questions, conclusions, sites or documents."""
    message: str
    facts: tuple[tuple[str, str], ...] = ()
    quotes: tuple[Quoted, ...] = ()
    shuts: bool = True
    """Whether it shuts the gate when its rule is a house rule; false where a house rule is one of evidence (W003: states)."""

    @property
    def id(self) -> str:
        """Hash of code, ids and facts: other facts make another finding, and an answer binds to one."""
        facts: Json = [[key, value] for key, value in self.facts]
        return digest_of({"code": self.code, "about": sorted(self.about), "facts": facts})[:32]


class Grain(StrEnum):
    """What a rule looks at."""

    CASE = "case"
    """The view of the case."""
    OUTPUT = "output"
    """What would leave: values first, then every written byte. Run by the gate, never by `check`."""
    TOOL = "tool"
    """The rules themselves."""


Check = Callable[["View"], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check with a code. Its page is the docstring of `check`."""

    code: str
    name: str
    house: bool
    """A house rule that fails shuts the gate; an evidence rule never does."""
    grain: Grain
    since: str
    page: str
    """The rule's own page, under fixed headings."""
    check: Check | None = None
    """Null for rules that the gate runs over what would leave, and for those of the tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One completed or broken execution of one rule over one view."""

    code: str
    completed: bool
    findings: tuple[Finding, ...] = ()
    fault: str = ""
    """What the rule raised (X001): its type and where, never the evidence's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNoted:
    """A run as the ledger keeps it: bound to the view that it read by that view's digest."""

    code: str
    completed: bool
    holds: int
    fails: int
    cannot_tell: int
    findings: str
    """SHA-256 of the canonical JSON of the findings' ids and verdicts."""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksRun:
    """The payload of a `checks-run` entry."""

    view: str
    tool: str
    rules: str
    """SHA-256 of the rule table."""
    runs: tuple[RunNoted, ...]
