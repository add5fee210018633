"""The findings of a memo: at most three, the gravest first, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sprawl.model import Action, Entry, Plan
from sprawl.report.document import Sentence
from sprawl.report.english import capitalize, count_noun, join_names, spelled

MOST = 3


def findings(plan: Plan, entries: Mapping[str, Entry]) -> tuple[Sentence, ...]:
    """Possible impersonation, unclear owners, duplicates, silence, agencies: the first three that are there."""
    present = [sentence for sentence in _possible_findings(plan, entries) if sentence][:MOST]
    return tuple(present) or (Sentence("Nothing stands out in what is known of the accounts."),)


def _possible_findings(plan: Plan, entries: Mapping[str, Entry]) -> Iterator[Sentence | None]:
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
    yield _run_by_others(rows["handover"])


def _finding(rows: Sequence[Action], lead: str, text: str) -> Sentence | None:
    evidence = tuple(dict.fromkeys(name for row in rows for name in row.evidence[:1]))
    return Sentence(text, evidence, lead) if rows else None


def _names(rows: Sequence[Action]) -> str:
    return join_names([row.ref for row in rows])


def _impersonation(rows: Sequence[Action]) -> Sentence | None:
    accounts = count_noun(len(rows), "account")
    text = (
        f"At least two elements of the brand's identity are copied by {accounts}: {_names(rows)}. "
        "A person confirms before anything is reported."
    )
    return _finding(rows, "Possible impersonation.", text)


def _owners(rows: Sequence[Action], entries: Mapping[str, Entry]) -> Sentence | None:
    contested = [row for row in rows if len(entries[row.ref].contested) > 1]
    parts = [
        f"{spelled(len(contested))} claimed by more than one department" if contested else "",
        f"{spelled(len(rows) - len(contested))} waiting for a person's decision" if len(rows) > len(contested) else "",
    ]
    return _finding(
        rows,
        "Nobody clearly accountable.",
        f"{capitalize(join_names([part for part in parts if part]))}: {_names(rows)}.",
    )


def _duplicates(rows: Sequence[Action]) -> Sentence | None:
    targets = sorted({row.into for row in rows if row.into})
    text = (
        f"The same people, in the same language and place, are served twice by {count_noun(len(rows), 'account')}: "
        f"{_names(rows)}, beside {join_names(targets)}."
    )
    return _finding(rows, "Duplicates.", text)


def _silent(rows: Sequence[Action], total: int) -> Sentence | None:
    count = capitalize(spelled(len(rows)))
    text = f"{count} of {total} accounts have posted nothing for 180 days or more: {_names(rows)}."
    return _finding(rows, "Silence.", text)


def _run_by_others(rows: Sequence[Action]) -> Sentence | None:
    text = f"Signs of being run by somebody else were seen on {count_noun(len(rows), 'account')}: {_names(rows)}."
    return _finding(rows, "In other hands.", text)
