"""A text to its folded words, a handle to its pieces, a run of letters to the words in it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from sprawl.text.folding import fold_sentence, has_letter, without_accents

_IN_CAPITALS = re.compile(r"\b[A-Z][a-z]?[A-Z0-9]+\b")
_TITLED = re.compile(r"\b(?=[^\W\d_])[^\Wa-z_]\w*|\b\w+(?=\.\w)")
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_A-Za-z]+")
LONGEST_WORD = 18
SHORT = {2: 6.0, 3: 2.0}  # letters of a known word → bits that it costs more
LETTER = 3.0  # bits that an unknown letter costs


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Folded words in order. Signs without a letter are no words.

    >>> words("U.S. Dept. of Parks & Trails' news")
    ('us', 'dept', 'of', 'parks', 'and', 'trails', 'news')
    """
    return tuple(word for word in _WORD.findall(fold_sentence(text)) if word.isascii() or has_letter(word))


@lru_cache(maxsize=65536)
def pieces(handle: str) -> tuple[str, ...]:
    """A handle cut where its writer cut it: separators, capitals, digits.

    >>> pieces("PGHPublicWorks_2")
    ('pgh', 'public', 'works', '2')
    """
    return tuple(piece.casefold() for piece in _PIECE.findall(without_accents(handle)))


def titled_pieces(handle: str) -> frozenset[str]:
    """The pieces of a handle that have a small letter where others stand in capitals: words, and no initials.

    >>> sorted(titled_pieces("PGHWorks_Rec")), sorted(titled_pieces("works_rec"))
    (['rec', 'works'], [])
    """
    parts = _PIECE.findall(handle)
    mixed = any(piece[:1].isupper() for piece in parts)
    return frozenset(piece.casefold() for piece in parts if mixed and not piece.isupper())


def capital_words(text: str) -> frozenset[str]:
    """The folded words in capitals, as acronyms are written; also those with one small letter for "of" (DoT, DfT)."""
    return frozenset(word.casefold() for word in _IN_CAPITALS.findall(text))


def capitalized(text: str) -> frozenset[str]:
    """The folded words that begin with a capital, or with a letter of a script that has none; names of hosts too."""
    return frozenset(fold_sentence(word) for word in _TITLED.findall(text))


def compact(text: str) -> str:
    """Folded letters and digits without anything between them."""
    return "".join(words(text))


class Vocabulary:
    """Words with how often they stand in the file at hand: what a run of letters is split by.

    The cheapest cut wins: a known word costs its information in bits, short ones more, since they fit by chance;
    unknown letters stay together at the price of a rare word and a few bits for each letter.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        total = sum(counts.values()) + 1
        self._cost = {
            word: math.log2(total / n) + SHORT.get(len(word), 0.0) for word, n in counts.items() if len(word) > 1
        }
        self._unknown = math.log2(total)
        self.split = lru_cache(maxsize=262144)(self._split)

    def _split(self, run: str) -> tuple[str, ...]:
        if len(run) > 64 or run in self._cost:
            return (run,)
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(run) + 1):
            best.append(min(self._steps(run, end, best)))
        cuts, end = [], len(run)
        while end:
            cuts.append(run[best[end][1] : end])
            end = best[end][1]
        return tuple(reversed(cuts))

    def _steps(self, run: str, end: int, best: list[tuple[float, int]]) -> Iterable[tuple[float, int]]:
        for start in range(max(0, end - LONGEST_WORD), end):
            unknown = self._unknown + LETTER * (end - start)
            yield best[start][0] + self._cost.get(run[start:end], unknown), start
