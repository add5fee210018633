"""The ownership graph of a survey as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sprawl.errors import OutputError
from sprawl.files import place
from sprawl.graph.export import FORMATS


def write_graph(graph: Any, path: str | Path) -> None:
    """Write the graph in the format of the file's ending; the file appears whole or not at all. Raises OutputError."""
    form = FORMATS.get(Path(path).suffix.lower())
    if form is None:
        raise OutputError(f"{path}: a graph is written as {', '.join(FORMATS)}; name a file that ends so")
    place(form(graph), path)
