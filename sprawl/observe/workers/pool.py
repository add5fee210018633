"""Read pages in worker processes, each page with a deadline that ends it whatever the parser does.

Workers are fresh interpreters (``python -m sprawl.observe.worker``), not forks: they work in notebooks, in scripts
without a main guard and in programs with threads. Each has a few pages in flight, so that none waits for a message.
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
_RECYCLED = 5_000  # pages after which a worker is replaced: whatever leaks is given back
_MEMORY = 2 << 30
_START = 15.0  # seconds a worker may take to start, beside its first page's deadline
_GRACE = 2.0  # seconds beyond the deadline, in which the worker's own alarm should have ended it
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
            self._drop()
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

    def _drop(self) -> None:
        """Forget what nobody waits for any more."""
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job is not None:
                job[1].cancel()

    def _serve(self) -> None:
        """Feed one worker after the other until the jobs end."""
        flying: deque[Job] = deque()
        going = True
        while flying or (going and (going := self._take(flying, wait=True))):
            with _start(self.deadline) as pipe:
                going = self._run(flying, pipe, going)

    def _run(self, flying: deque[Job], pipe: Pipe, going: bool) -> bool:
        """One worker's life. Afterwards ``flying`` holds what the next has to read; False: no more jobs will come."""
        patience = _START
        for response, _ in flying:
            pipe.send(response)
        for done in range(1, _RECYCLED + _IN_FLIGHT):
            outcome, page = pipe.receive(self.deadline + patience)
            response, future = flying.popleft()
            future.set_result(page if outcome == "page" else Page(response.final_url or response.url, error=outcome))
            if outcome != "page":
                return going
            patience = _GRACE
            if going and done < _RECYCLED:
                going = self._refill(flying, pipe)
            if not flying:
                break
        return going

    def _refill(self, flying: deque[Job], pipe: Pipe) -> bool:
        """Send the worker more, up to a few pages ahead; wait only when it has nothing. False: no more will come."""
        while len(flying) < _IN_FLIGHT and sum(len(response.body) for response, _ in flying) < _IN_FLIGHT_BYTES:
            before = len(flying)
            if not self._take(flying, wait=not flying):
                return False
            if len(flying) == before:
                return True
            pipe.send(flying[-1][0])
        return True

    def _take(self, flying: deque[Job], wait: bool) -> bool:
        """Move one job from the queue to ``flying``, if there is one or ``wait``; False: no more will come."""
        while True:
            try:
                job = self._jobs.get(block=wait)
            except queue.Empty:
                return True
            if job is None:
                return False
            if job[1].set_running_or_notify_cancel():
                flying.append(job)
                return True


def _start(deadline: float) -> Pipe:
    """A fresh worker. Its folder is ours, so that nothing lying in the user's shadows a module."""
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
