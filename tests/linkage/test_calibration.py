"""What `match` says of its own sureness is true, on estates it was not made on."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from invent import estate

from sprawl.linkage.match import owners
from sprawl.linkage.result import Owners


@pytest.fixture(scope="module", params=[3, 4])
def judged(request: pytest.FixtureRequest) -> tuple[Owners, dict[str, str]]:
    """The owners found in an estate, and the true ones."""
    rows, truth = estate(300, request.param)
    return owners(rows), truth


def pairs(counts: Counter[object]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def test_most_pairs_are_found_and_right(judged: tuple[Owners, dict[str, str]]) -> None:
    """Pairwise F1 of owners."""
    found, truth = judged
    both = pairs(Counter((found.owner[account], truth[account]) for account in truth))
    precision, recall = both / pairs(Counter(found.owner.values())), both / pairs(Counter(truth.values()))
    assert min(precision, recall) > 0.9


def test_copies_and_fans_stand_apart(judged: tuple[Owners, dict[str, str]]) -> None:
    """No copy and no fan stands with the brand it looks like."""
    found, truth = judged
    groups = found.groups()
    caught = [
        account
        for account, owner in truth.items()
        if owner.startswith("not") and any(truth[other][0] == "b" for other in groups[found.owner[account]])
    ]
    assert len(caught) <= 0.1 * sum(owner.startswith("not") for owner in truth.values())


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.9), (0.9, 0.98), (0.98, 1.01)], ids=["half", "nine in ten", "sure"])
def test_nine_in_ten_is_nine_in_ten(judged: tuple[Owners, dict[str, str]], low: float, high: float) -> None:
    """Of the accounts that are given a chance, that share stands where it belongs, or more."""
    found, truth = judged
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for account, owner in found.owner.items():
        inside[owner][truth[account]] += 1
    home = {true: max(inside, key=lambda owner: (inside[owner][true], owner)) for true in set(truth.values())}
    chosen = [account for account, chance in found.probability.items() if low <= chance < high]
    right = sum(home[truth[account]] == found.owner[account] for account in chosen)
    stated = sum(found.probability[account] for account in chosen)
    assert right >= stated - 0.08 * len(chosen) - 3
