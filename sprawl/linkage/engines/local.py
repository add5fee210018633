"""The pipeline on this machine: one process, or several forks that share its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sprawl.linkage.engines import pool

Piece = TypeVar("Piece")
Share = TypeVar("Share")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Local:
    """``workers`` processes; one means that everything runs in this process."""

    workers: int = 1

    def run(self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share) -> Iterator[Result]:
        """The step on each piece, results in the order of the pieces."""
        if self.workers < 2 or len(pieces) < 2 or not pool.can_fork():
            return iter([step(piece, shared) for piece in pieces])
        return pool.run(lambda place: step(pieces[place], shared), len(pieces), self.workers)
