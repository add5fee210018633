"""Levels → bits → probability. Weights add up in log2 odds, are learned without labels, and are told as a waterfall."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log
from typing import Any

from sprawl.learning.regression import fit
from sprawl.linkage.account import Traits
from sprawl.linkage.comparisons import COMPARISONS, SILENT, Ground, levels
from sprawl.linkage.flags import CUES
from sprawl.model import Link, Reason

_NAMES = tuple(compare.__name__ for compare in COMPARISONS)
SPREAD = 2.0  # bits by which what is learned may stray from what is given before it costs as much as one pair
AGAINST = frozenset(("none",))  # levels that may not speak for a pair, whatever few pairs teach
LEAST = 30  # labelled pairs of either kind without which nothing is learned
# Never learned from sites: the label itself, what is never labelled, what is only told beside a shared name, and
# namesakes, whose own sites are spelled alike.
_FREE: frozenset[object] = frozenset(("site", "cue", "language", ("name", "same-person")))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("sprawl.linkage") / "weights.toml").read_text(encoding="utf-8"))


@cache
def given() -> Weights:
    """The weights before anything is learned."""
    table = dict(_table())
    base = float(str(table.pop("base")))
    return Weights(
        base, {(name, level): float(str(row["bits"])) for name, rows in table.items() for level, row in rows.items()}
    )


@dataclass(frozen=True)
class Weights:
    """Bits of each (comparison, level), and of a candidate pair before it is compared."""

    base: float
    bits: Mapping[tuple[str, str], float]
    learned: int = 0  # labelled pairs that taught them
    _sums: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False, compare=False)

    def total(self, found: tuple[str, ...]) -> float:
        """Bits of a pair with these levels."""
        if found not in self._sums:
            self._sums[found] = self.base + sum(self.steps(found))
        return self._sums[found]

    def steps(self, found: Sequence[str]) -> list[float]:
        """Bits of each comparison, in order; what is silent weighs nothing."""
        return [
            0.0 if level == SILENT else self.bits.get((name, level), 0.0)
            for name, level in zip(_NAMES, found, strict=True)
        ]

    def pair(self, left: Traits, right: Traits, ground: Ground) -> float:
        """Bits that two accounts share an owner."""
        return self.total(levels(left, right, ground))

    def link(self, left: Traits, right: Traits, ground: Ground, keys: tuple[str, str]) -> Link:
        """The waterfall: reasons whose bits sum to the link's. ``keys``: what to call the two accounts."""
        found = levels(left, right, ground)
        steps = zip(_NAMES, found, self.steps(found), strict=True)
        reasons = [Reason("base", self.base, "two accounts that are worth comparing, before they are compared")]
        reasons += [
            Reason(name, bits, sentence(name, level, left, right)) for name, level, bits in steps if level != SILENT
        ]
        return Link(*keys, sum(reason.bits for reason in reasons), tuple(reasons))


def sentence(name: str, level: str, left: Traits, right: Traits) -> str:
    """What a level says of two accounts, for a person to read."""
    row = _table()[name].get(level, {"say": f"{name}: {level}"})
    cues = "; ".join(CUES[letter] for letter in dict.fromkeys(left.cues + right.cues))
    return str(row["say"]).format(left=left, right=right, cues=cues)


@lru_cache(maxsize=1 << 14)
def probability(bits: float) -> float:
    """The chance that bits of log2 odds stand for.

    >>> probability(0.0), round(probability(3.17), 2)
    (0.5, 0.9)
    """
    return 1.0 / (1.0 + exp(-log(2.0) * max(min(bits, 60.0), -60.0)))


def learn(pairs: Iterable[tuple[tuple[str, ...], bool]], prior: Weights | None = None) -> Weights:
    """Weights from pairs that name a site each: (levels with the sites hidden, is it one site).

    Agreement on a site is the label, so nobody has to label. The bits are the coefficients of a logistic regression on
    the levels, with a normal prior around the given bits (`SPREAD`): few pairs change little, and comparisons that
    lean on the same words share their bits instead of counting them twice, as plain Fellegi-Sunter weights would.
    """
    prior = prior or given()
    counts = Counter((found, same) for found, same in pairs)
    if min(sum(n for (_, same), n in counts.items() if same is kind) for kind in (True, False)) < LEAST:
        return prior
    names = sorted({key for found, _ in counts for key in _active(found)})
    where = {key: place for place, key in enumerate(names, start=1)}
    rows = [
        ([0, *(where[key] for key in _active(found))], same, count) for (found, same), count in sorted(counts.items())
    ]
    center = [prior.base] + [prior.bits.get(key, 0.0) for key in names]
    fitted = fit(rows, center, SPREAD)
    learned = {key: min(bits, 0.0) if key[1] in AGAINST else bits for key, bits in zip(names, fitted[1:], strict=True)}
    return Weights(fitted[0], {**prior.bits, **learned}, sum(counts.values()))


def _active(found: tuple[str, ...]) -> list[tuple[str, str]]:
    """The levels of a pair that can be learned from sites."""
    return [
        (name, level)
        for name, level in zip(_NAMES, found, strict=True)
        if level != SILENT and name not in _FREE and (name, level) not in _FREE
    ]
