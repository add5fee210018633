"""`sprawl doctor`: is everything in order."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import sprawl
from sprawl.workflow.check import check
from sprawl_cli.options import brand_option, store_of, store_option


@click.command()
@brand_option
@store_option
def doctor(brand: sprawl.Brand, store: Path | None) -> None:
    """Check the store and its archive, and say what is wrong and how to repair it.

    \b
    Example:
      sprawl doctor --brand demo
    """
    checks = check(brand, store_of(brand, store))
    for each in checks:
        click.echo(f"{'ok ' if each.good else 'BAD'}  {each.what}: {each.finding}")
    if not all(each.good for each in checks):
        sys.exit(1)
