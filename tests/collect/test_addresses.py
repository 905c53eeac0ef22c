"""Which addresses may be asked: public pages over http and https, and nothing of one's own network in any spelling."""

import pytest

from witnessmark.collect.addresses import addresses, is_public, resolve_host, target
from witnessmark.records.faults import Refused, Unreachable

PRIVATE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1",
    "192.0.2.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::127.0.0.1", "fe80::1", "fe80::1%1", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:db8::1", "2001::1", "100::1", "4000::1", "not an address", "",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused(address):
    assert not is_public(address)
    with pytest.raises(Refused, match="no public address"):
        addresses(target("http://example.org/", allow_private=False), resolve=lambda *_: [address], allow_private=False)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_asked(address):
    to = target("http://example.org/", allow_private=False)
    assert addresses(to, resolve=lambda *_: [address], allow_private=False) == (address,)


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    to = target("https://example.org/", allow_private=False)
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        addresses(to, resolve=lambda *_: ["93.184.216.34", "10.0.0.1"], allow_private=False)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0", "localhost", "[::1]", "[::ffff:127.0.0.1]",
     "[::ffff:7f00:1]", "127.0.0.1.", "127。0。0。1", "\N{FULLWIDTH DIGIT ONE}27.0.0.1"],
)  # fmt: skip
def test_this_machine_is_refused_in_every_spelling(host):
    with pytest.raises((Refused, Unreachable)):
        addresses(target(f"http://{host}/", allow_private=False), resolve=resolve_host, allow_private=False)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "http and https"),
        ("gopher://example.org/", "http and https"),
        ("ftp://example.org/", "http and https"),
        ("javascript:alert(1)", "http and https"),
        ("example.org/page", "http and https"),
        ("", "http and https"),
        ("http://", "names no host"),
        ("http:///path", "names no host"),
        ("http://user:secret@example.org/", "user name or a password"),
        ("http://user@example.org/", "user name or a password"),
        ("http://example.org@127.0.0.1/", "user name or a password"),
        ("http://example.org:8080/", "port 8080"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "no address"),
        ("http://example.org:x/", "no address"),
        ("http://example.org/\r\nHost: evil", "control"),
        ("http://example.org/a b", "blanks"),
        ("http://exa\tmple.org/", "control"),
        ("http://example.org\\@127.0.0.1/", "backslashes"),
        ("http://[::1/", "no address"),
        ("http://exa%6dple.org/", "names no host"),
        ("http://example.org/" + "a" * 9000, "characters"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused_with_why(url, why):
    with pytest.raises(Refused, match=why) as refusal:
        target(url, allow_private=False)
    assert "secret" not in str(refusal.value)
    assert len(str(refusal.value)) < 500


def test_an_address_is_asked_as_it_was_meant():
    to = target("HTTPS://Español.Example:443/a/ñ?q=é&r=%41#part", allow_private=False)
    assert to.url == "https://xn--espaol-zwa.example/a/%C3%B1?q=%C3%A9&r=%41"
    assert (to.host, to.port, to.path) == ("xn--espaol-zwa.example", 443, "/a/%C3%B1?q=%C3%A9&r=%41")
    assert target("http://example.org:443/", allow_private=False).url == "http://example.org:443/"
    assert target("http://[2606:2800::1]/", allow_private=False).url == "http://[2606:2800::1]/"


def test_a_host_without_an_address_is_unreachable():
    def nobody(host, port):
        raise OSError("Name or service not known")

    to = target("http://example.org/", allow_private=False)
    with pytest.raises(Unreachable, match="spelling"):
        addresses(to, resolve=nobody, allow_private=False)
    with pytest.raises(Unreachable, match="spelling"):
        addresses(to, resolve=lambda *_: [], allow_private=False)
