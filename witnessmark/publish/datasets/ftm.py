"""The release as FollowTheMoney entities, one JSON object a line: documents, bodies, reported stations, towns. No person is an entity."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from witnessmark.publish.site import words
from witnessmark.publish.site.known import Known
from witnessmark.publish.site.shown import title_of
from witnessmark.records.decisions import Controlled
from witnessmark.records.documents import Document
from witnessmark.records.view import Site

HELD = {
    "Document": ("sha256", "size", "media", "reading.title", "reading.publisher", "reading.published", "reading.language"),
    "Site": (
        "opened.site",
        "opened.title",
        "opened.city",
        "opened.country",
        "opened.place_id",
        "opened.counted",
        "opened.overlaps",
        "opened.stations",
        "opened.controlled_by[].body",
        "opened.controlled_by[].since",
        "opened.controlled_by[].until",
        "opened.controlled_by[].claims",
        "opened.finding_of_host",
        "opened.claims",
        "opened.status",
    ),
}

_COUNTRY = re.compile("[A-Z]{2}")
_MEDIA = re.compile(r"[a-z0-9.+-]+/[A-Za-z0-9.+-]+")
_EXACT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

# fmt: off
LANGUAGES = {
    "am": "amh", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat", "cs": "ces", "da": "dan",
    "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "he": "heb",
    "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz",
    "km": "khm", "ko": "kor", "ky": "kir", "lo": "lao", "lt": "lit", "lv": "lav", "mk": "mkd", "mn": "mon", "ms": "msa", "my": "mya",
    "ne": "nep", "nl": "nld", "no": "nor", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "si": "sin", "sk": "slk",
    "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "tg": "tgk", "th": "tha", "tk": "tuk", "tr": "tur",
    "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "zho",
}
# fmt: on
"""ISO 639-1 to the three-letter codes that FollowTheMoney asks for; a language that it does not know (Uyghur, Tibetan) is left out."""

LONGEST = 200
"""Code points of an address or a name: what is longer is no address to other tools."""

Entity = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Where ids live: entities of two cases never meet by accident."""

    case: str
    notice: str

    def id(self, sort: str, key: str) -> str:
        """Return the id of an entity: namespaced, and safe for every tool that splits ids."""
        return f"wm-{_hash(self.case)[:12]}-{sort}-{_hash(key)[:40]}"

    def entity(self, schema: str, ident: str, properties: Mapping[str, list[str]], says: str = "") -> Entity:
        """Return an entity; in an exercise each one says so, in `notes` or, for edges, in `description`."""
        edge = schema in ("UnknownLink", "Documentation")
        field = "description" if edge else "notes"
        kept = {name: some for name, values in properties.items() if (some := [v for v in values if v])}
        words_ = [word for word in (self.notice, says) if word]
        if words_:
            kept[field] = [*kept.get(field, []), *words_]
        return {"id": ident, "schema": schema, "properties": dict(sorted(kept.items()))}


def entities(known: Known, notice: str) -> bytes:
    """Return the entities as JSON lines, sorted by id."""
    space = Space(case=known.assembly.case.case, notice=notice)
    found: dict[str, Entity] = {}
    for entity in (*_documents(known, space), *_bodies(known, space), *_sites(known, space)):
        found.setdefault(str(entity["id"]), entity)
    lines = (json.dumps(found[key], ensure_ascii=False, separators=(",", ":"), sort_keys=True) for key in sorted(found))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _documents(known: Known, space: Space) -> Iterator[Entity]:
    for document in known.documents.values():
        yield space.entity(*_document(document, space), says=f"SHA-256 {document.sha256}")


def _document(document: Document, space: Space) -> tuple[str, str, dict[str, list[str]]]:
    reading = document.reading
    published = (reading.published or "") if reading else ""
    tag = words.language(reading.language).split("-")[0].lower() if reading else ""
    schema = "Article" if document.media in ("text/html", "application/xhtml+xml") else "Document"
    # FollowTheMoney's contentHash is a SHA-1 and its fileName the name on disk: a bundle names by SHA-256, so that is the file name here.
    return (
        schema,
        space.id("doc", document.sha256),
        {
            "fileName": [document.sha256],
            "title": [title_of(document)],
            "mimeType": [document.media] if _MEDIA.fullmatch(document.media) else [],
            "fileSize": [str(document.size)],
            "publisher": [reading.publisher] if reading else [],
            "publishedAt": [published] if _EXACT.fullmatch(published) else [],
            "language": [LANGUAGES[tag]] if tag in LANGUAGES else [],
        },
    )


def _bodies(known: Known, space: Space) -> Iterator[Entity]:
    names = {tie.body for site in known.sites.values() for tie in site.opened.controlled_by}
    for name in sorted(name for name in names if name.strip()):
        # Whether a named body is a public one is a claim of its own, so the wider schema is used.
        yield space.entity(
            "Organization",
            space.id("body", name),
            {"name": [name]},
            "A body that the record names. What it is said to do stands in the claims.",
        )


def _sites(known: Known, space: Space) -> Iterator[Entity]:
    for site in known.sites.values():
        o = site.opened
        place = known.places.get(o.place_id or "")
        country = [place.country.lower()] if place is not None and place.country and _COUNTRY.fullmatch(place.country) else []
        station = space.id("site", o.site)
        address = space.id("place", o.place_id or f"{o.city}\n{o.country}")
        full = ", ".join(part for part in (o.city, o.country) if part)
        yield space.entity(
            "Address",
            address,
            {"full": [full[:LONGEST]], "city": [(o.city or "")[:LONGEST]], "country": country},
            "A town as reported; never narrower.",
        )
        status = words.STATUS.get(o.status, o.status)
        said = f"Reported, not established. Stands for {o.stations}; may be added up: {o.counted}. Status: {status}."
        yield space.entity(
            "Organization",
            station,
            {"name": [o.title or full or o.site], "country": country, "addressEntity": [address], "notes": [o.overlaps, o.finding_of_host]},
            said,
        )
        yield from _reports(known, space, site, station)
        for tie in o.controlled_by:
            yield _control(space, tie, station)


def _control(space: Space, tie: Controlled, station: str) -> Entity:
    return space.entity(
        "UnknownLink",
        space.id("control", f"{tie.body}\n{station}\n{tie.since}\n{tie.until}"),
        {
            "subject": [space.id("body", tie.body)],
            "object": [station],
            "role": ["said to control"],
            "startDate": [tie.since or ""] if _EXACT.fullmatch(tie.since or "") else [],
            "endDate": [tie.until or ""] if _EXACT.fullmatch(tie.until or "") else [],
        },
        f"Said by claims {', '.join(tie.claims)}; dates {tie.since or '..'}/{tie.until or '..'} (EDTF).",
    )


def _reports(known: Known, space: Space, site: Site, station: str) -> Iterator[Entity]:
    documents = sorted({known.claims[c].content.anchor.document for c in site.opened.claims if c in known.claims})
    for sha256 in documents:
        if sha256 in known.documents:
            yield space.entity(
                "Documentation",
                space.id("report", f"{sha256}\n{station}"),
                {"document": [space.id("doc", sha256)], "entity": [station], "role": ["reports"]},
            )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
