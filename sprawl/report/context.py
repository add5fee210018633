"""The input of every memo: a plan, the inventory behind it, and what only people can add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sprawl.consolidation.steps import TO_DECIDE_DAYS
from sprawl.model import Action, Entry, Plan, Unit

UNCHANGED = ("keep", "leave")


@dataclass(frozen=True, slots=True)
class MemoContext:
    """A plan, its entries by ref, and what a reader of the memo has to know."""

    plan: Plan
    entries: Mapping[str, Entry]  # by ref
    units: Sequence[Unit] = ()
    coverage: Sequence[str] = ()  # hosts that were not reached, and other gaps, one sentence each
    authority: str = ""
    decider: str = ""
    decide_by: str = ""

    @property
    def metrics(self) -> Mapping[str, Any]:
        return self.plan.metrics

    @property
    def counted(self) -> list[Action]:
        """Actions of the accounts that the totals count."""
        return [row for row in self.plan.actions if row.ref in self.metrics["keys"]]

    @property
    def deadline(self) -> str:
        """The date (ISO) by which a decision is asked."""
        default = date.fromisoformat(self.plan.as_of[:10]) + timedelta(days=TO_DECIDE_DAYS)
        return self.decide_by or default.isoformat()


def first_evidence(actions: Iterable[Action]) -> tuple[str, ...]:
    """The id of the first piece of evidence of each action."""
    return tuple(dict.fromkeys(row.evidence[0] for row in actions if row.evidence))
