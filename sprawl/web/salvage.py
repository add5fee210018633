"""What can be had from a damaged archive: where the next record begins, and what gzip members hold up to the damage."""

from __future__ import annotations

import re
import zlib
from typing import IO, BinaryIO

__all__ = ["OVERLAP", "next_start", "unpack"]

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
            if mark[0] != _GZIP or _PLAIN_START.match(_unpacked(held[mark.start() : mark.start() + OVERLAP])):
                return base + mark.start()
        base, held = base + max(0, len(held) - OVERLAP), held[-OVERLAP:]
    return None


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 64)
    except zlib.error:
        return b""


def unpack(file: BinaryIO, sink: IO[bytes]) -> int | None:
    """Writes what the gzip members of a file hold. Returns where they break off, to 64 KiB; None: they are whole."""
    file.seek(0)
    member, begun, at = zlib.decompressobj(zlib.MAX_WBITS | 16), False, 0
    while piece := file.read(_PIECE):
        try:
            while piece := piece if begun else piece.lstrip(b"\0"):
                sink.write(member.decompress(piece))
                begun, piece = not member.eof, member.unused_data
                if member.eof:
                    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        except zlib.error:
            return at
        at = file.tell()
    return at if begun else None
