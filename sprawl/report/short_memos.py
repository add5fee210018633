"""The other memos: for one department, for whoever closes accounts, and a scorecard without names."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sprawl.model import Action
from sprawl.report.annexes import ENDING, evidence, notices, number_evidence
from sprawl.report.context import UNCHANGED, MemoContext, first_evidence
from sprawl.report.document import Block, Bullets, Cell, Document, Paragraph, Section, Sentence, Table, table
from sprawl.report.english import PAST_TENSE, capitalize, count_noun, join_names, long_date, spelled


def department_memo(context: MemoContext, department: str) -> Document:
    """What a department is asked, and what happens to each of its accounts."""
    named = [row for row in context.plan.actions if department in _claimants(context, row)]
    mine = sorted(named, key=lambda row: (row.action in UNCHANGED, row.wave, row.ref))
    changed = [row for row in mine if row.action not in UNCHANGED]
    verbs = Counter(row.action for row in mine)
    counts = join_names([f"{spelled(count)} {PAST_TENSE[verb]}" for verb, count in verbs.most_common()], 12)
    confirm = f"Please confirm or correct each line by {long_date(context.deadline)}."
    asked = Paragraph(
        (
            Sentence(f"Of {count_noun(len(mine), 'account')}: {counts}.", first_evidence(mine)),
            Sentence(f"{capitalize(count_noun(len(changed), 'change'))}. {confirm}"),
        )
    )
    sections = [
        Section("1", "What we ask of you", (asked,)),
        Section("2", "Your accounts", (_accounts(context, mine),)),
        Section("3", "When", (_dates(context, changed),)),
    ]
    annex = evidence(context, number_evidence(sections))
    return Document(
        f"{context.plan.brand}: {department}", "Memo to a department", "", _head(context), tuple(sections), (annex,)
    )


def _claimants(context: MemoContext, row: Action) -> set[str | None]:
    entry = context.entries[row.ref]
    return {entry.department, *entry.contested}


def _head(context: MemoContext) -> tuple[tuple[str, str], ...]:
    return (
        ("Brand", context.plan.brand),
        ("Date of the data", long_date(context.plan.as_of)),
        ("Answers by", long_date(context.deadline)),
    )


def _accounts(context: MemoContext, rows: list[Action]) -> Table:
    return table(
        ("Account", "Action", "Why", "What it needs"),
        (
            (
                Cell(row.ref, context.entries[row.ref].url, row.evidence[:2], context.entries[row.ref].display_name),
                Cell(PAST_TENSE[row.action], small=f"into {row.into}" if row.into else ""),
                row.reason,
                "; ".join(row.requires),
            )
            for row in rows
        ),
        "wide list",
    )


def _dates(context: MemoContext, rows: list[Action]) -> Block:
    used = {row.wave for row in rows}
    waves: list[Any] = [wave for wave in context.plan.waves if wave["wave"] in used]
    if not waves:
        return Paragraph(
            (Sentence("Nothing changes; the accounts are reviewed ninety days after the change of the others."),)
        )
    refs = {wave["wave"]: [row.ref for row in rows if row.wave == wave["wave"]] for wave in waves}
    return table(
        ("When", "Date", "What", "Accounts"),
        ((wave["at"], long_date(wave["date"]), wave["what"], join_names(refs[wave["wave"]], 4)) for wave in waves),
    )


def closing_kit(context: MemoContext, department: str | None) -> Document:
    """One check list for each account that ends, in the order of the dates."""
    rows = [
        row
        for row in context.plan.actions
        if row.action in ENDING and (department is None or department in _claimants(context, row))
    ]
    sections = [Section(str(index), row.ref, _checks(context, row)) for index, row in enumerate(rows, 1)]
    empty = Section("1", "Nothing to close", (Paragraph((Sentence("No account ends under this option."),)),))
    return Document(
        f"{context.plan.brand}: closing kit",
        "One check list for each account that ends",
        "",
        _head(context),
        tuple(sections) or (empty,),
        (notices(context),) if rows else (),
    )


def _checks(context: MemoContext, row: Action) -> tuple[Block, ...]:
    dates: list[Any] = [wave for wave in context.plan.waves if 1 < int(str(wave["wave"])) <= row.wave]
    what = f"{capitalize(PAST_TENSE[row.action])}{f' into {row.into}' if row.into else ''}. {row.reason}"
    checks = [Sentence(f"☐ {capitalize(need)}.") for need in row.requires]
    checks += [Sentence(f"{wave['what']}", (), f"☐ {wave['at']}, {long_date(wave['date'])}.") for wave in dates]
    checks.append(Sentence(f"☐ Signed by {join_names(row.sign_offs, 9) or 'nobody: name a role'}."))
    return Paragraph((Sentence(what, row.evidence),)), Bullets(tuple(checks), "checks")


_SCORES = (
    ("Accounts", "accounts"),
    ("Distinct keys", "distinct_keys"),
    ("Duplicates", "duplicate_excess"),
    ("Duplicate rate", "duplicate_rate"),
    ("Dormant", "dormant"),
    ("With a known last post", "dated"),
    ("Effective voices", "effective_voices"),
    ("Effective audiences", "effective_audiences"),
    ("Accounts for each effective audience", "sprawl_ratio"),
    ("Concentration of followers (0 to 1)", "followers_concentration"),
    ("With one known department", "owned"),
    ("Contested", "contested"),
    ("Concentration over departments", "department_concentration"),
    ("Agency-run, by sign", "agency_run"),
)


def scorecard(context: MemoContext) -> Document:
    """Metrics to compare with other brands: no brand, account, person or department is named."""
    metrics = context.metrics
    rows = [(label, "not measured" if metrics[name] is None else metrics[name]) for label, name in _SCORES]
    rows += [
        ("Speaking accounts after the plan", context.plan.accounts_after),
        ("Platforms", len(metrics["by_platform"])),
        ("Departments", len([name for name in metrics["by_department"] if name])),
        ("Silo gap", "not measured" if metrics["silo"] is None else round(metrics["silo"]["silo_gap"], 4)),
    ]
    rule = Paragraph(
        (Sentence("Counted by the rule of this software: profiles that the brand runs and that still exist."),)
    )
    industry = str(metrics["industry"])
    return Document(
        "Scorecard of an estate",
        "Figures without names, for comparison",
        "",
        (("Industry", industry), ("Year of the data", context.plan.as_of[:4])),
        (Section("1", "Figures", (rule, table(("Figure", "Value"), rows))),),
    )
