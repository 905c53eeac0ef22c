"""Places of the gazetteer and of the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the gazetteer: a town, a region, a country or a continent."""

    id: str
    """`gn:1808761` (GeoNames), `cc:ES` (ISO 3166-1 or XK), `m49:150` (UN M49), `wm:qingtian` (our curated list)."""
    name: str
    """English or, failing that, the local name."""
    kind: str
    """`city`, `region`, `country` or `continent`."""
    country: str | None
    """ISO 3166-1 alpha-2, or XK; null for continents."""
    country_name: str | None
    continent: str | None
    """UN M49 name of the macro region (Africa, Americas, Asia, Europe, Oceania), or null: "unassigned"."""
    latitude: str | None = None
    longitude: str | None = None
    """Decimal degrees as strings, of the town or the country's centre: never of a building."""
    population: int = 0
    names: tuple[tuple[str, str], ...] = ()
    """Pairs of language code and name."""


class Gazetteer(Protocol):
    """Finds places by name or by id."""

    version: str

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place of that name, countries first, then by population; the empty tuple where there is none."""

    def place(self, ident: str) -> Place | None:
        """The place of an id, or null."""
