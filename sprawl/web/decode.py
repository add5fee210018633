"""Payload → body: removes content encodings, up to a limit of bytes. The door to brotli."""

from __future__ import annotations

import re
import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]

__all__ = ["ACCEPTED", "Body", "encodings", "is_text", "media_type"]

ACCEPTED = "gzip, deflate, br"
_MOST_LAYERS = 5
_TEXT = re.compile(r"text/(?!css|javascript)|application/(?:[\w.+-]*(?:html|xml|json)|rss|atom)")
_UNSPECIFIC = re.compile(r"application/octet-stream|[^/]*\Z|unknown/|content/unknown")
_PACKED = re.compile(r"application/(?:x-)?gzip")
_PACKED_TEXT = re.compile(r"\.(?:xml|txt)\.gz(?:\?|\Z)|sitemap", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)


class _Layer(Protocol):
    def feed(self, data: bytes, most: int) -> bytes:
        """About ``most`` decoded bytes at most; input beyond that is dropped."""


class _Zlib:
    """gzip, with one or several members, and deflate, with or without its header."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._engine = zlib.decompressobj(window)
        self._begun = False

    def feed(self, data: bytes, most: int) -> bytes:
        out = bytearray()
        while data and len(out) < most:
            out += self._step(data, most - len(out))
            data = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
            if self._engine.eof:
                self._engine = zlib.decompressobj(self._window)
        return bytes(out)

    def _step(self, data: bytes, most: int) -> bytes:
        try:
            out = self._engine.decompress(data, most)
        except zlib.error:
            if self._begun or self._window < 0:
                raise
            self._window, self._engine = -zlib.MAX_WBITS, zlib.decompressobj(-zlib.MAX_WBITS)
            out = self._engine.decompress(data, most)
        self._begun = True
        return out


class _Brotli:
    def __init__(self) -> None:
        self._engine = brotli.Decompressor()

    def feed(self, data: bytes, most: int) -> bytes:
        out: bytes = self._engine.process(data, output_buffer_limit=most)
        return out


def _layer(name: str) -> _Layer | None:
    if name in ("gzip", "x-gzip"):
        return _Zlib(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Zlib(zlib.MAX_WBITS)
    return _Brotli() if name == "br" else None


def encodings(header: str) -> list[str]:
    """The encodings in a Content-Encoding header, outermost last."""
    return [name for name in (part.strip().lower() for part in header.split(",")) if name not in ("", "identity")]


class Body:
    """Decodes a payload piece by piece and keeps at most ``limit`` decoded bytes.

    ``full``: there was more. ``error``: "encoding" when the payload cannot be decoded (an unknown or broken layer, or
    more than five); bytes decoded before that are kept. A payload that is plain text in spite of its header is
    kept unchanged.
    """

    def __init__(self, header: str, limit: int) -> None:
        names = encodings(header)
        layers = [_layer(name) for name in reversed(names)]
        self._layers = [layer for layer in layers if layer is not None]
        self._out = bytearray()
        self._limit = limit
        self.error = "encoding" if len(names) > _MOST_LAYERS or None in layers else ""
        self.full = False

    def feed(self, piece: bytes) -> None:
        if self.full or self.error:
            return
        try:
            decoded = self._decode(piece)
        except (zlib.error, brotli.error):
            if self._out or not _looks_plain(piece):
                self.error = "encoding"
                return
            self._layers, decoded = [], piece
        self._out += decoded
        self.full = self.full or len(self._out) > self._limit

    def _decode(self, piece: bytes) -> bytes:
        for layer in self._layers:
            piece = layer.feed(piece, self._limit + 1)
            self.full = self.full or len(piece) > self._limit
        return piece

    @property
    def bytes(self) -> bytes:
        return bytes(self._out[: self._limit])


def _looks_plain(piece: bytes) -> bool:
    """True for bytes that begin like HTML, XML or JSON, whatever encoding the header names."""
    return b"\0" not in piece[:512] and piece.lstrip()[:1] in (b"<", b"{", b"[")


def media_type(header: str) -> tuple[str, str]:
    """A Content-Type header → (media type, charset), both lower case, either empty.

    >>> media_type('Text/HTML; Charset="UTF-8"')
    ('text/html', 'utf-8')
    """
    charset = _CHARSET.search(header)
    return header.partition(";")[0].strip().lower(), charset[1].lower() if charset else ""


def is_text(kind: str, url: str, start: bytes) -> bool:
    """True for a body to read: of a text media type, or of an unspecific type and without zero bytes at its start."""
    if _UNSPECIFIC.match(kind):
        return b"\0" not in start[:1024]
    return bool(_TEXT.match(kind) or (_PACKED.match(kind) and _PACKED_TEXT.search(url)))
