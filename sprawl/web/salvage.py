"""Where in a damaged archive the next record begins."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

__all__ = ["OVERLAP", "next_start"]

_PIECE = 1 << 16
OVERLAP = 4096  # enough of a gzip member to see what it begins with
_GZIP = b"\x1f\x8b\x08"
_PLAIN_START = re.compile(rb"\s{0,8}(?:WARC/\d|filedesc://)")
_STARTS = re.compile(rb"\x1f\x8b\x08|(?:\A|(?<=\n))(?:WARC/\d\.\d|filedesc://)")


def next_start(file: BinaryIO, offset: int) -> int | None:
    """The next place from ``offset`` on where a record begins, gzipped or not; None when there is none."""
    file.seek(offset)
    held, base = b"", offset
    while piece := file.read(_PIECE):
        held += piece
        for mark in _STARTS.finditer(held):
            if mark[0] != _GZIP or _PLAIN_START.match(_unpacked(held[mark.start() :])):
                return base + mark.start()
        base, held = base + max(0, len(held) - OVERLAP), held[-OVERLAP:]
    return None


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 64)
    except zlib.error:
        return b""
