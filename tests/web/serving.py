"""A web server in a few lines of raw sockets, so that it can misbehave in every way there is."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

Reply = bytes | Callable[[socket.socket], None]


@dataclass
class Request:
    path: str
    head: str
    at: float


@dataclass
class Site:
    """``replies``: path → the whole answer, or a function that talks on the socket and then hangs up."""

    replies: Mapping[str, Reply]
    default: Reply = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    requests: list[Request] = field(default_factory=list)
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.origin = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = self.listener.accept()
                threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        if self.tls:
            try:
                peer = self.tls.wrap_socket(peer, server_side=True)
            except OSError:
                return
        with peer, contextlib.suppress(OSError), peer.makefile("rb") as lines:
            while head := _head(lines):
                path = head.split(" ", 2)[1]
                self.requests.append(Request(path, head, time.monotonic()))
                reply = self.replies.get(path, self.default)
                if callable(reply):
                    reply(peer)
                    return
                peer.sendall(reply)

    def paths(self) -> list[str]:
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def close(self) -> None:
        self.listener.close()


def _head(lines: object) -> str:
    return b"".join(iter(lines.readline, b"\r\n")).decode("latin-1") if lines.peek(1) else ""  # type: ignore[attr-defined]


@contextlib.contextmanager
def serve(replies: Mapping[str, Reply], default: Reply | None = None) -> Iterator[Site]:
    site = Site(replies, default) if default else Site(replies)
    try:
        yield site
    finally:
        site.close()


def ok(
    body: bytes | str = b"", kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str
) -> bytes:
    """A proper answer. Header names are written with underscores."""
    body = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": kind, "Content-Length": str(len(body))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def moved(where: str, status: str = "302 Found") -> bytes:
    return ok(b"", status=status, Location=where)


def drip(data: bytes, every: float = 0.05) -> Callable[[socket.socket], None]:
    """One byte at a time."""

    def talk(peer: socket.socket) -> None:
        for number in range(len(data)):
            peer.sendall(data[number : number + 1])
            time.sleep(every)

    return talk


def endless(start: bytes, more: bytes) -> Callable[[socket.socket], None]:
    """``more`` until the other side has enough."""

    def talk(peer: socket.socket) -> None:
        peer.sendall(start)
        while True:
            peer.sendall(more)

    return talk


def silent(start: bytes = b"", seconds: float = 30.0) -> Callable[[socket.socket], None]:
    """``start``, and then nothing, until the other side hangs up."""

    def talk(peer: socket.socket) -> None:
        peer.sendall(start)
        peer.settimeout(seconds)
        peer.recv(1)

    return talk


def hang_up(start: bytes = b"", reset: bool = False) -> Callable[[socket.socket], None]:
    """``start``, and then the end of the connection, in order or not."""

    def talk(peer: socket.socket) -> None:
        peer.sendall(start)
        if reset:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    return talk
