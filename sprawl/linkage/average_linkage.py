"""The last join: trees whose names are alike and rare, by average linkage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain

import numpy as np

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import pairs_alike
from sprawl.linkage.cluster import ClusterContext, Forest, all_roots
from sprawl.linkage.comparisons import COMPARISONS, SILENT, CorpusContext, chance_of_likeness
from sprawl.linkage.flags import GIVEN_NAME
from sprawl.linkage.weights import Weights, probability

MEAN = 0.4  # mean chance over all pairs of two groups at which they are one
FLOOR = 0.1  # likeness of two names below which nothing else is compared
LEAST = 0.05  # chance of a pair below which it counts as 0


def candidate_pairs(clustering: ClusterContext, forest: Forest, places: Sequence[int]) -> list[tuple[int, int]]:
    """The tops of trees whose names may be alike, in pairs.

    Two names that each have a site of their own are left apart, as are names of persons.
    """
    above = all_roots(forest)
    reached = np.unique(above[list(places)]).tolist() if places else []
    tops = [top for top in reached if not clustering.accounts[top].flags & GIVEN_NAME]
    backed = [clustering.corpus.backed(clustering.accounts[top]) for top in tops]
    pairs = pairs_alike([clustering.accounts[top].key for top in tops], clustering.context.rarity)
    return [(tops[left], tops[right]) for left, right in pairs if not (backed[left] and backed[right])]


def chance_alike(left: ParsedAccount, right: ParsedAccount, context: CorpusContext, weights: Weights) -> float:
    """The chance that two accounts whose names share rare pieces have one owner; 0 where it is too small to count."""
    if chance_of_likeness(left.key, right.key, context.rarity) < FLOOR:
        return 0.0
    chance = probability(weights.pair(left, right, context))
    return chance if chance >= LEAST else 0.0


def likeness_can_suffice(weights: Weights) -> bool:
    """True where two accounts that only their likeness ties can be joined at all."""
    handle_alone = {"handle": "twin", "tie": "none"}
    return any(
        weights.total(tuple(levels.get(compare.__name__, SILENT) for compare in COMPARISONS)) > 0
        for levels in (handle_alone, {**handle_alone, "name": "twin"})
    )


def join_alike(chances: Mapping[tuple[int, int], float], clustering: ClusterContext, forest: Forest) -> None:
    """Join trees whose tops are alike, best pairs first, while the mean chance of all their pairs is enough."""
    for first, second in average_linkage({pair: chance for pair, chance in chances.items() if chance}, MEAN):
        forest.attach(forest.root(second), forest.root(first), clustering.bits(second, first))


def average_linkage(chances: dict[tuple[int, int], float], bound: float) -> list[tuple[int, int]]:
    """The pairs that join groups, in order, under average linkage over a sparse table of chances.

    The two groups with the highest mean chance are joined first, until none reaches the bound. A pair that is not in
    the table counts as 0. Cost: pairs times their logarithm, times the few neighbors of a group.
    """
    groups = _Groups(chances)
    queue = [(-chance, pair, 1, 1) for pair, chance in chances.items() if chance >= bound]
    heapify(queue)
    joined: list[tuple[int, int]] = []
    while queue:
        _, (left, right), left_size, right_size = heappop(queue)
        if groups.size.get(left) != left_size or groups.size.get(right) != right_size:
            continue
        joined.append(groups.best_pair[left, right])
        for other in groups.join(left, right):
            mean = groups.mean(left, other)
            if mean >= bound:
                first, second = sorted((left, other))
                heappush(queue, (-mean, (first, second), groups.size[first], groups.size[second]))
    return joined


class _Groups:
    """Groups under average linkage: the sums of chances between them, and the best pair between each two."""

    def __init__(self, chances: dict[tuple[int, int], float]) -> None:
        self.size = dict.fromkeys(chain.from_iterable(chances), 1)
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        self.best_pair = {pair: pair for pair in chances}
        self.best = dict(chances)
        for (left, right), chance in chances.items():
            self.sums[left][right] = self.sums[right][left] = chance

    def mean(self, left: int, right: int) -> float:
        """Mean chance over all pairs of two groups."""
        return self.sums[left][right] / (self.size[left] * self.size[right])

    def join(self, left: int, right: int) -> list[int]:
        """Put the right group into the left one; returns the neighbors of the left one, sorted."""
        self.size[left] += self.size.pop(right)
        for other, total in self.sums.pop(right).items():
            del self.sums[other][right]
            if other != left:
                self.sums[left][other] = self.sums[other][left] = self.sums[left].get(other, 0.0) + total
                self._move_best(right, left, other)
        return sorted(self.sums[left])

    def _move_best(self, old: int, new: int, other: int) -> None:
        """The best pair between the old group and another may be the best between the new group and the other."""
        before, after = _ordered(old, other), _ordered(new, other)
        chance, pair = self.best.pop(before), self.best_pair.pop(before)
        if chance > self.best.get(after, -1.0):
            self.best[after], self.best_pair[after] = chance, pair


def _ordered(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)
