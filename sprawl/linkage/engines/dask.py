"""The pipeline on the workers of a Dask cluster. The door to distributed (the extra ``dask``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import distributed

from sprawl.errors import InputError
from sprawl.linkage.engines import Engine

Piece = TypeVar("Piece")
Share = TypeVar("Share")
Result = TypeVar("Result")
_dask: Any = distributed  # the package has no types


class OnDask:
    """Runs each step on a Dask client; what is shared is sent to every worker once a step."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def run(self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share) -> Iterator[Result]:
        """The step on each piece, results in the order of the pieces."""
        sent = self.client.scatter([shared], broadcast=True, hash=False)[0] if shared is not None else None
        futures = [self.client.submit(step, piece, sent, pure=False) for piece in pieces]
        return (future.result() for future in futures)


def connect(scheduler: str = "", workers: int = 2) -> Engine:
    """An engine on a running scheduler, or on a cluster of processes started here.

    Raises InputError for a scheduler that cannot be reached.
    """
    if not scheduler:
        cluster = _dask.LocalCluster(n_workers=max(workers, 2), threads_per_worker=1, dashboard_address=None)
        return OnDask(_dask.Client(cluster))
    try:
        return OnDask(_dask.Client(scheduler, timeout="10s"))
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(f"--scheduler {scheduler}: cannot be reached ({type(error).__name__})") from None


def close(engine: Any) -> None:
    """Shut down the client, and the cluster that was started for it."""
    cluster = engine.client.cluster
    engine.client.close()
    if cluster is not None:
        cluster.close()
