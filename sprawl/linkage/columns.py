"""Accounts as columns of text, and columns as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray


class Table(Sequence[Mapping[str, str]]):
    """Columns of text, all of one length, read as rows (column → text). Slices are tables."""

    def __init__(self, columns: Mapping[str, Sequence[str]], size: int | None = None) -> None:
        self.columns = columns
        self._size = len(next(iter(columns.values()), ())) if size is None else size
        self._arrays: dict[str, NDArray[np.object_]] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Mapping[str, str]: ...
    @overload
    def __getitem__(self, at: slice) -> Table: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, str] | Table:
        if isinstance(at, slice):
            return Table({name: column[at] for name, column in self.columns.items()})
        return {name: column[at] for name, column in self.columns.items()}

    def array(self, name: str) -> NDArray[np.object_]:
        """A column as an array of its texts, made once."""
        if name not in self._arrays:
            self._arrays[name] = object_array(self.columns[name])
        return self._arrays[name]

    def pieces(self, names: Iterable[str], places: Iterable[NDArray[np.int64]]) -> list[Table]:
        """The rows at each of several arrays of places, some columns of them.

        A piece reads its cells when they are looked at: forked workers share the memory of this table.
        """
        columns = {name: self.array(name) for name in names}
        return [Table(_Picked(columns, rows), len(rows)) for rows in places]

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        names = tuple(self.columns)
        for texts in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, texts, strict=True))

    def __reduce__(self) -> tuple[type[Table], tuple[Mapping[str, Sequence[str]]]]:
        return Table, (dict(self.columns),)


class _Picked(Mapping[str, Sequence[str]]):
    """Some rows of columns. What is looked at is picked anew each time, so that no copy is kept."""

    def __init__(self, columns: Mapping[str, NDArray[np.object_]], places: NDArray[np.int64]) -> None:
        self._columns, self._places = columns, places

    def __getitem__(self, name: str) -> Sequence[str]:
        texts: list[str] = self._columns[name][self._places].tolist()
        return texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def object_array(values: Sequence[object]) -> NDArray[np.object_]:
    """Values as an array of Python objects, from which many are picked at once."""
    array = np.empty(len(values), object)
    array[:] = values
    return array


def cells(rows: Sequence[Mapping[str, str]], name: str) -> Sequence[str]:
    """One column; empty texts where the rows have none."""
    if isinstance(rows, Table):
        return rows.columns.get(name, [""] * len(rows))
    return [row.get(name, "") for row in rows]


def cut(order: NDArray[np.int64], values: Sequence[str], size: int) -> Iterator[NDArray[np.int64]]:
    """Pieces of an order, about ``size`` places each, never cut between two equal values; empty values may be parted.

    >>> [piece.tolist() for piece in cut(np.array([0, 2, 1, 3]), ["a", "b", "a", ""], 1)]
    [[0, 2], [1], [3]]
    """
    start = 0
    while start < len(order):
        end = min(start + size, len(order))
        while end < len(order) and values[order[end]] and values[order[end]] == values[order[end - 1]]:
            end += 1
        yield order[start:end]
        start = end


def grouped(values: Sequence[str]) -> NDArray[np.int64]:
    """The places of values in an order that puts equal ones beside each other.

    >>> grouped(["b", "a", "b"]).tolist()
    [0, 2, 1]
    """
    return np.argsort(coded(values).of, kind="stable").astype(np.int64)


class Coded(NamedTuple):
    """The different texts of a column, "" first, and the place in them of each row (``of``)."""

    texts: list[str]
    of: NDArray[np.int64]

    def counted(self) -> Iterator[tuple[str, int]]:
        """Each text with the number of its rows."""
        return zip(self.texts, np.bincount(self.of, minlength=len(self.texts)).tolist(), strict=True)


def coded(values: Iterable[str]) -> Coded:
    """A column of texts as numbers, in the order in which texts first appear.

    >>> texts, of = coded(["b", "", "a", "b"])
    >>> texts, of.tolist()
    (['', 'b', 'a'], [1, 0, 2, 1])
    """
    places = {"": 0}
    of = np.array([places.setdefault(value, len(places)) for value in values], np.int64)
    return Coded(list(places), of)


class Distinct(NamedTuple):
    """The different numbers of a column in the order of their first rows: ``values``, the ``first`` row of each, the
    number of its rows (``counts``), and which of them each row has (``of``)."""

    values: NDArray[np.int64]
    first: NDArray[np.int64]
    counts: NDArray[np.int64]
    of: NDArray[np.int64]


def distinct(values: NDArray[np.int64]) -> Distinct:
    """The different numbers of a column. Memory: a table as long as the span of the numbers.

    >>> [each.tolist() for each in distinct(np.array([7, 5, 7]))]
    [[7, 5], [0, 1], [2, 1], [0, 1, 0]]
    """
    low = values - values.min(initial=0)
    first = np.full(low.max(initial=-1) + 1, -1)
    first[low[::-1]] = np.arange(len(low))[::-1]  # of several assignments the last one stays, which is the first row
    rows = np.sort(first[first >= 0])
    rank = np.empty_like(first)
    rank[low[rows]] = np.arange(len(rows))
    of = rank[low]
    return Distinct(values[rows], rows, np.bincount(of, minlength=len(rows)), of)
