"""The SQLite file: its owner and schema, transactions, and SQLite's errors as ours.

Schema changes are the numbered files in ``schema/``; missing ones are applied, files of other programs or of newer
versions are refused unchanged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Self

from sprawl.errors import OutputError, StoreBusy, StoreError

APPLICATION_ID = 0x5350524C  # "SPRL", in the header of the file
BUSY_SECONDS = 5.0


def connect(path: Path) -> sqlite3.Connection:
    """Open the file. Raises StoreError or StoreBusy."""
    with _store_errors(path):
        return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


@dataclass
class File:
    """An open file; each write is one transaction."""

    connection: sqlite3.Connection
    path: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was written is on disk."""
        self.connection.close()

    def prepare(self) -> None:
        """Check that the file is a store of ours and apply missing migrations."""
        with _store_errors(self.path):
            owner, version = self._value("PRAGMA application_id"), self._value("PRAGMA user_version")
            empty = not self._value("SELECT count(*) FROM sqlite_master")
        if not empty and owner != APPLICATION_ID:
            raise StoreError(f"{self.path}: not a sprawl store (another program's database); nothing was changed")
        steps = _migrations()
        if version > len(steps):
            raise StoreError(f"{self.path}: written by a newer sprawl (schema {version}, this one knows {len(steps)})")
        for number, script in list(enumerate(steps, start=1))[version:]:
            self._migrate(number, script)
        with _store_errors(self.path):
            if self.writable:
                self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")

    @property
    def writable(self) -> bool:
        """True where the file can be written."""
        return not self._value("PRAGMA query_only") and _can_write(self.path)

    def problems(self) -> list[str]:
        """The problems that SQLite finds in the file; empty when there is none."""
        with _store_errors(self.path):
            problems = [row[0] for row in self.connection.execute("PRAGMA integrity_check(20)")]
        return [] if problems == ["ok"] else problems

    def _migrate(self, number: int, script: str) -> None:
        with _store_errors(self.path):
            marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
            self.connection.executescript(f"BEGIN IMMEDIATE; {script}; {marks} COMMIT;")

    def _value(self, sql: str, *args: object) -> Any:
        row = self.connection.execute(sql, args).fetchone()
        return row[0] if row else None

    def _rows(self, sql: str, *args: object) -> list[Any]:
        with _store_errors(self.path):
            return self.connection.execute(sql, args).fetchall()

    def _write(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with self._transaction() as db:
            db.executemany(sql, rows)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _store_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                if self.connection.in_transaction:  # a full disk has rolled back by itself
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")


@contextmanager
def _store_errors(path: Path) -> Iterator[None]:
    """Raises SQLite's errors as StoreBusy, OutputError or StoreError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise StoreBusy(
                f"{path}: another process is writing to it; wait for it, or name another file with --store"
            ) from None
        if "full" in text or "disk I/O" in text:
            raise OutputError(f"{path}: no space left to write; make room and run the same command again") from None
        if "readonly" in text or "read-only" in text:
            raise OutputError(
                f"{path}: cannot be written; check its permissions, or name another file with --store"
            ) from None
        raise StoreError(f"{path}: cannot be opened as a store ({text})") from None
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: not a sprawl store, or damaged ({error}); nothing was changed; see `sprawl doctor`"
        ) from None


def _can_write(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _migrations() -> list[str]:
    folder = resources.files("sprawl.store") / "schema"
    return [
        entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".sql")
    ]
