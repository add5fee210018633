"""What all accounts together say: which name owns a site, how common a name is, whom accounts of a name point to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from sprawl.linkage.account import Traits, spelling
from sprawl.linkage.counts import Tally
from sprawl.linkage.flags import vetoed

SPELLED = 3  # times as many accounts of a label may have another name as have the one it spells, whose it is then
ASIDE = 4  # as many accounts name a brand's main site as one that may be squatted


@dataclass(slots=True)
class Census:
    """Counts over all accounts that no cue keeps out.

    ``names``: key → accounts. ``owners``: site label → the key that owns it. ``cores``: handle → (key it mostly belongs
    to, share of its accounts). ``votes``: key → key its accounts point to → accounts; sites of its own vote for itself.
    ``uses``: site label → accounts that name it. ``stems``: key → the owner's name it begins or ends with;
    ``fronts``: words that handles of many owners have before their name; ``doings``: names that say what accounts do;
    ``spelled``: handle → the owner with whose name or handle it begins or ends.
    """

    names: Counter[str] = field(default_factory=Counter)
    owners: dict[str, str] = field(default_factory=dict)
    cores: dict[str, tuple[str, float]] = field(default_factory=dict)
    votes: dict[str, dict[str, int]] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)
    stems: dict[str, str] = field(default_factory=dict)
    fronts: Set[str] = frozenset()
    doings: Set[str] = frozenset()
    spelled: dict[str, str] = field(default_factory=dict)

    def owner(self, traits: Traits) -> str:
        """The key that owns the site the account names, or ""."""
        return self.owners.get(traits.site, "") if traits.site else ""

    def backed(self, traits: Traits) -> bool:
        """Does it name a site that accounts of its own name own?"""
        return bool(traits.site) and self.owners.get(traits.site) == traits.key

    def mains(self) -> dict[str, str]:
        """Brand → the label of the site of it that most accounts name."""
        found: dict[str, str] = {}
        for label, key in sorted(self.owners.items()):
            if key not in found or self.uses[label] > self.uses[found[key]]:
                found[key] = label
        return found

    def aside(self, label: str, mains: Mapping[str, str]) -> bool:
        """Is it a site that far fewer accounts name than the main one of its brand? It may be squatted."""
        main = mains.get(self.owners.get(label, ""), label)
        return main != label and self.uses[label] * ASIDE <= self.uses[main]

    def keeps_out(self, traits: Traits) -> bool:
        """Does a cue keep it out of every cluster, with no site that vouches for it?"""
        return bool(traits.cues) and vetoed(traits.cues, self.vouched(traits))

    def vouched(self, traits: Traits) -> bool:
        """Does it name a site spelled as its own name, or one that other accounts name too?"""
        return bool(traits.site) and (spelling(traits.site) == traits.key or self.uses[traits.site] > 1)


def take(total: Tally) -> Census:
    """The census of a tally of all accounts, without its votes."""
    return Census(Counter(total.named(total.names)), _owners(total), _cores(total), uses=Counter(total.uses()))


def vote(census: Census, anchors: Iterable[tuple[str, Sequence[str], int]]) -> None:
    """Add the votes: (key, keys that an account of it points to, how many such accounts)."""
    votes: dict[str, dict[str, int]] = {}
    for key, targets, count in anchors:
        for target in targets:
            held = votes.setdefault(key, {})
            held[target] = held.get(target, 0) + count
    census.votes = votes


def _owners(total: Tally) -> dict[str, str]:
    """Site label → the name it belongs to. What several labels spell belongs to whom they all do."""
    owners = dict(_seats(total))
    spelt: dict[str, set[str]] = defaultdict(set)
    for label, owner in owners.items():
        if "." in label:
            spelt[spelling(label)].add(owner)
    return {name: next(iter(found)) for name, found in spelt.items() if len(found) == 1} | owners


def _seats(total: Tally) -> Iterator[tuple[str, str]]:
    """A label belongs to the name it spells when a third as many use it as use the most frequent one, else to that."""
    labels, names = total.sites.texts, total.names.texts
    pairs = total.pairs(total.sites)
    named = zip(pairs.values.tolist(), pairs.names.tolist(), strict=True)
    spelled = [names[name] == spelling(labels[label]) for label, name in named]
    best = pairs.leaders(lambda pair: (spelled[pair], names[pairs.names[pair]]))
    sites = pairs.values[best]
    own = np.bincount(pairs.values, pairs.counts * np.array(spelled, bool), len(labels))[sites]
    enough = own * SPELLED >= pairs.counts[best]
    for label, name, by_spelling in zip(sites.tolist(), pairs.names[best].tolist(), enough.tolist(), strict=True):
        yield labels[label], spelling(labels[label]) if by_spelling else names[name]


def _cores(total: Tally) -> dict[str, tuple[str, float]]:
    """Handle → the key it mostly belongs to, share of its accounts."""
    handles, names = total.handles.texts, total.names.texts
    pairs = total.pairs(total.handles)
    best = pairs.leaders(lambda pair: names[pairs.names[pair]])
    places = pairs.values[best]
    keys = [names[name] for name in pairs.names[best].tolist()]
    shares = (pairs.counts[best] / total.sums(total.handles)[places]).tolist()
    return dict(zip([handles[place] for place in places.tolist()], zip(keys, shares, strict=True), strict=True))
