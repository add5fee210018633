"""Accounts in memory → owners: the front of the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import COLUMNS
from sprawl.linkage.cluster import ENOUGH, NOWHERE, Forest, all_tops
from sprawl.linkage.columns import Kinds, Table, boxed, cells, kinds
from sprawl.linkage.confidence import stand_alone, sure
from sprawl.linkage.constraints import DECIDED, Ruling, hold
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
) -> Owners:
    """Who belongs together.

    ``accounts``: rows with ``id, platform, handle`` and any of ``display_name, bio, website, country, language, avatar,
    linked_from``, all text; ids are unique. ``judgements``: (id, id, same owner?), of which those about unknown ids are
    left out. ``previous``: account id → owner id of an earlier run, so that owners keep their ids. The result does not
    depend on ``engine``, ``shards`` (parts by name) and ``piece`` (accounts read at a time).
    """
    ids = cells(accounts, "id")
    asked = _asked(judgements, ids)
    apart = {row for left, right, _ in asked for row in (left, right)}
    table = Table({name: cells(accounts, name) for name in (*COLUMNS, "platform")})
    matched = run(table, engine or Local(), apart, weights, shards, piece, progress)
    of = matched.signatures.of.tolist() if asked else []
    refused = hold([Ruling(of[left], of[right], same) for left, right, same in asked], matched.forest)
    return _told(ids, matched, refused, previous)


def _asked(judgements: Iterable[tuple[str, str, bool]], ids: Sequence[str]) -> list[tuple[int, int, bool]]:
    """The rows that judgements are about."""
    said = list(judgements)
    wanted = {account for left, right, _ in said for account in (left, right)}
    rows = {account: row for row, account in enumerate(ids) if account in wanted} if wanted else {}
    return [(rows[left], rows[right], same) for left, right, same in said if left in rows and right in rows]


def _told(
    ids: Sequence[str], matched: Matched, refused: Sequence[Ruling], previous: Mapping[str, str] | None
) -> Owners:
    first = matched.signatures.first
    alone = stand_alone(matched)
    trees = kinds(_trees(matched, [place for place, bits in alone.items() if bits <= ENOUGH]))
    names = name_owners(ids, trees.of.tolist(), previous)
    chances, which = np.unique(sure(matched, alone), return_inverse=True)
    sureness = [round(chance, 4) for chance in chances.tolist()]
    return Owners(
        ByAccount(ids, _taken(names, trees.of)),
        ByAccount(ids, _taken(sureness, which[matched.signatures.of])),
        tuple(_alarms(matched, trees, names, ids)),
        tuple((ids[first[ruling.left]], ids[first[ruling.right]]) for ruling in refused),
        matched,
        ids,
    )


def _taken(values: Sequence[Value], places: NDArray[np.int64]) -> list[Value]:
    """The value at each place."""
    taken: list[Value] = boxed(values)[places].tolist()
    return taken


def _trees(matched: Matched, loose: Sequence[int]) -> NDArray[np.int64]:
    """The tree of each row: the place of its top. Accounts that are alike but prove nothing by it (namesakes, copies of
    one brand) are ``loose`` and stand alone: each has a number of its own, below zero."""
    of = matched.signatures.of
    apart = np.zeros(len(matched.signatures.traits), bool)
    apart[loose] = True
    return np.where(apart[of], -np.arange(len(of)) - 1, all_tops(matched.forest)[of])


def _alarms(matched: Matched, trees: Kinds, names: Sequence[str], ids: Sequence[str]) -> Iterable[Alarm]:
    for place in np.flatnonzero(trees.counts > BIG).tolist():
        yield Alarm("big", names[place], f"{trees.counts[place]} accounts are more than most owners have")
    yield from _bridges(matched, dict(zip(trees.values.tolist(), names, strict=True)), ids)


def _bridges(matched: Matched, names: Mapping[int, str], ids: Sequence[str]) -> Iterable[Alarm]:
    """Links between two names that each have a site of their own that several accounts name."""
    forest, first = matched.forest, matched.signatures.first
    keys = [each.key for each in matched.signatures.traits]
    votes = matched.land.ground.census.votes  # who names a site of its own votes for itself
    sites = {key for key, told in votes.items() if told.get(key, 0) >= BRIDGE}
    for place in _between(list(map(sites.__contains__, keys)), forest):
        above = forest.up[place]
        if keys[place] != keys[above]:
            yield Alarm(
                "bridge",
                names[forest.root(place)],
                f"one link joins “{keys[place]}” and “{keys[above]}”, which each have a site of their own",
                (ids[first[place]], ids[first[above]]),
            )


def _between(wanted: Sequence[bool], forest: Forest) -> list[int]:
    """The links that no person made whose both ends are wanted."""
    ends, up, bits = np.array(wanted, bool), forest.above(), np.array(forest.bits)
    links = np.flatnonzero(ends & (up != NOWHERE) & (bits < DECIDED))
    found: list[int] = links[ends[up[links]]].tolist()
    return found
