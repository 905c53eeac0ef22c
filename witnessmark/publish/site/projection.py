"""The Equal Earth projection (Šavrič, Patterson, Jenny 2018): areas are true, so a country's size on the map claims nothing."""

from __future__ import annotations

import math

WIDTH = 960.0
"""Width of the drawing that every coordinate is in."""
HEIGHT = 468.0

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_HALF_WIDTH, _HALF_HEIGHT = 2.70663, 1.3173
"""Extent of the projected globe: half its width and half its height."""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x and y in the drawing of a longitude and a latitude in degrees."""
    lon, lat = math.radians(longitude), math.radians(latitude)
    s = math.asin(_M * math.sin(lat))
    q = s * s
    z = q * q * q
    x = lon * math.cos(s) / (_M * (_A1 + 3 * _A2 * q + z * (7 * _A3 + 9 * _A4 * q)))
    y = s * (_A1 + _A2 * q + z * (_A3 + _A4 * q))
    scale = WIDTH / (2 * _HALF_WIDTH)
    return x * scale + WIDTH / 2, (_HALF_HEIGHT - y) * scale
