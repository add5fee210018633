"""Fetch one URL politely, safely and within one deadline. The door to requests.

    with Fetcher(contact="https://brand.example/about") as fetch:
        response = fetch("https://www.example.org/")

No failure of the web raises: it is a `Response` whose ``error`` names it:

    dns, refused, unreachable, reset, tls     no connection, or it broke before an answer
    timeout                                   the deadline passed; with a status, part of the body came
    truncated, malformed, encoding            the answer was cut short, is not HTTP, cannot be decoded
    private-address, bad-scheme, bad-url      the address may not be fetched
    redirect-loop, too-many-redirects         the redirects do not end
    robots, crawl-delay                       robots.txt refuses, or asks for more than 30 s between requests
    deferred                                  429 or 503 with a Retry-After that is too long to wait for
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from sprawl.model import Response
from sprawl.urls import is_web, resolve
from sprawl.web.connections import FAILURES, Pools, header_pairs, name_of, pieces, watched
from sprawl.web.deadline import Budget, allow, spend
from sprawl.web.decode import ACCEPTED
from sprawl.web.exchange import MAX_BYTES, Answer, Intake, follow
from sprawl.web.guard import Guard, Lookup, system_lookup
from sprawl.web.politeness import Gate, Pace, Retries
from sprawl.web.robots import MAX_DELAY, Robots

__all__ = ["Fetcher", "agent"]

_MAX_HEAD = 512 * 1024  # bytes before a body begins


class Records(Protocol):
    """What records exchanges: `sprawl.web.archive.Recorder`."""

    def write(self, url: str, answer: Answer, asked: Mapping[str, str]) -> int:
        """Records one exchange and returns the offset of its record."""


def agent(contact: str = "") -> str:
    """The true User-Agent: name, version and contact."""
    try:
        number = version("sprawl")
    except PackageNotFoundError:
        number = "0"
    return f"sprawl/{number} (+{contact or 'no contact given'})"


class _Adapter(HTTPAdapter):
    """requests over pinned pools, without proxies, environment or cookies. The pools verify certificates."""

    def __init__(self, pools: Pools) -> None:
        super().__init__(max_retries=0)
        self._pinned = pools

    def get_connection_with_tls_context(self, request: PreparedRequest, *_: Any, **__: Any) -> Any:
        return self._pinned.of(request.url or "")

    def cert_verify(self, *_: Any, **__: Any) -> None:
        return

    def close(self) -> None:
        self._pinned.close()


class Fetcher:
    """Fetches URLs, politely, from many threads at once. A context manager.

    ``contact``: a URL or address for the User-Agent. ``allow_private``: loopback and private addresses too.
    ``ca_file``: authorities to trust besides the usual ones. ``recorder``: where every exchange is written.
    ``deadline``: seconds on the network for one whole response, redirects and tries included. ``max_bytes``: of
    a decoded body. ``now``: seconds since 1970; ``clock``: a monotonic clock.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        allow_private: bool = False,
        ca_file: str | None = None,
        recorder: Records | None = None,
        deadline: float = 30.0,
        max_bytes: int = MAX_BYTES,
        pace: Pace | None = None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        lookup: Lookup = system_lookup,
    ) -> None:
        authorities = [DEFAULT_CA_BUNDLE_PATH, *([ca_file] if ca_file else [])]
        self._pools = Pools(Guard(allow_private, lookup), authorities)
        self._adapter = _Adapter(self._pools)
        self._headers = {
            "User-Agent": agent(contact),
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": ACCEPTED,
        }
        self._recorder = recorder
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._gate = Gate(pace or Pace(), sleep, clock)
        self._now = now
        self._sleep = sleep
        self._robots = Robots(self._robots_file, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._adapter.close()

    def __call__(self, url: str) -> Response:
        """The response at the end of the redirects from ``url``. No failure of the web raises."""
        address = resolve(None, url)
        if not address or not is_web(address):
            return Response(url, url, 0, error="bad-scheme" if address else "bad-url")
        if urlsplit(address).path == "/robots.txt":
            return replace(self._robots.response(address), url=url)
        budget = Budget(self._deadline)
        return replace(follow(address, lambda hop: self._allowed(hop, budget)), url=url)

    def _robots_file(self, url: str) -> Response:
        """The response for a robots.txt, the only file that is fetched without asking robots.txt."""
        budget = Budget(self._deadline)
        return follow(url, lambda hop: self._with_retries(hop, budget, 0.0))

    def _allowed(self, url: str, budget: Budget) -> Answer:
        rules = self._robots.rules(url)
        refusal = rules.error or ("" if rules.allows(url) else "robots")
        if not refusal and (rules.delay or 0.0) > MAX_DELAY:
            refusal = "crawl-delay"
        return Answer(0, error=refusal) if refusal else self._with_retries(url, budget, rules.delay or 0.0)

    def _with_retries(self, url: str, budget: Budget, delay: float) -> Answer:
        retries = Retries(self._now)
        while True:
            answer = self._once(url, budget, delay)
            if self._recorder is not None and answer.status:
                answer = replace(answer, offset=self._recorder.write(url, answer, self._headers))
            asked = retries.asked(answer)
            wait = retries.wait(answer)
            if wait is None:
                return answer if asked is None else replace(answer, error="deferred")
            if asked is None:
                self._sleep(wait)
            else:
                self._gate.hold(url, wait)

    def _once(self, url: str, budget: Budget, delay: float) -> Answer:
        with self._gate.turn(url, delay), spend(budget):
            at = datetime.fromtimestamp(self._now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            with watched() as opened:
                answer = self._exchanged(url, at)
            if answer.error != "reset" or opened():
                return answer
            self._pools.renew(url)
            return replace(answer, stale=True)

    def _exchanged(self, url: str, at: str) -> Answer:
        request = PreparedRequest()
        request.method, request.url, request.body = "GET", url, None
        request.headers = CaseInsensitiveDict(self._headers)
        allow(_MAX_HEAD)
        try:
            raw = self._adapter.send(request, stream=True).raw
        except (*FAILURES, RequestException) as error:
            return Answer(0, fetched_at=at, error=name_of(error))
        intake = Intake(url, header_pairs(raw), self._max_bytes)
        cut = ""
        allow(2 * self._max_bytes + _MAX_HEAD)
        try:
            for piece in () if intake.enough else pieces(raw):
                intake.feed(piece)
                if intake.enough:
                    break
        except FAILURES as error:
            cut = "time" if name_of(error) == "timeout" else "disconnect"
        if cut or intake.enough:
            raw.close()
        raw.release_conn()
        return replace(intake.answer(raw.status, at, cut), reason=raw.reason or "")
