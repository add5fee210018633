"""What the head says: <link> relations and <meta> properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.dom.tree import Element
from sprawl.observe.naming import Named, named, named_handle
from sprawl.observe.scene import Scene

__all__ = ["metas", "read"]

_FEED = re.compile(r"rss|atom|activity\+json|feed\+json|application/json\b|rdf", re.I)
_ID = re.compile(r"\d{3,20}")
_APP = re.compile(r"app-id\s*=\s*([\w.]{2,120})", re.A)
_FEDI = re.compile(r"@?[\w.-]{1,64}@[\w.-]{3,120}", re.A)


def read(scene: Scene) -> Iterator[Evidence]:
    """Accounts named by <link rel> and by the metas of the table below."""
    for element in scene.tree.tagged["link"]:
        yield from _relation(scene, element)
    for element in scene.tree.tagged["meta"]:
        name = (element.get("property") or element.get("name")).strip().lower()
        reader = _METAS.get(name)
        if reader and (content := element.get("content").strip()):
            for found in reader(scene, content[:600]):
                if found and found.ref != scene.subject:
                    yield scene.state(EvidenceKind.META, found, Region.HEAD, content, label=name)


def metas(scene: Scene) -> dict[str, str]:
    """The first non-empty content of each named <meta>, names in lower case."""
    found: dict[str, str] = {}
    for element in scene.tree.tagged["meta"]:
        name = (element.get("property") or element.get("name") or element.get("itemprop")).strip().lower()
        if name and (content := element.get("content").strip()):
            found.setdefault(name, content)
    return found


def _relation(scene: Scene, element: Element) -> Iterator[Evidence]:
    rels = element.get("rel").lower().split()
    me = any(rel in ("me", "publisher", "author") for rel in rels)
    if not me and not ("alternate" in rels and _FEED.search(element.get("type"))):
        return
    found = scene.named(element.get("href"))
    if found and not (found.post and not me):
        kind = EvidenceKind.REL_ME if me else EvidenceKind.FEED
        yield scene.state(
            kind, found, Region.HEAD, element.get("href"), label=" ".join(rels), heading=element.get("title")
        )


def _url(scene: Scene, content: str) -> Iterator[Named | None]:
    found = scene.named(content) if "/" in content else None
    if found and not found.post:
        yield found


def _handle(platform: str) -> Callable[[Scene, str], Iterator[Named | None]]:
    def reader(scene: Scene, content: str) -> Iterator[Named | None]:
        if "/" in content:
            yield from _url(scene, content)
        elif not content.isdigit() and " " not in content.strip():
            yield named_handle(platform, content)

    return reader


def _facebook_ids(scene: Scene, content: str) -> Iterator[Named | None]:
    for number in _ID.findall(content)[:20]:
        yield named(f"https://www.facebook.com/profile.php?id={number}")


def _facebook(scene: Scene, content: str) -> Iterator[Named | None]:
    """A URL, a numeric id, or a bare name, as article:publisher is written."""
    if "/" in content:
        yield from _url(scene, content)
    elif content.isdigit():
        yield from _facebook_ids(scene, content)
    elif " " not in content:
        yield named_handle("facebook", content)


def _fediverse(scene: Scene, content: str) -> Iterator[Named | None]:
    if _FEDI.fullmatch(content):
        yield named("@" + content.removeprefix("@"))
    else:
        yield from _url(scene, content)


def _app(template: str, key: str = "") -> Callable[[Scene, str], Iterator[Named | None]]:
    def reader(scene: Scene, content: str) -> Iterator[Named | None]:
        found = _APP.search(content) if key else re.fullmatch(r"[\w.]{2,120}", content, re.A)
        if found:
            yield named(template.format(found[1] if key else found[0]))

    return reader


def _deep_link(scene: Scene, content: str) -> Iterator[Named | None]:
    """An address that opens a platform's own app: ``fb://page/123``, ``twitter://user?screen_name=brand``."""
    found = named(content)
    if found and not found.post:
        yield found


_STORE = "https://apps.apple.com/app/id{}"
_PLAY = "https://play.google.com/store/apps/details?id={}"
_METAS: dict[str, Callable[[Scene, str], Iterator[Named | None]]] = {
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
    "apple-itunes-app": _app(_STORE, "app-id"),
    "google-play-app": _app(_PLAY, "app-id"),
    "al:ios:app_store_id": _app(_STORE),
    "al:iphone:app_store_id": _app(_STORE),
    "al:ipad:app_store_id": _app(_STORE),
    "twitter:app:id:iphone": _app(_STORE),
    "twitter:app:id:ipad": _app(_STORE),
    "al:android:package": _app(_PLAY),
    "twitter:app:id:googleplay": _app(_PLAY),
    "al:ios:url": _deep_link,
    "al:iphone:url": _deep_link,
    "al:android:url": _deep_link,
    "al:web:url": _deep_link,
}
