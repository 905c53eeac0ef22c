"""Writes the datasets into a folder: the same bytes for the same release."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from witnessmark.publish.datasets import cells, columns, ftm, geojson, loss
from witnessmark.publish.datasets.columns import Sheet
from witnessmark.publish.site import words
from witnessmark.publish.site.known import Known, known
from witnessmark.records.assembly import Release
from witnessmark.records.canonical import Json, canonical
from witnessmark.records.claims import Claim
from witnessmark.records.codec import encode
from witnessmark.records.documents import Document
from witnessmark.records.findings import Finding
from witnessmark.records.view import Site

SAID = (
    "What was said, by whom, and where it can be read. A claim is what somebody says is so. In CSV files a cell that a spreadsheet could "
    "take for a formula, or that begins with an apostrophe, has one apostrophe before it: take one away to have the exact words."
)


def write_datasets(release: Release, out: Path) -> None:
    """Write the datasets of a release: CSV tables, JSON lines, GeoJSON, FollowTheMoney, datapackage.json, LOSS.md and loss.json."""
    known_ = known(release)
    notice = words.NOTICE if release.assembly.case.exercise else ""
    out.mkdir(parents=True, exist_ok=True)
    resources, losses = [], {}
    for table in columns.sheets(known_):
        (out / table.file).write_bytes(_csv(table, notice))
        resources.append(_resource(table, notice))
        losses[table.file] = {table.record.__name__: loss.dropped(table.record, table.holds)}
    (out / "claims.jsonl").write_bytes(_lines((_claim_line(known_, c) for c in known_.claims.values()), notice))
    (out / "findings.jsonl").write_bytes(_lines((_finding_line(known_, f) for f in columns.ordered_findings(known_)), notice))
    (out / "places.geojson").write_bytes(geojson.layer(known_, notice))
    (out / "entities.ftm.json").write_bytes(ftm.entities(known_, notice))
    losses |= {
        "claims.jsonl": {"Claim": loss.dropped(Claim, loss.leaves(Claim))},
        "findings.jsonl": {"Finding": loss.dropped(Finding, loss.leaves(Finding))},
        "places.geojson": {"Site": loss.dropped(Site, geojson.HELD)},
        "entities.ftm.json": {
            "Claim": loss.dropped(Claim, ()),
            "Document": loss.dropped(Document, ftm.HELD["Document"]),
            "Finding": loss.dropped(Finding, ()),
            "Site": loss.dropped(Site, ftm.HELD["Site"]),
        },
    }
    (out / "datapackage.json").write_bytes(_pretty(_package(known_, resources, notice)))
    (out / "loss.json").write_bytes(_pretty({**({"notice": notice} if notice else {}), "dropped": losses}))
    (out / "LOSS.md").write_text(loss.page(losses, notice), encoding="utf-8", newline="\n")


def _csv(table: Sheet, notice: str) -> bytes:
    header = [name for name, _, _ in table.fields]
    if not notice:
        return cells.table(header, table.rows)
    return cells.table(["notice", *header], ([notice, *row] for row in table.rows))


def _claim_line(known_: Known, claim: Claim) -> dict[str, Json]:
    origin = known_.origins.get(known_.origin_of.get(claim.id, ""))
    document = known_.documents.get(claim.content.anchor.document)
    reading = document.reading if document is not None else None
    return {
        "claim": encode(claim),
        "origin": {"id": origin.id, "name": origin.name, "held": origin.held} if origin else None,
        "document": {"title": reading.title, "publisher": reading.publisher, "published": reading.published} if reading else None,
        "grades": [
            {"grade": g.graded.grade, "scale": g.graded.scale, "reason": g.graded.reason} for g in known_.grades_of_claim.get(claim.id, ())
        ],
    }


def _finding_line(known_: Known, finding: Finding) -> dict[str, Json]:
    rule = known_.rules.get(finding.code)
    return {
        "id": finding.id,
        "finding": encode(finding),
        "rule": {"name": rule.name, "house": rule.house} if rule else None,
        "answers": [{"text": n.given.text, "by": known_.person(n.by), "at": n.at} for n in known_.answers_to.get(finding.id, ())],
    }


def _lines(lines: Iterable[dict[str, Json]], notice: str) -> bytes:
    return b"".join(canonical({**line, "notice": notice} if notice else line) + b"\n" for line in lines)


def _resource(table: Sheet, notice: str) -> dict[str, Json]:
    fields: list[Json] = [{"name": name, "type": type_, "description": means} for name, type_, means in table.fields]
    if notice:
        fields.insert(0, {"name": "notice", "type": "string", "description": "Every row of an exercise says so."})
    return {
        "name": table.file.removesuffix(".csv"),
        "title": table.title,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)},
    }


def _package(known_: Known, resources: list[dict[str, Json]], notice: str) -> Json:
    a = known_.assembly
    others = (
        ("claims-lines", "claims.jsonl", "application/jsonl", "Claims in full, one JSON object a line"),
        ("findings-lines", "findings.jsonl", "application/jsonl", "Findings in full, one JSON object a line"),
        ("places", "places.geojson", "application/geo+json", "Reported places, towns only (RFC 7946)"),
        ("entities", "entities.ftm.json", "application/jsonl", "FollowTheMoney entities, one a line"),
        ("loss", "loss.json", "application/json", "What each form drops"),
    )
    package: dict[str, Json] = {
        "profile": "data-package",
        "name": "witnessmark-record",
        "title": a.case.title,
        "created": a.head.at,
        "version": str(a.head.size),
        "description": (f"{notice}. " if notice else "") + SAID,
        "sources": [{"title": "GeoNames (towns), CC BY 4.0"}],
        "contributors": [{"title": a.case.contact, "role": "contributor"}],
        "witnessmark": {"root": a.head.root, "view": a.head.view, "cleared": known_.release.cleared, "tool": a.head.tool},
        "resources": [*resources, *({"name": n, "path": p, "mediatype": m, "title": t} for n, p, m, t in others)],
    }
    if notice:
        package["notice"] = notice
    return package


def _pretty(value: Json | Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
