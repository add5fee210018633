"""The inventory of one survey as values: accounts, coverage, the comparison with a sheet, and all of it together."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from sprawl.brand import Brand
from sprawl.model import Entry, Evidence, Fact, Judgement, Relation, Survey, Unit
from sprawl.report import summary
from sprawl.report.summary import Section
from sprawl.workflow.judgements import Decisions

if TYPE_CHECKING:
    from sprawl.graph.build import Graph
    from sprawl.linkage.result import Owners
    from sprawl.workflow.frames import DataFrame

SHOWN_ROWS = 50  # of an inventory in a notebook
UNSURE = (Relation.UNKNOWN,)


class Inventory(Sequence[Entry]):
    """A sequence of `Entry`, strongest first; shows itself as a table, and turns into a data frame."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Inventory: ...
    def __getitem__(self, index: int | slice) -> Entry | Inventory:
        return Inventory(self._entries[index]) if isinstance(index, slice) else self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"<{len(self)} accounts, {len(self.ours)} ours>"

    @property
    def ours(self) -> Inventory:
        """Those that the brand runs or presents as its voice."""
        return Inventory([e for e in self if e.relation.ours])

    @property
    def unsure(self) -> Inventory:
        """Those whose relation to the brand is unknown."""
        return Inventory([e for e in self if e.relation in UNSURE])

    def find(self, ref_or_id: str) -> Entry | None:
        """The entry with this ref, former ref or id."""
        return next((e for e in self if ref_or_id in (e.ref, e.id, *(e.profile.also if e.profile else ()))), None)

    def where(
        self,
        *,
        relation: str = "",
        department: str = "",
        platform: str = "",
        status: str = "",
        min_probability: float = 0.0,
    ) -> Inventory:
        """Those that meet all conditions given. ``relation`` also takes ``ours``; ``department`` a unit or ``none``."""
        kept = (e for e in self if e.probability >= min_probability)
        kept = (e for e in kept if not relation or e.relation == relation or (relation == "ours" and e.relation.ours))
        kept = (e for e in kept if not department or _in_department(e, department.casefold()))
        return Inventory([e for e in kept if platform in ("", e.platform) and status in ("", e.status)])

    def to_frame(self) -> DataFrame:
        """A pandas data frame, one row an account, with the number of its pieces of evidence.

        Raises InputError where pandas (the extra ``notebook``) is not installed.
        """
        from sprawl.workflow.frames import records_frame

        return records_frame([_flat(e) for e in self], _COLUMNS)

    def _repr_html_(self) -> str:
        shown = ("ref", "display_name", "relation", "probability", "department", "status")
        head = "".join(f"<th>{name.replace('_', ' ')}</th>" for name in shown)
        rows = (_row(e, shown) for e in self[:SHOWN_ROWS])
        more = f"<p>and {len(self) - SHOWN_ROWS} more</p>" if len(self) > SHOWN_ROWS else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}"


_COLUMNS = (
    "id", "ref", "platform", "handle", "url", "display_name", "relation", "probability", "department", "unit",
    "department_probability", "contested", "status", "last_post", "evidence",
)  # fmt: skip


def _flat(entry: Entry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _COLUMNS}
    return values | {
        "relation": str(entry.relation),
        "status": str(entry.status),
        "contested": " / ".join(entry.contested),
        "evidence": len(entry.evidence),
    }


def _row(entry: Entry, names: Sequence[str]) -> str:
    cells = ("" if getattr(entry, name) is None else html.escape(str(getattr(entry, name))) for name in names)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _in_department(entry: Entry, wanted: str) -> bool:
    if wanted == "none":
        return entry.department is None
    return wanted in ((entry.department or "").casefold(), (entry.unit or "").casefold())


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """An imported sheet against the web. Refs throughout."""

    listed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # ours, and not in the sheet
    gone: tuple[str, ...] = ()  # in the sheet, and dead on the web
    unseen: tuple[str, ...] = ()  # in the sheet, and nothing on the web names them
    moved: tuple[tuple[str, str, str], ...] = ()  # ref, department in the sheet, department on the web
    not_ours: tuple[str, ...] = ()  # in the sheet, and somebody else's


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read and what was not."""

    pages: int = 0
    sites: Mapping[str, int] = field(default_factory=dict)  # host → pages read
    failed: Mapping[str, int] = field(default_factory=dict)  # "host: reason" → addresses
    unreachable: tuple[str, ...] = ()  # hosts that never answered
    budget_reached: bool = False
    archive_cut: bool = False  # the archive replayed breaks off

    @property
    def complete(self) -> bool:
        """True when everything in scope was read."""
        return not self.budget_reached and not self.unreachable and not self.archive_cut


@dataclass(frozen=True)
class Findings:
    """One survey of one brand with its conclusions."""

    brand: Brand
    survey: Survey
    accounts: Inventory
    units: tuple[Unit, ...]
    coverage: Coverage
    facts: tuple[Fact, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    sheet: SheetCheck | None = None
    mentions: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)  # ref → all evidence, for explain

    def __repr__(self) -> str:
        return f"<survey of {self.brand.name}, {self.survey.as_of}: {self.accounts!r}>"

    @property
    def graph(self) -> Graph:
        """A ``networkx.MultiDiGraph``: brand → department → account, with evidence on edges; see `sprawl.graph`."""
        from sprawl.graph.build import build  # networkx is heavy; few surveys are drawn

        return build(self.brand.name, self.units, self.accounts, sites=self.brand.sites)

    @cached_property
    def owners(self) -> Owners:
        """Which accounts have one owner, by ref, with alarms and the judgements that contradict each other."""
        from sprawl.workflow.same_owner import owners_of  # matching is heavy; few surveys are asked for it

        return owners_of(self.brand, self.accounts, self.mentions, Decisions.of(self.judgements))

    def contradictions(self) -> list[str]:
        """A sentence for each pair of judgements that cannot both be true."""
        from sprawl.workflow.same_owner import contradictions

        return contradictions(self.owners, self.accounts, Decisions.of(self.judgements))

    def by_department(self) -> dict[str, Counter[str]]:
        """Department ('' when unknown) → platform → accounts of ours."""
        table: dict[str, Counter[str]] = {}
        for entry in self.accounts.ours:
            table.setdefault(entry.department or "", Counter())[entry.platform] += 1
        return dict(sorted(table.items(), key=lambda item: (item[0] == "", item[0].casefold())))

    @property
    def summary(self) -> tuple[Section, ...]:
        """The sections of the summary that ends a survey."""
        entries, cover, sheet = tuple(self.accounts), self.coverage, self.sheet
        sections = (
            summary.counts(entries),
            summary.departments(entries),
            summary.silence(entries),
            summary.contested(entries),
            summary.suspects(entries),
            summary.sheet(sheet.listed, sheet.missing, sheet.gone, sheet.unseen, sheet.moved, sheet.not_ours)
            if sheet
            else Section(""),
            summary.unread(cover.unreachable, cover.failed, cover.budget_reached),
        )
        return tuple(section for section in sections if section.title)

    def contested(self) -> Iterator[Entry]:
        """Accounts of ours that two departments claim."""
        return (e for e in self.accounts.ours if e.contested)

    def _repr_html_(self) -> str:
        title = f"<h3>{html.escape(self.brand.name)}, {html.escape(self.survey.as_of)}</h3>"
        counts = f"<p>{len(self.accounts)} accounts named, {len(self.accounts.ours)} ours</p>"
        return title + counts + self.accounts.ours._repr_html_()
