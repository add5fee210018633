"""The graph as a file: node-link JSON, GraphML, GEXF, or a page for people. Same graph, same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sprawl.errors import OutputError
from sprawl.files import place
from sprawl.graph.build import gexf, graphml, node_link
from sprawl.graph.draw import page


def _json(graph: Any) -> bytes:
    text = json.dumps(node_link(graph), ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")


FORMATS: Mapping[str, Callable[[Any], bytes]] = {
    ".json": _json,
    ".graphml": graphml,
    ".gexf": gexf,
    ".html": lambda graph: page(graph).encode("utf-8", "replace"),
}


def write(graph: Any, path: str | Path) -> None:
    """Write the graph in the format of the file's ending; the file appears whole or not at all. Raises OutputError."""
    form = FORMATS.get(Path(path).suffix.lower())
    if form is None:
        raise OutputError(f"{path}: a graph is written as {', '.join(FORMATS)}; name a file that ends so")
    place(form(graph), path)
