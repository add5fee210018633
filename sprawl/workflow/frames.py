"""Tables of accounts in and out: CSV or Parquet, as pandas data frames with text in every cell."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from sprawl.errors import InputError, OutputError
from sprawl.files import decode, delimiter, place

if TYPE_CHECKING:
    import pandas

ALIASES = {"bio": ("description", "about"), "display_name": ("name", "title"), "website": ("site", "link")}


def read_frame(path: str | Path) -> pandas.DataFrame:
    """A CSV or Parquet file, all cells text, "" where empty. Raises InputError in one line."""
    import pandas

    try:
        data = Path(path).read_bytes() if str(path) != "-" else _stdin()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    if not data.strip():
        raise InputError(f"{path}: the file is empty; expected CSV or Parquet with a line of column names")
    try:
        frame = pandas.read_parquet(io.BytesIO(data)) if data[:4] == b"PAR1" else _csv(data)
    except ImportError:
        raise InputError(f"{path}: reading Parquet needs pyarrow; save it as CSV, or pip install pyarrow") from None
    except (ValueError, OSError) as error:
        raise InputError(f"{path}: is no CSV or Parquet table ({str(error).splitlines()[0]})") from None
    return texts(frame)


def _stdin() -> bytes:
    import sys

    return sys.stdin.buffer.read()


def _csv(data: bytes) -> pandas.DataFrame:
    import pandas

    head, encoding = decode(data[: 1 << 16])
    if encoding == "utf-8" and b"\x00" in data[: 1 << 12]:
        raise ValueError("holds binary data")
    mark = delimiter(head)
    if encoding == "utf-8":
        return pandas.read_csv(
            io.BytesIO(data),
            sep=mark,
            dtype=object,
            na_filter=False,
            encoding_errors="replace",
            encoding="utf-8-sig",
        )
    return pandas.read_csv(io.StringIO(decode(data)[0]), sep=mark, dtype=object, na_filter=False)


def texts(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Every cell as text without spaces around, "" where nothing stands; column names lower case."""
    import pandas

    renamed = frame.rename(columns={name: str(name).strip().lower().replace(" ", "_") for name in frame.columns})
    for name in renamed.columns:
        renamed[name] = pandas.Series(_texts(renamed[name]), index=renamed.index, dtype=object)
    return renamed


def _texts(column: pandas.Series) -> list[str]:
    import pandas

    cells = (column.fillna("") if isinstance(column.dtype, pandas.StringDtype) else column).tolist()
    try:
        return list(map(str.strip, cells))
    except TypeError:  # not all of them are text
        return list(map(_text, cells))


def _text(cell: object) -> str:
    if cell is None or cell != cell:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def column(frame: pandas.DataFrame, name: str) -> list[str]:
    """A column of `texts` by its name or one of the names people give it; empty cells where there is none."""
    for title in (name, *ALIASES.get(name, ())):
        if title in frame.columns:
            cells: list[str] = frame[title].tolist()
            return cells
    return [""] * len(frame)


def write_frame(frame: pandas.DataFrame, path: str | Path, form: str = "") -> None:
    """Write CSV, JSON or Parquet, by ``form`` or the file's ending; ``-`` is standard output. Raises OutputError."""
    form = form or {".parquet": "parquet", ".json": "json"}.get(Path(path).suffix.lower(), "csv")
    if form == "parquet":
        buffer = io.BytesIO()
        try:
            frame.to_parquet(buffer, index=False)
        except ImportError:
            raise OutputError(f"{path}: writing Parquet needs pyarrow; write CSV, or pip install pyarrow") from None
        place(buffer.getvalue(), path)
    elif form == "json":
        place((frame.to_json(orient="records", force_ascii=False, indent=1) + "\n").encode(), path)
    else:
        place(_csv_text(frame).encode(), path)


def _csv_text(frame: pandas.DataFrame) -> str:
    """What pandas writes, in a third of the time where no cell needs quotes."""
    columns = [[str(name), *_shown(frame[name])] for name in frame.columns]
    text = "\n".join(map(",".join, zip(*columns, strict=True))) + "\n"
    return text if _plain(text, len(frame) + 1, len(columns)) else frame.to_csv(index=False, lineterminator="\n")


def _plain(text: str, lines: int, columns: int) -> bool:
    """Are all commas and ends of lines in a text those between cells, so that none needs quotes?"""
    if columns < 2 or '"' in text or "\r" in text:
        return False
    return text.count("\n") == lines and text.count(",") == lines * (columns - 1)


def _shown(column: pandas.Series) -> list[str]:
    """Cells as CSV shows them."""
    import pandas

    cells = column.tolist()
    if pandas.api.types.infer_dtype(column, skipna=False) == "string":
        return cells
    told = {cell: "" if cell is None or cell != cell else str(cell) for cell in dict.fromkeys(cells)}
    return [told[cell] for cell in cells]
