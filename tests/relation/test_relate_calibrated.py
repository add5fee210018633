"""On the demonstration, a probability means what it says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import sprawl

TRUTH = Path(__file__).parents[1] / "estate" / "truth.csv"
OURS = ("official", "affiliate", "person")
BANDS = ((0.0, 0.1), (0.1, 0.4), (0.55, 0.9), (0.9, 1.01))


@pytest.fixture(scope="module")
def chances(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[float, bool]]:
    """(probability, is it ours) of every account whose truth is known, without the sheet."""
    store: Path = tmp_path_factory.mktemp("calibrated") / "demo.sprawl"
    found = sprawl.discover(sprawl.find_brand("demo"), store=store).accounts
    with TRUTH.open(encoding="utf-8", newline="") as file:
        truth = {row["ref"]: row["relation"] in OURS for row in csv.DictReader(file)}
    return [(entry.probability, truth[entry.ref]) for entry in found if entry.ref in truth]


@pytest.mark.parametrize("band", BANDS, ids=str)
def test_a_band_holds_no_fewer_than_it_promises(chances: list[tuple[float, bool]], band: tuple[float, float]) -> None:
    inside = [(p, ours) for p, ours in chances if band[0] <= p < band[1]]
    share = sum(ours for _, ours in inside) / len(inside)
    low, high = (0.0, band[1]) if band[1] < 0.5 else (band[0], 1.0)
    assert low <= share <= high


def test_nine_in_ten_is_kept_from_nine_tenths(chances: list[tuple[float, bool]]) -> None:
    sure = [ours for p, ours in chances if p >= 0.9]
    assert len(sure) > 80
    assert sum(sure) >= 0.9 * len(sure)


def test_the_mean_loss_is_small(chances: list[tuple[float, bool]]) -> None:
    """Brier score: 0.25 is what a coin earns."""
    assert sum((p - ours) ** 2 for p, ours in chances) / len(chances) < 0.02
