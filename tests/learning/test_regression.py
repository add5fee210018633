"""Regression finds the optimum of its loss, with few coefficients and with many."""

from __future__ import annotations

import numpy as np
import pytest

from sprawl.learning.regression import LN2, WORD_PENALTY, SparseTable, fit, fit_words, minimize

RNG = np.random.default_rng(7)
DENSE = (RNG.random((300, 12)) < 0.2).astype(float)
TABLE = SparseTable.ones(*np.nonzero(DENSE), DENSE.shape)
ANSWERS = RNG.random(300) < 0.4


def test_newton_ends_where_the_slope_is_zero() -> None:
    """The posterior is flat at the coefficients that are returned."""
    rows = [([0, 1], True, 30), ([0, 1], False, 10), ([0], True, 5), ([0], False, 40), ([0, 2], False, 1)]
    values = fit(rows, [0.0, 1.0, 0.0], 3.0)
    slope = [(center - value) / 9.0 for value, center in zip(values, [0.0, 1.0, 0.0], strict=True)]
    for places, answer, count in rows:
        miss = count * (answer - 1 / (1 + 2.0 ** -sum(values[place] for place in places))) * LN2
        for place in places:
            slope[place] += miss
    assert slope == pytest.approx([0.0] * 3, abs=1e-4)


def test_without_rows_the_prior_stays() -> None:
    """Nothing is learned from nothing."""
    assert fit([], [1.0, -2.0], 1.0) == [1.0, -2.0]


def test_words_end_where_the_slope_is_zero() -> None:
    """The penalized loss is flat at the weights that are returned, up to their rounding."""
    expected = np.linspace(-1.0, 1.0, 12)
    bits = fit_words(TABLE, ANSWERS, np.ones(300), expected)
    miss = 1 / (1 + 2.0 ** -(DENSE @ bits[:-1] + bits[-1])) - ANSWERS
    slope = np.append(DENSE.T @ miss + WORD_PENALTY * (bits[:-1] - expected) * LN2, miss.sum())
    assert slope == pytest.approx(np.zeros(13), abs=2e-2)


def test_minimize_finds_the_valley_of_rosenbrock() -> None:
    """The curved valley needs both shorter and longer steps."""

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        x, y = at
        return float((1 - x) ** 2 + 100 * (y - x * x) ** 2), np.array(
            [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
        )

    assert minimize(loss, np.array([-1.2, 1.0]), steps=200) == pytest.approx(np.ones(2), abs=1e-3)


@pytest.mark.parametrize("units", [None, 3])
def test_products_are_those_of_the_dense_table(units: int | None) -> None:
    """A sparse table gives the products of the same table written out."""
    weights, scores = RNG.random((units or 1, 12)), RNG.random((units or 1, 300))
    if units is None:
        weights, scores = weights[0], scores[0]
    assert TABLE.dot(weights) == pytest.approx((DENSE @ weights.T).T)
    assert TABLE.transposed_dot(scores) == pytest.approx((DENSE.T @ scores.T).T)


def test_rows_and_columns_are_picked_as_in_numpy() -> None:
    """Picked rows and columns, and tables one below the other, hold what the dense table holds."""
    rows, columns = np.array([7, 3, 3, 299]), np.array([11, 0, 5])
    picked = TABLE[rows].below(TABLE[10:12])[:, columns]
    dense = np.vstack([DENSE[rows], DENSE[10:12]])[:, columns]
    assert pytest.approx(dense) == picked.dot(np.eye(3)).T
