"""Weights of the clues, fitted: ridge-regularized logistic regression, drawn to the weights that stand, signs kept.

    python benchmarks/relate/fit.py EXAMPLES.pkl [--ridge 0.02] [--held-out NAME ...]

It needs scipy, for its bounds; the project itself does not.

``EXAMPLES.pkl``: a list of (set, organization, ref, strengths by clue, is it ours, weight), as `examples` makes them.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from sprawl.relation.verdict import OURS_AT
from sprawl.relation.weights import PRIOR, WEIGHTS

Example = tuple[str, str, str, dict[str, float], bool, float]
NAMES = tuple(WEIGHTS)
FIXED = ("known-handle", "warned-of", "disclaimed", "has-left", "calls-itself-unofficial", "lures", "poses", "credited")
MOST = 9.0  # bits


def design(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Strengths (rows: examples, columns: clues, then 1), answers, weights."""
    x = np.array([[strengths.get(name, 0.0) for name in NAMES] + [1.0] for *_, strengths, _, _ in examples])
    return x, np.array([e[4] for e in examples], float), np.array([e[5] for e in examples])


def fit(examples: Sequence[Example], ridge: float) -> dict[str, float]:
    """Clue → bits, and ``prior``."""
    x, y, w = design(examples)
    start = np.array([*WEIGHTS.values(), PRIOR])

    def loss(bits: np.ndarray) -> tuple[float, np.ndarray]:
        odds = np.clip(x @ bits * np.log(2), -40, 40)
        p = 1 / (1 + np.exp(-odds))
        cost = -(w * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum() / w.sum()
        slope = (w * (p - y)) @ x * np.log(2) / w.sum()
        return cost + ridge * ((bits - start) ** 2).sum() / len(start), slope + 2 * ridge * (bits - start) / len(start)

    bounds = [_bounds(name, bits) for name, bits in zip(NAMES, start, strict=False)] + [(PRIOR - 0.25, PRIOR + 0.25)]
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return dict(zip((*NAMES, "prior"), best.x.round(2), strict=True))


def _bounds(name: str, bits: float) -> tuple[float, float]:
    """A clue never gets the sign that its sentence denies."""
    if name in FIXED:
        return bits, bits
    return (0.0, MOST) if bits > 0 else (-MOST, 0.0)


def measures(examples: Sequence[Example], weights: dict[str, float], ours_at: float = OURS_AT) -> str:
    """Precision, recall and loss in bits on examples."""
    x, y, _ = design(examples)
    p = 1 / (1 + 2.0 ** -(x @ np.array([weights[name] for name in (*NAMES, "prior")])))
    said = p >= ours_at
    precision, recall = (said & (y > 0)).sum() / max(1, said.sum()), (said & (y > 0)).sum() / max(1, y.sum())
    loss = -(y * np.log2(p + 1e-9) + (1 - y) * np.log2(1 - p + 1e-9)).mean()
    return f"P {precision:.3f} R {recall:.3f} loss {loss:.3f} of {len(y)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("--ridge", type=float, default=0.02)
    parser.add_argument("--held-out", nargs="*", default=[])
    options = parser.parse_args()
    examples: list[Example] = pickle.loads(options.examples.read_bytes())
    weights = fit([e for e in examples if e[0] not in options.held_out], options.ridge)
    stand = {**WEIGHTS, "prior": PRIOR}
    for name in sorted({e[0] for e in examples}):
        rows = [e for e in examples if e[0] == name]
        print(f"{name:12} as they stand {measures(rows, stand)}   fitted {measures(rows, weights)}")
    seen = {name: sum(1 for e in examples if e[3].get(name)) for name in NAMES}
    for name in (*NAMES, "prior"):
        print(f"{name:26} {stand[name]:6.2f} → {weights[name]:6.2f}   seen {seen.get(name, len(examples))}")


if __name__ == "__main__":
    main()
