"""One report with every trap walks from the door to a verified bundle: page, drafts, decisions, checks, release, a stranger's verdict."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.walk.made import PERSON, ada, case_in
from witnessmark.records.assembly import Refusal
from witnessmark.records.claims import Content
from witnessmark.records.codec import decode
from witnessmark.records.findings import Verdict
from witnessmark.walk.drafts import drafts_of
from witnessmark.walk.gather import read, take_in
from witnessmark.walk.judge import check, decide, view_of
from witnessmark.walk.release import confirm, propose
from witnessmark.walk.waiting import waiting

NINE = Path(__file__).parent / "nine.txt"


def page_of(words: str) -> str:
    title, *paragraphs = [part for part in words.split("\n\n") if part.strip()]
    body = "".join(f"<p>{html.escape(part)}</p>\n" for part in paragraphs)
    head = f'<title>{html.escape(title)}</title><meta property="article:published_time" content="2022-11-09T08:00:00Z">'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><article><h1>{html.escape(title)}</h1>\n{body}</article></body></html>'


def lines_to(file: Path, lines: list[dict[str, object]]) -> Path:
    file.write_text("".join(json.dumps({**line, "person": PERSON}, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return file


def listed(case, verb):
    """What waits, as decisions: each line is given back as it was printed, with person and decision filled in."""
    return [json.loads(line) for line in waiting(case, verb) if not line.startswith("#")]


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nine")
    (folder / "nine.html").write_text(page_of(NINE.read_text("utf-8")), "utf-8")
    case = case_in(folder, exercise=True)
    take_in(case, [str(folder / "nine.html")], by=ada(case))
    read(case, by=ada(case))
    decide(case, "review", lines_to(folder / "review.jsonl", [{**line, "decision": "accept"} for line in listed(case, "review")]))
    decide(case, "conclude", lines_to(folder / "conclude.jsonl", listed(case, "conclude")))
    made = propose(case, by=ada(case))
    for _ in range(4):  # names that nobody decided on: the refusal says which, and how to decide
        if not isinstance(made, Refusal):
            break
        names = {name for reason in made.reasons for name in re.findall(r'"name": "((?:[^"\\]|\\.)*)"', reason.said)}
        assert {reason.code for reason in made.reasons} == {"D006"}, [reason.said for reason in made.reasons if reason.code != "D006"][:5]
        said = [{"decision": "classify", "name": json.loads(f'"{name}"'), "as": "body"} for name in sorted(names)]
        decide(case, "review", lines_to(folder / "names.jsonl", said))
        made = propose(case, by=ada(case))
    assert not isinstance(made, Refusal), [reason.said for reason in made.reasons][:10]
    return case, confirm(case, made.digest, by=ada(case))


def test_every_draft_that_a_person_accepted_is_a_claim_with_its_words(walked):
    case, _ = walked
    view = view_of(case)
    claims = list(view.claims())
    assert len(claims) > 20
    for claim in claims:
        text = view.text(claim.content.anchor.text).content
        assert text[claim.content.anchor.start : claim.content.anchor.end] == claim.content.anchor.quote
    drafts = [decode(Content, draft["content"]) for _, found in drafts_of(case) for draft in found]
    assert sorted(c.version for c in drafts) == sorted(claim.version for claim in claims), "what was listed and given back lost nothing"
    assert listed(case, "review") == []


def findings(case, code):
    (run,) = [run for run in check(case, by=ada(case)) if run.code == code]
    return run.findings


def test_the_nine_hold_as_a_sum_and_fail_as_a_list_of_names(walked):
    case, _ = walked
    sums = findings(case, "N001")
    assert any(f.verdict is Verdict.HOLDS and "3 + 3 + 2 + 1" in f.message for f in sums), [f.message for f in sums]
    named = findings(case, "N002")
    assert any(f.verdict is Verdict.FAILS and "9" in f.message and "7" in f.message for f in named), [f.message for f in named]


def test_house_rules_hold_and_what_nobody_graded_is_not_taken_for_good(walked):
    case, _ = walked
    for code in ("P001", "L001", "L002", "Q001", "Q002", "Q004", "W001", "W002"):
        assert all(f.verdict is Verdict.HOLDS for f in findings(case, code)), code
    assert all(f.verdict is not Verdict.HOLDS for f in findings(case, "S003"))


def test_a_stranger_verifies_the_bundle_offline_with_the_standard_library(walked):
    _, released = walked
    command = [sys.executable, "-I", released / "bundle" / "verify_bundle.py", released / "bundle"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert said.returncode in (0, 1), said.stdout
    assert not [line for line in said.stdout.splitlines() if line.startswith("fails")], said.stdout
    assert "EXERCISE, NOT EVIDENCE" in said.stdout


def test_the_published_page_shows_the_words_and_the_failed_rule(walked):
    _, released = walked
    pages = {file.name: file.read_text("utf-8") for file in (released / "site").rglob("*.html")}
    whole = "\n".join(pages.values())
    assert "three in Lisbon" in whole
    assert "N002" in whole
    assert all("EXERCISE, NOT EVIDENCE" in words for words in pages.values())
    assert PERSON not in whole
