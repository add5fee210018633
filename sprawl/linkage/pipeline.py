"""The matching pipeline, stated once. An engine says only where the pieces of each step run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.attest import attest, gather, label_sites, read_piece
from sprawl.linkage.average_linkage import candidate_pairs, chance_alike, join_alike, likeness_can_suffice
from sprawl.linkage.blocking import Rarity, count_pieces
from sprawl.linkage.cluster import (
    ENOUGH,
    NOWHERE,
    ByPlace,
    ClusterContext,
    Forest,
    Part,
    attach_bond,
    home_parts,
    member_links,
    part_bonds,
    places_by_key,
    single_accounts,
    split_name,
    stray_bonds,
)
from sprawl.linkage.columns import Table, coded, cut, grouped
from sprawl.linkage.comparisons import CorpusContext
from sprawl.linkage.corpus_rules import apply_rules
from sprawl.linkage.distinct_accounts import DistinctAccounts, picked
from sprawl.linkage.engines import Engine
from sprawl.linkage.findings import Changes, CorpusState
from sprawl.linkage.spoken_words import spoken_words
from sprawl.linkage.weak_labels import labelled_pairs
from sprawl.linkage.weights import Weights, given, learn

PIECE = 25_000  # accounts read at a time
COUNTS = 4  # parts in which the pieces of names are counted
PAIRS = 5_000  # links weighed at a time
Progress = Callable[[str, int, int | None], None]
Weighing = tuple[CorpusContext, Weights]
OnPairs = Callable[[Sequence[tuple[ParsedAccount, ParsedAccount]], Weighing], list[float]]


@dataclass(frozen=True, slots=True)
class Matched:
    """What the pipeline made: the forest over distinct accounts, and all that it stands on."""

    distinct: DistinctAccounts
    clustering: ClusterContext
    forest: Forest
    changes: Changes

    def kept_out(self, place: int) -> bool:
        """A flag keeps the account out of every cluster."""
        return self.clustering.corpus.keeps_out(self.clustering.accounts[place])


@dataclass(frozen=True, slots=True)
class Shard:
    """Some names, (key, places), and what their accounts show. Sent to another process, it takes along what stands at
    its own places only; what all shards share is sent apart."""

    names: list[tuple[str, list[int]]]
    accounts: ByPlace[ParsedAccount]
    counts: ByPlace[int]
    references: ByPlace[tuple[str, ...]]

    def __reduce__(self) -> tuple[type[Shard], tuple[object, ...]]:
        places = [place for _, members in self.names for place in members]
        own = ({place: values[place] for place in places} for values in (self.accounts, self.counts, self.references))
        return Shard, (self.names, *own)


def run(
    rows: Table,
    engine: Engine,
    judged: Set[int] = frozenset(),
    weights: Weights | None = None,
    shards: int = 1,
    piece: int = PIECE,
    progress: Progress | None = None,
    without: Set[str] = frozenset(),
) -> Matched:
    """Rows with the columns `account.COLUMNS` → a forest of owners.

    ``without``: what to leave out, to measure what it is worth: rules by name, ``flag.NAME``, ``comparison.NAME``.
    """
    report = progress or (lambda step, done, total: None)
    distinct = _read(rows, engine, judged, piece, report)
    by_row = np.argsort(distinct.first).astype(np.int64)
    names = list({name for account in distinct.accounts for name in (account.key, account.handle)})
    counts = _count_pieces(names, engine)  # runs while the rules are applied
    state = CorpusState.of(distinct, spoken_words(rows, engine), without)  # so does reading the words
    apply_rules(state, without)
    corpus, references = state.corpus, state.references
    by_row = np.append(by_row, np.arange(len(by_row), len(references)))
    named = places_by_key(np.argsort(by_row).tolist(), distinct.accounts, corpus)
    distinct, references = distinct.reordered(by_row), picked(references, by_row)
    context = CorpusContext(corpus, Rarity(len(names), counts), out=frozenset(without))
    weights = weights or learn(labelled_pairs(distinct.accounts, context), given())
    clustering = ClusterContext(distinct.accounts, distinct.counts, references, context, weights)
    report("weights learned", 3, 5)
    forest = _cluster(named, clustering, shards, engine, report)
    return Matched(distinct, clustering, forest, Changes(state.history, state.dropped, picked(state.origin, by_row)))


def _read(rows: Table, engine: Engine, judged: Set[int], piece: int, report: Progress) -> DistinctAccounts:
    """The different accounts among the rows, read."""
    websites = coded(rows.columns["website"])
    labels = label_sites(websites.texts, engine)  # runs while the rows are put in order
    order = grouped(rows.columns["display_name"])
    pieces = rows.pieces(rows.columns, cut(order, rows.columns["display_name"], piece))
    attested, names = attest(labels, websites, pieces, engine)
    report("names read", 1, 5)
    distinct = gather(engine.run(read_piece, list(zip(pieces, names, strict=True)), attested), order, judged)
    report("accounts read", 2, 5)
    return distinct


def _count_pieces(names: Sequence[str], engine: Engine) -> Iterator[Counter[str]]:
    """How many of these names hold each piece, in a few parts."""
    size = max(len(names) // COUNTS + 1, PIECE)
    return engine.run(_count, [names[start : start + size] for start in range(0, len(names), size)], None)


def _count(names: Sequence[str], _: None) -> Counter[str]:
    return count_pieces(names)


def _cluster(
    named: Mapping[str, list[int]], clustering: ClusterContext, shards: int, engine: Engine, report: Progress
) -> Forest:
    """Split the accounts of each name, hang the parts on their owners, join what is alike."""
    forest, parts = single_accounts(len(clustering.accounts)), []
    shared = clustering.context, clustering.weights
    for shard_parts, links in engine.run(_split_names, _shards(named, shards, clustering), shared):
        parts += shard_parts
        for place, above, bits in links:
            if bits > ENOUGH:
                forest.up[place], forest.bits[place] = above, bits
            else:
                forest.refused[place] = bits
    report("names split", 4, 5)
    _attach_parts(parts, clustering, forest, engine)
    if likeness_can_suffice(clustering.weights):
        pairs = candidate_pairs(clustering, forest, [place for places in named.values() for place in places])
        chances = dict(zip(pairs, _on_each(_chances_alike, pairs, clustering, engine), strict=True))
        join_alike(chances, clustering, forest)
    report("owners joined", 5, 5)
    return forest


def _shards(named: Mapping[str, list[int]], count: int, clustering: ClusterContext) -> list[Shard]:
    """Names by their hash, in order."""
    shards = [Shard([], clustering.accounts, clustering.counts, clustering.references) for _ in range(count)]
    for key in sorted(named):
        shards[crc32(key.encode()) % count].names.append((key, named[key]))
    return shards


def _split_names(shard: Shard, shared: Weighing) -> tuple[list[Part], list[tuple[int, int, float]]]:
    """Split the names of one shard and link the members of each part to its head."""
    clustering = ClusterContext(shard.accounts, shard.counts, shard.references, *shared)
    parts = [part for key, places in shard.names for part in split_name(key, places, clustering)]
    return parts, [link for part in parts for link in member_links(part, clustering)]


def _attach_parts(parts: list[Part], clustering: ClusterContext, forest: Forest, engine: Engine) -> None:
    """Hang parts on the owners they refer to, then accounts that their own part did not hold."""
    homes = home_parts(parts)
    bonds, strays = part_bonds(parts, homes, clustering), stray_bonds(parts, homes, clustering, forest)
    pairs = list(dict.fromkeys((place, above) for carriers, above in bonds + strays for place in carriers))
    weighed = dict(zip(pairs, _on_each(_weigh, pairs, clustering, engine), strict=True))
    for bond in bonds:
        attach_bond(bond, weighed, forest)
    for bond in strays:
        if forest.up[bond[0][0]] == NOWHERE:
            attach_bond(bond, weighed, forest)


def _on_each(
    step: OnPairs, pairs: Sequence[tuple[int, int]], clustering: ClusterContext, engine: Engine
) -> Iterator[float]:
    """What a step gives for each pair of accounts."""
    accounts = clustering.accounts
    pieces = [
        [(accounts[left], accounts[right]) for left, right in pairs[start : start + PAIRS]]
        for start in range(0, len(pairs), PAIRS)
    ]
    return chain.from_iterable(engine.run(step, pieces, (clustering.context, clustering.weights)))


def _weigh(pairs: Sequence[tuple[ParsedAccount, ParsedAccount]], shared: Weighing) -> list[float]:
    context, weights = shared
    return [weights.pair(left, right, context) for left, right in pairs]


def _chances_alike(pairs: Sequence[tuple[ParsedAccount, ParsedAccount]], shared: Weighing) -> list[float]:
    return [chance_alike(left, right, *shared) for left, right in pairs]
