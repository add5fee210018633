"""`sprawl discover`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console

import sprawl
from sprawl_cli import show
from sprawl_cli.options import brand_option, called, store_of, store_option

INCOMPLETE = 3


@click.command()
@brand_option
@store_option
@click.option(
    "--seed",
    "seeds",
    multiple=True,
    metavar="URL|REF",
    help="A further page or account to start from, such as x:example; may be repeated.",
)
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="WARC",
    help="Answer every request from an archive, such as crawl.warc.gz; use no network.",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path),
    metavar="WARC",
    help="Where responses are recorded.  [default: ./<slug>.warc.gz]",
)
@click.option("--max-pages", default=10_000, show_default=True, type=click.IntRange(1), help="Pages to read at most.")
@click.option(
    "--depth", default=20, show_default=True, type=click.IntRange(0), help="Links to follow from a seed at most."
)
@click.option("--allow-private", is_flag=True, help="Also read loopback and private addresses, such as 127.0.0.1.")
@click.option("--persons", is_flag=True, help="Also read the profiles of employees.")
@click.option(
    "--ca-file", type=click.Path(exists=True), metavar="PEM", help="Certificate authorities to trust in addition."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The date of the survey, such as 2026-11-30.  [default: today, or the newest of the archive]",
)
@click.option(
    "--contact",
    default="",
    metavar="URL|MAIL",
    help="Whom the owner of a host can write to; it stands in the user agent.",
)
@click.option(
    "--authority",
    default="",
    metavar="TEXT",
    help='A statement for memos, such as "we are the brand" or "we act for it".',
)
@click.option("--fresh", is_flag=True, help="Start a new survey instead of continuing an interrupted one.")
def discover(brand: sprawl.Brand, store: Path | None, as_of: Any, **options: Any) -> None:
    """Crawl known pages and handles, read the evidence, conclude whose each account is, and print a summary.

    \b
    Examples:
      sprawl discover --brand demo
      sprawl discover --brand example.toml --contact web@example.org
      sprawl discover --brand example.toml --replay crawl.warc.gz

    It can be stopped at any moment; the same command then continues. Exit code 3: finished, but something could not be
    reached.
    """
    options["as_of"] = as_of.date().isoformat() if as_of else ""
    path = store_of(brand, store)
    with show.progress() as progress:
        found = sprawl.discover(brand, store=path, progress=progress, **options)
    summary(found, show.console(), called(brand, store))
    if not found.coverage.complete:
        sys.exit(INCOMPLETE)


def summary(found: sprawl.Findings, to: Console, who: str) -> None:
    """The screen that a communications officer understands."""
    cover = found.coverage
    sites = f"{len(cover.sites)} site{'' if len(cover.sites) == 1 else 's'}"
    to.print(f"[bold]{found.brand.name}[/bold], survey of {found.survey.as_of}: {cover.pages:,} pages read on {sites}")
    show.sections(found.summary, to)
    to.print("\n[bold]What to do next[/bold]")
    for line in _next(found, who):
        to.print(f"  {line}", markup=False, soft_wrap=True)


def _next(found: sprawl.Findings, who: str) -> list[str]:
    """What people do after a survey, as commands to copy."""
    steps = [
        (f"sprawl accounts {who} --out inventory.xlsx", "the inventory with its evidence, for Excel"),
        (f"sprawl plan {who}", "what to do with each account, and why"),
        (f"sprawl memo {who} --out memo.html", "the memo that an executive signs"),
    ]
    if found.accounts.unsure or any(found.contested()):
        steps.insert(0, (f"sprawl review {who} --out review.html", "answer what is uncertain, most useful first"))
    example = next(iter(found.accounts.ours), None)
    if example:
        steps.append((f"sprawl explain {who} {example.ref}", "why an account is said to be yours"))
    width = max(len(command) for command, _ in steps)
    return [f"{command:<{width}}  {why}" for command, why in steps]
