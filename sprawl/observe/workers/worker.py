"""A process that reads pages: responses in on stdin, pages out on stdout, until stdin ends.

Run as ``python -m sprawl.observe.workers.worker DEADLINE MEMORY``. When a page takes longer than DEADLINE seconds, a
signal that no parser can delay ends the process, even when the process that started it is gone.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from sprawl.model import Page, Response
from sprawl.observe.page import read_page
from sprawl.observe.workers.messages import HEADER, complete, pack

__all__ = ["main"]


def main(deadline: float, memory: int) -> None:
    """Serve until stdin ends."""
    set_alarm = _limit(deadline, memory)
    gc.freeze()  # the garbage collector skips what is loaded by now
    gc.set_threshold(20_000, 10, 100)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # nothing a library prints can break the messages
    while (response := _receive(source)) is not None:
        set_alarm(deadline)
        page = _read(response)
        set_alarm(0.0)
        _send(sink, pack(page))


def _receive(source: BinaryIO) -> Response | None:
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    body = source.read(HEADER.unpack(header)[0])
    whole, value = complete(bytearray(header + body))
    return value if whole and isinstance(value, Response) else None


def _send(sink: BinaryIO, message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[sink.write(view) :]


def _read(response: Response) -> Page:
    """The page. A reader that raises is a defect of ours; the page says so, and the other pages are read."""
    try:
        return read_page(response)
    except MemoryError:
        os._exit(1)
    except Exception as error:  # named in the page, never silent
        return Page(response.final_url or response.url, error=f"crashed: {type(error).__name__}")


def _limit(deadline: float, memory: int) -> Callable[[float], object]:
    """Limit the memory, and return what sets the alarm. Where neither exists, the parent's deadline is the only one."""
    try:
        import resource
        import signal
    except ImportError:
        return lambda seconds: None
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    return lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
