"""What a URL or a handle refers to: an account, a post of an account, or nothing that this project knows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from sprawl import platforms, urls
from sprawl.platforms.index import place

__all__ = [
    "Reference",
    "account_at",
    "account_behind",
    "account_of_handle",
    "names_nothing",
    "off_platform",
    "redirect_target",
]

_TARGET = re.compile(
    r"[?&](?:u|url|to|link|target|dest|destination|goto|go|out|href|redirect|redirect_to|redirect_url|r|q|l)=(https?(?::|%3a)[^&#]{4,500})",
    re.I,
)
_NAME_BESIDE_NUMBER = re.compile(
    r"(?<=/)[^/?#]*[^\W\d_]{3}[^/?#]*-\d{6,}/?(?=$|[?#])|(?<=/)[^/?#]*[^\W\d_]{3}[^/?#]*/\d{6,}(?=/?(?:$|[?#]))"
)
_HOST = re.compile(r"[a-z0-9.-]{1,252}[a-z0-9]", re.A)


class Reference(NamedTuple):
    """What an address on a page refers to."""

    ref: str  # an account's ref, or site:HOST
    post: bool = False  # the address is that of a post; ``ref`` is its author
    handle: str = ""  # as written


@lru_cache(maxsize=1 << 15)
def account_at(url: str) -> Reference | None:
    """The account a URL names, or the author of the post it names; None for all others, such as share buttons."""
    if names_nothing(url):
        return None
    reading = platforms.read(url)
    account = reading.account
    if account is None:
        return Reference(reading.author.ref, True, reading.author.handle) if reading.author else None
    if reading.reason == "theme-default":
        return None
    named = _NAME_BESIDE_NUMBER.search(url) if account.kind == "id" else None  # a number alone is no name
    return Reference(account.ref, False, named[0].strip("/") if named else account.handle)


def account_behind(url: str) -> Reference | None:
    """`account_at`, also for a URL off all platforms that redirects to an account."""
    account = account_at(url)
    if account or "=http" not in url or not off_platform(urls.host(url)):
        return account
    target = redirect_target(url)
    return account_at(target) if target else None


def account_of_handle(platform: str, handle: str) -> Reference | None:
    """The account that a bare handle names on a platform; None where the platform has no such handles."""
    account = platforms.from_handle(platform, handle)
    return Reference(account.ref, False, account.handle) if account else None


def names_nothing(url: str, own_host: str = "") -> bool:
    """True for a URL on ``own_host`` or off all platforms that holds no other URL and no fediverse name."""
    if "@" in url or "%" in url or "=http" in url or "/http" in url or "/users/" in url:
        return False
    if not url.startswith(("https://", "http://")):
        return False
    target = url.split("/", 3)[2]
    return target == own_host or off_platform(target)


@lru_cache(maxsize=1 << 15)
def off_platform(host: str) -> bool:
    """True for a host on which no platform keeps accounts."""
    if _HOST.fullmatch(host):
        return place(host) is None
    return bool(host) and platforms.read(f"https://{host}/sprawl-probe").reason in ("unknown-host", "lookalike")


def redirect_target(url: str) -> str:
    """Where a redirecting address leads: ``/out?to=https%3A%2F%2Fvimeo.com%2Fq``; "" for others."""
    match = _TARGET.search(url) if "=http" in url else None
    return unquote(match[1]) if match else ""
