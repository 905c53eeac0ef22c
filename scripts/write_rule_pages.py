"""Writes docs/rules/: one page for each rule, from the rule's own docstring, and an index. A test holds that they are current."""

from __future__ import annotations

import sys
from pathlib import Path

from witnessmark.records.findings import Rule
from witnessmark.rules import LATER, RULES

HEADINGS = ("Checks", "Why it matters", "Holds", "Fails", "Cannot tell", "Known limits", "What to do")
PAGES = Path(__file__).parent.parent / "docs" / "rules"


def page(rule: Rule) -> str:
    """Return a rule's page as Markdown."""
    evidence = "Evidence rule: published with its verdict; it never shuts the gate."
    kind = "House rule: the gate is shut where it fails." if rule.house else evidence
    later = " This version cannot judge it yet, and a release does not ask for it." if rule.code in LATER else ""
    lines = [f"# {rule.code} {rule.name}", "", f"{kind}{later} Since {rule.since}."]
    body: list[str] = []
    for line in rule.page.splitlines()[1:]:
        heading = next((h for h in HEADINGS if line == h or line.startswith(f"{h}:")), None)
        if heading is not None:
            lines += [*_paragraph(body), "", f"## {heading}", ""]
            body = [line.removeprefix(heading).removeprefix(":").strip()]
        else:
            body.append(line.strip())
    return "\n".join([*lines, *_paragraph(body)]) + "\n"


def _paragraph(body: list[str]) -> list[str]:
    text = "\n".join(line for line in body if line)
    return [text[:1].upper() + text[1:]] if text else []


def index() -> str:
    """Return the index of all rules."""
    rows = [f"| [{r.code}](" + f"{r.code}.md) | {r.name} | {'house' if r.house else 'evidence'} | {_first(r)} |" for r in RULES]
    return "\n".join([
        "# Rules", "",
        "A house rule that fails shuts the gate. An evidence rule never does: it is published with its verdict. Where a rule has nothing",
        "to look at it says nothing, and its run is complete with no finding; where it cannot know, it says cannot-tell, never holds.",
        "These pages are written by `scripts/write_rule_pages.py` from the checks themselves.", "",
        "| code | name | kind | checks |", "|---|---|---|---|", *rows, "",
    ])


def _first(rule: Rule) -> str:
    lines = page(rule).split("## Checks\n\n", 1)[1].split("\n\n", 1)[0]
    return " ".join(lines.split()).replace("|", "\\|")


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    return {"index.md": index(), **{f"{rule.code}.md": page(rule) for rule in RULES}}


def main() -> int:
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, "utf-8")
    sys.stdout.write(f"{len(pages())} pages in docs/rules\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
