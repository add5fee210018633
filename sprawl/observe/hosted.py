"""Whose page this is: a site's, or an account's own."""

from __future__ import annotations

from dataclasses import dataclass

from sprawl import platforms, urls
from sprawl.model import Account
from sprawl.observe.naming import plain_stranger

__all__ = ["Speaker", "speaker"]

_LINKS_IN_BIO = frozenset(
    ("linktree", "beacons", "linkinbio", "campsite", "bio", "lnkbio", "aboutme", "carrd", "solo", "taplink")
)

_FEDIVERSE = frozenset(("mastodon", "lemmy", "pixelfed", "peertube", "misskey"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says what stands on a page.

    ``profile``: the account whose profile it is. ``hosted``: it is laid out by its owner, as on a site of their own, so
    that its links are theirs; on other pages of platforms most links are the platform's.
    """

    ref: str
    profile: Account | None = None
    hosted: bool = True
    bio: bool = False  # a page of links, all of them the account's


def speaker(url: str) -> Speaker:
    """Who speaks on the page at ``url``."""
    if plain_stranger(url):
        return Speaker(f"site:{urls.host(url)}")
    reading = platforms.read(url)
    account = reading.account or reading.author
    platform = platforms.PLATFORMS.get(account.platform if account else reading.platform)
    if platform is None:
        return Speaker(f"site:{urls.host(url)}")
    if account is None:
        return Speaker(f"site:{urls.host(url)}", hosted=False)
    home = urls.unprefixed(urls.host(account.url))
    shared = account.platform in _FEDIVERSE or home in {urls.unprefixed(host) for host in platform.hosts}
    return Speaker(account.ref, reading.account, not shared, account.platform in _LINKS_IN_BIO)
