"""Builds witnessmark/publish/world/world.json from countries-110m.json of the npm package world-atlas 2.0.2.

Usage: python scripts/build_world.py PATH/TO/world-atlas/countries-110m.json

The shapes are cut at 180 degrees (without that, Russia and Fiji make streaks across the map), Antarctica is closed over the pole,
everything is projected once, and only the paths are kept.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from witnessmark.publish.site.projection import HEIGHT, WIDTH, project

Point = tuple[float, float]
TARGET = Path(__file__).resolve().parent.parent / "witnessmark" / "publish" / "world" / "world.json"
SOURCE = "world-atlas 2.0.2, countries-110m.json (ISC), made from Natural Earth 1:110m (public domain)"


def arcs_of(topology: dict) -> list[list[Point]]:
    """Undo the delta coding of a TopoJSON file."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def ring_of(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points[1:] if ring else points
    return ring


def unwrapped(ring: list[Point]) -> list[Point]:
    """Let a ring run on past 180 degrees; close a ring round a pole through it."""
    out = [ring[0]]
    for point in ring[1:]:
        lon, lat = point
        while lon - out[-1][0] > 180:
            lon -= 360
        while lon - out[-1][0] < -180:
            lon += 360
        out.append((lon, lat))
    if abs(out[-1][0] - out[0][0]) > 180:
        pole = -90.0 if out[0][1] < 0 else 90.0
        out += [(out[-1][0], pole), (out[0][0], pole)]
    return out


def clipped(ring: list[Point], limit: float, sign: int) -> list[Point]:
    """Keep what lies on one side of a meridian (Sutherland and Hodgman)."""
    out: list[Point] = []
    for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True):
        was_in, is_in = sign * (before[0] - limit) >= 0, sign * (point[0] - limit) >= 0
        if was_in != is_in:
            share = (limit - before[0]) / (point[0] - before[0])
            out.append((limit, before[1] + share * (point[1] - before[1])))
        if is_in:
            out.append(point)
    return out


def pieces(ring: list[Point]) -> Iterator[list[Point]]:
    whole = unwrapped(ring)
    for turn in (-360, 0, 360):
        piece = [(lon + turn, lat) for lon, lat in whole]
        for limit, sign in ((-180.0, 1), (180.0, -1)):
            piece = clipped(piece, limit, sign) if piece else piece
        if len(piece) > 2:
            yield piece


def path_of(piece: list[Point]) -> str:
    """Write a ring as relative steps in tenths of a unit, leaving out steps of no length; a ring without area is no path."""
    steps: list[str] = []
    at = (0, 0)
    for n, point in enumerate(piece):
        x, y = (round(c * 10) for c in project(*point))
        if n == 0:
            steps.append(f"M{number(x)},{number(y)}l")
        elif (x, y) != at:
            steps.append(f"{number(x - at[0])},{number(y - at[1])} ")
        at = (x, y)
    return "".join(steps).rstrip() + "z" if len(steps) > 2 else ""


def number(tenths: int) -> str:
    sign, tenths = ("-" if tenths < 0 else ""), abs(tenths)
    whole, rest = divmod(tenths, 10)
    return sign + (f"{whole or ''}.{rest}" if rest else str(whole))


def shape(geometry: dict, arcs: list[list[Point]]) -> dict[str, str]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    paths = [path_of(piece) for polygon in polygons for indexes in polygon for piece in pieces(ring_of(indexes, arcs))]
    return {"id": geometry.get("id", ""), "name": geometry["properties"]["name"], "path": "".join(paths)}


def main(argument: str) -> None:
    content = Path(argument).read_bytes()
    topology = json.loads(content)
    arcs = arcs_of(topology)
    shapes = [shape(g, arcs) for g in topology["objects"]["countries"]["geometries"] if g.get("type")]
    shapes.sort(key=lambda s: (s["name"], s["id"]))
    world = {"source": SOURCE, "sha256": hashlib.sha256(content).hexdigest(), "width": WIDTH, "height": HEIGHT, "shapes": shapes}
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(world, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
