"""A registry in memory: countries with the odd ones of every list, and sites over them."""

from __future__ import annotations

from tests.simulators.plain_view import PERSON, PlainView, text_of
from witnessmark.records import decisions as d
from witnessmark.records import view as v
from witnessmark.records.claims import Claim, Content, Kind, Modality
from witnessmark.records.places import Place


def country(code: str, name: str, continent: str | None) -> Place:
    return Place(id=f"cc:{code}", name=name, kind="country", country=code, country_name=name, continent=continent)


def town(ident: str, name: str, code: str, of: str, continent: str | None, population: int = 100_000) -> Place:
    return Place(id=ident, name=name, kind="city", country=code, country_name=of, continent=continent, population=population)


PLACES = (
    country("ES", "Spain", "Europe"),
    country("TW", "Taiwan", "Asia"),
    country("XK", "Kosovo", "Europe"),
    country("JP", "Japan", "Asia"),
    country("CL", "Chile", "Americas"),
    country("AQ", "Antarctica", None),
    town("gn:1", "Valencia", "ES", "Spain", "Europe"),
    town("gn:2", "Santiago", "ES", "Spain", "Europe"),
    town("gn:3", "Santiago", "CL", "Chile", "Americas"),
    town("gn:4", "Taipei", "TW", "Taiwan", "Asia"),
    town("gn:5", "Pristina", "XK", "Kosovo", "Europe"),
    Place(id="m49:150", name="Europe", kind="continent", country=None, country_name=None, continent="Europe"),
)
ENTRY = {"entry": "e" * 32, "at": "2026-01-01T00:00:00Z", "by": PERSON}


def site(number: int = 1, **more: object) -> v.Site:
    said = {
        "site": f"{number:032x}",
        "title": f"Site {number}",
        "city": None,
        "country": "Spain",
        "place_id": None,
        "ordinal": 1,
        "stations": 1,
        "counted": "yes",
        "overlaps": "",
        "claims": (),
        **more,
    }
    return v.Site(**ENTRY, opened=d.SiteOpened(**said))


def by(body: str, **more: object) -> d.Controlled:
    return d.Controlled(**{"body": body, "claims": ("c" * 32,), **more})


TEXT = text_of("Nine stations in Spain, says a group. " * 20)


def count(value: str, *, ident: str = "a", question: str = "q", unit: str = "station", **more: object) -> Claim:
    start = len("Nine stations in Spain, says a group. ") * (ord(ident[0]) % 20)
    content = Content(
        kind=Kind.COUNT, anchor=TEXT.anchor(start, start + 22), value=value, unit=unit, **{"modality": Modality.ASSERTED, **more}
    )
    return Claim(id=ident * 32, version=content.version, content=content, question=question)


def question(ident: str = "q", *, merged: str | None = None, **more: object) -> v.Question:
    asked = d.QuestionOpened(**{"question": ident, "title": f"How many {ident}?", "kind": Kind.COUNT, "unit": "station", **more})
    return v.Question(id=ident, asked=asked, merged_into=merged)


def case(**more: object) -> PlainView:
    return PlainView(**{"texts": (TEXT,), "gazetteer": PLACES, **more})
