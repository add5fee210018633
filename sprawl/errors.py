"""Everything that can go wrong, as one tree.

    SprawlError
    ├── BrandError            the brand is not known, or its file cannot be read     (exit 2)
    ├── InputError            a file, sheet, reference or option cannot be read      (exit 2)
    ├── ArchiveError          a WARC is missing, empty, truncated or not a WARC      (exit 2)
    ├── StoreError            the store is another program's, newer, or damaged      (exit 2)
    │   └── StoreBusy         another process is writing to it                       (exit 1)
    ├── CrawlError            a crawl makes no progress any more                     (exit 1)
    └── OutputError           what was asked for cannot be written                   (exit 1)

What the web sends never raises: it becomes evidence with a named reason.
Each message is one line: what is wrong, where, and what to do.
"""

from __future__ import annotations


class SprawlError(Exception):
    """The root of the tree. Catch it to catch every error of this package. ``exit_code``: of the command."""

    exit_code = 1


class BrandError(SprawlError):
    """The brand file or name cannot be used. Correct the key or line that the message names, or draft a new file with
    ``sprawl init``."""

    exit_code = 2


class InputError(SprawlError):
    """A file, sheet, reference or option cannot be read. Correct the one that the message names; it says what was
    expected."""

    exit_code = 2


class ArchiveError(SprawlError):
    """A WARC cannot be read from the offset in the message. Give the path of a whole WARC, or record the site again."""

    exit_code = 2


class StoreError(SprawlError):
    """The store belongs to another program or a newer version, or is damaged; nothing was changed. Name another file
    with ``--store``, install the newer version, or run ``sprawl doctor``."""

    exit_code = 2


class StoreBusy(StoreError):
    """Another process is writing to the store. Wait until it has finished, or name another file with ``--store``."""

    exit_code = 1


class CrawlError(SprawlError):
    """A crawl makes no progress any more. What was fetched is kept, and the same command goes on from there."""


class OutputError(SprawlError):
    """A file cannot be written: there is no such folder, no space or no permission. What was fetched is kept: correct
    the cause and run the same command again."""
