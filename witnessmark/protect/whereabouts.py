"""A place on a map in every notation: decimals, degrees and minutes, geohash, plus code, map tiles, and the frame of a map around it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

NEAR = 0.0006
"""Degrees by which a published number may differ from the true one and still be it, rounded or cut off at three decimals."""
FRAME = 0.05
"""Degrees: a map that shows less than this around a place shows the place."""
BESIDE = 40
"""Characters between the two numbers of a place."""
_FRACTION = re.compile(r"[.,]\d{3,17}(?!\d)")
_WHOLE = re.compile(r"(?<![\d.])\d{1,3}$")
_GEOHASH = "0123456789bcdefghjkmnpqrstuvwxyz"
_PLUS = "23456789CFGHJMPQRVWX"
_BOUND = 180.0

Point = tuple[float, float]
Number = tuple[float, int, int]
"""Value, start, end."""


def points(coordinates: Sequence[str]) -> Iterator[Point]:
    """Yield (latitude, longitude) of what is written as such; what cannot be read is passed over, its words are looked for all the same."""
    for said in coordinates:
        match = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*", said)
        if match and abs(float(match[1])) <= _BOUND / 2 and abs(float(match[2])) <= _BOUND:
            yield float(match[1]), float(match[2])


def in_numbers(text: str, wanted: Sequence[Point]) -> set[int]:
    """Return which of the wanted places some numbers of a text are, or a frame of a map around them."""
    numbers = list(_numbers(text, frozenset(str(int(abs(value))) for point in wanted for value in point)))
    found: set[int] = set()
    for at in range(len(numbers) - 1):
        for index, (latitude, longitude) in enumerate(wanted):
            near = numbers[at : at + 4]
            if index not in found and (_is_pair(near[:2], latitude, longitude) or _is_frame(near, latitude, longitude)):
                found.add(index)
    return found


def _numbers(text: str, wholes: frozenset[str]) -> Iterator[Number]:
    """Yield the numbers of a text with three decimals or more that begin as one of the wanted ones does, or as its neighbour."""
    near = wholes | {str(int(whole) + step) for whole in wholes for step in (-1, 1)}
    for match in _FRACTION.finditer(text):
        whole = _WHOLE.search(text, max(0, match.start() - 4), match.start())
        if whole is not None and whole[0] in near:
            yield float(f"{whole[0]}.{match[0][1:]}"), whole.start(), match.end()


def _is_pair(two: Sequence[Number], latitude: float, longitude: float) -> bool:
    (one, _, end), (other, start, _) = two
    if start - end > BESIDE:
        return False
    # The sign of a longitude may be a letter: "3.7038 W".
    a, b = abs(latitude), abs(longitude)
    return (abs(one - a) <= NEAR and abs(other - b) <= NEAR) or (abs(one - b) <= NEAR and abs(other - a) <= NEAR)


def _is_frame(four: Sequence[Number], latitude: float, longitude: float) -> bool:
    if len(four) < 4 or any(four[n + 1][1] - four[n][2] > BESIDE for n in range(3)):
        return False
    a, b = abs(latitude), abs(longitude)
    w, x, y, z = (number[0] for number in four)
    # (south, west, north, east), (west, south, east, north), and pairs of latitudes and longitudes.
    options = (((w, y), (x, z)), ((x, z), (w, y)), ((w, x), (y, z)), ((y, z), (w, x)))
    return any(_between(a, lat) and _between(b, lon) for lat, lon in options)


def _between(value: float, two: tuple[float, float]) -> bool:
    low, high = min(two), max(two)
    return low <= value <= high and 0 < high - low <= FRAME


# --- written otherwise --------------------------------------------------------------------------------------------------------------------


def sexagesimal(value: float) -> Iterator[str]:
    """Yield degrees, minutes and seconds as they stand in folded text up to the whole second, and degrees with decimals of minutes."""
    value = abs(value)
    for seconds in {int(value * 3600), round(value * 3600)}:
        degrees, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
        for joint in (" ", " º ", "d"):
            for width in (1, 2):
                yield f"{degrees}{joint}{minutes:0{width}}{'m' if joint == 'd' else ' '}{rest:0{width}}"
    degrees = int(value)
    minutes_of = (value - degrees) * 60
    for thousandths in {int(minutes_of * 1000), round(minutes_of * 1000)}:
        for width in (1, 2):
            yield f"{degrees} {thousandths // 1000:0{width}} {thousandths % 1000:03}"


def geohash(point: Point, length: int = 9) -> str:
    """Return the geohash of a place."""
    spans, said, bits = [[-_BOUND, _BOUND], [-_BOUND / 2, _BOUND / 2]], "", 0
    values = (point[1], point[0])
    for bit in range(length * 5):
        span, value = spans[bit % 2], values[bit % 2]
        middle = (span[0] + span[1]) / 2
        upper = value >= middle
        span[0 if upper else 1] = middle
        bits = bits * 2 + upper
        if bit % 5 == 4:
            said, bits = said + _GEOHASH[bits], 0
    return said


def plus_code(point: Point) -> str:
    """Return the ten digits of an open location code, with its sign."""
    rest = [min(point[0] + 90, 180 - 1e-9), (point[1] + _BOUND) % 360]
    said, size = "", 20.0
    for _ in range(5):
        for axis in (0, 1):
            digit = min(int(rest[axis] / size), 19)
            rest[axis] -= digit * size
            said += _PLUS[digit]
        size /= 20
    return f"{said[:8]}+{said[8:]}"


def tiles(point: Point, levels: Sequence[int] = range(13, 21)) -> Iterator[tuple[int, int, int]]:
    """Yield (zoom, column, row) of the map tiles on which a place lies, from the street on."""
    latitude, longitude = math.radians(max(min(point[0], 85.0), -85.0)), point[1]
    for zoom in levels:
        n = 2**zoom
        column = int((longitude + _BOUND) / 360 * n)
        yield zoom, column, int((1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * n)
