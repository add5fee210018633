"""Write what was fetched to a WARC, and answer from any crawler's WARC. The door to warcio.

Recorder("estate.warc.gz")        exchanges → records, each gzipped by itself
Archive("estate.warc.gz")         URL → Response, as if it had been fetched then
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import (  # type: ignore[import-untyped]
    ChunkedDataReader,
    DecompressingBufferedReader,
)
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from sprawl.errors import ArchiveError, OutputError
from sprawl.model import Response
from sprawl.urls import is_web
from sprawl.web.catalog import Catalog, Entry
from sprawl.web.exchange import MAX_BYTES, Answer, Intake, follow
from sprawl.web.salvage import OVERLAP, next_start, unpack

__all__ = ["Archive", "Recorder"]

_PIECE = 1 << 16
_NOT_KEPT = frozenset(("transfer-encoding",))  # the payload is stored without its chunks
_BROKEN = (
    ArchiveLoadFailed,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    IndexError,
    zlib.error,
)


class Recorder:
    """Appends exchanges to a WARC, from many threads. A context manager.

    ``resume_at``: the length that is known to be whole (what `flush` returned); the file is cut there first, so
    that no half record of a killed run remains. None: append to what is there. Every record is in the hands of the
    operating system before `write` returns: killing the process loses none. Raises `OutputError` when the file
    cannot be written; what was whole before stays whole.
    """

    def __init__(self, path: str | os.PathLike[str], resume_at: int | None = None) -> None:
        self._path = Path(path)
        self._gzip = self._path.suffix == ".gz"
        self._lock = threading.Lock()
        with self._complaining():
            self._file = open(self._path, "ab", buffering=0)  # noqa: SIM115
            self._length = self._file.seek(0, os.SEEK_END)
            if resume_at is not None:
                self._cut(min(resume_at, self._length))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, url: str, answer: Answer, asked: Mapping[str, str]) -> int:
        """Writes response and request; returns the offset of the response."""
        records = _records(url, answer, asked, self._gzip)
        with self._lock, self._complaining():
            offset = self._length
            try:
                self._append(records)
            except OSError:
                with contextlib.suppress(OSError):
                    self._cut(offset)
                raise
        return offset

    def flush(self) -> int:
        """The length of the file: everything written so far lies before it."""
        with self._lock:
            return self._length

    def close(self) -> None:
        self._file.close()

    def _append(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            written = self._file.write(view)
            view = view[written:]
        self._length += len(data)

    def _cut(self, length: int) -> None:
        self._file.truncate(length)
        self._length = length

    @contextlib.contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written: {error.strerror or error}") from error


def _records(url: str, answer: Answer, asked: Mapping[str, str], packed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    facts = {"WARC-Date": answer.fetched_at, "WARC-Payload-Digest": answer.digest}
    if answer.cut:
        facts["WARC-Truncated"] = answer.cut
    kept = [(name, value) for name, value in answer.headers if name.lower() not in _NOT_KEPT]
    response = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(answer.payload),
        length=len(answer.payload),
        warc_headers_dict=facts,
        http_headers=StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), kept, protocol="HTTP/1.1"),
    )
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = writer.create_warc_record(
        url,
        "request",
        warc_headers_dict={"WARC-Date": answer.fetched_at},
        http_headers=StatusAndHeaders(
            f"GET {target} HTTP/1.1", [("Host", parts.netloc), *asked.items()], is_http_request=True
        ),
    )
    writer.write_request_response_pair(request, response)
    return out.getvalue()


class _OneMember(Exception):
    """All records share one gzip stream."""


class Archive:
    """Answers URLs from a WARC (or ARC), gzipped or not, of any crawler. Keeps an index, not the bodies.

    ``newest``: date and time of the newest record, "" when there is none. ``cut_at``: the offset at which the file
    breaks off, None when it is whole; what came before is used. Raises `ArchiveError` when nothing can be read.
    """

    def __init__(self, path: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> None:
        self.path = Path(path)
        self.cut_at: int | None = None
        self._max_bytes = max_bytes
        self._catalog = Catalog()
        self._read = self._index()

    def __call__(self, url: str) -> Response:
        """As a fetch would: redirects followed, 404 for what is not in the archive."""
        return follow(url, self._answer)

    def __len__(self) -> int:
        return len(self._catalog.urls)

    @property
    def newest(self) -> str:
        return self._catalog.newest

    def urls(self) -> tuple[str, ...]:
        """Every URL that has an answer, in file order, without repeats."""
        return tuple(self._catalog.urls)

    def _answer(self, url: str) -> Answer:
        entry = self._catalog.find(url)
        if entry is None:
            return Answer(404)
        try:
            return self._load(entry)
        except _BROKEN:
            return Answer(0, fetched_at=entry.date, offset=entry.offset, error="malformed")

    def _load(self, entry: Entry) -> Answer:
        with open(self._read, "rb") as file:
            record = _record_at(file, entry.offset)
            headers = _headers(record)
            told = record.rec_headers.get_header
            cut, digest = told("WARC-Truncated") or "", told("WARC-Payload-Digest") or ""
            source = self._catalog.payload(entry.refers_to) if entry.refers_to else None
            if source is not None:
                record = _record_at(file, source)
                headers = headers or _headers(record)
            intake = _taken(entry.url, headers, record, self._max_bytes)
        digest = digest if intake.enough and digest.startswith("sha1:") else ""
        return replace(intake.answer(entry.status, entry.date, cut, digest), offset=entry.offset)

    def _index(self) -> Path:
        """Fills the index; returns the file to read from, which is a copy where the archive cannot be sought in."""
        with self._complaining(), open(self.path, "rb") as file:
            if not file.read(1):
                raise ArchiveError(f"{self.path}: offset 0: the file is empty; a WARC was expected")
            file.seek(0)
            with contextlib.redirect_stderr(io.StringIO()):  # warcio talks there
                try:
                    self._scan(file)
                except _OneMember:
                    return self._spooled(file)
        return self.path

    def _spooled(self, file: BinaryIO) -> Path:
        """One gzip stream has no way in but from its start: unpacked into a temporary file, for as long as we live."""
        self._spool = tempfile.NamedTemporaryFile(prefix="sprawl-", suffix=".warc")  # noqa: SIM115
        self.cut_at = unpack(file, self._spool)
        self._spool.flush()
        self._catalog = Catalog()
        with open(self._spool.name, "rb") as unpacked:
            self._scan(unpacked)
        return Path(self._spool.name)

    def _scan(self, file: BinaryIO) -> None:
        """Notes every answer, except those to what was no GET."""
        names: dict[str, Entry] = {}
        others: set[str] = set()
        for offset, record in self._records(file):
            told = record.rec_headers.get_header
            if record.rec_type == "request" and record.http_headers and record.http_headers.protocol != "GET":
                others.add(told("WARC-Concurrent-To") or "")
            entry = _entry(offset, record)
            if entry is not None:
                names[told("WARC-Record-ID") or ""] = entry
                self._catalog.add(entry, told("WARC-Payload-Digest") or "")
        for name in others & names.keys():
            self._catalog.drop(names[name])

    def _records(self, file: BinaryIO) -> Iterator[tuple[int, Any]]:
        """Whole records with their offsets, passing over what is broken; a file without any raises.

        Each reading starts behind all that was read before: what is damaged costs one pass over it.
        """
        found, start = False, next_start(file, 0)
        while start is not None:
            reading = _Reading(file, start)
            for offset, record in reading:
                found = True
                yield offset, record
            if reading.broken_at is None:
                break
            self.cut_at = reading.broken_at if self.cut_at is None else self.cut_at
            start = next_start(file, reading.broken_at + 1)
        if not found:
            raise ArchiveError(f"{self.path}: offset {self.cut_at or 0}: not a WARC, or broken from the start")

    @contextlib.contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveError(f"{self.path}: offset 0: cannot be read: {error.strerror or error}") from error


class _Reading:
    """Records from one offset on, until the file ends or something is broken.

    ``broken_at`` and the offsets of the records never go back: in a damaged member warcio takes unpacked bytes for
    bytes of the file, and its own offset may.
    """

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self._file = file
        self._records = ArchiveIterator(file, arc2warc=True)
        self._records.reader = _Unpacking(file)
        self._start = start
        self._last = -1  # the offset of the last whole record
        self.broken_at: int | None = None

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        try:
            for record in self._records:
                offset = self._records.offset
                if offset <= self._last or not _whole(record):
                    self.broken_at = self._reached()
                    return
                self._last = offset
                yield offset, record
        except _BROKEN as error:
            if "non-chunked" in str(error):
                raise _OneMember from error
            self.broken_at = self._reached()
            return
        self._file.seek(self._reached())
        if self._file.read(OVERLAP).strip():  # warcio takes half a header for the end
            self.broken_at = self._reached()

    def _reached(self) -> int:
        """Where warcio stands, but no earlier than what has been read."""
        at: int = self._records.offset
        return max(at, self._last, self._start)


class _Unpacking(DecompressingBufferedReader):  # type: ignore[misc]
    """Unpacks as warcio does, but tells of damage within a member, which warcio takes for the end of the file."""

    def _decompress(self, data: bytes) -> bytes:
        if self.decompressor and data and self.num_block_read:
            return bytes(self.decompressor.decompress(data))
        return bytes(super()._decompress(data))

    def _process_read(self, data: bytes) -> None:
        if not data and self.decompressor and self.num_block_read and not self.decompressor.eof:
            raise ValueError("the file ends within a gzip member")
        super()._process_read(data)


def _entry(offset: int, record: Any) -> Entry | None:
    """The index entry of a record that answers a URL, else None."""
    told = record.rec_headers.get_header
    url, date = told("WARC-Target-URI") or "", told("WARC-Date") or ""
    status = _status(record)
    if not status or not is_web(url):
        return None
    refers_to = told("WARC-Payload-Digest") or "" if record.rec_type == "revisit" else ""
    return Entry(url, offset, f"{date[:19]}Z" if date else "", status, refers_to)


def _status(record: Any) -> int:
    if record.rec_type == "resource":
        return 200
    if record.rec_type not in ("response", "revisit"):
        return 0
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if code.isdigit() else 200 if record.rec_type == "revisit" else 0


def _whole(record: Any) -> bool:
    """Reads the record to its end; False when the file ends before."""
    stream = record.raw_stream
    while stream.read(_PIECE):
        pass
    return record.length is not None and getattr(stream, "limit", 0) <= 0


def _record_at(file: BinaryIO, offset: int) -> Any:
    file.seek(offset)
    return next(ArchiveIterator(file, arc2warc=True))


def _headers(record: Any) -> tuple[tuple[str, str], ...]:
    if record.http_headers:
        return tuple(record.http_headers.headers)
    kind = record.rec_headers.get_header("Content-Type") or ""
    return (("Content-Type", kind),) if record.rec_type == "resource" else ()


def _taken(url: str, headers: tuple[tuple[str, str], ...], record: Any, limit: int) -> Intake:
    intake = Intake(url, headers, limit)
    stream = record.raw_stream
    if "chunked" in Answer(0, headers).header("transfer-encoding").lower():
        stream = ChunkedDataReader(stream)
    while not intake.enough and (piece := stream.read(_PIECE)):
        intake.feed(piece)
    return intake
