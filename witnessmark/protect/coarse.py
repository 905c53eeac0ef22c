"""Dates, places and numbers are made coarse on a fixed grid before anything is compared or leaves. Never by chance.

What is drawn at random averages out over a few releases; a grid says the same every time. What is printed is formatted from the coarse
value alone, so that no digit of the exact one is left.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from enum import StrEnum

from witnessmark.records.edtf import when
from witnessmark.records.testimony import Facts


class Step(StrEnum):
    """How fine a time may be."""

    MONTH = "month"
    YEAR = "year"


class Area(StrEnum):
    """How fine a place may be."""

    UNIT = "unit"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What a place lies in."""

    unit: str | None
    """Id of the administrative unit below the country; null where the list has none."""
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """How coarse what leaves is. One for the whole release."""

    step: Step
    area: Area
    within: Mapping[str, Within]
    """Id of each place to what it lies in; a place that is not listed does not leave."""


PLACES = ("host_place", "origin")
_UNSURE = re.compile(r"[~?%]")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_PERIOD = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")


def period(edtf: str | None, step: Step) -> str | None:
    """Return the month or year in which the whole of a time lies, or null: unknown, uncertain, open, or longer than that."""
    if edtf is None or _UNSURE.search(edtf):
        return None
    try:
        time = when(edtf)
    except ValueError:
        return None
    if time.earliest is None or time.latest is None:
        return None
    first, last = (day[: 7 if step is Step.MONTH else 4] for day in (time.earliest, time.latest))
    return first if first == last else None


def area(place: str | None, grid: Grid) -> str | None:
    """Return the unit or country that a place lies in, or null where the list does not say."""
    within = grid.within.get(place) if place is not None else None
    if within is None:
        return None
    return within.unit if grid.area is Area.UNIT else within.country


def generalised(facts: Facts, grid: Grid) -> Facts:
    """Return facts as they may leave, each on the grid; what the grid cannot hold is unknown."""
    return dataclasses.replace(
        facts, period=period(facts.period, grid.step), host_place=area(facts.host_place, grid), origin=area(facts.origin, grid),
    )


def on_grid(field: str, value: str, grid: Grid) -> bool:
    """Return whether a value is no finer than the grid."""
    if field == "period":
        return _PERIOD.fullmatch(value) is not None and (grid.step is Step.MONTH or len(value) == 4)
    if field in PLACES:
        return any(value == w.country or (grid.area is Area.UNIT and value == w.unit) for w in grid.within.values())
    return True


def agrees(field: str, value: str, exact: str | None, grid: Grid) -> bool:
    """Return whether an exact value surely lies in a published one. Unknown never does; the published one may be of a coarser grid."""
    if exact is None:
        return False
    if field == "period":
        return _PERIOD.fullmatch(value) is not None and period(exact, Step.MONTH if len(value) == 7 else Step.YEAR) == value
    if field in PLACES:
        within = grid.within.get(exact)
        return within is not None and value in (within.unit, within.country)
    return value == exact


def banded(number: str, width: int) -> str | None:
    """Return the band of a whole width that a number lies in, as `20-29`; null where it is no number of zero or more."""
    if not _NUMBER.fullmatch(number):
        return None
    low = int(Decimal(number)) // width * width
    return f"{low}-{low + width - 1}"


# --- points ----------------------------------------------------------------------------------------------------------------------------

NARROWEST = 10.0
"""Kilometres that a cell of the grid is wide and high at the least (promises, N4)."""
_DEGREE = 111.195
"""Kilometres of one degree of latitude on a sphere of 6,371 km."""
_HIGH = Decimal("0.1")
_WIDE = tuple(Decimal(step) for step in ("0.1", "0.2", "0.5", "1", "2", "5", "10", "30", "360"))
"""Widths of cells in degrees: each divides the circle. The nearer to a pole, the wider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The middle of the cell of the grid that a point lies in."""

    latitude: str
    longitude: str
    uncertainty: int
    """Metres from the middle to the corner, rounded up: a point of the cell is never further away."""


def snapped(latitude: str, longitude: str) -> Spot | None:
    """Return the cell that a point lies in, or null where it is no point. The same cell gives the same three values."""
    try:
        north, east = Decimal(latitude), Decimal(longitude)
        if not (abs(north) <= 90 and abs(east) <= 180):
            return None
    except InvalidOperation:
        return None
    band = min(_floor(north, _HIGH), 899)
    edges = sorted((abs(band * _HIGH), abs((band + 1) * _HIGH)))
    width = next(step for step in _WIDE if step == 360 or _kilometres(step, edges[1]) >= NARROWEST)
    column = _floor((east + 180) % 360, width)
    middle = (band * _HIGH + _HIGH / 2, column * width + width / 2 - 180)
    corner = math.hypot(_kilometres(_HIGH, Decimal(0)) / 2, _kilometres(width, edges[0]) / 2)
    return Spot(latitude=f"{middle[0]:.2f}", longitude=f"{middle[1]:.2f}", uncertainty=math.ceil(corner * 10) * 100)


def _floor(value: Decimal, step: Decimal) -> int:
    return int((value / step).to_integral_value(rounding=ROUND_FLOOR))


def _kilometres(degrees: Decimal, latitude: Decimal) -> float:
    return float(degrees) * _DEGREE * math.cos(math.radians(float(latitude)))
