"""Forks work while their parent does something else, and whatever happens to them is told."""

from __future__ import annotations

import os
import signal
import time
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

import pytest

from sprawl.errors import SprawlError
from sprawl.linkage.engines import pool

BIG = 1 << 20  # more than a pipe holds


def test_results_come_in_order() -> None:
    assert list(pool.run(lambda place: place * place, 200, 3)) == [place * place for place in range(200)]


def test_two_works_at_once_do_not_get_in_each_others_way() -> None:
    """Whichever is asked for first."""
    first, second = pool.run(lambda place: b"a" * BIG, 9, 2), pool.run(lambda place: b"b" * BIG, 5, 2)
    assert b"".join(second) == b"b" * BIG * 5
    assert b"".join(first) == b"a" * BIG * 9


def test_forks_do_not_wait_until_results_are_taken(tmp_path: Path) -> None:
    """All is done before the first result is asked for, however big results are."""

    def work(place: int) -> bytes:
        (tmp_path / str(place)).touch()
        return b"x" * BIG

    results = pool.run(work, 12, 2)
    for _ in range(600):
        if len(list(tmp_path.iterdir())) == 12:
            break
        time.sleep(0.05)
    assert len(list(tmp_path.iterdir())) == 12
    assert sum(map(len, results)) == 12 * BIG


def test_what_is_raised_in_a_fork_is_raised_here() -> None:
    def work(place: int) -> int:
        if place == 3:
            raise KeyError("nobody")
        return place

    results = pool.run(work, 6, 2)
    assert list(islice(results, 3)) == [0, 1, 2]
    with pytest.raises(KeyError, match="nobody"):
        next(results)


def test_a_fork_that_is_killed_is_told_in_a_line() -> None:
    def work(place: int) -> int:
        if place == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return place

    with pytest.raises(SprawlError, match="--workers 1"):
        list(pool.run(work, 6, 2))
    assert not active_children()


def test_nobody_works_on_when_no_more_is_asked_for() -> None:
    results = pool.run(lambda place: place, 1000, 2)
    assert next(results) == 0
    results.close()
    assert not active_children()


def test_a_key_that_stops_the_parent_says_nothing_in_the_forks() -> None:
    """The terminal sends it to all of them; the parent ends them."""

    def work(place: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return place

    assert list(pool.run(work, 4, 2)) == [0, 1, 2, 3]
