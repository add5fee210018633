"""How sure each account's owner is."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import Traits
from sprawl.linkage.cluster import NOWHERE, raised
from sprawl.linkage.pipeline import Matched
from sprawl.linkage.weights import probability

KEPT_OUT = 0.95  # how sure a cue makes us that an account is nobody else's (measured 0.96)


def sure(matched: Matched, alone: Mapping[int, float]) -> NDArray[np.float64]:
    """How sure each signature's owner is: of one that hangs, the chance of the weakest link above it; of one that
    stands alone, that the best link not made is wrong; of a top, the chance of the strongest link below it."""
    up = matched.forest.above()
    hung = np.flatnonzero(up != NOWHERE)
    chances = np.ones(len(up))
    chances[hung] = _chances(np.array(matched.forest.bits)[hung])
    below = np.zeros(len(up))
    np.maximum.at(below, up[hung], chances[hung])
    found = _weakest(raised(matched.forest), chances)
    tops = np.flatnonzero(up == NOWHERE)
    held = zip(tops.tolist(), below[tops].tolist(), strict=True)
    found[tops] = [_sure(place, matched, chance, alone) for place, chance in held]
    return found


def _chances(bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance of each of some links, of which many have the same bits."""
    kinds, of = np.unique(bits, return_inverse=True)
    return np.array([probability(each) for each in kinds.tolist()])[of]


def _weakest(above: NDArray[np.int64], chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least chance on the way to the top of each signature."""
    while ((higher := above[above]) != above).any():  # half as far each time
        chances, above = np.minimum(chances, chances[above]), higher
    return chances


def stand_alone(matched: Matched) -> dict[int, float]:
    """Signatures of several accounts that hang on nothing and on which nothing hangs → the bits that two of these
    accounts are one owner's. No bits are enough where a cue keeps them out."""
    up = matched.forest.above()
    single = (up == NOWHERE) & (np.array(matched.signatures.counts) > 1)
    single[up[up != NOWHERE]] = False
    return {place: _themselves(place, matched) for place in np.flatnonzero(single).tolist()}


def _themselves(place: int, matched: Matched) -> float:
    return -inf if _kept_out(matched.land.traits[place], matched) else matched.land.bits(place, place)


def _sure(place: int, matched: Matched, below: float, alone: Mapping[int, float]) -> float:
    traits = matched.land.traits[place]
    if traits.cues and _kept_out(traits, matched):
        return KEPT_OUT
    if below:
        return below
    refused = 1.0 - probability(matched.forest.refused[place])
    if place not in alone:
        return refused
    alike = probability(alone[place])
    return max(alike, min(refused, 1.0 - alike))


def _kept_out(traits: Traits, matched: Matched) -> bool:
    return matched.land.ground.census.keeps_out(traits)
