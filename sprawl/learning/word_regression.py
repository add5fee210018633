"""Logistic regression on many words, in bits: a sparse table, L-BFGS, a normal prior. The room's door to scipy."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

PENALTY = 1.7  # on half of the squared weights: a word has to earn what it says
STEPS = 30  # of L-BFGS
DIGITS = 4  # of the bits that are kept, so that the last bits of a machine do not matter


def sparse_table(rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]) -> Any:
    """A table with 1 at some places, in the form that `fit` takes; rows and columns can be picked from it."""
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def fit(
    table: Any, held: NDArray[np.bool_], counts: NDArray[np.float64], expected: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The bits of each column, and last those of every row. Rows: which columns stand on them (`sparse_table`), whether
    it held of them, how much each counts; ``expected``: bits of the columns before anything is learned.

    Minimizes the weighted logistic loss plus ``PENALTY`` / 2 times the squares of how far all weights
    but that of every row are from what is expected.
    """
    found = _minimum(table, held.astype(np.float64), counts, expected * log(2)) / log(2)
    return np.round(found, DIGITS)


def _minimum(
    table: Any, held: NDArray[np.float64], counts: NDArray[np.float64], middle: NDArray[np.float64]
) -> NDArray[np.float64]:
    turned = table.T.tocsr()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ weights[:-1] + weights[-1]
        away = weights[:-1] - middle
        lost = (counts * (np.logaddexp(0.0, scores) - held * scores)).sum() + PENALTY / 2 * (away * away).sum()
        miss = counts * (1.0 / (1.0 + np.exp(-np.clip(scores, -500, 500))) - held)
        return float(lost), np.append(turned @ miss + PENALTY * away, miss.sum())

    start = np.append(middle, 0.0)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x, np.float64)
