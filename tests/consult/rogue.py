"""A model's server on this machine that behaves as it is told to: well, or in any of the ways in which one may not."""

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress

GOOD = {"kind": "count", "quote": "54 stations in 21 countries", "value": "54", "unit": "station", "said_by": ["Harbour Watch"]}


def envelope(claims, **more):
    return json.dumps({"model": "small", "choices": [{"message": {"role": "assistant", "content": json.dumps({"claims": claims})}}], **more})


def http(body, status="200 OK", headers=""):
    raw = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(raw)}\r\nConnection: close\r\n{headers}\r\n".encode() + raw


def _drip(line, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        line.sendall(b"x")
        time.sleep(0.02)


def _endless(line):
    line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    block = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    for _ in range(200):
        line.sendall(block)


WAYS = {
    "good": lambda line: line.sendall(http(envelope([GOOD]))),
    "fenced": lambda line: line.sendall(http(json.dumps({"choices": [{"message": {"content": '```json\n{"claims": []}\n```'}}]}))),
    "no json": lambda line: line.sendall(http("<html>busy</html>")),
    "prose": lambda line: line.sendall(http(json.dumps({"choices": [{"message": {"content": "Here are the claims: 54 stations"}}]}))),
    "no choices": lambda line: line.sendall(http('{"choices": []}')),
    "null": lambda line: line.sendall(http("null")),
    "list": lambda line: line.sendall(http("[]")),
    "claims is text": lambda line: line.sendall(http(json.dumps({"choices": [{"message": {"content": '{"claims": "54"}'}}]}))),
    "content is null": lambda line: line.sendall(http('{"choices": [{"message": {"content": null}}]}')),
    "deep": lambda line: line.sendall(http("[" * 200_000)),
    "nan": lambda line: line.sendall(http(json.dumps({"choices": [{"message": {"content": '{"claims": [NaN, 1e999]}'}}]}))),
    "surrogates": lambda line: line.sendall(http(r'{"choices": [{"message": {"content": "{\"claims\": [{\"kind\": \"count\", \"quote\": \"\ud800\"}]}"}}]}')),
    "no utf-8": lambda line: line.sendall(http(b"\xff\xfe\x00{")),
    "gzip bomb": lambda line: line.sendall(http(b"\x1f\x8b\x08\x00" + b"\x00" * 50, headers="Content-Encoding: gzip\r\n")),
    "status 500": lambda line: line.sendall(http("{}", "500 Oops")),
    "status 401": lambda line: line.sendall(http("{}", "401 Unauthorized")),
    "redirect": lambda line: line.sendall(http("", "307 Temporary Redirect", "Location: http://192.0.2.1/steal\r\n")),
    "endless": _endless,
    "drip in the head": lambda line: _drip(line, 3),
    "drip in the body": lambda line: (line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), _drip(line, 3)),
    "silent": lambda _: time.sleep(3),
    "shorter than said": lambda line: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{}"),
    "hangs up": lambda _: None,
    "no http": lambda line: line.sendall(b"SSH-2.0-OpenSSH\r\n"),
    "long head": lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 20_000),
}


@contextmanager
def serving(way, asked=None):
    """Serve one way until the end of the block; yields the port. What was asked is put into `asked`."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with line:
                try:
                    request = _request(line)
                    if asked is not None:
                        asked.append(request)
                    (WAYS[way] if isinstance(way, str) else way)(line)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield door.getsockname()[1]
    finally:
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)  # accept() would hold the door open
        door.close()


def _request(line):
    taken = b""
    while b"\r\n\r\n" not in taken:
        if not (block := line.recv(65_536)):
            return taken, b""
        taken += block
    head, _, body = taken.partition(b"\r\n\r\n")
    size = next((int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")), 0)
    while len(body) < size and (block := line.recv(65_536)):
        body += block
    return head, body
