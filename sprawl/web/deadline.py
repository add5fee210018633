"""One deadline for all network operations of a request, held by the sockets themselves.

With a timeout per read, a server that sends one byte a second keeps a connection for ever. Here every read may take
only what is left of the whole deadline. Received bytes are counted too, so that a flood of headers ends.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sprawl.web.guard import Refusal

__all__ = ["Budget", "DeadlineSocket", "DeadlineTLSSocket", "allow", "remaining", "spend"]

_here = threading.local()
_QUICKACK = getattr(socket, "TCP_QUICKACK", None)


class Budget:
    """Seconds that one fetch may spend on the network, over all its redirects and tries. Waiting for a turn is free."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


@contextmanager
def spend(budget: Budget) -> Iterator[None]:
    """Takes the time that this thread spends inside from ``budget``."""
    start = time.monotonic()
    _here.until = start + budget.seconds
    try:
        yield
    finally:
        budget.seconds -= time.monotonic() - start
        _here.until = None


def allow(count: int) -> None:
    """Limits what this thread may receive from now on to ``count`` bytes."""
    _here.bytes = count


def _received(count: int) -> int:
    left = getattr(_here, "bytes", None)
    if left is not None:
        _here.bytes = left - count
        if left < count:
            raise Refusal("malformed")
    return count


def remaining() -> float:
    """Seconds left to this thread. Raises TimeoutError when there are none."""
    until = getattr(_here, "until", None)
    if until is None:
        return 30.0
    left: float = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the deadline of the whole response has passed")
    return left


class DeadlineSocket(socket.socket):
    """A TCP socket whose reads and writes end at the deadline of the thread that uses it.

    It acknowledges at once where the system can: otherwise a server that sends headers and body separately waits 40 ms.
    """

    def recv_into(self, *args: Any) -> int:
        self.settimeout(remaining())
        if _QUICKACK is not None:
            self.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
        return _received(super().recv_into(*args))

    def sendall(self, *args: Any) -> None:
        self.settimeout(remaining())
        super().sendall(*args)


class DeadlineTLSSocket(ssl.SSLSocket):
    """A TLS socket with the same deadline, which its handshake observes too."""

    def recv_into(self, *args: Any) -> int:
        self.settimeout(remaining())
        return _received(super().recv_into(*args))

    def sendall(self, *args: Any) -> None:
        self.settimeout(remaining())
        super().sendall(*args)

    def do_handshake(self, block: bool = False) -> None:
        self.settimeout(remaining())
        super().do_handshake(block)
