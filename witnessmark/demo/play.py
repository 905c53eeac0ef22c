"""Plays the example case: the same steps that the command line takes, one after the other, to a released record."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from witnessmark.demo import CONTACT, DOCUMENTS, EXERCISE, HERE, LANGUAGES, PEOPLE, SCENARIO, TITLE, Step
from witnessmark.records.assembly import Refusal
from witnessmark.records.decisions import Mode
from witnessmark.records.faults import Misused, Refused
from witnessmark.records.findings import Verdict
from witnessmark.walk.begin import Tell, add_person, quiet, start, who
from witnessmark.walk.case import Case, Settings
from witnessmark.walk.gather import read, take_in
from witnessmark.walk.judge import check, decide, import_sheet, told
from witnessmark.walk.release import confirm, propose


def play(folder: Path, *, tell: Tell = quiet) -> Iterator[str]:
    """Make the example case in a new folder and yield what happens, line by line. Raises Misused where the folder is in use."""
    if folder.exists() and any(folder.iterdir()):
        raise Misused(f"{folder}: something is here already; remove it (`rm -r {folder}`) or name another folder")
    case_path, people = folder / "case", json.loads(PEOPLE.read_text("utf-8"))
    settings = Settings(title=TITLE, languages=LANGUAGES, contact=CONTACT, keys="../keys")
    case = start(case_path, settings=settings, mode=Mode.TWO_PEOPLE, exercise=True, person=people[0]["name"])
    for person in people[1:]:
        add_person(case, name=person["name"], roles=person["roles"], by=people[0]["name"])
    yield f"{EXERCISE}. An example case of {len(people)} people, in {case_path}"
    shutil.copytree(DOCUMENTS, folder / "documents")
    for step in SCENARIO:
        yield from _STEPS.get(step.verb, _decide)(case, step, tell)
    yield from _release(case, proposer=people[0]["name"], second=people[1]["name"])


def _collect(case: Case, step: Step, tell: Tell) -> Iterator[str]:
    done = take_in(case, [str(case.path.parent / step.file)], by=who(case, step.person), tell=tell)
    yield f"collect   {done.received} receipts, {done.new} documents kept, {len(done.left_out)} left out"


def _read(case: Case, step: Step, tell: Tell) -> Iterator[str]:
    done = read(case, by=who(case, step.person), tell=tell)
    states = ", ".join(f"{count} {state.value}" for state, count in sorted(done.states.items()))
    yield f"read      {states}; {done.drafts} drafts of claims for a person to review"


def _import(case: Case, step: Step, tell: Tell) -> Iterator[str]:  # noqa: ARG001  # every step has the same form
    written = import_sheet(case, HERE / step.file, HERE / step.map, by=who(case, step.person))
    yield f"import    {told(written)}, each anchored in its row's cells"


def _decide(case: Case, step: Step, tell: Tell) -> Iterator[str]:  # noqa: ARG001  # see above
    written = decide(case, step.verb, HERE / step.file)
    yield f"{step.verb:10}{told(written)}"


def _check(case: Case, step: Step, tell: Tell) -> Iterator[str]:  # noqa: ARG001  # see above
    findings = [finding for run in check(case, by=who(case, step.person or _first(case))) for finding in run.findings]
    verdicts = Counter(finding.verdict for finding in findings)
    yield f"check     {verdicts[Verdict.HOLDS]} hold, {verdicts[Verdict.FAILS]} fail, {verdicts[Verdict.CANNOT_TELL]} cannot tell"


def _first(case: Case) -> str:
    return str(next(iter(sorted(str(row.body["name"]) for row in case.ledger.rows("person")))))


_STEPS: dict[str, Callable[[Case, Step, Tell], Iterator[str]]] = {
    "collect": _collect, "read": _read, "import": _import, "check": _check,
}


def _release(case: Case, *, proposer: str, second: str) -> Iterator[str]:
    made = propose(case, by=who(case, proposer))
    if isinstance(made, Refusal):
        raise Refused("the gate is shut: " + "; ".join(reason.said for reason in made.reasons[:20]))
    yield f"publish   proposal {made.digest[:16]}, {made.files} files, {made.size:,} bytes, inspected byte by byte"
    released = confirm(case, made.digest, by=who(case, second))
    yield f"confirm   released by a second person: {released}"
    yield f"look      {released / 'site' / 'index.html'}"
    yield f"verify    python3 -I {released / 'bundle' / 'verify_bundle.py'} {released / 'bundle'}"
