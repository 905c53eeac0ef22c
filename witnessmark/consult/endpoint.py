"""A language model behind an OpenAI-compatible endpoint as a finder: loopback unless a host is listed, no tools, no redirects."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from witnessmark.consult.parts import parts
from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.faults import Misused, Refused, Unreachable
from witnessmark.records.finders import Answer
from witnessmark.records.texts import Text

if TYPE_CHECKING:
    from urllib3.response import HTTPResponse

PART = 6_000
"""Code points of the document in one question."""
LARGEST = 2 * 2**20
"""Bytes of one answer."""
BLOCK = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where a model is asked, and how."""

    url: str
    """Address of the interface, as "http://127.0.0.1:8080/v1"."""
    model: str
    """The model's name there."""
    weights: str = ""
    """SHA-256 of its weights, as the user declares it."""
    key: str = field(default="", repr=False)
    """Sent as a bearer token; never stored, never shown."""
    seconds: float = 120.0
    """For one answer, from the question to the last byte."""
    hosts: frozenset[str] = frozenset()
    """Hosts besides loopback that may be asked, by https."""

    def __post_init__(self) -> None:
        parts_ = urlsplit(self.url)
        if parts_.scheme not in ("http", "https") or not parts_.hostname or "@" in parts_.netloc or parts_.query or parts_.fragment:
            raise Misused(f"url: {parts_.hostname or 'no host'}: give the address as http://127.0.0.1:8080/v1, and no password in it")
        if self.host and (self.host not in self.hosts or parts_.scheme != "https"):
            raise Refused(
                f"{self.host} is not this machine: texts go nowhere else unless the file of finders lists the host under `hosts` and the "
                "address begins with https"
            )

    @cached_property
    def host(self) -> str:
        """The host that texts are sent to; empty on this machine."""
        name = (urlsplit(self.url).hostname or "").lower()
        return "" if name == "localhost" or _loopback(name) else name

    @property
    def name(self) -> str:
        """Sort and model."""
        return f"endpoint:{self.model}"

    @cached_property
    def prompt(self) -> str:
        """SHA-256 of the words of the question."""
        return sha256(instructions().encode("utf-8"))

    @property
    def version(self) -> str:
        """Changes with the prompt, the model's name or its declared weights."""
        return sha256(canonical({"prompt": self.prompt, "model": self.model, "weights": self.weights, "part": PART}))[:12]

    def ask(self, text: Text) -> Answer:
        """Return what the model says of every part of a text; a part without a usable answer is a fault, and the others go on.

        Raises Unreachable where nobody answers at the address.
        """
        offers: list[Json] = []
        outputs: list[str] = []
        faults: list[str] = []
        told: Json = None
        for at, part in parts(text.content, PART):
            body = self._question(text, part)
            try:
                answered = self._send(body)
                found, said = _read(answered)
            except _Useless as why:
                faults.append(f"from {at}: {why}")
                outputs.append(why.output)
                continue
            outputs.append(answered)
            told = said
            offers += [_moved(offer, at, text.content, part) for offer in found]
        known: Json = {"name": self.model, "weights": self.weights, "says": told}
        output = json.dumps(outputs, ensure_ascii=False)
        return Answer(offers=tuple(offers), output=output, model=sha256(canonical(known)), faults=tuple(faults))

    def _question(self, text: Text, part: str) -> bytes:
        document = json.dumps({"language": text.language, "published": text.published, "text": part}, ensure_ascii=False)
        question = {
            "model": self.model, "temperature": 0, "seed": 0, "stream": False, "max_tokens": 8_000,
            "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": instructions()}, {"role": "user", "content": document}],
        }
        return json.dumps(question, ensure_ascii=False).encode("utf-8")

    def _send(self, body: bytes) -> str:
        """Return one answer. A timer cuts the line when the time is over, however slowly the server talks."""
        import threading

        import urllib3
        from urllib3.connection import HTTPConnection, HTTPSConnection

        target = urlsplit(self.url)
        host = "127.0.0.1" if (target.hostname or "").lower() == "localhost" else target.hostname or ""
        kind = HTTPSConnection if target.scheme == "https" else HTTPConnection
        line = kind(host, target.port, timeout=self.seconds)
        try:
            line.connect()
        except (urllib3.exceptions.HTTPError, OSError) as fault:
            raise Unreachable(f"nobody answers at {self.url}: start the model's server, or mend `url` ({type(fault).__name__})") from fault
        cut = threading.Timer(self.seconds, _cut, [line.sock])
        cut.start()
        try:
            line.request("POST", target.path.rstrip("/") + "/chat/completions", body=body, headers=self._headers(), preload_content=False)
            return _body(line.getresponse())
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as fault:
            if isinstance(fault, _Useless):
                raise
            why = "it took too long" if not cut.is_alive() else type(fault).__name__
            raise _Useless(f"the connection broke ({why})") from fault
        finally:
            cut.cancel()
            line.close()

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        return {**headers, "Authorization": f"Bearer {self.key}"} if self.key else headers


def _cut(line: socket.socket | None) -> None:
    """End a connection while another thread reads from it."""
    with contextlib.suppress(OSError):
        if line is not None:
            line.shutdown(socket.SHUT_RDWR)


class _Useless(ValueError):
    """An answer from which nothing can be taken; the message says why."""

    def __init__(self, why: str, output: str = "") -> None:
        super().__init__(why)
        self.output = output


def _body(response: HTTPResponse) -> str:
    """Return the words of an answer, bounded in bytes; a status other than 200, a redirect too, has none."""
    if response.status != 200:
        raise _Useless(f"the server answered with status {response.status}")
    taken = bytearray()
    while block := response.read(BLOCK, decode_content=False):
        taken += block
        if len(taken) > LARGEST:
            raise _Useless(f"the answer is longer than {LARGEST:,} bytes")
    return taken.decode("utf-8", "replace")


def _read(output: str) -> tuple[list[Json], Json]:
    """Return the offers of an answer, and what the server says of its model."""
    try:
        envelope = json.loads(output)
        content = envelope["choices"][0]["message"]["content"]
        said = json.loads(_plain(content))
        claims = said["claims"]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as fault:
        raise _Useless(f"the answer is not of the form that was asked for ({type(fault).__name__})", output) from None
    if not isinstance(claims, list):
        raise _Useless("the answer's claims are no list", output)
    told = {name: envelope.get(name) for name in ("model", "system_fingerprint") if isinstance(envelope.get(name), str)}
    return claims, cast(Json, told)


def _plain(content: str) -> str:
    """Return an answer without the marks of code that some models put around it."""
    words = content.strip()
    if words.startswith("```") and words.endswith("```") and "\n" in words:
        return words[words.index("\n") + 1 : -3]
    return words


def _moved(offer: Json, at: int, content: str, part: str) -> Json:
    """Return an offer with its place in the whole text, where its words stand once in the part that was read."""
    if not isinstance(offer, Mapping):
        return offer
    quote = offer.get("quote")
    moved = {name: value for name, value in offer.items() if name != "start"}
    if isinstance(quote, str) and quote and part.count(quote) == 1 and content.count(quote) > 1:
        moved["start"] = at + part.index(quote)
    return moved


def _loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def instructions() -> str:
    """Return the words that a model is asked with."""
    return files("witnessmark.consult").joinpath("prompt.txt").read_text("utf-8")
