"""Logistic regression in bits, with a normal prior: Newton's method on a handful of coefficients."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

_NAT = log(2)

Rows = Sequence[tuple[Sequence[int], bool, int]]


def fit(rows: Rows, center: Sequence[float], spread: float) -> list[float]:
    """Coefficients in bits. Rows: (places of the coefficients that are on, did it hold, how many such rows).

    Maximizes the likelihood times a normal prior around ``center`` with standard deviation ``spread`` (bits).
    """
    values = list(center)
    here = _height(rows, values, center, spread)
    for _ in range(40):
        step = _solve(_curve(rows, values, spread), _slope(rows, values, center, spread))
        values, before = _climb(rows, values, step, center, spread, here), here
        here = _height(rows, values, center, spread)
        if here - before < 1e-9 * abs(before):
            break
    return values


def _climb(
    rows: Rows, values: list[float], step: list[float], center: Sequence[float], spread: float, here: float
) -> list[float]:
    """As much of a Newton step as goes up."""
    for halvings in range(20):
        there = [value + change / 2**halvings for value, change in zip(values, step, strict=True)]
        if _height(rows, there, center, spread) > here:
            return there
    return values


def _raw(places: Sequence[int], values: Sequence[float]) -> float:
    return max(min(sum([values[place] for place in places]) * _NAT, 500.0), -500.0)


def _height(rows: Rows, values: Sequence[float], center: Sequence[float], spread: float) -> float:
    """The log posterior, up to a constant."""
    total = -sum((value - middle) ** 2 for value, middle in zip(values, center, strict=True)) / (2 * spread**2)
    for places, held, count in rows:
        raw = _raw(places, values)
        total -= count * log(1 + exp(-raw if held else raw))
    return total


def _slope(rows: Rows, values: Sequence[float], center: Sequence[float], spread: float) -> list[float]:
    """First derivatives of the log posterior."""
    slope = [(middle - value) / spread**2 for value, middle in zip(values, center, strict=True)]
    for places, held, count in rows:
        miss = count * (held - 1 / (1 + exp(-_raw(places, values)))) * _NAT
        for place in places:
            slope[place] += miss
    return slope


def _curve(rows: Rows, values: Sequence[float], spread: float) -> list[list[float]]:
    """Second derivatives of the log posterior, negated."""
    size = len(values)
    curve = [[1 / spread**2 if row == column else 0.0 for column in range(size)] for row in range(size)]
    for places, _, count in rows:
        chance = 1 / (1 + exp(-_raw(places, values)))
        heavy = count * chance * (1 - chance) * _NAT * _NAT
        for place in places:
            line = curve[place]
            for other in places:
                line[other] += heavy
    return curve


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a symmetric positive definite system, by elimination."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for step in range(size):
        pivot = rows[step]
        for row in rows[step + 1 :]:
            if factor := row[step] / pivot[step]:
                for column in range(step, size + 1):
                    row[column] -= factor * pivot[column]
    found = [0.0] * size
    for step in reversed(range(size)):
        rest = sum(rows[step][column] * found[column] for column in range(step + 1, size))
        found[step] = (rows[step][size] - rest) / rows[step][step]
    return found
