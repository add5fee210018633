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
from typing import Self

from sprawl.model import Page, Response, Visit
from sprawl.urls import normalize
from sprawl.web.duplicates import Duplicates
from sprawl.web.frontier import Frontier, Task
from sprawl.web.scope import Limits
from sprawl.web.sitemaps import listed

__all__ = ["Crawl", "crawl", "is_page"]

_MAX_WAITING = 48  # answers kept in memory while the parsers or the caller are slower than the web
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
    pages known but not yet requested. Nothing that the web sends ends the crawl.
    """
    bounds = limits or Limits()
    return Crawl(Frontier(bounds, scope, done), list(seeds), fetch, read, scope, bounds, readable or is_page, progress)


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
        self._out: queue.SimpleQueue[Visit | Exception | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_MAX_WAITING)
        self._duplicates = Duplicates(frontier, scope)
        self._lock = threading.Lock()
        self._alive = 0
        self._visits = 0
        for depth in sorted({depth for _, depth in seeds}):
            frontier.offer([url for url, level in seeds if level == depth], depth, seeds=True)
        self._grow()

    def __iter__(self) -> Iterator[Visit]:
        return self

    def __next__(self) -> Visit:
        item = self._out.get()
        if isinstance(item, Visit):
            self._room.release()
            self._visits += 1
            if self._progress:
                self._progress(self._visits, self.left)
            return item
        self.close()
        self._out.put(None)
        if item is None:
            raise StopIteration
        raise item

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
                self._out.put(visit)
            self._out.put(None)

    def _serve(self, task: Task, given_up: str) -> None:
        if task.sitemap:
            origin = task.url.rpartition("/")[0]
            self._frontier.offer(() if given_up else listed(origin, self._fetch), 1, via=task.url)
            self._frontier.fetched(task, None)
            self._frontier.finished(task)
            return
        response = Response(task.url, task.url, 0, error=given_up) if given_up else self._fetch(task.url)
        self._frontier.fetched(task, response.error)
        self._room.acquire()
        if self._readable(response) and self._first(task, response):
            self._read(response).add_done_callback(lambda future: self._page(task, response, future))
        else:
            self._finish(task, Visit(response, task.depth, task.via))

    def _first(self, task: Task, response: Response) -> bool:
        """True where no other task reads the page that this one redirects to; the page is then this task's."""
        return normalize(response.final_url) == task.url or self._frontier.claim(response.final_url)

    def _page(self, task: Task, response: Response, future: Future[Page]) -> None:
        try:
            page = _page_of(response, future)
            self._frontier.offer(page.links, task.depth + 1, via=response.final_url)
            self._finish(task, Visit(response, task.depth, task.via, page))
        except Exception as error:
            self._out.put(error)
            self._frontier.stop()

    def _finish(self, task: Task, visit: Visit) -> None:
        """Puts out the visit, unless it has to wait for the page whose copy it says it is."""
        for ready in self._duplicates.settle(task, visit):
            self._out.put(ready)
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
