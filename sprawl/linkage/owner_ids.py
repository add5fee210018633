"""Owner ids that stay from run to run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence


def name_owners(ids: Sequence[str], of: Sequence[int], previous: Mapping[str, str] | None = None) -> list[str]:
    """An id for each group of account ids. ``of``: the group of each account, a number from 0.

    A group keeps the earlier id that most of its accounts had; where two groups claim one id, the group with more of
    its accounts keeps it. A new group is named after its first account id, so that the same input gives the same ids.

    >>> name_owners(["a", "b", "c"], [0, 0, 1], {"a": "o1", "b": "o1", "c": "o1"})[0]
    'o1'
    """
    first = [""] * (max(of, default=-1) + 1)
    for account, group in zip(ids, of, strict=True):
        if not (least := first[group]) or account < least:
            first[group] = account
    names = [""] * len(first)
    taken: set[str] = set()
    for _, _, owner, group in _claims(ids, of, first, previous) if previous else ():
        if not names[group] and owner not in taken:
            names[group] = owner
            taken.add(owner)
    taken.update(previous.values() if previous else ())
    return [name or _new_id(account, taken) for name, account in zip(names, first, strict=True)]


def _claims(
    ids: Sequence[str], of: Sequence[int], first: Sequence[str], previous: Mapping[str, str]
) -> list[tuple[int, str, str, int]]:
    """Which groups claim which earlier ids, those with most accounts first."""
    counts = Counter((group, previous[account]) for account, group in zip(ids, of, strict=True) if account in previous)
    return sorted((-count, first[group], owner, group) for (group, owner), count in counts.items())


def _new_id(first: str, taken: set[str]) -> str:
    """An id made from the first account id of a group, unlike all that are taken."""
    salted = first
    while (name := "o" + hashlib.sha1(salted.encode("utf-8", "replace")).hexdigest()[:10]) in taken:
        salted += "+"
    taken.add(name)
    return name
