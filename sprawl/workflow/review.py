"""What to ask people, most useful first: whose an account is, which department, who of two.

The order is that of `own.ask`, as in a file of accounts: an answer is worth what is unknown of the account and of those
to which the answer is handed on (its name, its owner, its line on our pages), counted in accounts.
"""

from __future__ import annotations

from collections import defaultdict

from sprawl.brand.estate import lines, own_site
from sprawl.brand.handles import handle_run
from sprawl.departments.ask import Gain, gains
from sprawl.model import Entry, Relation
from sprawl.report.review import Question, Quote
from sprawl.workflow.inventory import Findings

SUSPECTED = 0.5  # how often a possible impersonation is none; a person confirms each
CONTESTED = 0.5  # two departments claim it, and one of them is wrong
HOMELESS = 0.7  # how often somebody knows the department of an account of ours that we place nowhere
ASKED_FROM = 0.05  # doubt from which an account is worth a question
SHOWN_QUOTES = 3


def questions(survey: Findings, limit: int | None = None) -> list[Question]:
    """The questions that the survey leaves, best first."""
    departments = tuple(unit.name for unit in survey.units)
    answered = {subject for j in survey.judgements if j.kind != "same" and j.value for subject in j.subjects}
    entries = sorted(survey.accounts, key=lambda e: e.ref)
    doubts = [0.0 if e.id in answered else doubt(e, bool(departments)) for e in entries]
    sure = {row for row, unknown in enumerate(doubts) if unknown < ASKED_FROM}
    best = gains(_ties(survey, entries), doubts, len(entries) if limit is None else limit, sure)
    return [_question(entries[gain.row], departments, gain) for gain in best]


def doubt(entry: Entry, has_departments: bool) -> float:
    """The chance, from 0 to 1, that what the inventory says of an account is wrong, or that it says nothing."""
    p = entry.probability
    whose = SUSPECTED if entry.relation is Relation.IMPERSONATION else min(p, 1 - p)
    return 1 - (1 - whose) * (1 - _placing(entry)) if has_departments and entry.relation.ours else whose


def _placing(entry: Entry) -> float:
    if entry.department is None:
        return max(HOMELESS, CONTESTED if entry.contested else 0.0)
    return max(1 - (entry.department_probability or 0.0), CONTESTED if entry.contested else 0.0)


def _ties(survey: Findings, entries: list[Entry]) -> list[frozenset[str]]:
    """What an answer about an account is handed on by: name, owner, and the line in which it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        run, name = handle_run(entry, entry.profile), entry.profile.name if entry.profile else ""
        found[entry.ref] |= {f"same:{run}"} if len(run) > 3 else set()
        found[entry.ref] |= {f"called:{name}"} if len(name) > 3 else set()
    for group in survey.owners.groups().values():
        for ref in group:
            found[ref].add(f"owner:{group[0]}")
    ours, accounts = own_site(survey.brand), {e.ref: e for e in entries}
    own = (e for said in survey.mentions.values() for e in said if ours(e.url))
    for refs in set(lines(own, accounts).values()):
        for ref in refs:
            found[ref].add(f"line:{', '.join(refs)}")
    return [frozenset(found[entry.ref]) for entry in entries]


def _question(entry: Entry, departments: tuple[str, ...], gain: Gain) -> Question:
    reasons = (reason.sentence for reason in entry.reasons[1:4])
    return Question(
        ref=entry.ref,
        url=entry.url,
        question=_asked(entry),
        guess=_guess(entry),
        probability=entry.probability,
        why="; ".join((gain.sentence, *reasons)),
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
