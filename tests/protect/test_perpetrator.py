"""A row of testimony leaves only if five sealed persons could be behind it, for a perpetrator who knows everything that he did."""

import itertools
import json
import os
import random
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulators import visits
from witnessmark.protect import perpetrator
from witnessmark.protect.coarse import Area, Grid, Step, Within
from witnessmark.protect.perpetrator import Behind, leaving, refusals
from witnessmark.records.testimony import QUASI, Facts, KnownPublicly, RowSource, ToldRow

CASES = 500 if os.environ.get("WITNESSMARK_LARGE") == "1" else 25
GRID = Grid(step=Step.MONTH, area=Area.UNIT, within={
    "gn:valencia": Within(unit="gn:vc", country="cc:ES"), "gn:alicante": Within(unit="gn:vc", country="cc:ES"),
    "gn:madrid": Within(unit="gn:md", country="cc:ES"), "gn:nowhere": Within(unit=None, country="cc:ES")})
VALUES = (("host_place", "gn:vc"), ("period", "2022-03"))


def facts(number, experience=0, **changes):
    known = {"host_place": "gn:valencia", "period": f"2022-03-{number + 1:02d}", "method": "tnr.visit", "role": "student"} | changes
    return Facts(person=f"p{number}", experience=f"p{number}.{experience}", **known)


def row(number, experience=0, *, values=VALUES, again=""):
    return ToldRow(row=f"r{number}.{experience}{again}", values=tuple(values))


def behind(known, *rows, statements=(), custodians=("c1",)):
    sources = tuple(RowSource(row=one.row, experience=one.row.removeprefix("r").rstrip("abc").join(("p", ""))) for one in rows)
    return Behind(facts=tuple(known), sources=sources, statements=tuple(statements), custodians=frozenset(custodians))


def forms(rows, known, *, earlier=(), **more):
    return {(r.where, r.form) for r in refusals(rows, earlier=earlier, behind=behind(known, *rows, *earlier, **more), grid=GRID)}


def test_five_who_share_all_values_are_enough_and_four_are_not():
    five = [facts(n) for n in range(5)]
    assert forms([row(0)], five) == set()
    assert forms([row(0)], five[:4]) == {("r0.0", "fewer than five")}


def test_who_is_not_known_in_a_value_does_not_share_it():
    for unknown in ({"period": None}, {"host_place": None}, {"period": "2022"}, {"period": "2022-03~"}, {"host_place": "gn:nowhere"}, {"host_place": "gn:unlisted"}):
        assert forms([row(0)], [*(facts(n) for n in range(4)), facts(4, **unknown)]) == {("r0.0", "fewer than five")}


def test_five_experiences_of_one_person_are_one_person():
    assert forms([row(0)], [facts(0, n) for n in range(9)]) == {("r0.0", "fewer than five")}


@pytest.mark.parametrize(("changes", "values", "form"), [
    ({"period": None}, VALUES, "unknown"),
    ({"period": "2022-04-01"}, VALUES, "differs"),
    ({}, (("period", "2022-03-01"),), "not generalised"),
    ({}, (("host_place", "gn:valencia"),), "not generalised"),
    ({}, (("name", "x"),), "fields"),
    ({}, (("role", "student"), ("role", "student")), "fields"),
    ({}, (), "fields"),
])
def test_a_row_that_is_not_sound_by_itself_stays(changes, values, form):
    assert forms([row(0, values=values)], [facts(0, **changes), *(facts(n) for n in range(1, 9))]) == {("r0.0", form)}


def test_a_row_of_nobody_stays():
    assert refusals([row(0)], earlier=(), behind=Behind(facts=tuple(facts(n) for n in range(9)), sources=()), grid=GRID)[0].form == "source"


def test_no_id_is_used_twice_not_even_over_releases():
    nine = [facts(n) for n in range(9)]
    assert forms([row(0)], nine, earlier=[row(0)]) == {("r0.0", "shared id")}
    assert forms([row(0), row(0)], nine) == {("r0.0", "shared id")}
    taken = ToldRow(row="p3", values=VALUES)
    inside = Behind(facts=tuple(nine), sources=(RowSource(row="p3", experience="p0.0"),))
    assert [r.form for r in refusals([taken], earlier=(), behind=inside, grid=GRID)] == ["shared id"]


def test_two_rows_of_one_experience_are_read_together():
    five = [facts(n, method="tnr.visit" if n < 4 else "tnr.call") for n in range(5)] + [facts(n, method="tnr.visit", period="2022-05") for n in range(5, 9)]
    by_method = row(0, values=[("method", "tnr.visit")], again="a")
    assert forms([row(0)], five) == forms([by_method], five) == set()
    assert forms([row(0), by_method], five) == {("r0.0", "fewer than five"), ("r0.0a", "fewer than five")}
    assert forms([by_method], five, earlier=[row(0)]) == {("r0.0a", "fewer than five")}


def test_who_was_visited_twice_is_told_apart_from_those_visited_once():
    known = [facts(n) for n in range(8)] + [facts(0, 1)]
    assert forms([row(0)], known) == set()
    assert forms([row(0), row(0, 1)], known) == {("r0.0", "fewer than five"), ("r0.1", "fewer than five")}
    assert forms([row(0), row(0, 1)], known + [facts(n, 1) for n in range(1, 5)]) == set()


def test_who_must_be_another_is_struck_out():
    """Five rows that say month and province take up five people; a row that says the province alone is the sixth."""
    known = [facts(n) for n in range(5)] + [facts(5, period="2022-09")]
    five = [row(n) for n in range(5)]
    sixth = row(5, values=[("host_place", "gn:vc")])
    assert forms(five, known) == forms([sixth], known) == set()
    assert forms([*five, sixth], known) == {("r5.0", "fewer than five")}
    assert {form for _, form in forms(five, known, earlier=[sixth])} == {"earlier release"}
    kept, reasons = leaving([*five, sixth], earlier=(), behind=behind(known, *five, sixth), grid=GRID)
    assert kept == tuple(five)
    assert [r.where for r in reasons] == ["r5.0"]


def word(of, *, by="c1", reason="she told it on television", values=None):
    return KnownPublicly(row=of.row, values=values or of.values, by=by, reason=reason)


def test_what_is_public_knowledge_leaves_with_a_custodian_s_reason_alone():
    one = [facts(0)]
    assert forms([row(0)], one, statements=[word(row(0))]) == set()
    for void in (word(row(0), by="c2"), word(row(0), reason=" "), word(row(0), values=(("period", "2022-04"),)), word(row(1))):
        assert forms([row(0)], one, statements=[void]) == {("r0.0", "fewer than five")}


def test_who_is_publicly_known_is_none_of_the_five_of_others():
    five = [facts(n) for n in range(5)]
    assert forms([row(0), row(1)], five, statements=[word(row(0))]) == {("r1.0", "fewer than five")}
    assert forms([row(0), row(1)], [*five, facts(5)], statements=[word(row(0))]) == set()


def test_a_public_row_does_not_betray_an_earlier_one_of_the_same_person():
    nine = [facts(n) for n in range(9)]
    public = row(0, values=[("role", "student")], again="b")
    assert forms([public], nine, earlier=[row(0)], statements=[word(public)]) == {("r0.0b", "earlier release")}


def test_a_release_after_an_erasure_or_a_mended_fact_is_looked_at_anew():
    nine = [facts(n) for n in range(9)]
    assert forms([row(1)], nine[1:6], earlier=[row(0)]) == set()  # p0 was erased: still somebody behind the earlier row
    assert forms([row(1)], nine[1:5], earlier=[row(0)]) == {("r1.0", "fewer than five")}
    mended = [facts(0, period="2022-07"), *nine[1:]]
    assert forms([row(1)], mended, earlier=[row(0)]) == {("r1.0", "fewer than five")}


@given(st.sampled_from(QUASI), st.integers(0, 3))
def test_a_refusal_names_id_and_fields_and_no_value(field, others):
    secret = "Xyzzyq"
    known = [Facts(person="p0", experience="p0.0", **{field: secret})] + [Facts(person=f"p{n}", experience=f"p{n}.0") for n in range(1, others + 1)]
    told = ToldRow(row="r0.0", values=((field, secret),))
    found = refusals([told], earlier=(), behind=behind(known, told), grid=GRID)
    assert found
    for reason in found:
        assert reason.code == "D002"
        assert reason.where == "r0.0"
        assert field in reason.said
        assert secret not in repr(reason)
    assert secret not in repr([told, *known, behind(known, told), word(told)])


def test_the_count_of_those_left_is_that_of_every_explanation_there_is():
    """Against all assignments of a few people to a few rows, one by one."""
    rng = random.Random(7)
    for _ in range(300):
        people = [f"p{n}" for n in range(rng.randint(2, 6))]
        fits = {person: {person, *rng.sample(people, rng.randint(0, len(people) - 1))} for person in rng.sample(people, rng.randint(1, len(people)))}
        could = {person: set() for person in fits}
        for chosen in itertools.permutations(people, len(fits)):
            if all(one in fits[person] for person, one in zip(fits, chosen, strict=True)):
                for person, one in zip(fits, chosen, strict=True):
                    could[person].add(one)
        found = perpetrator._support(fits, Behind(facts=tuple(Facts(person=p, experience=p) for p in people), sources=()), ())
        assert found == {person: len(those) for person, those in could.items()}


# --- the simulation --------------------------------------------------------------------------------------------------------------------


def attacked(cases, *, printed="", loosely=True, **how):
    """Return the number of candidates of every protected person, joined exactly and fuzzily, and rows left of rows wished."""
    exact, fuzzy, left, wished = [], [], 0, 0
    for seed in cases:
        made = visits.case(seed)
        told = visits.publish(made, **how)
        left, wished = left + len(told.rows), wished + told.wished
        told = visits.printed_exactly(told, made, printed) if printed else told
        exact += visits.candidates(told, made).values()
        fuzzy += visits.candidates(told, made, days=3, neighbours=True).values() if loosely else ()
    return exact, fuzzy, left, wished


def test_in_made_cases_the_perpetrator_has_five_to_choose_from():
    exact, fuzzy, left, wished = attacked(range(CASES))
    print(json.dumps({"cases": CASES, "persons": len(exact), "min": min(exact), "deciles": quantiles(exact, n=10)}))  # pytest -s
    assert min(exact) >= 5
    assert min(fuzzy) >= 5
    assert len(exact) > 20 * CASES
    assert left > wished / 4, "hardly anything leaves"


def everything(field, value, exact, grid, *, agrees=perpetrator.agrees):
    return exact is None or agrees(field, value, exact, grid)


def last_row_alone(rows, source, *, told=perpetrator._told):
    return told({source[one.row].experience: one for one in rows}.values(), source)


def no_elimination(fits, behind, known):
    return {person: len(others - (set(known) - {person})) for person, others in fits.items()}


def nobody_public(fits, behind, known, *, support=perpetrator._support):
    return support(fits, behind, ())


FAULTS = {
    "four are enough": ("FEWEST", 4),
    "unknown is the same as anything": ("agrees", everything),
    "rows of one visit are not joined": ("_told", last_row_alone),
    "how often somebody was visited is not counted": ("_each_its_own", all),
    "nobody is struck out who must be another": ("_support", no_elimination),
    "who is publicly known still counts for others": ("_support", nobody_public),
    "what a new row tells of an earlier one is not asked": ("_tied_to", lambda *_: set()),
}


def caught(**how):
    """Whether the perpetrator gets below five in one of the cases."""
    return any(min(exact, default=5) < 5 for exact, *_ in (attacked([seed], loosely=False, **how) for seed in range(60)))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault, monkeypatch):
    monkeypatch.setattr(perpetrator, *FAULTS[fault])
    assert caught()


@pytest.mark.parametrize("how", [{"printed": "period"}, {"printed": "host_place"}, {"sees_earlier": False}], ids=str)
def test_a_fault_of_whoever_prints_is_caught(how):
    assert caught(**how)
