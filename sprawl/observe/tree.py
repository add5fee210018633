"""One parse and one walk for all readers (the door to selectolax).

Lexbor builds the tree a browser would build. The walk keeps the elements that readers ask for, by tag, each with
its place in document order; everything about ancestors and words is computed later and only where something is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from sprawl.observe.tables import words

__all__ = ["Element", "Tree", "parse"]

_KEPT = words("elements", "kept")
_BARE = words("elements", "bare")
_PLAIN = words("elements", "plain_attributes")
_SILENT = frozenset(("script", "style", "template", "head"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS


class Element:
    """One element: its tag, its attributes (read when first asked for), and its place in document order."""

    __slots__ = ("_attrs", "node", "order", "tag")

    def __init__(self, node: LexborNode, tag: str, attrs: dict[str, str | None] | None, order: int) -> None:
        self.node = node
        self.tag = tag
        self._attrs = attrs
        self.order = order

    @property
    def attrs(self) -> dict[str, str | None]:
        """Every attribute; None for those without a value."""
        if self._attrs is None:
            self._attrs = self.node.attributes if self.node.is_element_node else {}
        return self._attrs

    def get(self, name: str) -> str:
        """An attribute's value; "" when it is absent or has none."""
        attrs = self._attrs
        return ((self.attrs if attrs is None else attrs).get(name)) or ""

    @property
    def key(self) -> int:
        """The same for the same element, as long as its tree lives."""
        return self.node.mem_id

    @property
    def raw(self) -> str:
        """The text inside as it stands: what a <script> holds."""
        child = self.node.child
        return (child.text_content or "") if child is not None and child.next is None else self.node.text()

    def parent(self) -> Element | None:
        """The element around it."""
        above = self.node.parent
        return None if above is None or not above.is_element_node else _element(above, self.order)

    def steps(self, most: int) -> Iterator[tuple[str, Element | None]]:
        """Its inside in document order: each text as ``(text, None)``, each element as ``("", element)`` when it opens
        and ``("/", element)`` when it closes; at most ``most`` nodes; nothing from scripts, styles and comments."""
        open_ones: list[Element] = []
        node = self.node.child
        for _ in range(most):
            while node is None and open_ones:
                closed = open_ones.pop()
                yield "/", closed
                node = closed.node.next
            if node is None:
                return
            if node.is_element_node and node.tag not in _SILENT:
                element = _element(node, self.order)
                yield "", element
                open_ones.append(element)
                node = node.child
                continue
            if node.is_text_node:
                yield node.text_content or "", None
            node = node.next
        yield from (("/", element) for element in reversed(open_ones))

    def texts(self, most: int) -> Iterator[str]:
        """The pieces of visible text inside, in document order, from at most ``most`` nodes."""
        return (text for text, element in self.steps(most) if element is None)


def _element(node: LexborNode, order: int) -> Element:
    return Element(node, node.tag or "", None, order)


class Tree:
    """What one walk kept: elements by tag, elements with unusual attributes, comments."""

    def __init__(self, root: LexborNode, source: LexborHTMLParser) -> None:
        self.source = source  # keeps the memory of the nodes alive
        self.root = _element(root, 0)
        self.tagged: defaultdict[str, list[Element]] = defaultdict(list)
        self.odd: list[Element] = []  # elements with attributes beyond the ordinary (data-*, on*, itemprop …)
        self.comments: list[str] = []
        self._walk(root)
        self.headings = sorted((h for tag in _HEADINGS for h in self.tagged[tag]), key=_order)
        self.bold = sorted(self.tagged["b"] + self.tagged["strong"], key=_order)

    def _walk(self, root: LexborNode) -> None:
        tagged, odd = self.tagged, self.odd
        for order, node in enumerate(root.traverse()):
            tag = node.tag
            if tag in _BARE:
                continue
            if tag == "-comment":
                self.comments.append(node.comment_content or "")
                continue
            attrs = node.attributes
            kept = tag in _KEPT
            unusual = bool(attrs) and not _PLAIN.issuperset(attrs)
            if kept or unusual:
                element = Element(node, tag or "", attrs, order)
                if kept:
                    tagged[element.tag].append(element)
                if unusual:
                    odd.append(element)

    def crumbs(self) -> Iterator[Element]:
        """The elements that call themselves breadcrumbs, in class, id or label."""
        for attribute in ("class", "aria-label", "id"):
            yield from (_element(node, 0) for node in self.root.node.css(f'[{attribute}*="readcrumb"]')[:9])

    def saying(self, mark: str) -> Iterator[Element]:
        """The elements that directly hold a visible text with ``mark`` in it."""
        for node in self.body.node.traverse(include_text=True, skip_empty=True):
            if (
                node.is_text_node
                and mark in (node.text_content or "")
                and (around := node.parent)
                and around.tag not in _SILENT
            ):
                yield _element(around, 0)

    @property
    def body(self) -> Element:
        """<body>, or all there is."""
        body = self.source.body
        return self.root if body is None else _element(body, 0)

    def above(self, rows: list[Element], order: int, most: int = 1) -> list[Element]:
        """The last ``most`` of ``rows`` that come before ``order``, nearest first."""
        end = bisect_left(rows, order, key=_order)
        return rows[max(0, end - most) : end][::-1]

    def templates(self) -> list[tuple[Element, Tree]]:
        """Each <template> with the tree inside it, which no browser shows before a script uses it."""
        if not self.tagged["template"]:
            return []
        found = []
        for fragment in self.root.node.template_fragments():
            if (around := fragment.parent) is not None:
                found.append((_element(around, 0), Tree(fragment, self.source)))
        return found


def _order(element: Element) -> int:
    return element.order


def parse(body: bytes) -> Tree:
    """The tree of a page in UTF-8. Every input has one."""
    source = LexborHTMLParser(body, options=_WITHOUT_EVENTS)
    root = source.root
    assert root is not None, "Lexbor builds <html> for every input"
    return Tree(root, source)


def parse_piece(html: str) -> Tree:
    """The tree of a piece of a page, such as what a comment hides."""
    return parse(html.encode("utf-8", "replace"))
