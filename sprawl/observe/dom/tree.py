"""One parse and one walk for all readers (the door to selectolax).

Lexbor builds the tree a browser would build. The walk keeps the elements that readers ask for, by tag, each with its
position in document order. Ancestors, regions and words are computed later, only where a page names something.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from sprawl.observe.tables import word_set
from sprawl.observe.text import QUOTE, clean

__all__ = ["Element", "Node", "Tree", "parse", "tag_numbers"]

Node = LexborNode
_Attributes = dict[str, str | None]
_Row = tuple[int, LexborNode, _Attributes]  # position in document order, node, attributes

_PLAIN_ATTRIBUTES = word_set("elements", "plain_attributes")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNPLACED = -1
_WITHOUT_EVENTS = int(LexborDocumentOptions.WO_EVENTS)


def tag_numbers(tags: Iterable[str]) -> dict[str, int]:
    """Tag → Lexbor's number for it. A tag outside the HTML standard is left out: its number differs by page."""
    maker = LexborHTMLParser("")
    return {tag: number for tag in tags if (number := maker.create_node(tag).tag_id) < _CUSTOM}


_TEXT, _COMMENT, _NO_ELEMENT, _CUSTOM = 2, 4, 5, 255  # Lexbor's numbers
_KEPT = tag_numbers(word_set("elements", "kept"))
_KEPT_CUSTOM = word_set("elements", "kept").difference(_KEPT)
_PASSED = frozenset(tag_numbers(word_set("elements", "bare")).values())
_PASSED_CUSTOM = word_set("elements", "bare").difference(tag_numbers(word_set("elements", "bare")))
_INVISIBLE = frozenset(tag_numbers(("script", "style", "template", "head")).values())


class Element:
    """One element: its tag, its attributes (read when first asked for), its position in document order.

    ``order`` is -1 for an element that was reached from another one; `Tree.position` then knows it.
    """

    __slots__ = ("_attrs", "node", "order", "tag")

    def __init__(
        self, node: LexborNode, tag: str = "", attrs: _Attributes | None = None, order: int = _UNPLACED
    ) -> None:
        self.node = node
        self.tag = tag or node.tag or "-"
        self._attrs = attrs
        self.order = order

    @property
    def attrs(self) -> _Attributes:
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
        """Identifies the node as long as its tree lives."""
        return self.node.mem_id

    @property
    def parent(self) -> Element | None:
        """The element around it; None for the root."""
        above = self.node.parent
        return None if above is None or above.tag_id <= _NO_ELEMENT else Element(above)

    @property
    def children(self) -> list[Element]:
        """The elements directly inside, in order."""
        return [Element(node) for node in self.node.iter(include_text=False) if node.tag_id > _NO_ELEMENT]

    def ancestors(self) -> Iterator[LexborNode]:
        """Its own node, then those around it, innermost first."""
        node: LexborNode | None = self.node
        while node is not None:
            yield node
            node = node.parent
            if node is not None and node.tag_id <= _NO_ELEMENT:
                return

    def walk(self, most: int, wanted: Container[int] | None = None) -> Iterator[tuple[str, Element | None]]:
        """Its inside in document order: a text as ``(text, None)``, an element as ``("", element)`` where it opens
        and ``("/", element)`` where it closes. At most ``most`` nodes; nothing from scripts, styles and comments.
        ``wanted``: numbers of the tags to yield, as `tag_numbers` gives them; None for all."""
        open_ones: list[tuple[LexborNode, Element | None]] = []
        node = self.node.first_child
        for _ in range(most):
            while node is None and open_ones:
                around, closed = open_ones.pop()
                if closed is not None:
                    yield "/", closed
                node = around.next
            if node is None:
                return
            number = node.tag_id
            if number == _TEXT:
                yield node.text_content or "", None
            elif number > _NO_ELEMENT and number not in _INVISIBLE:
                element = None
                if wanted is None or number in wanted:
                    element = Element(node)
                    yield "", element
                open_ones.append((node, element))
                node = node.first_child
                continue
            node = node.next
        yield from (("/", element) for _, element in reversed(open_ones) if element is not None)

    def descendants(self, most: int) -> Iterator[Element]:
        """The elements inside, in document order, among at most ``most`` nodes."""
        return (element for mark, element in self.walk(most) if element is not None and not mark)

    def texts(self, most: int) -> Iterator[str]:
        """The pieces of visible text inside, in document order, from at most ``most`` nodes."""
        return (text for text, _ in self.walk(most, ()))

    def text(self, most: int = 600) -> str:
        """The visible text inside as one line, from at most ``most`` nodes."""
        return clean(" ".join(self.texts(most)))

    @property
    def raw(self) -> str:
        """The text inside as it stands, such as the code of a <script>."""
        child = self.node.child
        return (child.text_content or "") if child is not None and child.next is None else self.node.text()

    def label(self) -> str:
        """The words of a link, at most 240 characters: its text, else what a screen reader reads out for it."""
        text = self.text(80)
        if not text:
            names = (inner.spoken_name() for inner in self.descendants(40))
            text = clean(self.spoken_name() or next(filter(None, names), ""))
        return text[:QUOTE].rstrip()

    def spoken_name(self) -> str:
        """What a screen reader reads out for an element without text: aria-label, alt or title."""
        return self.get("aria-label") or self.get("alt") or self.get("title")


class _ByTag(dict[str, list[Element]]):
    """The elements of each tag, made from the rows of the walk when they are first asked for.

    It holds the rows and not the tree: a page without reference cycles is freed at once, one with them late.
    """

    def __init__(self, rows: dict[str, list[_Row]]) -> None:
        self._rows = rows

    def __missing__(self, tag: str) -> list[Element]:
        self[tag] = elements = [Element(node, tag, attrs, order) for order, node, attrs in self._rows.get(tag, ())]
        return elements


class Tree:
    """What one walk kept: elements by tag, elements with unusual attributes (data-*, on*, itemprop …), comments."""

    def __init__(self, root: LexborNode, document: LexborHTMLParser) -> None:
        self._document = document  # keeps the memory of the nodes alive
        self.root = Element(root, order=0)
        self._rows: dict[str, list[_Row]] = {}
        self.by_tag = _ByTag(self._rows)
        self.unusual: list[Element] = []
        self._comments: list[LexborNode] = []
        self._walk(root)

    def _walk(self, root: LexborNode) -> None:
        shelves: dict[int, list[_Row]] = {number: [] for number in _KEPT.values()}
        unusual, plain, passed, shelf_of = self.unusual, _PLAIN_ATTRIBUTES.issuperset, _PASSED, shelves.get
        for order, node in enumerate(root.traverse()):
            number = node.tag_id
            if number in passed:
                continue
            attrs = node.attributes
            shelf = shelf_of(number)
            if shelf is not None:
                shelf.append((order, node, attrs))
            elif number > _CUSTOM:
                tag = node.tag or ""
                if tag in _KEPT_CUSTOM:
                    self._rows.setdefault(tag, []).append((order, node, attrs))
                if tag in _PASSED_CUSTOM:
                    continue
            if attrs and not plain(attrs):
                unusual.append(Element(node, "", attrs, order))
            elif number == _COMMENT:
                self._comments.append(node)
        self._rows.update((tag, shelves[number]) for tag, number in _KEPT.items())

    @property
    def comments(self) -> list[str]:
        """The text of each comment."""
        return [node.comment_content or "" for node in self._comments]

    @property
    def body(self) -> Element:
        """<body>, or the root where there is none."""
        body = self._document.body
        return self.root if body is None else Element(body)

    @cached_property
    def headings(self) -> list[_Row]:
        """Every heading in document order."""
        return sorted(row for tag in _HEADINGS for row in self._rows[tag])

    @cached_property
    def bold(self) -> list[_Row]:
        """Every run of bold text in document order."""
        return sorted(self._rows["b"] + self._rows["strong"])

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {node.mem_id: order for order, node in enumerate(self.root.node.traverse())}

    def position(self, element: Element) -> int:
        """The place of an element in document order. Time: constant; the first call may walk the page once."""
        return element.order if element.order != _UNPLACED else self._positions.get(element.key, 0)

    def attributes(self, *tags: str) -> list[_Attributes]:
        """The attributes of the elements of each tag, tag by tag."""
        return [row[2] for tag in tags for row in self._rows[tag]]

    def sample(self, tag: str, step: int) -> Iterator[Element]:
        """Every ``step``-th element of a tag."""
        return (Element(node, tag, attrs, order) for order, node, attrs in self._rows[tag][::step])

    def links_to(self, hrefs: Container[str]) -> Iterator[tuple[str, Element]]:
        """Each link and area, in HTML and in SVG, whose address as written is one of ``hrefs``, with the address."""
        for tag in ("a", "area"):
            for order, node, attrs in self._rows[tag]:
                href = attrs.get("href") or attrs.get("xlink:href")
                if href and href in hrefs:
                    yield href, Element(node, tag, attrs, order)

    def breadcrumbs(self) -> Iterator[Element]:
        """The elements whose class, label or id says that they hold breadcrumbs."""
        for attribute in ("class", "aria-label", "id"):
            yield from (Element(node) for node in self.root.node.css(f'[{attribute}*="readcrumb"]')[:9])

    def holders_of(self, mark: str) -> Iterator[Element]:
        """The elements that directly hold a visible text with ``mark`` in it."""
        for node in self.body.node.traverse(include_text=True, skip_empty=True):
            text = node.text_content
            if text and mark in text and (around := node.parent) and around.tag_id not in _INVISIBLE:
                yield Element(around)

    def before(self, rows: list[_Row], order: int, most: int = 1) -> list[Element]:
        """The last ``most`` elements of ``rows`` (`headings`, `bold`) that come before ``order``, nearest first."""
        end = bisect_left(rows, order, key=_order)
        return [Element(node, "", attrs, at) for at, node, attrs in rows[max(0, end - most) : end][::-1]]

    def templates(self) -> list[tuple[Element, Tree]]:
        """Each <template> with the tree inside it, which a browser shows only when a script uses it."""
        if not self.by_tag["template"]:
            return []
        fragments = self.root.node.template_fragments()
        return [(Element(around), Tree(inner, self._document)) for inner in fragments if (around := inner.parent)]


def _order(row: _Row) -> int:
    return row[0]


def parse(body: bytes) -> Tree:
    """The tree of a page in UTF-8. Every input has one."""
    document = LexborHTMLParser(body, options=_WITHOUT_EVENTS)
    root = document.root
    assert root is not None, "Lexbor builds <html> for every input"
    return Tree(root, document)
