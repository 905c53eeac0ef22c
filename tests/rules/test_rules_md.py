"""The rules, in the reader's language: every Markdown file here is a page of examples that an investigator can review."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.rules.reading import Example, examples, runs_of
from witnessmark.records.findings import Finding
from witnessmark.rules import LATER, RULES, rule
from witnessmark.weigh.run import rule_stopped, rules_not_run, run

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("[A-Z][0-9][0-9][0-9]-*.md"))
EXAMPLES = [(file.stem[:4], example) for file in FILES for example in examples(file)]
OUTPUT = {r.code for r in RULES if r.grain.value == "output"}
"""Rules over written bytes: their examples are bytes, and stand with the gate's tests."""

THREE = {"A001", "C001", "C002", "N001", "N002", "N003", "N004", "N005", "N006", "Q002", "S001", "S003", "S004", "W001", "W002", "W003",
         "X001", "X002"}
"""Rules whose pages show each of the three verdicts."""


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[f"{code}: {example.heading}" for code, example in EXAMPLES])
def test_the_example_gives_the_findings_that_its_page_says(code: str, example: Example) -> None:
    found = [f"{f.code} {f.verdict}: {f.message}" for f in _found(code, example)]
    if len(found) == len(example.expected) and all(map(fnmatchcase, found, _patterns(example))):
        return
    assert found == list(example.expected)


def _patterns(example: Example) -> list[str]:
    """`…` in an expected line stands for digests, which nobody reads."""
    return [line.translate({ord(c): f"[{c}]" for c in "*?["}).replace("…", "*") for line in example.expected]


def _found(code: str, example: Example) -> tuple[Finding, ...]:
    if code == "X001":
        return rule_stopped(runs_of(example.case))
    if code == "X002":
        return rules_not_run(example.case.get("required", ()), runs_of(example.case))
    ran = run(rule(code), example.view)
    assert ran.completed, ran.fault
    assert run(rule(code), example.view) == ran, "the same view gives the same findings"
    assert len({f.id for f in ran.findings}) == len(ran.findings), "findings have ids of their own"
    return ran.findings


def test_every_rule_has_a_page_of_examples() -> None:
    assert [f.stem for f in FILES] == sorted(f"{r.code}-{r.name}" for r in RULES if r.code not in LATER | OUTPUT)


@pytest.mark.parametrize("file", FILES, ids=[f.stem for f in FILES])
def test_the_title_is_the_rule(file: Path) -> None:
    code, _, name = file.stem.partition("-")
    assert file.read_text("utf-8").startswith(f"# {code} {name}\n")


@pytest.mark.parametrize("code", sorted(THREE))
def test_the_page_shows_what_holds_what_fails_and_what_cannot_be_told(code: str) -> None:
    lines = [line for found, example in EXAMPLES if found == code for line in example.expected]
    assert {line.split(" ")[1].rstrip(":") for line in lines} == {"holds", "fails", "cannot-tell"}
