"""A spreadsheet's rows as claims anchored in their cells, said by each row's source, and as sites that a person opens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from witnessmark.records import decisions as d
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Content
from witnessmark.records.faults import Misused
from witnessmark.records.texts import Region, Text
from witnessmark.review.accept import Payload, content_of, edtf, relation
from witnessmark.review.lines import Line, collect_faults
from witnessmark.review.refs import Desk

Source = str | Mapping[str, str]
"""A constant, or {column = "NAME", or = "NAME"}."""
Table = Mapping[str, tuple[Source, ...]]
"""Where the value of each field comes from; only `said_by` has several."""

FAR_LARGER = 20
"""So many times the population of the next, and a town is the one that is meant."""
MOST_STATIONS = 10_000
_CELL = re.compile(r".*!([A-Z]{1,3})([0-9]{1,7})", re.DOTALL)
_WHOLE = re.compile(r"[0-9]{1,9}(?:\.0{1,6})?", re.ASCII)

_CLAIM_FIELDS = frozenset({
    "kind", "modality", "unit", "value", "min", "max", "place", "subject", "object", "time", "said_by", "method", "service",
})
_SITE_FIELDS = frozenset({
    "title", "city", "country", "stations", "counted", "overlaps", "body", "since", "until", "finding_of_host", "finding_date", "status",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMap:
    """How the columns of a sheet become claims and sites."""

    file: str
    sheet: str | None
    claim: Table
    """What each row says: usually a count."""
    control: Table
    """Who runs what the row is about, where a cell says so; empty: the sheet says nothing of it."""
    site: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number in the sheet, its cells by column name, and where each stands in the text."""

    number: int
    cells: Mapping[str, str]
    spans: Mapping[str, Region]


def read_map(path: Path) -> SheetMap:
    """Return the map of a TOML file. Raises Misused that names the file and the key."""
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as fault:
        raise Misused(f"{path.name}: no map: {str(fault)[:200]}") from None
    if unknown := sorted(set(said) - {"sheet", "claim", "control", "site"}):
        raise Misused(f'{path.name}: unknown key "{unknown[0]}"; a map has sheet, [claim], [control] and [site]')
    sheet = said.get("sheet")
    if sheet is not None and not isinstance(sheet, str):
        raise Misused(f'{path.name}: "sheet" is the name of a sheet, a string')
    parts = {part: _table(path.name, part, said.get(part, {})) for part in ("claim", "control", "site")}
    for part in ("claim", "control"):
        if (parts[part] or part == "claim") and not {"kind", "modality"} <= set(parts[part]):
            raise Misused(f'{path.name}: [{part}] needs "kind" and "modality"')
    if parts["control"] and "subject" not in parts["control"]:
        raise Misused(f'{path.name}: [control] needs "subject": who runs what the row is about')
    if parts["site"] and "country" not in parts["site"]:
        raise Misused(f'{path.name}: [site] needs "country"')
    return SheetMap(file=path.name, sheet=sheet, claim=parts["claim"], control=parts["control"], site=parts["site"])


def _table(file: str, part: str, table: object) -> dict[str, tuple[Source, ...]]:
    if not isinstance(table, dict):
        raise Misused(f"{file}: [{part}] is a table")
    allowed = _SITE_FIELDS if part == "site" else _CLAIM_FIELDS
    if unknown := sorted(set(table) - allowed):
        raise Misused(f'{file}: [{part}] does not know "{unknown[0]}"; it knows {", ".join(sorted(allowed))}')
    return {field: _sources(f"{file}: [{part}] {field}", field, said) for field, said in table.items()}


def _sources(where: str, field: str, said: object) -> tuple[Source, ...]:
    if isinstance(said, list) and field == "said_by":
        return tuple(source for one in said for source in _sources(where, "", one))
    if isinstance(said, str):
        return (said,)
    known = isinstance(said, dict) and len(said) > 0 and set(said) <= {"column", "or", "const"}
    if not (isinstance(said, dict) and known and all(isinstance(value, str) for value in said.values())):
        raise Misused(f'{where} is a string, {{column = "NAME"}}, {{column = "NAME", or = "NAME"}} or {{const = "..."}}')
    return (said,)


def rows_of(text: Text, mapped: SheetMap) -> list[Row]:
    """Return the rows under the header row of a sheet (the first one where no name is given). Raises Misused."""
    pages = [page for page in text.pages if mapped.sheet in (None, page.name)]
    if not pages:
        known = ", ".join(page.name for page in text.pages) or "none"
        raise Misused(f'{mapped.file}: there is no sheet "{mapped.sheet}" in this document (there are: {known})')
    grid: dict[int, dict[str, Region]] = {}
    for region in text.regions:
        place = _CELL.fullmatch(region.where)
        if place and pages[0].start <= region.start < max(pages[0].end, pages[0].start + 1):
            grid.setdefault(int(place[2]), {})[place[1]] = region
    numbers = sorted(grid)
    header = _header(text, grid[numbers[0]], mapped) if numbers else {}
    out = []
    for number in numbers[1:]:
        spans = {header[column]: region for column, region in grid[number].items() if column in header}
        cells = {name: text.content[r.start : r.end].strip() for name, r in spans.items()}
        if any(cells.values()):
            out.append(Row(number=number, cells=cells, spans=spans))
    return out


def _header(text: Text, cells: Mapping[str, Region], mapped: SheetMap) -> dict[str, str]:
    """Return column letters to names. Raises Misused where a mapped column is missing or stands twice."""
    header = {column: name for column, r in cells.items() if (name := text.content[r.start : r.end].strip())}
    tables = (mapped.claim, mapped.control, mapped.site)
    sources = [source for table in tables for said in table.values() for source in said if isinstance(source, Mapping)]
    for name in dict.fromkeys(source[key] for source in sources for key in ("column", "or") if key in source):
        places = [cells[column].where for column, title in header.items() if title == name]
        if len(places) != 1:
            there = ", ".join(header.values())
            why = f"stands {len(places)} times: {', '.join(places)}" if places else f"is not there (there are: {there})"
            raise Misused(f'{mapped.file}: the column "{name}" {why[:400]}; the first row names the columns, each once')
    return header


def import_rows(desk: Desk, text: Text, mapped: SheetMap) -> list[Payload]:
    """Return one claim a row and, where the map says so, the site that the row opens.

    Raises Misused with every faulty row and, where it is one cell's fault, the cell.
    """
    out: list[Payload] = []
    known = _versions(desk, text.digest)
    sited = {site.opened.claims for site in desk.view.sites()}
    ordinals: dict[tuple[str, str], int] = {}
    rows = {row.number: row for row in rows_of(text, mapped)}

    def accept(content: Content) -> str:
        claim = known.get(content.version)
        if claim is None:
            known[content.version] = claim = desk.new_id()
            out.append(("claim-accepted", d.ClaimAccepted(claim=claim, version=content.version, content=content, drafted_by="import")))
        return claim

    def take(line: Line) -> None:
        row = rows[line.number]
        place = _place_ids(desk, mapped, row)
        claim = accept(_content(mapped.claim, row, text, line, place))
        runs = _first(mapped.control.get("subject", ()), row)
        control = accept(_content(mapped.control, row, text, line, place)) if runs else None
        if mapped.site:
            site = _site(desk, mapped, row, line, (claim, control), ordinals)
            if site.claims not in sited:
                out.append(("site-opened", site))

    collect_faults((Line(file=_sheet_of(row), number=row.number, said={}, what="row") for row in rows.values()), take)
    return out


def _sheet_of(row: Row) -> str:
    """Return the sheet of a row in words: the row's number is one of the sheet, not of the map."""
    name = next(iter(row.spans.values())).where.rpartition("!")[0]
    return f'sheet "{name}"' if name else "the sheet"


def _versions(desk: Desk, text: str) -> dict[str, str]:
    """Return version to claim of everything that was ever accepted in a text: what was mended or withdrawn since is not imported again."""
    standing = {claim.version: claim.id for claim in desk.view.claims_in(text)}
    if not standing:
        return standing
    accepted = (w.payload for w in desk.view.entries() if w.entry.type == "claim-accepted" and w.payload is not None)
    return {str(said["version"]): str(said["claim"]) for said in accepted} | standing


def _value(source: Source, row: Row) -> str:
    if isinstance(source, str):
        return source
    for key in ("column", "or"):
        if cell := row.cells.get(source.get(key, ""), ""):
            return cell
    return source.get("const", "")


def _first(sources: Sequence[Source], row: Row) -> str:
    return _value(sources[0], row) if sources else ""


def _cells(sources: Sequence[Source], row: Row) -> list[Region]:
    columns = [source[key] for source in sources if isinstance(source, Mapping) for key in ("column", "or") if key in source]
    return [row.spans[column] for column in columns if column in row.spans and row.cells[column]]


def _content(table: Table, row: Row, text: Text, line: Line, places: Mapping[str, str]) -> Content:
    said: dict[str, Json] = {}
    used: list[Region] = []
    for field, sources in table.items():
        used += _cells(sources, row)
        if values := [value for one in sources if (value := _value(one, row))]:
            said[field] = list(values) if field == "said_by" else values[0]
    if not used:
        raise line.fault("the row has none of the mapped cells")
    if (ident := places.get(str(said.get("place", "")))) is not None:
        said["place_id"] = ident
    start, end = min(r.start for r in used), max(r.end for r in used)
    said |= {"quote": text.content[start:end], "start": start}
    with _at(table, row):
        return content_of(line.within(said), text)


@contextmanager
def _at(table: Table, row: Row) -> Iterator[None]:
    """Add, to a fault that names a field, the cell that the field came from."""
    try:
        yield
    except Misused as fault:
        named = [field for field in table if f'"{field}"' in str(fault)]
        cells = [f"{field} in cell {region.where}" for field in named for region in _cells(table[field], row)]
        raise Misused(f"{fault} ({', '.join(cells[:3])})" if cells else str(fault)) from None


def _site(
    desk: Desk, mapped: SheetMap, row: Row, line: Line, claims: tuple[str, str | None], ordinals: dict[tuple[str, str], int],
) -> d.SiteOpened:
    said: dict[str, Json] = {field: value for field, sources in mapped.site.items() if (value := _first(sources, row))}
    inner = line.within(said)
    with _at(mapped.site, row):
        city, country, body = inner.maybe("city"), inner.text("country"), inner.text("body", "")
        since, until = relation(inner)
        finding_date, stations = edtf(inner, "finding_date"), _stations(inner)
    ordinals[(body, city or country)] = ordinal = ordinals.get((body, city or country), 0) + 1
    claim, control = claims
    counted = inner.text("counted", "" if "counted" in mapped.site else "yes").casefold()
    bodies = dict.fromkeys(name.strip() for name in body.split("/") if name.strip())
    return d.SiteOpened(
        site=desk.new_id(), title=inner.text("title", "") or f"{city or country} ({ordinal})", city=city, country=country,
        place_id=_town(desk, city, country) or _country(desk, country), ordinal=ordinal, stations=stations,
        counted=counted if counted in ("yes", "no") else "unknown", overlaps=inner.text("overlaps", ""), claims=(claim,),
        controlled_by=tuple(d.Controlled(body=name, claims=(control,), since=since, until=until) for name in bodies if control),
        finding_of_host=inner.text("finding_of_host", ""), finding_date=finding_date, status=inner.text("status", "tnr.S8"),
    )


def _stations(line: Line) -> int:
    word = line.text("stations", "1")
    if not _WHOLE.fullmatch(word) or not 0 < int(word.partition(".")[0]) <= MOST_STATIONS:
        raise line.fault(f'"stations": {word!r} is no whole number from 1 to {MOST_STATIONS}')
    return int(word.partition(".")[0])


# --- places ----------------------------------------------------------------------------------------------------------------------------


def _place_ids(desk: Desk, mapped: SheetMap, row: Row) -> dict[str, str]:
    """Return the gazetteer ids of a row's town and country by their names in the row, where each is certain."""
    city, country = (_first(mapped.site.get(field, ()), row) for field in ("city", "country"))
    ids = {country: _country(desk, country) if country else None, city: _town(desk, city, country) if city else None}
    return {name: ident for name, ident in ids.items() if name and ident is not None}


def _town(desk: Desk, city: str | None, country: str) -> str | None:
    """The town where the gazetteer has just one of that name in the country, or one that is far larger, else null: never a guess."""
    code = _country(desk, country)
    if not city or code is None:
        return None
    towns = [place for place in desk.view.places(city) if place.kind != "country" and f"cc:{place.country}" == code]
    cities = [place for place in towns if place.kind == "city"] or towns
    if len(cities) > 1 and cities[0].population >= FAR_LARGER * max(cities[1].population, 1):
        cities = cities[:1]
    return cities[0].id if len(cities) == 1 else None


def _country(desk: Desk, country: str) -> str | None:
    countries = [place for place in desk.view.places(country) if place.kind == "country"]
    return countries[0].id if len(countries) == 1 else None
