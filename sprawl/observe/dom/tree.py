"""One parse and one walk for all readers (the door to selectolax).

Lexbor builds the tree a browser would build. The walk keeps the elements that readers ask for, by tag, each with
its place in document order; everything about ancestors and words is computed later and only where something is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from sprawl.observe.tables import words

__all__ = ["Element", "Node", "Tree", "numbers", "parse"]

Node = LexborNode

_PLAIN = words("elements", "plain_attributes")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WITHOUT_EVENTS = int(LexborDocumentOptions.WO_EVENTS)


def numbers(tags: Iterable[str]) -> dict[str, int]:
    """Tag → Lexbor's number for it; tags that no standard knows have none, or another one in each page."""
    maker = LexborHTMLParser("")
    return {tag: number for tag in tags if (number := maker.create_node(tag).tag_id) < _STRANGE}


_TEXT, _COMMENT, _NO_ELEMENT, _STRANGE = 2, 4, 5, 255
_NUMBERS = numbers(words("elements", "kept"))
_STRANGERS = words("elements", "kept").difference(_NUMBERS)
_SILENT = frozenset(numbers(("script", "style", "template", "head")).values())
_BARE = frozenset(numbers(words("elements", "bare")).values())
_BARE_STRANGERS = words("elements", "bare").difference(numbers(words("elements", "bare")))


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
        tag = "-" if above is None else above.tag or "-"
        return None if above is None or tag[0] == "-" else Element(above, tag, None, self.order)

    def upward(self) -> Iterator[LexborNode]:
        """Its node, and those around it."""
        node: LexborNode | None = self.node
        while node is not None:
            yield node
            node = node.parent
            if node is not None and node.tag_id <= _NO_ELEMENT:
                return

    def steps(self, most: int, wanted: Container[int] | None = None) -> Iterator[tuple[str, Element | None]]:
        """Its inside in document order: each text as ``(text, None)``, each element as ``("", element)`` when it opens
        and ``("/", element)`` when it closes; at most ``most`` nodes; nothing from scripts, styles and comments.
        ``wanted``: the elements to speak of, where not all are, as `numbers` has them."""
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
            elif number > _NO_ELEMENT and number not in _SILENT:
                element = None
                if wanted is None or number in wanted:
                    element = Element(node, node.tag or "-", None, self.order)
                    yield "", element
                open_ones.append((node, element))
                node = node.first_child
                continue
            node = node.next
        yield from (("/", element) for _, element in reversed(open_ones) if element is not None)

    def texts(self, most: int) -> Iterator[str]:
        """The pieces of visible text inside, in document order, from at most ``most`` nodes."""
        return (text for text, _ in self.steps(most, ()))


def _element(node: LexborNode, order: int) -> Element:
    return Element(node, node.tag or "", None, order)


_Attributes = dict[str, str | None]
_Row = tuple[int, LexborNode, _Attributes]  # place in document order, node, attributes


class _Tagged(dict[str, list[Element]]):
    """The elements of each tag, made from what the walk kept when they are first asked for.

    It knows the rows and not the tree: a page without cycles is freed at once, one with them late and dearly.
    """

    def __init__(self, rows: dict[str, list[_Row]]) -> None:
        self._rows = rows

    def __missing__(self, tag: str) -> list[Element]:
        self[tag] = found = [Element(node, tag, attrs, order) for order, node, attrs in self._rows.get(tag, ())]
        return found


class Tree:
    """What one walk kept: elements by tag, elements with unusual attributes, comments."""

    def __init__(self, root: LexborNode, source: LexborHTMLParser) -> None:
        self.source = source  # keeps the memory of the nodes alive
        self.root = _element(root, 0)
        self._rows: dict[str, list[_Row]] = {}
        self.tagged = _Tagged(self._rows)
        self.odd: list[Element] = []  # elements with attributes beyond the ordinary (data-*, on*, itemprop …)
        self._comments: list[LexborNode] = []
        self._walk(root)

    @property
    def comments(self) -> list[str]:
        """The text of each comment."""
        return [node.comment_content or "" for node in self._comments]

    def _walk(self, root: LexborNode) -> None:
        shelves: dict[int, list[_Row]] = {number: [] for number in _NUMBERS.values()}
        odd, plain, bare, shelf_of = self.odd, _PLAIN.issuperset, _BARE, shelves.get
        for order, node in enumerate(root.traverse()):
            number = node.tag_id
            if number in bare:
                continue
            attrs = node.attributes
            shelf = shelf_of(number)
            if shelf is not None:
                shelf.append((order, node, attrs))
            elif number > _STRANGE and self._passed(order, node, attrs):
                continue
            if attrs and not plain(attrs):
                odd.append(Element(node, node.tag or "", attrs, order))
            elif number == _COMMENT:
                self._comments.append(node)
        self._rows.update((tag, shelves[number]) for tag, number in _NUMBERS.items())

    def _passed(self, order: int, node: LexborNode, attrs: _Attributes) -> bool:
        """Keep an element without a number, if it is asked for; is it one to pass by?"""
        tag = node.tag or ""
        if tag in _STRANGERS:
            self._rows.setdefault(tag, []).append((order, node, attrs))
        return tag in _BARE_STRANGERS

    @cached_property
    def headings(self) -> list[_Row]:
        """Every heading in document order."""
        return sorted(row for tag in _HEADINGS for row in self._rows[tag])

    @cached_property
    def bold(self) -> list[_Row]:
        """Every run of bold text in document order."""
        return sorted(self._rows["b"] + self._rows["strong"])

    def attributes(self, *tags: str) -> list[_Attributes]:
        """The attributes of the elements of each tag, tag by tag."""
        return [row[2] for tag in tags for row in self._rows[tag]]

    def some(self, tag: str, step: int) -> Iterator[Element]:
        """Every ``step``-th element of a tag."""
        return (Element(node, tag, attrs, order) for order, node, attrs in self._rows[tag][::step])

    def linked(self, wanted: Container[str]) -> Iterator[tuple[str, Element]]:
        """Each link and area, in HTML and in SVG, whose address is ``wanted``, with the address."""
        for tag in ("a", "area"):
            for order, node, attrs in self._rows[tag]:
                href = attrs.get("href") or attrs.get("xlink:href")
                if href and href in wanted:
                    yield href, Element(node, tag, attrs, order)

    def crumbs(self) -> Iterator[Element]:
        """The elements that call themselves breadcrumbs, in class, id or label."""
        for attribute in ("class", "aria-label", "id"):
            yield from (_element(node, 0) for node in self.root.node.css(f'[{attribute}*="readcrumb"]')[:9])

    def saying(self, mark: str) -> Iterator[Element]:
        """The elements that directly hold a visible text with ``mark`` in it."""
        for node in self.body.node.traverse(include_text=True, skip_empty=True):
            said = node.text_content
            if said and mark in said and (around := node.parent) and around.tag_id not in _SILENT:
                yield _element(around, 0)

    @property
    def body(self) -> Element:
        """<body>, or all there is."""
        body = self.source.body
        return self.root if body is None else _element(body, 0)

    def above(self, rows: list[_Row], order: int, most: int = 1) -> list[Element]:
        """The elements of the last ``most`` of ``rows`` that come before ``order``, nearest first."""
        end = bisect_left(rows, order, key=_order)
        return [Element(node, node.tag or "", attrs, at) for at, node, attrs in rows[max(0, end - most) : end][::-1]]

    def templates(self) -> list[tuple[Element, Tree]]:
        """Each <template> with the tree inside it, which no browser shows before a script uses it."""
        if not self.tagged["template"]:
            return []
        found = []
        for fragment in self.root.node.template_fragments():
            if (around := fragment.parent) is not None:
                found.append((_element(around, 0), Tree(fragment, self.source)))
        return found


def _order(row: _Row) -> int:
    return row[0]


def parse(body: bytes) -> Tree:
    """The tree of a page in UTF-8. Every input has one."""
    source = LexborHTMLParser(body, options=_WITHOUT_EVENTS)
    root = source.root
    assert root is not None, "Lexbor builds <html> for every input"
    return Tree(root, source)


def parse_piece(html: str) -> Tree:
    """The tree of a piece of a page, such as what a comment hides."""
    return parse(html.encode("utf-8", "replace"))
