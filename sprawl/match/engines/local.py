"""The pipeline on this machine: one process, or several that share its memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.pool import Pool
from typing import Any, TypeVar

Piece = TypeVar("Piece")
Share = TypeVar("Share")
Result = TypeVar("Result")

_job: tuple[Callable[[Any, Any], Any], Sequence[Any], Any]  # of a child


@dataclass(frozen=True, slots=True)
class Local:
    """``workers`` processes; one means none beside this."""

    workers: int = 1

    def run(self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share) -> Iterator[Result]:
        """The step on each piece, results in the order of the pieces."""
        if self.workers < 2 or len(pieces) < 2 or "fork" not in multiprocessing.get_all_start_methods():
            return iter([step(piece, shared) for piece in pieces])
        pool = multiprocessing.get_context("fork").Pool(self.workers, _inherit, ((step, pieces, shared),))
        return _handed_out(pool, pool.imap(_one, range(len(pieces))))


def _handed_out(pool: Pool, results: Iterator[Result]) -> Iterator[Result]:
    """The results as they come; then the processes are gone."""
    with pool:
        yield from results


def _inherit(job: tuple[Callable[[Any, Any], Any], Sequence[Any], Any]) -> None:
    """Told to a child, which is a fork: nothing is copied."""
    global _job
    _job = job


def _one(place: int) -> Any:
    """Run in a child, which has inherited the job."""
    step, pieces, shared = _job
    return step(pieces[place], shared)
