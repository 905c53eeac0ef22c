"""Every rule has a page under the fixed headings, and the pages in docs/rules are those of the checks as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.write_rule_pages import HEADINGS, PAGES, pages
from witnessmark.records.findings import Rule
from witnessmark.rules import REQUIRED, RULES, rule, rules_digest


@pytest.mark.parametrize("given", RULES, ids=[r.code for r in RULES])
def test_a_rule_has_its_page_under_the_fixed_headings_in_their_order(given: Rule) -> None:
    lines = given.page.splitlines()
    assert lines[0] == f"{given.code} {given.name}."
    found = [h for line in lines for h in HEADINGS if line == h or line.startswith(f"{h}:")]
    assert found == list(HEADINGS)
    assert all(len(line) <= 140 for line in lines)


def test_codes_and_names_are_used_once() -> None:
    assert len({r.code for r in RULES}) == len({r.name for r in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[A-Z][0-9]{3}", r.code) for r in RULES)


def test_a_rule_is_found_by_its_code() -> None:
    assert rule("N002").name == "named-fewer-than-counted"
    with pytest.raises(KeyError):
        rule("N999")


def test_a_release_asks_for_every_rule_on_the_case_that_can_be_judged() -> None:
    assert {"P001", "L001", "Q001", "Q002", "W001", "W002", "W003", "N005", "S001", "C002", "D005"} <= REQUIRED
    assert not REQUIRED & {"P002", "P003", "D002", "U001"}


def test_the_digest_of_the_table_is_stable() -> None:
    assert rules_digest() == rules_digest()
    assert re.fullmatch("[0-9a-f]{64}", rules_digest())


def test_the_pages_in_docs_are_current() -> None:
    written = {file.name: file.read_text("utf-8") for file in Path(PAGES).glob("*.md")}
    assert written == pages(), "run scripts/write_rule_pages.py"
