"""Accounts are read in two passes: first what all of them attest, then each one against that."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import COLUMNS, AccountReader, Attested, ParsedAccount
from sprawl.linkage.columns import Coded, Table, distinct
from sprawl.linkage.display_name import brand_parts, count_parts, may_have_parts, pack, read_display_name, unpack
from sprawl.linkage.distinct_accounts import DistinctAccounts
from sprawl.linkage.engines import Engine
from sprawl.linkage.sites import is_risky, site_label, spelling

CHUNK = 20_000  # websites read at a time
Piece = tuple[list[str], Sequence[int]]  # different accounts, packed, and which of them each row is


def label_sites(websites: Sequence[str], engine: Engine) -> Iterator[str]:
    """The label of each of some different websites."""
    chunks = [websites[start : start + CHUNK] for start in range(0, len(websites), CHUNK)]
    return chain.from_iterable(engine.run(_labels, chunks, None))


def _labels(websites: Sequence[str], _: None) -> list[str]:
    return list(map(site_label, websites))


def attest(
    sites_read: Iterable[str], websites: Coded, pieces: Sequence[Table], engine: Engine
) -> tuple[Attested, list[bytes]]:
    """What all accounts together attest, and the display names of each piece, read and packed.

    ``sites_read``: the labels of the different ``websites`` of the accounts.
    """
    sites = _trusted(dict(zip(websites.texts, sites_read, strict=True)), websites)
    labels = set(map(spelling, sites.values())) - {""}
    counts: Counter[tuple[str, str]] = Counter()
    for piece_counts in engine.run(_count_parts, pieces, sites):
        counts.update(piece_counts)
    brands = brand_parts(counts, labels)
    packed_names: list[bytes] = []
    site_of: dict[str, str] = {}
    shared: set[str] = set()
    for piece_sites, piece_shared, packed in engine.run(_read_names, pieces, (labels, sites, brands)):
        packed_names.append(packed)
        shared |= piece_shared | _add_sites(piece_sites.items(), site_of)
    names = site_of.keys() - {""}
    return Attested(labels, names, labels | names, shared, sites), packed_names


def _trusted(sites: Mapping[str, str], websites: Coded) -> dict[str, str]:
    """Website → its label, without a risky ending where several accounts name it."""
    used: Counter[str] = Counter()
    for website, count in websites.counted():
        if is_risky(sites[website]):
            used[sites[website]] += count
    return {website: spelling(label) if used[label] > 1 else label for website, label in sites.items()}


def _count_parts(rows: Table, sites: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """How often the parts of names stand on accounts of each site."""
    pairs = zip(rows.columns["display_name"], rows.columns["website"], strict=True)
    return count_parts({(display, sites[website]) for display, website in pairs if may_have_parts(display)})


def _read_names(
    rows: Table, context: tuple[Set[str], Mapping[str, str], Mapping[str, int]]
) -> tuple[dict[str, str], set[str], bytes]:
    """The names of some rows with the label of a site, those that have several, and the different display names,
    read and packed. ``context``: labels, sites, parts that are brands."""
    labels, sites, brands = context
    displays = rows.columns["display_name"]
    read = {display: read_display_name(display, labels, brands) for display in dict.fromkeys(displays)}
    site_of: dict[str, str] = {}
    pairs = set(zip(displays, rows.columns["website"], strict=True))
    shared = _add_sites(((read[display].name, sites[website]) for display, website in pairs), site_of)
    return site_of, shared, pack(read.values())


def _add_sites(named: Iterable[tuple[str, str]], site_of: dict[str, str]) -> set[str]:
    """Add names with the label of a site ("" for none) to ``site_of``. Returns those that had another label already."""
    shared: set[str] = set()
    for name, label in named:
        if (first := site_of.setdefault(name, label)) != label and label:
            if first:
                shared.add(name)
            else:
                site_of[name] = label
    return shared


def read_piece(rows_and_names: tuple[Table, bytes], attested: Attested) -> Piece:
    """The different accounts of some rows, packed, and which of them each row is."""
    rows, packed = rows_and_names
    columns = [rows.columns[name] for name in COLUMNS]
    read = AccountReader(attested, dict(zip(dict.fromkeys(columns[0]), unpack(packed), strict=True))).read
    places: dict[ParsedAccount, int] = {}
    of = array("L", [places.setdefault(read(cells), len(places)) for cells in zip(*columns, strict=True)])
    return [account.pack() for account in places], of


def gather(pieces: Iterable[Piece], order: NDArray[np.int64], judged: Set[int]) -> DistinctAccounts:
    """Each different account once, in the order in which they were read. ``order``: the row of each account as it was
    read; rows that a person ``judged`` are accounts of their own."""
    places: dict[str, int] = {}
    accounts: list[ParsedAccount] = []
    once: dict[str, str] = {}
    read = [np.empty(0, np.int64)]
    for packed, of in pieces:
        fresh = [text for text in packed if text not in places]
        accounts += [ParsedAccount.unpack(text, once) for text in fresh]
        places.update(zip(fresh, range(len(places), len(accounts)), strict=True))
        read.append(np.array([places[text] for text in packed], np.int64)[of])
    by_row = np.empty(len(order), np.int64)
    by_row[order] = np.concatenate(read)
    for row in judged:
        accounts.append(accounts[by_row[row]])
        by_row[row] = len(accounts) - 1
    kept, first, counts, of_row = distinct(by_row)
    as_read = np.argsort(kept)
    return DistinctAccounts(
        [accounts[place] for place in kept[as_read].tolist()],
        counts[as_read].tolist(),
        first[as_read].tolist(),
        np.argsort(as_read)[of_row],
    )
