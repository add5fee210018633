"""From a survey to its plan, from a plan to its memo: `sprawl.plan` and `sprawl.memo`."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, fields

from sprawl.consolidation.plan import plan as make_plan
from sprawl.errors import InputError
from sprawl.model import Action, Plan
from sprawl.report.memo import Written
from sprawl.report.memo import memo as write_memo
from sprawl.workflow.inventory import Coverage, Findings


@dataclass(frozen=True, slots=True)
class Planned(Plan):
    """A plan that knows the survey it was made from."""

    findings: Findings | None = None

    def _repr_html_(self) -> str:
        title = f"{self.brand}: from {self.accounts_before} to {self.accounts_after} speaking accounts ({self.option})"
        head = "<tr><th>account</th><th>action</th><th>into</th><th>why</th></tr>"
        rows = "".join(_row(row) for row in self.actions)
        return f"<h3>{html.escape(title)}</h3><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _row(action: Action) -> str:
    cells = (action.ref, action.action, action.into or "", action.reason)
    return f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"


def plan(survey: Findings, *, option: str = "recommended", max_accounts: int | None = None) -> Planned:
    """The consolidation plan of a survey. ``option``: minimal, recommended, maximal."""
    brand = survey.brand
    made = make_plan(
        survey.accounts, units=survey.units, facts=survey.facts, judgements=survey.judgements,
        brand=brand.name, aliases=brand.aliases, industry=brand.industry, language=brand.language,
        as_of=survey.survey.as_of, option=option, max_accounts=max_accounts,
    )  # fmt: skip
    return Planned(**{field.name: getattr(made, field.name) for field in fields(Plan)}, findings=survey)


def memo(
    plan: Planned,
    *,
    kind: str = "executive",
    department: str | None = None,
    mark: str = "",
    decider: str = "",
    decide_by: str = "",
    trace: bool = False,
) -> Written:
    """The memo of a plan. ``kind``: executive, department, closing-kit, scorecard. See `sprawl.report.memo`."""
    if plan.findings is None:
        raise InputError("this plan does not know its survey; make it with sprawl.plan(survey)")
    found = plan.findings
    return write_memo(
        plan, found.accounts, kind=kind, units=found.units, department=department,
        coverage=tuple(_gaps(found.coverage)), authority=found.survey.authority,
        decider=decider, decide_by=decide_by, mark=mark, trace=trace,
    )  # fmt: skip


def _gaps(coverage: Coverage) -> Iterator[str]:
    """What was not read, one sentence each."""
    hosts = coverage.unreachable
    if hosts:
        yield f"{', '.join(hosts[:3])}{f' and {len(hosts) - 3} more hosts' if len(hosts) > 3 else ''} never answered"
    if coverage.budget_reached:
        yield "the page budget was reached before every page was read"
