"""`sprawl explain`: why."""

from __future__ import annotations

from pathlib import Path

import click

import sprawl
from sprawl_cli.options import brand_option, opened, store_option


@click.command()
@brand_option
@store_option
@click.argument("ref")
@click.argument("other", required=False)
def explain(brand: sprawl.Brand, store: Path | None, ref: str, other: str | None) -> None:
    """Explain why an account is yours and which department runs it, or why two accounts belong together.

    For two accounts it shows how alike they are, the chain of evidence from each to the brand's own site, and the
    weakest step of that chain.

    \b
    Examples:
      sprawl explain --brand demo bluesky:ostelmar.example
      sprawl explain --brand demo https://www.youtube.com/@ostelmarscience
      sprawl explain --brand demo bluesky:ostelmar.example x:ostelmarpharma
    """
    click.echo(sprawl.explain(opened(brand, store), ref, other))
