"""Embedded timelines, page plugins, follow buttons; addresses and handles in any other attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.addresses import addresses_in
from sprawl.observe.context import PageContext
from sprawl.observe.dom.tree import Element
from sprawl.observe.references import Reference, account_at, account_of_handle
from sprawl.observe.tables import word_set

__all__ = ["read"]

# Attributes that hold a bare handle or id: attribute → address of the account, {} for the value.
_HANDLES = {
    "data-screen-name": "https://x.com/{}",
    "data-channelid": "https://www.youtube.com/channel/{}",
    "data-unique-id": "https://www.tiktok.com/@{}",
    "data-telegram-post": "https://t.me/{}",
    "data-telegram-discussion": "https://t.me/{}",
    "data-bluesky-uri": "https://bsky.app/profile/{}",
    "data-tweet-user": "https://x.com/{}",
}
# Attributes that mean this only in elements of a class: attribute → class, address of the account.
_BY_CLASS = {
    "data-channel": ("g-ytsubscribe", "https://www.youtube.com/user/{}"),
    "data-page": ("fb-page", "https://www.facebook.com/{}"),
}
_HANDLE_OF_TAG = {"bsky-widget": ("username", "bluesky")}
_HANDLE_ATTRIBUTES = frozenset((*_HANDLES, *_BY_CLASS, "data-id", "username"))
_FOLLOW_COMPANY = re.compile(r"IN/(?:FollowCompany|CompanyProfile|MemberProfile)", re.I)
_UPLOADS = re.compile(
    r"youtube(?:-nocookie)?\.com/embed/?\?(?=.*listType=user_uploads).*?\blist=([\w.-]+)", re.I | re.A
)
_PLAYLIST = re.compile(r"youtube(?:-nocookie)?\.com/embed/(?:videoseries)?\?(?:.*&)?list=UU([\w-]{22})\b", re.I | re.A)
_VALUE = re.compile(r"@?[\w.:/@-]{2,120}", re.A)
_FRAMES = ("iframe", "frame", "embed", "object", "amp-iframe")
_BOXES = ("fb:page", "fb:like-box", "fb:follow", "fb:post")
_PLUGIN_CLASSES = re.compile(
    r"\b(?:fb-(?:page|like|follow|post|video|like-box|comments)|twitter-(?:timeline|follow|tweet|grid)|instagram-media|tiktok-embed"
    r"|g-ytsubscribe|bluesky-embed|mastodon-embed|g-page|g-person|text-post-media|reddit-embed|pinterest-embed)",
    re.I,
)
_READ_ELSEWHERE = word_set("elements", "read_elsewhere")
_HEAD_TAGS = ("meta", "link")
_SHARE = re.compile(r"share|sharing|addtoany|a2a_|addthis", re.I)


def read(context: PageContext) -> Iterator[Evidence]:
    """Frames, plugin boxes, and every unusual attribute that names an account."""
    by_tag = context.tree.by_tag
    for tag in _FRAMES:
        for element in by_tag[tag]:
            yield from _frame(context, element)
    for tag, attribute in (*((tag, "href") for tag in _BOXES), ("blockquote", "cite")):
        for element in by_tag[tag]:
            yield from _evidence(context, element, context.account(element.get(attribute)), EvidenceKind.WIDGET)
    for element in context.tree.unusual:
        if element.tag in _HEAD_TAGS:
            continue
        for name, value in element.attrs.items():
            if value and (name in _HANDLE_ATTRIBUTES or "/" in value) and name not in _READ_ELSEWHERE:
                yield from _attribute(context, element, name, value)


def _frame(context: PageContext, element: Element) -> Iterator[Evidence]:
    sources = (element.get(name) for name in ("src", "data-src", "data-lazy-src", "data"))
    address = next((source for source in sources if source and source != "about:blank"), "")
    if address:
        account = _uploads(address) or context.account(address)
        yield from _evidence(context, element, account, EvidenceKind.WIDGET)


def _uploads(address: str) -> Reference | None:
    """The channel whose uploads an embedded YouTube player lists."""
    if "list=" not in address or len(address) > 1000:
        return None
    if match := _UPLOADS.search(address):
        name = match[1]
        by_handle = name[:1] == "@"
        return account_of_handle("youtube", name) if by_handle else account_at(f"https://www.youtube.com/user/{name}")
    match = _PLAYLIST.search(address)
    return account_at(f"https://www.youtube.com/channel/UC{match[1]}") if match else None


def _attribute(context: PageContext, element: Element, name: str, value: str) -> Iterator[Evidence]:
    """What one attribute names: a bare handle, or addresses; nothing in the attributes of share buttons."""
    if name in _HANDLE_ATTRIBUTES and (account := _account_of_value(element, name, value)):
        yield from _evidence(context, element, account, EvidenceKind.WIDGET)
        return
    accounts = [account for address in _addresses(value) if (account := context.account(address))]
    classes = element.get("class")
    if accounts and not _SHARE.search(classes):
        kind = EvidenceKind.WIDGET if _PLUGIN_CLASSES.search(classes) else EvidenceKind.SCRIPT
        for account in accounts:
            yield from _evidence(context, element, account, kind)


def _addresses(value: str) -> list[str]:
    """The addresses in an attribute: it is one, or it holds some among JSON or code."""
    value = value.strip()
    if "//" not in value and "\\/" not in value and value[:4] != "www.":
        return []
    if " " not in value and value[:1] not in "{[(\"'" and len(value) < 600 and value.startswith(("http", "//", "www.")):
        return [value]
    return addresses_in(value)


def _account_of_value(element: Element, name: str, value: str) -> Reference | None:
    """The account that a bare handle in an attribute names."""
    word, address = _BY_CLASS.get(name, ("", _HANDLES.get(name, "")))
    if address and word in element.get("class") and _VALUE.fullmatch(value):
        handle = value.removeprefix("at://").split("?")[0].lstrip("@").replace("/app.bsky.feed.", "/")
        return account_at(address.format(handle))
    if name == "data-id" and _FOLLOW_COMPANY.match(element.get("type")) and value.isdigit():
        return account_at(f"https://www.linkedin.com/company/{value}")
    attribute, platform = _HANDLE_OF_TAG.get(element.tag, ("", ""))
    return account_of_handle(platform, value) if name == attribute else None


def _evidence(
    context: PageContext, element: Element, account: Reference | None, kind: EvidenceKind
) -> Iterator[Evidence]:
    if account and account.ref != context.subject:
        yield context.evidence_at(EvidenceKind.POST if account.post else kind, account, element)
