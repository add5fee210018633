"""Which accounts are worth comparing, and why: those that point to each other, those whose names are alike and rare.

Comparing an account with the few it points to keeps the work in proportion to the accounts, however many look alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import log2
from zlib import crc32

import numpy as np

from sprawl.linkage.account import Traits
from sprawl.linkage.corpus import Census
from sprawl.text.names import GIVEN

SITE, MENTION, HANDLE, STEM = "site", "mention", "handle", "stem"
GRAM = 4  # letters of a piece of a name
CROWD = 60  # a piece that more names share tells nothing
MOSTLY = 0.6  # share of a handle's accounts that have one name, from which who calls the handle means the name
ENCOUNTERS = 2  # rare pieces that longer names have to share
CROWD_OF = 4_000  # names that a small file is thought to be drawn from: what is rare in it may be common outside


def anchors(traits: Traits, census: Census) -> dict[str, str]:
    """The keys an account points to, and by what: its site, whom it mentions, failing both, its handle, or
    the name that its own goes on from.

    Its own key means: its site is owned by accounts of its own name.
    """
    return {} if _names_nobody(traits, census) else _aims(traits, census)


def _names_nobody(traits: Traits, census: Census) -> bool:
    """Does it name nobody but itself? Cheaper than looking for whom."""
    name = traits.name
    return not (traits.site or traits.mentions or traits.handle != name or name in census.stems)


def _aims(traits: Traits, census: Census) -> dict[str, str]:
    found: dict[str, str] = {}
    if traits.site and (owner := census.owners.get(traits.site)):
        found[owner] = SITE
    for mention in traits.mentions:
        target = _target(mention, census)
        if target and target != traits.key:
            found.setdefault(target, MENTION)
    if traits.handle != traits.name and (target := _by_handle(traits, census, bool(found))):
        found.setdefault(target, HANDLE)
    if not found and (target := census.stems.get(traits.key, "")):
        found[target] = STEM
    if not found and traits.handle != traits.name and (target := census.spelled.get(traits.handle, "")):
        found[target] = HANDLE
    return found


def _target(mention: str, census: Census) -> str:
    if mention in census.names:
        return mention
    core, share = census.cores.get(mention, ("", 0.0))
    return census.owners.get(mention, "") or (core if share >= MOSTLY else "")


def _by_handle(traits: Traits, census: Census, led: bool) -> str:
    """The other name a handle spells, before the account's own (``nova-aspirin`` for Aspirin), or alone where nothing
    else has ``led`` to an owner."""
    handle, key = traits.handle, traits.key
    if key not in GIVEN and (head := before(handle, key)) and head in census.names and head not in census.fronts:
        return head
    if led:
        return ""
    if len(handle) >= 4 and handle in census.names and handle not in census.doings and not key.startswith(handle):
        return handle
    return ""


def before(handle: str, key: str) -> str:
    """What a handle has before the account's own name, which it ends with.

    >>> before("nova-aspirin".replace("-", ""), "aspirin"), before("aspirin", "aspirin")
    ('nova', '')
    """
    return handle[: -len(key)] if len(key) >= 3 and handle.endswith(key) else ""


def grams(text: str) -> set[str]:
    """The pieces of a name that make it rare or common.

    >>> sorted(grams("novalis"))
    ['alis', 'nova', 'oval', 'vali']
    """
    return {text[start : start + GRAM] for start in range(len(text) - GRAM + 1)}


_recent = lru_cache(maxsize=1 << 12)(grams)  # for names that are compared with several others in a row


def count_pieces(names: Iterable[str]) -> Counter[str]:
    """How many of some names hold each piece."""
    return Counter(chain.from_iterable(map(grams, names)))


class Rarity:
    """How rare each piece of a name is among ``names`` different ones: bits = log2(names / names with it).

    ``counts``: of pieces, from parts of the names.
    """

    def __init__(self, names: int, counts: Iterable[Counter[str]]) -> None:
        self.total = max(names, CROWD_OF)
        self.found: Counter[str] = Counter()
        for count in counts:
            self.found.update(count)
        self._bits: dict[str, float] = {}
        self._weights: dict[str, float] = {}

    def __reduce__(self) -> tuple[type[Rarity], tuple[int, list[Counter[str]]]]:
        return Rarity, (self.total, [self.found])

    def bits(self, gram: str) -> float:
        """How many bits a piece is worth."""
        if (bits := self._bits.get(gram)) is None:
            bits = self._bits[gram] = log2(self.total / (self.found.get(gram) or 1))
        return bits

    def weight(self, name: str) -> float:
        """The bits of all pieces of a name."""
        if (weight := self._weights.get(name)) is None:
            weight = self._weights[name] = sum(map(self.bits, sorted(_recent(name))))
        return weight

    def shared(self, left: str, right: str) -> float:
        """The bits of the pieces two names share."""
        both = _recent(left) & _recent(right)
        return sum(map(self.bits, sorted(both))) if both else 0.0

    def piece(self, left: str, right: str) -> tuple[int, int]:
        """The longest piece two names share: its letters, and how many names hold its rarest part."""
        others = _recent(right)
        run = most = end = 0
        for start in range(len(left) - GRAM + 1):
            run = run + 1 if left[start : start + GRAM] in others else 0
            if run > most:
                most, end = run, start + 1
        rarest = min((self.found[left[start : start + GRAM]] for start in range(end - most, end)), default=self.total)
        return (most + GRAM - 1, max(rarest, 1)) if most else (0, self.total)


def alike(names: Sequence[str], rarity: Rarity, every: int = 1) -> list[tuple[int, int]]:
    """Pairs (places in ``names``) that share pieces which at most `CROWD` names hold: two, or one of a short name.

    ``every``: look at one piece in so many only, chosen by its hash, for a sample.
    """
    found = rarity.found
    holders: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for gram in grams(name):
            if found.get(gram, 0) <= CROWD and (every == 1 or not crc32(gram.encode()) % every):
                holders[gram].append(place)
    return _met(holders.values(), list(map(len, names)), 1 if every > 1 else ENCOUNTERS)


def _met(crowds: Iterable[Sequence[int]], lengths: Sequence[int], least: int) -> list[tuple[int, int]]:
    """The pairs of places that are together in so many crowds, in one where a name is short, in order."""
    by_size: dict[int, list[Sequence[int]]] = defaultdict(list)
    for places in crowds:
        if len(places) > 1:
            by_size[len(places)].append(places)
    pairs = [np.zeros(0, np.int64)]
    for size, like_big in sorted(by_size.items()):
        left, right = np.triu_indices(size, 1)
        held = np.array(like_big, np.int64)
        pairs.append((held[:, left] * len(lengths) + held[:, right]).ravel())
    met, counts = np.unique(np.concatenate(pairs), return_counts=True)
    first, second = np.divmod(met, max(len(lengths), 1))
    long = np.array(lengths, np.int64)
    kept = (counts >= least) | (np.minimum(long[first], long[second]) < GRAM + ENCOUNTERS)
    return list(zip(first[kept].tolist(), second[kept].tolist(), strict=True))
