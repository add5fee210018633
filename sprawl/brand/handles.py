"""The letters of a handle that name somebody."""

from __future__ import annotations

import re

from sprawl.model import Account, Profile
from sprawl.text.words import compact

_NUMBER = re.compile(r"[-_./]?\d{6,}$")
_OPAQUE = re.compile(r"(?:^|:|/)(?:id/?|id=)?\d{5,}$|:channel/|:(?:plc|did):|[/:]uc[\w-]{22}$", re.IGNORECASE)
_PACKAGE = re.compile(r"^(?:com|org|net|gov|edu|io|co|app|eu|de|fr|uk|air)\.")
INVITATIONS = ("discord", "whatsapp", "line", "kakao")  # platforms whose handles are codes or numbers


def opaque(account: Account) -> bool:
    """True for a handle that is a number or a code, which names nobody.

    >>> opaque(Account("appstore:id479508544", "appstore", "id479508544", "app", ""))
    True
    """
    return account.platform in INVITATIONS or _OPAQUE.search(account.ref) is not None


def handle_run(account: Account, profile: Profile | None = None) -> str:
    """The letters of a handle that name somebody; of an opaque one, those of its profile or its address; else nothing.

    >>> handle_run(Account("facebook:id/109", "facebook", "Harbor-Office-109292412501984", "id", ""))
    'harboroffice'
    """
    if opaque(account):
        written = "" if account.handle.casefold() in account.ref.casefold() else _NUMBER.sub("", account.handle)
        return compact(profile.name if profile and profile.name else written)
    handle = _NUMBER.sub("", account.handle.rpartition("/")[2])
    if account.platform == "mastodon":
        return compact(handle.partition("@")[0])
    if account.platform in ("googleplay", "appstore"):
        handle = _PACKAGE.sub("", "" if re.fullmatch(r"id\d*", handle) else handle)
    return compact(handle.removesuffix(".bsky.social"))
