"""Pages: what the server sent is kept with the way to it; no page makes this machine ask its own network."""

import json
import socket
import time
from dataclasses import replace

import pytest

from tests.collect.server import PAGE, PUBLIC, QUICK, public, serving
from witnessmark import __version__
from witnessmark.collect import collect_url
from witnessmark.records.documents import How
from witnessmark.records.faults import Refused, Unreachable


@pytest.fixture(scope="module")
def site():
    with serving() as server:
        yield server


def _own(site, path, limits=QUICK):
    return collect_url(f"http://127.0.0.1:{site.server_port}/{path}", limits=limits, allow_private=True)


def test_a_page_comes_with_the_way_to_it(site):
    page = _own(site, "plain")
    assert (page.content, page.name, page.how, page.declared) == (PAGE, "plain", How.PAGE, "text/html; charset=utf-8")
    assert page.url == page.came_from == f"http://127.0.0.1:{site.server_port}/plain"
    said = json.loads(page.remark)
    assert (said["status"], said["address"], said["hops"]) == (200, "127.0.0.1", [])
    assert ["Last-Modified", "Wed, 26 Oct 2022 08:00:00 GMT"] in said["headers"]
    assert "visitor-77" not in page.remark


def test_the_server_learns_the_name_of_the_program_and_nothing_else(site):
    site.asked.clear()
    _own(site, "plain")
    ((_, headers),) = site.asked
    assert headers.pop("Host") == f"127.0.0.1:{site.server_port}"
    assert headers == {"User-Agent": f"witnessmark/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}


def test_redirects_are_followed_and_recorded(site):
    page = _own(site, "moved")
    assert page.url.endswith("/plain?x=1")
    assert page.came_from.endswith("/moved")
    (hop,) = json.loads(page.remark)["hops"]
    assert (hop["status"], hop["location"], hop["address"]) == (301, "/plain?x=1", "127.0.0.1")


def test_redirects_have_an_end(site):
    site.asked.clear()
    with pytest.raises(Unreachable, match="more than 10 redirects"):
        _own(site, "loop")
    assert len(site.asked) == 11


def test_this_machine_is_not_asked_unless_allowed(site):
    site.asked.clear()
    for host in ("127.0.0.1", "localhost", "127.1", "0x7f.1"):
        with pytest.raises(Refused):
            collect_url(f"http://{host}:{site.server_port}/plain", limits=QUICK)
        with pytest.raises((Refused, Unreachable)):
            collect_url(f"http://{host}/plain", limits=QUICK)
    assert site.asked == []


@pytest.mark.parametrize("page", ["metadata", "file", "other", "port"])
def test_a_redirect_into_ones_own_network_is_refused(site, page):
    names = {"news.example": [PUBLIC], "rebound.example": ["10.0.0.5"], "169.254.169.254": ["169.254.169.254"]}
    fetch, connected = public(site, f"http://news.example/{page}", names)
    with pytest.raises(Refused):
        fetch()
    assert connected == [(PUBLIC, 80)]


def test_a_name_that_changes_its_address_between_look_and_call_gains_nothing(site):
    """The second answer of the resolver would be this machine; nobody asks it a second time."""
    fetch, connected = public(site, "http://news.example/plain", {"news.example": [PUBLIC, "127.0.0.1"]})
    assert fetch().content == PAGE
    assert connected == [(PUBLIC, 80)]


def test_a_name_that_changes_its_address_from_hop_to_hop_is_looked_at_again(site):
    fetch, connected = public(site, "http://news.example/loop", {"news.example": [PUBLIC, "127.0.0.1"]})
    with pytest.raises(Refused, match=r"127\.0\.0\.1"):
        fetch()
    assert connected == [(PUBLIC, 80)]


def test_the_host_name_goes_to_the_server_that_was_checked(site):
    site.asked.clear()
    fetch, _ = public(site, "http://news.example/plain", {"news.example": [PUBLIC]})
    page = fetch()
    assert site.asked[0][1]["Host"] == "news.example"
    assert json.loads(page.remark)["address"] == PUBLIC


def test_the_next_address_is_tried_where_one_does_not_answer(site):
    def connect(address, port, seconds):
        if address == "8.8.8.8":
            raise ConnectionRefusedError("refused")
        return socket.create_connection(("127.0.0.1", site.server_port), timeout=seconds)

    page = collect_url("http://news.example/plain", limits=QUICK, resolve=lambda *_: ["8.8.8.8", PUBLIC], connect=connect)
    assert json.loads(page.remark)["address"] == PUBLIC


def test_codings_of_the_way_are_undone_and_said(site):
    page = _own(site, "gzip")
    assert page.content == PAGE
    said = json.loads(page.remark)
    assert "'gzip' undone" in said["coding"]
    assert said["received"]["bytes"] > 0
    assert len(said["received"]["sha256"]) == 64


def test_chunks_are_joined(site):
    assert _own(site, "chunked").content == PAGE


def test_locations_in_other_letters_are_followed(site):
    site.asked.clear()
    with pytest.raises(Unreachable, match="404"):
        _own(site, "utf8")
    assert site.asked[1][0] == "/%C3%B1"


def test_bombs_and_long_pages_are_refused(site):
    with pytest.raises(Refused, match="200 times"):
        _own(site, "bomb")
    for page in ("long", "long_in_secret"):
        with pytest.raises(Refused, match="larger than 1 MiB"):
            _own(site, page)


@pytest.mark.parametrize("page", ["huge_header", "many_headers", "no_http", "cut"])
def test_answers_that_are_none_are_named(site, page):
    with pytest.raises(Unreachable, match="try again later"):
        _own(site, page)


def test_a_status_of_failure_is_named(site):
    with pytest.raises(Unreachable, match="answers 404") as fault:
        _own(site, "gone")
    assert fault.value.status == 5


def test_a_silent_server_is_given_up(site):
    began = time.monotonic()
    with pytest.raises(Unreachable):
        _own(site, "silent", limits=replace(QUICK, read_seconds=0.3))
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("page", ["drip", "drip_header"])
def test_a_dripping_server_is_given_up(site, page):
    began = time.monotonic()
    with pytest.raises(Unreachable, match="took longer than"):
        _own(site, page, limits=replace(QUICK, page_seconds=0.5))
    assert time.monotonic() - began < 8


def test_a_server_that_is_not_there_is_named():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(Unreachable, match="does not take a connection"):
        collect_url(f"http://127.0.0.1:{port}/", limits=QUICK, allow_private=True)


def test_a_proxy_of_the_environment_is_not_used(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert _own(site, "plain").content == PAGE
