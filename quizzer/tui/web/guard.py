"""Who may use the served app: whoever has the key, from a page of this very server.

A web page from anywhere may send requests to a server on the reader's own machine, open sockets to it, and with DNS
rebinding even read what it answers; and other people may have accounts on that machine. So every request must name a
host that this server answers to, a socket must come from its own page, and both page and socket want a key that is
drawn anew at each start.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS: Mapping[str, str] = {
    # Scripts, styles, fonts and sockets of this server and no other: the page works offline, and tells nobody.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Sent with every answer."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on `host`.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    address = _address(host)
    return host.casefold() == "localhost" if address is None else address.is_loopback


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of one running server."""

    host: str
    """The one that it listens on."""
    key: str

    def knows_host(self, header: str | None) -> bool:
        """Whether a `Host` header names this server.

        Beyond loopback any address in figures will do: what rebinding brings is a name.
        """
        named = _host_of(f"//{header}") if header else ""
        if named in LOOPBACK or named == self.host.casefold():
            return bool(named)
        return not is_loopback(self.host) and _address(named) is not None

    def is_own_page(self, origin: str | None, host: str | None) -> bool:
        """Whether the `Origin` of a socket is the page that this server gave under that host."""
        return bool(host) and origin is not None and origin.casefold() == f"http://{host}".casefold()

    def has_key(self, given: str) -> bool:
        """Whether the key is right; how wrong it is cannot be told from the time this takes."""
        return hmac.compare_digest(given.encode(), self.key.encode())


def _host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").casefold()
    except ValueError:
        return ""


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
