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


class _Tagged(dict[str, list[Element]]):
    """The elements of each tag, made from what the walk kept when they are first asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def __missing__(self, tag: str) -> list[Element]:
        self[tag] = found = [self._tree.element(place, tag) for place in self._tree.places(tag)]
        return found


class Tree:
    """What one walk kept: every node but texts in document order, its attributes, and the number of its tag."""

    def __init__(self, root: LexborNode, source: LexborHTMLParser) -> None:
        self.source = source  # keeps the memory of the nodes alive
        self.root = _element(root, 0)
        self.tagged = _Tagged(self)
        self._nodes = list(root.traverse())
        self._attributes = [node.attributes for node in self._nodes]
        self._tags = _bytes([node.tag_id for node in self._nodes])
        self._places: dict[str, list[int]] = {}

    def element(self, place: int, tag: str = "") -> Element:
        """The element at a place of the document."""
        node = self._nodes[place]
        return Element(node, tag or node.tag or "", self._attributes[place], place)

    def places(self, tag: str) -> list[int]:
        """Where in the document the elements of a tag stand."""
        found = self._places.get(tag)
        if found is None:
            number = _NUMBERS.get(tag)
            among = self._numbered(_STRANGE if number is None else number)
            found = among if number is not None else [place for place in among if self._nodes[place].tag == tag]
            self._places[tag] = found
        return found

    def _numbered(self, number: int) -> list[int]:
        found, find = [], self._tags.find
        place = find(number)
        while place >= 0:
            found.append(place)
            place = find(number, place + 1)
        return found

    @cached_property
    def odd(self) -> list[Element]:
        """The elements with attributes beyond the ordinary (data-*, on*, itemprop …)."""
        plain = _PLAIN.issuperset
        if plain(set().union(*self._attributes)):
            return []
        places = [place for place, attrs in enumerate(self._attributes) if attrs and not plain(attrs)]
        found = [self.element(place) for place in places if self._tags[place] not in _BARE]
        return [element for element in found if element.tag not in _BARE_STRANGERS]

    @property
    def comments(self) -> list[str]:
        """The text of each comment."""
        return [self._nodes[place].comment_content or "" for place in self._numbered(_COMMENT)]

    @cached_property
    def headings(self) -> list[int]:
        """Where the headings stand, in document order."""
        return sorted(place for tag in _HEADINGS for place in self.places(tag))

    @cached_property
    def bold(self) -> list[int]:
        """Where the runs of bold text stand, in document order."""
        return sorted(self.places("b") + self.places("strong"))

    def attributes(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of the elements of each tag, tag by tag."""
        return [self._attributes[place] for tag in tags for place in self.places(tag)]

    def some(self, tag: str, step: int) -> Iterator[Element]:
        """Every ``step``-th element of a tag."""
        return (self.element(place, tag) for place in self.places(tag)[::step])

    def linked(self, wanted: Container[str]) -> Iterator[tuple[str, Element]]:
        """Each link and area, in HTML and in SVG, whose address is ``wanted``, with the address."""
        for tag in ("a", "area"):
            for place in self.places(tag):
                attrs = self._attributes[place]
                href = attrs.get("href") or attrs.get("xlink:href")
                if href and href in wanted:
                    yield href, self.element(place, tag)

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

    def above(self, places: list[int], order: int, most: int = 1) -> list[Element]:
        """The elements at the last ``most`` of ``places`` that come before ``order``, nearest first."""
        end = bisect_left(places, order)
        return [self.element(place) for place in places[max(0, end - most) : end][::-1]]

    def templates(self) -> list[tuple[Element, Tree]]:
        """Each <template> with the tree inside it, which no browser shows before a script uses it."""
        if not self.tagged["template"]:
            return []
        found = []
        for fragment in self.root.node.template_fragments():
            if (around := fragment.parent) is not None:
                found.append((_element(around, 0), Tree(fragment, self.source)))
        return found


def _bytes(numbers: list[int]) -> bytes:
    """The numbers of tags, one byte each; 255 for all that no standard knows."""
    try:
        return bytes(numbers)
    except ValueError:
        return bytes([min(number, _STRANGE) for number in numbers])


def parse(body: bytes) -> Tree:
    """The tree of a page in UTF-8. Every input has one."""
    source = LexborHTMLParser(body, options=_WITHOUT_EVENTS)
    root = source.root
    assert root is not None, "Lexbor builds <html> for every input"
    return Tree(root, source)


def parse_piece(html: str) -> Tree:
    """The tree of a piece of a page, such as what a comment hides."""
    return parse(html.encode("utf-8", "replace"))
