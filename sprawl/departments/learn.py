"""What the features of accounts say about units, learned from lessons: multinomial logistic regression.

For an account with features x and names that fit unit u with e(u) bits, the score of u is
ln 2 · e(u) + SHARPEN · (x · W[u] + b[u]), and its probability is exp(score) over the sum of all scores' exp.
The last unit stands for none of the list. W is found by L-BFGS on the weighted cross-entropy of the lessons with an
L2 penalty. A heavy penalty on the intercepts b keeps a unit from being stated only because it is big.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sprawl.learning.regression import Floats, Integers, SparseTable, minimize

ROW_LENGTH = 7.0  # the Euclidean length of a row of features
UNSHARED = 0.3  # what a feature that no other row has counts for in that length
FEATURE_WEIGHTS = {"start": 0.5, "end": 0.5}  # kinds of feature of which a row has several that say one thing
TIES = ("same", "owner", "mention")  # kinds that tie accounts of one owner; of others a single lesson proves little
EXTRA_FEATURES = 1.0  # counted in every row's length, so that a row of few features proves less
PROVEN = 1.0  # bits that a feature may weigh after one lesson; one more for each doubling
SHARPEN = 1.4  # learned scores are too timid by this factor; measured on held-out lessons
PENALTY = 0.3  # on weights
PENALTY_INTERCEPT = 100.0
STEPS = 25  # of L-BFGS: stopping early regularizes too
MEMORY = 6  # of L-BFGS
CHUNK = 20_000  # rows that are scored at once
LN2 = math.log(2)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row with the chance of each unit to be its own, and how much it counts; ``hidden``: taught without the
    features that made it clear.
    """

    row: int
    labels: Mapping[int, float]
    weight: float = 1.0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one row: the best department and unit with their probabilities, and the best unit of another department."""

    department: int
    probability: float
    unit: int
    unit_probability: float
    rival: int


class FeatureTable:
    """Rows of features as a sparse table, without the features of a single row and those that ``ignored`` names."""

    def __init__(self, rows: Sequence[frozenset[str]], ignored: Callable[[str], bool] = lambda feature: False) -> None:
        self.rows = rows
        counts = Counter(feature for row in rows for feature in row)
        columns = sorted(feature for feature, n in counts.items() if n > 1 and not ignored(feature))
        self.column = {feature: place for place, feature in enumerate(columns)}
        rarity = (math.log(1 + len(rows) / counts[f]) * FEATURE_WEIGHTS.get(_kind(f), 1.0) for f in columns)
        self._rarity = np.fromiter(rarity, dtype=float, count=len(columns))
        self._highest_rarity = math.log(1 + len(rows))
        self.table = self.tabled(rows)

    def tabled(self, rows: Sequence[Collection[str]]) -> SparseTable:
        """Rows as inverse document frequencies, each row of length ``ROW_LENGTH``."""
        known = [sorted(self.column[feature] for feature in row if feature in self.column) for row in rows]
        starts = np.cumsum([0, *(len(row) for row in known)])
        columns = np.fromiter((place for row in known for place in row), dtype=np.int64, count=int(starts[-1]))
        table = SparseTable(starts, columns, self._rarity[columns], len(self.column))
        unshared = np.array([len(row) - len(own) for row, own in zip(rows, known, strict=True)])
        squares = np.bincount(table.rows, table.values**2, table.height)
        length = np.sqrt(squares + (EXTRA_FEATURES + UNSHARED * unshared) * self._highest_rarity**2)
        scaled = table.values * (ROW_LENGTH / np.maximum(length, 1e-9))[table.rows]
        return SparseTable(starts, columns, scaled, table.width)


class Model:
    """Weights of features for units, and what they and the names say of every row."""

    def __init__(self, features: FeatureTable, evidence: Sequence[Mapping[int, float]], units: int) -> None:
        self._features, self._units, self._evidence = features, units, evidence
        self._weights: Floats = np.zeros((units, len(features.column)))
        self._intercepts: Floats = np.zeros((units, 1))

    def learn(self, lessons: Sequence[Lesson], covered: Sequence[Collection[str]]) -> None:
        """Find the weights. ``covered``: the features of the hidden lessons, in order of lessons."""
        if not lessons or not self._features.column:
            return
        shown = [lesson for lesson in lessons if not lesson.hidden]
        ordered = shown + [lesson for lesson in lessons if lesson.hidden]
        whole = self._features.table[np.array([lesson.row for lesson in shown], dtype=np.int64)]
        table = whole.below(self._features.tabled(covered))
        names = self._name_scores([lesson.row for lesson in ordered])
        names[:-1, whole.height :] = 0.0
        used = np.unique(table.columns)
        labels = _dense([lesson.labels for lesson in ordered], self._units)
        weight = np.array([lesson.weight for lesson in ordered])
        weights, self._intercepts = _fitted(table[:, used], labels, weight, names)
        bound = self._bound(table[:, used], used, weight)
        self._weights[:, used] = np.clip(weights, -bound, bound)

    def _bound(self, table: SparseTable, used: Integers, weight: Floats) -> Floats:
        """How much each feature may weigh: from n lessons ``PROVEN`` + log2 n bits, for or against; ties have none."""
        lessons = SparseTable(table.starts, table.columns, np.ones_like(table.values), table.width)
        mean = np.bincount(table.columns, table.values) / np.bincount(table.columns)
        proven = PROVEN + np.log2(lessons.transposed_dot(np.maximum(weight, 1.0)))
        ties = np.array([_kind(feature) in TIES for feature in self._features.column])[used]
        return np.asarray(np.where(ties, np.inf, proven * LN2 / SHARPEN / mean), dtype=np.float64)

    def standings(self, tops: Sequence[int]) -> list[Standing]:
        """Every row's best department. ``tops``: the department of each unit."""
        standings: list[Standing] = []
        for start in range(0, self._features.table.height, CHUNK):
            chances = self._chances(range(start, min(start + CHUNK, self._features.table.height)))
            standings.extend(_standings(chances.T, np.array(tops)))
        return standings

    def _chances(self, rows: range) -> Floats:
        """Units by rows: the probability of each."""
        learned = self._features.table[rows.start : rows.stop].dot(self._weights) + self._intercepts
        return _softmax(SHARPEN * learned + self._name_scores(rows))[0]

    def _name_scores(self, rows: Sequence[int]) -> Floats:
        """Units by rows: what the names say, in nats."""
        return _dense([self._evidence[row] for row in rows], self._units) * LN2

    def pull(self, row: int, unit: int, rival: int) -> list[tuple[str, float]]:
        """Features of a row with the bits by which each favors ``unit`` over ``rival``, strongest first."""
        line = self._features.table[row : row + 1]
        bits = SHARPEN * line.values * (self._weights[unit] - self._weights[rival])[line.columns] / LN2
        back = {self._features.column[f]: f for f in self._features.rows[row] if f in self._features.column}
        pulls = [(back[int(place)], float(each)) for place, each in zip(line.columns, bits, strict=True)]
        return sorted(pulls, key=lambda pull: (-abs(pull[1]), pull[0]))


def _kind(feature: str) -> str:
    return feature.partition(":")[0]


def _dense(rows: Sequence[Mapping[int, float]], units: int) -> Floats:
    """Units by rows."""
    table = np.zeros((units, len(rows)))
    for row, values in enumerate(rows):
        for unit, value in values.items():
            table[unit, row] = value
    return table


def _softmax(scores: Floats) -> tuple[Floats, Floats]:
    """Probabilities of units by rows, and the logarithm of what each row was divided by."""
    top = scores.max(axis=0)
    grown = np.exp(scores - top)
    total = grown.sum(axis=0)
    return grown / total, top + np.log(total)


def _fitted(table: SparseTable, labels: Floats, weight: Floats, names: Floats) -> tuple[Floats, Floats]:
    """The weights (units, columns) and intercepts (units, 1) that lose least. The others: units by rows."""
    units, split = len(labels), len(labels) * table.width
    penalty = np.append(np.full(split, PENALTY), np.full(units, PENALTY_INTERCEPT))

    def loss(flat: Floats) -> tuple[float, Floats]:
        scores = table.dot(flat[:split].reshape(units, -1)) + flat[split:, None] + names
        chances, divisor = _softmax(scores)
        slope = penalty * flat
        lost = (weight * labels * (divisor - scores)).sum() + 0.5 * (slope @ flat)
        miss = (chances - labels) * weight
        slope[:split] += table.transposed_dot(miss).ravel()
        slope[split:] += miss.sum(axis=1)
        return float(lost), slope

    fitted = minimize(loss, np.zeros(split + units), steps=STEPS, memory=MEMORY)
    return fitted[:split].reshape(units, -1), fitted[split:, None]


def _standings(chances: Floats, tops: NDArray[np.int64]) -> list[Standing]:
    """The standing of each row. ``chances``: rows by units."""
    members = np.zeros((len(tops), len(tops)))
    members[np.arange(len(tops)), tops] = 1.0
    by_department = chances @ members
    department = by_department[:, :-1].argmax(axis=1)
    inside = tops[None, :] == department[:, None]
    unit = np.where(inside, chances, -1.0).argmax(axis=1)
    rival = np.where(inside, -1.0, chances).argmax(axis=1)
    rows = np.arange(len(chances))
    return [
        Standing(int(d), float(p), int(u), float(q), int(r))
        for d, p, u, q, r in zip(
            department, by_department[rows, department], unit, chances[rows, unit], rival, strict=True
        )
    ]
