"""Forks of this process, which work while it does something else.

The pools of the standard library hand results over in threads of the parent, and threads have no turn while compiled
code runs: a fork waits until it is rid of a big result. Here it writes results to a file of its own and says where.
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

LATER = 5  # by how much forks are nicer than the parent, for whom all others wait
Result = TypeVar("Result")
Work = Callable[[int], Result]


@dataclass(frozen=True, slots=True)
class Fork:
    """A process, the file with its results, and where it says what stands there: place, start, size of a result."""

    process: ForkProcess
    file: IO[bytes]
    says: Connection

    def take(self, start: int, size: int) -> Any:
        """A result; raises what was raised there."""
        held, error = pickle.loads(os.pread(self.file.fileno(), size, start))
        if error:
            raise error
        return held

    def stop(self) -> None:
        """End it, whatever it does."""
        self.process.terminate()
        self.process.join()
        self.says.close()
        self.file.close()


def can_fork() -> bool:
    """Does this machine know forks?"""
    return "fork" in multiprocessing.get_all_start_methods()


def run(work: Work[Result], size: int, count: int) -> Generator[Result, None, None]:
    """Call ``work`` for all places below ``size`` in so many forks, from now on. Results come in order, as they are
    asked for; raises what ``work`` raises, and SprawlError where a fork is killed."""
    context = multiprocessing.get_context("fork")
    turn = context.Value("i", 0)
    return _in_order([_start(context, (work, size, turn)) for _ in range(min(count, size))], size, turn)


def _start(context: ForkContext, job: tuple[Work[Any], int, Any]) -> Fork:
    file = _open()
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(*job, file, says), daemon=True)
    process.start()
    says.close()  # here; where nobody holds it any more, all is said
    return Fork(process, file, hears)


def _open() -> IO[bytes]:
    """A file that nobody else sees, in memory where that can be had."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("sprawl"), "w+b", buffering=0)
    return tempfile.TemporaryFile(buffering=0)


def _work(work: Work[Any], size: int, turn: Any, file: IO[bytes], says: Connection) -> None:
    """Run in the fork, which has inherited the job: nothing is copied."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the parent stops the forks by it, without a word of theirs
    os.nice(LATER)
    while (place := _next(turn)) < size:
        start = file.tell()
        file.write(pickle.dumps(_tried(work, place), pickle.HIGHEST_PROTOCOL))
        says.send((place, start, file.tell() - start))


def _next(turn: Any) -> int:
    with turn.get_lock():
        turn.value += 1
        place: int = turn.value - 1
    return place


def _tried(work: Work[Result], place: int) -> tuple[Result | None, Exception | None]:
    try:
        return work(place), None
    except Exception as error:
        return None, error


def _in_order(forks: list[Fork], size: int, turn: Any) -> Generator[Any, None, None]:
    """The results as they come; then the forks are gone. ``turn`` is held as long as they count on it: its memory, once
    let go, is the next one's."""
    done: dict[int, tuple[Fork, int, int]] = {}
    busy = {fork.says: fork for fork in forks}
    try:
        for place in range(size):
            while place not in done:
                _hear(busy, done)
            fork, start, length = done.pop(place)
            yield fork.take(start, length)
    finally:
        for fork in forks:
            fork.stop()


def _hear(busy: dict[Any, Fork], done: dict[int, tuple[Fork, int, int]]) -> None:
    """Note what forks say; those that have said all are no longer busy."""
    for says in wait(list(busy)):
        fork = busy[says]
        try:
            place, start, length = fork.says.recv()
        except EOFError:
            del busy[says]
            fork.process.join()
            if fork.process.exitcode or not busy:
                raise SprawlError("a process was killed, mostly for want of memory: --workers 1 needs less") from None
        else:
            done[place] = (fork, start, length)
