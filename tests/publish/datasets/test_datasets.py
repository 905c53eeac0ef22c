"""What whoever takes the data may rely on: safe cells that lead back to the exact words, described columns, towns only, losses named."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest
import sample
from hypothesis import example, given
from hypothesis import strategies as st

from witnessmark.publish.datasets import write_datasets
from witnessmark.publish.datasets.cells import exact, safe
from witnessmark.publish.datasets.geojson import rounded
from witnessmark.publish.datasets.loss import dropped, leaves
from witnessmark.records.assembly import Release
from witnessmark.records.claims import Claim
from witnessmark.records.codec import decode

TABLES = ("claims", "documents", "findings", "rollups", "sites")


@pytest.fixture(scope="module", params=["plain", "hostile"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Release]:
    release = sample.release() if request.param == "plain" else sample.hostile()
    out = tmp_path_factory.mktemp(request.param) / "datasets"
    write_datasets(release, out)
    return out, release


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@given(st.text())
@example("=1+1")
@example("'=1+1")
@example("\t=1")
@example("\u3000＝cmd")
@example("-1")
@example("+49 30 1234")
def test_a_cell_is_no_formula_and_leads_back_to_the_exact_words(value: str) -> None:
    cell = safe(value)
    assert (exact(cell) if cell != value or value.startswith("'") else cell) == value
    assert exact(cell) == value or cell == value
    bare = cell.lstrip(" \u00a0\u3000")
    assert bare[:1] not in set("=+-@＝＋－＠\t\r\n") or cell == value
    if cell == value and bare[:1] in set("+-"):
        float(value)


@given(st.text(alphabet="=+-@'\t\r\n ab1", max_size=6))
def test_the_way_back_is_one_rule(value: str) -> None:
    assert exact(safe(value)) == value


def test_csv_is_rfc_4180_with_one_header_and_no_formula(data: tuple[Path, Release]) -> None:
    for name in TABLES:
        raw = (data[0] / f"{name}.csv").read_bytes()
        raw.decode("utf-8")
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\r\n")
        with (data[0] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            table = list(csv.reader(file, strict=True))
        assert {len(row) for row in table} == {len(table[0])}
        for row in table[1:]:
            for cell in row:
                risky = cell.lstrip(" \t\r\n\u00a0\u3000")[:1]
                assert risky == "" or risky not in "=+-@＝＋－＠" or float(cell) is not None, (name, cell)


def test_claims_lead_back_to_their_exact_words(data: tuple[Path, Release]) -> None:
    out, release = data
    by_id = {row["id"]: row for row in rows(out / "claims.csv")}
    assert set(by_id) == {c.id for c in release.assembly.claims}
    for claim in release.assembly.claims:
        row = by_id[claim.id]
        assert exact(row["quote"]) == claim.content.anchor.quote
        assert row["value"] == (claim.content.value or "")
        assert row["modality"] == claim.content.modality
        assert row["origin_held"] in ("yes", "no", "unknown")


def test_lines_hold_the_whole_claim(data: tuple[Path, Release]) -> None:
    out, release = data
    lines = [json.loads(line) for line in (out / "claims.jsonl").read_text(encoding="utf-8").split("\n") if line]
    found = {c.id: c for c in (decode(Claim, line["claim"]) for line in lines)}
    assert found == {c.id: c for c in release.assembly.claims}


def test_every_piece_of_an_exercise_says_so(data: tuple[Path, Release], tmp_path: Path) -> None:
    out, _ = data
    for name in TABLES:
        assert {row["notice"] for row in rows(out / f"{name}.csv")} == {sample.NOTICE}
    for name in ("claims.jsonl", "findings.jsonl"):
        lines = [json.loads(line) for line in (out / name).read_text(encoding="utf-8").split("\n") if line]
        assert {line["notice"] for line in lines} == {sample.NOTICE}
    layer = json.loads((out / "places.geojson").read_text(encoding="utf-8"))
    assert {layer["notice"], *(f["properties"]["notice"] for f in layer["features"])} == {sample.NOTICE}
    for entity in entities(out):
        said = entity["properties"].get("notes", []) + entity["properties"].get("description", [])
        assert sample.NOTICE in said, entity
    for name in ("datapackage.json", "loss.json", "LOSS.md"):
        assert sample.NOTICE in (out / name).read_text(encoding="utf-8")
    write_datasets(sample.release(exercise=False), tmp_path)
    assert [p.name for p in tmp_path.iterdir() if sample.NOTICE in p.read_text(encoding="utf-8")] == []


def entities(out: Path) -> list[dict]:
    return [json.loads(line) for line in (out / "entities.ftm.json").read_text(encoding="utf-8").split("\n") if line]


def test_the_layer_is_rfc_7946_and_stops_at_the_town(data: tuple[Path, Release]) -> None:
    out, release = data
    layer = json.loads((out / "places.geojson").read_text(encoding="utf-8"))
    assert layer["type"] == "FeatureCollection"
    assert "crs" not in layer
    assert len(layer["features"]) == len(release.assembly.sites)
    for feature in layer["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if feature["geometry"] is None:
            continue
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert (longitude, latitude) == (round(longitude, 2), round(latitude, 2))
    drawn = {f["id"] for f in layer["features"] if f["geometry"]}
    assert drawn == {s.opened.site for s in release.assembly.sites if s.opened.place_id}


@pytest.mark.parametrize(
    ("degrees", "value"),
    [("41.38879", 41.39), ("-0.004", 0.0), ("181", None), ("north", None), (None, None), ("NaN", None)],
)
def test_coordinates_are_rounded_or_left_out(degrees: str | None, value: float | None) -> None:
    assert rounded(degrees, 180) == value


def test_the_package_describes_every_column_of_every_table(data: tuple[Path, Release]) -> None:
    package = json.loads((data[0] / "datapackage.json").read_text(encoding="utf-8"))
    described = {r["path"]: r for r in package["resources"]}
    assert {f"{name}.csv" for name in TABLES} <= set(described)
    assert {p.name for p in data[0].iterdir()} == set(described) | {"datapackage.json", "LOSS.md"}
    for name in TABLES:
        resource = described[f"{name}.csv"]
        with (data[0] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == header
        assert all(f["description"] and f["type"] in ("string", "integer", "number") for f in fields)
        table = rows(data[0] / f"{name}.csv")
        for field in fields:
            if field["type"] != "string":
                assert all(row[field["name"]] == "" or float(row[field["name"]]) is not None for row in table)
        keys = [tuple(row[k] for k in resource["schema"]["primaryKey"]) for row in table]
        assert len(keys) == len(set(keys))


def test_losses_are_what_is_computed_from_the_records(data: tuple[Path, Release]) -> None:
    losses = json.loads((data[0] / "loss.json").read_text(encoding="utf-8"))["dropped"]
    assert losses["claims.jsonl"] == {"Claim": []}
    assert losses["claims.csv"]["Claim"] == ["content.part_of.end", "content.part_of.start", "entry"]
    assert "content.said_by" in losses["entities.ftm.json"]["Claim"]
    page = (data[0] / "LOSS.md").read_text(encoding="utf-8")
    assert all(file in page for file in losses)
    assert set(losses) == {p.name for p in data[0].iterdir()} - {"datapackage.json", "loss.json", "LOSS.md"}


def test_a_column_cannot_claim_a_field_that_no_record_has() -> None:
    assert "content.anchor.quote" in set(leaves(Claim))
    with pytest.raises(ValueError, match=r"has no field 'content\.nothing'"):
        dropped(Claim, ["content.nothing"])


def test_two_publications_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_datasets(sample.hostile(), tmp_path / name)
    assert {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()}


def test_entities_have_one_id_each_and_no_person_and_no_link(data: tuple[Path, Release]) -> None:
    found = entities(data[0])
    ids = [e["id"] for e in found]
    assert ids == sorted(set(ids))
    assert all(i.startswith("wm-") and i.replace("-", "").isalnum() for i in ids)
    assert {e["schema"] for e in found} - {"Article"} == {"Address", "Documentation", "Document", "Organization", "UnknownLink"}
    assert not any("street" in e["properties"] or "latitude" in e["properties"] for e in found)
    assert not any("cultural association" in json.dumps(e) for e in found)
    edges = ("document", "entity", "subject", "object", "addressEntity")
    references = {v for e in found for k in edges for v in e["properties"].get(k, [])}
    assert references <= set(ids)


def test_no_person_of_the_case_and_no_empty_release_breaks_them(data: tuple[Path, Release], tmp_path: Path) -> None:
    for path in data[0].iterdir():
        assert "person-a" not in path.read_text(encoding="utf-8")
    write_datasets(sample.empty(), tmp_path)
    assert (tmp_path / "claims.csv").read_text(encoding="utf-8").startswith("notice,id,")


VALIDATE = """
import json, sys
from followthemoney import model
try:
    from followthemoney.proxy import EntityProxy
except ImportError:
    from followthemoney import EntityProxy
for line in open(sys.argv[1], encoding="utf-8"):
    given = json.loads(line)
    model.get(given["schema"]).validate(given)
    kept = EntityProxy.from_dict(given, cleaned=False).to_dict()["properties"]
    lost = {k: v for k, v in given["properties"].items() if sorted(kept.get(k, [])) != sorted(set(v))}
    assert not lost or sys.argv[2] == "hostile", (given["schema"], lost)
"""


def test_followthemoney_takes_every_entity_and_loses_nothing_in_silence(data: tuple[Path, Release], needs) -> None:
    """WITNESSMARK_FTM is a Python that has followthemoney: it needs a compiler, so it lives apart from ours."""
    needs("followthemoney")
    sort = "plain" if data[1] == sample.release() else "hostile"
    done = subprocess.run(
        [os.environ["WITNESSMARK_FTM"], "-c", VALIDATE, str(data[0] / "entities.ftm.json"), sort],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
