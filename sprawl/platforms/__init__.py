"""URL or handle → account, and back; what each platform is and what it can do, from one table a platform.

    >>> parse_url("https://twitter.com/intent/follow?screen_name=Example").ref
    'x:example'
    >>> read("https://x.com/share?url=https://example.org").reason
    'share'
    >>> from_ref("twitter:Example").url
    'https://x.com/example'

Nothing here fetches, and nothing raises on what the web writes. The reasons why a URL is no account stand in
`REASONS`; a record's address patterns are explained in `sprawl.platforms.patterns`.
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
