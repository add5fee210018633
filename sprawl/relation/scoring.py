"""One case, read: its clues turned into reasons in bits, and their sum into a verdict.

Most clues never change; those that hang on what was found of other accounts (`LATE`) are asked again in each reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sprawl.model import Evidence, Reason, Verdict
from sprawl.relation.case import Answer, Case
from sprawl.relation.clues import EARLY_ACCOUNT, EARLY_LINK, LATE_ACCOUNT, LATE_LINK, AccountClue, LinkClue, label
from sprawl.relation.verdict import relation
from sprawl.relation.weights import PRIOR, WEIGHTS

Links = tuple[tuple[Evidence, tuple[Reason, ...]], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A case and the reasons of the clues that do not depend on other accounts."""

    case: Case
    about: tuple[Reason, ...]  # of the account as a whole
    links: Links  # of each link on a page of ours

    @classmethod
    def of(cls, case: Case) -> Reading:
        """Ask the clues that do not depend on other accounts."""
        links = tuple((e, _of_link(case, e, EARLY_LINK)) for e in case.distinct)
        return cls(case, _of_account(case, EARLY_ACCOUNT), links)

    def again(self, case: Case) -> Reading:
        """The same account, read with what is concluded of other accounts by now."""
        return replace(self, case=case)

    def reasons(self) -> tuple[Reason, ...]:
        """Reasons of the account and of its most favorable link, the strongest first."""
        reasons = (*self.about, *_of_account(self.case, LATE_ACCOUNT), *self._best())
        return tuple(sorted(reasons, key=lambda r: (-abs(r.bits), r.name)))

    def _best(self) -> tuple[Reason, ...]:
        read = ((*early, *_of_link(self.case, e, LATE_LINK)) for e, early in self.links)
        return max(read, key=lambda reasons: sum(r.bits for r in reasons), default=())

    def strengths(self) -> dict[str, float]:
        """Clue → strength: what the weights are fitted on."""
        return {r.name: round(r.bits / WEIGHTS[r.name], 4) for r in self.reasons()}

    def verdict(self) -> Verdict:
        """The sum of the bits as log2 odds, and what follows from it."""
        reasons = (Reason("linked", PRIOR, "a page links to it, as pages link to many"), *self.reasons())
        probability = round(1 / (1 + 2 ** -sum(reason.bits for reason in reasons)), 4)
        return Verdict(relation(self.case, probability, frozenset(r.name for r in reasons)), probability, reasons)


def _of_account(case: Case, clues: Iterable[AccountClue]) -> tuple[Reason, ...]:
    results = ((label(clue), clue(case)) for clue in clues)
    return tuple(_reason(name, result, ()) for name, result in results if result)


def _of_link(case: Case, e: Evidence, clues: Iterable[LinkClue]) -> tuple[Reason, ...]:
    place = case.estate.place(e.url)
    results = ((label(clue), clue(case, e, place)) for clue in clues)
    return tuple(_reason(name, result, (e.id,)) for name, result in results if result)


def _reason(name: str, result: Answer, evidence: tuple[str, ...]) -> Reason:
    return Reason(name, round(WEIGHTS[name] * result.strength, 3), result.sentence, evidence)
