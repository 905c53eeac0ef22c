"""Every rule code, once. A code is never used twice; the page of a rule is the docstring of its check."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from witnessmark.analyse.checks import check_place_resolved, check_registry
from witnessmark.extract.checks import check_hidden, check_quotes, check_reader_changed
from witnessmark.ledger.checks import check_actor, check_chain
from witnessmark.preserve.checks import check_bytes
from witnessmark.protect.checks import check_metadata, check_persons, check_protected_name, check_third_party
from witnessmark.records.canonical import digest_of, sha256
from witnessmark.records.findings import Check, Grain, Rule
from witnessmark.weigh.checks import later
from witnessmark.weigh.checks.attribution import check_speakers
from witnessmark.weigh.checks.conclusions import check_cited, check_replies
from witnessmark.weigh.checks.consents import check_consents
from witnessmark.weigh.checks.contradiction import check_contradictions, check_denials
from witnessmark.weigh.checks.named import check_named
from witnessmark.weigh.checks.reading import check_accepted
from witnessmark.weigh.checks.scopes import check_scopes
from witnessmark.weigh.checks.sources import check_grades, check_held, check_origins
from witnessmark.weigh.checks.strength import check_strength
from witnessmark.weigh.checks.sums import check_shares, check_sums
from witnessmark.weigh.checks.totals import check_totals, check_units
from witnessmark.weigh.run import rule_stopped, rules_not_run


def page_of(check: Callable[..., object]) -> str:
    """Return a rule's page. Raises ValueError where the check has no docstring."""
    if not check.__doc__:
        raise ValueError(f"{check.__name__} has no page: write its docstring under the fixed headings")
    return inspect.cleandoc(check.__doc__)


def _house(code: str, name: str, check: Check) -> Rule:
    return Rule(code=code, name=name, house=True, grain=Grain.CASE, since="0.1", page=page_of(check), check=check)


def _evidence(code: str, name: str, check: Check) -> Rule:
    return Rule(code=code, name=name, house=False, grain=Grain.CASE, since="0.1", page=page_of(check), check=check)


def _other(code: str, name: str, grain: Grain, page: Callable[..., object]) -> Rule:
    return Rule(code=code, name=name, house=True, grain=grain, since="0.1", page=page_of(page))


RULES: tuple[Rule, ...] = (
    _house("P001", "bytes-changed", check_bytes),
    _evidence("P002", "no-outside-time", later.check_outside_time),
    _evidence("P003", "time-after-claim", later.check_time_after_claim),
    _house("L001", "chain-broken", check_chain),
    _house("L002", "entry-by-nobody", check_actor),
    _house("Q001", "quote-not-found", check_quotes),
    _house("Q002", "claim-unread", check_accepted),
    _evidence("Q003", "reader-changed", check_reader_changed),
    _house("Q004", "hidden-text", check_hidden),
    _evidence("A001", "speaker-missing", check_speakers),
    _evidence("N001", "sum-mismatch", check_sums),
    _evidence("N002", "named-fewer-than-counted", check_named),
    _evidence("N003", "total-differs", check_totals),
    _evidence("N004", "unit-differs", check_units),
    _evidence("N005", "scope-differs", check_scopes),
    _evidence("N006", "share-mismatch", check_shares),
    _evidence("S001", "single-origin", check_origins),
    _evidence("S003", "source-ungraded", check_grades),
    _evidence("S004", "origin-not-held", check_held),
    _evidence("C001", "claims-contradict", check_contradictions),
    _evidence("C002", "denial-on-record", check_denials),
    _evidence("G001", "place-unresolved", check_place_resolved),
    _evidence("G002", "registry-differs-from-claim", check_registry),
    _evidence("U001", "too-few-lists", later.check_lists),
    _house("W001", "conclusion-without-claim", check_cited),
    _house("W002", "conclusion-stronger-than-claims", check_strength),
    _house("W003", "reply-not-sought", check_replies),
    _other("D001", "protected-name", Grain.OUTPUT, check_protected_name),
    _house("D002", "small-group", later.check_small_groups),
    _other("D003", "metadata-left", Grain.OUTPUT, check_metadata),
    _other("D004", "third-party-request", Grain.OUTPUT, check_third_party),
    _house("D005", "consent-missing", check_consents),
    _other("D006", "person-unclassified", Grain.OUTPUT, check_persons),
    _other("X001", "rule-stopped", Grain.TOOL, rule_stopped),
    _other("X002", "rule-not-run", Grain.TOOL, rules_not_run),
)
"""The rules in the order of the design; findings are printed in it."""

LATER = frozenset({"P002", "P003", "U001", "D002"})
"""Rules that this version cannot judge: they say cannot-tell, and a release does not ask for them yet."""

REQUIRED: frozenset[str] = frozenset(r.code for r in RULES if r.grain is Grain.CASE and r.code not in LATER)
"""Rules that must have a completed run over the view that is released (X002)."""


def rule(code: str) -> Rule:
    """Return the rule of a code. Raises KeyError for a code that is not in the table."""
    return {r.code: r for r in RULES}[code]


def rules_digest() -> str:
    """Return the SHA-256 of the rule table: codes, names, kinds, grains and pages."""
    return digest_of([[r.code, r.name, r.house, r.grain.value, r.since, sha256(r.page.encode("utf-8"))] for r in RULES])
