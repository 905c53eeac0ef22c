"""Rules that this version cannot judge yet. Each says so once, as cannot-tell: unknown is never taken for good."""

from __future__ import annotations

from collections.abc import Iterator

from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import View


def check_outside_time(view: View) -> Iterator[Finding]:
    """P002 no-outside-time.

    Checks: for every document an outside authority's time token was checked against its root, not merely held.
    Why it matters: our own clock proves nothing; an outside time shows that the bytes were there no later than then.
    Holds: a token over the document's digest was checked.
    Fails: there is no token, or one that does not fit.
    Cannot tell: this version asks no authority for time.
    Known limits: a token says "not later than", never "not earlier than".
    What to do: keep a signed checkpoint with somebody outside (`witnessmark checkpoint`).
    """
    yield _not_yet(view, "P002", "no authority is asked for time in this version")


def check_time_after_claim(view: View) -> Iterator[Finding]:
    """P003 time-after-claim.

    Checks: the outside time of a document is later than the date that the document gives itself.
    Why it matters: a page that was stamped before it says it was written gives a wrong date.
    Holds: the token is later than the date on the page.
    Fails: the token is earlier.
    Cannot tell: there is no checked token (P002), or the page gives no date.
    Known limits: dates on pages are what their publishers wrote there.
    What to do: compare with archived copies of the page.
    """
    yield _not_yet(view, "P003", "no outside time is held in this version")


def check_small_groups(view: View) -> Iterator[Finding]:
    """D002 small-group.

    Checks: no cell of a published table could single out a protected person, also against the tables of earlier releases.
    Why it matters: "threatened in this town, that month: 1" names the person to those who were there.
    Holds: every cell counts 10 persons or more, or 5 or more of anything else.
    Fails: a cell is smaller, or can be worked out from others.
    Cannot tell: this version publishes no table of persons and keeps no cells of earlier releases.
    Known limits: counts that a source published itself are quoted as they stand.
    What to do: publish the sentence of the source and no table of your own on persons.
    """
    yield _not_yet(view, "D002", "tables of persons are not made in this version, and none are compared")


def check_lists(view: View) -> Iterator[Finding]:
    """U001 too-few-lists.

    Checks: an estimate of what was not seen rests on three origins or more.
    Why it matters: with two lists their dependence cannot be seen, and the estimate looks better than it is.
    Holds: three or more origins that overlap.
    Fails: fewer than three.
    Cannot tell: this version makes no estimate.
    Known limits: more lists do not make them independent.
    What to do: print what was counted, and by whom; estimate nothing.
    """
    yield _not_yet(view, "U001", "no estimate is made in this version")


def _not_yet(view: View, code: str, why: str) -> Finding:
    return Finding(code=code, verdict=Verdict.CANNOT_TELL, about=(view.case.case,), message=why, facts=(("because", why),), shuts=False)
