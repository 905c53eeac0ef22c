"""Dates, places and numbers on a fixed grid: the same every time, nothing of the exact value left, never by chance."""

import ast
import inspect
import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.protect import coarse
from witnessmark.protect.coarse import Area, Grid, Step, Within, agrees, area, banded, generalised, on_grid, period, snapped
from witnessmark.records.testimony import Facts

WITHIN = {
    "gn:valencia": Within(unit="gn:vc", country="cc:ES"), "gn:alicante": Within(unit="gn:vc", country="cc:ES"),
    "gn:macau": Within(unit=None, country="cc:MO"), "gn:sea": Within(unit=None, country=None)}
FINE = Grid(step=Step.MONTH, area=Area.UNIT, within=WITHIN)
ROUGH = Grid(step=Step.YEAR, area=Area.COUNTRY, within=WITHIN)


@pytest.mark.parametrize(("edtf", "month", "year"), [
    ("2022-03-14", "2022-03", "2022"),
    ("2022-03", "2022-03", "2022"),
    ("2022-03-XX", "2022-03", "2022"),
    ("2022-03-01/2022-03-31", "2022-03", "2022"),
    ("2022-03-30/2022-04-02", None, "2022"),
    ("2022", None, "2022"),
    ("2022-21", None, "2022"),
    ("2022-24", None, None),
    ("2021-12/2022-01", None, None),
    ("202X", None, None),
    ("XXXX-03", None, None),
    ("2022-03/..", None, None),
    ("2022-03/", None, None),
    ("2022-03-14~", None, None),
    ("2022?", None, None),
    ("in March", None, None),
    (None, None, None),
])
def test_a_time_is_the_month_or_year_in_which_all_of_it_lies(edtf, month, year):
    assert (period(edtf, Step.MONTH), period(edtf, Step.YEAR)) == (month, year)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_of_a_month_gives_the_same(day):
    assert period(day.isoformat(), Step.MONTH) == period(day.replace(day=1).isoformat(), Step.MONTH) == f"{day:%Y-%m}"
    assert period(period(day.isoformat(), Step.MONTH), Step.YEAR) == f"{day:%Y}"


def test_a_place_is_its_unit_or_country_and_unlisted_is_unknown():
    assert [area(place, FINE) for place in (*WITHIN, "gn:new", None)] == ["gn:vc", "gn:vc", None, None, None, None]
    assert [area(place, ROUGH) for place in (*WITHIN, "gn:new", None)] == ["cc:ES", "cc:ES", "cc:MO", None, None, None]


def test_facts_leave_on_the_grid_alone():
    exact = Facts(person="p", experience="e", host_country="ES", host_place="gn:valencia", origin="gn:macau", period="2022-03-14", method="m", role="r")
    fine, rough = generalised(exact, FINE), generalised(exact, ROUGH)
    assert (fine.host_place, fine.origin, fine.period) == ("gn:vc", None, "2022-03")
    assert (rough.host_place, rough.origin, rough.period) == ("cc:ES", "cc:MO", "2022")
    assert (fine.host_country, fine.method, fine.role) == ("ES", "m", "r")


@pytest.mark.parametrize(("field", "value", "fine", "rough"), [
    ("period", "2022", True, True), ("period", "2022-03", True, False), ("period", "2022-03-14", False, False), ("period", "2022-13", False, False),
    ("period", "2022~", False, False), ("period", "２０２２", False, False), ("host_place", "gn:vc", True, False), ("origin", "cc:ES", True, True),
    ("host_place", "gn:valencia", False, False), ("origin", "None", False, False), ("method", "m", True, True),
])
def test_what_is_finer_than_the_grid_is_seen(field, value, fine, rough):
    assert (on_grid(field, value, FINE), on_grid(field, value, ROUGH)) == (fine, rough)


def test_agreeing_needs_knowing():
    assert agrees("period", "2022-03", "2022-03-14", FINE)
    assert agrees("period", "2022", "2022-03-14", FINE)
    assert not agrees("period", "2022-03", "2022", FINE)
    assert not agrees("period", "2022-03", None, FINE)
    assert agrees("host_place", "cc:ES", "gn:alicante", FINE)
    assert not agrees("host_place", "gn:vc", "gn:new", FINE)
    assert agrees("role", "r", "r", FINE)
    assert not agrees("role", "r", None, FINE)


@pytest.mark.parametrize(("number", "band"), [("34", "30-39"), ("30", "30-39"), ("39.99", "30-39"), ("0", "0-9"), ("-1", None), ("many", None), ("NaN", None), ("1e999999999", None)])
def test_a_number_leaves_as_its_band(number, band):
    assert banded(number, 10) == band


LATITUDES = st.decimals(min_value=-90, max_value=90, places=6)
LONGITUDES = st.decimals(min_value=-180, max_value=180, places=6)


@given(LATITUDES, LONGITUDES)
def test_a_point_leaves_as_the_middle_of_its_cell(latitude, longitude):
    spot = snapped(str(latitude), str(longitude))
    assert snapped(str(latitude), str(longitude)) == spot, "the same every time"
    assert snapped(spot.latitude, spot.longitude) == spot, "all of a cell gives the same"
    assert re.fullmatch(r"-?\d+\.\d[05] -?\d+\.\d\d", f"{spot.latitude} {spot.longitude}")
    assert kilometres(latitude, longitude, spot) * 1000 <= spot.uncertainty


@given(st.decimals(min_value=-88, max_value=88, places=6), LONGITUDES)
def test_a_cell_is_ten_kilometres_wide_and_high(latitude, longitude):
    spot = snapped(str(latitude), str(longitude))
    assert spot.uncertainty >= 7_000  # half the diagonal of ten by ten
    middle, five = float(spot.longitude), 4.99 / 111.195
    for north, east in ((five, 0), (-five, 0), (0, five / math.cos(math.radians(float(spot.latitude)))), (0, -five / math.cos(math.radians(float(spot.latitude))))):
        assert snapped(f"{float(spot.latitude) + north:.6f}", f"{(middle + east + 180) % 360 - 180:.6f}") == spot


def kilometres(latitude, longitude, spot):
    a, b, c, d = (math.radians(float(n)) for n in (latitude, longitude, spot.latitude, spot.longitude))
    return 6371 * 2 * math.asin(math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))


@pytest.mark.parametrize("point", [("91", "0"), ("0", "181"), ("north", "0"), ("NaN", "0"), ("0", "Infinity")])
def test_what_is_no_point_does_not_leave(point):
    assert snapped(*point) is None


def test_the_poles_and_the_date_line_have_cells_too():
    assert snapped("90", "12") == snapped("89.95", "-170")
    assert snapped("10", "180") == snapped("10", "-180")


def test_nothing_here_is_drawn_by_chance():
    imported = {
        alias.name for node in ast.walk(ast.parse(inspect.getsource(coarse))) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names}
    assert imported.isdisjoint({"random", "secrets", "uuid", "os", "time", "numpy"})
