"""Crawler traps: hosts that generate URLs without end. One bound for each kind, none looks at the content."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from sprawl.web.scope import Limits

__all__ = ["Traps", "date_shape"]

_MAX_URL = 2000
_DEEP = 8  # segments that hardly any honest path has
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR}[-_/.]{_MONTH}(?:[-_/.]{_DAY})?|(?:{_DAY}[-_/.])?{_MONTH}[-_/.]{_YEAR}"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)",
    re.A,
)
_DATE_KEY = re.compile(r"(?<=[?&])(?:year|month|day|week|date|yr|mo|tribe-bar-date)=[^&]*", re.I)
_OPAQUE = re.compile(r"(?<=[/=])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{20,}(?=[/?&.]|\Z)|\b[0-9a-f]{16,}\b", re.A)
_VARYING = re.compile(r"[,;|+]|%2C|%7C", re.I)


def date_shape(url: str) -> str:
    """The URL with its dates replaced by ``#``, where it ends in a date or its query asks for one; else "".

    >>> date_shape("https://example.org/calendar/2026/11")
    'https://example.org/calendar/#'
    >>> date_shape("https://example.org/2026/11/we-moved")
    ''
    """
    path, mark, query = url.partition("?")
    asked = _DATE.sub("#", _DATE_KEY.sub("#", mark + query))
    blanked = _DATE.sub("#", path)
    return blanked + asked if "#" in asked or blanked.rstrip("/").endswith("#") else ""


class Traps:
    """Counts the URLs of each kind that one crawl has requested, and refuses those beyond its limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._counts: Counter[str] = Counter()

    def refuse(self, url: str) -> str:
        """The reason why the URL is not requested; "" where it is, and it is then counted."""
        parts = urlsplit(url)
        return self._by_form(url, parts.path, parts.netloc) or self._by_number(url, parts.path, parts.query)

    def _by_form(self, url: str, path: str, place: str) -> str:
        segments = [segment for segment in path.split("/") if segment]
        if len(url) > _MAX_URL:
            return "long"
        if len(segments) > self._limits.max_segments:
            return "deep"
        if len(segments) > _DEEP and self._more(f"deep {place}") > self._limits.max_deep:
            return "deep"
        repeats = Counter(segments)
        return "repeating" if repeats and max(repeats.values()) > self._limits.max_repeats else ""

    def _by_number(self, url: str, path: str, query: str) -> str:
        dates = date_shape(url)
        if dates and self._more(f"dates {dates}") > self._limits.max_dates:
            return "calendar"
        place = url.partition("?")[0]
        several = query.count("&") > 0 or bool(_VARYING.search(query))
        if several and self._more(f"query {place}") > self._limits.max_variants:
            return "variants"
        opaque = _OPAQUE.sub("#", url)
        return "session" if opaque != url and self._more(f"opaque {opaque}") > self._limits.max_variants else ""

    def _more(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind]
