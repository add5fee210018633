"""Tables as CSV. Text from the web stays text: nothing that a spreadsheet would run as a formula is written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What spreadsheets take for the start of a formula or of a command, after any space or invisible letter: ASCII and
# full-width signs, and the separators at which some of them split a cell first.
_FORMULA = re.compile(
    r"[\s\u200b-\u200f\ufeff\"';,]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2013\u2014\u2212]|[\s\u200b-\u200f\ufeff]*DDE\b",
    re.I,
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000  # letters in a cell; a workbook holds 32,767


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV with CRLF lines, cells quoted where needed, and no cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def inert(text: str) -> str:
    """The text without control characters, with an apostrophe before it where a spreadsheet would run it."""
    kept = _CONTROL.sub(" ", text)[:_LONGEST]
    return f"'{kept}" if any(_FORMULA.match(line) for line in kept.splitlines()[:200]) else kept


def live(text: str) -> str:
    """The text that `inert` was given: the apostrophe before a formula is removed."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
