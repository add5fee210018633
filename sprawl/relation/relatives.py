"""Accounts that go together by name, by owner or by a person's judgement, so that one answer tells about others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Relatives:
    """The refs of the accounts that go with one account."""

    owned: Sequence[str] = ()  # matching gives them the same owner
    refused: Sequence[str] = ()  # the same name, and a person said that they are not ours
    same: Set[str] = frozenset()  # a person said that they have the same owner
    apart: Set[str] = frozenset()  # a person said that they have another


NONE = Relatives()


@dataclass(frozen=True, slots=True)
class Kin:
    """What matching and people say of all accounts. Accounts are given by their refs."""

    owned: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ours: Mapping[str, bool] = field(default_factory=dict)  # ref → a person's answer, whether it is ours
    pairs: Sequence[tuple[str, str, bool]] = ()  # two refs, and a person's answer, whether they have one owner

    def judged(self, ours: bool) -> frozenset[str]:
        """The refs of accounts that a person said are ours, or are not."""
        return frozenset(ref for ref, answer in self.ours.items() if answer is ours)

    def relatives(self, refused: Mapping[str, Sequence[str]]) -> dict[str, Relatives]:
        """Ref → its relatives. ``refused``: ref → refs of its name that a person said are not ours."""
        same = closed((left, right) for left, right, is_same in self.pairs if is_same)
        apart: dict[str, set[str]] = defaultdict(set)
        for left, right, is_same in self.pairs:
            if not is_same:
                apart[left] |= {right, *same.get(right, ())}
                apart[right] |= {left, *same.get(left, ())}
        nobody: frozenset[str] = frozenset()
        return {
            ref: Relatives(self.owned.get(ref, ()), refused[ref], same.get(ref, nobody), apart.get(ref, nobody))
            for ref in refused
        }


def closed(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Name → all that are the same by one step or several.

    >>> sorted(closed([("a", "b"), ("b", "c")])["a"])
    ['b', 'c']
    """
    group: dict[str, set[str]] = {}
    for left, right in pairs:
        whole = group.get(left, {left}) | group.get(right, {right})
        group |= dict.fromkeys(whole, whole)
    return {ref: frozenset(whole - {ref}) for ref, whole in group.items()}
