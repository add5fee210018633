"""Accounts from what people write instead of URLs, and the URLs of an account."""

from __future__ import annotations

import re
from functools import cache

from sprawl import urls
from sprawl.model import Account
from sprawl.platforms import fediverse
from sprawl.platforms.clean import LONGEST
from sprawl.platforms.index import PLATFORMS
from sprawl.platforms.reader import Maker
from sprawl.platforms.reading import read
from sprawl.platforms.tables import Platform

__all__ = ["feeds", "find_platform", "from_handle", "from_ref", "profile_urls"]

_NOISE = re.compile(r"[\W_]+")
_EXTRA = re.compile(r"(?:official|account|profile|page|channel|url|link|handle|username|com|app)s?\Z")


def find_platform(name: str) -> Platform | None:
    """The platform with this slug, name, alias or host; case, spaces and punctuation are ignored.

    One typing error is accepted in names of six letters or more (``Intagram``).
    """
    key = _NOISE.sub("", name[:LONGEST].lower())
    table = _names()
    slug = table.get(key) or table.get(_EXTRA.sub("", key)) or _near(key)
    return PLATFORMS[slug] if slug else None


@cache
def _names() -> dict[str, str]:
    table = {}
    for slug, platform in reversed(tuple(PLATFORMS.items())):
        for name in (*platform.hosts, *platform.aliases, platform.name, slug):
            table[_NOISE.sub("", name.lower())] = slug
    return table


def _near(key: str) -> str | None:
    """The platform whose name differs by one insertion, deletion, change or swap, where it is the only one."""
    if len(key) < 6:
        return None
    found = {slug for name, slug in _names().items() if len(name) >= 6 and _one_slip(key, name)}
    return found.pop() if len(found) == 1 else None


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[2:] == b[2:] and a[:2] == b[1::-1])


@cache
def _makers(slug: str) -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """An expression that reads refs back, with the maker, for each form of a platform; the most specific first."""
    forms = sorted(PLATFORMS[slug].forms, key=lambda form: -len(form.ref))
    return tuple((_reverse(form.ref, form.handle, form.hosted), Maker(PLATFORMS[slug], form)) for form in forms)


def _reverse(template: str, handle: str, hosted: bool) -> re.Pattern[str]:
    before, _, after = template.partition("{handle}")
    inner = r"[\w.-]{1,64}@[\w.-]+\.\w{2,}" if hosted else handle
    return re.compile(rf"{re.escape(before)}({inner}){re.escape(after)}", re.I)


def from_ref(ref: str) -> Account | None:
    """The account of a ref (``x:example``), a URL, a fediverse handle, or a platform's name and a handle.

    ``from_ref(account.ref).ref == account.ref`` for every account. None for ``site:`` refs.
    """
    ref = ref[:LONGEST].strip()
    name, colon, handle = ref.partition(":")
    if colon and not handle.startswith("//"):
        exact = PLATFORMS.get(name.lower())
        account = (_from_rest(exact.slug, handle.strip()) if exact else None) or from_handle(name, handle)
        if account:
            return account
    if ref.startswith("did:"):
        return from_handle("bluesky", ref)
    return read(ref).account or _from_words(ref)


def _from_words(text: str) -> Account | None:
    """``Twitter @example`` or ``example (Twitter)``."""
    words = [word.strip("()[]-\u2013:,") for word in text.split()]
    if not 2 <= len(words) <= 4:
        return None
    return (_from_two(" ".join(words[:-1]), words[-1])) or _from_two(" ".join(words[1:]), words[0])


def _from_two(name: str, handle: str) -> Account | None:
    return from_handle(name, handle) if _NOISE.sub("", name.lower()) in _names() else None


def _from_rest(slug: str, rest: str) -> Account | None:
    """The account of what follows the colon of a ref."""
    for pattern, maker in _makers(slug):
        found = pattern.fullmatch(rest)
        account = _confirmed(maker, found[1]) if found else None
        if account:
            return account
    return None


def _from_bare(slug: str, handle: str) -> Account | None:
    """The account of a handle alone: of the numeric form where it is valid there, else of the main form."""
    forms = PLATFORMS[slug].forms
    main = next((form for form in forms if form.ref == "{handle}" and not form.numeric), forms[0])
    ranked = [Maker(PLATFORMS[slug], form) for form in (*(form for form in forms if form.numeric), main)]
    accounts = (_confirmed(maker, handle) for maker in ranked if not maker.hosted and maker.valid(handle))
    return next(filter(None, accounts), None)


def _confirmed(maker: Maker, handle: str) -> Account | None:
    """The account with this handle, where its URL reads back as the same: reserved words and placeholders do not."""
    account = maker.make(handle)
    account = fediverse.settle(account) if maker.hosted else account
    reading = read(account.url)
    again = reading.account or reading.author
    return account if again and again.ref == account.ref else None


def from_handle(platform_name: str, handle: str) -> Account | None:
    """The account of a handle on a platform, both as a person writes them; a URL as handle is read as one.

    None when the platform is not known, or the handle cannot be one of its.
    """
    platform = find_platform(platform_name)
    handle = handle[:LONGEST].strip().strip("\u200b\ufeff\"'<>").strip()
    if platform is None or not handle:
        return None
    account = read(handle).account if _is_address(handle) else None
    if account:
        return account if account.platform == platform.slug else None
    bare = handle.strip("/").replace("@ ", "@")
    ways = (_from_rest(platform.slug, bare), _from_bare(platform.slug, bare.lstrip("@")), _on_host(platform, bare))
    return next(filter(None, ways), None)


def _is_address(text: str) -> bool:
    return "/" in text and (urls.is_web(text) or "." in text.partition("/")[0] or text.startswith("//"))


def _on_host(platform: Platform, path: str) -> Account | None:
    """The account at a path on the platform's own host: ``groups/name``, ``company/name``."""
    account = read(f"https://{platform.hosts[0]}/{path}").account
    return account if account and account.platform == platform.slug else None


def feeds(account: Account) -> tuple[str, ...]:
    """The feeds of an account, best first; () when its platform gives none without logging in."""
    return _filled(account, "feeds")


def profile_urls(account: Account) -> tuple[str, ...]:
    """The URLs where the account's profile can be read: its page, then public endpoints of the platform."""
    return (account.url, *_filled(account, "endpoints"))


def _filled(account: Account, which: str) -> tuple[str, ...]:
    rest = account.ref.partition(":")[2]
    for pattern, maker in _makers(account.platform) if account.platform in PLATFORMS else ():
        found = pattern.fullmatch(rest)
        if found:
            templates: tuple[str, ...] = getattr(maker.form, which)
            return tuple(_fill(template, found[1]) for template in templates)
    return ()


def _fill(template: str, handle: str) -> str:
    user, _, host = handle.partition("@")
    return template.replace("{handle}", handle).replace("{user}", user).replace("{host}", host)
