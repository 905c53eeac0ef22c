"""Pages over https: the certificate is checked against the name that was asked for, on the connection to the checked address."""

import json
import socket
import ssl
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.collect.server import PAGE, PUBLIC, QUICK, public, serving
from witnessmark.collect import collect_url
from witnessmark.records.faults import Unreachable


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    """A server with a certificate for news.example, and the file of the authority that signed it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    with serving(context) as server:
        yield server, folder / "cert.pem"


def test_https_checks_the_certificate_against_the_name_not_the_address(certified, monkeypatch):
    server, authority = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    names = {"news.example": [PUBLIC], "other.example": [PUBLIC]}
    fetch, connected = public(server, "https://news.example/plain", names)
    assert fetch().content == PAGE
    assert connected == [(PUBLIC, 443)]
    fetch, _ = public(server, "https://other.example/plain", names)
    with pytest.raises(Unreachable, match=r"certificate is not to be trusted.*other\.example"):
        fetch()


def test_https_by_nobody_is_refused(certified):
    server, _ = certified
    fetch, _ = public(server, "https://news.example/plain", {"news.example": [PUBLIC]})
    with pytest.raises(Unreachable, match="certificate is not to be trusted"):
        fetch()


def test_a_dripping_server_is_given_up_behind_tls_too(certified, monkeypatch):
    server, authority = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    began = time.monotonic()
    with pytest.raises(Unreachable, match="took longer than"):
        collect_url(
            "https://news.example/drip",
            limits=replace(QUICK, page_seconds=0.5),
            resolve=lambda *_: [PUBLIC],
            connect=lambda _a, _p, s: socket.create_connection(("127.0.0.1", server.server_port), timeout=s),
        )
    assert time.monotonic() - began < 8


def test_the_way_from_https_to_http_is_noted(certified, monkeypatch):
    server, authority = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with serving() as plain:

        def connect(address, port, seconds):
            return socket.create_connection(("127.0.0.1", {443: server, 80: plain}[port].server_port), timeout=seconds)

        page = collect_url("https://news.example/downgrade", limits=QUICK, resolve=lambda *_: [PUBLIC], connect=connect)
    assert page.content == PAGE
    (note,) = json.loads(page.remark)["notes"]
    assert note.startswith("led from https to http")
