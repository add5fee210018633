"""Which answers would teach the most: those about accounts that resemble many others whose department is unknown.

An answer for account i is worth the sum over accounts j of how alike they are (cosine of rare features) times how much
is unknown of j. After each choice half of what the answer would explain is taken off, because not every question gets
an answer; then the next best is chosen. Worths only fall, so a heap finds it without going through all (lazy greedy,
Minoux 1978). The unit is accounts: a worth of 3 is as much as is unknown of three accounts of which nothing is known.
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

COMMON = 0.03  # share of accounts from which a shared feature says nothing
FEWEST, MOST = 20, 400  # bounds of that share, in accounts
ALIKE = 0.08  # similarity from which an answer about one explains the other
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
    """The same for a study that is already made."""
    rows = range(len(study.accounts))
    unknown = [0.0 if row in study.judged else 1 - study.chance(row) for row in rows]
    best = gains(study.features.rows, unknown, n, study.judged.keys())
    return tuple(Question(study.accounts[gain.row].id, f"{_state(study, gain.row)}; {gain.sentence}") for gain in best)


def gains(rows: Sequence[frozenset[str]], unknown: Sequence[float], n: int, known: Set[int]) -> list[Gain]:
    """The ``n`` rows whose answers would teach the most, best first; never one of the ``known``.

    ``rows``: the features of each account, ``kind:text``; ``unknown``: from 0 to 1, how much is unknown of each.
    """
    return _Similarity(rows, unknown).best(n, known)


class _Similarity:
    """How alike accounts are by their rare features, and how much is unknown of each."""

    def __init__(self, rows: Sequence[frozenset[str]], unknown: Sequence[float]) -> None:
        self._rows = _rare(rows)
        self._unknown = list(unknown)
        self._rows_with: dict[str, list[int]] = defaultdict(list)
        self._mass: dict[str, float] = defaultdict(float)
        for row, own in enumerate(self._rows):
            for feature, weight in own.items():
                self._rows_with[feature].append(row)
                self._mass[feature] += weight * self._unknown[row]

    def _worth(self, row: int) -> float:
        return self._unknown[row] + sum(weight * self._mass[feature] for feature, weight in self._rows[row].items())

    def best(self, n: int, known: Set[int]) -> list[Gain]:
        """The ``n`` best rows and what they would teach, best first."""
        heap = [(-self._worth(row), row) for row in range(len(self._rows)) if row not in known]
        heapq.heapify(heap)
        chosen: list[Gain] = []
        while heap and len(chosen) < n:
            row = heapq.heappop(heap)[1]
            worth = self._worth(row)
            if heap and worth < -heap[0][0] - 1e-9:
                heapq.heappush(heap, (-worth, row))
                continue
            chosen.append(Gain(row, worth, *self._shared_by(row)))
            self._take_off(row)
        return chosen

    def _take_off(self, row: int) -> None:
        """Take off what an answer for ``row`` would explain of the accounts like it."""
        alike: dict[int, float] = defaultdict(float)
        for feature, weight in self._rows[row].items():
            for other in self._rows_with[feature]:
                alike[other] += weight * self._rows[other][feature]
        alike[row] = 1 / ANSWERED
        for other, share in alike.items():
            if share >= ALIKE:
                self._lower(other, self._unknown[other] * min(1.0, share * ANSWERED))

    def _lower(self, row: int, by: float) -> None:
        self._unknown[row] -= by
        for feature, weight in self._rows[row].items():
            self._mass[feature] -= weight * by

    def _shared_by(self, row: int) -> tuple[int, str]:
        """How many accounts share the feature with the most that is unknown, and the feature as a phrase."""
        own = self._rows[row]
        if not own:
            return 0, ""
        feature = max(sorted(own), key=lambda item: own[item] * self._mass[item])
        kind, _, text = feature.partition(":")
        return len(self._rows_with[feature]), KINDS[kind].format(text)


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
    """For each row feature → weight, of features that some share and few have; the squares add up to one."""
    counts = Counter(feature for row in rows for feature in row)
    limit = min(MOST, max(FEWEST, COMMON * len(rows)))
    kept = {feature: math.log(1 + len(rows) / n) for feature, n in counts.items() if 1 < n <= limit}
    out = []
    for row in rows:
        own = {feature: kept[feature] for feature in sorted(row) if feature in kept}
        length = math.sqrt(sum(weight * weight for weight in own.values())) or 1.0
        out.append({feature: weight / length for feature, weight in own.items()})
    return out
