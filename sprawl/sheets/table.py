"""Inventories that people keep, as CSV, XLSX or JSON: each line becomes an account, or a problem with its reason.

sheet = read_table("accounts.xlsx")
sheet.guesses        # ("column B 'Link / handle' read as account", …)
sheet.rows           # Listed(row=5, account=Account(ref="x:example", …), department="Press", …)
sheet.problems       # Problem(row=9, text="see Ann", why="names no account")
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sprawl.errors import InputError
from sprawl.sheets.columns import Column, checked, columns, header_row
from sprawl.sheets.grids import Grid, json_grid, text_grid
from sprawl.sheets.rows import Listed, Problem, read_rows
from sprawl.sheets.workbook import is_workbook, workbook_grids

__all__ = ["Listed", "Problem", "Sheet", "read_table"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An inventory as it was read. ``links``: web sites that it names. ``guesses``: how it was read, in sentences."""

    path: str
    rows: tuple[Listed, ...] = ()
    problems: tuple[Problem, ...] = ()
    guesses: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def read_table(path: str | Path, mapping: Mapping[str, str] | None = None) -> Sheet:
    """Read an inventory. ``mapping``: column title or letter → field (as ``--map COLUMN=FIELD``) or platform.

    Raises InputError in one line when the file cannot be read or holds no accounts.
    """
    grids = _grids(path)
    headers = [header_row(grid) for grid in grids]
    titles = [title for grid, row in zip(grids, headers, strict=True) if row is not None for title in grid.rows[row]]
    fields = checked(mapping, titles)
    parts = [
        _part(grid, row, columns(grid, row, fields), len(grids) > 1) for grid, row in zip(grids, headers, strict=True)
    ]
    sheet = Sheet(
        str(path),
        tuple(listed for part in parts for listed in part.rows),
        tuple(problem for part in parts for problem in part.problems),
        tuple(guess for part in parts for guess in part.guesses),
        tuple(dict.fromkeys(link for part in parts for link in part.links)),
    )
    if not sheet.rows:
        _refuse(sheet, titles)
    return sheet


def _grids(path: str | Path) -> list[Grid]:
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if is_workbook(data):
        grids = workbook_grids(data, str(path))
    elif str(path).lower().endswith((".json", ".jsonl", ".ndjson")) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (
        b"[",
        b"{",
    ):
        grids = [json_grid(data, str(path))]
    else:
        grids = [text_grid(data, str(path))]
    if not any(any(row) for grid in grids for row in grid.rows):
        raise InputError(f"{path}: is empty; expected one account a row")
    return grids


def _part(grid: Grid, header: int | None, found: list[Column], several: bool) -> Sheet:
    """One sheet of a workbook, or the only table of a file."""
    before = f"sheet {grid.name!r}: " if several else ""
    if not any(column.field in ("account", "handle") for column in found):
        why = "has no column of accounts and was left out"
        return Sheet("", guesses=(f"{before}{why}",) if several else ())
    read = read_rows(grid, header, found)
    return Sheet(
        "", read.rows, read.problems, tuple(before + line for line in _guesses(grid, found, read.remarks)), read.links
    )


def _guesses(grid: Grid, found: list[Column], remarks: tuple[str, ...]) -> Iterator[str]:
    yield from grid.remarks
    yield from (column.sentence() for column in found if column.field and column.field != "ignore")
    kept = [repr(column.title) for column in found if not column.field and column.title]
    if kept:
        yield f"kept as they are: {', '.join(kept)}"
    yield from remarks


def _refuse(sheet: Sheet, titles: list[str]) -> None:
    if sheet.problems:
        first = sheet.problems[0]
        raise InputError(
            f"{sheet.path}: no row names an account (row {first.row}: {first.text!r} {first.why}); "
            "name the right columns with --map COLUMN=FIELD"
        )
    named = ", ".join(repr(title) for title in titles if title) or "none has a title"
    raise InputError(f"{sheet.path}: no column of accounts found; name it with --map COLUMN=account (columns: {named})")
