"""Where the pipeline runs: on this machine, or on Dask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from sprawl.errors import InputError
from sprawl.linkage.engines.local import Local

__all__ = ["Engine", "Local", "engine_of"]

Share = TypeVar("Share")
Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs one step on all pieces; ``shared`` is the same for every piece. Results come in the order of the pieces,
    while later pieces are still being worked on."""

    def run(
        self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share
    ) -> Iterator[Result]: ...


def engine_of(name: str, scheduler: str = "", workers: int = 1) -> Engine:
    """The engine called ``local`` or ``dask``. Raises InputError for another name, or where Dask is not installed."""
    if name == "local":
        return Local(workers)
    if name != "dask":
        raise InputError(f"--engine {name}: expected local or dask")
    try:
        from sprawl.linkage.engines.dask import connect
    except ImportError:
        raise InputError("--engine dask: Dask is not installed; pip install 'sprawl[dask]'") from None
    return connect(scheduler, workers)
