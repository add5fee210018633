"""`sprawl graph`: the ownership graph."""

from __future__ import annotations

from pathlib import Path

import click

import sprawl
from sprawl.workflow.graph import write_graph
from sprawl_cli.options import brand_option, opened, store_option


@click.command()
@brand_option
@store_option
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write, by ending: .html, .json, .graphml, .gexf.",
)
def graph(brand: sprawl.Brand, store: Path | None, out: Path) -> None:
    """Write the ownership graph: brand, departments and accounts, with the evidence on the edges.

    \b
    Examples:
      sprawl graph --brand demo --out demo.html       to look at
      sprawl graph --brand demo --out demo.graphml    for Gephi, yEd, networkx
    """
    drawn = opened(brand, store).graph
    write_graph(drawn, out)
    click.echo(f"{out}: {drawn.number_of_nodes()} nodes, {drawn.number_of_edges()} edges", err=True)
