"""Accounts in scripts: addresses in code and inline JSON, configuration objects that hold bare handles, comments."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.naming import Named, named_handle
from sprawl.observe.scene import Scene
from sprawl.observe.tables import words

__all__ = ["addresses", "hidden", "read"]

_MOST = 40  # accounts from the scripts of one page; more is a list of strangers
_LONGEST = 400_000
_ADDRESS = re.compile(r"//[A-Za-z0-9][A-Za-z0-9.-]{2,80}(?::\d{2,5})?/[^\s\"'<>\\`(){}|,;]{1,300}", re.A)
_SCHEME = re.compile(r"https?:\Z", re.I)
_SLASH = re.compile(r"\\(?:/|u002[fF]|x2[fF])")
_REMARK = re.compile(r"/\*(?:[^*]|\*(?!/))*(?:\*/)?")
_TAGS = re.compile(r"<[^<>]*>?")

# "twitter": "brand", with what names the platform and what the key may add to it.
_PLATFORMS = {
    "twitter": "x",
    "x": "x",
    "facebook": "facebook",
    "fb": "facebook",
    "instagram": "instagram",
    "linkedin": "linkedin",
    "youtube": "youtube",
    "tiktok": "tiktok",
    "pinterest": "pinterest",
    "threads": "threads",
    "bluesky": "bluesky",
    "mastodon": "mastodon",
    "github": "github",
    "vimeo": "vimeo",
    "flickr": "flickr",
    "snapchat": "snapchat",
    "telegram": "telegram",
    "tumblr": "tumblr",
    "medium": "medium",
    "twitch": "twitch",
    "weibo": "weibo",
    "vk": "vk",
}
_PAIR = re.compile(
    r"[\"']?\b(twitter|x|facebook|fb|instagram|linkedin|youtube|tiktok|pinterest|threads|bluesky|mastodon|github|vimeo|flickr"
    r"|snapchat|telegram|tumblr|medium|twitch|weibo|vk)(_?-?(?:user_?-?name|user|handle|screen_?name|account|profile|page|channel"
    r"|name|site))?[\"']?\s{0,4}[:=]\s{0,4}[\"'](@?[\w.@-]{2,60})[\"']",
    re.I | re.A,
)
_SOCIAL = re.compile(r"social|follow|handle|sameas|accounts?\b|profiles?\b|usernames?\b|contact", re.I)
_NOT_HANDLES = words("settings", "values")
_ASSET = re.compile(
    r"\.(?:svg|png|jpe?g|gif|webp|js|css|html?|php|json|com|net|org)\Z|fa-|icon|btn|button|share|login|tracking", re.I
)


def addresses(text: str) -> list[str]:
    """Every absolute address in code, in order, with its escapes undone."""
    text = text[:_LONGEST]
    if "\\" in text:
        text = _SLASH.sub("/", text)
    if "&amp;" in text or "&#" in text or "&quot;" in text:
        text = html.unescape(text)
    found = []
    for match in _ADDRESS.finditer(text):
        scheme = _SCHEME.search(text, max(0, match.start() - 6), match.start())
        found.append(("https:" if scheme is None else scheme[0].lower()) + match[0].rstrip(".!?]*"))
    return found


def read(scene: Scene) -> Iterator[Evidence]:
    """Accounts named in the code of the page, in its on-handlers' scripts and its inline JSON."""
    seen: dict[str, Evidence] = {}
    for element in scene.tree.tagged["script"]:
        if element.get("src") or "ld+json" in element.get("type").lower() or not (code := element.raw):
            continue
        for evidence in _in_code(scene, code[:_LONGEST]):
            seen.setdefault(evidence.object, evidence)
        if len(seen) > _MOST:
            return
    yield from seen.values()


def _in_code(scene: Scene, code: str) -> Iterator[Evidence]:
    if "//" in code or "\\/" in code or "\\u002" in code:
        for address in addresses(_REMARK.sub(" ", code) if "/*" in code else code):
            found = scene.named(address)
            if found and not found.post:
                yield scene.state(EvidenceKind.SCRIPT, found, Region.SCRIPT, address)
    if _may_configure(code):
        yield from _configured(scene, code)


def _may_configure(code: str) -> bool:
    return (
        "twitter" in code
        or "acebook" in code
        or "nstagram" in code
        or "inkedin" in code
        or "outube" in code
        or "Twitter" in code
    )


def _configured(scene: Scene, code: str) -> Iterator[Evidence]:
    """Bare handles of configuration objects: two side by side, or one under a word such as "social"."""
    pairs = [(match, found) for match in _PAIR.finditer(code) if (found := _account(match))]
    for place, (match, found) in enumerate(pairs):
        near = [other for other, _ in pairs[max(0, place - 1) : place + 2] if other is not match]
        together = any(
            abs(other.start() - match.start()) < 160 and other[1].lower() != match[1].lower() for other in near
        )
        explicit = bool(match[2]) and match[2].strip("_-").lower() not in ("name", "site", "page", "user", "profile")
        if together or explicit or _SOCIAL.search(code, max(0, match.start() - 120), match.start()):
            yield scene.state(EvidenceKind.SCRIPT, found, Region.SCRIPT, match[0], label=match[3])


def _account(match: re.Match[str]) -> Named | None:
    value = match[3]
    if (
        value.lower() in _NOT_HANDLES
        or value.isdigit()
        or _ASSET.search(value)
        or (match[1].lower() == "x" and not match[2])
    ):
        return None
    return named_handle(_PLATFORMS[match[1].lower()], value)


def hidden(scene: Scene) -> Iterator[Evidence]:
    """Accounts inside HTML comments: what the page once said, or will say."""
    for comment in scene.tree.comments:
        if "//" not in comment:
            continue
        words = _TAGS.sub(" ", comment[:_LONGEST])
        for address in addresses(comment):
            found = scene.named(address)
            if found and not found.post:
                yield scene.state(EvidenceKind.COMMENT, found, Region.COMMENT, f"{address} {words}")
