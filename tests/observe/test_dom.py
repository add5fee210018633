"""The DOM as later readers use it: parents, children, text, position, region, heading and block of any element."""

from __future__ import annotations

from sprawl.model import Region
from sprawl.observe.dom.regions import Regions
from sprawl.observe.dom.surroundings import Surroundings
from sprawl.observe.dom.tree import parse

TREE = parse(
    b"<header><h1>Quillmark</h1></header><main><h2>Units</h2><ul>"
    b"<li><b>Press</b> <a href=https://x.com/qm_press>X</a><!-- none -->"
    b"<li>Pens <a href=https://x.com/qm_pens aria-label=Pens></a></ul>"
    b"<p><b>Archive</b></p><p>Ink <script>var a;</script><a href=/ink>here</a></p></main>"
)
LINKS = TREE.by_tag["a"]


def test_parent_and_children() -> None:
    """Children are the elements directly inside, without texts and comments; each names its parent."""
    item = LINKS[0].parent
    assert item is not None
    assert [child.tag for child in item.children] == ["b", "a"]
    assert {child.parent.key for child in item.children if child.parent} == {item.key}
    assert TREE.root.parent is None


def test_text_and_label() -> None:
    """Text is what people see, as one line; a link without text has the name a screen reader reads out."""
    paragraph = LINKS[2].parent
    assert paragraph is not None
    assert paragraph.text() == "Ink here"
    assert [link.label() for link in LINKS] == ["X", "Pens", "here"]


def test_position() -> None:
    """Elements that were reached from others have the same position in document order as those of the walk."""
    for link in LINKS:
        parent = link.parent
        assert parent is not None
        assert [TREE.position(child) for child in parent.children if child.key == link.key] == [link.order]
    assert sorted(map(TREE.position, LINKS)) == [link.order for link in LINKS]


def test_region_heading_and_block() -> None:
    """Any element has a region, a heading above (bold paragraphs count), a block and an item."""
    regions = Regions()
    surroundings = Surroundings(TREE, regions)
    assert [regions.of(link) for link in LINKS] == [Region.MAIN] * 3
    assert [surroundings.heading(link)[0] for link in LINKS] == ["Units", "Units", "Archive"]
    item = LINKS[1].parent
    assert item is not None
    assert surroundings.heading(item)[0] == "Units"
    assert [surroundings.item(link).text for link in LINKS] == ["Press X", "Pens Pens", "Ink here"]
    assert surroundings.block(LINKS[0]) is surroundings.block(LINKS[0])
