"""Accounts of the fediverse: known instances are in the tables, others are recognized by the shape of their URLs."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from sprawl.model import Account
from sprawl.platforms.clean import Address
from sprawl.platforms.index import PLATFORMS, WEB, place
from sprawl.platforms.reader import Maker, Reading

__all__ = ["read_address", "read_text", "settle"]

_INSTANCE = re.compile(
    r"(?:social|mastodon|mastodont|masto|mstdn|toot|toots|fedi|fediverse)\..+|.*mastodon.*|.*mstdn.*|.+\.social", re.A
)
_PROFILE = re.compile(r"(?:@|users/)([A-Za-z0-9_.-]{1,64}(?:@[A-Za-z0-9.-]+\.[a-z]{2,})?)", re.I)
_REMOTE = re.compile(r"@([A-Za-z0-9_.-]{1,64}@[A-Za-z0-9.-]+\.[a-z]{2,})", re.I)
_POST = re.compile(r"(?:@|users/)([A-Za-z0-9_.-]{1,64}(?:@[A-Za-z0-9.-]+\.[a-z]{2,})?)/(?:\d+|statuses/\d+).*", re.I)
_TEXT = re.compile(r"(?:acct:|web\+acct:|(@))?([A-Za-z0-9_][A-Za-z0-9_.-]{0,63})@([A-Za-z0-9.-]+\.[A-Za-z]{2,})", re.I)
_SLUG = "mastodon"


@cache
def _maker(slug: str) -> Maker:
    """The maker of accounts of the first form of a hosted platform."""
    return Maker(PLATFORMS[slug], PLATFORMS[slug].forms[0])


def settle(account: Account) -> Account:
    """The account on the platform of its own host, with a URL that shows the account.

    A host that is known only from this handle gets ``/@name@host``, which its own server understands too;
    on platforms that have no such address, the URL is that of a known instance, which shows the account.
    """
    user, _, home = account.handle.partition("@")
    at_home = _hosted_at(home)
    slug = at_home or (_SLUG if account.platform in (_SLUG, "pixelfed") else account.platform)
    if slug != account.platform:
        account = _maker(slug).make(account.handle)
    if at_home:
        return account
    if slug != _SLUG:
        return replace(account, url=f"{account.url.replace(home, PLATFORMS[slug].hosts[0], 1)}@{home}")
    return replace(account, url=f"https://{home}/@{user.lower()}@{home}")


def read_address(text: str, address: Address) -> Reading | None:
    """The account by the shape of a URL on a host in no table: ``/@name`` where the host is named like an
    instance, or ``/@name@elsewhere.example`` on any."""
    path = address.path.strip("/")
    shape = _PROFILE if _INSTANCE.fullmatch(address.host) else _REMOTE
    found = shape.fullmatch(path)
    if found:
        return Reading(text, settle(_maker(_SLUG).make(found[1], address.host)), "", None, _SLUG)
    found = _POST.fullmatch(path) if shape is _PROFILE else None
    return Reading(text, None, "content", settle(_maker(_SLUG).make(found[1], address.host)), _SLUG) if found else None


def read_text(text: str) -> Reading | None:
    """The account of a handle with its host (``@press@social.example``); an e-mail address is "not-web"."""
    found = _TEXT.fullmatch(text.strip(" \t\r\n<>()[],;.")[:320])
    if found is None:
        return None
    host = found[3].lower()
    if found[1] or text.lower().lstrip().startswith(("acct:", "web+acct:")) or _hosted_at(host):
        return _from_handle(text, f"{found[2]}@{host}")
    return Reading(text, None, "not-web")


def _from_handle(text: str, handle: str) -> Reading:
    if handle.partition("@")[0].lower() in WEB.placeholders:
        return Reading(text, None, "placeholder", None, _SLUG)
    account = settle(_maker(_SLUG).make(handle))
    return Reading(text, account, "", None, account.platform)


def _hosted_at(host: str) -> str:
    """The platform of the instance at this host, where it is known or named like one; else ""."""
    known = place(host)
    if known and known.reader and known.reader.slug and PLATFORMS[known.reader.slug].forms[0].hosted:
        return known.reader.slug
    return _SLUG if known is None and _INSTANCE.fullmatch(host) else ""
