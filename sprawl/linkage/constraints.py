"""What people decided always holds: same joins, different parts, and what contradicts itself is listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sprawl.linkage.cluster import NOWHERE, Forest

DECIDED = 1000.0  # bits of a link that a person made


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person said that two accounts (places of signatures) have the same owner, or different ones."""

    left: int
    right: int
    same: bool


def hold(rulings: Sequence[Ruling], forest: Forest) -> list[Ruling]:
    """Make the forest agree with the rulings; those that contradict others are returned, undone.

    Every ``same`` joins two trees; then every ``different`` cuts the weakest link between two accounts that no person
    made.
    """
    for ruling in rulings:
        if ruling.same:
            _join(ruling, forest)
    return [ruling for ruling in rulings if not ruling.same and not _part(ruling, forest)]


def _join(ruling: Ruling, forest: Forest) -> None:
    if ruling.left == ruling.right:
        return
    if forest.root(ruling.left) == forest.root(ruling.right):
        _cut(ruling.left, ruling.right, forest)
    forest.turn(ruling.right)
    forest.hang(ruling.right, ruling.left, DECIDED)


def _part(ruling: Ruling, forest: Forest) -> bool:
    """Are the two apart in the end?"""
    return _cut(ruling.left, ruling.right, forest) if ruling.left != ruling.right else False


def _cut(left: int, right: int, forest: Forest) -> bool:
    """Cut the weakest link between two accounts; False when people made them all."""
    between = steps_between(left, right, forest)
    weakest = min(between, key=lambda place: (forest.bits[place], place), default=NOWHERE)
    if weakest == NOWHERE:
        return forest.root(left) != forest.root(right)
    if forest.bits[weakest] >= DECIDED:
        return False
    forest.refused[weakest] = max(forest.refused[weakest], forest.bits[weakest])
    forest.up[weakest] = NOWHERE
    return True


def steps_between(left: int, right: int, forest: Forest) -> list[int]:
    """The signatures whose links up make the way from one account to the other; none when they are apart."""
    up, over = forest.path(left), forest.path(right)
    if up[-1] != over[-1]:
        return []
    shared = set(up) & set(over)
    return [place for place in up if place not in shared] + [place for place in reversed(over) if place not in shared]
