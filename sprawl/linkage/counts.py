"""Counts of all accounts, as numbers: who has which name, names which site, and has which handle."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence, Set
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import Traits
from sprawl.linkage.columns import Coded, coded
from sprawl.linkage.flags import ALWAYS

SCATTERED = 4  # names that use a label before it may be nobody's
LEADS = 3  # the name most of its accounts have has one in so many of them, where it is somebody's


class Pairs(NamedTuple):
    """The different pairs of a site or handle and a name that accounts have, those of one value beside each other: the
    places of the ``values`` and of the ``names`` in their texts, and the ``counts`` of the accounts that have both."""

    values: NDArray[np.int64]
    names: NDArray[np.int64]
    counts: NDArray[np.int64]

    def starts(self) -> NDArray[np.int64]:
        """Where the pairs of each value begin."""
        found: NDArray[np.int64] = np.flatnonzero(np.diff(self.values, prepend=-1))
        return found

    def sizes(self) -> NDArray[np.int64]:
        """How many pairs each value has.

        >>> Pairs(np.array([4, 4, 7]), np.array([1, 2, 1]), np.array([1, 3, 1])).sizes().tolist()
        [2, 1]
        """
        return np.diff(np.append(self.starts(), len(self.values)))

    def leaders(self, rank: Callable[[int], Any]) -> NDArray[np.int64]:
        """The pair of each value that most accounts have; of several, the one that ranks highest.

        >>> found = Pairs(np.array([4, 4, 7, 7]), np.array([1, 2, 1, 3]), np.array([1, 3, 2, 2]))
        >>> found.leaders(lambda pair: pair).tolist()
        [1, 3]
        """
        if not len(self.values):
            return self.values
        most = np.repeat(np.maximum.reduceat(self.counts, self.starts()), self.sizes())
        high = np.flatnonzero(self.counts == most)
        starts = np.flatnonzero(np.diff(self.values[high], prepend=-1))
        sizes = np.diff(np.append(starts, len(high)))
        found: NDArray[np.int64] = high[starts]
        for group in np.flatnonzero(sizes > 1).tolist():
            found[group] = max(high[starts[group] : starts[group] + sizes[group]].tolist(), key=rank)
        return found


class Tally:
    """The names, sites and handles of signatures, and of how many accounts each is (``counts``). Those that are not
    ``counted`` stand in none of the sums."""

    def __init__(self, traits: Sequence[Traits], counts: Sequence[int]) -> None:
        self.names = coded([each.key for each in traits])
        self.sites = coded([each.site for each in traits])
        self.handles = coded([each.handle for each in traits])
        self.counts = np.array(counts, np.int64)
        self.counted = np.array([not each.cues or ALWAYS.isdisjoint(each.cues) for each in traits], bool)

    def sums(self, column: Coded) -> NDArray[np.int64]:
        """How many accounts have each of the texts."""
        counts = np.where(self.counted, self.counts, 0)
        return np.bincount(column.of, counts, len(column.texts)).astype(np.int64)

    def named(self, column: Coded) -> dict[str, int]:
        """The same by text, where there are any."""
        found = zip(column.texts, self.sums(column).tolist(), strict=True)
        return {text: count for text, count in found if count}

    def uses(self) -> dict[str, int]:
        """Site label → accounts that name it."""
        found = self.named(self.sites)
        found.pop("", None)
        return found

    def pairs(self, column: Coded) -> Pairs:
        """The different pairs of a text that is not empty and a name."""
        rows = np.flatnonzero(self.counted & (column.of > 0))
        both, which = np.unique(self._both(column)[rows], return_inverse=True)
        counts = np.bincount(which, self.counts[rows], len(both)).astype(np.int64)
        span = len(self.names.texts)
        return Pairs(both // span, both % span, counts)

    def having(self, column: Coded, values: NDArray[np.int64], names: NDArray[np.int64]) -> list[int]:
        """The counted signatures that have one of some pairs of a value and a name."""
        wanted = np.isin(self._both(column), values * len(self.names.texts) + names)
        found: list[int] = np.flatnonzero(self.counted & wanted).tolist()
        return found

    def _both(self, column: Coded) -> NDArray[np.int64]:
        return column.of * len(self.names.texts) + self.names.of

    def at(self, labels: Collection[str]) -> list[int]:
        """The signatures that name one of some sites."""
        wanted = np.array([label in labels for label in self.sites.texts], bool)
        found: list[int] = np.flatnonzero(wanted[self.sites.of]).tolist()
        return found

    def strewn(self) -> frozenset[str]:
        """Labels that accounts of many names give as their site, none of them much more than the others."""
        pairs = self.pairs(self.sites)
        best = pairs.leaders(lambda pair: pair)
        labels = pairs.values[best]
        led = pairs.counts[best] * LEADS >= self.sums(self.sites)[labels]
        scattered = labels[(pairs.sizes() >= SCATTERED) & ~led]
        return frozenset(self.sites.texts[label] for label in scattered.tolist())

    def forget(self, labels: Set[str]) -> None:
        """Leave out some labels of sites."""
        self.sites.of[self.at(labels)] = 0

    def drop(self, places: Sequence[int]) -> None:
        """Count some signatures no longer."""
        self.counted[list(places)] = False


def tally(signatures: Iterable[tuple[Traits, int]]) -> Tally:
    """Count some signatures, of so many accounts each; those with a standing cue do not count."""
    held = list(signatures)
    return Tally([traits for traits, _ in held], [count for _, count in held])
