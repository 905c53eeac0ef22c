"""The registry summed by country, city, continent and controlling body. Nothing is dropped: what has no place stands as "unassigned"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from witnessmark.records.assembly import RollUp, Tally
from witnessmark.records.claims import When
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
    "A line is one relation: the body that a `control` claim names, with the dates of that relation where they are known; a station counts "
    "under it within these dates and not beyond. Links are never counted here. A row for which several bodies are named is not divided."
)

Line = tuple[str, str | None]
"""A line's name and, where it is a place, its gazetteer id."""


def rollups(view: View, *, on: str | None = None) -> tuple[RollUp, ...]:
    """Return the four roll-ups of the registry. `on` (EDTF) takes only control relations that overlap it."""
    sites = standing_sites(view)
    return (
        _roll("country", sites, _by_country(view), STANDARD),
        _roll("city", sites, _by_city(view), STANDARD),
        _roll("continent", sites, _by_continent(view), STANDARD),
        _roll("body", sites, _by_body(on), BODIES),
    )


def standing_sites(view: View) -> tuple[Site, ...]:
    """Return the registry, without sites of which every claim was withdrawn: they rest on nothing any more."""
    standing = (s for s in view.sites() if not s.opened.claims or any(view.claim(ident) is not None for ident in s.opened.claims))
    return tuple(sorted(standing, key=lambda site: site.opened.site))


def _roll(by: str, sites: Iterable[Site], line_of: Callable[[SiteOpened], Line], standard: str) -> RollUp:
    groups: dict[Line, list[SiteOpened]] = {}
    for site in sites:
        groups.setdefault(line_of(site.opened), []).append(site.opened)
    twice = {name for name, count in Counter(name for name, _ in groups).items() if count > 1}
    lines = [_tally(_told_apart(line, twice), group, by) for line, group in groups.items()]
    lines.sort(key=lambda t: (t.name == UNASSIGNED, -t.stations, t.name))
    return RollUp(
        by=by, lines=tuple(lines), stations=sum(t.stations for t in lines), not_added=sum(t.not_added for t in lines), standard=standard,
    )


def _told_apart(line: Line, twice: Collection[str]) -> Line:
    """A line whose name another place has too says which place it is, or that nobody chose."""
    return (f"{line[0]} ({line[1] or 'place not chosen'})", line[1]) if line[0] in twice else line


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


def _time(edtf: str | None) -> When | None:
    """The time of a relation's beginning or end; what is no time sets no bound."""
    try:
        return when(edtf) if edtf else None
    except ValueError:
        return None


def _relation(tie: Controlled) -> str:
    """A body with the dates of its relation, so that no station counts under it beyond them."""
    if tie.since is None and tie.until is None:
        return tie.body
    return f"{tie.body}, {tie.since or '..'}/{tie.until or '..'}"


def _by_body(on: str | None) -> Callable[[SiteOpened], Line]:
    asked = when(on) if on else None

    def holds(tie: Controlled) -> bool:
        if asked is None or (tie.since is None and tie.until is None):
            return True
        since, until = _time(tie.since), _time(tie.until)
        span = When(edtf="", earliest=since.earliest if since else None, latest=until.latest if until else None)
        return overlap(asked, span) is not False

    def line(site: SiteOpened) -> Line:
        ties = sorted({_relation(tie) for tie in site.controlled_by if holds(tie)})
        if not ties:
            return UNASSIGNED, None
        return (ties[0], None) if len(ties) == 1 else (" / ".join(ties) + " (not divided)", None)

    return line
