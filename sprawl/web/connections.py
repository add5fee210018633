"""HTTP connections to checked addresses only, under one deadline. The door to urllib3."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from sprawl.web.deadline import DeadlineSocket, DeadlineTLSSocket, remaining
from sprawl.web.guard import Guard, Refusal

__all__ = ["FAILURES", "Pools", "header_pairs", "name_of", "pieces", "watched"]

FAILURES = (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError, Refusal)

_here = threading.local()
_PIECE = 1 << 16
_PORTS = {"http": 80, "https": 443}
_NAMES: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLError, "tls"),
    (ssl.CertificateError, "tls"),
    (urllib3.exceptions.SSLError, "tls"),
    (urllib3.exceptions.IncompleteRead, "truncated"),
    (urllib3.exceptions.InvalidChunkLength, "truncated"),
    (urllib3.exceptions.TimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "reset"),
)


class _Pinned(HTTPConnection):
    """A connection whose address is looked up, checked and connected to in one step."""

    guard: Guard

    def _new_conn(self) -> socket.socket:
        return _connect(self.guard, self._dns_host, self.port)


class _PinnedTLS(HTTPSConnection):
    """The same under TLS: the certificate and SNI are still the name's, not the address's."""

    guard: Guard

    def _new_conn(self) -> socket.socket:
        return _connect(self.guard, self._dns_host, self.port)


@contextmanager
def watched() -> Iterator[Callable[[], bool]]:
    """Yields a function that is True once this thread has opened a connection; else one kept open was used."""
    _here.opened = False
    yield lambda: bool(_here.opened)


def _connect(guard: Guard, host: str, port: int) -> socket.socket:
    _here.opened = True
    failure = "unreachable"
    for address in guard.addresses(host, remaining()):
        try:
            return _open(address, port)
        except TimeoutError as late:
            raise Refusal("timeout") from late
        except ConnectionRefusedError:
            failure = "refused"
        except OSError:
            continue
    raise Refusal(failure)


def _open(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = DeadlineSocket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.settimeout(remaining())
        opened.connect((address, port))
    except BaseException:
        opened.close()
        raise
    return opened


def _tls(authorities: Sequence[str]) -> ssl.SSLContext:
    """A TLS context that verifies certificates and names against the authorities in these files."""
    context: ssl.SSLContext = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.sslsocket_class = DeadlineTLSSocket
    context.check_hostname = True
    for path in authorities:
        context.load_verify_locations(cafile=path)
    return context


class Pools:
    """One pool of open connections for each scheme, host and port."""

    def __init__(self, guard: Guard, authorities: Sequence[str], size: int = 16) -> None:
        self._size = size
        self._plain = type("Pinned", (_Pinned,), {"guard": guard})
        self._secure = type("PinnedTLS", (_PinnedTLS,), {"guard": guard})
        self._authorities = authorities
        self._context: ssl.SSLContext | None = None
        self._pools: dict[tuple[str, str], urllib3.HTTPConnectionPool] = {}
        self._lock = threading.Lock()

    def of(self, url: str) -> urllib3.HTTPConnectionPool:
        parts = urlsplit(url)
        key = (parts.scheme, parts.netloc)
        with self._lock:
            if key not in self._pools:
                self._pools[key] = self._pool(parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme])
            return self._pools[key]

    def _pool(self, scheme: str, host: str, port: int) -> urllib3.HTTPConnectionPool:
        if scheme == "https":
            self._context = self._context or _tls(self._authorities)
            secure = urllib3.HTTPSConnectionPool(host, port, maxsize=self._size, ssl_context=self._context)
            secure.ConnectionCls = self._secure
            return secure
        plain = urllib3.HTTPConnectionPool(host, port, maxsize=self._size)
        plain.ConnectionCls = self._plain
        return plain

    def renew(self, url: str) -> None:
        """Closes the connections kept open to this host."""
        parts = urlsplit(url)
        with self._lock:
            old = self._pools.pop((parts.scheme, parts.netloc), None)
        if old is not None:
            old.close()

    def close(self) -> None:
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()


def header_pairs(raw: Any) -> tuple[tuple[str, str], ...]:
    """Header lines in order, repeats kept, folded lines unfolded."""
    return tuple((name, " ".join(value.split())) for name, value in raw.headers.iteritems())


def pieces(raw: Any) -> Iterator[bytes]:
    """The payload piece by piece, without its chunk marks but still encoded."""
    while piece := raw.read1(_PIECE, decode_content=False):
        yield piece


def name_of(error: BaseException) -> str:
    """The name of a failure: that of its innermost cause that has one."""
    for cause in _causes(error):
        if isinstance(cause, Refusal):
            return cause.reason
        for kind, name in _NAMES:
            if isinstance(cause, kind):
                return name
    return "malformed"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and its causes, innermost first: those are the most specific."""
    inner = [error.__cause__, error.__context__, getattr(error, "reason", None), *error.args]
    for cause in inner:
        if isinstance(cause, BaseException) and cause is not error:
            yield from _causes(cause)
    yield error
