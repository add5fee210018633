"""Owner ids that stay from run to run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence


def name_owners(groups: Sequence[Sequence[str]], previous: Mapping[str, str] | None = None) -> list[str]:
    """An id for each group of account ids.

    A group keeps the earlier id that most of its accounts had; where two groups claim one id, the group with more of
    its accounts keeps it. A new group is named after its first account id, so that the same input gives the same ids.

    >>> name_owners([["a", "b"], ["c"]], {"a": "o1", "b": "o1", "c": "o1"})[0]
    'o1'
    """
    before = previous or {}
    claims = []
    for place, group in enumerate(groups if before else ()):
        held = Counter(before[account] for account in group if account in before)
        claims += [(-count, min(group), owner, place) for owner, count in held.items()]
    names = [""] * len(groups)
    taken: set[str] = set()
    for _, _, owner, place in sorted(claims):
        if not names[place] and owner not in taken:
            names[place] = owner
            taken.add(owner)
    gone = taken | set(before.values()) if before else taken
    for place, group in enumerate(groups):
        names[place] = names[place] or _fresh(min(group), gone)
    return names


def _fresh(first: str, taken: set[str]) -> str:
    """A new id made from an account id."""
    salted = first
    while (name := "o" + hashlib.sha1(salted.encode("utf-8", "replace")).hexdigest()[:10]) in taken:
        salted += "+"
    taken.add(name)
    return name
