"""Workbooks (XLSX) as grids of text (the door to openpyxl): merged cells filled, links kept, dates as ISO."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from typing import Any

import openpyxl

from sprawl.errors import InputError
from sprawl.sheets.grids import Grid

_MOST_BYTES = 200_000_000  # of the unpacked workbook
_MOST_ROWS, _MOST_COLUMNS, _MOST_MERGED = 200_000, 300, 20_000
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_HYPERLINK = re.compile(r'=\s*HYPERLINK\(\s*"([^"]{1,2000})"', re.I)


def is_workbook(data: bytes) -> bool:
    """True for a ZIP archive (.xlsx) and for an older office file (.xls)."""
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def workbook_grids(data: bytes, path: str) -> list[Grid]:
    """Every sheet of the workbook that holds something. Raises InputError in one line when it cannot be read."""
    _refuse(data, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations, which are not read here
            written = openpyxl.load_workbook(io.BytesIO(data))
            counted = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # openpyxl raises whatever its XML and ZIP readers raise
        why = " ".join(str(error).split())[:80] or type(error).__name__
        raise InputError(f"{path}: is a damaged workbook ({why}); open it in a spreadsheet and save it again") from None
    pairs = ((sheet, counted[sheet.title]) for sheet in written.worksheets)
    return [grid for sheet, values in pairs if (grid := _grid(sheet, values)).rows]


def _refuse(data: bytes, path: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _PROTECTED in data:
            raise InputError(f"{path}: is protected by a password; remove the password and save it again")
        raise InputError(f"{path}: is an old workbook (.xls); save it as .xlsx or .csv")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names, size = archive.namelist(), sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise InputError(f"{path}: is a truncated or damaged workbook; save it again") from None
    if not any(name.endswith("workbook.xml") for name in names):
        raise InputError(f"{path}: is a ZIP archive but not a workbook; expected .xlsx, .csv or .json")
    if size > _MOST_BYTES:
        raise InputError(
            f"{path}: unpacks to {size // 1_000_000} MB; expected a workbook under {_MOST_BYTES // 1_000_000} MB"
        )


def _grid(sheet: Any, values: Any) -> Grid:
    """``sheet`` holds formulas and links, ``values`` the results of the formulas."""
    texts: dict[tuple[int, int], str] = {}
    links: dict[tuple[int, int], str] = {}
    limits = {"max_row": min(sheet.max_row, _MOST_ROWS), "max_col": min(sheet.max_column, _MOST_COLUMNS)}
    for row in sheet.iter_rows(**limits):
        for cell in row:
            if cell.value is None:
                continue
            place = (cell.row - 1, cell.column - 1)
            texts[place] = _text(cell.value, values.cell(cell.row, cell.column).value)
            link = _link(cell)
            if link:
                links[place] = link
    _fill_merged(sheet, texts, links)
    return Grid(sheet.title, _rows(texts), links)


def _rows(texts: dict[tuple[int, int], str]) -> tuple[tuple[str, ...], ...]:
    full = [place for place, text in texts.items() if text]
    if not full:
        return ()
    height, width = max(row for row, _ in full) + 1, max(column for _, column in full) + 1
    return tuple(tuple(texts.get((row, column), "") for column in range(width)) for row in range(height))


def _fill_merged(sheet: Any, texts: dict[tuple[int, int], str], links: dict[tuple[int, int], str]) -> None:
    """Give every cell of a merged area its text and link: a department across ten rows is that of each."""
    for area in sheet.merged_cells.ranges:
        corner = (area.min_row - 1, area.min_col - 1)
        if corner not in texts or area.size["rows"] * area.size["columns"] > _MOST_MERGED:
            continue
        for row in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                texts[row, column] = texts[corner]
                if corner in links:
                    links[row, column] = links[corner]


def _link(cell: Any) -> str:
    """The address behind a cell, set as a link or by =HYPERLINK()."""
    target = getattr(cell.hyperlink, "target", None)
    formula = _HYPERLINK.match(cell.value) if isinstance(cell.value, str) else None
    return str(target or (formula[1] if formula else "")).strip()


def _text(written: object, counted: object) -> str:
    value = counted if isinstance(written, str) and written.startswith("=") else written
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "".join(letter for letter in str(value).replace("\xa0", " ") if letter >= " " or letter in "\n\t").strip()
