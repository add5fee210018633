"""Matching and attribution for a file of accounts: the row without a brand, a crawl or a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
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
from sprawl.workflow.frames import column, read_frame, texts, write_frame

if TYPE_CHECKING:
    import pandas

    from sprawl.departments.study import Study

FIELDS = ("platform", "handle", "display_name", "bio", "website", "country", "language", "avatar", "linked_from")
SPARE = ("url", "description")  # other names of fields that do not pass through
RESULT = ("id", "owner", "probability", "department", "unit", "department_probability")
YES, NO = frozenset(["yes", "y", "true", "1", "same"]), frozenset(["no", "n", "false", "0", "different"])
Progress = Callable[[str, int, int | None], None]


def match(
    accounts: pandas.DataFrame,
    departments: pandas.DataFrame | None = None,
    judgements: pandas.DataFrame | None = None,
    ask: int = 0,
    engine: str | Engine = "local",
    progress: Progress | None = None,
    scheduler: str = "",
    workers: int = 1,
    previous: pandas.DataFrame | None = None,
    why: bool = False,
) -> pandas.DataFrame:
    """Owners, and departments where a list is given, of a table of accounts.

    ``accounts``: ``id``, ``platform`` and ``handle`` or ``url``, optionally ``display_name, bio`` (or ``description``),
    ``website, country, language``; other columns pass through. ``departments``: ``department, parent, domains``,
    optionally ``aliases``. ``judgements``: ``id, department`` and/or ``id, id2, same``. ``previous``: ``id, owner`` of
    an earlier run, whose owners keep their ids. Returns one row an account, in order: ``id, owner, probability,
    department, unit, department_probability``. ``attrs`` of the frame hold ``ask`` (``ask`` rows of id and why),
    ``why`` (where asked for, a row an account: id, owner_why, department_why), ``alarms`` and ``contradictions``.
    Raises InputError.
    """
    frames = (None if frame is None else texts(frame) for frame in (departments, judgements, previous))
    running = engine_of(engine, scheduler, workers) if isinstance(engine, str) else engine
    return _match(Given(texts(accounts), *frames), ask, why, running, progress)


@dataclass(frozen=True, slots=True)
class Given:
    """The tables of one call, their cells texts."""

    accounts: pandas.DataFrame
    departments: pandas.DataFrame | None
    judgements: pandas.DataFrame | None
    previous: pandas.DataFrame | None


def _match(given: Given, ask: int, why: bool, engine: Engine, progress: Progress | None) -> pandas.DataFrame:
    import pandas

    accounts, judgements = given.accounts, given.judgements
    table = _table(accounts, "accounts")
    listed = _units(given.departments) if given.departments is not None else []
    shards = 1 if len(table) < 50_000 else 16
    before = _owned(given.previous)
    found = owners(table, _pairs(judgements), before, engine=engine, progress=progress, shards=shards)
    named = _named(judgements)
    study = _study(table, listed, named, found) if listed or named else None
    frame = _frame(table, found, study)
    for name in accounts.columns:
        if str(name).strip().lower() not in (*FIELDS, *SPARE, *RESULT):
            frame[name] = pandas.Series(accounts[name].to_numpy(), dtype=object)
    frame.attrs = {
        "ask": _ask(found, study, ask) if ask else [],
        "why": _why(found, study) if why else [],
        "alarms": [alarm.sentence for alarm in found.alarms],
        "contradictions": [list(pair) for pair in found.contradictions],
    }
    return frame


def match_file(
    accounts: str | Path,
    departments: str | Path | None = None,
    judgements: str | Path | None = None,
    ask: int = 0,
    engine: str = "local",
    progress: Progress | None = None,
    scheduler: str = "",
    workers: int = 1,
    previous: str | Path | None = None,
    why: bool = False,
) -> pandas.DataFrame:
    """The same, from files (CSV or Parquet, ``-`` for standard input). Raises InputError naming the file."""
    paths = {"accounts": accounts, "departments": departments, "judgements": judgements, "previous": previous}
    try:
        given = Given(*(read_frame(path) if path else None for path in paths.values()))  # type: ignore[arg-type]
        return _match(given, ask, why, engine_of(engine, scheduler, workers), progress)
    except InputError as error:
        what, _, rest = str(error).partition(": ")
        path = paths.get(what)
        raise InputError(f"{path}: {rest}" if path else str(error)) from None


def write_questions(frame: pandas.DataFrame, path: str | Path) -> None:
    """Write what `match` asks (``id, why``, best first) as CSV. Raises OutputError."""
    import pandas

    write_frame(pandas.DataFrame(frame.attrs["ask"], columns=["id", "why"]), path, "csv")


def write_reasons(frame: pandas.DataFrame, path: str | Path) -> None:
    """Write why each account has its owner and its department: id, owner_why, department_why. Raises OutputError."""
    import pandas

    write_frame(pandas.DataFrame(frame.attrs["why"], columns=["id", "owner_why", "department_why"]), path)


def _table(frame: pandas.DataFrame, name: str) -> Table:
    """The columns that are looked at; platform and handle are read from a URL where no handle stands."""
    if "id" not in frame.columns or not {"handle", "url"} & set(frame.columns):
        raise InputError(f"{name}: expected the columns id, platform and handle or url; found {_found(frame)}")
    ids = column(frame, "id")
    if "" in ids:
        raise InputError(f"{name}: line {ids.index('') + 2}: has no id")
    if len(set(ids)) < len(ids):
        twice = next(each for each, count in Counter(ids).items() if count > 1)
        raise InputError(f"{name}: id {twice} stands twice; ids have to be unique")
    columns = {field: column(frame, field) for field in FIELDS}
    columns["handle"] = _handles(columns["handle"], column(frame, "url"))
    return Table({"id": ids, **columns})


def _found(frame: pandas.DataFrame) -> str:
    return ", ".join(map(str, frame.columns[:12])) or "none"


def _handles(handles: list[str], urls: list[str]) -> list[str]:
    """The handle of each account, from its URL where the file gives no handle, or gives a URL as one."""
    if not any(urls) and not any("://" in handle for handle in handles):
        return handles
    return [
        handle if handle and "://" not in handle else _handle(handle or url)
        for handle, url in zip(handles, urls, strict=True)
    ]


def _handle(url: str) -> str:
    account = platforms.parse_url(url) if url else None
    return account.handle if account else ""


def _units(frame: pandas.DataFrame) -> list[Unit]:
    if "department" not in frame.columns:
        raise InputError(f"departments: expected the column department, and parent, domains; found {_found(frame)}")
    columns = [column(frame, name) for name in ("department", "parent", "aliases", "domains")]
    return [
        Unit(name, parent=parent, aliases=_several(aliases), sites=tuple(domains.split()))
        for name, parent, aliases, domains in zip(*columns, strict=True)
        if name
    ]


def _several(text: str) -> tuple[str, ...]:
    """Aliases between semicolons, bars or commas."""
    for mark in ";|,":
        if mark in text:
            return tuple(part.strip() for part in text.split(mark) if part.strip())
    return (text,) if text else ()


def _pairs(frame: pandas.DataFrame | None) -> Iterable[tuple[str, str, bool]]:
    """The judgements about two accounts."""
    if frame is None:
        return []
    if "id" not in frame.columns or not {"department", "id2"} & set(frame.columns):
        raise InputError(f"judgements: expected id, department and/or id, id2, same; found {_found(frame)}")
    columns = (column(frame, name) for name in ("id", "id2", "same"))
    return [(left, right, _said(same)) for left, right, same in zip(*columns, strict=True) if right and same]


def _owned(frame: pandas.DataFrame | None) -> Mapping[str, str]:
    """Account id → owner id of an earlier run."""
    if frame is None:
        return {}
    if not {"id", "owner"} <= set(frame.columns):
        raise InputError(f"previous: expected the columns id, owner of an earlier run; found {_found(frame)}")
    return {account: owner for account, owner in zip(column(frame, "id"), column(frame, "owner"), strict=True) if owner}


def _said(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise InputError(f"judgements: same is “{text}”; expected yes or no")
    return text.lower() in YES


def _named(frame: pandas.DataFrame | None) -> Mapping[str, str]:
    """The judgements about one account: id → the department or unit that was named."""
    if frame is None or "department" not in frame.columns:
        return {}
    pairs = zip(column(frame, "id"), column(frame, "department"), strict=True)
    return {account: name for account, name in pairs if account and name}


def _study(table: Table, units: list[Unit], named: Mapping[str, str], found: Owners) -> Study:
    from sprawl.departments.features import Listed
    from sprawl.departments.study import Study  # heavy, and only needed where departments are asked for

    columns = (table.columns[name] for name in ("id", "platform", "handle", "display_name", "bio", "website"))
    return Study([Listed(*cells) for cells in zip(*columns, strict=True)], units, named, owners=found.owner)


def _frame(table: Table, found: Owners, study: Study | None) -> pandas.DataFrame:
    import pandas

    ids = list(table.columns["id"])
    told = {"id": ids, "owner": found.owner.in_order()}
    frame = pandas.DataFrame(told, dtype=object)  # texts stay as they are
    frame["probability"] = found.probability.in_order()
    placed = [study.placement(row) for row in range(len(ids))] if study else []
    frame["department"] = [each.department for each in placed] or ""
    frame["unit"] = [each.unit for each in placed] or ""
    frame["department_probability"] = [each.probability if each.department else None for each in placed] or None
    return frame


def _ask(found: Owners, study: Study | None, count: int) -> list[dict[str, str]]:
    """The accounts whose answers would teach the most: about departments where there are any, else about owners."""
    if study:
        from sprawl.departments.ask import questions

        return [{"id": each.id, "why": each.why} for each in questions(study, count)]
    return [{"id": account, "why": why} for account, why in found.doubts(count)]


def _why(found: Owners, study: Study | None) -> list[dict[str, str]]:
    """Why each account has its owner, and its department."""
    return [
        {"id": account, "owner_why": found.why(account), "department_why": _placed(study, row) if study else ""}
        for row, account in enumerate(found.owner)
    ]


def _placed(study: Study, row: int) -> str:
    """The strongest reasons for a department."""
    from sprawl.departments.explain import SUMS, reasons

    telling = (reason for reason in reasons(study, row) if reason.bits > 0 and reason.name not in SUMS)
    said = sorted(telling, key=lambda reason: -reason.bits)
    return "; ".join(f"{reason.sentence} ({reason.bits:+.1f})" for reason in said[:3])
