"""The matching pipeline, stated once. An engine says only where the parts of each step run."""

from __future__ import annotations

import copyreg
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any, Protocol, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sprawl.match import bio as bios
from sprawl.match import census as counting
from sprawl.match import heard, sift
from sprawl.match.block import Rarity, anchors, count_pieces
from sprawl.match.census import Census, Tally, tally
from sprawl.match.cluster import (
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
from sprawl.match.doubles import SAYS, doubles
from sprawl.match.features import Ground
from sprawl.match.labels import labelled
from sprawl.match.near import chance_alike, hopeful, join_alike, pairs_alike
from sprawl.match.parts import brands, count_parts, parted
from sprawl.match.rows import Pick, Table, cut, grouped, kinds
from sprawl.match.shown import pack, show, unpack
from sprawl.match.suspect import ALWAYS, DOUBLE, ESTRANGED, FOREIGN
from sprawl.match.traits import COLUMNS, Known, Reader, Traits, hosting, plain, risky, site_label, spelling, tail
from sprawl.match.weigh import Weights, given, learn

Share = TypeVar("Share")
Piece = TypeVar("Piece")
Result = TypeVar("Result")
PIECE = 25_000  # accounts read at a time
CHUNK = 20_000  # websites read at a time
COUNTS = 4  # parts in which the pieces of names are counted
PAIRS = 5_000  # links weighed at a time
Attested = tuple[Set[str], Mapping[str, str], Mapping[str, int]]  # labels, sites, parts that are brands
OnPairs = Callable[[Sequence[tuple[Traits, Traits]], tuple[Ground, Weights]], list[float]]
Progress = Callable[[str, int, int | None], None]


class Engine(Protocol):
    """Runs one step on all pieces; ``shared`` is the same for every piece. What comes out is handed out in their order
    while later ones are still at work."""

    def run(
        self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share
    ) -> Iterator[Result]: ...


@dataclass(frozen=True, slots=True)
class Signatures:
    """Different traits, each once. ``of[row]``: the signature of a row; ``first[s]``: its first row."""

    traits: list[Traits]
    counts: list[int]
    first: list[int]
    of: NDArray[np.int64]

    def part(self, found: Mapping[int, Sequence[int]], cue: str) -> list[int]:
        """Make some rows of signatures, in order, ones of their own, with one cue more. Returns what each came from."""
        torn = {place: rows for place, rows in found.items() if len(rows) < self.counts[place]}
        for place in found.keys() - torn.keys():
            self.traits[place] = self.traits[place]._replace(cues=self.traits[place].cues + cue)
        for place, rows in torn.items():
            for row in rows:
                self.of[row] = len(self.traits)
            self.traits.append(self.traits[place]._replace(cues=self.traits[place].cues + cue))
            self.counts.append(len(rows))
            self.first.append(rows[0])
            self.counts[place] -= len(rows)
        self._find_first({place for place, rows in torn.items() if self.first[place] == rows[0]})
        return list(torn)

    def _find_first(self, wanted: set[int]) -> None:
        rows = np.flatnonzero(np.isin(self.of, list(wanted)))
        places, at = np.unique(self.of[rows], return_index=True)
        for place, row in zip(places.tolist(), rows[at].tolist(), strict=True):
            self.first[place] = row

    def moved(self, order: NDArray[np.int64]) -> Signatures:
        """The same in another order: the place of each as it was."""
        rank = np.argsort(order)
        counts, first = _picked(self.counts, order), _picked(self.first, order)
        return Signatures(_picked(self.traits, order), counts, first, rank[self.of])


def _picked(values: Sequence[Result], places: NDArray[np.int64]) -> list[Result]:
    return [values[place] for place in places.tolist()]


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


def _anew(value: Any) -> tuple[type, tuple[object, ...]]:
    """How a frozen value is made again by who is sent it: where it is compiled, nothing can be filled in afterwards."""
    return type(value), tuple(getattr(value, field.name) for field in fields(value))


for _kind in (Known, Ground, Weights, heard.Ear, Field, Signatures, Matched):
    copyreg.pickle(_kind, _anew)

Page = tuple[str, str]  # the label of a website, and what its address has beside it


def label(websites: Iterable[str], engine: Engine) -> Iterator[tuple[str, Page]]:
    """Different websites as written, and their pages."""
    different = list(dict.fromkeys(websites))
    chunks = [different[start : start + CHUNK] for start in range(0, len(different), CHUNK)]
    return zip(different, chain.from_iterable(engine.run(_labels, chunks, None)), strict=True)


def know(rows: Table, pieces: Sequence[Table], pages: Mapping[str, Page], engine: Engine) -> tuple[Known, list[bytes]]:
    """What all accounts together attest, and the display names of each piece, read."""
    hosts = hosting(pages, list(zip(rows.columns["website"], rows.columns["handle"], strict=True)))
    sites = trusted({website: "" if label in hosts else label for website, (label, _) in pages.items()}, rows)
    labels = set(map(spelling, sites.values())) - {""}
    standing: Counter[tuple[str, str]] = Counter()
    for counts in engine.run(_parts, pieces, sites):
        standing.update(counts)
    beside = brands(standing, labels)
    shown: list[bytes] = []
    sited: dict[str, str] = {}
    shared: set[str] = set()
    called: set[str] = set()
    for found, several, calls, packed in engine.run(_names, pieces, (labels, sites, beside)):
        shown.append(packed)
        called |= calls
        shared |= several | _sited(found.items(), sited)
    names = sited.keys() - {""}
    tenants = {website: plain(website) for website, (label, _) in pages.items() if label in hosts}
    handles = called.intersection(map(str.lower, rows.columns["handle"]))
    return Known(labels, names, labels | names, shared, sites, tenants, handles), shown


def trusted(sites: Mapping[str, str], rows: Table) -> dict[str, str]:
    """Website → its label, without a risky ending where several accounts name it."""
    doubtful = {website for website, label in sites.items() if risky(label)}
    used = Counter(sites[website] for website in rows.columns["website"] if website in doubtful)
    return {website: spelling(label) if used[label] > 1 else label for website, label in sites.items()}


def _labels(websites: Sequence[str], _: None) -> list[tuple[str, str]]:
    labels = map(site_label, websites)
    return [(label, tail(website, label) if label else "") for website, label in zip(websites, labels, strict=True)]


def _parts(rows: Table, sites: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """How often the parts of names stand on accounts of each site."""
    columns = rows.columns
    pairs = zip(columns["display_name"], columns["website"], strict=True)
    return count_parts({(display, sites[website]) for display, website in pairs if parted(display)})


def _sited(named: Iterable[tuple[str, str]], sited: dict[str, str]) -> set[str]:
    """File names with the label of a site, "" where there is none. Returns those that have another one already."""
    shared: set[str] = set()
    for name, label in named:
        if (held := sited.setdefault(name, label)) != label and label:
            if held:
                shared.add(name)
            else:
                sited[name] = label
    return shared


def _names(rows: Table, attested: Attested) -> tuple[dict[str, str], set[str], set[str], bytes]:
    """The names of some rows with the label of a site, those of them with several, the handles that their bios call,
    and the different display names, read and packed."""
    labels, sites, beside = attested
    columns = rows.columns
    displays = columns["display_name"]
    shown = {display: show(display, labels, beside) for display in dict.fromkeys(displays)}
    pairs = set(zip(displays, columns["website"], strict=True))
    sited: dict[str, str] = {}
    shared = _sited(((shown[display].name, sites[website]) for display, website in pairs), sited)
    return sited, shared, bios.called(columns["bio"]), pack(shown.values())


def _read(rows_and_shown: tuple[Table, bytes], known: Known) -> tuple[list[str], Sequence[int]]:
    """The different traits of some rows, packed, and which of them each row has."""
    rows, packed = rows_and_shown
    columns = {name: rows.columns[name] for name in {*COLUMNS, *SAYS}}  # picked once
    read = Reader(known, dict(zip(dict.fromkeys(columns["display_name"]), unpack(packed), strict=True))).read
    places: dict[Traits, int] = {}
    found = list(map(read, zip(*(columns[name] for name in COLUMNS), strict=True)))
    for row in doubles(*(columns[name] for name in SAYS)):
        found[row] = found[row]._replace(cues=found[row].cues + DOUBLE)
    of = array("L", [places.setdefault(each, len(places)) for each in found])
    return [traits.pack() for traits in places], of


def gather(read: Iterable[tuple[list[str], Sequence[int]]], order: Sequence[int], apart: Set[int]) -> Signatures:
    """Each different traits once, in the order in which they were read. ``order``: the row of each account as it was
    read; rows in ``apart`` (those a person judged) are each by themselves."""
    places: dict[str, int] = {}
    traits: list[Traits] = []
    found = [np.empty(0, np.int64)]
    for packed, here in read:
        fresh = [text for text in packed if text not in places]
        traits += map(Traits.unpack, fresh)
        places.update(zip(fresh, range(len(places), len(traits)), strict=True))
        found.append(np.array(list(map(places.__getitem__, packed)), np.int64)[here])
    by_row = np.empty(len(order), np.int64)
    by_row[order] = np.concatenate(found)
    for row in apart:
        traits.append(traits[by_row[row]])
        by_row[row] = len(traits) - 1
    held, first, counts, of = kinds(by_row)
    read_as = np.argsort(held)
    rank = np.argsort(read_as)
    kept = [traits[place] for place in held[read_as].tolist()]
    return Signatures(kept, counts[read_as].tolist(), first[read_as].tolist(), rank[of])


def survey(signatures: Signatures) -> tuple[Census, list[tuple[str, ...]]]:
    """The census with its votes, and whom each signature points to."""
    total = tally(zip(signatures.traits, signatures.counts, strict=True))
    if nobodys := sift.nobodys(signatures.traits, total.strewn()):
        signatures.traits[:] = sift.unsited(signatures.traits, nobodys)
        total.forget(nobodys)
    signatures.traits[:] = sift.slips(signatures.traits, total.cores)
    if squats := sift.squatted(total.uses()):
        _cue(signatures, sift.barred(signatures.traits, squats), total)
    if alone := sift.alone(total.labels):
        _cue(signatures, sift.unlikely(signatures.traits, alone), total)
    census = counting.take(total)
    signatures.traits[:] = sift.persons(signatures.traits, census)
    if words := sift.ordinary(signatures.traits, census):
        signatures.traits[:] = sift.unsaid(signatures.traits, words)
    census.fronts = sift.fronts(signatures.traits, census)
    census.stems = sift.continued(signatures.traits, signatures.counts, census)
    targets = [tuple(anchors(traits, census)) for traits in signatures.traits]
    _vote(signatures, targets, census)
    census.doings = doings = sift.doings(census)
    census.spelled = sift.spelled(signatures.traits, targets, census)
    signatures.traits[:] = sift.unsaid(signatures.traits, doings)
    targets = [
        aims if aims and doings.isdisjoint(aims) else tuple(anchors(traits, census))
        for traits, aims in zip(signatures.traits, targets, strict=True)
    ]
    _vote(signatures, targets, census)
    census.doings = sift.doings(census)
    return census, targets


def _cue(signatures: Signatures, cued: list[Traits], total: Tally) -> None:
    """Give signatures cues; those that a standing one keeps out are no longer counted."""
    both = zip(signatures.traits, cued, signatures.counts, strict=True)
    total.drop(tally((before, count) for before, after, count in both if not ALWAYS.isdisjoint(after.cues)))
    signatures.traits[:] = cued


def _vote(signatures: Signatures, targets: Sequence[tuple[str, ...]], census: Census) -> None:
    open_ = (
        (traits.key, aims, count)
        for traits, aims, count in zip(signatures.traits, targets, signatures.counts, strict=True)
        if aims and (not traits.cues or ALWAYS.isdisjoint(traits.cues))
    )
    counting.vote(census, open_)


def listen(rows: Table, signatures: Signatures, census: Census, targets: list[tuple[str, ...]], engine: Engine) -> None:
    """Give those rows a cue that say what brands' own accounts do not; they become signatures of their own."""
    columns = [rows.columns[name] for name in heard.SPOKEN]
    owning = census.mains()
    beside = [heard.beside(each, aims, census, owning) for each, aims in zip(signatures.traits, targets, strict=True)]
    found: dict[str, dict[int, list[int]]] = {FOREIGN: {}, ESTRANGED: {}}
    for row in heard.foreigners(signatures.of, columns, beside, engine.run):
        place = int(signatures.of[row])
        cue = ESTRANGED if beside[place][1] == heard.VOUCHED else FOREIGN
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
    labels = label(rows.columns["website"], engine)  # goes on while the rows are put in order
    order = grouped(rows.columns["display_name"])
    pieces = [Pick(rows, places) for places in cut(order, rows.columns["display_name"], piece)]
    known, shown = know(rows, pieces, dict(labels), engine)
    tell("names read", 1, 5)
    signatures = gather(engine.run(_read, list(zip(pieces, shown, strict=True)), known), order, apart)
    tell("accounts read", 2, 5)
    by_row = np.argsort(signatures.first).astype(np.int64)
    names = list({name for traits in signatures.traits for name in (traits.key, traits.handle)})
    counts = count(names, engine)  # goes on while the census is made
    census, targets = survey(signatures)  # names side by side: three quarters of the time of any other order
    listen(rows, signatures, census, targets, engine)
    by_row = np.append(by_row, np.arange(len(by_row), len(targets)))
    named = by_key(np.argsort(by_row).tolist(), signatures.traits, census)
    signatures, targets = signatures.moved(by_row), _picked(targets, by_row)
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
