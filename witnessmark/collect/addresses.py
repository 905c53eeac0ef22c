"""Which addresses may be reached: http and https, without credentials, on hosts whose every address is public.

A page that is collected must not make this machine knock at doors of its own network (the router, a cloud's metadata, a database).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from witnessmark.records.faults import Refused, Unreachable

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host; raises OSError where there are none."""

_PORTS = {"http": 80, "https": 443}
_GLOBAL = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_TUNNELLED = ipaddress.ip_network("2001::/32")
_LONGEST = 8_000
"""Characters of an address: servers stop at 8,000."""
_KEPT = "%/:=&?~#+!$,;'@()*[]"
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_.])?|[0-9a-f:.]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One address, taken apart; what is asked for is built from this alone, so no second reader can see another host."""

    url: str
    scheme: str
    host: str
    port: int
    path: str


def target(url: str, *, allow_private: bool) -> Target:
    """Return the parts of an address that may be asked. Raises Refused for any other."""
    if len(url) > _LONGEST:
        raise Refused(f"the address {_short(url)} has {len(url):,} characters: {_LONGEST:,} is the limit")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise Refused(f"the address {_short(url)} holds blanks, control characters or backslashes: copy it from the browser again")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError as fault:
        raise Refused(f"{_short(url)} is no address of a page ({fault}): copy it from the browser again") from fault
    if parts.scheme not in _PORTS:
        raise Refused(f"{_short(url)}: only http and https addresses are collected; for a file give its path")
    if "@" in parts.netloc:
        raise Refused("the address holds a user name or a password: take it out, since it would be kept for ever")
    if not _HOST.fullmatch(host):
        raise Refused(f"{_short(url)} names no host: copy the address from the browser again")
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values() and not allow_private:
        raise Refused(f"{_short(url)}: port {port} is no port of public pages (80, 443); allow private addresses if this server is yours")
    path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port == _PORTS[parts.scheme] else f"{shown}:{port}"
    return Target(url=f"{parts.scheme}://{place}{path}", scheme=parts.scheme, host=host, port=port, path=path)


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as fault:
        raise ValueError(f"the host name cannot be written in ASCII: {fault}") from fault


def addresses(to: Target, *, resolve: Resolve, allow_private: bool) -> tuple[str, ...]:
    """Return the addresses of a host, each of them checked.

    Raises Unreachable where there are none, Refused where one is not public.
    """
    try:
        found = tuple(dict.fromkeys(resolve(to.host, to.port)))
    except (OSError, UnicodeError) as fault:
        raise Unreachable(f"{to.host} has no address ({fault}): look at the spelling, and whether this machine is online") from fault
    if not found:
        raise Unreachable(f"{to.host} has no address: look at the spelling, and whether this machine is online")
    for address in found:
        if not allow_private and not is_public(address):
            raise Refused(
                f"{to.host} stands for {address[:60]}, which is no public address: it is not asked. "
                "If this server is yours, collect with private addresses allowed."
            )
    return found


def is_public(address: str) -> bool:
    """Return whether an address is global unicast, with the IPv4 address inside an IPv6 one looked at as well."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        within = ip.ipv4_mapped or ip.sixtofour
        if within is None and ip in _TRANSLATED:
            within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if within is not None:
            return is_public(str(within))
        if ip not in _GLOBAL or ip in _TUNNELLED:
            return False
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_private
    )


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Return the addresses that this machine's resolver gives for a host. Raises OSError where there are none."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _short(url: str) -> str:
    return repr(url if len(url) <= 200 else url[:200] + "...")
