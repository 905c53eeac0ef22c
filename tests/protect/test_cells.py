"""No small cell leaves, and none can be worked out: not from totals, not from differences, not by linear programs over all releases."""

import dataclasses
import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulators import differencing
from witnessmark.protect import cells, worlds
from witnessmark.protect.cells import OTHER, SEVERAL, TOTAL, UNKNOWN, count, fewest, standing, table, told
from witnessmark.protect.coarse import Area, Grid, Step
from witnessmark.records.codec import decode, encode
from witnessmark.records.testimony import Cell, Counted, Facts, Layout, PublishedCells

LARGE = os.environ.get("WITNESSMARK_LARGE") == "1"
CHAINS = 200 if LARGE else 10
GRID = Grid(step=Step.YEAR, area=Area.COUNTRY, within={})
BY_COUNTRY = Layout(counted=Counted.PERSONS, dimensions=("host_country",), categories=(("ES", "NL", "IE"),))
BY_BOTH = Layout(counted=Counted.PERSONS, dimensions=("host_country", "method"), categories=(("ES", "NL"), ("visit", "call")))


def people(*groups, start=0):
    """Return facts: each group is (number of people, fields)."""
    made, number = [], start
    for size, fields in groups:
        for _ in range(size):
            made.append(Facts(person=f"p{number}", experience=f"e{number}", **fields))
            number += 1
    return made


def es(number, method="visit"):
    return (number, {"host_country": "ES", "method": method})


def nl(number, method="visit"):
    return (number, {"host_country": "NL", "method": method})


def made(facts, layout=BY_COUNTRY, *, earlier=(), release="r"):
    return table(facts, layout, grid=GRID, release=release, earlier=earlier)


def shown(one):
    return {cell.at: cell.count for cell in one.cells if cell.shown}


def only(refused):
    (reason,) = refused
    assert reason.code == "D002"
    return reason.form


def test_every_person_stands_in_one_cell_and_totals_add_up():
    facts = [*people(es(3), nl(2, "call"), (2, {"method": "visit"}), (1, {"host_country": "FR", "method": "visit"})),
             Facts(person="p0", experience="again", host_country="NL", method="visit")]
    found = count(facts, BY_BOTH, GRID)
    assert found[TOTAL, TOTAL] == 8
    assert (found["ES", "visit"], found[SEVERAL, "visit"], found[UNKNOWN, "visit"], found[OTHER, TOTAL], found["ES", "call"]) == (2, 1, 2, 1, 0)
    assert len(found) == 6 * 6
    each = count(facts, dataclasses.replace(BY_BOTH, counted=Counted.EXPERIENCES), GRID)
    assert (each[TOTAL, TOTAL], each["NL", "visit"], len(each)) == (9, 1, 5 * 5)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from([None, "ES", "NL", "FR"]), st.sampled_from([None, "visit", "call"])), max_size=40),
       st.sampled_from(Counted))
def test_every_total_is_the_sum_of_its_cells(drawn, counted):
    layout = dataclasses.replace(BY_BOTH, counted=counted)
    facts = [Facts(person=f"p{p}", experience=f"e{n}", host_country=c, method=m) for n, (p, c, m) in enumerate(drawn)]
    found = count(facts, layout, GRID)
    rows, columns = cells.headings(layout)
    assert found[TOTAL, TOTAL] == len({f.person if counted is Counted.PERSONS else f.experience for f in facts})
    assert all(found[row, TOTAL] == sum(found[row, column] for column in columns) for row in rows)
    assert all(found[TOTAL, column] == sum(found[row, column] for row in rows) for column in (*columns, TOTAL))


def test_zero_unknown_and_nine_are_withheld_and_ten_is_not():
    found = shown(made(people(es(30), nl(10), (9, {}), (9, {"host_country": "IE"}))))
    assert found == {("ES",): 30, ("NL",): 10, (TOTAL,): 58}


def test_a_single_small_cell_takes_a_second_one_with_it():
    """49 in all: had 30 and 10 been shown, at most nine would be left for everything else."""
    assert shown(made(people(es(30), nl(10), (9, {})))) == {("ES",): 30, (TOTAL,): 49}
    assert only(made(people(es(30), nl(4)))) == "nothing left"


def test_five_suffice_where_no_persons_are_counted():
    layout = dataclasses.replace(BY_COUNTRY, counted=Counted.EXPERIENCES)
    assert shown(made(people(es(30), nl(5), (4, {}), (3, {"host_country": "IE"})), layout)) == {("ES",): 30, ("NL",): 5, (TOTAL,): 42}
    assert fewest(layout) == 5
    own = people(es(30), (4, {}), (3, {"host_country": "IE"})) + [Facts(person="p900", experience=f"again{n}", host_country="NL") for n in range(6)]
    assert ("NL",) not in shown(made(own, layout)), "six experiences of one person"
    assert fewest(BY_COUNTRY) == 10


def test_a_small_whole_does_not_leave():
    assert only(made(people(es(9)))) == "small whole"


def test_nothing_leaves_where_nothing_is_left_but_the_whole():
    assert only(made(people(es(9), nl(3)))) == "nothing left"


@pytest.mark.parametrize(("layout", "form"), [
    (dataclasses.replace(BY_COUNTRY, dimensions=()), "dimensions"),
    (Layout(counted=Counted.PERSONS, dimensions=("host_country", "method", "role"), categories=(("a",), ("b",), ("c",))), "dimensions"),
    (Layout(counted=Counted.PERSONS, dimensions=("host_country", "host_place"), categories=(("ES",), ("gn:1",))), "dimensions"),
    (Layout(counted=Counted.PERSONS, dimensions=("name",), categories=(("a",),)), "dimensions"),
    (dataclasses.replace(BY_COUNTRY, categories=(("ES", "ES"),)), "categories"),
    (dataclasses.replace(BY_COUNTRY, categories=(("ES", UNKNOWN),)), "categories"),
    (dataclasses.replace(BY_COUNTRY, categories=((),)), "categories"),
])
def test_what_is_no_safe_layout_is_refused(layout, form):
    assert only(made(people(es(50), nl(50)), layout)) == form


def test_an_earlier_table_with_a_common_dimension_shuts_out_another_layout():
    facts = people(es(60), nl(50), (30, {"method": "call"}), (20, {"host_country": "IE", "method": "visit"}))
    first = made(facts)
    for other in (BY_BOTH, dataclasses.replace(BY_COUNTRY, counted=Counted.EXPERIENCES), dataclasses.replace(BY_COUNTRY, categories=(("ES", "NL"),)),
                  Layout(counted=Counted.PERSONS, dimensions=("host_place",), categories=(("gn:1",),))):
        assert only(made(facts, other, earlier=[first])) == "another layout"
    by_method = Layout(counted=Counted.PERSONS, dimensions=("method",), categories=(("visit", "call"),))
    assert isinstance(made(facts, by_method, earlier=[first]), PublishedCells)
    assert only(made([*facts, *people(es(1), start=900)], by_method, earlier=[first])) == "too close"


def test_one_who_joined_between_two_releases_cannot_be_singled_out():
    before = people(es(40), nl(30), (20, {}))
    first = made(before)
    assert only(made([*before, *people(es(1), start=900)], earlier=[first])) == "too close"
    assert only(made(before, earlier=[first])) == "too close"
    second = made([*before, *people(es(25), nl(1), (12, {}), start=900)], earlier=[first])
    assert ("NL",) not in shown(second)
    assert shown(second)[TOTAL,] == 128
    back = made([*before, *people(es(25), nl(12), (40, {}), start=900)], earlier=[first, second])
    assert ("NL",) in shown(back) or not shown(back).keys() - {(TOTAL,)}


def test_one_who_left_leaves_no_trace():
    before = people(es(40), nl(30), (20, {}))
    first = made(before)
    assert only(made(before[1:], earlier=[first])) == "too close"
    after = made([*before[1:], *people(nl(25), (12, {}), start=900)], earlier=[first])
    assert ("ES",) not in shown(after)


def test_the_table_that_stands_is_printed_again_rather_than_a_thinner_one():
    before = people(es(40), nl(30), (20, {}))
    first = made(before)
    assert standing(BY_COUNTRY, [], before) is None
    more = [*before, *people(es(25), start=900)]
    thinner = made(more, earlier=[first], release="r2")
    assert told(thinner, standing(BY_COUNTRY, [first], more)) is first
    more += people(nl(25), (25, {}), start=950)
    wider = made(more, earlier=[first, first], release="r2")
    assert told(wider, standing(BY_COUNTRY, [first], more)) is wider
    refused = made(people(es(9)))
    assert told(refused, None) == refused


def test_a_table_that_counts_somebody_who_withdrew_is_not_printed_again():
    before = people(es(40), nl(30), (20, {}))
    first = made(before)
    assert standing(BY_COUNTRY, [first], before[1:]) is None
    assert only(told(made(before[1:], earlier=[first]), standing(BY_COUNTRY, [first], before[1:]))) == "too close"


def test_a_refusal_and_a_repr_show_no_withheld_number():
    whole = made(people(es(30), nl(7), (14, {"host_country": "IE"})))
    assert " 7)" not in repr(whole)
    assert "p7" not in repr(whole)
    assert "withheld" in repr(whole)
    (reason,) = made(people(es(7)))
    assert "7" not in reason.said
    assert reason.where == "host_country"


def test_cells_go_into_the_seal_and_come_out():
    one = made(people(es(30), nl(12), (9, {})))
    assert decode(PublishedCells, encode(one)) == one


# --- the simulation --------------------------------------------------------------------------------------------------------------------


def attack(seed, *, eager):
    made_ = differencing.chain(seed)
    published = differencing.publish(made_, eager=eager)
    return made_, published, differencing.derived(published.versions, made_.layout, TRUE[made_.layout.counted])


TRUE = {Counted.PERSONS: 10, Counted.EXPERIENCES: 5}


@pytest.mark.parametrize("eager", [False, True], ids=["as printed", "a new version whenever there is one"])
def test_no_small_cell_is_derived_from_ten_releases(eager):
    sums = {"cells": 0, "large": 0, "shown": 0, "versions": 0, "refused": 0}
    for seed in range(CHAINS):
        made_, published, derived = attack(seed, eager=eager)
        assert derived == [], seed
        for name, number in (*differencing.kept(published, made_.layout).items(), ("versions", len(published.versions)), ("refused", published.refused)):
            sums[name] += number
    print(json.dumps(sums))  # pytest -s
    assert sums["shown"] > sums["large"] * (0.25 if eager else 0.4), "hardly anything is left to read"
    assert sums["versions"] > CHAINS


def not_beside(versions, least):
    return versions[-1].shown


def beside_this_release_alone(versions, least, *, widest=worlds.widest):
    return widest(versions[-1:], least)


def one_more(versions, least, *, widest=worlds.widest):
    """One more cell beside a small one, the first there is."""
    last = versions[-1]
    return last.shown - set(sorted(at for at in last.shown if at[0] < last.shape[0])[:1])


def any_number_of_people(past, world, step, way, *, room=worlds._room):
    return worlds.NO_END


def of_the_release_before(at, counts, earlier, layout, *, close=cells._close):
    return close(at, counts, earlier[-1:], layout)


def who_joined_alone(at, counts, earlier, layout):
    before = [cell for one in earlier for cell in one.cells if cell.at == at and cell.shown]
    return any(0 < counts[at] - cell.count < fewest(layout) for cell in before)


def test_two_tables_together_give_nothing_away_either():
    """Two tables without a common dimension, read as totals of the one that nobody printed."""
    tried = 0
    for seed in range(60 if LARGE else 8):
        chain = differencing.chain(seed, releases=6)
        if len(chain.layout.dimensions) == 1:
            continue
        single = [Layout(counted=chain.layout.counted, dimensions=(d,), categories=(c,)) for d, c in zip(chain.layout.dimensions, chain.layout.categories, strict=True)]
        earlier, versions = [], []
        for number, facts in enumerate(chain.states):
            news = [new for one in single if isinstance(new := table(facts, one, grid=differencing.GRID, release=f"r{number}", earlier=earlier), PublishedCells)]
            earlier += news
            seen = {((at[0], TOTAL) if new.layout is single[0] else (TOTAL, at[0])) for new in news for at in shown(new)}
            if news:
                found = count(facts, chain.layout, differencing.GRID)
                versions.append(PublishedCells(release=f"r{number}", layout=chain.layout, persons=(), cells=tuple(
                    Cell(at=at, count=n, shown=at in seen) for at, n in found.items())))
        tried += len(versions) > 1
        assert differencing.derived(versions, chain.layout, TRUE[chain.layout.counted]) == [], seed
    assert tried > 1


class Zero(int):
    """A nought that is not small."""

    def __lt__(self, other):
        return int(self) != 0 and int(self) < int(other)


def zero_is_no_cell(facts, layout, grid, *, count_=cells.count):
    return {at: Zero(number) for at, number in count_(facts, layout, grid).items()}


FAULTS = {
    "nothing is withheld beside": {"widest": not_beside},
    "one cell is withheld beside": {"widest": one_more},
    "differences are not looked at": {"widest": beside_this_release_alone, "_close": lambda *_: False, "_total": lambda *_: ()},
    "other worlds of this release alone": {"widest": beside_this_release_alone},
    "differences to the last release alone": {"_close": of_the_release_before, "widest": not_beside},
    "who left is not looked at": {"_close": who_joined_alone, "widest": not_beside},
    "zero is no cell": {"count": zero_is_no_cell, "widest": not_beside},
    "the threshold is one less": {"fewest": lambda layout: TRUE[layout.counted] - 1},
    "a world may take people from where there are none": {"_room": any_number_of_people},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault, monkeypatch):
    for name, instead in FAULTS[fault].items():
        monkeypatch.setattr(worlds if name == "_room" else cells, name, instead)
    assert any(attack(seed, eager=True)[2] for seed in range(25))


def test_the_attacker_finds_what_is_plain():
    """One withheld cell in a table with its total; and a difference of one."""
    layout = dataclasses.replace(BY_COUNTRY, categories=(("ES",),))
    ats = (("ES",), (OTHER,), (SEVERAL,), (UNKNOWN,), (TOTAL,))
    one = PublishedCells(release="1", layout=layout, persons=(), cells=tuple(
        Cell(at=at, count=n, shown=s) for at, n, s in zip(ats, (30, 12, 12, 3, 57), (True, True, True, False, True), strict=True)))
    assert [(at, most) for at, _, _, most in differencing.derived([one], layout, 10)] == [((UNKNOWN,), 3)]
    two = PublishedCells(release="2", layout=layout, persons=(), cells=tuple(
        Cell(at=at, count=n, shown=s) for at, n, s in zip(ats, (31, 12, 12, 3, 58), (True, False, False, False, True), strict=True)))
    first = dataclasses.replace(one, cells=tuple(dataclasses.replace(c, shown=c.at in {("ES",), (TOTAL,)}) for c in one.cells))
    found = {(at, since, until) for at, since, until, _ in differencing.derived([first, two], layout, 10)}
    assert {(("ES",), 0, 1), ((TOTAL,), 0, 1)} <= found


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_every_world_that_is_found_agrees_with_all_that_was_shown(seed):
    chain = differencing.chain(seed, releases=4)
    versions = [cells._version(one) for one in differencing.publish(chain, eager=True).versions]
    if not versions:
        return
    past, least = worlds._past(versions), fewest(chain.layout)
    for aim in worlds._aims(past, least)[:40]:
        world = past.world()
        assert worlds._grown(past, world, aim, least)
        for number, one in enumerate(versions):
            sums = {at: sum(came[at] for came in world[: number + 1]) for at in one.counts}
            assert all(sums[at] == one.counts[at] for at in one.shown)
            assert min(sums.values()) >= 0
            rows, columns = one.shape
            assert all(sums[r, columns] == sum(sums[r, c] for c in range(columns)) for r in range(rows + 1))
            assert all(sums[rows, c] == sum(sums[r, c] for r in range(rows)) for c in range(columns + 1))
