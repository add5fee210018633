"""How sure each account's owner is."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.cluster import NOWHERE, above_or_self
from sprawl.linkage.pipeline import Matched
from sprawl.linkage.weights import probability

KEPT_OUT = 0.95  # how sure a flag makes us that an account belongs to nobody else (measured 0.96)


def owner_confidence(matched: Matched, alone: Mapping[int, float]) -> NDArray[np.float64]:
    """How sure the owner of each distinct account is, as a probability.

    Of one that hangs: the chance of the weakest link above it. Of one that stands alone: that the best link that was
    not made is wrong. Of a top: the chance of the strongest link below it. ``alone``: see `standing_alone`.
    """
    up = matched.forest.above()
    hanging = np.flatnonzero(up != NOWHERE)
    chances = np.ones(len(up))
    chances[hanging] = _chances(np.array(matched.forest.bits)[hanging])
    below = np.zeros(len(up))
    np.maximum.at(below, up[hanging], chances[hanging])
    confidence = _weakest(above_or_self(matched.forest), chances)
    tops = np.flatnonzero(up == NOWHERE)
    of_tops = zip(tops.tolist(), below[tops].tolist(), strict=True)
    confidence[tops] = [_top_confidence(place, matched, chance, alone) for place, chance in of_tops]
    return confidence


def _chances(bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chances of links, of which many have the same bits."""
    values, of = np.unique(bits, return_inverse=True)
    return np.array([probability(each) for each in values.tolist()])[of]


def _weakest(above: NDArray[np.int64], chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least chance on the way from each account to its top."""
    while ((higher := above[above]) != above).any():
        chances, above = np.minimum(chances, chances[above]), higher
    return chances


def standing_alone(matched: Matched) -> dict[int, float]:
    """Distinct accounts of several rows that have no link → the bits that two of these rows have one owner.

    The bits are minus infinity where a flag keeps them out.
    """
    up = matched.forest.above()
    single = (up == NOWHERE) & (np.array(matched.distinct.counts) > 1)
    single[up[up != NOWHERE]] = False
    return {
        place: -inf if matched.kept_out(place) else matched.clustering.bits(place, place)
        for place in np.flatnonzero(single).tolist()
    }


def _top_confidence(place: int, matched: Matched, below: float, alone: Mapping[int, float]) -> float:
    if matched.kept_out(place):
        return KEPT_OUT
    if below:
        return below
    refused = 1.0 - probability(matched.forest.refused[place])
    if place not in alone:
        return refused
    alike = probability(alone[place])
    return max(alike, min(refused, 1.0 - alike))
