"""Profile pages, as platforms show them to visitors who are not logged in; walls, dead pages and feeds included."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from markupsafe import Markup

from .accounts import AS_OF, HERE, Face, address, faces, truths
from .archive import Answer
from .builders import environment
from .feeds import feed

STEP = {"active": 6, "slow": 17, "dormant": 31, "abandoned": 45}  # days between the posts shown
FEEDS = {
    "youtube": "https://www.youtube.com/feeds/videos.xml?channel_id={channel}",
    "mastodon": "{url}.rss",
    "medium": "https://medium.com/feed/@{handle}",
    "wordpress": "{url}feed/",
    "podcast": "https://feeds.podloft.example/molecules-mornings.xml",
    "pinterest": "{url}feed.rss",
}
SHOWN: dict[str, Any] = tomllib.loads((HERE / "content" / "shown.toml").read_text(encoding="utf-8"))
WORDS: dict[str, list[str]] = SHOWN["words"]


@cache
def extras() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((HERE / "extras.toml").read_text(encoding="utf-8"))


def profiles() -> Iterator[Answer]:
    """The answers of the platforms: every account that is archived, then its feed if it has one."""
    for ref, face in faces().items():
        if face.page == "open":
            yield from _open(ref, face)
        elif face.page != "none":
            yield _shut(ref, face)


def _shut(ref: str, face: Face) -> Answer:
    """A log-in wall, a dead page, or a page that says in words that it is dead."""
    if face.page == "wall":
        wall = SHOWN["wall"][face.platform]
        login = wall["location"].format(handle=face.handle)
        return Answer(address(ref), _whole(wall["body"]), wall["status"], location=login)
    gone = SHOWN["gone"][face.platform]
    return Answer(address(ref), _whole(gone["body"]), gone["status"])


def _whole(body: str) -> bytes:
    return (body if body.startswith("<html") else f'<!DOCTYPE html><html lang="en"><body>{body}</body></html>').encode()


def _open(ref: str, face: Face) -> Iterator[Answer]:
    url, number = address(ref), int(hashlib.sha256(ref.encode()).hexdigest()[:8], 16)
    channel = "UC" + hashlib.sha256(ref.encode()).hexdigest()[:22]
    mine = extras().get(ref, {})
    posts = posted(ref)
    feed_url = FEEDS.get(face.platform, "").format(channel=channel, url=url, handle=face.handle)
    user, _, host = ref.partition(":")[2].partition("@")
    text = (
        environment()
        .get_template(_template(face))
        .render(
            face=face,
            url=url,
            fans=f"{int(face.followers):,}",
            number=number,
            avatar=hashlib.md5(ref.encode()).hexdigest()[:8],
            channel=channel,
            posts=posts,
            ages=[ago(day) for day, _ in posts],
            feed=feed_url,
            links=mine.get("links", [face.website] if face.website else []),
            suggested=_others(mine, "suggested"),
            affiliated=_others(mine, "affiliated"),
            ld=_linked_data(ref, face, posts),
            name_json=Markup(json.dumps(face.name)),
            user=user,
            host=host,
            title=f"{face.name} ({face.handle})",
            platform=face.platform,
        )
    )
    yield Answer(url, text.encode())
    if feed_url:
        yield Answer(feed_url, feed(face, url, posts), media_type="application/rss+xml; charset=utf-8")


def _template(face: Face) -> str:
    own = ("x", "facebook", "instagram", "linkedin", "youtube", "mastodon")
    return f"profile/{face.platform if face.platform in own else 'other'}.html"


def _others(mine: dict[str, list[str]], key: str) -> list[dict[str, str]]:
    known = faces()
    return [
        {"handle": known[r].handle, "name": known[r].name, "url": address(r), "platform": known[r].platform}
        for r in mine.get(key, [])
    ]


def posted(ref: str) -> list[tuple[str, str]]:
    """The newest posts: date and words, newest first."""
    truth = truths()[ref]
    if not truth.last_post:
        return []
    own = extras().get(ref, {}).get("posts", [])
    words = [*own, *WORDS[_pool(ref)]][:4]
    last = date.fromisoformat(truth.last_post)
    return [(str(last - timedelta(days=n * STEP[truth.status])), text) for n, text in enumerate(words)]


def ago(day: str) -> tuple[str, str]:
    """How platforms round an age: in words as YouTube does, short as LinkedIn does."""
    days = (AS_OF - date.fromisoformat(day)).days
    unit, size = next(
        (unit, size) for unit, size in (("year", 365), ("month", 30), ("week", 7), ("day", 1)) if days >= size
    )
    count = days // size
    return (
        f"{count} {unit}{'s' if count > 1 else ''} ago",
        f"{count}{'mo' if unit == 'month' else 'y' if unit == 'year' else unit[0]}",
    )


def _pool(ref: str) -> str:
    truth = truths()[ref]
    if truth.department in WORDS:
        return truth.department
    return next((sort for sort in WORDS if sort in truth.sorts), "corporate" if truth.ours else "namesake")


def _linked_data(ref: str, face: Face, posts: list[tuple[str, str]]) -> Markup:
    """The platform's own JSON-LD: a profile page; on LinkedIn also the dates of the updates."""
    count = {
        "@type": "InteractionCounter",
        "interactionType": "https://schema.org/FollowAction",
        "userInteractionCount": int(face.followers),
    }
    kind = "Person" if truths()[ref].relation == "person" else "Organization"
    main = {
        "@type": kind,
        "name": face.name,
        "alternateName": face.handle,
        "description": face.bio,
        "url": address(ref),
        "interactionStatistic": count,
    }
    graph: dict[str, object] = {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": main}
    if face.platform == "linkedin":
        updates = [
            {"@type": "DiscussionForumPosting", "datePublished": f"{day}T07:00:00.000Z", "text": text}
            for day, text in posts
        ]
        graph = {"@context": "https://schema.org", "@graph": [main | {"sameAs": face.website}, *updates]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return Markup(f'<script type="application/ld+json">{text}</script>')
