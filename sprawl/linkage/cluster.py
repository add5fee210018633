"""Links → owners: a forest in which each account hangs on the one that best explains it.

First the accounts of one name are split where they point to different owners, then each part hangs on the owner it
points to, at last what is left is joined by likeness. A link is only made from evidence between two accounts, so
strangers are never chained through a common word: a name that several owners share is split before anything is joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import Traits
from sprawl.linkage.comparisons import Ground
from sprawl.linkage.corpus import Census
from sprawl.linkage.weights import Weights

TOGETHER = 0.1  # share of the rarer of two owners' accounts that must point to both for the two to be one
PARENT = 0.5  # accounts that point elsewhere, in proportion to those with a site of their own, that make a parent
OWN = 8  # accounts that point to an owner above their name which weigh as much as one with the name's own site
LONGER = 2  # how much more each of them weighs where the name begins with that owner's (Nova Bank, Nova)
CARRIERS = 4  # accounts of a part whose links to its owner are tried
ENOUGH = -1.0  # bits above which a link is made: pairwise F1 is best a little below even chances
MOST = 0.5  # share of a name's accounts in one part that draws those that point nowhere

NOWHERE = -1
Bond = tuple[list[int], int]  # the few accounts of a part whose links are tried, and what it hangs on by the best

Held = TypeVar("Held")
Places = Sequence[Held] | Mapping[int, Held]  # by place: of all accounts, or of a shard's


@dataclass(slots=True)
class Part:
    """Accounts of one name that point to the same owner. ``votes``: key → accounts that point to it."""

    key: str
    members: list[int]
    votes: dict[str, int]
    head: int = NOWHERE
    target: str = ""  # the key it hangs on, if any

    def __reduce__(self) -> tuple[type[Part], tuple[object, ...]]:
        """Sent once it is settled, with the votes for its key and its owner alone: nobody asks for the others then."""
        asked = {key: count for key, count in self.votes.items() if key in (self.key, self.target)}
        return Part, (self.key, self.members, asked, self.head, self.target)

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """The better part of a name to hang others on has its own site, unless far more point to an owner above them,
        has no such owner, and is bigger."""
        own = self.votes.get(self.key, 0)
        above = self.votes.get(self.target, 0) * (LONGER if self.key.startswith(self.target) else 1)
        return max(own * OWN, above), not self.target, len(self.members), -self.head


@dataclass(slots=True)
class Forest:
    """``up[s]``: what signature s hangs on, or NOWHERE; ``bits[s]``: of that; ``refused[s]``: of the best not made."""

    up: list[int]
    bits: list[float]
    refused: list[float] = field(default_factory=list)

    def above(self) -> NDArray[np.int64]:
        """What every signature hangs on, as an array."""
        return np.fromiter(self.up, np.int64, len(self.up))

    def root(self, place: int) -> int:
        """The signature at the top."""
        while self.up[place] != NOWHERE:
            place = self.up[place]
        return place

    def path(self, place: int) -> list[int]:
        """From a signature to the top."""
        found = [place]
        while self.up[found[-1]] != NOWHERE:
            found.append(self.up[found[-1]])
        return found

    def turn(self, place: int) -> None:
        """Make a signature the top of its tree: the links on its path are turned around."""
        trail = self.path(place)
        weights = [self.bits[step] for step in trail]
        for above, below, bits in zip(trail, trail[1:], weights, strict=False):
            self.up[below], self.bits[below] = above, bits
        self.up[place], self.bits[place] = NOWHERE, 0.0

    def hang(self, place: int, above: int, bits: float) -> bool:
        """Hang a top on another tree; False when that would close a circle."""
        if self.up[place] != NOWHERE or self.root(above) == place:
            return False
        self.up[place], self.bits[place] = above, bits
        return True


@dataclass(frozen=True, slots=True)
class Field:
    """All that clustering looks at. ``targets[s]``: keys that signature s points to; ``counts[s]``: accounts of it."""

    traits: Places[Traits]
    counts: Places[int]
    targets: Places[tuple[str, ...]]
    ground: Ground
    weights: Weights

    def bits(self, left: int, right: int) -> float:
        """Bits of the link between two signatures."""
        return self.weights.pair(self.traits[left], self.traits[right], self.ground)


def empty(size: int) -> Forest:
    """A forest of single accounts."""
    return Forest([NOWHERE] * size, [0.0] * size, [-60.0] * size)


def split(key: str, members: Sequence[int], land: Field) -> list[Part]:
    """The parts of one name: owners that enough of its accounts point to together are one."""
    single, together = _counted(members, land)
    lead = {target: target for target in single}
    for (left, right), count in sorted(together.items()):
        if count >= TOGETHER * min(single[left], single[right]):
            _join(lead, left, right)
    parts: dict[str, Part] = {}
    for target, count in sorted(single.items()):
        part = parts.setdefault(_lead(lead, target), Part(key, [], {}))
        part.votes[target] = count
    loose = [place for place in members if not land.targets[place]]
    for place in members:
        if land.targets[place]:
            parts[_lead(lead, land.targets[place][0])].members.append(place)
    found = [part for part in parts.values() if part.members]
    if key in land.ground.census.doings:
        found += [Part(key, [place], {}) for place in loose]
    else:
        _place_loose(key, loose, found, sum(single.values()))
    for part in found:
        _settle(part, land)
    return found


def _counted(members: Sequence[int], land: Field) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    single: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for place in members:
        targets, count = land.targets[place], land.counts[place]
        for target in targets:
            single[target] += count
        if len(targets) > 1:
            first, second = sorted(targets[:2])
            together[first, second] += count
    return single, together


def _lead(lead: dict[str, str], target: str) -> str:
    while lead[target] != target:
        target = lead[target]
    return target


def _join(lead: dict[str, str], left: str, right: str) -> None:
    first, second = sorted((_lead(lead, left), _lead(lead, right)))
    lead[second] = first


def _place_loose(key: str, loose: list[int], parts: list[Part], total: int) -> None:
    """Accounts that point nowhere go where most of their name are, or stay by themselves."""
    biggest = max(parts, key=lambda part: (sum(part.votes.values()), part.members[0]), default=None)
    if biggest and sum(biggest.votes.values()) >= MOST * total:
        biggest.members.extend(loose)
    elif loose:
        parts.append(Part(key, loose, {}))


def _settle(part: Part, land: Field) -> None:
    """Choose what the part hangs on, and its head: who carries the evidence for that, or for the site of its own where
    more name that, or its plainest account."""
    others = [(count, target) for target, count in part.votes.items() if target != part.key]
    if others:
        most, target = max(others)
        if most >= PARENT * part.votes.get(part.key, 0):
            part.target = target
    led = part.target and part.votes[part.target] >= part.votes.get(part.key, 0)
    wanted = part.target if led else part.key
    part.head = max(part.members, key=lambda place: _fitness(place, wanted, land))


def _fitness(place: int, wanted: str, land: Field) -> tuple[bool, bool, bool, int, int]:
    traits = land.traits[place]
    return (
        wanted in land.targets[place],
        land.ground.census.owner(traits) == wanted,
        bool(traits.plain),
        land.counts[place],
        -place,
    )


def member_links(part: Part, land: Field) -> list[tuple[int, int, float]]:
    """The links of the members of a part to its head: (place, head, bits)."""
    return [(place, part.head, land.bits(place, part.head)) for place in part.members if place != part.head]


def find_homes(parts: Sequence[Part]) -> dict[str, Part]:
    """The best part of each name, on which others may hang."""
    homes: dict[str, Part] = {}
    for part in parts:
        held = homes.get(part.key)
        if held is None or part.rank > held.rank:
            homes[part.key] = part
    return homes


def bonds(parts: Sequence[Part], homes: Mapping[str, Part], land: Field) -> list[Bond]:
    """How each part may hang on the home of the owner it points to, small parts first."""
    ordered = sorted(parts, key=lambda part: (len(part.members), part.head))
    pairs = ((part, homes.get(part.target)) for part in ordered if part.target)
    return [(_carriers(part, land), home.head) for part, home in pairs if home and home is not part]


def strays(parts: Sequence[Part], homes: Mapping[str, Part], land: Field, forest: Forest) -> list[Bond]:
    """An account that its own part did not hold may belong to an owner it points to itself."""
    return [
        ([place], homes[target].head)
        for part in parts
        for place in part.members
        if place != part.head and forest.up[place] == NOWHERE
        for target in land.targets[place]
        if target in homes and homes[target].head != place
    ]


def hang(bond: Bond, weighed: Mapping[tuple[int, int], float], forest: Forest) -> None:
    """Hang the tree of the carriers by the strongest of their links. ``weighed``: bits of (carrier, head)."""
    carriers, above = bond
    bits, _, place = max((weighed[place, above], -rank, place) for rank, place in enumerate(carriers))
    top = forest.root(place)
    if bits > ENOUGH and forest.root(above) != top:
        forest.turn(place)
        forest.hang(place, above, bits)
    elif bits <= ENOUGH:
        forest.refused[top] = max(forest.refused[top], bits)


def _carriers(part: Part, land: Field) -> list[int]:
    """The few accounts of a part that say best what it hangs on."""
    pointing = [place for place in part.members if part.target in land.targets[place]]
    return sorted(pointing, key=lambda place: _fitness(place, part.target, land), reverse=True)[:CARRIERS]


def by_key(places: Sequence[int], signatures: Sequence[Traits], census: Census) -> dict[str, list[int]]:
    """The places of the signatures of each name in order, those left out that a cue keeps out."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, traits in zip(places, signatures, strict=True):
        key = traits.key
        if key and not (traits.cues and census.keeps_out(traits)):
            found[key].append(place)
    return {key: sorted(held) for key, held in found.items()}


def all_tops(forest: Forest) -> NDArray[np.int64]:
    """The top of every signature."""
    found = raised(forest)
    while ((higher := found[found]) != found).any():  # half as far each time
        found = higher
    return found


def raised(forest: Forest) -> NDArray[np.int64]:
    """What every signature hangs on, or itself where that is nothing."""
    up = forest.above()
    return np.where(up == NOWHERE, np.arange(len(up)), up)
