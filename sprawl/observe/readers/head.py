"""What the head says: <link> relations and <meta> properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.context import PageContext
from sprawl.observe.dom.tree import Element
from sprawl.observe.references import Reference, account_at, account_of_handle

__all__ = ["read"]

_FEED = re.compile(r"rss|atom|activity\+json|feed\+json|application/json\b|rdf", re.I)
_ID = re.compile(r"\d{3,20}")
_BARE_APP = re.compile(r"\A([\w.]{2,120})\Z", re.A)
_APP_ID = re.compile(r"app-id\s*=\s*([\w.]{2,120})", re.A)
_FEDIVERSE_NAME = re.compile(r"@?[\w.-]{1,64}@[\w.-]{3,120}", re.A)
_MetaReader = Callable[[PageContext, str], Iterator[Reference | None]]


def read(context: PageContext) -> Iterator[Evidence]:
    """Accounts named by <link rel> and by the metas of the table below."""
    for element in context.tree.by_tag["link"]:
        yield from _relation(context, element)
    for element in context.tree.by_tag["meta"]:
        name = (element.get("property") or element.get("name")).strip().lower()
        reader = _METAS.get(name)
        if reader and (content := element.get("content").strip()):
            for account in reader(context, content[:600]):
                if account and account.ref != context.subject:
                    yield context.evidence_in(EvidenceKind.META, account, Region.HEAD, content, label=name)


def _relation(context: PageContext, element: Element) -> Iterator[Evidence]:
    """<link> with rel=me, publisher or author, or with a feed of an account."""
    rels, href = element.get("rel").lower().split(), element.get("href")
    own = any(rel in ("me", "publisher", "author") for rel in rels)
    if not own and not ("alternate" in rels and _FEED.search(element.get("type"))):
        return
    account = context.account(href)
    if account and (own or not account.post):
        kind, title = EvidenceKind.REL_ME if own else EvidenceKind.FEED, element.get("title")
        yield context.evidence_in(kind, account, Region.HEAD, href, label=" ".join(rels), heading=title)


def _url(context: PageContext, content: str) -> Iterator[Reference | None]:
    account = context.account(content) if "/" in content else None
    if account and not account.post:
        yield account


def _handle(platform: str) -> _MetaReader:
    def reader(context: PageContext, content: str) -> Iterator[Reference | None]:
        if "/" in content:
            yield from _url(context, content)
        elif not content.isdigit() and " " not in content.strip():
            yield account_of_handle(platform, content)

    return reader


def _facebook_ids(context: PageContext, content: str) -> Iterator[Reference | None]:
    for number in _ID.findall(content)[:20]:
        yield account_at(f"https://www.facebook.com/profile.php?id={number}")


def _facebook(context: PageContext, content: str) -> Iterator[Reference | None]:
    """A URL, a numeric id, or a bare name, as article:publisher is written."""
    if "/" in content:
        yield from _url(context, content)
    elif content.isdigit():
        yield from _facebook_ids(context, content)
    elif " " not in content:
        yield account_of_handle("facebook", content)


def _fediverse(context: PageContext, content: str) -> Iterator[Reference | None]:
    if _FEDIVERSE_NAME.fullmatch(content):
        yield account_at("@" + content.removeprefix("@"))
    else:
        yield from _url(context, content)


def _app(address: str, pattern: re.Pattern[str]) -> _MetaReader:
    def reader(context: PageContext, content: str) -> Iterator[Reference | None]:
        if match := pattern.search(content):
            yield account_at(address.format(match[1]))

    return reader


def _app_address(context: PageContext, content: str) -> Iterator[Reference | None]:
    """An address that opens a platform's own app: ``fb://page/123``, ``twitter://user?screen_name=brand``."""
    account = account_at(content)
    if account and not account.post:
        yield account


_STORE = "https://apps.apple.com/app/id{}"
_PLAY = "https://play.google.com/store/apps/details?id={}"
_METAS: dict[str, _MetaReader] = {
    "twitter:site": _handle("x"),
    "twitter:creator": _handle("x"),
    "twitter:account": _handle("x"),
    "article:publisher": _facebook,
    "article:author": _url,
    "og:see_also": _url,
    "og:article:publisher": _facebook,
    "fb:pages": _facebook_ids,
    "fb:page_id": _facebook_ids,
    "fb:profile_id": _facebook_ids,
    "fediverse:creator": _fediverse,
    "telegram:channel": _handle("telegram"),
    "apple-itunes-app": _app(_STORE, _APP_ID),
    "google-play-app": _app(_PLAY, _APP_ID),
    "al:ios:app_store_id": _app(_STORE, _BARE_APP),
    "al:iphone:app_store_id": _app(_STORE, _BARE_APP),
    "al:ipad:app_store_id": _app(_STORE, _BARE_APP),
    "twitter:app:id:iphone": _app(_STORE, _BARE_APP),
    "twitter:app:id:ipad": _app(_STORE, _BARE_APP),
    "al:android:package": _app(_PLAY, _BARE_APP),
    "twitter:app:id:googleplay": _app(_PLAY, _BARE_APP),
    "al:ios:url": _app_address,
    "al:iphone:url": _app_address,
    "al:android:url": _app_address,
    "al:web:url": _app_address,
}
