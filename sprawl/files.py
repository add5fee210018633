"""Files appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from sprawl.errors import OutputError


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


def _write(data: bytes, path: Path) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(data)       # a pipe or a device cannot be renamed onto; a folder says so itself
        return
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
