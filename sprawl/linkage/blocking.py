"""Blocking: accounts are worth comparing where one refers to the other, or where their names are alike and rare.

An account is compared with the few it refers to, so that the work grows with the accounts, however many look alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import log2
from zlib import crc32

import numpy as np

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.corpus import Corpus
from sprawl.text.names import GIVEN

GRAM = 4  # letters of a piece of a name
CROWD = 60  # names that may share a piece before it tells nothing
MOSTLY = 0.6  # share of a handle's accounts that have one name, from which a mention of the handle means the name
ENCOUNTERS = 2  # rare pieces that longer names have to share
CROWD_OF = 4_000  # different names a small file is thought to be drawn from: what is rare in it may be common outside
SHORTEST_HANDLE = 4  # letters of a handle that may spell another's name


def owner_references(account: ParsedAccount, corpus: Corpus) -> tuple[str, ...]:
    """The keys of the owners that an account refers to: by its site, whom it mentions, its handle; and only where these
    name nobody, by the owner's name that its own name or handle begins or ends with.

    Its own key is among them where accounts of its own name own its site.
    """
    name, handle = account.name, account.handle
    if not (account.site or account.mentions or handle != name or name in corpus.extended_names):
        return ()
    references: dict[str, None] = {}
    if account.site and (owner := corpus.site_owners.get(account.site)):
        references[owner] = None
    for mention in account.mentions:
        key = _mentioned_key(mention, corpus)
        if key and key != account.key:
            references[key] = None
    if handle != name and (key := _key_in_handle(account, corpus, bool(references))):
        references[key] = None
    if not references and (owner := corpus.extended_names.get(account.key, "")):
        references[owner] = None
    if not references and handle != name and (owner := corpus.spelled_handles.get(handle, "")):
        references[owner] = None
    return tuple(references)


def _mentioned_key(mention: str, corpus: Corpus) -> str:
    """The key that a mention means: a name, the owner of a site, or the name that most accounts of a handle have."""
    if mention in corpus.name_counts:
        return mention
    key, share = corpus.handle_names.get(mention, ("", 0.0))
    return corpus.site_owners.get(mention, "") or (key if share >= MOSTLY else "")


def _key_in_handle(account: ParsedAccount, corpus: Corpus, refers: bool) -> str:
    """The other name that a handle spells: before the account's own (``nova-aspirin`` for Aspirin), or alone where
    nothing else ``refers`` to an owner."""
    handle, key = account.handle, account.key
    if key not in GIVEN and (front := prefix_of(handle, key)) in corpus.name_counts and front:
        return front
    if refers or len(handle) < SHORTEST_HANDLE or key.startswith(handle):
        return ""
    return handle if handle in corpus.name_counts and handle not in corpus.activity_names else ""


def prefix_of(handle: str, key: str) -> str:
    """What a handle has before the account's own name, with which it ends.

    >>> prefix_of("novaaspirin", "aspirin"), prefix_of("aspirin", "aspirin")
    ('nova', '')
    """
    return handle[: -len(key)] if len(key) >= 3 and handle.endswith(key) else ""


def grams(text: str) -> set[str]:
    """The pieces of a name that make it rare or common.

    >>> sorted(grams("novalis"))
    ['alis', 'nova', 'oval', 'vali']
    """
    return {text[start : start + GRAM] for start in range(len(text) - GRAM + 1)}


_recent_grams = lru_cache(maxsize=1 << 12)(grams)  # for names that are compared with several others in a row


def count_pieces(names: Iterable[str]) -> Counter[str]:
    """How many of some names hold each piece."""
    return Counter(chain.from_iterable(map(grams, names)))


class Rarity:
    """How rare each piece of a name is among ``names`` different ones: bits = log2(names / names that hold it).

    ``counts``: of pieces, from parts of the names.
    """

    def __init__(self, names: int, counts: Iterable[Counter[str]]) -> None:
        self.total = max(names, CROWD_OF)
        self.counts: Counter[str] = Counter()
        for count in counts:
            self.counts.update(count)
        self._bits: dict[str, float] = {}
        self._weights: dict[str, float] = {}

    def __reduce__(self) -> tuple[type[Rarity], tuple[int, list[Counter[str]]]]:
        return Rarity, (self.total, [self.counts])

    def bits(self, gram: str) -> float:
        """The bits of a piece."""
        if (bits := self._bits.get(gram)) is None:
            bits = self._bits[gram] = log2(self.total / (self.counts.get(gram) or 1))
        return bits

    def weight(self, name: str) -> float:
        """The bits of all pieces of a name."""
        if (weight := self._weights.get(name)) is None:
            weight = self._weights[name] = sum(map(self.bits, sorted(_recent_grams(name))))
        return weight

    def shared(self, left: str, right: str) -> float:
        """The bits of the pieces that two names share."""
        both = _recent_grams(left) & _recent_grams(right)
        return sum(map(self.bits, sorted(both))) if both else 0.0

    def longest_piece(self, left: str, right: str) -> tuple[int, int]:
        """The longest piece that two names share: its letters, and how many names hold its rarest part."""
        others = _recent_grams(right)
        run = most = end = 0
        for start in range(len(left) - GRAM + 1):
            run = run + 1 if left[start : start + GRAM] in others else 0
            if run > most:
                most, end = run, start + 1
        rarest = min((self.counts[left[start : start + GRAM]] for start in range(end - most, end)), default=self.total)
        return (most + GRAM - 1, max(rarest, 1)) if most else (0, self.total)


def pairs_alike(names: Sequence[str], rarity: Rarity, every: int = 1) -> list[tuple[int, int]]:
    """Pairs (places in ``names``) that share pieces which at most `CROWD` names hold: two, or one of a short name.

    ``every``: for a sample, only one piece in so many is looked at, chosen by its hash.
    """
    counts = rarity.counts
    holders: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for gram in grams(name):
            if counts.get(gram, 0) <= CROWD and (every == 1 or not crc32(gram.encode()) % every):
                holders[gram].append(place)
    return _pairs_met(holders.values(), list(map(len, names)), 1 if every > 1 else ENCOUNTERS)


def _pairs_met(crowds: Iterable[Sequence[int]], lengths: Sequence[int], least: int) -> list[tuple[int, int]]:
    """The pairs of places that are together in at least so many crowds, in one where a name is short, in order."""
    by_size: dict[int, list[Sequence[int]]] = defaultdict(list)
    for places in crowds:
        if len(places) > 1:
            by_size[len(places)].append(places)
    pairs = [np.zeros(0, np.int64)]
    for size, crowds_of_size in sorted(by_size.items()):
        left, right = np.triu_indices(size, 1)
        places_of = np.array(crowds_of_size, np.int64)
        pairs.append((places_of[:, left] * len(lengths) + places_of[:, right]).ravel())
    met, counts = np.unique(np.concatenate(pairs), return_counts=True)
    first, second = np.divmod(met, max(len(lengths), 1))
    sizes = np.array(lengths, np.int64)
    kept = (counts >= least) | (np.minimum(sizes[first], sizes[second]) < GRAM + ENCOUNTERS)
    return list(zip(first[kept].tolist(), second[kept].tolist(), strict=True))
