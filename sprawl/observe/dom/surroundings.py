"""What stands around an element: its block of words, its list item, its heading.

Each block is read once. Past a budget of nodes for the whole page, an element has only its own words.
"""

from __future__ import annotations

from sprawl.observe.dom.blocks import BLOCKS, Block, BlockReading
from sprawl.observe.dom.regions import Regions
from sprawl.observe.dom.tree import Element, Tree
from sprawl.observe.text import QUOTE

__all__ = ["Surroundings"]

_WALLS = frozenset(("body", "html", "main", "header", "footer", "nav", "aside", "td", "form"))
_ITEMS = frozenset(("li", "p", "tr", "dd", "dt", "address", "figure", "blockquote", "article"))
_ITEM_WALLS = _WALLS - {"td"}
_HEADING_PARAGRAPHS = ("p", "div", "td", "center", "font")
_MOST_CHARACTERS = 6_000
_BUDGET = 60_000  # nodes
_WIDENINGS = 4


class Surroundings:
    """The block, the list item and the heading around any element of one page."""

    def __init__(self, tree: Tree, regions: Regions) -> None:
        self._tree = tree
        self._regions = regions
        self._inside: dict[int, Block] = {}
        self._around: dict[int, Block] = {}
        self._headings: dict[tuple[int, int], tuple[str, Element | None]] = {}
        self._budget = _BUDGET

    def block(self, element: Element) -> Block:
        """The block an element stands in. One with nothing but icons widens, at most four steps within its region,
        while it is no longer than a quote."""
        holder = element.parent
        for _ in range(30):
            if holder is None or holder.tag in BLOCKS:
                break
            holder = holder.parent
        if holder is None:
            return Block()
        key = holder.key
        if key in self._around:
            return self._around[key]
        block = self._read(holder)
        for _ in range(_WIDENINGS):
            above = holder.parent if block.bare and holder.tag not in _WALLS else None
            if above is None or above.tag in _WALLS or self._regions.of(above) is not self._regions.of(holder):
                break
            wider = self._read(above, QUOTE)
            if len(wider.text) > QUOTE:
                break
            holder, block = above, wider
        self._around[key] = block
        return block

    def item(self, element: Element) -> Block:
        """The list item, paragraph or table row an element stands in; empty in none of them."""
        holder = element.parent
        for _ in range(8):
            if holder is None or holder.tag in _ITEMS or holder.tag in _ITEM_WALLS:
                break
            holder = holder.parent
        return self._read(holder) if holder is not None and holder.tag in _ITEMS else Block()

    def quote(self, element: Element, label: str) -> str:
        """The words around an element, with its label inside, at most 240 characters."""
        block = self.block(element)
        start, length = block.spots.get(element.key, (-1, 0))
        if start < 0:
            start, length = block.text.find(label) if label else -1, len(label)
        return block.quote(start, min(length, QUOTE)) if start >= 0 else label

    def heading(self, element: Element) -> tuple[str, Element | None]:
        """The nearest heading above an element, and the heading's element; "" and None without one.

        A paragraph that is bold throughout counts as a heading.
        """
        order, tree = self._tree.position(element), self._tree
        real, bold = tree.before(tree.headings, order), tree.before(tree.bold, order, 6)
        nearest = real[0].order if real else -1
        spot = (nearest, bold[0].order if bold else -1)
        if spot not in self._headings:
            titles = ((_bold_heading(run), run) for run in bold if run.order > nearest)
            bold_title = next(((title, run) for title, run in titles if title), None)
            self._headings[spot] = bold_title or ((real[0].label(), real[0]) if real else ("", None))
        return self._headings[spot]

    def _read(self, holder: Element, most: int = 0) -> Block:
        """The words of a block; with ``most`` only until they are more than that."""
        known = self._inside.get(holder.key)
        if known is not None and (most or not known.partial):
            return known
        block = Block()
        if self._budget > 0:
            reading = BlockReading(holder, most or _MOST_CHARACTERS)
            self._budget -= reading.nodes
            block = reading.block
        self._inside[holder.key] = block
        return block


def _bold_heading(bold: Element) -> str:
    """The words of a bold run that is all the text of its paragraph; "" for others."""
    paragraph = bold.parent
    if paragraph is None or paragraph.tag not in _HEADING_PARAGRAPHS:
        return ""
    label = bold.label()
    return label if label and paragraph.text(12) == label and len(label) <= 80 else ""
