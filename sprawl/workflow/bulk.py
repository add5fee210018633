"""Owners and departments for a file of accounts: no brand, crawl or store is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sprawl import platforms
from sprawl.errors import InputError
from sprawl.linkage.columns import Table
from sprawl.linkage.engines import Engine, engine_of
from sprawl.linkage.match import owners
from sprawl.linkage.result import Owners
from sprawl.model import Unit
from sprawl.workflow.tables import Columns, Texts, column, read_columns, write_columns

if TYPE_CHECKING:
    from sprawl.departments.study import Study

FIELDS = ("platform", "handle", "display_name", "bio", "website", "country", "language", "avatar", "linked_from")
SPARE = ("url", "description")  # other names of fields that do not pass through
RESULT = ("id", "owner", "probability", "department", "unit", "department_probability")
YES, NO = frozenset(["yes", "y", "true", "1", "same"]), frozenset(["no", "n", "false", "0", "different"])
MANY = 50_000  # accounts from which the work is cut into SHARDS by name
SHARDS = 16
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one call; see `sprawl.match` for their columns."""

    accounts: Texts
    departments: Texts | None = None
    judgements: Texts | None = None
    previous: Texts | None = None


@dataclass(frozen=True, slots=True)
class Matching:
    """Owners and departments of a table of accounts, a row each in its order.

    ``columns``: ``id, owner, probability, department, unit, department_probability``, then what passes through.
    ``ask``: accounts whose answers would teach the most. ``why``: a row an account, where asked for. ``alarms``: owners
    that a person should look at. ``contradictions``: pairs of ids about which judgements disagree.
    """

    columns: Columns
    ask: Sequence[Mapping[str, str]] = ()
    why: Sequence[Mapping[str, str]] = ()
    alarms: Sequence[str] = ()
    contradictions: Sequence[tuple[str, str]] = ()

    def write(self, path: str | Path, form: str = "") -> None:
        """Write the columns as CSV, JSON or Parquet, by ``form`` or the file's ending. Raises OutputError."""
        write_columns(self.columns, path, form)

    def write_questions(self, path: str | Path) -> None:
        """Write ``id, why`` of the accounts to ask about, best first, as CSV. Raises OutputError."""
        write_columns({name: [row[name] for row in self.ask] for name in ("id", "why")}, path, "csv")

    def write_reasons(self, path: str | Path) -> None:
        """Write why each account has its owner and department: id, owner_why, department_why. Raises OutputError."""
        names = ("id", "owner_why", "department_why")
        write_columns({name: [row[name] for row in self.why] for name in names}, path)


def match_file(
    accounts: str | Path,
    departments: str | Path | None = None,
    judgements: str | Path | None = None,
    previous: str | Path | None = None,
    *,
    ask: int = 0,
    why: bool = False,
    engine: str = "local",
    scheduler: str = "",
    workers: int = 1,
    progress: Progress | None = None,
) -> Matching:
    """What `sprawl.match` does, from files (CSV or Parquet, ``-`` for standard input).

    Raises InputError that names the file.
    """
    paths = {"accounts": accounts, "departments": departments, "judgements": judgements, "previous": previous}
    try:
        tables = Tables(**{name: read_columns(path) for name, path in paths.items() if path})
        return match_tables(tables, ask, why, engine_of(engine, scheduler, workers), progress)
    except InputError as error:
        table, _, rest = str(error).partition(": ")
        path = paths.get(table)
        raise InputError(f"{path}: {rest}" if path else str(error)) from None


def match_tables(tables: Tables, ask: int, why: bool, engine: Engine, progress: Progress | None) -> Matching:
    """Owners first, then departments where a list or judgements name any. Raises InputError that names the table."""
    accounts = _accounts(tables.accounts)
    units = _units(tables.departments) if tables.departments is not None else []
    owned = owners(
        accounts,
        _pairs(tables.judgements),
        _previous_owners(tables.previous),
        engine=engine,
        progress=progress,
        shards=1 if len(accounts) < MANY else SHARDS,
    )
    judged = _judged_departments(tables.judgements)
    study = _study(accounts, units, judged, owned) if units or judged else None
    passing = {name: cells for name, cells in tables.accounts.items() if name not in (*FIELDS, *SPARE, *RESULT)}
    return Matching(
        _result(accounts, owned, study) | passing,
        _questions(owned, study, ask) if ask else [],
        _reasons(owned, study) if why else [],
        [alarm.sentence for alarm in owned.alarms],
        owned.contradictions,
    )


def _accounts(table: Texts) -> Table:
    """The columns that matching reads; the handle comes from the URL where the table gives no handle."""
    if "id" not in table or not {"handle", "url"} & set(table):
        raise InputError(f"accounts: expected the columns id, platform and handle or url; found {_titles(table)}")
    ids = column(table, "id")
    if "" in ids:
        raise InputError(f"accounts: line {ids.index('') + 2}: has no id")
    if len(set(ids)) < len(ids):
        twice = next(id for id, count in Counter(ids).items() if count > 1)
        raise InputError(f"accounts: id {twice} stands twice; ids have to be unique")
    handles, urls = column(table, "handle"), column(table, "url")
    if any(urls) or any("://" in handle for handle in handles):
        handles = [
            handle if handle and "://" not in handle else _handle_of(handle or url)
            for handle, url in zip(handles, urls, strict=True)
        ]
    return Table({"id": ids, **{field: column(table, field) for field in FIELDS}, "handle": handles})


def _titles(table: Texts) -> str:
    return ", ".join(list(table)[:12]) or "none"


def _handle_of(url: str) -> str:
    account = platforms.parse_url(url) if url else None
    return account.handle if account else ""


def _units(table: Texts) -> list[Unit]:
    if "department" not in table:
        raise InputError(f"departments: expected the column department, and parent, domains; found {_titles(table)}")
    columns = [column(table, name) for name in ("department", "parent", "aliases", "domains")]
    return [
        Unit(name, parent=parent, aliases=_aliases(aliases), sites=tuple(domains.split()))
        for name, parent, aliases, domains in zip(*columns, strict=True)
        if name
    ]


def _aliases(text: str) -> tuple[str, ...]:
    """Aliases between semicolons, bars or commas, whichever comes first in this list."""
    mark = next((mark for mark in ";|," if mark in text), ";")
    return tuple(alias.strip() for alias in text.split(mark) if alias.strip())


def _pairs(table: Texts | None) -> Iterable[tuple[str, str, bool]]:
    """The judgements about two accounts: id, id, and True for the same owner."""
    if table is None:
        return []
    if "id" not in table or not {"department", "id2"} & set(table):
        raise InputError(f"judgements: expected id, department and/or id, id2, same; found {_titles(table)}")
    columns = (column(table, name) for name in ("id", "id2", "same"))
    return [(left, right, _is_yes(same)) for left, right, same in zip(*columns, strict=True) if right and same]


def _is_yes(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise InputError(f"judgements: same is “{text}”; expected yes or no")
    return text.lower() in YES


def _judged_departments(table: Texts | None) -> Mapping[str, str]:
    """The judgements about one account: id → the department or unit that a person named."""
    if table is None or "department" not in table:
        return {}
    return {id: name for id, name in zip(column(table, "id"), column(table, "department"), strict=True) if id and name}


def _previous_owners(table: Texts | None) -> Mapping[str, str]:
    """Account id → owner id of an earlier run."""
    if table is None:
        return {}
    if not {"id", "owner"} <= set(table):
        raise InputError(f"previous: expected the columns id, owner of an earlier run; found {_titles(table)}")
    return {account: owner for account, owner in zip(column(table, "id"), column(table, "owner"), strict=True) if owner}


def _study(accounts: Table, units: list[Unit], judged: Mapping[str, str], owned: Owners) -> Study:
    from sprawl.departments.features import Listed
    from sprawl.departments.study import Study  # heavy, and only needed where departments are asked for

    columns = (accounts.columns[name] for name in ("id", "platform", "handle", "display_name", "bio", "website"))
    return Study([Listed(*cells) for cells in zip(*columns, strict=True)], units, judged, owners=owned.owner)


def _result(accounts: Table, owned: Owners, study: Study | None) -> dict[str, Sequence[object]]:
    rows = len(accounts)
    placements = [study.placement(row) for row in range(rows)] if study else []
    return {
        "id": accounts.columns["id"],
        "owner": owned.owner.in_order(),
        "probability": owned.probability.in_order(),
        "department": [each.department for each in placements] or [""] * rows,
        "unit": [each.unit for each in placements] or [""] * rows,
        "department_probability": [p.probability if p.department else None for p in placements] or [None] * rows,
    }


def _questions(owned: Owners, study: Study | None, count: int) -> list[dict[str, str]]:
    """The accounts whose answers would teach the most: about departments where there are any, else about owners."""
    if study:
        from sprawl.departments.ask import questions

        return [{"id": each.id, "why": each.why} for each in questions(study, count)]
    return [{"id": account, "why": why} for account, why in owned.doubts(count)]


def _reasons(owned: Owners, study: Study | None) -> list[dict[str, str]]:
    """Why each account has its owner, and its department."""
    return [
        {"id": account, "owner_why": owned.why(account), "department_why": _department_why(study, row) if study else ""}
        for row, account in enumerate(owned.owner)
    ]


def _department_why(study: Study, row: int) -> str:
    """The three strongest reasons for a department, with their bits."""
    from sprawl.departments.explain import SUMS, reasons

    positive = [reason for reason in reasons(study, row) if reason.bits > 0 and reason.name not in SUMS]
    strongest = sorted(positive, key=lambda reason: -reason.bits)[:3]
    return "; ".join(f"{reason.sentence} ({reason.bits:+.1f})" for reason in strongest)
