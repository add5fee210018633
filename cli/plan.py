"""`sprawl plan`: from sprawl to one voice."""

from __future__ import annotations

from pathlib import Path

import click

import sprawl
from sprawl.report.plans import plan_text, screen
from sprawl_cli import show
from sprawl_cli.options import brand_option, called, form_options, opened, store_option


@click.command()
@brand_option
@store_option
@click.option(
    "--option",
    default="recommended",
    show_default=True,
    type=click.Choice(["minimal", "recommended", "maximal"]),
    help="How far to go. No rule bends for any of them.",
)
@click.option(
    "--max-accounts", type=click.IntRange(0), metavar="N", help="Say whether the plan comes down to N accounts."
)
@form_options
def plan(brand: sprawl.Brand, store: Path | None, option: str, max_accounts: int | None, form: str | None) -> None:
    """The consolidation plan: one action for every account, with its reason, its rules and its date.

    It only writes: no account is ever changed.

    \b
    Examples:
      sprawl plan --brand demo
      sprawl plan --brand demo --option minimal --json
    """
    made = sprawl.plan(opened(brand, store), option=option, max_accounts=max_accounts)
    if form:
        click.echo(plan_text(made, form), nl=False)
        return
    show.sections(screen(made), show.console())
    click.echo(f"\nnext: sprawl memo {called(brand, store)} --out memo.html", err=True)
