"""Logistic regression on many words, in bits: a sparse table, L-BFGS, a normal prior. The room's door to scipy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import log
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Floats = NDArray[np.float64]
PENALTY = 1.7  # on half of the squared weights: a word has to earn what it says
STEPS = 30  # of L-BFGS
DIGITS = 4  # of the bits that are kept, so that the last bits of a machine do not matter


def fit(
    rows: Sequence[Collection[str]],
    held: Sequence[bool],
    counts: Sequence[float],
    expected: Mapping[str, float] = MappingProxyType({}),
) -> dict[str, float]:
    """Word → bits, "" → bits of every row. Rows: their words, whether it held of them, how much each counts;
    ``expected``: bits of some words before anything is learned, 0 for all others.

    Minimizes the weighted logistic loss plus ``PENALTY`` / 2 times the squares of how far all weights
    but that of every row are from what is expected.
    """
    names = sorted(set().union(*rows))
    column = {name: place for place, name in enumerate(names)}
    ends = np.cumsum([0, *map(len, rows)])
    places = np.fromiter((column[name] for row in rows for name in sorted(row)), dtype=np.int32, count=int(ends[-1]))
    table = sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(names)))
    middle = np.array([expected.get(name, 0.0) for name in names]) * log(2)
    found = _minimum(table, np.array(held, dtype=np.float64), np.array(counts, dtype=np.float64), middle) / log(2)
    return dict(zip([*names, ""], (round(bits, DIGITS) for bits in found.tolist()), strict=True))


def _minimum(table: Any, held: Floats, counts: Floats, middle: Floats) -> Floats:
    turned = table.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = table @ weights[:-1] + weights[-1]
        away = weights[:-1] - middle
        lost = (counts * (np.logaddexp(0.0, scores) - held * scores)).sum() + PENALTY / 2 * (away * away).sum()
        miss = counts * (1.0 / (1.0 + np.exp(-np.clip(scores, -500, 500))) - held)
        return float(lost), np.append(turned @ miss + PENALTY * away, miss.sum())

    start = np.append(middle, 0.0)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x, np.float64)
