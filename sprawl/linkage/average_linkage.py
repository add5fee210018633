"""The last join: trees whose names are alike and rare, by average linkage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain

import numpy as np

from sprawl.linkage.account import Traits
from sprawl.linkage.blocking import alike
from sprawl.linkage.cluster import Field, Forest, all_tops
from sprawl.linkage.comparisons import COMPARISONS, SILENT, Ground, likely
from sprawl.linkage.flags import GIVEN_NAME
from sprawl.linkage.weights import Weights, probability

MEAN = 0.4  # mean chance over all pairs of two groups at which they are one
FLOOR = 0.1  # likeness of two names below which nothing else is compared
LEAST = 0.05  # pairs below count as nothing


def pairs_alike(land: Field, forest: Forest, open_places: Sequence[int]) -> list[tuple[int, int]]:
    """The tops of trees whose names may be alike, in pairs.

    Two names that each have a site of their own are left apart: their sites have said so.
    """
    above = all_tops(forest)
    reached = np.unique(above[list(open_places)]).tolist() if open_places else []
    tops = [top for top in reached if GIVEN_NAME not in land.traits[top].cues]
    settled = [land.ground.census.backed(land.traits[top]) for top in tops]
    found = alike([land.traits[top].key for top in tops], land.ground.rarity)
    return [(tops[left], tops[right]) for left, right in found if not (settled[left] and settled[right])]


def chance_alike(left: Traits, right: Traits, ground: Ground, weights: Weights) -> float:
    """The chance that two accounts whose names share rare pieces are one owner's; 0 where it is not worth counting."""
    if likely(left.key, right.key, ground.rarity) < FLOOR:
        return 0.0
    chance = probability(weights.pair(left, right, ground))
    return chance if chance >= LEAST else 0.0


def join_alike(chances: Mapping[tuple[int, int], float], land: Field, forest: Forest) -> None:
    """Join trees whose tops are alike, best pairs first, while the mean chance of all their pairs is enough."""
    for first, second in merge({pair: chance for pair, chance in chances.items() if chance}, MEAN):
        forest.hang(forest.root(second), forest.root(first), land.bits(second, first))


def hopeful(weights: Weights) -> bool:
    """Can two accounts that nothing but likeness ties ever be one?"""
    alone = {"handle": "twin", "tie": "none"}
    return (
        max(
            weights.total(tuple(each.get(compare.__name__, SILENT) for compare in COMPARISONS))
            for each in (alone, {**alone, "name": "twin"})
        )
        > 0
    )


def merge(chances: dict[tuple[int, int], float], bound: float) -> list[tuple[int, int]]:
    """Average linkage over a sparse table of chances: the pairs that join groups, in order.

    The pair of groups with the highest mean chance is joined first, until none reaches the bound. A pair not in the
    table counts as 0. Cost: pairs times their logarithm, times the few neighbors of a group.
    """
    groups = Groups(chances)
    queue = [(-chance, pair, 1, 1) for pair, chance in chances.items() if chance >= bound]
    heapify(queue)
    joined: list[tuple[int, int]] = []
    while queue:
        _, (left, right), left_size, right_size = heappop(queue)
        if groups.size.get(left) != left_size or groups.size.get(right) != right_size:
            continue
        joined.append(groups.seam[left, right])
        for other in groups.join(left, right):
            mean = groups.mean(left, other)
            if mean >= bound:
                first, second = sorted((left, other))
                heappush(queue, (-mean, (first, second), groups.size[first], groups.size[second]))
    return joined


class Groups:
    """Groups under average linkage: sums of chances between them, and the best pair across each seam."""

    def __init__(self, chances: dict[tuple[int, int], float]) -> None:
        self.size = dict.fromkeys(chain.from_iterable(chances), 1)
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        self.seam = {pair: pair for pair in chances}
        self.best = dict(chances)
        for (left, right), chance in chances.items():
            self.sums[left][right] = self.sums[right][left] = chance

    def mean(self, left: int, right: int) -> float:
        """Mean chance over all pairs of two groups."""
        return self.sums[left][right] / (self.size[left] * self.size[right])

    def join(self, left: int, right: int) -> list[int]:
        """Put the right group into the left one; the neighbors of the left one, sorted."""
        self.size[left] += self.size.pop(right)
        for other, total in self.sums.pop(right).items():
            del self.sums[other][right]
            if other != left:
                self.sums[left][other] = self.sums[other][left] = self.sums[left].get(other, 0.0) + total
                self._move(right, left, other)
        return sorted(self.sums[left])

    def _move(self, old: int, new: int, other: int) -> None:
        """The best pair across the old seam may be the best across the new one."""
        before, after = _pair(old, other), _pair(new, other)
        chance = self.best.pop(before)
        seam = self.seam.pop(before)
        if chance > self.best.get(after, -1.0):
            self.best[after], self.seam[after] = chance, seam


def _pair(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)
