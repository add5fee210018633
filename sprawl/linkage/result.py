"""Owners: which accounts belong together, how sure that is, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log2
from typing import TypeVar

from sprawl.linkage.cluster import NOWHERE
from sprawl.linkage.constraints import DECIDED, links_between
from sprawl.linkage.flags import LINKED, sentences
from sprawl.linkage.pipeline import Matched
from sprawl.model import Link, Reason

Value = TypeVar("Value")
SURE = 0.98  # chance from which nobody is asked
REASONS = 3  # of a link that are told in a line
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
    the links from the first to its brand's own site; ``weakest``: the link of the path with the fewest bits;
    ``changes``: what rules over the corpus dropped or added about either.
    """

    link: Link
    together: bool
    path: tuple[Link, ...] = ()
    home: tuple[Link, ...] = ()
    weakest: Link | None = None
    changes: tuple[str, ...] = ()


class ByAccount(Mapping[str, Value]):
    """A value for each account id, in order. The index by id is made at the first look-up."""

    def __init__(self, ids: Sequence[str], values: Sequence[Value]) -> None:
        self._ids, self._values = ids, values

    @cached_property
    def _index(self) -> Mapping[str, Value]:
        return dict(zip(self._ids, self._values, strict=True))

    def __getitem__(self, account: str) -> Value:
        return self._index[account]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def in_order(self) -> Sequence[Value]:
        """The values alone, one for each account."""
        return self._values


@dataclass(frozen=True)
class Owners:
    """``owner`` and ``probability`` by account id, in the order of the input; ``contradictions``: judgements that
    contradict others and were not carried out."""

    owner: ByAccount[str]
    probability: ByAccount[float]
    alarms: tuple[Alarm, ...] = ()
    contradictions: tuple[tuple[str, str], ...] = ()
    _matched: Matched | None = field(default=None, repr=False)
    _ids: Sequence[str] = field(default=(), repr=False)

    def groups(self) -> dict[str, list[str]]:
        """Owner → its accounts."""
        groups: dict[str, list[str]] = {}
        for account, owner in self.owner.items():
            groups.setdefault(owner, []).append(account)
        return groups

    def links(self) -> list[Link]:
        """Every link that was made, with its reasons. Takes a comparison for each."""
        up = self._all.forest.up
        return [self._link_made(place) for place in range(len(up)) if up[place] != NOWHERE]

    def explain(self, left: str, right: str) -> Explanation:
        """The waterfall of any two accounts, also of those never compared, and the links between them.

        Raises KeyError for an id that was not in the input.
        """
        first, second = self._places[left], self._places[right]
        path = tuple(self._link_made(place) for place in links_between(first, second, self._all.forest))
        return Explanation(
            self._link(first, second, (left, right)),
            self.owner[left] == self.owner[right],
            path,
            tuple(self._home(first)),
            min(path, key=lambda link: link.bits, default=None),
            tuple(f"{account}: {change}" for account in (left, right) for change in self.changes(account)),
        )

    def why(self, account: str) -> str:
        """What joins an account to the others of its owner, or why it stands alone; then what the rules over the corpus
        changed about it. Raises KeyError for unknown ids."""
        place = self._places[account]
        return "; ".join([self._why(account, place), *self.changes(account)])

    def changes(self, account: str) -> list[str]:
        """What each rule over the corpus dropped or added about an account. Raises KeyError for unknown ids."""
        place = self._places[account]
        return self._all.changes.of(place, self._all.distinct.accounts[place])

    def _why(self, account: str, place: int) -> str:
        if self._all.forest.up[place] != NOWHERE:
            return _in_words(self._link_made(place))
        if self._name(place) != account and self.owner[self._name(place)] == self.owner[account]:
            return f"says of itself what {self._name(place)} says"
        if place in self._above:
            return "others of its owner hang on it"
        told = "; ".join(sentences(self._all.clustering.accounts[place].flags & ~LINKED))
        return f"stands alone: it {told}" if told else "stands alone: nothing ties it to another account"

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

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return dict(zip(self._ids, self._all.distinct.of.tolist(), strict=True))

    @cached_property
    def _above(self) -> frozenset[int]:
        return frozenset(self._all.forest.up)

    def _home(self, place: int) -> Iterator[Link]:
        """The links up to the first account whose site accounts of its own name own."""
        clustering, forest = self._all.clustering, self._all.forest
        while forest.up[place] != NOWHERE and not clustering.corpus.backed(clustering.accounts[place]):
            yield self._link_made(place)
            place = forest.up[place]

    def _link_made(self, place: int) -> Link:
        """The link from an account to what it hangs on."""
        above = self._all.forest.up[place]
        keys = self._name(place), self._name(above)
        if self._all.forest.bits[place] >= DECIDED:
            return Link(*keys, DECIDED, (Reason("judgement", DECIDED, "a person said that they have the same owner"),))
        return self._link(place, above, keys)

    def _link(self, left: int, right: int, keys: tuple[str, str]) -> Link:
        clustering = self._all.clustering
        accounts = clustering.accounts
        return clustering.weights.link(accounts[left], accounts[right], clustering.context, keys)

    def _name(self, place: int) -> str:
        """The id of the first row of a distinct account."""
        return self._ids[self._all.distinct.first[place]]


def _in_words(link: Link) -> str:
    """A link with its strongest reasons."""
    best = sorted((reason for reason in link.reasons if reason.bits > 0), key=lambda reason: -reason.bits)[:REASONS]
    told = "; ".join(reason.sentence for reason in best)
    return f"belongs with {link.right} ({link.bits:+.1f} bits){f': {told}' if told else ''}"
