"""The inventory as a table: CSV that opens in a spreadsheet, XLSX (the door to xlsxwriter), JSON as `accounts --json`.

Words from the web stay words: nothing that a spreadsheet would run as a formula leaves here.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from sprawl.errors import OutputError
from sprawl.files import place
from sprawl.model import Entry, Seen

COLUMNS = (
    "ref", "platform", "handle", "url", "display_name", "relation", "probability", "department", "unit",
    "department_probability", "contested", "status", "last_post", "evidence", "why", "first_source", "id",
)  # fmt: skip
EVIDENCE = ("ref", "kind", "source_url", "region", "quote", "seen_at", "digest", "sentence")
DEPARTMENTS = ("department", "accounts", "ours", "active", "dormant or abandoned", "gone", "contested", "platforms")

# What spreadsheets take for the start of a formula or of a command, after any space or invisible letter: ASCII and
# full-width signs, and the separators at which some of them split a cell first.
_FORMULA = re.compile(
    r"[\s\u200b-\u200f\ufeff\"';,]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2013\u2014\u2212]|[\s\u200b-\u200f\ufeff]*DDE\b",
    re.I,
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST = 32_000  # letters in a cell; a workbook holds 32,767
_WIDTHS = {"ref": 34, "url": 44, "display_name": 30, "department": 26, "unit": 26, "why": 70, "first_source": 44}
_WIDTHS |= {"source_url": 50, "quote": 60, "sentence": 60, "digest": 36, "platforms": 40, "seen_at": 21, "handle": 22}


def record(entry: Entry) -> dict[str, object]:
    """One account in the shape of `accounts --json`: the one place that makes this shape."""
    return {
        "id": entry.id,
        "ref": entry.ref,
        "platform": entry.platform,
        "handle": entry.handle,
        "url": entry.url,
        "display_name": entry.display_name or None,
        "relation": str(entry.relation),
        "probability": round(entry.probability, 4),
        "department": entry.department,
        "unit": entry.unit,
        "department_probability": None
        if entry.department_probability is None
        else round(entry.department_probability, 4),
        "contested": list(entry.contested),
        "status": str(entry.status),
        "last_post": entry.last_post,
        "evidence": [_seen(seen) for seen in entry.evidence],
    }


def _seen(seen: Seen) -> dict[str, object]:
    told = seen.evidence
    return {
        "kind": str(told.kind), "source_url": told.url, "region": str(told.region), "quote": told.quote,
        "seen_at": seen.seen_at, "digest": seen.digest, "sentence": seen.sentence,
    }  # fmt: skip


def write_inventory(entries: Iterable[Entry], path: str | Path) -> None:
    """Write .csv, .xlsx or .json (``-``: JSON to standard output); whole or not at all. Raises OutputError."""
    ending = ".json" if str(path) == "-" else Path(path).suffix.lower()
    form = FORMATS.get(ending)
    if form is None:
        raise OutputError(f"{path}: an inventory is written as {', '.join(FORMATS)}; name a file that ends so")
    place(form(list(entries)), path)


def as_json(entries: Sequence[Entry]) -> bytes:
    """A list of records."""
    text = json.dumps([record(entry) for entry in entries], ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")


def as_lines(entries: Sequence[Entry]) -> bytes:
    """One record a line."""
    lines = (json.dumps(record(entry), ensure_ascii=False, allow_nan=False) + "\n" for entry in entries)
    return "".join(lines).encode("utf-8", "replace")


def inventory_text(entries: Iterable[Entry], form: str) -> str:
    """The inventory for standard output. ``form``: json, nl (one record a line) or csv."""
    forms = {"json": as_json, "nl": as_lines, "csv": as_csv}
    return forms[form](list(entries)).decode("utf-8").removeprefix("\ufeff")


def as_csv(entries: Sequence[Entry]) -> bytes:
    """With the byte order mark by which spreadsheets know UTF-8."""
    return csv_bytes(COLUMNS, map(_row, entries))


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Any table as CSV: CRLF, quoted where needed, no cell that could run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def inert(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run, and without control characters."""
    kept = _CONTROL.sub(" ", text)[:_MOST]
    return f"'{kept}" if any(_FORMULA.match(line) for line in kept.splitlines()[:200]) else kept


def live(text: str) -> str:
    """What `inert` was given, as far as it can be told: read back what was written."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def as_xlsx(entries: Sequence[Entry]) -> bytes:
    """Three sheets: accounts, departments, evidence. Cells are typed, headers frozen and filtered, URLs are links."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # no clock: same inventory, same bytes
        _sheet(book, "Accounts", COLUMNS, [_row(entry) for entry in entries])
        _sheet(book, "Departments", DEPARTMENTS, _department_rows(entries))
        rows = [(entry.ref, *_seen(seen).values()) for entry in entries for seen in entry.evidence]
        _sheet(book, "Evidence", EVIDENCE, rows)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Sequence[Entry]], bytes]] = {".csv": as_csv, ".xlsx": as_xlsx, ".json": as_json}


def _row(entry: Entry) -> tuple[object, ...]:
    told = record(entry)
    first = entry.evidence[0] if entry.evidence else None
    told |= {"contested": "; ".join(entry.contested), "evidence": len(entry.evidence)}
    told |= {"why": first.sentence if first else "", "first_source": first.evidence.url if first else ""}
    return tuple(told[name] for name in COLUMNS)


def _department_rows(entries: Sequence[Entry]) -> list[tuple[object, ...]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.relation.ours or entry.department:
            groups.setdefault(entry.department or "(unknown)", []).append(entry)
    return [(name, *_counts(rows)) for name, rows in sorted(groups.items())]


def _counts(rows: Sequence[Entry]) -> tuple[object, ...]:
    status = Counter(str(entry.status) for entry in rows)
    platforms = Counter(entry.platform for entry in rows)
    shown = ", ".join(f"{name} {count}" for name, count in sorted(platforms.items()))
    ours, contested = sum(entry.relation.ours for entry in rows), sum(bool(entry.contested) for entry in rows)
    return len(rows), ours, status["active"], status["dormant"] + status["abandoned"], status["gone"], contested, shown


def _sheet(book: Any, name: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    sheet = book.add_worksheet(name)
    bold, date = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    share = book.add_format({"num_format": "0.00"})
    sheet.write_row(0, 0, [title.replace("_", " ") for title in header], bold)
    for number, row in enumerate(rows[:1_048_574], 1):
        for column, (title, value) in enumerate(zip(header, row, strict=True)):
            _cell(
                sheet, number, column, value, {"last_post": date}.get(title, share if "probability" in title else None)
            )
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(header) - 1)
    for column, title in enumerate(header):
        sheet.set_column(column, column, _WIDTHS.get(title, max(11, len(title) + 3)))


def _cell(sheet: Any, row: int, column: int, value: object, form: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    elif form is not None and (day := _day(str(value))):
        sheet.write_datetime(row, column, day, form)
    elif re.fullmatch(r"https?://[^\s\x00-\x20\"<>]{1,2000}", str(value)):
        _link(sheet, row, column, str(value))
    else:
        _words(sheet, row, column, str(value))


def _words(sheet: Any, row: int, column: int, text: str) -> None:
    """Text as text. A plain @handle cannot run in a typed cell and stays as it is; the rest is made inert as in CSV."""
    plain = re.fullmatch(r"@[\w.-]{1,100}", text)
    sheet.write_string(row, column, text if plain else inert(text))


def _link(sheet: Any, row: int, column: int, url: str) -> None:
    """A workbook holds 65,530 links; beyond, and where the library refuses one, the address is plain text."""
    if row > 20_000 or sheet.write_url(row, column, url, string=url) != 0:
        sheet.write_string(row, column, url)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
