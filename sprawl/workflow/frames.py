"""Data frames for notebooks (the door to pandas, which comes with the extra ``notebook``)."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from sprawl.errors import InputError
from sprawl.linkage.engines import Engine, engine_of
from sprawl.workflow.bulk import Progress, Tables, match_tables
from sprawl.workflow.tables import Columns, as_texts

if TYPE_CHECKING:
    import pandas

DataFrame: TypeAlias = "pandas.DataFrame"


def _pandas() -> ModuleType:
    try:
        import pandas
    except ImportError:
        raise InputError("data frames need pandas; install it with: pip install 'sprawl[notebook]'") from None
    return pandas


def to_frame(columns: Columns, numbers: Sequence[str] = ()) -> DataFrame:
    """A data frame of columns; ``numbers`` names those of numbers, all others keep their cells as they are.

    Raises InputError where pandas is not installed.
    """
    pandas = _pandas()
    typed = {
        name: pandas.Series(list(cells), dtype=float if name in numbers else object) for name, cells in columns.items()
    }
    frame: DataFrame = pandas.DataFrame(typed)
    return frame


def records_frame(records: Sequence[dict[str, Any]], names: Sequence[str]) -> DataFrame:
    """A data frame with a row for each record. Raises InputError where pandas is not installed."""
    frame: DataFrame = _pandas().DataFrame(records, columns=list(names))
    return frame


def match(
    accounts: DataFrame,
    departments: DataFrame | None = None,
    judgements: DataFrame | None = None,
    ask: int = 0,
    engine: str | Engine = "local",
    progress: Progress | None = None,
    scheduler: str = "",
    workers: int = 1,
    previous: DataFrame | None = None,
    why: bool = False,
) -> DataFrame:
    """Owners, and departments where a list is given, of a data frame of accounts.

    ``accounts``: ``id``, ``platform`` and ``handle`` or ``url``, optionally ``display_name, bio`` (or ``description``),
    ``website, country, language``; other columns pass through. ``departments``: ``department, parent, domains``,
    optionally ``aliases``. ``judgements``: ``id, department`` and/or ``id, id2, same``. ``previous``: ``id, owner`` of
    an earlier run, whose owners keep their ids. Returns one row an account, in order: ``id, owner, probability,
    department, unit, department_probability`` (probabilities from 0 to 1). ``attrs`` of the frame hold ``ask`` (``ask``
    rows of id and why), ``why`` (where asked for, a row an account: id, owner_why, department_why), ``alarms`` and
    ``contradictions``. Raises InputError.
    """
    optional = (None if frame is None else as_texts(_cells(frame)) for frame in (departments, judgements, previous))
    tables = Tables(as_texts(_cells(accounts)), *optional)
    running = engine_of(engine, scheduler, workers) if isinstance(engine, str) else engine
    matching = match_tables(tables, ask, why, running, progress)
    frame = to_frame(matching.columns, numbers=("probability", "department_probability"))
    frame.attrs = {
        "ask": list(matching.ask),
        "why": list(matching.why),
        "alarms": list(matching.alarms),
        "contradictions": [list(pair) for pair in matching.contradictions],
    }
    return frame


def _cells(frame: DataFrame) -> dict[Any, list[Any]]:
    """The cells of each column, None where a value is missing."""
    columns = ((name, zip(frame[name].tolist(), frame[name].isna(), strict=True)) for name in frame.columns)
    return {name: [None if missing else cell for cell, missing in cells] for name, cells in columns}
