"""A server on this machine with every kind of page, and a way to ask it as if it were a public one."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.collect.makers import SMALL
from witnessmark.collect import collect_url

PAGE = "<html><p>Nueve comisarías.</html>".encode()
QUICK = replace(SMALL, connect_seconds=10.0, read_seconds=10.0, page_seconds=20.0)
PUBLIC = "93.184.216.34"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    asked: list

    def handle_error(self, request, client_address):
        """Say nothing: clients of these tests hang up on purpose."""


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.split("?")[0].strip("/").replace("/", "_")
        getattr(self, f"page_{name}", self.page_gone)()

    def log_message(self, *args):
        pass

    def answer(self, body=PAGE, status=200, **headers):
        self.send_response(status)
        for key, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def to(self, location, status=302):
        self.answer(b"", status, Location=location)

    def page_plain(self):
        self.answer(Set_Cookie="id=visitor-77", Last_Modified="Wed, 26 Oct 2022 08:00:00 GMT")

    def page_gone(self):
        self.answer(b"nothing here", 404)

    def page_moved(self):
        self.to("/plain?x=1", 301)

    def page_loop(self):
        self.to("/loop")

    def page_metadata(self):
        self.to("http://169.254.169.254/latest/meta-data/")

    def page_file(self):
        self.to("file:///etc/passwd")

    def page_other(self):
        self.to("http://rebound.example/plain")

    def page_downgrade(self):
        self.to("http://plain.example/plain")

    def page_port(self):
        self.to("http://news.example:6379/")

    def page_utf8(self):
        self.to("/ñ".encode().decode("latin-1"))

    def page_gzip(self):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_bomb(self):
        self.answer(gzip.compress(b"\0" * (900 << 10)), Content_Encoding="gzip")

    def page_long(self):
        self.answer(b"x" * ((1 << 20) + 1))

    def page_long_in_secret(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(64):
            self.wfile.write(b"x" * (64 << 10))
        self.close_connection = True

    def page_chunked(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (PAGE[:9], PAGE[9:]):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def page_cut(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(PAGE) + 100))
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def page_silent(self):
        time.sleep(10)

    def page_drip(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def page_drip_header(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def page_huge_header(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n")
        self.close_connection = True

    def page_many_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 5000 + b"\r\n")
        self.close_connection = True

    def page_no_http(self):
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n" * 3)
        self.close_connection = True


@contextmanager
def serving(context=None):
    server = Server(("127.0.0.1", 0), Pages)
    server.asked = []
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def public(site, url, names, **more):
    """Asks as if the server had a public address; the connection is turned to this machine after every check."""
    connected = []

    def connect(address, port, seconds):
        connected.append((address, port))
        return socket.create_connection(("127.0.0.1", site.server_port), timeout=seconds)

    def resolve(host, port):
        if host not in names:
            raise OSError("Name or service not known")
        found = names[host]
        return [found.pop(0) if len(found) > 1 else found[0]]

    return lambda: collect_url(url, limits=QUICK, resolve=resolve, connect=connect, **more), connected
