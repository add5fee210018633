"""The matching pipeline, stated once. An engine says only where the parts of each step run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from zlib import crc32

from sprawl.match import census as counting
from sprawl.match.block import Rarity, anchors
from sprawl.match.census import Census, Tally, tally
from sprawl.match.cluster import ENOUGH, Field, Forest, Part, by_key, empty, hang_parts, member_links, split
from sprawl.match.features import Ground
from sprawl.match.labels import labelled
from sprawl.match.near import join_alike
from sprawl.match.rows import cells
from sprawl.match.suspect import ALWAYS
from sprawl.match.traits import Known, Traits, read, settled_name, site_label
from sprawl.match.weigh import Weights, given, learn

Row = Mapping[str, str]
Share = TypeVar("Share")
Piece = TypeVar("Piece")
Result = TypeVar("Result")
USUAL = 0.4  # share of accounts that say their country from which most do
Progress = Callable[[str, int, int | None], None]


class Engine(Protocol):
    """Runs one step on all pieces, in order. ``shared`` is the same for every piece."""

    def run(self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share) -> list[Result]: ...


@dataclass(frozen=True, slots=True)
class Signatures:
    """Different traits, each once. ``of[row]``: the signature of a row; ``first[s]``: its first row."""

    traits: list[Traits]
    counts: list[int]
    first: list[int]
    of: list[int]


@dataclass(frozen=True, slots=True)
class Matched:
    """What the pipeline found: the forest over signatures, and all it stands on."""

    signatures: Signatures
    known: Known
    land: Field
    forest: Forest


@dataclass(frozen=True, slots=True)
class Shard:
    """The names of one hash, (key, places), with their signatures by place: all that a worker needs of the accounts."""

    names: list[tuple[str, list[int]]]
    traits: dict[int, Traits]
    counts: dict[int, int]
    targets: dict[int, tuple[str, ...]]


def know(pieces: Sequence[Sequence[Row]], engine: Engine) -> Known:
    """What all accounts together attest."""
    labels: set[str] = set().union(*engine.run(_labels, pieces, None))
    pairs: set[tuple[str, str]] = set().union(*engine.run(_names, pieces, labels))
    names = {name for name, _ in pairs} - {""}
    seen: dict[str, str] = {}
    shared = {name for name, label in sorted(pairs) if label and seen.setdefault(name, label) != label}
    told = sum(engine.run(_countries, pieces, None)) >= USUAL * sum(map(len, pieces))
    return Known(labels, names, labels | names, shared, told)


def _countries(rows: Sequence[Row], _: None) -> int:
    return sum(1 for country in cells(rows, "country") if country)


def _labels(rows: Sequence[Row], _: None) -> set[str]:
    return set(map(site_label, set(cells(rows, "website")))) - {""}


def _names(rows: Sequence[Row], labels: set[str]) -> set[tuple[str, str]]:
    pairs = set(zip(cells(rows, "display_name"), cells(rows, "website"), strict=True))
    settled = {shown: settled_name(shown, labels) for shown in {shown for shown, _ in pairs}}
    return {(settled[shown], site_label(website)) for shown, website in pairs}


def _read(rows: Sequence[Row], known: Known) -> list[str]:
    return [read(row, known).pack() for row in rows]


def gather(packed: Iterable[list[str]], apart: Mapping[int, str]) -> Signatures:
    """Each different traits once; rows in ``apart`` (those a person judged) are each by themselves."""
    places: dict[str, int] = {}
    found = Signatures([], [], [], [])
    row = 0
    for piece in packed:
        for text in piece:
            mark = text + apart[row] if row in apart else text
            place = places.setdefault(mark, len(places))
            if place == len(found.traits):
                found.traits.append(Traits.unpack(text))
                found.counts.append(0)
                found.first.append(row)
            found.counts[place] += 1
            found.of.append(place)
            row += 1
    return found


def survey(signatures: Signatures) -> tuple[Census, list[tuple[str, ...]]]:
    """The census with its votes, and whom each signature points to."""
    total = Tally()
    total.add(tally(zip(signatures.traits, signatures.counts, strict=True)))
    census = counting.take(total)
    targets = [tuple(anchors(traits, census)) for traits in signatures.traits]
    open_ = (
        (traits.key, aims, count)
        for traits, aims, count in zip(signatures.traits, targets, signatures.counts, strict=True)
        if aims and ALWAYS.isdisjoint(traits.cues)
    )
    counting.vote(census, open_)
    return census, targets


def run(
    pieces: Sequence[Sequence[Row]],
    engine: Engine,
    apart: Mapping[int, str] | None = None,
    weights: Weights | None = None,
    shards: int = 1,
    progress: Progress | None = None,
) -> Matched:
    """Rows in pieces → a forest of owners."""
    tell = progress or (lambda step, done, total: None)
    known = know(pieces, engine)
    tell("names read", 1, 5)
    signatures = gather(engine.run(_read, pieces, known), apart or {})
    tell("accounts read", 2, 5)
    census, targets = survey(signatures)
    ground = Ground(census, Rarity(sorted({traits.handle for traits in signatures.traits} | set(census.names))))
    weights = weights or learn(labelled(signatures.traits, ground), given())
    land = Field(signatures.traits, signatures.counts, targets, ground, weights)
    tell("weights learned", 3, 5)
    forest, parts, names = empty(len(signatures.traits)), [], by_key(signatures.traits, census)
    for found, links in engine.run(_grow, _shards(names, shards, land), (ground, weights)):
        parts += found
        for place, above, bits in links:
            _note(forest, place, above, bits)
    tell("names split", 4, 5)
    hang_parts(parts, land, forest)
    join_alike(land, forest, [place for places in names.values() for place in places])
    tell("owners joined", 5, 5)
    return Matched(signatures, known, land, forest)


def _shards(names: dict[str, list[int]], count: int, land: Field) -> list[Shard]:
    """Names by their hash, in order."""
    shards = [Shard([], {}, {}, {}) for _ in range(count)]
    for key in sorted(names):
        shard = shards[crc32(key.encode()) % count]
        shard.names.append((key, names[key]))
        for place in names[key]:
            shard.traits[place], shard.counts[place] = land.traits[place], land.counts[place]
            shard.targets[place] = land.targets[place]
    return shards


def _grow(shard: Shard, ground_and_weights: tuple[Ground, Weights]) -> tuple[list[Part], list[tuple[int, int, float]]]:
    """Split the names of one shard and link the members of each part to its head."""
    land = Field(shard.traits, shard.counts, shard.targets, *ground_and_weights)
    parts = [part for key, places in shard.names for part in split(key, places, land)]
    return parts, [link for part in parts for link in member_links(part, land)]


def _note(forest: Forest, place: int, above: int, bits: float) -> None:
    if bits > ENOUGH:
        forest.up[place], forest.bits[place] = above, bits
    else:
        forest.refused[place] = bits
