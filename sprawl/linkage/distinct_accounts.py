"""Accounts that say the same of themselves are compared once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import ParsedAccount

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class DistinctAccounts:
    """Different accounts, each once; how many rows each is (``counts``), its ``first`` row, and the place among them of
    each row (``of``)."""

    accounts: list[ParsedAccount]
    counts: list[int]
    first: list[int]
    of: NDArray[np.int64]

    def flag_rows(self, rows_of: Mapping[int, Sequence[int]], flag: int) -> list[int]:
        """Add a flag to some rows of accounts (place → rows in order). Where only some rows of an account are meant,
        these become an account of their own at the end. Returns the places that the new accounts came from."""
        parted = {place: rows for place, rows in rows_of.items() if len(rows) < self.counts[place]}
        for place in rows_of.keys() - parted.keys():
            self.accounts[place] = self.accounts[place].flagged(flag)
        for place, rows in parted.items():
            self.of[rows] = len(self.accounts)
            self.accounts.append(self.accounts[place].flagged(flag))
            self.counts.append(len(rows))
            self.first.append(rows[0])
            self.counts[place] -= len(rows)
        self._find_first({place for place, rows in parted.items() if self.first[place] == rows[0]})
        return list(parted)

    def _find_first(self, wanted: set[int]) -> None:
        rows = np.flatnonzero(np.isin(self.of, list(wanted)))
        places, at = np.unique(self.of[rows], return_index=True)
        for place, row in zip(places.tolist(), rows[at].tolist(), strict=True):
            self.first[place] = row

    def reordered(self, order: NDArray[np.int64]) -> DistinctAccounts:
        """The same in another order, given as places in this one."""
        counts, first = picked(self.counts, order), picked(self.first, order)
        return DistinctAccounts(picked(self.accounts, order), counts, first, np.argsort(order)[self.of])


def picked(values: Sequence[Value], places: NDArray[np.int64]) -> list[Value]:
    """The values at some places."""
    return [values[place] for place in places.tolist()]
