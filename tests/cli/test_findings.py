"""Findings as a person, a program and a code-scanning tool read them; hostile evidence included."""

from __future__ import annotations

import json

import pytest

from witnessmark.cli.findings import RENDER, harmless
from witnessmark.records.findings import Finding, Quoted, Run, Verdict
from witnessmark.rules import RULES

DOCUMENT = "a" * 64
EVIL = "54 \x1b[31mstations\u202e]}, <script>\u2028"
QUOTE = Quoted(document=DOCUMENT, quote=EVIL, start=10, end=21)


def finding(code: str, verdict: Verdict, *, shuts: bool = True) -> Finding:
    return Finding(code=code, verdict=verdict, about=("c1",), message=f"{EVIL} said", facts=(("value", EVIL),), shuts=shuts,
                   quotes=(QUOTE, Quoted(document="b" * 64, quote="21 countries", start=0, end=12)))


RUNS = (
    Run(code="N002", completed=True, findings=(finding("N002", Verdict.FAILS), finding("N002", Verdict.HOLDS))),
    Run(code="N005", completed=True, findings=(finding("N005", Verdict.FAILS),)),
    Run(code="W002", completed=True, findings=(finding("W002", Verdict.FAILS), finding("W002", Verdict.CANNOT_TELL))),
    Run(code="W003", completed=True, findings=(finding("W003", Verdict.FAILS, shuts=False),)),
    Run(code="C002", completed=False, fault="TypeError at weigh/checks/contradiction.py:41"),
)
ANSWERS = {RUNS[1].findings[0].id: "The second report says so on page 3."}
NAMES = {DOCUMENT: "report\x1b]0;owned\x07.pdf"}


def rendered(form: str) -> str:
    return RENDER[form](RUNS, RULES, ANSWERS, NAMES)


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_no_form_lets_the_evidence_command_a_terminal(form: str) -> None:
    text = rendered(form)
    assert not [c for c in text if (ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e\u2028" or 0xD800 <= ord(c) < 0xE000]


def test_text_says_code_verdict_by_word_and_shape_quotation_file_id_and_answer() -> None:
    text = rendered("text")
    assert "x N002 named-fewer-than-counted  fails (falls short)" in text
    assert "= N002 named-fewer-than-counted  holds" in text
    assert "x N005 scope-differs  fails (the sources disagree)" in text
    assert "x W002 conclusion-stronger-than-claims  fails (gate shut)" in text
    assert "? W002 conclusion-stronger-than-claims  cannot tell (gate shut)" in text
    assert "x W003 reply-not-sought  fails (falls short)" in text, "a ministry that was not asked shuts no gate"
    assert "x C002 denial-on-record  stopped (gate shut)" in text
    assert "TypeError at weigh/checks/contradiction.py:41" in text
    assert f"finding {RUNS[0].findings[0].id}" in text
    assert "answer: The second report says so on page 3." in text
    assert "owned .pdf" in text
    assert text.endswith("5 rules ran: 1 hold, 4 fail, 1 cannot tell; gate shut by 3")


def test_json_is_one_object_with_every_quotation_whole() -> None:
    read = json.loads(rendered("json"))
    assert read["form"] == "witnessmark/findings/v1"
    first = read["runs"][0]["findings"][0]
    assert (first["id"], first["verdict"]) == (RUNS[0].findings[0].id, "fails")
    assert first["quotes"][0] == {"document": DOCUMENT, "file": NAMES[DOCUMENT], "start": 10, "end": 21, "quote": EVIL}
    assert read["runs"][1]["findings"][0]["answer"] == "The second report says so on page 3."
    assert [run["completed"] for run in read["runs"]] == [True, True, True, True, False]


def test_sarif_has_the_shape_of_version_2_1_0() -> None:
    log = json.loads(rendered("sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == [r.code for r in RULES]
    assert all(r["help"]["text"] and r["defaultConfiguration"]["level"] in {"error", "warning"} for r in rules)
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "kind", "level", "message", "partialFingerprints", "locations", "relatedLocations",
                               "properties"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "none" or result["kind"] == "fail", "3.27.10: only what fails has a level"
        for place in (*result["locations"], *result["relatedLocations"]):
            physical = place["physicalLocation"]
            assert physical["artifactLocation"]["uri"].startswith("urn:sha256:")
            assert physical["region"]["charOffset"] >= 0
            assert physical["region"]["charLength"] > 0
        assert [place["id"] for place in result["relatedLocations"]] == list(range(1, len(result["relatedLocations"]) + 1))
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["associatedRule"]["id"] == "C002"


def test_sarif_levels_tell_house_from_evidence() -> None:
    results = json.loads(rendered("sarif"))["runs"][0]["results"]
    assert [(r["ruleId"], r["kind"], r["level"]) for r in results] == [
        ("N002", "fail", "warning"), ("N002", "pass", "none"), ("N005", "fail", "warning"), ("W002", "fail", "error"),
        ("W002", "open", "none"), ("W003", "fail", "warning"),
    ]


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_what_is_written_of_an_exercise_says_so(form: str) -> None:
    assert "EXERCISE, NOT EVIDENCE" in RENDER[form](RUNS, RULES, ANSWERS, NAMES, mark="EXERCISE, NOT EVIDENCE")
    assert "EXERCISE" not in rendered(form)


def test_the_same_runs_are_written_the_same() -> None:
    assert rendered("text") == rendered("text")
    assert rendered("sarif") == rendered("sarif")


def test_words_of_every_script_stay_as_they_are() -> None:
    assert harmless("五十四个 ٥٤ ئۇيغۇر é 👮") == "五十四个 ٥٤ ئۇيغۇر é 👮"
    assert harmless("a\u202eb\x07c") == "a<U+202E>b c"
