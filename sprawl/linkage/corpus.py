"""What all accounts together show: counts of names, sites and handles, and what follows from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.columns import Coded, coded
from sprawl.linkage.flags import ALWAYS, keeps_out
from sprawl.linkage.sites import spelling

SPELLED = 3  # times as many accounts of a site may have another name as have the one it spells, which still owns it
ASIDE = 4  # times as many accounts name a brand's main site as one that may be squatted


class Pairs(NamedTuple):
    """The different pairs of a text (a site or a handle) and a name that accounts have, those of one text beside each
    other: places of the ``texts`` and of the ``names``, and ``counts`` of the accounts that have both."""

    texts: NDArray[np.int64]
    names: NDArray[np.int64]
    counts: NDArray[np.int64]

    def leaders(self, rank: Callable[[int], Any]) -> NDArray[np.int64]:
        """The pair of each text that most accounts have; of several, the one that ranks highest.

        >>> pairs = Pairs(np.array([4, 4, 7, 7]), np.array([1, 2, 1, 3]), np.array([1, 3, 2, 2]))
        >>> pairs.leaders(lambda pair: pair).tolist()
        [1, 3]
        """
        if not len(self.texts):
            return self.texts
        starts = np.flatnonzero(np.diff(self.texts, prepend=-1))
        most = np.repeat(np.maximum.reduceat(self.counts, starts), np.diff(np.append(starts, len(self.texts))))
        high = np.flatnonzero(self.counts == most)
        starts = np.flatnonzero(np.diff(self.texts[high], prepend=-1))
        sizes = np.diff(np.append(starts, len(high)))
        best: NDArray[np.int64] = high[starts]
        for group in np.flatnonzero(sizes > 1).tolist():
            best[group] = max(high[starts[group] : starts[group] + sizes[group]].tolist(), key=rank)
        return best


class Tally:
    """The names, sites and handles of distinct accounts, and how many rows each is (``counts``). Accounts with a flag
    that always keeps out are in no sum."""

    def __init__(self, accounts: Sequence[ParsedAccount], counts: Sequence[int]) -> None:
        self.names = coded([each.key for each in accounts])
        self.sites = coded([each.site for each in accounts])
        self.handles = coded([each.handle for each in accounts])
        self.counts = np.array(counts, np.int64)
        self.counted = np.array([not each.flags & ALWAYS for each in accounts], bool)

    def sums(self, column: Coded) -> NDArray[np.int64]:
        """How many rows have each of the texts of a column."""
        counts = np.where(self.counted, self.counts, 0)
        return np.bincount(column.of, counts, len(column.texts)).astype(np.int64)

    def by_text(self, column: Coded) -> Counter[str]:
        """The same by text, without texts that no row has."""
        return Counter({text: n for text, n in zip(column.texts, self.sums(column).tolist(), strict=True) if n})

    def pairs(self, column: Coded) -> Pairs:
        """The different pairs of a text that is not empty and a name."""
        rows = np.flatnonzero(self.counted & (column.of > 0))
        span = len(self.names.texts)
        both, which = np.unique(column.of[rows] * span + self.names.of[rows], return_inverse=True)
        counts = np.bincount(which, self.counts[rows], len(both)).astype(np.int64)
        return Pairs(both // span, both % span, counts)

    def naming(self, sites: Collection[str]) -> list[int]:
        """The places of the accounts that name one of some sites."""
        wanted = np.array([label in sites for label in self.sites.texts], bool)
        places: list[int] = np.flatnonzero(wanted[self.sites.of]).tolist()
        return places

    def drop(self, places: Sequence[int]) -> None:
        """Leave some accounts out of all sums from now on."""
        self.counted[list(places)] = False


@dataclass(slots=True)
class Corpus:
    """What the accounts show that no flag always keeps out.

    ``name_counts``: key → rows. ``site_counts``: site label → rows that name it. ``site_owners``: site label → the key
    that owns it. ``handle_names``: handle → (key that most of its rows have, their share). ``references``: key → key
    its accounts refer to → rows; accounts that name their own site refer to their own key. ``extended_names``: key →
    the owner's name it begins or ends with. ``spelled_handles``: handle → the owner with whose name or handle it begins
    or ends. ``activity_names``: names that say what accounts do and not whose they are.
    """

    name_counts: Counter[str] = field(default_factory=Counter)
    site_counts: Counter[str] = field(default_factory=Counter)
    site_owners: dict[str, str] = field(default_factory=dict)
    handle_names: dict[str, tuple[str, float]] = field(default_factory=dict)
    references: dict[str, dict[str, int]] = field(default_factory=dict)
    extended_names: Mapping[str, str] = field(default_factory=dict)
    spelled_handles: Mapping[str, str] = field(default_factory=dict)
    activity_names: Set[str] = frozenset()

    def owner(self, account: ParsedAccount) -> str:
        """The key that owns the site the account names, or ""."""
        return self.site_owners.get(account.site, "") if account.site else ""

    def backed(self, account: ParsedAccount) -> bool:
        """The account names a site that accounts of its own name own."""
        return bool(account.site) and self.site_owners.get(account.site) == account.key

    def main_sites(self) -> dict[str, str]:
        """Key → the site it owns that most accounts name."""
        main: dict[str, str] = {}
        for label, key in sorted(self.site_owners.items()):
            if key not in main or self.site_counts[label] > self.site_counts[main[key]]:
                main[key] = label
        return main

    def keeps_out(self, account: ParsedAccount) -> bool:
        """A flag keeps the account out of every cluster, and no site vouches for it: none that is spelled as its name,
        and none that other accounts name too."""
        if not account.flags:
            return False
        vouched = bool(account.site) and (spelling(account.site) == account.key or self.site_counts[account.site] > 1)
        return keeps_out(account.flags, vouched)


def corpus_of(tally: Tally) -> Corpus:
    """The corpus that a tally shows, before any references are counted."""
    return Corpus(tally.by_text(tally.names), _site_counts(tally), _site_owners(tally), _handle_names(tally))


def count_references(
    accounts: Sequence[ParsedAccount], counts: Sequence[int], references: Sequence[tuple[str, ...]]
) -> dict[str, dict[str, int]]:
    """Key → key its accounts refer to → rows; accounts with a flag that always keeps out are left out."""
    by_key: dict[str, dict[str, int]] = {}
    for account, count, keys in zip(accounts, counts, references, strict=True):
        if keys and not account.flags & ALWAYS:
            sums = by_key.setdefault(account.key, {})
            for key in keys:
                sums[key] = sums.get(key, 0) + count
    return by_key


def _site_counts(tally: Tally) -> Counter[str]:
    counts = tally.by_text(tally.sites)
    counts.pop("", None)
    return counts


def _site_owners(tally: Tally) -> dict[str, str]:
    """Site label → the name that owns it. A spelling that several labels have belongs to the owner of all of them."""
    owners = dict(_owned_labels(tally))
    by_spelling: dict[str, set[str]] = defaultdict(set)
    for label, owner in owners.items():
        if "." in label:
            by_spelling[spelling(label)].add(owner)
    return {name: next(iter(keys)) for name, keys in by_spelling.items() if len(keys) == 1} | owners


def _owned_labels(tally: Tally) -> Iterator[tuple[str, str]]:
    """A label belongs to the name it spells when a third as many accounts of that name use it as of the most frequent
    name, else to the most frequent name."""
    labels, names = tally.sites.texts, tally.names.texts
    pairs = tally.pairs(tally.sites)
    both = zip(pairs.texts.tolist(), pairs.names.tolist(), strict=True)
    spelled = [names[name] == spelling(labels[label]) for label, name in both]
    best = pairs.leaders(lambda pair: (spelled[pair], names[pairs.names[pair]]))
    sites = pairs.texts[best]
    own = np.bincount(pairs.texts, pairs.counts * np.array(spelled, bool), len(labels))[sites]
    enough = own * SPELLED >= pairs.counts[best]
    for label, name, by_spelling in zip(sites.tolist(), pairs.names[best].tolist(), enough.tolist(), strict=True):
        yield labels[label], spelling(labels[label]) if by_spelling else names[name]


def _handle_names(tally: Tally) -> dict[str, tuple[str, float]]:
    """Handle → (the key that most of its accounts have, their share)."""
    handles, names = tally.handles.texts, tally.names.texts
    pairs = tally.pairs(tally.handles)
    best = pairs.leaders(lambda pair: names[pairs.names[pair]])
    places = pairs.texts[best]
    keys = [names[name] for name in pairs.names[best].tolist()]
    shares = (pairs.counts[best] / tally.sums(tally.handles)[places]).tolist()
    return dict(zip([handles[place] for place in places.tolist()], zip(keys, shares, strict=True), strict=True))
