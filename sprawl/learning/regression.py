"""Logistic regression on numpy alone: Newton's method for a few coefficients, L-BFGS for many.

L-BFGS is Nocedal and Wright, *Numerical Optimization* (2006): algorithm 7.4 (the two-loop recursion) with 7.20 (the
first scale), and the strong Wolfe conditions (3.7), met by the steps of Moré and Thuente (ACM TOMS 20, 1994).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import copysign, log, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Loss = Callable[[Floats], tuple[float, Floats]]  # weights → the loss there and its gradient
Rows = Sequence[tuple[Sequence[int], bool, int]]
LN2 = log(2)
LARGEST = 500.0  # natural log odds, beyond which exp is of no use
NEWTON_STEPS, HALVINGS, NEWTON_GAIN = 40, 20, 1e-9  # at most; the relative gain below which it stops
WORD_PENALTY = 1.7  # on half of the squared weights of words
WORD_STEPS = 30  # of L-BFGS
DIGITS = 4  # of the bits of words that are kept, so that the last bits of a machine do not matter
LOWER, FLATTER = 1e-3, 0.9  # Wolfe conditions: share of the promised decrease, share of the slope that may be left
TRIALS = 20  # points along one direction
WIDER = 5.0  # how much farther the next trial lies while the loss still falls
LEAST_SLOPE, LEAST_GAIN = 1e-5, 2.2e-9  # of any weight; of the loss, relative: below these L-BFGS stops


def fit(rows: Rows, center: Sequence[float], spread: float) -> list[float]:
    """Coefficients in bits. ``rows``: (places of the coefficients that are on, the answer, how many such rows).

    Maximizes the likelihood times a normal prior around ``center`` with standard deviation ``spread`` (bits), by
    Newton's method with halved steps. For a few dozen coefficients: it solves a dense system in each step.
    """
    table, middle = np.zeros((len(rows), len(center))), np.array(center, dtype=float)
    for row, (places, _, _) in enumerate(rows):
        np.add.at(table[row], list(places), 1.0)
    answers = np.array([answer for _, answer, _ in rows], dtype=float)
    counts = np.array([count for _, _, count in rows], dtype=float)

    def height(values: Floats) -> float:
        """The log posterior, up to a constant."""
        scores = _clipped(table @ values * LN2)
        prior = ((values - middle) ** 2).sum() / (2 * spread**2)
        return float(-prior - (counts * np.logaddexp(0.0, np.where(answers > 0, -scores, scores))).sum())

    values, here = middle, height(middle)
    for _ in range(NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-_clipped(table @ values * LN2)))
        slope = (middle - values) / spread**2 + table.T @ (counts * (answers - chances)) * LN2
        weights = counts * chances * (1 - chances) * LN2**2
        curvature = np.eye(len(middle)) / spread**2 + table.T @ (weights[:, None] * table)
        step = np.linalg.solve(curvature, slope)
        trials = (values + step / 2**halvings for halvings in range(HALVINGS))
        values, before = next((trial for trial in trials if height(trial) > here), values), here
        here = height(values)
        if here - before < NEWTON_GAIN * abs(before):
            break
    return [float(value) for value in values]


def fit_words(table: SparseTable, answers: NDArray[np.bool_], counts: Floats, expected: Floats) -> Floats:
    """The bits of each column, and last those of every row, rounded to ``DIGITS``.

    ``table``: which columns are on in each row; ``answers``: one a row; ``counts``: what each row counts for;
    ``expected``: the bits of the columns before anything is learned. Minimizes the weighted logistic loss plus
    ``WORD_PENALTY`` / 2 times the squared distance of the columns' weights from what is expected, in nats.
    """
    middle, held = expected * LN2, answers.astype(np.float64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = table.dot(weights[:-1]) + weights[-1]
        away = weights[:-1] - middle
        lost = (counts * (np.logaddexp(0.0, scores) - held * scores)).sum() + WORD_PENALTY / 2 * (away * away).sum()
        miss = counts * (1.0 / (1.0 + np.exp(-_clipped(scores))) - held)
        return float(lost), np.append(table.transposed_dot(miss) + WORD_PENALTY * away, miss.sum())

    return np.round(minimize(loss, np.append(middle, 0.0), steps=WORD_STEPS) / LN2, DIGITS)


def _clipped(scores: Floats) -> Floats:
    return np.clip(scores, -LARGEST, LARGEST)


@dataclass(frozen=True)
class SparseTable:
    """A table of which each row has few values: row i has ``values[starts[i]:starts[i + 1]]`` at ``columns[…]``.

    Rows are picked as in numpy, ``table[rows]`` and ``table[:, columns]``.
    """

    starts: Integers
    columns: Integers
    values: Floats
    width: int

    @classmethod
    def ones(cls, rows: Integers, columns: Integers, shape: tuple[int, int]) -> SparseTable:
        """A table with 1 at the given places."""
        order = np.argsort(rows, kind="stable")
        starts = np.append(0, np.cumsum(np.bincount(rows, minlength=shape[0])))
        return cls(starts, columns[order].astype(np.int64), np.ones(len(rows)), shape[1])

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.starts) - 1

    @cached_property
    def rows(self) -> Integers:
        """The row of each value."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def __getitem__(self, picked: slice | Integers | tuple[slice, Integers]) -> SparseTable:
        if isinstance(picked, tuple):
            place = np.full(self.width, -1)
            place[picked[1]] = np.arange(len(picked[1]))
            kept = place[self.columns] >= 0
            starts = np.append(0, np.cumsum(kept))[self.starts]
            return SparseTable(starts, place[self.columns[kept]], self.values[kept], len(picked[1]))
        rows = np.arange(self.height)[picked]
        counts = np.diff(self.starts)[rows]
        starts = np.append(0, np.cumsum(counts))
        values = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], counts)
        return SparseTable(starts, self.columns[values], self.values[values], self.width)

    def below(self, other: SparseTable) -> SparseTable:
        """This table with the rows of another below it."""
        starts = np.append(self.starts, self.starts[-1] + other.starts[1:])
        columns, values = np.append(self.columns, other.columns), np.append(self.values, other.values)
        return SparseTable(starts, columns, values, self.width)

    def dot(self, weights: Floats) -> Floats:
        """The table times weights of shape (columns,) or (units, columns); (rows,) or (units, rows)."""
        if weights.ndim == 2:
            return np.array([self.dot(each) for each in weights])
        products = self.values * weights.take(self.columns)
        return np.bincount(self.rows, products, self.height).astype(np.float64, copy=False)

    def transposed_dot(self, scores: Floats) -> Floats:
        """The transposed table times scores of shape (rows,) or (units, rows); (columns,) or (units, columns)."""
        if scores.ndim == 2:
            return np.array([self.transposed_dot(each) for each in scores])
        products = self.values * scores.take(self.rows)
        return np.bincount(self.columns, products, self.width).astype(np.float64, copy=False)


def minimize(loss: Loss, start: Floats, *, steps: int, memory: int = 10) -> Floats:
    """The weights after at most ``steps`` of L-BFGS from ``start``; ``memory``: earlier steps that bend the next."""
    weights = start
    lost, slopes = loss(weights)
    pairs: deque[tuple[Floats, Floats, float]] = deque(maxlen=memory)  # change of weights, of slopes, 1 / their product
    for _ in range(steps):
        if np.abs(slopes).max(initial=0.0) <= LEAST_SLOPE:
            break
        direction = _direction(slopes, pairs)
        length = 1.0 if pairs else 1 / sqrt(direction @ direction)
        length, after, new_slopes = _along(loss, weights, direction, lost, float(slopes @ direction), length)
        if after > lost:
            break
        change, bend = length * direction, new_slopes - slopes
        done = lost - after <= LEAST_GAIN * max(abs(lost), abs(after), 1.0)
        weights, lost, slopes = weights + change, after, new_slopes
        if done:
            break
        if (product := float(change @ bend)) > 0:
            pairs.append((change, bend, 1 / product))
    return weights


def _direction(slopes: Floats, pairs: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Minus the slopes, bent by what earlier steps told of the curvature: the two-loop recursion."""
    direction, shares = -slopes, []
    for change, bend, inverse in reversed(pairs):
        shares.append(inverse * (change @ direction))
        direction -= shares[-1] * bend
    if pairs:
        _, bend, inverse = pairs[-1]
        direction /= inverse * (bend @ bend)
    for (change, bend, inverse), share in zip(pairs, reversed(shares), strict=True):
        direction += (share - inverse * (bend @ direction)) * change
    return direction


def _along(
    loss: Loss, weights: Floats, direction: Floats, lost: float, slope: float, length: float
) -> tuple[float, float, Floats]:
    """A length along the direction that meets the Wolfe conditions, the loss and its gradient there."""
    best, bound = (0.0, lost, slope), None  # (length, loss, slope): the lowest yet; a point beyond the minimum
    for _ in range(TRIALS):
        here, slopes = loss(weights + length * direction)
        point = (length, here, float(slopes @ direction))
        if here <= lost + LOWER * length * slope and abs(point[2]) <= FLATTER * abs(slope):
            break
        if here > best[1]:
            bound, length = point, _cubic_or_nearer(best, point)
        elif point[2] * (length - best[0]) > 0:
            best, bound, length = point, best, _cubic_or_secant(best, point)
        elif bound is None:
            best, length = point, length + (WIDER - 1) * (length - best[0])
        else:
            best, length = point, (length + bound[0]) / 2
    return point[0], point[1], slopes


def _cubic(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    """Where the cubic through two points with their slopes is lowest; Nocedal and Wright, 3.59."""
    middle = a[2] + b[2] - 3 * (a[1] - b[1]) / (a[0] - b[0])
    root = copysign(sqrt(max(0.0, middle * middle - a[2] * b[2])), b[0] - a[0])
    return b[0] - (b[0] - a[0]) * (b[2] + root - middle) / (b[2] - a[2] + 2 * root)


def _cubic_or_nearer(best: tuple[float, float, float], high: tuple[float, float, float]) -> float:
    """Between the lowest point and a higher one: the cubic, or half way from it to the parabola that is farther."""
    cubic, reach = _cubic(best, high), high[0] - best[0]
    parabola = best[0] + best[2] / ((best[1] - high[1]) / reach + best[2]) / 2 * reach
    return cubic if abs(cubic - best[0]) < abs(parabola - best[0]) else cubic + (parabola - cubic) / 2


def _cubic_or_secant(best: tuple[float, float, float], low: tuple[float, float, float]) -> float:
    """Between two points whose slopes have opposite signs: the cubic or the secant, which is farther from the new."""
    cubic, secant = _cubic(best, low), low[0] + low[2] / (low[2] - best[2]) * (best[0] - low[0])
    return cubic if abs(cubic - low[0]) > abs(secant - low[0]) else secant
