"""`sprawl match`: the matching engine on a file of accounts."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import click

from sprawl.errors import InputError
from sprawl.workflow.bulk import Matching, match_file
from sprawl_cli import show

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("accounts", type=_FILE)
@click.option(
    "--departments", type=_FILE, metavar="FILE", help="A table of department, parent, domains and optionally aliases."
)
@click.option(
    "--judgements", type=_FILE, metavar="FILE", help="A table of id, department and/or id, id2, same (yes or no)."
)
@click.option(
    "--out",
    type=_FILE,
    metavar="FILE",
    help="Where to write, by ending: .csv, .json, .parquet.  [default: CSV on stdout]",
)
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV (the default).")
@click.option(
    "--ask",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Also name the N accounts whose answers would help most; needs --ask-out.",
)
@click.option(
    "--previous", type=_FILE, metavar="FILE", help="The result of an earlier run, so that owners keep their ids."
)
@click.option("--why", type=_FILE, metavar="FILE", help="Where to write the reasons: id, owner_why, department_why.")
@click.option("--ask-out", type=_FILE, metavar="FILE", help="Where --ask writes: id, why.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="Where the work runs: processes of this machine, or Dask.  [default: local]",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="The address of a running Dask scheduler; one is started otherwise.",
)
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes to use.  [default: one for each core]"
)
def match(
    accounts: Path,
    departments: Path | None,
    judgements: Path | None,
    out: Path | None,
    form: str | None,
    ask: int,
    previous: Path | None,
    why: Path | None,
    ask_out: Path | None,
    engine: str,
    scheduler: str,
    workers: int | None,
) -> None:
    """Find which accounts of a file have the same owner, and which department runs each.

    \b
    Examples:
      sprawl match accounts.csv --out owners.csv
      sprawl match accounts.csv --departments departments.csv --ask 20 --ask-out ask.csv --out owners.csv
      sprawl match accounts.csv --judgements answers.csv --out owners.csv
      sprawl match accounts.csv --previous owners-october.csv --why why.csv --out owners.csv

    ACCOUNTS is CSV or Parquet with id, platform, handle or url, and optionally display_name, bio, website, country,
    language. Prints id, owner, probability, department, unit, department_probability.
    """
    if ask and not ask_out:
        raise InputError("--ask needs a file for its answer, such as --ask-out ask.csv")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads get in the way of our processes
    gc.disable()  # everything read is kept to the end: looking for garbage only costs time
    with show.progress() as progress:
        matching = match_file(
            accounts,
            departments,
            judgements,
            previous,
            ask=ask,
            why=why is not None,
            engine=engine,
            scheduler=scheduler,
            workers=workers or os.cpu_count() or 1,
            progress=progress,
        )
    _write(matching, out, form, ask_out, why)


def _write(matching: Matching, out: Path | None, form: str | None, ask_out: Path | None, why: Path | None) -> None:
    """Write what was asked for, and say on stderr which judgements contradict each other."""
    if ask_out:
        matching.write_questions(ask_out)
    if why:
        matching.write_reasons(why)
    matching.write(out or Path("-"), form or "")
    for left, right in matching.contradictions:
        click.echo(f"judgements contradict each other about {left} and {right}", err=True)
    for alarm in matching.alarms[:20]:
        click.echo(f"look at: {alarm}", err=True)
    if out:
        rows = matching.columns
        click.echo(f"{len(rows['id'])} accounts, {len(set(rows['owner']))} owners: {out}", err=True)
