"""From seeds to visits: breadth first, many hosts at once, each page once.

with crawl([("https://www.example.org/", 0)], fetch=fetch, read=read, scope=Scope.of(["example.org"]),
           limits=Limits(max_pages=500)) as visits:
    for visit in visits:
        ...
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from types import TracebackType
from typing import NamedTuple, Self

from sprawl.errors import CrawlError
from sprawl.model import Page, Response, Visit
from sprawl.urls import normalize
from sprawl.web.duplicates import Duplicates
from sprawl.web.frontier import Frontier, Task
from sprawl.web.scope import Limits
from sprawl.web.sitemaps import listed

__all__ = ["Crawl", "crawl", "is_page"]

_MAX_WAITING = 48  # answers kept in memory while the parsers or the caller are slower than the web
_CHECKS = 60  # times in a row that a crawl without progress is looked at, before it ends
_PAGES = frozenset(("text/html", "application/xhtml+xml"))

Fetch = Callable[[str], Response]
Read = Callable[[Response], "Future[Page]"]


def crawl(
    seeds: Iterable[tuple[str, int]],
    *,
    fetch: Fetch,
    read: Read,
    scope: Callable[[str], bool],
    limits: Limits | None = None,
    done: Iterable[str] = (),
    readable: Callable[[Response], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Crawl:
    """Fetches what the seeds lead to within ``scope``, and yields a `Visit` for every request as it is done.

    ``seeds``: (URL, depth). ``read``: hands a response to a pool of parsers. ``done``: URLs that an interrupted run
    has visited; give the links it found there as seeds, with their depth. ``readable``: which answers are parsed,
    by default those that `is_page` accepts. ``progress``: called with the number of visits so far and the number of
    pages known but not yet requested. Nothing that the web sends ends the crawl. Raises `CrawlError` when no request,
    page or visit is completed for as long as ``limits`` allow.
    """
    bounds = limits or Limits()
    return Crawl(Frontier(bounds, scope, done), list(seeds), fetch, read, scope, bounds, readable or is_page, progress)


class _Ready(NamedTuple):
    """A visit to be handed out, and whether it has a place among the answers kept in memory."""

    visit: Visit
    in_memory: bool = False


class Crawl:
    """An iterator of visits. Closing it, or leaving it as a context manager, ends its threads."""

    def __init__(
        self,
        frontier: Frontier,
        seeds: list[tuple[str, int]],
        fetch: Fetch,
        read: Read,
        scope: Callable[[str], bool],
        limits: Limits,
        readable: Callable[[Response], bool],
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._frontier = frontier
        self._fetch = fetch
        self._read = read
        self._limits = limits
        self._readable = readable
        self._progress = progress
        self._out: queue.SimpleQueue[_Ready | Exception | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_MAX_WAITING)
        self._duplicates = Duplicates(frontier, scope)
        self._lock = threading.Lock()
        self._alive = 0
        self._visits = 0
        self._fetching = 0
        self._completed = 0  # requests, pages and visits that are done
        for depth in sorted({depth for _, depth in seeds}):
            frontier.offer([url for url, level in seeds if level == depth], depth, seeds=True)
        self._grow()

    def __iter__(self) -> Iterator[Visit]:
        return self

    def __next__(self) -> Visit:
        item = self._next_visit()
        if isinstance(item, _Ready):
            if item.in_memory:
                self._room.release()
            self._visits += 1
            if self._progress:
                self._progress(self._visits, self.left)
            return item.visit
        self.close()
        self._out.put(None)
        if item is None:
            raise StopIteration
        raise item

    def _next_visit(self) -> _Ready | Exception | None:
        """The next item put out, or an error when the crawl makes no progress. Checks are counted and not seconds, so
        that a pause of the whole process does not end the crawl."""
        completed, still = self._completed, 0
        while still < self._checks():
            try:
                return self._out.get(timeout=self._limits.patience / _CHECKS)
            except queue.Empty:
                still = still + 1 if completed == self._completed else 0
                completed = self._completed
        return CrawlError(self._standstill())

    def _checks(self) -> float:
        """The number of checks in a row without progress that ends the crawl."""
        limits = self._limits
        return _CHECKS * max(1.0, limits.politeness / limits.patience if self._fetching else 1.0)

    def _standstill(self) -> str:
        """What a crawl without progress waits for, in one line."""
        seconds = self._limits.patience * self._checks() / _CHECKS
        return (
            f"crawl: no progress for {seconds:.0f} seconds after {self._visits} visits, with {self._fetching} "
            f"requests open, {self._duplicates.waiting} copies held back and {self.left} pages to come; "
            "what was read is kept, and the same command goes on from there"
        )

    @property
    def ready(self) -> bool:
        """True where the next visit can be taken without waiting."""
        return not self._out.empty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the threads, each after the request it is at."""
        self._frontier.stop()
        for _ in range(self._alive):
            self._room.release()

    @property
    def left(self) -> int:
        """Pages known and not requested; more than 0 at the end means that the page budget was reached."""
        return self._frontier.left

    @property
    def refused(self) -> dict[str, int]:
        """How many URLs were not requested, by reason: depth, deep, repeating, calendar, variants, session, long."""
        return dict(self._frontier.refused)

    @property
    def given_up(self) -> dict[str, str]:
        """Origins that were given up because they did not answer, with the error."""
        return self._frontier.given_up

    def _grow(self) -> None:
        """Starts one more thread when all are busy."""
        with self._lock:
            if self._frontier.idle or self._alive >= self._limits.threads:
                return
            self._alive += 1
        threading.Thread(target=self._work, name="sprawl-crawl", daemon=True).start()

    def _work(self) -> None:
        while (taken := self._frontier.take()) is not None:
            self._grow()
            try:
                self._serve(*taken)
            except Exception as error:  # the caller's thread is the one that raises it
                self._out.put(error)
                self._frontier.stop()
        with self._lock:
            self._alive -= 1
            last = not self._alive
        if last:
            for visit in self._duplicates.rest():
                self._out.put(_Ready(visit))
            self._out.put(None)

    def _serve(self, task: Task, given_up: str) -> None:
        if task.sitemap:
            origin = task.url.rpartition("/")[0]
            self._frontier.offer(() if given_up else listed(origin, self._fetched), 1, via=task.url)
            self._frontier.fetched(task, None)
            self._frontier.finished(task)
            return
        response = Response(task.url, task.url, 0, error=given_up) if given_up else self._fetched(task.url)
        self._frontier.fetched(task, response.error)
        self._room.acquire()
        if self._readable(response) and self._first(task, response):
            self._read(response).add_done_callback(lambda future: self._page(task, response, future))
        else:
            self._finish(task, Visit(response, task.depth, task.via))

    def _fetched(self, url: str) -> Response:
        with self._lock:
            self._fetching += 1
        try:
            return self._fetch(url)
        finally:
            with self._lock:
                self._fetching -= 1
                self._completed += 1

    def _first(self, task: Task, response: Response) -> bool:
        """True where no other task reads the page that this one redirects to; the page is then this task's."""
        return normalize(response.final_url) == task.url or self._frontier.claim(response.final_url, task.depth)

    def _page(self, task: Task, response: Response, future: Future[Page]) -> None:
        try:
            page = _page_of(response, future)
            self._frontier.offer(page.links, task.depth + 1, via=response.final_url)
            self._finish(task, Visit(response, task.depth, task.via, page))
        except Exception as error:
            self._out.put(error)
            self._frontier.stop()

    def _finish(self, task: Task, visit: Visit) -> None:
        """Puts out the visit, unless it waits for the page whose copy it says it is. A visit that waits gives up its
        place in memory, which that page may need."""
        own, released = self._duplicates.settle(task, visit)
        for copy in released:
            self._out.put(_Ready(copy))
        if own is None:
            self._room.release()
        else:
            self._out.put(_Ready(own, in_memory=True))
        with self._lock:
            self._completed += 1
        self._frontier.finished(task)


def is_page(response: Response) -> bool:
    """True for a successful answer that is HTML by its media type, or else by its first bytes."""
    if not 200 <= response.status < 300 or not response.body:
        return False
    return response.media_type in _PAGES or (
        response.media_type in ("", "text/plain", "application/octet-stream")
        and response.body[:512].lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))
    )


def _page_of(response: Response, future: Future[Page]) -> Page:
    try:
        return future.result()
    except CancelledError:
        return Page(response.final_url, error="cancelled")
