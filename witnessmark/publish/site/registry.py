"""Pages of the registry: reported places, who said so, who is said to run them, and what the host country answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from witnessmark.publish.site import shown, words
from witnessmark.publish.site.known import Known, chunks, part
from witnessmark.publish.site.pages import Page, parts_of
from witnessmark.publish.site.questions import is_denial
from witnessmark.publish.site.shown import ClaimShown, Link
from witnessmark.publish.site.worldmap import worldmap
from witnessmark.records.claims import Claim, Kind
from witnessmark.records.view import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that is said to run a site, within dates, by these claims."""

    name: str
    dates: str
    claims: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteShown:
    """A site as a row of the registry."""

    link: Link
    city: str
    country: str
    place: str
    stations: int
    counted: str
    adds: bool
    overlaps: str
    said: tuple[tuple[str, Link], ...]
    """(root speaker, the words)."""
    more: int
    bodies: tuple[Body, ...]
    host: str
    host_date: str
    host_claims: tuple[Link, ...]
    denials: tuple[ClaimShown, ...]
    status: str
    status_date: str
    old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a roll-up."""

    name: str
    stations: int
    not_added: int
    sites: tuple[Link, ...]
    more_sites: int
    claims: tuple[Link, ...]
    more_claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUpShown:
    """A roll-up as a table."""

    anchor: str
    title: str
    head: str
    lines: tuple[Line, ...]
    left: int
    stations: int
    not_added: int
    standard: str


def claim_links(known: Known, idents: Iterable[str]) -> tuple[Link, ...]:
    """Return links to claims by their words."""
    return tuple(link for ident in idents if ident in known.claims and (link := shown.about_link(known, ident)) is not None)


def site(known: Known, one: Site) -> SiteShown:
    """Return a site as a row of the registry."""
    o = one.opened
    place = known.places.get(o.place_id or "")
    reported = [known.claims[ident] for ident in o.claims if ident in known.claims]
    denials = [c for ident in dict.fromkeys((*o.claims, *o.finding_claims)) if (c := known.claims.get(ident)) is not None and is_denial(c)]
    said = [
        (_root(known, c), link)
        for c in reported
        if not is_denial(c) and c.content.kind is not Kind.LINK and (link := shown.about_link(known, c.id)) is not None
    ]
    old = words.older_than_a_year(o.status_date, known.assembly.head.at)
    return SiteShown(
        link=Link(text=o.title, href=known.site_page[o.site]),
        city=o.city or "town not given",
        country=o.country,
        place=f"{place.name}, {place.country_name or ''}".rstrip(", ") if place else "",
        stations=o.stations,
        counted=words.COUNTED.get(o.counted, o.counted),
        adds=o.counted == "yes",
        overlaps=o.overlaps,
        said=tuple(said[:4]),
        more=max(0, len(said) - 4),
        bodies=tuple(_bodies(known, one)),
        host=o.finding_of_host,
        host_date=o.finding_date or "",
        host_claims=tuple(claim_links(known, (i for i in o.finding_claims if i in known.claims and not is_denial(known.claims[i])))),
        denials=shown.claims(known, denials),
        status=words.STATUS.get(o.status, o.status),
        status_date=o.status_date or "",
        old=old,
    )


def _root(known: Known, claim: Claim) -> str:
    return shown.claim(known, claim).chain[-1]


def _bodies(known: Known, one: Site) -> Iterator[Body]:
    for tie in one.opened.controlled_by:
        dates = f"{tie.since or 'start unknown'} to {tie.until or 'end unknown'}" if tie.since or tie.until else "dates unknown"
        yield Body(name=tie.body, dates=dates, claims=claim_links(known, tie.claims))


def places(known: Known) -> Iterator[Page]:
    """Yield the map with registry and roll-ups, and each site's page."""
    rows = [site(known, s) for s in known.sites.values()]
    runs = chunks(rows)
    drawn = worldmap(known)
    for number, run in enumerate(runs, 1):
        yield Page(
            path=part("places/index", number),
            template="places.html",
            title="Reported places",
            section="places",
            shows={
                "rows": run,
                "parts": parts_of("places/index", number, len(runs), len(rows)),
                "first": number == 1,
                "map": drawn,
                "undrawn": [Link(text=s.opened.title, href=known.site_page[s.opened.site]) for s in drawn.undrawn[:100]],
                "undrawn_more": max(0, len(drawn.undrawn) - 100),
                "rollups": [rollup(known, n) for n in range(len(known.assembly.rollups))],
                "stations": sum(r.stations for r in rows if r.adds),
                "not_added": sum(r.stations for r in rows if not r.adds),
            },
        )
    for one in known.sites.values():
        yield site_page(known, one)


def site_page(known: Known, one: Site) -> Page:
    """Return a site's own page: every claim with its words; links stand apart from control."""
    o = one.opened
    control = {ident for tie in o.controlled_by for ident in tie.claims}
    named = dict.fromkeys((*o.claims, *o.finding_claims, *sorted(control)))
    claims = [known.claims[ident] for ident in named if ident in known.claims]
    links = [c for c in claims if c.content.kind is Kind.LINK]
    denials = [c for c in claims if is_denial(c)]
    host = [c for c in claims if c.id in set(o.finding_claims) and c not in denials and c not in links]
    run_by = [c for c in claims if c.id in control and c not in links and c not in denials]
    rest = [c for c in claims if c not in links and c not in denials and c not in host and c not in run_by]
    return Page(
        path=known.site_page[o.site],
        template="site.html",
        title=o.title,
        section="places",
        shows={
            "row": site(known, one),
            "reported": shown.claims(known, rest),
            "run_by": shown.claims(known, run_by),
            "links": shown.claims(known, links),
            "denials": shown.claims(known, denials),
            "host": shown.claims(known, host),
            "findings": shown.findings(known, known.findings_about.get(o.site, ()))[:50],
            "ordinal": o.ordinal,
        },
    )


def rollup(known: Known, number: int) -> RollUpShown:
    """Return a roll-up as a table."""
    one = known.assembly.rollups[number]
    lines = [
        Line(
            name=tally.name,
            stations=tally.stations,
            not_added=tally.not_added,
            sites=_site_links(known, tally.sites),
            more_sites=max(0, len(tally.sites) - 12),
            claims=claim_links(known, tally.claims[:6]),
            more_claims=max(0, len(tally.claims) - 6),
        )
        for tally in one.lines[:200]
    ]
    return RollUpShown(
        anchor=f"by-{one.by}",
        title=words.ROLLUP.get(one.by, f"By {one.by}"),
        head="Body" if one.by == "body" else one.by.capitalize(),
        lines=tuple(lines),
        left=max(0, len(one.lines) - 200),
        stations=one.stations,
        not_added=one.not_added,
        standard=one.standard,
    )


def _site_links(known: Known, sites: Sequence[str]) -> tuple[Link, ...]:
    return tuple(Link(text=known.sites[i].opened.title, href=known.site_page[i]) for i in sites[:12] if i in known.sites)
