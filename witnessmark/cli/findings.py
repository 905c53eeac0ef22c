"""Writes findings as text for a person, as JSON, and as SARIF 2.1.0. It judges nothing; every word of the evidence is made harmless."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Protocol

from witnessmark.records.canonical import Json
from witnessmark.records.findings import Finding, Quoted, Rule, Run, Verdict

SHAPE = {Verdict.HOLDS: "=", Verdict.FAILS: "x", Verdict.CANNOT_TELL: "?"}
"""A verdict is told by word and shape, never by colour alone."""

EVIDENCE_SAYS = {"N003": "the sources disagree", "N005": "the sources disagree", "C001": "the sources disagree", "C002": "disputed"}
HOUSE_SAYS = "gate shut"
ELSE_SAYS = "falls short"

ABOUT = ("question", "sentence")
"""Facts by which a finding says which question or conclusion it is about."""

LINE = 200
"""Code points of a quotation on the screen; JSON and SARIF have it whole."""

LEVEL = {(True, Verdict.FAILS): "error", (False, Verdict.FAILS): "warning"}
"""Only a result of the kind `fail` has a level other than `none` (SARIF 2.1.0, section 3.27.10)."""
KIND = {Verdict.HOLDS: "pass", Verdict.FAILS: "fail", Verdict.CANNOT_TELL: "open"}
"""`open`: evaluated, and there was not enough to decide (section 3.27.9)."""
OFFSETS = "offsets count code points in the frozen text of this document"
"""A document is named by its bytes, and a page or a picture of it has no characters to count."""
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Answers = Mapping[str, str]
Names = Mapping[str, str]


class Render(Protocol):
    """Writes findings in one form. `mark` stands on what is written of an exercise, and nothing takes it off."""

    def __call__(self, runs: Sequence[Run], rules: Sequence[Rule], answers: Answers, names: Names, *, mark: str = "") -> str:
        """Return the findings in this form."""


def harmless(words: str) -> str:
    """Return words on one line, without control and direction characters: a terminal shows them and obeys none."""
    return " ".join("".join(_shown(letter) for letter in words).split())


def _shown(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return f"<U+{ord(letter):04X}>" if kind in {"Cf", "Cs", "Co", "Cn"} and letter not in "\u200c\u200d" else letter


def as_text(runs: Sequence[Run], rules: Sequence[Rule], answers: Answers, names: Names, *, mark: str = "") -> str:
    """Return the findings for a person: code, name, verdict, message, quotation with its document, id and answer."""
    table, lines = {rule.code: rule for rule in rules}, [mark, ""] if mark else []
    for run in runs:
        if not run.completed:
            lines += [f"x {run.code} {table[run.code].name}  stopped ({HOUSE_SAYS})", f"    {harmless(run.fault)}", ""]
        for finding in run.findings:
            shown = _lines(finding, table[finding.code], answers, names)
            lines += shown if len(shown) == 1 else [*shown, ""]
    return "\n".join([*lines, f"{mark}. {_summary(runs, table)}" if mark else _summary(runs, table)])


def _lines(finding: Finding, rule: Rule, answers: Answers, names: Names) -> list[str]:
    """What holds and has no words to show takes one line; the rest stands whole."""
    if finding.verdict is Verdict.HOLDS and not finding.quotes and finding.id not in answers:
        return [f"{SHAPE[finding.verdict]} {finding.code} {rule.name}  holds: {harmless(finding.message)}"]
    lines = [f"{SHAPE[finding.verdict]} {finding.code} {rule.name}  {_said(finding, rule)}", f"    {harmless(finding.message)}"]
    lines[1:1] = [f"    on: {_cut(value)}" for name, value in finding.facts if name in ABOUT and value]
    for quote in finding.quotes:
        lines.append(f"    “{_cut(quote.quote)}”")
        lines.append(f"        {harmless(names.get(quote.document, 'a document'))}  {quote.document[:12]}  {quote.start}:{quote.end}")
    lines.append(f"    finding {finding.id}")
    if finding.id in answers:
        lines.append(f"    answer: {harmless(answers[finding.id])}")
    return lines


def _cut(words: str) -> str:
    shown = harmless(words[: LINE * 4])
    return shown if len(shown) <= LINE else f"{shown[:LINE]}…"


def _said(finding: Finding, rule: Rule) -> str:
    house = rule.house and finding.shuts
    if finding.verdict is Verdict.HOLDS:
        return "holds"
    if finding.verdict is Verdict.CANNOT_TELL:
        return f"cannot tell ({HOUSE_SAYS})" if house else "cannot tell"
    return f"fails ({HOUSE_SAYS if house else EVIDENCE_SAYS.get(finding.code, ELSE_SAYS)})"


def _summary(runs: Sequence[Run], table: Mapping[str, Rule]) -> str:
    given = [(finding.verdict, table[finding.code].house and finding.shuts) for run in runs for finding in run.findings]
    count = {verdict: sum(v is verdict for v, _ in given) for verdict in Verdict}
    shut = sum(house and verdict is not Verdict.HOLDS for verdict, house in given) + sum(not run.completed for run in runs)
    gate = f"gate shut by {shut}" if shut else "the gate is open for the house rules that ran"
    said = f"{count[Verdict.HOLDS]} hold, {count[Verdict.FAILS]} fail, {count[Verdict.CANNOT_TELL]} cannot tell"
    return f"{len(runs)} rules ran: {said}; {gate}"


def as_json(runs: Sequence[Run], rules: Sequence[Rule], answers: Answers, names: Names, *, mark: str = "") -> str:
    """Return one JSON object: every rule that ran, with its findings, quotations and answers, whole."""
    table = {rule.code: rule for rule in rules}
    given: list[Json] = [
        {"code": run.code, "name": table[run.code].name, "house": table[run.code].house, "completed": run.completed, "fault": run.fault,
         "findings": [_object(finding, answers, names) for finding in run.findings]}
        for run in runs
    ]
    return json.dumps({"form": "witnessmark/findings/v1", "mark": mark, "runs": given}, ensure_ascii=True, indent=1)


def _object(finding: Finding, answers: Answers, names: Names) -> Json:
    return {
        "id": finding.id, "code": finding.code, "verdict": finding.verdict.value, "shuts": finding.shuts, "about": list(finding.about),
        "message": finding.message, "facts": [[name, value] for name, value in finding.facts], "answer": answers.get(finding.id),
        "quotes": [{"document": q.document, "file": names.get(q.document), "start": q.start, "end": q.end, "quote": q.quote}
                   for q in finding.quotes],
    }


def as_sarif(runs: Sequence[Run], rules: Sequence[Rule], answers: Answers, names: Names, *, mark: str = "") -> str:
    """Return a SARIF 2.1.0 log: rules with their pages, findings as results, broken runs as notifications of the tool."""
    index = {rule.code: n for n, rule in enumerate(rules)}
    results: list[Json] = [_result(finding, rules[index[finding.code]], index, answers, names) for run in runs for finding in run.findings]
    broken: list[Json] = [{"level": "error", "message": {"text": f"{run.code} stopped: {run.fault}"},
                           "associatedRule": {"id": run.code, "index": index[run.code]}} for run in runs if not run.completed]
    driver: Json = {"name": "witnessmark", "rules": [_rule(rule) for rule in rules]}
    log: Json = {
        "$schema": SCHEMA, "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results, "properties": {"mark": mark},
            "invocations": [{"executionSuccessful": not broken, "toolExecutionNotifications": broken}],
        }],
    }
    return json.dumps(log, ensure_ascii=True, indent=1)


def _rule(rule: Rule) -> Json:
    first, _, rest = rule.page.partition("\n")
    return {
        "id": rule.code, "name": rule.name, "shortDescription": {"text": f"{rule.code} {rule.name}"},
        "help": {"text": rest.strip() or first},
        "defaultConfiguration": {"level": "error" if rule.house else "warning"},
        "properties": {"house": rule.house, "grain": rule.grain.value, "since": rule.since},
    }


def _result(finding: Finding, rule: Rule, index: Mapping[str, int], answers: Answers, names: Names) -> Json:
    result: dict[str, Json] = {
        "ruleId": finding.code, "ruleIndex": index[finding.code],
        "kind": KIND[finding.verdict],
        "level": LEVEL.get((rule.house and finding.shuts, finding.verdict), "none"),
        "message": {"text": finding.message}, "partialFingerprints": {"witnessmark/v1": finding.id},
        "locations": [_location(quote, names) for quote in finding.quotes[:1]],
        "relatedLocations": [_location(quote, names, number) for number, quote in enumerate(finding.quotes[1:], 1)],
        "properties": {"verdict": finding.verdict.value, "about": list(finding.about), "answer": answers.get(finding.id)},
    }
    return result


def _location(quote: Quoted, names: Names, number: int | None = None) -> Json:
    region: Json = {"charOffset": quote.start, "charLength": quote.end - quote.start, "snippet": {"text": quote.quote}}
    artifact: Json = {"uri": f"urn:sha256:{quote.document}", "description": {"text": OFFSETS}}
    place: dict[str, Json] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if number is not None:
        place["id"] = number
    if quote.document in names:
        place["message"] = {"text": names[quote.document]}
    return place


RENDER: Mapping[str, Render] = {"text": as_text, "json": as_json, "sarif": as_sarif}
"""The forms of `check --format`."""
