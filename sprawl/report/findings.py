"""The findings of a memo: at most three, the gravest first, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sprawl.model import Action, Entry, Plan
from sprawl.report.document import Sentence
from sprawl.report.wording import listed, many, number, upper

MOST = 3


def findings(plan: Plan, entries: Mapping[str, Entry]) -> tuple[Sentence, ...]:
    """Possible impersonation, unclear owners, duplicates, silence, agencies: the first three that are there."""
    found = [sentence for sentence in _candidates(plan, entries) if sentence][:MOST]
    return tuple(found) or (Sentence("Nothing stands out: every account is owned, alive and alone in its task."),)


def _candidates(plan: Plan, entries: Mapping[str, Entry]) -> Iterator[Sentence | None]:
    rows = {verb: [row for row in plan.actions if row.action == verb] for verb in ("report", "escalate", "handover")}
    yield _impersonation(rows["report"])
    yield _owners([row for row in rows["escalate"] if entries[row.ref].relation.ours], entries)
    yield _duplicates([row for row in plan.actions if row.into])
    yield _silent(
        [
            row
            for row in plan.actions
            if entries[row.ref].relation.ours and entries[row.ref].status in ("dormant", "abandoned")
        ],
        plan.accounts_before,
    )
    yield _hands(rows["handover"])


def _say(rows: Sequence[Action], lead: str, text: str) -> Sentence | None:
    evidence = tuple(dict.fromkeys(name for row in rows for name in row.evidence[:1]))
    return Sentence(text, evidence, lead) if rows else None


def _names(rows: Sequence[Action]) -> str:
    return listed([row.ref for row in rows])


def _impersonation(rows: Sequence[Action]) -> Sentence | None:
    text = (
        f"At least two elements of the brand's identity are copied by {many(len(rows), 'account')}: {_names(rows)}. "
        "A person confirms before anything is reported."
    )
    return _say(rows, "Possible impersonation.", text)


def _owners(rows: Sequence[Action], entries: Mapping[str, Entry]) -> Sentence | None:
    contested = [row for row in rows if len(entries[row.ref].contested) > 1]
    parts = [
        f"{number(len(contested))} claimed by more than one department" if contested else "",
        f"{number(len(rows) - len(contested))} waiting for a person's decision" if len(rows) > len(contested) else "",
    ]
    return _say(
        rows, "Nobody clearly accountable.", f"{upper(listed([part for part in parts if part]))}: {_names(rows)}."
    )


def _duplicates(rows: Sequence[Action]) -> Sentence | None:
    targets = sorted({row.into for row in rows if row.into})
    text = (
        f"The same people, in the same language and place, are served twice by {many(len(rows), 'account')}: "
        f"{_names(rows)}, beside {listed(targets)}."
    )
    return _say(rows, "Duplicates.", text)


def _silent(rows: Sequence[Action], total: int) -> Sentence | None:
    return _say(
        rows,
        "Silence.",
        f"{upper(number(len(rows)))} of {total} accounts have posted nothing for 180 days or more: {_names(rows)}.",
    )


def _hands(rows: Sequence[Action]) -> Sentence | None:
    text = f"Signs of being run by somebody else were seen on {many(len(rows), 'account')}: {_names(rows)}."
    return _say(rows, "In other hands.", text)
