"""The registry summed by country, city, continent and controlling body. Nothing is dropped: what has no place stands as "unassigned"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from witnessmark.records.assembly import RollUp, Tally
from witnessmark.records.decisions import Controlled, SiteOpened
from witnessmark.records.edtf import overlap, when
from witnessmark.records.places import Place
from witnessmark.records.view import Site, View

UNASSIGNED = "unassigned"

STANDARD = (
    "Countries after ISO 3166-1, with Kosovo as XK and Taiwan as a country of its own line; continents after UN M49, "
    "with Taiwan and Kosovo, which M49 leaves without a region, placed by Unicode CLDR containment (Asia, Europe). "
    "A place that has no line stands under “unassigned”; no row is dropped."
)
BODIES = (
    "A station counts under the body that a `control` claim names, and only within the dates of that relation. "
    "Links are never counted here. Where several bodies are named for one row it is not divided among them."
)

Line = tuple[str, str | None]
"""A line's name and, where it is a place, its gazetteer id."""


def rollups(view: View, *, on: str | None = None) -> tuple[RollUp, ...]:
    """Return the four roll-ups of the registry. `on` (EDTF) takes only control relations that overlap it."""
    sites = sorted(view.sites(), key=lambda site: site.opened.site)
    return (
        _roll("country", sites, _by_country(view), STANDARD),
        _roll("city", sites, _by_city(view), STANDARD),
        _roll("continent", sites, _by_continent(view), STANDARD),
        _roll("body", sites, _by_body(on), BODIES),
    )


def _roll(by: str, sites: Iterable[Site], line_of: Callable[[SiteOpened], Line], standard: str) -> RollUp:
    groups: dict[Line, list[SiteOpened]] = {}
    for site in sites:
        groups.setdefault(line_of(site.opened), []).append(site.opened)
    lines = [_tally(line, group, by) for line, group in groups.items()]
    lines.sort(key=lambda t: (t.name == UNASSIGNED, -t.stations, t.name))
    return RollUp(
        by=by, lines=tuple(lines), stations=sum(t.stations for t in lines), not_added=sum(t.not_added for t in lines), standard=standard,
    )


def _tally(line: Line, group: Sequence[SiteOpened], by: str) -> Tally:
    claims = [claim for site in group for claim in site.claims]
    if by == "body":
        claims += [claim for site in group for tie in site.controlled_by for claim in tie.claims]
    return Tally(
        name=line[0], place=line[1],
        stations=sum(site.stations for site in group if site.counted == "yes"),
        not_added=sum(site.stations for site in group if site.counted != "yes"),
        sites=tuple(site.site for site in group), claims=tuple(dict.fromkeys(claims)),
    )


def country_of(view: View, site: SiteOpened) -> Place | None:
    """Return the country of a site: by its place, else by the one country of the reported name, else null."""
    place = view.place(site.place_id) if site.place_id else None
    if place is not None and place.country:
        return view.place(f"cc:{place.country}") or place
    countries = [p for p in view.places(site.country) if p.kind == "country"]
    return countries[0] if len(countries) == 1 else None


def _by_country(view: View) -> Callable[[SiteOpened], Line]:
    def line(site: SiteOpened) -> Line:
        country = country_of(view, site)
        return (country.name, country.id) if country else (UNASSIGNED, None)

    return line


def _by_city(view: View) -> Callable[[SiteOpened], Line]:
    def line(site: SiteOpened) -> Line:
        if not site.city:
            return UNASSIGNED, None
        place = view.place(site.place_id) if site.place_id else None
        known = place is not None and place.kind not in ("country", "continent")
        return f"{site.city}, {site.country}", site.place_id if known else None

    return line


def _by_continent(view: View) -> Callable[[SiteOpened], Line]:
    def line(site: SiteOpened) -> Line:
        country = country_of(view, site)
        return (country.continent, None) if country and country.continent else (UNASSIGNED, None)

    return line


def _by_body(on: str | None) -> Callable[[SiteOpened], Line]:
    asked = when(on) if on else None

    def holds(tie: Controlled) -> bool:
        if asked is None or (tie.since is None and tie.until is None):
            return True
        span = when(f"{tie.since or '..'}/{tie.until or '..'}")
        return overlap(asked, span) is not False

    def line(site: SiteOpened) -> Line:
        bodies = sorted({tie.body for tie in site.controlled_by if holds(tie)})
        if not bodies:
            return UNASSIGNED, None
        return (bodies[0], None) if len(bodies) == 1 else (" / ".join(bodies) + " (not divided)", None)

    return line
