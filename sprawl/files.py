"""Reading text in any encoding and CSV in any dialect; writing files whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path

from sprawl.errors import OutputError

_DELIMITERS = ",;\t|"


def place(data: bytes, path: str | Path) -> None:
    """Write bytes to a file, or to standard output for ``-``. Raises OutputError; an older file then stays."""
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        _write(data, Path(path))
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written ({getattr(error, 'strerror', None) or error})") from None


def write_text(text: str, path: str | Path) -> None:
    """Write UTF-8 text as `place` does."""
    place(text.encode("utf-8", "replace"), path)


def _write(data: bytes, path: Path) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a pipe or a device cannot be renamed onto; a folder says so itself
        return
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8 or UTF-16, with or without a byte-order mark, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    if data[1:200:2].count(0) > len(data[:200]) // 3 or data[0:200:2].count(0) > len(data[:200]) // 3:
        name = "utf-16-be" if data[0] == 0 else "utf-16-le"
        return data.decode(name, "replace"), name
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"


def delimiter(text: str) -> str:
    """The delimiter that gives the same number of columns, and the most, to the most of the first rows of a CSV."""

    def columns(mark: str) -> tuple[float, int]:
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=mark), 30))
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, often = widths.most_common(1)[0] if widths else (1, 0)
        return (often / max(1, len(rows)) if width > 1 else 0.0), width

    return max(_DELIMITERS, key=columns)
