"""Accounts that say the same of themselves, each kind of them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sprawl.linkage.account import Traits

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Signatures:
    """Different traits, each once. ``of[row]``: the signature of a row; ``first[s]``: its first row."""

    traits: list[Traits]
    counts: list[int]
    first: list[int]
    of: NDArray[np.int64]

    def part(self, found: Mapping[int, Sequence[int]], cue: str) -> list[int]:
        """Make some rows of signatures, in order, ones of their own, with one cue more. Returns what each came from."""
        torn = {place: rows for place, rows in found.items() if len(rows) < self.counts[place]}
        for place in found.keys() - torn.keys():
            self.traits[place] = self.traits[place]._replace(cues=self.traits[place].cues + cue)
        for place, rows in torn.items():
            for row in rows:
                self.of[row] = len(self.traits)
            self.traits.append(self.traits[place]._replace(cues=self.traits[place].cues + cue))
            self.counts.append(len(rows))
            self.first.append(rows[0])
            self.counts[place] -= len(rows)
        self._find_first({place for place, rows in torn.items() if self.first[place] == rows[0]})
        return list(torn)

    def _find_first(self, wanted: set[int]) -> None:
        rows = np.flatnonzero(np.isin(self.of, list(wanted)))
        places, at = np.unique(self.of[rows], return_index=True)
        for place, row in zip(places.tolist(), rows[at].tolist(), strict=True):
            self.first[place] = row

    def moved(self, order: NDArray[np.int64]) -> Signatures:
        """The same in another order: the place of each as it was."""
        rank = np.argsort(order)
        counts, first = picked(self.counts, order), picked(self.first, order)
        return Signatures(picked(self.traits, order), counts, first, rank[self.of])


def picked(values: Sequence[Held], places: NDArray[np.int64]) -> list[Held]:
    """What stands at some places."""
    return [values[place] for place in places.tolist()]
