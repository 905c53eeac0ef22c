"""A run: what a check found, or where it broke; and that a large case is checked fast."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulators.plain_view import PlainView, text_of
from witnessmark.records import decisions as d
from witnessmark.records import view as v
from witnessmark.records.claims import Claim, Content, Kind, Modality, Span
from witnessmark.records.findings import Finding, Grain, Rule, Verdict
from witnessmark.records.view import View
from witnessmark.rules import RULES, rule
from witnessmark.weigh.run import rule_stopped, run

OURS = "QNACSW"
"""The letters of the rules that this room checks, P, L and G being other rooms'."""


def broken(view: View) -> Iterator[Finding]:
    """X999 broken."""
    yield Finding(code="X999", verdict=Verdict.HOLDS, about=(), message="so far")
    raise TypeError("the name of a witness")


def test_a_check_that_raises_is_a_run_that_did_not_complete_and_repeats_no_word_of_the_evidence() -> None:
    given = Rule(code="X999", name="broken", house=True, grain=Grain.CASE, since="0.1", page="", check=broken)
    ran = run(given, PlainView())
    assert not ran.completed
    assert ran.findings == ()
    assert ran.fault.startswith("TypeError at ")
    assert "witness" not in ran.fault.replace("witnessmark", "").removeprefix("TypeError at ")
    assert rule_stopped([ran])[0].verdict is Verdict.FAILS


def test_the_fault_names_the_line_of_our_code() -> None:
    text = text_of("There are 54 stations.")
    view = PlainView(texts=(text,), accepted=("no claim",))  # type: ignore[arg-type]
    ran = run(rule("N002"), view)
    assert not ran.completed
    assert ran.fault.startswith("AttributeError at weigh/checks/named.py:")


def test_a_rule_of_the_gate_is_not_run_here() -> None:
    with pytest.raises(ValueError, match="D001"):
        run(rule("D001"), PlainView())


def test_an_empty_case_breaks_no_rule_and_nothing_holds_of_it() -> None:
    for each in RULES:
        if each.check is not None and each.code[0] in OURS:
            ran = run(each, PlainView())
            assert ran.completed, (each.code, ran.fault)
            assert all(f.verdict is not Verdict.HOLDS for f in ran.findings), each.code


def test_hostile_values_break_no_rule() -> None:
    text = text_of("There are 54 stations in 21 countries, “said nobody at all to us here”.")
    values = ["NaN", "Infinity", "1e999999", "9" * 400, "", "-", "٥٤", "0", "-1"]
    claims = []
    for n, value in enumerate(values):
        content = Content(
            kind=Kind.COUNT, anchor=text.anchor(10, 21), modality=Modality.ASSERTED, value=value, min=value, max=value,
            unit="percent" if n % 2 else "station", part_of=Span(start=25, end=37), names=("\x1b[31m" * 50, "\u202ex"), said_by=("",),
            place="x" * 5000)
        claims.append(Claim(id=f"c{n}", version=content.version, content=content, question="q"))
    asked = v.Question(id="q", asked=d.QuestionOpened(question="q", title="?", kind=Kind.COUNT, unit="station"))
    view = PlainView(texts=(text,), accepted=tuple(claims), asked=(asked,))
    for each in RULES:
        if each.check is not None and each.code[0] in OURS:
            ran = run(each, view)
            assert ran.completed, (each.code, ran.fault)
            assert all(len(f.message) < 2000 for f in ran.findings)


@settings(max_examples=40, deadline=None)
@given(parts=st.lists(st.integers(1, 99), min_size=2, max_size=6), more=st.integers(1, 9))
def test_a_sum_holds_exactly_when_it_adds_up(parts: list[int], more: int) -> None:
    for stated, wanted in ((sum(parts), Verdict.HOLDS), (sum(parts) + more, Verdict.FAILS), (sum(parts) - 1, Verdict.FAILS)):
        content = f"{stated} stations: " + ", ".join(f"{n} in town {at}" for at, n in enumerate(parts))
        text = text_of(content)
        end = content.index(":")
        said = [(0, end, stated, None)]
        said += [(content.index(f"{n} in town {at}"), content.index(f"town {at}"), n, Span(start=0, end=end)) for at, n in enumerate(parts)]
        claims = []
        for start, stop, value, whole in said:
            what = Content(kind=Kind.COUNT, anchor=text.anchor(start, stop), modality=Modality.ASSERTED, value=str(value), unit="station",
                           part_of=whole)
            claims.append(Claim(id=f"c{start}", version=what.version, content=what))
        assert [f.verdict for f in run(rule("N001"), PlainView(texts=(text,), accepted=tuple(claims))).findings] == [wanted]


def large(claims: int, *, texts: int, questions: int) -> PlainView:
    made = [text_of(f"Report {n}: there are 54 stations in 21 countries. Of nine in Spain, three are in Madrid and six in Valencia.",
                    publisher=f"Outlet {n % 50}", published="2022-10-26") for n in range(texts)]
    accepted = []
    for n in range(claims):
        text = made[n % texts]
        quote, value, unit, part = (("54 stations", "54", "station", None), ("21 countries", "21", "country", None),
                                    ("nine in Spain", "9", "station", None), ("three are in Madrid", "3", "station", "nine in Spain"),
                                    ("six in Valencia", "6", "station", "nine in Spain"))[n // texts % 5]
        start = text.content.index(quote)
        at = text.content.index(part) if part else 0
        content = Content(kind=Kind.COUNT, anchor=text.anchor(start, start + len(quote), digest=text.digest), value=value, unit=unit,
                          modality=Modality.HEDGED if n % 7 == 0 else Modality.ASSERTED, said_by=(f"Body {n % 40}",) if n % 3 else (),
                          part_of=Span(start=at, end=at + len(part)) if part else None, place=f"Place {n % 300}", object="stations")
        accepted.append(Claim(id=f"{n:032x}", version=content.version, content=content, question=f"q{n % questions}"))
    asked = tuple(v.Question(id=f"q{n}", asked=d.QuestionOpened(question=f"q{n}", title="?", kind=Kind.COUNT, unit="station"))
                  for n in range(questions))
    return PlainView(texts=tuple(made), accepted=tuple(accepted), asked=asked)


def test_five_thousand_claims_are_checked_in_five_seconds() -> None:
    view = large(5_000, texts=1_000, questions=200)
    _ = view._by_text, view._by_question, list(view.entries())
    started = time.process_time()
    for each in RULES:
        if (each.check is not None and each.code[0] in OURS and not each.code.startswith("Q00")) or each.code == "Q002":
            ran = run(each, view)
            assert ran.completed, (each.code, ran.fault)
    assert time.process_time() - started < 5


def test_one_question_with_thousands_of_claims_is_not_compared_each_with_each() -> None:
    view = large(4_000, texts=800, questions=1)
    tracemalloc.start()
    started = time.process_time()
    for code in ("N003", "N004", "S001", "C001", "C002"):
        assert run(rule(code), view).completed
    seconds, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 8
    assert peak < 100_000_000
