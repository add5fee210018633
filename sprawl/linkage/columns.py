"""Accounts as columns: a table that hands out rows only when they are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

_PREFIX = re.compile(r"^(?:company|showcase|school|in|pub|c|channel|user|pages|people|groups|p|r|u|id|add|s|@)/", re.I)
_OPAQUE = re.compile(r"profile\.php.*|UC[\w-]{22}|\d[\d-]{5,}|did:.*|[0-9a-f]{16,}")


class Table(Sequence[Mapping[str, str]]):
    """Columns of text, all of one length, read as rows (column → text). Slices are tables; rows are made on the way."""

    def __init__(self, columns: Mapping[str, Sequence[str]], size: int | None = None) -> None:
        self.columns = columns
        self._size = len(next(iter(columns.values()), ())) if size is None else size
        self._boxes: dict[str, NDArray[np.object_]] = {}

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

    def boxes(self, name: str) -> NDArray[np.object_]:
        """A column as an array, made once."""
        if name not in self._boxes:
            self._boxes[name] = boxed(self.columns[name])
        return self._boxes[name]

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        names = tuple(self.columns)
        for cells in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, cells, strict=True))

    def __reduce__(self) -> tuple[type[Table], tuple[Mapping[str, Sequence[str]]]]:
        return Table, (dict(self.columns),)


class Picked(Mapping[str, Sequence[str]]):
    """Some places of columns; what is looked at is picked anew each time, so that nothing is kept."""

    def __init__(self, columns: Mapping[str, NDArray[np.object_]], places: NDArray[np.int64]) -> None:
        self._columns, self._places = columns, places

    def __getitem__(self, name: str) -> Sequence[str]:
        cells: list[str] = self._columns[name][self._places].tolist()
        return cells

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def picks(rows: Table, names: Iterable[str], pieces: Iterable[NDArray[np.int64]]) -> list[Table]:
    """Pieces of some columns, in an order of their own; cells are picked where they are first looked at, or sent from.
    Nothing is copied where pieces are made and let go, beside forks that share the cells."""
    columns = {name: rows.boxes(name) for name in names}
    return [Table(Picked(columns, places), len(places)) for places in pieces]


def boxed(values: Sequence[object]) -> NDArray[np.object_]:
    """Values as an array of what they are, from which many are picked at once."""
    held = np.empty(len(values), object)
    held[:] = values
    return held


def cells(rows: Sequence[Mapping[str, str]], name: str) -> Sequence[str]:
    """One column; empty cells where the rows have none."""
    if isinstance(rows, Table):
        return rows.columns.get(name, [""] * len(rows))
    return [row.get(name, "") for row in rows]


def cut(order: NDArray[np.int64], values: Sequence[str], size: int) -> Iterator[NDArray[np.int64]]:
    """Pieces of an order of about so many places, cut between different values; nothing does not hold together.

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
    """Places in an order in which equal values are beside each other.

    >>> grouped(["b", "a", "b"]).tolist()
    [0, 2, 1]
    """
    return np.argsort(coded(values).of, kind="stable").astype(np.int64)


class Coded(NamedTuple):
    """Different texts, "" in front, and which of them each row has."""

    texts: list[str]
    of: NDArray[np.int64]

    def counted(self) -> Iterator[tuple[str, int]]:
        """How many rows have each of the texts."""
        return zip(self.texts, np.bincount(self.of, minlength=len(self.texts)).tolist(), strict=True)


def coded(values: Iterable[str]) -> Coded:
    """Texts as numbers, in the order in which they are first met.

    >>> texts, of = coded(["b", "", "a", "b"])
    >>> texts, of.tolist()
    (['', 'b', 'a'], [1, 0, 2, 1])
    """
    places = {"": 0}
    of = np.array([places.setdefault(value, len(places)) for value in values], np.int64)
    return Coded(list(places), of)


class Kinds(NamedTuple):
    """Different values in the order of their first rows: the ``values``, the ``first`` row of each, of how many rows
    it is (``counts``), and which of them each row has (``of``)."""

    values: NDArray[np.int64]
    first: NDArray[np.int64]
    counts: NDArray[np.int64]
    of: NDArray[np.int64]


def kinds(values: NDArray[np.int64]) -> Kinds:
    """The different values of rows; a table as long as their span is made on the way.

    >>> [each.tolist() for each in kinds(np.array([7, 5, 7]))]
    [[7, 5], [0, 1], [2, 1], [0, 1, 0]]
    """
    low = values - values.min(initial=0)
    first = np.full(low.max(initial=-1) + 1, -1)
    first[low[::-1]] = np.arange(len(low))[::-1]  # of equal places the last one stays, which is the first row
    found = np.sort(first[first >= 0])
    rank = np.empty_like(first)
    rank[low[found]] = np.arange(len(found))
    of = rank[low]
    return Kinds(values[found], found, np.bincount(of, minlength=len(found)), of)


def bare(handle: str) -> str:
    """The part of a handle that names somebody, without the kind of page before it; "" for numbers and ids.

    >>> bare("company/novalis-health"), bare("@nova@social.example"), bare("id/6155542"), bare("profile.php?id=4421")
    ('novalis-health', 'nova', '', '')
    """
    if len(handle) < 16 and handle.isalpha():  # too short and too plain for all that follows
        return handle
    text = handle.strip().lstrip("@")
    if "/" in text:
        text = _PREFIX.sub("", text).strip("/").split("/")[0]
    text = text.split("@")[0]
    return "" if _OPAQUE.fullmatch(text) else text
