"""Accounts in memory → owners: the front of the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import COLUMNS
from sprawl.linkage.cluster import ENOUGH, NOWHERE, all_roots
from sprawl.linkage.columns import Distinct, Table, cells, distinct, object_array
from sprawl.linkage.confidence import owner_confidence, standing_alone
from sprawl.linkage.constraints import DECIDED, Ruling, enforce
from sprawl.linkage.engines import Engine
from sprawl.linkage.engines.local import Local
from sprawl.linkage.owner_ids import name_owners
from sprawl.linkage.pipeline import PIECE, Matched, Progress, run
from sprawl.linkage.result import BIG, BRIDGE, Alarm, ByAccount, Owners
from sprawl.linkage.weights import Weights
from sprawl.model import Account, Profile

Row = Mapping[str, str]
Value = TypeVar("Value")


def row_of(account: Account, profile: Profile | None = None, linked_from: Iterable[str] = ()) -> dict[str, str]:
    """An account of a survey as a row. ``linked_from``: hosts of the brand's own sites that link to it."""
    row = {
        "id": account.ref,
        "platform": account.platform,
        "handle": account.handle,
        "linked_from": " ".join(linked_from),
    }
    if profile:
        row |= {
            "display_name": profile.name,
            "bio": profile.bio,
            "website": profile.links[0] if profile.links else "",
            "country": profile.country,
            "language": profile.language,
            "avatar": profile.avatar,
        }
    return row


def owners(
    accounts: Sequence[Row],
    judgements: Iterable[tuple[str, str, bool]] = (),
    previous: Mapping[str, str] | None = None,
    engine: Engine | None = None,
    weights: Weights | None = None,
    progress: Progress | None = None,
    shards: int = 1,
    piece: int = PIECE,
    without: Set[str] = frozenset(),
) -> Owners:
    """Which accounts have one owner.

    ``accounts``: rows with ``id, platform, handle`` and any of ``display_name, bio, website, country, language, avatar,
    linked_from``, all text; ids are unique. ``judgements``: (id, id, same owner?), of which those about unknown ids are
    left out. ``previous``: account id → owner id of an earlier run, so that owners keep their ids. The result does not
    depend on ``engine``, ``shards`` (parts by name) and ``piece`` (accounts read at a time). ``without``: rules that
    are switched off, to measure what they are worth.
    """
    ids = cells(accounts, "id")
    asked = _known_judgements(judgements, ids)
    judged = {row for left, right, _ in asked for row in (left, right)}
    table = Table({name: cells(accounts, name) for name in (*COLUMNS, "platform")})
    matched = run(table, engine or Local(), judged, weights, shards, piece, progress, without)
    of = matched.distinct.of.tolist() if asked else []
    refused = enforce([Ruling(of[left], of[right], same) for left, right, same in asked], matched.forest)
    return _owners(ids, matched, refused, previous)


def _known_judgements(judgements: Iterable[tuple[str, str, bool]], ids: Sequence[str]) -> list[tuple[int, int, bool]]:
    """Judgements as rows, those about unknown ids left out."""
    given = list(judgements)
    wanted = {account for left, right, _ in given for account in (left, right)}
    rows = {account: row for row, account in enumerate(ids) if account in wanted} if wanted else {}
    return [(rows[left], rows[right], same) for left, right, same in given if left in rows and right in rows]


def _owners(
    ids: Sequence[str], matched: Matched, refused: Sequence[Ruling], previous: Mapping[str, str] | None
) -> Owners:
    first, of = matched.distinct.first, matched.distinct.of
    alone = standing_alone(matched)
    trees = distinct(_trees(matched, [place for place, bits in alone.items() if bits <= ENOUGH]))
    names = name_owners(ids, trees.of.tolist(), previous)
    chances, which = np.unique(owner_confidence(matched, alone), return_inverse=True)
    confidence = [round(chance, 4) for chance in chances.tolist()]
    return Owners(
        ByAccount(ids, _at(names, trees.of)),
        ByAccount(ids, _at(confidence, which[of])),
        tuple(_alarms(matched, trees, names, ids)),
        tuple((ids[first[ruling.left]], ids[first[ruling.right]]) for ruling in refused),
        matched,
        ids,
    )


def _at(values: Sequence[Value], places: NDArray[np.int64]) -> list[Value]:
    """The value at each place."""
    picked: list[Value] = object_array(values)[places].tolist()
    return picked


def _trees(matched: Matched, apart: Sequence[int]) -> NDArray[np.int64]:
    """The tree of each row: the place of its top. Rows of the distinct accounts in ``apart``, which are alike without
    evidence for one owner (namesakes, copies of one brand), are a tree each, numbered below zero."""
    of = matched.distinct.of
    loose = np.zeros(len(matched.distinct.accounts), bool)
    loose[apart] = True
    return np.where(loose[of], -np.arange(len(of)) - 1, all_roots(matched.forest)[of])


def _alarms(matched: Matched, trees: Distinct, names: Sequence[str], ids: Sequence[str]) -> Iterable[Alarm]:
    for place in np.flatnonzero(trees.counts > BIG).tolist():
        yield Alarm("big", names[place], f"{trees.counts[place]} accounts are more than most owners have")
    name_of_tree = dict(zip(trees.values.tolist(), names, strict=True))
    forest, first, accounts = matched.forest, matched.distinct.first, matched.distinct.accounts
    for place, above in _bridges(matched):
        yield Alarm(
            "bridge",
            name_of_tree[forest.root(place)],
            f"one link joins “{accounts[place].key}” and “{accounts[above].key}”, which each have a site of their own",
            (ids[first[place]], ids[first[above]]),
        )


def _bridges(matched: Matched) -> Iterable[tuple[int, int]]:
    """The links, not made by a person, between two names that each have a site which several accounts name."""
    references = matched.clustering.corpus.references  # an account that names its own site refers to its own key
    sited = {key for key, counts in references.items() if counts.get(key, 0) >= BRIDGE}
    keys = [each.key for each in matched.distinct.accounts]
    ends, up = np.array([key in sited for key in keys], bool), matched.forest.above()
    links = np.flatnonzero(ends & (up != NOWHERE) & (np.array(matched.forest.bits) < DECIDED))
    for place in links[ends[up[links]]].tolist():
        if keys[place] != keys[up[place]]:
            yield place, int(up[place])
