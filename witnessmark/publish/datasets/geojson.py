"""The registry as a map layer (RFC 7946): towns only."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation

from witnessmark.publish.site import words
from witnessmark.publish.site.known import Known
from witnessmark.records.places import Place
from witnessmark.records.view import Site

HELD = (
    "opened.site",
    "opened.title",
    "opened.city",
    "opened.country",
    "opened.place_id",
    "opened.ordinal",
    "opened.stations",
    "opened.counted",
    "opened.overlaps",
    "opened.claims",
    "opened.controlled_by[].body",
    "opened.controlled_by[].since",
    "opened.controlled_by[].until",
    "opened.controlled_by[].claims",
    "opened.finding_of_host",
    "opened.finding_date",
    "opened.finding_claims",
    "opened.status",
    "opened.status_date",
)


def layer(known: Known, notice: str) -> bytes:
    """Return the sites of a release as a FeatureCollection; a site whose town is not known has no geometry."""
    collection: dict[str, object] = {"type": "FeatureCollection"}
    if notice:
        collection["notice"] = notice
    collection["title"] = known.assembly.case.title
    collection["credit"] = "Coordinates of towns: GeoNames, CC BY 4.0, rounded; never of a building."
    collection["features"] = [_feature(known, site, notice) for site in known.sites.values()]
    return (json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode("utf-8", "replace")


def _feature(known: Known, site: Site, notice: str) -> dict[str, object]:
    o = site.opened
    properties: dict[str, object] = {
        "site": o.site,
        "title": o.title,
        "reported": True,
        "city": o.city,
        "country": o.country,
        "place_id": o.place_id,
        "ordinal": o.ordinal,
        "stations": o.stations,
        "counted": o.counted,
        "overlaps": o.overlaps,
        "claims": list(o.claims),
        "controlled_by": [{"body": t.body, "since": t.since, "until": t.until, "claims": list(t.claims)} for t in o.controlled_by],
        "finding_of_host": o.finding_of_host,
        "finding_date": o.finding_date,
        "finding_claims": list(o.finding_claims),
        "status": o.status,
        "status_label": words.STATUS.get(o.status, ""),
        "status_date": o.status_date,
    }
    if notice:
        properties["notice"] = notice
    return {"type": "Feature", "id": o.site, "geometry": _point(known.places.get(o.place_id or "")), "properties": properties}


def _point(place: Place | None) -> dict[str, object] | None:
    if place is None or place.kind != "city":
        return None
    degrees = (rounded(place.longitude, 180), rounded(place.latitude, 90))
    return {"type": "Point", "coordinates": list(degrees)} if None not in degrees else None


def rounded(degrees: str | None, limit: int) -> float | None:
    """Return degrees with two decimals, about a kilometre: a town, not a house. Null where they are none."""
    try:
        value = Decimal(degrees or "").quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return float(value) + 0.0 if value.is_finite() and abs(value) <= limit else None
