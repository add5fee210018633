"""The index of an archive: which URLs it has answers for, and at which offsets."""

from __future__ import annotations

from typing import NamedTuple

from sprawl.urls import normalize, unprefixed

__all__ = ["Catalog", "Entry"]


class Entry(NamedTuple):
    """Where one answer lies in the file."""

    url: str
    offset: int
    date: str
    status: int
    refers_to: str = ""  # of a revisit: the digest of what it repeats


class Catalog:
    """Entries by URL. ``urls``: each URL once, in file order. ``newest``: the latest date."""

    def __init__(self) -> None:
        self.urls: dict[str, None] = {}
        self.newest = ""
        self._known: dict[str, list[Entry]] = {}
        self._loose: dict[str, str] = {}
        self._payloads: dict[str, int] = {}

    def add(self, entry: Entry, digest: str) -> None:
        key = normalize(entry.url)
        self._known.setdefault(key, []).append(entry)
        self._loose.setdefault(_without_scheme(key), key)
        self.urls.setdefault(entry.url)
        self.newest = max(self.newest, entry.date)
        if digest and not entry.refers_to:
            self._payloads.setdefault(digest, entry.offset)

    def drop(self, entry: Entry) -> None:
        self._known[normalize(entry.url)].remove(entry)

    def payload(self, digest: str) -> int | None:
        """The offset of the record that holds the payload with this digest."""
        return self._payloads.get(digest)

    def find(self, url: str) -> Entry | None:
        """The entry of this URL, else of its normalized form, else an answer with another scheme or ``www.``."""
        key = normalize(url)
        same = self._known.get(key, [])
        if same:
            return _best([entry for entry in same if entry.url == url] or same)
        alike = self._known.get(self._loose.get(_without_scheme(key), ""), [])
        return _best([entry for entry in alike if 200 <= entry.status < 300])


def _without_scheme(key: str) -> str:
    return unprefixed(key.partition("://")[2])


def _best(entries: list[Entry]) -> Entry | None:
    """The newest entry; one with a server error or a 429 only where there is no other."""
    return max(
        entries, key=lambda entry: (entry.status < 500 and entry.status != 429, entry.date, entry.offset), default=None
    )
