"""The region of a page that an element stands in: header, navigation, main part, aside, footer.

Three signs, strongest first: HTML elements, ARIA roles, and words in ``class`` and ``id``. A word counts only where
it names a part of the whole page (``site-footer``, ``topbar``), not of a card or an article in it (``card-header``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from sprawl.model import Region
from sprawl.observe.dom.tree import Element, Node
from sprawl.observe.tables import word_set

__all__ = ["Regions"]

_ELEMENTS = {
    "header": Region.HEADER,
    "footer": Region.FOOTER,
    "nav": Region.NAV,
    "aside": Region.ASIDE,
    "main": Region.MAIN,
    "head": Region.HEAD,
}
_ROLES = {
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "navigation": Region.NAV,
    "complementary": Region.ASIDE,
    "main": Region.MAIN,
}
_BY_STEM = {
    word: Region(name) for name in ("footer", "header", "nav", "aside", "main") for word in word_set("stems", name)
}
_BEFORE = word_set("around", "before")
_AFTER = word_set("around", "after")
_ONLY_ID = {
    "hd": Region.HEADER,
    "ft": Region.FOOTER,
    "bottom": Region.FOOTER,
    "ftr": Region.FOOTER,
    "hdr": Region.HEADER,
    "main": Region.MAIN,
    "content": Region.MAIN,
}
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ARTICLES = frozenset(("article", "dialog", "figure", "li", "dd"))
_FRAME = (Region.HEADER, Region.FOOTER, Region.ASIDE, Region.NAV)
_TOO_SMALL = frozenset(("html", "body", "a", "button", "img", "h1", "h2", "h3", "h4", "span", "p", "i", "svg", "li"))
_DEEPEST = 400
_LONGEST = 400


class Regions:
    """The region of any element of one page; each element is looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Region, bool]] = {}

    def of(self, element: Element) -> Region:
        """The region ``element`` stands in. Time: its depth, at most 400, less the ancestors known already."""
        known = self._known
        chain: list[Node] = []
        state: tuple[Region, bool] | None = None
        for node in element.ancestors():
            if len(chain) == _DEEPEST:
                break
            state = known.get(node.mem_id)
            if state is not None:
                break
            chain.append(node)
        region, article = state or (Region.UNKNOWN, False)
        for node in reversed(chain):
            region, article = known[node.mem_id] = _inside(region, article, Element(node))
        return region


def _inside(region: Region, article: bool, element: Element) -> tuple[Region, bool]:
    """The region inside ``element`` and whether an article is around, from the same two outside of it."""
    if element.tag in _ARTICLES:
        return (Region.MAIN if element.tag == "article" and region not in _FRAME else region), True
    mark, firm = _announced(element)
    if mark is None or region in (Region.FOOTER, Region.ASIDE):
        return region, article
    if region is Region.HEADER:
        return (mark if mark in (Region.FOOTER, Region.MAIN) and firm else region), article
    if mark in (Region.HEADER, Region.FOOTER):
        part = article or region is Region.NAV or (region is Region.MAIN and mark is Region.HEADER)
        return (region if part else mark), article
    return (region if mark is Region.MAIN and region is Region.NAV else mark), article


def _announced(element: Element) -> tuple[Region | None, bool]:
    """The region an element announces; True when its tag or role says so, False when a class or id does."""
    region = _ELEMENTS.get(element.tag) or _ROLES.get(element.get("role").lower())
    if region or element.tag in _TOO_SMALL:
        return region, region is not None
    for names, whole in ((element.get("id"), _ONLY_ID), (element.get("class"), {})):
        if names and len(names) <= _LONGEST:
            for name in names.split():
                if region := whole.get(name) or _region_of(name):
                    return region, False
    return None, False


@lru_cache(maxsize=1 << 13)
def _region_of(name: str) -> Region | None:
    """The region one class or id names: "site-footer" and "footerWidgets" name one, "card-footer" does not."""
    parts = [part.lower() for part in _WORDS.findall(name)]
    at = next((place for place, part in enumerate(parts) if part in _BY_STEM), None)
    if at is None or not _BEFORE.issuperset(parts[:at]) or not _AFTER.issuperset(parts[at + 1 :]):
        return None
    return _BY_STEM[parts[at]]
