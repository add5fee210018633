"""Tables as a workbook (the door to xlsxwriter): cells are typed, headers frozen and filtered, URLs are links."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from sprawl.report.tables import inert

_WIDTHS = {"ref": 34, "url": 44, "display_name": 30, "department": 26, "unit": 26, "why": 70, "first_source": 44}
_WIDTHS |= {"source_url": 50, "quote": 60, "sentence": 60, "digest": 36, "platforms": 40, "seen_at": 21, "handle": 22}


def xlsx_bytes(*sheets: tuple[str, Sequence[str], Sequence[Sequence[object]]]) -> bytes:
    """A workbook of sheets, each with a name, a header and rows. Same sheets, same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        for name, header, rows in sheets:
            _sheet(book, name, header, rows)
    return out.getvalue()


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
        _text(sheet, row, column, str(value))


def _text(sheet: Any, row: int, column: int, text: str) -> None:
    """Writes a text cell. A plain @handle cannot run in a typed cell and stays; the rest is made inert as in CSV."""
    plain = re.fullmatch(r"@[\w.-]{1,100}", text)
    sheet.write_string(row, column, text if plain else inert(text))


def _link(sheet: Any, row: int, column: int, url: str) -> None:
    """Writes a link, or text in later rows (a workbook holds 65,530 links) and where the library refuses the URL."""
    if row > 20_000 or sheet.write_url(row, column, url, string=url) != 0:
        sheet.write_string(row, column, url)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
