"""Whatever happens to a case, its projections are those that a rebuild makes of the entries and of the payloads that remain."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger import samples as s
from witnessmark.ledger.sqlite import SqliteLedger
from witnessmark.records import decisions as d
from witnessmark.records.documents import Disclosure
from witnessmark.records.faults import Misused, Refused

few = st.sampled_from(["1", "2", "3"])

ITEMS = st.one_of(
    st.builds(lambda n, name: s.receipt(n, name=name), few, few),
    st.builds(lambda n, text, version: s.reading(n, text=text, version=version), few, few | st.none(), few),
    st.builds(s.disclosure, few, st.sampled_from(Disclosure)),
    st.builds(lambda n, quote, word: s.claim(f"c{n}", quote=quote, word=word), few, few, few),
    st.builds(lambda n: s.withdrawn(f"c{n}"), few),
    st.builds(lambda n, q: s.moved(f"c{n}", q and f"q{q}"), few, few | st.none()),
    st.builds(lambda n: s.rejected(start=int(n)), few),
    st.builds(lambda n, title: s.question(f"q{n}", title), few, few),
    st.builds(lambda n, into: s.merged(f"q{n}", f"q{into}"), few, few),
    st.builds(lambda n, text, before: s.conclusion(f"k{n}", text=text, supersedes=before and f"k{before}"), few, few, few | st.none()),
    st.builds(lambda n, words: s.reply(f"r{n}", words), few, few),
    st.builds(lambda n, text: s.answer(f"f{n}", text), few, few),
    st.builds(lambda n, grade: s.graded(f"source {n}", grade), few, few),
    st.builds(lambda n, title: s.site(f"s{n}", title), few, few),
    st.builds(lambda n, as_: s.classified(f"Name {n}", as_), few, st.sampled_from(d.NameClass)),
    st.builds(lambda n: s.tied(f"t{n}"), few),
    st.builds(lambda n: s.checked(s.sha(n)), few),
    st.builds(lambda n, roles: s.person_added(f"p{n}", tuple(roles), f"Hidden {n}"), few, st.sets(st.sampled_from(d.Role)).map(sorted)),
    st.builds(lambda n: s.person_revoked(f"p{n}"), few),
)

STEPS = st.lists(
    st.tuples(st.just("append"), st.lists(ITEMS, min_size=1, max_size=8)) | st.tuples(st.just("erase"), st.integers(0, 60)),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_live_projections_are_the_rebuilt_ones_byte_for_byte(steps):
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqliteLedger(Path(folder) / "ledger.sqlite", create=True, random=s.counting())
        ledger.append(s.opening(), by=s.ANA, at=s.AT)
        erased: set[str] = set()
        for verb, what in steps:
            try:
                if verb == "append":
                    ledger.append(what, by=s.ANA, at=s.AT)
                else:
                    erased.add(erase_nth(ledger, what))
            except (Misused, Refused):
                continue
        lines = list(ledger.dump())
        assert lines == sorted(lines)
        digest = ledger.rebuild()
        assert list(ledger.dump()) == lines
        assert ledger.rebuild() == digest
        assert_nothing_left(lines, erased)
        ledger.close()


def erase_nth(ledger: SqliteLedger, number: int) -> str:
    ident = list(ledger.entries())[number % ledger.size()].entry.id
    ledger.erase(ident, "asked for", by=s.ANA, at=s.AT)
    return ident


def assert_nothing_left(lines: list[bytes], erased: set[str]) -> None:
    """No row names an erased entry as where it comes from; only the row of kind `erased` does."""
    named = set()
    for line in lines:
        kind, ident, _, body = json.loads(line)
        if kind == "erased":
            named.add(ident)
        else:
            assert body.get("entry") not in erased
            assert not erased & {receipt["entry"] for receipt in body.get("receipts", ())}
    assert named == erased
