"""The pipeline on this machine: one process, or several that share its memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Piece = TypeVar("Piece")
Share = TypeVar("Share")
Result = TypeVar("Result")

_job: tuple[Callable[[Any, Any], Any], Sequence[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Local:
    """``workers`` processes; one means none beside this."""

    workers: int = 1

    def run(self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share) -> list[Result]:
        """The step on each piece, results in the order of the pieces."""
        if self.workers < 2 or len(pieces) < 2 or "fork" not in multiprocessing.get_all_start_methods():
            return [step(piece, shared) for piece in pieces]
        global _job
        _job = (step, pieces, shared)
        try:
            with multiprocessing.get_context("fork").Pool(self.workers) as pool:
                return pool.map(_one, range(len(pieces)), chunksize=1)
        finally:
            _job = None


def _one(place: int) -> Any:
    """Run in a child, which has inherited the job."""
    assert _job is not None
    step, pieces, shared = _job
    return step(pieces[place], shared)
