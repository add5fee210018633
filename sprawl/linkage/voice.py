"""How a brand's own accounts speak, learned from the accounts themselves, and who speaks otherwise.

No table holds the words of all fans, copies and employees in all languages. But many of a brand's own accounts name its
site, and hardly any of the others do; and some of the others say in words that a table holds what they are. What stands
with the one and what with the other is learned as weights that add up in bits. How many of a brand's own a bound would
wrong is read off those that name its site, so no label is asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import Traits
from sprawl.linkage.columns import coded
from sprawl.linkage.corpus import Census
from sprawl.linkage.flags import ALWAYS, DOUBLE, MAIL, NOBODY, TICK
from sprawl.linkage.spoken_words import FOLDS, TOLD, Said, Spoken

OWNERS = 3  # brands beside which a word stands before it tells anything
OPENLY = 0.05  # how much an account counts as another's that names no site of the brand and gives no cue
WRONGED = 0.25  # share of a brand's own among those that are parted, as expected
BODY = 400  # accounts that name their brand's site from which their quartiles tell something
EVEN, LOW = 0.1, 500.0  # the least between the quartiles, and a power that is as good as endless
SITED = 1.5  # bits more that it takes where an account names the brand's site
BELIEF = 1.0  # bits that a word of the tables tells before a file teaches what it does: it is no more than a word
UNIT = 10_000  # parts of a bit that are told apart: whole numbers add up to the same in any order
ROWS = 100_000  # listened to at a time

DOUBTED = frozenset((NOBODY, TICK, MAIL))
OPEN, CUED, VOUCHED, PASSING = 0, 1, 2, 3  # how an account stands beside its brand
COUNTS = np.array([OPENLY, 1.0, 1.0, 1.0])  # how much each kind counts


@dataclass(frozen=True, slots=True)
class Voices:
    """Accounts to learn from: ``said``, pairs of an account and a word of so many; beside which brand each account
    stands (``brands``), how (``standing``), and the part it belongs to (``folds``)."""

    said: tuple[NDArray[np.int64], NDArray[np.int64]]
    size: int
    brands: NDArray[np.int64]
    standing: NDArray[np.int64]
    folds: NDArray[np.int64]


def known_handles(handles: Iterable[str], vouched: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Is each handle that of another account, on another platform, which is vouched for? Who copies cannot have it.

    >>> known_handles(["Nova", "nova", "nova7"], np.array([True, False, False])).tolist()
    [False, True, False]
    """
    low = coded(map(str.lower, handles)).of
    return np.bincount(low, vouched)[low] > vouched


def learn(voices: Voices, expected: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each part of the accounts the bits of words that all others teach, and last those of every account.

    ``expected``: what words tell before; those that stand beside few brands tell no more and no less.
    """
    from sprawl.learning.word_regression import (  # heavy, and only needed where there is something to learn
        fit,
        sparse_table,
    )

    kept = np.flatnonzero(_common(voices) | (expected != 0))
    table = sparse_table(*voices.said, (len(voices.brands), voices.size))[:, kept]
    strangers, counts = voices.standing != VOUCHED, COUNTS[voices.standing]
    bits = np.tile(np.append(expected, 0), (FOLDS, 1))
    for fold in range(FOLDS):
        others = np.flatnonzero(voices.folds != fold)
        taught = fit(table[others], strangers[others], counts[others], expected[kept] / UNIT)
        bits[fold, np.append(kept, voices.size)] = np.rint(taught * UNIT)
    return bits


def _common(voices: Voices) -> NDArray[np.bool_]:
    """Words that stand beside several brands."""
    rows, words = voices.said
    span = voices.brands.max(initial=0) + 1
    pairs = np.unique(words * span + voices.brands[rows])
    return np.bincount(pairs // span, minlength=voices.size) >= OWNERS


def bound(open_: Collection[float], vouched: Collection[float]) -> float:
    """The lowest bits from which of the open accounts not too many are a brand's own, going by the vouched ones.

    As many of the brand's own are expected above it as of the vouched stand there (one more for chance), in proportion.
    The same reasoning as target-decoy search in proteomics (Elias and Gygi, Nature Methods 4, 2007). Copies that name
    the brand's site are among the vouched, though, so that these are too many, while a logistic distribution with their
    quartiles has too few up there: the geometric mean of the two is taken.

    >>> bound([9.0, 8.0, 7.0, 2.0, 0.0], [2.0] + [0.0] * 9), bound([2.0, 0.0], [2.0, 0.0])
    (2.0, inf)
    """
    risen = sorted(vouched)
    tail = _tail(risen)
    found = inf
    for rank, bits in enumerate(sorted(open_, reverse=True), start=1):
        above = (len(risen) - bisect_left(risen, bits) + 1) / len(risen)
        if sqrt(above * min(above, tail(bits))) * len(open_) <= WRONGED * rank:
            found = bits
    return found


def _tail(risen: Sequence[float]) -> Callable[[float], float]:
    """The share above some bits of a logistic distribution that has these quartiles; all, of too few."""
    if len(risen) < BODY:
        return lambda bits: 1.0
    low, high = risen[len(risen) // 4], risen[len(risen) * 3 // 4]
    middle, spread = (low + high) / 2, max(high - low, EVEN) / (2 * log(3))
    return lambda bits: 1 / (1 + exp(min((bits - middle) / spread, LOW)))


def beside(traits: Traits, targets: Sequence[str], census: Census, mains: Mapping[str, str]) -> tuple[str, int]:
    """The brand an account stands beside, by its own name or by what it points to, and its standing; "" for none.

    ``mains``: `Census.mains`. A site that far fewer accounts name than the brand's main one vouches for nobody.
    """
    brands = [key for key in (traits.key, *targets) if key in mains]
    if not brands and traits.passing in mains:
        return traits.passing, PASSING
    if not brands or DOUBLE in traits.cues:  # a double's words are the brand's
        return "", OPEN
    if traits.cues and not ALWAYS.isdisjoint(traits.cues):
        return brands[-1], CUED
    own = census.owner(traits) in brands and not census.aside(traits.site, mains)
    return brands[-1], VOUCHED if own else OPEN if DOUBTED.isdisjoint(traits.cues) else CUED


def foreigners(
    places: NDArray[np.int64], handles: Sequence[str], standing: Sequence[tuple[str, int]], spoken: Spoken
) -> list[int]:
    """The accounts (rows) that speak otherwise than brands' own, those that name the brand's site only by more bits.

    ``places``: row → signature; ``standing``: signature → brand and standing; ``spoken``: what rows say.
    """
    brands, stands = _by_row(places, standing)
    vouched = stands == VOUCHED
    near = np.flatnonzero(brands >= 0)
    known = np.zeros(len(brands), bool)
    known[near] = known_handles([handles[row] for row in near.tolist()], vouched[near])
    chosen = np.flatnonzero(spoken.sampled & (brands >= 0))
    if not {OPEN, VOUCHED} <= set(stands[chosen].tolist()):
        return []
    said = spoken.said()
    rows, words = said.of(chosen)
    knowing = np.flatnonzero(known[chosen])  # that its handle is known is one word more, behind all others
    own = len(spoken.vocabulary)
    pairs = np.append(rows, knowing), np.append(words, np.full(len(knowing), own)).astype(np.int64)
    bits = learn(Voices(pairs, own + 1, brands[chosen], stands[chosen], spoken.folds[chosen]), expected(spoken))
    heard = (hear(said, spoken.folds, bits) + bits[spoken.folds, own] * known) / UNIT
    asked = chosen[np.isin(stands[chosen], (OPEN, PASSING))]  # who may be parted, or names it in passing under a cue
    least = bound(heard[asked].tolist(), heard[chosen[vouched[chosen]]].tolist())
    spared = np.where(vouched, SITED, 0.0)
    found: list[int] = np.flatnonzero((brands >= 0) & (stands != CUED) & (heard >= least + spared)).tolist()
    return found


def expected(spoken: Spoken) -> NDArray[np.int64]:
    """The bits of the vocabulary, and of a known handle, before a file teaches anything."""
    told = frozenset(TOLD)
    return np.array([round(BELIEF * UNIT) * (word in told) for word in spoken.vocabulary] + [0], np.int64)


def hear(said: Said, folds: NDArray[np.int64], bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many parts of a bit (``UNIT``) say of each row that it is not one of the brand's own."""
    found = [np.empty(0, np.int64)]
    for start in range(0, len(folds), ROWS):
        parts, ends = folds[start : start + ROWS], said.ends[start : start + ROWS + 1]
        words = said.words[ends[0] : ends[-1]]
        told = np.append(0, np.cumsum(bits[np.repeat(parts, np.diff(ends)), words]))
        found.append(np.diff(told[ends - ends[0]]) + bits[parts, -1])
    return np.concatenate(found)


def _by_row(
    places: NDArray[np.int64], standing: Sequence[tuple[str, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The brand of each row, as a number, below zero for none, and how it stands beside it."""
    numbers: dict[str, int] = {"": -1}
    brands = np.array([numbers.setdefault(brand, len(numbers)) for brand, _ in standing], np.int64)
    return brands[places], np.array([how for _, how in standing], np.int64)[places]
