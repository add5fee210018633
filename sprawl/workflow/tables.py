"""Tables of accounts as columns: read from CSV or Parquet, written as CSV, JSON or Parquet (the door to pyarrow)."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from sprawl.errors import InputError, OutputError
from sprawl.files import decode, delimiter, place

Columns = Mapping[str, Sequence[Any]]
"""Column name → its cells, all columns of one length."""

Texts = dict[str, list[str]]
"""Columns whose cells are text without surrounding spaces, "" where the table has none; names in lower case."""

ALIASES = {"bio": ("description", "about"), "display_name": ("name", "title"), "website": ("site", "link")}
_HEAD = 1 << 16  # bytes from which encoding and delimiter are guessed
_BLOCK = 1 << 15  # characters turned into columns at a time; larger ones leave the processor's cache
_NEEDS_PYARROW = "Parquet needs pyarrow; use CSV, or pip install 'sprawl[parquet]'"


def read_columns(path: str | Path) -> Texts:
    """A CSV or Parquet file; ``-`` is standard input. Raises InputError in one line."""
    try:
        data = Path(path).read_bytes() if str(path) != "-" else sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    if not data.strip():
        raise InputError(f"{path}: the file is empty; expected CSV or Parquet with a line of column names")
    try:
        return _read_parquet(data) if data[:4] == b"PAR1" else _read_csv(data)
    except ImportError:
        raise InputError(f"{path}: {_NEEDS_PYARROW}") from None
    except (ValueError, OSError, csv.Error) as error:
        raise InputError(f"{path}: is no CSV or Parquet table ({str(error).splitlines()[0]})") from None


def _read_csv(data: bytes) -> Texts:
    """Columns, block by block: neither the whole text nor all its rows are in memory beside them."""
    if b"\n" not in data:  # lines as old Macs end them
        data = data.replace(b"\r", b"\n")
    end = data.rfind(b"\n", 0, _HEAD) + 1 or _HEAD  # a whole line: no character is cut in two
    head, encoding = decode(data if len(data) <= _HEAD else data[:end])
    if encoding == "utf-8" and b"\x00" in data[: 1 << 12]:
        raise ValueError("holds binary data")
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=name, errors="replace", newline="\n")
    mark = delimiter(head)
    names = _names(next(row for row in csv.reader(stream, delimiter=mark) if any(map(str.strip, row))))
    columns: list[list[str]] = [[] for _ in names]
    known: dict[int, dict[str, str]] = {at: {} for at in range(len(names))}  # a text of many cells is kept once
    for cells in _blocks(stream, mark, len(names)):
        for at, column in enumerate(columns):
            texts = list(map(str.strip, cells[at]))
            if at in known:
                texts = list(map(known[at].setdefault, texts, texts))
                if 8 * len(known[at]) > len(column) + len(texts):
                    del known[at]  # most texts differ
            column += texts
    if data.count(b'"') % 2 and "\n" in (columns[-1] or [""])[-1]:
        raise ValueError("a quotation mark near the end is never closed")
    return dict(zip(names, columns, strict=True))


def _blocks(stream: io.TextIOWrapper, mark: str, width: int) -> Iterator[Sequence[Sequence[str]]]:
    """The columns of each block of lines. Raises ValueError for a row with more cells than there are names."""
    number = 1
    while text := stream.read(_BLOCK):
        lines = (text + stream.readline()).removesuffix("\n").split("\n")
        columns = _regular(lines, mark, width)
        if columns is None:
            columns = list(map(list, zip(*_rows(lines, stream, mark, width, number), strict=True)))
        number += len(lines)
        yield columns or [()] * width


def _regular(lines: list[str], mark: str, width: int) -> list[list[str]] | None:
    """The columns of lines that each hold one row of all cells; None for others. Splits the lines without quotation
    marks all at once, which takes a fifth of the time that `csv` takes."""
    quoted = [at for at, line in enumerate(lines) if '"' in line]
    try:
        rows = list(csv.reader([lines[at] for at in quoted], delimiter=mark, strict=True))
    except csv.Error:
        return None
    if len(rows) != len(quoted) or any(len(row) != width for row in rows):
        return None
    plain = lines.copy()
    for at in quoted:
        plain[at] = mark * (width - 1)
    if width < 2 or set(map(str.count, plain, repeat(mark))) != {width - 1}:
        return None
    cells = mark.join(plain).split(mark)
    columns = [cells[at::width] for at in range(width)]
    for at, row in zip(quoted, rows, strict=True):
        for column, cell in zip(columns, row, strict=True):
            column[at] = cell
    return columns


def _rows(lines: list[str], more: Iterable[str], mark: str, width: int, number: int) -> Iterator[list[str]]:
    """The rows that begin in the lines, blank ones left out, short ones filled up; ``more`` has the lines after."""
    reader = csv.reader(chain((f"{line}\n" for line in lines), more), delimiter=mark)
    while reader.line_num < len(lines):
        row = next(reader, [])
        if any(map(str.strip, row[width:])):
            raise ValueError(f"line {number + reader.line_num} has {len(row)} cells, and there are {width} names")
        if len(row) > 1 or any(map(str.strip, row)):
            yield row[:width] + [""] * (width - len(row))


def _names(header: Iterable[object]) -> list[str]:
    """Column names, each once: lower case, ``_`` for spaces; a second ``bio`` becomes ``bio.1``."""
    names: list[str] = []
    for at, title in enumerate(header):
        name = str(title).strip().lower().replace(" ", "_") or f"unnamed:_{at}"
        taken = sum(each == name or each.startswith(f"{name}.") for each in names)
        names.append(f"{name}.{taken}" if taken else name)
    return names


def _read_parquet(data: bytes) -> Texts:
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(data)).to_pydict()
    return as_texts({name: cells for name, cells in table.items() if not name.startswith("__index_level_")})


def as_texts(columns: Mapping[Any, Sequence[Any]]) -> Texts:
    """Columns of any values as columns of text: nothing for None and NaN, whole numbers without a fraction."""
    return dict(zip(_names(columns), map(_texts, columns.values()), strict=True))


def _texts(cells: Sequence[Any]) -> list[str]:
    try:
        return list(map(str.strip, cells))
    except TypeError:  # not all of them are text
        return list(map(_text, cells))


def _text(cell: object) -> str:
    if cell is None or cell != cell:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def length(columns: Columns) -> int:
    """The number of rows."""
    return len(next(iter(columns.values()), ()))


def column(columns: Texts, name: str) -> list[str]:
    """A column by its name or another name that people give it; empty cells where there is none."""
    found = next((title for title in (name, *ALIASES.get(name, ())) if title in columns), None)
    return columns[found] if found else [""] * length(columns)


def write_columns(columns: Columns, path: str | Path, form: str = "") -> None:
    """Write CSV, JSON or Parquet, by ``form`` or the file's ending; ``-`` is standard output. Raises OutputError."""
    form = form or {".parquet": "parquet", ".json": "json"}.get(Path(path).suffix.lower(), "csv")
    if form == "parquet":
        place(_parquet(columns, path), path)
    elif form == "json":
        rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
        place((json.dumps(rows, ensure_ascii=False, indent=1, separators=(",", ":")) + "\n").encode(), path)
    else:
        place(csv_text(columns).encode("utf-8", "replace"), path)


def csv_text(columns: Columns) -> str:
    """The table as CSV: None is an empty cell, quotation marks only where a cell needs them."""
    shown = [[name, *_shown(cells)] for name, cells in columns.items()]
    text = "\n".join(map(",".join, zip(*shown, strict=True))) + "\n"
    lines = length(columns) + 1
    plain = len(shown) > 1 and '"' not in text and "\r" not in text
    if plain and text.count("\n") == lines and text.count(",") == lines * (len(shown) - 1):
        return text  # no cell needs quotation marks: a third of the time of `csv`
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows(zip(*shown, strict=True))
    return sink.getvalue()


def _shown(cells: Sequence[object]) -> Sequence[str]:
    """Cells as CSV shows them, each different value turned into text once."""
    if set(map(type, cells)) <= {str}:
        return cells  # type: ignore[return-value]
    values = {value: "" if value is None or value != value else str(value) for value in set(cells)}
    return list(map(values.__getitem__, cells))


def _parquet(columns: Columns, path: str | Path) -> bytes:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise OutputError(f"{path}: {_NEEDS_PYARROW}") from None
    sink = io.BytesIO()
    parquet.write_table(pyarrow.table({name: list(cells) for name, cells in columns.items()}), sink)
    return sink.getvalue()
