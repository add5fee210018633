"""The words of a page as a person reads or hears them: labels, quotes, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sprawl.observe.tree import Element, Tree

__all__ = ["Block", "Words", "clean", "cut", "label_of"]

QUOTE = 240
_BLOCKS = frozenset((
    "li", "p", "td", "th", "dd", "dt", "blockquote", "figcaption", "caption", "address", "h1", "h2", "h3", "h4", "h5", "h6",
    "div", "section", "article", "header", "footer", "aside", "nav", "main", "form", "body", "fieldset", "center", "details",
))
_WALLS = frozenset(("body", "html", "main", "header", "footer", "nav", "aside", "td", "form"))
_MOST_NODES = 600
_MOST_CHARACTERS = 6_000
_BUDGET = 60_000
_CLIMB = 4
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+")


def clean(text: str) -> str:
    """One line without control characters, invisible marks and halves of characters."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(_CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).split())


def cut(text: str, start: int = 0, length: int = 0, most: int = QUOTE) -> str:
    """At most ``most`` characters of ``text`` around the ``length`` from ``start``, cut between words."""
    if len(text) <= most:
        return text
    spare = max(0, most - length - 2)
    left = max(0, min(start - spare // 2, len(text) - most + 2))
    right = min(len(text), left + most - 2)
    if left and (space := text.find(" ", left, max(left, start) + 1)) >= 0:
        left = space + 1
    if right < len(text) and (space := text.rfind(" ", start + length, right)) >= 0:
        right = space
    return ("…" if left else "") + text[left:right] + ("…" if right < len(text) else "")


def label_of(element: Element) -> str:
    """A link's own words: its text, else what a screen reader says (aria-label, title, alt, svg title)."""
    said = clean(" ".join(element.texts(80)))
    if said:
        return said[:QUOTE].rstrip()
    inside = (inner for _, inner in element.steps(40) if inner is not None)
    return clean(_spoken(element) or next(filter(None, map(_spoken, inside)), ""))[:QUOTE].rstrip()


def _spoken(element: Element) -> str:
    return element.get("aria-label") or element.get("alt") or element.get("title")


@dataclass(slots=True)
class Block:
    """The words of one block, where in them each link stands, and its links."""

    text: str = ""
    spots: dict[int, tuple[int, int]] = field(default_factory=dict)   # element key → offset, length
    links: list[Element] = field(default_factory=list)
    linked: int = 0                                                   # characters that are links' own words
    partial: bool = False                                             # it goes on: only its beginning was read

    def close(self, link: Element, start: int, length: int) -> None:
        """Note where a link's words stand."""
        self.spots[link.key] = (start, length)
        self.links.append(link)
        self.linked += length

    @property
    def bare(self) -> bool:
        """Has it no words beyond those of its links?"""
        return len(self.text) <= self.linked + 2 * max(1, len(self.spots))


class Words:
    """Blocks and headings of one page. Work is bounded: past its budget a link has only its own words."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._blocks: dict[int, Block] = {}
        self._around: dict[int, Block] = {}
        self._left = _BUDGET

    def around(self, element: Element) -> Block:
        """The block a link stands in; a bare one (icons only) widens to what is still one quote long."""
        holder = _holder(element)
        if holder is None:
            return Block()
        known = self._around.get(holder.key)
        if known is None:
            known = self._around[holder.key] = self._widened(holder)
        return known

    def _widened(self, holder: Element) -> Block:
        block = self._block(holder)
        for _ in range(_CLIMB):
            above = holder.parent() if block.bare and holder.tag not in _WALLS else None
            if above is None or above.tag in _WALLS:
                break
            wider = self._block(above, QUOTE)
            if len(wider.text) > QUOTE:
                break
            holder, block = above, wider
        return block

    def row(self, element: Element) -> Block:
        """The table row a link stands in; empty outside tables."""
        at: Element | None = element
        for _ in range(8):
            if at is None or at.tag in ("tr", "li", "body"):
                break
            at = at.parent()
        return self._block(at) if at is not None and at.tag == "tr" else Block()

    def quote(self, element: Element, label: str) -> str:
        """The words around a link, with its label inside, at most 240 characters."""
        block = self.around(element)
        start, length = block.spots.get(element.key, (-1, 0))
        if start < 0:
            return label if label not in block.text or not label else cut(block.text, block.text.find(label), len(label))
        return cut(block.text, start, min(length, QUOTE))

    def heading(self, order: int) -> tuple[str, Element | None]:
        """The nearest heading above, real or in bold alone, and its element."""
        real = next(iter(self.tree.above(self.tree.headings, order)), None)
        since = real.order if real else -1
        for bold in self.tree.above(self.tree.bold, order, 6):
            if bold.order > since and (said := _alone(bold)):
                return said, bold
        return (label_of(real), real) if real else ("", None)

    def _block(self, holder: Element, most: int = 0) -> Block:
        """A block's words; with ``most`` only until they are more than that."""
        known = self._blocks.get(holder.key)
        if known is None or (known.partial and not most):
            known = self._blocks[holder.key] = self._read(holder, most or _MOST_CHARACTERS) if self._left > 0 else Block()
        return known

    def _read(self, holder: Element, most: int) -> Block:
        block, parts, size, start = Block(), list[str](), 0, 0
        for text, element in holder.steps(_MOST_NODES):
            self._left -= 1
            if element is not None and text == "/":
                said = clean(_spoken(element)) if element.tag == "a" and size == start else ""
            elif element is not None:
                start = size if element.tag == "a" else start
                said = clean(element.get("alt")) if element.tag == "img" else ""
            else:
                said = clean(text)
            if said:
                parts.append(said)
                size += len(said) + 1
            if size > most + 1:
                block.partial = True
                break
            if element is not None and text == "/" and element.tag in ("a", "area"):
                block.close(element, start, max(0, size - start - 1))
        block.text = " ".join(parts)
        return block


def _holder(element: Element) -> Element | None:
    """The nearest block around."""
    at = element.parent()
    for _ in range(30):
        if at is None or at.tag in _BLOCKS:
            return at
        at = at.parent()
    return None


def _alone(bold: Element) -> str:
    """The words of a bold run that is a paragraph's whole text: a heading in all but name."""
    around = bold.parent()
    if around is None or around.tag not in ("p", "div", "td", "center", "font"):
        return ""
    said = label_of(bold)
    whole = clean(" ".join(around.texts(12)))
    return said if said and whole == said and len(said) <= 80 else ""
