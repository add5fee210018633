"""`sprawl plan`: from sprawl to one voice."""

from __future__ import annotations

from pathlib import Path

import click

import sprawl
from sprawl.report.plan_formats import plan_text, screen
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
    help="How far the plan goes; all rules hold in each.",
)
@click.option(
    "--max-accounts", type=click.IntRange(0), metavar="N", help="Say whether the plan reaches N accounts or fewer."
)
@form_options
def plan(brand: sprawl.Brand, store: Path | None, option: str, max_accounts: int | None, form: str | None) -> None:
    """Make the consolidation plan: one action for every account, with its reason, rules and date.

    The plan is only printed: no account is changed.

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
