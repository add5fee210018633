"""What all accounts together say: which name owns a site, how common a name is, whom accounts of a name point to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeVar

from sprawl.match.suspect import ALWAYS, vetoed
from sprawl.match.traits import Traits, spelling

Key = TypeVar("Key")
ASIDE = 4  # as many accounts name a brand's main site as one that may be squatted
SCATTERED = 4  # names that use a label before it may be nobody's
LEADS = 3  # the name most of its accounts have has one in so many of them, where it is somebody's


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


@dataclass(slots=True)
class Tally:
    """Counts of all accounts."""

    names: Counter[str] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    cores: Counter[tuple[str, str]] = field(default_factory=Counter)

    def uses(self) -> Counter[str]:
        """Site label → accounts that name it."""
        found: Counter[str] = Counter()
        for (label, _), count in self.labels.items():
            found[label] += count
        return found

    def strewn(self) -> frozenset[str]:
        """Labels that accounts of many names give as their site, none of them much more than the others."""
        return frozenset(label for label, found in _grouped(self.labels).items() if _scattered(found))

    def forget(self, labels: Set[str]) -> None:
        """Leave out some labels of sites."""
        self.labels = Counter({pair: count for pair, count in self.labels.items() if pair[0] not in labels})

    def drop(self, other: Tally) -> None:
        """Take the counts of some of the accounts off."""
        _subtract(self.names, other.names)
        _subtract(self.labels, other.labels)
        _subtract(self.cores, other.cores)


def _scattered(found: list[tuple[int, str]]) -> bool:
    """Is there no name that a good share of the accounts have?"""
    return len(found) >= SCATTERED and max(count for count, _ in found) * LEADS < sum(count for count, _ in found)


def _subtract(counts: Counter[Key], gone: Counter[Key]) -> None:
    for key, count in gone.items():
        counts[key] -= count
        if not counts[key]:
            del counts[key]


def tally(signatures: Iterable[tuple[Traits, int]]) -> Tally:
    """Count the names, sites and handles of some signatures; those with a standing cue do not count."""
    names: dict[str, int] = defaultdict(int)
    labels: dict[tuple[str, str], int] = defaultdict(int)
    cores: dict[tuple[str, str], int] = defaultdict(int)
    for traits, count in signatures:
        if not traits.cues or ALWAYS.isdisjoint(traits.cues):
            key = traits.key
            names[key] += count
            if traits.site:
                labels[traits.site, key] += count
            if traits.handle:
                cores[traits.handle, key] += count
    return Tally(Counter(names), Counter(labels), Counter(cores))


def take(total: Tally) -> Census:
    """The census of a tally of all accounts, without its votes."""
    cores = {core: (key, share) for core, key, share in _shares(total.cores)}
    return Census(total.names, _owners(total.labels), cores, uses=total.uses())


def vote(census: Census, anchors: Iterable[tuple[str, Sequence[str], int]]) -> None:
    """Add the votes: (key, keys that an account of it points to, how many such accounts)."""
    votes: dict[str, dict[str, int]] = {}
    for key, targets, count in anchors:
        for target in targets:
            held = votes.setdefault(key, {})
            held[target] = held.get(target, 0) + count
    census.votes = votes


def _grouped(pairs: Counter[tuple[str, str]]) -> dict[str, list[tuple[int, str]]]:
    grouped: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (value, key), count in pairs.items():
        grouped[value].append((count, key))
    return grouped


def _owners(labels: Counter[tuple[str, str]]) -> dict[str, str]:
    """A label belongs to the name it spells when a third as many use it as use the most frequent one, else to that.
    What several labels spell belongs to whom they all do."""
    owners = {label: _owner(label, found) for label, found in _grouped(labels).items()}
    spelt: dict[str, set[str]] = defaultdict(set)
    for label, owner in owners.items():
        if "." in label:
            spelt[spelling(label)].add(owner)
    return {name: next(iter(found)) for name, found in spelt.items() if len(found) == 1} | owners


def _owner(label: str, found: list[tuple[int, str]]) -> str:
    name = spelling(label)
    most, key = max(found, key=lambda item: (item[0], item[1] == name, item[1]))
    own = sum(count for count, each in found if each == name)
    return name if own * 3 >= most else key


def _shares(cores: Counter[tuple[str, str]]) -> Iterable[tuple[str, str, float]]:
    for core, found in _grouped(cores).items():
        most, key = max(found)
        yield core, key, most / sum(count for count, _ in found)
