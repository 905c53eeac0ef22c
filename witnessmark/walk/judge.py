"""From drafts to verdicts: what people decide becomes entries, and the rules run over the state of the case."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.records.canonical import Json, canonical, digest_of
from witnessmark.records.codec import decode, encode
from witnessmark.records.decisions import Mode
from witnessmark.records.documents import Document, Reading
from witnessmark.records.faults import Damaged, Misused
from witnessmark.records.findings import ChecksRun, Finding, Run, RunNoted, Verdict
from witnessmark.records.places import Gazetteer
from witnessmark.records.texts import Text
from witnessmark.records.view import Origin, View
from witnessmark.walk.begin import TOOL, Tell, append, permit, quiet
from witnessmark.walk.case import Case, new_id

if TYPE_CHECKING:
    from witnessmark.ledger.contract import Reader

Payload = tuple[str, object]


def view_of(case: Case, reader: Reader | None = None) -> View:
    """Return the state of the case as rules and forms read it: as it is now, or as a snapshot of the ledger holds it."""
    from witnessmark.extract.layout import text_from
    from witnessmark.ledger.view import LedgerView
    from witnessmark.weigh.origins import Lineage, lineage, origin_of

    def text(reading: Reading) -> Text:
        return text_from(case.store.get(reading.text or ""), case.store.get(reading.layout or ""))

    found: list[Lineage] = []

    def origins(view: View) -> Sequence[Origin]:
        found[:] = [lineage(view)]
        return found[0].origins

    return LedgerView(
        reader or case.ledger, text=text, content=case.store.raw, reread=lambda document: reread(case, document), gazetteer=gazetteer_of(),
        origins=origins, origin_of=lambda claim, _: origin_of(claim, found[0]),
    )


def reread(case: Case, document: Document) -> Text | None:
    """Return what this program's reader makes of a document, in a process of its own; null where that reader and version read it before."""
    from witnessmark.engine.local import Limits, outcomes
    from witnessmark.extract.read import extraction_from, reader_of

    reading, name = document.reading, document.receipts[0].receipt.name
    reader = reader_of(document.media, name)
    if reading is None or reader is None or (reader.name, reader.version) == (reading.reader, reading.reader_version):
        return None
    job: dict[str, Json] = {
        "document": document.sha256, "path": str(case.store.path(document.sha256).resolve()), "media": document.media, "find": False,
        "name": name, "language": None,
    }
    store = (case.path / "store").resolve()
    results = outcomes("witnessmark.extract.read:read_job", iter([job]), workers=1, limits=Limits(), readable=[store])
    outcome = next(results)
    if outcome.result is None:
        raise Damaged(f"document {document.sha256} cannot be read again: {outcome.fault}")
    return extraction_from(outcome.result).text


def gazetteer_of() -> Gazetteer:
    """Return the gazetteer of the package."""
    from witnessmark.extract.gazetteer import gazetteer

    return gazetteer()


# --- 5: a person decides -------------------------------------------------------------------------------------------------------------


def decide(case: Case, verb: str, file: Path) -> Counter[str]:
    """Write the decisions of a JSON-lines file (`review`, `conclude`, `answer`, `grade`, `reply`), all of them or none.

    Returns how many entries of each type were written. Raises Misused that names every faulty line, Refused.
    """
    from witnessmark.review.accept import decide as reviewed
    from witnessmark.review.conclude import conclude
    from witnessmark.review.lines import Line, collect_faults, read_lines
    from witnessmark.review.refs import desk_for, person_of
    from witnessmark.review.say import answer, grade, reply

    desk = desk_for(view_of(case), new_id=new_id, solo=case.opened.mode is Mode.SOLO)
    opened: dict[str, str] = {}
    findings = findings_of(case) if verb == "answer" else ()
    forms = {
        "review": lambda line: reviewed(desk, line), "conclude": lambda line: conclude(desk, line, opened),
        "answer": lambda line: answer(desk, line, findings), "grade": lambda line: grade(desk, line),
        "reply": lambda line: reply(desk, line),
    }
    decided: list[tuple[str, Payload]] = []
    seen: set[bytes] = set()

    def take(line: Line) -> None:
        who = person_of(desk, line)
        for payload in forms[verb](line):
            # A random id makes no difference between two equal decisions of one file.
            said = canonical([who, payload[0], line.said])
            if said not in seen or payload[0] == "claim-moved":
                decided.append((who, payload))
            seen.add(said)

    collect_faults(read_lines(file), take)
    return _write(case, decided)


TOLD = {
    "claim-accepted": ("claim accepted", "claims accepted"), "draft-rejected": ("draft rejected", "drafts rejected"),
    "claim-withdrawn": ("claim withdrawn", "claims withdrawn"), "disclosure-chosen": ("disclosure chosen", "disclosures chosen"),
    "name-classified": ("name decided", "names decided"), "tied": ("tie between claims", "ties between claims"),
    "site-opened": ("reported place opened", "reported places opened"), "question-opened": ("question opened", "questions opened"),
    "claim-moved": ("claim put under a question", "claims put under questions"), "question-merged": ("question merged", "questions merged"),
    "conclusion-drawn": ("conclusion drawn", "conclusions drawn"), "graded": ("grade given", "grades given"),
    "reply-recorded": ("reply recorded", "replies recorded"), "answer-given": ("answer given", "answers given"),
    "host-permitted": ("decision on a host", "decisions on hosts"),
}
"""What each entry that a person decides is called, one and several."""


def told(written: Counter[str]) -> str:
    """Return what was written, in words."""
    parts = [f"{count} {TOLD[sort][count != 1]}" for sort, count in sorted(written.items())]
    return ", ".join(parts) or "nothing that was not decided before"


def import_sheet(case: Case, file: Path, map_file: Path, *, by: str) -> Counter[str]:
    """Write a spreadsheet's rows as claims anchored in their cells, and as sites where the map says so.

    Raises Misused: the sheet is not collected or not read, or the map does not fit.
    """
    from witnessmark.records.canonical import sha256
    from witnessmark.review.refs import desk_for
    from witnessmark.review.sheet import import_rows, read_map

    try:
        digest = sha256(file.read_bytes())
    except OSError as fault:
        raise Misused(f"{file}: cannot be read ({fault.strerror})") from fault
    view = view_of(case)
    document = view.document(digest)
    if document is None or document.reading is None or document.reading.text is None:
        raise Misused(f"{file.name}: collect and read it first: `witnessmark collect`, `witnessmark read`")
    payloads = import_rows(desk_for(view, new_id=new_id), view.text(document.reading.text), read_map(map_file))
    return _write(case, [(by, payload) for payload in payloads])


def _write(case: Case, decided: Sequence[tuple[str, Payload]]) -> Counter[str]:
    for who, sort in sorted({(who, payload[0]) for who, payload in decided}):
        permit(case, who, sort)  # asked for all of them first: a refusal in the middle would leave half of a file
    for who, group in groupby(decided, key=lambda item: item[0]):
        append(case, [payload for _, payload in group], by=who)
    return Counter(payload[0] for _, payload in decided)


# --- 6: weigh ------------------------------------------------------------------------------------------------------------------------


def check(case: Case, *, by: str, tell: Tell = quiet) -> tuple[Run, ...]:
    """Run every rule over the state of the case; note the runs, bound to that state, and keep the findings in work/."""
    from witnessmark.rules import RULES, rules_digest
    from witnessmark.weigh.run import run

    permit(case, by, "checks-run")
    with case.ledger.snapshot() as state:  # what others write meanwhile is looked at by the next check
        view = view_of(case, state)
        rules, ran = [rule for rule in RULES if rule.check is not None], list[Run]()
        for rule in rules:
            ran.append(run(rule, view))
            tell(len(ran), len(rules))
    runs = tuple(ran)
    noted = ChecksRun(view=view.digest, tool=TOOL, rules=rules_digest(), runs=tuple(_noted(one) for one in runs))
    last = case.ledger.row("run", view.digest)
    if last is None or decode(ChecksRun, last.body["run"]) != noted:
        append(case, [("checks-run", noted)], by=by)
    (case.path / "work").mkdir(exist_ok=True)
    lines = [canonical(encode(finding)) for one in runs for finding in one.findings]
    (case.path / "work" / "findings.jsonl").write_bytes(b"\n".join([canonical({"view": view.digest}), *lines]) + b"\n")
    return runs


def _noted(run: Run) -> RunNoted:
    verdicts = Counter(finding.verdict for finding in run.findings)
    return RunNoted(
        code=run.code, completed=run.completed, holds=verdicts[Verdict.HOLDS], fails=verdicts[Verdict.FAILS],
        cannot_tell=verdicts[Verdict.CANNOT_TELL], fault=run.fault,
        findings=digest_of(sorted([f.id, f.verdict.value] for f in run.findings)),
    )


def findings_of(case: Case) -> tuple[Finding, ...]:
    """Return the findings of the last `check`. Raises Misused where the case changed since."""
    file = case.path / "work" / "findings.jsonl"
    lines = file.read_bytes().splitlines() if file.is_file() else []
    if not lines or json.loads(lines[0])["view"] != view_of(case).digest:
        raise Misused("there are no findings of the case as it stands: run `witnessmark check` first")
    return tuple(decode(Finding, json.loads(line)) for line in lines[1:])


def answers_of(case: Case) -> dict[str, str]:
    """Return finding id to the answer that a person gave."""
    return {answer.given.finding: answer.given.text for answer in view_of(case).answers()}


def names_of(case: Case) -> dict[str, str]:
    """Return document digest to the name under which it was first received: for this machine's screen, not for publication."""
    return {document.sha256: document.receipts[0].receipt.name for document in view_of(case).documents()}
