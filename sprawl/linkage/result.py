"""Owners: who belongs together, how sure that is, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log2
from typing import TypeVar

from sprawl.linkage import flags
from sprawl.linkage.cluster import NOWHERE
from sprawl.linkage.constraints import DECIDED, steps_between
from sprawl.linkage.pipeline import Matched
from sprawl.model import Link, Reason

Told = TypeVar("Told")
SURE = 0.98  # chance from which nothing is asked
SAID = 3  # reasons of a link that are told in a line
BIG = 400  # accounts of one owner above which a person should look
BRIDGE = 3  # accounts on each of two sites that make a link between them worth a look


@dataclass(frozen=True, slots=True)
class Alarm:
    """An owner a person should look at: ``big``, or ``bridge`` (a link joins two names with sites of their own)."""

    kind: str
    owner: str
    sentence: str
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two accounts do or do not belong together.

    ``link``: the waterfall of the two alone. ``path``: the links that join them, none when they are apart; ``home``:
    the links from the first to its brand's own site; ``weakest``: the link of the path that carries least.
    """

    link: Link
    together: bool
    path: tuple[Link, ...] = ()
    home: tuple[Link, ...] = ()
    weakest: Link | None = None


class ByAccount(Mapping[str, Told]):
    """A value for each account id, in order; what is looked up by id is filed at the first look."""

    def __init__(self, ids: Sequence[str], told: Sequence[Told]) -> None:
        self._ids, self._told = ids, told

    @cached_property
    def _filed(self) -> Mapping[str, Told]:
        return dict(zip(self._ids, self._told, strict=True))

    def __getitem__(self, account: str) -> Told:
        return self._filed[account]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def in_order(self) -> Sequence[Told]:
        """The values alone, an account each."""
        return self._told


@dataclass(frozen=True)
class Owners:
    """``owner`` and ``probability`` by account id, in the order of the input; ``contradictions``: judgements undone."""

    owner: ByAccount[str]
    probability: ByAccount[float]
    alarms: tuple[Alarm, ...] = ()
    contradictions: tuple[tuple[str, str], ...] = ()
    _matched: Matched | None = field(default=None, repr=False)
    _ids: Sequence[str] = field(default=(), repr=False)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return dict(zip(self._ids, self._all.signatures.of.tolist(), strict=True))

    def groups(self) -> dict[str, list[str]]:
        """Owner → its accounts."""
        found: dict[str, list[str]] = {}
        for account, owner in self.owner.items():
            found.setdefault(owner, []).append(account)
        return found

    def links(self) -> list[Link]:
        """Every link that was made, told in full: costs a comparison each."""
        forest = self._all.forest
        return [self._told(place, forest.up[place]) for place in range(len(forest.up)) if forest.up[place] != NOWHERE]

    def explain(self, left: str, right: str) -> Explanation:
        """The waterfall of any two accounts, also of those never compared, and the way between them.

        Raises KeyError for an id that was not in the input.
        """
        first, second = self._places[left], self._places[right]
        between = steps_between(first, second, self._all.forest)
        path = tuple(self._step(place) for place in between)
        return Explanation(
            self._link(first, second, (left, right)),
            self.owner[left] == self.owner[right],
            path,
            tuple(self._home(first)),
            min(path, key=lambda link: link.bits, default=None),
        )

    def why(self, account: str) -> str:
        """What joins an account to the others of its owner, or why it stands alone. Raises KeyError for unknown ids."""
        place, forest = self._places[account], self._all.forest
        cues = self._all.land.traits[place].cues
        if forest.up[place] != NOWHERE:
            return _joined(self._step(place))
        if self._name(place) != account and self.owner[self._name(place)] == self.owner[account]:
            return f"says of itself what {self._name(place)} says"
        if place in self._above:
            return "others of its owner hang on it"
        held = "; ".join(sentence for cue, sentence in flags.CUES.items() if cue in cues and cue != flags.LINKED)
        return f"stands alone: it {held}" if held else "stands alone: nothing ties it to another account"

    @cached_property
    def _above(self) -> frozenset[int]:
        return frozenset(self._all.forest.up)

    def doubts(self, count: int) -> list[tuple[str, str]]:
        """The accounts whose owner is least sure and would move most others, best first, with why."""
        sizes = Counter(self.owner.values())
        worth = [
            (min(chance, 1 - chance) * (1 + log2(sizes[self.owner[account]])), account)
            for account, chance in self.probability.items()
            if chance < SURE
        ]
        best = sorted(worth, key=lambda item: (-item[0], item[1]))[:count]
        return [(account, self._doubt(account, sizes[self.owner[account]])) for _, account in best]

    def _doubt(self, account: str, size: int) -> str:
        others = f"with {size - 1} others" if size > 1 else "alone"
        return f"stands {others}, with a chance of {self.probability[account]:.2f}"

    @property
    def _all(self) -> Matched:
        assert self._matched is not None
        return self._matched

    def _home(self, place: int) -> list[Link]:
        """The links up to the first account whose site accounts of its own name own."""
        found = []
        land, forest = self._all.land, self._all.forest
        while forest.up[place] != NOWHERE and not land.ground.census.backed(land.traits[place]):
            found.append(self._step(place))
            place = forest.up[place]
        return found

    def _step(self, place: int) -> Link:
        return self._told(place, self._all.forest.up[place])

    def _told(self, left: int, right: int) -> Link:
        if self._all.forest.bits[left] >= DECIDED and self._all.forest.up[left] == right:
            keys = self._name(left), self._name(right)
            return Link(*keys, DECIDED, (Reason("judgement", DECIDED, "a person said that they have the same owner"),))
        return self._link(left, right, (self._name(left), self._name(right)))

    def _link(self, left: int, right: int, keys: tuple[str, str]) -> Link:
        land = self._all.land
        return land.weights.link(land.traits[left], land.traits[right], land.ground, keys)

    def _name(self, place: int) -> str:
        return self._ids[self._all.signatures.first[place]]


def _joined(link: Link) -> str:
    """A link in words: its strongest reasons."""
    best = sorted((reason for reason in link.reasons if reason.bits > 0), key=lambda reason: -reason.bits)[:SAID]
    told = "; ".join(reason.sentence for reason in best)
    return f"belongs with {link.right} ({link.bits:+.1f} bits){f': {told}' if told else ''}"
