"""How far each way of writing a unit can be trusted in this file: what the accounts that use it otherwise say.

A domain's label may be an everyday word, three letters may be another body's initials. A key that stands beside
stronger ones of other departments loses its bits; one that stands beside its own department's keeps them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sprawl.departments.aliases import BITS, Key
from sprawl.departments.lexicon import Hit

PRIOR = 4.0  # accounts that the table of bits counts for
SPOKEN = 3.0  # accounts that a person's answer counts for
ROUNDS = 2
CLEAR = 3.0  # bits that the rest must have to testify
Tops = Mapping[str, str]  # unit → its department


def trust(hits: Sequence[Sequence[Hit]], tops: Tops, judged: Mapping[int, str]) -> dict[str, float]:
    """Key text → share of its bits that it keeps, 0 to 1; keys that nothing testifies about are left out."""
    shares: dict[str, float] = {}
    for _ in range(ROUNDS):
        tally: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        kinds: dict[str, str] = {}
        for row, found in enumerate(hits):
            for key, bits in _keys(found, shares).items():
                kinds[key.text] = key.kind
                rest = found if row not in judged else ()
                weight, agrees = _rest(key, bits, rest, tops, shares) if rest else _spoken(key, tops, judged[row])
                tally[key.text][0] += weight
                tally[key.text][1] += weight * agrees
        shares = {text: _share(BITS[kinds[text]], *counts) for text, counts in tally.items() if counts[0]}
    return shares


def _keys(found: Sequence[Hit], shares: Mapping[str, float]) -> dict[Key, float]:
    best: dict[Key, float] = {}
    for hit in found:
        best[hit.key] = max(best.get(hit.key, 0.0), hit.bits * shares.get(hit.key.text, 1.0))
    return best


def _spoken(key: Key, tops: Tops, department: str) -> tuple[float, float]:
    return SPOKEN, float(any(tops[unit] == department for unit in key.units))


def _rest(key: Key, bits: float, found: Sequence[Hit], tops: Tops, shares: Mapping[str, float]) -> tuple[float, float]:
    """What the account's other keys say: how clearly, and how likely ``key`` is right beside them."""
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


def _share(prior: float, seen: float, agreed: float) -> float:
    start = 1 - 2.0 ** -(prior + 1)
    right = (start * PRIOR + agreed) / (PRIOR + seen)
    return max(0.0, min(prior, math.log2(right / (1 - right)))) / prior


@dataclass(frozen=True, slots=True)
class Found:
    """A key found for a unit, with the bits it is worth after trust and beside the keys of other fields."""

    hit: Hit
    bits: float


def weighed(hits: Sequence[Hit], shares: Mapping[str, float]) -> dict[str, list[Found]]:
    """Unit → its keys, the strongest of each field; the best counts in full, each further one for a third."""
    best: dict[tuple[str, str], Found] = {}
    for hit in hits:
        bits = hit.bits * shares.get(hit.key.text, 1.0)
        for unit in hit.key.units if bits > 0.05 else ():
            if (unit, hit.field) not in best or bits > best[unit, hit.field].bits:
                best[unit, hit.field] = Found(hit, bits)
    units: dict[str, list[Found]] = defaultdict(list)
    for (unit, _), found in best.items():
        units[unit].append(found)
    return {unit: _thirds(found) for unit, found in units.items()}


def _thirds(found: list[Found]) -> list[Found]:
    ranked = sorted(found, key=lambda item: (-item.bits, item.hit.field))
    return [ranked[0], *(Found(item.hit, item.bits / 3) for item in ranked[1:])]
