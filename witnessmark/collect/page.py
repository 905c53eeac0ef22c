"""Fetches one page over http or https: every hop is checked, and the connection goes to the very address that was checked.

No proxy, cookie, login or cache of this machine is used; the server sees this machine's own address.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from witnessmark import __version__
from witnessmark.collect.addresses import Resolve, Target, addresses, resolve_host, target
from witnessmark.collect.coding import decoded
from witnessmark.collect.limits import Account, Limits, OverLimit, in_bytes
from witnessmark.collect.names import written
from witnessmark.collect.warcs import name_of
from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.documents import Capture, How
from witnessmark.records.faults import Refused, Unreachable

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

Connect = Callable[[str, int, float], socket.socket]
"""Opens a connection to an address and port within so many seconds."""

HEADER_VALUE = 1_000
"""Characters of one header of the answer that the receipt keeps."""
HEADERS = 100
"""Headers of the answer that the receipt keeps."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STEP = 65_536
_ASKED = {"User-Agent": f"witnessmark/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a server said to one request."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    address: str

    def header(self, name: str) -> str:
        """Return the first value of a header, or the empty string."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def _connect(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


def collect_url(
    url: str, *, limits: Limits, allow_private: bool = False, resolve: Resolve = resolve_host, connect: Connect = _connect
) -> Capture:
    """Return what stands at an address, with the way to it and the server's headers in the remark (canonical JSON).

    `allow_private` lets a server of one's own be asked, at any port. `resolve` and `connect` are the two doors to the network.

    Raises Refused for an address that may not be asked, or an answer beyond the limits; Unreachable where no answer came, or
    one that is no page (status 400 and above).
    """
    deadline = time.monotonic() + limits.page_seconds
    hops: list[Json] = []
    notes: list[str] = []
    here = target(url, allow_private=allow_private)
    while True:
        found = addresses(here, resolve=resolve, allow_private=allow_private)
        answer = _ask(here, found, limits=limits, deadline=deadline, connect=connect)
        location = answer.header("location")
        if answer.status not in _REDIRECTS or not location:
            break
        if len(hops) >= limits.hops:
            raise Unreachable(f"{here.url}: more than {limits.hops} redirects. Collect the address that a browser ends at.")
        hops.append({"url": here.url, "status": answer.status, "address": answer.address, "location": written(location)[0]})
        following = target(_joined(here.url, location), allow_private=allow_private)
        if here.scheme == "https" and following.scheme == "http":
            notes.append(f"led from https to http, where anybody on the way can change the page: {following.url}")
        here = following
    if not 200 <= answer.status < 300:
        raise Unreachable(
            f"{here.url} answers {answer.status} {written(answer.reason)[0][:80]}: no page was received. "
            "Open the address in a browser; if the page is gone, look for an archived copy and collect that."
        )
    return _capture(url, here, answer, hops, notes, limits)


def _joined(here: str, location: str) -> str:
    # Header values arrive as Latin-1; what servers send there is UTF-8 where it is not ASCII.
    try:
        return urljoin(here, location.encode("latin-1").decode("utf-8"))
    except (UnicodeError, ValueError) as fault:
        raise Unreachable(f"{here} leads to an address that cannot be read ({fault})") from fault


def _capture(asked: str, here: Target, answer: _Answer, hops: list[Json], notes: list[str], limits: Limits) -> Capture:
    try:
        body, coding = decoded(answer.body, answer.header("content-encoding"), Account(limits, len(answer.body)))
    except OverLimit as limit:
        raise Refused(f"{here.url}: {limit}") from limit
    said: dict[str, Json] = {
        "status": answer.status,
        "reason": written(answer.reason)[0],
        "address": answer.address,
        "hops": hops,
        "headers": [[written(key)[0], _kept(key, value)] for key, value in answer.headers[:HEADERS]],
    }
    if coding:
        said["coding"] = coding
        said["received"] = {"bytes": len(answer.body), "sha256": sha256(answer.body)}
    if notes:
        said["notes"] = list(notes)
    declared = answer.header("content-type")
    return Capture(
        content=body,
        name=name_of(here.url),
        how=How.PAGE,
        came_from=written(asked)[0],
        url=here.url,
        declared=written(declared)[0] if declared else None,
        remark=canonical(said).decode("utf-8"),
    )


def _kept(key: str, value: str) -> str:
    if key.lower() == "set-cookie":
        return "(not kept: it names the visitor)"
    return written(value[:HEADER_VALUE])[0]


def _ask(to: Target, found: tuple[str, ...], *, limits: Limits, deadline: float, connect: Connect) -> _Answer:
    """Return the answer of the first address that takes the connection. Raises Unreachable and Refused."""
    faults: list[str] = []
    for address in found:
        left = deadline - time.monotonic()
        if left <= 0:
            raise _too_slow(to, limits)
        try:
            line = connect(address, to.port, min(limits.connect_seconds, left))
        except OSError as fault:
            faults.append(f"{address}: {fault}")
            continue
        with line:
            return _talk(to, address, line, limits=limits, deadline=deadline)
    raise Unreachable(f"{to.host} does not take a connection ({'; '.join(faults)}): try again later, or open the page in a browser")


def _talk(to: Target, address: str, line: socket.socket, *, limits: Limits, deadline: float) -> _Answer:
    import urllib3
    from urllib3.connection import HTTPConnection

    clock = _Clock(line, deadline)
    asking = HTTPConnection(to.host, to.port, timeout=limits.read_seconds)
    try:
        line.settimeout(limits.read_seconds)
        if to.scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=to.host)
        asking.sock = line
        default = to.port == (443 if to.scheme == "https" else 80)
        shown = f"[{to.host}]" if ":" in to.host else to.host
        headers = {**_ASKED, "Host": shown if default else f"{shown}:{to.port}", "Connection": "close"}
        asking.request("GET", to.path, headers=headers, preload_content=False, decode_content=False)
        response = asking.getresponse()
        skip = response.status in _REDIRECTS or response.status >= 400
        body = b"" if skip else _body(to, response, limits)
        answer = _Answer(
            status=response.status, reason=response.reason or "", headers=tuple(response.headers.items()), body=body, address=address
        )
    except ssl.SSLCertVerificationError as fault:
        raise Unreachable(f"{to.host}: its certificate is not to be trusted ({fault.verify_message}). Nothing was received.") from fault
    except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError, AttributeError) as fault:
        # AttributeError: http.client's own, where the line is cut between two of its steps.
        if clock.struck:
            raise _too_slow(to, limits) from fault
        raise Unreachable(f"{to.url}: the answer broke off or is no HTTP ({_said(fault)}): try again later") from fault
    finally:
        clock.stop()
        asking.close()
    if clock.struck:
        # A line that was cut may look like the end of a page without a length.
        raise _too_slow(to, limits)
    return answer


def _body(to: Target, response: BaseHTTPResponse, limits: Limits) -> bytes:
    out = bytearray()
    while part := response.read(_STEP, decode_content=False):
        out += part
        if len(out) > limits.item_bytes:
            raise Refused(f"{to.url} is larger than {in_bytes(limits.item_bytes)}: save it by other means, split it, and collect the parts")
    return bytes(out)


class _Clock:
    """Cuts a line when the time for the page is over: a server that drips never meets the limit between two bytes."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self.struck = False
        # A second handle on the same line, since TLS takes the first one over.
        self._line = line.dup()
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._strike)
        self._timer.daemon = True
        self._timer.start()

    def _strike(self) -> None:
        self.struck = True
        try:
            self._line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the line is gone already

    def stop(self) -> None:
        self._timer.cancel()
        self._timer.join()
        self._line.close()


def _too_slow(to: Target, limits: Limits) -> Unreachable:
    return Unreachable(f"{to.url} took longer than {limits.page_seconds:g} seconds: try again later, or save the page from a browser")


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:200]
