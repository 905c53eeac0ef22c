"""The example case, in our own words: documents, people's decisions, and the order in which they are taken. An exercise for ever.

This package holds data alone. What real bodies are said to have said is a paraphrase of sources that are not held; outlets, desks
and scenes are invented; nothing here is evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "documents"
DECISIONS = HERE / "decisions"
PEOPLE = DECISIONS / "people.json"
PLACES = "21-places.xlsx"

TITLE = "Overseas police service stations: an exercise"
LANGUAGES = ("en", "es", "zh")
CONTACT = "corrections@quayside.example"
EXERCISE = "EXERCISE, NOT EVIDENCE"
"""The words that every document of the case carries where a reader sees them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the scenario: a verb of the command line and what it is given."""

    verb: str
    file: str = ""
    """Relative to this folder."""
    map: str = ""
    """The import map, relative to this folder."""
    person: str = ""
    """Who takes the step, where the lines of the file do not say it themselves."""


SCENARIO = (
    Step(verb="collect", file="documents", person="Reviewer One"),
    Step(verb="read", person="Reviewer One"),
    Step(verb="review", file="decisions/review.jsonl"),
    Step(verb="review", file="decisions/second-look.jsonl"),
    Step(verb="import", file=f"documents/{PLACES}", map="decisions/sites.toml", person="Reviewer One"),
    Step(verb="conclude", file="decisions/conclude.jsonl"),
    Step(verb="grade", file="decisions/grade.jsonl"),
    Step(verb="reply", file="decisions/reply.jsonl"),
    Step(verb="check"),
    Step(verb="answer", file="decisions/answer.jsonl"),
)
"""The way through the case. Answers come last: each binds to a finding of the state before it."""


def documents() -> tuple[Path, ...]:
    """Return the documents in the order of their names."""
    return tuple(sorted(DOCUMENTS.iterdir()))
