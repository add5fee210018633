"""One answer to one request, and how a chain of redirects becomes one response. The web and archives share it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from sprawl.model import Response
from sprawl.urls import is_web, resolve
from sprawl.web.decode import Body, is_text, media_type

__all__ = ["MAX_BYTES", "Answer", "Intake", "digest_of", "follow", "plain"]

MAX_BYTES = 5_000_000
MAX_HOPS = 10
_MAX_PIECES = 20_000  # a body of so many pieces is a trap
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*@")

# WARC-Truncated says why a payload was cut; the name it has as an error, if it is one.
_CUT_ERRORS = {"time": "timeout", "disconnect": "truncated"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one request, or (``status`` 0) the named reason why none came."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    payload: bytes = b""  # as sent, without chunks, still encoded
    body: bytes = b""  # decoded, bounded
    fetched_at: str = ""
    cut: str = ""  # as WARC-Truncated: length, time, disconnect, unspecified
    error: str = ""
    offset: int | None = None
    digest: str = ""
    reason: str = ""  # the words beside the status
    stale: bool = False  # the connection was kept open from before, and the server had closed it

    def header(self, name: str) -> str:
        """The first value of a header, or ""; ``name`` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def location(self) -> str:
        return self.header("location") if self.status in _REDIRECTS else ""


class Intake:
    """Collects one payload piece by piece. ``enough``: no further piece is needed."""

    def __init__(self, url: str, headers: tuple[tuple[str, str], ...], limit: int = MAX_BYTES) -> None:
        self._headers = Answer(0, headers)
        self._kind = media_type(self._headers.header("content-type"))[0]
        self._url = url
        self._limit = limit
        self._body = Body(self._headers.header("content-encoding"), limit)
        self._payload = bytearray()
        self._pieces = 0
        self._cut = "" if is_text(self._kind, url, b"") else "length"

    @property
    def enough(self) -> bool:
        return bool(self._cut)

    def feed(self, piece: bytes) -> None:
        self._pieces += 1
        if self._pieces > _MAX_PIECES or (not self._payload and not is_text(self._kind, self._url, piece)):
            self._cut = "length"
            return
        if len(self._payload) + len(piece) > self._limit:
            piece, self._cut = piece[: self._limit - len(self._payload)], "length"
        self._payload += piece
        self._body.feed(piece)
        if self._body.full:
            self._cut = "length"

    def answer(self, status: int, fetched_at: str, cut: str = "", digest: str = "") -> Answer:
        """The answer with this payload. ``cut``: why the payload ended early, unless for its length."""
        payload = bytes(self._payload)
        cut = self._cut or cut
        error = _CUT_ERRORS.get(cut, "") or self._body.error
        return Answer(
            status,
            self._headers.headers,
            payload,
            self._body.bytes,
            fetched_at,
            cut,
            error,
            digest=digest or digest_of(payload),
        )


def digest_of(payload: bytes) -> str:
    """The digest of a payload as in WARC-Payload-Digest: ``sha1:`` and base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


def plain(url: str) -> str:
    """The URL without fragment and credentials, which are never sent."""
    return _CREDENTIALS.sub("", url.partition("#")[0], count=1)


def follow(url: str, ask: Callable[[str], Answer]) -> Response:
    """The response at the end of at most ten redirects from ``url``; its error names a loop or another scheme."""
    hops: list[str] = []
    current = plain(url)
    while True:
        answer = ask(current)
        if not answer.location or answer.error:
            return _response(url, current, hops, answer)
        hops.append(current)
        current, refusal = _target(current, answer.location, hops)
        if refusal:
            return Response(url, current, 0, hops=tuple(hops), fetched_at=answer.fetched_at, error=refusal)


def _target(current: str, location: str, hops: list[str]) -> tuple[str, str]:
    """The target of a redirect, and the reason why it is not followed ("" where it is)."""
    target = resolve(current, location)
    if target is None:
        return location, "bad-url"
    if not is_web(target):
        return target, "bad-scheme"
    target = plain(target)
    if target in hops:
        return target, "redirect-loop"
    return target, "too-many-redirects" if len(hops) > MAX_HOPS else ""


def _response(url: str, final_url: str, hops: list[str], answer: Answer) -> Response:
    kind, charset = media_type(answer.header("content-type"))
    return Response(
        url,
        final_url,
        answer.status,
        kind,
        charset,
        answer.body,
        tuple(hops),
        answer.fetched_at,
        answer.digest,
        answer.offset,
        bool(answer.cut),
        answer.error,
    )
