"""Accounts in scripts: addresses in code and inline JSON, and bare handles in configuration objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.addresses import addresses_in
from sprawl.observe.context import PageContext
from sprawl.observe.references import Reference, account_of_handle
from sprawl.observe.tables import word_set

__all__ = ["read"]

_MOST = 40  # accounts from the scripts of one page; more is a list of strangers
_LONGEST = 400_000
_REMARK = re.compile(r"/\*(?:[^*]|\*(?!/))*(?:\*/)?")

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
_VAGUE_KEYS = ("name", "site", "page", "user", "profile")  # "twitterName" may be anything
_NOT_HANDLES = word_set("settings", "values")
_ASSET = re.compile(
    r"\.(?:svg|png|jpe?g|gif|webp|js|css|html?|php|json|com|net|org)\Z|fa-|icon|btn|button|share|login|tracking", re.I
)


def read(context: PageContext) -> Iterator[Evidence]:
    """Accounts named in the code of the page and in its inline JSON, each once."""
    evidence_of: dict[str, Evidence] = {}
    for element in context.tree.by_tag["script"]:
        if element.get("src") or "ld+json" in element.get("type").lower() or not (code := element.raw):
            continue
        for evidence in _in_code(context, code[:_LONGEST]):
            evidence_of.setdefault(evidence.object, evidence)
        if len(evidence_of) > _MOST:
            return
    yield from evidence_of.values()


def _in_code(context: PageContext, code: str) -> Iterator[Evidence]:
    if "//" in code or "\\/" in code or "\\u002" in code:
        for address in addresses_in(_REMARK.sub(" ", code) if "/*" in code else code):
            account = context.account(address)
            if account and not account.post:
                yield context.evidence_in(EvidenceKind.SCRIPT, account, Region.SCRIPT, address)
    if (
        "twitter" in code
        or "acebook" in code
        or "nstagram" in code
        or "inkedin" in code
        or "outube" in code
        or "Twitter" in code
    ):
        yield from _configured(context, code)


def _configured(context: PageContext, code: str) -> Iterator[Evidence]:
    """Bare handles of configuration objects: two beside each other, or one under a word such as "social"."""
    pairs = [(match, account) for match in _PAIR.finditer(code) if (account := _account(match))]
    for place, (match, account) in enumerate(pairs):
        near = [other for other, _ in pairs[max(0, place - 1) : place + 2] if other is not match]
        together = any(
            abs(other.start() - match.start()) < 160 and other[1].lower() != match[1].lower() for other in near
        )
        explicit = bool(match[2]) and match[2].strip("_-").lower() not in _VAGUE_KEYS
        if together or explicit or _SOCIAL.search(code, max(0, match.start() - 120), match.start()):
            yield context.evidence_in(EvidenceKind.SCRIPT, account, Region.SCRIPT, match[0], label=match[3])


def _account(match: re.Match[str]) -> Reference | None:
    platform, qualifier, value = match[1].lower(), match[2], match[3]
    if value.lower() in _NOT_HANDLES or value.isdigit() or _ASSET.search(value) or (platform == "x" and not qualifier):
        return None
    return account_of_handle(_PLATFORMS[platform], value)
