"""`sprawl accounts`: the inventory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import sprawl
from sprawl.model import Relation, Status
from sprawl.report.inventory import inventory_text, write_inventory
from sprawl_cli import show
from sprawl_cli.options import brand_option, form_options, opened, store_option

RELATIONS = ("ours", *Relation)


@click.command()
@brand_option
@store_option
@click.option(
    "--relation",
    type=click.Choice([*map(str, RELATIONS)]),
    metavar="NAME",
    help="Only this relation: official, affiliate, person, third-party, fan, impersonation, unknown; or ours.",
)
@click.option(
    "--department",
    default="",
    metavar="NAME",
    help="Only this department or unit, such as Press; none: those without a known one.",
)
@click.option("--platform", default="", metavar="NAME", help="Only this platform, such as youtube.")
@click.option(
    "--status",
    type=click.Choice([*map(str, Status)]),
    metavar="NAME",
    help="Only this status: active, slow, dormant, abandoned, gone, unknown.",
)
@click.option(
    "--min-probability",
    default=0.0,
    type=click.FloatRange(0, 1),
    help="Only accounts that the brand runs with at least this probability, such as 0.9.",
)
@form_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a file instead, by its ending: .csv, .xlsx, .json.",
)
def accounts(brand: sprawl.Brand, store: Path | None, form: str | None, out: Path | None, **conditions: Any) -> None:
    """Show the inventory: every account, whose it is, which department runs it, and the evidence.

    \b
    Examples:
      sprawl accounts --brand demo --relation ours
      sprawl accounts --brand demo --department none --json
      sprawl accounts --brand demo --out inventory.xlsx
    """
    kept = opened(brand, store).accounts.where(**{name: value for name, value in conditions.items() if value})
    if out:
        write_inventory(kept, out)
        click.echo(f"{out}: {len(kept)} accounts", err=True)
    elif form:
        click.echo(inventory_text(kept, form), nl=False)
    else:
        show.rows(_HEADER, [_row(entry) for entry in kept])


_HEADER = ("account", "relation", "chance", "department", "status", "name")


def _row(entry: sprawl.Entry) -> tuple[str, ...]:
    unit = f" › {entry.unit}" if entry.unit and entry.unit != entry.department else ""
    chance = f"{100 * entry.probability:.0f} %"
    return (
        entry.ref,
        str(entry.relation),
        chance,
        (entry.department or "") + unit,
        str(entry.status),
        entry.display_name,
    )
