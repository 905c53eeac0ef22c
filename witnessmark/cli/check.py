"""`check`, `explain`: run the rules, and read their pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from witnessmark.cli.keys import Passphrase
from witnessmark.cli.options import CasePath, Person
from witnessmark.cli.say import say, telling
from witnessmark.cli.seal import keys_of


def check(
    case: CasePath,
    format_: Annotated[str, typer.Option("--format", help="text, json or sarif.")] = "text",
    strict_unknown: Annotated[bool, typer.Option("--strict-unknown", help="Count cannot-tell like a finding.")] = False,
    key: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A custodian's key: sealed claims are looked at too.")] = None,
    passphrase: Passphrase = False,
    as_: Person = None,
) -> int:
    """Run every rule over the case as it stands. 0: all hold; 1: evidence findings; 3: a house rule fails or stopped."""
    from witnessmark.cli.findings import RENDER
    from witnessmark.records.faults import Misused
    from witnessmark.records.findings import Verdict
    from witnessmark.rules import REQUIRED, RULES
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.judge import answers_of, names_of
    from witnessmark.walk.judge import check as run_rules
    from witnessmark.walk.testimony import findings_on_sealed, with_sealed

    if format_ not in RENDER:
        raise Misused(f"--format {format_}: choose text, json or sarif")
    opened = open_case(case)
    with telling("checking") as tell:
        runs = run_rules(opened, by=who(opened, as_), tell=tell)
    identities = keys_of(opened, key, passphrase=passphrase) if key else ()
    runs = with_sealed(runs, findings_on_sealed(opened, identities))
    mark = "EXERCISE, NOT EVIDENCE" if opened.opened.exercise else ""
    sys.stdout.write(RENDER[format_](runs, RULES, answers_of(opened), names_of(opened), mark=mark) + "\n")
    house = {rule.code for rule in RULES if rule.house and rule.code in REQUIRED}
    findings = [finding for run in runs for finding in run.findings]
    if any(not run.completed for run in runs):
        return 3
    if any(finding.code in house and finding.shuts and finding.verdict is not Verdict.HOLDS for finding in findings):
        return 3
    counted = {Verdict.FAILS, Verdict.CANNOT_TELL} if strict_unknown else {Verdict.FAILS}
    return 1 if any(finding.verdict in counted for finding in findings) else 0


def explain(code: Annotated[str, typer.Argument(help="A rule's code, such as N002.")]) -> int:
    """Show a rule's own page."""
    from witnessmark.records.faults import Misused
    from witnessmark.rules import RULES

    found = [rule for rule in RULES if rule.code == code.upper()]
    if not found:
        raise Misused(f"{code}: no such rule; the codes are {', '.join(rule.code for rule in RULES)}")
    say(found[0].page)
    return 0
