"""Read pages in worker processes, each page with a deadline that ends it whatever the parser does.

Workers are fresh interpreters (``python -m sprawl.observe.workers.worker``), not forks: they work in notebooks, in
scripts without a main guard and in programs with threads. Each has a few pages in flight, so that it is never idle.
"""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType

from sprawl.model import Page, Response
from sprawl.observe.page import read_page
from sprawl.observe.workers.pipe import Pipe

__all__ = ["Readers"]

Job = tuple[Response, "Future[Page]"]
_IN_FLIGHT = 8
_IN_FLIGHT_BYTES = 8_000_000
_MOST_PAGES = 5_000  # then a worker is replaced, so that leaked memory is freed
_MEMORY = 2 << 30
_START = 15.0  # seconds a worker may take to start, beside its first page's deadline
_GRACE = 2.0  # seconds beyond the deadline for the worker's own alarm to end it
_ROOT = Path(__file__).parents[2]


class Readers:
    """Worker processes that turn responses into pages.

    ``workers`` 0 reads in this process, without a deadline. ``deadline``: seconds for one page; then its worker is
    killed and replaced, and the page comes back with ``error="deadline"``; ``"crashed"`` when the worker died of it.
    `submit` waits while ``waiting`` pages are queued, so that a fast crawl cannot fill the memory.

        with Readers(workers=2) as readers:
            pages = [readers.submit(response) for response in responses]
            for page in pages: page.result()
    """

    def __init__(self, workers: int = 2, deadline: float = 5.0, waiting: int = 64) -> None:
        self.deadline = deadline
        self._jobs: queue.Queue[Job | None] = queue.Queue(maxsize=waiting)
        self._threads = [
            threading.Thread(target=self._serve, daemon=True, name=f"sprawl-reader-{n}") for n in range(workers)
        ]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._cancel_queued()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def submit(self, response: Response) -> Future[Page]:
        """A future of the page; waits while too many are queued. The future never holds an exception."""
        future: Future[Page] = Future()
        if self._threads:
            self._jobs.put((response, future))
        else:
            future.set_result(read_page(response))
        return future

    def _cancel_queued(self) -> None:
        """Cancel every queued job."""
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job is not None:
                job[1].cancel()

    def _serve(self) -> None:
        """Start one worker after the other and send them jobs, until the jobs end."""
        in_flight: deque[Job] = deque()
        going = True
        while in_flight or (going and (going := self._take(in_flight, wait=True))):
            with _start(self.deadline) as pipe:
                going = self._run(in_flight, pipe, going)

    def _run(self, in_flight: deque[Job], pipe: Pipe, going: bool) -> bool:
        """Run one worker until it ends; then ``in_flight`` holds what the next one reads. False: no more jobs come."""
        extra = _START
        for response, _ in in_flight:
            pipe.send(response)
        for done in range(1, _MOST_PAGES + _IN_FLIGHT):
            outcome, page = pipe.receive(self.deadline + extra)
            response, future = in_flight.popleft()
            future.set_result(page if outcome == "page" else Page(response.final_url or response.url, error=outcome))
            if outcome != "page":
                return going
            extra = _GRACE
            if going and done < _MOST_PAGES:
                going = self._refill(in_flight, pipe)
            if not in_flight:
                break
        return going

    def _refill(self, in_flight: deque[Job], pipe: Pipe) -> bool:
        """Send the worker more, up to a few pages ahead; wait only when it has nothing. False: no more come."""
        while len(in_flight) < _IN_FLIGHT and sum(len(response.body) for response, _ in in_flight) < _IN_FLIGHT_BYTES:
            before = len(in_flight)
            if not self._take(in_flight, wait=not in_flight):
                return False
            if len(in_flight) == before:
                return True
            pipe.send(in_flight[-1][0])
        return True

    def _take(self, in_flight: deque[Job], wait: bool) -> bool:
        """Move one job from the queue to ``in_flight``, if there is one or ``wait``; False: no more come."""
        while True:
            try:
                job = self._jobs.get(block=wait)
            except queue.Empty:
                return True
            if job is None:
                return False
            if job[1].set_running_or_notify_cancel():
                in_flight.append(job)
                return True


def _start(deadline: float) -> Pipe:
    """A new worker. It runs in our folder, so that no file in the user's folder hides a module."""
    command = [sys.executable, "-m", "sprawl.observe.workers.worker", str(deadline), str(_MEMORY)]
    return Pipe(
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            start_new_session=True,
        )
    )
