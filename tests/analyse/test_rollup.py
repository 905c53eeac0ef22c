"""Roll-ups commute: whatever the registry, each adds up to the same, and nothing is dropped. Control counts within its dates; links never."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analyse.registry import by, case, count, site
from witnessmark.analyse.rollup import UNASSIGNED, rollups

PLACES = st.sampled_from(
    [
        ("Valencia", "Spain", "gn:1"),
        ("Valencia", "Spain", None),
        ("Santiago", "Spain", "gn:2"),
        ("Santiago", "Chile", "gn:3"),
        ("Taipei", "Taiwan", "gn:4"),
        ("Pristina", "Kosovo", "gn:5"),
        (None, "Kosovo", "cc:XK"),
        (None, "Taiwan", None),
        (None, "Atlantis", None),
        ("Ys", "Atlantis", None),
        (None, "Antarctica", "cc:AQ"),
        (None, "Japan", "gn:gone"),
        ("Tokyo", "Japan", "cc:JP"),
        (None, "unassigned", None),
        (None, "", None),
    ]
)
BODIES = st.lists(
    st.builds(
        by,
        st.sampled_from(["Fuzhou bureau", "Qingtian bureau", UNASSIGNED]),
        since=st.sampled_from([None, "2018", "2021-05", "rubbish"]),
        until=st.sampled_from([None, "2019", "2022"]),
    ),
    max_size=3,
)


@st.composite
def registries(draw):
    rows = draw(st.lists(st.tuples(PLACES, st.integers(1, 9), st.sampled_from(["yes", "no", "unknown"]), BODIES), max_size=12))
    return [
        site(n, city=place[0], country=place[1], place_id=place[2], stations=stations, counted=counted, controlled_by=tuple(bodies))
        for n, (place, stations, counted, bodies) in enumerate(rows)
    ]


@settings(max_examples=200, deadline=None)
@given(registries(), st.sampled_from([None, "2018", "2022-10", "2019/2020", "XXXX"]))
def test_every_rollup_adds_up_to_the_registry_and_holds_each_site_once(sites, on):
    added = sum(s.opened.stations for s in sites if s.opened.counted == "yes")
    rest = sum(s.opened.stations for s in sites if s.opened.counted != "yes")
    rolled = rollups(case(opened=tuple(sites)), on=on)
    assert [roll.by for roll in rolled] == ["country", "city", "continent", "body"]
    for roll in rolled:
        assert (roll.stations, roll.not_added) == (added, rest)
        assert (sum(line.stations for line in roll.lines), sum(line.not_added for line in roll.lines)) == (added, rest)
        assert sorted(ident for line in roll.lines for ident in line.sites) == sorted(s.opened.site for s in sites)
        assert len({line.name for line in roll.lines}) == len(roll.lines), "each line has a name of its own"
        assert roll.standard


@settings(max_examples=80, deadline=None)
@given(registries())
def test_the_order_in_which_sites_were_opened_makes_no_difference(sites):
    assert rollups(case(opened=tuple(sites))) == rollups(case(opened=tuple(reversed(sites))))


def lines(sites, which: str, **more) -> dict[str, int]:
    (roll,) = [roll for roll in rollups(case(opened=tuple(sites)), **more) if roll.by == which]
    return {line.name: line.stations for line in roll.lines}


def test_taiwan_and_kosovo_have_lines_and_regions_of_their_own_and_the_unknown_is_shown():
    sites = [
        site(1, country="Taiwan", place_id="gn:4", city="Taipei"),
        site(2, country="Kosovo"),
        site(3, country="Atlantis", stations=2),
        site(4, country="Antarctica"),
    ]
    assert lines(sites, "country") == {"Taiwan": 1, "Kosovo": 1, "Antarctica": 1, UNASSIGNED: 2}
    assert lines(sites, "continent") == {"Asia": 1, "Europe": 1, UNASSIGNED: 3}
    assert lines(sites, "city") == {"Taipei, Taiwan": 1, UNASSIGNED: 4}


def test_what_may_not_be_added_stands_beside_and_in_no_sum():
    sites = [site(1, stations=3), site(2, stations=2, counted="no", overlaps="the same room"), site(3, stations=4, counted="unknown")]
    (roll, *_) = rollups(case(opened=tuple(sites)))
    assert [(line.name, line.stations, line.not_added, len(line.sites)) for line in roll.lines] == [("Spain", 3, 6, 3)]


def test_two_towns_of_one_name_in_a_country_are_two_lines_and_one_that_nobody_chose_is_a_third():
    sites = [
        site(1, city="Santiago", place_id="gn:2"),
        site(2, city="Santiago", place_id="gn:1"),
        site(3, city="Santiago", place_id="cc:ES"),
    ]
    assert lines(sites, "city") == {"Santiago, Spain (gn:1)": 1, "Santiago, Spain (gn:2)": 1, "Santiago, Spain (place not chosen)": 1}


@pytest.mark.parametrize(("on", "counts"), [(None, True), ("2019", True), ("2018-06", True), ("2017", False), ("2022", False), ("2021/2023", True)])
def test_a_body_counts_within_the_dates_of_its_relation(on, counts):
    sites = [site(1, controlled_by=(by("Fuzhou", since="2018", until="2021"),))]
    assert lines(sites, "body", on=on) == ({"Fuzhou, 2018/2021": 1} if counts else {UNASSIGNED: 1})


def test_a_relation_without_dates_or_with_one_end_open_counts_as_far_as_is_known():
    assert lines([site(1, controlled_by=(by("Fuzhou"),))], "body", on="1999") == {"Fuzhou": 1}
    assert lines([site(1, controlled_by=(by("Fuzhou", since="2018"),))], "body", on="2030") == {"Fuzhou, 2018/..": 1}
    assert lines([site(1, controlled_by=(by("Fuzhou", until="2018"),))], "body", on="2030") == {UNASSIGNED: 1}


def test_several_bodies_are_not_divided_and_each_site_counts_once():
    both = (by("Qingtian"), by("Fuzhou"), by("Fuzhou"))
    assert lines([site(1, stations=2, controlled_by=both), site(2, controlled_by=(by("Fuzhou"),))], "body") == {
        "Fuzhou / Qingtian (not divided)": 2,
        "Fuzhou": 1,
    }


def test_a_line_cites_every_claim_that_it_rests_on_once():
    sites = [site(1, claims=("1" * 32,), controlled_by=(by("Fuzhou", claims=("2" * 32, "1" * 32)),)), site(2, claims=("1" * 32,))]
    rolled = {roll.by: roll for roll in rollups(case(opened=tuple(sites), accepted=(count("9", ident="1"),)))}
    assert rolled["country"].lines[0].claims == ("1" * 32,)
    assert next(line for line in rolled["body"].lines if line.name == "Fuzhou").claims == ("1" * 32, "2" * 32)


def test_links_are_never_counted_since_a_site_has_no_place_for_them():
    assert lines([site(1)], "body") == {UNASSIGNED: 1}


def test_a_site_of_which_every_claim_was_withdrawn_is_in_no_sum():
    sites = [site(1, claims=("a" * 32,)), site(2, claims=("b" * 32,)), site(3)]
    rolled = rollups(case(opened=tuple(sites), accepted=(count("9", ident="a"),)))
    assert [line.sites for line in rolled[0].lines] == [(sites[0].opened.site, sites[2].opened.site)]
