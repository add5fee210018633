"""The words of bios, names and handles as numbers: those that several accounts use, and those of the tables."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.columns import Table
from sprawl.linkage.engines import Engine
from sprawl.text.names import SPEECH, words

SAMPLE = 24_000  # accounts that are learned from, about, however many there are
SEVERAL = 3  # of them that have to use a word before anything can be learned of it
FOLDS = 4  # parts of the accounts, by their handles
PIECE = 50_000  # accounts read at a time

MARKS = ("b:", "n:", "h:")  # before words of a bio, a name, a handle
TABLE_WORDS = tuple(mark + word for mark in MARKS for word in sorted(SPEECH))
COLUMNS = ("display_name", "handle", "bio")


class RowWords(NamedTuple):
    """The words of rows as places in a vocabulary, one row's after another's: row r has ``words[ends[r]:ends[r + 1]]``,
    where ``ends[0]`` is 0."""

    words: NDArray[np.int32]
    ends: NDArray[np.int64]

    def pairs(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pairs of a place in ``rows`` and a word.

        >>> rows, words = RowWords(np.array([7, 8, 9]), np.array([0, 2, 3])).pairs(np.array([1, 0]))
        >>> rows.tolist(), words.tolist()
        ([0, 1, 1], [9, 7, 8])
        """
        sizes = self.ends[rows + 1] - self.ends[rows]
        skipped = self.ends[rows] - np.cumsum(sizes) + sizes
        words = self.words[np.repeat(skipped, sizes) + np.arange(sizes.sum())]
        return np.repeat(np.arange(len(rows)), sizes), words.astype(np.int64)


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """The words of all rows. ``handles``: of rows; ``vocabulary``: the words by their places; ``sampled``: rows to
    learn from; ``folds``: the part of each row; ``pieces``: the words of rows, which come as they are read."""

    handles: Sequence[str]
    vocabulary: Sequence[str]
    sampled: NDArray[np.bool_]
    folds: NDArray[np.int64]
    pieces: Iterator[tuple[array[int], array[int]]]

    def by_row(self) -> RowWords:
        """The words of all rows. Can be asked for once."""
        words, sizes = [np.empty(0, np.int32)], [np.zeros(1, np.int64)]
        for piece, counts in self.pieces:
            words.append(np.asarray(piece, np.int32))
            sizes.append(np.asarray(counts, np.int64))
        return RowWords(np.concatenate(words), np.cumsum(np.concatenate(sizes)))


def spoken_words(rows: Table, engine: Engine) -> SpokenWords:
    """The words of all rows; they are read while the caller does something else."""
    names, handles, bios = (rows.columns[name] for name in COLUMNS)
    hashes = np.array([crc32(handle.encode()) for handle in handles], np.int64)
    sampled = hashes % max(1, len(rows) // SAMPLE) == 0
    vocabulary = vocabulary_of(
        words_of(names[row], handles[row], bios[row]) for row in np.flatnonzero(sampled).tolist()
    )
    starts = range(0, len(rows), PIECE)
    pieces = rows.pieces(COLUMNS, [np.arange(start, min(start + PIECE, len(rows))) for start in starts])
    return SpokenWords(
        handles, vocabulary, sampled, (hashes >> 16) % FOLDS, engine.run(_encode, pieces, places_by_mark(vocabulary))
    )


def vocabulary_of(accounts: Iterable[Sequence[str]]) -> list[str]:
    """The words that several accounts use and those of the tables, sorted."""
    counts = Counter(word for words in accounts for word in set(words))
    return sorted({word for word, count in counts.items() if count >= SEVERAL}.union(TABLE_WORDS))


def words_of(name: str, handle: str, bio: str) -> list[str]:
    """The words of an account, marked by where they stand.

    >>> words_of("Nova", "nova7", "Not us")
    ['b:not', 'b:us', 'n:nova', 'h:nova', 'h:7']
    """
    texts = zip(MARKS, (words(bio), words(name), words(handle, camel=True)), strict=True)
    return [mark + word for mark, text in texts for word in text]


def places_by_mark(vocabulary: Sequence[str]) -> list[dict[str, int]]:
    """The places of words for each mark, so that no word has to be marked to be looked up."""
    places = {word: place for place, word in enumerate(vocabulary)}
    return [{word[2:]: place for word, place in places.items() if word[:2] == mark} for mark in MARKS]


def _encode(rows: Table, places: Sequence[Mapping[str, int]]) -> tuple[array[int], array[int]]:
    """The words of rows, one row's after another's, and how many each row has."""
    in_bio, in_name, in_handle = places
    all_words, sizes = array("i"), array("i")
    for name, handle, bio in zip(*(rows.columns[name] for name in COLUMNS), strict=True):
        found = {in_bio[word] for word in words(bio) if word in in_bio}
        found.update([in_name[word] for word in words(name) if word in in_name])
        found.update([in_handle[word] for word in words(handle, camel=True) if word in in_handle])
        all_words.extend(found)
        sizes.append(len(found))
    return all_words, sizes
