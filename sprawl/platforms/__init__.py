"""URL or handle → account, and back; the facts about each platform, from one table for each.

    >>> parse_url("https://twitter.com/intent/follow?screen_name=Example").ref
    'x:example'
    >>> read("https://x.com/share?url=https://example.org").reason
    'share'
    >>> from_ref("twitter:Example").url
    'https://x.com/example'

Nothing here fetches, and no text raises. `REASONS` explains why a URL is not an account; the address patterns of a
record are explained in `sprawl.platforms.patterns`.
"""

from __future__ import annotations

from sprawl.platforms.index import PLATFORMS
from sprawl.platforms.reader import Reading
from sprawl.platforms.reading import is_known_host, parse_url, read
from sprawl.platforms.reasons import REASONS
from sprawl.platforms.refs import feeds, find_platform, from_handle, from_ref, profile_urls
from sprawl.platforms.tables import Form, Mechanics, Platform

__all__ = [
    "PLATFORMS",
    "REASONS",
    "Form",
    "Mechanics",
    "Platform",
    "Reading",
    "feeds",
    "find_platform",
    "from_handle",
    "from_ref",
    "is_known_host",
    "parse_url",
    "profile_urls",
    "read",
]
