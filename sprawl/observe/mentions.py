"""Accounts in plain words: "@brand" beside the name of a platform, and fediverse addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.scene import Named, Scene, named, named_handle
from sprawl.observe.tree import Element
from sprawl.observe.words import Block

__all__ = ["read"]

# Words that name a platform in running text. A single X needs company: "X (Twitter)", "on X", "X:".
_NAMES = {
    "x": r"twitter|x/twitter|x \(formerly twitter\)|(?:on|auf|en|sur|su|via|op|follow us on) x|x ?:|tweets?",
    "instagram": r"instagram|insta|ig ?:",
    "threads": r"threads(?: ?:|\.net)?",
    "tiktok": r"tik ?tok",
    "youtube": r"you ?tube",
    "facebook": r"facebook",
    "telegram": r"telegram",
    "bluesky": r"blue ?sky|bsky",
    "mastodon": r"mastodon|fediverse",
    "snapchat": r"snapchat",
    "pinterest": r"pinterest",
    "linkedin": r"linkedin",
    "medium": r"medium",
    "twitch": r"twitch",
    "wechat": r"we ?chat",
    "line": r"line (?:official|id)",
}
_WORD = re.compile("|".join(rf"(?P<{slug}>\b(?:{words})(?!\w))" for slug, words in _NAMES.items()), re.I)
_HANDLE = re.compile(r"(?<![\w@./+-])@([A-Za-z0-9_][\w.-]{1,60})(?:@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}))?", re.A)
_ADDRESS = re.compile(r"(?<![\w@./+-])([\w.-]{2,40})@((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12})(?![\w@-])", re.I | re.A)
_AFTER = re.compile(r"\s*(?:\(|on|auf|en|sur|su|via|op|at|no|på|w)\s*", re.I)
_BETWEEN = re.compile(r"[.!?]\s|[|•·;]")
_REACH = 60
_RULES = rb"media|import|font|keyframes|charset|supports|context|type|id|graph|page|layer|namespace|return|param|author|license|version"
_SIGN = re.compile(rb"@(?!(?:" + _RULES + rb")\b)[A-Za-z0-9_]{2}", re.A)
_AHEAD = frozenset(b" \t\r\n>(:;,\xa0")
_FEDIVERSE = (b"astodon", b"ediverse")


def read(scene: Scene) -> Iterator[Evidence]:
    """Each handle in visible text with the name of its platform near it in the same block."""
    if not _worthwhile(scene.source):
        return
    read_already: set[int] = set()
    for holder in scene.tree.saying("@"):
        if holder.tag == "a" and scene.named(holder.get("href")):
            continue
        block = scene.words.around(holder)
        if id(block) not in read_already:
            read_already.add(id(block))
            for found, start, end in _handles(block.text):
                if found.ref != scene.subject:
                    yield _evidence(scene, holder, found.ref, block, start, end)


def _worthwhile(source: bytes) -> bool:
    """Is there an @ in the page that begins a handle, and no e-mail address or rule of a style sheet?"""
    if any(source[found.start() - 1] in _AHEAD for found in _SIGN.finditer(source) if found.start()):
        return True
    return any(word in source for word in _FEDIVERSE)


def _handles(text: str) -> Iterator[tuple[Named, int, int]]:
    """Each account that a handle in the text names, and where it stands."""
    for match in _HANDLE.finditer(text):
        platform = "mastodon" if match[2] else _platform(text, match.start(), match.end())
        found = named(match[0]) if match[2] else named_handle(platform, match[1].rstrip(".-")) if platform else None
        if found and not found.post:
            yield found, match.start(), match.end()
    for match in _ADDRESS.finditer(text):
        found = named(f"@{match[0]}") if _platform(text, match.start(), match.end()) == "mastodon" else None
        if found and not found.post:
            yield found, match.start(), match.end()


def _platform(text: str, start: int, end: int) -> str:
    """The platform named nearest before a handle, or right after it ("@brand on Instagram"); "" for none."""
    ahead = _AFTER.match(text, end)
    after = _WORD.match(text, ahead.end()) if ahead else None
    if after:
        return after.lastgroup or ""
    before = text[max(0, start - _REACH):start]
    words = list(_WORD.finditer(before))
    if not words or _BETWEEN.search(before, words[-1].end()):
        return ""
    return words[-1].lastgroup or ""


def _evidence(scene: Scene, holder: Element, ref: str, block: Block, start: int, end: int) -> Evidence:
    region = scene.region(holder)
    return Evidence(EvidenceKind.TEXT, scene.subject, ref, scene.url, region, block.quote(start, end - start), block.text[start:end])
