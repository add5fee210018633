"""Accounts in plain words: "@brand" beside the name of a platform, and fediverse addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.dom.blocks import Block
from sprawl.observe.dom.tree import Element
from sprawl.observe.naming import Named, named, named_handle
from sprawl.observe.scene import Scene

__all__ = ["read"]

# Words that name a platform in running text. A single X needs company: "X (Twitter)", "on X", "X:".
_NAMES = {
    "x": r"x/twitter|twitter/x|x \((?:formerly )?twitter\)|twitter|tweets? (?:by|from)|(?:on|auf|en|sur|su|via|op) x"
    r"|x(?= ?(?::|$| ?@))|x(?= ?(?:at|under) )",
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
_HANDLE = re.compile(
    r"@(?<![\w@./+-]@)([A-Za-z0-9_][\w.-]{1,60})(?:@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}))?", re.A
)
_ADDRESS = re.compile(r"(?<![\w@./+-])([\w.-]{2,40})@((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12})(?![\w@-])", re.I | re.A)
_ON = re.compile(r"\s*(?:\(|(?:on|auf|en|sur|su|via|op|at|no|na|på|w|bei)\s)\s*", re.I)
_LISTED = re.compile(
    r"\s*(?:,|/|&|\+|\||\b(?:and|or|und|oder|et|ou|y|e|o|en|och|og|i)\b)\s*(?:(?:on|auf|en|sur|su)\s+)?", re.I
)
_STOP = re.compile(r"[.!?]\s|[|•·;]")
_WORDS_BETWEEN = 3
_REACH = 80
_RULES = (
    rb"media|import|font|keyframes|charset|supports|context|type|id|graph|page|layer|namespace|return|param|author|license"
    rb"|version"
)
_BEGUN = re.compile(rb"(?!(?:" + _RULES + rb")\b)[A-Za-z0-9_]{2}", re.A)
_AHEAD = frozenset((b" ", b"\t", b"\r", b"\n", b">", b"(", b":", b";", b",", b"\xa0"))
_ESCAPED = re.compile(rb"&(?:#0*64|#[xX]0*40|commat)")
_FEDIVERSE = ("mastodon", "fediverse")


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
    before, *pieces = source.split(b"@")
    for piece in pieces:
        if before[-1:] in _AHEAD and _BEGUN.match(piece):
            return True
        before = piece
    addressed = bool(pieces) or _ESCAPED.search(source) is not None
    return addressed and (b"astodon" in source or b"ediverse" in source)


def _handles(text: str) -> Iterator[tuple[Named, int, int]]:
    """Each account that a handle in the text names, and where it stands."""
    for match in _HANDLE.finditer(text):
        for found in _accounts(text, match):
            yield found, match.start(), match.end()
    if text.isascii() and not any(word in text.lower() for word in _FEDIVERSE):
        return
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        account = named(f"@{match[0]}") if "mastodon" in _listed_before(before) else None
        if account and not account.post:
            yield account, match.start(), match.end()


def _accounts(text: str, match: re.Match[str]) -> Iterator[Named]:
    if match[2]:
        found = named(match[0])
        yield from (found,) if found and not found.post else ()
        return
    for platform in _platforms(text, match.start(), match.end()):
        if account := named_handle(platform, match[1].rstrip(".-")):
            yield account


def _platforms(text: str, start: int, end: int) -> list[str]:
    """The platforms named right after a handle ("@brand on Instagram and X"), else the nearest before it."""
    return _listed_after(text, end) or _listed_before(text[max(0, start - _REACH) : start])


def _listed_after(text: str, end: int) -> list[str]:
    ahead = _ON.match(text, end)
    word = _WORD.match(text, ahead.end()) if ahead else None
    found = []
    while word:
        found.append(word.lastgroup or "")
        ahead = _LISTED.match(text, word.end())
        word = _WORD.match(text, ahead.end()) if ahead else None
    return found


def _listed_before(before: str) -> list[str]:
    """ "Instagram: @brand", "on Facebook, Instagram and X at @brand": few words between, no end of a sentence."""
    words = list(_WORD.finditer(before))
    if not words or _STOP.search(before, words[-1].end()) or len(before[words[-1].end() :].split()) > _WORDS_BETWEEN:
        return []
    found = [words[-1]]
    for word in reversed(words[:-1]):
        if not _LISTED.fullmatch(before, word.end(), found[-1].start()):
            break
        found.append(word)
    return [word.lastgroup or "" for word in reversed(found)]


def _evidence(scene: Scene, holder: Element, ref: str, block: Block, start: int, end: int) -> Evidence:
    region = scene.region(holder)
    said = block.text[start:end]
    return Evidence(
        EvidenceKind.TEXT,
        scene.subject,
        ref,
        scene.url,
        region,
        block.quote(start, end - start),
        said,
        handle=said.strip("@. "),
    )
