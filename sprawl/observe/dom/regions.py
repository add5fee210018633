"""Where on a page something stands: header, navigation, main part, aside, footer.

Three signs, strongest first: HTML elements, ARIA roles, and words in ``class`` and ``id``. A word counts only where
it stands for the whole page (``site-footer``, ``topbar``), not for a card or an article in it (``card-header``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from sprawl.model import Region
from sprawl.observe.dom.tree import Element, Node
from sprawl.observe.tables import words

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
    word: Region(name) for name in ("footer", "header", "nav", "aside", "main") for word in words("stems", name)
}
_BEFORE = words("around", "before")
_AFTER = words("around", "after")
_ONLY_ID = {
    "hd": Region.HEADER,
    "ft": Region.FOOTER,
    "bottom": Region.FOOTER,
    "ftr": Region.FOOTER,
    "hdr": Region.HEADER,
    "main": Region.MAIN,
    "content": Region.MAIN,
}
_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ARTICLES = frozenset(("article", "dialog", "figure", "li", "dd"))
_OUTER = (Region.HEADER, Region.FOOTER, Region.ASIDE, Region.NAV)
_SMALL = frozenset(("html", "body", "a", "button", "img", "h1", "h2", "h3", "h4", "span", "p", "i", "svg", "li"))
_DEEPEST = 400
_LONGEST = 400


class Regions:
    """The region of any element of one page; each element is looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Region, bool]] = {}

    def of(self, element: Element) -> Region:
        """The region ``element`` stands in. Time: its depth, at most 400, less what is known already."""
        known = self._known
        chain: list[Node] = []
        state: tuple[Region, bool] | None = None
        for at in element.upward():
            if len(chain) == _DEEPEST:
                break
            state = known.get(at.mem_id)
            if state is not None:
                break
            chain.append(at)
        state = state or (Region.UNKNOWN, False)
        for step in reversed(chain):
            state = known[step.mem_id] = _within(state, Element(step, step.tag or "-", None, 0))
        return state[0]


def _within(state: tuple[Region, bool], element: Element) -> tuple[Region, bool]:
    """The region inside ``element``, from that around it, and whether an article is around."""
    region, article = state
    if element.tag in _ARTICLES:
        return (Region.MAIN if element.tag == "article" and region not in _OUTER else region), True
    mark, firm = _mark(element)
    if mark is None:
        return state
    return _settle(region, mark, firm, article), article


def _settle(region: Region, mark: Region, firm: bool, article: bool) -> Region:
    if region in (Region.FOOTER, Region.ASIDE):
        return region
    if region is Region.HEADER:
        return mark if mark in (Region.FOOTER, Region.MAIN) and firm else region
    if mark in (Region.HEADER, Region.FOOTER):
        inside = article or region is Region.NAV or (region is Region.MAIN and mark is Region.HEADER)
        return region if inside else mark
    return region if mark is Region.MAIN and region is Region.NAV else mark


def _mark(element: Element) -> tuple[Region | None, bool]:
    """The region an element announces, and whether by element or role, which are firm."""
    found = _ELEMENTS.get(element.tag) or _ROLES.get(element.get("role").lower())
    if found:
        return found, True
    if element.tag in _SMALL:
        return None, False
    return _named(element.get("id"), _ONLY_ID) or _named(element.get("class"), {}), False


def _named(names: str, whole: dict[str, Region]) -> Region | None:
    """The region that a class or id attribute names, if any does."""
    if not names or len(names) > _LONGEST:
        return None
    for name in names.split():
        found = whole.get(name) or _region_of(name)
        if found:
            return found
    return None


@lru_cache(maxsize=1 << 13)
def _region_of(name: str) -> Region | None:
    """The region one class or id names: "site-footer" and "footerWidgets" do, "card-footer" does not."""
    parts = [part.lower() for part in _SPLIT.findall(name)]
    at = next((place for place, part in enumerate(parts) if part in _BY_STEM), None)
    if at is None or not _BEFORE.issuperset(parts[:at]) or not _AFTER.issuperset(parts[at + 1 :]):
        return None
    return _BY_STEM[parts[at]]
