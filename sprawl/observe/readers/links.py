"""Links to accounts: <a>, <area>, SVG links, forms; follow buttons and timelines that are links until a script runs."""

from __future__ import annotations

from collections.abc import Iterator

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.context import PageContext
from sprawl.observe.dom.tree import Element
from sprawl.observe.references import Reference

__all__ = ["read"]

_OWN_RELS = frozenset(("me", "publisher", "author"))
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


def read(context: PageContext) -> Iterator[Evidence]:
    """Each link, image-map area and form that leads to an account, or to what it published."""
    accounts = context.links.accounts
    for href, element in context.tree.links_to(accounts) if accounts else ():
        kind = _kind(element, accounts[href])
        if kind is EvidenceKind.LINK and urls.host(context.addresses[href]) == context.host:
            kind = EvidenceKind.REDIRECT
        yield context.evidence_at(kind, accounts[href], element)
    for element in context.tree.by_tag["form"]:
        if account := context.account(element.get("action")):
            yield context.evidence_at(_kind(element, account), account, element)


def _kind(element: Element, account: Reference) -> EvidenceKind:
    """A post, a widget, a statement that the account is the page's own (rel=me), or a plain link."""
    if account.post:
        return EvidenceKind.POST
    classes = element.get("class")
    if "-" in classes and any(name in classes for name in _WIDGET_CLASSES):
        return EvidenceKind.WIDGET
    if any(name in element.attrs for name in _WIDGET_ATTRIBUTES):
        return EvidenceKind.WIDGET
    return EvidenceKind.REL_ME if _OWN_RELS.intersection(element.get("rel").lower().split()) else EvidenceKind.LINK
