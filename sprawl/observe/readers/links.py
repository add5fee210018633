"""Links to accounts: <a>, <area>, SVG links, forms; follow buttons and timelines that are links until a script runs."""

from __future__ import annotations

from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.dom.tree import Element
from sprawl.observe.naming import Named
from sprawl.observe.scene import Scene

__all__ = ["read"]

_RELS = frozenset(("me", "publisher", "author"))
_WIDGET_CLASSES = (
    "twitter-timeline",
    "twitter-follow-button",
    "twitter-mention-button",
    "twitter-hashtag-button",
    "twitter-grid",
    "g-ytsubscribe",
    "fb-page",
    "fb-follow",
    "vk-widget",
    "tumblr-follow",
    "github-button",
)
_WIDGET_ATTRIBUTES = ("data-pin-do", "data-tweet-limit", "data-show-screen-name")


def read(scene: Scene) -> Iterator[Evidence]:
    """Each link, image-map area and form that leads to an account, or to what it published."""
    naming = scene.naming
    for href, element in scene.tree.linked(naming) if naming else ():
        found = naming[href]
        kind = _kind(element, found)
        passed = kind is EvidenceKind.LINK and scene.home(scene.absolute(href))
        yield scene.say(EvidenceKind.REDIRECT if passed else kind, found, element)
    for element in scene.tree.tagged["form"]:
        if action := scene.named(element.get("action")):
            yield scene.say(_kind(element, action), action, element)


def _kind(element: Element, found: Named) -> EvidenceKind:
    if found.post:
        return EvidenceKind.POST
    classes = element.get("class")
    if "-" in classes and any(name in classes for name in _WIDGET_CLASSES):
        return EvidenceKind.WIDGET
    if any(name in element.attrs for name in _WIDGET_ATTRIBUTES):
        return EvidenceKind.WIDGET
    return EvidenceKind.REL_ME if _RELS.intersection(element.get("rel").lower().split()) else EvidenceKind.LINK
