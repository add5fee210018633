"""The words of one block of a page, such as a paragraph: its lines, and where in them each link stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from sprawl.observe.dom.texts import QUOTE, clean, cut, spoken
from sprawl.observe.dom.tree import Element, numbers
from sprawl.observe.tables import words

__all__ = ["BLOCKS", "SPOKEN", "Block", "Gathering"]

BLOCKS = words("elements", "blocks")
_BREAKS = BLOCKS | {"br", "hr", "ul", "ol", "tr", "table", "dl"}
SPOKEN = frozenset(numbers(_BREAKS | {"a", "img"}).values())  # elements that say something, or part what is said


@dataclass(slots=True)
class Block:
    """The words of one block, its lines, where in them each link stands, and its links."""

    text: str = ""
    spots: dict[int, tuple[int, int]] = field(default_factory=dict)  # element key → offset, length
    links: list[Element] = field(default_factory=list)
    breaks: list[int] = field(default_factory=lambda: [0])  # offsets at which inner blocks and lines begin
    linked: int = 0  # characters that are links' own words
    partial: bool = False  # it goes on: only its beginning was read

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


class Gathering:
    """A block while its words are gathered."""

    def __init__(self) -> None:
        self.block = Block()
        self.parts: list[str] = []
        self.size = 0
        self._gap = self._broken = self._edge = False
        self._open: list[tuple[Element, list[int]]] = []  # links around, each with where its words begin

    def break_line(self) -> None:
        self._gap = self._broken = True

    def say(self, text: str) -> None:
        """Add a text; white space at its ends says whether it is one word with its neighbors."""
        if text.isspace():
            self._gap = True
            return
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
        if element.tag in BLOCKS:
            self.break_line()
        if element.tag != "a" or not self._open:
            return
        if not self._open[-1][1] and (said := spoken(element)):
            self.say(f" {said} ")
        self._edge = True
        link, begins = self._open.pop()
        start = begins[0] if begins else self.size
        self.block.spots[link.key] = (start, self.size - start)
        self.block.links.append(link)
        self.block.linked += self.size - start
