"""What accounts say, as numbers: which of the words that several of them say stand in a bio, a name, a handle."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.columns import Table, picks
from sprawl.linkage.engines import Engine
from sprawl.text.names import SPEECH, words

SAMPLE = 24_000  # accounts that are learned from, about, however many there are
SEVERAL = 3  # of them that have to say a word before anything can be learned of it
FOLDS = 4  # parts of the accounts, by their handles
PIECE = 50_000  # accounts read at a time

DIGITS = "0123456789"
MOST = 5  # of the digits behind a handle that are counted
MARKS = ("b:", "n:", "h:")  # of words in a bio, a name, a handle
TOLD = tuple(mark + word for mark in MARKS for word in sorted(SPEECH))  # words that the tables tell of
NUMBERED = tuple(f"#:{count}" for count in range(MOST + 1))
FONT = "font"
SPOKEN = ("display_name", "handle", "bio")

_FONT = re.compile(  # signs that look like letters: mathematical, full-width, in circles; nothing between letters
    "[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189]"
    "|[A-Za-z][\u200b-\u200d\u2060\ufeff\u00ad]|[\u200b-\u200d\u2060\ufeff\u00ad][A-Za-z]"
)


class Said(NamedTuple):
    """The words of some rows, one row's after another's, as places in a vocabulary; row r ends before ``ends[r + 1]``,
    where ``ends[0]`` is 0."""

    words: NDArray[np.int32]
    ends: NDArray[np.int64]

    def of(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The pairs of a place in ``rows`` and a word.

        >>> rows, words = Said(np.array([7, 8, 9]), np.array([0, 2, 3])).of(np.array([1, 0]))
        >>> rows.tolist(), words.tolist()
        ([0, 1, 1], [9, 7, 8])
        """
        sizes = self.ends[rows + 1] - self.ends[rows]
        skipped = self.ends[rows] - np.cumsum(sizes) + sizes
        return np.repeat(np.arange(len(rows)), sizes), self.words[np.repeat(skipped, sizes) + np.arange(sizes.sum())]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What all rows say. ``vocabulary``: the words by their places; ``sampled``: rows to learn from; ``folds``: the
    part of each row; ``pieces``: what rows say, handed out as they are read."""

    vocabulary: Sequence[str]
    sampled: NDArray[np.bool_]
    folds: NDArray[np.int64]
    pieces: Iterator[tuple[array[int], array[int]]]

    def said(self) -> Said:
        """What all rows say; can be asked for once."""
        found, sizes = [np.empty(0, np.int32)], [np.zeros(1, np.int64)]
        for said, counts in self.pieces:
            found.append(np.asarray(said, np.int32))
            sizes.append(np.asarray(counts, np.int64))
        return Said(np.concatenate(found), np.cumsum(np.concatenate(sizes)))


def spoken(rows: Table, engine: Engine) -> Spoken:
    """What rows say; it is read while something else is done."""
    names, handles, bios = (rows.columns[name] for name in SPOKEN)
    hashes = np.array([crc32(handle.encode()) for handle in handles], np.int64)
    sampled = hashes % max(1, len(rows) // SAMPLE) == 0
    chosen = np.flatnonzero(sampled).tolist()
    vocabulary = common(says(names[row], handles[row], bios[row]) for row in chosen)
    starts = range(0, len(rows), PIECE)
    pieces = picks(rows, SPOKEN, [np.arange(start, min(start + PIECE, len(rows))) for start in starts])
    return Spoken(vocabulary, sampled, (hashes >> 16) % FOLDS, engine.run(_code, pieces, filed(vocabulary)))


def common(said: Iterable[Sequence[str]]) -> list[str]:
    """The vocabulary, in order: words of several, and what tables and signs tell in any case."""
    counts = Counter(word for words in said for word in set(words))
    return sorted({word for word, count in counts.items() if count >= SEVERAL}.union(TOLD, NUMBERED, (FONT,)))


def says(name: str, handle: str, bio: str) -> list[str]:
    """The words of an account, marked by where they stand, and the signs it gives: how many digits its handle ends in,
    and whether its name is written in signs that look like letters.

    >>> says("Nova", "nova7", "Not us")
    ['b:not', 'b:us', 'n:nova', 'h:nova', 'h:7', '#:1']
    """
    spoken = zip(MARKS, (words(bio), words(name), words(handle, camel=True)), strict=True)
    found = [mark + word for mark, said in spoken for word in said]
    return [*found, NUMBERED[_digits(handle)], *((FONT,) if _fancy(name) else ())]


def filed(vocabulary: Sequence[str]) -> tuple[dict[str, int], ...]:
    """The places of words, filed by where they stand, and those of signs: no word has to be marked to be looked up."""
    places = {word: place for place, word in enumerate(vocabulary)}
    by_mark = ({word[2:]: place for word, place in places.items() if word[:2] == mark} for mark in MARKS)
    return *by_mark, {word: place for word, place in places.items() if word[:2] not in MARKS}


def _code(rows: Table, places: tuple[Mapping[str, int], ...]) -> tuple[array[int], array[int]]:
    """The words of rows, one row's after another's, and how many each row has."""
    in_bio, in_name, in_handle, signs = places
    numbered, font = [signs[sign] for sign in NUMBERED], signs[FONT]
    found, sizes = array("i"), array("i")
    for name, handle, bio in zip(*(rows.columns[name] for name in SPOKEN), strict=True):
        said = {in_bio[word] for word in words(bio) if word in in_bio}
        said.update([in_name[word] for word in words(name) if word in in_name])
        said.update([in_handle[word] for word in words(handle, camel=True) if word in in_handle])
        said.add(numbered[_digits(handle)])
        if _fancy(name):
            said.add(font)
        found.extend(said)
        sizes.append(len(said))
    return found, sizes


def _digits(handle: str) -> int:
    """How many digits a handle ends in, up to some."""
    return min(len(handle) - len(handle.rstrip(DIGITS)), MOST)


def _fancy(name: str) -> bool:
    """Is a name written in signs that look like letters?"""
    return not name.isascii() and _FONT.search(name) is not None
