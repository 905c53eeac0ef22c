"""Finders that a user adds: what one is asked and what it answers, before anybody believes a word of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from witnessmark.records.canonical import Json
from witnessmark.records.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a finder said of one text."""

    offers: tuple[Json, ...]
    """What it takes for claims, as it said them: nothing is known of their form yet."""
    output: str
    """All that it said, as it came."""
    model: str
    """SHA-256 of what is known of the model that answered: its name, its weights where declared, what it says of itself."""
    faults: tuple[str, ...] = ()
    """Why parts of the text have no answer."""


class Finder(Protocol):
    """Somebody who reads a text and offers claims: rules of the house, a trained pipeline, a language model."""

    @property
    def name(self) -> str:
        """Sort and name ("endpoint:small-7b"), as it stands beside a draft."""

    @property
    def version(self) -> str:
        """What changes whenever the same text might get another answer for a reason that is known beforehand."""

    @property
    def prompt(self) -> str:
        """SHA-256 of the words that it is asked with; empty where it is not asked in words."""

    @property
    def host(self) -> str:
        """The host that the text is sent to; empty where it stays on this machine."""

    def ask(self, text: Text) -> Answer:
        """Return its answer. Raises Unreachable where it cannot be asked, Refused where it must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """A finder was asked about a text. Its answer is an object in the store, since it may never say the same again."""

    document: str
    text: str
    finder: str
    version: str
    prompt: str
    model: str
    output: str
    """SHA-256 of the stored answer."""
    drafts: int
    dropped: int
    """Offers that were not verbatim in the text, or no claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPermitted:
    """Two people agreed that texts of this case may be sent to a model on a host; testimony never is."""

    host: str
    reason: str
    seconded_by: str | None
    """The second person (id); null in a case of one person."""
    permitted: bool = True
    """False takes it back: for that one person is enough."""
