"""Web archives: each answer comes out with its address, date and status; what is damaged or not recorded is named."""

import gzip
import io
import json
import time
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.collect.makers import SMALL, opened, packed
from witnessmark.collect.limits import Limits
from witnessmark.records.canonical import canonical, sha256
from witnessmark.records.documents import How

PAGE = b"<html><p>Nine stations.</p></html>"
DATE = "2022-10-26T08:00:00Z"


def _warc(*records, packed_by_record=True):
    """Records are (type, url, status, headers, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed_by_record, warc_version="WARC/1.1")
    first = {"WARC-Date": DATE, "WARC-Record-ID": "<urn:uuid:0>"}
    writer.write_record(writer.create_warc_record("x", "warcinfo", payload=io.BytesIO(b"a: test"), warc_headers_dict=first))
    for number, (kind, url, status, headers, body) in enumerate(records):
        said = {"WARC-Date": DATE, "WARC-Record-ID": f"<urn:uuid:{number:032x}>"}
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if status else None
        record = writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=said)
        writer.write_record(record)
    return out.getvalue()


def _response(body=PAGE, url="https://example.org/news/nine.html?x=1", status="200 OK", headers=(("Content-Type", "text/html"),)):
    return ("response", url, status, list(headers), body)


@pytest.mark.parametrize("by_record", [True, False])
def test_answers_come_out_with_address_date_and_status(by_record):
    archive = _warc(_response(), ("resource", "urn:pdf:1", None, [], b"%PDF-1.7"), packed_by_record=by_record)
    found, left = opened(archive)
    assert left == []
    page, resource = found
    assert (page.content, page.url, page.name, page.declared) == (PAGE, "https://example.org/news/nine.html?x=1", "nine.html", "text/html")
    assert (page.how, page.parent) == (How.WARC, sha256(archive))
    assert page.member.startswith("<urn:uuid:")
    assert json.loads(page.remark) == {"record": "response", "date": DATE, "status": "200"}
    assert (resource.content, resource.url) == (b"%PDF-1.7", "urn:pdf:1")


def test_one_packed_run_for_the_whole_file_is_read_too():
    found, left = opened(gzip.compress(_warc(_response(), _response(b"two"), packed_by_record=False)))
    assert [c.content for c in found] == [PAGE, b"two"]
    assert left == []


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE), mtime=0)),
        ("identity", PAGE),
    ],
    ids=["gzip", "gzip in two parts", "deflate", "deflate without its wrapper", "two over one another", "none"],
)
def test_content_codings_are_undone(coding, body):
    (page,), left = opened(_warc(_response(body, headers=[("Content-Encoding", coding)])))
    assert (page.content, left) == (PAGE, [])


def test_a_body_that_was_recorded_unpacked_already_stays_as_it_is():
    (page,), _ = opened(_warc(_response(PAGE, headers=[("Content-Encoding", "gzip")])))
    assert page.content == PAGE
    assert "do not unpack" in json.loads(page.remark)["remark"]


def test_a_coding_that_is_not_known_is_said():
    (page,), _ = opened(_warc(_response(b"\x0b\x02\x80", headers=[("Content-Encoding", "br")])))
    assert page.content == b"\x0b\x02\x80"
    assert "'br' was not undone" in page.remark


def test_chunks_are_joined_and_what_only_claims_chunks_is_kept():
    chunked = b"10\r\n" + PAGE[:16] + b"\r\n%x;x=y\r\n" % (len(PAGE) - 16) + PAGE[16:] + b"\r\n0\r\n\r\n"
    found, left = opened(
        _warc(_response(chunked, headers=[("Transfer-Encoding", "chunked")]), _response(PAGE, headers=[("Transfer-Encoding", "chunked")]))
    )
    assert [c.content for c in found] == [PAGE, PAGE]
    assert "remark" not in json.loads(found[0].remark)
    assert "not in fact" in found[1].remark
    assert left == []


def test_revisits_and_redirects_are_named():
    moved = _response(b"", status="301 Moved", headers=[("Location", "https://example.org/new")])
    archive = _warc(moved, ("revisit", "https://example.org/a", "200 OK", [], b""), _response())
    found, left = opened(archive)
    assert [c.content for c in found] == [PAGE]
    assert "answered 301 and points to https://example.org/new" in left[0].why
    assert left[1].why.startswith("a revisit")
    assert all("https://example.org/" in one.name for one in left)


def test_a_status_of_failure_is_kept_with_its_status():
    (page,), _ = opened(_warc(_response(b"gone", status="404 Not Found")))
    assert json.loads(page.remark)["status"] == "404"


def test_requests_and_metadata_stay_inside():
    archive = _warc(("request", "https://example.org/", "GET / HTTP/1.1", [], b""), ("metadata", "https://example.org/", None, [], b"x"))
    assert opened(archive) == ([], [])


def test_a_wacz_gives_the_answers_of_its_archives():
    wacz = packed(
        ("datapackage.json", b"{}"), ("pages/pages.jsonl", b"{}"), ("indexes/index.cdx.gz", b"x"),
        ("archive/data.warc.gz", _warc(_response())), ("archive/more.warc", _warc(_response(b"two"), packed_by_record=False)),
    )  # fmt: skip
    found, left = opened(wacz, "site.wacz")
    assert left == []
    assert [c.content for c in found] == [PAGE, b"two"]
    assert {c.parent for c in found} == {sha256(wacz)}
    assert found[0].member.startswith("archive/data.warc.gz <urn:uuid:")


def test_an_archive_behind_an_address_is_opened():
    found, _ = opened(_warc(_response(packed(("a.txt", b"nine")), url="https://example.org/all.zip")))
    assert [c.name for c in found] == ["all.zip", "a.txt"]
    assert found[1].parent == sha256(found[0].content)


def test_a_cut_off_archive_gives_what_can_be_read():
    for by_record in (True, False):
        archive = _warc(_response(), _response(b"second" * 900), packed_by_record=by_record)
        found, left = opened(archive[:-40])
        assert [c.content for c in found] == [PAGE]
        assert any("Get a whole copy" in one.why for one in left)


def test_a_damaged_record_costs_that_record_alone():
    archive = bytearray(_warc(_response(), _response(b"second" * 900), _response(b"third")))
    starts = [at for at in range(len(archive)) if archive[at : at + 3] == b"\x1f\x8b\x08"]
    archive[starts[2] + 30] ^= 0xFF
    archive[starts[2] + 60] ^= 0xFF
    found, left = opened(bytes(archive))
    assert [c.content for c in found] == [PAGE, b"third"]
    assert any("damaged" in one.why for one in left)


def test_a_wrong_length_costs_that_record_alone():
    archive = _warc(_response(), _response(b"second"), _response(b"third"), packed_by_record=False)
    at = archive.find(b"Content-Length", archive.find(b"Content-Length", archive.find(b"Content-Length") + 1) + 1)
    archive = archive[:at] + b"X-" + archive[at:]
    found, left = opened(archive)
    assert b"third" in [c.content for c in found]
    assert PAGE in [c.content for c in found]
    assert any("does not say how long" in one.why for one in left)


def test_bombs_are_stopped():
    bomb = gzip.compress(b"\0" * (900 << 10))
    found, left = opened(_warc(_response(bomb, headers=[("Content-Encoding", "gzip")]), _response()))
    assert [c.content for c in found] == [PAGE]
    assert "200 times" in left[0].why
    outer = gzip.compress(b"WARC/1.1\r\nX: " + b"\0" * (9 << 20))
    found, left = opened(outer)
    assert found == []
    assert "200 times" in left[0].why


def test_too_long_too_many_and_too_much_are_named():
    found, left = opened(_warc(_response(b"x" * ((1 << 20) + 1)), _response(), packed_by_record=False))
    assert [c.content for c in found] == [PAGE]
    assert "larger than 1 MiB" in left[0].why
    found, left = opened(_warc(*[_response(b"%d" % n) for n in range(60)]))
    assert len(found) == 50
    assert "more than 50 members" in left[0].why
    found, left = opened(_warc(*[_response(b"%d" % n * 900) for n in range(60)]), limits=replace(SMALL, total_bytes=20_000))
    assert len(found) < 15
    assert "unpacked" in left[0].why


def test_hostile_frames_do_not_hold_up_the_run():
    began = time.monotonic()
    long_header = b"WARC/1.1\r\n" + b"a:\n" * 3_000_000
    for body in (b"\n" * 9_000_000, b"\x1f\x8b\x08" * 900_000, b"WARC/1.1\r\n" * 300_000, b"x" * 20_000_000, long_header):
        found, _ = opened(b"WARC/1.1\r\n\r\n" + body, limits=Limits())
        assert found == []
    opened(gzip.compress(b"WARC/1.1\r\n\r\n") + b"\x1f\x8b\x08" * 900_000, limits=Limits())
    chunks = _warc(_response(b"1\r\nx\r\n" * 500_000, headers=[("Transfer-Encoding", "chunked")]))
    opened(chunks, limits=Limits())
    assert time.monotonic() - began < 30


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_damage_never_raises(data):
    coded = _response(gzip.compress(PAGE, mtime=0), headers=[("Content-Encoding", "gzip")])
    content = bytearray(_warc(coded, _response(), packed_by_record=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(10, len(content) - 1))] = data.draw(st.integers(0, 255))
    found, _ = opened(bytes(content[: data.draw(st.integers(len(content) // 3, len(content)))]))
    for one in found:
        assert canonical([one.member, one.name, one.came_from, one.remark, one.url, one.declared])
