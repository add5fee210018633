"""Which answers would teach the most: accounts that stand for many others of which something is not known yet.

An answer for account i is worth the sum over accounts j of how alike they are (cosine of rare traits) times how much is
unknown of j. After each choice what it would explain is taken off at half, because not every question gets its
answer, and the next best is sought; values only fall, so a heap finds it without going through all. The unit is
accounts: a worth of 3 is as much as is unknown of three accounts of which nothing is known.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sprawl.departments.features import KINDS, Listed
from sprawl.departments.study import STATED, Study
from sprawl.model import Unit

COMMON = 0.03  # share of accounts from which a trait says nothing of kinship
FEWEST, MOST = 20, 400  # bounds of that share, in accounts
ALIKE = 0.08  # from which two accounts are kin
ANSWERED = 0.5  # chance that a question is answered at all


@dataclass(frozen=True, slots=True)
class Question:
    """An account to ask about, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Gain:
    """What an answer about one account would teach: of about how many accounts, and by what they are alike."""

    row: int
    worth: float
    many: int = 0  # accounts that share what is telling about it, itself included
    alike: str = ""  # what they share: "has …", "links to …"

    @property
    def sentence(self) -> str:
        """In words."""
        about = round(self.worth)
        if about < 2 or self.many < 2:
            return "an answer would settle this account"
        return f"an answer would help with about {about} accounts: {self.many} are alike, each of which {self.alike}"


def ask(
    accounts: Sequence[Listed], departments: Sequence[Unit], judgements: Mapping[str, str] | None, n: int
) -> tuple[Question, ...]:
    """The ``n`` accounts whose answers would teach the most, best first; accounts that are judged are left out."""
    return questions(Study(accounts, departments, judgements), n)


def questions(study: Study, n: int) -> tuple[Question, ...]:
    """The same, of a study that stands already."""
    rows = range(len(study.accounts))
    unknown = [0.0 if row in study.judged else 1 - study.chance(row) for row in rows]
    best = gains(study.features.rows, unknown, n, study.judged.keys())
    return tuple(Question(study.accounts[gain.row].id, f"{_state(study, gain.row)}; {gain.sentence}") for gain in best)


def gains(rows: Sequence[frozenset[str]], unknown: Sequence[float], n: int, known: Set[int]) -> list[Gain]:
    """The ``n`` rows whose answers would teach the most, best first; never one of the ``known``.

    ``rows``: the traits of each account, ``kind:text``; ``unknown``: from 0 to 1, how much is unknown of each.
    """
    return _Kinship(rows, unknown).best(n, known)


class _Kinship:
    """How alike accounts are by their rare traits, and what is unknown of each."""

    def __init__(self, rows: Sequence[frozenset[str]], unknown: Sequence[float]) -> None:
        self._traits = _rare(rows)
        self._unknown = list(unknown)
        self._having: dict[str, list[int]] = defaultdict(list)
        self._mass: dict[str, float] = defaultdict(float)
        for row, own in enumerate(self._traits):
            for trait, weight in own.items():
                self._having[trait].append(row)
                self._mass[trait] += weight * self._unknown[row]

    def _worth(self, row: int) -> float:
        return self._unknown[row] + sum(weight * self._mass[trait] for trait, weight in self._traits[row].items())

    def best(self, n: int, known: Set[int]) -> list[Gain]:
        """What the best rows would teach, best first."""
        heap = [(-self._worth(row), row) for row in range(len(self._traits)) if row not in known]
        heapq.heapify(heap)
        chosen: list[Gain] = []
        while heap and len(chosen) < n:
            row = heapq.heappop(heap)[1]
            worth = self._worth(row)
            if heap and worth < -heap[0][0] - 1e-9:
                heapq.heappush(heap, (-worth, row))
                continue
            chosen.append(Gain(row, worth, *self._kin(row)))
            self._explain(row)
        return chosen

    def _explain(self, row: int) -> None:
        """Take off what an answer for ``row`` would explain of its kin."""
        alike: dict[int, float] = defaultdict(float)
        for trait, weight in self._traits[row].items():
            for kin in self._having[trait]:
                alike[kin] += weight * self._traits[kin][trait]
        alike[row] = 1 / ANSWERED
        for kin, share in alike.items():
            if share >= ALIKE:
                self._lower(kin, self._unknown[kin] * min(1.0, share * ANSWERED))

    def _lower(self, row: int, by: float) -> None:
        self._unknown[row] -= by
        for trait, weight in self._traits[row].items():
            self._mass[trait] -= weight * by

    def _kin(self, row: int) -> tuple[int, str]:
        """How many share the trait by which most of what is unknown would be reached, and what it is."""
        own = self._traits[row]
        if not own:
            return 0, ""
        trait = max(sorted(own), key=lambda item: own[item] * self._mass[item])
        kind, _, text = trait.partition(":")
        return len(self._having[trait]), KINDS[kind].format(text)


def _state(study: Study, row: int) -> str:
    if not study.standings:
        return "nothing is known of it"
    standing = study.standings[row]
    best = f"{study.units[standing.department].name} ({study.chance(row):.0%})"
    if study.chance(row) >= STATED:
        return f"probably {best}"
    if standing.rival == len(study.units):
        return f"{best}, or none of the list"
    return f"{best} or {study.tops[study.units[standing.rival].name]}"


def _rare(rows: Sequence[frozenset[str]]) -> list[dict[str, float]]:
    """Trait → weight, for traits that some share and few have; squares add up to one."""
    counts = Counter(trait for row in rows for trait in row)
    limit = min(MOST, max(FEWEST, COMMON * len(rows)))
    kept = {trait: math.log(1 + len(rows) / n) for trait, n in counts.items() if 1 < n <= limit}
    out = []
    for row in rows:
        own = {trait: kept[trait] for trait in sorted(row) if trait in kept}
        length = math.sqrt(sum(weight * weight for weight in own.values())) or 1.0
        out.append({trait: weight / length for trait, weight in own.items()})
    return out
