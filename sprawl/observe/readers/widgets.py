"""Embedded timelines, page plugins, follow buttons; addresses and handles in any other attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.dom.tree import Element
from sprawl.observe.naming import Named, named, named_handle
from sprawl.observe.readers.scripts import addresses
from sprawl.observe.scene import Scene
from sprawl.observe.tables import words

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
# The same, where only the element's class says what the attribute means.
_BY_CLASS = {
    "data-channel": ("g-ytsubscribe", "https://www.youtube.com/user/{}"),
    "data-page": ("fb-page", "https://www.facebook.com/{}"),
}
_TAGS = {"bsky-widget": ("username", "bluesky")}
_NAMING = frozenset((*_HANDLES, *_BY_CLASS, "data-id", "username"))
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
_ORDINARY = words("elements", "read_elsewhere")
_HEAD_TAGS = ("meta", "link")
_SHARE = re.compile(r"share|sharing|addtoany|a2a_|addthis", re.I)


def read(scene: Scene) -> Iterator[Evidence]:
    """Frames, plugin boxes, and every unusual attribute that names an account."""
    tagged = scene.tree.tagged
    for tag in _FRAMES:
        for element in tagged[tag]:
            yield from _frame(scene, element)
    for tag in _BOXES:
        for element in tagged[tag]:
            yield from _found(scene, element, scene.named(element.get("href")), EvidenceKind.WIDGET)
    for element in tagged["blockquote"]:
        yield from _found(scene, element, scene.named(element.get("cite")), EvidenceKind.WIDGET)
    for element in scene.tree.odd:
        if element.tag in _HEAD_TAGS:
            continue
        for name, value in element.attrs.items():
            if value and (name in _NAMING or "/" in value) and name not in _ORDINARY:
                yield from _attribute(scene, element, name, value)


def _frame(scene: Scene, element: Element) -> Iterator[Evidence]:
    for name in ("src", "data-src", "data-lazy-src", "data"):
        address = element.get(name)
        if address and address != "about:blank":
            yield from _found(scene, element, _uploads(address) or scene.named(address), EvidenceKind.WIDGET)
            return


def _uploads(address: str) -> Named | None:
    """The channel whose uploads an embedded YouTube player lists."""
    if "list=" not in address or len(address) > 1000:
        return None
    if found := _UPLOADS.search(address):
        return (
            named_handle("youtube", found[1])
            if found[1][:1] == "@"
            else named(f"https://www.youtube.com/user/{found[1]}")
        )
    found = _PLAYLIST.search(address)
    return named(f"https://www.youtube.com/channel/UC{found[1]}") if found else None


def _attribute(scene: Scene, element: Element, name: str, value: str) -> Iterator[Evidence]:
    if name in _NAMING and (handle := _handle(element, name, value)):
        yield from _found(scene, element, handle, EvidenceKind.WIDGET)
        return
    found = [named for address in _addresses(value) if (named := scene.named(address))]
    if found and not _SHARE.search(element.get("class")):
        kind = EvidenceKind.WIDGET if _PLUGIN_CLASSES.search(element.get("class")) else EvidenceKind.SCRIPT
        for named_there in found:
            yield from _found(scene, element, named_there, kind)


def _addresses(value: str) -> list[str]:
    """The addresses in an attribute: it is one, or holds some among JSON or code."""
    value = value.strip()
    if "//" not in value and "\\/" not in value and value[:4] != "www.":
        return []
    if " " not in value and value[:1] not in "{[(\"'" and len(value) < 600 and value.startswith(("http", "//", "www.")):
        return [value]
    return addresses(value)


def _handle(element: Element, name: str, value: str) -> Named | None:
    """The account that a bare handle in an attribute names."""
    word, template = _BY_CLASS.get(name, ("", _HANDLES.get(name, "")))
    if template and word in element.get("class") and _VALUE.fullmatch(value):
        return named(
            template.format(value.removeprefix("at://").split("?")[0].lstrip("@").replace("/app.bsky.feed.", "/"))
        )
    if name == "data-id" and _FOLLOW_COMPANY.match(element.get("type")) and value.isdigit():
        return named(f"https://www.linkedin.com/company/{value}")
    attribute, platform = _TAGS.get(element.tag, ("", ""))
    return named_handle(platform, value) if name == attribute else None


def _found(scene: Scene, element: Element, found: Named | None, kind: EvidenceKind) -> Iterator[Evidence]:
    if found and found.ref != scene.subject:
        yield scene.say(EvidenceKind.POST if found.post else kind, found, element)
