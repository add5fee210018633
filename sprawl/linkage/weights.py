"""Levels → bits → probability. Weights add up in log2 odds and are learned without labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import exp, log

from sprawl.learning.regression import fit
from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.comparisons import NAMES, SILENT, CorpusContext, levels
from sprawl.linkage.flags import sentences
from sprawl.linkage.table import TABLE
from sprawl.model import Link, Reason

SPREAD = 2.0  # bits by which a learned weight may stray from the given one before it costs as much as one pair
AGAINST = frozenset(("none",))  # levels whose bits may not become positive
LEAST = 30  # labelled pairs of either kind without which nothing is learned
# Never learned from sites: the label itself, what is never labelled, and persons of one name, whose own sites are
# spelled alike.
_NOT_LEARNED: frozenset[object] = frozenset(("site", "flag", ("name", "same-person")))


@cache
def given() -> Weights:
    """The weights of ``weights.toml``, before anything is learned."""
    bits = {(name, level): row["bits"] for name in NAMES for level, row in TABLE["comparison"][name].items()}
    return Weights(TABLE["base"], bits)


@dataclass(frozen=True)
class Weights:
    """Bits of each (comparison, level), and of a candidate pair before it is compared (``base``).

    ``learned``: labelled pairs that taught them.
    """

    base: float
    bits: Mapping[tuple[str, str], float]
    learned: int = 0
    _sums: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False, compare=False)

    def total(self, found: tuple[str, ...]) -> float:
        """Bits of a pair with these levels."""
        if found not in self._sums:
            self._sums[found] = self.base + sum(self.steps(found))
        return self._sums[found]

    def steps(self, found: Sequence[str]) -> list[float]:
        """Bits of each comparison, in order."""
        return [
            0.0 if level == SILENT else self.bits.get((name, level), 0.0)
            for name, level in zip(NAMES, found, strict=True)
        ]

    def pair(self, left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> float:
        """Bits that two accounts have one owner."""
        return self.total(levels(left, right, context))

    def link(self, left: ParsedAccount, right: ParsedAccount, context: CorpusContext, keys: tuple[str, str]) -> Link:
        """The waterfall: reasons whose bits add up to the link's. ``keys``: what to call the two accounts."""
        found = levels(left, right, context)
        steps = zip(NAMES, found, self.steps(found), strict=True)
        reasons = [Reason("base", self.base, "two accounts that are worth comparing, before they are compared")]
        reasons += [
            Reason(name, bits, sentence(name, level, left, right)) for name, level, bits in steps if level != SILENT
        ]
        return Link(*keys, sum(reason.bits for reason in reasons), tuple(reasons))


def sentence(name: str, level: str, left: ParsedAccount, right: ParsedAccount) -> str:
    """What a level says about two accounts, for a person to read."""
    row = TABLE["comparison"][name].get(level, {"say": f"{name}: {level}"})
    return str(row["say"]).format(left=left, right=right, flags="; ".join(sentences(left.flags | right.flags)))


@lru_cache(maxsize=1 << 14)
def probability(bits: float) -> float:
    """The chance that bits of log2 odds stand for.

    >>> probability(0.0), round(probability(3.17), 2)
    (0.5, 0.9)
    """
    return 1.0 / (1.0 + exp(-log(2.0) * max(min(bits, 60.0), -60.0)))


def learn(pairs: Iterable[tuple[tuple[str, ...], bool]], prior: Weights) -> Weights:
    """Weights from pairs that name a site each: (levels with the sites hidden, is it one site).

    The bits are the coefficients of a logistic regression on the levels, with a normal prior around the given bits
    (`SPREAD`): few pairs change little, and comparisons that depend on the same words share their bits instead of
    counting them twice, as plain Fellegi-Sunter weights would.
    """
    counts = Counter(pairs)
    if min(sum(n for (_, same), n in counts.items() if same is kind) for kind in (True, False)) < LEAST:
        return prior
    names = sorted({key for found, _ in counts for key in _learnable(found)})
    where = {key: place for place, key in enumerate(names, start=1)}
    rows = [
        ([0, *(where[key] for key in _learnable(found))], same, count)
        for (found, same), count in sorted(counts.items())
    ]
    center = [prior.base] + [prior.bits.get(key, 0.0) for key in names]
    fitted = fit(rows, center, SPREAD)
    learned = {key: min(bits, 0.0) if key[1] in AGAINST else bits for key, bits in zip(names, fitted[1:], strict=True)}
    return Weights(fitted[0], {**prior.bits, **learned}, sum(counts.values()))


def _learnable(found: tuple[str, ...]) -> list[tuple[str, str]]:
    """The levels of a pair that can be learned from sites."""
    return [
        (name, level)
        for name, level in zip(NAMES, found, strict=True)
        if level != SILENT and name not in _NOT_LEARNED and (name, level) not in _NOT_LEARNED
    ]
