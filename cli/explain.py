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
    """Why an account is said to be yours and whose department it is, from first to last; or why two belong together.

    Of two it shows how alike they are, the way from each to the brand's own site, and the bridge that carries least.

    \b
    Examples:
      sprawl explain --brand demo x:example
      sprawl explain --brand demo https://www.facebook.com/example
      sprawl explain --brand demo x:example facebook:example
    """
    click.echo(sprawl.explain(opened(brand, store), ref, other))
