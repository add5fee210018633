"""The words of a page as a person reads or hears them: labels, quotes, headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from sprawl.observe.regions import Regions
from sprawl.observe.tree import Element, Tree

__all__ = ["Block", "Words", "clean", "cut", "label_of"]

QUOTE = 240
_BLOCKS = frozenset((
    "li", "p", "td", "th", "dd", "dt", "blockquote", "figcaption", "caption", "address", "h1", "h2", "h3", "h4", "h5", "h6",
    "div", "section", "article", "header", "footer", "aside", "nav", "main", "form", "body", "fieldset", "center", "details",
))
_WALLS = frozenset(("body", "html", "main", "header", "footer", "nav", "aside", "td", "form"))
_BREAKS = _BLOCKS | {"br", "hr", "ul", "ol", "tr", "table", "dl"}
_ITEMS = frozenset(("li", "p", "tr", "dd", "dt", "address", "figure", "blockquote", "article"))
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
    """The words of one block, its lines, where in them each link stands, and its links."""

    text: str = ""
    spots: dict[int, tuple[int, int]] = field(default_factory=dict)   # element key → offset, length
    links: list[Element] = field(default_factory=list)
    breaks: list[int] = field(default_factory=lambda: [0])            # offsets at which inner blocks and lines begin
    linked: int = 0                                                   # characters that are links' own words
    partial: bool = False                                             # it goes on: only its beginning was read

    @property
    def bare(self) -> bool:
        """Has it no words beyond those of its links?"""
        return len(self.text) <= self.linked + 2 * max(1, len(self.spots))

    def line(self, at: int) -> tuple[int, int]:
        """Where the line around an offset begins and ends; a block of one quote's length is one line."""
        if len(self.text) <= QUOTE:
            return 0, len(self.text)
        place = bisect_right(self.breaks, at)
        return self.breaks[place - 1], self.breaks[place] if place < len(self.breaks) else len(self.text)

    def quote(self, start: int, length: int) -> str:
        """The words around, from the same line, at most 240 characters."""
        left, right = self.line(start)
        return cut(self.text[left:right].rstrip(), start - left, length)

    def beside(self, link: Element) -> list[Element]:
        """The other links on the line of a link."""
        at = self.spots.get(link.key, (0, 0))[0]
        left, right = self.line(at)
        return [other for other in self.links if other.key != link.key and left <= self.spots[other.key][0] <= right]


class _Reading:
    """A block while its words are gathered."""

    def __init__(self) -> None:
        self.block = Block()
        self.parts: list[str] = []
        self.size = 0
        self._gap = self._broken = self._edge = False
        self._open: list[tuple[Element, list[int]]] = []   # links around, each with where its words begin

    def break_line(self) -> None:
        self._gap = self._broken = True

    def say(self, text: str) -> None:
        """Add a text; white space at its ends says whether it is one word with its neighbors."""
        said = clean(text)
        self._gap = self._gap or text[:1].isspace() or self._joins_words(said)
        if not said:
            self._gap = self._gap or bool(text)
            return
        if self._gap and self.parts:
            self.parts.append(" ")
            self.size += 1
        if self._broken:
            self.block.breaks.append(self.size)
        for _, begins in self._open:
            begins[:1] = begins[:1] or [self.size]
        self.parts.append(said)
        self.size += len(said)
        self._gap, self._broken, self._edge = text[-1:].isspace(), False, False

    def _joins_words(self, said: str) -> bool:
        """Would two neighboring links become one word?"""
        return self._edge and bool(self.parts) and self.parts[-1][-1:].isalnum() and said[:1].isalnum()

    def open(self, element: Element) -> None:
        if element.tag == "a":
            self._edge = True
            self._open.append((element, []))
        elif element.tag == "img" and (said := element.get("alt")):
            self.say(f" {said} ")
        elif element.tag in _BREAKS:
            self.break_line()

    def close(self, element: Element) -> None:
        if element.tag in _BLOCKS:
            self.break_line()
        if element.tag != "a" or not self._open:
            return
        if not self._open[-1][1] and (said := _spoken(element)):
            self.say(f" {said} ")
        self._edge = True
        link, begins = self._open.pop()
        start = begins[0] if begins else self.size
        self.block.spots[link.key] = (start, self.size - start)
        self.block.links.append(link)
        self.block.linked += self.size - start


class Words:
    """Blocks and headings of one page. Work is bounded: past its budget a link has only its own words."""

    def __init__(self, tree: Tree, regions: Regions) -> None:
        self.tree = tree
        self._regions = regions
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
            if above is None or above.tag in _WALLS or self._regions.of(above) is not self._regions.of(holder):
                break
            wider = self._block(above, QUOTE)
            if len(wider.text) > QUOTE:
                break
            holder, block = above, wider
        return block

    def item(self, element: Element) -> Block:
        """The list item, paragraph or table row a link stands in; empty in none of them."""
        at = element.parent()
        for _ in range(8):
            if at is None or at.tag in _ITEMS or at.tag in _WALLS - {"td"}:
                break
            at = at.parent()
        return self._block(at) if at is not None and at.tag in _ITEMS else Block()

    def quote(self, element: Element, label: str) -> str:
        """The words around a link, with its label inside, at most 240 characters."""
        block = self.around(element)
        start, length = block.spots.get(element.key, (-1, 0))
        if start < 0:
            start, length = block.text.find(label) if label else -1, len(label)
        return block.quote(start, min(length, QUOTE)) if start >= 0 else label

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
        reading = _Reading()
        for text, element in holder.steps(_MOST_NODES):
            self._left -= 1
            if element is None:
                reading.say(text)
            elif text == "/":
                reading.close(element)
            else:
                reading.open(element)
            if reading.size > most + 1:
                reading.block.partial = True
                break
        reading.block.text = "".join(reading.parts)
        return reading.block


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
