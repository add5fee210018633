"""How many requests a host gets at once, the pause between them, and how long to wait when it asks for that."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from sprawl.urls import host
from sprawl.web.exchange import Answer
from sprawl.web.guard import is_loopback

__all__ = ["Gate", "Pace", "Retries", "retry_after"]

MAX_WAIT = 60.0  # seconds of Retry-After that are waited for


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace for a host: ``connections`` at once, ``delay`` seconds between an answer and the next request.

    None: one connection and a second on the open network; twenty-four and no pause on this machine.
    """

    connections: int | None = None
    delay: float | None = None

    def of(self, url: str) -> tuple[int, float]:
        near = is_loopback(host(url))
        connections = self.connections or (24 if near else 1)
        delay = (0.0 if near else 1.0) if self.delay is None else self.delay
        return connections, delay


class _Lane:
    """The queue before one host."""

    def __init__(self) -> None:
        self.turns = threading.Condition()
        self.busy = 0
        self.open_at = 0.0


class Gate:
    """Delays requests so that each host gets them no faster than its pace, and none while it asks to wait."""

    def __init__(
        self, pace: Pace, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pace = pace
        self._sleep = sleep
        self._clock = clock
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, url: str, crawl_delay: float = 0.0) -> Iterator[None]:
        """Waits for a turn; the pause counts from its end. ``crawl_delay``: seconds that robots.txt asks for."""
        connections, delay = self._pace.of(url)
        pause = max(delay, crawl_delay)
        lane = self._lane(url)
        self._enter(lane, 1 if crawl_delay else connections)
        try:
            yield
        finally:
            self._leave(lane, pause)

    def hold(self, url: str, seconds: float) -> None:
        """Stops requests to this host for so many seconds."""
        lane = self._lane(url)
        with lane.turns:
            lane.open_at = max(lane.open_at, self._clock() + seconds)

    def _lane(self, url: str) -> _Lane:
        place = url.split("/", 3)[2]
        with self._lock:
            return self._lanes.setdefault(place, _Lane())

    def _enter(self, lane: _Lane, connections: int) -> None:
        while True:
            with lane.turns:
                lane.turns.wait_for(lambda: lane.busy < connections)
                seconds = lane.open_at - self._clock()
                if seconds <= 0:
                    lane.busy += 1
                    return
            self._sleep(seconds)

    def _leave(self, lane: _Lane, pause: float) -> None:
        with lane.turns:
            lane.busy -= 1
            if pause:
                lane.open_at = max(lane.open_at, self._clock() + pause)
            lane.turns.notify()


def retry_after(value: str, now: float) -> float | None:
    """Seconds that a Retry-After header asks for, from ``now`` (seconds since 1970). None when it cannot be read.

    >>> retry_after("120", 0.0), retry_after("Thu, 01 Jan 1970 00:00:30 GMT", 10.0), retry_after("soon", 0.0)
    (120.0, 20.0, None)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


class Retries:
    """How often one URL is tried, and how long to wait before the next time.

    Three tries when the answer broke off or was a server error, with pauses of one and two seconds. Five when the
    server names a time (Retry-After of at most 60 s each and 150 s in all). None after a deadline.
    """

    _FAULTS = frozenset(("reset", "truncated"))
    _TRIES, _PATIENT_TRIES, _MAX_WAITED = 3, 5, 150.0

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._tries = self._faults = 0
        self._waited = 0.0

    def asked(self, answer: Answer) -> float | None:
        """Seconds that the server asks to wait, or None."""
        return retry_after(answer.header("retry-after"), self._now()) if answer.status in (429, 503) else None

    def wait(self, answer: Answer) -> float | None:
        """Seconds until the next try; None when this answer is the last."""
        self._tries += 1
        asked = self.asked(answer)
        if asked is not None:
            return self._granted(asked)
        failed = answer.error in self._FAULTS or answer.status in (429, 500, 502, 503, 504)
        self._faults += failed
        if not failed or self._faults >= self._TRIES or self._tries >= self._PATIENT_TRIES:
            return None
        return 0.0 if answer.stale else float(self._faults)

    def _granted(self, asked: float) -> float | None:
        self._waited += asked
        fine = asked <= MAX_WAIT and self._waited <= self._MAX_WAITED and self._tries < self._PATIENT_TRIES
        return asked if fine else None
