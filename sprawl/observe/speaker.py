"""Who speaks on a page: a site, or an account on a platform."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sprawl import platforms, urls
from sprawl.model import Account
from sprawl.observe.references import names_nothing

__all__ = ["Layout", "Speaker", "speaker_of"]

_LINK_PAGES = frozenset(
    ("linktree", "beacons", "linkinbio", "campsite", "bio", "lnkbio", "aboutme", "carrd", "solo", "taplink")
)
_FEDIVERSE = frozenset(("mastodon", "lemmy", "pixelfed", "peertube", "misskey"))


class Layout(Enum):
    """Whose links the links of a page are."""

    OWN = "own"  # the speaker laid the page out: all links are the speaker's
    LINK_PAGE = "link page"  # a platform's page that holds nothing but the account's links
    PLATFORM = "platform"  # a platform's page: only what the profile gives is the speaker's


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says what stands on a page. ``profile``: the account whose profile the page is, if it is one."""

    ref: str
    profile: Account | None = None
    layout: Layout = Layout.OWN


def speaker_of(url: str) -> Speaker:
    """Who speaks on the page at ``url``."""
    site = f"site:{urls.host(url)}"
    if names_nothing(url):
        return Speaker(site)
    reading = platforms.read(url)
    account = reading.account or reading.author
    platform = platforms.PLATFORMS.get(account.platform if account else reading.platform)
    if platform is None:
        return Speaker(site)
    if account is None:
        return Speaker(site, layout=Layout.PLATFORM)
    if account.platform in _LINK_PAGES:
        return Speaker(account.ref, reading.account, Layout.LINK_PAGE)
    home = urls.unprefixed(urls.host(account.url))
    shared = account.platform in _FEDIVERSE or home in {urls.unprefixed(host) for host in platform.hosts}
    return Speaker(account.ref, reading.account, Layout.PLATFORM if shared else Layout.OWN)
