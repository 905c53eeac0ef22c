"""The map of reported places: towns only, circles by number of stations, drawn on shapes that were projected when the program was made."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from witnessmark.publish.site.known import Known
from witnessmark.publish.site.projection import HEIGHT, WIDTH, project
from witnessmark.records.view import Site

WORLD = Path(__file__).resolve().parent.parent / "world" / "world.json"

EUROPE = ((-12.0, 33.5), (34.0, 63.0))
"""South-west and north-east corner of the second map (longitude, latitude), drawn where many of the towns lie in it."""
ENOUGH = 4
"""Towns within Europe from which on the second map is drawn."""
MOST_TOWNS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The stations of one town: added ones filled, others as a broken ring."""

    x: str
    y: str
    added: str
    """Radius; empty where none is added."""
    ring: str
    """Radius of the ring round what is not added; empty where there is none."""
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A town's name beside its circle."""

    x: str
    y: str
    end: str
    text: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One map: its window on the projected world, circles and labels."""

    name: str
    box: str
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]
    notice: Label
    stroke: str
    legend: tuple[tuple[str, str], ...]
    """(radius, number of stations)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """The map with what it does not show."""

    shapes: tuple[tuple[str, str], ...]
    """(name, path)."""
    source: str
    drawings: tuple[Drawing, ...]
    towns: int
    undrawn: tuple[Site, ...]
    described: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Town:
    name: str
    country: str
    x: float
    y: float
    added: int
    other: int

    @property
    def stations(self) -> int:
        return self.added + self.other


def worldmap(known: Known) -> WorldMap:
    """Return the map of a release's registry."""
    world = json.loads(WORLD.read_text(encoding="utf-8"))
    towns, undrawn = _towns(known)
    drawings = [_drawing("World", _world_box(towns), towns, largest=13.0, letters=74)]
    (west, south), (east, north) = EUROPE
    left, right = project(west, (south + north) / 2)[0], project(east, south)[0]
    top, bottom = project(0, north)[1], project(0, south)[1]
    inside = [t for t in towns if left < t.x < right and top < t.y < bottom]
    if len(inside) >= ENOUGH:
        drawings.append(_drawing("Europe", (left, top, right - left, bottom - top), inside, largest=3.4, letters=42))
    return WorldMap(
        shapes=tuple((shape["name"], shape["path"]) for shape in world["shapes"]),
        source=world["source"],
        drawings=tuple(drawings),
        towns=len(towns),
        undrawn=undrawn,
        described="; ".join(_said(t) for t in towns[:60]),
    )


def _said(town: _Town) -> str:
    other = f", {town.other} not added" if town.other else ""
    return f"{town.name} ({town.country}): {town.added}{other}"


def _towns(known: Known) -> tuple[list[_Town], tuple[Site, ...]]:
    found: dict[str, list[Site]] = {}
    undrawn = []
    for site in known.sites.values():
        place = known.places.get(site.opened.place_id or "")
        # A country or a region has a centre, but a dot there would show a place that nobody reported.
        if place is None or place.kind != "city" or _degrees(place.latitude, place.longitude) is None:
            undrawn.append(site)
        else:
            found.setdefault(place.id, []).append(site)
    towns = []
    for ident, sites in found.items():
        place = known.places[ident]
        degrees = _degrees(place.latitude, place.longitude)
        if degrees is None:
            continue
        x, y = project(*degrees)
        added = sum(s.opened.stations for s in sites if s.opened.counted == "yes")
        other = sum(s.opened.stations for s in sites if s.opened.counted != "yes")
        towns.append(_Town(name=place.name, country=place.country_name or "", x=x, y=y, added=added, other=other))
    towns.sort(key=lambda t: (-t.stations, t.name, t.x, t.y))
    return towns[:MOST_TOWNS], tuple(undrawn)


def _degrees(latitude: str | None, longitude: str | None) -> tuple[float, float] | None:
    try:
        lon, lat = float(longitude or ""), float(latitude or "")
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _world_box(towns: Iterable[_Town]) -> tuple[float, float, float, float]:
    """Leave out the ice south of 58 degrees where no town lies on it."""
    south = project(0, -58)[1]
    return (0.0, 0.0, WIDTH, HEIGHT if any(t.y > south for t in towns) else south)


def _drawing(name: str, box: tuple[float, float, float, float], towns: Sequence[_Town], *, largest: float, letters: int) -> Drawing:
    most = max((t.stations for t in towns), default=1) or 1
    scale = largest / math.sqrt(most)
    # Text is set in units of the window: the second map is drawn at half the width, so its letters are larger in it.
    size = box[2] / letters
    smallest = size / 5
    circles, taken = [], []
    for town in towns:
        outer = max(scale * math.sqrt(town.stations), smallest)
        inner = max(scale * math.sqrt(town.added), smallest) if town.added else 0.0
        circles.append(
            Circle(
                x=f"{town.x:.2f}",
                y=f"{town.y:.2f}",
                added=f"{inner:.2f}" if inner else "",
                ring=f"{outer:.2f}" if town.other else "",
                title=_said(town),
            )
        )
        taken.append((town.x - outer, town.y - outer, town.x + outer, town.y + outer))
    legend = tuple((f"{max(scale * math.sqrt(n), smallest):.2f}", str(n)) for n in sorted({1, max(1, most // 2), most}))
    notice = Label(x=f"{box[0] + box[2] / 2:.2f}", y=f"{box[1] + size * 1.6:.2f}", end="middle", text="", size=f"{size * 1.15:.2f}")
    taken.append((box[0], box[1], box[0] + box[2], box[1] + size * 2))
    return Drawing(
        name=name,
        box=" ".join(f"{n:.2f}" for n in box),
        circles=tuple(circles),
        labels=tuple(_labels(towns, taken, box, size, scale)),
        notice=notice,
        stroke=f"{box[2] / 1800:.3f}",
        legend=legend,
    )


def _labels(
    towns: Sequence[_Town],
    taken: list[tuple[float, float, float, float]],
    box: tuple[float, float, float, float],
    size: float,
    scale: float,
) -> Iterable[Label]:
    """Set each name right, left, below or above its circle, where it covers nothing; a name that fits nowhere is left to the table."""
    edge = (box[0], box[1], box[0] + box[2], box[1] + box[3])
    for number, town in enumerate(towns):
        if number >= 120:
            return
        text = town.name if len(town.name) <= 24 else town.name[:23] + "…"
        width = sum(size if ord(c) > 0x2E80 else size * 0.54 for c in text)
        reach = max(scale * math.sqrt(town.stations), size / 5) + size * 0.25
        places = (
            ("start", town.x + reach, town.y + size * 0.34),
            ("end", town.x - reach, town.y + size * 0.34),
            ("middle", town.x, town.y + reach + size * 0.8),
            ("middle", town.x, town.y - reach - size * 0.2),
        )
        for end, x, y in places:
            left = x - {"start": 0.0, "end": width, "middle": width / 2}[end]
            area = (left, y - size * 0.85, left + width, y + size * 0.2)
            if _free(area, taken, edge):
                taken.append(area)
                yield Label(x=f"{x:.2f}", y=f"{y:.2f}", end=end, text=text, size=f"{size:.2f}")
                break


def _free(
    area: tuple[float, float, float, float], taken: Iterable[tuple[float, float, float, float]], edge: tuple[float, float, float, float]
) -> bool:
    if area[0] < edge[0] or area[1] < edge[1] or area[2] > edge[2] or area[3] > edge[3]:
        return False
    return all(area[2] <= t[0] or area[0] >= t[2] or area[3] <= t[1] or area[1] >= t[3] for t in taken)
