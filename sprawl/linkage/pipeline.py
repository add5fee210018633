"""The matching pipeline, stated once. An engine says only where the parts of each step run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np

from sprawl.linkage import voice
from sprawl.linkage.account import Known, Traits
from sprawl.linkage.average_linkage import chance_alike, hopeful, join_alike, pairs_alike
from sprawl.linkage.blocking import Rarity, count_pieces
from sprawl.linkage.cluster import (
    ENOUGH,
    NOWHERE,
    Field,
    Forest,
    Part,
    Places,
    bonds,
    by_key,
    empty,
    find_homes,
    hang,
    member_links,
    split,
    strays,
)
from sprawl.linkage.columns import Table, coded, cut, grouped, picks
from sprawl.linkage.comparisons import Ground
from sprawl.linkage.corpus import Census
from sprawl.linkage.distinct_accounts import Signatures, picked
from sprawl.linkage.engines import Engine
from sprawl.linkage.flags import ESTRANGED, FOREIGN
from sprawl.linkage.read import gather, know, label, read
from sprawl.linkage.spoken_words import Spoken, spoken
from sprawl.linkage.take_corpus import survey
from sprawl.linkage.weak_labels import labelled
from sprawl.linkage.weights import Weights, given, learn

PIECE = 25_000  # accounts read at a time
COUNTS = 4  # parts in which the pieces of names are counted
PAIRS = 5_000  # links weighed at a time
Progress = Callable[[str, int, int | None], None]
Surveyed = tuple[Census, list[tuple[str, ...]]]  # the census, and whom each signature points to
OnPairs = Callable[[Sequence[tuple[Traits, Traits]], tuple[Ground, Weights]], list[float]]


@dataclass(frozen=True, slots=True)
class Matched:
    """What the pipeline found: the forest over signatures, and all it stands on."""

    signatures: Signatures
    known: Known
    land: Field
    forest: Forest


@dataclass(frozen=True, slots=True)
class Shard:
    """Some names, (key, places), and the land they stand on. Where it is sent, it takes its own signatures along only,
    and leaves the ground and the weights, which all shards share."""

    names: list[tuple[str, list[int]]]
    traits: Places[Traits]
    counts: Places[int]
    targets: Places[tuple[str, ...]]

    def __reduce__(self) -> tuple[type[Shard], tuple[object, ...]]:
        places = [place for _, found in self.names for place in found]
        own = ({place: held[place] for place in places} for held in (self.traits, self.counts, self.targets))
        return Shard, (self.names, *own)


def listen(signatures: Signatures, handles: Sequence[str], said: Spoken, ground: Surveyed) -> None:
    """Give those rows a cue that say what brands' own accounts do not; they become signatures of their own."""
    census, targets = ground
    owning = census.mains()
    beside = [voice.beside(each, aims, census, owning) for each, aims in zip(signatures.traits, targets, strict=True)]
    found: dict[str, dict[int, list[int]]] = {FOREIGN: {}, ESTRANGED: {}}
    for row in voice.foreigners(signatures.of, handles, beside, said):
        place = int(signatures.of[row])
        cue = ESTRANGED if beside[place][1] == voice.VOUCHED else FOREIGN
        found[cue].setdefault(place, []).append(row)
    for cue, torn in found.items():
        targets.extend([targets[place] for place in signatures.part(torn, cue)])


def run(
    rows: Table,
    engine: Engine,
    apart: Set[int] = frozenset(),
    weights: Weights | None = None,
    shards: int = 1,
    piece: int = PIECE,
    progress: Progress | None = None,
) -> Matched:
    """Rows with the columns `COLUMNS` → a forest of owners."""
    tell = progress or (lambda step, done, total: None)
    handles, websites = rows.columns["handle"], coded(rows.columns["website"])
    labels = label(websites.texts, engine)  # goes on while the rows are put in order
    order = grouped(rows.columns["display_name"])
    pieces = picks(rows, rows.columns, cut(order, rows.columns["display_name"], piece))
    known, shown = know(dict(labels), websites, handles, pieces, engine)
    tell("names read", 1, 5)
    signatures = gather(engine.run(read, list(zip(pieces, shown, strict=True)), known), order, apart)
    tell("accounts read", 2, 5)
    by_row = np.argsort(signatures.first).astype(np.int64)
    names = list({name for traits in signatures.traits for name in (traits.key, traits.handle)})
    counts = count(names, engine)  # goes on while the census is made
    said = spoken(rows, engine)  # so does this
    census, targets = survey(signatures)  # names side by side: three quarters of the time of any other order
    listen(signatures, handles, said, (census, targets))
    by_row = np.append(by_row, np.arange(len(by_row), len(targets)))
    named = by_key(np.argsort(by_row).tolist(), signatures.traits, census)
    signatures, targets = signatures.moved(by_row), picked(targets, by_row)
    ground = Ground(census, Rarity(len(names), counts))
    weights = weights or learn(labelled(signatures.traits, ground), given())
    land = Field(signatures.traits, signatures.counts, targets, ground, weights)
    tell("weights learned", 3, 5)
    forest, parts = empty(len(signatures.traits)), []
    for found, links in engine.run(_grow, _shards(named, shards, land), (ground, weights)):
        parts += found
        for place, above, bits in links:
            _note(forest, place, above, bits)
    tell("names split", 4, 5)
    _hang_all(parts, land, forest, engine)
    _join_all([place for places in named.values() for place in places], land, forest, engine)
    tell("owners joined", 5, 5)
    return Matched(signatures, known, land, forest)


def count(names: Sequence[str], engine: Engine) -> Iterator[Counter[str]]:
    """How many of these names hold each piece, in a few parts."""
    size = max(len(names) // COUNTS + 1, PIECE)
    parts = [names[start : start + size] for start in range(0, len(names), size)]
    return engine.run(_count, parts, None)


def _count(names: Sequence[str], _: None) -> Counter[str]:
    return count_pieces(names)


def _shards(names: dict[str, list[int]], count: int, land: Field) -> list[Shard]:
    """Names by their hash, in order."""
    shards = [Shard([], land.traits, land.counts, land.targets) for _ in range(count)]
    for key in sorted(names):
        shards[crc32(key.encode()) % count].names.append((key, names[key]))
    return shards


def _grow(shard: Shard, ground_and_weights: tuple[Ground, Weights]) -> tuple[list[Part], list[tuple[int, int, float]]]:
    """Split the names of one shard and link the members of each part to its head."""
    land = Field(shard.traits, shard.counts, shard.targets, *ground_and_weights)
    parts = [part for key, places in shard.names for part in split(key, places, land)]
    return parts, [link for part in parts for link in member_links(part, land)]


def _hang_all(parts: list[Part], land: Field, forest: Forest, engine: Engine) -> None:
    """Hang parts on the owners they point to, then what its own part did not hold. All links are weighed at once."""
    homes = find_homes(parts)
    bound, loose = bonds(parts, homes, land), strays(parts, homes, land, forest)
    pairs = list(dict.fromkeys((place, above) for carriers, above in bound + loose for place in carriers))
    weighed = dict(zip(pairs, _each(_weigh, pairs, land, engine), strict=True))
    for bond in bound:
        hang(bond, weighed, forest)
    for bond in loose:
        if forest.up[bond[0][0]] == NOWHERE:
            hang(bond, weighed, forest)


def _join_all(places: Sequence[int], land: Field, forest: Forest, engine: Engine) -> None:
    """Join trees whose names are alike. All pairs of tops are weighed at once."""
    if hopeful(land.weights):
        pairs = pairs_alike(land, forest, places)
        join_alike(dict(zip(pairs, _each(_liken, pairs, land, engine), strict=True)), land, forest)


def _each(step: OnPairs, pairs: Sequence[tuple[int, int]], land: Field, engine: Engine) -> Iterator[float]:
    """What a step says of each pair of signatures."""
    pieces = [
        [(land.traits[left], land.traits[right]) for left, right in pairs[start : start + PAIRS]]
        for start in range(0, len(pairs), PAIRS)
    ]
    return chain.from_iterable(engine.run(step, pieces, (land.ground, land.weights)))


def _liken(pairs: Sequence[tuple[Traits, Traits]], ground_and_weights: tuple[Ground, Weights]) -> list[float]:
    return [chance_alike(left, right, *ground_and_weights) for left, right in pairs]


def _weigh(pairs: Sequence[tuple[Traits, Traits]], ground_and_weights: tuple[Ground, Weights]) -> list[float]:
    ground, weights = ground_and_weights
    return [weights.pair(left, right, ground) for left, right in pairs]


def _note(forest: Forest, place: int, above: int, bits: float) -> None:
    if bits > ENOUGH:
        forest.up[place], forest.bits[place] = above, bits
    else:
        forest.refused[place] = bits
