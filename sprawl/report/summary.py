"""The screen at the end of a survey, as data: one function a section; a terminal or a notebook decides how it looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sprawl.model import Entry, Relation, Status

SHOWN_PLATFORMS = 5  # columns of the table; the others are added up
SHOWN_NAME = 34  # letters of a department's name in the table
SHOWN_ITEMS = 12  # of a list before "and 31 more"
CERTAIN_AT = 0.9
UNKNOWN = "no department known"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary: a title, a sentence, and a table or a list (either may be empty)."""

    title: str
    text: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()


def counts(entries: Sequence[Entry]) -> Section:
    """How many accounts, how many ours, how many unsure."""
    by = Counter(e.relation for e in entries)
    ours = [e for e in entries if e.relation.ours]
    sure = sum(1 for e in ours if e.probability >= CERTAIN_AT)
    rows = [
        ("ours", str(len(ours)), f"{sure} almost certain, {len(ours) - sure} likely" if ours else ""),
        ("unsure", str(by[Relation.UNKNOWN]), "worth a question: see below" if by[Relation.UNKNOWN] else ""),
        ("somebody else's", str(by[Relation.THIRD_PARTY]), "partners, vendors, news, other organizations"),
    ]
    if by[Relation.PERSON]:
        rows.insert(1, ("  of these, people's", str(by[Relation.PERSON]), "office holders and executives"))
    if by[Relation.FAN]:
        rows.append(("fans, parodies, critics", str(by[Relation.FAN]), "left alone"))
    if by[Relation.IMPERSONATION]:
        rows.append(("possible impersonation", str(by[Relation.IMPERSONATION]), "to be confirmed by a person"))
    text = "1 account is named." if len(entries) == 1 else f"{len(entries)} accounts are named."
    return Section("Accounts", text, rows=tuple(rows))


def departments(entries: Sequence[Entry]) -> Section:
    """Accounts of ours by department and platform."""
    ours = [e for e in entries if e.relation.ours]
    if not ours:
        return Section("Departments", "No account could be said to be yours.")
    platforms = [name for name, _ in Counter(e.platform for e in ours).most_common()]
    shown = sorted(platforms[:SHOWN_PLATFORMS], key=platforms.index)
    more = len(platforms) > len(shown)
    table: dict[str, Counter[str]] = {}
    for e in ours:
        table.setdefault(e.department or UNKNOWN, Counter())[e.platform if e.platform in shown else "other"] += 1
    order = sorted(table, key=lambda name: (name == UNKNOWN, -table[name].total(), name))
    columns = (*shown, *(("other",) if more else ()))
    rows = [_department_row(name, table[name], columns) for name in order]
    total: Counter[str] = sum(table.values(), Counter())
    rows.append(_department_row("all", total, columns))
    return Section("Yours, by department", header=("department", "accounts", *columns), rows=tuple(rows))


def _department_row(name: str, count: Counter[str], columns: Iterable[str]) -> tuple[str, ...]:
    short = name if len(name) <= SHOWN_NAME else f"{name[: SHOWN_NAME - 1].rstrip()}…"
    return short, str(count.total()), *(str(count[column] or "·") for column in columns)


def silence(entries: Sequence[Entry]) -> Section:
    """How many accounts of ours are active, silent or gone, where that could be read."""
    ours = [e for e in entries if e.relation.ours]
    by = Counter(e.status for e in ours)
    known = [(status, by[status]) for status in Status if by[status] and status is not Status.UNKNOWN]
    if not known:
        return Section("")
    text = ", ".join(f"{n} {status}" for status, n in known)
    unread = f"; {by[Status.UNKNOWN]} could not be read" if by[Status.UNKNOWN] else ""
    gone = " What is gone is not counted in the plan and the memo." if by[Status.GONE] else ""
    return Section("Activity", f"{text}{unread}.{gone}")


def contested(entries: Sequence[Entry]) -> Section:
    """Accounts that two departments claim."""
    rows = [f"{e.ref}: {' and '.join(e.contested)}" for e in entries if e.relation.ours and e.contested]
    subject = "1 account is" if len(rows) == 1 else f"{len(rows)} accounts are"
    return list_section("Contested", f"{subject} claimed by two departments.", rows)


def suspects(entries: Sequence[Entry]) -> Section:
    """Possible impersonations, by name."""
    rows = [f"{e.ref}  {e.url}" for e in entries if e.relation is Relation.IMPERSONATION]
    return list_section("Possible impersonation", "A person must confirm before anything is reported.", rows)


def unread(unreachable: Sequence[str], failed: Mapping[str, int], budget_reached: bool) -> Section:
    """What could not be reached."""
    rows = [f"{name}: never answered" for name in unreachable]
    rows += [f"{why} ({n} address{'es' if n > 1 else ''})" for why, n in failed.items()]
    if budget_reached:
        rows.insert(0, "the page budget is used up; the same command with a larger --max-pages goes on")
    return list_section("Not reached", "", rows)


def sheet(
    sheet_refs: Sequence[str],
    missing: Sequence[str],
    gone: Sequence[str],
    unseen: Sequence[str],
    moved: Sequence[tuple[str, str, str]],
    not_ours: Sequence[str],
) -> Section:
    """What differs between the sheet that people keep and the web."""
    rows = (
        ("missing from the sheet", str(len(missing)), _some(missing)),
        ("gone from the web", str(len(gone)), _some(gone)),
        ("named nowhere on the web", str(len(unseen)), _some(unseen)),
        ("moved to another department", str(len(moved)), _some([f"{r} ({old} → {new})" for r, old, new in moved])),
        ("somebody else's", str(len(not_ours)), _some(not_ours)),
    )
    return Section("Your sheet against the web", f"{len(sheet_refs)} accounts in the sheet.", rows=rows)


def list_section(title: str, text: str, rows: Sequence[str]) -> Section:
    """A section with a list and the number of rows left out; without rows an empty section."""
    if not rows:
        return Section("")
    more = (f"and {len(rows) - SHOWN_ITEMS} more",) if len(rows) > SHOWN_ITEMS else ()
    return Section(title, text, items=(*rows[:SHOWN_ITEMS], *more))


def _some(refs: Sequence[str]) -> str:
    more = f" … and {len(refs) - 3} more" if len(refs) > 3 else ""
    return ", ".join(refs[:3]) + more
