"""Accounts in memory → owners: the front of the room."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sprawl.match.cluster import NOWHERE, all_tops
from sprawl.match.engines.local import Local
from sprawl.match.judge import DECIDED, Ruling, hold
from sprawl.match.pipeline import PIECE, Engine, Matched, Progress, run
from sprawl.match.result import BIG, BRIDGE, Alarm, Owners, loose, sure
from sprawl.match.rows import Table, cells
from sprawl.match.stable import name_owners
from sprawl.match.traits import COLUMNS
from sprawl.match.weigh import Weights
from sprawl.model import Account, Profile

Row = Mapping[str, str]


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
    apart = {row: f"\x1e{row}" for left, right, _ in asked for row in (left, right)}
    table = Table({name: cells(accounts, name) for name in COLUMNS})
    matched = run(table, engine or Local(), apart, weights, shards, piece, progress)
    of = matched.signatures.of
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
    of, first = matched.signatures.of, matched.signatures.first
    trees = _trees(matched)
    members: dict[int, list[str]] = defaultdict(list)
    for account, top in zip(ids, trees, strict=True):
        members[top].append(account)
    names = dict(zip(members, name_owners(list(members.values()), previous), strict=True))
    sureness = [round(chance, 4) for chance in sure(matched)]
    return Owners(
        dict(zip(ids, map(names.__getitem__, trees), strict=True)),
        dict(zip(ids, map(sureness.__getitem__, of), strict=True)),
        tuple(_alarms(matched, members, names, ids)),
        tuple((ids[first[ruling.left]], ids[first[ruling.right]]) for ruling in refused),
        matched,
        ids,
    )


def _trees(matched: Matched) -> list[int]:
    """The tree of each row: the place of its top. Accounts that are alike but prove nothing by it (namesakes, copies of
    one brand) stand alone: each has a number of its own, below zero."""
    found = all_tops(matched.forest)
    apart = set(loose(matched))
    return [-row - 1 if place in apart else found[place] for row, place in enumerate(matched.signatures.of)]


def _alarms(
    matched: Matched, members: Mapping[int, list[str]], names: Mapping[int, str], ids: Sequence[str]
) -> Iterable[Alarm]:
    for top, accounts in members.items():
        if len(accounts) > BIG:
            yield Alarm("big", names[top], f"{len(accounts)} accounts are more than most owners have")
    yield from _bridges(matched, names, ids)


def _bridges(matched: Matched, names: Mapping[int, str], ids: Sequence[str]) -> Iterable[Alarm]:
    """Links between two names that each have a site of their own that several accounts name."""
    forest, traits, census = matched.forest, matched.signatures.traits, matched.land.ground.census
    sites: Counter[str] = Counter()
    for each, count in zip(matched.signatures.traits, matched.signatures.counts, strict=True):
        if each.site and census.backed(each):
            sites[each.key] += count
    for place, above in enumerate(forest.up):
        if above != NOWHERE and forest.bits[place] < DECIDED:
            left, right = traits[place].key, traits[above].key
            if left != right and min(sites[left], sites[right]) >= BRIDGE:
                accounts = tuple(ids[matched.signatures.first[each]] for each in (place, above))
                yield Alarm(
                    "bridge",
                    names[forest.root(place)],
                    f"one link joins “{left}” and “{right}”, which each have a site of their own",
                    accounts,
                )
