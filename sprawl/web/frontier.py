"""The URLs still to be fetched: by host, breadth first, each once."""

from __future__ import annotations

import heapq
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sprawl.urls import normalize
from sprawl.web.scope import Limits
from sprawl.web.traps import Traps

__all__ = ["Frontier", "Task"]

_SLOW = 2.0  # seconds after which a page no longer holds up the next level of its host
_HOPELESS = frozenset(("dns", "refused", "unreachable", "timeout", "tls", "private-address", "deferred"))
_MAX_FAILURES = 3  # in a row, until a host is given up


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """One URL to fetch. Ordered by depth, then by where on its page it stood, so that navigation comes first."""

    depth: int
    rank: int
    url: str
    via: str = ""
    sitemap: bool = False


@dataclass(slots=True)
class _Place:
    """The part of the frontier that belongs to one host."""

    origin: str
    connections: int
    waiting: list[Task] = field(default_factory=list)
    fetching: int = 0
    open: dict[str, tuple[int, float]] = field(default_factory=dict)  # url → depth, since when
    failures: int = 0
    answered: bool = False
    given_up: str = ""

    def ready(self, now: float) -> bool:
        """True where a connection is free and no page of an earlier depth is still being fetched."""
        if not self.waiting or (self.fetching >= self.connections and not self.given_up):
            return False
        depth = self.waiting[0].depth
        return all(depth <= level or now - since > _SLOW for level, since in self.open.values())


class Frontier:
    """Gives tasks to worker threads, one host after the other, and takes the links that they find.

    All pages of one depth of a host are read before the next depth begins, except slow ones. So the depth of a page,
    and the page it was found on, do not depend on which answer came first.
    """

    def __init__(
        self,
        limits: Limits,
        scope: Callable[[str], bool],
        done: Iterable[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.changed = threading.Condition()
        self.refused: Counter[str] = Counter()
        self.idle = 0
        self.stopped = False
        self._limits = limits
        self._scope = scope
        self._clock = clock
        self._traps = Traps(limits)
        self._claimed = {normalize(url) for url in done}
        self._offers: dict[str, Task] = {}
        self._places: dict[str, _Place] = {}
        self._turn: list[_Place] = []
        self._pages = len(self._claimed)
        self._open = 0

    @property
    def left(self) -> int:
        """Pages that are known and were not requested."""
        return len(self._offers)

    @property
    def given_up(self) -> dict[str, str]:
        """Hosts that were given up, and the error."""
        return {place.origin: place.given_up for place in self._places.values() if place.given_up}

    def offer(self, urls: Iterable[str], depth: int, via: str = "", seeds: bool = False) -> None:
        """Pages to fetch, in the order in which they stand on ``via``. Seeds need not lie in scope."""
        tasks = [Task(depth, rank, normalize(url), via) for rank, url in enumerate(urls)]
        with self.changed:
            for task in tasks:
                self._offer(task, seeds)
            self.changed.notify()

    def pending(self, key: str) -> bool | None:
        """True where the page with this normalized URL is still to come, False where it came; None: not known."""
        with self.changed:
            if key in self._offers or any(key in place.open for place in self._turn):
                return True
            return False if key in self._claimed else None

    def _offer(self, task: Task, seed: bool) -> None:
        known = self._offers.get(task.url)
        if task.url in self._claimed or (known and known <= task) or not task.url.startswith("http"):
            return
        inside = self._scope(task.url)
        if not inside and not seed:
            return
        if task.depth > self._limits.depth:
            self.refused["depth"] += 1
            return
        self._offers[task.url] = task
        heapq.heappush(self._place(task.url, inside).waiting, task)

    def _place(self, url: str, inside: bool) -> _Place:
        origin = "/".join(url.split("/", 3)[:3])
        place = self._places.get(origin)
        if place is None:
            place = self._places[origin] = _Place(origin, self._limits.pace.of(url)[0])
            self._turn.append(place)
            if inside and self._limits.sitemaps:
                place.waiting.append(Task(-1, 0, f"{origin}/sitemap.xml", sitemap=True))
        return place

    def take(self) -> tuple[Task, str] | None:
        """The next task, and the error for which its host was given up. Waits; None at the end of the crawl."""
        with self.changed:
            while not self.stopped:
                task = self._next()
                if task:
                    self.changed.notify()
                    return task
                if not self._open:
                    break
                self.idle += 1
                self.changed.wait(_SLOW / 4)
                self.idle -= 1
        self.stop()
        return None

    def _next(self) -> tuple[Task, str] | None:
        now = self._clock()
        for number, place in enumerate(self._turn):
            while place.ready(now):
                task = heapq.heappop(place.waiting)
                if self._wanted(task):
                    self._turn.append(self._turn.pop(number))
                    self._opened(place, task, now)
                    return task, place.given_up
        return None

    def _wanted(self, task: Task) -> bool:
        """False for a task that a better offer, a claim, a trap or the page budget has made needless."""
        if task.sitemap:
            return True
        if self._offers.get(task.url) != task:
            return False
        if self._limits.max_pages is not None and self._pages >= self._limits.max_pages:
            return False
        del self._offers[task.url]
        trap = self._traps.refuse(task.url) if task.depth else ""
        if trap:
            self.refused[trap] += 1
        self._pages += not trap
        self._claimed.add(task.url)
        return not trap

    def _opened(self, place: _Place, task: Task, now: float) -> None:
        place.fetching += 1
        place.open[task.url] = (task.depth, now)
        self._open += 1

    def claim(self, url: str, depth: int) -> bool:
        """Reserves the page at ``url`` for the caller. False where it has a visit of its own: one that is under way or
        done, or one that waits at this depth or an earlier one, so that which answer came first changes nothing."""
        key = normalize(url)
        with self.changed:
            waiting = self._offers.get(key)
            if key in self._claimed or (waiting and waiting.depth <= depth):
                return False
            self._claimed.add(key)
            self._offers.pop(key, None)
            return True

    def fetched(self, task: Task, error: str | None) -> None:
        """Frees the connection; the task stays open until `finished`. ``error`` None: no evidence about the host."""
        with self.changed:
            place = self._place(task.url, False)
            place.fetching -= 1
            if error is not None:
                _count_failure(place, error)
            self.changed.notify()

    def finished(self, task: Task) -> None:
        """Closes the task: all its links have been offered."""
        with self.changed:
            self._place(task.url, False).open.pop(task.url, None)
            self._open -= 1
            self.changed.notify()

    def stop(self) -> None:
        with self.changed:
            self.stopped = True
            self.changed.notify_all()


def _count_failure(place: _Place, error: str) -> None:
    """Gives up a host after three failures in a row, where it never answered or keeps asking to wait."""
    place.answered = place.answered or error not in _HOPELESS
    place.failures = place.failures + 1 if error in _HOPELESS else 0
    if place.failures >= _MAX_FAILURES and (not place.answered or error == "deferred"):
        place.given_up = error
