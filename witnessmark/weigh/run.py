"""Runs one rule over one view. A check that raises becomes a run that did not complete, never a silence."""

from __future__ import annotations

import traceback
from collections.abc import Collection, Iterable
from pathlib import PurePath

from witnessmark.records.findings import Finding, Rule, Run, Verdict
from witnessmark.records.view import View
from witnessmark.weigh.quoting import listed, many

PACKAGE = "witnessmark"


def run(rule: Rule, view: View) -> Run:
    """Return the run of a rule over a view.

    The one broad `except` of the project stands here: whatever a check raises, the other rules still run, and rule X001 says so.
    Raises ValueError for a rule that has no check of its own (the gate's and the tool's).
    """
    if rule.check is None:
        raise ValueError(f"{rule.code} has no check that runs over a view")
    try:
        return Run(code=rule.code, completed=True, findings=tuple(rule.check(view)))
    except Exception as raised:  # noqa: BLE001 - a raised check is a result (X001), and must not stop the others
        return Run(code=rule.code, completed=False, fault=fault_of(raised))


def fault_of(raised: BaseException) -> str:
    """Return what was raised and where, without its words: they may be the evidence's."""
    frames = traceback.extract_tb(raised.__traceback__)
    ours = [frame for frame in frames if PACKAGE in PurePath(frame.filename).parts] or list(frames)
    if not ours:
        return type(raised).__name__
    parts = PurePath(ours[-1].filename).parts
    inside = parts[len(parts) - 1 - parts[::-1].index(PACKAGE) + 1 :] if PACKAGE in parts else parts[-1:]
    return f"{type(raised).__name__} at {'/'.join(inside)}:{ours[-1].lineno}"


def rule_stopped(runs: Iterable[Run]) -> tuple[Finding, ...]:
    """X001 rule-stopped.

    Checks: every check that was started came to its end.
    Why it matters: a check that broke has found nothing, and that must not look like having found nothing wrong.
    Holds: every run of the set is complete.
    Fails: a check raised; the finding names the rule, the fault's type and the line of our code, never the evidence's words.
    Cannot tell: no rule was run at all.
    Known limits: a check that ends early and says nothing is not seen here; the tests of that rule have to see it.
    What to do: report the fault with its line; until it is repaired the gate stays shut.
    """
    given = tuple(runs)
    if not given:
        return (Finding(code="X001", verdict=Verdict.CANNOT_TELL, about=(), message="no rule was run", facts=(("runs", "0"),)),)
    broken = [r for r in given if not r.completed]
    if not broken:
        return (Finding(code="X001", verdict=Verdict.HOLDS, about=(), message=f"{many(len(given), 'rule')} came to the end",
                        facts=(("runs", str(len(given))),)),)
    return tuple(
        Finding(code="X001", verdict=Verdict.FAILS, about=(r.code,), message=f"{r.code} stopped: {r.fault or 'no fault was noted'}",
                facts=(("rule", r.code), ("fault", r.fault)))
        for r in broken
    )


def rules_not_run(required: Collection[str], runs: Iterable[Run]) -> tuple[Finding, ...]:
    """X002 rule-not-run.

    Checks: every rule that a release asks for has a completed run over the view that would be released.
    Why it matters: what was not looked at is unknown, and unknown is never verified.
    Holds: each required code has a completed run in the set.
    Fails: a required code has no run, or its run did not complete.
    Cannot tell: nothing is required, so nothing can be said of what is missing.
    Known limits: it compares codes; that the runs belong to this view is held by the digest that they are noted with.
    What to do: run `witnessmark check` again on the case as it stands.
    """
    done = {r.code for r in runs if r.completed}
    wanted = sorted(required)
    if not wanted:
        return (Finding(code="X002", verdict=Verdict.CANNOT_TELL, about=(), message="no rule is required", facts=(("required", "0"),)),)
    missing = [code for code in wanted if code not in done]
    facts = (("required", str(len(wanted))), ("missing", " ".join(missing)))
    if missing:
        return (Finding(code="X002", verdict=Verdict.FAILS, about=tuple(missing), facts=facts,
                        message=f"no completed run of {listed(missing, at_most=len(missing))}"),)
    message = f"{many(len(wanted), 'required rule')} came to the end"
    return (Finding(code="X002", verdict=Verdict.HOLDS, about=(), facts=facts, message=message),)
