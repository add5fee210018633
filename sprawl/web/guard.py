"""Which IP addresses may be connected to: public ones, and private ones only where the caller allows them.

A name is looked up once, each of its addresses is checked, and the connection goes to exactly the checked address,
so a second look-up with another answer (DNS rebinding) has no effect.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

__all__ = ["Guard", "Lookup", "Refusal", "is_loopback", "is_public"]

Lookup = Callable[[str], Sequence[str]]
"""A host name → its addresses as text. Raises OSError when there are none."""

_IPv4 = ipaddress.IPv4Address
_IPv6 = ipaddress.IPv6Address

# Blocks of the IANA special-purpose registries (2024-10) that `is_global` accepts in some version of Python.
_SPECIAL = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Refusal(Exception):
    """No answer can come. ``reason``: dns, refused, timeout, private-address …"""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_public(address: str) -> bool:
    """True for an address that belongs to the public network.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("::127.0.0.1")
    (True, False, False, False)
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _is_public_v4(parsed) if isinstance(parsed, _IPv4) else _is_public_v6(parsed)


def _is_public_v4(address: _IPv4) -> bool:
    return address.is_global and not address.is_multicast and not any(address in block for block in _SPECIAL)


def _is_public_v6(address: _IPv6) -> bool:
    """True for global unicast and NAT64 of a public IPv4 address; mapped, compatible and tunnelled forms hide one."""
    if address in _NAT64:
        return _is_public_v4(_IPv4(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_UNICAST and address.is_global and not any(address in block for block in _SPECIAL)


def is_loopback(host: str) -> bool:
    """True for a name or address of this machine; ``host`` is written as in a URL."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def system_lookup(host: str) -> list[str]:
    """Every address that the system's resolver gives, in its order, without repeats."""
    entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


class Guard:
    """Resolves a host to addresses that may be connected to, or refuses with a reason."""

    def __init__(self, allow_private: bool = False, lookup: Lookup = system_lookup) -> None:
        self._allow_private = allow_private
        self._lookup = lookup

    def addresses(self, host: str, seconds: float) -> list[str]:
        """The checked addresses of ``host``. Raises `Refusal`: dns, timeout, private-address.

        One private address among public ones refuses the host: an honest name does not mix them.
        """
        addresses = _as_literal(host) or self._look_up(host, seconds)
        if not self._allow_private and not all(map(is_public, addresses)):
            raise Refusal("private-address")
        return addresses

    def _look_up(self, host: str, seconds: float) -> list[str]:
        """Looks up in a thread of its own, because a resolver can hang for minutes and cannot be interrupted."""
        answer: list[str] = []

        def ask() -> None:
            with suppress(OSError, UnicodeError):
                answer.extend(self._lookup(host))

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(seconds)
        if asking.is_alive():
            raise Refusal("timeout")
        if not answer:
            raise Refusal("dns")
        return answer


def _as_literal(host: str) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host.strip("[]")))]
    except ValueError:
        return []
