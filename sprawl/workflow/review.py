"""What to ask people, most useful first, and how their answers become judgements.

Questions come in the order of `departments.ask.gains`, as for a file of accounts: an answer is worth what is unknown of
the account and of those that share its name, its owner or its line on our pages, counted in accounts. Only judgements
are stored: taking one back leaves the survey as it was before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sprawl import platforms
from sprawl.brand import Brand
from sprawl.brand.estate import lines, own_site
from sprawl.brand.handles import handle_run
from sprawl.departments.ask import Gain, gains
from sprawl.errors import InputError, StoreError
from sprawl.model import Entry, Judgement, Relation
from sprawl.report.review import Answer, Question, Quote, judgements, read_answers
from sprawl.store import Store, open_store
from sprawl.workflow.conclude import conclude
from sprawl.workflow.inventory import Findings

IMPERSONATION_DOUBT = 0.5  # a possible impersonation is wrong this often; a person confirms each
CONTESTED_DOUBT = 0.5  # two departments claim the account, and one of them is wrong
NO_DEPARTMENT_DOUBT = 0.7  # how often somebody knows the department of an account that has none here
ASKED_FROM = 0.05  # doubt from which an account is worth a question
SHOWN_QUOTES = 3


def questions(survey: Findings, limit: int | None = None) -> list[Question]:
    """The questions that the survey leaves, best first."""
    departments = tuple(unit.name for unit in survey.units)
    answered = {subject for j in survey.judgements if j.kind != "same" and j.value for subject in j.subjects}
    entries = sorted(survey.accounts, key=lambda e: e.ref)
    doubts = [0.0 if e.id in answered else doubt(e, bool(departments)) for e in entries]
    sure = {row for row, unknown in enumerate(doubts) if unknown < ASKED_FROM}
    best = gains(_shared(survey, entries), doubts, len(entries) if limit is None else limit, sure)
    return [_question(entries[gain.row], departments, gain) for gain in best]


def doubt(entry: Entry, has_departments: bool) -> float:
    """The chance, from 0 to 1, that what the inventory says of an account is wrong, or that it says nothing."""
    p = entry.probability
    whose = IMPERSONATION_DOUBT if entry.relation is Relation.IMPERSONATION else min(p, 1 - p)
    if not (has_departments and entry.relation.ours):
        return whose
    wrong = NO_DEPARTMENT_DOUBT if entry.department is None else 1 - (entry.department_probability or 0.0)
    department = max(wrong, CONTESTED_DOUBT if entry.contested else 0.0)
    return 1 - (1 - whose) * (1 - department)


def _shared(survey: Findings, entries: list[Entry]) -> list[frozenset[str]]:
    """What each account shares with those to which an answer about it applies: name, owner, line on our pages."""
    shared: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        run, name = handle_run(entry, entry.profile), entry.profile.name if entry.profile else ""
        shared[entry.ref] |= {f"same:{run}"} if len(run) > 3 else set()
        shared[entry.ref] |= {f"called:{name}"} if len(name) > 3 else set()
    for group in survey.owners.groups().values():
        for ref in group:
            shared[ref].add(f"owner:{group[0]}")
    ours, accounts = own_site(survey.brand), {e.ref: e for e in entries}
    own = (e for evidence in survey.mentions.values() for e in evidence if ours(e.url))
    for refs in set(lines(own, accounts).values()):
        for ref in refs:
            shared[ref].add(f"line:{', '.join(refs)}")
    return [frozenset(shared[entry.ref]) for entry in entries]


def _question(entry: Entry, departments: tuple[str, ...], gain: Gain) -> Question:
    reasons = (reason.sentence for reason in entry.reasons[1:4])
    run_by = f", run by {entry.unit or entry.department}" if entry.department else ""
    return Question(
        ref=entry.ref,
        url=entry.url,
        question=_question_text(entry),
        guess=f"{'yours' if entry.relation.ours else str(entry.relation)}{run_by}",
        probability=entry.probability,
        why="; ".join((gain.sentence, *reasons)),
        evidence=tuple(
            _quote(s.evidence.quote, s.evidence.url, s.evidence.region) for s in entry.evidence[:SHOWN_QUOTES]
        ),
        choices=departments,
    )


def _question_text(entry: Entry) -> str:
    if entry.relation is Relation.IMPERSONATION:
        return "Is this account yours, or does somebody pose as you?"
    if entry.relation.ours and entry.contested:
        return f"Who runs it: {' or '.join(entry.contested)}?"
    if entry.relation.ours and entry.probability >= 0.9:
        return "Which department runs it?"
    return "Is this account yours?"


def _quote(text: str, url: str, region: str) -> Quote:
    return Quote(text, url, "" if region in ("unknown", "main") else str(region))


def apply_answers(brand: Brand, store: str | Path, answers: str | Path, *, who: str, when: str) -> int:
    """Take a filled-in review file. Returns how many judgements were kept; raises InputError naming wrong rows."""
    with open_store(store, create=False) as opened:
        surveys = opened.surveys(brand.slug)
        units = [unit.name for unit in opened.units(surveys[-1].id)] if surveys else []
    return judge(brand, store, read_answers(answers, units), who=who, when=when)


def judge(brand: Brand, store: str | Path, answers: Iterable[Answer], *, who: str, when: str) -> int:
    """Keep answers as judgements and conclude the last survey again. Returns how many judgements were kept."""
    with open_store(store, create=False) as opened:
        surveys = opened.surveys(brand.slug)
        if not surveys:
            raise StoreError(f"{store}: no survey of {brand.name} yet; run: sprawl discover --brand {brand.slug}")
        new = list(_new_judgements(opened, brand, judgements(answers, who, when)))
        opened.judge(brand.slug, new)
        conclude(opened, brand, surveys[-1])
    return len(new)


def _new_judgements(store: Store, brand: Brand, given: Iterable[Judgement]) -> Iterator[Judgement]:
    """Those that change something, with property ids as subjects; each supersedes an earlier one on its subjects."""
    ids = store.ids(brand.slug)
    standing = {(j.kind, j.subjects): j for j in store.judgements(brand.slug)}
    for judgement in given:
        subjects = tuple(_id(ref, ids) for ref in judgement.subjects)
        new = replace(judgement, subjects=subjects if len(subjects) == 1 else tuple(sorted(subjects)))
        old = standing.get((new.kind, new.subjects))
        if (old is None or old.value == "") and new.value == "":
            continue  # nothing stands that could be taken back
        if old and (old.value, old.who, old.when, old.why) == (new.value, new.who, new.when, new.why):
            continue
        if old:  # an id of its own, also for who goes back to an earlier answer
            id = hashlib.sha256(f"{new.id}\x1f{old.id}".encode()).hexdigest()[:20]
            new = replace(new, id=id, supersedes=old.id)
        standing[new.kind, new.subjects] = new
        yield new


def _id(ref: str, ids: dict[str, str]) -> str:
    """The id of an account by its ref, old or new, or by its id. Raises InputError where the store has none."""
    account = platforms.from_ref(ref)
    id = ids.get(ref) or (ids.get(account.ref) if account else None) or (ref if ref in ids.values() else None)
    if id is None:
        raise InputError(f"{ref}: no such account in this store; no answer was kept")
    return id
