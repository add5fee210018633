"""The words of one block of a page, such as a paragraph: its lines, and where in them each link stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from sprawl.observe.dom.tree import Element, tag_numbers
from sprawl.observe.tables import word_set
from sprawl.observe.text import QUOTE, clean, excerpt

__all__ = ["BLOCKS", "Block", "BlockReading"]

BLOCKS = word_set("elements", "blocks")
_BREAKS = BLOCKS | {"br", "hr", "ul", "ol", "tr", "table", "dl"}
_READ = frozenset(tag_numbers(_BREAKS | {"a", "img"}).values())  # elements that hold words of their own or part words
_MOST_NODES = 600


@dataclass(slots=True)
class Block:
    """The words of one block, where in them each link stands, and its links. Offsets count characters of ``text``."""

    text: str = ""
    spots: dict[int, tuple[int, int]] = field(default_factory=dict)  # element key → offset, length
    links: list[Element] = field(default_factory=list)
    breaks: list[int] = field(default_factory=lambda: [0])  # offsets at which lines and inner blocks begin
    linked: int = 0  # characters that are links' own words
    partial: bool = False  # only its beginning was read

    @property
    def bare(self) -> bool:
        """True when it has no words beyond those of its links."""
        return len(self.text) <= self.linked + 2 * max(1, len(self.spots))

    def line(self, at: int) -> tuple[int, int]:
        """Where the line around an offset begins and ends; a block no longer than a quote is one line."""
        if len(self.text) <= QUOTE:
            return 0, len(self.text)
        place = bisect_right(self.breaks, at)
        return self.breaks[place - 1], self.breaks[place] if place < len(self.breaks) else len(self.text)

    def quote(self, start: int, length: int) -> str:
        """The words around, from the same line, at most 240 characters."""
        left, right = self.line(start)
        return excerpt(self.text[left:right].rstrip(), start - left, length)

    def beside(self, link: Element) -> list[Element]:
        """The other links on the line of a link."""
        left, right = self.line(self.spots.get(link.key, (0, 0))[0])
        return [other for other in self.links if other.key != link.key and left <= self.spots[other.key][0] <= right]


class BlockReading:
    """Reads the block inside one element, until it has more than ``most`` characters; ``nodes`` counts the work."""

    def __init__(self, holder: Element, most: int) -> None:
        self.block = Block()
        self.nodes = 0
        self._parts: list[str] = []
        self._size = 0
        self._gap = self._line_ended = self._link_edge = False
        self._open: list[tuple[Element, list[int]]] = []  # links around, each with where its words begin
        for text, element in holder.walk(_MOST_NODES, _READ):
            self.nodes += 1
            if element is None:
                self._add(text)
            elif text == "/":
                self._close(element)
            elif element.tag == "a":
                self._link_edge = True
                self._open.append((element, []))
            elif element.tag == "img" and (alternative := element.get("alt")):
                self._add(f" {alternative} ")
            elif element.tag in _BREAKS:
                self._gap = self._line_ended = True
            if self._size > most + 1:
                self.block.partial = True
                break
        self.block.text = "".join(self._parts)

    def _add(self, text: str) -> None:
        """Add a text. White space at its ends, or the edge of a link, parts it from its neighbors."""
        if text.isspace():
            self._gap = True
            return
        words = clean(text)
        joined = self._link_edge and bool(self._parts) and self._parts[-1][-1:].isalnum() and words[:1].isalnum()
        self._gap = self._gap or text[:1].isspace() or joined
        if not words:
            self._gap = self._gap or bool(text)
            return
        if self._gap and self._parts:
            self._parts.append(" ")
            self._size += 1
        if self._line_ended:
            self.block.breaks.append(self._size)
        for _, begins in self._open:
            begins[:1] = begins[:1] or [self._size]
        self._parts.append(words)
        self._size += len(words)
        self._gap, self._line_ended, self._link_edge = text[-1:].isspace(), False, False

    def _close(self, element: Element) -> None:
        if element.tag in BLOCKS:
            self._gap = self._line_ended = True
        if element.tag != "a" or not self._open:
            return
        if not self._open[-1][1] and (name := element.spoken_name()):
            self._add(f" {name} ")
        self._link_edge = True
        link, begins = self._open.pop()
        start = begins[0] if begins else self._size
        self.block.spots[link.key] = (start, self._size - start)
        self.block.links.append(link)
        self.block.linked += self._size - start
