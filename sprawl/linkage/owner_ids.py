"""Owner ids that stay from run to run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence


def name_owners(ids: Sequence[str], of: Sequence[int], previous: Mapping[str, str] | None = None) -> list[str]:
    """An id for each group of account ids. ``of``: the group of each, a number from 0.

    A group keeps the earlier id that most of its accounts had; where two groups claim one id, the group with more of
    its accounts keeps it. A new group is named after its first account id, so that the same input gives the same ids.

    >>> name_owners(["a", "b", "c"], [0, 0, 1], {"a": "o1", "b": "o1", "c": "o1"})[0]
    'o1'
    """
    first = _first(ids, of)
    names = [""] * len(first)
    taken: set[str] = set()
    for _, _, owner, group in sorted(_claims(ids, of, first, previous)) if previous else ():
        if not names[group] and owner not in taken:
            names[group] = owner
            taken.add(owner)
    taken.update(previous.values() if previous else ())
    return [name or _fresh(account, taken) for name, account in zip(names, first, strict=True)]


def _first(ids: Sequence[str], of: Sequence[int]) -> list[str]:
    """The first account id of each group."""
    found = [""] * (max(of, default=-1) + 1)
    for account, group in zip(ids, of, strict=True):
        if not (held := found[group]) or account < held:
            found[group] = account
    return found


def _claims(
    ids: Sequence[str], of: Sequence[int], first: Sequence[str], previous: Mapping[str, str]
) -> list[tuple[int, str, str, int]]:
    """Which groups claim which earlier ids, most of their accounts first."""
    held: dict[tuple[int, str], int] = {}
    for account, group in zip(ids, of, strict=True):
        if account in previous:
            claim = group, previous[account]
            held[claim] = held.get(claim, 0) + 1
    return [(-count, first[group], owner, group) for (group, owner), count in held.items()]


def _fresh(first: str, taken: set[str]) -> str:
    """A new id made from an account id."""
    salted = first
    while (name := "o" + hashlib.sha1(salted.encode("utf-8", "replace")).hexdigest()[:10]) in taken:
        salted += "+"
    taken.add(name)
    return name
