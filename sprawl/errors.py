"""Everything that can go wrong, as one tree.

    SprawlError
    ├── BrandError            the brand cannot be told, or its file cannot be read   (exit 2)
    ├── InputError            a file, sheet, reference or option cannot be read      (exit 2)
    ├── ArchiveError          a WARC is missing, empty, truncated or not a WARC      (exit 2)
    ├── StoreError            the store is another program's, newer, or damaged      (exit 2)
    │   └── StoreBusy         another process is writing to it                       (exit 1)
    ├── CrawlError            a crawl makes no progress any more                     (exit 1)
    └── OutputError           what was asked for cannot be written                   (exit 1)

What the web sends is never an error: it is evidence, with a reason beside it.
Each message is one line: what is wrong, where, and what to do.
"""

from __future__ import annotations


class SprawlError(Exception):
    """The root: catch it to catch them all."""

    exit_code = 1


class BrandError(SprawlError):
    """The brand file or name cannot be used. Names the file, the line or key, and what was expected."""

    exit_code = 2


class InputError(SprawlError):
    """A file, sheet, reference or option cannot be read. Names it and what was expected."""

    exit_code = 2


class ArchiveError(SprawlError):
    """A WARC is missing, empty, truncated, or something else. Names the file and the offset."""

    exit_code = 2


class StoreError(SprawlError):
    """The store belongs to another program, to a newer version, or is damaged. Nothing was changed."""

    exit_code = 2


class StoreBusy(StoreError):
    """Another process is writing to the store. Wait for it, or name another file with --store."""

    exit_code = 1


class CrawlError(SprawlError):
    """A crawl makes no progress any more. What was fetched is kept, and the same command goes on from there."""


class OutputError(SprawlError):
    """A file cannot be written: no folder, no space, no permission. What was fetched is kept."""
