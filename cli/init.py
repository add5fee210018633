"""`sprawl init`: nobody starts from an empty file."""

from __future__ import annotations

from pathlib import Path

import click

from sprawl.errors import OutputError
from sprawl.files import write_text
from sprawl.workflow.draft import draft
from sprawl_cli import show


@click.command()
@click.argument("source", metavar="URL|SHEET")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to write.  [default: ./<slug>.toml]"
)
@click.option("--name", default=None, metavar="NAME", help="The name of the brand, where the guess is wrong.")
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="WARC",
    help="Read the pages from an archive, such as crawl.warc.gz.",
)
@click.option("--max-pages", default=200, show_default=True, type=click.IntRange(1), help="Pages to read at most.")
@click.option("--allow-private", is_flag=True, help="Also read loopback and private addresses, such as 127.0.0.1.")
def init(source: str, out: Path | None, **options: object) -> None:
    """Draft a brand file, with its departments, sites and handles, from a web site or from a sheet.

    \b
    Examples:
      sprawl init https://www.example.org/
      sprawl init accounts.xlsx --out example.toml

    Every guess is printed and stands in the file as a comment. Correct the file, then run discover.
    """
    with show.progress() as progress:
        drafted = draft(source, progress=progress, **options)  # type: ignore[arg-type]
    path = out or Path(f"{drafted.brand.slug}.toml")
    if str(path) != "-" and path.exists():
        raise OutputError(f"{path}: this file exists already; name another one, such as --out new.toml")
    write_text(drafted.dumps(), path)
    for guess in drafted.guesses:
        click.echo(guess, err=True)
    brand = drafted.brand
    told = f"{len(brand.units)} departments, {len(brand.sites)} sites, {len(brand.handles)} handles"
    click.echo(f"{path}: {told}; correct it, then: sprawl discover --brand {path}", err=True)
