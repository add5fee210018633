"""`sprawl import`: the inventory that people keep."""

from __future__ import annotations

from pathlib import Path

import click

import sprawl
from sprawl.errors import InputError
from sprawl.workflow.sheets import import_sheet
from sprawl_cli.options import brand_option, called, store_of, store_option


@click.command("import")
@brand_option
@store_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Read a column, by title or letter, as a field or a platform; may be repeated.",
)
def sheet(brand: sprawl.Brand, store: Path | None, file: Path, columns: tuple[str, ...]) -> None:
    """Import the inventory that you keep: CSV, XLSX or JSON, with any columns.

    \b
    Examples:
      sprawl import --brand demo accounts.xlsx
      sprawl import --brand demo accounts.csv --map "Kanal=platform" --map C=department

    The command prints how it read each column; --map corrects that. discover then compares the sheet with the web.
    """
    mapping = dict(_pair(text) for text in columns)
    taken = import_sheet(brand, store_of(brand, store), file, mapping)
    for guess in taken.sheet.guesses:
        click.echo(guess, err=True)
    for problem in taken.sheet.problems:
        click.echo(f"row {problem.row}: {problem.why}: {problem.text}", err=True)
    click.echo(f"{file}: {taken.accounts} accounts taken in; next: sprawl discover {called(brand, store)}", err=True)


def _pair(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not equals or not column or not field:
        raise InputError(f"--map {text}: expected COLUMN=FIELD, such as --map 'Who?=department'")
    return column, field
