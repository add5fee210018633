"""Accounts in plain words: "@brand" beside the name of a platform, and fediverse addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.context import PageContext
from sprawl.observe.references import Reference, account_at, account_of_handle

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
_SENTENCE_END = re.compile(r"[.!?]\s|[|•·;]")
_MOST_WORDS_BETWEEN = 3
_MOST_BEFORE = 80
_NOT_HANDLES = (
    rb"media|import|font|keyframes|charset|supports|context|type|id|graph|page|layer|namespace|return|param|author|license"
    rb"|version"
)
_HANDLE_BEGINS = re.compile(rb"(?!(?:" + _NOT_HANDLES + rb")\b)[A-Za-z0-9_]{2}", re.A)
_BEFORE_HANDLE = frozenset((b" ", b"\t", b"\r", b"\n", b">", b"(", b":", b";", b",", b"\xa0"))
_ESCAPED_AT = re.compile(rb"&(?:#0*64|#[xX]0*40|commat)")
_FEDIVERSE = ("mastodon", "fediverse")


def read(context: PageContext) -> Iterator[Evidence]:
    """Each handle in visible text with the name of its platform near it in the same block."""
    if not _may_mention(context.source):
        return
    blocks: set[int] = set()
    for holder in context.tree.holders_of("@"):
        if holder.tag == "a" and context.account(holder.get("href")):
            continue
        block = context.surroundings.block(holder)
        if id(block) in blocks:
            continue
        blocks.add(id(block))
        for account, start, end in _accounts(block.text):
            if account.ref != context.subject:
                words = block.text[start:end]
                yield Evidence(
                    EvidenceKind.TEXT,
                    context.subject,
                    account.ref,
                    context.url,
                    context.region(holder),
                    quote=block.quote(start, end - start),
                    label=words,
                    handle=words.strip("@. "),
                )


def _may_mention(source: bytes) -> bool:
    """True where an @ begins a handle, and no e-mail address or rule of a style sheet."""
    before, *pieces = source.split(b"@")
    for piece in pieces:
        if before[-1:] in _BEFORE_HANDLE and _HANDLE_BEGINS.match(piece):
            return True
        before = piece
    addressed = bool(pieces) or _ESCAPED_AT.search(source) is not None
    return addressed and (b"astodon" in source or b"ediverse" in source)


def _accounts(text: str) -> Iterator[tuple[Reference, int, int]]:
    """Each account that a handle in the text names, and where the handle begins and ends."""
    for match in _HANDLE.finditer(text):
        start, end = match.span()
        if match[2]:
            account = account_at(match[0])
            yield from ((account, start, end),) if account and not account.post else ()
            continue
        before = text[max(0, start - _MOST_BEFORE) : start]
        for platform in _platforms_after(text, end) or _platforms_before(before):
            if account := account_of_handle(platform, match[1].rstrip(".-")):
                yield account, start, end
    if text.isascii() and not any(word in text.lower() for word in _FEDIVERSE):
        return
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - _MOST_BEFORE) : match.start()]
        account = account_at(f"@{match[0]}") if "mastodon" in _platforms_before(before) else None
        if account and not account.post:
            yield account, match.start(), match.end()


def _platforms_after(text: str, end: int) -> list[str]:
    """The platforms named right after a handle: "@brand on Instagram and X"."""
    gap = _ON.match(text, end)
    name = _WORD.match(text, gap.end()) if gap else None
    platforms = []
    while name:
        platforms.append(name.lastgroup or "")
        gap = _LISTED.match(text, name.end())
        name = _WORD.match(text, gap.end()) if gap else None
    return platforms


def _platforms_before(before: str) -> list[str]:
    """The nearest platforms named before a handle: "Instagram: @brand", "on Facebook, Instagram and X at @brand".

    At most three words stand between, and no end of a sentence.
    """
    names = list(_WORD.finditer(before))
    if not names or _SENTENCE_END.search(before, names[-1].end()):
        return []
    if len(before[names[-1].end() :].split()) > _MOST_WORDS_BETWEEN:
        return []
    listed = [names[-1]]
    for name in reversed(names[:-1]):
        if not _LISTED.fullmatch(before, name.end(), listed[-1].start()):
            break
        listed.append(name)
    return [name.lastgroup or "" for name in reversed(listed)]
