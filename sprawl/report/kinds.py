"""The other memos: for one department, for whoever closes accounts, and a scorecard without names."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sprawl.model import Action
from sprawl.report.annexes import ENDING, evidence, notices, number
from sprawl.report.document import Block, Bullets, Cell, Document, Para, Section, Sentence, Table, table
from sprawl.report.matter import Matter
from sprawl.report.wording import VERBS, day, listed, many, upper
from sprawl.report.wording import number as spelled

_UNCHANGED = ("keep", "leave")


def department_memo(matter: Matter, department: str) -> Document:
    """What a department is asked, and what happens to each of its accounts."""
    named = [row for row in matter.plan.actions if department in _claimants(matter, row)]
    mine = sorted(named, key=lambda row: (row.action in _UNCHANGED, row.wave, row.ref))
    changed = [row for row in mine if row.action not in _UNCHANGED]
    verbs = Counter(row.action for row in mine)
    counts = listed([f"{spelled(count)} {VERBS[verb]}" for verb, count in verbs.most_common()], 12)
    asked = Para(
        (
            Sentence(f"Of {many(len(mine), 'account')}: {counts}.", matter.evidence(mine)),
            Sentence(
                f"{upper(many(len(changed), 'change'))}. Please confirm or correct each line by {day(matter.by)}."
            ),
        )
    )
    sections = [
        Section("1", "What we ask of you", (asked,)),
        Section("2", "Your accounts", (_accounts(matter, mine),)),
        Section("3", "When", (_dates(matter, changed),)),
    ]
    proof = evidence(matter, number(sections))
    return Document(
        f"{matter.plan.brand}: {department}", "Memo to a department", "", _head(matter), tuple(sections), (proof,)
    )


def _claimants(matter: Matter, row: Action) -> set[str | None]:
    entry = matter.entries[row.ref]
    return {entry.department, *entry.contested}


def _head(matter: Matter) -> tuple[tuple[str, str], ...]:
    return (("Brand", matter.plan.brand), ("Date of the data", day(matter.plan.as_of)), ("Answers by", day(matter.by)))


def _accounts(matter: Matter, rows: list[Action]) -> Table:
    return table(
        ("Account", "Action", "Why", "What it needs"),
        (
            (
                Cell(row.ref, matter.entries[row.ref].url, row.evidence[:2], matter.entries[row.ref].display_name),
                Cell(VERBS[row.action], small=f"into {row.into}" if row.into else ""),
                row.reason,
                "; ".join(row.requires),
            )
            for row in rows
        ),
        "wide list",
    )


def _dates(matter: Matter, rows: list[Action]) -> Block:
    used = {row.wave for row in rows}
    waves: list[Any] = [wave for wave in matter.plan.waves if wave["wave"] in used]
    if not waves:
        return Para(
            (Sentence("Nothing changes; the accounts are reviewed ninety days after the change of the others."),)
        )
    refs = {wave["wave"]: [row.ref for row in rows if row.wave == wave["wave"]] for wave in waves}
    return table(
        ("When", "Date", "What", "Accounts"),
        ((wave["at"], day(wave["date"]), wave["what"], listed(refs[wave["wave"]], 4)) for wave in waves),
    )


def closing_kit(matter: Matter, department: str | None) -> Document:
    """A check list for each account that ends, in the order of the calendar."""
    rows = [
        row
        for row in matter.plan.actions
        if row.action in ENDING and (department is None or department in _claimants(matter, row))
    ]
    sections = [Section(str(index), row.ref, _checks(matter, row)) for index, row in enumerate(rows, 1)]
    empty = Section("1", "Nothing to close", (Para((Sentence("No account ends under this option."),)),))
    return Document(
        f"{matter.plan.brand}: closing kit",
        "One check list for each account that ends",
        "",
        _head(matter),
        tuple(sections) or (empty,),
        (notices(matter),) if rows else (),
    )


def _checks(matter: Matter, row: Action) -> tuple[Block, ...]:
    dates: list[Any] = [wave for wave in matter.plan.waves if 1 < int(str(wave["wave"])) <= row.wave]
    what = f"{upper(VERBS[row.action])}{f' into {row.into}' if row.into else ''}. {row.reason}"
    told = [Sentence(f"☐ {upper(need)}.") for need in row.requires]
    told += [Sentence(f"{wave['what']}", (), f"☐ {wave['at']}, {day(wave['date'])}.") for wave in dates]
    told.append(Sentence(f"☐ Signed by {listed(row.sign_offs, 9) or 'nobody: name a role'}."))
    return Para((Sentence(what, row.evidence),)), Bullets(tuple(told), "checks")


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


def scorecard(matter: Matter) -> Document:
    """Figures to lay beside those of others: no brand, account, person or department is named."""
    figures = matter.figures
    rows = [(label, "not measured" if figures[name] is None else figures[name]) for label, name in _SCORES]
    rows += [
        ("Speaking accounts after the plan", matter.plan.accounts_after),
        ("Platforms", len(figures["by_platform"])),
        ("Departments", len([name for name in figures["by_department"] if name])),
        ("Silo gap", "not measured" if figures["silo"] is None else round(figures["silo"]["silo_gap"], 4)),
    ]
    told = Para((Sentence("Counted by the rule of this software: profiles that the brand runs and that still exist."),))
    industry = str(figures["industry"])
    return Document(
        "Scorecard of an estate",
        "Figures without names, for comparison",
        "",
        (("Industry", industry), ("Year of the data", matter.plan.as_of[:4])),
        (Section("1", "Figures", (told, table(("Figure", "Value"), rows))),),
    )
