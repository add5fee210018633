"""Tables as rows of text with the link behind each cell, before the meaning of their columns is known.

Reads CSV with any delimiter and encoding, and JSON as lists of records. Workbooks are read in ``workbook``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sprawl.errors import InputError
from sprawl.files import decode, delimiter

Row = tuple[str, ...]

_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of text. ``links``: (row, column), counted from 0 → the address behind the cell."""

    name: str
    rows: tuple[Row, ...]
    links: Mapping[tuple[int, int], str]
    first: int = 1  # number that a person sees beside ``rows[0]``
    remarks: tuple[str, ...] = ()


def text_grid(data: bytes, path: str) -> Grid:
    """The rows of a CSV file. Raises InputError in one line when it is another kind of file."""
    refuse_foreign(data, path)
    text, encoding = decode(data)
    remarks = ("read as Windows-1252, because it is not UTF-8",) if encoding == "cp1252" else ()
    first = 1
    head, _, rest = text.partition("\n")
    if head.strip().lower().startswith("sep=") and len(head.strip()) <= 5:
        text, first = rest, 2
    try:
        rows = tuple(tuple(map(_clean, row)) for row in csv.reader(io.StringIO(text), delimiter=delimiter(text)))
    except csv.Error as error:
        raise InputError(f"{path}: cannot be read as CSV ({error}); save it again as CSV or XLSX") from None
    return Grid("", rows, {}, first, remarks)


def json_grid(data: bytes, path: str) -> Grid:
    """A JSON list of records (or of addresses), ``{"accounts": [...]}`` or one JSON object a line, as a table."""
    records = _records(data, path)
    flat = [record if isinstance(record, dict) else {"account": record} for record in records]
    header = tuple(dict.fromkeys(str(key) for record in flat for key in record))
    rows = (tuple(_plain(record.get(key)) for key in header) for record in flat)
    return Grid("", (header, *rows), {}, 0)


def refuse_foreign(data: bytes, path: str) -> None:
    """Raise InputError for a file that is not a table of text, with the kind of file that it is."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError(f"{path}: is empty; expected a CSV, XLSX or JSON file with one account a row")
    kind = next((kind for magic, kind in _FOREIGN if data[:64].lstrip().lower().startswith(magic.lower())), "")
    if not kind and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and _binary(data[:4096]):
        kind = "a binary file"
    if kind:
        raise InputError(f"{path}: is {kind}; expected a CSV, XLSX or JSON file")


def _binary(head: bytes) -> bool:
    """True for text with many control characters, except UTF-16 without a mark: NUL in every other place."""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls > len(head) * 0.02 and not (min(odd, even) == 0 and max(odd, even) > len(head) * 0.3)


def _records(data: bytes, path: str) -> Sequence[object]:
    refuse_foreign(data, path)
    text, _ = decode(data)
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        loaded = _lines(text)
        if loaded is None:
            where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it is nested too deep"
            raise InputError(f"{path}: is not whole JSON ({where}); expected a list of accounts") from None
    found = _list_in(loaded)
    if not found:
        raise InputError(f'{path}: holds no list of accounts; expected [{{"url": …}}, …] or {{"accounts": […]}}')
    return found


def _lines(text: str) -> list[object] | None:
    """One JSON object a line; None when a line is not."""
    try:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return rows if rows and all(isinstance(row, dict) for row in rows) else None


def _list_in(loaded: object) -> Sequence[object] | None:
    if isinstance(loaded, list):
        return loaded
    if not isinstance(loaded, dict):
        return None
    lists = [value for value in loaded.values() if isinstance(value, list)]
    named = loaded.get("accounts")
    return named if isinstance(named, list) else lists[0] if len(lists) == 1 else None


def _plain(value: object) -> str:
    """A JSON value as the text a person would type."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(filter(None, map(_plain, value)))
    return _clean(str(value))


def _clean(text: str) -> str:
    """Without control characters and surrounding space; lines within a cell stay."""
    kept = (letter for letter in text.replace("\xa0", " ").replace("\r\n", "\n") if letter >= " " or letter in "\n\t")
    return "".join(kept).strip().encode("utf-8", "replace").decode()


def filled(row: Iterable[str]) -> int:
    """How many cells of a row hold something."""
    return sum(map(bool, row))
