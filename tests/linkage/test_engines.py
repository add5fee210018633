"""One pipeline, several engines, the same answers."""

from __future__ import annotations

from collections.abc import Iterator

import distributed
import pytest
from invent import estate

from sprawl.errors import InputError
from sprawl.linkage.engines import Engine, engine_of
from sprawl.linkage.engines.dask import OnDask
from sprawl.linkage.engines.local import Local
from sprawl.linkage.match import owners

ROWS, _ = estate(80, 9)


@pytest.fixture(scope="module")
def dask() -> Iterator[Engine]:
    """A cluster of two processes on this machine."""
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        yield OnDask(client)


def test_dask_gives_the_same_answers(dask: Engine) -> None:
    """Names hashed to shards on two processes, and one process with one shard."""
    assert owners(ROWS, engine=dask, shards=5, piece=100).owner == owners(ROWS).owner


def test_processes_give_the_same_answers() -> None:
    """Two processes beside this one, several pieces and shards."""
    several, one = owners(ROWS, engine=Local(2), shards=3, piece=100), owners(ROWS)
    assert (several.owner, several.probability) == (one.owner, one.probability)


def test_an_unknown_engine_is_told() -> None:
    """One line, with what was expected."""
    with pytest.raises(InputError, match="expected local or dask"):
        engine_of("abacus")
