"""The words around anything on a page: its block, its list item, its heading. Work is bounded."""

from __future__ import annotations

from sprawl.observe.dom.blocks import BLOCKS, SPOKEN, Block, Gathering
from sprawl.observe.dom.regions import Regions
from sprawl.observe.dom.texts import QUOTE, clean, label_of
from sprawl.observe.dom.tree import Element, Tree

__all__ = ["Words"]

_WALLS = frozenset(("body", "html", "main", "header", "footer", "nav", "aside", "td", "form"))
_ITEMS = frozenset(("li", "p", "tr", "dd", "dt", "address", "figure", "blockquote", "article"))
_MOST_NODES = 600
_MOST_CHARACTERS = 6_000
_BUDGET = 60_000
_CLIMB = 4


class Words:
    """Blocks and headings of one page. Work is bounded: past its budget a link has only its own words."""

    def __init__(self, tree: Tree, regions: Regions) -> None:
        self.tree = tree
        self._regions = regions
        self._blocks: dict[int, Block] = {}
        self._around: dict[int, Block] = {}
        self._headings: dict[tuple[int, int], tuple[str, Element | None]] = {}
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
        real, bold = self.tree.above(self.tree.headings, order), self.tree.above(self.tree.bold, order, 6)
        spot = (real[0].order if real else -1, bold[0].order if bold else -1)
        if spot not in self._headings:
            self._headings[spot] = self._nearest(real[0] if real else None, bold)
        return self._headings[spot]

    def _nearest(self, real: Element | None, run: list[Element]) -> tuple[str, Element | None]:
        since = real.order if real else -1
        for bold in run:
            if bold.order > since and (said := _alone(bold)):
                return said, bold
        return (label_of(real), real) if real else ("", None)

    def _block(self, holder: Element, most: int = 0) -> Block:
        """A block's words; with ``most`` only until they are more than that."""
        known = self._blocks.get(holder.key)
        if known is None or (known.partial and not most):
            known = self._blocks[holder.key] = (
                self._read(holder, most or _MOST_CHARACTERS) if self._left > 0 else Block()
            )
        return known

    def _read(self, holder: Element, most: int) -> Block:
        reading = Gathering()
        for text, element in holder.steps(_MOST_NODES, SPOKEN):
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
        if at is None or at.tag in BLOCKS:
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
