"""The graph in files: networkx reads them back, hostile words stay words, the same graph gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest

from sprawl.errors import OutputError
from sprawl.graph.build import build, clean
from sprawl.model import Entry, Evidence, EvidenceKind, Region, Relation, Seen, Unit
from sprawl.workflow.graph import write_graph

NASTY = "</text></svg><script>alert(1)</script>\"'>&\x00\x0b\x1b\ud800\uffff‮"
QUOTE = NASTY.replace("\ud800", "")


def hostile_graph() -> Any:
    said = Evidence(
        EvidenceKind.LINK, "site:www.example.org", "x:one", "https://www.example.org/", Region.FOOTER, QUOTE
    )
    rows = [
        Entry("x:one", "x", "one", "profile", "https://x.com/one", "p1", NASTY, Relation.OFFICIAL, 0.9, NASTY, "Sub",
              0.8, ("Press", NASTY), evidence=(Seen(said, "2026-11-21T00:00:00Z", "sha1:A", NASTY),)),
        Entry("x:two", "x", NASTY, "profile", "javascript:alert(1)", "p2", "", Relation.UNKNOWN, 0.0),
        Entry("x:three", "x", "three", "profile", "https://x.com/3\" onclick=\"alert(1)", "p3", "", Relation.PERSON),
    ]  # fmt: skip
    return build(f"Acme {NASTY}", [Unit("Press"), Unit("Sub", parent="Press")], rows, sites=["www.example.org"])


@pytest.mark.parametrize("ending", [".json", ".graphml", ".gexf", ".html"])
def test_the_same_graph_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_graph(hostile_graph(), tmp_path / f"{name}{ending}")
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a{ending}", f"b{ending}"]


def test_graphml_reads_back(tmp_path: Path) -> None:
    graph = hostile_graph()
    write_graph(graph, tmp_path / "g.graphml")
    read, kept = networkx.read_graphml(tmp_path / "g.graphml", force_multigraph=True), clean(graph)
    assert dict(read.nodes(data=True)) == dict(kept.nodes(data=True))
    assert sorted(read.edges(keys=True)) == sorted(kept.edges(keys=True))


def test_gexf_reads_back_and_carries_no_date(tmp_path: Path) -> None:
    graph = hostile_graph()
    write_graph(graph, tmp_path / "g.gexf")
    read = networkx.read_gexf(tmp_path / "g.gexf")
    assert (set(read), read.number_of_edges()) == (set(clean(graph)), graph.number_of_edges())
    assert b"lastmodifieddate" not in (tmp_path / "g.gexf").read_bytes()


def test_node_link_json_reads_back_whole(tmp_path: Path) -> None:
    graph = clean(hostile_graph())
    write_graph(graph, tmp_path / "g.json")
    read = networkx.node_link_graph(json.loads((tmp_path / "g.json").read_text("utf-8")), edges="edges")
    assert networkx.utils.graphs_equal(read, graph)


def test_the_page_shows_hostile_words_as_words(tmp_path: Path) -> None:
    write_graph(hostile_graph(), tmp_path / "g.html")
    text = (tmp_path / "g.html").read_text("utf-8")
    drawing = ElementTree.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])
    tags = {element.tag for element in drawing.iter()}
    assert tags == {"svg", "g", "title", "text", "path", "circle", "a"}
    assert {name for element in drawing.iter("a") for name in element.attrib} == {"href", "rel", "target"}
    assert all(link.get("href", "").startswith("https://") for link in drawing.iter("a"))
    assert "<script" not in text
    assert "‮" not in text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("g.docx", "a graph is written as .json, .graphml, .gexf, .html"),
        ("missing/g.json", "No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(name: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_graph(build("Acme", (), ()), tmp_path / name)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
