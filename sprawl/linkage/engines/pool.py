"""Forks of this process, which work while it does something else.

The pools of the standard library hand results over in threads of the parent: a fork waits until the parent has taken a
big result. Here a fork writes its results to a file of its own and says where they stand.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from typing import IO, Any, TypeVar

from sprawl.errors import SprawlError

NICER = 5  # by which forks yield to the parent, for which all of them wait
Result = TypeVar("Result")
Work = Callable[[int], Result]


@dataclass(frozen=True, slots=True)
class Fork:
    """A process, the file with its results, and the pipe in which it says place, start and size of each result."""

    process: ForkProcess
    file: IO[bytes]
    reports: Connection

    def take(self, start: int, size: int) -> Any:
        """A result; raises the exception that was raised in the fork."""
        result, error = pickle.loads(os.pread(self.file.fileno(), size, start))
        if error:
            raise error
        return result

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.join()
        self.reports.close()
        self.file.close()


def can_fork() -> bool:
    """True where the operating system has forks."""
    return "fork" in multiprocessing.get_all_start_methods()


def run(work: Work[Result], size: int, count: int) -> Generator[Result, None, None]:
    """Call ``work`` for all places below ``size`` in ``count`` forks, which start at once.

    Results come in order, as they are asked for. Raises what ``work`` raises, and SprawlError where a fork is killed.
    """
    context = multiprocessing.get_context("fork")
    turn = context.Value("i", 0)
    return _in_order([_start(context, (work, size, turn)) for _ in range(min(count, size))], size, turn)


def _start(context: ForkContext, job: tuple[Work[Any], int, Any]) -> Fork:
    file = _open()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(*job, file, sender), daemon=True)
    process.start()
    sender.close()  # the pipe ends when the fork, then its only holder, ends
    return Fork(process, file, receiver)


def _open() -> IO[bytes]:
    """A file without a name, in memory where the system has such files."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("sprawl"), "w+b", buffering=0)
    return tempfile.TemporaryFile(buffering=0)


def _work(work: Work[Any], size: int, turn: Any, file: IO[bytes], sender: Connection) -> None:
    """The body of a fork. It inherits the job, so that nothing is copied."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and ends the forks
    os.nice(NICER)
    while (place := _next(turn)) < size:
        start = file.tell()
        file.write(pickle.dumps(_attempt(work, place), pickle.HIGHEST_PROTOCOL))
        sender.send((place, start, file.tell() - start))


def _next(turn: Any) -> int:
    with turn.get_lock():
        turn.value += 1
        place: int = turn.value - 1
    return place


def _attempt(work: Work[Result], place: int) -> tuple[Result | None, Exception | None]:
    try:
        return work(place), None
    except Exception as error:
        return None, error


def _in_order(forks: list[Fork], size: int, turn: Any) -> Generator[Any, None, None]:
    """The results in order; then the forks are ended. Forks use the memory of ``turn`` as long as they run."""
    done: dict[int, tuple[Fork, int, int]] = {}
    busy = {fork.reports: fork for fork in forks}
    try:
        for place in range(size):
            while place not in done:
                _receive(busy, done)
            fork, start, length = done.pop(place)
            yield fork.take(start, length)
    finally:
        for fork in forks:
            fork.stop()


def _receive(busy: dict[Any, Fork], done: dict[int, tuple[Fork, int, int]]) -> None:
    """Note which results are done; forks that have ended are no longer busy."""
    for reports in wait(list(busy)):
        fork = busy[reports]
        try:
            place, start, length = fork.reports.recv()
        except EOFError:
            del busy[reports]
            fork.process.join()
            if fork.process.exitcode or not busy:
                raise SprawlError("a process was killed, mostly for want of memory: --workers 1 needs less") from None
        else:
            done[place] = (fork, start, length)
