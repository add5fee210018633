"""The graph as bytes: node-link JSON, GraphML, GEXF, or a page for people. Same graph, same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

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
