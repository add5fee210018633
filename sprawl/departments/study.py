"""Which department and unit runs each account of a file: from a list, names, web addresses, relatives and judgements.

1. Names and addresses that the list gives are looked up in each account (`lexicon`); each way of writing a unit
   keeps the share of its bits that the file confirms (`key_trust`).
2. Accounts that are clear from that teach what else their units' accounts have in common (`learn`), without the words
   that made them clear; people's answers teach with all features.
3. Names, relatives and what was learned add up in bits; below the threshold the department stays unknown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sprawl.departments.aliases import everywhere
from sprawl.departments.features import Listed, features_of, vocabulary, without_stated
from sprawl.departments.key_trust import TrustedHit, key_trust, trusted_hits
from sprawl.departments.learn import FeatureTable, Lesson, Model, Standing
from sprawl.departments.lexicon import Hit, Lexicon
from sprawl.departments.propagation import Testimony, relatives, testimonies
from sprawl.departments.rephrasing import SharedWords
from sprawl.model import Reason, Unit

STATED = 0.65  # calibrated probability from which a department is stated
STATED_UNIT, MOST_OF_IT = 0.5, 0.85  # and a unit, that also has to hold so much of what its department does
SURE = 0.995  # no inference is surer: lists and labels have errors themselves
CLEAR, AHEAD = 3.0, 2.0  # bits of names, and before any other department, that make a lesson
NOWHERE = 1.0  # bits for belonging to none of the list
RIVALS, FULL = 16, 5.0  # units that come into question for a name of so many bits, however long the list
ANSWER = 4.0  # lessons that a person's answer counts for
LESSONS = 12_000  # at most; more are thinned evenly in each unit


@dataclass(frozen=True, slots=True)
class Placement:
    """The department and unit of an account, "" below the threshold, with reasons whose bits add up."""

    id: str
    department: str = ""
    unit: str = ""
    probability: float = 0.0
    reasons: tuple[Reason, ...] = ()


class Study:
    """Everything inferred about the accounts of a file: asked for placements, reasons and the best questions.

    ``judgements``: account id → the department or unit that a person named; a name outside the list becomes a
    department. ``owners``: account id → owner, where the accounts have been clustered.
    """

    def __init__(
        self,
        accounts: Sequence[Listed],
        departments: Sequence[Unit],
        judgements: Mapping[str, str] | None = None,
        *,
        owners: Mapping[str, str] | None = None,
    ) -> None:
        self.accounts = tuple(accounts)
        self.units = _with_judged(departments, judgements or {})
        self.index = {unit.name: at for at, unit in enumerate(self.units)}
        self.tops = _tops(self.units)
        self._long_list_bits = max(0.0, math.log2((len(self.units) + 1) / RIVALS))
        self.judged = _rows(self.accounts, self.units, judgements or {})
        self.trusted = self._trusted_hits()
        self.testimonies = self._testimonies(owners or {})
        self.features = FeatureTable(self._features(owners or {}), SharedWords(everywhere(self.units)).is_shared)
        self.lessons = [*self._answer_lessons(), *self._clear_lessons()]
        self.standings = self._learn() if self.units else []

    def _trusted_hits(self) -> list[dict[str, list[TrustedHit]]]:
        """For each account: unit → the keys found for it, with the bits that the file confirms."""
        self._vocabulary = vocabulary(self.accounts, _texts(self.units))
        lexicon = Lexicon(self.units, self._vocabulary)
        self._hits: list[list[Hit]] = [lexicon.hits(account.fields) for account in self.accounts]
        answers = {row: self.tops[unit] for row, unit in self.judged.items()}
        self._trusted_shares = key_trust(self._hits, self.tops, answers)
        return [trusted_hits(hits, self._trusted_shares) for hits in self._hits]

    def _testimonies(self, owners: Mapping[str, str]) -> list[list[Testimony]]:
        """What the relatives of each account say of it; a third of the bits where its own names say it already."""
        bits = [{unit: sum(item.bits for item in items) for unit, items in trusted.items()} for trusted in self.trusted]
        of_rows = testimonies(relatives(self.accounts, owners), bits, self.judged)
        return [
            [replace(each, bits=each.bits / 3) if each.unit in own else each for each in row]
            for row, own in zip(of_rows, self.trusted, strict=True)
        ]

    def _features(self, owners: Mapping[str, str]) -> list[frozenset[str]]:
        return [features_of(account, self._vocabulary, owners.get(account.id, "")) for account in self.accounts]

    def _evidence(self, row: int) -> dict[int, float]:
        """Bits of each unit by names and relatives; more where the list is long, as each is one among many."""
        sums = {self.index[unit]: sum(item.bits for item in items) for unit, items in self.trusted[row].items()}
        for each in self.testimonies[row]:
            sums[self.index[each.unit]] = sums.get(self.index[each.unit], 0.0) + each.bits
        return {unit: bits + self._long_list_bits * min(1.0, bits / FULL) for unit, bits in sums.items()}

    def _answer_lessons(self) -> list[Lesson]:
        return [
            Lesson(row, self._within(self.trusted[row], self.tops[unit], unit), ANSWER)
            for row, unit in sorted(self.judged.items())
        ]

    def _clear_lessons(self) -> list[Lesson]:
        """A lesson for each account whose names leave no doubt, at most ``LESSONS`` in all."""
        by_top: dict[str, list[Lesson]] = {}
        for row, trusted in enumerate(self.trusted):
            if trusted and row not in self.judged and (top := self._clear_department(trusted)):
                weight = 1 - 2.0 ** -max(sum(item.bits for item in items) for items in trusted.values())
                by_top.setdefault(top, []).append(Lesson(row, self._within(trusted, top, top), weight, hidden=True))
        step = max(1, math.ceil(sum(map(len, by_top.values())) / LESSONS))
        return [lesson for top in sorted(by_top) for lesson in by_top[top][::step]]

    def _clear_department(self, trusted: Mapping[str, Sequence[TrustedHit]]) -> str:
        best: dict[str, float] = {}
        for unit, items in trusted.items():
            best[self.tops[unit]] = max(best.get(self.tops[unit], 0.0), sum(item.bits for item in items))
        if not best:
            return ""
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        ahead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
        return ranked[0][0] if ranked[0][1] >= CLEAR and ahead >= AHEAD else ""

    def _within(self, trusted: Mapping[str, Sequence[TrustedHit]], top: str, stated: str) -> dict[int, float]:
        """Unit → chance among the units of a department, by what the names say; a unit that was stated has it all."""
        if stated != top:
            return {self.index[stated]: 1.0}
        odds = {self.index[top]: 1.0}
        for unit, items in trusted.items():
            if self.tops[unit] == top:
                odds[self.index[unit]] = 2.0 ** sum(item.bits for item in items)
        return {unit: part / sum(odds.values()) for unit, part in odds.items()}

    def _learn(self) -> list[Standing]:
        nowhere = len(self.units)
        evidence = [{**self._evidence(row), nowhere: NOWHERE} for row in range(len(self.trusted))]
        self.model = Model(self.features, evidence, nowhere + 1)
        covered = [
            without_stated(self.features.rows[lesson.row], _stating_hits(self._hits[lesson.row], self._trusted_shares))
            for lesson in self.lessons
            if lesson.hidden
        ]
        self.model.learn(self.lessons, covered)
        return self.model.standings([*(self.index[self.tops[unit.name]] for unit in self.units), nowhere])

    def placement(self, row: int) -> Placement:
        """The placement of a row's account, without reasons (see `explain.reasons`)."""
        account = self.accounts[row]
        if row in self.judged:
            return Placement(account.id, self.tops[self.judged[row]], self._below_top(self.judged[row]), 1.0)
        if self.chance(row) < STATED:
            return Placement(account.id, probability=round(self.chance(row), 4))
        standing = self.standings[row]
        least = max(STATED_UNIT, MOST_OF_IT * standing.probability)
        unit = self.units[standing.unit].name if standing.unit_probability >= least else ""
        department = self.units[standing.department].name
        return Placement(account.id, department, self._below_top(unit), round(self.chance(row), 4))

    def chance(self, row: int) -> float:
        """Calibrated probability of the best department of a row."""
        return min(SURE, self.standings[row].probability) if self.standings else 0.0

    def _below_top(self, unit: str) -> str:
        return unit if unit and self.tops[unit] != unit else ""


def attribute(
    accounts: Sequence[Listed],
    departments: Sequence[Unit],
    judgements: Mapping[str, str] | None = None,
    *,
    owners: Mapping[str, str] | None = None,
) -> tuple[Placement, ...]:
    """Placement of each account, in order, without its reasons; see `Study` for the arguments."""
    study = Study(accounts, departments, judgements, owners=owners)
    return tuple(study.placement(row) for row in range(len(study.accounts)))


def _texts(units: Sequence[Unit]) -> list[str]:
    labels = [site.split("//")[-1].split(".")[0] for unit in units for site in unit.sites]
    return [*(text for unit in units for text in (unit.name, *unit.aliases)), *labels]


def _stating_hits(hits: Sequence[Hit], shares: Mapping[str, float]) -> list[Hit]:
    return [hit for hit in hits if hit.bits * shares.get(hit.key.text, 1.0) >= 2.0]


def _with_judged(departments: Sequence[Unit], judgements: Mapping[str, str]) -> tuple[Unit, ...]:
    """The list without repeats, and the names that people gave which are not in it."""
    units = {unit.name: unit for unit in departments if unit.name}
    known = {name.casefold() for name in units}
    new = {name.strip() for name in judgements.values() if name.strip() and name.strip().casefold() not in known}
    return (*units.values(), *(Unit(name, declared=False) for name in sorted(new)))


def _tops(units: Sequence[Unit]) -> dict[str, str]:
    """Unit → its department, the last of its parents that the list knows; a circle ends where it began."""
    parents = {unit.name: unit.parent for unit in units}
    tops: dict[str, str] = {}
    for name in parents:
        top, passed = name, {name}
        while (above := parents.get(top, "")) and above in parents and above not in passed:
            top = above
            passed.add(top)
        tops[name] = top
    return tops


def _rows(accounts: Sequence[Listed], units: Sequence[Unit], judgements: Mapping[str, str]) -> dict[int, str]:
    names = {unit.name.casefold(): unit.name for unit in units}
    stated = {key: names[name.strip().casefold()] for key, name in judgements.items() if name.strip()}
    return {row: stated[account.id] for row, account in enumerate(accounts) if account.id in stated}
