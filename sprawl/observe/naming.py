"""What a URL or a handle names: an account, something it published, or nothing of ours."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from sprawl import platforms, urls
from sprawl.model import Account
from sprawl.platforms.index import place

__all__ = ["Named", "named", "named_beyond", "named_handle", "passed_on", "plain_stranger", "stranger", "wrapping"]

_TO = re.compile(
    r"[?&](?:u|url|to|link|target|dest|destination|goto|go|out|href|redirect|redirect_to|redirect_url|r|q|l)=(https?(?::|%3a)[^&#]{4,500})",
    re.I,
)
_CALLED = re.compile(
    r"(?<=/)[^/?#]*[^\W\d_]{3}[^/?#]*-\d{6,}/?(?=$|[?#])|(?<=/)[^/?#]*[^\W\d_]{3}[^/?#]*/\d{6,}(?=/?(?:$|[?#]))"
)
_HOST = re.compile(r"[a-z0-9.-]{1,252}[a-z0-9]", re.A)


class Named(NamedTuple):
    """What a URL names: an account, or (``post``) something that account published."""

    ref: str
    post: bool
    handle: str = ""  # as written


def named(url: str) -> Named | None:
    """The account a URL names or implies; None for everything else, such as share buttons and theme defaults."""
    return None if plain_stranger(url) else _named(url)


@lru_cache(maxsize=1 << 15)
def _named(url: str) -> Named | None:
    reading = platforms.read(url)
    if reading.account is not None:
        return None if reading.reason == "theme-default" else _told(reading.account, url)
    return _told(reading.author, "", post=True) if reading.author else None


def named_beyond(url: str) -> Named | None:
    """The same, also behind an address of a stranger that passes visitors on."""
    found = named(url)
    if found or "=http" not in url or not stranger(urls.host(url)):
        return found
    further = passed_on(url)
    return named(further) if further else None


def named_handle(platform: str, handle: str) -> Named | None:
    """The account that a bare handle names on a platform; None when it cannot be one."""
    account = platforms.from_handle(platform, handle)
    return _told(account, "") if account else None


def _told(account: Account, url: str, post: bool = False) -> Named:
    """With the handle as written; an account that has only a number is called what its address adds to it."""
    called = _CALLED.search(url) if account.kind == "id" else None
    return Named(account.ref, post, called[0].strip("/") if called else account.handle)


def plain_stranger(url: str) -> bool:
    """Is it on the site of somebody we do not know, and holds no other URL and no name on the fediverse?"""
    return url.startswith(("http:", "https:")) and not wrapping(url) and stranger(urls.host(url))


def wrapping(url: str) -> bool:
    """May it hold another URL, or a name on an instance of the fediverse?"""
    return "@" in url or "%" in url or "=http" in url or "/http" in url or "/users/" in url


@lru_cache(maxsize=1 << 15)
def stranger(host: str) -> bool:
    """Is it a host on which no platform has its accounts?"""
    if _HOST.fullmatch(host):
        return place(host) is None
    return bool(host) and platforms.read(f"https://{host}/sprawl-probe").reason in ("unknown-host", "lookalike")


def passed_on(url: str) -> str:
    """Where an address that only passes visitors on leads: ``/out?to=https%3A%2F%2Fvimeo.com%2Fq``; "" for others."""
    found = _TO.search(url) if "=http" in url else None
    return unquote(found[1]) if found else ""
