"""How far each way of writing a unit can be trusted in this file, by what else the accounts that use it say.

A domain's label can be an everyday word, and three letters the initials of another body. A key loses its bits where the
same accounts have stronger keys of other departments, and keeps them beside other keys of its own department.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sprawl.departments.aliases import BITS, Key
from sprawl.departments.lexicon import Hit

PRIOR = 4.0  # accounts that the table of bits counts for
ANSWER = 3.0  # accounts that a person's answer counts for
ROUNDS = 2
CLEAR = 3.0  # bits from which an account's other keys count
Tops = Mapping[str, str]  # unit → its department


def key_trust(hits: Sequence[Sequence[Hit]], tops: Tops, judged: Mapping[int, str]) -> dict[str, float]:
    """Key text → share of its bits that it keeps, 0 to 1; keys about which nothing is known are left out."""
    shares: dict[str, float] = {}
    for _ in range(ROUNDS):
        tally: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        kinds: dict[str, str] = {}
        for row, found in enumerate(hits):
            for key, bits in _keys(found, shares).items():
                kinds[key.text] = key.kind
                if row in judged:
                    weight, agrees = _by_answer(key, tops, judged[row])
                else:
                    weight, agrees = _by_other_keys(key, bits, found, tops, shares)
                tally[key.text][0] += weight
                tally[key.text][1] += weight * agrees
        shares = {text: _share(BITS[kinds[text]], *counts) for text, counts in tally.items() if counts[0]}
    return shares


def _keys(found: Sequence[Hit], shares: Mapping[str, float]) -> dict[Key, float]:
    best: dict[Key, float] = {}
    for hit in found:
        best[hit.key] = max(best.get(hit.key, 0.0), hit.bits * shares.get(hit.key.text, 1.0))
    return best


def _by_answer(key: Key, tops: Tops, department: str) -> tuple[float, float]:
    return ANSWER, float(any(tops[unit] == department for unit in key.units))


def _by_other_keys(
    key: Key, bits: float, found: Sequence[Hit], tops: Tops, shares: Mapping[str, float]
) -> tuple[float, float]:
    """How clearly the account's other keys say a department, and how likely ``key`` is right beside them."""
    votes: dict[str, float] = defaultdict(float)
    for hit in found:
        if hit.key.text not in key.text and key.text not in hit.key.text:
            for top in {tops[unit] for unit in hit.key.units}:
                votes[top] = max(votes[top], hit.bits * shares.get(hit.key.text, 1.0))
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    if not ranked or ranked[0][1] < CLEAR:
        return 0.0, 0.0
    margin = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    own = {tops[unit] for unit in key.units}
    return min(1.0, margin / 5), 1.0 if ranked[0][0] in own else 1 / (1 + 2 ** (margin - bits))


def _share(prior: float, weight: float, agreed: float) -> float:
    start = 1 - 2.0 ** -(prior + 1)
    right = (start * PRIOR + agreed) / (PRIOR + weight)
    return max(0.0, min(prior, math.log2(right / (1 - right)))) / prior


@dataclass(frozen=True, slots=True)
class TrustedHit:
    """A key found for a unit, with the bits that are left by its trust and beside the keys of other fields."""

    hit: Hit
    bits: float


def trusted_hits(hits: Sequence[Hit], shares: Mapping[str, float]) -> dict[str, list[TrustedHit]]:
    """Unit → its keys, the strongest of each field; the best counts in full, each further one for a third."""
    best: dict[tuple[str, str], TrustedHit] = {}
    for hit in hits:
        bits = hit.bits * shares.get(hit.key.text, 1.0)
        for unit in hit.key.units if bits > 0.05 else ():
            if (unit, hit.field) not in best or bits > best[unit, hit.field].bits:
                best[unit, hit.field] = TrustedHit(hit, bits)
    units: dict[str, list[TrustedHit]] = defaultdict(list)
    for (unit, _), found in best.items():
        units[unit].append(found)
    return {unit: _with_thirds(found) for unit, found in units.items()}


def _with_thirds(found: list[TrustedHit]) -> list[TrustedHit]:
    ranked = sorted(found, key=lambda item: (-item.bits, item.hit.field))
    return [ranked[0], *(TrustedHit(item.hit, item.bits / 3) for item in ranked[1:])]
