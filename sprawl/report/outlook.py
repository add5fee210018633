"""The second half of a memo: options, risks, the calendar, how success is measured, what is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sprawl.consolidation.steps import WAVES
from sprawl.report.document import Block, Bullets, Sentence, Table, table
from sprawl.report.matter import Matter
from sprawl.report.wording import day, listed, many, percent, upper


def options(matter: Matter) -> tuple[Block, ...]:
    """Section 7: three options, and what of each can be undone."""
    meaning = {
        "minimal": "possible impersonation, owners, silent accounts",
        "recommended": "also duplicates, names, badges",
        "maximal": "also slow accounts, loved duplicates, final moves",
    }
    chosen = matter.plan.option
    return (
        table(
            ("Option", "What", "Accounts after", "Changed", "Cannot be undone"),
            (
                (
                    f"{name}{' (this memo)' if name == chosen else ''}",
                    meaning[name],
                    row["after"],
                    row["changed"],
                    row["irreversible"],
                )
                for name, row in matter.figures["options"].items()
            ),
        ),
    )


def risks(matter: Matter) -> tuple[Block, ...]:
    """Section 8: what could go wrong, who watches, when to stop."""
    risk, pharma = matter.figures["followers_at_risk"], matter.figures["industry"] == "pharma"
    uncounted = f"; {many(risk['uncounted'], 'account')} without a count" if risk["uncounted"] else ""
    told = [
        Sentence(
            f"At most {risk['at_most']:,}{uncounted}. Stop when complaints exceed those of untouched accounts.",
            matter.evidence([row for row in matter.counted if row.followers_at_risk]),
            "Followers lost.",
        ),
        Sentence(
            "Whoever is followed for a voice of its own is decided by a person (C24). Communications watches.",
            (),
            "A loved voice.",
        ),
        Sentence(
            "Log-ins are kept, so that no handle is freed. Security watches; stop when one is lost.",
            (),
            "A handle taken.",
        ),
    ]
    if pharma:
        told.append(
            Sentence(
                "No change before comments and messages have a named monitor (C09). Safety can stop any wave.",
                (),
                "A gap in safety monitoring.",
            )
        )
    return (Bullets(tuple(told)),)


def calendar(matter: Matter) -> Table:
    """Section 9: the waves."""
    rows = []
    for wave, step in zip(matter.plan.waves, WAVES, strict=True):
        names: Any = wave["departments"]
        count = matter.plan.accounts_after if step is WAVES[-1] else len(_refs(wave))
        rows.append((step.at, day(str(wave["date"])), step.brief, count or "—", listed(names, 2)))
    return table(("When", "Date", "What", "Accounts", "Owners"), rows)


def _refs(wave: Mapping[str, Any]) -> Sequence[str]:
    return tuple(wave["refs"])


def targets(matter: Matter) -> Table:
    """Section 10: where we start, where we want to be."""
    figures = matter.figures
    total, after = figures["accounts"], str(matter.plan.waves[-1]["date"])
    rows = (
        ("Registered and owned", percent(figures["owned"], total), "100 %"),
        ("Duplicates", str(figures["duplicate_excess"]), "0"),
        ("Dormant share", percent(figures["dormant"], figures["dated"]), "under 5 %"),
        ("Agency-run, by sign", percent(figures["agency_run"], total), "down, each with a named owner"),
        ("Links rewritten", "0 %", "100 %"),
        ("Opened outside the gate", "—", "0 a quarter"),
    )
    return table(("Measure", "Now", "Target", "Date"), ((*row, day(after)) for row in rows))


def unknowns(matter: Matter) -> Bullets:
    """Section 11."""
    thin = [row for row in matter.counted if not row.evidence]
    told = [Sentence(f"{upper(text)}.") for text in _short(matter.plan.unknown[:4])]
    told += [Sentence(f"{text.rstrip('.')}.", (), "Not reached.") for text in matter.coverage[:2]]
    if thin:
        told.append(
            Sentence(
                f"{upper(many(len(thin), 'account'))} {'rests' if len(thin) == 1 else 'rest'} on no link that was seen."
            )
        )
    if matter.figures["silo_silent"]:
        told.append(Sentence(f"{upper(matter.figures['silo_silent'])}."))
    told.append(Sentence("How far audiences overlap is not public: followers at risk are a bound, not an estimate."))
    return Bullets(tuple(told))


def _short(lines: Sequence[str]) -> list[str]:
    """The counts without the examples, which annex A has."""
    return [f"{line.partition(': ')[0]} unknown" if re.search(r" of \d+ accounts?: ", line) else line for line in lines]
