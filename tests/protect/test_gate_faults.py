"""Twenty-five planted faults of the gate's surroundings (promises, G2): a scrubber switched off, a field allowed, an original copied, a debug line.

Each is made in a folder that would leave; the inspection of its bytes catches every one.
"""

import dataclasses
import gzip
import hashlib
import html
import json
import zlib

import pytest

from tests.protect.planting import nothing_whole
from tests.simulators import canary_carriers as c
from tests.simulators.canary_people import people
from witnessmark.protect.gate import inspect
from witnessmark.protect.private import emptied
from witnessmark.protect.terms import term_of_person
from witnessmark.records.assembly import Release
from witnessmark.records.fields import FIELDS, Level
from witnessmark.walk.begin import who
from witnessmark.walk.case import open_case
from witnessmark.walk.judge import check
from witnessmark.walk.release import assembly_of, write

P = people()[0]
NAME = P.names[0]
LAT, LON = map(float, P.coordinates[0].split(","))
PAGE = (
    "<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'; style-src 'self'\">"
    "<title>Reports</title></head><body><p>Three places were reported in the town.</p>%s</body></html>"
)
CLEAN = {
    "site/index.html": (PAGE % "").encode(), "site/downloads/claims.csv": b"claim,quote\n1,three places were reported\n",
    "site/downloads/places.geojson": b'{"type":"FeatureCollection","features":[]}', "bundle/data/claims.jsonl": b'{"id":"1"}\n',
}

FAULTS = {
    "the scrubber of photographs is off": {"site/a.jpg": c.INPUTS["EXIF"](NAME)[1]},
    "the scrubber of positions is off": {"site/a.jpg": c.jpeg(c.segment(0xE1, b"Exif\0\0" + c.with_position(LAT, LON)))},
    "the thumbnail stays": {"site/a.jpg": c.CARRIERS["embedded thumbnail"](NAME)[1]},
    "the picture was cropped in place": {"site/a.png": c.png(behind=f"<x>{NAME}</x>".encode())},
    "the scrubber of PDFs is off": {"site/a.pdf": c.INPUTS["PDF /Info"](NAME)[1]},
    "a PDF was saved over its old revision": {"site/a.pdf": c.CARRIERS["old revision"](NAME)[1]},
    "an original is copied": {"bundle/data/original.docx": c.INPUTS["docx comment"](NAME)[1]},
    "an original workbook is copied": {"bundle/data/original.xlsx": c.INPUTS["hidden sheet"](NAME)[1]},
    "an original capture is copied": {"bundle/data/original.warc": c.INPUTS["WARC header"](NAME)[1]},
    "one field is allowed: the custody note": {"bundle/data/claims.jsonl": json.dumps({"id": "1", "remark": f"given by {NAME}"}).encode()},
    "one field is allowed: the analyst's draft": {"site/downloads/claims.csv": f"claim,quote,draft\n1,three,{NAME} told us\n".encode()},
    "one field is allowed: the exact place": {"site/downloads/places.geojson": json.dumps({"type": "Point", "coordinates": [LON, LAT]}).encode()},
    "a page keeps its comment": {"site/index.html": (PAGE % f"<!-- {html.escape(NAME)} -->").encode()},
    "a debug line is added": {"site/index.html": (PAGE % f"<pre>{json.dumps(dataclasses.asdict(P)['handles'])}</pre>").encode()},
    "an error page prints its locals": {"site/404.html": (PAGE % f"<pre>KeyError: {NAME[::-1]}</pre>").encode()},
    "a log lies in the folder": {"build.log": f"2026-01-01 wrote {P.emails[0]}\n".encode()},
    "a name is the file's name": {f"site/{NAME.lower().replace(' ', '-')}.html": (PAGE % "").encode()},
    "an id is a digest of the name": {"site/downloads/claims.csv": f"claim\n{zlib.crc32(b'x')}\n{hashlib.sha256(NAME.encode()).hexdigest()}\n".encode()},
    "the search index holds every word": {"site/index.json": json.dumps(NAME.lower().replace("-", " ").split()).encode()},
    "the feed holds what is not published": {"site/feed.xml": c.CARRIERS["feed"](NAME)[1]},
    "a packed copy lies beside the page": {"site/index.html.gz": gzip.compress((PAGE % NAME).encode(), mtime=0)},
    "a copy packed otherwise lies beside it": {"site/index.html.br": b"\x8b\x02\x80nothing\x03"},
    "the folder is a repository": {".git/objects/aa/bb": c.CARRIERS["git commit"](NAME)[1]},
    "the archive says who packed it": {"site/downloads/bundle.tar": c.tar(P.handles[0])},
    "the font was cut for its words": {"site/a.woff2": c.SHUT["WOFF 2"][1]},
    "the database is copied": {"work/case.sqlite": c.SHUT["SQLite"][1]},
    "the map is drawn around the house": {"site/index.html": (PAGE % f'<img src="tiles/17/{int((LON + 180) / 360 * 2**17)}/49437.png?bbox={LON - 0.004:.4f},{LAT - 0.004:.4f},{LON + 0.004:.4f},{LAT + 0.004:.4f}">').encode()},
    "the testimony is quoted": {"bundle/data/claims.jsonl": json.dumps({"quote": " ".join(P.quotes[0].split()[2:12])}).encode()},
    "initials are kept beside the town": {"site/index.html": (PAGE % f"<td>X. Q.</td><td>{P.places[0]}</td>").encode()},
}


def _inspected(folder, files):
    for name, content in {**CLEAN, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return inspect(folder, release=nothing_whole(), terms=[term_of_person(P)])


def test_without_a_fault_it_leaves(tmp_path):
    assert len(FAULTS) >= 25
    assert _inspected(tmp_path, {}) is None


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_and_says_no_word(tmp_path, fault):
    refusal = _inspected(tmp_path, FAULTS[fault])
    assert refusal is not None, fault
    assert "D001" in {reason.code for reason in refusal.reasons}, fault
    said = repr(refusal).casefold()
    assert not any(part in said for part in ("xanthippe", "quolbrandt", "ñáñez", "nanez", P.handles[0], "vilafresca", "zephyr"))


def test_fields_that_the_table_allows_by_mistake_are_caught_in_the_written_bytes(example, tmp_path, monkeypatch):
    case = open_case(example.case)
    assembly = assembly_of(case, check(case, by=who(case, "Reviewer One")))
    first, *others = assembly.documents
    said = dict.fromkeys(("remark", "came_from", "declared"), f"for {NAME}")
    received = tuple(dataclasses.replace(r, receipt=dataclasses.replace(r.receipt, **said)) for r in first.receipts)
    planted = dataclasses.replace(assembly, documents=(dataclasses.replace(first, receipts=received), *others))
    for field in said:
        monkeypatch.setitem(FIELDS, f"Receipt.{field}", Level.PUBLIC)
    write(case, Release(assembly=emptied(planted), cleared="0" * 64), tmp_path)
    held = {f.relative_to(tmp_path).parts[0] for f in tmp_path.rglob("*") if f.is_file() and NAME.encode() in f.read_bytes()}
    assert "bundle" in held
    refusal = inspect(tmp_path, release=None, terms=[term_of_person(P)])
    assert refusal is not None
    assert "xanthippe" not in repr(refusal).casefold()
