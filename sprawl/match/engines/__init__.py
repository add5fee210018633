"""Where the pipeline runs: on this machine, or on Dask."""

from __future__ import annotations

from sprawl.errors import InputError
from sprawl.match.engine import Engine
from sprawl.match.engines.local import Local

__all__ = ["Engine", "Local", "engine_of"]


def engine_of(name: str, scheduler: str = "", workers: int = 1) -> Engine:
    """The engine of a name, ``local`` or ``dask``. Raises InputError for another, or where Dask is not installed."""
    if name == "local":
        return Local(workers)
    if name != "dask":
        raise InputError(f"--engine {name}: expected local or dask")
    try:
        from sprawl.match.engines.dask import connect
    except ImportError:
        raise InputError("--engine dask: Dask is not installed; pip install 'sprawl[dask]'") from None
    return connect(scheduler, workers)
