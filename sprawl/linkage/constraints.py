"""Judgements of people always hold: "same" joins, "different" parts, and contradictions are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sprawl.linkage.cluster import NOWHERE, Forest

DECIDED = 1000.0  # bits of a link that a person made


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person said that two accounts (places of distinct accounts) have the same owner, or different ones."""

    left: int
    right: int
    same: bool


def enforce(rulings: Sequence[Ruling], forest: Forest) -> list[Ruling]:
    """Change the forest until the rulings hold; returns those that contradict others and were not carried out.

    Every "same" joins two trees. Then every "different" cuts the weakest link between its two accounts that no person
    made.
    """
    for ruling in rulings:
        if ruling.same and ruling.left != ruling.right:
            if forest.root(ruling.left) == forest.root(ruling.right):
                _cut(ruling.left, ruling.right, forest)
            forest.make_root(ruling.right)
            forest.attach(ruling.right, ruling.left, DECIDED)
    return [
        ruling
        for ruling in rulings
        if not ruling.same and (ruling.left == ruling.right or not _cut(ruling.left, ruling.right, forest))
    ]


def _cut(left: int, right: int, forest: Forest) -> bool:
    """Cut the weakest link between two accounts; False when people made all of them."""
    between = links_between(left, right, forest)
    weakest = min(between, key=lambda place: (forest.bits[place], place), default=NOWHERE)
    if weakest == NOWHERE:
        return forest.root(left) != forest.root(right)
    if forest.bits[weakest] >= DECIDED:
        return False
    forest.refused[weakest] = max(forest.refused[weakest], forest.bits[weakest])
    forest.up[weakest] = NOWHERE
    return True


def links_between(left: int, right: int, forest: Forest) -> list[int]:
    """The accounts whose links upwards make the way from one account to the other; none when they are in two trees."""
    up, over = forest.path(left), forest.path(right)
    if up[-1] != over[-1]:
        return []
    shared = set(up) & set(over)
    return [place for place in up if place not in shared] + [place for place in reversed(over) if place not in shared]
