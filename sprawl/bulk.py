"""Matching and attribution for a file of accounts: the row without a brand, a crawl or a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sprawl import platforms
from sprawl.errors import InputError
from sprawl.frames import column, read_frame, texts, write_frame
from sprawl.match.engines import Engine, engine_of
from sprawl.match.owning import owners
from sprawl.match.result import Owners
from sprawl.match.rows import Table
from sprawl.model import Unit

if TYPE_CHECKING:
    import pandas

    from sprawl.own.departments import Study

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
) -> pandas.DataFrame:
    """Owners, and departments where a list is given, of a table of accounts.

    ``accounts``: ``id``, ``platform`` and ``handle`` or ``url``, optionally ``display_name, bio`` (or ``description``),
    ``website, country, language``; other columns pass through. ``departments``: ``department, parent, domains``,
    optionally ``aliases``. ``judgements``: ``id, department`` and/or ``id, id2, same``. Returns one row an account, in
    order: ``id, owner, probability, department, unit, department_probability``. ``attrs`` of the frame hold ``ask``
    (``ask`` rows of id and why), ``alarms`` and ``contradictions``. Raises InputError.
    """
    said = texts(judgements) if judgements is not None else None
    listed = texts(departments) if departments is not None else None
    return _match(texts(accounts), listed, said, ask, engine, progress, scheduler, workers)


def _match(
    accounts: pandas.DataFrame,
    departments: pandas.DataFrame | None,
    judgements: pandas.DataFrame | None,
    ask: int,
    engine: str | Engine,
    progress: Progress | None,
    scheduler: str,
    workers: int,
) -> pandas.DataFrame:
    """The same of frames whose cells are texts."""
    table = _table(accounts, "accounts")
    listed = _units(departments) if departments is not None else []
    running = engine_of(engine, scheduler, workers) if isinstance(engine, str) else engine
    shards = 1 if len(table) < 50_000 else 16
    found = owners(table, _pairs(judgements), engine=running, progress=progress, shards=shards)
    named = _named(judgements)
    study = _study(table, listed, named, found) if listed or named else None
    frame = _frame(table, found, study)
    for name in accounts.columns:
        if str(name).strip().lower() not in (*FIELDS, *SPARE, *RESULT):
            frame[name] = accounts[name].to_numpy()
    frame.attrs = {
        "ask": _ask(found, study, ask) if ask else [],
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
) -> pandas.DataFrame:
    """The same, from files (CSV or Parquet, ``-`` for standard input). Raises InputError naming the file."""
    try:
        return _match(
            read_frame(accounts),
            read_frame(departments) if departments else None,
            read_frame(judgements) if judgements else None,
            ask,
            engine,
            progress,
            scheduler,
            workers,
        )
    except InputError as error:
        what, _, rest = str(error).partition(": ")
        path = {"accounts": accounts, "departments": departments, "judgements": judgements}.get(what)
        raise InputError(f"{path}: {rest}" if path else str(error)) from None


def write_questions(frame: pandas.DataFrame, path: str | Path) -> None:
    """Write what `match` asks (``id, why``, best first) as CSV. Raises OutputError."""
    import pandas

    write_frame(pandas.DataFrame(frame.attrs["ask"], columns=["id", "why"]), path, "csv")


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
    from sprawl.own.departments import Study  # heavy, and only needed where departments are asked for
    from sprawl.own.traits import Listed

    columns = (table.columns[name] for name in ("id", "platform", "handle", "display_name", "bio", "website"))
    return Study([Listed(*cells) for cells in zip(*columns, strict=True)], units, named, owners=found.owner)


def _frame(table: Table, found: Owners, study: Study | None) -> pandas.DataFrame:
    import pandas

    ids = list(table.columns["id"])
    owner, chance = list(found.owner.values()), list(found.probability.values())
    frame = pandas.DataFrame({"id": ids, "owner": owner, "probability": chance})
    placed = [study.placement(row) for row in range(len(ids))] if study else []
    frame["department"] = [each.department for each in placed] or ""
    frame["unit"] = [each.unit for each in placed] or ""
    frame["department_probability"] = [each.probability if each.department else None for each in placed] or None
    return frame


def _ask(found: Owners, study: Study | None, count: int) -> list[dict[str, str]]:
    """The accounts whose answers would teach the most: about departments where there are any, else about owners."""
    if study:
        from sprawl.own.ask import questions

        return [{"id": each.id, "why": each.why} for each in questions(study, count)]
    return [{"id": account, "why": why} for account, why in found.doubts(count)]
