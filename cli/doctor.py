"""`sprawl doctor`: is everything in order."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import sprawl
from sprawl_cli.options import brand_option, store_of, store_option


@click.command()
@brand_option
@store_option
def doctor(brand: sprawl.Brand, store: Path | None) -> None:
    """Check the store and its archive, say what is wrong, and how to mend it.

    \b
    Example:
      sprawl doctor --brand demo
    """
    checks = sprawl.check(brand, store_of(brand, store))
    for check in checks:
        click.echo(f"{'ok ' if check.good else 'BAD'}  {check.what}: {check.told}")
    if not all(check.good for check in checks):
        sys.exit(1)
