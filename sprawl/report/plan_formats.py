"""A plan as JSON, CSV and lines for programs, and as the sections of a screen for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sprawl.model import Action, Plan
from sprawl.report.english import PAST_TENSE, capitalize, join_names, long_date
from sprawl.report.summary import Section
from sprawl.report.tables import csv_bytes

COLUMNS = (
    "ref", "action", "into", "reason", "rules", "evidence", "reversible", "wave", "requires", "sign_offs",
    "followers_at_risk",
)  # fmt: skip
SHOWN = 12  # lines of a list on the screen
_PEOPLE = ("report", "escalate", "claim", "handover")
_MOVES = ("merge", "redirect", "archive", "reserve", "close", "rename", "verify")


def plan_record(plan: Plan) -> dict[str, object]:
    """The shape of `plan --json`. What is not computed yet is null."""
    low_high = plan.floor and {"low": plan.floor[0], "high": plan.floor[1]}
    return {
        "brand": plan.brand,
        "as_of": plan.as_of,
        "option": plan.option,
        "counting_rule": plan.counting_rule,
        "accounts_before": plan.accounts_before,
        "accounts_after": plan.accounts_after,
        "floor": low_high or {"low": None, "high": None},
        "optimal": plan.optimal,
        "questions": None if plan.questions is None else list(plan.questions),
        "actions": [action_record(row) for row in plan.actions],
        "blocked": [asdict(row) for row in plan.blocked],
        "unfounded": list(plan.unfounded),
        "unknown": list(plan.unknown),
        "metrics": plan.metrics,
        "waves": list(plan.waves),
    }


def action_record(action: Action) -> dict[str, object]:
    """One action, its fields in the order of the public record."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(action).items()}


def plan_text(plan: Plan, form: str) -> str:
    """The plan for standard output. ``form``: json (everything), nl (an action a line) or csv (its actions)."""
    if form == "nl":
        return "".join(_json(action_record(row), None) + "\n" for row in plan.actions)
    if form == "csv":
        rows = ([_flat(getattr(row, name)) for name in COLUMNS] for row in plan.actions)
        return csv_bytes(COLUMNS, rows).decode("utf-8").removeprefix("\ufeff")
    return _json(plan_record(plan), 1) + "\n"


def _json(value: object, indent: int | None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.encode("utf-8", "replace").decode("utf-8")


def _flat(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else value


def screen(plan: Plan) -> tuple[Section, ...]:
    """The sections of the screen: the numbers, what people have to decide, what changes, what is kept apart."""
    parts = (_numbers(plan), _departments(plan), *_lists(plan), _kept_apart(plan), _dates(plan), _unknown(plan))
    return tuple(part for part in parts if part.title)


def _numbers(plan: Plan) -> Section:
    others = set(plan.metrics["options"]) - {plan.option} if isinstance(plan.metrics["options"], Mapping) else set()
    title = f"{plan.brand}: from {plan.accounts_before} to {plan.accounts_after} speaking accounts"
    counts = Counter(row.action for row in plan.actions)
    rows = tuple((PAST_TENSE[verb], str(count), verb) for verb, count in counts.most_common())
    return Section(title, f"option {plan.option}; also {' and '.join(sorted(others))}", rows=rows)


def _departments(plan: Plan) -> Section:
    table: Any = plan.metrics["by_department"]
    rows = tuple((name or "no department known", str(row["before"]), str(row["after"])) for name, row in table.items())
    return Section("By department", header=("department", "before", "after"), rows=rows) if rows else Section("")


def _lists(plan: Plan) -> Iterator[Section]:
    for title, verbs in (("For people to decide", _PEOPLE), ("What changes", _MOVES)):
        rows = sorted(
            (row for row in plan.actions if row.action in verbs), key=lambda row: (verbs.index(row.action), row.ref)
        )
        more = (f"and {len(rows) - SHOWN} more",) if len(rows) > SHOWN else ()
        yield Section(title, items=(*map(_line, rows[:SHOWN]), *more)) if rows else Section("")


def _line(row: Action) -> str:
    return f"{row.action:9} {row.ref}{f' → {row.into}' if row.into else ''}: {row.reason}"


def _kept_apart(plan: Plan) -> Section:
    items = tuple(f"{join_names(row.refs)}: {row.reason} ({', '.join(row.rules)})" for row in plan.blocked[:SHOWN])
    more = (f"and {len(plan.blocked) - SHOWN} more",) if len(plan.blocked) > SHOWN else ()
    unfounded = tuple(f"unfounded: {text}" for text in plan.unfounded)
    return (
        Section("Kept apart, and by which rule", items=(*items, *more, *unfounded))
        if items or unfounded
        else Section("")
    )


def _dates(plan: Plan) -> Section:
    rows = tuple((str(wave["at"]), long_date(str(wave["date"])), str(wave["what"])) for wave in plan.waves)
    return Section("When, if approved within two weeks", rows=rows)


def _unknown(plan: Plan) -> Section:
    return (
        Section("Not known", items=tuple(capitalize(text) for text in plan.unknown[:SHOWN]))
        if plan.unknown
        else Section("")
    )
