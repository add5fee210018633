"""Feeds (RSS, Atom, RDF, JSON Feed) → their entries and the date of the newest; any text, no exception, no network.

A feed is read as tags around text in one linear pass, not by an XML parser: only entities of characters are expanded,
so that no feed can fill the memory, and a broken feed gives the entries before and after the break.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice, pairwise

__all__ = ["Entry", "date_of", "entries", "newest"]

_LONGEST = 5_000_000
_MOST = 1_000
_START = re.compile(r"<(?:\w+:)?(?:item|entry)\b[^>]*>", re.I | re.A)
_DATES = ("published", "pubdate", "date", "issued", "created", "updated", "modified")
_FIELD = re.compile(
    r"<(?:\w{1,20}:)?(title|link|pubdate|published|updated|date|issued|created|modified)\b([^>]*)>([^<]*)", re.I | re.A
)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']+)", re.I)
_DATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.A
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One post of a feed: its title, its address, and when it was published (ISO 8601 in UTC, "" when unknown)."""

    title: str = ""
    url: str = ""
    published: str = ""


def newest(text: str | bytes) -> str | None:
    """The date (``2026-11-21``) of the newest entry; None when the text is no feed or none of its entries is dated."""
    return max((entry.published[:10] for entry in entries(text) if entry.published), default=None)


def entries(text: str | bytes) -> list[Entry]:
    """The entries of a feed in its own order, at most 1,000; [] for what is no feed."""
    text = (text.decode("utf-8", "replace") if isinstance(text, bytes) else text)[:_LONGEST].lstrip("\ufeff \t\r\n")
    if text[:1] == "{":
        return _from_json(text)
    text = _DATA.sub(lambda data: html.escape(data[1]), text) if text.count("]]>") else text
    return [_entry(piece) for piece in _pieces(text)]


def _pieces(text: str) -> Iterator[str]:
    starts = [found.end() for found in islice(_START.finditer(text), _MOST)]
    yield from (text[start:end] for start, end in pairwise((*starts, len(text))))


def _entry(piece: str) -> Entry:
    fields: dict[str, str] = {}
    for name, attributes, inside in _FIELD.findall(piece):
        key = name.lower()
        href = _HREF.search(attributes) if key == "link" else None
        if value := html.unescape(html.unescape(href[1] if href else inside)).strip():
            fields.setdefault(key, value)
    dates = [date for key in _DATES if (date := date_of(fields.get(key, "")))]
    return Entry(fields.get("title", "")[:300], fields.get("link", "")[:2000], dates[0] if dates else "")


def _from_json(text: str) -> list[Entry]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return []
    items = feed.get("items") or feed.get("orderedItems") or feed.get("feed") if isinstance(feed, dict) else None
    rows = [item for item in items[:_MOST] if isinstance(item, dict)] if isinstance(items, list) else []
    return [_json_entry(row) for row in rows]


def _json_entry(row: dict[str, object]) -> Entry:
    dates = (date_of(str(row.get(key) or "")) for key in ("date_published", "published", "date_modified", "updated"))
    return Entry(
        str(row.get("title") or "")[:300],
        str(row.get("url") or row.get("id") or "")[:2000],
        next(filter(None, dates), ""),
    )


def date_of(text: str) -> str:
    """A date as feeds and pages write it (ISO 8601, RFC 822), as ISO 8601 in UTC; "" for anything else."""
    text = text.strip()[:60]
    found = _ISO.match(text)
    try:
        moment = _iso(found) if found else parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if 1970 <= moment.year <= 9998 else ""
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""


def _iso(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, zone = found.groups()
    zone = "+00:00" if zone in (None, "Z") else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return datetime.fromisoformat(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}")
