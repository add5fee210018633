"""What traits say about units, learned from lessons: a softmax over units. The door to scipy.

For an account with traits x and names that fit unit u with e(u) bits, the score of u is
ln 2 · e(u) + SHARPEN · (x · W[:, u] + b[u]), and its probability is exp(score) over the sum of all scores' exp.
The last unit stands for none of the list. W is found by L-BFGS on the weighted cross-entropy of the lessons with an
L2 penalty (multinomial logistic regression); an intercept is almost forbidden, so that no unit is stated because it
is big.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Floats = NDArray[np.float64]
SCALE = 7.0  # length of a row of traits
ALONE = 0.3  # what a trait that no other row has counts for in that length
FAINT = {"start": 0.5, "end": 0.5}  # kinds of which a row has several that say one thing
TIES = ("same", "owner", "mention")  # kinds by which two rows are one's; of others a single lesson proves little
SPARE = 1.0  # such traits that every row is counted to have, so that few traits prove less
PROVEN = 1.0  # bits that those may weigh after one lesson; one more for each doubling
PENALTY = 0.3  # on weights
PENALTY_INTERCEPT = 100.0
STEPS = 25  # of L-BFGS
MEMORY = 6  # of L-BFGS
CHUNK = 20_000  # rows that are scored at once
LN2 = math.log(2)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row, the chance of each unit to be its own, and how much it counts; ``hidden``: from its covered traits."""

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


class Sheet:
    """Rows of traits as a sparse table; traits that a single row has, and those that are ``silent``, are left out."""

    def __init__(self, rows: Sequence[frozenset[str]], silent: Callable[[str], bool] = lambda trait: False) -> None:
        self.rows = rows
        counts = Counter(trait for row in rows for trait in row)
        telling = sorted(trait for trait, n in counts.items() if n > 1 and not silent(trait))
        self.column = {trait: at for at, trait in enumerate(telling)}
        rare = (math.log(1 + len(rows) / counts[trait]) * FAINT.get(_kind(trait), 1.0) for trait in self.column)
        self._idf = np.fromiter(rare, dtype=float, count=len(self.column))
        self._rarest = math.log(1 + len(rows))
        self.table = self.tabled(rows)

    def tabled(self, rows: Sequence[Collection[str]]) -> Any:
        """Rows as inverse document frequencies, each row of length ``SCALE``."""
        known = [sorted(at for trait in row if (at := self.column.get(trait)) is not None) for row in rows]
        ends = np.cumsum([0, *(len(row) for row in known)])
        columns = np.fromiter((at for row in known for at in row), dtype=np.int32, count=int(ends[-1]))
        table = sparse.csr_matrix((self._idf[columns], columns, ends), shape=(len(rows), len(self.column)))
        alone = np.array([len(row) - len(own) for row, own in zip(rows, known, strict=True)])
        length = np.sqrt(table.multiply(table).sum(axis=1).A1 + (SPARE + ALONE * alone) * self._rarest**2)
        return sparse.diags(SCALE / np.maximum(length, 1e-9)) @ table


class Model:
    """Weights of traits for units, and what they and the names say of every row."""

    def __init__(self, sheet: Sheet, evidence: Sequence[Mapping[int, float]], units: int) -> None:
        self._sheet, self._units = sheet, units
        self._names = _bits(evidence, units)
        self._weights: Floats = np.zeros((len(sheet.column), units))
        self._intercept: Floats = np.zeros(units)

    def learn(self, lessons: Sequence[Lesson], covered: Sequence[Collection[str]]) -> None:
        """Find the weights. ``covered``: the traits of the hidden lessons, in order of lessons."""
        if not lessons or not self._sheet.column:
            return
        shown = self._sheet.table[[lesson.row for lesson in lessons if not lesson.hidden]]
        table = sparse.vstack([shown, self._sheet.tabled(covered)]).tocsr()
        ordered = [lesson for lesson in lessons if not lesson.hidden] + [lesson for lesson in lessons if lesson.hidden]
        names = self._names[[lesson.row for lesson in ordered]].toarray() * LN2
        names[shown.shape[0] :, :-1] = 0.0
        used = np.flatnonzero(table.getnnz(axis=0))
        labels, weight = _labels(ordered, self._units), np.array([lesson.weight for lesson in ordered])
        found = _minimum(table[:, used].tocsr(), labels, weight, names)
        bound = self._bound(table, used, weight)[:, None]
        self._weights[used], self._intercept = np.clip(found[:-1], -bound, bound), found[-1]

    def _bound(self, table: Any, used: NDArray[np.int64], weight: Floats) -> Floats:
        """How much each trait may weigh: from n lessons ``PROVEN`` + log2 n bits, for or against; ties without end."""
        has = table[:, used] > 0
        lessons = has.T @ np.maximum(weight, 1.0)
        usual = table[:, used].sum(axis=0).A1 / np.maximum(has.sum(axis=0).A1, 1)
        ties = np.array([_kind(trait) in TIES for trait in self._sheet.column])[used]
        return np.asarray(np.where(ties, np.inf, (PROVEN + np.log2(lessons)) * LN2 / SHARPEN / usual), dtype=np.float64)

    def standings(self, tops: Sequence[int]) -> list[Standing]:
        """Every row's best department. ``tops``: the department of each unit."""
        roll, rolled = _rolled(tops)
        found: list[Standing] = []
        for start in range(0, self._sheet.table.shape[0], CHUNK):
            found.extend(_standings(self._chances(slice(start, start + CHUNK)), roll, rolled))
        return found

    def _chances(self, rows: slice) -> Floats:
        names = self._names[rows].toarray() * LN2
        return self._softmaxed(self._sheet.table[rows], names)

    def _softmaxed(self, table: Any, names: Floats) -> Floats:
        return _softmax(SHARPEN * (table @ self._weights + self._intercept) + names)[0]

    def pull(self, row: int, unit: int, rival: int) -> list[tuple[str, float]]:
        """Traits of a row with the bits by which each favors ``unit`` over ``rival``, strongest first."""
        line = self._sheet.table[row]
        worth = SHARPEN * line.data * (self._weights[line.indices, unit] - self._weights[line.indices, rival]) / LN2
        back = {at: trait for trait in self._sheet.rows[row] if (at := self._sheet.column.get(trait)) is not None}
        pulls = [(back[int(at)], float(bits)) for at, bits in zip(line.indices, worth, strict=True)]
        return sorted(pulls, key=lambda pull: (-abs(pull[1]), pull[0]))


SHARPEN = 1.4  # what traits say is timid by this factor; measured on held-out lessons


def _kind(trait: str) -> str:
    return trait.partition(":")[0]


def _bits(evidence: Sequence[Mapping[int, float]], units: int) -> Any:
    ends = np.cumsum([0, *(len(row) for row in evidence)])
    columns = [unit for row in evidence for unit in row]
    values = [bits for row in evidence for bits in row.values()]
    return sparse.csr_matrix((np.array(values, dtype=float), columns, ends), shape=(len(evidence), units))


def _labels(lessons: Sequence[Lesson], units: int) -> Floats:
    labels = np.zeros((len(lessons), units))
    for at, lesson in enumerate(lessons):
        for unit, chance in lesson.labels.items():
            labels[at, unit] = chance
    return labels


def _softmax(scores: Floats) -> tuple[Floats, Floats]:
    """Probabilities, and the logarithm of what they were divided by."""
    top = scores.max(axis=1, keepdims=True)
    grown = np.exp(scores - top)
    total = grown.sum(axis=1, keepdims=True)
    return grown / total, top + np.log(total)


def _minimum(table: Any, labels: Floats, weight: Floats, names: Floats) -> Floats:
    """The weights, with the intercept as last row, that lose least."""
    columns, units = table.shape[1], labels.shape[1]
    turned = table.T.tocsr()
    penalty = np.full((columns + 1, 1), PENALTY)
    penalty[-1] = PENALTY_INTERCEPT

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(columns + 1, units)
        scores = table @ weights[:-1] + weights[-1] + names
        chances, divisor = _softmax(scores)
        lost = (weight[:, None] * labels * (divisor - scores)).sum() + 0.5 * (penalty * weights**2).sum()
        miss = (chances - labels) * weight[:, None]
        slope = penalty * weights
        slope[:-1] += turned @ miss
        slope[-1] += miss.sum(axis=0)
        return float(lost), slope.ravel()

    options = {"maxiter": STEPS, "maxcor": MEMORY}
    found = minimize(loss, np.zeros((columns + 1) * units), jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x, dtype=np.float64).reshape(columns + 1, units)


def _rolled(tops: Sequence[int]) -> tuple[Floats, NDArray[np.int64]]:
    roll = np.zeros((len(tops), len(tops)))
    roll[np.arange(len(tops)), tops] = 1.0
    return roll, np.asarray(tops, dtype=np.int64)


def _standings(chances: Floats, roll: Floats, tops: NDArray[np.int64]) -> list[Standing]:
    by_top = chances @ roll
    department = by_top[:, :-1].argmax(axis=1)
    inside = tops[None, :] == department[:, None]
    unit = np.where(inside, chances, -1.0).argmax(axis=1)
    rival = np.where(inside, -1.0, chances).argmax(axis=1)
    at = np.arange(len(chances))
    return [
        Standing(int(d), float(p), int(u), float(q), int(r))
        for d, p, u, q, r in zip(department, by_top[at, department], unit, chances[at, unit], rival, strict=True)
    ]
