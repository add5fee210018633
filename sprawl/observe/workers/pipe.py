"""The two pipes of a worker: neither blocks while the other waits."""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import time
from types import TracebackType
from typing import IO

from sprawl.model import Page, Response
from sprawl.observe.workers.messages import complete, pack

__all__ = ["Pipe"]

_CHUNK = 1 << 16


class Pipe:
    """Sends responses to one worker and receives its pages, in order."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._out = bytearray()
        self._in = bytearray()
        self._selector = selectors.DefaultSelector()
        self._stdin, self._stdout = _ends(process)
        self._writing = False
        self._selector.register(self._stdout, selectors.EVENT_READ)

    def __enter__(self) -> Pipe:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        with contextlib.suppress(OSError):
            self._stdin.close()
        self._stdout.close()
        self._selector.close()
        self.process.wait()

    def send(self, response: Response) -> None:
        """Queue a response, and write as much as the worker takes now."""
        self._out += pack(response)
        self._flush()

    def receive(self, seconds: float) -> tuple[str, Page]:
        """("page", page), or ("deadline" | "crashed", an empty page) when none came in time or the worker is gone."""
        started = time.monotonic()
        while True:
            whole, page = complete(self._in)
            if whole:
                return "page", page
            left = seconds - (time.monotonic() - started)
            if left <= 0:
                return "deadline", Page("")
            if not self._move(left):
                return ("deadline" if self._ended_late() else "crashed"), Page("")

    def _move(self, seconds: float) -> bool:
        """Wait for either pipe and move what can be moved; False when the worker has closed its end."""
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self._stdin:
                self._flush()
                continue
            chunk = os.read(self._stdout.fileno(), _CHUNK * 4)
            if not chunk:
                return False
            self._in += chunk
        return True

    def _flush(self) -> None:
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            while self._out:
                written = os.write(self._stdin.fileno(), memoryview(self._out)[:_CHUNK])
                del self._out[:written]
        self._watch(bool(self._out))

    def _watch(self, writing: bool) -> None:
        if writing and not self._writing:
            self._selector.register(self._stdin, selectors.EVENT_WRITE)
        elif self._writing and not writing:
            self._selector.unregister(self._stdin)
        self._writing = writing

    def _ended_late(self) -> bool:
        """True when the worker's own alarm ended it."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(1.0) == -14
        return False


def _ends(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """A worker's stdin, which never blocks, and its stdout."""
    assert process.stdin is not None, "it is a pipe"
    assert process.stdout is not None, "it is a pipe"
    os.set_blocking(process.stdin.fileno(), False)
    return process.stdin, process.stdout
