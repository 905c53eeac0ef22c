"""A spreadsheet's rows as claims anchored in their cells, said by each row's source, and as sites that a person opens."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from witnessmark.records import decisions as d
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Content
from witnessmark.records.faults import Misused
from witnessmark.records.texts import Region, Text
from witnessmark.review.accept import Payload, content_of
from witnessmark.review.lines import Line, collect_faults
from witnessmark.review.refs import Desk

Source = str | Mapping[str, str]
"""A constant, or {column = "NAME", or = "NAME"}."""

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
    claim: Mapping[str, Source | Sequence[Source]]
    """What each row says: usually a count."""
    control: Mapping[str, Source | Sequence[Source]]
    """Who runs what the row is about, where a cell says so; empty: the sheet says nothing of it."""
    site: Mapping[str, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number in the sheet, its cells by column name, and where each stands in the text."""

    number: int
    cells: Mapping[str, str]
    spans: Mapping[str, Region]


def read_map(path: Path) -> SheetMap:
    """Return the map of a TOML file. Raises Misused that names the file and the key."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise Misused(f"{path.name}: no map: {fault}") from None
    if unknown := sorted(set(said) - {"sheet", "claim", "control", "site"}):
        raise Misused(f'{path.name}: unknown key "{unknown[0]}"; a map has sheet, [claim], [control] and [site]')
    claim, control, site = said.get("claim", {}), said.get("control", {}), said.get("site", {})
    for part, table, allowed in (("claim", claim, _CLAIM_FIELDS), ("control", control, _CLAIM_FIELDS), ("site", site, _SITE_FIELDS)):
        if unknown := sorted(set(table) - allowed):
            raise Misused(f'{path.name}: [{part}] does not know "{unknown[0]}"; it knows {", ".join(sorted(allowed))}')
    if "kind" not in claim or "modality" not in claim:
        raise Misused(f'{path.name}: [claim] needs "kind" and "modality"')
    return SheetMap(file=path.name, sheet=said.get("sheet"), claim=claim, control=control, site=site)


def rows_of(text: Text, sheet: str | None) -> list[Row]:
    """Return the rows under the header row of a sheet (the first one where no name is given). Raises Misused."""
    pages = [page for page in text.pages if sheet in (None, page.name)]
    if not pages:
        raise Misused(f'there is no sheet "{sheet}" (there are: {", ".join(page.name for page in text.pages)})')
    grid: dict[int, dict[str, Region]] = {}
    for region in text.regions:
        if pages[0].start <= region.start < pages[0].end and "!" in region.where:
            column, number = _cell(region.where.rsplit("!", 1)[1])
            grid.setdefault(number, {})[column] = region
    numbers = sorted(grid)
    if not numbers:
        return []
    header = {column: text.content[r.start : r.end].strip() for column, r in grid[numbers[0]].items()}
    out = []
    for number in numbers[1:]:
        spans = {header[column]: region for column, region in grid[number].items() if header.get(column)}
        cells = {name: text.content[r.start : r.end] for name, r in spans.items()}
        if any(cell.strip() for cell in cells.values()):
            out.append(Row(number=number, cells=cells, spans=spans))
    return out


def _cell(where: str) -> tuple[str, int]:
    letters = where.rstrip("0123456789")
    return letters, int(where[len(letters) :] or 0)


def import_rows(desk: Desk, text: Text, mapped: SheetMap) -> list[Payload]:
    """Return one claim a row and, where the map says so, the site that the row opens.

    Raises Misused with every faulty row.
    """
    out: list[Payload] = []
    known = {claim.version: claim.id for claim in desk.view.claims_in(text.digest)}
    sited = {site.opened.claims for site in desk.view.sites()}
    ordinals: dict[tuple[str, str], int] = {}

    def accept(content: Content) -> str:
        claim = known.get(content.version)
        if claim is None:
            known[content.version] = claim = desk.new_id()
            out.append(("claim-accepted", d.ClaimAccepted(claim=claim, version=content.version, content=content, drafted_by="import")))
        return claim

    def take(line: Line) -> None:
        row = rows[line.number]
        claim = accept(_content(mapped.claim, row, text, line))
        runs = _value(mapped.control.get("subject"), row) if mapped.control else ""
        control = accept(_content(mapped.control, row, text, line)) if runs else None
        if mapped.site:
            site = _site(desk, mapped, row, (claim, control), ordinals)
            if site.claims not in sited:
                out.append(("site-opened", site))

    rows = {row.number: row for row in rows_of(text, mapped.sheet)}
    collect_faults((Line(file=mapped.file, number=n, said={}) for n in rows), take)
    return out


def _value(source: Source | Sequence[Source] | None, row: Row) -> str:
    if source is None or isinstance(source, str):
        return source or ""
    if not isinstance(source, Mapping):
        return _value(source[0], row) if source else ""
    for key in ("column", "or"):
        cell = row.cells.get(source.get(key, ""), "").strip()
        if cell:
            return cell
    return source.get("const", "")


def _content(fields: Mapping[str, Source | Sequence[Source]], row: Row, text: Text, line: Line) -> Content:
    said: dict[str, Json] = {}
    used: list[Region] = []
    for field, source in fields.items():
        sources = source if isinstance(source, list) else [source]
        values = [value for one in sources if (value := _value(one, row))]
        columns = [one[key] for one in sources if isinstance(one, Mapping) for key in ("column", "or") if key in one]
        used += [row.spans[column] for column in columns if column in row.spans]
        if values:
            said[field] = list(values) if field == "said_by" else values[0]
    filled = [region for region in used if region.end > region.start]
    if not filled:
        raise line.fault("the row has none of the mapped cells")
    start, end = min(r.start for r in filled), max(r.end for r in filled)
    said |= {"quote": text.content[start:end], "start": start}
    return content_of(Line(file=line.file, number=line.number, said=said), text)


def _site(
    desk: Desk, mapped: SheetMap, row: Row, claims: tuple[str, str | None], ordinals: dict[tuple[str, str], int],
) -> d.SiteOpened:
    said = {field: _value(source, row) for field, source in mapped.site.items()}
    city, country, body = said.get("city", ""), said.get("country", ""), said.get("body", "")
    ordinals[(body, city or country)] = ordinal = ordinals.get((body, city or country), 0) + 1
    counted = said.get("counted", "yes") or "unknown"
    claim, control = claims
    bodies = [name.strip() for name in body.split("/") if name.strip()] if control else []
    return d.SiteOpened(
        site=desk.new_id(), title=said.get("title") or f"{city or country} ({ordinal})", city=city or None, country=country,
        place_id=_place_id(desk, city, country), ordinal=ordinal, stations=int(said.get("stations") or 1),
        counted=counted if counted in ("yes", "no") else "unknown", overlaps=said.get("overlaps", ""), claims=(claim,),
        controlled_by=tuple(
            d.Controlled(body=name, claims=(control,), since=said.get("since") or None, until=said.get("until") or None)
            for name in bodies if control
        ),
        finding_of_host=said.get("finding_of_host", ""), finding_date=said.get("finding_date") or None,
        status=said.get("status") or "tnr.S8",
    )


def _place_id(desk: Desk, city: str, country: str) -> str | None:
    """The town where the gazetteer has just one of that name in the country, else the country, else null: never a guess."""
    countries = [place for place in desk.view.places(country) if place.kind == "country"]
    if len(countries) != 1:
        return None
    towns = [p for p in desk.view.places(city) if p.kind != "country" and p.country == countries[0].country] if city else []
    cities = [p for p in towns if p.kind == "city"] or towns
    if len(cities) > 1 and cities[0].population >= 20 * max(cities[1].population, 1):
        cities = cities[:1]
    return cities[0].id if len(cities) == 1 else countries[0].id
