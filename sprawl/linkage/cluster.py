"""Links → owners: a forest in which each account hangs on the account that best explains it.

First the accounts of one name are split by the owner they refer to. Then each part hangs on the owner it refers to.
What is left is joined by likeness (`average_linkage`). Links are made from evidence between two accounts only, so that
strangers are never chained through a common word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.comparisons import CorpusContext
from sprawl.linkage.corpus import Corpus
from sprawl.linkage.weights import Weights

TOGETHER = 0.1  # share of the rarer of two owners' accounts that must refer to both for the two to be one
PARENT = 0.5  # accounts that refer to another owner, in proportion to those with their own site, that make a parent
CARRIERS = 4  # accounts of a part whose links to its owner are weighed
ENOUGH = -1.2  # bits above which a link is made: pairwise F1 is best a little below even chances
MOST = 0.5  # share of a name's accounts in one part that draws those that refer to nobody

NOWHERE = -1
Bond = tuple[list[int], int]  # accounts of a part whose links are weighed, and the account it hangs on by the best

Value = TypeVar("Value")
ByPlace = Sequence[Value] | Mapping[int, Value]  # of all accounts, or of a shard's


@dataclass(slots=True)
class Part:
    """Accounts of one name that refer to one owner. ``votes``: key → accounts that refer to it."""

    key: str
    members: list[int]
    votes: dict[str, int]
    head: int = NOWHERE
    target: str = ""  # the key it hangs on, if any

    def __reduce__(self) -> tuple[type[Part], tuple[object, ...]]:
        """Sent between processes once it is settled, with the votes for its key and its owner alone."""
        kept = {key: count for key, count in self.votes.items() if key in (self.key, self.target)}
        return Part, (self.key, self.members, kept, self.head, self.target)

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """The part of a name with the highest rank is what others hang on: more of it name its own site or refer to its
        parent; then it has no parent; then it is bigger."""
        return (
            max(self.votes.get(key, 0) for key in (self.key, self.target)),
            not self.target,
            len(self.members),
            -self.head,
        )


@dataclass(slots=True)
class Forest:
    """``up[p]``: what account p hangs on, or NOWHERE; ``bits[p]``: of that link; ``refused[p]``: of the best link that
    was not made."""

    up: list[int]
    bits: list[float]
    refused: list[float] = field(default_factory=list)

    def above(self) -> NDArray[np.int64]:
        """What every account hangs on, as an array."""
        return np.fromiter(self.up, np.int64, len(self.up))

    def root(self, place: int) -> int:
        """The top of the tree of an account."""
        while self.up[place] != NOWHERE:
            place = self.up[place]
        return place

    def path(self, place: int) -> list[int]:
        """The accounts from one to its top."""
        path = [place]
        while self.up[path[-1]] != NOWHERE:
            path.append(self.up[path[-1]])
        return path

    def make_root(self, place: int) -> None:
        """Make an account the top of its tree: the links above it are turned around."""
        path = self.path(place)
        bits = [self.bits[step] for step in path]
        for above, below, weight in zip(path, path[1:], bits, strict=False):
            self.up[below], self.bits[below] = above, weight
        self.up[place], self.bits[place] = NOWHERE, 0.0

    def attach(self, place: int, above: int, bits: float) -> bool:
        """Hang a top on another tree; False when that would close a circle."""
        if self.up[place] != NOWHERE or self.root(above) == place:
            return False
        self.up[place], self.bits[place] = above, bits
        return True


@dataclass(frozen=True, slots=True)
class ClusterContext:
    """All that clustering looks at, by place: the distinct accounts, how many rows each is (``counts``), the keys that
    each refers to (``references``); and what their pairs are weighed by."""

    accounts: ByPlace[ParsedAccount]
    counts: ByPlace[int]
    references: ByPlace[tuple[str, ...]]
    context: CorpusContext
    weights: Weights

    @property
    def corpus(self) -> Corpus:
        """What all accounts together show."""
        return self.context.corpus

    def bits(self, left: int, right: int) -> float:
        """Bits of the link between two accounts."""
        return self.weights.pair(self.accounts[left], self.accounts[right], self.context)


def single_accounts(size: int) -> Forest:
    """A forest without links."""
    return Forest([NOWHERE] * size, [0.0] * size, [-60.0] * size)


def split_name(key: str, members: Sequence[int], clustering: ClusterContext) -> list[Part]:
    """The parts of one name, one for each owner; owners to which enough of its accounts refer together are one."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for place in members:
        references, count = clustering.references[place], clustering.counts[place]
        for reference in references:
            single[reference] += count
        if len(references) > 1:
            first, second = sorted(references[:2])
            pairs[first, second] += count
    lead = {reference: reference for reference in single}
    for (left, right), count in sorted(pairs.items()):
        if count >= TOGETHER * min(single[left], single[right]):
            first, second = sorted((_lead(lead, left), _lead(lead, right)))
            lead[second] = first
    by_lead: dict[str, Part] = {}
    for reference, count in sorted(single.items()):
        by_lead.setdefault(_lead(lead, reference), Part(key, [], {})).votes[reference] = count
    loose = []
    for place in members:
        if references := clustering.references[place]:
            by_lead[_lead(lead, references[0])].members.append(place)
        else:
            loose.append(place)
    parts = [part for part in by_lead.values() if part.members]
    parts += _place_loose(key, loose, parts, sum(single.values()), clustering)
    for part in parts:
        _settle(part, clustering)
    return parts


def _lead(lead: dict[str, str], reference: str) -> str:
    while lead[reference] != reference:
        reference = lead[reference]
    return reference


def _place_loose(key: str, loose: list[int], parts: list[Part], total: int, clustering: ClusterContext) -> list[Part]:
    """Accounts that refer to nobody join the part that most of their name are in; the parts of the others are returned.

    Where the name says what accounts do, each is a part of its own.
    """
    if key in clustering.corpus.activity_names:
        return [Part(key, [place], {}) for place in loose]
    biggest = max(parts, key=lambda part: (sum(part.votes.values()), part.members[0]), default=None)
    if biggest and sum(biggest.votes.values()) >= MOST * total:
        biggest.members.extend(loose)
        return []
    return [Part(key, loose, {})] if loose else []


def _settle(part: Part, clustering: ClusterContext) -> None:
    """Choose what the part hangs on, and its head: an account that carries the evidence for that, or for the part's own
    site where more accounts name that, or its plainest account."""
    others = [(count, key) for key, count in part.votes.items() if key != part.key]
    if others:
        most, target = max(others)
        if most >= PARENT * part.votes.get(part.key, 0):
            part.target = target
    leads = part.target and part.votes[part.target] >= part.votes.get(part.key, 0)
    wanted = part.target if leads else part.key
    part.head = max(part.members, key=lambda place: _fitness(place, wanted, clustering))


def _fitness(place: int, wanted: str, clustering: ClusterContext) -> tuple[bool, bool, bool, int, int]:
    account = clustering.accounts[place]
    return (
        wanted in clustering.references[place],
        clustering.corpus.owner(account) == wanted,
        bool(account.plain),
        clustering.counts[place],
        -place,
    )


def member_links(part: Part, clustering: ClusterContext) -> list[tuple[int, int, float]]:
    """The links of the members of a part to its head: (place, head, bits)."""
    return [(place, part.head, clustering.bits(place, part.head)) for place in part.members if place != part.head]


def home_parts(parts: Sequence[Part]) -> dict[str, Part]:
    """Key → the part of that name with the highest rank, on which others hang."""
    homes: dict[str, Part] = {}
    for part in parts:
        if (best := homes.get(part.key)) is None or part.rank > best.rank:
            homes[part.key] = part
    return homes


def part_bonds(parts: Sequence[Part], homes: Mapping[str, Part], clustering: ClusterContext) -> list[Bond]:
    """How each part may hang on the home of the owner it refers to, small parts first."""
    bonds = []
    for part in sorted(parts, key=lambda part: (len(part.members), part.head)):
        home = homes.get(part.target) if part.target else None
        if home and home is not part:
            referring = [place for place in part.members if part.target in clustering.references[place]]
            referring.sort(key=lambda place: _fitness(place, part.target, clustering), reverse=True)
            bonds.append((referring[:CARRIERS], home.head))
    return bonds


def stray_bonds(
    parts: Sequence[Part], homes: Mapping[str, Part], clustering: ClusterContext, forest: Forest
) -> list[Bond]:
    """How an account that its own part did not hold may hang on an owner it refers to itself."""
    return [
        ([place], homes[reference].head)
        for part in parts
        for place in part.members
        if place != part.head and forest.up[place] == NOWHERE
        for reference in clustering.references[place]
        if reference in homes and homes[reference].head != place
    ]


def attach_bond(bond: Bond, weighed: Mapping[tuple[int, int], float], forest: Forest) -> None:
    """Hang the tree of the carriers by the strongest of their links. ``weighed``: bits of (carrier, head)."""
    carriers, above = bond
    bits, _, place = max((weighed[place, above], -rank, place) for rank, place in enumerate(carriers))
    top = forest.root(place)
    if bits > ENOUGH and forest.root(above) != top:
        forest.make_root(place)
        forest.attach(place, above, bits)
    elif bits <= ENOUGH:
        forest.refused[top] = max(forest.refused[top], bits)


def places_by_key(places: Sequence[int], accounts: Sequence[ParsedAccount], corpus: Corpus) -> dict[str, list[int]]:
    """The places of the accounts of each name in order, without those that a flag keeps out."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for place, account in zip(places, accounts, strict=True):
        key = account.key
        if key and not (account.flags and corpus.keeps_out(account)):
            by_key[key].append(place)
    return {key: sorted(held) for key, held in by_key.items()}


def all_roots(forest: Forest) -> NDArray[np.int64]:
    """The top of every account. Takes time in proportion to the accounts times the logarithm of the depth."""
    tops = above_or_self(forest)
    while ((higher := tops[tops]) != tops).any():
        tops = higher
    return tops


def above_or_self(forest: Forest) -> NDArray[np.int64]:
    """What every account hangs on, or itself where it is a top."""
    up = forest.above()
    return np.where(up == NOWHERE, np.arange(len(up)), up)
