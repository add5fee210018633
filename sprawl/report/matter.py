"""What a memo is written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sprawl.consolidation.steps import TO_DECIDE_DAYS
from sprawl.model import Action, Entry, Plan, Unit


@dataclass(frozen=True, slots=True)
class Matter:
    """A plan, the inventory behind it, and what only people can add."""

    plan: Plan
    entries: Mapping[str, Entry]  # by ref
    units: Sequence[Unit] = ()
    coverage: Sequence[str] = ()  # hosts that were not reached, and other gaps, one sentence each
    authority: str = ""
    decider: str = ""
    decide_by: str = ""

    @property
    def figures(self) -> Mapping[str, Any]:
        return self.plan.metrics

    @property
    def counted(self) -> list[Action]:
        """Actions of the accounts that the totals count."""
        return [row for row in self.plan.actions if row.ref in self.figures["keys"]]

    @property
    def by(self) -> str:
        """The date by which a decision is asked."""
        day = date.fromisoformat(self.plan.as_of[:10]) + timedelta(days=TO_DECIDE_DAYS)
        return self.decide_by or day.isoformat()

    def evidence(self, actions: Sequence[Action]) -> tuple[str, ...]:
        """The first piece of evidence of each action."""
        return tuple(dict.fromkeys(row.evidence[0] for row in actions if row.evidence))
