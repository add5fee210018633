"""What to ask people, most useful first: whose an account is, which department, who of two.

The worth of an answer is how unsure we are, times how many accounts of the same name it would settle.
"""

from __future__ import annotations

import math
from collections import Counter

from sprawl.inventory import Findings
from sprawl.model import Entry, Relation
from sprawl.report.review import Question, Quote

CONTESTED_WORTH = 0.9
HOMELESS_WORTH = 0.4  # ours, and no department known
SHOWN_QUOTES = 3


def questions(survey: Findings, limit: int | None = None) -> list[Question]:
    """The questions that the survey leaves, best first."""
    names = Counter(e.handle.casefold() for e in survey.accounts)
    departments = tuple(unit.name for unit in survey.units)
    judged = {subject for j in survey.judgements for subject in j.subjects}
    open_ = [e for e in survey.accounts if e.id not in judged]
    ranked = sorted(open_, key=lambda e: (-_worth(e, names[e.handle.casefold()], bool(departments)), e.ref))
    kept = [e for e in ranked if _worth(e, 1, bool(departments)) > 0]
    return [_question(e, departments) for e in kept[:limit]]


def _worth(entry: Entry, same_name: int, has_departments: bool) -> float:
    return _unsure(entry, has_departments) * math.sqrt(same_name)


def _unsure(entry: Entry, has_departments: bool) -> float:
    if entry.relation is Relation.IMPERSONATION:
        return 1.0
    if entry.relation is Relation.UNKNOWN:
        return 0.3 + 0.7 * _entropy(entry.probability)
    if entry.relation.ours and entry.contested:
        return CONTESTED_WORTH
    if entry.relation.ours and has_departments and entry.department is None:
        return HOMELESS_WORTH
    return _entropy(entry.probability) if 0.1 < entry.probability < 0.9 else 0.0


def _entropy(p: float) -> float:
    """In bits: 1 when even, 0 when certain."""
    return -sum(q * math.log2(q) for q in (p, 1 - p) if q > 0)


def _question(entry: Entry, departments: tuple[str, ...]) -> Question:
    return Question(
        ref=entry.ref,
        url=entry.url,
        question=_asked(entry),
        guess=_guess(entry),
        probability=entry.probability,
        why="; ".join(reason.sentence for reason in entry.reasons[1:4]),
        evidence=tuple(
            _quote(s.evidence.quote, s.evidence.url, s.evidence.region) for s in entry.evidence[:SHOWN_QUOTES]
        ),
        choices=departments,
    )


def _asked(entry: Entry) -> str:
    if entry.relation is Relation.IMPERSONATION:
        return "Is this account yours, or does somebody pose as you?"
    if entry.relation.ours and entry.contested:
        return f"Who runs it: {' or '.join(entry.contested)}?"
    if entry.relation.ours and entry.probability >= 0.9:
        return "Which department runs it?"
    return "Is this account yours?"


def _guess(entry: Entry) -> str:
    who = f", run by {entry.unit or entry.department}" if entry.department else ""
    return f"{'yours' if entry.relation.ours else str(entry.relation)}{who}"


def _quote(text: str, url: str, region: str) -> Quote:
    return Quote(text, url, "" if region in ("unknown", "main") else str(region))
