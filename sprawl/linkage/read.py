"""Accounts are read: first what all of them attest, then each one, folded on that."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage import bio as bios
from sprawl.linkage.account import (
    COLUMNS,
    Known,
    Reader,
    Traits,
    hosting,
    hub_page,
    plain,
    risky,
    site_label,
    spelling,
    tail,
)
from sprawl.linkage.columns import Coded, Table, kinds
from sprawl.linkage.display_name import pack, show, unpack
from sprawl.linkage.distinct_accounts import Signatures
from sprawl.linkage.doubles import SAYS, doubles
from sprawl.linkage.engines import Engine
from sprawl.linkage.flags import DOUBLE
from sprawl.linkage.name_parts import brands, count_parts, parted

CHUNK = 20_000  # websites read at a time
Attested = tuple[Set[str], Mapping[str, str], Mapping[str, int]]  # labels, sites, parts that are brands
Page = tuple[str, str]  # the label of a website, and what its address has beside it


def label(websites: Sequence[str], engine: Engine) -> Iterator[tuple[str, Page]]:
    """Different websites as written, and their pages."""
    chunks = [websites[start : start + CHUNK] for start in range(0, len(websites), CHUNK)]
    return zip(websites, chain.from_iterable(engine.run(_labels, chunks, None)), strict=True)


def _labels(websites: Sequence[str], _: None) -> list[tuple[str, str]]:
    labels = map(site_label, websites)
    return [(label, tail(website, label) if label else "") for website, label in zip(websites, labels, strict=True)]


def know(
    pages: Mapping[str, Page], named: Coded, handles: Sequence[str], pieces: Sequence[Table], engine: Engine
) -> tuple[Known, list[bytes]]:
    """What all accounts together attest, and the display names of each piece, read. ``named``: their websites."""
    hosts = hosting(pages, named, handles)
    sites = trusted({website: "" if label in hosts else label for website, (label, _) in pages.items()}, named)
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
    tenants = {website: page for website, (label, _) in pages.items() if (page := _page(website, label, hosts))}
    known = called.intersection(map(str.lower, handles))
    return Known(labels, names, labels | names, shared, sites, tenants, known), shown


def _page(website: str, label: str, hosts: Set[str]) -> str:
    """The page of its own that an account has where everybody has one, or ""."""
    return (plain(website) if label in hosts else "") if label else hub_page(website)


def trusted(sites: Mapping[str, str], named: Coded) -> dict[str, str]:
    """Website → its label, without a risky ending where several accounts name it. ``named``: websites of accounts."""
    used: Counter[str] = Counter()
    for website, count in named.counted():
        if risky(sites[website]):
            used[sites[website]] += count
    return {website: spelling(label) if used[label] > 1 else label for website, label in sites.items()}


def _parts(rows: Table, sites: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """How often the parts of names stand on accounts of each site."""
    columns = rows.columns
    pairs = zip(columns["display_name"], columns["website"], strict=True)
    return count_parts({(display, sites[website]) for display, website in pairs if parted(display)})


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


def read(rows_and_shown: tuple[Table, bytes], known: Known) -> tuple[list[str], Sequence[int]]:
    """The different traits of some rows, packed, and which of them each row has."""
    rows, packed = rows_and_shown
    columns = {name: rows.columns[name] for name in {*COLUMNS, *SAYS}}  # picked once
    fold = Reader(known, dict(zip(dict.fromkeys(columns["display_name"]), unpack(packed), strict=True))).read
    places: dict[Traits, int] = {}
    found = list(map(fold, zip(*(columns[name] for name in COLUMNS), strict=True)))
    for row in doubles(*(columns[name] for name in SAYS)):
        found[row] = found[row]._replace(cues=found[row].cues + DOUBLE)
    of = array("L", [places.setdefault(each, len(places)) for each in found])
    return [traits.pack() for traits in places], of


def gather(pieces: Iterable[tuple[list[str], Sequence[int]]], order: NDArray[np.int64], apart: Set[int]) -> Signatures:
    """Each different traits once, in the order in which they were read. ``order``: the row of each account as it was
    read; rows in ``apart`` (those a person judged) are each by themselves."""
    places: dict[str, int] = {}
    traits: list[Traits] = []
    once: dict[str, str] = {}
    found = [np.empty(0, np.int64)]
    for packed, here in pieces:
        fresh = [text for text in packed if text not in places]
        traits += [Traits.unpack(text, once) for text in fresh]
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
